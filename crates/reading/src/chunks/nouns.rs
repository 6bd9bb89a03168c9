//! Noun groups: which words belong to one, and where the next begins.

use super::{Chunk, Gathering, Kind};
use crate::items::{Item, ItemKind};
use crate::lexicon::{Form, Part, Sense};

/// What cases and stretches of time are counted in.
const SPANS: [&str; 7] = ["hours", "minutes", "days", "weeks", "months", "cases", "occasions"];

/// Words for nobody and nothing, which stand alone before a verb: `nobody fired`.
const NOBODY: [&str; 4] = ["nobody", "no one", "none", "nothing"];

/// Times that stand before a name without a mark between.
const MOMENTS: [&str; 13] = [
    "hour",
    "time",
    "day",
    "night",
    "morning",
    "evening",
    "afternoon",
    "week",
    "weekend",
    "month",
    "moment",
    "year",
    "dawn",
];

/// Whether a word names a party or a people.
fn is_somebody(item: &Item<'_>) -> bool {
    item.senses.iter().any(|sense| {
        matches!(
            sense,
            Sense::Actor(_) | Sense::Own(_) | Sense::People(_) | Sense::Joint(_) | Sense::Capital(_)
        )
    })
}

impl Gathering<'_, '_> {
    /// A noun group at this item.
    pub(super) fn noun(&mut self, at: usize) -> usize {
        let mut after = at;
        let mut of = None;
        let after_accusation = |gathering: &Self| {
            gathering.chunks.iter().rev().take(3).any(|chunk| match &chunk.kind {
                Kind::Verb(verb) => gathering.item(verb.main).is_some_and(|item| {
                    item.senses.iter().any(|sense| {
                        matches!(
                            sense,
                            Sense::Speech(
                                crate::lexicon::SpeechKind::Accuse | crate::lexicon::SpeechKind::Allege,
                                _
                            )
                        )
                    })
                }),
                _ => false,
            })
        };
        while let Some(item) = self.item(after) {
            let is_first = after == at;
            if item.part(Part::Of)
                && after > at
                && !after_accusation(self)
                && self.begins_noun(after + 1)
                && self.item(after + 1).is_none_or(|next| next.lower != "who")
                && !self.is_gerund(after + 1)
            {
                of = of.or(Some(after));
                after += 1;
                continue;
            }
            // `Col. Lee`: a point behind a title ends nothing.
            let is_title = item.is_mark(&['.'])
                && self.item(after + 1).is_some_and(|next| next.capital && !next.is_pronoun())
                && after
                    .checked_sub(1)
                    .and_then(|before| self.item(before))
                    .is_some_and(|before| before.capital);
            if is_title && !is_first {
                after += 1;
                continue;
            }
            // `the 210th "Bashan" Division`, `armed men of the "DPR"`: a name in quotation marks within a group.
            if let Some(close) = self.quoted_name(after).filter(|_| !is_first) {
                after = close + 1;
                continue;
            }
            if let Some(next) = self.adjective_after(at, after) {
                after = next;
                continue;
            }
            if !is_first {
                let may_be_verb =
                    (item.is_known_noun() || item.part(Part::Adjective)) && item.forms().next().is_some();
                let reads_as_verb = may_be_verb && self.reads_as_verb(at, after);
                if !self.item(after).is_some_and(|item| {
                    self.goes_on(after, item, reads_as_verb) || self.is_headless(at, after, item)
                }) {
                    break;
                }
            }
            after += 1;
        }
        self.push(at, after.max(at + 1), Kind::Noun { of })
    }

    /// The mark that closes a name of one or two words that a quotation mark opens here.
    fn quoted_name(&self, open: usize) -> Option<usize> {
        let is_mark = |at: usize| self.item(at).is_some_and(|item| item.is_mark(&['"', '“', '”', '«', '»']));
        let is_name = |at: usize| {
            self.item(at)
                .is_some_and(|item| item.capital && matches!(item.kind, ItemKind::Word) && !item.is_pronoun())
        };
        if !is_mark(open) || !is_name(open + 1) {
            return None;
        }
        let close = if is_name(open + 2) { open + 3 } else { open + 2 };
        is_mark(close).then_some(close)
    }

