//! The one narrow door through which files come in.

use crate::series;

/// Files beside an agreement, and vocabularies by name.
///
/// The program reads from a folder; tests and the browser read from memory ([`MemoryFiles`]).
pub trait Files {
    /// The bytes of a file, by its path relative to the agreement file.
    ///
    /// # Errors
    /// [`FileError`] if there is no such file, it is too large, or it lies outside the agreement's folder.
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError>;

    /// The paths of the files that a pattern names, such as `front/*.geojson`, in their order. One `*` in the name of the
    /// file stands for anything. Where files have no folders there are none.
    ///
    /// # Errors
    /// [`FileError`] if the folder cannot be read or lies outside the agreement's.
    fn matching(&self, _pattern: &str) -> Result<Vec<String>, FileError> {
        Ok(Vec::new())
    }

    /// The text of the vocabulary of that name.
    ///
    /// # Errors
    /// [`FileError`] if there is no such vocabulary.
    fn vocabulary(&self, name: &str) -> Result<String, FileError>;
}

/// Why a file cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// There is no such file.
    #[error("there is no file `{0}`")]
    Missing(String),
    /// It cannot be read.
    #[error("cannot read `{path}`: {cause}")]
    Unreadable {
        /// The file.
        path: String,
        /// The cause.
        cause: String,
    },
    /// It lies outside the folder of the agreement.
    #[error("`{0}` lies outside the folder of the agreement")]
    Outside(String),
}

/// Files in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryFiles {
    /// Files by path.
    pub files: std::collections::BTreeMap<String, Vec<u8>>,
    /// Vocabularies by name.
    pub vocabularies: std::collections::BTreeMap<String, String>,
}

impl Files for MemoryFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        self.files.get(path).cloned().ok_or_else(|| FileError::Missing(path.to_owned()))
    }

    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError> {
        let paths = self.files.keys().filter(|path| series::part(pattern, path).is_some());
        Ok(paths.cloned().collect())
    }

    fn vocabulary(&self, name: &str) -> Result<String, FileError> {
        self.vocabularies.get(name).cloned().ok_or_else(|| FileError::Missing(name.to_owned()))
    }
}
