//! When: days, parts of the day and hours as releases write them, against the day of the release.

use armistice_facts::calendar::Date;

use crate::dates::Clock;
use crate::resolve::Stretch;

use super::words::Line;

/// Parts of the day with their minutes.
const PARTS: [(&str, u16, u16); 9] = [
    ("새벽", 0, 360),
    ("아침", 360, 540),
    ("오전", 360, 720),
    ("낮", 720, 900),
    ("오후", 720, 1080),
    ("저녁", 1080, 1320),
    ("밤", 1080, 1440),
    ("정오", 720, 720),
    ("자정", 0, 0),
];

/// What has been read of a time so far.
#[derive(Debug, Default)]
struct Told {
    from: Option<Date>,
    to: Option<Date>,
    part: Option<(u16, u16)>,
    first: Option<u16>,
    last: Option<u16>,
    /// `까지`, `부터` behind a day.
    until: bool,
    since: bool,
    granularity: &'static str,
    year: Option<i16>,
    start: usize,
    end: usize,
}

/// The time that is told between two places, and its words.
pub(super) fn time(
    clock: Clock<'_>,
    line: &Line<'_, '_>,
    start: usize,
    end: usize,
    ahead: bool,
) -> Option<(Stretch, String)> {
    let mut told = Told { granularity: "day", ..Told::default() };
    for word in line.words_in(start, end) {
        let had = (told.from, told.first, told.part);
        read(&mut told, word.text, clock, ahead);
        if had != (told.from, told.first, told.part) || told.end == word.start {
            if told.start == 0 {
                told.start = word.start;
            }
            told.end = word.end;
        }
    }
    let words = line.between(told.start, told.end).to_owned();
    stretch(&told, clock, ahead).map(|stretch| (stretch, words))
}

/// One word: `오늘`, `9일`, `17시경부터`.
fn read(told: &mut Told, word: &str, clock: Clock<'_>, ahead: bool) {
    let Some(today) = clock.published else { return };
    let day = |days: i32| today.plus_days(days).ok();
    let relative = [
        ("오늘", Some(today)),
        ("금일", Some(today)),
        ("이날", clock.last.map(|(_, last)| last).or(Some(today))),
        ("어제", day(-1)),
        ("전날", day(-1)),
        ("그제", day(-2)),
        ("그저께", day(-2)),
        ("내일", day(1)),
        ("모레", day(2)),
    ];
    if let Some((_, date)) = relative.iter().find(|(name, _)| word.starts_with(name)) {
        set_day(told, *date, word);
        return;
    }
    let months = [("지난달", -1), ("이달", 0), ("이번달", 0), ("다음달", 1), ("내달", 1)];
    if let Some((_, shift)) = months.iter().find(|(name, _)| word.starts_with(name)) {
        let (year, month, _) = today.parts();
        set_month(told, shifted(year, month, *shift), today, *shift == 0 && !ahead);
        return;
    }
    if word.starts_with("말까지") && told.granularity == "month" {
        told.until = true;
        return;
    }
    if let Some((_, from, to)) = PARTS.iter().find(|(name, ..)| word.starts_with(name)) {
        told.part = Some((*from, *to));
        if from == to {
            told.first = Some(*from);
        }
        return;
    }
    numbered(told, word, today, ahead);
}

