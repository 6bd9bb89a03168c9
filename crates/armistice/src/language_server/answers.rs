//! Requests and their answers.

use std::collections::HashMap;

use armistice_editor::{Document, completion, fixes, hover, navigation, problems, semantic};
use armistice_terms::{Span, format};
use lsp_server::Request;
use lsp_types::request::{
    CodeActionRequest, Completion, DocumentSymbolRequest, Formatting, GotoDefinition, HoverRequest,
    PrepareRenameRequest, References, Rename, Request as Ask, SemanticTokensFullRequest,
};
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CompletionResponse, DocumentSymbolResponse,
    GotoDefinitionResponse, Hover, HoverContents, Location, MarkupContent, MarkupKind, PrepareRenameResponse,
    Range, SemanticTokens, SemanticTokensResult, TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Server, address, files};

/// Why a request has no answer.
#[derive(Debug)]
pub(super) enum Refused {
    /// We know no such request.
    Unknown(String),
    /// It cannot be read, or is about nothing that is open.
    Wrong(String),
    /// It cannot be done.
    Failed(String),
}

type Answer<T> = Result<T, Refused>;

/// The answer to a request, as JSON.
pub(super) fn answer(server: &Server, request: Request) -> Answer<Value> {
    match request.method.as_str() {
        HoverRequest::METHOD => {
            let asked: <HoverRequest as Ask>::Params = read(request)?;
            written(hover(server, &asked.text_document_position_params)?)
        }
        GotoDefinition::METHOD => {
            let asked: <GotoDefinition as Ask>::Params = read(request)?;
            written(definition(server, &asked.text_document_position_params)?)
        }
        References::METHOD => {
            let asked: <References as Ask>::Params = read(request)?;
            let (uri, document) = place(server, &asked.text_document_position)?;
            let spans = navigation::references(document, asked.text_document_position.position);
            let location = |span| Location::new(uri.clone(), document.range(span));
            written(spans.into_iter().map(location).collect::<Vec<_>>())
        }
        PrepareRenameRequest::METHOD => {
            let asked: TextDocumentPositionParams = read(request)?;
            let (_, document) = place(server, &asked)?;
            let span = navigation::renamed(document, asked.position)
                .map_err(|error| Refused::Failed(error.to_string()))?;
            written(PrepareRenameResponse::Range(document.range(span)))
        }
        Rename::METHOD => {
            let asked: <Rename as Ask>::Params = read(request)?;
            written(rename(server, &asked.text_document_position, &asked.new_name)?)
        }
        Completion::METHOD => {
            let asked: <Completion as Ask>::Params = read(request)?;
            let (_, document) = place(server, &asked.text_document_position)?;
            let items = completion::completion(document, asked.text_document_position.position);
            written(CompletionResponse::Array(items))
        }
        CodeActionRequest::METHOD => {
            let asked: <CodeActionRequest as Ask>::Params = read(request)?;
            written(mends(server, &asked.text_document.uri, asked.range)?)
        }
        Formatting::METHOD => {
            let asked: <Formatting as Ask>::Params = read(request)?;
            written(formatted(open(server, &asked.text_document.uri)?))
        }
        DocumentSymbolRequest::METHOD => {
            let asked: <DocumentSymbolRequest as Ask>::Params = read(request)?;
            let outline = navigation::outline(open(server, &asked.text_document.uri)?);
            written(DocumentSymbolResponse::Nested(outline))
        }
        SemanticTokensFullRequest::METHOD => {
            let asked: <SemanticTokensFullRequest as Ask>::Params = read(request)?;
            let data = semantic::tokens(open(server, &asked.text_document.uri)?);
            written(SemanticTokensResult::Tokens(SemanticTokens { result_id: None, data }))
        }
        _ => Err(Refused::Unknown(request.method)),
    }
}

fn read<T: DeserializeOwned>(request: Request) -> Answer<T> {
    serde_json::from_value(request.params)
        .map_err(|error| Refused::Wrong(format!("`{}` cannot be read: {error}", request.method)))
}

