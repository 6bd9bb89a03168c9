//! Days and hours in Korean: `지난 9일 낮 12시 30분경`, `오늘 17시경부터 17시 20분경까지`, `이달 말까지`.

use armistice_facts::calendar::Date;

use super::words::{Word, number};
use crate::resolve::Stretch;

/// The stretch that a clause tells, and its days where they are of an event.
pub(super) fn stretch(
    clause: &[Word<'_>],
    published: Option<Date>,
    is_ahead: bool,
) -> Option<(Stretch, Option<(Date, Date)>)> {
    let published = published?;
    let day = clause.iter().enumerate().find_map(|(at, word)| day(clause, at, word, published, is_ahead));
    let clock = clock(clause);
    let part = clause.iter().find_map(part);
    if day.is_none() && clock.is_none() && part.is_none() {
        return None;
    }
    let (from, to, granularity, is_limit) = day.unwrap_or((published, published, "day", false));
    let mut stretch = Stretch {
        from: Some(from),
        to: Some(to),
        clock: None,
        granularity,
        anchor: "dateline",
        certainty: "exact",
    };
    if is_limit {
        stretch.from = None;
        stretch.certainty = if is_ahead { "deadline" } else { "upper_bound" };
        return Some((stretch, None));
    }
    if let Some(clock) = clock {
        stretch.clock = Some(clock);
        stretch.granularity = "minute";
    } else if let Some(part) = part {
        stretch.clock = Some(part);
        stretch.granularity = "part_of_day";
    }
    Some((stretch, Some((from, to))))
}

type Told = (Date, Date, &'static str, bool);

/// The day that a word tells, with what stands before it.
fn day(clause: &[Word<'_>], at: usize, word: &Word<'_>, published: Date, is_ahead: bool) -> Option<Told> {
    let bare = word.bare();
    let is_limit = bare.ends_with("까지");
    let plain = |date: Date| Some((date, date, "day", is_limit));
    match bare {
        _ if bare.starts_with("오늘") => return plain(published),
        _ if bare.starts_with("어제") => return plain(published.plus_days(-1).ok()?),
        _ if bare.starts_with("내일") => return plain(published.plus_days(1).ok()?),
        _ => {}
    }
    let (year, month, today) = published.parts();
    if bare.starts_with("이달") || bare.starts_with("이번") {
        let is_end = clause.get(at + 1).is_some_and(|next| next.text.starts_with('말'));
        let last = Date::last_of_month(year, month).ok()?;
        let is_limit = clause.get(at + 1).is_some_and(|next| next.bare().ends_with("까지"));
        return is_end.then_some((last, last, "day", is_limit));
    }
    let (value, rest) = number(bare)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded by the test")]
    let value = if (1.0..=31.0).contains(&value) { value as u8 } else { return None };
    if rest.starts_with('월') && value <= 12 {
        let next = clause
            .get(at + 1)
            .and_then(|next| number(next.bare()))
            .filter(|(_, rest)| rest.starts_with('일'));
        let year = if month < value && !is_ahead { year.checked_sub(1)? } else { year };
        if let Some((day, _)) = next {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a wrong day is no date"
            )]
            let date = Date::new(year, value, day.clamp(0.0, 32.0) as u8).ok()?;
            return Some((date, date, "day", clause.get(at + 1)?.bare().ends_with("까지")));
        }
        return Some((
            Date::new(year, value, 1).ok()?,
            Date::last_of_month(year, value).ok()?,
            "month",
            is_limit,
        ));
    }
    if !rest.starts_with('일') || rest.starts_with("일간") || rest.starts_with("일째") {
        return None;
    }
    // The nearest such day that is past, or to come.
    let back = !is_ahead && value > today;
    let (year, month) = match (back, month) {
        (true, 1) => (year.checked_sub(1)?, 12),
        (true, _) => (year, month - 1),
        _ => (year, month),
    };
    plain(Date::new(year, month, value).ok()?)
}

/// `17시경부터 17시 20분경까지`, `낮 12시 30분경`
fn clock(clause: &[Word<'_>]) -> Option<(u16, u16)> {
    let mut times: Vec<u16> = Vec::new();
    for (at, word) in clause.iter().enumerate() {
        let Some((hour, rest)) = number(word.bare()) else { continue };
        if !rest.starts_with('시') || hour > 24.0 {
            continue;
        }
        let inside = rest.strip_prefix('시').and_then(number).filter(|(_, rest)| rest.starts_with('분'));
        let behind = clause
            .get(at + 1)
            .and_then(|next| number(next.bare()))
            .filter(|(_, rest)| rest.starts_with('분'));
        let minute = inside.or(behind).map_or(0.0, |(minute, _)| minute);
        let before = at.checked_sub(1).and_then(|before| clause.get(before)).map_or("", |word| word.bare());
        let is_later = hour < 12.0 && matches!(before, "오후" | "밤");
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "hours and minutes of a day"
        )]
        times.push(((hour + if is_later { 12.0 } else { 0.0 }) * 60.0 + minute.min(59.0)) as u16);
    }
    Some((*times.first()?, *times.last()?))
}

fn part(word: &Word<'_>) -> Option<(u16, u16)> {
    match word.bare() {
        "새벽" => Some((0, 6 * 60)),
        "오전" => Some((6 * 60, 12 * 60)),
        "오후" => Some((12 * 60, 18 * 60)),
        "밤" => Some((18 * 60, 24 * 60)),
        _ => None,
    }
}
