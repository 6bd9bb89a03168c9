//! Numbers as reports write them: digits, words, bounds, ranges.

use crate::openings::{Openings, taken};
use crate::tokens::{Token, TokenKind};

/// A number with what is said of its exactness.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Number {
    /// The number, where one is said.
    pub(crate) value: Option<f64>,
    /// A range, or the bound that lies in a word such as `hundreds`.
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    /// `=`, `~`, `>=`, `<=`, `>`, `<`, `>1`.
    pub(crate) op: &'static str,
    /// How many tokens it takes.
    pub(crate) tokens: usize,
}

/// Words before a number that bound it.
static BOUNDS: Openings<&str> = Openings::of(&[
    ("about", "~"),
    ("around", "~"),
    ("some", "~"),
    ("approximately", "~"),
    ("roughly", "~"),
    ("nearly", "~"),
    ("almost", "~"),
    ("an estimated", "~"),
    ("estimated", "~"),
    ("circa", "~"),
    ("more or less", "~"),
    ("close to", "~"),
    ("at least", ">="),
    ("no fewer than", ">="),
    ("no less than", ">="),
    ("not less than", ">="),
    ("a minimum of", ">="),
    ("more than", ">"),
    ("over", ">"),
    ("above", ">"),
    ("up to", "<="),
    ("at most", "<="),
    ("no more than", "<="),
    ("as many as", "<="),
    ("less than", "<"),
    ("fewer than", "<"),
    ("under", "<"),
    ("upwards of", ">"),
]);

/// Words that stand for many without saying how many, and the least that they can mean.
static VAGUE: Openings<f64> = Openings::of(&[
    ("hundreds of thousands", 200_000.0),
    ("tens of thousands", 20_000.0),
    ("thousands", 2_000.0),
    ("hundreds", 200.0),
    ("dozens", 24.0),
    ("scores", 40.0),
    ("several hundred", 300.0),
    ("several dozen", 36.0),
    ("several", 2.0),
    ("a few", 2.0),
    ("a number", 2.0),
    ("multiple", 2.0),
]);

/// A number at the head of these tokens.
pub(crate) fn number(tokens: &[Token]) -> Option<Number> {
    // No mark begins one.
    tokens.first().filter(|first| matches!(first.kind, TokenKind::Word | TokenKind::Number))?;
    if let Some((op, taken)) = bound(tokens) {
        let mut found = plain(tokens.get(taken..)?)?;
        // `over the line` bounds nothing; only a number behind it does.
        if found.op == "=" {
            found.op = op;
        }
        found.tokens += taken;
        return Some(found);
    }
    vague(tokens).or_else(|| plain(tokens))
}

fn bound(tokens: &[Token]) -> Option<(&'static str, usize)> {
    BOUNDS
        .opened_by_both(&tokens.first()?.lower, second(tokens))
        .filter_map(|(words, op)| starts(tokens, words).map(|taken| (*op, taken)))
        .max_by_key(|(_, taken)| *taken)
}

fn vague(tokens: &[Token]) -> Option<Number> {
    let (low, taken) = VAGUE
        .opened_by_both(&tokens.first()?.lower, second(tokens))
        .filter_map(|(words, low)| starts(tokens, words).map(|taken| (*low, taken)))
        .max_by_key(|(_, taken)| *taken)?;
    let has_of = tokens.get(taken).is_some_and(|token| token.lower == "of");
    Some(Number { value: None, low: Some(low), high: None, op: ">1", tokens: taken + usize::from(has_of) })
}

fn second(tokens: &[Token]) -> &str {
    tokens.get(1).map_or("", |token| token.lower.as_str())
}

/// How many tokens the words take at the head.
fn starts(tokens: &[Token], words: &str) -> Option<usize> {
    taken(words, |ahead| tokens.get(ahead).map_or("", |token| token.lower.as_str()))
}

