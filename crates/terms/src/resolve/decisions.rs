//! Decisions that release somebody, or move an end or a deadline.

use armistice_facts::{Instant, Name};

use crate::ast::{self, Id, Movable, Statement, StatementKind};
use crate::model::{
    Bearers, Condition, Deadline, Decided, Decision, Exception, Lifecycle, Moment, Moved, Norm, Rule,
};
use crate::resolve::names::Kind;
use crate::resolve::norms::Sentences;
use crate::resolve::scope::Scope;
use crate::resolve::words::all;
use crate::resolve::{moments, places};
use crate::{Diagnostic, Span};

/// Every decision that makes no norm (A801, A802, A807, A808).
pub(super) fn decisions<'a>(
    scope: &Scope<'_>,
    statements: impl Iterator<Item = &'a Statement>,
    sentences: &Sentences,
    out: &mut Vec<Diagnostic>,
) -> Vec<Decision> {
    let mut found = Vec::new();
    for statement in statements {
        let StatementKind::Decision(written) = &statement.kind else { continue };
        let at = Asked {
            scope,
            sentences,
            instrument: scope.instrument(statement.section),
            section: statement.section.unwrap_or(0),
            span: statement.span,
        };
        found.extend(at.decision(written, out));
    }
    check_order(scope, sentences, &found, out);
    found
}

/// One decision as it is looked at.
struct Asked<'s, 'a> {
    scope: &'s Scope<'a>,
    sentences: &'s Sentences,
    instrument: usize,
    section: usize,
    span: Span,
}

impl Asked<'_, '_> {
    fn decision(&self, written: &ast::Decision, out: &mut Vec<Diagnostic>) -> Option<Decision> {
        let by = self.scope.actors(&written.by, out);
        let (decides, reading) = match &written.decides {
            ast::Decided::Replaces { .. } => return None,
            ast::Decided::Releases { whom, from, reading } => (self.releases(whom, from, out), reading),
            ast::Decided::Moves { part, of, to, reading } => (self.moves(*part, of, to, out), reading),
        };
        let decision = Decision {
            name: Name::new(written.name.node.clone()).ok()?,
            section: self.section,
            on: written.on.date,
            by: by?,
            decides: decides?,
            reading: reading.as_ref().map(places::reading),
            span: self.span,
        };
        self.check_voices(&decision, out);
        Some(decision)
    }

    fn releases(&self, whom: &[Id], from: &[Id], out: &mut Vec<Diagnostic>) -> Option<Decided> {
        let named = self.scope.actors(whom, out);
        let labels = self.scope.norms(from, out);
        let (named, labels) = (named?, labels?);
        let parties = self.scope.parties(self.instrument);
        let released = if named.is_empty() { &parties } else { &named };
        let norms = from.iter().zip(&labels).filter_map(|(id, label)| Some((id, self.norm(label)?)));
        let mut is_right = true;
        for (id, norm) in norms {
            if let Some(why) = why_not_released(norm, released, !named.is_empty()) {
                out.push(Diagnostic::error("A807", id.span, why).help(
                    "name those who are bound, and a norm that binds them; what may be done ends with `moves the end`",
                ));
                is_right = false;
            }
        }
        is_right.then(|| Decided::Releases { whom: released.clone(), from: labels })
    }

