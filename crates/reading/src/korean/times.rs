//! When: days, parts of the day and hours as releases write them, against the day of the release.

use armistice_facts::calendar::Date;

use crate::dates::Clock;
use crate::resolve::Stretch;

use super::words::Line;

/// Parts of the day with their minutes.
const PARTS: [(&str, u16, u16); 10] = [
    ("새벽", 0, 360),
    ("아침", 360, 540),
    ("오전", 360, 720),
    ("낮", 720, 900),
    ("오후", 720, 1080),
    ("저녁", 1080, 1320),
    ("밤", 1080, 1440),
    ("심야", 1320, 1440),
    ("정오", 720, 720),
    ("자정", 0, 0),
];
/// Native words for numbers of days.
const DAYS: [(&str, i32); 6] =
    [("하루", 1), ("이틀", 2), ("사흘", 3), ("나흘", 4), ("닷새", 5), ("열흘", 10)];
/// Behind these words a story is of another time than the report.
const THEN: [&str; 4] = ["당시", "그때", "그해", "그날"];

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
    let is_then = line.words_in(start, end).any(|word| THEN.iter().any(|then| word.text.starts_with(then)));
    let clock = match clock.then.filter(|_| is_then) {
        Some(then) => Clock { last: Some(then), is_fresh: true, ..clock },
        None => clock,
    };
    let words: Vec<_> = line.words_in(start, end).collect();
    for (at, word) in words.iter().enumerate() {
        let had = (told.from, told.to, told.first, told.last, told.part);
        let next = words.get(at + 1).map_or("", |word| word.text);
        // `2018년 군사합의`: the year is part of its name.
        let is_named = words.get(at + 1).is_some_and(|next| {
            line.marks.iter().any(|mark| mark.is_agreement() && mark.start == next.start)
        });
        if !(is_named && is_year(word.text)) {
            read(&mut told, word.text, next, clock, ahead);
        }
        if had != (told.from, told.to, told.first, told.last, told.part)
            || told.end > 0 && told.end == word.start
        {
            if told.start == 0 {
                told.start = word.start;
            }
            told.end = word.end;
        }
    }
    let words = line.between(told.start, told.end).to_owned();
    let then = || clock.then.filter(|_| is_then).map(of_days);
    stretch(&told, clock, ahead).or_else(then).map(|stretch| (stretch, words))
}

/// The last whole date that a sentence tells, with its year: what `당시` speaks of.
pub(super) fn whole_date(clock: Clock<'_>, line: &Line<'_, '_>) -> Option<(Date, Date)> {
    let mut told = Told { granularity: "day", ..Told::default() };
    let today = clock.published?;
    let words: Vec<_> = line.words.iter().collect();
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).map_or("", |word| word.text);
        numbered(&mut told, word.text, next, today, false);
        if told.year.is_some() && told.granularity != "year" && told.granularity != "month" {
            break;
        }
    }
    told.year?;
    told.from.zip(told.to)
}

fn of_days((from, to): (Date, Date)) -> Stretch {
    Stretch {
        from: Some(from),
        to: Some(to),
        clock: None,
        granularity: "day",
        anchor: "coref",
        certainty: "exact",
    }
}

