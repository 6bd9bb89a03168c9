//! A case: a folder with one agreement, its geometry and what has come in; opened, compiled, placed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use armistice_facts::{Fact, Instant, Placement, canonical};
use armistice_feeds::Reject;
use armistice_record::Hash;
use armistice_terms::model::Agreement;
use armistice_terms::{Compiled, Diagnostic, FileError, Files, Severity, series};
use armistice_watch::Plan;
use sha2::{Digest as _, Sha256};

use crate::bundle;
use crate::incursions::{Later, told_later};
use crate::recorded::{self, Folded, Recorded};

/// The most bytes that are read of one file.
pub(crate) const LARGEST_FILE: u64 = 64 << 20;
/// Folders are not searched deeper than this.
const DEEPEST_FOLDER: usize = 16;
/// The folder of a case with files of positions, and with the passages that watch has told of them.
pub(crate) const TRACKS: &str = "tracks";
/// How files of facts end that have one a line.
const LINES: &str = "ndjson";
/// How the name of an agreement file ends.
pub(crate) const SUFFIX: &str = ".agreement.md";

/// Why a case cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum CaseError {
    /// Neither a folder nor an agreement file.
    #[error("there is no agreement at `{0}`")]
    NoAgreement(PathBuf),
    /// A file of words alone.
    #[error("`{0}` is a vocabulary: it declares words and binds nobody; `armistice check` looks at it")]
    IsVocabulary(PathBuf),
    /// Two agreement files in one folder.
    #[error("`{folder}` holds {count} agreement files, so the program cannot tell which one is meant")]
    SeveralAgreements {
        /// The folder.
        folder: PathBuf,
        /// How many.
        count: usize,
    },
    /// The system does not give the file.
    #[error("cannot read `{path}`: {cause}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        cause: String,
    },
    /// The agreement has errors.
    #[error("`{path}` has {errors} {}", if *errors == 1 { "error" } else { "errors" })]
    Invalid {
        /// The agreement file.
        path: PathBuf,
        /// How many errors.
        errors: usize,
    },
    /// The record of the case cannot be read.
    #[error("{0}")]
    Record(String),
    /// A place of the agreement cannot be turned into geometry.
    #[error("cannot place `{path}`: {cause}")]
    Geometry {
        /// The agreement file.
        path: PathBuf,
        /// Why.
        cause: String,
    },
}

/// An agreement file with the folder it stands in.
#[derive(Debug)]
pub(crate) struct Source {
    /// The agreement file.
    pub(crate) path: PathBuf,
    /// Its text.
    pub(crate) text: String,
    /// The files beside it.
    pub(crate) files: FolderFiles,
}

/// A case that is ready to be judged.
#[derive(Debug)]
pub(crate) struct Case {
    /// What the folder is called.
    pub(crate) name: String,
    /// The agreement.
    pub(crate) agreement: Agreement,
    /// What the record holds, in its order; of a case without one, what lies in the inbox, in the order of the tables.
    pub(crate) facts: Vec<Fact>,
    /// Where the facts lie relative to the places of the agreement.
    pub(crate) placements: Vec<Placement>,
    /// What could not be read, with its reason.
    pub(crate) rejects: Vec<Reject>,
    /// Where the facts stand in the record of the case, if it has one.
    pub(crate) recorded: Option<Recorded>,
    /// The hash of what a judgement rests on beside the facts: the text, its vocabularies and its geometry.
    pub(crate) rules: Hash,
    /// Whether the record, if there is one, holds the text of this agreement.
    pub(crate) is_recorded_text: bool,
}

impl Source {
    /// Reads the agreement at a path: a file, or the only agreement file of a folder.
    pub(crate) fn open(at: &Path) -> Result<Self, CaseError> {
        let path = agreement_path(at)?;
        let bytes = read_bounded(&path)?;
        let text = String::from_utf8(bytes).map_err(|error| CaseError::Unreadable {
            path: path.clone(),
            cause: format!("it is not UTF-8 after byte {}", error.utf8_error().valid_up_to()),
        })?;
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let files = FolderFiles::new(folder.unwrap_or(Path::new(".")));
        Ok(Source { path, text, files })
    }

