//! The sets of reports and the words they are read with.

use std::fs;
use std::path::{Path, PathBuf};

use armistice_reading::{Claim, Document, Lexicon};

use crate::gold::Gold;

/// A set of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Set {
    /// Real reports, outside this repository.
    Real,
    /// Invented ones, to write rules with.
    Development,
    /// Invented ones that nobody has looked at.
    Held,
}

/// One report with its gold.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) gold: Gold,
    words: Lexicon,
}

impl Report {
    /// What the reader finds in it.
    pub(crate) fn read(&self) -> Vec<Claim> {
        let mut document = Document::plain(self.text.clone());
        // What a page says in its head, and who saves a text declares: a dateline has no year.
        document.declared.published = Some(self.gold.doc.published.clone());
        armistice_reading::read(&self.words, &document).claims
    }
}

impl Set {
    pub(crate) const ALL: [Set; 3] = [Set::Real, Set::Development, Set::Held];

    pub(crate) fn title(self) -> &'static str {
        match self {
            Set::Real => "real reports (data/reading)",
            Set::Development => "development set",
            Set::Held => "held back",
        }
    }

    /// Its reports in order of their names; `None` where the folder is absent.
    pub(crate) fn reports(self) -> Result<Option<Vec<Report>>, String> {
        let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let reports = crate_folder.join("tests/reports");
        let data = std::env::var_os("ARMISTICE_DATA")
            .map_or_else(|| crate_folder.join("../../../shared/data"), PathBuf::from);
        match self {
            Set::Real => folder(&data.join("reading"), "korea-2018"),
            Set::Development => agreements(&reports),
            Set::Held => agreements(&reports.join("held")),
        }
    }
}

/// A folder of folders, each named like an agreement.
pub(crate) fn agreements(root: &Path) -> Result<Option<Vec<Report>>, String> {
    let mut all = Vec::new();
    for path in entries(root)?.unwrap_or_default().into_iter().filter(|path| path.is_dir()) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if name != "held" {
            all.extend(folder(&path, &name)?.unwrap_or_default());
        }
    }
    Ok(Some(all))
}

/// The reports of one folder, read by the words of one agreement.
fn folder(path: &Path, agreement: &str) -> Result<Option<Vec<Report>>, String> {
    let Some(entries) = entries(path)? else { return Ok(None) };
    let words = words(agreement)?;
    let mut reports = Vec::new();
    for path in entries.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt")) {
        let gold = path.with_extension("gold.jsonl");
        let gold = Gold::parse(&text(&gold)?).map_err(|error| format!("{}: {error}", gold.display()))?;
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        reports.push(Report { name, text: text(&path)?, gold, words: words.clone() });
    }
    Ok(Some(reports))
}

fn words(agreement: &str) -> Result<Lexicon, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("../../agreements/{agreement}/{agreement}.words.toml"));
    let own = if path.exists() { text(&path)? } else { String::new() };
    Lexicon::new(&[&own]).map_err(|error| format!("{}: {error}", path.display()))
}

fn text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn entries(path: &Path) -> Result<Option<Vec<PathBuf>>, String> {
    if !path.is_dir() {
        return Ok(None);
    }
    let entries = fs::read_dir(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    Ok(Some(paths))
}
