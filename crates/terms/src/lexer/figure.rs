//! Figures: numbers, codes, lengths, lengths of time, days and clock times.

use armistice_facts::calendar::{Date, Length as Duration, MONTHS, Unit};

use super::Lexeme;
use crate::syntax_kind::SyntaxKind;
use crate::{Diagnostic, Span};

/// Units of length in tenths of a millimetre; the foot of 1959 is 304.8 mm, the international nautical mile 1852 m.
const LENGTHS: &[(&str, i128)] =
    &[("mm", 10), ("cm", 100), ("m", 10_000), ("km", 10_000_000), ("ft", 3_048), ("nmi", 18_520_000)];

const DURATIONS: &[(&str, Unit)] = &[
    ("minute", Unit::Minute),
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("week", Unit::Week),
    ("month", Unit::Month),
    ("year", Unit::Year),
];

/// Decimal places kept of a number.
const PLACES: usize = 9;

/// Takes a whole figure, of which the first digits are taken already.
pub(super) fn take(lexer: &mut logos::Lexer<'_, Lexeme>) -> SyntaxKind {
    let (digits, rest) = (lexer.slice(), lexer.remainder());
    let (kind, more) = continuation(digits, rest);
    lexer.bump(more);
    kind
}

fn continuation(digits: &str, rest: &str) -> (SyntaxKind, usize) {
    if digits.len() == 4 && is_shape(rest, "-dd-dd") {
        return (SyntaxKind::Date, 6 + clock_time(rest.get(6..).unwrap_or_default()));
    }
    if let Some(more) = figures_of_day(digits, rest) {
        return (SyntaxKind::Date, more);
    }
    if digits.len() <= 2 && is_shape(rest, ":dd") {
        return (SyntaxKind::Time, 3);
    }
    let tail = number_tail(rest);
    if tail == 0 && digits.len() > 1 && digits.starts_with('0') {
        return (SyntaxKind::Code, 0);
    }
    let after = rest.get(tail..).unwrap_or_default();
    if let Some((kind, more)) = unit(after) {
        return (kind, tail + more);
    }
    match month_and_year(after) {
        Some(more) if tail == 0 && digits.len() <= 2 => (SyntaxKind::Date, more),
        _ => (SyntaxKind::Number, tail),
    }
}

/// Groups and decimals after the first digits; groups of another custom too, so that the whole is one wrong number.
fn number_tail(rest: &str) -> usize {
    let mut taken = 0;
    while let Some(after) = rest.get(taken..) {
        let digits = after.get(1..).map_or(0, leading_digits);
        if digits == 0 || !(after.starts_with(',') || after.starts_with('.')) {
            break;
        }
        taken += 1 + digits;
    }
    taken
}

/// The rest of a day written as in `17/05/2021`, `17.5.2021` or `2021/05/17`, which is one wrong word.
fn figures_of_day(digits: &str, rest: &str) -> Option<usize> {
    let mark = rest.chars().next().filter(|mark| matches!(mark, '/' | '.'))?;
    let second = leading_digits(rest.get(1..)?);
    let after = rest.get(1 + second..)?.strip_prefix(mark)?;
    let third = leading_digits(after);
    let is_day = (1..=2).contains(&second)
        && matches!((digits.len(), third), (1..=2, 4) | (4, 1..=2) | (1..=2, 2) if mark == '/' || third == 4);
    is_day.then_some(2 + second + third)
}

fn unit(after: &str) -> Option<(SyntaxKind, usize)> {
    let (space, word) = next_word(after)?;
    let more = space + word.len();
    if LENGTHS.iter().any(|(name, _)| *name == word) {
        return Some((SyntaxKind::Length, more));
    }
    duration_unit(word).map(|_| (SyntaxKind::Duration, more))
}

fn duration_unit(word: &str) -> Option<Unit> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    DURATIONS.iter().find(|(name, _)| *name == singular).map(|(_, unit)| *unit)
}

fn month_and_year(after: &str) -> Option<usize> {
    let (space, word) = next_word(after)?;
    month(word)?;
    let rest = after.get(space + word.len()..)?;
    let gap = leading_space(rest);
    let year = rest.get(gap..)?;
    if gap == 0 || leading_digits(year) != 4 {
        return None;
    }
    let taken = space + word.len() + gap + 4;
    Some(taken + clock_time(after.get(taken..)?))
}

/// The length of white space and a clock time, 0 if there is none.
fn clock_time(after: &str) -> usize {
    let gap = leading_space(after);
    match after.get(gap..) {
        Some(time) if gap > 0 && is_shape(time, "dd:dd") => gap + 5,
        _ => 0,
    }
}

fn next_word(after: &str) -> Option<(usize, &str)> {
    let space = leading_space(after);
    let word = after.get(space..)?;
    let end = word.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(word.len());
    Some((space, word.get(..end)?))
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\r', '\n']).len()
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Whether the text begins so (`d` stands for a digit), and the last digit is followed by none.
fn is_shape(text: &str, shape: &str) -> bool {
    let mut bytes = text.bytes();
    let fits = shape.bytes().all(|wanted| {
        bytes.next().is_some_and(|byte| if wanted == b'd' { byte.is_ascii_digit() } else { byte == wanted })
    });
    fits && !bytes.next().is_some_and(|byte| byte.is_ascii_digit())
}

/// 1 to 12 for the English name of a month.
pub(crate) fn month(word: &str) -> Option<u8> {
    let index = MONTHS.iter().position(|name| *name == word)?;
    u8::try_from(index + 1).ok()
}

/// The number at the head of the text times ten to the power `places`, rounded half up.
pub(crate) fn decimal(text: &str, places: usize) -> Option<i128> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(text.len());
    let number = text.get(..end)?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let fraction: String =
        fraction.chars().filter(char::is_ascii_digit).chain("0".repeat(places + 1).chars()).collect();
    let scaled: i128 = format!("{digits}{}", fraction.get(..places + 1)?).parse().ok()?;
    Some((scaled + 5) / 10)
}

