//! Days, months, years, and what is counted from the day of the report.

use super::{Base, Which, Words};
use crate::openings::Openings;
use crate::published::{month_of, weekday_of};
use crate::tokens::TokenKind;

pub(super) fn base(words: &mut Words<'_>) -> Option<Base> {
    weekday(words)
        .or_else(|| dated(words))
        .or_else(|| relative(words))
        .or_else(|| counted(words))
        .or_else(|| vague(words))
}

pub(super) fn which(words: &mut Words<'_>) -> Which {
    let start = words.at;
    words.take(&["the"]);
    match words.lower(0) {
        "last" | "previous" => {
            words.at += 1;
            Which::Last
        }
        "next" | "coming" => {
            words.at += 1;
            Which::Next
        }
        "this" => {
            words.at += 1;
            Which::This
        }
        _ => {
            words.at = start;
            Which::Plain
        }
    }
}

pub(super) fn weekday(words: &mut Words<'_>) -> Option<Base> {
    let start = words.at;
    let which = which(words);
    let lower = words.lower(0);
    let Some(day) = weekday_of(lower).filter(|_| words.is_capital(lower)) else {
        words.at = start;
        return None;
    };
    words.at += 1;
    // `Tuesday, Oct. 18`: the date says more.
    let mut ahead = *words;
    ahead.take(&[","]);
    ahead.take(&["("]);
    if let Some(date) = dated(&mut ahead).filter(|base| matches!(base, Base::Day { .. })) {
        ahead.take(&[")"]);
        words.at = ahead.at;
        return Some(date);
    }
    Some(Base::Weekday { day, which })
}

/// `18 October 2022`, `Oct. 18`, `in November 2017`, `last November`, `2018-10-01`, `in 2018`.
pub(super) fn dated(words: &mut Words<'_>) -> Option<Base> {
    let start = words.at;
    let which = which(words);
    words.take(&["the"]);
    if !words.is_number(0) && month_of(words.lower(0)).is_none() {
        words.at = start;
        return None;
    }
    if let Some(base) = iso(words).or_else(|| day_first(words)).or_else(|| month_first(words, which)) {
        return Some(base);
    }
    let year =
        words.lower(0).parse::<i16>().ok().filter(|year| (1940..2100).contains(year) && words.is_number(0));
    let behind_preposition = start > 0
        && words.tokens.get(start - 1).is_some_and(|token| {
            matches!(token.lower.as_str(), "in" | "since" | "from" | "until" | "during" | "of" | "by")
        });
    let is_plain = !words.tokens.get(words.at + 1).is_some_and(|token| token.joined);
    // `the 1960s`
    let is_decade =
        words.lower(1) == "s" && words.tokens.get(words.at + 1).is_some_and(|token| !token.spaced);
    if let Some(year) = year.filter(|year| is_decade && year % 10 == 0) {
        words.at += 2;
        return Some(Base::Decade(year));
    }
    if let (Some(year), true, true) = (year, behind_preposition, is_plain) {
        words.at += 1;
        return Some(Base::Year(year));
    }
    words.at = start;
    None
}

pub(super) fn iso(words: &mut Words<'_>) -> Option<Base> {
    let year: i16 =
        words.lower(0).parse().ok().filter(|year| (1900..2200).contains(year) && words.is_number(0))?;
    let joined = |ahead: usize| words.tokens.get(words.at + ahead).is_some_and(|token| token.joined);
    if !joined(1) || !joined(2) {
        return None;
    }
    let month = words.lower(1).parse().ok().filter(|month| (1..=12).contains(month))?;
    let day = words.lower(2).parse().ok().filter(|day| (1..=31).contains(day))?;
    words.at += 3;
    Some(Base::Day { year: Some(year), month, day })
}