    fn moves(
        &self,
        part: Movable,
        of: &[Id],
        to: &ast::Moment,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Decided> {
        let to = moments::moment(self.scope, to, out).ok();
        let of = all(of.iter().map(|id| self.moved(part, id, out)))?;
        Some(Decided::Moves { part, of, to: to? })
    }

    /// What is moved, if it has what is moved of it (A807).
    fn moved(&self, part: Movable, id: &Id, out: &mut Vec<Diagnostic>) -> Option<Moved> {
        let (moved, missing) = if id.node == "agreement" {
            (Moved::Agreement, self.why_text_unmoved(part))
        } else {
            let label = self.scope.words.names.find(id, &[Kind::Norm, Kind::Exception], out)?;
            let missing = match (self.norm(&label), self.exception(&label)) {
                (Some(norm), _) => why_unmoved(part, norm),
                (None, Some(exception)) => why_exception_unmoved(part, exception),
                (None, None) => return None,
            };
            (Moved::Norm(label), missing)
        };
        let Some((why, mend)) = missing else { return Some(moved) };
        out.push(Diagnostic::error("A807", id.span, why).help(mend));
        None
    }

    fn why_text_unmoved(&self, part: Movable) -> Option<(String, &'static str)> {
        let ends = self.scope.instruments.get(self.instrument).and_then(|one| one.ends.as_ref());
        match (part, ends) {
            (Movable::Deadline, _) => Some((
                "an agreement has no deadline of its own".to_owned(),
                "move the deadline of a norm, by its label, or the end of the agreement",
            )),
            (Movable::End, Some(Lifecycle { at: Some(_), .. })) => None,
            (Movable::End, _) => Some((
                "the agreement has no day on which it ends, so there is none to move".to_owned(),
                "write `ends on …` first, with the day that the text gave",
            )),
        }
    }

    fn norm(&self, label: &Name) -> Option<&Norm> {
        self.sentences.norms.iter().find(|norm| norm.label == *label)
    }

    fn exception(&self, label: &Name) -> Option<&Exception> {
        self.sentences.exceptions.iter().find(|one| one.label == *label)
    }

    /// A party whose own duty, or to whom it is owed, took no part (A801). What binds bodies alone, a body may decide.
    fn check_voices(&self, decision: &Decision, out: &mut Vec<Diagnostic>) {
        let parties = self.scope.parties(self.instrument);
        let binds_a_party = |label: &Name| {
            let norm = self.norm(label).map(|norm| &norm.bearers);
            let bearers = norm.or_else(|| self.exception(label).map(|one| &one.bearers));
            bearers.is_some_and(|bearers| bearers.names().iter().any(|name| parties.contains(name)))
        };
        let concerns_parties = match &decision.decides {
            Decided::Releases { from, .. } => from.iter().any(binds_a_party),
            Decided::Moves { of, .. } => of.iter().any(|one| match one {
                Moved::Agreement => true,
                Moved::Norm(label) => binds_a_party(label),
            }),
        };
        let missing: Vec<String> = parties
            .iter()
            .filter(|party| !self.has_voice(decision, party))
            .map(|party| format!("`{party}`"))
            .collect();
        if concerns_parties && !missing.is_empty() {
            let message = format!("the decision `{}` lacks {}", decision.name, missing.join(", "));
            out.push(Diagnostic::error("A801", decision.span, message).help(
                "what binds parties is changed by all of them, or by a body of which all are members; a change by \
                 some is an event of the record, not a decision",
            ));
        }
    }

    /// Whether a party took the decision, itself or as a member of a body.
    fn has_voice(&self, decision: &Decision, party: &Name) -> bool {
        let is_member = |body: &Name| {
            self.scope.document.statements.iter().any(|statement| {
                matches!(&statement.kind, StatementKind::Body(one)
                    if one.name.node == *body.as_str() && one.of.iter().any(|member| member.node == *party.as_str()))
            })
        };
        decision.by.iter().any(|name| name == party || is_member(name))
    }
}

/// Why a norm cannot be one from which somebody is released.
fn why_not_released(norm: &Norm, released: &[Name], are_named: bool) -> Option<String> {
    let label = &norm.label;
    if matches!(norm.rule, Rule::Permission(_) | Rule::Power(_)) {
        return Some(format!("`{label}` binds nobody: it says what may be done"));
    }
    let bound = norm.bearers.names();
    let free = released.iter().find(|name| !bound.contains(name));
    if let Some(name) = free.filter(|_| are_named || !bound.iter().any(|one| released.contains(one))) {
        return Some(format!("`{label}` does not bind `{name}`, so nothing is left to release it from"));
    }
    if matches!(norm.bearers, Bearers::Jointly(_)) && bound.iter().any(|name| !released.contains(name)) {
        return Some(format!(
            "`{label}` binds {} together, and only some of them are released",
            bound.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        ));
    }
    None
}

/// Why a norm has no such part that could be moved, and how to mend it.
fn why_unmoved(part: Movable, norm: &Norm) -> Option<(String, &'static str)> {
    let label = &norm.label;
    if norm.conditions.iter().any(|one| matches!(one, Condition::Upon(_))) {
        return Some((
            format!(
                "`{label}` is counted from an event each time that it happens, so there is no one day to move"
            ),
            "replace the norm by one with another length of time",
        ));
    }
    match (part, &norm.rule) {
        (Movable::End, _) if norm.until.is_some() || norm.lasts.is_some() => None,
        (Movable::End, _) => Some((
            format!("`{label}` has no last day of its own, so there is none to move"),
            "move the end of the agreement, release those who are bound, or give the norm its `until …`",
        )),
        (Movable::Deadline, Rule::Deed(deed)) if !deed.stages.is_empty() => Some((
            format!("`{label}` is due in shares, each by a day of its own"),
            "replace the norm by one with the new days",
        )),
        (Movable::Deadline, Rule::Deed(deed)) => match &deed.deadline {
            Deadline::By(_) | Deadline::Within { .. } | Deadline::Before(_, Some(_)) => None,
            Deadline::WithoutDelay
            | Deadline::Before(_, None)
            | Deadline::EveryYear { .. }
            | Deadline::Every { .. } => Some((
                format!("`{label}` has no one deadline that could be moved"),
                "replace the norm by one with the new deadline",
            )),
        },
        (Movable::Deadline, _) => Some((
            format!("`{label}` is no duty to be done by a day, so it has no deadline"),
            "move its end, or replace the norm",
        )),
    }
}

fn why_exception_unmoved(part: Movable, exception: &Exception) -> Option<(String, &'static str)> {
    let has_end = exception.until.is_some()
        && !exception.conditions.iter().any(|one| matches!(one, Condition::Upon(_)));
    (part == Movable::Deadline || !has_end).then(|| {
        (
            format!("the exception `{}` has no such day of its own to move", exception.label),
            "give it its `until …`, or write the norm anew",
        )
    })
}

/// Decisions of one day that move the same to different days (A802); ends moved to before the day of the decision, or when
/// they had passed (A808).
fn check_order(scope: &Scope<'_>, sentences: &Sentences, decisions: &[Decision], out: &mut Vec<Diagnostic>) {
    let mut moves: Vec<(&Moved, Movable, &Decision, &Moment)> = Vec::new();
    for decision in decisions {
        if let Decided::Moves { part, of, to } = &decision.decides {
            moves.extend(of.iter().map(|one| (one, *part, decision, to)));
        }
    }
    moves.sort_by_key(|(.., decision, _)| decision.on);
    for (index, (of, part, decision, to)) in moves.iter().enumerate() {
        let instrument = scope.instrument(Some(decision.section));
        let is_same = |(other, same_part, earlier, _): &&(&Moved, Movable, &Decision, &Moment)| {
            *other == *of
                && same_part == part
                && (**of != Moved::Agreement || scope.instrument(Some(earlier.section)) == instrument)
        };
        let before = moves.get(..index).unwrap_or_default().iter().rev().find(is_same);
        if let Some((_, _, earlier, _)) = before.filter(|(.., earlier, _)| earlier.on == decision.on) {
            let message = format!("two decisions of {} move the same", decision.on);
            out.push(Diagnostic::error("A802", decision.span, message).also(earlier.span, "the other one"));
            continue;
        }
        let Some(day) = scope.settings.time_zone.start_of(decision.on).ok() else { continue };
        let zone = &scope.settings.time_zone;
        let end = |to: &Moment| scope.bounds(to, instrument).map(|(_, end)| end);
        if let Some(end) = end(to).filter(|end| *end < day) {
            let message = format!(
                "the decision of {} moves it to {}, which had passed",
                decision.on,
                zone.show_short(end)
            );
            out.push(Diagnostic::error("A808", decision.span, message).help("look at the two days"));
            continue;
        }
        let was = match before {
            Some((.., earlier)) => end(earlier),
            None => written_end(scope, sentences, of, instrument),
        };
        if let Some(was) = was.filter(|was| *part == Movable::End && *was < day) {
            let message = format!(
                "what the decision of {} prolongs had ended on {}",
                decision.on,
                zone.show_short(was)
            );
            out.push(
                Diagnostic::error("A808", decision.span, message)
                    .help("what has ended is not moved: write what binds from then on as norms of its own"),
            );
        }
    }
}

/// The end that the text itself gives, where it hangs on nothing.
fn written_end(scope: &Scope<'_>, sentences: &Sentences, of: &Moved, instrument: usize) -> Option<Instant> {
    let until = match of {
        Moved::Agreement => scope.instruments.get(instrument)?.ends.as_ref()?.at.as_ref()?,
        Moved::Norm(label) => {
            let norm = sentences.norms.iter().find(|norm| norm.label == *label);
            let until = norm.map(|norm| norm.until.as_ref());
            let exception = || sentences.exceptions.iter().find(|one| one.label == *label);
            until.or_else(|| exception().map(|one| one.until.as_ref())).flatten()?
        }
    };
    scope.bounds(until, instrument).map(|(_, end)| end)
}
