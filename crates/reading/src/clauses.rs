//! The clauses of a sentence: each verb group with its subject, its objects, and the clause that governs it.

use crate::chunks::{Chunk, Kind, Shape, Verb};
use crate::items::Items;
use crate::lexicon::{Effect, Form, Part, Sense, SpeechKind};

/// A sentence ready to be asked.
#[derive(Debug)]
pub(crate) struct Sentence<'l> {
    pub(crate) items: Items<'l>,
    pub(crate) chunks: Vec<Chunk>,
    pub(crate) clauses: Vec<Clause>,
}

/// One verb group and what belongs to it. Numbers are places in the list of chunks.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    /// Its verb group.
    pub(crate) verb: usize,
    /// The noun groups that are its subject; those of another clause where it has none of its own.
    pub(crate) subject: Vec<usize>,
    /// Whether they stand before it, in its own clause.
    pub(crate) has_own_subject: bool,
    /// Who does it, of a passive.
    pub(crate) agent: Vec<usize>,
    /// Noun groups behind the verb without a preposition.
    pub(crate) objects: Vec<usize>,
    /// Prepositions, each with the noun group behind it.
    pub(crate) preps: Vec<(usize, usize)>,
    /// Expressions of time: places in the sentence's list.
    pub(crate) times: Vec<usize>,
    /// The clause that governs it.
    pub(crate) governor: Option<usize>,
    pub(crate) link: Link,
    /// First chunk and the one behind the last, for the quote.
    pub(crate) first: usize,
    pub(crate) after: usize,
}

/// How a clause hangs on the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// It stands alone.
    Main,
    /// `plan to start`, `completed removing`
    Controlled,
    /// `, calling it`
    Participial,
    /// `after finding`
    Sub,
    /// `if it fires`
    If,
    /// `who fled`
    Relative,
    /// `bullets fired by`
    Reduced,
    /// `and cleared`
    And,
}

impl Sentence<'_> {
    pub(crate) fn kind(&self, chunk: usize) -> Option<&Kind> {
        self.chunks.get(chunk).map(|chunk| &chunk.kind)
    }

    pub(crate) fn verb(&self, clause: &Clause) -> Option<&Verb> {
        match self.kind(clause.verb)? {
            Kind::Verb(verb) => Some(verb),
            _ => None,
        }
    }

    /// What the main verb of a clause may mean.
    pub(crate) fn senses(&self, clause: &Clause) -> &[Sense] {
        self.verb(clause).and_then(|verb| self.items.list.get(verb.main)).map_or(&[], |item| item.senses)
    }

    /// What the verb of a clause does to a verb below it.
    pub(crate) fn effect(&self, clause: &Clause) -> Option<Effect> {
        self.senses(clause).iter().find_map(|sense| match sense {
            Sense::Control(effect, _) => Some(*effect),
            _ => None,
        })
    }

    /// What the verb of a clause says, if it is one of saying.
    pub(crate) fn speech(&self, clause: &Clause) -> Option<SpeechKind> {
        self.senses(clause).iter().find_map(|sense| match sense {
            Sense::Speech(kind, _) => Some(*kind),
            _ => None,
        })
    }

    /// First byte and the byte behind the last of some chunks.
    pub(crate) fn bytes(&self, first: usize, after: usize) -> Option<(usize, usize)> {
        let start = self.items.list.get(self.chunks.get(first)?.first)?.start;
        let last = self.chunks.get(after.checked_sub(1)?)?;
        let end = self.items.list.get(last.after.checked_sub(1)?)?.end;
        (start < end).then_some((start, end))
    }

    /// The items of a chunk.
    pub(crate) fn of(&self, chunk: usize) -> &[crate::items::Item<'_>] {
        self.chunks.get(chunk).and_then(|chunk| self.items.list.get(chunk.first..chunk.after)).unwrap_or_default()
    }
}

