//! One version of an agreement: a file of a folder, or of a git repository at a revision.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use armistice_terms::model::Agreement;
use armistice_terms::{FileError, Files, Severity};

use crate::bundle;
use crate::case::{CaseError, LARGEST_FILE, SUFFIX, Source};

/// A version of an agreement.
pub(crate) struct Version {
    /// What it is called.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
    /// The files beside it.
    pub(crate) files: Box<dyn Files>,
}

impl Version {
    /// Reads `REV:PATH`, or a file; what is there as a file is never taken for a revision.
    pub(crate) fn open(at: &str) -> Result<Self, CaseError> {
        match at.split_once(':') {
            Some((revision, path)) if !Path::new(at).exists() && !revision.is_empty() && !path.is_empty() => {
                Self::of_git(Path::new("."), revision, path, at)
            }
            _ => {
                let source = Source::open(Path::new(at))?;
                let name = source.path.display().to_string();
                Ok(Version { name, text: source.text, files: Box::new(source.files) })
            }
        }
    }

    /// The version of a file that is committed last.
    pub(crate) fn committed(file: &str) -> Result<Self, CaseError> {
        let source = Source::open(Path::new(file))?;
        let folder = source.files.folder.clone();
        let name =
            source.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self::of_git(&folder, "HEAD", &format!("./{name}"), &format!("HEAD:{}", source.path.display()))
    }

    fn of_git(folder: &Path, revision: &str, path: &str, name: &str) -> Result<Self, CaseError> {
        let unreadable = |cause: String| CaseError::Unreadable { path: PathBuf::from(name), cause };
        let inner = path.rsplit_once('/').map_or("", |(inner, _)| inner).to_owned();
        let files = GitFiles { folder: folder.to_owned(), revision: revision.to_owned(), inner };
        let bytes = files.blob(path).map_err(unreadable)?;
        let text = String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8".to_owned()))?;
        Ok(Version { name: name.to_owned(), text, files: Box::new(files) })
    }

    /// Compiles it, and refuses it if it has errors.
    pub(crate) fn agreement(&self) -> Result<Agreement, CaseError> {
        let compiled = armistice_terms::compile(&self.text, &*self.files);
        let errors = compiled.diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
        compiled.agreement.ok_or_else(|| CaseError::Invalid { path: PathBuf::from(&self.name), errors })
    }
}

/// The files beside an agreement in a git repository.
struct GitFiles {
    /// Where git is asked.
    folder: PathBuf,
    revision: String,
    /// The folder of the agreement, as git names it.
    inner: String,
}

impl GitFiles {
    /// The content of a file, byte for byte: `git cat-file`, for `git show` may pass it through a filter.
    fn blob(&self, path: &str) -> Result<Vec<u8>, String> {
        if self.revision.starts_with('-') {
            return Err(format!("`{}` is no revision", self.revision));
        }
        let mut child = Command::new("git")
            .arg("-C")
            .arg(&self.folder)
            .args(["cat-file", "blob", &format!("{}:{path}", self.revision)])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("git cannot be run: {error}"))?;
        let mut bytes = Vec::new();
        if let Some(output) = child.stdout.take() {
            output.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        }
        if bytes.len() as u64 > LARGEST_FILE {
            return Err(format!("it is larger than {} MiB", LARGEST_FILE >> 20));
        }
        let output = child.wait_with_output().map_err(|error| error.to_string())?;
        if output.status.success() {
            return Ok(bytes);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(said.lines().next().unwrap_or("git does not know it").trim_start_matches("fatal: ").to_owned())
    }

    fn beside(&self, path: &str) -> String {
        if self.inner.is_empty() { path.to_owned() } else { format!("{}/{path}", self.inner) }
    }
}

impl Files for GitFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        if !Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_))) {
            return Err(FileError::Outside(path.to_owned()));
        }
        self.blob(&self.beside(path)).map_err(|_| FileError::Missing(path.to_owned()))
    }

    fn vocabulary(&self, name: &str) -> Result<String, FileError> {
        let file = format!("{name}{SUFFIX}");
        let missing = || FileError::Missing(file.clone());
        if !name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-') {
            return Err(missing());
        }
        let above = match self.inner.rsplit_once('/') {
            Some((above, _)) => format!("{above}/vocabulary/{file}"),
            None if self.inner == "." => format!("../vocabulary/{file}"),
            None => format!("vocabulary/{file}"),
        };
        let beside = [self.beside(&format!("vocabulary/{file}")), above];
        let found = beside.iter().find_map(|path| self.blob(path).ok());
        match found {
            Some(bytes) => String::from_utf8(bytes).map_err(|_| FileError::Unreadable {
                path: file.clone(),
                cause: "it is not UTF-8".to_owned(),
            }),
            None => bundle::vocabulary(name).map(ToOwned::to_owned).ok_or_else(missing),
        }
    }
}
