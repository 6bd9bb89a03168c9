//! Scenarios: facts, and what must come out.

use super::{Parser, Read, Stop};
use crate::Spanned;
use crate::ast::{
    DateTime, Expect, Grade, Id, Outcome, SpeechAct, Spot, TestBlock, TestFact, TestLine, TestNeighbour,
    TestNumber, Text,
};
use crate::syntax_kind::SyntaxKind;

const SPEECH_ACTS: &[(&str, SpeechAct)] = &[
    ("claims", SpeechAct::Claims),
    ("reports", SpeechAct::Reports),
    ("attests", SpeechAct::Attests),
    ("denies", SpeechAct::Denies),
    ("impeaches", SpeechAct::Impeaches),
];

/// Truths, states and outcomes of incidents.
const VERDICTS: &[&str] = &[
    "kept",
    "violated",
    "pending",
    "unknown",
    "suspended",
    "dormant",
    "watching",
    "due",
    "overdue",
    "ended",
    "closed",
    "told",
    "defaulted",
    "discharged",
    "reversed",
    "lapsed",
    "available",
    "exercised",
    "expired",
    "ineffective",
    "fulfilled",
    "excused",
    "dismissed",
    "undetermined",
    "alleged",
    "breach",
    "cured",
];

const COUNTED: &[&str] = &[
    "breach",
    "breaches",
    "cured",
    "excused",
    "dismissed",
    "alleged",
    "undetermined",
    "finding",
    "findings",
];

