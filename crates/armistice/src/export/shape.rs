//! The form of an exported agreement: types of its own, so that the model can change without changing the format.
//! `schemas/export.schema.json` is made from them.

use schemars::JsonSchema;
use serde::Serialize;

pub(crate) use super::monitorable::{Monitorability, Monitorable};
pub(crate) use super::rule::*;

/// The version of the format.
pub(crate) const FORMAT: u32 = 1;

/// A checked agreement.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Agreement {
    /// The version of this format.
    pub(crate) format: u32,
    /// The title of the first text.
    pub(crate) title: String,
    /// The IANA name of the time zone of all days.
    pub(crate) time_zone: String,
    /// What a month after the last day of a longer month is.
    pub(crate) month_ends: MonthEnds,
    /// The grade that a finding needs.
    pub(crate) findings_need: Grade,
    /// The texts that the file holds.
    pub(crate) instruments: Vec<Instrument>,
    /// The parties, in the order of the header.
    pub(crate) parties: Vec<Party>,
    /// The bodies.
    pub(crate) bodies: Vec<Body>,
    /// Registers of notices or acts.
    pub(crate) registers: Vec<Register>,
    /// What was counted of whom on which day.
    pub(crate) inventories: Vec<Inventory>,
    /// Named points.
    pub(crate) points: Vec<Point>,
    /// Named lines.
    pub(crate) lines: Vec<Line>,
    /// Named zones.
    pub(crate) zones: Vec<Zone>,
    /// How many norms can be seen to be broken or kept.
    pub(crate) monitorable: Monitorable,
    /// The sections with an id.
    pub(crate) sections: Vec<Section>,
    /// The norms.
    pub(crate) norms: Vec<Norm>,
    /// The exceptions.
    pub(crate) exceptions: Vec<Exception>,
    /// Decisions that release somebody or move an end or a deadline.
    pub(crate) decisions: Vec<LaterDecision>,
    /// Sentences that were read and have nothing to observe.
    pub(crate) no_terms: Vec<NoTerms>,
    /// The blocks of words in the text, by which reports on the agreement are read (docs/reading.md); no term rests on them.
    pub(crate) words: Vec<Words>,
}

/// A block of words.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Words {
    /// The line of the file that opens it.
    pub(crate) line: usize,
    /// What stands in it, in TOML.
    pub(crate) toml: String,
}

/// What a month after the last day of a longer month is.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MonthEnds {
    /// The last day of the shorter month.
    Clamp,
    /// Nothing: it is an error.
    Refused,
}

/// A grade of evidence, from the lowest.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Grade {
    /// No evidence.
    None,
    /// The word of the bearer or of its adversary.
    Claimed,
    /// One third source, or both sides alike.
    Reported,
    /// Two independent sources.
    Corroborated,
    /// What the rule of verification asks for.
    Verified,
}

/// One text.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Instrument {
    /// Its title.
    pub(crate) title: String,
    /// The path of the section that holds it; the whole file if absent.
    pub(crate) section: Option<String>,
    /// Its parties.
    pub(crate) parties: Vec<String>,
    /// When it was signed, in UTC (RFC 3339).
    pub(crate) signed: String,
    /// How it binds, if that is said.
    pub(crate) binding: Option<Binding>,
    /// The languages of its authentic texts.
    pub(crate) authentic: Vec<String>,
    /// Its entry into force; from signature if absent.
    pub(crate) in_force: Option<Lifecycle>,
    /// Its end; never if absent.
    pub(crate) ends: Option<Lifecycle>,
    /// Whether a deadline moves by the time for which its norm was suspended, if that is said.
    pub(crate) suspension_stops_clock: Option<bool>,
}

/// How a text binds.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Binding {
    /// As a political commitment.
    Politically,
    /// As law.
    Legally,
}

/// A beginning or an end.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Lifecycle {
    /// At a moment, or
    pub(crate) at: Option<Moment>,
    /// upon an event.
    pub(crate) upon: Option<Event>,
    /// How the text is read.
    pub(crate) reading: Option<Reading>,
}

