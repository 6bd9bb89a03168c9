//! Voices that no plain verb of saying tells: media that carry, what stands behind `according to`, accusations in the passive.

use super::{Saying, speaker, start};
use crate::chunks::{Kind, Shape};
use crate::clauses::{Link, Sentence};
use crate::lexicon::{Lexicon, Sense, SpeechKind};
use crate::names::{Memory, Named, named};

/// `The agency quoted a spokesman as saying`: the agency is the medium, the spokesman speaks.
pub(super) fn quoted_by(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    index: usize,
    memory: &Memory,
) -> Option<Named> {
    let clause = sentence.clauses.get(index)?;
    let verb = sentence.verb(clause).filter(|verb| !verb.passive)?;
    let main = sentence.items.list.get(verb.main)?;
    let is_quote = matches!(main.lower.as_str(), "quoted" | "quotes" | "cited" | "cites");
    let mut rest = clause.verb..sentence.chunks.len();
    let has_as = rest.any(|at| sentence.of(at).first().is_some_and(|item| item.lower == "as"));
    let noun = (clause.verb + 1..sentence.chunks.len())
        .find(|at| matches!(sentence.kind(*at), Some(Kind::Noun { .. })))?;
    (is_quote && has_as).then(|| speaker(lexicon, text, sentence, &[noun], memory)).flatten()
}

/// `Israel was accused by Lebanon of shelling`: who stands behind `by` speaks, the subject acts.
pub(super) fn accused_by(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    index: usize,
    memory: &Memory,
) -> Option<Saying> {
    let clause = sentence.clauses.get(index)?;
    let verb = sentence.verb(clause).filter(|verb| !verb.negated && verb.shape == Shape::Finite)?;
    let source = named(lexicon, text, sentence, &clause.agent, memory)?;
    Some(Saying {
        clause: Some(index),
        source,
        kind: SpeechKind::Accuse,
        cue: sentence.items.list.get(verb.main)?.lower.to_string(),
        when: clause.times.first().copied(),
        from: clause.verb + 1,
        to: sentence.chunks.len(),
        target: named(lexicon, text, sentence, &clause.subject, memory),
        rule: "A7",
        is_outer: false,
    })
}

/// `in a statement carried by the agency, …`
pub(super) fn carried(
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
        cue: item.lower.to_string(),
        when: None,
        from: 0,
        to: sentence.chunks.len(),
        target: None,
        rule: "A6",
        is_outer: true,
    })
}

/// `according to the ministry`, `citing an official`.
pub(super) fn accorded(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    memory: &Memory,
) -> Vec<Saying> {
    let mut found = Vec::new();
    for at in 0..sentence.chunks.len() {
        let is_according = matches!(sentence.kind(at), Some(Kind::According)) || by_count(sentence, at);
        if !is_according {
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
        let cue = sentence.of(at).first().map_or_else(String::new, |item| item.lower.to_string());
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

/// `by the count of the staff`, `by the army's account`
fn by_count(sentence: &Sentence<'_>, at: usize) -> bool {
    const COUNTS: [&str; 6] = ["count", "account", "reckoning", "tally", "estimate", "admission"];
    let is_by = sentence.of(at).first().is_some_and(|item| item.lower == "by");
    is_by && sentence.of(at + 1).iter().any(|item| COUNTS.contains(&item.lower.as_str()))
}
