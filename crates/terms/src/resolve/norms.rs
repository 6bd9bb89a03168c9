//! Statements into norms and exceptions. A clause that nothing could be judged by is an error (A510): it would be read and
//! then do nothing.

use armistice_facts::Name;

use crate::ast::{self, Id, Predicate, Sentence, Statement, StatementKind};
use crate::model::{
    Condition, Deadline, DecisionOf, Exception, Moment, MomentBase, NoTerms, Norm, Procedure, Replacement,
    Rule,
};
use crate::resolve::clauses::{Slots, take};
use crate::resolve::names::{Kind, unknown};
use crate::resolve::scope::Scope;
use crate::resolve::words::all;
use crate::resolve::{Refusal, powers, rules, sections};
use crate::vocabulary::ACT;
use crate::{Diagnostic, Files, Span, Spanned};

/// All that can be judged.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    pub(super) norms: Vec<Norm>,
    pub(super) exceptions: Vec<Exception>,
    pub(super) no_terms: Vec<NoTerms>,
}

/// How a sentence is mended that says what a rule of its kind cannot weigh.
const MEND: &str = "leave it out, or say it in a norm of the kind that can be judged by it; what the text says and nothing \
     can show is `no terms because \"…\"`";

/// What every statement that makes a norm has.
struct Frame<'a> {
    scope: &'a Scope<'a>,
    files: &'a dyn Files,
    label: &'a Id,
    section: usize,
    instrument: usize,
    span: Span,
}

/// Every norm, exception and `no terms` of the live sections.
pub(super) fn sentences<'a>(
    scope: &Scope<'_>,
    statements: impl Iterator<Item = &'a Statement>,
    files: &dyn Files,
    out: &mut Vec<Diagnostic>,
) -> Sentences {
    let mut found = Sentences::default();
    for statement in statements {
        let frame = |label| Frame {
            scope,
            files,
            label,
            section: statement.section.unwrap_or(0),
            instrument: scope.instrument(statement.section),
            span: statement.span,
        };
        match &statement.kind {
            StatementKind::Norm(norm) => {
                let frame = frame(&norm.label);
                found.keep_norm(&frame, frame.norm(&norm.sentence, None, out), out);
            }
            StatementKind::Decision(decision) => {
                let ast::Decided::Replaces { norm, sentence } = &decision.decides else { continue };
                let frame = frame(&decision.name);
                let by = scope.actors(&decision.by, out);
                let replaces = scope.norm(norm, out);
                let made = match (by, replaces) {
                    (Some(by), Some(replaces)) => {
                        let decision_of = DecisionOf { on: decision.on.date, by, replaces };
                        frame.norm(sentence, Some(decision_of), out)
                    }
                    _ => Err(Refusal::Reported),
                };
                found.keep_norm(&frame, made, out);
            }
            StatementKind::Procedure(procedure) => {
                let frame = frame(&procedure.label);
                found.keep_norm(&frame, frame.procedure(procedure, out), out);
            }
            StatementKind::Exception(exception) => {
                let frame = frame(&exception.label);
                match frame.exception(exception, out) {
                    Ok(exception) => found.exceptions.push(exception),
                    Err(refusal) => Sentences::refuse(&frame, refusal, out),
                }
            }
            StatementKind::NoTerms(because) => {
                let section = statement.section.unwrap_or(0);
                found.no_terms.push(NoTerms { section, because: because.clone() });
            }
            _ => {}
        }
    }
    found.replace();
    found.count_from_violation();
    found
}

impl Sentences {
    fn keep_norm(&mut self, frame: &Frame<'_>, made: Result<Norm, Refusal>, out: &mut Vec<Diagnostic>) {
        match made {
            Ok(norm) => self.norms.push(norm),
            Err(refusal) => Self::refuse(frame, refusal, out),
        }
    }

