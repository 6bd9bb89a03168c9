//! What bounds the time of an entry from below. To have seen a tree is to write after it, and a tree that holds a signed time
//! is younger than that time. A tree alone has no time: when a witness first saw it is later than the tree, not earlier.

use std::collections::BTreeMap;

use armistice_facts::Instant;

use super::Report;
use super::promises::from_lines;
use crate::Hash;
use crate::checkpoint::SignedCheckpoint;
use crate::cosignature::cosigned;
use crate::entry::Body;
use crate::files::{Files, blob_path};
use crate::json::Json;
use crate::policy::Policy;
use crate::roster::Past;
use crate::token::{LARGEST_TOKEN, Token};

/// A token of time that the record binds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped {
    /// The entry.
    pub index: u64,
    /// The tree that it is over.
    pub size: u64,
    /// When, as the token says; nothing if it is of a form that others have to read, or is not here.
    pub token: Option<Instant>,
    /// When, as the witnesses whose cosignatures stand in the entry say, as many as the policy asks for.
    pub witnessed: Option<u64>,
}

/// What entries were written after, by the times that stand in the trees that they name.
#[derive(Debug, Clone, Default)]
pub struct NotBefore {
    /// The place of a signed time, and the latest time up to there: seconds since 1970-01-01T00:00:00 UTC.
    times: Vec<(u64, u64)>,
}

impl NotBefore {
    /// Takes the entries of a record in their order.
    pub fn take(&mut self, index: u64, body: &Body, policy: &Policy) {
        if let Some(time) = checkpoint(body, policy).and_then(|checkpoint| written_after(&checkpoint, policy))
        {
            let last = self.times.last().map_or(0, |(_, last)| *last);
            self.times.push((index, time.max(last)));
        }
    }

    /// What was written by somebody who had seen the first so many entries was written after this time, in seconds since
    /// 1970-01-01T00:00:00 UTC; nothing if no signed time is among them.
    #[must_use]
    pub fn of(&self, seen: u64) -> Option<u64> {
        let before = self.times.partition_point(|(index, _)| *index < seen).checked_sub(1)?;
        self.times.get(before).map(|(_, time)| *time)
    }
}

/// The checkpoint that an entry of this kind brings, if the log signed it.
fn checkpoint(body: &Body, policy: &Policy) -> Option<SignedCheckpoint> {
    let lines = body.payload.get("checkpoint").filter(|_| body.kind == "time_token")?;
    SignedCheckpoint::open(text(lines).as_bytes(), &policy.log_keys()).ok()
}

fn text(lines: &Json) -> String {
    let lines: Vec<&str> = lines.items().iter().filter_map(Json::as_text).collect();
    from_lines(&lines)
}

/// When whoever holds these cosignatures can have come by them: as many witnesses as the policy asks for say that it was then
/// or later. One clock that is ahead proves nothing.
fn written_after(checkpoint: &SignedCheckpoint, policy: &Policy) -> Option<u64> {
    let told = policy.witnesses.iter().filter_map(|witness| {
        let at = cosigned(checkpoint, &witness.key).ok().flatten()?;
        Some((witness.key.public(), u64::MAX - at.time))
    });
    let told: BTreeMap<[u8; 32], u64> = told.collect();
    policy.time_of(&told).map(|time| u64::MAX - time)
}

/// Holds a token against the checkpoint that it should be over, and that against the tree.
pub(super) fn check(
    index: u64,
    body: &Body,
    files: &impl Files,
    past: Option<&impl Past>,
    policy: &Policy,
    report: &mut Report,
) {
    let Some(lines) = body.payload.get("checkpoint").filter(|_| body.kind == "time_token") else { return };
    let place = format!("entry {index}");
    let note = text(lines);
    let checkpoint = match SignedCheckpoint::open(note.as_bytes(), &policy.log_keys()) {
        Ok(checkpoint) => checkpoint,
        Err(cause) => {
            return report.warn(place, format!("its token is over no checkpoint of this log: {cause}"));
        }
    };
    let head = checkpoint.head();
    if head.size > index {
        return report
            .warn(place, format!("its token is over a tree of size {}, which was not there yet", head.size));
    }
    if past.and_then(|past| past.root(head.size)).is_some_and(|root| root != head.root) {
        let what = format!(
            "FORK: its token is over root {} at size {}, and the tree here has another",
            head.root, head.size
        );
        return report.proven(place, what);
    }
    let token = token(body, files).and_then(|token| match token {
        Ok(token) if token.over == Hash::of(note.as_bytes()) => Some(token.time),
        Ok(_) => {
            report.warn(&place, "its token is not over the checkpoint that it names; it tells no time");
            None
        }
        Err(cause) => {
            report.warn(&place, format!("its token tells no time: {cause}"));
            None
        }
    });
    report.stamped.push(Stamped {
        index,
        size: head.size,
        token,
        witnessed: written_after(&checkpoint, policy),
    });
}

/// The token, if it is here and of the form that we read. A file that is missing or altered is told with the others.
fn token(body: &Body, files: &impl Files) -> Option<Result<Token, String>> {
    if body.payload.get("form").and_then(Json::as_text) != Some("rfc3161") {
        return None;
    }
    let digest = body.payload.get("token").and_then(|blob| blob.get("sha256")).and_then(Json::as_text);
    let digest = digest.and_then(Hash::from_hex)?;
    let bytes = files.read(&blob_path(digest)).ok().flatten()?;
    let is_whole = bytes.len() <= LARGEST_TOKEN && Hash::of(&bytes) == digest;
    is_whole.then(|| Token::parse(&bytes).map_err(|cause| cause.to_string()))
}