pub(super) fn day_first(words: &mut Words<'_>) -> Option<Base> {
    let day = ordinal(words.lower(0))?;
    let mut ahead = 1;
    if words.lower(ahead) == "of" {
        ahead += 1;
    }
    let last = words.lower(ahead) == "last" && words.lower(ahead + 1) == "month";
    let this = words.lower(ahead) == "this" && words.lower(ahead + 1) == "month";
    if last || this {
        words.at += ahead + 2;
        return Some(Base::DayOfMonth { day, months: Some(-i32::from(last)) });
    }
    if let Some(month) = month_of(words.lower(ahead)) {
        let is_short =
            words.lower(ahead).len() <= 4 && !matches!(words.lower(ahead), "may" | "june" | "july");
        words.at += ahead + 1;
        if is_short {
            words.take(&["."]);
        }
        return Some(Base::Day { year: year(words), month, day });
    }
    // `between 12 and 19 November 2025`, `from 1 to 28 February`: the end is read behind.
    let joins = matches!(words.lower(1), "and" | "to" | "–" | "until" | "through");
    if let Some(month) =
        month_of(words.lower(3)).filter(|_| joins && words.is_number(0) && ordinal(words.lower(2)).is_some())
    {
        let year = words.lower(4).parse::<i16>().ok().filter(|year| (1900..2200).contains(year));
        words.at += 1;
        return Some(Base::Day { year, month, day });
    }
    let has_article =
        words.at > 0 && words.tokens.get(words.at - 1).is_some_and(|token| token.lower == "the");
    let is_ordinal = words.lower(0).ends_with(|letter: char| letter.is_alphabetic());
    let ends = words.tokens.get(words.at + 1).is_none_or(|token| matches!(token.kind, TokenKind::Mark(_)));
    if has_article && is_ordinal && ends {
        words.at += 1;
        return Some(Base::DayOfMonth { day, months: None });
    }
    None
}

pub(super) fn month_first(words: &mut Words<'_>, which: Which) -> Option<Base> {
    let lower = words.lower(0);
    let month = month_of(lower)?;
    let has_point = words.lower(1) == ".";
    let ahead = 1 + usize::from(has_point);
    let day = ordinal(words.lower(ahead)).filter(|_| words.is_number(ahead));
    let year_behind = words.lower(ahead).parse::<i16>().ok().filter(|year| (1900..2200).contains(year));
    // `may` without a day or year is a verb.
    if !words.is_capital(lower) && day.is_none() && year_behind.is_none() && which == Which::Plain {
        let before = words.at.checked_sub(1).and_then(|at| words.tokens.get(at));
        if !before.is_some_and(|token| {
            matches!(token.lower.as_str(), "in" | "since" | "last" | "until" | "by" | "of" | "from")
        }) {
            return None;
        }
    }
    words.at += ahead;
    if let Some(year) = year_behind {
        words.at += 1;
        return Some(Base::Month { year: Some(year), month, which });
    }
    if let Some(day) = day {
        words.at += 1;
        return Some(Base::Day { year: year(words), month, day });
    }
    if has_point {
        words.at -= 1;
    }
    Some(Base::Month { year: None, month, which })
}

/// A year behind a day: `, 2018`, `2018`, `of this year`.
pub(super) fn year(words: &mut Words<'_>) -> Option<i16> {
    let start = words.at;
    words.take(&[","]);
    let year =
        words.lower(0).parse::<i16>().ok().filter(|year| (1900..2200).contains(year) && words.is_number(0));
    match year {
        Some(_) => words.at += 1,
        None => words.at = start,
    }
    year
}

pub(super) fn ordinal(lower: &str) -> Option<u8> {
    let digits = lower.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let tail = lower.get(digits.len()..)?;
    let is_day = matches!(tail, "" | "st" | "nd" | "rd" | "th");
    digits.parse().ok().filter(|day| is_day && (1..=31).contains(day) && digits.len() <= 2)
}

