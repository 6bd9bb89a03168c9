//! A record on the wire: the files that everybody can check, a witness (`c2sp.org/tlog-witness`) if there is a key, and a
//! door for what witnesses have signed elsewhere.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use armistice_ledger::{Answer, FORK, Folder, PullError, WitnessError, take_cosigned, witness};
use armistice_record::Hash;
use armistice_record::entry::{Entry, LONGEST};
use armistice_record::files::{CHECKPOINT, POLICY, WITNESSES, blob_path};
use armistice_record::note::LARGEST_NOTE;
use armistice_record::policy::Policy;
use armistice_record::signer::Signer;
use armistice_record::tile::Tile;
use armistice_record::witness::{LARGEST_REQUEST, Refusal, Request};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio_util::io::ReaderStream;

use crate::intake::{Intake, Taken, once_free};
use crate::moment::now;

/// What is served.
#[derive(Debug)]
pub(crate) struct Served {
    /// The folder of the record; of a witness without a copy, where it remembers.
    pub(crate) root: PathBuf,
    /// Whom it trusts.
    pub(crate) policy: Policy,
    /// The key of the witness.
    pub(crate) witness: Option<Box<dyn Signer>>,
    /// Where authors hand in entries.
    pub(crate) intake: Option<Intake>,
    /// Held by whoever changes the folder.
    pub(crate) turn: Mutex<()>,
}

/// The addresses.
pub(crate) fn router(served: Served) -> Router {
    let mut router = Router::new()
        .route("/witness/{name}/{origin}/checkpoint", get(of_witness).put(take))
        .route_layer(DefaultBodyLimit::max(LARGEST_NOTE));
    if served.witness.is_some() {
        let decided = post(decide).layer(DefaultBodyLimit::max(LARGEST_REQUEST));
        router = router.route("/add-checkpoint", decided);
    }
    if served.intake.is_some() {
        router = router.route("/add", post(add).layer(DefaultBodyLimit::max(LONGEST)));
    }
    router.route("/{*path}", get(file)).with_state(Arc::new(served))
}

/// Whether everybody may read that file: those of the log, its blobs, its policy, and what witnesses signed. The journal
/// and what is disclosed apart are nobody's.
fn is_public(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        [CHECKPOINT | POLICY] => true,
        ["tile", ..] => Tile::from_path(path).is_some(),
        ["blob", .., digest] => Hash::from_hex(digest).is_some_and(|digest| blob_path(digest) == path),
        [WITNESSES, name, origin, "checkpoint"] => {
            !matches!(*name, "" | "." | "..") && Hash::from_hex(origin).is_some()
        }
        // What it signed before, by size, and what it refused to sign.
        [WITNESSES, name, origin, which, "checkpoint"] => {
            let is_size = !which.is_empty() && which.bytes().all(|digit| digit.is_ascii_digit());
            (is_size || *which == FORK)
                && !matches!(*name, "" | "." | "..")
                && Hash::from_hex(origin).is_some()
        }
        _ => false,
    }
}

async fn of_witness(state: State<Arc<Served>>, Path((name, origin)): Path<(String, String)>) -> Response {
    file(state, Path(format!("{WITNESSES}/{name}/{origin}/checkpoint"))).await
}

/// A file, piece by piece.
async fn file(State(served): State<Arc<Served>>, Path(path): Path<String>) -> Response {
    if !is_public(&path) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let (kind, caching) = if Tile::from_path(&path).is_some() {
        ("application/octet-stream", "public, max-age=31536000, immutable")
    } else if path.starts_with("blob/") {
        // It may be ordered to be erased, and then nobody should find it in a cache.
        ("application/octet-stream", "no-store")
    } else {
        ("text/plain; charset=utf-8", "no-cache")
    };
    let opened = tokio::task::spawn_blocking(move || Folder::new(&served.root).open(&path)).await;
    let (file, length) = match opened {
        Ok(Ok(Some(opened))) => opened,
        Ok(Ok(None)) => return StatusCode::NOT_FOUND.into_response(),
        Ok(Err(_)) | Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    let body = Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(file)));
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CACHE_CONTROL, caching.to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (headers, body).into_response()
}

