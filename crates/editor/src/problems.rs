//! What is wrong with a document, as an editor shows it.

use armistice_terms::{Diagnostic, Severity};
use lsp_types::{
    Diagnostic as Shown, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Uri,
};

use crate::Document;

/// All errors and warnings; `uri` is the document's own, for the further places of a problem.
#[must_use]
pub fn problems(document: &Document, uri: &Uri) -> Vec<Shown> {
    all(document, uri, &document.compiled().diagnostics)
}

/// Any diagnostics of a document, such as those of its places once they are drawn, which need what is in their files.
#[must_use]
pub fn all(document: &Document, uri: &Uri, diagnostics: &[Diagnostic]) -> Vec<Shown> {
    diagnostics.iter().map(|diagnostic| shown(document, uri, diagnostic)).collect()
}

fn shown(document: &Document, uri: &Uri, diagnostic: &Diagnostic) -> Shown {
    let further = diagnostic.labels.iter().skip(1).map(|label| DiagnosticRelatedInformation {
        location: Location::new(uri.clone(), document.range(label.span)),
        message: label.text.clone(),
    });
    let further: Vec<_> = further.collect();
    Shown {
        range: document.range(diagnostic.span()),
        severity: Some(match diagnostic.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(diagnostic.code.to_owned())),
        source: Some("armistice".to_owned()),
        message: message(diagnostic),
        related_information: (!further.is_empty()).then_some(further),
        ..Shown::default()
    }
}

/// The message, with what the place itself says and the way to mend it.
fn message(diagnostic: &Diagnostic) -> String {
    let mut message = diagnostic.message.clone();
    if let Some(label) = diagnostic.labels.first().filter(|label| !label.text.is_empty()) {
        message.push('\n');
        message.push_str(&label.text);
    }
    if let Some(help) = &diagnostic.help {
        message.push_str("\nhelp: ");
        message.push_str(help);
    }
    message
}
