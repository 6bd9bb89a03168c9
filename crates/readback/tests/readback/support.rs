//! Agreements of the project, compiled.

use std::path::{Path, PathBuf};

use armistice_terms::model::Agreement;
use armistice_terms::{FileError, Files, compile};

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Files of one folder, and the shared vocabularies; where `is_lenient`, every file is there, and empty.
struct Folder {
    folder: PathBuf,
    is_lenient: bool,
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        match std::fs::read(self.folder.join(path)) {
            Ok(bytes) => Ok(bytes),
            Err(_) if self.is_lenient => Ok(Vec::new()),
            Err(_) => Err(FileError::Missing(path.to_owned())),
        }
    }

    fn vocabulary(&self, name: &str) -> Result<String, FileError> {
        let path = root().join(format!("agreements/vocabulary/{name}.agreement.md"));
        std::fs::read_to_string(path).map_err(|_| FileError::Missing(format!("{name}.agreement.md")))
    }
}

/// The agreement of a text.
pub(crate) fn agreement(text: &str) -> Agreement {
    let compiled = compile(text, &Folder { folder: root(), is_lenient: true });
    compiled.agreement.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

/// The agreement in a file of the project.
pub(crate) fn from_file(path: &str) -> Agreement {
    let path = root().join(path);
    let text = std::fs::read_to_string(&path).unwrap();
    let folder = path.parent().unwrap().to_owned();
    let compiled = compile(&text, &Folder { folder, is_lenient: true });
    compiled.agreement.unwrap_or_else(|| panic!("{path:?}: {:#?}", compiled.diagnostics))
}