/// `today`, `yesterday`, `last week`, `the following day`.
pub(super) fn relative(words: &mut Words<'_>) -> Option<Base> {
    static FIXED: Openings<Base> = Openings::of(&[
        ("earlier today", Base::Days(0)),
        ("today", Base::Days(0)),
        ("tonight", Base::Days(0)),
        ("this morning", Base::Days(0)),
        ("this afternoon", Base::Days(0)),
        ("this evening", Base::Days(0)),
        ("earlier in the day", Base::SameDay),
        ("later in the day", Base::SameDay),
        ("later that day", Base::SameDay),
        ("the same day", Base::SameDay),
        ("that day", Base::SameDay),
        ("the day before yesterday", Base::Days(-2)),
        ("yesterday", Base::Days(-1)),
        ("last night", Base::Days(-1)),
        ("tomorrow", Base::Days(1)),
        ("the following day", Base::DaysAfter(1)),
        ("the next day", Base::DaysAfter(1)),
        ("a day later", Base::DaysAfter(1)),
        ("the previous day", Base::DaysAfter(-1)),
        ("a day earlier", Base::DaysAfter(-1)),
        ("the day before", Base::DaysAfter(-1)),
        ("last week", Base::Weeks(-1)),
        ("this week", Base::Weeks(0)),
        ("next week", Base::Weeks(1)),
        ("last month", Base::Months(-1)),
        ("this month", Base::Months(0)),
        ("next month", Base::Months(1)),
        ("last year", Base::Years(-1)),
        ("this year", Base::Years(0)),
        ("next year", Base::Years(1)),
        ("earlier this week", Base::Weeks(0)),
        ("earlier this month", Base::Months(0)),
        ("earlier this year", Base::Years(0)),
        ("the previous week", Base::Weeks(-1)),
        ("the previous month", Base::Months(-1)),
        ("the day", Base::SameDay),
    ]);
    let (run, base) = FIXED
        .opened_by_both(words.lower(0), words.lower(1))
        .filter(|(run, _)| {
            let mut ahead = *words;
            ahead.take_run(run)
        })
        .max_by_key(|(run, _)| run.len())?;
    if *run == "the day" {
        return None;
    }
    words.take_run(run);
    Some(*base)
}

/// `three days ago`, `32 minutes later`, `in the past 24 hours`.
pub(super) fn counted(words: &mut Words<'_>) -> Option<Base> {
    let start = words.at;
    let is_past = match (words.lower(0), words.lower(1)) {
        ("past", _) => 1,
        ("the", "past" | "last" | "previous") => 2,
        _ => 0,
    };
    words.at += is_past;
    let is_past = is_past > 0;
    let number = crate::numbers::number(words.tokens.get(words.at..)?);
    let count = match &number {
        Some(number) => {
            words.at += number.tokens;
            #[expect(clippy::cast_possible_truncation, reason = "clamped to a small range first")]
            number.value.or(number.low).map(|value| value.clamp(0.0, 10_000.0) as i32)
        }
        None if words.take(&["a", "an"]) => Some(1),
        None if is_past => Some(1),
        None => None,
    };
    let Some(count) = count else {
        words.at = start;
        return None;
    };
    let unit = words.lower(0).trim_end_matches('s');
    let days = match unit {
        "minute" | "hour" => 0,
        "day" => 1,
        "week" => 7,
        "month" => 30,
        "year" => 365,
        "decade" => 3_650,
        _ => {
            words.at = start;
            return None;
        }
    };
    words.at += 1;
    let minutes = if unit == "hour" { count.saturating_mul(60) } else { count };
    let base = match words.lower(0) {
        _ if is_past && days == 0 => Some(Base::Past(minutes.div_euclid(1440).max(1))),
        _ if is_past => Some(Base::Past(count.saturating_mul(days))),
        "ago" if days == 30 => Some(Base::Months(-count)),
        "ago" if days == 365 => Some(Base::Years(-count)),
        "ago" if days == 3_650 => Some(Base::Years(-count.saturating_mul(10))),
        "ago" if days == 7 => Some(Base::Weeks(-count)),
        "ago" => Some(Base::Days(-count.saturating_mul(days))),
        "later" if days == 0 => Some(Base::MinutesAfter(minutes)),
        "later" => Some(Base::DaysAfter(count.saturating_mul(days))),
        "earlier" if days > 0 => Some(Base::DaysAfter(-count.saturating_mul(days))),
        _ => None,
    };
    match (base, is_past) {
        (Some(_), false) => words.at += 1,
        (None, _) => words.at = start,
        _ => {}
    }
    base
}