    /// Compiles the agreement.
    pub(crate) fn compile(&self) -> Compiled {
        armistice_terms::compile(&self.text, &self.files)
    }

    /// The hash of the text and of all that was read for it so far (docs/formats/state.md).
    pub(crate) fn rules(&self) -> Hash {
        let mut read = self.files.read.borrow().clone();
        read.insert("agreement".to_owned(), Hash::of(self.text.as_bytes()));
        let lines: String = read.iter().map(|(name, hash)| format!("{} {name}\n", hash.hex())).collect();
        Hash::of(lines.as_bytes())
    }

    /// Compiles the agreement and refuses it if it has errors.
    pub(crate) fn agreement(&self) -> Result<Agreement, CaseError> {
        let Compiled { agreement, vocabulary, diagnostics } = self.compile();
        if vocabulary.is_some() {
            return Err(CaseError::IsVocabulary(self.path.clone()));
        }
        agreement.ok_or_else(|| CaseError::Invalid { path: self.path.clone(), errors: errors(&diagnostics) })
    }

    /// The geometry of the agreement.
    pub(crate) fn plan(&self, agreement: &Agreement) -> Result<Plan, CaseError> {
        armistice_watch::plan(agreement, &self.files).map_err(|errors| CaseError::Geometry {
            path: self.path.clone(),
            cause: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        })
    }
}

/// Agreement files at the paths: the files themselves, and those in folders at any depth, in the order of their names.
pub(crate) fn agreements(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CaseError> {
    let mut found = Vec::new();
    for path in paths {
        let before = found.len();
        gather(path, 0, &mut found)?;
        if found.len() == before {
            return Err(CaseError::NoAgreement(path.clone()));
        }
    }
    Ok(found)
}

fn gather(path: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), CaseError> {
    if path.is_file() {
        if path.to_string_lossy().ends_with(SUFFIX) {
            found.push(path.to_owned());
        }
    } else if path.is_dir() && depth < DEEPEST_FOLDER {
        let unreadable =
            |cause: std::io::Error| CaseError::Unreadable { path: path.to_owned(), cause: cause.to_string() };
        let mut entries = Vec::new();
        for entry in fs::read_dir(path).map_err(unreadable)? {
            entries.push(entry.map_err(unreadable)?.path());
        }
        entries.sort();
        for entry in entries {
            gather(&entry, depth + 1, found)?;
        }
    }
    Ok(())
}

/// What a record holds up to a point of knowledge, in one line that anybody can work out again.
#[derive(Debug, Clone)]
pub(crate) struct Digest {
    /// How many facts.
    pub(crate) size: usize,
    /// `sha256:` and the digest of their canonical JSON, one fact a line, in the order of the record.
    pub(crate) root: String,
}

/// How many of the diagnostics stop the use of the agreement.
pub(crate) fn errors(diagnostics: &[Diagnostic]) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
}

impl Case {
    /// Opens the case in a folder.
    pub(crate) fn open(folder: &Path) -> Result<Self, CaseError> {
        Case::open_after(folder, None)
    }

    /// The same, with what was worked out of it before: where the rules are the same, facts that stand as they stood lie
    /// where they lay.
    pub(crate) fn open_after(folder: &Path, before: Option<&Case>) -> Result<Self, CaseError> {
        let source = Source::open(folder)?;
        let agreement = source.agreement()?;
        let plan = source.plan(&agreement)?;
        let rules = source.rules();
        let folder = &source.files.folder;
        let folded = recorded::fold(folder).map_err(|error| CaseError::Record(error.to_string()))?;
        let (facts, rejects, recorded) = match folded {
            Some(Folded { facts, rejects, record }) => (facts, rejects, Some(record)),
            None => {
                let (facts, rejects) = inbox(&folder.join("inbox"))?;
                (facts, rejects, None)
            }
        };
        let text = Hash::of(source.text.as_bytes());
        let is_recorded_text = recorded.as_ref().is_none_or(|record| record.texts.contains_key(&text));
        let mut placements = match before.filter(|before| before.rules == rules) {
            Some(before) => placed_after((&before.facts, &before.placements), &plan, &agreement, &facts),
            None => armistice_watch::place(&plan, &agreement, &facts),
        };
        place_incursions(&plan, &agreement, &facts, &mut placements);
        let name = source.path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.as_deref().and_then(|name| name.strip_suffix(SUFFIX)).unwrap_or("case").to_owned();
        Ok(Case { name, agreement, facts, placements, rejects, recorded, rules, is_recorded_text })
    }