    fn refuse(frame: &Frame<'_>, refusal: Refusal, out: &mut Vec<Diagnostic>) {
        let Refusal::NotJudged(span, what) = refusal else { return };
        let message = format!("in `{}`, {what} can be read and would do nothing", frame.label.node);
        out.push(Diagnostic::error("A510", span, message).help(MEND));
    }

    /// A norm that wakes because another failed cannot count from the fulfilment of that one: `within 24 hours after X`
    /// then counts from the violation that woke it.
    fn count_from_violation(&mut self) {
        let wakers: Vec<(Name, Vec<Name>)> =
            self.norms.iter().map(|norm| (norm.label.clone(), norm.failing_which.clone())).collect();
        for norm in &mut self.norms {
            let label = norm.label.clone();
            let Rule::Deed(deed) = &mut norm.rule else { continue };
            let stages = deed.stages.iter_mut().map(|stage| &mut stage.deadline);
            for deadline in stages.chain([&mut deed.deadline]) {
                let (Deadline::By(moment) | Deadline::Within { from: moment, .. }) = deadline else {
                    continue;
                };
                let MomentBase::Fulfilment(of) = &moment.base else { continue };
                if wakers.iter().any(|(waker, woken)| waker == of && woken.contains(&label)) {
                    moment.base = MomentBase::Violation(of.clone());
                }
            }
        }
    }

    /// Says of each norm that a decision replaces by which one, and from when.
    fn replace(&mut self) {
        let decisions: Vec<(Name, DecisionOf)> = self
            .norms
            .iter()
            .filter_map(|norm| norm.decision.clone().map(|decision| (norm.label.clone(), decision)))
            .collect();
        for (by, decision) in decisions {
            let replaced = self.norms.iter_mut().find(|norm| norm.label == decision.replaces);
            if let Some(replaced) = replaced
                && replaced.replaced.as_ref().is_none_or(|earlier| decision.on < earlier.on)
            {
                replaced.replaced = Some(Replacement { by, on: decision.on });
            }
        }
    }
}

