//! Files of positions: each continues the one of its sensor before, so that one left out shows.

use std::collections::BTreeMap;

use armistice_facts::Instant;

use super::Report;
use crate::Hash;
use crate::entry::Body;
use crate::json::Json;
use crate::shape::time_from;

/// More sensors than this are not followed one by one.
const MOST_SENSORS: usize = 4096;

/// The last segment of each sensor.
#[derive(Default)]
pub(super) struct Segments {
    last: BTreeMap<String, (Hash, Option<Instant>)>,
}

impl Segments {
    /// Follows an entry that is understood.
    pub(super) fn take(&mut self, index: u64, id: Hash, body: &Body, report: &mut Report) {
        if body.kind != "segment" {
            return;
        }
        let text = |name: &str| body.payload.get(name).and_then(Json::as_text);
        let sensor = text("sensor").unwrap_or_default().to_owned();
        let (from, until) = (text("from").and_then(time_from), text("until").and_then(time_from));
        let before = self.last.get(&sensor).copied();
        if before.is_none() && self.last.len() >= MOST_SENSORS {
            return;
        }
        let names = text("prev").and_then(Hash::from_hex);
        if names != before.map(|(id, _)| id) {
            let what = format!(
                "it does not continue the segment of `{sensor}` before it: one was left out, or two go on from one"
            );
            report.warn(format!("entry {index}"), what);
        }
        let tracked = report.tracked.entry(sensor.clone()).or_default();
        tracked.segments += 1;
        tracked.rows += body.payload.get("rows").and_then(Json::as_number).unwrap_or(0);
        let ended = before.and_then(|(_, until)| until);
        tracked.gaps += u64::from(ended.zip(from).is_some_and(|(ended, from)| from > ended));
        self.last.insert(sensor, (id, until));
        let file = body.payload.get("blob").and_then(|blob| blob.get("sha256")).and_then(Json::as_text);
        let parts: Vec<[u8; 32]> = body
            .payload
            .get("groups")
            .map(Json::items)
            .unwrap_or_default()
            .iter()
            .filter_map(|part| Some(Hash::from_hex(part.as_text()?)?.0))
            .collect();
        if let Some(file) = file.and_then(Hash::from_hex).filter(|_| !parts.is_empty()) {
            report.parted.entry((file, Hash::of(&parts.concat()))).or_insert(index);
        }
    }
}
