//! A claim: what one voice says in one report, field by field, with the words it was read from.
//!
//! Offsets count in the stored text: `char` in Unicode scalar values, `byte` in UTF-8 bytes, end excluded.

use serde::{Deserialize, Serialize};

use crate::document::ZoneKind;

/// What kind of thing is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Fire, strikes, attacks.
    Force,
    /// Steps of a procedure: warnings, calls, notices.
    Procedure,
    /// People or craft go somewhere, across a line or not.
    Movement,
    /// Arms, posts, mines or forces are taken away.
    Disarm,
    /// They are brought, built or laid.
    Deploy,
    /// Somebody looks, inspects, finds.
    Verify,
    /// Talks and what is said or agreed in them.
    Talk,
    /// What is done to an agreement as such: signed, suspended, broken.
    Pact,
    /// People hurt, things damaged.
    Harm,
    /// Persons or bodies held, handed over, escorted.
    Custody,
    /// Warnings and threats.
    Pressure,
    /// Exercises and tests.
    Drill,
    /// Passage given or refused.
    Access,
    /// An opinion.
    Judgement,
    /// That something was not seen, said or answered.
    Absence,
    /// What persons do for themselves.
    Private,
}

/// Done, or only said, wanted, denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// It happened.
    Done,
    /// It goes on.
    Ongoing,
    /// It is to happen.
    Planned,
    /// Somebody has bound himself to it.
    Promised,
    /// Somebody wants it.
    Wanted,
    /// It is held out as a threat, or on a condition.
    Threatened,
    /// One side says it of the other.
    Alleged,
    /// Somebody denies it.
    Denied,
    /// An observer has not seen it.
    NotObserved,
    /// Somebody is silent on it.
    NotReported,
    /// Somebody holds it likely.
    Assessed,
}

/// Whether it is said to be so, or not to be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Polarity {
    /// It is so.
    #[serde(rename = "+")]
    Positive,
    /// It is not so.
    #[serde(rename = "-")]
    Negative,
}

/// What the claim means for the agreement, if it is true.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearing {
    /// A duty is done.
    Fulfils,
    /// A norm is broken.
    Breaches,
    /// One side says that a norm was broken.
    BreachAlleged,
    /// Somebody denies a breach.
    BreachDenied,
    /// An observer saw none.
    NoBreachSeen,
    /// Another text is broken.
    BreachOfOther,
    /// Nothing.
    #[default]
    None,
}

/// Whose word it is, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceClass {
    /// An organ of a party to the agreement.
    PartyOfficial,
    /// Media that speak for a party.
    PartyMedia,
    /// An organ of a state or group that is no party.
    ThirdPartyOfficial,
    /// A mission or body.
    BodyOfficial,
    /// The outlet itself.
    OutletVoice,
    /// Somebody who is not named.
    Unnamed,
    /// A witness, through an outlet.
    WitnessViaMedia,
    /// The caption of a picture.
    PhotoCaption,
}

/// One link of the chain of speakers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// Who speaks: an id of the words file, `unnamed:critics`, or `unknown`.
    pub source: String,
    /// The word that says so: `said`, `accused`.
    pub cue: String,
    /// The words that name the speaker.
    pub text: Option<String>,
    /// The day of the statement: a day, or two with a slash.
    pub when: Option<String>,
    /// `statement`, `accusation`, `denial`, `opinion`, `published`, `witness`, `photo`.
    pub kind: String,
}

/// Something named in the words of the report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The words.
    pub text: Option<String>,
    /// What they name, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// For a place: how the act lies to it; `at` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
}

/// How many, of what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number, where one is said.
    pub value: Option<f64>,
    /// The lower bound, where a range is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper bound, where a range is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Of what.
    pub unit: String,
    /// `=`, `~`, `>=`, `<=`, `>`, `<`, `>1`, `each`, `cumulative`.
    pub op: String,
    /// The words.
    pub text: Option<String>,
}

/// When it is said to have happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The words, where the claim has any of its own.
    pub text: Option<String>,
    /// The first day or minute; `..` if open.
    pub from: String,
    /// The last; `..` if open.
    pub to: String,
    /// `minute`, `hour`, `part_of_day`, `day`, `month`, `year`, `unknown`.
    pub granularity: String,
    /// What the reading rests on: `dateline`, `absolute`, `attribution`, `coref`, `context`, `computed`, `period`.
    pub anchor: String,
    /// `exact`, `approx`, `bounded`, `upper_bound`, `deadline`, `vague`, `open`, `ambiguous`.
    pub certainty: String,
}

/// Another place in the report where the same is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Also {
    /// In which part of the report.
    pub zone: ZoneKind,
    /// The words.
    pub quote: String,
    /// Their place in characters.
    pub char: [usize; 2],
    /// Their place in bytes.
    pub byte: [usize; 2],
}

/// One claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Sixteen hexadecimal digits over text, span, class, actor and modality.
    pub id: String,
    /// In which part of the report it stands.
    pub zone: ZoneKind,
    /// The words, exactly as they stand in the text.
    pub quote: String,
    /// Their place in characters.
    pub char: [usize; 2],
    /// Their place in bytes.
    pub byte: [usize; 2],
    /// At most 32 characters before the quote.
    #[serde(default)]
    pub prefix: String,
    /// At most 32 characters behind it.
    #[serde(default)]
    pub suffix: String,
    /// Who is said to have acted: an id of the words file, `A+B`, or `unknown`.
    pub actor: String,
    /// The words that name the actor.
    #[serde(default)]
    pub actor_text: Option<String>,
    /// The actor's parties, by the names that the agreement gives them.
    #[serde(default)]
    pub parties: Vec<String>,
    /// What kind of thing is claimed.
    pub class: Class,
    /// What exactly.
    pub action: String,
    /// What it was done to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<Mention>,
    /// How many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Mention>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<When>,
    /// Whose word it is, outermost first; empty for the outlet's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attribution: Vec<Attribution>,
    /// Whose word it is, by kind.
    pub source_class: SourceClass,
    /// Done, planned, denied.
    pub modality: Modality,
    /// So, or not so.
    pub polarity: Polarity,
    /// The word that weakens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hedge: Option<String>,
    /// The provision it speaks to (`cma2018:2.1/annex1`), or `topic:…`.
    #[serde(default)]
    pub topic: String,
    /// The norms of the agreement it may speak to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub norms: Vec<String>,
    /// What it would mean for the agreement.
    #[serde(default)]
    pub bearing: Bearing,
    /// Where else in the report the same is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_at: Vec<Also>,
    /// Claims of this report that say the contrary, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradicts: Vec<String>,
    /// How sure the reader is of its own reading, in hundredths; not of whether it is true.
    #[serde(default)]
    pub confidence: u8,
    /// The rules that fired, in order, and behind them the points that `confidence` rests on (`S+7 harm`).
    #[serde(default)]
    pub trail: Vec<String>,
}

impl Claim {
    /// The rules that read it: its trail without the points of confidence.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.trail
            .iter()
            .map(String::as_str)
            .filter(|rule| !rule.starts_with("S+") && !rule.starts_with("S-"))
    }

    /// Whether it tells an act that needs no name to matter: somebody was hurt, something was fired or taken away.
    pub(crate) fn is_act(&self) -> bool {
        matches!(
            self.class,
            Class::Force
                | Class::Harm
                | Class::Custody
                | Class::Disarm
                | Class::Deploy
                | Class::Movement
                | Class::Access
                | Class::Pact
                | Class::Absence
                | Class::Procedure
        )
    }
}