    /// `the final, fully verified report`: behind an article, adjectives and a comma the item behind one more of what stands
    /// before a noun, a participle among them.
    fn adjective_after(&self, first: usize, comma: usize) -> Option<usize> {
        let is_adjective =
            |at: usize| self.item(at).is_some_and(|item| item.part(Part::Adjective) && !item.is_known_noun());
        let has_article =
            self.item(first).is_some_and(|item| item.part(Part::Determiner) && !item.is_pronoun());
        let is_open = has_article && first + 1 < comma && (first + 1..comma).all(is_adjective);
        if !is_open || !self.item(comma).is_some_and(|item| item.is_mark(&[','])) {
            return None;
        }
        let is_adverb = self.item(comma + 1).is_some_and(|item| is_adverb(item) || item.part(Part::Adverb));
        let at = comma + 1 + usize::from(is_adverb);
        let is_participle = self.item(at).is_some_and(|item| {
            item.forms().any(|form| matches!(form, Form::Participle | Form::PastOrParticiple))
        });
        let before_noun = self.item(at + 1).is_some_and(|next| {
            matches!(next.kind, ItemKind::Word) && !next.any_part(&LINKS) && next.forms().next().is_none()
        });
        ((is_adjective(at) || is_participle) && before_noun).then_some(at + 1)
    }

    fn is_gerund(&self, at: usize) -> bool {
        self.item(at).is_some_and(|item| item.forms().any(|form| form == Form::Ing) && !item.is_known_noun())
    }

    /// Whether an item belongs to the noun group before it.
    fn goes_on(&self, at: usize, item: &Item<'_>, reads_as_verb: bool) -> bool {
        if item.joined {
            return true;
        }
        // `the accord the two sides`: a name with an article of its own begins a group.
        let is_of = at
            .checked_sub(1)
            .and_then(|before| self.item(before))
            .is_some_and(|before| before.part(Part::Of) || before.lower.ends_with(" of"));
        if is_of {
            return true;
        }
        // `the militia itself`
        if matches!(item.lower.as_str(), "itself" | "themselves" | "himself" | "herself") {
            return true;
        }
        match item.kind {
            ItemKind::Possessive => return true,
            ItemKind::Mark(_) | ItemKind::Time(_) => return false,
            ItemKind::Number(_) => return self.number_goes_on(at),
            ItemKind::Word => {}
        }
        let before = at.checked_sub(1).and_then(|before| self.item(before));
        if self.opens_another(before, item) {
            return false;
        }
        // `personnel at Position 80 heard shots`: a number behind a name is part of it, and opens nothing.
        let names = before.is_some_and(|before| matches!(before.kind, ItemKind::Number(_)))
            && at.checked_sub(2).and_then(|name| self.item(name)).is_some_and(|name| name.capital)
            && item.forms().next().is_some()
            && !item.is_known_noun();
        let is_nobody = before.is_some_and(|before| NOBODY.contains(&before.lower.as_str()));
        let opens = !names
            && !is_nobody
            && !self.is_verb_of_number(at, item)
            && before.is_some_and(|before| {
                before.any_part(&[Part::Determiner, Part::No, Part::Of])
                    || before.part(Part::Adjective) && (!before.is_known_noun() || item.is_known_noun())
                    || matches!(before.kind, ItemKind::Possessive | ItemKind::Number(_))
                    || before.senses.iter().any(|sense| matches!(sense, Sense::Own(_)))
                    || before.joins
                    // `the far-fetched claim`
                    || before.joined && (before.lower.ends_with("ed") || before.lower.ends_with("ing"))
            })
            // `a jointly controlled area`
            || before.is_some_and(|before| is_adverb(before) || before.part(Part::Adverb))
                && at.checked_sub(2).and_then(|article| self.item(article)).is_some_and(|item| {
                    item.any_part(&[Part::Determiner, Part::No]) || matches!(item.kind, ItemKind::Possessive)
                });
        if item.any_part(&LINKS) {
            return false;
        }
        if before.is_some_and(Item::is_pronoun) && !opens {
            return false;
        }
        if item.part(Part::Determiner) || item.is_pronoun() {
            return opens && item.part(Part::Determiner);
        }
        if item.part(Part::Adjective) && reads_as_verb && !opens {
            return false;
        }
        let verb = item.forms().next();
        if verb.is_some() && !item.part(Part::Adjective) {
            let is_noun = item.is_known_noun();
            let is_participle = item
                .forms()
                .any(|form| matches!(form, Form::Participle | Form::PastOrParticiple | Form::Ing));
            if opens {
                return is_noun
                    || is_participle
                    || self.noun_follows(at)
                    || item.forms().any(|form| form == Form::Base || form == Form::Third);
            }
            return is_noun && !reads_as_verb;
        }
        // `Seoul partially suspended`
        let is_before_verb = is_adverb(item)
            && self.item(at + 1).is_some_and(|next| next.forms().next().is_some() && !next.is_known_noun());
        opens || !item.any_part(&[Part::Adverb, Part::Hedge]) && !is_before_verb
    }

