//! Help for words that people write out of the habit of other texts, where the grammar wants another.

use super::{Parser, keywords};
use crate::ast::Subject;
use crate::lexer;
use crate::syntax_kind::SyntaxKind;
use crate::{Diagnostic, Spanned};

/// Where `at` does not open `at least`.
pub(super) const AT_HELP: &str = "a place is written `in Z` or `within 500 m of P`, a day `by …` or `from …`";

/// Ways of saying that a figure is compared, and the word for it here.
const COMPARISONS: &[(&str, &str)] = &[
    ("over", "above"),
    ("exceeding", "above"),
    ("more", "above"),
    ("greater", "above"),
    ("larger", "above"),
    ("beyond", "above"),
    ("of", "is"),
    ("under", "below"),
    ("less", "below"),
    ("smaller", "below"),
    ("up", "at most"),
    ("no", "at most"),
];

/// Numbers that texts of agreements spell out.
const NUMBERS: &[(&str, u8)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("fourteen", 14),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("sixty", 60),
    ("ninety", 90),
];

/// Words of the language that are written with a capital at the head of a sentence.
const SMALL: &[&str] = &[
    "agreement",
    "party",
    "body",
    "no",
    "each",
    "the",
    "parties",
    "jointly",
    "must",
    "may",
    "shall",
    "will",
    "not",
    "in",
    "within",
    "from",
    "until",
    "by",
    "for",
    "after",
    "upon",
    "then",
    "test",
];

/// Words by which other texts bind, or do not.
const OTHER_MODALS: &[&str] = &[
    "should",
    "ought",
    "can",
    "cannot",
    "is",
    "are",
    "has",
    "have",
    "agree",
    "agrees",
    "undertake",
    "undertakes",
];

/// Units that have a sign.
const UNITS: &[(&str, &str)] = &[
    ("millimetre", "mm"),
    ("centimetre", "cm"),
    ("metre", "m"),
    ("meter", "m"),
    ("kilometre", "km"),
    ("kilometer", "km"),
    ("foot", "ft"),
    ("feet", "ft"),
];

impl Parser<'_> {
    /// How to mend what stands here, if it is a mistake of many.
    pub(super) fn mend(&self) -> Option<String> {
        let word = self.word(0);
        if let Some(number) = spelt_out(word) {
            return Some(format!("write numbers in figures: `{number}`"));
        }
        match word {
            "and" | "or" => Some("the names of a list are parted by commas: `NORTH, SOUTH`".to_owned()),
            "between" if self.kind(1) == Some(SyntaxKind::Time) => {
                Some("hours of the day are `daily between 09:00 and 17:00`".to_owned())
            }
            "on" if self.kind(1) == Some(SyntaxKind::Date) => Some("leave out `on`".to_owned()),
            _ => self.month_first().or_else(|| capital(word)),
        }
    }

    /// `May 17, 2021`
    pub(super) fn month_first(&self) -> Option<String> {
        let month = self.word(0);
        let day = self.peek(1).filter(|token| token.kind == SyntaxKind::Number);
        lexer::month(month)?;
        let year = if self.kind(2) == Some(SyntaxKind::Comma) { self.peek(3) } else { self.peek(2) };
        let year = year.filter(|token| token.kind == SyntaxKind::Number)?;
        Some(format!(
            "write the day before its month: `{} {month} {}`",
            self.text_of(day?),
            self.text_of(year)
        ))
    }

    /// Where no word says how somebody is bound.
    pub(super) fn modal_help(&self, subject: &Spanned<Subject>) -> Option<String> {
        let first = match &subject.node {
            Subject::Named { names, .. } => names.first().map_or("", |name| name.node.as_str()),
            _ => "",
        };
        if matches!(first, "it" | "there") {
            return Some("begin with who is bound: `no party may …`, `each party must …`".to_owned());
        }
        let word = self.word(0);
        OTHER_MODALS.contains(&word).then(|| {
            format!("`{word}` binds nobody here: write `must`, `must not` or `may`, and the verb in its plain form")
        })
    }

    /// The sign of the unit that is written out behind the number here.
    pub(super) fn unit_written_out(&self) -> Option<&'static str> {
        let word = self.word(1);
        let singular = word.strip_suffix('s').unwrap_or(word);
        UNITS.iter().find(|(name, _)| *name == singular).map(|(_, sign)| *sign)
    }

    /// Whether the parties are named by words that do not say whether each is bound by itself.
    pub(super) fn is_loose_subject(&self) -> bool {
        matches!(self.word(1), "party" | "parties") || self.word(1) == "the" && self.word(2) == "parties"
    }

    /// `the parties`, `both parties`, `either party`, `neither party`: reported, and read as each party by itself.
    pub(super) fn loose_subject(&mut self) -> Subject {
        let start = self.start();
        let neither = self.eat(&["neither"]);
        while !matches!(self.word(0), "party" | "parties") {
            self.take();
        }
        self.take();
        let span = self.since(start);
        let (message, help) = if neither {
            ("`neither party` is written `no party`", "write `no party may …`")
        } else {
            (
                "this does not say whether each party is bound by itself",
                "write `each party` if each is bound by itself, `the parties jointly` if one act of all is owed",
            )
        };
        self.report(Diagnostic::error("A001", span, message).help(help));
        if neither { Subject::NoParty } else { Subject::EachParty }
    }

    /// An exception that does not begin as one.
    pub(super) fn exception_help(&self, subject: &Spanned<Subject>) -> Option<String> {
        let Subject::Named { names, .. } = &subject.node else { return None };
        let first = names.first().map(|name| name.node.as_str());
        matches!(first, Some("except" | "exception" | "unless" | "excepting"))
            .then(|| "an exception is written `LABEL: exception to NORM: each party may …`".to_owned())
    }

    /// For two names side by side: one name of two words.
    pub(super) fn hyphen_help(&self) -> Option<String> {
        let before = self.words.get(self.at.checked_sub(1)?).and_then(|index| self.tokens.get(*index))?;
        let (first, second) = (self.text_of(*before), self.word(0));
        let is_part = |word: &str| {
            word.len() > 2
                && !matches!(word, "with" | "the" | "and")
                && !keywords::clause_words().contains(&word)
        };
        if before.kind != SyntaxKind::Name || !is_part(first) || !is_part(second) {
            return None;
        }
        Some(format!(
            "a name of two words is written with a hyphen, `{first}-{second}`; a clause begins with a word such as \
             `in`, `within`, `from`, `by`, `for`, `upon`"
        ))
    }

    /// The word of comparison for the one that stands here.
    pub(super) fn comparison_help(&self) -> Option<String> {
        let word = self.word(0);
        let meant = COMPARISONS.iter().find(|(said, _)| *said == word).map(|(_, meant)| *meant)?;
        Some(format!("write `{meant}`, as in `artillery with calibre {meant} 100 mm`"))
    }
}

/// The number that a word is.
pub(super) fn spelt_out(word: &str) -> Option<u8> {
    NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number)
}

fn capital(word: &str) -> Option<String> {
    let small = word.to_lowercase();
    let is_ours = word.chars().next().is_some_and(char::is_uppercase) && SMALL.contains(&small.as_str());
    is_ours.then(|| format!("the words of the language are written small: `{small}`"))
}
