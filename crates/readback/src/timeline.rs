//! Everything that begins, ends or is due, in the order of its day; then what hangs on an event, and what recurs.

use armistice_facts::Instant;
use armistice_facts::calendar::Zone;
use armistice_terms::model::{Deadline, Moment, Norm, Rule};

use crate::calendar::Counted;
use crate::moments::after;
use crate::voice::{Join, Voice, code, plain};

/// The timeline of an agreement.
#[derive(Debug, Default)]
pub(crate) struct Timeline {
    /// With a day, in order.
    pub(crate) dated: Vec<Row>,
    /// Hanging on an event.
    pub(crate) waiting: Vec<Row>,
    /// Again and again.
    pub(crate) recurring: Vec<Row>,
}

/// One row.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) at: Option<Instant>,
    /// The day, or what it hangs on, or how often.
    pub(crate) when: String,
    /// What happens.
    pub(crate) what: String,
    /// Which norm, as it is written.
    pub(crate) norm: String,
    /// Who is bound.
    pub(crate) who: String,
}

/// Which end of a day sorts: what begins stands before what ends on that day.
#[derive(Clone, Copy)]
pub(crate) enum End {
    First,
    Last,
}

impl Voice<'_> {
    /// The timeline.
    pub(crate) fn timeline(&self) -> Timeline {
        let mut timeline = Timeline::default();
        for text in &self.agreement.instruments {
            let section = text.section.unwrap_or_default();
            let who = self.actors(&text.parties, Join::And);
            let title = plain(&text.title);
            let mut add = |when: String, at, what: &str| {
                let row = Row { at, when, what: self.word(what), norm: title.clone(), who: who.clone() };
                if at.is_some() { timeline.dated.push(row) } else { timeline.waiting.push(row) }
            };
            add(self.day_or_instant(text.signed), Some(text.signed), "due-signed");
            for (lifecycle, what, end) in
                [(&text.in_force, "due-in-force", End::First), (&text.ends, "due-ends", End::Last)]
            {
                if let Some(lifecycle) = lifecycle {
                    let known = lifecycle.at.as_ref().and_then(|moment| self.known(moment, section));
                    let when = known
                        .map_or_else(|| self.lifecycle(lifecycle, section), |counted| self.counted(counted));
                    add(self.capital(&when), known.and_then(|counted| self.edge(counted, end)), what);
                }
            }
        }
        for norm in &self.agreement.norms {
            self.norm_rows(norm, &mut timeline);
        }
        self.decision_rows(&mut timeline);
        timeline.dated.sort_by_key(|row| row.at);
        for rows in [&mut timeline.dated, &mut timeline.waiting, &mut timeline.recurring] {
            *rows = self.gathered(std::mem::take(rows));
        }
        timeline
    }

    /// Rows that differ in their norm alone, as one; each stands where the first of them stands.
    fn gathered(&self, rows: Vec<Row>) -> Vec<Row> {
        let mut gathered: Vec<(Row, Vec<String>)> = Vec::new();
        for row in rows {
            let alike = |(one, _): &&mut (Row, Vec<String>)| {
                (one.at, &one.when, &one.what, &one.who) == (row.at, &row.when, &row.what, &row.who)
            };
            match gathered.iter_mut().find(alike) {
                Some((_, norms)) => norms.push(row.norm),
                None => gathered.push((Row { norm: String::new(), ..row }, vec![row.norm])),
            }
        }
        let one = |(row, norms): (Row, Vec<String>)| Row { norm: self.list(&norms, Join::And), ..row };
        gathered.into_iter().map(one).collect()
    }

    fn norm_rows(&self, norm: &Norm, timeline: &mut Timeline) {
        if let Some(decision) = &norm.decision {
            self.put(norm, Some(Counted::Day(decision.on)), End::First, "", "due-decision", timeline);
        }
        // A decision's norm begins on the day of the decision, which has its row.
        if let Some(from) = norm.from.as_ref().filter(|_| norm.decision.is_none()) {
            self.put_moment(norm, from, End::First, "due-begins", timeline);
        }
        if let Some(until) = &norm.until {
            self.put_moment(norm, until, End::Last, "due-last-of-norm", timeline);
        }
        if let Some(rule) = &norm.attestation
            && let Some((length, moment)) = &rule.within
        {
            let deadline = after(*length, moment);
            let (due, when) = (self.due(&deadline, norm.section), self.deadline(&deadline, norm.section));
            let who = self.attesters(&rule.by);
            self.put_for(norm, who, due, End::Last, &when, "due-attestation", timeline);
        }
        match &norm.rule {
            Rule::Deed(deed) => {
                if let Some(start) = &deed.starting_by {
                    self.put_moment(norm, start, End::Last, "due-start", timeline);
                }
                for stage in &deed.stages {
                    self.put_deadline(norm, &stage.deadline, "due-share", timeline);
                }
                if let Deadline::EveryYear { month, day } = deed.deadline {
                    let when =
                        self.say("recurs-every-year", &[("date", self.day_of_year(month, day).into())]);
                    self.recurring(norm, when, "due-done", timeline);
                } else if let Deadline::Every { length, from } = &deed.deadline {
                    let (length, from) = (self.length(*length), self.moment(from, norm.section));
                    let when =
                        self.say("recurs-every", &[("length", length.into()), ("moment", from.into())]);
                    self.recurring(norm, when, "due-done", timeline);
                } else if matches!(deed.deadline, Deadline::WithoutDelay | Deadline::Before(_, None)) {
                    let when = self.deadline(&deed.deadline, norm.section);
                    self.put(norm, None, End::Last, &when, "due-done", timeline);
                } else {
                    self.put_deadline(norm, &deed.deadline, "due-done", timeline);
                }
            }
            Rule::Notice(notice) => {
                let when = match notice.lead {
                    Some(length) => self.say("recurs-notice", &[("length", self.length(length).into())]),
                    None => self.word("recurs-notice-after"),
                };
                self.recurring(norm, when, "due-notice", timeline);
            }
            Rule::Rate(rate) => {
                let when = self.window(rate.window);
                let what = if rate.is_floor { "due-rate-floor" } else { "due-rate" };
                self.recurring(norm, when, what, timeline);
            }
            Rule::Ban(_)
            | Rule::Upkeep(_)
            | Rule::Ceiling(_)
            | Rule::Procedure(_)
            | Rule::Permission(_)
            | Rule::Power(_) => {}
        }
    }

    fn put_moment(&self, norm: &Norm, moment: &Moment, end: End, what: &str, timeline: &mut Timeline) {
        let when = self.moment(moment, norm.section);
        self.put(norm, self.known(moment, norm.section), end, &when, what, timeline);
    }

    fn put_deadline(&self, norm: &Norm, deadline: &Deadline, what: &str, timeline: &mut Timeline) {
        let when = self.deadline(deadline, norm.section);
        self.put(norm, self.due(deadline, norm.section), End::Last, &when, what, timeline);
    }

    fn put(
        &self,
        norm: &Norm,
        known: Option<Counted>,
        end: End,
        waiting: &str,
        what: &str,
        timeline: &mut Timeline,
    ) {
        self.put_for(norm, self.who(norm), known, end, waiting, what, timeline);
    }

    #[expect(clippy::too_many_arguments, reason = "one row has so many columns")]
    fn put_for(
        &self,
        norm: &Norm,
        who: String,
        known: Option<Counted>,
        end: End,
        waiting: &str,
        what: &str,
        timeline: &mut Timeline,
    ) {
        let at = known.and_then(|counted| self.edge(counted, end));
        let when = match known {
            Some(counted) if at.is_some() => self.counted(counted),
            _ => self.capital(waiting),
        };
        let row = Row { at, when, what: self.word(what), norm: code(norm.label.as_str()), who };
        if at.is_some() { timeline.dated.push(row) } else { timeline.waiting.push(row) }
    }

    fn recurring(&self, norm: &Norm, when: String, what: &str, timeline: &mut Timeline) {
        let (what, norm_name) = (self.word(what), code(norm.label.as_str()));
        timeline.recurring.push(Row { at: None, when, what, norm: norm_name, who: self.who(norm) });
    }

    fn who(&self, norm: &Norm) -> String {
        self.actors(norm.bearers.names(), Join::And)
    }

    pub(crate) fn edge(&self, counted: Counted, end: End) -> Option<Instant> {
        let zone: &Zone = &self.agreement.settings.time_zone;
        match (counted, end) {
            (Counted::Instant(at), End::First | End::Last) => Some(at),
            (Counted::Day(date), End::First) => zone.start_of(date).ok(),
            (Counted::Day(date), End::Last) => zone.end_of(date).ok(),
        }
    }
}
