//! Statements: which one begins here, and norms, exceptions, procedures and verifications.

use super::{Parser, Read, keywords};
use crate::ast::{Exception, Id, Lifecycle, Norm, Procedure, Statement, StatementKind, Text, Verification};
use crate::syntax_kind::SyntaxKind;
use crate::{Diagnostic, Spanned};

impl Parser<'_> {
    /// The next statement; none if it could not be read. Takes at least one word.
    pub(super) fn statement(&mut self) -> Option<Statement> {
        let before = self.at;
        let declared = self.declared_name();
        let start = self.start();
        self.in_sentence = false;
        let read = self.statement_kind();
        self.in_sentence = false;
        let statement = match read {
            Ok(kind) => {
                let span = self.since(start);
                Some(Statement { section: self.block.section, span, kind })
            }
            Err(_) => {
                self.unread.extend(declared);
                self.has_unread = true;
                if self.at == before || !self.has_just_ended() {
                    self.skip_statement();
                }
                None
            }
        };
        if self.at == before {
            self.take();
        }
        statement
    }

    /// Whether the last word taken was a full stop, so that nothing of the statement is left to leave out.
    fn has_just_ended(&self) -> bool {
        self.block.text.get(..self.last_end).is_some_and(|text| text.ends_with('.'))
    }

    /// The label, or the name that a declaration declares.
    fn declared_name(&self) -> Option<Id> {
        let ahead = usize::from(self.kind(1) != Some(SyntaxKind::Colon));
        let token = self.peek(ahead).filter(|token| token.kind == SyntaxKind::Name)?;
        let is_declared = ahead == 0 || self.opens_statement();
        is_declared.then(|| Spanned::new(self.text_of(token).to_owned(), self.span_of(token)))
    }

    fn statement_kind(&mut self) -> Read<StatementKind> {
        if self.kind(1) == Some(SyntaxKind::Colon) && self.is_kind(SyntaxKind::Name) {
            return self.labelled();
        }
        match self.word(0) {
            "agreement" => self.wrap(SyntaxKind::Header, Self::header, StatementKind::Header),
            "party" => self.wrap(SyntaxKind::Party, Self::party, StatementKind::Party),
            "body" => self.wrap(SyntaxKind::Body, Self::body, StatementKind::Body),
            "class" | "activity" => self.wrap(SyntaxKind::Class, Self::class, StatementKind::Class),
            "point" => self.wrap(SyntaxKind::Point, Self::point, StatementKind::Point),
            "line" => self.wrap(SyntaxKind::Line, Self::line, StatementKind::Line),
            "zone" => self.wrap(SyntaxKind::Zone, Self::zone, StatementKind::Zone),
            "register" => self.wrap(SyntaxKind::Register, Self::register, StatementKind::Register),
            "inventory" => self.wrap(SyntaxKind::Inventory, Self::inventory, StatementKind::Inventory),
            "verification" => {
                self.wrap(SyntaxKind::Verification, Self::verification, StatementKind::Verification)
            }
            "decision" => self.wrap(SyntaxKind::Decision, Self::decision, StatementKind::Decision),
            "in" => self.wrap(
                SyntaxKind::InForce,
                |parser| parser.lifecycle(&["in", "force"], "from"),
                StatementKind::InForce,
            ),
            "ends" => {
                self.wrap(SyntaxKind::Ends, |parser| parser.lifecycle(&["ends"], "on"), StatementKind::Ends)
            }
            "suspension" => self.wrap(SyntaxKind::Suspension, Self::suspension, StatementKind::Suspension),
            "no" if self.word(1) == "terms" => {
                self.wrap(SyntaxKind::NoTerms, Self::no_terms, StatementKind::NoTerms)
            }
            _ => Err(self.no_statement()),
        }
    }

    fn wrap<T>(
        &mut self,
        node: SyntaxKind,
        rule: impl FnOnce(&mut Self) -> Read<T>,
        kind: impl FnOnce(T) -> StatementKind,
    ) -> Read<StatementKind> {
        self.node(node, rule).map(|read| kind(read.node))
    }

    fn no_statement(&mut self) -> super::Stop {
        let first = self.word(0).to_lowercase();
        let looks_bound = matches!(first.as_str(), "each" | "no" | "the" | "both" | "all" | "neither")
            || matches!(self.word(1), "must" | "shall" | "will" | "may")
            || self.kind(1) == Some(SyntaxKind::Comma);
        let help = if looks_bound && self.is_kind(SyntaxKind::Name) {
            "put a label and a colon before the sentence: `no-fly: no party may …`".to_owned()
        } else {
            self.nearest(keywords::STATEMENTS).unwrap_or_else(|| {
                "a statement begins with a label and a colon, or with `party`, `body`, `class`, `activity`, `point`, \
                 `line`, `zone`, `register`, `inventory`, \
                 `verification`, `decision`, `in force`, `ends`, `suspension` or `no terms`"
                    .to_owned()
            })
        };
        self.refused("a statement", Some(help))
    }

    fn labelled(&mut self) -> Read<StatementKind> {
        match (self.word(2), self.word(3)) {
            ("exception", _) => self.wrap(SyntaxKind::Exception, Self::exception, StatementKind::Exception),
            ("procedure", _) => self.wrap(SyntaxKind::Procedure, Self::procedure, StatementKind::Procedure),
            _ => self.wrap(SyntaxKind::Norm, Self::norm, StatementKind::Norm),
        }
    }

    fn label(&mut self) -> Read<Id> {
        let label = self.name("a label")?;
        self.colon()?;
        Ok(label)
    }

    pub(super) fn colon(&mut self) -> Read<()> {
        self.expect_kind(SyntaxKind::Colon, "a colon").map(|_| ())
    }

    fn norm(&mut self) -> Read<Norm> {
        let label = self.label()?;
        Ok(Norm { label, sentence: self.sentence()? })
    }

    fn exception(&mut self) -> Read<Exception> {
        let label = self.label()?;
        self.expect(&["exception", "to"])?;
        let to = self.names("the label of a norm")?;
        self.colon()?;
        Ok(Exception { label, to, sentence: self.sentence()? })
    }

    fn procedure(&mut self) -> Read<Procedure> {
        let label = self.label()?;
        self.expect(&["procedure", "for"])?;
        let subject = self.subject()?;
        let clauses = self.clauses();
        self.colon()?;
        self.in_sentence = true;
        let mut steps = vec![self.name("a step")?];
        while self.eat(&["then"]) {
            steps.push(self.name("a step")?);
        }
        self.full_stop("`then` and the next step")?;
        Ok(Procedure { label, subject, clauses, steps })
    }

    fn verification(&mut self) -> Read<Verification> {
        self.expect(&["verification", "of"])?;
        let of = self.names("the label of a norm")?;
        self.colon()?;
        self.in_sentence = true;
        self.expect(&["by"])?;
        let by = self.attest()?;
        let through =
            if self.eat(&["through"]) { self.names("a means of verification")? } else { Vec::new() };
        let within = if self.eat(&["within"]) { Some(self.within_after()?) } else { None };
        let coverage_percent = if self.eat(&["coverage"]) { Some(self.coverage()?) } else { None };
        self.full_stop("`through`, `within`, `coverage`")?;
        Ok(Verification { of, by, through, within, coverage_percent })
    }

    fn coverage(&mut self) -> Read<Spanned<u64>> {
        self.expect(&["at", "least"])?;
        let share = self.quantity("a number of per cent")?;
        self.expect(&["percent"])?;
        if share.node > 100 {
            self.report(Diagnostic::error("A207", share.span, "no coverage is more than 100 percent"));
        }
        Ok(share)
    }

    fn lifecycle(&mut self, opening: &[&str], moment: &str) -> Read<Lifecycle> {
        self.expect(opening)?;
        self.in_sentence = true;
        let (at, upon) = if self.eat(&[moment]) {
            (Some(self.moment("a day, or an event such as `signature`")?), None)
        } else if self.eat(&["upon"]) {
            (None, Some(self.event()?))
        } else {
            return Err(self.expected(&format!("`{moment}` and a day, or `upon` and an event")));
        };
        let reading = if self.is(&["reading"]) { Some(self.reading()?) } else { None };
        self.full_stop("`reading`")?;
        Ok(Lifecycle { at, upon, reading })
    }

    /// `suspension (stops | does not stop) the clock`
    fn suspension(&mut self) -> Read<bool> {
        self.expect(&["suspension"])?;
        let stops = if self.eat(&["stops"]) {
            true
        } else if self.eat(&["does", "not", "stop"]) {
            false
        } else {
            return Err(self.expected("`stops the clock` or `does not stop the clock`"));
        };
        self.expect(&["the", "clock"])?;
        self.full_stop("")?;
        Ok(stops)
    }

    fn no_terms(&mut self) -> Read<Text> {
        self.expect(&["no", "terms", "because"])?;
        let reason = self.text("the reason, between quotation marks")?;
        self.full_stop("")?;
        Ok(reason)
    }
}
