//! Claims that somebody else proposes, a language model for one: taken only where every word of them stands in the report.
//!
//! A proposal is dropped, never repaired, with its reason ([`Dropped`]): its quote has to stand in the text exactly once, in a part from
//! which claims may be read; the words for the act in the quote; actor, place and number in the sentence, the source in the
//! paragraph; and what the words say of denial, doubt and time to come must not be lost. What is left is a claim of little
//! confidence whose trail tells that no rule has read it. English only: of other texts nothing is taken.

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::claim::{Attribution, Bearing, Claim, Class, Mention, Modality, Polarity, Quantity, SourceClass};
use crate::document::{Document, Zone};
use crate::lexicon::{Lexicon, Part, Sense, SpeechKind};
use crate::positions::Positions;
use crate::sentences::sentences;
use crate::tokens::{Token, TokenKind, tokens};
use crate::zones::refined;

/// Shorter quotes say nothing by themselves, in bytes.
const SHORTEST: usize = 12;
/// Longer ones are no quotes of a claim.
const LONGEST: usize = 600;
/// No proposal is trusted more than that, in hundredths.
const CONFIDENCE: u8 = 40;

/// A claim as it is proposed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// The words, exactly as they stand in the text.
    pub quote: String,
    /// What kind of thing is claimed.
    pub class: Class,
    /// What exactly: an action of the words.
    pub action: String,
    /// Who acts: an id of the words, or `unknown`.
    pub actor: String,
    /// How it is meant.
    pub modality: Modality,
    /// So, or not so.
    pub polarity: Polarity,
    /// Where: an id of the words.
    #[serde(default)]
    pub place: Option<String>,
    /// How many.
    #[serde(default)]
    pub number: Option<f64>,
    /// Of what: an id of the words.
    #[serde(default)]
    pub unit: Option<String>,
    /// Whose word it is: an id of the words.
    #[serde(default)]
    pub source: Option<String>,
}

/// Why a proposal is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum Dropped {
    /// Too short or too long.
    #[error("its quote has fewer than {SHORTEST} or more than {LONGEST} bytes")]
    Length,
    /// Not there.
    #[error("its quote does not stand in the text")]
    NotThere,
    /// There more than once.
    #[error("its quote stands in the text more than once")]
    Twice,
    /// In links, credits, a footer.
    #[error("its quote stands where no claims are read")]
    Outside,
    /// No such act in the quote.
    #[error("its quote has no word for the act")]
    Act,
    /// The actor is not named.
    #[error("its sentence does not name the actor")]
    Actor,
    /// The place is not named.
    #[error("its sentence does not name the place")]
    Place,
    /// The number is not there.
    #[error("its sentence does not hold the number")]
    Number,
    /// The source is not named.
    #[error("its paragraph does not name the source")]
    Source,
    /// The words deny, doubt or announce what it tells as done.
    #[error("it loses what the words say of denial, doubt or time to come")]
    Cue,
}

/// What a proposal may name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Ids of actors and sources.
    pub actors: Vec<String>,
    /// Actions, with their classes.
    pub actions: Vec<(Class, String)>,
    /// Ids of places.
    pub places: Vec<String>,
    /// Ids of units.
    pub units: Vec<String>,
}

/// What a proposal may name by these words.
#[must_use]
pub fn names(lexicon: &Lexicon) -> Names {
    let mut actions: Vec<(Class, String)> =
        lexicon.acts.iter().map(|act| (act.class, act.action.clone())).collect();
    actions.sort();
    actions.dedup();
    Names {
        actors: lexicon.actors.iter().map(|actor| actor.id.clone()).collect(),
        actions,
        places: lexicon.places.iter().map(|place| place.id.clone()).collect(),
        units: lexicon.units.clone(),
    }
}

/// The parts of a report from which claims may be read, in their order.
#[must_use]
pub fn parts(document: &Document) -> Vec<&str> {
    let zones = refined(&document.text, &document.zones);
    zones.iter().filter(|zone| zone.kind.yields()).map(|zone| document.of(zone)).collect()
}

