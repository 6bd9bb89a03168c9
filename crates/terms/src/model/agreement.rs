//! The agreement as a whole: instruments, parties, bodies, sections.

use armistice_facts::calendar::{Date, Zone as TimeZone};
use armistice_facts::{Instant, Name};

use super::decision::Decision;
use super::moment::Lifecycle;
use super::norm::{Exception, Norm};
use super::place::Geometry;
use crate::ast::{Binding, Grade, MonthEnds, TestBlock};
use crate::class_set::ClassTest;
use crate::vocabulary::Vocabulary;
use crate::{Span, Spanned};

/// An agreement that has no errors.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// The title of the first header.
    pub title: String,
    /// What holds for the whole file.
    pub settings: Settings,
    /// The texts that the file holds; at least one. The first header's comes first.
    pub instruments: Vec<Instrument>,
    /// Parties in the order of the first header.
    pub parties: Vec<Party>,
    /// Bodies in the order of the file.
    pub bodies: Vec<Body>,
    /// Classes and activities, those of the vocabulary file and the agreement's own.
    pub vocabulary: Vocabulary,
    /// Points, lines and zones.
    pub geometry: Geometry,
    /// Registers in the order of the file.
    pub registers: Vec<Register>,
    /// Inventories in the order of the file.
    pub inventories: Vec<Inventory>,
    /// Sections in the order of the file.
    pub sections: Vec<Section>,
    /// Norms in the order of the file; a decision's norm stands where the decision stands.
    pub norms: Vec<Norm>,
    /// Exceptions in the order of the file.
    pub exceptions: Vec<Exception>,
    /// Decisions that release somebody or move an end or a deadline, in the order of the file.
    pub decisions: Vec<Decision>,
    /// Sentences that were read and have nothing to observe.
    pub no_terms: Vec<NoTerms>,
    /// Scenarios, as written.
    pub tests: Vec<TestBlock>,
}

/// What holds for the whole file.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The zone of all dates.
    pub time_zone: TimeZone,
    /// What a month after 31 January is.
    pub month_ends: MonthEnds,
    /// The grade that a finding needs.
    pub findings_need: Grade,
}

/// One text among those that the file holds: an agreement has one header; a file that holds two texts (an armistice
/// and the agreement built on it) has a header under the heading of each.
#[derive(Debug, Clone)]
pub struct Instrument {
    /// Its title.
    pub title: String,
    /// The section whose norms it governs, with all that stands in it; `None` for the whole file.
    pub section: Option<usize>,
    /// Its parties.
    pub parties: Vec<Name>,
    /// When it was signed.
    pub signed: Instant,
    /// How it binds.
    pub binding: Option<Binding>,
    /// The languages of its authentic texts.
    pub authentic: Vec<String>,
    /// When it entered into force; from signature if nothing is said.
    pub in_force: Option<Lifecycle>,
    /// When it ends; never if nothing is said.
    pub ends: Option<Lifecycle>,
    /// Whether a deadline moves by the time for which its norm was suspended; nobody has said so if absent.
    pub suspension_stops_clock: Option<bool>,
}

/// A party.
#[derive(Debug, Clone)]
pub struct Party {
    /// Its short name.
    pub name: Name,
    /// Its full name.
    pub full_name: String,
    /// What the text calls it.
    pub called: Option<String>,
    /// Its status, shown and without legal weight.
    pub status: Option<String>,
}

/// A body: may attest, consent, rule, receive notice.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its short name.
    pub name: Name,
    /// Its full name.
    pub full_name: String,
    /// Its members.
    pub members: Vec<Name>,
}

/// A register of notices or acts.
#[derive(Debug, Clone)]
pub struct Register {
    /// Its name.
    pub name: Name,
    /// Whether absence from it is evidence.
    pub is_complete: bool,
}

/// How many of a class somebody held on a day, as the record has it.
#[derive(Debug, Clone)]
pub struct Inventory {
    /// Its name.
    pub name: Name,
    /// Of what.
    pub of: ClassTest,
    /// Whose: one number for each.
    pub holders: Vec<Name>,
    /// For which day.
    pub on: Date,
    /// By whose record alone; by whatever is told and weighs enough if absent.
    pub by: Option<Name>,
    /// The statement's place.
    pub span: Span,
}

/// A heading of the file, with the text under it.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its id, such as `cma__art_1__para_2`; absent for headings without terms.
    pub id: Option<Name>,
    /// The text of the heading.
    pub title: String,
    /// The headings above it and its own, joined by ` › `, without the title of the file.
    pub path: String,
    /// The section it stands in.
    pub parent: Option<usize>,
    /// The instrument that governs it.
    pub instrument: usize,
    /// The block quote, white space folded; empty where there is none.
    pub quotation: String,
    /// Whether the quotation is our own words for a text whose wording is not at hand.
    pub is_paraphrase: bool,
    /// `sha256:` and 64 hexadecimal digits of the quotation's UTF-8 bytes; empty where there is none.
    pub quotation_hash: String,
    /// Archived text: kept, not monitored.
    pub is_superseded: bool,
}

/// A sentence that was read and has nothing to observe.
#[derive(Debug, Clone)]
pub struct NoTerms {
    /// Where it stands.
    pub section: usize,
    /// Why.
    pub because: Spanned<String>,
}

impl Agreement {
    /// The norm of that label.
    #[must_use]
    pub fn norm(&self, label: &str) -> Option<&Norm> {
        self.norms.iter().find(|norm| norm.label == *label)
    }

    /// The inventory of that name.
    #[must_use]
    pub fn inventory(&self, name: &str) -> Option<&Inventory> {
        self.inventories.iter().find(|inventory| inventory.name == *name)
    }

    /// The section of a norm or exception.
    #[must_use]
    pub fn section(&self, index: usize) -> Option<&Section> {
        self.sections.get(index)
    }

    /// The party of that name.
    #[must_use]
    pub fn party(&self, name: &str) -> Option<&Party> {
        self.parties.iter().find(|party| party.name == *name)
    }

    /// Whether the section is the one of that id, or stands in it.
    #[must_use]
    pub fn stands_in(&self, section: usize, id: &str) -> bool {
        let mut at = Some(section);
        // A parent always stands before its child, so the walk ends.
        while let Some(index) = at {
            let Some(section) = self.sections.get(index) else { return false };
            if section.id.as_ref().is_some_and(|own| *own == *id) {
                return true;
            }
            at = section.parent.filter(|parent| *parent < index);
        }
        false
    }

    /// The instrument that governs a section.
    #[must_use]
    pub fn instrument_of(&self, section: usize) -> Option<&Instrument> {
        self.instruments.get(self.sections.get(section)?.instrument)
    }
}
