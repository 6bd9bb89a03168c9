//! Whose word it is: verbs of saying with their speakers, and how far each reaches in its sentence.

mod denials;

use denials::denied;
pub(crate) use denials::denies_before;

use crate::chunks::{Kind, Shape};
use crate::clauses::{Clause, Link, Sentence};
use crate::lexicon::{Lexicon, Part, Sense, SpeechKind};
use crate::names::{By, Memory, Named, named};

/// One voice in a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Saying {
    /// Its clause, where it is a verb.
    pub(crate) clause: Option<usize>,
    pub(crate) source: Named,
    pub(crate) kind: SpeechKind,
    /// The word that says so.
    pub(crate) cue: String,
    /// When it was said: a place in the sentence's list of times.
    pub(crate) when: Option<usize>,
    /// The chunks that are its words: `from..to`.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Whom it speaks of, of an accusation.
    pub(crate) target: Option<Named>,
    /// The rule that found it.
    pub(crate) rule: &'static str,
    /// Chains are told from the outside in: the medium before the speaker.
    pub(crate) is_outer: bool,
}

impl Saying {
    /// Whether a chunk is among its words.
    pub(crate) fn covers(&self, chunk: usize) -> bool {
        (self.from..self.to).contains(&chunk)
    }
}

/// All voices of a sentence.
pub(crate) fn sayings(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    memory: &Memory,
    issuer: Option<&Named>,
) -> Vec<Saying> {
    let mut found = Vec::new();
    // `the army struck, the military said`: who acted in the sentence is known when its voice is looked for.
    let mut known = memory.clone();
    let memory = &mut known;
    for index in 0..sentence.clauses.len() {
        let subject = sentence
            .clauses
            .get(index)
            .filter(|clause| sentence.speech(clause).is_none())
            .map(|clause| clause.subject.clone());
        if let Some(named) = subject
            .and_then(|chunks| named(lexicon, text, sentence, &chunks, memory))
            .filter(|named| named.by == By::Name)
        {
            memory.remember(&named);
        }
        let saying = of_clause(lexicon, text, sentence, index, memory)
            .or_else(|| carried(lexicon, text, sentence, index, memory));
        if let Some(mut saying) = saying {
            said_on(sentence, index, &found, &mut saying);
            found.push(saying);
        }
    }
    found.extend(according(lexicon, text, sentence, memory));
    found.extend(denied(sentence, &found, issuer));
    bound(sentence, &mut found);
    // From the outside in: a medium first, then the wider before the narrower.
    found.sort_by_key(|saying| (!saying.is_outer, std::cmp::Reverse(saying.to.saturating_sub(saying.from))));
    found
}

/// `informed the mission that they had fired, stating that …`: whoever spoke first goes on to speak.
fn said_on(sentence: &Sentence<'_>, index: usize, before: &[Saying], saying: &mut Saying) {
    let is_participle = sentence.clauses.get(index).is_some_and(|clause| {
        clause.link == Link::Participial && sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Ing)
    });
    let first = before.iter().rfind(|other| other.clause.is_some() && other.rule != "A1");
    if let Some(first) = first.filter(|first| is_participle && first.kind == SpeechKind::Say) {
        saying.source = first.source.clone();
    }
}

/// The voice of a verb of saying.
fn of_clause(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    index: usize,
    memory: &Memory,
) -> Option<Saying> {
    let clause = sentence.clauses.get(index)?;
    let kind = sentence.speech(clause)?;
    let verb = sentence.verb(clause)?;
    if verb.negated || verb.shape == Shape::Reduced || verb.passive && kind != SpeechKind::Say {
        return None;
    }
    let (from, to, source, rule) = match (inverted(sentence, clause), is_behind(sentence, clause)) {
        (true, _) => (start(sentence, clause.verb), clause.verb, clause.objects.get(..1)?.to_vec(), "A1"),
        (_, true) => (start(sentence, clause.first), clause.first, clause.subject.clone(), "A1"),
        _ => {
            let from = content(sentence, clause, kind)?;
            (from, sentence.chunks.len(), clause.subject.clone(), rule_of(kind))
        }
    };
    let source = if verb.passive && !is_quoting(sentence, verb) {
        // `was reported to have fired`: whoever is spoken of says nothing.
        named(lexicon, text, sentence, &clause.agent, memory)?
    } else {
        speaker(lexicon, text, sentence, &source, memory)?
    };
    let target = match kind {
        SpeechKind::Accuse | SpeechKind::Urge => {
            let object = clause.objects.get(..1).unwrap_or_default();
            let is_other = object.first().and_then(|chunk| sentence.of(*chunk).last()).is_some_and(|item| {
                matches!(
                    item.lower.as_str(),
                    "the other" | "other" | "each other" | "one another" | "another"
                )
            });
            // `Both accused the other`: each is accused.
            if is_other && source.id.contains('+') {
                Some(source.clone())
            } else {
                named(lexicon, text, sentence, object, memory)
            }
        }
        _ => None,
    };
    let item = sentence.items.list.get(verb.main)?;
    // Behind its words, a verb of saying also speaks the participles that follow it: `…, it said, calling it a breach`.
    let to = if rule == "A1" && participle_follows(sentence, clause) { sentence.chunks.len() } else { to };
    Some(Saying {
        clause: Some(index),
        source,
        kind,
        cue: item.lower.clone(),
        when: clause.times.first().copied(),
        from,
        to,
        target,
        rule,
        is_outer: false,
    })
}

