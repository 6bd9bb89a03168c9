//! What the case rests on: the log and its files, for whoever wants to check them without trust in this server.

use std::path::PathBuf;
use std::sync::Arc;

use armistice_facts::canonical;
use armistice_ledger::Folder;
use armistice_record::files::{CHECKPOINT, Files as _};
use armistice_record::tile::Tile;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Page;
use super::answer::judged;
use super::reply::{self, Asking, Named, Problem};
use super::snapshot::{Asked, Clocks, Snapshot};

/// How much is on record.
#[derive(Debug, Serialize)]
pub(super) struct Standing {
    /// Entries of the log; where there is none, facts.
    size: u64,
    /// The root of the log as it is signed; where there is none, the digest of the facts.
    root: String,
    is_log: bool,
    /// How many facts were known.
    facts: usize,
}

#[derive(Debug, Serialize)]
struct Record {
    #[serde(flatten)]
    standing: Standing,
    /// The signed note of the log, as it is written.
    checkpoint: Option<String>,
    /// Without a log: each fact with the digest of its canonical form.
    hashes: Vec<Hashed>,
}

#[derive(Debug, Serialize)]
struct Hashed {
    id: String,
    hash: String,
}

/// How much is on record, and the digest of it.
pub(super) fn standing(snapshot: &Snapshot, clocks: Clocks) -> Standing {
    let facts = snapshot.known(clocks).count();
    match &snapshot.case.recorded {
        Some(log) => Standing { size: log.head.size, root: log.head.root.to_string(), is_log: true, facts },
        None => {
            let digest = snapshot.case.digest(clocks.known_at);
            Standing { size: digest.size as u64, root: digest.root, is_log: false, facts }
        }
    }
}

fn log(snapshot: &Snapshot) -> PathBuf {
    snapshot.folder.join("record")
}

fn checkpoint(snapshot: &Snapshot) -> Option<String> {
    let bytes = Folder::new(&log(snapshot)).read(CHECKPOINT).ok().flatten()?;
    String::from_utf8(bytes).ok()
}

pub(super) async fn record(
    State(page): State<Arc<Page>>,
    Asking(asked): Asking<Asked>,
    headers: HeaderMap,
) -> Response {
    judged(page, &headers, asked, |snapshot, clocks| {
        let checkpoint = checkpoint(snapshot);
        let hash =
            |text: String| Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let hashed = snapshot.case.facts.iter().map(|fact| Hashed {
            id: fact.id.to_string(),
            hash: canonical::json(fact).map(hash).unwrap_or_default(),
        });
        let hashes = if checkpoint.is_some() { Vec::new() } else { hashed.collect() };
        Ok(Record { standing: standing(snapshot, clocks), checkpoint, hashes })
    })
    .await
}

/// A file of the log that everybody may read: its checkpoint and its tiles.
pub(super) async fn file(
    State(page): State<Arc<Page>>,
    Named(path): Named<String>,
    headers: HeaderMap,
) -> Response {
    if path != CHECKPOINT && Tile::from_path(&path).is_none() {
        return Problem::absent("the log has no such file").into_response();
    }
    let folder = log(&page.now());
    let read = tokio::task::spawn_blocking(move || Folder::new(&folder).read(&path)).await;
    match read {
        Ok(Ok(Some(bytes))) => reply::tagged(&headers, "application/octet-stream", bytes),
        Ok(Ok(None)) => Problem::absent("the log has no such file").into_response(),
        _ => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the file cannot be read").into_response(),
    }
}
