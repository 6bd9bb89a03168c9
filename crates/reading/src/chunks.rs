//! Items gathered into noun groups, verb groups and the words between them.
//!
//! No tree is built: what a clause needs to know is which noun group stands before its verb, which behind it, and by which
//! word the next clause begins. A word that may be noun or verb is decided by its neighbours.

mod inversions;
mod many;
mod nouns;
mod numbers;
mod reduce;
mod relatives;
mod shared;
mod verbs;

use inversions::inversions;
use nouns::is_adverb;
use reduce::reduce;
use relatives::relatives;

use crate::items::{Item, ItemKind, Items};
use crate::lexicon::{Form, Part, Sense};

/// A group of items: `first..after`.
#[derive(Debug, Clone)]
pub(crate) struct Chunk {
    pub(crate) first: usize,
    pub(crate) after: usize,
    pub(crate) kind: Kind,
}

/// What a group is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// A noun group; where an `of` stands in it, its item.
    Noun {
        of: Option<usize>,
    },
    /// A verb group.
    Verb(Verb),
    /// A preposition.
    Prep,
    By,
    Of,
    And,
    But,
    Sub,
    That,
    If,
    Relative,
    According,
    Time(usize),
    Adverb,
    Hedge,
    /// `the incident came as`: the speaker before is silent behind it.
    Aside,
    Comma,
    /// A mark that parts clauses: `;`, `:`, a dash.
    Break,
    QuoteOpen,
    QuoteClose,
    ParenOpen,
    ParenClose,
    /// `.`
    Stop,
    Other,
}

/// A verb group.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Verb {
    /// The item of the verb that says what is done.
    pub(crate) main: usize,
    pub(crate) form: Form,
    pub(crate) shape: Shape,
    pub(crate) modal: Option<Part>,
    pub(crate) perfect: bool,
    pub(crate) progressive: bool,
    pub(crate) passive: bool,
    pub(crate) negated: bool,
    pub(crate) hedge: Option<usize>,
    /// `is`, `was` with nothing behind but a noun.
    pub(crate) copula: bool,
}

/// How a verb group stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// With a subject of its own.
    Finite,
    /// `to fire`
    Infinitive,
    /// `firing`
    Ing,
    /// `fired by`: a participle behind its noun.
    Reduced,
}

/// Words of the grammar that are groups by themselves.
const LINKS: [(Part, Kind); 13] = [
    (Part::Aside, Kind::Aside),
    (Part::According, Kind::According),
    (Part::If, Kind::If),
    (Part::Relative, Kind::Relative),
    (Part::Of, Kind::Of),
    (Part::By, Kind::By),
    (Part::And, Kind::And),
    (Part::Nor, Kind::And),
    (Part::To, Kind::Prep),
    (Part::Hedge, Kind::Hedge),
    (Part::Adverb, Kind::Adverb),
    (Part::Not, Kind::Adverb),
    (Part::But, Kind::But),
];

/// Gathers the items of a sentence.
pub(crate) fn chunks(items: &Items<'_>) -> Vec<Chunk> {
    let mut gathering =
        Gathering { items: &items.list, chunks: Vec::with_capacity(items.list.len()), quotes: 0 };
    let mut at = 0;
    while at < items.list.len() {
        at = gathering.next(at).max(at + 1);
    }
    inversions(&mut gathering.chunks, &items.list);
    relatives(&mut gathering.chunks, &items.list);
    reduce(&mut gathering.chunks, &items.list);
    gathering.chunks
}

struct Gathering<'i, 'l> {
    items: &'i [Item<'l>],
    chunks: Vec<Chunk>,
    quotes: u32,
}