impl Frame<'_> {
    fn norm(
        &self,
        sentence: &Sentence,
        decision: Option<DecisionOf>,
        out: &mut Vec<Diagnostic>,
    ) -> Result<Norm, Refusal> {
        let mut slots = Slots::collect(&sentence.clauses, self.span, self.scope, self.files, out);
        self.check_quoting(&sentence.clauses, out);
        let bearers = rules::bearers(self.scope, &sentence.subject, self.instrument, out);
        let said = rules::Said { scope: self.scope, sentence, instrument: self.instrument };
        let rule = powers::rule(said, &mut slots, out).unwrap_or_else(|| rules::rule(said, &mut slots, out));
        let (bearers, rule) = (bearers?, rule?);
        self.finish(bearers, rule, slots, decision, out)
    }

    fn procedure(&self, written: &ast::Procedure, out: &mut Vec<Diagnostic>) -> Result<Norm, Refusal> {
        let mut slots = Slots::collect(&written.clauses, self.span, self.scope, self.files, out);
        self.check_quoting(&written.clauses, out);
        let bearers = rules::bearers(self.scope, &written.subject, self.instrument, out);
        let steps = self.scope.words.names_under(&written.steps, ACT, "a step", out);
        let upon = slots.conditions.iter().position(|one| matches!(one.node, Condition::Upon(_)));
        let upon =
            upon.map(|index| slots.conditions.remove(index).node).and_then(|condition| match condition {
                Condition::Upon(event) => Some(event),
                Condition::After(..) => None,
            });
        let place = rules::place(&mut slots);
        let rule = Rule::Procedure(Procedure { steps: steps.ok_or(Refusal::Reported)?, upon, place });
        self.finish(bearers?, rule, slots, None, out)
    }

    /// What norms of every kind have in common; a clause that nothing took is refused.
    fn finish(
        &self,
        bearers: crate::model::Bearers,
        rule: Rule,
        mut slots: Slots,
        decision: Option<DecisionOf>,
        out: &mut Vec<Diagnostic>,
    ) -> Result<Norm, Refusal> {
        slots.check()?;
        check_asked_at_each_use(&rule, &slots)?;
        let cure = cure(&rule, &mut slots, out)?;
        if matches!(rule, Rule::Permission(_)) {
            slots.bind_lead();
        }
        let (from, until, lasts) = self.interval(&mut slots, out)?;
        let decided =
            decision.as_ref().map(|decision| Moment { base: MomentBase::Day(decision.on), plus: None });
        let norm = Norm {
            label: Name::new(self.label.node.clone()).map_err(|_| Refusal::Reported)?,
            section: self.section,
            bearers,
            rule,
            from: from.or(decided),
            until,
            lasts,
            hours: take(&mut slots.hours),
            conditions: slots.conditions.drain(..).map(|one| one.node).collect(),
            attestation: take(&mut slots.attestation),
            unproven_is_violated: take(&mut slots.unproven_is_violated).unwrap_or(false),
            cure,
            failing_which: take(&mut slots.failing_which).unwrap_or_default(),
            together_with: take(&mut slots.together_with).unwrap_or_default(),
            quoting: take(&mut slots.quoting),
            reading: take(&mut slots.reading),
            replaced: None,
            decision,
            span: self.span,
        };
        left_over(&slots)?;
        Ok(norm)
    }

    fn exception(&self, written: &ast::Exception, out: &mut Vec<Diagnostic>) -> Result<Exception, Refusal> {
        let sentence = &written.sentence;
        let mut slots = Slots::collect(&sentence.clauses, self.span, self.scope, self.files, out);
        self.check_quoting(&sentence.clauses, out);
        let to = all(written.to.iter().map(|id| self.defeated(id, out)));
        let bearers = rules::bearers(self.scope, &sentence.subject, self.instrument, out);
        if sentence.modal.node != ast::Modal::May {
            out.push(
                Diagnostic::error("A606", sentence.modal.span, "an exception says what somebody may do")
                    .help("write `… may …`; a further ban or duty is a norm of its own"),
            );
            return Err(Refusal::Reported);
        }
        let Predicate::Act { verb, classes } = &sentence.predicate.node else {
            let what = "an exception with a number, a state or a notice in it";
            return Err(Refusal::NotJudged(sentence.predicate.span, what.to_owned()));
        };
        let act = rules::objects(self.scope, verb, classes.as_ref(), out);
        let (to, bearers, (verb, objects)) = (to.ok_or(Refusal::Reported)?, bearers?, act?);
        slots.check()?;
        let (from, until, lasts) = self.interval(&mut slots, out)?;
        slots.quoting = None;
        slots.bind_lead();
        let exception = Exception {
            label: Name::new(self.label.node.clone()).map_err(|_| Refusal::Reported)?,
            section: self.section,
            to,
            bearers,
            verb,
            objects,
            place: rules::place_of_act(&mut slots),
            purposes: take(&mut slots.purposes).unwrap_or_default(),
            hours: take(&mut slots.hours),
            conditions: slots.conditions.drain(..).map(|one| one.node).collect(),
            from,
            until,
            lasts,
            reading: take(&mut slots.reading),
            span: self.span,
        };
        left_over(&slots)?;
        Ok(exception)
    }

    /// A norm, or another exception, that an exception defeats (A601).
    fn defeated(&self, id: &Id, out: &mut Vec<Diagnostic>) -> Option<Name> {
        let names = &self.scope.words.names;
        if names.kind(&id.node).is_none() && !names.is_unread(&id.node) {
            let mut diagnostic = unknown(id, "a norm", names.labels());
            diagnostic.code = "A601";
            diagnostic.message = format!("this is an exception to `{}`, and there is no such norm", id.node);
            out.push(diagnostic);
            return None;
        }
        names.find(id, &[Kind::Norm, Kind::Exception], out)
    }

    fn check_quoting(&self, clauses: &[Spanned<ast::Clause>], out: &mut Vec<Diagnostic>) {
        for clause in clauses {
            if let ast::Clause::Quoting(text) = &clause.node {
                sections::check_quoting(self.scope.document, self.section, text, out);
            }
        }
    }

    /// From when until when; an end before the start is an error (A404).
    fn interval(&self, slots: &mut Slots, out: &mut Vec<Diagnostic>) -> Result<Interval, Refusal> {
        let from = slots.from.take();
        let until = slots.until.take();
        if let (Some(from), Some(until)) = (&from, &until)
            && let Some((start, _)) = self.scope.bounds(&from.node, self.instrument)
            && let Some((_, end)) = self.scope.bounds(&until.node, self.instrument)
            && end < start
        {
            let zone = &self.scope.settings.time_zone;
            let message =
                format!("the end {} comes before the start {}", zone.show_short(end), zone.show_short(start));
            out.push(Diagnostic::error("A404", until.span, message).also(from.span, "the start"));
            return Err(Refusal::Reported);
        }
        let from = from.map(|from| from.node);
        match (slots.for_duration.take(), until) {
            (Some(length), Some(until)) => {
                out.push(
                    Diagnostic::error("A508", length.span, "the norm ends twice")
                        .also(until.span, "the other end"),
                );
                Err(Refusal::Reported)
            }
            (Some(length), None) => match self.last_day(from.as_ref(), &length) {
                Some(until) => Ok((from, Some(until), None)),
                None => Ok((from, None, Some(length.node))),
            },
            (None, until) => Ok((from, until.map(|until| until.node), None)),
        }
    }

    /// The last day of `for 7 days` from a day: the first day counts. From any other moment the length is counted when
    /// that moment is known.
    fn last_day(
        &self,
        from: Option<&Moment>,
        length: &Spanned<armistice_facts::calendar::Length>,
    ) -> Option<Moment> {
        let Some(Moment { base: MomentBase::Day(day), plus: None }) = from else { return None };
        if !length.node.unit.is_civil() {
            return None;
        }
        let end = self.scope.later_day(*day, length.node).and_then(|day| day.plus_days(-1)).ok()?;
        Some(Moment { base: MomentBase::Day(end), plus: None })
    }
}