/// `2018년`, `12월`, `9일`, `12시`, `30분경까지`, and several in one word.
fn numbered(told: &mut Told, word: &str, today: Date, ahead: bool) {
    let mut rest = word;
    while let Some(length) =
        rest.find(|letter: char| !letter.is_ascii_digit()).filter(|length| (1..=4).contains(length))
    {
        let (Some(Ok(number)), Some(behind)) =
            (rest.get(..length).map(str::parse::<u16>), rest.get(length..))
        else {
            return;
        };
        let Some(sign) = behind.chars().next() else { return };
        match sign {
            '년' => told.year = i16::try_from(number).ok(),
            '월' => {
                let (year, month, _) = today.parts();
                let Ok(wanted) = u8::try_from(number) else { return };
                let year = told.year.unwrap_or(match () {
                    () if ahead && wanted < month => year + 1,
                    () if !ahead && wanted > month => year - 1,
                    () => year,
                });
                set_month(told, Some((year, wanted)), today, false);
            }
            '일' if !behind.starts_with("일간") => {
                let month = told.from.filter(|_| told.granularity == "month").map(|date| date.parts());
                let Ok(day) = u8::try_from(number) else { return };
                set_day(told, of_month(month, day, today, ahead), behind);
            }
            '시' if !behind.starts_with("시간") => {
                let afternoon = told.part.is_some_and(|(from, _)| from >= 720) && number < 12;
                let minutes = (number % 25) * 60 + if afternoon { 720 } else { 0 };
                set_clock(told, minutes, behind);
            }
            '분' if !behind.starts_with("분간") => {
                for clock in [&mut told.last, &mut told.first] {
                    if let Some(hour) = clock.as_mut().filter(|hour| **hour % 60 == 0) {
                        *hour += number % 60;
                        break;
                    }
                }
                if behind.contains("까지") && told.last.is_none() {
                    told.until = told.first.is_none();
                }
            }
            _ => return,
        }
        rest = behind.get(sign.len_utf8()..).unwrap_or_default();
    }
}

fn set_day(told: &mut Told, date: Option<Date>, word: &str) {
    if told.from.is_some() && told.granularity == "day" {
        return;
    }
    (told.from, told.to, told.granularity) = (date, date, "day");
    told.until |= word.contains("까지");
    told.since |= word.contains("부터");
}

fn set_month(told: &mut Told, month: Option<(i16, u8)>, today: Date, so_far: bool) {
    if told.from.is_some() {
        return;
    }
    let Some((year, month)) = month else { return };
    told.from = Date::new(year, month, 1).ok();
    told.to = if so_far { Some(today) } else { Date::last_of_month(year, month).ok() };
    told.granularity = "month";
}

fn set_clock(told: &mut Told, minutes: u16, word: &str) {
    if told.first.is_none() {
        told.first = Some(minutes);
        told.since |= word.contains("부터") && told.from.is_none();
    } else if told.last.is_none() {
        told.last = Some(minutes);
    }
}

/// A day of the month without its month: this one, or the nearest before (behind, if it is to come).
fn of_month(month: Option<(i16, u8, u8)>, day: u8, today: Date, ahead: bool) -> Option<Date> {
    if let Some((year, month, _)) = month {
        return Date::new(year, month, day).ok();
    }
    let (year, month, now) = today.parts();
    let shift = match () {
        () if !ahead && day > now => -1,
        () if ahead && day < now => 1,
        () => 0,
    };
    let (year, month) = shifted(year, month, shift)?;
    Date::new(year, month, day).ok()
}

fn shifted(year: i16, month: u8, by: i16) -> Option<(i16, u8)> {
    let months = year.checked_mul(12)?.checked_add(i16::from(month))?.checked_sub(1)?.checked_add(by)?;
    Some((months.div_euclid(12), u8::try_from(months.rem_euclid(12)).ok()? + 1))
}

fn stretch(told: &Told, clock: Clock<'_>, ahead: bool) -> Option<Stretch> {
    let today = clock.published?;
    let clocked = told.first.is_some() || told.part.is_some();
    let carried = clock.last.map_or(today, |(_, last)| last);
    let (from, to) = match (told.from, told.to) {
        (Some(from), to) => (from, to.unwrap_or(from)),
        _ if clocked => (carried, carried),
        _ => return None,
    };
    let exact = Stretch {
        from: Some(from),
        to: Some(to),
        clock: None,
        granularity: told.granularity,
        anchor: "dateline",
        certainty: "exact",
    };
    Some(match (told.first, told.last, told.part) {
        (Some(first), last, _) => {
            Stretch { clock: Some((first, last.unwrap_or(first).max(first))), granularity: "minute", ..exact }
        }
        (None, _, Some(part)) => Stretch { clock: Some(part), granularity: "part_of_day", ..exact },
        _ if told.until && ahead => Stretch { from: None, certainty: "deadline", ..exact },
        _ if told.until => Stretch { from: None, certainty: "upper_bound", ..exact },
        _ if told.since && ahead => Stretch { to: None, certainty: "open", ..exact },
        _ if told.since => Stretch { to: Some(today), certainty: "bounded", ..exact },
        _ => exact,
    })
}
