//! The case on the wire: the page, the answers that it and other programs ask for, and the places and findings as a map
//! program wants them. Read only, but for decisions on claims where somebody is named who takes them (`review`); nothing here judges.
//!
//! [`Page`] holds one [`Snapshot`] of the case and takes another when the folder changes (`live`), and beside it what is
//! heard of objects (`heard`), which grows much faster. Every answer is made
//! from one snapshot, so that what it says fits together. `guard` stands before all of it.

mod agreement;
mod answer;
mod assets;
mod claims;
mod crowd;
mod duty;
mod explained;
mod guard;
mod heard;
mod lanes;
mod live;
mod ogc;
mod openapi;
mod overview;
mod places;
mod plain;
mod recorded;
mod reply;
mod review;
mod seen;
mod snapshot;
mod stamp;
mod stretches;
mod tiles;
mod tracks;
mod vector_tile;
mod verdict;
mod waiting;
mod weighing;
mod within;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use axum::Router;
use axum::routing::get;

use crate::case::CaseError;
pub(crate) use guard::Guard;
use heard::{Hearing, Listener};
use live::Live;
pub(crate) use live::{follow, listen};
pub(crate) use review::{DECISIONS, Review};
use snapshot::Snapshot;
use stamp::{Stamp, stamp};
use tiles::Tiles;

/// The case as it stands, and who wants to know when it changes.
#[derive(Debug)]
pub(crate) struct Page {
    folder: PathBuf,
    /// The folder just before it was read last: what changes from then on is seen.
    seen: Mutex<Stamp>,
    /// Who decides on claims here, if anybody does.
    review: Option<Review>,
    current: RwLock<Arc<Snapshot>>,
    listener: Mutex<Listener>,
    hearing: RwLock<Arc<Hearing>>,
    tiles: Tiles,
    live: Live,
}

impl Page {
    /// Opens the case in a folder.
    pub(crate) fn open(folder: PathBuf, review: Option<Review>) -> Result<Arc<Page>, CaseError> {
        let seen = Mutex::new(stamp(&folder));
        let first = Snapshot::open(&folder, None)?;
        let current = RwLock::new(Arc::new(first));
        let listener = Mutex::new(Listener::of(&folder));
        let (hearing, tiles, live) = (RwLock::default(), Tiles::default(), Live::default());
        Ok(Arc::new(Page { folder, seen, review, current, listener, hearing, tiles, live }))
    }

    /// The case as it stands now.
    fn now(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What is heard of objects up to now.
    fn hearing(&self) -> Arc<Hearing> {
        Arc::clone(&self.hearing.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// All addresses; see `schemas/openapi.json`.
pub(crate) fn router(page: Arc<Page>, guard: Guard) -> Router {
    let api = Router::new()
        .route("/case", get(overview::case))
        .route("/overview", get(overview::overview))
        .route("/agreement", get(agreement::agreement))
        .route("/finding", get(explained::finding))
        .route("/lanes", get(lanes::lanes))
        .route("/duty", get(duty::duty))
        .route("/facts", get(seen::facts))
        .route("/places", get(places::places))
        .route("/tracks", get(tracks::tracks))
        .route("/tracks/{zoom}/{x}/{y}", get(tiles::tile))
        .route("/passages", get(tracks::passages))
        .route("/claims", get(claims::claims))
        .route("/claim", get(claims::claim))
        .route("/decisions", get(claims::decisions).post(review::decide))
        .route("/reports", get(claims::reports))
        .route("/record", get(recorded::record))
        .route("/live", get(live::stream))
        .route("/openapi.json", get(openapi::document))
        .fallback(reply::nothing_here);
    let ogc = Router::new()
        .route("/", get(ogc::landing))
        .route("/conformance", get(ogc::conformance))
        .route("/collections", get(ogc::collections))
        .route("/collections/{collection}", get(ogc::collection))
        .route("/collections/{collection}/items", get(ogc::items))
        .route("/collections/{collection}/items/{*feature}", get(ogc::item))
        .fallback(reply::nothing_here);
    let router = Router::new()
        .nest("/api/v1", api)
        .nest("/ogc", ogc)
        .route("/ogc/", get(ogc::landing))
        .route("/record/{*path}", get(recorded::file))
        .fallback(assets::page)
        .with_state(page);
    guard::stand_before(router, guard)
}
