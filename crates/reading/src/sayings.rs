//! Whose word it is: verbs of saying with their speakers, and how far each reaches in its sentence.

mod denials;
mod media;
mod nobody;

use std::borrow::Cow;

use denials::denied;
pub(crate) use denials::{calls_false, denies_before, is_below_told};
use media::{accorded, accused_by, carried, quoted_by};
use nobody::nobody;

use crate::chunks::{Kind, Shape};
use crate::clauses::{Clause, Link, Sentence};
use crate::lexicon::{ActorKind, Lexicon, Sense, SpeechKind};
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
    let mut memory = Cow::Borrowed(memory);
    for index in 0..sentence.clauses.len() {
        let subject = sentence
            .clauses
            .get(index)
            .filter(|clause| sentence.speech(clause).is_none())
            .map(|clause| clause.subject.as_slice());
        if let Some(named) = subject
            .and_then(|chunks| named(lexicon, text, sentence, chunks, &memory))
            .filter(|named| named.by == By::Name)
        {
            memory.to_mut().remember(&named);
        }
        let saying = of_clause(lexicon, text, sentence, index, &memory)
            .or_else(|| carried(lexicon, text, sentence, index, &memory));
        if let Some(mut saying) = saying {
            said_on(sentence, index, &found, &mut saying);
            let quoted = quoted_by(lexicon, text, sentence, index, &memory);
            if let Some(quoted) = quoted {
                found.push(Saying { is_outer: true, clause: None, rule: "A6", ..saying.clone() });
                // A medium of a party quotes the offices of that party.
                let own = party(&saying.source.id);
                let is_own = quoted.by != By::Name && lexicon.kind_of(own) == Some(ActorKind::Party);
                let id = if is_own { own.to_owned() } else { quoted.id.clone() };
                saying.source = Named { id, ..quoted };
            }
            found.push(saying);
        }
    }
    found.extend(accorded(lexicon, text, sentence, &memory));
    found.extend(denied(sentence, &found, issuer, |chunks| named(lexicon, text, sentence, chunks, &memory)));
    // `In a video released by the army, a commander said`: who speaks in a party's own medium speaks for it.
    let outer = found
        .iter()
        .find(|saying| saying.rule == "A6" && saying.is_outer)
        .map(|saying| saying.source.clone());
    if let Some(outer) = outer.filter(|outer| lexicon.kind_of(party(&outer.id)) == Some(ActorKind::Party)) {
        for saying in found.iter_mut().filter(|saying| !saying.is_outer && saying.source.by == By::Unnamed) {
            let is_witness = saying.source.gender == crate::names::Gender::Many;
            if !is_witness && !saying.source.id.starts_with("person:") {
                saying.source.id = outer.id.clone();
            }
        }
    }
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

