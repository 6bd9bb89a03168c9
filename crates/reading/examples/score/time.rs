//! Spans of time of gold and claim beside each other, in minutes.

use armistice_reading::claim::When;

use crate::gold::Span;

/// An open edge.
const OPEN: i64 = i64::MAX / 4;
const DAY: i64 = 24 * 60;

/// A span in minutes from 1970, its end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Minutes {
    from: i64,
    to: i64,
}

/// Whether the claim's time is right. An exact time asks for an overlap of half of both together; an upper bound or deadline for
/// that edge and no day of its own; what is vague or open, for nothing narrower.
pub(crate) fn right(gold: &Span, claim: Option<&When>, offset: i64) -> bool {
    let open = matches!(gold.certainty.as_str(), "open" | "vague" | "unknown");
    let Some(claim) = claim else { return open };
    let (Some(wanted), Some(given)) =
        (minutes(&gold.from, &gold.to, offset), minutes(&claim.from, &claim.to, offset))
    else {
        return false;
    };
    match gold.certainty.as_str() {
        "upper_bound" | "deadline" => (wanted.to - given.to).abs() <= DAY && given.from < wanted.to - DAY,
        _ if open => given.from <= wanted.from + DAY && given.to >= wanted.to - DAY,
        _ => overlap(wanted, given),
    }
}

/// Whether the claim dates to the day of publication alone what the gold says had ended before it.
pub(crate) fn stale(gold: &Span, claim: Option<&When>, published: &str, offset: i64) -> bool {
    let (Some(claim), Some(today)) = (claim, minutes(published, published, offset)) else { return false };
    let (Some(wanted), Some(given)) =
        (minutes(&gold.from, &gold.to, offset), minutes(&claim.from, &claim.to, offset))
    else {
        return false;
    };
    wanted.to <= today.from && given.from >= today.from && given.to <= today.to
}

/// An answer of `accept`: `from/to` or one day.
pub(crate) fn accepted(answer: &str, claim: Option<&When>, offset: i64) -> bool {
    let (from, to) = answer.split_once('/').unwrap_or((answer, answer));
    let (Some(claim), Some(wanted)) = (claim, minutes(from, to, offset)) else { return false };
    minutes(&claim.from, &claim.to, offset).is_some_and(|given| overlap(wanted, given))
}

/// Intersection over union of at least one half; an instant counts as an hour.
fn overlap(wanted: Minutes, given: Minutes) -> bool {
    let wide = |span: Minutes| Minutes { to: span.to.max(span.from + 60), ..span };
    let (wanted, given) = (wide(wanted), wide(given));
    let shared = wanted.to.min(given.to) - wanted.from.max(given.from);
    let all = wanted.to.max(given.to) - wanted.from.min(given.from);
    shared > 0 && 2 * shared >= all
}

/// A span by its two edges.
pub(crate) fn minutes(from: &str, to: &str, offset: i64) -> Option<Minutes> {
    let edge =
        |text: &str, open: i64, end: bool| if text == ".." { Some(open) } else { instant(text, offset, end) };
    Some(Minutes { from: edge(from, -OPEN, false)?, to: edge(to, OPEN, true)? })
}

/// A day or a time, in minutes from 1970; the end of a day is that of the day.
fn instant(text: &str, offset: i64, end: bool) -> Option<i64> {
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let mut parts = day.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, date) = (parts.next()??, parts.next()??, parts.next()??);
    let days = days(year, month, date);
    let Some(time) = time else { return Some(days * DAY - offset + if end { DAY } else { 0 }) };
    let split = time.find(['+', '-', 'Z']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(split);
    let mut parts = clock.split(':').map(|part| part.parse::<i64>().ok());
    let (hour, minute) = (parts.next()??, parts.next().flatten().unwrap_or(0));
    Some(days * DAY + hour * 60 + minute - if zone.is_empty() { offset } else { self::offset(zone)? })
}

/// `+09:00` in minutes.
pub(crate) fn offset(zone: &str) -> Option<i64> {
    if zone.starts_with('Z') {
        return Some(0);
    }
    let (sign, rest) = (if zone.starts_with('-') { -1 } else { 1 }, zone.get(1..)?);
    let (hours, minutes) = rest.split_once(':')?;
    Some(sign * (hours.parse::<i64>().ok()? * 60 + minutes.get(..2)?.parse::<i64>().ok()?))
}

/// Days from 1 January 1970 in the Gregorian calendar, by counting years from March.
fn days(year: i64, month: i64, date: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + date
        - 719_469
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: &str, to: &str, certainty: &str) -> Span {
        Span { from: from.to_owned(), to: to.to_owned(), certainty: certainty.to_owned() }
    }

    fn when(from: &str, to: &str) -> When {
        When {
            text: None,
            from: from.to_owned(),
            to: to.to_owned(),
            granularity: "day".to_owned(),
            anchor: "dateline".to_owned(),
            certainty: "exact".to_owned(),
        }
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(days(2000, 3, 1), 11_017);
        assert_eq!(days(2018, 12, 1), 17_866);
    }

    #[test]
    fn an_exact_day_asks_for_half() {
        let gold = span("2018-12-01", "2018-12-01", "exact");
        assert!(right(&gold, Some(&when("2018-12-01", "2018-12-01")), 540));
        assert!(right(&gold, Some(&when("2018-12-01T00:00+09:00", "2018-12-01T13:00+09:00")), 540));
        assert!(!right(&gold, Some(&when("2018-12-01T00:00+09:00", "2018-12-01T11:00+09:00")), 540));
        assert!(!right(&gold, Some(&when("2018-11-29", "2018-12-01")), 540));
        assert!(!right(&gold, Some(&when("..", "2018-12-01")), 540));
        assert!(!right(&gold, None, 540));
    }

    #[test]
    fn an_upper_bound_asks_for_its_edge_and_no_day_of_its_own() {
        let gold = span("..", "2018-11-30", "upper_bound");
        assert!(right(&gold, Some(&when("..", "2018-11-30")), 540));
        assert!(right(&gold, Some(&when("2018-11-01", "2018-11-30")), 540));
        assert!(!right(&gold, Some(&when("2018-11-30", "2018-11-30")), 540));
        assert!(!right(&gold, Some(&when("..", "2018-12-02")), 540));
    }

    #[test]
    fn what_is_open_asks_for_nothing_narrower() {
        let gold = span("2018-12-01", "..", "open");
        assert!(right(&gold, Some(&when("2018-12-01", "..")), 540));
        assert!(right(&gold, Some(&when("..", "..")), 540));
        assert!(right(&gold, None, 540));
        assert!(!right(&gold, Some(&when("2018-12-01", "2018-12-31")), 540));
    }

    #[test]
    fn an_old_event_on_the_day_of_the_report_is_stale() {
        let gold = span("2017-11-01", "2017-11-30", "exact");
        assert!(stale(&gold, Some(&when("2018-12-01", "2018-12-01")), "2018-12-01", 540));
        assert!(!stale(&gold, Some(&when("..", "2018-12-01")), "2018-12-01", 540));
        assert!(!stale(
            &span("2018-12-01", "2018-12-01", "exact"),
            Some(&when("2018-12-01", "2018-12-01")),
            "2018-12-01",
            540
        ));
    }
}
