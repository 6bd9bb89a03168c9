//! The small change of the grammar: figures, days, choices between words, classes with their tests.

use super::{Parser, Read, Stop};
use crate::ast::{
    ClassExpr, Classes, Comparison, Coordinates, Count, DateTime, Grade, Joiner, Period, Test, Value, Window,
};
use crate::lexer;
use crate::syntax_kind::SyntaxKind;
use crate::{Diagnostic, Spanned};

pub(super) const GRADES: &[(&str, Grade)] = &[
    ("claimed", Grade::Claimed),
    ("reported", Grade::Reported),
    ("corroborated", Grade::Corroborated),
    ("verified", Grade::Verified),
    ("none", Grade::None),
];

/// Words of a share, and into how many parts each cuts the whole.
pub(super) const SHARES: &[(&str, u64)] = &[
    ("percent", 100),
    ("half", 2),
    ("halves", 2),
    ("third", 3),
    ("thirds", 3),
    ("quarter", 4),
    ("quarters", 4),
];

const PERIODS: &[(&str, Period)] = &[
    ("day", Period::Day),
    ("week", Period::Week),
    ("month", Period::Month),
    ("quarter", Period::Quarter),
    ("year", Period::Year),
];

const WINDOW_HELP: &str = "`no more than` counts acts in a length of time; how many may be there is \
                           `may hold at most 50 guards in …`";

const COMPARISONS: &[(&[&str], Comparison)] = &[
    (&["at", "least"], Comparison::AtLeast),
    (&["at", "most"], Comparison::AtMost),
    (&["above"], Comparison::Above),
    (&["below"], Comparison::Below),
    (&["is"], Comparison::Is),
];

