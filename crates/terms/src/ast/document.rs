//! The document: sections, quotations, and the statements of its blocks.

use std::collections::BTreeSet;

use super::class::Class;
use super::declaration::{Body, Header, Inventory, Party, Register};
use super::norm::{Decision, Exception, Lifecycle, Norm, Procedure, Verification};
use super::place::{Line, Point, Zone};
use super::scenario::TestBlock;
use super::word::{Id, Text};
use crate::Span;

/// A whole agreement file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Headings in the order of the file.
    pub sections: Vec<Section>,
    /// Statements of all `terms` blocks in the order of the file.
    pub statements: Vec<Statement>,
    /// Scenarios of all `test` blocks.
    pub tests: Vec<TestBlock>,
    /// Names whose statements could not be read: to call them unknown would only repeat the first error.
    pub unread: Vec<Id>,
    /// Sections in which a statement or a block could not be read, so that what they lack cannot be told.
    pub unread_sections: BTreeSet<usize>,
}

impl Document {
    /// The headings of a section and of those above it, joined by ` › `; empty for none.
    #[must_use]
    pub fn article(&self, section: Option<usize>) -> String {
        let mut titles = Vec::new();
        let mut next = section;
        while let Some(section) = next.and_then(|index| self.sections.get(index)) {
            titles.push(section.title.as_str());
            next = section.parent;
        }
        titles.reverse();
        titles.join(" › ")
    }

    /// The section in which that byte of the file stands.
    #[must_use]
    pub fn section_at(&self, offset: u32) -> Option<usize> {
        self.sections.partition_point(|section| section.span.start <= offset).checked_sub(1)
    }
}

/// A heading with what stands directly under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The id in braces: `{#art_1__para_2}`.
    pub id: Option<Id>,
    /// The text of the heading.
    pub title: String,
    /// 1 to 6.
    pub level: u8,
    /// Whether the heading has the class `.superseded`.
    pub superseded: bool,
    /// What `signed-off=…` in the braces says of the text that was read and signed off; empty if it says nothing.
    pub signed_off: Option<Text>,
    /// Index of the section it stands in.
    pub parent: Option<usize>,
    /// The heading's place.
    pub span: Span,
    /// Block quotes under the heading.
    pub quotations: Vec<Quotation>,
}

/// A block quote: the authentic text, or a paraphrase of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Quotation {
    /// The language of a label such as `[ko]`.
    pub language: Option<String>,
    /// Whether it is labelled `[paraphrase]`: our own words for a text whose wording is not at hand.
    pub paraphrase: bool,
    /// The text, white space folded, labels removed.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// One statement of a `terms` block.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Index of the section it stands in.
    pub section: Option<usize>,
    /// From its first word to its full stop.
    pub span: Span,
    /// What it is.
    pub kind: StatementKind,
}

/// What a statement is.
#[derive(Debug, Clone, PartialEq)]
pub enum StatementKind {
    /// `agreement "…" between A, B …`
    Header(Header),
    /// `party N is "…"`
    Party(Party),
    /// `body N is "…"`
    Body(Body),
    /// `class N is …`, `activity N is …`
    Class(Class),
    /// `point N at … N … E`
    Point(Point),
    /// `line N is file "…"`
    Line(Line),
    /// `zone N is …`
    Zone(Zone),
    /// `register N is complete`
    Register(Register),
    /// `inventory N is … of … as recorded on …`
    Inventory(Inventory),
    /// `label: sentence.`
    Norm(Norm),
    /// `label: exception to …: sentence.`
    Exception(Exception),
    /// `label: procedure for …: step then step.`
    Procedure(Procedure),
    /// `verification of …: by …`
    Verification(Verification),
    /// `decision N on … by … (replaces …: sentence | releases … from … | moves …).`
    Decision(Decision),
    /// `in force from … | upon …`
    InForce(Lifecycle),
    /// `ends on … | upon …`
    Ends(Lifecycle),
    /// `suspension stops the clock`, `suspension does not stop the clock`
    Suspension(bool),
    /// `no terms because "…"`
    NoTerms(Text),
}
