//! A sentence as runs of words with what each may mean: names, verbs, numbers, times, marks.

use smol_str::{SmolStr, SmolStrBuilder};

use crate::lexicon::{Form, Found, Lexicon, Part, Sense, Word};
use crate::numbers::{Number, number};
use crate::times::{Expression, expressions};
use crate::tokens::{Token, TokenKind};

/// A run of words.
#[derive(Debug, Clone)]
pub(crate) struct Item<'l> {
    /// Its first token.
    pub(crate) first: usize,
    /// The token behind its last.
    pub(crate) after: usize,
    /// First byte and the byte behind the last, in the text.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// What it is.
    pub(crate) kind: ItemKind,
    /// What it may mean.
    pub(crate) senses: &'l [Sense],
    /// Whether a hyphen joins it to the word before, or the word behind to it.
    pub(crate) joined: bool,
    pub(crate) joins: bool,
    /// Whether it begins with a capital.
    pub(crate) capital: bool,
    /// Its words with letters lowered.
    pub(crate) lower: SmolStr,
    /// Which parts of speech are among its senses.
    parts: u64,
    /// Whether it may be a noun that is known.
    is_known: bool,
}

/// What a run of words is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ItemKind {
    /// Words.
    Word,
    /// A number.
    Number(Number),
    /// An expression of time: its place in the list.
    Time(usize),
    /// `’s`
    Possessive,
    /// A mark.
    Mark(char),
}

/// The bit of a part of speech, of which there are fewer than 64.
const fn bit(part: Part) -> u64 {
    1 << part as u8
}

fn parts(senses: &[Sense]) -> u64 {
    senses.iter().fold(0, |bits, sense| if let Sense::Part(part) = sense { bits | bit(*part) } else { bits })
}

/// Whether one of these is that of a noun.
fn is_known(senses: &[Sense]) -> bool {
    senses.iter().any(|sense| {
        matches!(
            sense,
            Sense::Actor(_)
                | Sense::Own(_)
                | Sense::People(_)
                | Sense::Capital(_)
                | Sense::Role(_)
                | Sense::Joint(_)
                | Sense::Agreement
                | Sense::Place(_)
                | Sense::Unit(_)
                | Sense::ActNoun(_)
                | Sense::SpeechNoun(_)
                | Sense::Stop
                | Sense::Part(Part::Unnamed)
        )
    })
}

/// Words with a space between them.
fn joined(words: &[Token]) -> SmolStr {
    let mut all = SmolStrBuilder::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            all.push(' ');
        }
        all.push_str(&word.lower);
    }
    all.finish()
}

impl<'l> Item<'l> {
    /// Gives it other senses.
    fn mean(&mut self, senses: &'l [Sense]) {
        (self.senses, self.parts, self.is_known) = (senses, parts(senses), is_known(senses));
    }
}

impl Item<'_> {
    pub(crate) fn part(&self, part: Part) -> bool {
        self.parts & bit(part) > 0
    }

    pub(crate) fn any_part(&self, parts: &[Part]) -> bool {
        parts.iter().fold(0, |bits, part| bits | bit(*part)) & self.parts > 0
    }

    pub(crate) fn is_mark(&self, marks: &[char]) -> bool {
        matches!(self.kind, ItemKind::Mark(mark) if marks.contains(&mark))
    }

    /// The forms in which it may be a verb that stands for something.
    pub(crate) fn forms(&self) -> impl Iterator<Item = Form> {
        self.senses.iter().filter_map(|sense| match sense {
            Sense::Act(_, form)
            | Sense::Speech(_, form)
            | Sense::Control(_, form)
            | Sense::Verb(form)
            | Sense::Guess(form)
            | Sense::Support(form) => Some(*form),
            _ => None,
        })
    }

    /// Whether it may be a noun that is known.
    pub(crate) fn is_known_noun(&self) -> bool {
        self.is_known
    }

    /// Whether it may be any part of speech that is none by its sense.
    pub(crate) fn is_part(&self) -> bool {
        self.parts > 0
    }

    pub(crate) fn is_pronoun(&self) -> bool {
        self.any_part(&[
            Part::PersonPronoun,
            Part::ThingPronoun,
            Part::PluralPronoun,
            Part::OwnPronoun,
            Part::ObjectPronoun,
        ])
    }
}

