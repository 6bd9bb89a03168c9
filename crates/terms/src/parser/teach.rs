//! Help for words that people write out of the habit of other texts, where the grammar wants another.

use super::{Parser, keywords};
use crate::ast::Subject;
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

impl Parser<'_> {
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
        let is_part =
            |word: &str| word.len() > 2 && word != "with" && !keywords::clause_words().contains(&word);
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
        Some(format!("write `{meant}`, as in `artillery with calibre above 100 mm`"))
    }
}