/// A number without a bound; a range where a second number is joined to it.
fn plain(tokens: &[Token]) -> Option<Number> {
    let (value, taken) = figure(tokens)?;
    let exact = Number { value: Some(value), low: None, high: None, op: "=", tokens: taken };
    let next = tokens.get(taken);
    let rest = match next {
        Some(token) if token.joined && token.kind == TokenKind::Number => taken,
        Some(token) if matches!(token.lower.as_str(), "–" | "to") && is_figure(tokens.get(taken + 1)) => {
            taken + 1
        }
        _ => return Some(exact),
    };
    let Some((high, more)) = tokens.get(rest..).and_then(figure) else { return Some(exact) };
    // `1950-53` is a stretch of years.
    if high <= value {
        return Some(exact);
    }
    Some(Number { value: None, low: Some(value), high: Some(high), op: "=", tokens: rest + more })
}

fn is_figure(token: Option<&Token>) -> bool {
    token.is_some_and(|token| token.kind == TokenKind::Number)
}

/// Digits or number words.
fn figure(tokens: &[Token]) -> Option<(f64, usize)> {
    let first = tokens.first()?;
    let (mut value, mut taken) =
        if first.kind == TokenKind::Number { (digits(&first.lower)?, 1) } else { words(tokens)? };
    while let Some(scale) = tokens.get(taken).and_then(|token| scale(&token.lower)) {
        value *= scale;
        taken += 1;
    }
    if value < 2.0 || taken > 1 || first.kind == TokenKind::Number || first.lower != "a" {
        return Some((value, taken));
    }
    None
}

fn digits(text: &str) -> Option<f64> {
    if text.ends_with(|letter: char| letter.is_alphabetic()) || text.contains(':') {
        return None;
    }
    let plain: String = text.chars().filter(|letter| *letter != ',').collect();
    plain.parse().ok()
}

fn scale(word: &str) -> Option<f64> {
    match word {
        "hundred" => Some(100.0),
        "thousand" => Some(1_000.0),
        "million" => Some(1_000_000.0),
        "dozen" => Some(12.0),
        _ => None,
    }
}

/// `twenty-one`, `two hundred`, `a dozen`.
fn words(tokens: &[Token]) -> Option<(f64, usize)> {
    let first = tokens.first()?.lower.as_str();
    if matches!(first, "a" | "half") && tokens.get(1).is_some_and(|token| scale(&token.lower).is_some()) {
        return Some((if first == "half" { 0.5 } else { 1.0 }, 1));
    }
    if first == "half"
        && tokens.get(1).is_some_and(|token| token.lower == "a")
        && tokens.get(2).is_some_and(|token| token.lower == "dozen")
    {
        return Some((0.5, 2));
    }
    let value = word(first)?;
    let ones = tokens
        .get(1)
        .filter(|token| value >= 20.0 && token.joined)
        .and_then(|token| word(&token.lower))
        .filter(|ones| *ones < 10.0);
    Some((value + ones.unwrap_or(0.0), 1 + usize::from(ones.is_some())))
}

fn word(word: &str) -> Option<f64> {
    let value: u8 = match word {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    };
    Some(f64::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;

    fn read(text: &str) -> Option<(Option<f64>, Option<f64>, &'static str, usize)> {
        number(&tokens(text, 0)).map(|number| (number.value, number.low, number.op, number.tokens))
    }

    #[test]
    fn numbers_in_words_and_digits() {
        assert_eq!(read("30,000 North Koreans"), Some((Some(30_000.0), None, "=", 1)));
        assert_eq!(read("about 30,000"), Some((Some(30_000.0), None, "~", 2)));
        assert_eq!(read("no less than ten"), Some((Some(10.0), None, ">=", 4)));
        assert_eq!(read("twenty-one posts"), Some((Some(21.0), None, "=", 2)));
        assert_eq!(read("two dozen men"), Some((Some(24.0), None, "=", 2)));
        assert_eq!(read("a dozen men"), Some((Some(12.0), None, "=", 2)));
        assert_eq!(read("hundreds of shells"), Some((None, Some(200.0), ">1", 2)));
        assert_eq!(read("over the line"), None);
        assert_eq!(read("no one"), None);
        assert_eq!(read("a soldier"), None);
        assert_eq!(read("20-30 shells"), Some((None, Some(20.0), "=", 2)));
        assert_eq!(read("1950-53"), Some((Some(1950.0), None, "=", 1)));
        assert_eq!(read("3rd"), None);
    }
}