    /// Whether a word opens a group of its own behind the word before.
    fn opens_another(&self, before: Option<&Item<'_>>, item: &Item<'_>) -> bool {
        // `at the request of the Commission I propose`
        let is_i = item.lower == "i" && item.is_pronoun();
        let is_article = ["the ", "both ", "two "].iter().any(|article| item.lower.starts_with(article));
        // `within hours Israeli jets`, `in two cases members`: what is counted by hours and cases is no part of a name.
        let is_span = before.is_some_and(|before| SPANS.contains(&before.lower.as_str()));
        // `at the same hour Hamas fighters`, `from June 15 to 17 the army`: a name or an article behind a time.
        let is_moment = before.is_some_and(|before| MOMENTS.contains(&before.lower.as_str()));
        let is_number = before.is_some_and(|before| matches!(before.kind, ItemKind::Number(_)));
        // `On the eastern side no equipment was found`, but `Position No. 5`
        let is_none = item.part(Part::No) && !item.joins && !item.capital;
        // `received eight in return`
        let is_phrase = item.part(Part::Adverb) && item.lower.contains(' ');
        is_article
            || is_i
            || is_none
            || is_span && !item.part(Part::Of)
            || is_moment && item.capital && is_somebody(item)
            || is_number
                && (is_phrase || matches!(item.lower.as_str(), "the" | "a" | "an" | "its" | "their" | "our"))
    }

    /// `no immediate comment`: behind an article and an adjective a word that could be a verb is the noun.
    fn is_headless(&self, first: usize, at: usize, item: &Item<'_>) -> bool {
        const ENDINGS: [&str; 14] = [
            "al", "ic", "ive", "ous", "ate", "ary", "ible", "able", "ent", "ant", "ior", "ful", "less", "est",
        ];
        let opens = self.item(first).is_some_and(|item| {
            item.any_part(&[Part::Determiner, Part::No]) || matches!(item.kind, ItemKind::Number(_))
        });
        let is_adjective = |at: usize| {
            self.item(at).is_some_and(|item| {
                item.part(Part::Adjective) && !item.is_known_noun()
                    || item.senses.is_empty()
                        && (ENDINGS.iter().any(|ending| item.lower.ends_with(ending))
                            || item.lower == "same"
                            || is_ordinal(&item.lower))
            })
        };
        let is_free = !item.any_part(&LINKS) && !item.is_pronoun() && matches!(item.kind, ItemKind::Word);
        opens
            && is_free
            && at > first + 1
            && (first + 1..at).all(is_adjective)
            && item.forms().any(|form| matches!(form, Form::Base | Form::Third | Form::Ing))
    }

    /// Whether a word that may be noun or verb is the verb of the noun group before it.
    fn reads_as_verb(&mut self, first: usize, at: usize) -> bool {
        self.chunks.push(Chunk { first, after: at, kind: Kind::Noun { of: None } });
        let found = self.verb(at).is_some();
        self.chunks.pop();
        found
    }
}

/// `52nd`
fn is_ordinal(lower: &str) -> bool {
    ["st", "nd", "rd", "th"]
        .iter()
        .filter_map(|tail| lower.strip_suffix(tail))
        .any(|number| !number.is_empty() && number.chars().all(|letter| letter.is_ascii_digit()))
}

/// Words that end a noun group.
const LINKS: [Part; 21] = [
    Part::Can,
    Part::Preposition,
    Part::Of,
    Part::By,
    Part::To,
    Part::And,
    Part::But,
    Part::Subordinator,
    Part::Relative,
    Part::That,
    Part::If,
    Part::Future,
    Part::Would,
    Part::May,
    Part::Should,
    Part::Be,
    Part::Been,
    Part::Have,
    Part::Do,
    Part::According,
    Part::Not,
];

/// `heavily`, `critically`: unknown words that end so.
pub(super) fn is_adverb(item: &Item<'_>) -> bool {
    item.senses.is_empty()
        && item.lower.len() > 4
        && item.lower.ends_with("ly")
        && matches!(item.kind, ItemKind::Word)
}