/// The clauses of a sentence.
pub(crate) fn sentence(items: Items<'_>, chunks: Vec<Chunk>) -> Sentence<'_> {
    let mut sentence = Sentence { items, chunks, clauses: Vec::new() };
    for at in 0..sentence.chunks.len() {
        let Some(Kind::Verb(verb)) = sentence.kind(at) else { continue };
        let verb = verb.clone();
        let clause = clause(&sentence, at, &verb);
        sentence.clauses.push(clause);
    }
    sentence
}

fn clause(sentence: &Sentence<'_>, at: usize, verb: &Verb) -> Clause {
    let (subject, has_own_subject, governor, link) = head(sentence, at, verb);
    let first = if has_own_subject { subject.iter().copied().min().unwrap_or(at).min(at) } else { at };
    let mut clause = Clause {
        verb: at,
        subject,
        has_own_subject,
        agent: Vec::new(),
        objects: Vec::new(),
        preps: Vec::new(),
        times: Vec::new(),
        governor,
        link,
        first,
        after: at + 1,
    };
    lead(sentence, &mut clause);
    tail(sentence, &mut clause, verb);
    clause
}

/// Subject, governor and link of a verb group.
fn head(sentence: &Sentence<'_>, at: usize, verb: &Verb) -> (Vec<usize>, bool, Option<usize>, Link) {
    let last = sentence.clauses.len().checked_sub(1);
    let of = |index: Option<usize>| index.and_then(|index| sentence.clauses.get(index));
    let inherited = |index: Option<usize>| of(index).map(|clause| clause.subject.clone()).unwrap_or_default();
    let before = before(sentence, at);
    match verb.shape {
        Shape::Finite => finite_head(sentence, at),
        Shape::Reduced => {
            let noun = noun_before(sentence, at);
            (noun.clone(), !noun.is_empty(), last, Link::Reduced)
        }
        Shape::Infinitive | Shape::Ing => {
            let governor = governor(sentence, at, verb);
            let link = match before {
                Some(Kind::Comma) => Link::Participial,
                Some(Kind::Sub | Kind::By) => Link::Sub,
                Some(Kind::And) => Link::And,
                _ => Link::Controlled,
            };
            // `urged Israel to withdraw`, `finding him moving`: the object of the one is the subject of the other.
            let object = of(governor).and_then(|clause| clause.objects.last().copied());
            let is_objects = object.is_some()
                && link == Link::Controlled
                && (verb.shape == Shape::Infinitive && is_of_object(sentence, governor) || verb.shape == Shape::Ing && matches!(before, Some(Kind::Noun { .. })));
            match (is_objects, object) {
                (true, Some(object)) => (vec![object], false, governor, link),
                _ => (inherited(governor), false, governor, link),
            }
        }
    }
}

/// Whether an infinitive behind an object of this clause is what the object is to do.
fn is_of_object(sentence: &Sentence<'_>, governor: Option<usize>) -> bool {
    let Some(clause) = governor.and_then(|index| sentence.clauses.get(index)) else { return false };
    matches!(sentence.effect(clause), Some(Effect::Caused | Effect::Wanted | Effect::Not))
        || matches!(sentence.speech(clause), Some(SpeechKind::Urge | SpeechKind::Accuse | SpeechKind::Threaten | SpeechKind::Say))
        || sentence.senses(clause).iter().any(|sense| matches!(sense, Sense::Act(..)))
}

/// The clause that a verb without a subject hangs on: the last one, or for a verb behind `and` the governor of the last verb of
/// the same shape.
fn governor(sentence: &Sentence<'_>, at: usize, verb: &Verb) -> Option<usize> {
    let last = sentence.clauses.len().checked_sub(1)?;
    if matches!(before(sentence, at), Some(Kind::And)) {
        let same = sentence.clauses.iter().rposition(|clause| sentence.verb(clause).is_some_and(|other| other.shape == verb.shape));
        return match same {
            Some(index) => sentence.clauses.get(index)?.governor,
            None => Some(last),
        };
    }
    // A participle behind a comma tells more of the last verb with a subject of its own.
    if matches!(before(sentence, at), Some(Kind::Comma)) {
        return sentence.clauses.iter().rposition(|clause| sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Finite)).or(Some(last));
    }
    Some(last)
}

/// The kind of what stands before, adverbs and times left out.
fn before<'s>(sentence: &'s Sentence<'_>, at: usize) -> Option<&'s Kind> {
    let chunks = sentence.chunks.get(..at)?;
    chunks.iter().rev().map(|chunk| &chunk.kind).find(|kind| !matches!(kind, Kind::Adverb | Kind::Hedge | Kind::Time(_) | Kind::Other))
}