impl Parser<'_> {
    /// The next scenario; none if its head could not be read. Takes at least one word.
    pub(super) fn test(&mut self) -> Option<TestBlock> {
        let before = self.at;
        self.in_sentence = true;
        let read = self.node(SyntaxKind::Test, |parser| {
            let head = parser.test_head();
            if head.is_err() {
                parser.skip_to_test_line();
            }
            let lines = parser.test_lines();
            head.map(|head| (head, lines))
        });
        if self.at == before {
            self.take();
        }
        let Spanned { node: ((name, record, as_of, known_at), lines), span } = read.ok()?;
        Some(TestBlock { name, record, as_of, known_at, lines, span })
    }

    #[expect(clippy::type_complexity, reason = "the four parts are named where the block is built")]
    fn test_head(&mut self) -> Read<(Text, Option<Text>, Option<DateTime>, Option<DateTime>)> {
        self.expect(&["test"])?;
        let name = self.text("what the scenario shows, between quotation marks")?;
        let (mut record, mut as_of, mut known_at) = (None, None, None);
        loop {
            if self.eat(&["on"]) {
                self.expect(&["record"])?;
                record = Some(self.text("the path of a table of facts, between quotation marks")?);
            } else if self.eat(&["as"]) {
                self.expect(&["of"])?;
                as_of = Some(self.date("the day judged")?);
            } else if self.eat(&["known"]) {
                self.expect(&["at"])?;
                known_at = Some(self.date("the day of knowledge")?);
            } else {
                break;
            }
        }
        self.expect_kind(SyntaxKind::Colon, "`on record`, `as of`, `known at` or a colon")?;
        Ok((name, record, as_of, known_at))
    }

    fn test_lines(&mut self) -> Vec<TestLine> {
        let mut lines = Vec::new();
        while !self.is_at_end() && !self.opens_test() {
            let before = self.at;
            match self.test_line() {
                Ok(line) => lines.push(line),
                Err(_) if self.at > before && self.has_stopped() => {}
                Err(_) => self.skip_to_test_line(),
            }
            if self.at == before {
                self.take();
            }
        }
        lines
    }

    fn opens_test(&self) -> bool {
        self.is(&["test"]) && self.kind(1) == Some(SyntaxKind::Text)
    }

    fn has_stopped(&self) -> bool {
        self.block.text.get(..self.last_end).is_some_and(|text| text.ends_with('.'))
    }

    /// Leaves out everything up to and with the full stop, or up to the next line of the scenario.
    fn skip_to_test_line(&mut self) {
        if self.is_at_end() || self.opens_test() {
            return;
        }
        self.open(SyntaxKind::Unread);
        let mut is_first = true;
        while !self.is_at_end()
            && !self.is_kind(SyntaxKind::FullStop)
            && (is_first || !self.opens_test_line())
        {
            self.take();
            is_first = false;
        }
        self.eat_kind(SyntaxKind::FullStop);
        self.close();
    }

    fn opens_test_line(&self) -> bool {
        self.opens_line(0) && (self.is_kind(SyntaxKind::Date) || self.is(&["then"]) || self.opens_test())
    }

    fn test_line(&mut self) -> Read<TestLine> {
        if self.is_kind(SyntaxKind::Date) {
            return self
                .node(SyntaxKind::Fact, Self::test_fact)
                .map(|fact| TestLine::Fact(TestFact { span: fact.span, ..fact.node }));
        }
        if self.is(&["then"]) {
            return self
                .node(SyntaxKind::Expect, Self::test_expectation)
                .map(|expect| TestLine::Expect(Expect { span: expect.span, ..expect.node }));
        }
        Err(self.expected("a day and who speaks, or `then` and what must come out"))
    }

    fn test_fact(&mut self) -> Read<TestFact> {
        let at = self.date("the day")?;
        let speaker = self.name("who speaks")?;
        let manner = self.choice(SPEECH_ACTS)?;
        let subject = self.name("a party or the label of a norm")?;
        let verb = self.name("a verb, or `done`, `started`, `not-done`, `reversed`")?;
        let mut number = self.test_number()?;
        let opens: [&[&str]; 7] = [&["for"], &["at"], &["in"], &["step"], &["near"], &["to"], &["out", "of"]];
        let is_clause = opens.into_iter().any(|words| self.is(words));
        let has_classes = self.is_kind(SyntaxKind::Name) && !is_clause;
        let classes = if has_classes { Some(self.classes("a class or an activity")?) } else { None };
        if let Some(number) = &mut number {
            number.in_all |= self.eat(&["in", "all"]);
        }
        let state = if self.eat(&["in", "state"]) { Some(self.name("a state")?) } else { None };
        let step = if self.eat(&["step"]) { Some(self.name("a step")?) } else { None };
        let purposes = if self.eat(&["for"]) { self.names("a purpose")? } else { Vec::new() };
        let within = if self.eat(&["in"]) { self.names("a zone or a line")? } else { Vec::new() };
        let place = if self.eat(&["at"]) { Some(self.coordinates()?) } else { None };
        let near = self.neighbour()?;
        let origin = if self.eat(&["out", "of"]) { Some(self.spot()?) } else { None };
        let destination = if self.eat(&["to"]) { Some(self.spot()?) } else { None };
        self.test_stop("a class, `for`, `in`, `at`, a distance `from` something, `near`, `out of`, `to`")?;
        let span = crate::Span::default();
        let fact = TestFact {
            at,
            speaker,
            manner,
            subject,
            verb,
            number,
            classes,
            state,
            step,
            purposes,
            within,
            place,
            near,
            origin,
            destination,
            span,
        };
        Ok(fact)
    }

    /// What it was near, or so far away from.
    fn neighbour(&mut self) -> Read<Option<TestNeighbour>> {
        const WHAT: &str = "a class, a zone, a line or a point";
        let is_far = self.is_kind(SyntaxKind::Length);
        let distance_mm = if is_far { Some(self.length("how far away")?) } else { None };
        if is_far {
            self.expect(&["from"])?;
        } else if !self.eat(&["near"]) {
            return Ok(None);
        }
        let what = self.name(WHAT)?;
        let holder = if self.eat(&["of"]) { Some(self.name("whose it is")?) } else { None };
        let at = if !is_far && self.eat(&["at"]) { Some(self.coordinates()?) } else { None };
        Ok(Some(TestNeighbour { distance_mm, what, holder, at }))
    }

    /// One end of a move.
    fn spot(&mut self) -> Read<Spot> {
        if self.is_kind(SyntaxKind::Number) {
            return self.coordinates().map(Spot::At);
        }
        self.names("a zone, a line or a position such as `38.10 N 128.10 E`").map(Spot::Named)
    }

    /// `NUMBER`, `at least NUMBER` or `at most NUMBER`; bounds tell of all acts of the time, or of what is held.
    fn test_number(&mut self) -> Read<Option<TestNumber>> {
        let start = self.start();
        let bound = if self.eat(&["at", "least"]) {
            Some(false)
        } else if self.eat(&["at", "most"]) {
            Some(true)
        } else {
            None
        };
        if bound.is_none() && !self.is_kind(SyntaxKind::Number) {
            return Ok(None);
        }
        let number = self.quantity("how many")?.node;
        let (least, most) = match bound {
            Some(true) => (0, Some(number)),
            Some(false) => (number, None),
            None => (number, Some(number)),
        };
        Ok(Some(TestNumber { least, most, in_all: bound.is_some(), span: self.since(start) }))
    }

    fn test_expectation(&mut self) -> Read<Expect> {
        self.expect(&["then"])?;
        let norm = self.name("the label of a norm")?;
        let bearer = if self.eat(&["of"]) { Some(self.name("a party")?) } else { None };
        let on = if self.eat(&["on"]) { Some(self.date("the day of the incident")?) } else { None };
        let outcome = if self.eat(&["has"]) {
            self.number_of()?
        } else if self.eat(&["is"]) {
            self.verdict()?
        } else {
            return Err(self.expected("`is` and a verdict, or `has` and a number"));
        };
        self.test_stop("a grade, a flag")?;
        Ok(Expect { norm, bearer, on, outcome, span: crate::Span::default() })
    }

    fn number_of(&mut self) -> Read<Outcome> {
        let number = self.quantity("how many")?.node;
        Ok(Outcome::Number {
            number,
            of: self.one_of(COUNTED, "`breaches`, `excused`, `dismissed`, `findings`")?,
        })
    }

    fn verdict(&mut self) -> Read<Outcome> {
        let negated = self.eat(&["not"]);
        if matches!(self.word(0), "breached" | "broken") {
            let help = "a norm that is broken is `violated`; how often, is `has 1 breach`".to_owned();
            return Err(self.refused("a verdict, such as `kept`, `violated`", Some(help)));
        }
        let word = self.one_of(VERDICTS, "a verdict, such as `kept`, `violated`, `pending`, `unknown`")?;
        let grade = self.optional_grade();
        let mut flags = Vec::new();
        while self.eat_kind(SyntaxKind::Comma).is_some()
            || self.is_kind(SyntaxKind::Name) && !self.opens_test_line()
        {
            flags.push(self.name("a flag, such as `contested`")?);
        }
        Ok(Outcome::Verdict { negated, word, grade, flags })
    }

    fn optional_grade(&mut self) -> Option<Spanned<Grade>> {
        let is_grade = super::value::GRADES.iter().any(|(word, _)| self.is(&[word]));
        if is_grade { self.choice(super::value::GRADES).ok() } else { None }
    }

    fn one_of(&mut self, words: &[&'static str], what: &str) -> Read<Id> {
        if words.contains(&self.word(0)) {
            return self.name(what);
        }
        let help = self.nearest(words).unwrap_or_else(|| {
            let shown: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            format!("the words are {}", shown.join(", "))
        });
        Err(self.expected_with(what, Some(help)))
    }

    /// The full stop of a line; missing (A205) where the next line begins instead.
    fn test_stop(&mut self, what_may_follow: &str) -> Read<()> {
        if self.eat_kind(SyntaxKind::FullStop).is_some() {
            return Ok(());
        }
        if self.is_at_end() || self.opens_test_line() {
            let here = self.block.span(self.last_end, self.last_end);
            let diagnostic = crate::Diagnostic::error("A205", here, "the full stop of this line is missing");
            self.report(diagnostic.help("end the line with a full stop"));
            return Ok(());
        }
        let _: Stop = self.expected(&format!("{what_may_follow} or a full stop"));
        Err(Stop)
    }
}
