//! Predicates: what is to be done, kept, held, or told.

use super::{Parser, Read, Stop};
use crate::Diagnostic;
use crate::ast::{Id, Predicate, Recipient};
use crate::syntax_kind::SyntaxKind;

impl Parser<'_> {
    /// `may`: whether the modal verb is `may`, after which `hold` is a ceiling.
    pub(super) fn predicate(&mut self, may: bool) -> Read<Predicate> {
        if self.eat(&["hold", "at", "least"]) {
            return Ok(Predicate::HoldAtLeast { counts: self.counts()? });
        }
        if self.is(&["hold", "at"]) || self.is(&["hold", "only"]) || (may && self.is(&["hold"])) {
            return self.ceiling();
        }
        if self.is(&["give", "notice"]) {
            return self.notice();
        }
        let verb = self.verb()?;
        if self.is(&["no", "more"]) || self.is(&["no", "fewer"]) {
            return self.rate(verb);
        }
        if self.is_kind(SyntaxKind::Number) || self.is_kind(SyntaxKind::Code) {
            return Ok(Predicate::Counted { verb, counts: self.counts()? });
        }
        if !self.is_kind(SyntaxKind::Name) || self.opens_clause() || self.opens_statement() {
            return self.without_object(verb);
        }
        let classes = self.classes("a class or an activity")?;
        if verb.node == "keep" && self.eat(&["in", "state"]) {
            return Ok(Predicate::Keep { classes, states: self.names("a state, such as `barrel-covered`")? });
        }
        Ok(Predicate::Act { verb, classes: Some(classes) })
    }

    fn verb(&mut self) -> Read<Id> {
        if self.opens_clause() {
            return Err(self.expected("a verb"));
        }
        if self.is(&["be"]) {
            let help = "name who is bound, and what they must do: `each party must withdraw …`".to_owned();
            return Err(self.refused("a verb", Some(help)));
        }
        self.name("a verb")
    }

    fn without_object(&mut self, verb: Id) -> Read<Predicate> {
        let is_end = self.is_at_end() || self.is_kind(SyntaxKind::FullStop);
        if is_end || self.opens_clause() || self.opens_statement() {
            return Ok(Predicate::Act { verb, classes: None });
        }
        Err(self.expected("a class, a number, a clause or the full stop"))
    }

    /// `hold [only] at most (count {, count} | the classes of DATE)`
    fn ceiling(&mut self) -> Read<Predicate> {
        self.expect(&["hold"])?;
        let only = self.eat(&["only"]);
        if !self.eat(&["at", "most"]) {
            return Err(self.without_at_most());
        }
        if self.eat(&["the"]) {
            let classes = self.classes("the classes whose inventory is the limit")?;
            self.expect(&["of"])?;
            return Ok(Predicate::HoldAsOf { only, classes, date: self.date("the day of the inventory")? });
        }
        Ok(Predicate::HoldAtMost { only, counts: self.counts()? })
    }

    /// A502
    fn without_at_most(&mut self) -> Stop {
        let span = self.peek(0).map_or_else(|| self.since(self.last_end), |token| self.span_of(token));
        let diagnostic = Diagnostic::error("A502", span, "`may hold` does not say how many at most").help(
            "write `may hold at most 20 guards`, or `may hold only at most …` if nothing else may be there",
        );
        self.report(diagnostic);
        Stop
    }

    /// `NAME no (more | fewer) than count (a PERIOD | in any DURATION | at once)`
    fn rate(&mut self, verb: Id) -> Read<Predicate> {
        self.expect(&["no"])?;
        let is_floor = self.choice(&[("more", false), ("fewer", true)])?.node;
        self.expect(&["than"])?;
        let count = self.count()?;
        Ok(Predicate::Rate { verb, is_floor, count, window: self.window()? })
    }

    /// `give notice to recipient of classes [through NAME]`
    fn notice(&mut self) -> Read<Predicate> {
        self.expect(&["give", "notice", "to"])?;
        let to = self.recipient()?;
        self.expect(&["of"])?;
        let of = self.classes("what is told")?;
        let through = if self.eat(&["through"]) { Some(self.name("a channel")?) } else { None };
        Ok(Predicate::GiveNotice { to, of, through })
    }

    /// `the other party | names`
    pub(super) fn recipient(&mut self) -> Read<Recipient> {
        if self.eat(&["the", "other", "party"]) {
            return Ok(Recipient::OtherParty);
        }
        self.names("`the other party`, or names").map(Recipient::Named)
    }
}