/// A party.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Party {
    /// Its short name.
    pub(crate) name: String,
    /// Its full name.
    pub(crate) full_name: String,
    /// What the text calls it.
    pub(crate) called: Option<String>,
    /// Its status, shown and without weight in law.
    pub(crate) status: Option<String>,
}

/// A body.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Body {
    /// Its short name.
    pub(crate) name: String,
    /// Its full name.
    pub(crate) full_name: String,
    /// Its members.
    pub(crate) members: Vec<String>,
}

/// A register.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Register {
    /// Its name.
    pub(crate) name: String,
    /// Whether absence from it is evidence.
    pub(crate) is_complete: bool,
}

/// How many of a class somebody held on a day, as the record has it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Inventory {
    /// Its name.
    pub(crate) name: String,
    /// Of what.
    pub(crate) of: ClassTest,
    /// Whose: one number for each.
    pub(crate) holders: Vec<String>,
    /// For which day.
    pub(crate) on: String,
    /// By whose record alone; null where whatever is told and weighs enough counts.
    pub(crate) by: Option<String>,
}

/// A point, WGS 84.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Point {
    /// Its name.
    pub(crate) name: String,
    /// Latitude in ten-millionths of a degree.
    pub(crate) lat_e7: i32,
    /// Longitude in ten-millionths of a degree.
    pub(crate) lon_e7: i32,
}

/// A line.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Line {
    /// Its name.
    pub(crate) name: String,
    /// Where its geometry is.
    pub(crate) file: FileRef,
    /// Whether there is one file a day.
    pub(crate) is_series: bool,
    /// Who is on which side, where the text says it by the compass.
    pub(crate) sides: Vec<LineSide>,
    /// Its accuracy in millimetres; 0 where none is stated.
    pub(crate) accuracy_mm: i64,
}

/// Who is on one side of a line.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LineSide {
    /// Which side.
    pub(crate) side: Side,
    /// The parties and bodies on it.
    pub(crate) of: Vec<String>,
}

/// A zone.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Zone {
    /// Its name.
    pub(crate) name: String,
    /// Where it is; absent while it is left to a body.
    pub(crate) place: Option<Place>,
    /// Bounds of height; all of them hold.
    pub(crate) heights: Vec<Height>,
    /// Its own accuracy in millimetres.
    pub(crate) accuracy_mm: i64,
    /// How the text is read.
    pub(crate) reading: Option<Reading>,
    /// The body that it is left to.
    pub(crate) decided_by: Option<String>,
    /// What is known of it in words, where its geometry is not.
    pub(crate) description: Option<String>,
    /// The zones in which it lies, where the text says so.
    pub(crate) within: Vec<String>,
    /// The zones with which it shares nothing, where the text says so.
    pub(crate) apart_from: Vec<String>,
}

/// A heading of the text.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Section {
    /// Its id.
    pub(crate) id: String,
    /// The headings above it and its own.
    pub(crate) path: String,
    /// The quotation under it, white space folded.
    pub(crate) quotation: String,
    /// Whether the quotation is in the author's own words.
    pub(crate) is_paraphrase: bool,
    /// `sha256:` and the digest of the quotation.
    pub(crate) quotation_hash: String,
    /// Whether it is kept for the record and not monitored.
    pub(crate) is_superseded: bool,
}

/// A sentence without terms.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct NoTerms {
    /// The id of its section, or its path.
    pub(crate) section: String,
    /// Why.
    pub(crate) because: String,
}

/// How a text is read where it is open.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Reading {
    /// The choice made.
    pub(crate) text: String,
    /// Who shares it.
    pub(crate) by: SharedBy,
}

/// Who shares a reading.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SharedBy {
    /// All parties.
    Agreed,
    /// One side, or the author.
    Unilateral,
    /// Another party contradicts.
    Disputed,
}

