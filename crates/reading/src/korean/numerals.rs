//! Numbers as Korean writes them: digits with `만` and `천`, native numerals before a counter, and words that bound them.

/// Native numerals as they stand before a counter, the longer first.
const NATIVE: [(&str, u32); 34] = [
    ("열한", 11),
    ("열두", 12),
    ("열세", 13),
    ("열네", 14),
    ("열다섯", 15),
    ("열여섯", 16),
    ("열일곱", 17),
    ("열여덟", 18),
    ("열아홉", 19),
    ("스물한", 21),
    ("스물두", 22),
    ("스물네", 24),
    ("다섯", 5),
    ("여섯", 6),
    ("일곱", 7),
    ("여덟", 8),
    ("아홉", 9),
    ("스무", 20),
    ("스물", 20),
    ("서른", 30),
    ("마흔", 40),
    ("한두", 1),
    ("두세", 2),
    ("서너", 3),
    ("한", 1),
    ("두", 2),
    ("세", 3),
    ("석", 3),
    ("서", 3),
    ("네", 4),
    ("넉", 4),
    ("너", 4),
    ("열", 10),
    ("쉰", 50),
];
/// Words that stand for many without saying how many, and the least that they can mean, the longer first.
const VAGUE: [(&str, u32); 9] = [
    ("수십만", 200_000),
    ("수천", 2_000),
    ("수백", 200),
    ("수십", 20),
    ("수만", 20_000),
    ("수", 2),
    ("여러", 2),
    ("몇", 2),
    ("십수", 11),
];
/// What a number is multiplied by.
const SCALES: [(char, f64); 4] = [('백', 100.0), ('천', 1_000.0), ('만', 10_000.0), ('억', 100_000_000.0)];

/// A number at the head of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Numeral {
    /// The number, where one is said; else the least that is meant.
    pub(super) value: f64,
    pub(super) is_vague: bool,
    /// `여`: so many and some more.
    pub(super) is_least: bool,
    /// Its length in bytes, with the space before a counter.
    pub(super) length: usize,
}

/// The number that a text begins with; a counter must stand behind it, which the caller sees to.
pub(super) fn numeral(text: &str) -> Option<Numeral> {
    let (value, is_vague, end) = if text.starts_with(|letter: char| letter.is_ascii_digit()) {
        let (value, end) = digits(text)?;
        (value, false, end)
    } else {
        let first = text.chars().next()?;
        let begins = |(word, _): &&(&str, u32)| word.starts_with(first) && text.starts_with(word);
        let vague = VAGUE.iter().find(begins);
        let native = || NATIVE.iter().find(begins);
        let (word, value) = vague.or_else(native)?;
        (f64::from(*value), vague.is_some(), word.len())
    };
    let mut rest = text.get(end..)?;
    let behind = rest.trim_start();
    let is_least = behind.starts_with('여') && !behind.starts_with("여단") && !is_vague;
    if is_least {
        rest = behind.strip_prefix('여')?;
    }
    let rest = rest.trim_start();
    Some(Numeral { value, is_vague, is_least, length: text.len() - rest.len() })
}

/// `1,200`, `3천200`, `20만`
fn digits(text: &str) -> Option<(f64, usize)> {
    let (mut total, mut at) = (0.0, 0);
    loop {
        let rest = text.get(at..)?;
        let length = rest
            .find(|letter: char| !(letter.is_ascii_digit() || matches!(letter, ',' | '.')))
            .unwrap_or(rest.len());
        let run = rest.get(..length)?.trim_end_matches(['.', ',']);
        let Ok(value) = run.replace(',', "").parse::<f64>() else {
            return (at > 0).then_some((total, at));
        };
        at += run.len();
        let mut value = value;
        let mut is_scaled = false;
        while let Some((letter, scale)) = text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .and_then(|next| SCALES.iter().find(|(letter, _)| *letter == next))
        {
            value *= scale;
            at += letter.len_utf8();
            is_scaled = true;
        }
        total += value;
        if !is_scaled {
            return Some((total, at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(f64, bool, bool, &str)> {
        numeral(text).map(|one| (one.value, one.is_vague, one.is_least, text.get(one.length..).unwrap()))
    }

    #[test]
    fn numbers_before_counters() {
        assert_eq!(read("30여 명이"), Some((30.0, false, true, "명이")));
        assert_eq!(read("3천200여 마리"), Some((3_200.0, false, true, "마리")));
        assert_eq!(read("20만 장을"), Some((200_000.0, false, false, "장을")));
        assert_eq!(read("1,200발"), Some((1_200.0, false, false, "발")));
        assert_eq!(read("네 발을"), Some((4.0, false, false, "발을")));
        assert_eq!(read("열다섯 차례"), Some((15.0, false, false, "차례")));
        assert_eq!(read("수십 발로"), Some((20.0, true, false, "발로")));
        assert_eq!(read("14.5㎜"), Some((14.5, false, false, "㎜")));
        assert_eq!(read("1개 여단"), Some((1.0, false, false, "개 여단")));
        assert_eq!(read("북한"), None);
    }
}