/// The noun group right before, prepositions and their nouns left out.
fn noun_before(sentence: &Sentence<'_>, at: usize) -> Vec<usize> {
    let mut index = at;
    while let Some(before) = index.checked_sub(1) {
        match sentence.kind(before) {
            Some(Kind::Noun { .. }) => {
                let prep = before.checked_sub(1);
                return match prep.and_then(|prep| sentence.kind(prep)) {
                    Some(Kind::Prep) if before + 1 < at => {
                        index = before;
                        continue;
                    }
                    _ => vec![before],
                };
            }
            Some(Kind::Time(_) | Kind::Adverb | Kind::Prep) => index = before,
            _ => return Vec::new(),
        }
    }
    Vec::new()
}

/// The subject of a finite verb: the noun group before it that is no object of a preposition, over an aside between commas and
/// over relative clauses; none of its own behind `and`, where it is that of the verb before.
fn finite_head(sentence: &Sentence<'_>, at: usize) -> (Vec<usize>, bool, Option<usize>, Link) {
    let mut index = at;
    let mut link = Link::Main;
    let mut commas = 0;
    while let Some(before) = index.checked_sub(1) {
        match sentence.kind(before) {
            Some(Kind::Noun { .. }) => {
                let governed = before.checked_sub(1).and_then(|prep| sentence.kind(prep)).is_some_and(|kind| matches!(kind, Kind::Prep | Kind::By | Kind::Of | Kind::According));
                if governed {
                    index = before - 1;
                    continue;
                }
                if link == Link::Relative {
                    return (vec![before], true, sentence.clauses.len().checked_sub(1), link);
                }
                let (subject, left) = coordinated(sentence, before);
                return (subject, true, None, link_before(sentence, left));
            }
            Some(Kind::Relative) if index == at || commas == 0 => {
                link = Link::Relative;
                index = before;
            }
            Some(Kind::And) => {
                let previous = sentence.clauses.iter().rposition(|clause| sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Finite));
                let subject = previous.and_then(|index| sentence.clauses.get(index)).map(|clause| clause.subject.clone()).unwrap_or_default();
                return (subject, false, previous, Link::And);
            }
            Some(Kind::But | Kind::Sub | Kind::If) => {
                let previous = sentence.clauses.iter().rposition(|clause| sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Finite));
                let subject = previous.and_then(|index| sentence.clauses.get(index)).map(|clause| clause.subject.clone()).unwrap_or_default();
                return (subject, false, None, link_before(sentence, before + 1));
            }
            Some(Kind::Comma) if link == Link::Relative => index = before,
            Some(Kind::Comma) => {
                // `The soldier, Oh Chong-song, survived`; `the army, which …, fired`.
                let open = open_of_aside(sentence, before);
                match open {
                    Some(open) if commas == 0 => {
                        commas = 1;
                        index = open;
                    }
                    _ if commas == 0 => {
                        commas = 1;
                        index = before;
                    }
                    _ => break,
                }
            }
            Some(Kind::Adverb | Kind::Hedge | Kind::Time(_) | Kind::Prep | Kind::Other | Kind::ParenClose | Kind::Of) => index = before,
            Some(Kind::Verb(_)) if link == Link::Relative || commas == 1 => break,
            _ => break,
        }
    }
    (Vec::new(), false, None, Link::Main)
}

/// The comma that opens the aside which this comma closes, if no verb with a subject stands between but in a relative clause.
fn open_of_aside(sentence: &Sentence<'_>, close: usize) -> Option<usize> {
    let mut index = close;
    let mut verbs = 0;
    let mut is_relative = false;
    while let Some(before) = index.checked_sub(1) {
        match sentence.kind(before)? {
            Kind::Comma => {
                let has_noun = before.checked_sub(1).and_then(|noun| sentence.kind(noun)).is_some_and(|kind| matches!(kind, Kind::Noun { .. } | Kind::ParenClose));
                return (has_noun && (verbs == 0 || is_relative)).then_some(before);
            }
            Kind::Verb(_) => verbs += 1,
            Kind::Relative => is_relative = true,
            Kind::Stop | Kind::Break | Kind::But | Kind::That | Kind::QuoteClose | Kind::QuoteOpen | Kind::Sub => return None,
            _ => {}
        }
        index = before;
    }
    None
}