/// The whole number of the text.
pub(crate) fn whole(text: &str) -> Option<u64> {
    let thousandths = decimal(text, 3)?;
    if thousandths % 1000 == 0 { u64::try_from(thousandths / 1000).ok() } else { None }
}

/// The length in whole millimetres, rounded half up.
pub(crate) fn length_mm(text: &str) -> Option<i64> {
    let name = text.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let (_, tenths) = LENGTHS.iter().find(|(unit, _)| *unit == name)?;
    let scaled = decimal(text, PLACES)?.checked_mul(*tenths)?;
    let one = 10_i128.pow(10);
    i64::try_from((scaled + one / 2) / one).ok()
}

/// The length of time.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let unit = duration_unit(text.trim_start_matches(|c: char| !c.is_ascii_alphabetic()))?;
    Some(Duration { amount: u32::try_from(whole(text)?).ok()?, unit })
}

/// The parts of a clock time, unchecked.
pub(crate) fn time(text: &str) -> Option<Clock> {
    let (hour, minute) = text.split_once(':')?;
    Some((hour.parse().ok()?, minute.parse().ok()?))
}

/// Year, month and day, unchecked.
pub(crate) type Day = (i16, u8, u8);
/// Hour and minute, unchecked.
pub(crate) type Clock = (u8, u8);

/// The day and the clock time of a DATE token.
pub(crate) fn date_and_time(text: &str) -> Option<(Day, Option<Clock>)> {
    let mut words = text.split_whitespace();
    let first = words.next()?;
    if let Some((year, rest)) = first.split_once('-') {
        let (month, day) = rest.split_once('-')?;
        return Some((
            (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?),
            words.next().and_then(time),
        ));
    }
    let end = leading_digits(first);
    let day = first.get(..end)?.parse().ok()?;
    let name = if end < first.len() { first.get(end..)? } else { words.next()? };
    let year = words.next()?.parse().ok()?;
    Some(((year, month(name)?, day), words.next().and_then(time)))
}

/// The day; for an impossible one, which is reported elsewhere, the nearest earlier day that there is.
pub(crate) fn day_or_last((year, month, day): Day) -> Option<Date> {
    let (year, month) = (year.max(1), month.clamp(1, 12));
    Date::new(year, month, day.max(1)).or_else(|_| Date::last_of_month(year, month)).ok()
}

/// A202, and numbers too large to be read.
pub(super) fn mistyped(text: &str, span: Span) -> Option<Diagnostic> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(text.len());
    let number = text.get(..end)?;
    if !is_english(number) {
        return Some(
            Diagnostic::error("A202", span, format!("`{number}` is not written as a number is here"))
                .help("write a comma between thousands and a point before decimals: `1,000.5`; in a list, put a space after the comma"),
        );
    }
    let read = match text.get(end..).map(str::trim_start) {
        None | Some("") => decimal(text, 3).and_then(|value| i64::try_from(value).ok()).map(|_| ()),
        Some(unit) if duration_unit(unit).is_some() => duration(text).map(|_| ()),
        Some(_) => length_mm(text).map(|_| ()),
    };
    match (
        read,
        number.contains('.')
            && text.get(end..).is_some_and(|unit| duration_unit(unit.trim_start()).is_some()),
    ) {
        (Some(()), _) => None,
        (None, true) => Some(
            Diagnostic::error("A202", span, format!("`{text}` is not a whole number of them"))
                .help("write a smaller unit: `90 minutes`, not `1.5 hours`"),
        ),
        (None, false) => Some(Diagnostic::error("A202", span, "this number is too large")),
    }
}

/// `1,000.5`: thousands in groups of three or none, one point.
fn is_english(number: &str) -> bool {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut grouped = false;
    let threes = groups.all(|group| {
        grouped = true;
        group.len() == 3
    });
    threes && (!grouped || first.len() <= 3) && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

/// A402 for a day that no calendar has, and for its clock time.
pub(super) fn impossible_date(text: &str, span: Span) -> Option<Diagnostic> {
    let Some(((year, month, day), clock)) = date_and_time(text) else {
        let message = format!("`{}` does not say which figure is the day", folded(text));
        let help = "write a day as `2021-05-17` or `17 May 2021`";
        return Some(Diagnostic::error("A402", span, message).help(help));
    };
    if Date::new(year, month, day).is_err() {
        let diagnostic = Diagnostic::error("A402", span, format!("there is no day `{}`", folded(text)));
        return Some(match Date::last_of_month(year, month) {
            Ok(last) => diagnostic.help(format!("the last day of that month is {last}")),
            Err(_) => diagnostic.help("write year, month and day: `2018-11-30`, or `30 November 2018`"),
        });
    }
    clock.and_then(|clock| wrong_clock(clock, span))
}

/// A402 for a clock time that no clock shows.
pub(super) fn impossible_time(text: &str, span: Span) -> Option<Diagnostic> {
    time(text).and_then(|clock| wrong_clock(clock, span))
}

fn wrong_clock((hour, minute): Clock, span: Span) -> Option<Diagnostic> {
    (hour > 23 || minute > 59).then(|| {
        Diagnostic::error("A402", span, format!("no clock shows {hour:02}:{minute:02}"))
            .help("clock times run from 00:00 to 23:59")
    })
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
