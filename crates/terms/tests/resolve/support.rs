//! Files from a folder, and diagnostics as text.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use armistice_terms::{Compiled, Diagnostic, FileError, Files, Severity, Span, compile};

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Files of one folder, and the shared vocabularies.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        if path.split('/').any(|part| part == "..") || path.starts_with('/') {
            return Err(FileError::Outside(path.to_owned()));
        }
        std::fs::read(self.0.join(path)).map_err(|_| FileError::Missing(path.to_owned()))
    }

    fn vocabulary(&self, name: &str) -> Result<String, FileError> {
        let path = root().join(format!("agreements/vocabulary/{name}.agreement.md"));
        std::fs::read_to_string(path).map_err(|_| FileError::Missing(format!("{name}.agreement.md")))
    }
}

/// The text compiled as a file of that folder.
pub(crate) fn compiled(text: &str, folder: &Path) -> Compiled {
    compile(text, &Folder(folder.to_owned()))
}

/// All diagnostics, one after the other, with the words that they point at.
pub(crate) fn shown(text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut shown = String::new();
    for diagnostic in diagnostics {
        let severity = if diagnostic.severity == Severity::Error { "error" } else { "warning" };
        let _ = writeln!(shown, "{} {severity}: {}", diagnostic.code, diagnostic.message);
        let _ = writeln!(shown, "  article: {}", diagnostic.article);
        for label in &diagnostic.labels {
            let separator = if label.text.is_empty() { "" } else { ": " };
            let _ = writeln!(shown, "  at {}{separator}{}", words(text, label.span), label.text);
        }
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(shown, "  help: {help}");
        }
    }
    shown
}

/// Line, column and the words of a span, shortened.
fn words(text: &str, span: Span) -> String {
    let (start, end) = (span.start as usize, span.end as usize);
    let line = text[..start].matches('\n').count() + 1;
    let column = text[..start].rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let words: String = text[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = words.chars().take(50).collect();
    let more = if short.len() < words.len() { "…" } else { "" };
    format!("{line}:{column} `{short}{more}`")
}