fn written(value: impl serde::Serialize) -> Answer<Value> {
    serde_json::to_value(value).map_err(|error| Refused::Failed(error.to_string()))
}

fn open<'a>(server: &'a Server, uri: &Uri) -> Answer<&'a Document> {
    server.open(uri).ok_or_else(|| Refused::Wrong(format!("`{}` is not open", uri.as_str())))
}

fn place<'a>(server: &'a Server, at: &TextDocumentPositionParams) -> Answer<(Uri, &'a Document)> {
    Ok((at.text_document.uri.clone(), open(server, &at.text_document.uri)?))
}

fn hover(server: &Server, at: &TextDocumentPositionParams) -> Answer<Option<Hover>> {
    let (_, document) = place(server, at)?;
    Ok(hover::hover(document, at.position).map(|meaning| Hover {
        contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: meaning.text }),
        range: Some(document.range(meaning.span)),
    }))
}

fn definition(server: &Server, at: &TextDocumentPositionParams) -> Answer<Option<GotoDefinitionResponse>> {
    let (uri, document) = place(server, at)?;
    let location = match navigation::definition(document, at.position) {
        None => None,
        Some(navigation::Declared::Here(span)) => Some(Location::new(uri, document.range(span))),
        Some(navigation::Declared::InVocabulary(name, statement)) => in_vocabulary(&uri, &name, &statement),
    };
    Ok(location.map(GotoDefinitionResponse::Scalar))
}

/// The place of a statement in the vocabulary's file, if it is a file and not the copy inside the program.
fn in_vocabulary(uri: &Uri, name: &str, statement: &str) -> Option<Location> {
    let path = files(uri).vocabulary_path(name)?;
    let text = std::fs::read_to_string(&path).ok()?;
    let start = text.find(statement)?;
    let start = u32::try_from(start).ok()?;
    let end = start + u32::try_from(statement.len()).ok()?;
    let vocabulary = Document::open(text, Box::new(files(uri)));
    Some(Location::new(address(&path)?, vocabulary.range(Span::new(start, end))))
}

fn rename(server: &Server, at: &TextDocumentPositionParams, new: &str) -> Answer<WorkspaceEdit> {
    let (uri, document) = place(server, at)?;
    let places =
        navigation::rename(document, at.position, new).map_err(|error| Refused::Failed(error.to_string()))?;
    let edits = places.into_iter().map(|span| TextEdit::new(document.range(span), new.to_owned()));
    Ok(edit_of(uri, edits.collect()))
}

fn mends(server: &Server, uri: &Uri, range: Range) -> Answer<Vec<CodeActionOrCommand>> {
    let document = open(server, uri)?;
    let span = Span::new(document.offset(range.start), document.offset(range.end));
    let problems = problems::problems(document, uri);
    let action = |fix: fixes::Fix| {
        let edits = vec![TextEdit::new(document.range(fix.span), fix.text)];
        CodeActionOrCommand::CodeAction(CodeAction {
            title: fix.title,
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: problems.get(fix.problem).cloned().map(|problem| vec![problem]),
            edit: Some(edit_of(uri.clone(), edits)),
            ..CodeAction::default()
        })
    };
    Ok(fixes::fixes(document, span).into_iter().map(action).collect())
}

#[expect(clippy::mutable_key_type, reason = "the protocol's own type for edits of files")]
fn edit_of(uri: Uri, edits: Vec<TextEdit>) -> WorkspaceEdit {
    let changes: HashMap<Uri, Vec<TextEdit>> = [(uri, edits)].into();
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}

/// The whole text in its canonical form, if it is not in it already.
fn formatted(document: &Document) -> Vec<TextEdit> {
    let formatted = format(document.text()).text;
    if formatted == document.text() {
        return Vec::new();
    }
    let end = u32::try_from(document.text().len()).unwrap_or(u32::MAX);
    vec![TextEdit::new(document.range(Span::new(0, end)), formatted)]
}