/// `was quoted as saying`
fn is_quoting(sentence: &Sentence<'_>, verb: &crate::chunks::Verb) -> bool {
    let main = sentence.items.list.get(verb.main);
    main.is_some_and(|item| matches!(item.lower.as_str(), "quoted" | "cited" | "recorded"))
}

/// Who is meant by the subject of a verb of saying, or stands behind `according to`: a statement speaks for whoever made it.
fn speaker(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    chunks: &[usize],
    memory: &Memory,
) -> Option<Named> {
    let head = *chunks.first()?;
    let is_document = sentence
        .of(head)
        .iter()
        .any(|item| item.senses.iter().any(|sense| matches!(sense, Sense::SpeechNoun(_))));
    let found = named(lexicon, text, sentence, chunks, memory);
    if !is_document || found.as_ref().is_some_and(|named| named.by != By::Unnamed) {
        return found.or_else(|| nobody(sentence, chunks));
    }
    let behind = match sentence.kind(head + 1) {
        Some(Kind::By | Kind::Of | Kind::Prep) => Some(head + 2),
        Some(Kind::Verb(verb)) if verb.shape == Shape::Reduced => Some(head + 3),
        _ => None,
    };
    let author = behind
        .filter(|noun| matches!(sentence.kind(*noun), Some(Kind::Noun { .. })))
        .and_then(|noun| named(lexicon, text, sentence, &[noun], memory));
    // `The statement said`: of whoever spoke last.
    let is_known =
        sentence.of(head).first().is_some_and(|item| matches!(item.lower.as_str(), "the" | "its" | "this"));
    let last = || memory.last_speaker().filter(|_| is_known && behind.is_none()).cloned();
    author.or_else(last).or_else(|| nobody(sentence, chunks))
}

fn rule_of(kind: SpeechKind) -> &'static str {
    match kind {
        SpeechKind::Accuse | SpeechKind::Allege => "A7",
        SpeechKind::Deny => "A8",
        _ => "A2",
    }
}

/// `…, said the ministry`
fn inverted(sentence: &Sentence<'_>, clause: &Clause) -> bool {
    let before = clause.verb.checked_sub(1).and_then(|before| sentence.kind(before));
    let starts = matches!(before, Some(Kind::Comma | Kind::QuoteClose));
    let ends = matches!(sentence.kind(clause.after), None | Some(Kind::Stop | Kind::Comma));
    starts && ends && !clause.has_own_subject_before() && !clause.objects.is_empty()
}

impl Clause {
    fn has_own_subject_before(&self) -> bool {
        self.has_own_subject && self.subject.iter().all(|chunk| *chunk + 1 == self.verb)
    }
}

/// `…, the ministry said.`
fn is_behind(sentence: &Sentence<'_>, clause: &Clause) -> bool {
    let before = clause.first.checked_sub(1).and_then(|before| sentence.kind(before));
    let is_after_words = matches!(before, Some(Kind::Comma | Kind::QuoteClose)) && clause.has_own_subject;
    let has_verb = sentence.chunks.get(..clause.first).is_some_and(|chunks| {
        chunks.iter().any(|chunk| {
            matches!(&chunk.kind, Kind::Verb(verb) if verb.shape == Shape::Finite)
                || matches!(chunk.kind, Kind::QuoteClose)
        })
    });
    let next = (clause.verb + 1..sentence.chunks.len())
        .find(|index| !matches!(sentence.kind(*index), Some(Kind::Time(_) | Kind::Adverb)));
    let opens = next.is_some_and(|next| match sentence.kind(next) {
        Some(Kind::That | Kind::QuoteOpen) => true,
        Some(Kind::Noun { .. }) => sentence.clauses.is_empty() || clause_begins(sentence, next),
        _ => false,
    });
    is_after_words && has_verb && !opens
}

