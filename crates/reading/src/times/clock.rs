//! Clock times and parts of the day.

use super::day::base;
use super::{PartOfDay, Words};

pub(super) fn part_before(words: &mut Words<'_>) -> Option<PartOfDay> {
    let start = words.at;
    let part = match words.lower(0) {
        "early" => PartOfDay::Early,
        "late" => PartOfDay::Late,
        "overnight" => PartOfDay::Night,
        "noon" | "midday" => PartOfDay::Noon,
        "dawn" => PartOfDay::Dawn,
        "the"
            if matches!(
                words.lower(1),
                "early" | "morning" | "afternoon" | "evening" | "night" | "small"
            ) =>
        {
            words.at += 1;
            match words.lower(0) {
                "early" | "small" => PartOfDay::Early,
                "morning" => PartOfDay::Morning,
                "afternoon" => PartOfDay::Afternoon,
                "night" => PartOfDay::Night,
                _ => PartOfDay::Evening,
            }
        }
        _ => return None,
    };
    words.at += 1;
    words.take(&["hours", "morning", "evening", "afternoon"]);
    if matches!(part, PartOfDay::Early | PartOfDay::Late) {
        // `an early warning`, `late leader`: only before a day or month.
        let mut ahead = *words;
        ahead.take(&["on", "in", "of"]);
        if base(&mut ahead).is_none() {
            words.at = start;
            return None;
        }
    }
    Some(part)
}

pub(super) fn part_behind(words: &mut Words<'_>) -> Option<PartOfDay> {
    let start = words.at;
    let _ = (words.take(&["in"]) && words.take(&["the"])) || words.take(&["at"]);
    let part = match words.lower(0) {
        "morning" => PartOfDay::Morning,
        "noon" => PartOfDay::Noon,
        "afternoon" => PartOfDay::Afternoon,
        "evening" => PartOfDay::Evening,
        "night" | "overnight" => PartOfDay::Night,
        "dawn" => PartOfDay::Dawn,
        _ => {
            words.at = start;
            return None;
        }
    };
    words.at += 1;
    Some(part)
}

/// `10 p.m.`, `7:40 am`, `19:30 hours`, `between 10 a.m. and 11 a.m.`
pub(super) fn clock(words: &mut Words<'_>) -> Option<(u16, u16)> {
    let start = words.at;
    let Some(from) = clock_time(words) else {
        words.at = start;
        return None;
    };
    let before = words.at;
    let to = if words.take(&["to", "and", "until", "–", "-"]) { clock_time(words) } else { None };
    if to.is_none() {
        words.at = before;
    }
    let _ = words.take_run("local time")
        || words.take_run("( local time )")
        || words.take(&["hours", "eet", "eest", "kst", "gmt", "utc", "hrs"]);
    Some((from, to.unwrap_or(from)))
}

pub(super) fn clock_behind(words: &mut Words<'_>) -> Option<(u16, u16)> {
    let start = words.at;
    words.take(&[","]);
    words.take(&["at", "around", "from"]);
    words.take(&["around", "about", "approximately"]);
    let found = clock(words);
    if found.is_none() {
        words.at = start;
    }
    found
}

pub(super) fn clock_time(words: &mut Words<'_>) -> Option<u16> {
    if words.lower(0) == "noon" || words.lower(0) == "midnight" {
        let minutes = if words.lower(0) == "noon" { 720 } else { 0 };
        words.at += 1;
        return Some(minutes);
    }
    if !words.is_number(0) {
        return None;
    }
    let text = words.lower(0);
    let (hour, minute) = match text.split_once([':', '.']) {
        Some((hour, minute)) => {
            (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok().filter(|_| minute.len() == 2)?)
        }
        None => (text.parse().ok()?, 0),
    };
    let half = words.lower(1).replace('.', "");
    let is_bare = text.contains(':');
    if hour > 23 || minute > 59 {
        return None;
    }
    match half.as_str() {
        "am" | "pm" if hour <= 12 => {
            words.at += 2;
            let hour = hour % 12 + if half == "pm" { 12 } else { 0 };
            Some(hour * 60 + minute)
        }
        _ if is_bare => {
            words.at += 1;
            Some(hour * 60 + minute)
        }
        _ => None,
    }
}

/// The part of the day inside an expression: `this morning`, `last night`.
pub(super) fn part_within(tokens: &[crate::tokens::Token]) -> Option<PartOfDay> {
    tokens.iter().find_map(|token| match token.lower.as_str() {
        "morning" => Some(PartOfDay::Morning),
        "afternoon" => Some(PartOfDay::Afternoon),
        "evening" => Some(PartOfDay::Evening),
        "night" | "tonight" => Some(PartOfDay::Night),
        _ => None,
    })
}
