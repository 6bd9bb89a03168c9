//! Reports as files: one saved page or text, or a folder of them, each with the hash of its bytes.
//!
//! In a folder of reports the name of the folder right below it is the outlet: `reports/kcna/2019-11-25.txt`.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use armistice_reading::intake::{self, Hint, IntakeError};
use armistice_reading::{Declared, Document};
use armistice_record::Hash;

/// The folder of a case in which its reports lie.
pub(crate) const REPORTS: &str = "reports";
/// So many reports of a folder are read; beyond them the folder is refused.
const MOST_REPORTS: usize = 10_000;
/// And so many bytes of text are held at a time.
const MOST_TEXT: usize = 256 << 20;
/// Folders are not searched deeper than this.
const DEEPEST: usize = 8;

/// Why a report cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum ReportError {
    /// The file of the report.
    #[error("cannot read `{}`: {cause}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// What it holds is no report.
    #[error("cannot take `{}` as a report: {cause}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: IntakeError,
    },
    /// A folder without reports.
    #[error("`{}` holds no reports: save pages (.html) or texts (.txt) there, those of an outlet in a folder of its name", .0.display())]
    None(PathBuf),
    /// More than are read.
    #[error("`{}` holds more than {MOST_REPORTS} reports or {} MiB of text: read them in parts", .0.display(), MOST_TEXT >> 20)]
    TooMany(PathBuf),
}

/// A report as it was saved.
#[derive(Debug, Clone)]
pub(crate) struct Report {
    /// The path below the folder of reports; of a single report, the file.
    pub(crate) name: String,
    /// The hash of its bytes.
    pub(crate) sha256: Hash,
    /// Its bytes.
    pub(crate) bytes: usize,
    /// What is read of it.
    pub(crate) document: Document,
    /// What was put right on the way.
    pub(crate) notes: Vec<String>,
}

impl Report {
    /// A report of which no more than the name is at hand.
    pub(crate) fn named(name: &str) -> Self {
        Report {
            name: name.to_owned(),
            sha256: Hash::of(&[]),
            bytes: 0,
            document: Document::default(),
            notes: Vec::new(),
        }
    }
}

/// The reports of a folder, in the order of their paths, and what was set aside.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    /// The reports.
    pub(crate) reports: Vec<Report>,
    /// What could not be taken, with the reason.
    pub(crate) refused: Vec<String>,
}

/// Opens one report; `-` is standard input.
pub(crate) fn open(path: &Path, declared: Declared, url: Option<&str>) -> Result<Report, ReportError> {
    let bytes = bytes(path)?;
    let of_name = path.file_name().and_then(|name| name.to_str()).and_then(day);
    let declared = Declared { published: declared.published.or(of_name), ..declared };
    let hint = Hint { url: url.map(ToOwned::to_owned), content_type: None, declared };
    let taken =
        intake::read(&bytes, &hint).map_err(|cause| ReportError::Refused { path: path.to_owned(), cause })?;
    let repairs = [
        (taken.replaced, "byte is no text in its encoding", "bytes are no text in its encoding"),
        (taken.removed, "mark without a shape was taken out", "marks without a shape were taken out"),
    ];
    let notes = repairs.into_iter().filter(|(count, ..)| *count > 0);
    Ok(Report {
        name: path.display().to_string(),
        sha256: Hash::of(&bytes),
        bytes: bytes.len(),
        document: taken.document,
        notes: notes
            .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
            .collect(),
    })
}

/// Opens all reports below a folder.
pub(crate) fn below(folder: &Path) -> Result<Shelf, ReportError> {
    let mut paths = Vec::new();
    gather(folder, 0, &mut paths)?;
    if paths.is_empty() {
        return Err(ReportError::None(folder.to_owned()));
    }
    let mut shelf = Shelf::default();
    let mut text = 0;
    for path in paths {
        let inner = path.strip_prefix(folder).unwrap_or(&path).to_owned();
        let outlet = inner.parent().and_then(|parent| parent.iter().next());
        let declared = Declared {
            outlet: outlet.map(|name| name.to_string_lossy().into_owned()),
            ..Declared::default()
        };
        match open(&path, declared, None) {
            Ok(report) => {
                text += report.document.text.len();
                shelf.reports.push(Report { name: inner.display().to_string(), ..report });
            }
            Err(error) => shelf.refused.push(error.to_string()),
        }
        if shelf.reports.len() > MOST_REPORTS || text > MOST_TEXT {
            return Err(ReportError::TooMany(folder.to_owned()));
        }
    }
    Ok(shelf)
}

fn gather(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), ReportError> {
    let unreadable = |cause| ReportError::Unreadable { path: folder.to_owned(), cause };
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        entries.push(entry.map_err(unreadable)?.path());
    }
    entries.sort();
    for path in entries {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        if name.starts_with('.') {
            continue;
        }
        let is_report = [".txt", ".html", ".htm", ".xhtml"].iter().any(|end| name.ends_with(end));
        if path.is_dir() && depth < DEEPEST {
            gather(&path, depth + 1, found)?;
        } else if path.is_file() && is_report {
            found.push(path);
        }
        if found.len() > MOST_REPORTS {
            return Err(ReportError::TooMany(folder.to_owned()));
        }
    }
    Ok(())
}

fn bytes(path: &Path) -> Result<Vec<u8>, ReportError> {
    let mut bytes = Vec::new();
    // One byte more than is taken, so that a longer page is refused and not cut.
    let limit = u64::try_from(intake::PAGE_LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    let read = if path == Path::new("-") {
        std::io::stdin().take(limit).read_to_end(&mut bytes)
    } else {
        fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    read.map_err(|cause| ReportError::Unreadable { path: path.to_owned(), cause })?;
    Ok(bytes)
}

/// The day at the head of a name such as `2018-12-01-report.txt`.
fn day(name: &str) -> Option<String> {
    let is_day = |text: &&str| {
        let fits = |(at, letter): (usize, char)| {
            if at == 4 || at == 7 { letter == '-' } else { letter.is_ascii_digit() }
        };
        text.chars().enumerate().all(fits)
    };
    name.get(..10).filter(is_day).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_read_in_order_with_its_outlets_and_what_is_no_report_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        };
        write("kcna/2019-11-25-drill.txt", b"The army trained.");
        write("a.txt", b"%PDF-1.7");
        write("notes.md", b"not a report");
        write(".hidden.txt", b"hidden");
        let shelf = below(folder.path()).unwrap();
        let told: Vec<_> = shelf.reports.iter().map(|report| report.document.declared.clone()).collect();
        assert_eq!(told.len(), 1);
        assert_eq!(
            (told[0].outlet.as_deref(), told[0].published.as_deref()),
            (Some("kcna"), Some("2019-11-25"))
        );
        assert!(shelf.refused[0].contains("a PDF"), "{:?}", shelf.refused);
    }

    #[test]
    fn an_empty_folder_is_told_with_the_mend() {
        let folder = tempfile::tempdir().unwrap();
        assert!(below(folder.path()).unwrap_err().to_string().contains("save pages"));
    }
}
