//! The clock of a deadline, which stops while the norm is suspended where the text says so.

use armistice_facts::Instant;
use armistice_terms::model::Norm;

use crate::force::Force;
use crate::sitting::Sitting;

impl Sitting<'_> {
    /// A deadline, moved by the time for which the norm was suspended before it, and after a decision set it. One that
    /// was the end of a day is the end of the day on which it comes to fall.
    pub(crate) fn moved(
        &self,
        norm: &Norm,
        force: &Force<'_>,
        due: Instant,
        set: Option<Instant>,
    ) -> Instant {
        let text = self.agreement.instrument_of(norm.section);
        if text.and_then(|text| text.suspension_stops_clock) != Some(true) {
            return due;
        }
        let start = force.start.as_ref().ok().copied().max(set);
        let mut stretches: Vec<(Instant, Instant)> = force
            .suspensions
            .iter()
            .filter(|change| !change.is_disputed())
            .map(|change| (change.from(), change.until.unwrap_or(self.as_of).min(self.as_of)))
            .map(|(from, until)| (start.map_or(from, |start| from.max(start)), until))
            .filter(|(from, until)| from < until)
            .collect();
        stretches.sort_unstable();
        let (mut moved, mut counted) = (due, None);
        for (from, until) in stretches {
            let from = counted.map_or(from, |counted: Instant| from.max(counted));
            if from <= moved && from < until {
                moved = moved.plus_millis(until.millis() - from.millis());
                counted = Some(until);
            }
        }
        let zone = self.zone();
        let end_of = |at: Instant| zone.end_of(zone.date_of(at)).ok();
        if moved != due && end_of(due) == Some(due) { end_of(moved).unwrap_or(moved) } else { moved }
    }
}

#[cfg(test)]
mod tests;