/// Whether a noun group opens a clause with a verb of its own.
fn clause_begins(sentence: &Sentence<'_>, noun: usize) -> bool {
    sentence
        .clauses
        .iter()
        .any(|clause| clause.has_own_subject && clause.subject.contains(&noun) && clause.verb > noun)
}

/// Where the words begin behind a verb of saying, if it has any.
fn content(sentence: &Sentence<'_>, clause: &Clause, kind: SpeechKind) -> Option<usize> {
    let from = clause.verb + 1;
    if kind != SpeechKind::Say {
        return (from < sentence.chunks.len()).then_some(from);
    }
    let mut index = from;
    while let Some(kind) = sentence.kind(index) {
        match kind {
            Kind::That | Kind::QuoteOpen => return Some(index + 1),
            Kind::Break => return (index + 1 < sentence.chunks.len()).then_some(index + 1),
            Kind::Noun { .. } if clause_begins(sentence, index) => return Some(index),
            // `said it had`: a pronoun that the verb took for its object.
            Kind::Noun { .. } | Kind::Time(_) | Kind::Prep | Kind::Adverb | Kind::Hedge | Kind::By => {}
            Kind::Comma | Kind::And | Kind::ParenOpen | Kind::ParenClose | Kind::Of => {}
            Kind::If | Kind::Relative | Kind::Sub | Kind::But
                if !clause.objects.is_empty() || matches!(kind, Kind::If | Kind::Sub) =>
            {
                return Some(index);
            }
            Kind::Verb(verb) if matches!(verb.shape, Shape::Infinitive) => return Some(index),
            Kind::Verb(verb) if verb.shape == Shape::Finite => {
                return sentence
                    .clauses
                    .iter()
                    .find(|other| other.verb == index)
                    .map(|other| other.first.max(from));
            }
            _ => return None,
        }
        index += 1;
    }
    None
}

/// The chunk at which the words before a verb of saying begin: the head of the sentence, or behind a semicolon.
fn start(sentence: &Sentence<'_>, before: usize) -> usize {
    sentence
        .chunks
        .get(..before)
        .and_then(|chunks| chunks.iter().rposition(|chunk| matches!(chunk.kind, Kind::Break)))
        .map_or(0, |at| at + 1)
}

fn participle_follows(sentence: &Sentence<'_>, clause: &Clause) -> bool {
    matches!(sentence.kind(clause.after), Some(Kind::Comma))
        && sentence
            .kind(clause.after + 1)
            .is_some_and(|kind| matches!(kind, Kind::Verb(verb) if verb.shape == Shape::Ing))
}

/// A speaker of whom nothing is known but a noun.
fn nobody(sentence: &Sentence<'_>, chunks: &[usize]) -> Option<Named> {
    let items = sentence.of(*chunks.first()?);
    let (start, end) = (items.first()?.start, items.last()?.end);
    let head = items.iter().rev().find(|item| !item.part(Part::Of) && item.first < item.after)?;
    let id = format!("unnamed:{}", head.lower.replace(' ', "-"));
    Some(Named { id, start, end, by: By::Unnamed, gender: crate::names::Gender::Person })
}

/// `in a statement carried by the agency, …`
fn carried(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    index: usize,
    memory: &Memory,
) -> Option<Saying> {
    let clause = sentence.clauses.get(index)?;
    let verb = sentence.verb(clause)?;
    let item = sentence.items.list.get(verb.main)?;
    let is_medium = matches!(
        item.lower.as_str(),
        "carried"
            | "published"
            | "released"
            | "relayed"
            | "broadcast"
            | "reported"
            | "quoted"
            | "run"
            | "aired"
    );
    let is_statement = clause.subject.iter().any(|chunk| {
        sentence
            .of(*chunk)
            .iter()
            .any(|item| item.senses.iter().any(|sense| matches!(sense, Sense::SpeechNoun(_))))
    });
    if !is_medium || clause.link != Link::Reduced || !is_statement {
        return None;
    }
    let source = named(lexicon, text, sentence, &clause.agent, memory)?;
    Some(Saying {
        clause: None,
        source,
        kind: SpeechKind::Say,
        cue: item.lower.clone(),
        when: None,
        from: 0,
        to: sentence.chunks.len(),
        target: None,
        rule: "A6",
        is_outer: true,
    })
}