fn party(id: &str) -> &str {
    id.split('.').next().unwrap_or_default()
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
    if verb.passive && kind == SpeechKind::Accuse {
        return accused_by(lexicon, text, sentence, index, memory);
    }
    if verb.negated || verb.shape == Shape::Reduced || verb.passive && kind != SpeechKind::Say {
        return None;
    }
    // `…, accused Israel of`: who is charged stands behind, who says it never does.
    let is_inverted = kind == SpeechKind::Say && inverted(sentence, clause);
    let (from, to, source, rule) = match (is_inverted, is_behind(sentence, clause)) {
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
    // `fired on Monday, the army said on Tuesday`: a time before the voice is one of its words.
    let is_of_words = |time: &usize| {
        let is_it = |chunk: usize| matches!(sentence.kind(chunk), Some(Kind::Time(other)) if other == time);
        rule == "A1" && (from..to).any(is_it)
    };
    let when = clause.times.iter().copied().find(|time| !is_of_words(time));
    // Behind its words, a verb of saying also speaks the participles that follow it: `…, it said, calling it a breach`.
    let to = if rule == "A1" && participle_follows(sentence, clause) { sentence.chunks.len() } else { to };
    Some(Saying {
        clause: Some(index),
        source,
        kind,
        cue: item.lower.to_string(),
        when,
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
    let mut found = named(lexicon, text, sentence, chunks, memory);
    if found.as_ref().is_none_or(|named| named.by == By::Unnamed)
        && let Some(id) = own_organ(lexicon, sentence.of(head), memory)
    {
        found = nobody(lexicon, sentence, chunks).map(|named| Named { id, by: By::Again, ..named });
    }
    let is_person = found.as_ref().is_none_or(|named| named.id.starts_with("person:"));
    if let Some(office) = office_of(lexicon, text, sentence, head, memory).filter(|_| is_person) {
        return Some(office);
    }
    if !is_document || found.as_ref().is_some_and(|named| named.by != By::Unnamed) {
        return found.or_else(|| nobody(lexicon, sentence, chunks));
    }
    let behind = match sentence.kind(head + 1) {
        Some(Kind::By | Kind::Of | Kind::Prep) => Some(head + 2),
        Some(Kind::Verb(verb)) if verb.shape == Shape::Reduced => Some(head + 3),
        Some(Kind::Comma)
            if matches!(sentence.kind(head + 2), Some(Kind::Verb(verb)) if verb.passive)
                && matches!(sentence.kind(head + 3), Some(Kind::By)) =>
        {
            Some(head + 4)
        }
        _ => None,
    };
    let author = behind
        .filter(|noun| matches!(sentence.kind(*noun), Some(Kind::Noun { .. })))
        .and_then(|noun| named(lexicon, text, sentence, &[noun], memory));
    // `The statement said`: of whoever spoke last.
    let is_known =
        sentence.of(head).first().is_some_and(|item| matches!(item.lower.as_str(), "the" | "its" | "this"));
    let last = || memory.last_speaker().filter(|_| is_known && behind.is_none()).cloned();
    author.or_else(last).or_else(|| nobody(lexicon, sentence, chunks))
}

/// `John Smith, a spokesman for the mission,`, `the army's spokesman, Jane Doe,`: whose office a person holds stands beside the name.
fn office_of(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    head: usize,
    memory: &Memory,
) -> Option<Named> {
    let is_comma = |at: usize| matches!(sentence.kind(at), Some(Kind::Comma));
    let behind = is_comma(head + 1).then_some(head + 2);
    let before = head.checked_sub(2).filter(|before| is_comma(before + 1));
    let is_noun = |at: &usize| matches!(sentence.kind(*at), Some(Kind::Noun { .. }));
    // Who is told of between commas, and no subject of a verb of its own.
    let is_aside = |at: usize| {
        !sentence.clauses.iter().any(|clause| clause.has_own_subject && clause.subject.contains(&at))
    };
    let office = |at: usize| {
        named(lexicon, text, sentence, &[at], memory).filter(|named| {
            named.by != By::Unnamed && !named.id.starts_with("person:") && named.by != By::Pronoun
        })
    };
    behind
        .filter(is_noun)
        .filter(|at| is_aside(*at))
        .and_then(office)
        .or_else(|| before.filter(is_noun).and_then(office))
}

fn rule_of(kind: SpeechKind) -> &'static str {
    match kind {
        SpeechKind::Accuse | SpeechKind::Allege => "A7",
        SpeechKind::Deny => "A8",
        _ => "A2",
    }
}

/// `Our inspectors confirmed`, `according to intelligence`: in a statement of a party, what has no other owner speaks for it.
fn own_organ(lexicon: &Lexicon, items: &[crate::items::Item<'_>], memory: &Memory) -> Option<String> {
    const OWN: [&str; 13] = [
        "intelligence",
        "reconnaissance",
        "scouts",
        "office",
        "centre",
        "center",
        "pictures",
        "images",
        "imagery",
        "footage",
        "photographs",
        "photos",
        "records",
    ];
    let own = memory.own.as_deref().filter(|own| lexicon.kind_of(own) == Some(ActorKind::Party))?;
    let is_ours = items.iter().any(|item| item.lower == "our" || item.lower.starts_with("our "));
    let is_own = items.last().is_some_and(|item| OWN.contains(&item.lower.as_str())) && items.len() <= 2;
    (is_ours || is_own).then(|| own.to_owned())
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
    let main = sentence.verb(clause).and_then(|verb| sentence.items.list.get(verb.main));
    if main.is_some_and(|item| item.lower.starts_with("put")) && !clause.objects.is_empty() {
        return Some(from);
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

/// `denounced the drill and threatened steps`, `condemned it and called on them to leave`: what somebody does beside accusing is no
/// part of the accusation.
fn done_beside(sentence: &Sentence<'_>, saying: &Saying) -> Option<usize> {
    let is_charge = matches!(saying.kind, SpeechKind::Accuse | SpeechKind::Deny);
    let own = saying.clause.filter(|_| is_charge && saying.rule != "A1")?;
    let own_verb = sentence.clauses.get(own)?.verb;
    let has_words = |verb: usize| {
        (own_verb..verb)
            .any(|at| matches!(sentence.kind(at), Some(Kind::That | Kind::Relative | Kind::QuoteOpen)))
    };
    let beside = sentence.clauses.iter().skip(own + 1).find(|clause| {
        clause.link == Link::And
            && clause.governor == Some(own)
            && sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Finite)
    })?;
    (saying.covers(beside.verb) && !has_words(beside.verb)).then_some(beside.verb)
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
        if let Some(next) = done_beside(sentence, saying) {
            saying.to = next;
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
