//! When it is said to have happened, and when it was said, as intervals in the zone of the agreement.

use armistice_facts::calendar::{Date, Zone};
use armistice_facts::{Instant, Interval, Precision};
use armistice_reading::Claim;
use armistice_reading::claim::{Modality, When};
use armistice_terms::model::Agreement;

/// When the thing happened; by the day on which it was said, or taken, where nothing closer is told.
pub(super) fn about(
    claim: &Claim,
    published: Option<&str>,
    agreement: &Agreement,
    taken: Instant,
) -> Interval {
    let told = claim.date.as_ref().and_then(|date| interval(date, agreement));
    let told = told.map(|told| match claim.modality {
        Modality::Ongoing if told.precision == Precision::Within => {
            Interval { precision: Precision::Span, ..told }
        }
        _ => told,
    });
    told.or_else(|| said(claim, published, agreement)).unwrap_or(Interval::at(taken))
}

/// When it was said: the day of the statement, else that of the report.
pub(super) fn said(claim: &Claim, published: Option<&str>, agreement: &Agreement) -> Option<Interval> {
    let zone = &agreement.settings.time_zone;
    let of_voice = claim.attribution.last().and_then(|link| link.when.as_deref());
    let parts = |told: &str| {
        told.split_once('/')
            .map_or((told.to_owned(), told.to_owned()), |(from, to)| (from.to_owned(), to.to_owned()))
    };
    let read = |told: &str| {
        let (from, to) = parts(told);
        days(&from, &to, zone)
    };
    of_voice.and_then(read).or_else(|| published.and_then(read))
}

/// The interval that a date tells. An end that is open is that of the agreement's signature, or of the other end's day.
pub(super) fn interval(date: &When, agreement: &Agreement) -> Option<Interval> {
    let zone = &agreement.settings.time_zone;
    if let (Some(from), Some(to)) = (instant(&date.from), instant(&date.to)) {
        let precision = if from == to { Precision::Exact } else { Precision::Within };
        return Interval::new(from, to, precision).ok();
    }
    let signed = agreement.instruments.first().map(|text| zone.date_of(text.signed).to_string());
    let from = if date.from == ".." { signed? } else { date.from.clone() };
    let to = if date.to == ".." { from.clone() } else { date.to.clone() };
    days(&from, &to, zone)
}

fn days(from: &str, to: &str, zone: &Zone) -> Option<Interval> {
    let start = instant(from).or_else(|| zone.start_of(day(from)?).ok())?;
    let until = instant(to).or_else(|| zone.start_of(day(to)?.plus_days(1).ok()?).ok())?;
    Interval::new(start, until, Precision::Within).ok()
}

fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// An instant with its offset, with or without seconds.
fn instant(text: &str) -> Option<Instant> {
    let (clock, rest) = (text.get(..16)?, text.get(16..)?);
    if rest.starts_with(':') { text.parse().ok() } else { format!("{clock}:00{rest}").parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_is_an_instant_and_a_day_is_none() {
        assert_eq!(instant("2018-12-01T07:56+09:00"), "2018-12-01T07:56:00+09:00".parse().ok());
        assert_eq!(instant("2018-12-01T07:56:30Z"), "2018-12-01T07:56:30Z".parse().ok());
        for text in ["2018-12-01", "..", "", "2018-12-01T07", "니다니다니다니다니다니다"] {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn days_end_at_the_start_of_the_next() {
        let seoul = Zone::named("Asia/Seoul").unwrap();
        let told = days("2018-11-30", "2018-12-01", &seoul).unwrap();
        assert_eq!(told.until.to_string(), "2018-12-01T15:00:00Z");
        assert_eq!(days("2018-12-02", "2018-12-01T00:00+09:00", &seoul), None);
    }
}