/// Of a permission, a power or a procedure an event is looked for at each use, so no end can be counted from it.
fn check_asked_at_each_use(rule: &Rule, slots: &Slots) -> Result<(), Refusal> {
    let is_asked = matches!(rule, Rule::Permission(_) | Rule::Power(_) | Rule::Procedure(_));
    let until = slots.until.as_ref().filter(|until| matches!(until.node.base, MomentBase::EndOf(_)));
    match until.filter(|_| is_asked) {
        Some(until) => Err(Refusal::NotJudged(until.span, "the end of the period of an event".to_owned())),
        None => Ok(()),
    }
}

/// For how long a breach can be made good: of what can be broken, and counted from a day (A417).
fn cure(
    rule: &Rule,
    slots: &mut Slots,
    out: &mut Vec<Diagnostic>,
) -> Result<Option<armistice_facts::calendar::Length>, Refusal> {
    if matches!(rule, Rule::Permission(_) | Rule::Power(_)) {
        return Ok(None);
    }
    let Some(cure) = slots.cure.take() else { return Ok(None) };
    if matches!(rule, Rule::Deed(deed) if matches!(deed.deadline, Deadline::WithoutDelay)) {
        let message = "the duty has no last day, so the time to make a breach good counts from none";
        out.push(
            Diagnostic::error("A417", cure.span, message).help(
                "give the day by which it has to be done, if the text does, or leave out `cure within …`",
            ),
        );
        return Err(Refusal::Reported);
    }
    Ok(Some(cure.node))
}

/// From when, until when, and how long where the start is no day.
type Interval = (Option<Moment>, Option<Moment>, Option<armistice_facts::calendar::Length>);

fn left_over(slots: &Slots) -> Result<(), Refusal> {
    match slots.left_over() {
        Some((span, what)) => Err(Refusal::NotJudged(span, format!("{what} in a sentence of this kind"))),
        None => Ok(()),
    }
}