/// Whether a word is a year and nothing else.
fn is_year(word: &str) -> bool {
    word.strip_suffix('년')
        .is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// One word: `오늘`, `9일`, `17시경부터`.
fn read(told: &mut Told, word: &str, next: &str, clock: Clock<'_>, ahead: bool) {
    let Some(today) = clock.published else { return };
    if let Some(date) = relative(word, next, clock, today) {
        // `전날 밤 9시부터 이날 새벽까지`: the second day is the end.
        if told.from.is_some() && told.granularity == "day" && word != "이날" {
            told.to = told.to.max(date);
        } else if told.from.is_some() && told.first.is_some() {
            told.to = date;
        } else {
            set_day(told, date, word);
        }
        return;
    }
    if whole(told, word, today, ahead) || week(told, word, next, today) || weekday(told, word, today, ahead) {
        return;
    }
    if (word.starts_with("말까지")
        || word.starts_with("안으로")
        || word.starts_with("안에")
        || word.starts_with("내로"))
        && told.granularity == "month"
    {
        told.until = true;
        return;
    }
    if matches!(word, "이후" | "이후로" | "이래" | "뒤로") && told.from.is_some() && told.first.is_none()
    {
        told.since = true;
        return;
    }
    if let Some((_, from, to)) = PARTS.iter().find(|(name, ..)| word.starts_with(name)) {
        set_part(told, (*from, *to), word);
        return;
    }
    numbered(told, word, next, today, ahead);
}

/// Days that are told from that of the report, or from the day told last.
fn relative(word: &str, next: &str, clock: Clock<'_>, today: Date) -> Option<Option<Date>> {
    let day = |days: i32| today.plus_days(days).ok();
    // A day told in the same paragraph is that of the story; else the day of the report is meant.
    let last = clock.last.map(|(_, last)| last).filter(|_| clock.is_fresh);
    let around = |days: i32| last.unwrap_or(today).plus_days(days).ok();
    let is_old = last.is_some_and(|last| today.plus_days(-7).is_ok_and(|week| last < week));
    let is_before = next.starts_with('전') || next.starts_with("앞서");
    if let Some((_, days)) = DAYS.iter().find(|(name, _)| word.starts_with(name)).filter(|_| is_before) {
        return Some(around(-days));
    }
    let known = [
        ("오늘", Some(today)),
        ("금일", Some(today)),
        ("이날", last.or(Some(today))),
        ("같은날", last.or(Some(today))),
        ("당일", last.or(Some(today))),
        ("어제", day(-1)),
        ("전날", if is_old { around(-1) } else { day(-1) }),
        ("그제", day(-2)),
        ("그저께", day(-2)),
        ("내일", day(1)),
        ("모레", day(2)),
        ("이튿날", around(1)),
        ("다음날", around(1)),
    ];
    if let Some((_, date)) = known.iter().find(|(name, _)| word.starts_with(name)) {
        return Some(*date);
    }
    match (word, next.starts_with('날')) {
        ("같은", true) => Some(last.or(Some(today))),
        ("다음", true) => Some(around(1)),
        _ => None,
    }
}

/// `지난 주`, `이번 주`, `다음주`: Monday to Sunday.
fn week(told: &mut Told, word: &str, next: &str, today: Date) -> bool {
    let names = [("지난", -7), ("이번", 0), ("금", 0), ("다음", 7), ("내", 7)];
    const WEEKS: [&str; 9] = ["주", "주에", "주에는", "주부터", "주까지", "주의", "주초", "주말", "주중"];
    let is_week = |rest: &str| WEEKS.contains(&rest);
    let shift = names.iter().find_map(|(name, shift)| {
        let rest = word.strip_prefix(name)?;
        let apart = rest.is_empty() && is_week(next) && name.chars().nth(1).is_some();
        (apart || is_week(rest)).then_some(*shift)
    });
    let Some(shift) = shift.filter(|_| told.from.is_none()) else { return false };
    let monday = today.plus_days(1 - i32::from(today.weekday()) + shift).ok();
    (told.from, told.to) = (monday, monday.and_then(|day| day.plus_days(6).ok()));
    true
}

/// `지난 금요일`: of the week told before it, else the last one, or the next one of what is to come.
fn weekday(told: &mut Told, word: &str, today: Date, ahead: bool) -> bool {
    const NAMES: [&str; 7] = ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"];
    let Some(day) = (1_i32..).zip(NAMES).find_map(|(day, name)| word.starts_with(name).then_some(day)) else {
        return false;
    };
    let week = told.from.zip(told.to).filter(|(from, to)| from.plus_days(6).is_ok_and(|end| end == *to));
    let now = i32::from(today.weekday());
    let date = match (week, told.from, ahead) {
        (Some((monday, _)), ..) => monday.plus_days(day - 1).ok(),
        (None, Some(_), _) => return true,
        (None, None, true) => today.plus_days((day - now - 1).rem_euclid(7) + 1).ok(),
        (None, None, false) => today.plus_days(-((now - day - 1).rem_euclid(7) + 1)).ok(),
    };
    (told.from, told.to, told.granularity) = (date, date, "day");
    told.until |= word.contains("까지");
    told.since |= word.contains("부터");
    true
}

/// Months, weeks and years that are told from the day of the report.
fn whole(told: &mut Told, word: &str, today: Date, ahead: bool) -> bool {
    let (year, month, _) = today.parts();
    let months = [("지난달", -1), ("이달", 0), ("이번달", 0), ("다음달", 1), ("내달", 1)];
    if let Some((name, shift)) = months.iter().find(|(name, _)| word.starts_with(name)) {
        set_month(told, shifted(year, month, *shift), today, *shift == 0 && !ahead);
        mark_edges(told, word.get(name.len()..).unwrap_or_default());
        return true;
    }
    let years = [("지난해", -1), ("작년", -1), ("올해", 0), ("금년", 0), ("내년", 1), ("재작년", -2)];
    if let Some((_, shift)) = years.iter().find(|(name, _)| word.starts_with(name)) {
        told.year = year.checked_add(*shift);
        set_year(told, (*shift == 0 && !ahead).then_some(today));
        return true;
    }
    false
}

/// `2018년`, `12월`, `9일`, `12시`, `30분경까지`, and several in one word.
fn numbered(told: &mut Told, word: &str, next: &str, today: Date, ahead: bool) {
    let mut rest = word.trim_start_matches(['\'', '’']);
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
            '년' if number > 1900 && !behind.starts_with("년간") => {
                told.year = i16::try_from(number).ok();
                set_year(told, None);
            }
            '월' => set_named_month(told, number, behind, today, ahead),
            '일' if !behind.starts_with("일간") && !behind.starts_with("일째") => {
                if next.starts_with('전') {
                    set_day(told, today.plus_days(-i32::from(number)).ok(), behind);
                    return;
                }
                let month = told.from.filter(|_| told.granularity == "month").map(|date| date.parts());
                let Ok(day) = u8::try_from(number) else { return };
                let is_end = told.from.is_some() && told.granularity == "day";
                let date = of_month(
                    month.or(told.from.filter(|_| is_end).map(|date| date.parts())),
                    day,
                    today,
                    ahead,
                );
                set_day(told, date, behind);
            }
            '시' if !behind.starts_with("시간") => {
                let afternoon = told.part.is_some_and(|(from, _)| from >= 720) && number < 12;
                let minutes = (number % 25) * 60 + if afternoon { 720 } else { 0 };
                set_clock(told, minutes, behind);
            }
            '분' if !behind.starts_with("분간")
                && told.first.is_some()
                && !next.starts_with(['뒤', '만']) =>
            {
                for clock in [&mut told.last, &mut told.first] {
                    if let Some(hour) = clock.as_mut().filter(|hour| **hour % 60 == 0) {
                        *hour += number % 60;
                        break;
                    }
                }
            }
            _ => return,
        }
        rest = behind.get(sign.len_utf8()..).unwrap_or_default();
    }
}

