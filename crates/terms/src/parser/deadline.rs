//! `within …`, which is a place or a deadline by what follows it.

use super::teach::spelt_out;
use super::{Parser, Read, Stop};
use crate::ast::{Clause, Counting, Moment, MomentBase};
use crate::syntax_kind::SyntaxKind;
use crate::{Diagnostic, Spanned};
use armistice_facts::calendar::{Date, Length as Duration, Unit};

impl Parser<'_> {
    /// `within LENGTH of …`, or `within DURATION (after | beginning) instant`
    pub(super) fn within(&mut self) -> Read<Clause> {
        match self.kind(1) {
            Some(SyntaxKind::Length) => self.near().map(Clause::Near),
            Some(SyntaxKind::Duration) => self.deadline(),
            Some(SyntaxKind::Number) => {
                self.expect(&["within"])?;
                self.unit_missing("a length, such as `5 km`, or a length of time, such as `20 days`");
                Err(Stop)
            }
            _ => {
                self.expect(&["within"])?;
                let stop = self.expected("a length, such as `5 km`, or a length of time, such as `20 days`");
                self.skip_spelt_out();
                Err(stop)
            }
        }
    }

    /// Takes `fourteen days after signature`, of which the number was refused: the rest of it is no clause of its own.
    fn skip_spelt_out(&mut self) {
        if spelt_out(self.word(0)).is_none() {
            return;
        }
        self.take();
        self.take();
        if self.eat_one_of(&["after", "beginning", "of", "from"]).is_some() {
            self.take();
        }
    }

    /// `within DURATION (after | beginning) instant`
    pub(super) fn deadline(&mut self) -> Read<Clause> {
        self.expect(&["within"])?;
        let length = self.duration("a length of time")?;
        let start = self.start();
        let counting = match self.eat_one_of(&["after", "beginning", "of", "from"]) {
            Some("after") => Some(Counting::After),
            Some("beginning") => Some(Counting::Beginning),
            Some(_) => None,
            None => {
                let help = "`after` leaves the first day out, `beginning` counts it".to_owned();
                return Err(self.expected_with("`after` or `beginning`", Some(help)));
            }
        };
        let word = self.since(start);
        let from = self.moment("a day or a norm")?;
        if counting.is_none() {
            self.report_first_day(&length, word, &from);
        }
        let counting = Spanned::new(counting.unwrap_or(Counting::After), word);
        Ok(Clause::Within { length, counting, from })
    }

    /// A405
    fn report_first_day(&mut self, length: &Spanned<Duration>, word: crate::Span, from: &Moment) {
        let said = self.source(length.span.to(word));
        let message = format!("`within {said}` does not say whether the first day counts");
        let help = match last_days(length.node, from) {
            Some((beginning, after)) => {
                format!(
                    "write `beginning` (the last day is {beginning}) or `after` (the last day is {after})"
                )
            }
            None => "write `beginning` if it counts, `after` if it does not".to_owned(),
        };
        self.report(Diagnostic::error("A405", word, message).help(help));
    }

    /// The words of the block from the start of one place to the end of the last word of another.
    fn source(&self, span: crate::Span) -> String {
        let inside = |index: &&usize| {
            self.tokens.get(**index).is_some_and(|token| {
                let place = self.span_of(*token);
                place.start >= span.start && place.end <= span.end
            })
        };
        let words = self.words.iter().filter(inside).filter_map(|index| self.tokens.get(*index));
        words.map(|token| self.text_of(*token)).collect::<Vec<_>>().join(" ")
    }

    /// `DURATION after instant` of a verification.
    pub(super) fn within_after(&mut self) -> Read<(Spanned<Duration>, Moment)> {
        let length = self.duration("a length of time, such as `2 days`")?;
        self.expect(&["after"])?;
        Ok((length, self.moment("a day or a norm")?))
    }
}

/// The last day if the first counts, and if it does not.
fn last_days(length: Duration, from: &Moment) -> Option<(Date, Date)> {
    let MomentBase::Date(day) = &from.base else { return None };
    if length.unit != Unit::Day || from.plus.is_some() {
        return None;
    }
    let after = day.date.plus(length).ok()?;
    Some((after.plus_days(-1).ok()?, after))
}