/// A proposal as a claim, if every word of it stands in the report.
///
/// # Errors
/// [`Dropped`] with the first thing that is wrong.
pub fn checked(
    lexicon: &Lexicon,
    document: &Document,
    proposal: &Proposal,
    by: &str,
) -> Result<Claim, Dropped> {
    let text = document.text.as_str();
    let span = span(text, &proposal.quote)?;
    let zones = refined(text, &document.zones);
    let zone = zones
        .iter()
        .find(|zone| zone.kind.yields() && zone.start <= span.0 && span.1 <= zone.end)
        .ok_or(Dropped::Outside)?;
    let (sentence, paragraph) = around(text, zone, span);
    let quote = Said::of(lexicon, text, span);
    let sentence = Said::of(lexicon, text, sentence);
    let paragraph = Said::of(lexicon, text, paragraph);
    if !quote.acts(lexicon, proposal.class, &proposal.action) {
        return Err(Dropped::Act);
    }
    if proposal.actor != "unknown" && !sentence.names(lexicon, &proposal.actor) {
        return Err(Dropped::Actor);
    }
    if proposal.place.as_ref().is_some_and(|place| !sentence.places(lexicon, place)) {
        return Err(Dropped::Place);
    }
    if proposal.number.is_some_and(|number| !sentence.holds(number)) {
        return Err(Dropped::Number);
    }
    if proposal.source.as_ref().is_some_and(|source| !paragraph.names(lexicon, source)) {
        return Err(Dropped::Source);
    }
    if loses(&quote, &sentence, proposal) {
        return Err(Dropped::Cue);
    }
    Ok(claim(lexicon, text, zone, span, proposal, by))
}

/// Where the quote stands, if it stands there exactly once.
fn span(text: &str, quote: &str) -> Result<(usize, usize), Dropped> {
    if !(SHORTEST..=LONGEST).contains(&quote.len()) {
        return Err(Dropped::Length);
    }
    let start = text.find(quote).ok_or(Dropped::NotThere)?;
    let rest = text.get(start..).unwrap_or_default();
    let next = rest.chars().next().map_or(1, char::len_utf8);
    if rest.get(next..).is_some_and(|rest| rest.contains(quote)) {
        return Err(Dropped::Twice);
    }
    Ok((start, start + quote.len()))
}

/// The sentences that the quote touches, and the paragraph of the first of them.
fn around(text: &str, zone: &Zone, span: (usize, usize)) -> ((usize, usize), (usize, usize)) {
    let piece = text.get(zone.start..zone.end).unwrap_or_default();
    let all = sentences(piece, zone.start);
    let touched: Vec<_> = all.iter().filter(|one| one.start < span.1 && span.0 < one.end).collect();
    let ends = |some: &[&crate::sentences::Sentence]| {
        let start = some.first().map_or(span.0, |one| one.start).min(span.0);
        (start, some.last().map_or(span.1, |one| one.end).max(span.1))
    };
    let paragraph = touched.first().map(|one| one.paragraph);
    let beside: Vec<_> = all.iter().filter(|one| Some(one.paragraph) == paragraph).collect();
    (ends(&touched), ends(&beside))
}

/// What the words of a piece may mean.
struct Said {
    senses: Vec<Sense>,
    numbers: Vec<f64>,
}

