//! Keeps what is heard in the folder of the case: the positions, what is told of them, and the facts that it comes to.

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use armistice_facts::{Fact, Fix, canonical};

use super::output;
use crate::arguments::WatchFormat;
use crate::case::TRACKS;
use crate::command::Failure;
use crate::moment::now;
use crate::segments;

/// The files of one run; each run has its own.
pub(super) struct Kept {
    /// What they are called.
    name: String,
    positions: BufWriter<File>,
    told: BufWriter<File>,
    inbox: PathBuf,
}

impl Kept {
    /// Begins the files of a run under `tracks/` of a case folder, called after this moment.
    ///
    /// # Errors
    /// [`Failure`] if they cannot be begun, or are there already.
    pub(super) fn begin(case: &Path) -> Result<Self, Failure> {
        let name: String = now()
            .to_string()
            .chars()
            .filter(|letter| letter.is_ascii_alphanumeric())
            .collect::<String>()
            .to_lowercase();
        let name = format!("heard-{name}");
        let folder = case.join(TRACKS);
        fs::create_dir_all(&folder).map_err(|cause| Failure::Unwritable(folder.clone(), cause))?;
        let begin = |ending: &str| {
            let path = folder.join(format!("{name}.{ending}"));
            let file = OpenOptions::new().write(true).create_new(true).open(&path);
            file.map(BufWriter::new).map_err(|cause| Failure::Unwritable(path, cause))
        };
        let (mut positions, told) = (begin("csv")?, begin("ndjson")?);
        writeln!(positions, "{}", segments::HEADER)?;
        Ok(Kept { name, positions, told, inbox: case.join("inbox") })
    }

    pub(super) fn fix(&mut self, fix: &Fix) -> Result<(), Failure> {
        Ok(writeln!(self.positions, "{}", segments::row(fix))?)
    }

    pub(super) fn told(
        &mut self,
        told: &armistice_watch::Told,
        plan: &armistice_watch::Plan,
    ) -> Result<(), Failure> {
        output::write(WatchFormat::Json, told, plan, &mut self.told)
    }

    /// Puts the facts of this run in the place of those before: a passage that is told anew is another fact, and one that is
    /// withdrawn is none.
    pub(super) fn facts<'f>(&self, facts: impl Iterator<Item = &'f Fact>) -> Result<(), Failure> {
        let unwritable = |path: &Path| {
            let path = path.to_owned();
            move |cause| Failure::Unwritable(path, cause)
        };
        fs::create_dir_all(&self.inbox).map_err(unwritable(&self.inbox))?;
        let lines: Vec<String> = facts.filter_map(|fact| canonical::json(fact).ok()).collect();
        let path = self.inbox.join(format!("{}.ndjson", self.name));
        let unfinished = self.inbox.join(format!(".{}", self.name));
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        // Whoever reads meanwhile sees all of the one or all of the other.
        fs::write(&unfinished, text).map_err(unwritable(&unfinished))?;
        fs::rename(&unfinished, &path).map_err(unwritable(&path))
    }

    /// Hands over what waits, so that others see it.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        self.positions.flush()?;
        Ok(self.told.flush()?)
    }
}