impl Parser<'_> {
    /// One of these words.
    pub(super) fn choice<T: Copy>(&mut self, choices: &[(&'static str, T)]) -> Read<Spanned<T>> {
        let start = self.start();
        for (word, value) in choices {
            if self.eat(&[word]) {
                return Ok(Spanned::new(*value, self.since(start)));
            }
        }
        let words: Vec<&'static str> = choices.iter().map(|(word, _)| *word).collect();
        let help = self.nearest(&words);
        Err(self.expected_with(&alternatives(&words), help))
    }

    /// `a PERIOD | in any DURATION | at once`
    pub(super) fn window(&mut self) -> Read<Window> {
        if self.eat(&["a"]) {
            return self.choice(PERIODS).map(|period| Window::Period(period.node));
        }
        if self.eat(&["in", "any"]) {
            return Ok(Window::Rolling(self.duration("a length of time, such as `3 years`")?.node));
        }
        if self.eat(&["at", "once"]) {
            return Ok(Window::AtOnce);
        }
        Err(self.expected_with("`a month`, `in any 3 years` or `at once`", Some(WINDOW_HELP.to_owned())))
    }

    /// A whole number; a code is none (A206).
    pub(super) fn quantity(&mut self, what: &str) -> Read<Spanned<u64>> {
        if let Some(token) = self.eat_kind(SyntaxKind::Code) {
            let (text, span) = (self.text_of(token), self.span_of(token));
            let plain = text.trim_start_matches('0');
            self.report(Diagnostic::error("A206", span, format!("`{text}` is a code, not a quantity")).help(
                format!(
                    "a number is written without a leading zero: `{}`",
                    if plain.is_empty() { "0" } else { plain }
                ),
            ));
            return Ok(Spanned::new(plain.parse().unwrap_or(0), span));
        }
        let token = self.expect_kind(SyntaxKind::Number, what)?;
        let (text, span) = (self.text_of(token), self.span_of(token));
        match lexer::whole(text) {
            Some(number) => Ok(Spanned::new(number, span)),
            None => {
                if text.matches('.').count() == 1 && !text.contains(',') {
                    self.report(Diagnostic::error(
                        "A001",
                        span,
                        format!("expected a whole number, found `{text}`"),
                    ));
                }
                Ok(Spanned::new(0, span))
            }
        }
    }

    /// A LENGTH in millimetres; a bare number lacks its unit (A203).
    pub(super) fn length(&mut self, what: &str) -> Read<Spanned<i64>> {
        if self.is_kind(SyntaxKind::Number) {
            self.unit_missing("a unit of length: `mm`, `cm`, `m`, `km`, `ft` or `nmi`");
            let start = self.start();
            self.take();
            return Ok(Spanned::new(0, self.since(start)));
        }
        let token = self.expect_kind(SyntaxKind::Length, what)?;
        let length = lexer::length_mm(self.text_of(token)).unwrap_or_default();
        Ok(Spanned::new(length, self.span_of(token)))
    }

    /// A203 for the number that comes next.
    pub(super) fn unit_missing(&mut self, units: &str) {
        if let Some(token) = self.peek(0) {
            let text = self.text_of(token);
            let diagnostic = Diagnostic::error("A203", self.span_of(token), format!("`{text}` needs a unit"));
            self.report(match self.unit_written_out() {
                Some(sign) => diagnostic.help(format!("units are written short: `{text} {sign}`")),
                None => diagnostic.help(format!("write {units}")),
            });
        }
    }

    /// A DURATION; a bare number lacks its unit (A203).
    pub(super) fn duration(&mut self, what: &str) -> Read<Spanned<armistice_facts::calendar::Length>> {
        if self.is_kind(SyntaxKind::Number) {
            self.unit_missing("a unit of time: minutes, hours, days, weeks, months or years");
            return Err(Stop);
        }
        let token = self.expect_kind(SyntaxKind::Duration, what)?;
        lexer::duration(self.text_of(token))
            .map(|length| Spanned::new(length, self.span_of(token)))
            .ok_or(Stop)
    }

    /// A DATE.
    pub(super) fn date(&mut self, what: &str) -> Read<DateTime> {
        if !self.is_kind(SyntaxKind::Date) {
            let help = "write a day as `2018-11-01` or `1 November 2018`".to_owned();
            return Err(self.expected_with(what, Some(help)));
        }
        let token = self.expect_kind(SyntaxKind::Date, what)?;
        let (day, clock) = lexer::date_and_time(self.text_of(token)).ok_or(Stop)?;
        let date = lexer::day_or_last(day).ok_or(Stop)?;
        let time = clock.map(|(hour, minute)| (hour.min(23), minute.min(59)));
        Ok(DateTime { date, time, span: self.span_of(token) })
    }

    /// A TIME.
    pub(super) fn clock_time(&mut self) -> Read<(u8, u8)> {
        let token = self.expect_kind(SyntaxKind::Time, "a clock time, such as `09:00`")?;
        let (hour, minute) = lexer::time(self.text_of(token)).ok_or(Stop)?;
        Ok((hour.min(23), minute.min(59)))
    }

    /// `38.10 N 128.10 E`
    pub(super) fn coordinates(&mut self) -> Read<Coordinates> {
        let start = self.start();
        let lat_e7 = self.degrees(90, &[("N", 1), ("S", -1)])?;
        let lon_e7 = self.degrees(180, &[("E", 1), ("W", -1)])?;
        Ok(Coordinates { lat_e7, lon_e7, span: self.since(start) })
    }

    fn degrees(&mut self, most: i128, directions: &[(&'static str, i32)]) -> Read<i32> {
        let token =
            self.expect_kind(SyntaxKind::Number, "degrees as a number, such as `38.10 N 128.10 E`")?;
        let e7 = lexer::decimal(self.text_of(token), 7).unwrap_or(i128::MAX);
        let sign = self.choice(directions)?.node;
        if e7 > most * 10_000_000 {
            let message = format!("there is no position at {} degrees", self.text_of(token));
            let help = format!("degrees run up to {most} there");
            self.report(Diagnostic::error("A207", self.span_of(token), message).help(help));
        }
        Ok(i32::try_from(e7).unwrap_or_default() * sign)
    }

    /// `class-expr {, class-expr} [excluding …]`
    pub(super) fn classes(&mut self, what: &str) -> Read<Classes> {
        let read = self.node(SyntaxKind::Classes, |parser| {
            let any_of = parser.class_list(what)?;
            let excluding =
                if parser.eat(&["excluding"]) { parser.class_list("a class")? } else { Vec::new() };
            Ok((any_of, excluding))
        })?;
        let (any_of, excluding) = read.node;
        Ok(Classes { any_of, excluding, span: read.span })
    }

    fn class_list(&mut self, what: &str) -> Read<Vec<ClassExpr>> {
        let mut classes = vec![self.class_expr(what)?];
        while self.eat_kind(SyntaxKind::Comma).is_some() {
            classes.push(self.class_expr(what)?);
        }
        Ok(classes)
    }

    pub(super) fn class_expr(&mut self, what: &str) -> Read<ClassExpr> {
        let name = self.name(what)?;
        let mut tests = Vec::new();
        if self.eat(&["with"]) {
            tests.push((None, self.attribute_test()?));
            while let Some(joiner) = self.joiner() {
                tests.push((Some(joiner), self.attribute_test()?));
            }
            self.report_mixed_joiners(&tests);
        }
        Ok(ClassExpr { name, tests })
    }

    fn joiner(&mut self) -> Option<Spanned<Joiner>> {
        let start = self.start();
        let joiner = match self.eat_one_of(&["and", "or"])? {
            "and" => Joiner::And,
            _ => Joiner::Or,
        };
        Some(Spanned::new(joiner, self.since(start)))
    }

    /// A507
    fn report_mixed_joiners(&mut self, tests: &[(Option<Spanned<Joiner>>, Test)]) {
        let mut joiners = tests.iter().filter_map(|(joiner, _)| joiner.as_ref());
        let Some(first) = joiners.next() else { return };
        if let Some(other) = joiners.find(|joiner| joiner.node != first.node) {
            let diagnostic = Diagnostic::error("A507", other.span, "`and` and `or` are mixed in one `with`")
                .also(first.span, "the other word stands here")
                .help("name two classes: `tank with weight above 40, tank with calibre above 100 mm`");
            self.report(diagnostic);
        }
    }

    fn attribute_test(&mut self) -> Read<Test> {
        let attribute = self.name("an attribute, such as `calibre`")?;
        let found = COMPARISONS.iter().find(|(words, _)| self.is(words));
        let Some((words, comparison)) = found else {
            let help = self.comparison_help();
            return Err(self.expected_with("`at least`, `at most`, `above`, `below` or `is`", help));
        };
        self.eat(words);
        Ok(Test { attribute, comparison: *comparison, value: self.attribute_value()? })
    }

    fn attribute_value(&mut self) -> Read<Spanned<Value>> {
        let Some(token) = self.peek(0) else { return Err(self.expected("a value")) };
        let text = self.text_of(token);
        let value = match token.kind {
            SyntaxKind::Number => {
                let thousandths = lexer::decimal(text, 3).and_then(|value| i64::try_from(value).ok());
                Value::Number(thousandths.unwrap_or_default())
            }
            SyntaxKind::Code => {
                Value::Number(self.quantity("a number")?.node.min(1 << 40).cast_signed() * 1000)
            }
            SyntaxKind::Length => Value::Length(lexer::length_mm(text).unwrap_or_default()),
            SyntaxKind::Duration => Value::Duration(lexer::duration(text).ok_or(Stop)?),
            SyntaxKind::Name => Value::Name(self.name("a value")?.node),
            SyntaxKind::Text => Value::Text(self.text("a value")?.node),
            _ => return Err(self.expected("a value: a number, a length, a length of time, a word or a text")),
        };
        if !matches!(token.kind, SyntaxKind::Name | SyntaxKind::Text | SyntaxKind::Code) {
            self.take();
        }
        Ok(Spanned::new(value, self.span_of(token)))
    }

    /// `count {, count}`
    pub(super) fn counts(&mut self) -> Read<Vec<Count>> {
        let mut counts = vec![self.count()?];
        while self.eat_kind(SyntaxKind::Comma).is_some() {
            counts.push(self.count()?);
        }
        Ok(counts)
    }

    /// `NUMBER [(percent | half | third | quarter) of] class-expr`
    pub(super) fn count(&mut self) -> Read<Count> {
        let read = self.node(SyntaxKind::Count, |parser| {
            let number = parser.quantity("a number")?;
            let share_of = SHARES.iter().find(|(word, _)| parser.is(&[word, "of"])).map(|(_, parts)| *parts);
            if share_of.is_some() {
                parser.take();
                parser.expect(&["of"])?;
            }
            let what = if share_of.is_some() { "an inventory" } else { "the class that is counted" };
            Ok(Count { number, share_of, of: parser.class_expr(what)? })
        })?;
        Ok(read.node)
    }
}

/// `a`, `b` or `c`
fn alternatives(words: &[&str]) -> String {
    let shown: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match shown.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}
