//! Who said it: the key by which tellings of one event are one origin.

use std::fmt;

use crate::claim::Claim;

use super::days::Days;
use super::report::Report;

/// Whose word a telling is, at its innermost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// A source that the report names or describes: `KR.JCS`, `UNC`. Unnamed officials of a side speak with the voice of that side.
    Source(String),
    /// An agency whose story an outlet prints.
    Wire(String),
    /// The words themselves, where several print them and none names an agency: the first report that has them.
    Words(usize),
    /// An outlet by itself.
    Outlet(String),
    /// A report of which no outlet is known.
    Report(usize),
}

impl Voice {
    /// The voice of a claim in a report: its innermost source, or the outlet's own.
    pub(super) fn of(claim: &Claim, report: &Report<'_>, number: usize) -> Voice {
        let source = claim.attribution.last().map(|link| link.source.as_str());
        match source {
            Some(source) if !source.is_empty() && source != "unknown" => Voice::Source(plain(source)),
            _ => {
                let wire = report.wire.map(|wire| Voice::Wire(wire.to_lowercase()));
                let copied = report.copy_of.map(Voice::Words);
                let own = report.outlet.map(|outlet| Voice::Outlet(outlet.to_lowercase()));
                wire.or(copied).or(own).unwrap_or(Voice::Report(number))
            }
        }
    }

    /// Whether both are one speaker: a general organ (`KR`, `KR.MIL`) may be any organ of its side.
    pub(super) fn is_one_with(&self, other: &Voice) -> bool {
        match (self, other) {
            (Voice::Source(one), Voice::Source(other)) => {
                one == other || covers(one, other) || covers(other, one)
            }
            (one, other) => one == other,
        }
    }

    /// The id by which independence is declared.
    pub(super) fn id(&self) -> Option<&str> {
        match self {
            Voice::Source(id) => Some(id),
            _ => None,
        }
    }
}

impl fmt::Display for Voice {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Voice::Source(id) => write!(out, "{id}"),
            Voice::Wire(name) => write!(out, "wire of {name}"),
            Voice::Words(report) => write!(out, "the words of report {report}"),
            Voice::Outlet(name) => write!(out, "{name} itself"),
            Voice::Report(report) => write!(out, "report {report} itself"),
        }
    }
}

/// An official without a name adds no voice to that of his side.
fn plain(source: &str) -> String {
    source.trim_end_matches(".official").trim_end_matches(".GOV").trim_end_matches(".MIL").to_owned()
}

/// Whether the first is the side, or the organ, of which the second is a part.
fn covers(whole: &str, part: &str) -> bool {
    part.strip_prefix(whole).is_some_and(|rest| rest.starts_with('.'))
}

/// The day on which the innermost source spoke, where that is told.
pub(super) fn spoken(claim: &Claim) -> Option<Days<'_>> {
    Days::parse(claim.attribution.last()?.when.as_deref()?)
}