impl Said {
    fn of(lexicon: &Lexicon, text: &str, span: (usize, usize)) -> Said {
        let tokens = tokens(text.get(span.0..span.1).unwrap_or_default(), span.0);
        let word = |token: &Token| text.get(token.start..token.end).unwrap_or_default();
        let words: Vec<_> = tokens.iter().map(|token| lexicon.word(&token.lower, word(token))).collect();
        let mut senses = Vec::new();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let found = lexicon.longest(rest.get(..12).unwrap_or(rest));
            senses.extend(found.iter().flat_map(|found| found.senses.iter().copied()));
            at += found.map_or(1, |found| found.words.max(1));
        }
        let numbers = tokens.iter().filter(|token| token.kind == TokenKind::Number);
        let digits = numbers.filter_map(|token| token.lower.replace(',', "").parse().ok());
        let spelt = tokens.iter().filter_map(|token| {
            let at = SPELT.iter().position(|word| *word == token.lower)?;
            u32::try_from(at + 1).ok().map(f64::from)
        });
        Said { senses, numbers: digits.chain(spelt).collect() }
    }

    fn acts(&self, lexicon: &Lexicon, class: Class, action: &str) -> bool {
        self.senses.iter().any(|sense| match sense {
            Sense::Act(act, _) | Sense::ActNoun(act) => lexicon
                .acts
                .get(usize::from(*act))
                .is_some_and(|act| act.class == class && act.action == action),
            _ => false,
        })
    }

    /// Whether it names that actor, its side or an organ of it.
    fn names(&self, lexicon: &Lexicon, id: &str) -> bool {
        let side = |id: &str| id.split('.').next().unwrap_or(id).to_owned();
        self.senses.iter().any(|sense| match sense {
            Sense::Actor(actor) | Sense::Own(actor) | Sense::People(actor) | Sense::Capital(actor) => {
                lexicon.actor(*actor).is_some_and(|actor| side(&actor.id) == side(id))
            }
            _ => false,
        }) && lexicon.actors.iter().any(|actor| actor.id == id)
    }

    fn places(&self, lexicon: &Lexicon, id: &str) -> bool {
        let is = |place: &u16| lexicon.places.get(usize::from(*place)).is_some_and(|place| place.id == id);
        self.senses.iter().any(|sense| matches!(sense, Sense::Place(place) if is(place)))
    }

    fn holds(&self, number: f64) -> bool {
        self.numbers.iter().any(|held| (held - number).abs() < 1e-9)
    }

    fn has(&self, wanted: &[Sense]) -> bool {
        self.senses.iter().any(|sense| wanted.contains(sense))
    }

    fn speaks(&self, kinds: &[SpeechKind]) -> bool {
        self.senses.iter().any(|sense| match sense {
            Sense::Speech(kind, _) | Sense::SpeechNoun(kind) => kinds.contains(kind),
            _ => false,
        })
    }
}

const SPELT: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Whether it tells as done what the words deny, allege, doubt or announce.
fn loses(quote: &Said, sentence: &Said, proposal: &Proposal) -> bool {
    let modality = proposal.modality;
    let as_done =
        matches!(modality, Modality::Done | Modality::Ongoing) && proposal.polarity == Polarity::Positive;
    let untold = matches!(modality, Modality::Denied | Modality::NotObserved | Modality::NotReported);
    let denies = sentence.speaks(&[SpeechKind::Deny]);
    let doubts =
        sentence.speaks(&[SpeechKind::Accuse, SpeechKind::Allege, SpeechKind::Assess, SpeechKind::Threaten])
            || sentence.has(&[Sense::Part(Part::Hedge), Sense::Part(Part::May), Sense::Part(Part::If)]);
    let not = sentence.has(&[Sense::Part(Part::Not), Sense::Part(Part::No), Sense::Part(Part::Nor)]);
    let to_come =
        quote.has(&[Sense::Part(Part::Future), Sense::Part(Part::Would), Sense::Part(Part::Should)]);
    denies && modality != Modality::Denied
        || as_done && (doubts || to_come)
        || not && proposal.polarity == Polarity::Positive && !untold
}

fn claim(
    lexicon: &Lexicon,
    text: &str,
    zone: &Zone,
    (start, end): (usize, usize),
    proposal: &Proposal,
    by: &str,
) -> Claim {
    let positions = Positions::of(text);
    let (prefix, suffix) = positions.around(start, end);
    let called = |id: &str| lexicon.register().called(id).unwrap_or(id).to_owned();
    let parties = if proposal.actor == "unknown" { Vec::new() } else { vec![called(&proposal.actor)] };
    let source = proposal.source.as_ref().map(|source| Attribution {
        source: source.clone(),
        cue: "proposed".to_owned(),
        text: None,
        when: None,
        kind: "statement".to_owned(),
    });
    Claim {
        id: id(text, (start, end), proposal, by),
        zone: zone.kind,
        quote: proposal.quote.clone(),
        char: [positions.chars_before(start), positions.chars_before(end)],
        byte: [start, end],
        prefix,
        suffix,
        actor: proposal.actor.clone(),
        actor_text: None,
        parties,
        class: proposal.class,
        action: proposal.action.clone(),
        object: None,
        quantity: proposal.number.map(|value| Quantity {
            value: Some(value),
            low: None,
            high: None,
            unit: proposal.unit.clone().unwrap_or_default(),
            op: "=".to_owned(),
            text: None,
        }),
        place: proposal.place.as_ref().map(|id| Mention { text: None, id: Some(id.clone()), relation: None }),
        date: None,
        source_class: if source.is_some() { SourceClass::PartyOfficial } else { SourceClass::OutletVoice },
        attribution: source.into_iter().collect(),
        modality: proposal.modality,
        polarity: proposal.polarity,
        hedge: None,
        topic: "topic:none".to_owned(),
        norms: Vec::new(),
        bearing: Bearing::None,
        also_at: Vec::new(),
        contradicts: Vec::new(),
        confidence: CONFIDENCE,
        trail: vec![by.to_owned()],
    }
}

