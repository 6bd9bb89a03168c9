//! The kinds of nodes and tokens of the lossless tree.

/// Declares the kinds once, so that the way back from rowan's number needs no unsafe code.
macro_rules! kinds {
    ($($(#[$meta:meta])* $name:ident,)*) => {
        /// The kind of a node or a token.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum SyntaxKind { $($(#[$meta])* $name,)* }

        const ALL: &[SyntaxKind] = &[$(SyntaxKind::$name,)*];
    };
}

kinds! {
    /// Spaces, tabs and line ends.
    WhiteSpace,
    /// From `#` to the end of the line.
    Comment,
    /// A word that is a name.
    Name,
    /// A word that is a keyword where it stands.
    Keyword,
    /// `"…"`
    Text,
    /// `11`, `22,000`, `38.10`
    Number,
    /// Digits with a leading zero: `0646`.
    Code,
    /// `5 km`
    Length,
    /// `20 days`
    Duration,
    /// `2018-11-01 12:00`, `1 November 2018`
    Date,
    /// `09:00`
    Time,
    /// `.`
    FullStop,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `+`
    Plus,
    /// `(`
    Open,
    /// `)`
    Close,
    /// Something that has no place in terms.
    Stray,
    /// A whole block.
    Block,
    /// `agreement …`
    Header,
    /// `party …`
    Party,
    /// `body …`
    Body,
    /// `class …`, `activity …`
    Class,
    /// `point …`
    Point,
    /// `line …`
    Line,
    /// `zone …`
    Zone,
    /// `register …`
    Register,
    /// `inventory …`
    Inventory,
    /// `label: sentence.`
    Norm,
    /// `label: exception to …`
    Exception,
    /// `label: procedure for …`
    Procedure,
    /// `verification of …`
    Verification,
    /// `decision …`
    Decision,
    /// `in force …`
    InForce,
    /// `ends …`
    Ends,
    /// `suspension stops the clock`
    Suspension,
    /// `no terms because …`
    NoTerms,
    /// `test "…":`
    Test,
    /// A fact of a scenario.
    Fact,
    /// An expectation of a scenario.
    Expect,
    /// Subject, modal, predicate and clauses.
    Sentence,
    /// Who is bound.
    Subject,
    /// Must, must not, may.
    Modal,
    /// What is to be done.
    Predicate,
    /// Where, when, how.
    Clause,
    /// An expression of classes.
    Classes,
    /// How many of what.
    Count,
    /// An expression of places.
    Place,
    /// `within 5 km of …`
    Near,
    /// A point in time.
    Moment,
    /// What a condition waits for.
    Event,
    /// A rule of attestation.
    Attest,
    /// How a text is read.
    Reading,
    /// Tokens that could not be read.
    Unread,
}

/// The agreement language, for [`rowan`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Terms {}

/// A node of the lossless tree.
pub type SyntaxNode = rowan::SyntaxNode<Terms>;

impl rowan::Language for Terms {
    type Kind = SyntaxKind;

    fn kind_from_raw(raw: rowan::SyntaxKind) -> SyntaxKind {
        ALL.get(usize::from(raw.0)).copied().unwrap_or(SyntaxKind::Stray)
    }

    fn kind_to_raw(kind: SyntaxKind) -> rowan::SyntaxKind {
        rowan::SyntaxKind(kind as u16)
    }
}

#[cfg(test)]
mod tests {
    use rowan::Language as _;

    use super::*;

    #[test]
    fn every_kind_survives_the_way_through_rowan() {
        for kind in ALL {
            assert_eq!(Terms::kind_from_raw(Terms::kind_to_raw(*kind)), *kind);
        }
        assert_eq!(Terms::kind_from_raw(rowan::SyntaxKind(9999)), SyntaxKind::Stray);
    }
}
