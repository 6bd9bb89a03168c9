//! A report as it is stored: its text, the zones of the text, and what its container declares.

use serde::{Deserialize, Serialize};

/// What a part of a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneKind {
    /// The headline, wherever it is repeated.
    Headline,
    /// The lines between headline and text.
    Standfirst,
    /// Who wrote it, and when.
    Byline,
    /// `SEOUL, Oct. 19 (Yonhap) --`
    Dateline,
    /// The text.
    Body,
    /// The words beside a picture or a film.
    Caption,
    /// Who owns the picture.
    Credit,
    /// A cue of a broadcast: `Anchor:`.
    Cue,
    /// Links to other stories.
    Nav,
    /// What stands below every page.
    Footer,
}

impl ZoneKind {
    /// Whether claims may be read in it at all.
    #[must_use]
    pub fn yields(self) -> bool {
        matches!(self, ZoneKind::Headline | ZoneKind::Standfirst | ZoneKind::Body | ZoneKind::Caption)
    }
}

/// A part of the text: bytes `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// What it is.
    pub kind: ZoneKind,
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
}

/// What the container of a report says of it, as far as it does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// Where it was found.
    pub url: Option<String>,
    /// The day of publication, `2018-12-01` at its head, as the container writes it.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its language, as a tag of BCP 47.
    pub language: Option<String>,
}

/// A report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The stored text, on which all offsets count.
    pub text: String,
    /// Its zones, in order and without overlap; what lies in none is white space or furniture.
    pub zones: Vec<Zone>,
    /// What its container declares.
    pub declared: Declared,
}

impl Document {
    /// The text of a zone; empty if it does not lie in the text.
    #[must_use]
    pub fn of(&self, zone: &Zone) -> &str {
        self.text.get(zone.start..zone.end).unwrap_or_default()
    }
}
