//! How many: a number, `여` for at least, and what is counted.

use crate::claim::Quantity;
use crate::lexicon::Lexicon;

use super::words::Line;

/// Counters that say nothing of what they count.
const PLAIN: [&str; 6] = ["개소", "개", "곳", "건", "기", "문"];
/// Counters of times.
const TIMES: [&str; 3] = ["차례", "회", "번"];

/// The first count between two places, with its words.
pub(super) fn count(lexicon: &Lexicon, line: &Line<'_, '_>, start: usize, end: usize) -> Option<Quantity> {
    let text = line.between(start, end);
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(|letter: char| letter.is_ascii_digit()))
    {
        let from = at + found;
        let digits = text
            .get(from..)?
            .find(|letter: char| !(letter.is_ascii_digit() || letter == ','))
            .map_or(text.len(), |to| from + to);
        at = digits.max(from + 1);
        let Ok(value) = text.get(from..digits)?.replace(',', "").parse::<f64>() else { continue };
        let rest = text.get(digits..)?;
        let least = rest.trim_start().starts_with('여');
        let counter = if least { rest.trim_start().strip_prefix('여')? } else { rest }.trim_start();
        let Some(unit) = unit(lexicon, line, counter, start, start + from) else { continue };
        let before = text.get(..from)?.trim_end();
        let op = match () {
            () if least || counter.contains("이상") => ">=",
            () if before.ends_with("약") || counter.contains("가량") || counter.contains("정도") => "~",
            () if before.ends_with('각') => "each",
            () => "=",
        };
        let word = counter.split(char::is_whitespace).next().unwrap_or_default();
        let until = digits + (rest.len() - counter.len()) + word.len();
        return Some(Quantity {
            value: Some(value),
            low: None,
            high: None,
            unit,
            op: op.to_owned(),
            text: text.get(from..until).map(str::to_owned),
        });
    }
    None
}

/// What the counter counts: its own unit, or for a plain one the nearest thing before it.
fn unit(lexicon: &Lexicon, line: &Line<'_, '_>, counter: &str, start: usize, at: usize) -> Option<String> {
    let of = |mark: &super::words::Mark<'_, '_>| {
        mark.unit().and_then(|unit| lexicon.unit(unit)).map(str::to_owned)
    };
    let nearest =
        || line.marks_in(start, at).filter(|mark| mark.text.chars().nth(1).is_some()).filter_map(of).last();
    if TIMES.iter().any(|word| counter.starts_with(word)) {
        return Some("event".to_owned());
    }
    if counter.starts_with("대") {
        return nearest().or_else(|| Some("aircraft".to_owned()));
    }
    if PLAIN.iter().any(|word| counter.starts_with(word)) {
        return nearest();
    }
    let first = counter.chars().next().map(String::from)?;
    let two: String = counter.chars().take(2).collect();
    let senses = lexicon.korean(&two).or_else(|| lexicon.korean(&first))?;
    let unit = senses
        .iter()
        .find_map(|sense| if let crate::lexicon::Sense::Unit(unit) = sense { Some(*unit) } else { None })?;
    lexicon.unit(unit).map(str::to_owned)
}