/// A sentence cut into runs.
#[derive(Debug)]
pub(crate) struct Items<'l> {
    pub(crate) list: Vec<Item<'l>>,
    pub(crate) times: Vec<Expression>,
}

/// Cuts the tokens of a sentence into runs.
pub(crate) fn items<'l>(lexicon: &'l Lexicon, text: &str, tokens: &[Token]) -> Items<'l> {
    items_in(Vec::new(), lexicon, text, tokens)
}

/// The same in the room of a list that is done with.
pub(crate) fn items_in<'l>(
    mut list: Vec<Item<'l>>,
    lexicon: &'l Lexicon,
    text: &str,
    tokens: &[Token],
) -> Items<'l> {
    list.clear();
    list.reserve(tokens.len());
    let times = expressions(tokens);
    let words = words(lexicon, text, tokens);
    let mut at = 0;
    let mut next_time = 0;
    while let Some(token) = tokens.get(at) {
        while times.get(next_time).is_some_and(|time| time.first < at) {
            next_time += 1;
        }
        let time = times.get(next_time).filter(|time| time.first == at && !is_name(lexicon, &words, time));
        let (after, kind, senses): (usize, ItemKind, &[Sense]) = match time {
            Some(time) => (time.after, ItemKind::Time(next_time), &[]),
            None => run(lexicon, text, (tokens, &words), at),
        };
        let last = tokens.get(after.saturating_sub(1)).unwrap_or(token);
        let taken = tokens.get(at..after).unwrap_or_default();
        let piece = text.get(token.start..token.end).unwrap_or_default();
        list.push(Item {
            first: at,
            after,
            start: token.start,
            end: last.end,
            kind,
            senses,
            joined: token.joined,
            joins: tokens.get(after).is_some_and(|token| token.joined),
            capital: piece.chars().next().is_some_and(char::is_uppercase),
            lower: match taken {
                [word] => word.lower.clone(),
                _ => joined(taken),
            },
            parts: parts(senses),
            is_known: is_known(senses),
        });
        at = after.max(at + 1);
    }
    rejoin(lexicon, &words, &mut list);
    Items { list, times }
}

/// Words that make another verb of the verb before them.
const PARTICLES: [&str; 17] = [
    "over", "off", "back", "up", "out", "down", "away", "in", "through", "on", "aside", "go", "free", "home",
    "around", "round", "apart",
];
/// So many items may stand between a verb and its particle.
const BETWEEN: usize = 4;

/// `hand it over`, `let tourists back`: a verb whose particle stands behind its object means what both mean together.
fn rejoin<'l>(lexicon: &'l Lexicon, words: &[Word], list: &mut [Item<'l>]) {
    const ADVERB: &[Sense] = &[Sense::Part(Part::Adverb)];
    for at in 0..list.len() {
        if let Some(found) = split_run(lexicon, words, list, at)
            && let Some(item) = list.get_mut(at)
        {
            item.mean(found.senses);
            continue;
        }
        let Some(particle) = particle_of(list, at) else { continue };
        let pair = [list.get(at), list.get(particle)].map(|item| item.and_then(|item| words.get(item.first)));
        let [Some(verb), Some(word)] = pair else { continue };
        let Some(found) = lexicon.longest(&[*verb, *word]).filter(|found| found.words == 2) else { continue };
        if let Some(item) = list.get_mut(at) {
            item.mean(found.senses);
        }
        if let Some(item) = list.get_mut(particle).filter(|item| item.lower != "out of") {
            item.mean(ADVERB);
        }
    }
}