/// The request of a log for a cosignature.
async fn decide(State(served): State<Arc<Served>>, body: Bytes) -> Response {
    blocking(move || {
        let Some(key) = &served.witness else { return StatusCode::NOT_FOUND.into_response() };
        let request = match Request::parse(&body) {
            Ok(request) => request,
            Err(refusal) => return refused(&refusal),
        };
        let _turn = served.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let logs = served.policy.log_keys();
        let cosigned = once_free(
            || {
                let now = u64::try_from(now().millis() / 1000).unwrap_or(0);
                witness(&mut Folder::new(&served.root), key.as_ref(), &logs, &request, now)
            },
            |cause| match cause {
                WitnessError::Disk(cause) => Some(cause),
                _ => None,
            },
        );
        match cosigned {
            Ok(signature) => signature.to_string().into_response(),
            Err(WitnessError::Refused(refusal)) => refused(&refusal),
            Err(WitnessError::Disk(cause)) => unable(&cause),
            Err(cause) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{cause}\n")).into_response(),
        }
    })
    .await
}

/// An entry from its author. The answer is its place in decimal, once it is durable and everybody can see it.
async fn add(State(served): State<Arc<Served>>, body: Bytes) -> Response {
    let entry = match Entry::parse(&body) {
        Ok(entry) => entry,
        Err(cause) => return (StatusCode::BAD_REQUEST, format!("it is no entry: {cause}\n")).into_response(),
    };
    let busy = || (StatusCode::SERVICE_UNAVAILABLE, "try again\n").into_response();
    let Some(taken) = served.intake.as_ref().and_then(|intake| intake.hand_in(entry)) else { return busy() };
    match taken.await {
        Ok(Taken::Answered(Answer::Recorded(index))) => format!("{index}\n").into_response(),
        Ok(Taken::Answered(Answer::Refused(reasons))) => {
            let reasons: String = reasons.iter().map(|reason| format!("{reason}\n")).collect();
            (StatusCode::UNPROCESSABLE_ENTITY, reasons).into_response()
        }
        Ok(Taken::Unable) | Err(_) => busy(),
    }
}

/// A refusal as the protocol wants it: of a request from elsewhere the answer is the size alone.
fn refused(refusal: &Refusal) -> Response {
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::BAD_REQUEST);
    match refusal {
        Refusal::Elsewhere(size) => {
            (status, [(header::CONTENT_TYPE, "text/x.tlog.size")], format!("{size}\n")).into_response()
        }
        _ => (status, format!("{refusal}\n")).into_response(),
    }
}

/// A checkpoint that a witness of the policy has cosigned elsewhere.
async fn take(
    State(served): State<Arc<Served>>,
    Path((name, origin)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    blocking(move || {
        let path = format!("{WITNESSES}/{name}/{origin}/checkpoint");
        let _turn = served.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = once_free(
            || take_cosigned(&mut Folder::new(&served.root), &path, &body, &served.policy),
            |cause| match cause {
                PullError::Disk(cause) => Some(cause),
                _ => None,
            },
        );
        match taken {
            Ok(true) => StatusCode::CREATED.into_response(),
            Ok(false) => StatusCode::NO_CONTENT.into_response(),
            Err(PullError::Disk(cause)) => unable(&cause),
            Err(cause) => (StatusCode::FORBIDDEN, format!("{cause}\n")).into_response(),
        }
    })
    .await
}

/// The folder is in other hands for long, or its disk fails. Which of both is the keeper's business, not the client's.
fn unable(cause: &std::io::Error) -> Response {
    let _ = writeln!(std::io::stderr(), "not done: {cause}");
    (StatusCode::SERVICE_UNAVAILABLE, "try again\n").into_response()
}

async fn blocking(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}
