//! `armistice lsp`: the language server, over standard input and output (Language Server Protocol 3.17).
//!
//! One message after another, in their order: the text that an answer speaks of is never in doubt. What an answer says is
//! worked out by `armistice-editor`; here it is only carried.

mod answers;
mod notes;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use armistice_editor::{Document, semantic};
use lsp_server::{Connection, ErrorCode, IoThreads, Message, Notification, Request, Response};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions,
    HoverProviderCapability, OneOf, RenameOptions, SemanticTokensFullOptions, SemanticTokensLegend,
    SemanticTokensOptions, SemanticTokensServerCapabilities, ServerCapabilities, ServerInfo,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    Uri, WorkDoneProgressOptions,
};

use crate::case::FolderFiles;

/// More documents than these are not kept open at once.
const MOST_DOCUMENTS: usize = 1_000;

/// Why the server stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum ServerError {
    /// The client broke the protocol.
    #[error("the client broke the protocol: {0}")]
    Protocol(#[from] lsp_server::ProtocolError),
    /// The channel failed.
    #[error("the channel to the client failed: {0}")]
    Channel(#[from] std::io::Error),
    /// The client went away.
    #[error("the client went away without a word")]
    Gone,
    /// Something of ours cannot be written as JSON.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// The open documents and the way back to the client.
pub(crate) struct Server {
    connection: Connection,
    documents: BTreeMap<String, Open>,
}

/// An open document.
struct Open {
    uri: Uri,
    document: Document,
}

/// Serves a client on standard input and output until it says that it has done.
pub(crate) fn serve() -> Result<(), ServerError> {
    let (connection, threads) = Connection::stdio();
    let result = run(connection);
    join(threads, result)
}

fn join(threads: IoThreads, result: Result<(), ServerError>) -> Result<(), ServerError> {
    // After a broken protocol the reading thread may wait for ever: only a regular end is waited for.
    result?;
    threads.join()?;
    Ok(())
}

fn run(connection: Connection) -> Result<(), ServerError> {
    let (id, _) = connection.initialize_start()?;
    let answer = lsp_types::InitializeResult {
        capabilities: capabilities(),
        server_info: Some(ServerInfo {
            name: "armistice".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    };
    connection.initialize_finish(id, serde_json::to_value(answer)?)?;
    Server { connection, documents: BTreeMap::new() }.listen()
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::Supported(true)),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(vec![" ".to_owned()]),
            ..CompletionOptions::default()
        }),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
            ..CodeActionOptions::default()
        })),
        semantic_tokens_provider: Some(SemanticTokensServerCapabilities::SemanticTokensOptions(
            SemanticTokensOptions {
                legend: SemanticTokensLegend {
                    token_types: semantic::LEGEND.to_vec(),
                    token_modifiers: Vec::new(),
                },
                full: Some(SemanticTokensFullOptions::Bool(true)),
                ..SemanticTokensOptions::default()
            },
        )),
        ..ServerCapabilities::default()
    }
}

impl Server {
    fn listen(mut self) -> Result<(), ServerError> {
        while let Ok(message) = self.connection.receiver.recv() {
            match message {
                Message::Request(request) => {
                    if self.connection.handle_shutdown(&request)? {
                        return Ok(());
                    }
                    let response = self.answer(request);
                    self.send(Message::Response(response))?;
                }
                Message::Notification(notification) => self.take_note(notification)?,
                // We ask the client nothing.
                Message::Response(_) => {}
            }
        }
        Err(ServerError::Gone)
    }

    fn answer(&self, request: Request) -> Response {
        let id = request.id.clone();
        match answers::answer(self, request) {
            Ok(value) => Response::new_ok(id, value),
            Err(answers::Refused::Unknown(method)) => {
                let message = format!("this server does not answer `{method}`");
                Response::new_err(id, ErrorCode::MethodNotFound as i32, message)
            }
            Err(answers::Refused::Wrong(cause)) => {
                Response::new_err(id, ErrorCode::InvalidParams as i32, cause)
            }
            Err(answers::Refused::Failed(cause)) => {
                Response::new_err(id, ErrorCode::RequestFailed as i32, cause)
            }
        }
    }

    fn take_note(&mut self, notification: Notification) -> Result<(), ServerError> {
        for note in notes::take(&mut self.documents, notification)? {
            self.send(Message::Notification(note))?;
        }
        Ok(())
    }

    fn send(&self, message: Message) -> Result<(), ServerError> {
        self.connection.sender.send(message).map_err(|_| ServerError::Gone)
    }

    /// The open document of that address.
    fn open(&self, uri: &Uri) -> Option<&Document> {
        self.documents.get(uri.as_str()).map(|open| &open.document)
    }
}

/// The folder of a document; that of the program for one without a file.
fn folder(uri: &Uri) -> PathBuf {
    path(uri).and_then(|path| path.parent().map(Path::to_owned)).unwrap_or_else(|| PathBuf::from("."))
}

/// The file of a document.
fn path(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().is_some_and(|scheme| scheme.as_str() == "file");
    is_file.then(|| uri.path().as_estr().decode().into_string_lossy().into_owned().into())
}

/// The address of a file.
fn address(path: &Path) -> Option<Uri> {
    let path = path.canonicalize().ok()?;
    let mut address = String::from("file://");
    for byte in path.to_str()?.bytes() {
        // RFC 3986, section 2.3: these need no escape; `/` parts the names.
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address.parse().ok()
}

fn files(uri: &Uri) -> FolderFiles {
    FolderFiles::new(&folder(uri))
}
