//! Where rows go that cannot be used: all into a file if one is named, the first of them to the terminal.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use armistice_feeds::Reject;

use super::TrackFileError;

/// So many refused rows are told on the terminal; the file of rejects holds all of them.
const ROWS_TOLD: usize = 5;

/// Where refused rows go.
#[derive(Debug)]
pub(crate) struct Rejects {
    file: Option<(String, BufWriter<File>)>,
    /// How many there are.
    pub(crate) count: u64,
    /// The first of them.
    first: Vec<Reject>,
}

impl Rejects {
    /// Ready to take refused rows.
    ///
    /// # Errors
    /// [`TrackFileError::Rejects`] if the file cannot be made.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, TrackFileError> {
        let open = |path: &Path| {
            let name = path.display().to_string();
            match File::create(path) {
                Ok(file) => Ok((name, BufWriter::new(file))),
                Err(cause) => Err(TrackFileError::Rejects { path: name, cause }),
            }
        };
        Ok(Rejects { file: path.map(open).transpose()?, count: 0, first: Vec::new() })
    }

    /// Takes one.
    ///
    /// # Errors
    /// [`TrackFileError::Rejects`] if the file does not take it.
    pub(crate) fn add(&mut self, reject: &Reject) -> Result<(), TrackFileError> {
        self.count += 1;
        if self.first.len() < ROWS_TOLD {
            self.first.push(reject.clone());
        }
        if let Some((path, file)) = &mut self.file {
            let failed = |cause| TrackFileError::Rejects { path: path.clone(), cause };
            let line = serde_json::to_string(reject).map_err(|error| failed(error.into()))?;
            writeln!(file, "{line}").map_err(failed)?;
        }
        Ok(())
    }

    /// Writes out what is still in memory.
    ///
    /// # Errors
    /// [`TrackFileError::Rejects`] if the file does not take it.
    pub(crate) fn close(&mut self) -> Result<(), TrackFileError> {
        match &mut self.file {
            Some((path, file)) => {
                file.flush().map_err(|cause| TrackFileError::Rejects { path: path.clone(), cause })
            }
            None => Ok(()),
        }
    }

    /// Tells the first of them.
    ///
    /// # Errors
    /// What the system says.
    pub(crate) fn tell(&self, talk: &mut dyn Write) -> io::Result<()> {
        for reject in &self.first {
            writeln!(talk, "set aside: {} row {}: {}", reject.file, reject.row, reject.reason)?;
        }
        let untold = self.count.saturating_sub(self.first.len() as u64);
        if untold > 0 {
            writeln!(talk, "set aside: {untold} more; --rejects FILE keeps all of them")?;
        }
        Ok(())
    }
}