impl Gathering<'_, '_> {
    fn item(&self, at: usize) -> Option<&Item<'_>> {
        self.items.get(at)
    }

    fn push(&mut self, first: usize, after: usize, kind: Kind) -> usize {
        self.chunks.push(Chunk { first, after, kind });
        after
    }

    fn last(&self) -> Option<&Kind> {
        self.chunks.last().map(|chunk| &chunk.kind)
    }

    /// Gathers one group at this item and gives the item behind it.
    fn next(&mut self, at: usize) -> usize {
        let Some(item) = self.item(at) else { return at + 1 };
        match item.kind {
            ItemKind::Mark(mark) => {
                let kind = self.mark(mark, at);
                return self.push(at, at + 1, kind);
            }
            ItemKind::Time(time) => return self.push(at, at + 1, Kind::Time(time)),
            ItemKind::Possessive | ItemKind::Number(_) => return self.noun(at),
            ItemKind::Word => {}
        }
        if self.is_rate(at) {
            return self.push(at, at + 2, Kind::Adverb);
        }
        if let Some((after, verb)) = self.verb(at) {
            // A quotation may open within the group.
            for inside in at..after {
                if let Some(ItemKind::Mark(mark)) = self.item(inside).map(|item| item.kind.clone()) {
                    self.mark(mark, inside);
                }
            }
            return self.push(at, after, Kind::Verb(verb));
        }
        if self.is_each(at) {
            return self.push(at, at + 1, Kind::Adverb);
        }
        if let Some(kind) = self.link(at) {
            return self.push(at, at + 1, kind);
        }
        self.noun(at)
    }

    /// `400 trucks a week`
    fn is_rate(&self, at: usize) -> bool {
        let word = |at: usize| self.item(at).map_or("", |item| item.lower.as_str());
        matches!(self.last(), Some(Kind::Noun { .. }))
            && matches!(word(at), "a" | "each" | "every" | "per")
            && matches!(word(at + 1), "day" | "week" | "month" | "night" | "hour" | "year")
    }

    /// `teams of seven men each crossed the line`
    fn is_each(&self, at: usize) -> bool {
        matches!(self.last(), Some(Kind::Noun { .. }))
            && self.item(at).is_some_and(|item| matches!(item.lower.as_str(), "each" | "both" | "all"))
            && self.item(at + 1).is_some_and(|next| {
                !next.is_known_noun()
                    && next.forms().any(|form| matches!(form, Form::Past | Form::PastOrParticiple))
            })
    }

    fn mark(&mut self, mark: char, at: usize) -> Kind {
        match mark {
            ',' => Kind::Comma,
            ';' | ':' | '–' | '—' => Kind::Break,
            '-' if self.item(at).is_some_and(|item| !item.joined) => Kind::Break,
            '(' | '[' => Kind::ParenOpen,
            ')' | ']' => Kind::ParenClose,
            '“' | '«' | '‘' => {
                self.quotes += 1;
                Kind::QuoteOpen
            }
            '”' | '»' => {
                self.quotes = self.quotes.saturating_sub(1);
                Kind::QuoteClose
            }
            '"' => {
                self.quotes = u32::from(self.quotes == 0);
                if self.quotes == 1 { Kind::QuoteOpen } else { Kind::QuoteClose }
            }
            '.' | '!' | '?' | '。' => Kind::Stop,
            _ => Kind::Other,
        }
    }

    /// A word of the grammar between groups.
    fn link(&self, at: usize) -> Option<Kind> {
        let item = self.item(at).filter(|item| item.is_part())?;
        let may_open = item.any_part(&[Part::That, Part::Subordinator, Part::But]);
        let next_is_clause = may_open && self.begins_clause(at + 1);
        let is_noun_before =
            matches!(self.last(), Some(Kind::Noun { .. } | Kind::Comma | Kind::ParenClose | Kind::Prep));
        if item.part(Part::That) {
            let is_relative =
                is_noun_before && self.verb(at + 1).is_some_and(|(_, verb)| verb.shape == Shape::Finite);
            let is_determiner = !next_is_clause && !is_relative && self.begins_noun(at + 1);
            return Some(match (is_relative, is_determiner) {
                (true, _) => Kind::Relative,
                (_, true) if !self.follows_verb_of_words() => return None,
                _ => Kind::That,
            });
        }
        let is_sub = item.part(Part::Subordinator);
        let is_prep = item.part(Part::Preposition);
        // `a daily sight before the truce`
        if is_sub
            && !next_is_clause
            && ["after", "before", "until", "since"].iter().any(|word| item.lower.ends_with(word))
            && self.verb(at + 1).is_none()
            && self.begins_noun(at + 1)
        {
            return Some(Kind::Prep);
        }
        if is_sub && (next_is_clause || !is_prep) {
            let before_ing = self.verb(at + 1).is_some_and(|(_, verb)| verb.shape == Shape::Ing);
            if next_is_clause || before_ing || !is_prep {
                return Some(Kind::Sub);
            }
        }
        // `soldiers with rifles stepped`, and `…, with troops moving in`.
        if item.part(Part::But) && is_prep && !(next_is_clause && matches!(self.last(), Some(Kind::Comma))) {
            return Some(Kind::Prep);
        }
        if let Some((_, kind)) = LINKS.iter().find(|(part, _)| item.part(*part)) {
            let is_name = item.is_known_noun() && !item.part(Part::And);
            return if is_name { None } else { Some(kind.clone()) };
        }
        is_prep.then_some(Kind::Prep)
    }

    /// Whether a verb stands right before that has words behind it: `said that`, and not `respected that agreement`.
    fn follows_verb_of_words(&self) -> bool {
        let Some(Kind::Verb(verb)) = self.last() else { return false };
        self.item(verb.main).is_none_or(|item| {
            item.senses.is_empty()
                || item.senses.iter().any(|sense| {
                    matches!(sense, Sense::Speech(..) | Sense::Control(..) | Sense::Verb(_) | Sense::Guess(_))
                })
        })
    }

    /// Whether a noun group and then a verb with a subject follow, before any other mark or link.
    fn begins_clause(&self, at: usize) -> bool {
        let mut seen_noun = false;
        for index in at..(at + 14).min(self.items.len()) {
            let Some(item) = self.item(index) else { return false };
            if matches!(item.kind, ItemKind::Mark(mark) if !matches!(mark, '“' | '"')) {
                return false;
            }
            if seen_noun
                && item.any_part(&[
                    Part::Be,
                    Part::Been,
                    Part::Have,
                    Part::Do,
                    Part::Future,
                    Part::Would,
                    Part::May,
                    Part::Can,
                    Part::Should,
                ])
                && !item.joined
            {
                return true;
            }
            if seen_noun
                && !item.joined
                && !item.is_known_noun()
                && item.forms().any(|form| matches!(form, Form::Past | Form::PastOrParticiple | Form::Third))
            {
                let before = index.checked_sub(1).and_then(|before| self.item(before));
                if !before.is_some_and(|before| {
                    before.any_part(&[Part::Determiner, Part::Preposition, Part::Of, Part::By])
                }) {
                    return true;
                }
            }
            if item.any_part(&[Part::Subordinator, Part::But, Part::Relative, Part::That])
                && !item.part(Part::Preposition)
                && index > at
            {
                return false;
            }
            seen_noun |= matches!(item.kind, ItemKind::Word)
                && !item.any_part(&[Part::Determiner, Part::Adverb])
                || item.is_pronoun();
        }
        false
    }

    fn begins_noun(&self, at: usize) -> bool {
        self.item(at).is_some_and(|item| {
            matches!(item.kind, ItemKind::Word | ItemKind::Number(_))
                && !item.any_part(&[
                    Part::Preposition,
                    Part::To,
                    Part::Be,
                    Part::Been,
                    Part::Have,
                    Part::And,
                    Part::Future,
                    Part::Would,
                    Part::May,
                ])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::items::items;
    use crate::lexicon::Lexicon;
    use crate::tokens::tokens;

    /// Verb groups in brackets, noun groups in braces.
    fn shown(text: &str) -> String {
        let words = "[[actor]]\nid = \"KP\"\nnames = [\"North Korea\", \"Pyongyang\"]\nadjectives = [\"North Korean\"]\n\
            [[actor]]\nid = \"KR\"\nnames = [\"South Korea\", \"Seoul\"]\nadjectives = [\"South Korean\"]\n";
        let lexicon = Lexicon::new(&[words]).unwrap();
        let tokens = tokens(text, 0);
        let items = items(&lexicon, text, &tokens);
        let mut shown = String::new();
        for chunk in chunks(&items) {
            let piece = &text[items.list[chunk.first].start..items.list[chunk.after - 1].end];
            let piece = match &chunk.kind {
                Kind::Verb(verb) => format!(
                    "[{piece}:{:?}{}{}]",
                    verb.shape,
                    if verb.passive { ":passive" } else { "" },
                    if verb.negated { ":not" } else { "" }
                ),
                Kind::Noun { .. } => format!("{{{piece}}}"),
                _ => piece.to_owned(),
            };
            shown.push_str(&piece);
            shown.push(' ');
        }
        shown.trim_end().to_owned()
    }

    #[test]
    fn groups_of_clauses() {
        insta::assert_snapshot!([
            "Another North Korean soldier fled across a heavily fortified border to defect to South Korea early on Saturday, the military in Seoul said, just as the rivals began taking steps to reduce military tensions.",
            "The joint chiefs of staff said it had not observed any unusual activity from North Korean troops in the area where the defection happened.",
            "Pyongyang has frequently accused Seoul of kidnapping or enticing its citizens to defect.",
            "In November 2017 a North Korean soldier was critically wounded in a jointly controlled area after he fled to the South amid a hail of bullets fired by his former comrades.",
            "South Korea’s defence ministry said on Friday that the Korean militaries completed removing 20 frontline guard posts and cleared land mines from a border area where they plan to start their first ever joint search for remains of soldiers killed during the 1950-53 Korean war.",
            "It comes as North and South Korea push to implement a wide-ranging military agreement reached in September to reduce tensions across their border.",
            "North Korea fires artillery shells into the western sea",
            "The army did not respond to a request for comment and has yet to withdraw.",
            "Ten rounds were fired from a position north of the line, it said.",
        ].map(shown).join("\n"));
    }
}
