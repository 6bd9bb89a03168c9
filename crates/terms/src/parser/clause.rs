//! Clauses, each opened by its own word.

use super::{Parser, Read};
use crate::ast::{Achieved, Clause};
use crate::syntax_kind::SyntaxKind;

impl Parser<'_> {
    /// A clause, whose first word is known to open one.
    pub(super) fn clause(&mut self) -> Read<Clause> {
        match self.word(0) {
            "within" => return self.within(),
            "beyond" => return self.near().map(Clause::Near),
            "above" | "below" => return self.height().map(|height| Clause::Height(height.node)),
            "on" => return self.side_clause(),
            "reading" => return self.reading().map(Clause::Reading),
            _ => {}
        }
        let Some(token) = self.take_as(SyntaxKind::Keyword) else { return Err(super::Stop) };
        match self.text_of(token) {
            "in" if self.is(&["steps"]) && self.kind(1) == Some(SyntaxKind::Name) => self.in_steps(),
            "in" if self.are_shares() => self.in_shares(),
            "in" => self.place().map(Clause::In),
            "into" => self.place().map(Clause::Into),
            "out" => {
                self.expect(&["of"])?;
                self.place().map(Clause::OutOf)
            }
            "to" if self.is_kind(SyntaxKind::Date) => {
                let help = "the last day follows `until`: `from … until …`".to_owned();
                Err(self.refused("a place", Some(help)))
            }
            "to" => self.place().map(Clause::To),
            "everywhere" => Ok(Clause::Everywhere),
            "permanently" => Ok(Clause::Permanently),
            "quoting" => self.text("words of the article, between quotation marks").map(Clause::Quoting),
            "stating" => self.names("what the notice states").map(Clause::Stating),
            "upon" => self.event().map(Clause::Upon),
            other => self.condition(other),
        }
    }

    fn side_clause(&mut self) -> Read<Clause> {
        let (whose, of) = self.side()?;
        Ok(Clause::Side(whose, of))
    }

    fn in_steps(&mut self) -> Read<Clause> {
        self.expect(&["steps"])?;
        self.names("a step").map(Clause::InSteps)
    }

    fn condition(&mut self, word: &str) -> Read<Clause> {
        match word {
            "together" => {
                self.expect(&["with"])?;
                self.names("the label of a norm").map(Clause::TogetherWith)
            }
            "except" => {
                self.expect_purposes()?;
                self.names("a purpose").map(Clause::ExceptFor)
            }
            "verified" => {
                self.expect(&["by"])?;
                self.attest().map(Clause::VerifiedBy)
            }
            "unproven" => {
                self.expect(&["counts", "as"])?;
                let violated = self.choice(&[("unknown", false), ("violated", true)])?;
                Ok(Clause::UnprovenCountsAsViolated(violated.node))
            }
            "cure" => {
                self.expect(&["within"])?;
                self.duration("a length of time, such as `48 hours`").map(Clause::CureWithin)
            }
            "failing" => {
                self.expect(&["which"])?;
                let names = self.names("the label of a norm")?;
                self.choice(&[("applies", ()), ("apply", ())])?;
                Ok(Clause::FailingWhich(names))
            }
            other => self.time(other),
        }
    }

    /// `for`, behind `except`.
    fn expect_purposes(&mut self) -> Read<()> {
        if self.eat(&["for"]) {
            return Ok(());
        }
        let help = "purposes are `except for …`; a place is left out by `minus`, things by `excluding`, and all else is an exception of its own";
        let stop = self.refused("`for`", Some(help.to_owned()));
        // What follows is no clause of its own.
        if self.opens_clause() {
            self.take();
        }
        Err(stop)
    }

    fn time(&mut self, word: &str) -> Read<Clause> {
        const DAY: &str = "a day, or an event such as `signature`";
        match word {
            "from" => {
                let from = self.moment(DAY)?;
                let until = if self.eat(&["until"]) { Some(self.moment(DAY)?) } else { None };
                Ok(Clause::From(from, until))
            }
            "until" => self.moment(DAY).map(Clause::Until),
            "by" => self.moment(DAY).map(Clause::By),
            "starting" => {
                self.expect(&["by"])?;
                self.moment(DAY).map(Clause::StartingBy)
            }
            "for" if self.is_kind(SyntaxKind::Duration) || self.is_kind(SyntaxKind::Number) => {
                self.duration("a length of time").map(Clause::ForDuration)
            }
            "for" => self.names("a purpose, or a length of time").map(Clause::ForPurposes),
            "without" => self.expect(&["delay"]).map(|()| Clause::WithoutDelay),
            "daily" => self.hours().map(Clause::Daily),
            "every" => self.every(),
            "after" => self.after_norm(),
            _ if self.eat(&["intervals"]) => {
                self.expect(&["of", "at", "most"])?;
                self.duration("a length of time, such as `15 days`").map(Clause::Intervals)
            }
            _ => self.at_least(),
        }
    }

    /// `after NAME is (verified | fulfilled | kept for DURATION)`
    fn after_norm(&mut self) -> Read<Clause> {
        if self.is_kind(SyntaxKind::Date) {
            let help = "`from` begins a period on that day; `after` waits for a norm".to_owned();
            return Err(self.expected_with("the label of a norm", Some(help)));
        }
        let norm = self.name("the label of a norm")?;
        self.expect(&["is"])?;
        let achieved = match self.eat_one_of(&["verified", "fulfilled", "kept"]) {
            Some("verified") => Achieved::Verified,
            Some("fulfilled") => Achieved::Fulfilled,
            Some(_) => {
                self.expect(&["for"])?;
                Achieved::KeptFor(self.duration("a length of time, such as `7 days`")?.node)
            }
            None => return Err(self.expected("`verified`, `fulfilled` or `kept for …`")),
        };
        Ok(Clause::AfterNorm(norm, achieved))
    }

    /// `at least DURATION before (it starts | instant)`, or `at least NUMBER times (a PERIOD | in any DURATION)`
    fn at_least(&mut self) -> Read<Clause> {
        if !self.eat(&["least"]) {
            return Err(self.expected_with("`least`", Some(super::teach::AT_HELP.to_owned())));
        }
        if self.is_kind(SyntaxKind::Number) && matches!(self.word(1), "times" | "time") {
            let number = self.quantity("how often")?;
            self.choice(&[("times", ()), ("time", ())])?;
            return Ok(Clause::Times(number, self.window()?));
        }
        let length = self.duration("a length of time, such as `42 days`, or `2 times a month`")?;
        self.expect(&["before"])?;
        if self.eat(&["it", "starts"]) {
            return Ok(Clause::AtLeastBefore(length, None));
        }
        let before = self.moment("`it starts`, a day or a norm")?;
        Ok(Clause::AtLeastBefore(length, Some(before)))
    }
}
