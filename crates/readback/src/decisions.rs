//! Decisions that release somebody or move an end or a deadline: each in a sentence of its own, and in one for the norm or
//! the text that it speaks of.

use armistice_terms::model::{Decided, Decision, Instrument, Moment, Movable, Moved, Norm, Rule};

use crate::entry::Line;
use crate::timeline::{End, Row, Timeline};
use crate::voice::{Join, Voice, With, code};

impl Voice<'_> {
    /// A decision by itself.
    pub(crate) fn decision(&self, decision: &Decision) -> Vec<Line> {
        let Decision { name: _, section, on, by, decides, reading, span: _ } = decision;
        let mut with = vec![("on", self.date(*on).into()), ("by", self.actors(by, Join::And).into())];
        let id = match decides {
            Decided::Releases { whom, from } => {
                with.push(("whom", self.actors(whom, Join::And).into()));
                with.push(("count", whom.len().into()));
                with.push(("norms", self.labels(from, Join::And).into()));
                "decision-releases"
            }
            Decided::Moves { part, of, to } => {
                let of: Vec<String> = of.iter().map(|one| self.moved(one)).collect();
                with.push(("of", self.list(&of, Join::And).into()));
                with.push(("moment", self.moment(to, *section).into()));
                match part {
                    Movable::End => "decision-moves-end",
                    Movable::Deadline => "decision-moves-deadline",
                }
            }
        };
        let mut lines = vec![Line::new("head-what", self.say(id, &with))];
        if let Some(reading) = reading {
            lines.push(Line::new("head-reading", self.reading(reading)));
        }
        lines
    }

    fn moved(&self, moved: &Moved) -> String {
        match moved {
            Moved::Norm(label) => code(label.as_str()),
            Moved::Agreement => self.word("decision-the-text"),
        }
    }

    /// What decisions make of a norm, in the order of their days.
    pub(crate) fn decided(&self, norm: &Norm) -> Vec<String> {
        let label = norm.label.as_str();
        let mut said = Vec::new();
        for one in self.in_order() {
            let whom: Vec<_> = one
                .releases(label)
                .iter()
                .filter(|name| norm.bearers.names().contains(name))
                .cloned()
                .collect();
            if !whom.is_empty() {
                let mut with = self.taken(one);
                with.push(("whom", self.actors(&whom, Join::And).into()));
                with.push(("count", whom.len().into()));
                said.push(self.say("decided-releases", &with));
            }
            let moves = [(Movable::Deadline, "decided-deadline"), (Movable::End, "decided-end")];
            for (part, id) in moves {
                said.extend(one.moves(part, label).map(|to| self.moves(one, id, to)));
            }
        }
        // Of what is to be done by a day, the end of the text is not told either.
        if norm.until.is_none()
            && norm.lasts.is_none()
            && !matches!(norm.rule, Rule::Deed(_))
            && let Some(text) = self.agreement.instrument_of(norm.section)
        {
            said.extend(self.decided_of(text));
        }
        said
    }

    /// What decisions make of the end of a text.
    pub(crate) fn decided_of(&self, text: &Instrument) -> Vec<String> {
        let own = self.in_order().into_iter().filter(|one| self.is_of(one, text));
        own.filter_map(|one| Some(self.moves(one, "decided-text", one.moves_text()?))).collect()
    }

    fn is_of(&self, decision: &Decision, text: &Instrument) -> bool {
        self.agreement.instrument_of(decision.section).is_some_and(|own| std::ptr::eq(own, text))
    }

    fn in_order(&self) -> Vec<&Decision> {
        let mut all: Vec<&Decision> = self.agreement.decisions.iter().collect();
        all.sort_by_key(|one| one.on);
        all
    }

    fn taken(&self, decision: &Decision) -> Vec<With<'static>> {
        vec![
            ("name", code(decision.name.as_str()).into()),
            ("on", self.date(decision.on).into()),
            ("by", self.actors(&decision.by, Join::And).into()),
        ]
    }

    fn moves(&self, decision: &Decision, id: &str, to: &Moment) -> String {
        let mut with = self.taken(decision);
        with.push(("moment", self.moment(to, decision.section).into()));
        self.say(id, &with)
    }

    /// The rows of decisions: when each was taken, and the day to which it moves something.
    pub(crate) fn decision_rows(&self, timeline: &mut Timeline) {
        for one in &self.agreement.decisions {
            let row = |when: String, at, what: &str| Row {
                at,
                when,
                what: self.word(what),
                norm: code(one.name.as_str()),
                who: self.actors(&one.by, Join::And),
            };
            let zone = &self.agreement.settings.time_zone;
            timeline.dated.push(row(self.date(one.on), zone.start_of(one.on).ok(), "due-decision"));
            let Decided::Moves { part, of, to } = &one.decides else { continue };
            let what = match (part, of.contains(&Moved::Agreement)) {
                (Movable::Deadline, _) => "due-done-moved",
                (Movable::End, true) => "due-ends-moved",
                (Movable::End, false) => "due-last-moved",
            };
            let known = self.known(to, one.section);
            let at = known.and_then(|counted| self.edge(counted, End::Last));
            let when = known.map_or_else(|| self.moment(to, one.section), |counted| self.counted(counted));
            let row = row(self.capital(&when), at, what);
            if at.is_some() { timeline.dated.push(row) } else { timeline.waiting.push(row) }
        }
    }
}
