//! What the case rests on: the log and its files, for whoever wants to check them without trust in this server.

use std::path::PathBuf;
use std::sync::Arc;

use armistice_facts::{Instant, canonical};
use armistice_ledger::Folder;
use armistice_record::files::{CHECKPOINT, Files as _};
use armistice_record::tile::Tile;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Page;
use super::reply::{self, Problem};
use super::snapshot::{Asked, Snapshot};

/// How much is on record.
#[derive(Debug, Serialize)]
pub(super) struct Standing {
    size: usize,
    root: String,
    is_log: bool,
}

#[derive(Debug, Serialize)]
struct Record {
    #[serde(flatten)]
    standing: Standing,
    /// The signed note of the log, as it is written.
    checkpoint: Option<String>,
    /// Without a log: each fact with the digest of its canonical form.
    facts: Vec<Hashed>,
}

#[derive(Debug, Serialize)]
struct Hashed {
    id: String,
    hash: String,
}

/// How many facts were known, and their digest.
pub(super) fn standing(snapshot: &Snapshot, known_at: Instant) -> Standing {
    let digest = snapshot.case.digest(known_at);
    Standing { size: digest.size, root: digest.root, is_log: checkpoint(snapshot).is_some() }
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
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    reply::json(&headers, move || {
        let snapshot = page.now();
        let clocks = snapshot.clocks(&asked)?;
        let checkpoint = checkpoint(&snapshot);
        let hash =
            |text: String| Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let hashed = snapshot.case.facts.iter().map(|fact| Hashed {
            id: fact.id.to_string(),
            hash: canonical::json(fact).map(hash).unwrap_or_default(),
        });
        let facts = if checkpoint.is_some() { Vec::new() } else { hashed.collect() };
        Ok(Record { standing: standing(&snapshot, clocks.known_at), checkpoint, facts })
    })
    .await
}

/// A file of the log that everybody may read: its checkpoint and its tiles.
pub(super) async fn file(
    State(page): State<Arc<Page>>,
    Path(path): Path<String>,
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
