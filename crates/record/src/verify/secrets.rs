//! What is kept back: sealed entries and what was revealed of them, fields that are told apart, and what was erased by
//! order, with who has confirmed it.

use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::Name;

use super::{Concealed, Erasure, Report, Sealed};
use crate::Hash;
use crate::commitment::commitment;
use crate::disclosure::{disclosure_path, from_file, hash_of};
use crate::entry::Body;
use crate::files::{Files, blob_path};
use crate::json::Json;
use crate::roster::Roster;
use crate::shape::time_from;

/// What the entries so far keep back.
#[derive(Default)]
pub(super) struct Secrets {
    seals: BTreeMap<Hash, Sealed>,
    orders: BTreeMap<Hash, Erasure>,
    /// The entries with fields told apart: where, and the digests.
    concealed: Vec<(u64, Hash, Vec<String>)>,
}

impl Secrets {
    /// Follows an entry that is understood.
    pub(super) fn take(&mut self, index: u64, id: Hash, body: &Body, report: &mut Report) {
        if !body.disclosures.is_empty() {
            self.concealed.push((index, id, body.disclosures.clone()));
        }
        match body.kind.as_str() {
            "seal" => self.seals.extend(sealed(index, body).map(|seal| (id, seal))),
            "reveal" => self.reveal(index, body, report),
            "erasure_order" => {
                let digests = body.payload.get("digests").map(Json::items).unwrap_or_default();
                let digests = digests.iter().filter_map(Json::as_text).filter_map(Hash::from_hex).collect();
                let order = Erasure {
                    index,
                    digests,
                    confirmed: BTreeSet::new(),
                    awaited: Vec::new(),
                    here: Vec::new(),
                };
                self.orders.insert(id, order);
            }
            "erasure_done" => match digest(body, "eid").and_then(|order| self.orders.get_mut(&order)) {
                Some(order) => drop(order.confirmed.insert(body.by.clone())),
                None => {
                    report.warn(format!("entry {index}"), "it confirms an erasure that nobody has ordered");
                }
            },
            _ => {}
        }
    }

    fn reveal(&mut self, index: u64, body: &Body, report: &mut Report) {
        let place = format!("entry {index}");
        let Some(seal) = digest(body, "eid").and_then(|id| self.seals.get_mut(&id)) else {
            return report.warn(place, "it reveals what nobody has sealed");
        };
        if seal.by != body.by {
            let what = format!("`{}` reveals what `{}` sealed at entry {}", body.by, seal.by, seal.index);
            return report.warn(place, what);
        }
        let salt = body.payload.get("salt").and_then(Json::as_text).and_then(salt);
        let shown = salt.zip(digest(body, "plain")).map(|(salt, plain)| commitment(&salt, plain));
        if shown == Some(seal.commitment) {
            seal.revealed.get_or_insert(index);
        } else {
            let what =
                format!("`{}` reveals something other than it sealed at entry {}", body.by, seal.index);
            report.warn(place, what);
        }
    }

    /// Tells what came of it all.
    pub(super) fn finish(self, files: &impl Files, roster: &Roster, report: &mut Report) {
        report.seals = self.seals.into_values().collect();
        report.seals.sort_by_key(|seal| seal.index);
        for (index, id, digests) in &self.concealed {
            disclosed(files, *index, *id, digests, roster, report);
        }
        let mut orders: Vec<Erasure> = self.orders.into_values().collect();
        orders.sort_by_key(|order| order.index);
        for order in &mut orders {
            finish_order(files, order, roster, report);
        }
        report.erasures = orders;
    }
}

/// Whoever holds a copy has to delete, and to say so. Mathematics cannot force it, so who has not is told by name.
fn finish_order(files: &impl Files, order: &mut Erasure, roster: &Roster, report: &mut Report) {
    let awaited = roster.everybody().filter(|name| !order.confirmed.contains(*name));
    order.awaited = awaited.cloned().collect();
    let place = format!("entry {}", order.index);
    if !order.awaited.is_empty() {
        let names: Vec<&str> = order.awaited.iter().map(Name::as_str).collect();
        report.warn(&place, format!("the erasure that it orders is not confirmed by {}", names.join(", ")));
    }
    let is_here = |digest: &&Hash| matches!(files.digest(&blob_path(**digest)), Ok(Some(_)));
    order.here = order.digests.iter().filter(is_here).copied().collect();
    for digest in &order.here {
        report.warn(&place, format!("what it orders to be erased is still here: {}", blob_path(*digest)));
    }
}

/// The fields of an entry that are told beside the log.
fn disclosed(
    files: &impl Files,
    index: u64,
    id: Hash,
    digests: &[String],
    roster: &Roster,
    report: &mut Report,
) {
    let path = disclosure_path(id);
    let Concealed { shown, kept_back, erased } = &mut report.concealed;
    let is_erased = |digest: &&String| hash_of(digest).is_some_and(|hash| roster.erased.contains_key(&hash));
    let gone = digests.iter().filter(is_erased).count() as u64;
    *erased += gone;
    let mut problem = None;
    let told = match files.read(&path) {
        Ok(None) => Vec::new(),
        Ok(Some(bytes)) => from_file(&bytes).unwrap_or_else(|| {
            problem = Some("it is no file of disclosures (RFC 9901)".to_owned());
            Vec::new()
        }),
        Err(cause) => {
            problem = Some(cause);
            Vec::new()
        }
    };
    for disclosure in &told {
        let digest = disclosure.digest();
        if !digests.contains(&digest) {
            problem = Some(format!(
                "entry {index} does not bind the field `{}` with this value",
                disclosure.name()
            ));
        } else if roster.erased.contains_key(&disclosure.hash()) {
            problem = Some(format!(
                "the field `{}` is still here, and was ordered to be erased",
                disclosure.name()
            ));
        } else {
            *shown += 1;
        }
    }
    *kept_back += (digests.len() as u64).saturating_sub(told.len() as u64).saturating_sub(gone);
    if let Some(what) = problem {
        report.warn(path, what);
    }
}

fn digest(body: &Body, name: &str) -> Option<Hash> {
    body.payload.get(name).and_then(Json::as_text).and_then(Hash::from_hex)
}

fn salt(text: &str) -> Option<[u8; 32]> {
    use base64ct::{Base64, Encoding as _};
    Base64::decode_vec(text).ok()?.try_into().ok()
}

fn sealed(index: u64, body: &Body) -> Option<Sealed> {
    let payload = &body.payload;
    let ciphertext = payload.get("ciphertext").and_then(|blob| blob.get("sha256"));
    Some(Sealed {
        index,
        by: body.by.clone(),
        commitment: digest(body, "commitment")?,
        ciphertext: ciphertext.and_then(Json::as_text).and_then(Hash::from_hex),
        due: payload.get("due").and_then(Json::as_text).and_then(time_from),
        revealed: None,
    })
}