    /// What the judge judges.
    pub(crate) fn to_judge(&self) -> armistice_judge::Case<'_> {
        armistice_judge::Case { agreement: &self.agreement, facts: &self.facts, placements: &self.placements }
    }

    /// The facts that the record knew by then, counted and digested.
    pub(crate) fn digest(&self, known_at: Instant) -> Digest {
        let mut hasher = Sha256::new();
        let mut size = 0;
        for fact in self.facts.iter().filter(|fact| fact.known <= known_at) {
            size += 1;
            // A fact that was read from a table always has a canonical form; if not, its id stands for it.
            let line = canonical::json(fact).unwrap_or_else(|error| error.id);
            hasher.update(line.as_bytes());
            hasher.update(b"\n");
        }
        let hex: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Digest { size, root: format!("sha256:{hex}") }
    }
}

/// The placements of facts of which another opening of the same rules has placed most.
fn placed_after(
    (before, placed): (&[Fact], &[Placement]),
    plan: &Plan,
    agreement: &Agreement,
    facts: &[Fact],
) -> Vec<Placement> {
    let known: BTreeMap<&str, &Fact> = before.iter().map(|fact| (fact.id.as_str(), fact)).collect();
    // Two facts of one name have their placements under that name: such a name is placed anew.
    let mut ids = BTreeMap::new();
    for fact in before.iter().chain(facts) {
        *ids.entry(fact.id.as_str()).or_insert(0) += 1;
    }
    let stands = |fact: &&Fact| {
        known.get(fact.id.as_str()).is_some_and(|before| before == fact)
            && ids.get(fact.id.as_str()) == Some(&2)
    };
    let (standing, others): (Vec<&Fact>, Vec<&Fact>) = facts.iter().partition(stands);
    let standing: BTreeSet<&str> = standing.into_iter().map(|fact| fact.id.as_str()).collect();
    let others: Vec<Fact> = others.into_iter().cloned().collect();
    let kept = placed.iter().filter(|placement| standing.contains(placement.fact.as_str()));
    kept.cloned().chain(armistice_watch::place(plan, agreement, &others)).collect()
}

/// Places what tells later how deep a report led, where it was not placed before.
fn place_incursions(plan: &Plan, agreement: &Agreement, facts: &[Fact], placements: &mut Vec<Placement>) {
    let later = told_later(facts);
    if later.is_empty() {
        return;
    }
    let placed: BTreeSet<&str> = placements.iter().map(|placement| placement.fact.as_str()).collect();
    let new = later.iter().filter(|later| !placed.contains(later.told.id.as_str()));
    let new: Vec<Fact> = new.map(Later::as_told_at_once).collect();
    placements.extend(armistice_watch::place(plan, agreement, &new));
}

/// Reads every file of facts in the inbox, in the order of their names. No inbox is an empty record.
fn inbox(folder: &Path) -> Result<(Vec<Fact>, Vec<Reject>), CaseError> {
    let mut tables: Vec<PathBuf> = match fs::read_dir(folder) {
        Ok(entries) => entries.filter_map(Result::ok).map(|entry| entry.path()).collect(),
        Err(_) => Vec::new(),
    };
    let is_table = |path: &PathBuf| path.extension().is_some_and(|end| end == "csv" || end == LINES);
    let is_hidden =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    tables.retain(|path| is_table(path) && !is_hidden(path));
    tables.sort();
    let (mut facts, mut rejects) = (Vec::new(), Vec::new());
    for table in tables {
        let (read, refused) = facts_of(&table)?;
        facts.extend(read);
        rejects.extend(refused);
    }
    Ok((facts, rejects))
}

