//! The clauses of a sentence: each verb group with its subject, its objects, and the clause that governs it.

mod head;
mod tail;

use head::head;
use tail::tail;

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
        crate::work::steps(1);
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
        if self.holds_responsible(clause) {
            return Some(SpeechKind::Accuse);
        }
        if self.puts_number(clause) {
            return Some(SpeechKind::Say);
        }
        self.senses(clause).iter().find_map(|sense| match sense {
            Sense::Speech(kind, _) => Some(*kind),
            _ => None,
        })
    }

    /// `held the army responsible for`
    fn holds_responsible(&self, clause: &Clause) -> bool {
        let is_hold = self
            .verb(clause)
            .and_then(|verb| self.items.list.get(verb.main))
            .is_some_and(|item| matches!(item.lower.as_str(), "hold" | "holds" | "held" | "holding"));
        let mut items = clause.objects.iter().flat_map(|chunk| self.of(*chunk));
        is_hold && items.any(|item| matches!(item.lower.as_str(), "responsible" | "accountable" | "liable"))
    }

    /// `put the number of posts at 120`, `spread the story that`
    fn puts_number(&self, clause: &Clause) -> bool {
        let Some(item) = self.verb(clause).and_then(|verb| self.items.list.get(verb.main)) else {
            return false;
        };
        let nouns: &[&str] = match item.lower.as_str() {
            "put" | "puts" | "putting" => &["number", "toll", "figure", "total", "count", "death toll"],
            "spread" | "spreads" | "spreading" | "circulating" | "circulated" | "peddling" => &[
                "story", "rumour", "rumor", "claim", "tale", "report", "rumours", "rumors", "reports",
                "claims",
            ],
            _ => return false,
        };
        let mut items = clause.objects.iter().flat_map(|chunk| self.of(*chunk));
        items.any(|item| nouns.contains(&item.lower.as_str()))
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
        crate::work::steps(1);
        self.chunks
            .get(chunk)
            .and_then(|chunk| self.items.list.get(chunk.first..chunk.after))
            .unwrap_or_default()
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
    between(sentence, &mut clause);
    tail(sentence, &mut clause, verb);
    antecedent(sentence, &mut clause, verb);
    clause
}

/// `The pact, which Seoul shelved`: what stands before `which` is what the verb is done to, where another noun is its subject.
fn antecedent(sentence: &Sentence<'_>, clause: &mut Clause, verb: &Verb) {
    let Some(subject) = clause.subject.first().copied().filter(|_| clause.link == Link::Relative) else {
        return;
    };
    let relative = subject.checked_sub(1).filter(|at| matches!(sentence.kind(*at), Some(Kind::Relative)));
    let word = relative.and_then(|at| sentence.of(at).first()).map_or("", |item| item.lower.as_str());
    let is_open = clause.objects.is_empty() && !verb.passive && !verb.copula && clause.has_own_subject;
    if !is_open || !matches!(word, "which" | "that" | "whom") {
        return;
    }
    let before = relative.and_then(|relative| {
        let comma = relative.checked_sub(1)?;
        if matches!(sentence.kind(comma), Some(Kind::Comma)) { comma.checked_sub(1) } else { Some(comma) }
    });
    if let Some(before) = before.filter(|before| matches!(sentence.kind(*before), Some(Kind::Noun { .. }))) {
        clause.objects.push(before);
    }
}

/// Times between the subject and the verb, and within the verb group: `recently finished`, `has frequently accused`.
fn between(sentence: &Sentence<'_>, clause: &mut Clause) {
    let from = if clause.has_own_subject { clause.first } else { clause.verb.saturating_sub(1) };
    for chunk in from..=clause.verb {
        for item in sentence.of(chunk) {
            if let crate::items::ItemKind::Time(time) = item.kind {
                clause.times.push(time);
            }
        }
    }
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

/// Whether a verb looks ahead of the day of the report.
pub(crate) fn looks_ahead(verb: &Verb) -> bool {
    matches!(verb.modal, Some(Part::Future | Part::Would | Part::Should))
        || verb.shape == Shape::Infinitive && verb.form == Form::Base
}
