//! `in shares …`: a whole that is due in parts, each by its own day.

use super::value::SHARES;
use super::{Parser, Read};
use crate::Spanned;
use crate::ast::{Clause, Stage};
use crate::syntax_kind::SyntaxKind;

impl Parser<'_> {
    /// Whether `shares` is no place here: what follows it is a share.
    pub(super) fn are_shares(&self) -> bool {
        let is_count = self.word(1) == "at"
            && self.word(2) == "least"
            && self.kind(3) == Some(SyntaxKind::Number)
            && !matches!(self.word(4), "times" | "time");
        self.is(&["shares"])
            && (is_count || (self.word(1) == "all" && matches!(self.word(2), "by" | "within")))
    }

    /// `in shares stage {, stage}`, after `in`.
    pub(super) fn in_shares(&mut self) -> Read<Clause> {
        self.expect(&["shares"])?;
        let mut stages = vec![self.stage()?];
        while self.eat_kind(SyntaxKind::Comma).is_some() {
            stages.push(self.stage()?);
        }
        Ok(Clause::InShares(stages))
    }

    /// `(at least NUMBER share | all) (by instant | within DURATION (after | beginning) instant)`
    fn stage(&mut self) -> Read<Stage> {
        let start = self.start();
        let (number, parts) = if self.eat(&["all"]) {
            (Spanned::new(1, self.since(start)), 1)
        } else if self.eat(&["at", "least"]) {
            let number = self.quantity("how many parts of the whole, such as `60 percent`")?;
            (number, self.choice(SHARES)?.node)
        } else {
            return Err(self.expected("a share, such as `at least 60 percent by …`, or `all by …`"));
        };
        let due = if self.eat(&["by"]) {
            Clause::By(self.moment("a day, or an event such as `signature`")?)
        } else if self.is(&["within"]) {
            self.deadline()?
        } else {
            return Err(self.expected("`by …`, or `within … after …`"));
        };
        Ok(Stage { number, parts, due: Box::new(due), span: self.since(start) })
    }
}