/// The facts of a file: a table (docs/facts-table.md), or one fact a line in its canonical JSON (schemas/fact.schema.json).
pub(crate) fn facts_of(file: &Path) -> Result<(Vec<Fact>, Vec<Reject>), CaseError> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = read_bounded(file)?;
    if file.extension().is_none_or(|end| end != LINES) {
        return Ok(armistice_feeds::facts_table::read(bytes.as_slice(), &name));
    }
    let (mut facts, mut rejects) = (Vec::new(), Vec::new());
    for (row, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')).filter(|(_, line)| !line.is_empty()) {
        let read = std::str::from_utf8(line).map_err(|error| error.to_string());
        match read.and_then(|line| canonical::fact(line).map_err(|error| error.cause)) {
            Ok(fact) => facts.push(fact),
            Err(reason) => rejects.push(Reject::new(&name, row, reason, line)),
        }
    }
    Ok((facts, rejects))
}

fn agreement_path(at: &Path) -> Result<PathBuf, CaseError> {
    if !at.is_dir() {
        return if at.is_file() { Ok(at.to_owned()) } else { Err(CaseError::NoAgreement(at.to_owned())) };
    }
    let entries = fs::read_dir(at)
        .map_err(|error| CaseError::Unreadable { path: at.to_owned(), cause: error.to_string() })?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(SUFFIX)))
        .collect();
    match (found.pop(), found.len()) {
        (Some(path), 0) => Ok(path),
        (None, _) => Err(CaseError::NoAgreement(at.to_owned())),
        (Some(_), others) => Err(CaseError::SeveralAgreements { folder: at.to_owned(), count: others + 1 }),
    }
}

/// Reads a file, up to the bound.
pub(crate) fn read_bounded(path: &Path) -> Result<Vec<u8>, CaseError> {
    use std::io::Read;
    let unreadable = |cause: String| CaseError::Unreadable { path: path.to_owned(), cause };
    let file = fs::File::open(path).map_err(|error| unreadable(error.to_string()))?;
    let too_large = || unreadable(format!("it is larger than {} MiB", LARGEST_FILE >> 20));
    // Where the size is known, nothing is read of a file that is too large; a pipe tells no size.
    if file.metadata().is_ok_and(|about| about.len() > LARGEST_FILE) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|error| unreadable(error.to_string()))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large());
    }
    Ok(bytes)
}

/// The files beside an agreement, and the vocabularies that it can name.
#[derive(Debug)]
pub(crate) struct FolderFiles {
    /// The folder of the agreement.
    pub(crate) folder: PathBuf,
    /// What was read, by its name, with its hash.
    read: RefCell<BTreeMap<String, Hash>>,
}

impl Files for FolderFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let outside = || FileError::Outside(path.to_owned());
        let inner = Path::new(path);
        if !inner.components().all(|part| matches!(part, std::path::Component::Normal(_))) {
            return Err(outside());
        }
        let full = self.folder.join(inner);
        let missing = |_| FileError::Missing(path.to_owned());
        // A link must not lead out of the folder either.
        let (real, root) =
            (full.canonicalize().map_err(missing)?, self.folder.canonicalize().map_err(missing)?);
        if !real.starts_with(root) {
            return Err(outside());
        }
        let bytes = read_bounded(&real)
            .map_err(|error| FileError::Unreadable { path: path.to_owned(), cause: error.to_string() })?;
        self.read.borrow_mut().insert(path.to_owned(), Hash::of(&bytes));
        Ok(bytes)
    }

    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError> {
        let Some((folder, ..)) = series::parts(pattern) else { return Ok(Vec::new()) };
        if !Path::new(folder).components().all(|part| matches!(part, std::path::Component::Normal(_))) {
            return Err(FileError::Outside(pattern.to_owned()));
        }
        // Without the folder there is no file of it; what a link leads to is looked at when it is read.
        let Ok(entries) = std::fs::read_dir(self.folder.join(folder)) else { return Ok(Vec::new()) };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let beside = |name: String| if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let mut paths: Vec<String> =
            names.map(beside).filter(|path| series::part(pattern, path).is_some()).collect();
        paths.sort();
        Ok(paths)
    }

    fn vocabulary(&self, name: &str) -> Result<String, FileError> {
        let file = format!("{name}{SUFFIX}");
        let text = match self.vocabulary_path(name) {
            Some(path) => read_bounded(&path)
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok())
                .ok_or_else(|| FileError::Unreadable { path: file, cause: "it is not UTF-8".to_owned() })?,
            None => bundle::vocabulary(name).map(ToOwned::to_owned).ok_or(FileError::Missing(file))?,
        };
        self.read.borrow_mut().insert(format!("vocabulary/{name}"), Hash::of(text.as_bytes()));
        Ok(text)
    }
}

