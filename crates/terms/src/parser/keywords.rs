//! The keywords of the language, each a keyword only where the grammar wants it.

use crate::syntax_kind::SyntaxKind;

/// A word, or any token of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// This word; anything if empty.
    Word(&'static str),
    /// Any token of the kind.
    Kind(SyntaxKind),
}

use Piece::{Kind, Word};

const NAME: Piece = Kind(SyntaxKind::Name);
const TEXT: Piece = Kind(SyntaxKind::Text);
const DATE: Piece = Kind(SyntaxKind::Date);
const LENGTH: Piece = Kind(SyntaxKind::Length);
const DURATION: Piece = Kind(SyntaxKind::Duration);

/// First words of statements.
pub(super) const STATEMENTS: &[&str] = &[
    "agreement",
    "party",
    "body",
    "class",
    "activity",
    "point",
    "line",
    "zone",
    "register",
    "inventory",
    "verification",
    "decision",
    "in",
    "ends",
    "suspension",
    "no",
];

/// How statements without a label begin, as far as it takes to tell them from a clause.
pub(super) const OPENINGS: &[&[Piece]] = &[
    &[Word("agreement"), TEXT],
    &[Word("party"), NAME, Word("is")],
    &[Word("body"), NAME, Word("is")],
    &[Word("class"), NAME, Word("is")],
    &[Word("activity"), NAME, Word("is")],
    &[Word("point"), NAME, Word("at")],
    &[Word("line"), NAME, Word("is")],
    &[Word("zone"), NAME, Word("is")],
    &[Word("register"), NAME, Word("is")],
    &[Word("inventory"), NAME, Word("is")],
    &[Word("verification"), Word("of")],
    &[Word("decision"), NAME, Word("on")],
    &[Word("in"), Word("force"), Word("from")],
    &[Word("in"), Word("force"), Word("upon")],
    &[Word("ends"), Word("on")],
    &[Word("ends"), Word("upon")],
    &[Word("suspension"), Word("stops")],
    &[Word("suspension"), Word("does")],
    &[Word("no"), Word("terms")],
    &[Word("test"), TEXT],
    &[Word("then"), NAME, Word("is")],
    &[Word("then"), NAME, Word("has")],
    &[Word("then"), NAME, Word("of")],
    &[Word("then"), NAME, Word("on")],
];

/// First words of clauses, with what can stand after them.
pub(super) const CLAUSES: &[(&str, &[Piece])] = &[
    ("in", &[NAME, Kind(SyntaxKind::Open)]),
    ("into", &[NAME, Kind(SyntaxKind::Open)]),
    ("within", &[LENGTH, DURATION]),
    ("beyond", &[LENGTH]),
    ("out", &[Word("of")]),
    ("to", &[NAME, Kind(SyntaxKind::Open)]),
    ("on", &[Word("their"), Word("the")]),
    ("above", &[LENGTH]),
    ("below", &[LENGTH]),
    ("everywhere", &[Word("")]),
    ("from", &[DATE, NAME]),
    ("until", &[DATE, NAME]),
    ("for", &[DURATION, NAME]),
    ("by", &[DATE, NAME]),
    ("starting", &[Word("by")]),
    ("without", &[Word("delay")]),
    ("at", &[Word("least"), Word("intervals")]),
    ("daily", &[Word("between"), Word("except")]),
    ("every", &[Word("year"), Word("day"), Word("week"), Word("month"), DURATION]),
    ("after", &[NAME]),
    ("together", &[Word("with")]),
    ("upon", &[NAME]),
    ("stating", &[NAME]),
    ("permanently", &[Word("")]),
    ("except", &[Word("for")]),
    ("verified", &[Word("by")]),
    ("unproven", &[Word("counts")]),
    ("cure", &[Word("within")]),
    ("failing", &[Word("which")]),
    ("quoting", &[TEXT]),
    ("reading", &[TEXT]),
];

/// First words of clauses alone.
pub(super) fn clause_words() -> Vec<&'static str> {
    CLAUSES.iter().map(|(first, _)| *first).collect()
}