/// A noun group with those joined to it by `and` before it, and the first of them.
fn coordinated(sentence: &Sentence<'_>, noun: usize) -> (Vec<usize>, usize) {
    let mut found = vec![noun];
    let mut left = noun;
    while let Some(and) = left.checked_sub(1).filter(|and| matches!(sentence.kind(*and), Some(Kind::And | Kind::Comma))) {
        let is_and = matches!(sentence.kind(and), Some(Kind::And));
        if !is_and && found.len() < 2 {
            break;
        }
        let Some(other) = and.checked_sub(1).filter(|other| matches!(sentence.kind(*other), Some(Kind::Noun { .. }))) else { break };
        // `fired at posts and Hamas said`: a noun behind a verb or preposition belongs to it.
        let is_free = other.checked_sub(1).and_then(|index| sentence.kind(index)).is_none_or(|kind| {
            matches!(kind, Kind::Comma | Kind::And | Kind::Sub | Kind::That | Kind::But | Kind::QuoteOpen | Kind::Time(_) | Kind::Aside | Kind::Adverb | Kind::Relative | Kind::If | Kind::Break)
        });
        if !is_free {
            break;
        }
        found.insert(0, other);
        left = other;
    }
    (found, left)
}

/// How a clause whose first chunk this is hangs on what stands before.
fn link_before(sentence: &Sentence<'_>, first: usize) -> Link {
    let mut index = first;
    while let Some(before) = index.checked_sub(1) {
        match sentence.kind(before) {
            Some(Kind::Sub | Kind::Aside) => return Link::Sub,
            Some(Kind::If) => return Link::If,
            Some(Kind::Relative) => return Link::Relative,
            Some(Kind::Adverb | Kind::Hedge | Kind::Time(_)) => index = before,
            _ => return Link::Main,
        }
    }
    Link::Main
}

/// Times and places that stand before the subject, back to the last boundary.
fn lead(sentence: &Sentence<'_>, clause: &mut Clause) {
    if !clause.has_own_subject || !matches!(clause.link, Link::Main | Link::Sub | Link::If) {
        return;
    }
    let mut index = clause.first;
    while let Some(before) = index.checked_sub(1) {
        match sentence.kind(before) {
            Some(Kind::Time(time)) => clause.times.push(*time),
            Some(Kind::Noun { .. }) => match before.checked_sub(1).map(|prep| (prep, sentence.kind(prep))) {
                Some((prep, Some(Kind::Prep))) => {
                    clause.preps.push((prep, before));
                    index = prep;
                    continue;
                }
                _ => break,
            },
            Some(Kind::Comma | Kind::Adverb | Kind::Hedge | Kind::Other) => {}
            _ => break,
        }
        index = before;
    }
}

/// What stands behind the verb, up to where the next clause begins.
fn tail(sentence: &Sentence<'_>, clause: &mut Clause, verb: &Verb) {
    let mut index = clause.verb + 1;
    let mut prep: Option<usize> = None;
    let mut by = false;
    let mut listing = false;
    let mut is_quoted = false;
    while let Some(kind) = sentence.kind(index) {
        match kind {
            Kind::Noun { .. } => {
                if verb_of_noun(sentence, index, clause.verb) {
                    break;
                }
                match prep.take() {
                    Some(prep) => clause.preps.push((prep, index)),
                    None if by => clause.agent.push(index),
                    None if listing && !clause.objects.is_empty() && clause.preps.is_empty() || clause.preps.is_empty() || verb.copula => clause.objects.push(index),
                    None => {
                        // A noun joined to that behind a preposition.
                        if let Some((prep, _)) = clause.preps.last().copied() {
                            clause.preps.push((prep, index));
                        }
                    }
                }
                by = false;
                listing = false;
                clause.after = index + 1;
            }
            Kind::Prep | Kind::Of => prep = Some(index),
            Kind::By => by = true,
            Kind::Time(time) => {
                clause.times.push(*time);
                clause.after = index + 1;
            }
            Kind::Adverb | Kind::Hedge | Kind::Other => {}
            Kind::ParenOpen => {
                while sentence.kind(index).is_some_and(|kind| !matches!(kind, Kind::ParenClose)) {
                    index += 1;
                }
            }
            Kind::ParenClose => {}
            Kind::And => {
                if next_is_clause(sentence, index + 1) {
                    break;
                }
                listing = true;
            }
            Kind::Comma => {
                if !comma_goes_on(sentence, index) {
                    break;
                }
                listing = matches!(sentence.kind(index + 1), Some(Kind::Noun { .. }));
            }
            Kind::QuoteOpen => is_quoted = true,
            Kind::QuoteClose if is_quoted => is_quoted = false,
            Kind::Verb(next) if next.shape == Shape::Infinitive && !sentence.items.list.is_empty() && purpose(sentence, clause, next) => {
                clause.after = index + 1;
            }
            _ => break,
        }
        index += 1;
    }
}

