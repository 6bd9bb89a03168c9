//! What differs between two agreements: [`difference()`].
//!
//! Both are checked agreements, so what is compared is what they say, not how it is written:
//!
//! - `pairing`: which thing of the one is which of the other: by name, else by content, else by the decision that
//!   replaces it;
//! - `fields`: which parts of a pair differ. All of them are looked at, also those that no other module knows, so that
//!   none is passed over in silence;
//! - `extent`: whether a set of classes, a place, a moment has grown or shrunk, where that can be proved;
//! - `part`, `norm`, `rule`, `decision`, `declaration`: what that means for those who are bound;
//! - `phrase`: the part in words.
//!
//! A change that cannot be ordered is said to be so; nothing is guessed. If the two agreements change places, each
//! change is its mirror image.

mod comment;
mod decision;
mod declaration;
mod extent;
mod fields;
mod norm;
mod pairing;
mod part;
mod phrase;
mod rule;

use std::collections::BTreeSet;

use armistice_facts::Name;
use armistice_facts::calendar::Date;

use crate::model::Agreement;
pub use comment::comments;
use pairing::Context;

/// What a change does to those who are bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// More is forbidden, or more is required.
    Tightens,
    /// Less is forbidden, or less is required.
    Widens,
    /// Something has to be done, or begun, earlier.
    Earlier,
    /// Something has to be done, or begun, later.
    Later,
    /// A place or a class that others name has grown.
    Grows,
    /// A place or a class that others name has shrunk.
    Shrinks,
    /// It changes what is forbidden or required, and neither contains the other.
    Unordered,
    /// Something is new.
    Adds,
    /// Something is gone.
    Removes,
    /// Only the name differs.
    Renames,
    /// It changes what proves, not what is owed.
    Evidence,
    /// It changes words without effect on any verdict.
    Text,
}

/// What has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// The whole agreement, or one of its texts.
    Agreement,
    /// A party.
    Party,
    /// A body.
    Body,
    /// A class or activity.
    Class,
    /// A point.
    Point,
    /// A line.
    Line,
    /// A zone.
    Zone,
    /// A register.
    Register,
    /// An inventory.
    Inventory,
    /// A heading with its quotations.
    Section,
    /// A norm.
    Norm,
    /// An exception.
    Exception,
    /// A decision that releases or moves.
    Decision,
    /// A sentence without terms.
    NoTerms,
    /// A scenario.
    Scenario,
    /// A comment among the terms.
    Comment,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The headings above it, in the agreement in which it stands (the later one if in both); empty if it stands above
    /// all of them.
    pub article: String,
    /// What has changed,
    pub of: Thing,
    /// by its name in the later agreement; in the earlier one if it is gone.
    pub name: String,
    /// Which part of it; empty for the whole.
    pub part: String,
    /// What the change does.
    pub effect: Effect,
    /// The part in the earlier agreement, in words.
    pub before: Option<String>,
    /// The part in the later agreement, in words.
    pub after: Option<String>,
    /// Who is bound by what has changed, in the order of their names.
    pub affected: Vec<Name>,
    /// The decision behind it.
    pub decision: Option<Decision>,
    /// Why it cannot be ordered, or what else must be known of it; empty if nothing.
    pub note: String,
}

/// A decision behind a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    /// Its name.
    pub name: Name,
    /// Its day.
    pub on: Date,
    /// Who took it.
    pub by: Vec<Name>,
}

impl Effect {
    /// What the change does if the two agreements change places.
    #[must_use]
    pub fn mirrored(self) -> Effect {
        match self {
            Effect::Tightens => Effect::Widens,
            Effect::Widens => Effect::Tightens,
            Effect::Earlier => Effect::Later,
            Effect::Later => Effect::Earlier,
            Effect::Grows => Effect::Shrinks,
            Effect::Shrinks => Effect::Grows,
            Effect::Adds => Effect::Removes,
            Effect::Removes => Effect::Adds,
            same => same,
        }
    }
}

/// Every change from one agreement to another, in the order of their headings.
#[must_use]
pub fn difference(before: &Agreement, after: &Agreement) -> Vec<Change> {
    difference_with_files(before, after, &BTreeSet::new())
}

/// Every change, where the content of these files, by their paths in the agreement, has changed as well.
#[must_use]
pub fn difference_with_files(before: &Agreement, after: &Agreement, files: &BTreeSet<String>) -> Vec<Change> {
    let context = Context::new(before, after, files);
    let mut changes = declaration::changes(&context);
    changes.extend(norm::changes(&context));
    changes.extend(decision::changes(&context));
    let place = |change: &Change| {
        let later = after.sections.iter().position(|section| section.path == change.article);
        let place =
            later.or_else(|| before.sections.iter().position(|section| section.path == change.article));
        place.map_or(0, |place| place + 1)
    };
    changes.sort_by_cached_key(|change| (place(change), change.clone()));
    changes.dedup();
    changes
}

/// The paths of all files that an agreement names.
#[must_use]
pub fn files(agreement: &Agreement) -> BTreeSet<String> {
    let said = fields::bare(&agreement.geometry);
    let paths = said.split("FileRef { path: \"").skip(1);
    paths.filter_map(|path| path.split_once('"')).map(|(path, _)| path.to_owned()).collect()
}
