//! How deep each entry led: what closes a presence tells it, and the entry before it is what is judged.

use std::collections::BTreeMap;

use armistice_facts::{Deepest, Incursion, Instant, Name, PassageKind};
use armistice_watch::{Notice, Standing};

/// Presences last told of, for each object and zone; older ones change no more.
const MOST_KEPT: usize = 64;

/// The entries that were told, and how deep each led.
#[derive(Debug, Default)]
pub(super) struct Depths {
    /// By object and zone, then by the time of the entry.
    entries: BTreeMap<(String, Name), BTreeMap<Instant, Notice>>,
    /// By the number of the entry.
    found: BTreeMap<u64, Incursion>,
}

impl Depths {
    /// How deep the entry of that number led, as far as that is told.
    pub(super) fn of(&self, number: u64) -> Option<Incursion> {
        self.found.get(&number).cloned()
    }

    /// The entry or crossing that a passage tells something of.
    pub(super) fn concerned(&mut self, notice: &Notice) -> Option<Notice> {
        let passage = &notice.passage;
        let Some(zone) = &passage.zone else { return Some(notice.clone()) };
        let entries = self.entries.entry((passage.object.clone(), zone.clone())).or_default();
        match passage.kind {
            PassageKind::Enter => {
                entries.retain(|_, other| other.number != notice.number);
                if notice.standing != Standing::Withdrawn {
                    entries.insert(passage.time, notice.clone());
                }
                if entries.len() > MOST_KEPT
                    && let Some((_, oldest)) = entries.pop_first()
                {
                    self.found.remove(&oldest.number);
                }
                Some(notice.clone())
            }
            PassageKind::Stay if !passage.height_unknown => {
                let (_, entry) = entries.range(..=passage.from?).next_back()?;
                match passage.deepest.filter(|_| notice.standing != Standing::Withdrawn) {
                    Some(deepest) => drop(self.found.insert(entry.number, incursion(zone, &deepest))),
                    None => drop(self.found.remove(&entry.number)),
                }
                Some(entry.clone())
            }
            _ => None,
        }
    }
}

fn incursion(zone: &Name, deepest: &Deepest) -> Incursion {
    #[expect(clippy::cast_possible_truncation, reason = "decimetres on the earth stay far below 2^53")]
    let depth_dm = (deepest.depth_m * 10.0).round() as i64;
    Incursion { zone: zone.clone(), depth_dm, at: deepest.time, position: Some(deepest.position) }
}