/// `12월`, and the year that stood before it or is meant.
fn set_named_month(told: &mut Told, number: u16, behind: &str, today: Date, ahead: bool) {
    let (year, month, _) = today.parts();
    let Ok(wanted) = u8::try_from(number) else { return };
    let year = told.year.unwrap_or(match () {
        () if ahead && wanted < month => year + 1,
        () if !ahead && wanted > month => year - 1,
        () => year,
    });
    if told.granularity == "year" {
        told.from = None;
    }
    set_month(told, Some((year, wanted)), today, false);
    mark_edges(told, behind.strip_prefix('월').unwrap_or_default());
}

/// `부터`, `까지`, `이후` behind a stretch.
fn mark_edges(told: &mut Told, tail: &str) {
    told.until |= tail.starts_with("까지") || tail.starts_with("말까지");
    told.since |= tail.starts_with("부터") || tail.starts_with("이후") || tail.starts_with("이래");
}

fn set_day(told: &mut Told, date: Option<Date>, word: &str) {
    if told.from.is_some() && told.granularity == "day" {
        // `1일부터 20일까지`, `3일과 5일`: the second is the end.
        if told.first.is_none() && date >= told.from {
            told.to = date.or(told.to);
            told.since = false;
        }
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

/// `2010년`, `1999년과 2002년`
fn set_year(told: &mut Told, so_far: Option<Date>) {
    let Some(year) = told.year else { return };
    let last = so_far.or(Date::new(year, 12, 31).ok());
    if told.granularity == "year" && told.from.is_some() {
        told.to = told.to.max(last);
    } else if told.from.is_none() {
        (told.from, told.to, told.granularity) = (Date::new(year, 1, 1).ok(), last, "year");
    }
}

/// A part of the day; a second one, or one behind an hour, is the end.
fn set_part(told: &mut Told, (from, to): (u16, u16), word: &str) {
    if told.first.is_some() && told.last.is_none() && word.contains("까지") {
        told.last = Some(to);
    } else {
        told.part = Some((from, to));
        if from == to && told.first.is_none() {
            told.first = Some(from);
        }
    }
    told.since |= word.contains("부터") && told.from.is_none();
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
    // An hour is of the day told last, where that is of this story.
    let near = |last: &(Date, Date)| today.plus_days(-31).is_ok_and(|month| last.1 >= month);
    let carried = clock.last.filter(|last| clock.is_fresh || near(last)).map_or(today, |(_, last)| last);
    let (from, to) = match (told.from, told.to) {
        (Some(from), to) => (from, to.unwrap_or(from).max(from)),
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
    // An hour of a month or a year is of no day.
    let is_day = told.granularity == "day";
    Some(match (told.first, told.last, told.part) {
        (Some(first), last, _) if is_day => {
            let last = last.unwrap_or(first);
            // `밤 9시부터 새벽까지` ends on the next day.
            let last = if to > from { last } else { last.max(first) };
            Stretch { clock: Some((first, last)), granularity: "minute", ..exact }
        }
        (None, _, Some(part)) if is_day => Stretch { clock: Some(part), granularity: "part_of_day", ..exact },
        _ if told.until && ahead => Stretch {
            from: Some(today).filter(|_| told.granularity == "month"),
            certainty: "deadline",
            ..exact
        },
        _ if told.until && !told.since && from == to => {
            Stretch { from: None, certainty: "upper_bound", ..exact }
        }
        _ if told.since && ahead && from == to => Stretch { to: None, certainty: "open", ..exact },
        _ if told.since && (from == to || !is_day) => {
            Stretch { to: Some(today).max(Some(from)), certainty: "bounded", ..exact }
        }
        _ => exact,
    })
}
