//! Whether something happened at the hours of the day for which a norm or exception holds.
//!
//! Both ends of an interval belong to it. What is told only to the day may have happened at any hour of it, and stays
//! open; what lasted falls under the norm as soon as a part of it does.

use armistice_facts::calendar::{CalendarError, Zone};
use armistice_facts::{Instant, Interval, Precision};
use armistice_terms::model::Hours;

use crate::scope::Answer;
use crate::sitting::Sitting;
use crate::{Proof, Reason, Rule};

/// So many days of an act are looked at; after them every season has come round.
const MOST_DAYS: i32 = 800;

/// How an act lies to hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Share {
    /// Some of it is in them.
    touches: bool,
    /// All of it is in them.
    fills: bool,
}

impl Sitting<'_> {
    /// Whether it happened at those hours; at all hours if there are none.
    pub(crate) fn clock(&self, about: &Interval, hours: Option<&Hours>) -> Answer {
        let Some(hours) = hours else { return Answer::yes(None) };
        let open = |text: &str| Answer::open(Reason::TimeUncertain, Proof::new(Rule::Time, text));
        let Ok(share) = share(self.zone(), hours, about) else {
            return open("the hours of that day lie beyond the calendar");
        };
        match share {
            Share { touches: false, .. } => Answer::no(),
            Share { fills: false, .. } if about.precision == Precision::Within => {
                open("the time told reaches beyond the hours for which the norm holds")
            }
            _ => Answer::yes(None),
        }
    }
}

fn share(zone: &Zone, hours: &Hours, about: &Interval) -> Result<Share, CalendarError> {
    let (from, last) = (about.from, about.last());
    let mut windows = windows(zone, hours, from, last)?;
    windows.sort_unstable();
    let touches = windows.iter().any(|(start, end)| *start <= last && *end >= from);
    // In the closed intervals from the first instant on, as far as they hang together.
    let mut covered = None;
    for (start, end) in windows {
        let reached = covered.unwrap_or(from);
        if start <= reached && end >= reached {
            covered = Some(end);
        }
    }
    let fills = covered.is_some_and(|covered| covered >= last);
    Ok(if hours.is_outside { Share { touches: !fills, fills: !touches } } else { Share { touches, fills } })
}

/// The intervals of all days that the act may lie in, from the evening before.
fn windows(
    zone: &Zone,
    hours: &Hours,
    from: Instant,
    last: Instant,
) -> Result<Vec<(Instant, Instant)>, CalendarError> {
    let mut found = Vec::new();
    let mut day = zone.date_of(from).plus_days(-1)?;
    let end = zone.date_of(last).min(zone.date_of(from).plus_days(MOST_DAYS)?);
    while day <= end {
        let next = day.plus_days(1)?;
        let (_, month, _) = day.parts();
        let of_day =
            hours.seasons.iter().filter(|season| season.holds(month)).flat_map(|season| &season.between);
        for ((from_hour, from_minute), (until_hour, until_minute)) in of_day.copied() {
            let runs_over = (until_hour, until_minute) <= (from_hour, from_minute);
            let until = zone.at(if runs_over { next } else { day }, until_hour, until_minute)?;
            found.push((zone.at(day, from_hour, from_minute)?, until));
        }
        day = next;
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