pub(super) fn vague(words: &mut Words<'_>) -> Option<Base> {
    static VAGUE: Openings<Base> = Openings::of(&[
        ("recently", Base::Recently),
        ("in recent days", Base::Recently),
        ("in recent weeks", Base::Recently),
        ("recent days", Base::Recently),
        ("recent weeks", Base::Recently),
        ("recent months", Base::Recently),
        ("the past few days", Base::Recently),
        ("frequently", Base::Often),
        ("repeatedly", Base::Often),
        ("regularly", Base::Often),
        ("daily", Base::Often),
        ("every day", Base::Often),
        ("continually", Base::Often),
        ("often", Base::Often),
        ("eventually", Base::Eventually),
        ("soon", Base::Eventually),
        ("in the coming days", Base::Eventually),
        ("the coming days", Base::Eventually),
        ("decades ago", Base::Once),
        ("years ago", Base::Once),
        ("months ago", Base::Once),
        ("long ago", Base::Once),
        ("decades earlier", Base::Once),
        ("years earlier", Base::Once),
        ("the war", Base::Once),
        ("the korean war", Base::Once),
        ("the civil war", Base::Once),
        ("the cold war", Base::Once),
    ]);
    let is_during = words.at.checked_sub(1).and_then(|before| words.tokens.get(before));
    let is_during = is_during.is_some_and(|token| token.lower == "during");
    let (run, base) = VAGUE.opened_by_both(words.lower(0), words.lower(1)).find(|(run, _)| {
        let mut ahead = *words;
        ahead.take_run(run) && (is_during || !run.ends_with(" war"))
    })?;
    words.take_run(run);
    Some(*base)
}

/// The end of a range: `to 6 October`, `-19`, `and 21`.
pub(super) fn range_end(words: &mut Words<'_>, base: Option<Base>) -> Option<Base> {
    let start = words.at;
    let base = base?;
    if let Base::Day { year, month, .. } = base {
        let joined = words.tokens.get(words.at).is_some_and(|token| token.joined);
        let is_dash = words.take(&["–", "and", "to", "until", "through"]);
        if let Some(day) = ordinal(words.lower(0))
            .filter(|_| (joined || is_dash) && words.is_number(0) && month_of(words.lower(1)).is_none())
        {
            let mut ahead = *words;
            ahead.at += 1;
            let is_counted = ahead.lower(0).chars().next().is_some_and(char::is_alphabetic) && !joined;
            if !is_counted {
                words.at = ahead.at;
                return Some(Base::Day { year, month, day });
            }
        }
        words.at = start;
    }
    if words.take(&["to", "until", "till", "through", "–", "and"])
        && let Some(end) = dated(words).or_else(|| weekday(words))
    {
        return Some(end);
    }
    words.at = start;
    None
}

/// `17 to 19 January 2021`, `12 and 13 May`.
pub(super) fn days(words: &mut Words<'_>) -> Option<(Base, Base)> {
    let first = words.is_number(0).then(|| ordinal(words.lower(0))).flatten()?;
    let joined = words.tokens.get(words.at + 1).is_some_and(|token| token.joined);
    let ahead = if joined { 1 } else { 2 };
    let is_range = joined || matches!(words.lower(1), "to" | "and" | "–" | "until");
    let last = ordinal(words.lower(ahead)).filter(|_| is_range && words.is_number(ahead))?;
    let month = month_of(words.lower(ahead + 1))?;
    words.at += ahead + 2;
    let year = year(words);
    Some((Base::Day { year, month, day: first }, Base::Day { year, month, day: last }))
}
