//! How many: a number, `여` for at least, and what is counted.

use crate::claim::Quantity;
use crate::lexicon::{Lexicon, Sense};

use super::numerals::numeral;
use super::words::{Line, is_particle};

/// Counters that say nothing of what they count.
const PLAIN: [&str; 13] = ["개소", "개", "곳", "건", "기", "문", "대", "척", "정", "장", "량", "점", "구"];
/// Counters of times.
const TIMES: [&str; 3] = ["차례", "회", "번"];
/// What may cling to a counter beside a particle.
const BEHIND: [&str; 12] =
    ["씩", "씩을", "씩만", "가량", "정도", "이상", "쯤", "가량의", "씩이", "이나", "정도의", "으로"];

/// The first count between two places, with its words.
pub(super) fn count(lexicon: &Lexicon, line: &Line<'_, '_>, start: usize, end: usize) -> Option<Quantity> {
    line.words_in(start, end).find_map(|word| {
        // A number stands at the head of a word or behind the name of what is counted: `포탄80여발`.
        let digit = word.text.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0);
        // `K-6 기관총`: the number of a model counts nothing.
        let before = word.text.get(..digit).unwrap_or_default();
        if before.ends_with(|letter: char| letter.is_ascii_alphabetic() || letter == '-') {
            return None;
        }
        count_at(lexicon, line, (start, end), word.start + digit)
    })
}

fn count_at(
    lexicon: &Lexicon,
    line: &Line<'_, '_>,
    (start, end): (usize, usize),
    at: usize,
) -> Option<Quantity> {
    let text = line.between(at, end);
    let number = numeral(text)?;
    let counter = text.get(number.length..)?;
    let word = counter.split(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let (unit, is_times) = unit(lexicon, line, word, start, at)?;
    let before = line.between(start, at).trim_end();
    let is_each = before.ends_with('각') || before.ends_with("각각") || word.contains('씩');
    let is_about = before.ends_with('약')
        || before.ends_with("대략")
        || ["가량", "정도", "쯤", "안팎"].iter().any(|sign| word.contains(sign));
    let op = match () {
        () if number.is_vague => ">1",
        () if text.get(number.length + word.len()..).unwrap_or_default().trim_start().starts_with("넘") => {
            ">"
        }
        () if number.is_least || word.contains("이상") => ">=",
        () if before.ends_with("최소") || before.ends_with("적어도") => ">=",
        () if is_about => "~",
        () if is_each && !is_times => "each",
        () => "=",
    };
    let exact = Some(number.value).filter(|_| !number.is_vague);
    Some(Quantity {
        value: exact,
        low: number.is_vague.then_some(number.value),
        high: None,
        unit,
        op: op.to_owned(),
        text: text.get(..number.length + word.len()).map(str::to_owned),
    })
}

/// What the counter counts, and whether it is times: its own unit, or for a plain one the nearest thing before it.
fn unit(
    lexicon: &Lexicon,
    line: &Line<'_, '_>,
    counter: &str,
    start: usize,
    at: usize,
) -> Option<(String, bool)> {
    let of = |mark: &super::words::Mark<'_, '_>| {
        mark.unit().and_then(|unit| lexicon.unit(unit)).map(str::to_owned)
    };
    let nearest =
        || line.marks_in(start, at).filter(|mark| mark.text.chars().nth(1).is_some()).filter_map(of).last();
    let is_counter = |word: &&&str| {
        counter
            .strip_prefix(**word)
            .is_some_and(|tail| is_particle(tail) || BEHIND.contains(&tail) || tail == "의")
    };
    if TIMES.iter().find(is_counter).is_some() {
        return Some(("event".to_owned(), true));
    }
    // `지뢰 5발`: rounds of what stands right before are counted as that.
    let beside = line.marks_in(start, at).last().filter(|mark| line.between(mark.end, at).trim().is_empty());
    let beside = beside.and_then(of).filter(|unit| matches!(unit.as_str(), "mine" | "missile"));
    if let Some(unit) = beside.filter(|_| counter.starts_with('발')) {
        return Some((unit, false));
    }
    // `80발`, `20명`: what the counter itself names.
    let own = lexicon
        .korean_stems(counter)
        .filter(|(length, _)| {
            let tail = counter.get(*length..).unwrap_or_default();
            is_particle(tail) || BEHIND.contains(&tail)
        })
        .filter_map(|(_, senses)| {
            senses
                .iter()
                .find_map(|sense| if let Sense::Unit(unit) = sense { lexicon.unit(*unit) } else { None })
        })
        .last()
        .map(str::to_owned);
    match PLAIN.iter().find(is_counter) {
        Some(_) => nearest().or(own).map(|unit| (unit, false)),
        None => own.map(|unit| (unit, false)),
    }
}
