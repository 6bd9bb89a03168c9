//! Which class each object is of, and whose it is, by a table.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use armistice_facts::Name;
use armistice_feeds::Reject;
use armistice_feeds::objects::{self, Subject};

use super::TrackFileError;

/// The most bytes of a table of objects.
const LARGEST_TABLE: u64 = 1 << 30;

/// What is known of objects, by their identifiers.
#[derive(Debug, Default)]
pub(crate) struct Subjects(BTreeMap<String, Subject>);

impl Subjects {
    /// Reads the table, if there is one; the rows that cannot be read come beside it.
    ///
    /// # Errors
    /// [`TrackFileError`] if it cannot be read at all.
    pub(crate) fn open(path: Option<&Path>) -> Result<(Self, Vec<Reject>), TrackFileError> {
        let Some(path) = path else { return Ok((Subjects::default(), Vec::new())) };
        let name = path.display().to_string();
        let file =
            File::open(path).map_err(|cause| TrackFileError::Unreadable { path: name.clone(), cause })?;
        let (subjects, rejects) = objects::read(std::io::Read::take(file, LARGEST_TABLE), &name)?;
        Ok((Subjects(subjects), rejects))
    }

    /// What is known of an object.
    pub(crate) fn of(&self, object: &str) -> Option<&Subject> {
        self.0.get(object)
    }

    /// The class of each object of which it is known.
    pub(crate) fn classes(&self) -> BTreeMap<String, Name> {
        self.0.iter().filter_map(|(object, subject)| Some((object.clone(), subject.class.clone()?))).collect()
    }
}
