//! One norm as the officer reads it: what, when, which exceptions, how it is shown, what unknown means, what follows.

use armistice_facts::Name;
use armistice_terms::ast::{Agreement as SharedBy, Grade};
use armistice_terms::model::{
    Attestation, Attesters, Condition, Deadline, Event, Exception, Norm, Place, Reading, Rule,
};

use crate::moments::after;
use crate::voice::{Join, Voice, code, plain};

/// How deep exceptions to exceptions are told; the checker refuses circles.
const MAX_DEPTH: usize = 8;

/// One line of an entry: which question it answers, and the answer.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// The template of the question.
    pub(crate) head: &'static str,
    /// The answer.
    pub(crate) text: String,
    /// Answers below it, with how deep each stands.
    pub(crate) below: Vec<(usize, String)>,
}

impl Line {
    pub(crate) fn new(head: &'static str, text: String) -> Self {
        Line { head, text, below: Vec::new() }
    }
}

impl Voice<'_> {
    /// The lines of one norm.
    pub(crate) fn entry(&self, norm: &Norm) -> Vec<Line> {
        // Taken apart so that a new part of a norm does not compile before it has its sentence.
        let Norm {
            label: _,
            section: _,
            bearers: _,
            rule: _,
            from: _,
            until: _,
            lasts: _,
            hours: _,
            conditions: _,
            attestation: _,
            unproven_is_violated: _,
            cure: _,
            failing_which: _,
            together_with: _,
            quoting: _,
            reading: _,
            replaced: _,
            decision: _,
            span: _,
        } = norm;
        let mut lines = vec![
            Line::new("head-what", self.rule(&norm.bearers, &norm.rule)),
            Line::new("head-when", self.when(norm)),
        ];
        let zones = self.zones_of(&norm.rule);
        if !zones.is_empty() {
            let below = zones.into_iter().map(|zone| (0, zone)).collect();
            lines.insert(1, Line { head: "head-where", text: String::new(), below });
        }
        lines.push(self.exceptions_line(norm));
        lines.push(Line::new("head-shown", self.shown(norm)));
        if let Some(seen) = self.seen(norm) {
            lines.push(Line::new("head-seen", seen));
        }
        lines.push(Line::new("head-unknown", self.unknown(norm)));
        lines.push(Line::new("head-broken", self.broken(norm)));
        if let Some(reading) = &norm.reading {
            lines.push(Line::new("head-reading", self.reading(reading)));
        }
        if let Some(words) = &norm.quoting {
            let words = self.say("quoted", &[("text", plain(words).into())]);
            lines.push(Line::new("head-quoting", words));
        }
        lines
    }

    fn when(&self, norm: &Norm) -> String {
        let mut said = Vec::new();
        match &norm.rule {
            Rule::Deed(deed) => {
                said.extend(self.shares_due(deed, norm.section));
                if let Some(start) = &deed.starting_by {
                    let start = self.moment(start, norm.section);
                    said.push(self.say("starting-by", &[("moment", start.into())]));
                }
                said.push(self.interval(norm));
            }
            Rule::Ban(_)
            | Rule::Upkeep(_)
            | Rule::Ceiling(_)
            | Rule::Rate(_)
            | Rule::Notice(_)
            | Rule::Procedure(_)
            | Rule::Permission(_)
            | Rule::Power(_) => said.push(self.interval(norm)),
        }
        if let Some(hours) = &norm.hours {
            said.push(self.say("hours-when", &[("hours", self.hours(hours).into())]));
        }
        said.join(" ")
    }

    fn exceptions_line(&self, norm: &Norm) -> Line {
        let mut below = Vec::new();
        self.exceptions(&norm.label, 0, &mut below);
        let head = if below.is_empty() { self.word("exceptions-none") } else { self.word("exceptions-some") };
        Line { head: "head-exceptions", text: head, below }
    }

    fn exceptions(&self, to: &Name, depth: usize, below: &mut Vec<(usize, String)>) {
        if depth >= MAX_DEPTH {
            return;
        }
        for exception in self.agreement.exceptions.iter().filter(|one| one.to.contains(to)) {
            below.push((depth, self.exception(exception, depth > 0)));
            self.exceptions(&exception.label, depth + 1, below);
        }
    }

    /// One exception, in a sentence.
    pub(crate) fn exception(&self, exception: &Exception, is_nested: bool) -> String {
        let Exception {
            label,
            section,
            to: _,
            bearers,
            verb,
            objects,
            place,
            purposes,
            hours,
            conditions,
            from,
            until,
            lasts,
            reading,
            span: _,
        } = exception;
        let mut act = self.act(verb, &self.objects(objects, Join::Or));
        act.push_str(&self.in_place(place));
        act.push_str(&self.for_purposes(purposes));
        if let Some(hours) = hours {
            act.push_str(&self.hours(hours));
        }
        if let Some(from) = from {
            let from = self.moment(from, *section);
            act.push_str(&self.say("exception-from", &[("moment", from.into())]));
        }
        if let Some(until) = until {
            let until = self.moment(until, *section);
            act.push_str(&self.say("exception-until", &[("moment", until.into())]));
        }
        if let Some(length) = lasts {
            act.push_str(&self.say("exception-for", &[("length", self.length(*length).into())]));
        }
        if let Some(conditions) = self.conditions(conditions) {
            act.push_str(&self.say("exception-if", &[("conditions", conditions.into())]));
        }
        let id = if is_nested { "exception-nested" } else { "exception" };
        let who = self.actors(bearers.names(), Join::Or);
        let with = [("label", code(label.as_str()).into()), ("who", who.into()), ("act", act.into())];
        let mut text = self.say(id, &with);
        if let Some(reading) = reading {
            text.push(' ');
            text.push_str(&self.say("read-as", &[("reading", self.reading(reading).into())]));
        }
        text
    }

    /// How the text is read, and who holds that reading.
    pub(crate) fn reading(&self, reading: &Reading) -> String {
        let Reading { text, by } = reading;
        self.say("reading", &[("text", plain(text).into()), ("by", self.held_by(*by).into())])
    }

    /// Who holds a reading.
    pub(crate) fn held_by(&self, by: SharedBy) -> String {
        self.word(match by {
            SharedBy::Agreed => "held-agreed",
            SharedBy::Unilateral => "held-unilateral",
            SharedBy::Disputed => "held-disputed",
        })
    }

    /// A grade of evidence.
    pub(crate) fn grade(&self, grade: Grade) -> String {
        self.word(match grade {
            Grade::None => "grade-none",
            Grade::Claimed => "grade-claimed",
            Grade::Reported => "grade-reported",
            Grade::Corroborated => "grade-corroborated",
            Grade::Verified => "grade-verified",
        })
    }

    fn shown(&self, norm: &Norm) -> String {
        let grade = self.grade(self.agreement.settings.findings_need);
        let Some(attestation) = &norm.attestation else {
            return self.say("shown-without-rule", &[("grade", grade.into())]);
        };
        let Attestation { by, through, within, coverage_percent, span: _ } = attestation;
        let through = if through.is_empty() {
            String::new()
        } else {
            self.say("through", &[("means", self.terms(through, true, Join::And).into())])
        };
        let (id, number) = match by {
            Attesters::AllOf(names) => ("shown-by-all", names.len()),
            Attesters::AtLeast(number, _) => {
                ("shown-by-some", usize::try_from(*number).unwrap_or(usize::MAX))
            }
            Attesters::OtherParty | Attesters::Named(_) => ("shown-by-one", 1),
        };
        let who = self.attesters(by);
        let who = if id == "shown-by-one" { self.capital(&who) } else { who };
        let mut text =
            self.say(id, &[("who", who.into()), ("number", number.into()), ("through", through.into())]);
        if let Some((length, moment)) = within {
            text.push(' ');
            let deadline = self.deadline(&after(*length, moment), norm.section);
            text.push_str(&self.say("shown-within", &[("deadline", deadline.into())]));
        }
        if let Some(percent) = coverage_percent {
            text.push(' ');
            let id = match &norm.rule {
                Rule::Deed(_) => "shown-coverage-deed",
                Rule::Ban(_)
                | Rule::Upkeep(_)
                | Rule::Ceiling(_)
                | Rule::Rate(_)
                | Rule::Notice(_)
                | Rule::Procedure(_)
                | Rule::Permission(_)
                | Rule::Power(_) => "shown-coverage",
            };
            text.push_str(&self.say(id, &[("percent", self.number(*percent).into())]));
        }
        text.push(' ');
        text.push_str(&self.say("shown-otherwise", &[("grade", grade.into())]));
        text
    }

    /// Who must attest, or may.
    pub(crate) fn attesters(&self, by: &Attesters) -> String {
        match by {
            Attesters::AllOf(names) | Attesters::AtLeast(_, names) => self.actors(names, Join::And),
            Attesters::OtherParty => self.word("other-party"),
            Attesters::Named(name) => self.actor(name),
        }
    }

    fn unknown(&self, norm: &Norm) -> String {
        let mut said = match &norm.rule {
            Rule::Deed(deed) => match deed.deadline {
                Deadline::WithoutDelay => self.word("unknown-deed-without-day"),
                Deadline::By(_)
                | Deadline::Within { .. }
                | Deadline::Before(..)
                | Deadline::EveryYear { .. }
                | Deadline::Every { .. } => self.word(if norm.unproven_is_violated {
                    "unknown-deed-violated"
                } else {
                    "unknown-deed"
                }),
            },
            Rule::Ban(_)
            | Rule::Upkeep(_)
            | Rule::Ceiling(_)
            | Rule::Rate(_)
            | Rule::Notice(_)
            | Rule::Procedure(_) => match norm.attestation.as_ref().and_then(|rule| rule.coverage_percent) {
                Some(percent) => self.say("unknown-watched", &[("percent", self.number(percent).into())]),
                None => self.word("unknown-silence"),
            },
            Rule::Permission(_) | Rule::Power(_) => self.word("unknown-use"),
        };
        let mut add = |text: String| {
            said.push(' ');
            said.push_str(&text);
        };
        if let Rule::Ban(ban) = &norm.rule
            && !(ban.purposes.is_empty() && ban.except_for.is_empty())
        {
            add(self.word("unknown-purpose"));
        }
        if self.turns_on_notice(norm) {
            let is_complete = self.agreement.registers.iter().any(|register| register.is_complete);
            add(self.word(if is_complete { "unknown-notice-complete" } else { "unknown-notice-partial" }));
        }
        let unplaced = self.unplaced(&norm.rule);
        if !unplaced.is_empty() {
            add(self.say("unknown-unplaced", &[("places", self.list(&unplaced, Join::And).into())]));
        }
        said
    }

    /// Whether the norm asks for a notice, or an exception to it does.
    fn turns_on_notice(&self, norm: &Norm) -> bool {
        let asks = |condition: &Condition| matches!(condition, Condition::Upon(Event::PriorNotice { .. }));
        matches!(norm.rule, Rule::Notice(_))
            || norm.conditions.iter().any(asks)
            || self
                .agreement
                .exceptions
                .iter()
                .filter(|exception| exception.to.contains(&norm.label))
                .any(|exception| exception.conditions.iter().any(asks))
    }

    fn broken(&self, norm: &Norm) -> String {
        let mut said = vec![self.word(match &norm.rule {
            Rule::Deed(_) => "broken-deed",
            Rule::Ban(_) | Rule::Procedure(_) => "broken-act",
            Rule::Upkeep(_) | Rule::Ceiling(_) => "broken-state",
            Rule::Rate(_) => "broken-rate",
            Rule::Notice(_) => "broken-notice",
            Rule::Permission(_) | Rule::Power(_) => "broken-never",
        })];
        if let Some(length) = norm.cure {
            let id = if matches!(norm.rule, Rule::Deed(_)) { "broken-cure-deed" } else { "broken-cure" };
            said.push(self.say(id, &[("length", self.length(length).into())]));
        }
        if !norm.failing_which.is_empty() {
            let norms = self.labels(&norm.failing_which, Join::And);
            said.push(
                self.say(
                    "broken-wakes",
                    &[("norms", norms.into()), ("count", norm.failing_which.len().into())],
                ),
            );
        }
        let waits = |conditions: &[Condition]| {
            conditions
                .iter()
                .any(|one| matches!(one, Condition::Upon(Event::Violation { of, .. }) if *of == norm.label))
        };
        let norms = self.agreement.norms.iter().filter(|one| waits(&one.conditions)).map(|one| &one.label);
        let exceptions =
            self.agreement.exceptions.iter().filter(|one| waits(&one.conditions)).map(|one| &one.label);
        let opened: Vec<Name> = norms.chain(exceptions).cloned().collect();
        if !opened.is_empty() {
            let with = [("norms", self.labels(&opened, Join::And).into()), ("count", opened.len().into())];
            said.push(self.say("broken-opens", &with));
        }
        let is_never = matches!(norm.rule, Rule::Permission(_) | Rule::Power(_));
        if norm.failing_which.is_empty() && opened.is_empty() && !is_never {
            said.push(self.word("broken-nothing-else"));
        }
        if !norm.together_with.is_empty() {
            let with = [
                ("norms", self.labels(&norm.together_with, Join::And).into()),
                ("count", norm.together_with.len().into()),
            ];
            said.push(self.say("together-with", &with));
        }
        said.join(" ")
    }

    /// The places of a rule.
    pub(crate) fn places_of(rule: &Rule) -> Vec<&Place> {
        match rule {
            Rule::Ban(ban) => vec![&ban.place],
            Rule::Upkeep(upkeep) => vec![&upkeep.place],
            Rule::Ceiling(ceiling) => vec![&ceiling.place],
            Rule::Rate(rate) => vec![&rate.place],
            Rule::Deed(deed) => std::iter::once(&deed.place).chain(&deed.out_of).chain(&deed.to).collect(),
            Rule::Notice(notice) => vec![&notice.place],
            Rule::Procedure(procedure) => vec![&procedure.place],
            Rule::Permission(permission) => vec![&permission.place],
            Rule::Power(_) => Vec::new(),
        }
    }
}

impl Voice<'_> {
    /// The lines of an entry as a list of Markdown.
    pub(crate) fn lines(&self, lines: &[Line]) -> String {
        let mut text = String::new();
        for line in lines {
            let head = self.word(line.head);
            text.push_str(&if line.text.is_empty() {
                self.say("entry-head", &[("head", head.into())])
            } else {
                self.say("entry-line", &[("head", head.into()), ("text", line.text.clone().into())])
            });
            text.push('\n');
            for (depth, below) in &line.below {
                text.push_str(&"  ".repeat(depth + 1));
                text.push_str("- ");
                text.push_str(below);
                text.push('\n');
            }
        }
        text
    }
}
