//! Rules of attestation.

use super::{Parser, Read};
use crate::ast::{Attest, Id};
use crate::syntax_kind::SyntaxKind;

impl Parser<'_> {
    /// `all of (names) | NUMBER of (names) | the other party | NAME`
    pub(super) fn attest(&mut self) -> Read<Attest> {
        let read = self.node(SyntaxKind::Attest, |parser| {
            if parser.eat(&["all", "of"]) {
                return parser.bracketed_names().map(Attest::AllOf);
            }
            if parser.is_kind(SyntaxKind::Number) || parser.is_kind(SyntaxKind::Code) {
                let number = parser.quantity("how many must attest")?;
                parser.expect(&["of"])?;
                return Ok(Attest::Of(number, parser.bracketed_names()?));
            }
            if parser.eat(&["the", "other", "party"]) {
                return Ok(Attest::OtherParty);
            }
            parser.name("who attests: a party or body, `the other party`, or `all of (…)`").map(Attest::Named)
        })?;
        Ok(read.node)
    }

    fn bracketed_names(&mut self) -> Read<Vec<Id>> {
        self.expect_kind(SyntaxKind::Open, "an opening bracket")?;
        let names = self.names("a party or body")?;
        self.expect_kind(SyntaxKind::Close, "a comma or a closing bracket")?;
        Ok(names)
    }
}