/// Never that of a claim which rules have read of the same words.
fn id(text: &str, (start, end): (usize, usize), proposal: &Proposal, by: &str) -> String {
    let (class, actor, modality) = (proposal.class, &proposal.actor, proposal.modality);
    let whole = format!("{by}\0{start}\0{end}\0{class:?}\0{actor}\0{modality:?}\0{text}");
    Sha256::digest(whole).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = r#"
[[actor]]
id = "KP"
is = "DPRK"
kind = "party"
names = ["North Korea"]
[[actor]]
id = "KR"
kind = "party"
names = ["South Korea"]
[[unit]]
id = "shell"
nouns = ["shell"]
[[place]]
id = "geo:isle"
names = ["Isle"]
"#;
    const TEXT: &str = "North Korea fired 60 shells from Isle, South Korea said. North Korea denied that it fired 12 shells. \
        Then it fired twice and it fired twice. South Korea will fire 3 shells.";

    fn proposal(quote: &str) -> Proposal {
        Proposal {
            quote: quote.to_owned(),
            class: Class::Force,
            action: "fire".to_owned(),
            actor: "KP".to_owned(),
            modality: Modality::Done,
            polarity: Polarity::Positive,
            place: None,
            number: None,
            unit: None,
            source: None,
        }
    }

    fn check(proposal: &Proposal) -> Result<Claim, Dropped> {
        let lexicon = Lexicon::new(&[WORDS]).unwrap();
        checked(&lexicon, &Document::plain(TEXT.to_owned()), proposal, "llm:test")
    }

    #[test]
    fn what_stands_there_word_for_word_is_taken() {
        let told = Proposal {
            number: Some(60.0),
            unit: Some("shell".to_owned()),
            place: Some("geo:isle".to_owned()),
            source: Some("KR".to_owned()),
            ..proposal("North Korea fired 60 shells from Isle")
        };
        let claim = check(&told).unwrap();
        assert_eq!(
            (claim.byte, claim.confidence, claim.trail.as_slice()),
            ([0, 37], CONFIDENCE, &["llm:test".to_owned()][..])
        );
        assert_eq!(claim.parties, ["DPRK"]);
    }

    #[test]
    fn what_does_not_stand_there_is_dropped_with_its_reason() {
        let first = proposal("North Korea fired 60 shells from Isle");
        let cases = [
            (proposal("North Korea fired 90 shells from Isle"), Dropped::NotThere),
            (proposal("fired"), Dropped::Length),
            (proposal("it fired twice"), Dropped::Twice),
            (proposal("South Korea said"), Dropped::Act),
            (Proposal { class: Class::Disarm, ..first.clone() }, Dropped::Act),
            (Proposal { number: Some(61.0), ..first.clone() }, Dropped::Number),
            (Proposal { place: Some("geo:moon".to_owned()), ..first.clone() }, Dropped::Place),
            (Proposal { actor: "US".to_owned(), ..first.clone() }, Dropped::Actor),
            (Proposal { source: Some("UNC".to_owned()), ..first.clone() }, Dropped::Source),
            (proposal("it fired 12 shells"), Dropped::Cue),
            (Proposal { actor: "KR".to_owned(), ..proposal("South Korea will fire 3 shells") }, Dropped::Cue),
        ];
        for (proposal, why) in cases {
            assert_eq!(check(&proposal).map(|claim| claim.quote), Err(why), "{}", proposal.quote);
        }
    }

    #[test]
    fn a_denial_that_is_told_as_one_is_taken() {
        let told = Proposal { modality: Modality::Denied, ..proposal("it fired 12 shells") };
        assert!(check(&told).is_ok());
    }
}