/// `fled across the border to defect to the South`: an infinitive of purpose is told in the same breath.
fn purpose(sentence: &Sentence<'_>, clause: &Clause, _next: &Verb) -> bool {
    let is_act = sentence.senses(clause).iter().any(|sense| matches!(sense, Sense::Act(..)));
    is_act && sentence.effect(clause).is_none() && sentence.speech(clause).is_none()
}

/// Whether a noun group behind a verb is the subject of the next one.
fn verb_of_noun(sentence: &Sentence<'_>, noun: usize, verb: usize) -> bool {
    // `said they would question`: only what no preposition holds.
    let governed = noun.checked_sub(1).filter(|before| *before > verb).and_then(|before| sentence.kind(before)).is_some_and(|kind| matches!(kind, Kind::Prep | Kind::By | Kind::Of));
    if governed {
        return false;
    }
    for index in noun + 1..sentence.chunks.len() {
        match sentence.kind(index) {
            Some(Kind::Verb(next)) => return next.shape == Shape::Finite,
            Some(Kind::Adverb | Kind::Hedge | Kind::Time(_)) => {}
            Some(Kind::Prep) if matches!(sentence.kind(index + 1), Some(Kind::Noun { .. })) => {}
            Some(Kind::Noun { .. }) if matches!(sentence.kind(index.wrapping_sub(1)), Some(Kind::Prep | Kind::And)) => {}
            Some(Kind::And) if matches!(sentence.kind(index + 1), Some(Kind::Noun { .. })) && matches!(sentence.kind(noun.wrapping_sub(1)), Some(Kind::That | Kind::Verb(_))) && sentence.clauses.last().is_none_or(|_| true) => {}
            _ => return false,
        }
    }
    false
}

/// Whether a clause with a verb of its own begins here: behind `and`.
fn next_is_clause(sentence: &Sentence<'_>, from: usize) -> bool {
    for index in from..sentence.chunks.len() {
        match sentence.kind(index) {
            Some(Kind::Verb(_)) => {
                // `troops and to withdraw`, `and cleared`: at once, or behind its subject.
                return true;
            }
            Some(Kind::Adverb | Kind::Hedge | Kind::Time(_)) => {}
            Some(Kind::Noun { .. }) => {
                return verb_of_noun(sentence, index, from);
            }
            _ => return false,
        }
    }
    false
}

/// Whether what stands behind a comma still belongs to the verb: a preposition, a time, a list of nouns.
fn comma_goes_on(sentence: &Sentence<'_>, comma: usize) -> bool {
    match sentence.kind(comma + 1) {
        Some(Kind::Time(_)) => !next_is_clause(sentence, comma + 2),
        Some(Kind::Prep) => {
            let after = (comma + 2..sentence.chunks.len()).find_map(|index| match sentence.kind(index) {
                Some(Kind::Comma | Kind::Stop) => Some(true),
                Some(Kind::Verb(verb)) => Some(verb.shape != Shape::Finite),
                _ => None,
            });
            after.unwrap_or(true)
        }
        Some(Kind::Noun { .. }) => {
            let is_noun_before = matches!(sentence.kind(comma.wrapping_sub(1)), Some(Kind::Noun { .. }));
            is_noun_before && matches!(sentence.kind(comma + 2), Some(Kind::And | Kind::Comma)) && !next_is_clause(sentence, comma + 1) && !next_is_clause(sentence, comma + 3)
        }
        Some(Kind::And) => !next_is_clause(sentence, comma + 2),
        _ => false,
    }
}

/// Whether a verb looks ahead of the day of the report.
pub(crate) fn looks_ahead(verb: &Verb) -> bool {
    matches!(verb.modal, Some(Part::Future | Part::Would | Part::Should)) || verb.shape == Shape::Infinitive && verb.form == Form::Base
}