/// A norm.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Norm {
    /// Its label.
    pub(crate) label: String,
    /// The id of its section, or its path.
    pub(crate) section: String,
    /// Who is bound.
    pub(crate) bearers: Bearers,
    /// To what.
    pub(crate) rule: Rule,
    /// From when.
    pub(crate) from: Option<Moment>,
    /// Until when, that day included.
    pub(crate) until: Option<Moment>,
    /// How long, from a start that is no day.
    pub(crate) lasts: Option<Length>,
    /// At which hours of the day; at all hours if absent.
    pub(crate) hours: Option<Hours>,
    /// What must have happened before.
    pub(crate) conditions: Vec<Condition>,
    /// How it is verified.
    pub(crate) attestation: Option<Attestation>,
    /// Whether past its deadline it counts as violated while unproven.
    pub(crate) unproven_is_violated: bool,
    /// For how long a breach can be made good.
    pub(crate) cure: Option<Length>,
    /// Norms that wake when it is violated.
    pub(crate) failing_which: Vec<String>,
    /// Norms that run beside it.
    pub(crate) together_with: Vec<String>,
    /// Words of the quotation.
    pub(crate) quoting: Option<String>,
    /// How the text is read.
    pub(crate) reading: Option<Reading>,
    /// The decision's norm that takes its place.
    pub(crate) replaced: Option<Replaced>,
    /// The decision that made it.
    pub(crate) decision: Option<Decision>,
    /// What could show that it is broken, and that it is kept; absent for what can never be broken.
    pub(crate) monitorability: Option<Monitorability>,
}

/// That another norm takes its place.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Replaced {
    /// Which.
    pub(crate) by: String,
    /// From that day on.
    pub(crate) on: String,
}

/// A decision.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Decision {
    /// Its day.
    pub(crate) on: String,
    /// Who took it.
    pub(crate) by: Vec<String>,
    /// The norm replaced.
    pub(crate) replaces: String,
}

/// A decision that releases somebody, or moves an end or a deadline.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LaterDecision {
    /// Its name.
    pub(crate) name: String,
    /// The id of its section, or its path.
    pub(crate) section: String,
    /// Its day: it has effect from the beginning of that day.
    pub(crate) on: String,
    /// Who took it.
    pub(crate) by: Vec<String>,
    /// What it does.
    pub(crate) decides: Decided,
    /// How the text is read.
    pub(crate) reading: Option<Reading>,
}

/// What a decision does.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub(crate) enum Decided {
    /// It binds these no more.
    Releases {
        /// Whom.
        whom: Vec<String>,
        /// To which norms.
        from: Vec<String>,
    },
    /// It moves a last day.
    MovesEnd {
        /// Of these norms and exceptions; of the whole text by the word `agreement`.
        of: Vec<String>,
        /// To when.
        to: Moment,
    },
    /// It moves a day by which something has to be done.
    MovesDeadline {
        /// Of these norms.
        of: Vec<String>,
        /// To when.
        to: Moment,
    },
}

/// How a norm is verified.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Attestation {
    /// So many of `by` must attest.
    pub(crate) at_least: u64,
    /// Those who may; empty for the other party.
    pub(crate) by: Vec<String>,
    /// Whether it is the other party.
    pub(crate) by_other_party: bool,
    /// By which means.
    pub(crate) through: Vec<String>,
    /// By when.
    pub(crate) within: Option<Deadline>,
    /// The share of watching that a finding of `kept` needs.
    pub(crate) coverage_percent: Option<u64>,
}

/// An exception.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Exception {
    /// Its label.
    pub(crate) label: String,
    /// The id of its section, or its path.
    pub(crate) section: String,
    /// What it defeats.
    pub(crate) to: Vec<String>,
    /// For whom.
    pub(crate) bearers: Bearers,
    /// The verb.
    pub(crate) verb: String,
    /// Of which classes.
    pub(crate) objects: ClassSet,
    /// Where.
    pub(crate) place: Place,
    /// For these purposes.
    pub(crate) purposes: Vec<String>,
    /// On these conditions.
    pub(crate) conditions: Vec<Condition>,
    /// From when.
    pub(crate) from: Option<Moment>,
    /// Until when.
    pub(crate) until: Option<Moment>,
    /// How long, from a start that is no day.
    pub(crate) lasts: Option<Length>,
    /// At which hours of the day; at all hours if absent.
    pub(crate) hours: Option<Hours>,
    /// How the text is read.
    pub(crate) reading: Option<Reading>,
}
