//! All rows of all files, sorted outside memory, into one file that appears when it is whole.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use armistice_feeds::Reject;
use armistice_parquet::{Sorted, Sorter, Writer, WriterError};

use crate::arguments::ConvertArguments;
use crate::command::{Failure, Outcome};
use crate::show;
use crate::tracks::{Piece, Progress, Reading, Rejects};

/// Why track files cannot be converted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum ConvertError {
    /// The file to write is there already.
    #[error("`{0}` is there already; name another file, or write over it with --force")]
    Exists(String),
    /// The file to write is no Parquet file by its name, and may be one of those to read.
    #[error("the last file is the one to write, and `{0}` does not end in .parquet")]
    Name(String),
    /// The rows that wait to be sorted.
    #[error("cannot keep what waits to be sorted: {0}; TMPDIR names the folder for it")]
    Sort(io::Error),
    /// The file.
    #[error("cannot write `{path}`: {cause}")]
    Write {
        /// The file.
        path: String,
        /// The system's reason.
        cause: io::Error,
    },
    /// The rows.
    #[error(transparent)]
    Rows(#[from] WriterError),
}

pub(super) fn run(arguments: &ConvertArguments, talk: &mut dyn Write) -> Result<Outcome, Failure> {
    let Some((target, sources)) = arguments.files.split_last() else { return Ok(Outcome::Fine) };
    check(target, arguments.force)?;
    let reading = Reading::with(arguments.table.profile.as_deref(), arguments.table.zone.as_deref())?;
    let mut rejects = Rejects::open(arguments.table.rejects.as_deref())?;
    let mut sorter = Sorter::new(&std::env::temp_dir());
    let (mut progress, mut refused, mut pushed) = (Progress::begin(), 0, 0);
    for source in sources {
        let outcome = reading.read(source, &mut |piece| {
            match piece {
                Piece::Row(Ok(fix)) => {
                    pushed += 1;
                    sorter.push(fix).map_err(ConvertError::Sort)?;
                }
                Piece::Row(Err(reject)) => rejects.add(&reject)?,
                Piece::Rows(_) | Piece::PassedOver { .. } => {}
            }
            Ok(progress.row(reading.share.get(), talk)?)
        });
        progress.end(talk)?;
        match outcome {
            Ok(()) => {}
            Err(Failure::Tracks(error)) => {
                writeln!(talk, "error: {error}")?;
                rejects.add(&Reject::new(&source.display().to_string(), 0, error.to_string(), b""))?;
                refused += 1;
            }
            Err(other) => return Err(other),
        }
    }
    if refused == sources.len() {
        return Err(Failure::NoTracks(refused));
    }
    let (rows, bytes) = write(target, sorter.finish().map_err(ConvertError::Sort)?, pushed, talk)?;
    rejects.close()?;
    rejects.tell(talk)?;
    let files = show::words::count(sources.len() - refused, "file", "files");
    let tenths = bytes.saturating_mul(10) / rows.max(1);
    writeln!(
        talk,
        "{rows} rows of {files} in {}: {bytes} bytes, {}.{} a row; {} set aside",
        target.display(),
        tenths / 10,
        tenths % 10,
        rejects.count
    )?;
    Ok(if rejects.count == 0 { Outcome::Fine } else { Outcome::Found })
}

fn check(target: &Path, is_forced: bool) -> Result<(), ConvertError> {
    let name = target.display().to_string();
    if !target.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("parquet")) {
        return Err(ConvertError::Name(name));
    }
    if target.exists() && !is_forced {
        return Err(ConvertError::Exists(name));
    }
    Ok(())
}

/// Writes beside the target first, so that nothing stands there by its name that is not whole; rows and bytes.
fn write(target: &Path, sorted: Sorted, all: u64, talk: &mut dyn Write) -> Result<(u64, u64), Failure> {
    let failed = |cause| ConvertError::Write { path: target.display().to_string(), cause };
    let mut beside = target.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let rows = fill(&beside, target, sorted, all, talk).inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })?;
    fs::rename(&beside, target).map_err(failed)?;
    let bytes = fs::metadata(target).map_err(failed)?.len();
    Ok((rows, bytes))
}

fn fill(
    beside: &Path,
    target: &Path,
    sorted: Sorted,
    all: u64,
    talk: &mut dyn Write,
) -> Result<u64, Failure> {
    let failed = |cause| ConvertError::Write { path: target.display().to_string(), cause };
    let mut writer = Writer::new(File::create(beside).map_err(failed)?).map_err(ConvertError::from)?;
    let (mut rows, mut progress) = (0_u64, Progress::begin());
    for fix in sorted {
        writer.push(&fix.map_err(ConvertError::Sort)?).map_err(ConvertError::from)?;
        rows += 1;
        #[expect(clippy::cast_precision_loss, reason = "a share for people")]
        progress.row(rows as f64 / all.max(1) as f64, talk)?;
    }
    progress.end(talk)?;
    writer.finish().map_err(ConvertError::from)?.sync_all().map_err(failed)?;
    Ok(rows)
}
