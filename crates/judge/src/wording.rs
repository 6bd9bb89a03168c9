//! Days, lists and numbers in plain words, the same for all sides.

use armistice_facts::calendar::{Date, MONTHS, Zone};
use armistice_facts::{CheckItem, CheckResult, Fact, Instant, Interval, Name, Precision};

/// The day of an instant: `20 October 2018`.
pub(crate) fn day(zone: &Zone, instant: Instant) -> String {
    date(zone.date_of(instant))
}

/// A day of the calendar: `20 October 2018`.
pub(crate) fn date(date: Date) -> String {
    let (year, month, day) = date.parts();
    let month = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
    format!("{day} {month} {year}")
}

/// The instant with its clock time, unless it is the first or the last of its day.
pub(crate) fn instant(zone: &Zone, at: Instant) -> String {
    let short = zone.show_short(at);
    let clock = short.rsplit(' ').next().unwrap_or_default();
    match clock {
        "00:00" | "23:59" => day(zone, at),
        _ => format!("{} {clock}", day(zone, at)),
    }
}

/// When something happened: the minute, the day, or the first and the last day.
pub(crate) fn when(zone: &Zone, about: &Interval) -> String {
    let (first, last) = (day(zone, about.from), day(zone, about.last()));
    if about.precision == Precision::Exact && about.from == about.until {
        let short = zone.show_short(about.from);
        return format!("{first} {}", short.rsplit(' ').next().unwrap_or_default());
    }
    if first == last { first } else { format!("{first} to {last}") }
}

/// `ROK, DPRK and UNC`
pub(crate) fn list<T: AsRef<str>>(names: &[T]) -> String {
    match names {
        [] => "nobody".to_owned(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// `1 breach`, `2 breaches`
pub(crate) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The voices of the facts, each once, in the order of the facts.
pub(crate) fn voices<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Vec<&'a Name> {
    let mut voices: Vec<&Name> = Vec::new();
    for fact in facts {
        if !voices.contains(&&fact.source.voice) {
            voices.push(&fact.source.voice);
        }
    }
    voices
}

/// What a checklist says, result by result: `2 confirmed; refused: tunnels`.
pub(crate) fn checklist(items: &[CheckItem]) -> String {
    const RESULTS: [(CheckResult, &str); 5] = [
        (CheckResult::Confirmed, "confirmed"),
        (CheckResult::Contradicted, "found otherwise"),
        (CheckResult::NotAccessible, "not accessible"),
        (CheckResult::Refused, "refused"),
        (CheckResult::NotAttempted, "not attempted"),
    ];
    let mut parts = Vec::new();
    for (result, word) in RESULTS {
        let named: Vec<String> = items.iter().filter(|item| item.result == result).map(item).collect();
        if !named.is_empty() {
            parts.push(format!("{word}: {}", named.join(", ")));
        }
    }
    parts.join("; ")
}

fn item(item: &CheckItem) -> String {
    match item.count {
        Some(number) => format!("{} ({number})", item.what),
        None => item.what.clone(),
    }
}
