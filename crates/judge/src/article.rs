//! The article at the root of every proof: its own words, their hash, and the readings on which a verdict rests.

use armistice_terms::model::{NearTo, Norm, Place, Reading, Rule as Kind, SharedBy};

use crate::sitting::Sitting;
use crate::{Proof, Rule};

/// The article's own words with their hash, if the file quotes them.
pub(crate) fn quoted(sitting: &Sitting<'_>, section: usize) -> Option<Proof> {
    let section = sitting.agreement.section(section)?;
    let name = section.id.as_ref().map_or(section.path.as_str(), |id| id.as_str());
    let text = match (section.quotation.is_empty(), section.is_paraphrase) {
        (true, _) => format!("{name}: no words of the text stand in the file"),
        (false, true) => {
            format!("{name}, in other words: {} ({})", section.quotation, section.quotation_hash)
        }
        (false, false) => format!("{name}: “{}” ({})", section.quotation, section.quotation_hash),
    };
    Some(Proof::new(Rule::Article, text))
}

/// The readings on which a verdict rests and which not everybody shares; they stand first in its proof.
pub(crate) fn readings(sitting: &Sitting<'_>, norm: &Norm) -> Vec<Proof> {
    let mut proofs: Vec<Proof> =
        norm.reading.iter().filter_map(|reading| unshared(reading, "its text")).collect();
    for zone in zones(&norm.rule) {
        let zone = sitting.agreement.geometry.zones.iter().find(|known| known.name == *zone);
        if let Some((zone, reading)) =
            zone.and_then(|zone| zone.reading.as_ref().map(|reading| (zone, reading)))
        {
            let proof = unshared(reading, &format!("the zone {}", zone.name));
            proofs.extend(proof.filter(|proof| !proofs.contains(proof)));
        }
    }
    proofs
}

fn unshared(reading: &Reading, of: &str) -> Option<Proof> {
    let by = match reading.by {
        SharedBy::Agreed => return None,
        SharedBy::Unilateral => "one side's or the author's",
        SharedBy::Disputed => "disputed by another party",
    };
    Some(Proof::new(Rule::Reading, format!("rests on a reading of {of} ({by}): {}", reading.text)))
}

fn zones(rule: &Kind) -> Vec<&armistice_facts::Name> {
    let mut open: Vec<&Place> = match rule {
        Kind::Ban(rule) => vec![&rule.place],
        Kind::Upkeep(rule) => vec![&rule.place],
        Kind::Ceiling(rule) => vec![&rule.place],
        Kind::Rate(rule) => vec![&rule.place],
        Kind::Notice(rule) => vec![&rule.place],
        Kind::Procedure(rule) => vec![&rule.place],
        Kind::Permission(rule) => vec![&rule.place],
        Kind::Power(_) => Vec::new(),
        Kind::Deed(rule) => {
            [Some(&rule.place), rule.out_of.as_ref(), rule.to.as_ref()].into_iter().flatten().collect()
        }
    };
    let mut zones = Vec::new();
    while let Some(place) = open.pop() {
        match place {
            Place::Or(places) | Place::And(places) => open.extend(places),
            Place::Minus(first, second) => open.extend([first.as_ref(), second.as_ref()]),
            Place::OutOf(place) | Place::To(place) => open.push(place.as_ref()),
            Place::Zone(name) => zones.push(name),
            Place::Near(near) => {
                if let NearTo::Zone(name) = &near.of {
                    zones.push(name);
                }
            }
            Place::Beside { .. }
            | Place::File(_)
            | Place::Height(_)
            | Place::AcrossLine(_)
            | Place::Side { .. }
            | Place::Domain(_)
            | Place::Everywhere => {}
        }
    }
    zones.sort_unstable();
    zones.dedup();
    zones
}
