//! The order of clauses and of the items of a head.
//!
//! A sentence is read aloud in this order: who must do what; where; at which hours and how often; for which purpose; on
//! which condition; when; in which way; how it is shown; what follows a failure; the words it renders and their reading.
//! Clauses of one rank keep the order in which they were written.

use crate::syntax_kind::SyntaxKind;

/// First words of clauses, with their ranks. `for` is a purpose before a name and a time before a length of time.
const CLAUSES: &[(&str, u8)] = &[
    ("out", 10),
    ("in", 11),
    ("into", 11),
    ("within", 11),
    ("beyond", 11),
    ("everywhere", 11),
    ("to", 12),
    ("on", 13),
    ("above", 13),
    ("below", 13),
    ("daily", 20),
    ("every", 21),
    ("permanently", 22),
    ("for", 25),
    ("except", 26),
    ("upon", 30),
    ("after", 31),
    ("from", 40),
    ("until", 41),
    ("starting", 43),
    ("by", 44),
    ("without", 44),
    ("at", 45),
    ("together", 51),
    ("stating", 52),
    ("verified", 60),
    ("unproven", 61),
    ("cure", 69),
    ("failing", 70),
    ("quoting", 80),
    ("reading", 81),
];

/// A clause that the list does not know stands among the times.
const OTHERS: u8 = 46;

/// First words of the parts of declarations, with their ranks; what is not listed has no part that could move.
const PARTS: &[(SyntaxKind, &[(&str, u8)])] = &[
    (
        SyntaxKind::Header,
        &[
            ("signed", 1),
            ("binding", 2),
            ("authentic", 3),
            ("time", 4),
            ("vocabulary", 5),
            ("month", 6),
            ("findings", 7),
            ("language", 8),
        ],
    ),
    (SyntaxKind::Line, &[("with", 1), ("accuracy", 2)]),
    (
        SyntaxKind::Zone,
        &[("within", 1), ("apart", 2), ("above", 3), ("below", 3), ("accuracy", 4), ("reading", 5)],
    ),
];

/// First words of parts that begin a line of their own where the statement does not fit one, and do not move.
const BREAKS: &[(SyntaxKind, &[&str])] = &[
    (SyntaxKind::Header, &["between"]),
    (SyntaxKind::Party, &["called", "status"]),
    (SyntaxKind::Body, &["of"]),
    (SyntaxKind::Class, &["code", "with", "plural", "meaning", "source", "observed"]),
    (SyntaxKind::Verification, &["by", "through", "within", "coverage"]),
    (SyntaxKind::Decision, &["releases", "moves"]),
    (SyntaxKind::InForce, &["reading"]),
    (SyntaxKind::Ends, &["reading"]),
    (SyntaxKind::Test, &["on", "as", "known"]),
];

/// The rank of a clause that begins with that word, before a token of that kind.
pub(super) fn of_clause(first: &str, second: &str, kind: Option<SyntaxKind>) -> u8 {
    match (first, kind) {
        ("within", Some(SyntaxKind::Duration)) => 44,
        ("for", Some(SyntaxKind::Duration)) => 42,
        ("in", _) if second == "steps" => 50,
        ("in", _) if second == "shares" => 44,
        _ => CLAUSES.iter().find(|(word, _)| *word == first).map_or(OTHERS, |(_, rank)| *rank),
    }
}

/// The rank of the part of a declaration that begins with that word.
pub(super) fn of_part(statement: SyntaxKind, first: &str) -> Option<u8> {
    let (_, parts) = PARTS.iter().find(|(kind, _)| *kind == statement)?;
    parts.iter().find(|(word, _)| *word == first).map(|(_, rank)| *rank)
}

/// Whether a part of that statement begins with that word.
pub(super) fn breaks(statement: SyntaxKind, first: &str) -> bool {
    BREAKS.iter().any(|(kind, words)| *kind == statement && words.contains(&first))
}