impl FolderFiles {
    /// The files of a folder.
    pub(crate) fn new(folder: &Path) -> Self {
        FolderFiles { folder: folder.to_owned(), read: RefCell::default() }
    }

    /// The file of a vocabulary beside the agreement's folder or in it; `None` if it is only in the program, or nowhere.
    pub(crate) fn vocabulary_path(&self, name: &str) -> Option<PathBuf> {
        if !name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-') {
            return None;
        }
        let beside = [self.folder.join("vocabulary"), self.folder.join("../vocabulary")];
        let mut paths = beside.iter().map(|folder| folder.join(format!("{name}{SUFFIX}")));
        paths.find(|path| path.is_file())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use proptest::prelude::*;

    use super::*;

    /// The Korea case and its geometry.
    fn korea() -> &'static (Case, Plan) {
        static CASE: OnceLock<(Case, Plan)> = OnceLock::new();
        CASE.get_or_init(|| {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/korea-2018");
            let case = Case::open(&folder).unwrap();
            let plan = Source::open(&folder).unwrap().plan(&case.agreement).unwrap();
            (case, plan)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Whatever is told, withdrawn, told otherwise or told twice: what stood lies where it lay, and all is placed and judged as anew.
        #[test]
        fn a_changed_fact_is_placed_alone_and_all_is_judged_as_a_whole(
            picked in prop::collection::vec((0..1_000_usize, 0..4_u8), 0..16),
        ) {
            let (case, plan) = korea();
            let (all, agreement) = (&case.facts, &case.agreement);
            let fact = |number: usize| all[number % all.len()].clone();
            let told_otherwise = |number: usize| Fact { what: fact(number + 7).what, ..fact(number) };
            let (mut before, mut after) = (Vec::new(), Vec::new());
            for (number, how) in picked {
                if how != 1 {
                    before.push(fact(number));
                }
                match how {
                    0 | 1 => after.push(fact(number)),
                    2 => after.push(told_otherwise(number)),
                    _ => {}
                }
            }
            let placed = armistice_watch::place(plan, agreement, &before);
            let mut kept = placed_after((&before, &placed), plan, agreement, &after);
            let mut anew = armistice_watch::place(plan, agreement, &after);
            let at = after.iter().map(|fact| fact.known).max().unwrap_or(Instant::EPOCH);
            let judged = |placements: &[Placement]| {
                let case = armistice_judge::Case { agreement, facts: &after, placements };
                let mut judged = armistice_judge::judge(&case, at, at);
                let mut outline = armistice_judge::outline(&case, at, at);
                // Both say the same, but for the proofs.
                for verdict in judged.verdicts.iter_mut().chain(&mut outline.verdicts) {
                    verdict.proof.children.clear();
                    verdict.proof.statement.clear();
                    verdict.findings.iter_mut().for_each(|finding| finding.proof.children.clear());
                }
                let [judged, outline] = [judged, outline].map(|one| format!("{:?}", one.verdicts));
                assert_eq!(judged, outline);
                judged
            };
            prop_assert_eq!(judged(&kept), judged(&anew));
            for list in [&mut kept, &mut anew] {
                list.sort_by_cached_key(|placement| format!("{placement:?}"));
            }
            prop_assert_eq!(kept, anew);
        }
    }
}
