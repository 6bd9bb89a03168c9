//! Hours of the day, by season; what comes again each year or in each period.

use armistice_facts::calendar::{Length, Unit};

use super::{Parser, Read};
use crate::ast::{Clause, Clock, Hours, Season};
use crate::lexer::month;
use crate::syntax_kind::SyntaxKind;
use crate::{Diagnostic, Spanned};

impl Parser<'_> {
    /// `daily [except] season {and season}`, after `daily`.
    pub(super) fn hours(&mut self) -> Read<Hours> {
        let is_outside = self.eat(&["except"]);
        let mut seasons = vec![self.season()?];
        while self.is(&["and", "between"]) {
            self.expect(&["and"])?;
            seasons.push(self.season()?);
        }
        Ok(Hours { is_outside, seasons })
    }

    /// `between TIME and TIME {and between TIME and TIME} [from MONTH to MONTH]`
    fn season(&mut self) -> Read<Season> {
        let start = self.start();
        let mut between = vec![self.between()?];
        while self.is(&["and", "between"]) {
            self.expect(&["and"])?;
            between.push(self.between()?);
        }
        // `from` may open the clause after this one: `from 1 May 2020`, `from signature`.
        let months = if self.is(&["from"]) && month(self.word(1)).is_some() && self.word(2) == "to" {
            self.expect(&["from"])?;
            let first = self.month()?;
            self.expect(&["to"])?;
            Some((first, self.month()?))
        } else {
            None
        };
        Ok(Season { months, between, span: self.since(start) })
    }

    fn between(&mut self) -> Read<(Clock, Clock)> {
        self.expect(&["between"])?;
        let from = self.clock_time()?;
        self.expect(&["and"])?;
        Ok((from, self.clock_time()?))
    }

    /// `every year by NUMBER MONTH`, or `every (DURATION | PERIOD) from instant`, after `every`.
    pub(super) fn every(&mut self) -> Read<Clause> {
        if self.is(&["year", "by"]) {
            return self.every_year();
        }
        let length = if self.is_kind(SyntaxKind::Duration) || self.is_kind(SyntaxKind::Number) {
            self.duration("a length of time, such as `15 days`")?
        } else {
            let units =
                [("day", Unit::Day), ("week", Unit::Week), ("month", Unit::Month), ("year", Unit::Year)];
            let unit = self.choice(&units)?;
            Spanned::new(Length { amount: 1, unit: unit.node }, unit.span)
        };
        self.expect(&["from"])?;
        Ok(Clause::Every(length, self.moment("a day or a norm from which the periods run")?))
    }

    /// `year by NUMBER MONTH` (A402).
    fn every_year(&mut self) -> Read<Clause> {
        self.expect(&["year", "by"])?;
        let day = self.quantity("a day of each year without its number, such as `15 December`")?;
        let start = self.start();
        let month = self.month()?;
        // A year that is no leap year: the day has to be there in each.
        let last = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].get(usize::from(month) - 1).copied();
        match u8::try_from(day.node).ok().filter(|day| *day > 0 && last.is_some_and(|last| *day <= last)) {
            Some(day) => Ok(Clause::EveryYear(month, day)),
            None => {
                let span = day.span.to(self.since(start));
                self.report(
                    Diagnostic::error("A402", span, "not every year has such a day")
                        .help("name a day that each year has; the end of February is `28 February`"),
                );
                Err(super::Stop)
            }
        }
    }

    fn month(&mut self) -> Read<u8> {
        let Some(number) = month(self.word(0)) else {
            return Err(self.expected("a month, such as `April`"));
        };
        self.take_as(SyntaxKind::Keyword);
        Ok(number)
    }
}