/// `kept patrols from the village`, `threw two men into jail`, `denied the patrol passage`: a verb that means more with the words behind
/// its object.
fn split_run<'l>(lexicon: &'l Lexicon, words: &[Word], list: &[Item<'_>], at: usize) -> Option<Found<'l>> {
    const GIVEN: [&str; 7] =
        ["access", "entry", "passage", "permission", "clearance", "transit", "admission"];
    const KEEPS: [&str; 10] =
        ["keep", "kept", "bar", "ban", "stop", "prevent", "block", "debar", "exclud", "hinder"];
    let verb = list.get(at).filter(|item| item.after == item.first + 1 && item.forms().next().is_some())?;
    if verb.any_part(&[Part::Be, Part::Have, Part::Do]) {
        return None;
    }
    let own = words.get(verb.first)?;
    for next in at + 2..=at + 1 + BETWEEN {
        let item = list.get(next)?;
        let is_prep = item.any_part(&[Part::Preposition, Part::To]);
        let is_given = GIVEN.contains(&item.lower.as_str());
        if is_prep || is_given {
            let behind = words.get(item.first..(item.first + 3).min(words.len()))?;
            let run: Vec<Word> = std::iter::once(*own).chain(behind.iter().copied()).collect();
            let keeps = || KEEPS.iter().any(|stem| verb.lower.starts_with(stem));
            let least = if is_given || item.lower == "from" && keeps() { 2 } else { 3 };
            return lexicon.longest(&run).filter(|found| found.words >= least);
        }
        let is_word = matches!(item.kind, ItemKind::Word | ItemKind::Number(_) | ItemKind::Possessive);
        let is_link =
            item.any_part(&[Part::And, Part::That, Part::By, Part::Relative, Part::Of, Part::Adverb]);
        if !is_word || is_link {
            return None;
        }
    }
    None
}

/// The particle of a verb, over a pronoun or a short noun group, where no noun follows that it would govern.
fn particle_of(list: &[Item<'_>], at: usize) -> Option<usize> {
    let verb = list.get(at).filter(|item| item.after == item.first + 1 && item.forms().next().is_some())?;
    if verb.any_part(&[Part::Be, Part::Have, Part::Do]) {
        return None;
    }
    let particle = (at + 2..=at + 1 + BETWEEN).find(|index| {
        list.get(*index)
            .is_some_and(|item| PARTICLES.contains(&item.lower.as_str()) || item.lower == "out of")
    })?;
    let is_object = list.get(at + 1..particle)?.iter().all(|item| {
        let is_word = matches!(item.kind, ItemKind::Word | ItemKind::Number(_) | ItemKind::Possessive);
        is_word
            && (item.is_pronoun()
                || !item.any_part(&[Part::Preposition, Part::To, Part::And, Part::That, Part::By]))
    });
    let next = list.get(particle + 1);
    let governs = next.is_some_and(|item| {
        matches!(item.kind, ItemKind::Word | ItemKind::Number(_))
            && !item.any_part(&[
                Part::Preposition,
                Part::To,
                Part::And,
                Part::But,
                Part::By,
                Part::Adverb,
                Part::Subordinator,
            ])
    });
    // `pulled its men out of the village`
    let is_out_of = list.get(particle).is_some_and(|item| item.lower == "out of");
    (is_object && (!governs || is_out_of)).then_some(particle)
}

/// Whether words that look like a time are part of the agreement's name: `the Sept. 19 accord`.
fn is_name(lexicon: &Lexicon, words: &[Word], time: &Expression) -> bool {
    (time.first..time.after).any(|at| {
        lexicon
            .longest(words.get(at..).unwrap_or_default())
            .is_some_and(|found| found.senses.contains(&Sense::Agreement) && at + found.words > time.after)
    })
}

/// The words of a sentence as the lexicon knows them: looked up once, asked for at many places.
fn words(lexicon: &Lexicon, text: &str, tokens: &[Token]) -> Vec<Word> {
    let word =
        |token: &Token| lexicon.word(&token.lower, text.get(token.start..token.end).unwrap_or_default());
    tokens.iter().map(word).collect()
}

fn run<'l>(
    lexicon: &'l Lexicon,
    text: &str,
    (tokens, words): (&[Token], &[Word]),
    at: usize,
) -> (usize, ItemKind, &'l [Sense]) {
    let Some(token) = tokens.get(at) else { return (at + 1, ItemKind::Word, &[]) };
    let rest = tokens.get(at..).unwrap_or_default();
    let words = words.get(at..).unwrap_or_default();
    let mut found = lexicon.longest(words);
    // `the ceasefire line` is a line, though `the ceasefire` is known too: a longer name behind the article wins.
    if token.lower == "the" && found.is_some_and(|found| found.words > 1) {
        // `accused the South of flying`: a capital is a name, and no direction.
        let next = rest.get(1).and_then(|token| text.get(token.start..token.end));
        let is_name = next.is_some_and(|word| word.starts_with(char::is_uppercase));
        let behind = lexicon
            .longest(words.get(1..).unwrap_or_default())
            .filter(|found| !(is_name && found.senses.iter().all(|sense| matches!(sense, Sense::Part(_)))))
            .map_or(0, |found| found.words);
        if found.is_some_and(|found| behind + 1 > found.words) {
            found = lexicon.longest(words.get(..1).unwrap_or_default());
        }
    }
    // `agreed to pull down`: the word that opens an infinitive belongs to the verb behind it.
    if let Some(longer) = found.filter(|found| opens_infinitive(lexicon, (rest, words), *found)) {
        found = lexicon.longest(words.get(..longer.words - 1).unwrap_or_default());
    }
    let known = found.map_or(0, |found| found.words);
    if let Some(number) =
        number(rest).filter(|number| number.tokens > known || token.kind == TokenKind::Number && known <= 1)
    {
        // `Hwasong-17` and `14.5 mm` are names of things; `3rd` is none of a count.
        let is_calibre = tokens.get(at + number.tokens).is_some_and(|token| token.lower == "mm");
        if !token.joined && !is_calibre {
            return (at + number.tokens, ItemKind::Number(number), &[]);
        }
    }
    let found: Option<(usize, &[Sense])> = found.map(|found| (found.words, found.senses));
    match (found, token.kind) {
        (Some((words, senses)), TokenKind::Word | TokenKind::Number) => (at + words, ItemKind::Word, senses),
        (_, TokenKind::Word) => {
            let piece = text.get(token.start..token.end).unwrap_or_default();
            (at + 1, ItemKind::Word, guessed(piece, token))
        }
        (_, TokenKind::Number) => (at + 1, ItemKind::Word, &[]),
        (Some((words, senses)), _) if words > 1 => (at + words, ItemKind::Word, senses),
        (_, TokenKind::Possessive) => (at + 1, ItemKind::Possessive, &[]),
        (_, TokenKind::Mark(mark)) => (at + 1, ItemKind::Mark(mark), &[]),
    }
}

/// Whether the last of so many words is the `to` of an infinitive: a verb in its base form that is no noun stands behind it.
fn opens_infinitive(lexicon: &Lexicon, (rest, words): (&[Token], &[Word]), found: Found<'_>) -> bool {
    let is_to = found.words > 1 && rest.get(found.words - 1).is_some_and(|token| token.lower == "to");
    // `yet to`, `in order to` stay one.
    if !is_to || found.senses.iter().any(|sense| matches!(sense, Sense::Part(_))) {
        return false;
    }
    let is_base = |sense: &Sense| match sense {
        Sense::Act(_, form)
        | Sense::Verb(form)
        | Sense::Support(form)
        | Sense::Control(_, form)
        | Sense::Speech(_, form) => *form == Form::Base,
        _ => false,
    };
    let is_noun =
        |sense: &Sense| matches!(sense, Sense::Unit(_) | Sense::Role(_) | Sense::Place(_) | Sense::Actor(_));
    lexicon
        .longest(words.get(found.words..).unwrap_or_default())
        .is_some_and(|next| next.senses.iter().any(is_base) && !next.senses.iter().any(is_noun))
}

/// `raked`, `scuttled`: a word that no list holds and that ends as a verb of the past does.
fn guessed(piece: &str, token: &Token) -> &'static [Sense] {
    const PAST: &[Sense] = &[Sense::Guess(Form::PastOrParticiple)];
    const NONE: [&str; 8] =
        ["hundred", "indeed", "sacred", "naked", "wicked", "rugged", "kindred", "infrared"];
    let is_past = piece.len() > 4
        && piece.ends_with("ed")
        && !piece.ends_with("eed")
        && !token.joined
        && piece.chars().all(char::is_lowercase)
        && !NONE.contains(&piece);
    if is_past { PAST } else { &[] }
}
