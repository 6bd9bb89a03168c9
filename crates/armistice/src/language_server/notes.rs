//! What the client tells without waiting for an answer: that a text was opened, changed, saved, closed.
//!
//! Places are drawn when a text is opened and when it is saved: their files are read for that, which is too much for every
//! key. In between their problems are not shown, for the text has moved under them.

use std::collections::BTreeMap;

use armistice_editor::{Document, Edit, problems};
use lsp_server::Notification;
use lsp_types::notification::{
    DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument,
    Notification as Note, PublishDiagnostics,
};
use lsp_types::{Diagnostic, PublishDiagnosticsParams, Uri};

use super::{MOST_DOCUMENTS, Open, ServerError, files};
use crate::drawn;

/// Takes note, and says what the client is to be told of it. A note that cannot be read is passed over: there is nobody
/// to answer.
pub(super) fn take(
    documents: &mut BTreeMap<String, Open>,
    note: Notification,
) -> Result<Vec<Notification>, ServerError> {
    match note.method.as_str() {
        DidOpenTextDocument::METHOD => {
            let Ok(params) = serde_json::from_value::<<DidOpenTextDocument as Note>::Params>(note.params)
            else {
                return Ok(Vec::new());
            };
            let (uri, version) = (params.text_document.uri, params.text_document.version);
            if documents.len() >= MOST_DOCUMENTS && !documents.contains_key(uri.as_str()) {
                return Ok(Vec::new());
            }
            let document = Document::open(params.text_document.text, Box::new(files(&uri)));
            let told = told(&uri, with_places(&document, &uri), Some(version))?;
            documents.insert(uri.as_str().to_owned(), Open { uri, document });
            Ok(vec![told])
        }
        DidChangeTextDocument::METHOD => {
            let Ok(params) = serde_json::from_value::<<DidChangeTextDocument as Note>::Params>(note.params)
            else {
                return Ok(Vec::new());
            };
            let Some(open) = documents.get_mut(params.text_document.uri.as_str()) else {
                return Ok(Vec::new());
            };
            let edits = params
                .content_changes
                .into_iter()
                .map(|change| Edit { range: change.range, text: change.text });
            open.document.change(&edits.collect::<Vec<_>>());
            let problems = problems::problems(&open.document, &open.uri);
            Ok(vec![told(&open.uri, problems, Some(params.text_document.version))?])
        }
        DidSaveTextDocument::METHOD => {
            let Ok(params) = serde_json::from_value::<<DidSaveTextDocument as Note>::Params>(note.params)
            else {
                return Ok(Vec::new());
            };
            let open = documents.get(params.text_document.uri.as_str());
            let said = open.map(|open| told(&open.uri, with_places(&open.document, &open.uri), None));
            said.into_iter().collect()
        }
        DidCloseTextDocument::METHOD => {
            let Ok(params) = serde_json::from_value::<<DidCloseTextDocument as Note>::Params>(note.params)
            else {
                return Ok(Vec::new());
            };
            let closed = documents.remove(params.text_document.uri.as_str());
            closed.map(|open| told(&open.uri, Vec::new(), None)).into_iter().collect()
        }
        _ => Ok(Vec::new()),
    }
}

/// All problems, those of places that cannot be drawn among them.
fn with_places(document: &Document, uri: &Uri) -> Vec<Diagnostic> {
    let mut found = problems::problems(document, uri);
    if let Some(agreement) = &document.compiled().agreement {
        found.extend(problems::all(document, uri, &drawn::diagnostics(agreement, &files(uri))));
    }
    found
}

fn told(uri: &Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) -> Result<Notification, ServerError> {
    let params = PublishDiagnosticsParams { uri: uri.clone(), diagnostics, version };
    let params = serde_json::to_value(params)?;
    Ok(Notification { method: PublishDiagnostics::METHOD.to_owned(), params })
}
