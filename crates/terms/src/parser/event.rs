//! Events that a condition waits for, and moments.

use super::{Parser, Read};
use crate::ast::{Event, Moment, MomentBase, Period};
use crate::lexer;
use crate::syntax_kind::SyntaxKind;
use crate::{Diagnostic, Span};

impl Parser<'_> {
    pub(super) fn event(&mut self) -> Read<Event> {
        let read = self.node(SyntaxKind::Event, |parser| {
            if parser.eat(&["prior", "notice"]) {
                parser.expect(&["to"])?;
                let to = parser.recipient()?;
                let through = if parser.eat(&["through"]) { Some(parser.name("a channel")?) } else { None };
                return Ok(Event::PriorNotice(to, through));
            }
            if parser.eat(&["consent", "of"]) {
                return parser.recipient().map(Event::Consent);
            }
            if parser.eat(&["request", "of"]) {
                return parser.recipient().map(Event::Request);
            }
            if parser.eat(&["violation", "of"]) {
                let of = parser.name("the label of a norm")?;
                let by_other = parser.eat(&["by", "the", "other", "party"]);
                return Ok(Event::Violation { of, by_other });
            }
            if parser.eat(&["fulfilment", "of"]) {
                return parser.name("the label of a norm").map(Event::Fulfilment);
            }
            if parser.eat(&["notice", "of"]) {
                return parser.name("what is told, or who tells").map(Event::NoticeOf);
            }
            if parser.is(&["notice"]) {
                return Err(parser.expected("`prior notice to …`, or `notice of …`"));
            }
            let name =
                parser.name("an event, such as `prior notice to …`, `consent of …`, `request of …`")?;
            let of = if parser.eat(&["of"]) { Some(parser.recipient()?) } else { None };
            Ok(Event::Other(name, of))
        })?;
        Ok(read.node)
    }

    /// `(DATE | NAME) [+ DURATION] | the end of (YEAR | MONTH YEAR | the PERIOD)`
    pub(super) fn moment(&mut self, what: &str) -> Read<Moment> {
        let read = self.node(SyntaxKind::Moment, |parser| {
            if parser.eat(&["the", "end", "of"]) {
                return Ok((parser.end_of()?, None));
            }
            let base = if parser.is_kind(SyntaxKind::Date) {
                MomentBase::Date(parser.date(what)?)
            } else if parser.is_kind(SyntaxKind::Name)
                && !parser.opens_statement()
                && !parser.opens_clause_for_certain()
                && parser.month_first().is_none()
            {
                MomentBase::Named(parser.name(what)?)
            } else {
                parser.date(what)?;
                return Err(super::Stop);
            };
            let has_more = parser.eat_kind(SyntaxKind::Plus).is_some();
            let plus =
                if has_more { Some(parser.duration("a length of time, such as `6 days`")?) } else { None };
            Ok((base, plus))
        })?;
        let (base, plus) = read.node;
        Ok(Moment { base, plus, span: read.span })
    }

    fn end_of(&mut self) -> Read<MomentBase> {
        if self.eat(&["the"]) {
            let periods = [
                ("day", Period::Day),
                ("week", Period::Week),
                ("month", Period::Month),
                ("quarter", Period::Quarter),
                ("year", Period::Year),
            ];
            return Ok(MomentBase::EndOfPeriod(self.choice(&periods)?.node));
        }
        let month = lexer::month(self.word(0));
        if month.is_some() {
            self.take_as(SyntaxKind::Keyword);
        }
        let token =
            self.expect_kind(SyntaxKind::Number, "a year, or a month and a year, such as `November 2018`")?;
        let year = lexer::whole(self.text_of(token)).and_then(|year| i16::try_from(year).ok());
        let year = year.filter(|year| (1..=9999).contains(year) && self.text_of(token).len() == 4);
        if year.is_none() {
            let span: Span = self.span_of(token);
            let message = format!("`{}` is no year of four digits", self.text_of(token));
            self.report(Diagnostic::error("A402", span, message));
        }
        Ok(MomentBase::EndOf(year.unwrap_or(9999), month))
    }
}