/// `according to the ministry`, `citing an official`.
fn according(lexicon: &Lexicon, text: &str, sentence: &Sentence<'_>, memory: &Memory) -> Vec<Saying> {
    let mut found = Vec::new();
    for at in 0..sentence.chunks.len() {
        if !matches!(sentence.kind(at), Some(Kind::According)) {
            continue;
        }
        let Some(noun) = (at + 1..sentence.chunks.len())
            .find(|index| matches!(sentence.kind(*index), Some(Kind::Noun { .. })))
        else {
            continue;
        };
        let Some(source) = speaker(lexicon, text, sentence, &[noun], memory) else {
            continue;
        };
        let cue = sentence.of(at).first().map_or_else(String::new, |item| item.lower.clone());
        let is_first = at == 0;
        let from = if is_first { noun + 1 } else { start(sentence, at) };
        let to = if is_first { sentence.chunks.len() } else { at };
        found.push(Saying {
            clause: None,
            source,
            kind: SpeechKind::Say,
            cue,
            when: None,
            from,
            to,
            target: None,
            rule: "A3",
            is_outer: false,
        });
    }
    found
}

/// What ends the reach of a voice that speaks ahead: an aside, `just as`, a semicolon, the next voice beside it.
fn bound(sentence: &Sentence<'_>, sayings: &mut [Saying]) {
    let others: Vec<(usize, usize)> = sayings
        .iter()
        .filter_map(|saying| {
            saying
                .clause
                .and_then(|index| sentence.clauses.get(index))
                .filter(|clause| clause.has_own_subject)
                .map(|clause| (clause.first, clause.verb))
        })
        .collect();
    let plain: Vec<usize> = sayings
        .iter()
        .filter(|saying| saying.kind == SpeechKind::Say && saying.rule == "A2")
        .filter_map(|saying| saying.clause.and_then(|index| sentence.clauses.get(index)))
        .filter(|clause| matches!(clause.link, Link::And | Link::Participial))
        .map(|clause| clause.verb)
        .collect();
    for saying in sayings.iter_mut() {
        let is_behind = saying.rule == "A1";
        let reach = saying.from..saying.to;
        let stop = reach.clone().skip(1).find(|index| match sentence.kind(*index) {
            Some(Kind::Aside) => true,
            Some(Kind::Break) => {
                !is_behind && sentence.of(*index).first().is_some_and(|item| item.is_mark(&[';']))
            }
            Some(Kind::But | Kind::Sub | Kind::Prep) => {
                let is_after_comma = matches!(sentence.kind(index.wrapping_sub(1)), Some(Kind::Comma));
                is_after_comma
                    && sentence
                        .of(*index)
                        .first()
                        .is_some_and(|item| matches!(item.lower.as_str(), "just as" | "even as" | "as"))
            }
            _ => false,
        });
        if let Some(stop) = stop {
            saying.to = stop;
        }
        // `denied it and said that …`, `criticised both, saying that …`: what is said plainly is not what is denied.
        let plain = plain.iter().find(|verb| {
            saying.kind != SpeechKind::Say
                && saying
                    .clause
                    .and_then(|index| sentence.clauses.get(index))
                    .is_some_and(|own| own.verb < **verb)
                && (saying.from..saying.to).contains(verb)
        });
        if let Some(plain) = plain {
            saying.to = *plain;
        }
        // `A said …, and B said …`: the second voice ends the first.
        let next = others.iter().find(|(first, _)| {
            let joined = first
                .checked_sub(1)
                .and_then(|before| sentence.kind(before))
                .is_some_and(|kind| matches!(kind, Kind::And | Kind::But | Kind::Comma));
            !is_behind
                && *first > reach.start
                && *first < saying.to
                && joined
                && saying
                    .clause
                    .and_then(|index| sentence.clauses.get(index))
                    .is_none_or(|clause| clause.verb < *first)
        });
        if let Some((first, _)) = next {
            saying.to = *first;
        }
    }
}
