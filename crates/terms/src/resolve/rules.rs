//! From a subject, a modal verb and a predicate to who is bound to what.
//!
//! | subject and modal | predicate | rule |
//! |---|---|---|
//! | `no party may`, `no one may`, `S must not`, `S may not` | verb and objects | ban |
//! | `S must` | `keep … in state …` | upkeep |
//! | `S may`, `S must` | `hold at most …` | ceiling |
//! | `S may`, `S must` | `V no more than …`, `V no fewer than …` | rate |
//! | `S must` | verb and objects, `at least n times a period` | rate |
//! | `S must` | verb and objects, with a deadline | deed |
//! | `S must` | `give notice …` | notice |
//! | `S may` | verb of a power and what it is over | power |
//! | `S may` | any other verb and objects | permission |

use armistice_facts::Name;

use crate::ast::{self, Modal, Predicate, Sentence, Subject};
use crate::model::{
    Ban, Bearers, Ceiling, ClassSet, ClassTest, Condition, Deadline, Deed, Limit, NoticeDuty, Place, Rate,
    Rule, Stage, Upkeep, Window,
};
use crate::resolve::clauses::{Slots, take};
use crate::resolve::events::{channel, recipient};
use crate::resolve::scope::Scope;
use crate::resolve::words::all;
use crate::resolve::{Refusal, inventories, moments, shares};
use crate::vocabulary::{ANYTHING, THING, Term};
use crate::{Diagnostic, Span, Spanned};

/// A sentence with what it is read against.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) sentence: &'a Sentence,
    pub(super) instrument: usize,
}

/// Who is bound (A301, A504).
pub(super) fn bearers(
    scope: &Scope<'_>,
    subject: &Spanned<Subject>,
    instrument: usize,
    out: &mut Vec<Diagnostic>,
) -> Result<Bearers, Refusal> {
    Ok(match &subject.node {
        Subject::EachParty | Subject::NoParty => Bearers::Each(scope.parties(instrument)),
        Subject::NoOne => Bearers::Anyone(scope.parties(instrument)),
        Subject::PartiesJointly => Bearers::Jointly(scope.parties(instrument)),
        Subject::Named { names, jointly } => {
            let bearers = scope.actors(names, out).ok_or(Refusal::Reported)?;
            if *jointly && bearers.len() < 2 {
                out.push(
                    Diagnostic::error("A504", subject.span, "one alone cannot act jointly")
                        .help("name those who act together, or leave out `jointly`"),
                );
                return Err(Refusal::Reported);
            }
            if *jointly { Bearers::Jointly(bearers) } else { Bearers::Each(bearers) }
        }
    })
}

/// To what they are bound.
pub(super) fn rule(said: Said<'_>, slots: &mut Slots, out: &mut Vec<Diagnostic>) -> Result<Rule, Refusal> {
    let Said { scope, sentence, .. } = said;
    let modal = modal(sentence, out)?;
    let predicate = &sentence.predicate;
    match (&predicate.node, modal) {
        (Predicate::Act { verb, classes }, Modal::MustNot) => ban(said, verb, classes.as_ref(), slots, out),
        (Predicate::Act { verb, classes }, Modal::Must) => {
            deed(said, verb, classes.as_ref(), &[], slots, out)
        }
        (Predicate::Counted { verb, counts }, Modal::Must) => deed(said, verb, None, counts, slots, out),
        (Predicate::Keep { classes, states }, Modal::Must) => {
            let classes = scope.words.class_set(classes, THING, out);
            let states = scope.words.names_under(states, "state", "a state", out);
            let (classes, states) = (classes.ok_or(Refusal::Reported)?, states.ok_or(Refusal::Reported)?);
            Ok(Rule::Upkeep(Upkeep { classes, states, place: place(slots) }))
        }
        (Predicate::HoldAtMost { only, counts }, Modal::Must | Modal::May) => {
            let limits = limits(said, counts, THING, out)?;
            let place = place(slots);
            Ok(Rule::Ceiling(Ceiling { is_floor: false, only: *only, limits, as_of: None, place }))
        }
        (Predicate::HoldAtLeast { counts }, Modal::Must) => {
            let limits = limits(said, counts, THING, out)?;
            let place = place(slots);
            Ok(Rule::Ceiling(Ceiling { is_floor: true, only: false, limits, as_of: None, place }))
        }
        (Predicate::HoldAtLeast { .. }, _) => {
            let message = "a floor binds nobody who only may hold so many";
            let help = "write `must hold at least …`; a limit is `may hold at most …`";
            out.push(Diagnostic::error("A511", sentence.modal.span, message).help(help));
            Err(Refusal::Reported)
        }
        (Predicate::HoldAsOf { only, classes, date }, Modal::Must | Modal::May) => {
            let classes = scope.words.class_set(classes, THING, out).ok_or(Refusal::Reported)?;
            let as_of = Some((classes, date.date));
            let (limits, place) = (Vec::new(), place(slots));
            Ok(Rule::Ceiling(Ceiling { is_floor: false, only: *only, limits, as_of, place }))
        }
        (Predicate::Rate { .. }, Modal::Must | Modal::May) => rate(said, slots, out),
        (Predicate::GiveNotice { to, of, through }, Modal::Must) => {
            notice(scope, (to, of, through.as_ref()), predicate.span, slots, out)
        }
        _ => Err(Refusal::NotJudged(predicate.span, "this verb with this modal".to_owned())),
    }
}

/// The objects of a verb, each of a kind that the verb takes.
pub(super) fn objects(
    scope: &Scope<'_>,
    verb: &ast::Id,
    classes: Option<&ast::Classes>,
    out: &mut Vec<Diagnostic>,
) -> Result<(Name, ClassSet), Refusal> {
    let verb = verb_of(scope, verb, out);
    let object = verb.map_or(ANYTHING, object_of);
    let set = classes.map(|classes| scope.words.class_set(classes, object, out));
    let set = match set {
        Some(set) => set.ok_or(Refusal::Reported)?,
        None => ClassSet::default(),
    };
    Ok((verb.ok_or(Refusal::Reported)?.name.clone(), set))
}

/// Where a norm or exception holds; everywhere if nothing is said.
pub(super) fn place(slots: &mut Slots) -> Place {
    slots.take_place().unwrap_or(Place::Everywhere)
}

/// Where a norm or exception of acts holds, out of where and to where; everywhere if nothing is said.
pub(super) fn place_of_act(slots: &mut Slots) -> Place {
    slots.take_place_of_act().unwrap_or(Place::Everywhere)
}

/// The modal verb, turned round by a subject that is nobody (A501).
fn modal(sentence: &Sentence, out: &mut Vec<Diagnostic>) -> Result<Modal, Refusal> {
    let is_nobody = matches!(sentence.subject.node, Subject::NoParty | Subject::NoOne);
    let holds = matches!(
        sentence.predicate.node,
        Predicate::HoldAtMost { .. } | Predicate::HoldAtLeast { .. } | Predicate::HoldAsOf { .. }
    );
    match (is_nobody, sentence.modal.node) {
        (false, Modal::MayNot) => Ok(Modal::MustNot),
        (false, modal) => Ok(modal),
        (true, Modal::May) if !holds && !matches!(sentence.predicate.node, Predicate::Rate { .. }) => {
            Ok(Modal::MustNot)
        }
        // The parser has said that `no … must` can be read in two ways.
        (true, Modal::Must | Modal::MustNot | Modal::MayNot) => Err(Refusal::Reported),
        (true, Modal::May) => {
            let span = sentence.subject.span.to(sentence.modal.span);
            out.push(
                Diagnostic::error("A501", span, "`no party may` turns a limit into its opposite")
                    .help("a limit is `each party may hold at most …`, or `each party may … no more than …`"),
            );
            Err(Refusal::Reported)
        }
    }
}

fn ban(
    said: Said<'_>,
    verb: &ast::Id,
    classes: Option<&ast::Classes>,
    slots: &mut Slots,
    out: &mut Vec<Diagnostic>,
) -> Result<Rule, Refusal> {
    let Said { scope, sentence, .. } = said;
    let act = objects(scope, verb, classes, out);
    let Some(place) = slots.take_place_of_act() else {
        // A place that is wrong has been said; it is not missing.
        slots.check()?;
        let span = sentence.subject.span.to(sentence.predicate.span);
        out.push(
            Diagnostic::error("A503", span, "the ban does not say where it holds")
                .help("name a place, as in `in DMZ` or `out of DMZ`, or write `everywhere`"),
        );
        return Err(Refusal::Reported);
    };
    let (verb, objects) = act?;
    Ok(Rule::Ban(Ban {
        verb,
        objects,
        place,
        purposes: take(&mut slots.purposes).unwrap_or_default(),
        except_for: take(&mut slots.except_for).unwrap_or_default(),
    }))
}

fn deed(
    said: Said<'_>,
    verb: &ast::Id,
    classes: Option<&ast::Classes>,
    counts: &[ast::Count],
    slots: &mut Slots,
    out: &mut Vec<Diagnostic>,
) -> Result<Rule, Refusal> {
    let scope = said.scope;
    if slots.shares.is_some() {
        let owed = in_shares(said, verb, (classes, counts), slots, out);
        return by_deadline(said, owed, slots, out);
    }
    let act = objects(scope, verb, classes, out);
    let object = scope.words.vocabulary.term(&verb.node).map_or(ANYTHING, object_of);
    let limits = limits(said, counts, object, out);
    if let [first, second, ..] = counts
        && let Some(share) = [first, second].into_iter().find(|count| count.share_of.is_some())
    {
        let message = "a share beside other numbers: what is told of the one cannot be told from the other";
        let help = "write one norm for each class";
        out.push(Diagnostic::error("A517", share.number.span, message).help(help));
        return Err(Refusal::Reported);
    }
    if let Some(times) = slots.times.take() {
        let ((verb, objects), limits) = (act?, limits?);
        return times_of(verb, objects, &limits, &times, slots, out);
    }
    let owed = act.and_then(|(verb, all_of)| Ok(Owed { verb, objects: limits?, all_of, stages: Vec::new() }));
    by_deadline(said, owed, slots, out)
}

/// What a deed owes.
struct Owed {
    verb: Name,
    objects: Vec<Limit>,
    all_of: ClassSet,
    stages: Vec<Stage>,
}

/// `V C in shares …`: shares of one whole (A522), due once (A524).
fn in_shares(
    said: Said<'_>,
    verb: &ast::Id,
    (classes, counts): (Option<&ast::Classes>, &[ast::Count]),
    slots: &Slots,
    out: &mut Vec<Diagnostic>,
) -> Result<Owed, Refusal> {
    let scope = said.scope;
    let term = verb_of(scope, verb, out);
    let shares = slots.shares.as_ref().ok_or(Refusal::Reported)?;
    let upon = slots.conditions.iter().find(|one| matches!(one.node, Condition::Upon(_)));
    if let Some(span) = upon.map(|one| one.span).or(slots.times.as_ref().map(|times| times.span)) {
        let message = "what is due in shares is due once, and this makes it due again and again";
        let help = "write one norm for each share, or leave this clause out";
        out.push(Diagnostic::error("A524", span, message).also(shares.span, "the shares").help(help));
        return Err(Refusal::Reported);
    }
    let of = classes.filter(|classes| classes.excluding.is_empty() && counts.is_empty());
    let Some([of]) = of.map(|classes| classes.any_of.as_slice()) else {
        let message = "the shares are not shares of one whole";
        let help = "name one inventory, or one class that has an inventory, as in `must destroy tanks-2020 in shares …`";
        out.push(Diagnostic::error("A522", said.sentence.predicate.span, message).help(help));
        return Err(Refusal::Reported);
    };
    // What is wrong about the bearers is said where they are resolved.
    let bound = bearers(scope, &said.sentence.subject, said.instrument, &mut Vec::new())?;
    let object = term.map_or(ANYTHING, object_of);
    let mut stages = shares::stages(scope, (&bound, said.instrument), (&shares.node, of), object, out)?;
    let last = stages.pop().ok_or(Refusal::Reported)?;
    let verb = term.ok_or(Refusal::Reported)?.name.clone();
    Ok(Owed { verb, objects: vec![last.owed], all_of: ClassSet::default(), stages })
}

fn by_deadline(
    said: Said<'_>,
    owed: Result<Owed, Refusal>,
    slots: &mut Slots,
    out: &mut Vec<Diagnostic>,
) -> Result<Rule, Refusal> {
    let deadline = deadline(said, slots, out);
    let (Owed { verb, objects, all_of, stages }, deadline) = (owed?, deadline?);
    if let Some(hours) = slots.hours.take() {
        out.push(
            Diagnostic::error(
                "A312",
                hours.span,
                "hours say nothing of a duty that is done once, by a deadline",
            )
            .help("write a ban beside it: `… must not V … daily except between … and …`"),
        );
        return Err(Refusal::Reported);
    }
    slots.shares = None;
    Ok(Rule::Deed(Deed {
        verb,
        objects,
        all_of,
        place: place(slots),
        out_of: take(&mut slots.out_of),
        to: take(&mut slots.to),
        deadline,
        stages,
        starting_by: take(&mut slots.starting_by),
        steps: take(&mut slots.steps).unwrap_or_default(),
        permanently: take(&mut slots.permanently).is_some(),
        purposes: take(&mut slots.purposes).unwrap_or_default(),
    }))
}

/// `V no more than 3 C a month`.
fn rate(said: Said<'_>, slots: &mut Slots, out: &mut Vec<Diagnostic>) -> Result<Rule, Refusal> {
    let Said { scope, sentence, .. } = said;
    let Predicate::Rate { verb, is_floor, count, window } = &sentence.predicate.node else {
        return Err(Refusal::Reported);
    };
    let verb = verb_of(scope, verb, out);
    let object = verb.map_or(THING, object_of);
    if count.share_of.is_some() {
        let message = "a share of what is done in a time has no whole that could be counted";
        let help = "write a number; a share is counted of an inventory, as in `may hold at most 30 percent of tanks`";
        out.push(Diagnostic::error("A512", count.number.span, message).help(help));
        return Err(Refusal::Reported);
    }
    let limit = limit(said, count, object, out);
    let (verb, limit) = (verb.ok_or(Refusal::Reported)?.name.clone(), limit.ok_or(Refusal::Reported)?);
    check_floor(*is_floor, *window, sentence.predicate.span, out)?;
    let (objects, place) = (ClassSet::default(), place_of_act(slots));
    Ok(Rule::Rate(Rate { verb, is_floor: *is_floor, limit, objects, window: *window, place }))
}

/// `V C at least twice a month`: acts are counted, whatever number of things each is about.
fn times_of(
    verb: Name,
    objects: ClassSet,
    limits: &[Limit],
    times: &Spanned<(u64, Window)>,
    slots: &mut Slots,
    out: &mut Vec<Diagnostic>,
) -> Result<Rule, Refusal> {
    let (number, window) = times.node;
    if !limits.is_empty() {
        let message = "the sentence gives both how many things and how many times";
        let help =
            "write `no fewer than 600 trucks a day`, or count acts: `inspect posts at least 2 times a month`";
        out.push(Diagnostic::error("A512", times.span, message).help(help));
        return Err(Refusal::Reported);
    }
    check_floor(true, window, times.span, out)?;
    let of = ClassTest { class: verb.clone(), any: false, tests: Vec::new() };
    let limit = Limit { number, share: None, of };
    Ok(Rule::Rate(Rate { verb, is_floor: true, limit, objects, window, place: place_of_act(slots) }))
}

/// That something was never under way so often at once cannot be shown.
fn check_floor(is_floor: bool, window: Window, span: Span, out: &mut Vec<Diagnostic>) -> Result<(), Refusal> {
    if !(is_floor && window == Window::AtOnce) {
        return Ok(());
    }
    let message = "a floor of what is under way at once has no end at which it could be judged";
    let help = "write a period, as in `a month`, or a floor under what is held: `must hold at least …`";
    out.push(Diagnostic::error("A512", span, message).help(help));
    Err(Refusal::Reported)
}

/// By when: a duty without a deadline can never be overdue (A401), one with two has none (A508).
fn deadline(said: Said<'_>, slots: &mut Slots, out: &mut Vec<Diagnostic>) -> Result<Deadline, Refusal> {
    let by = slots.by.take().map(|by| (by.span, Deadline::By(by.node)));
    let within = slots.within.take().map(|within| (within.span, within.node));
    let staged =
        slots.shares.as_ref().and_then(|shares| Some((shares.span, shares.node.last()?.deadline.clone())));
    let before =
        slots.before.take().map(|before| (before.span, Deadline::Before(before.node.0, before.node.1)));
    let soon = slots.without_delay.take().map(|soon| (soon.span, Deadline::WithoutDelay));
    let each = slots.every.take();
    if let Some(each) = &each {
        check_periodic(slots, each, out)?;
    }
    let each = each.map(|each| (each.span, each.node));
    let mut given = [staged, by, within, before, soon, each].into_iter().flatten();
    let first = given.next();
    if let (Some((first, _)), Some((second, _))) = (&first, given.next()) {
        out.push(
            Diagnostic::error("A508", second, "the duty has two deadlines")
                .also(*first, "the first one")
                .help("leave one of them, or write two norms"),
        );
        return Err(Refusal::Reported);
    }
    match first {
        Some((span, deadline)) => {
            let start = slots.starting_by.as_ref().or(slots.from.as_ref());
            moments::check_deadline(said.scope, &deadline, start, (said.instrument, span), out);
            Ok(deadline)
        }
        None => {
            // A deadline that is wrong has been said; it is not missing.
            slots.check()?;
            out.push(
                Diagnostic::error("A401", said.sentence.predicate.span, "the duty has no deadline")
                    .help("add `by …`, `within … beginning …`, `within … after …`, `every year by …`, `every 15 days from …` or `without delay`; a lasting state is `must keep … in state …`"),
            );
            Err(Refusal::Reported)
        }
    }
}

/// What is owed every year, or in each period, is not owed upon an event, too, nor has it one beginning (A415).
fn check_periodic(
    slots: &Slots,
    every: &Spanned<Deadline>,
    out: &mut Vec<Diagnostic>,
) -> Result<(), Refusal> {
    let upon = slots.conditions.iter().find(|one| matches!(one.node, Condition::Upon(_)));
    let (span, what) = match (upon, &slots.starting_by) {
        (Some(upon), _) => (upon.span, "upon an event"),
        (None, Some(begin)) => (begin.span, "from one beginning"),
        (None, None) => return Ok(()),
    };
    let (often, each) = match &every.node {
        Deadline::EveryYear { .. } => ("every year", "year"),
        _ => ("in each period", "period"),
    };
    let message = format!("the duty is owed {often}, and {what}");
    out.push(
        Diagnostic::error("A415", span, message)
            .also(every.span, often)
            .help(format!("write two norms: one for each {each}, one for what happens once")),
    );
    Err(Refusal::Reported)
}

fn notice(
    scope: &Scope<'_>,
    parts: (&ast::Recipient, &ast::Classes, Option<&ast::Id>),
    span: Span,
    slots: &mut Slots,
    out: &mut Vec<Diagnostic>,
) -> Result<Rule, Refusal> {
    let (to, of, through) = parts;
    let to = recipient(scope, to, out);
    let of = scope.words.class_set(of, ANYTHING, out);
    let through = through.map(|id| channel(scope, id, out).ok_or(Refusal::Reported)).transpose();
    let lead = take(&mut slots.before);
    let is_soon = take(&mut slots.without_delay).is_some();
    if lead.is_none() && !is_soon {
        slots.check()?;
        out.push(
            Diagnostic::error("A401", span, "the duty to tell does not say when")
                .help("add `at least … before it starts`, or `without delay`"),
        );
        return Err(Refusal::Reported);
    }
    if let Some((_, Some(_))) = &lead {
        return Err(Refusal::NotJudged(span, "a notice that is due before a day of the calendar".to_owned()));
    }
    Ok(Rule::Notice(NoticeDuty {
        to: to?,
        of: of.ok_or(Refusal::Reported)?,
        through: through?,
        lead: lead.map(|(length, _)| length),
        stating: take(&mut slots.stating).unwrap_or_default(),
        place: place_of_act(slots),
    }))
}

fn verb_of<'s>(scope: &'s Scope<'_>, verb: &ast::Id, out: &mut Vec<Diagnostic>) -> Option<&'s Term> {
    scope.words.verb(verb, out)
}

/// What a verb is done with, or to.
fn object_of(verb: &Term) -> &str {
    verb.declared("object").unwrap_or(ANYTHING)
}

/// So many of which each (A305, A514, A515).
pub(super) fn limits(
    said: Said<'_>,
    counts: &[ast::Count],
    object: &str,
    out: &mut Vec<Diagnostic>,
) -> Result<Vec<Limit>, Refusal> {
    all(counts.iter().map(|count| limit(said, count, object, out))).ok_or(Refusal::Reported)
}

fn limit(said: Said<'_>, count: &ast::Count, object: &str, out: &mut Vec<Diagnostic>) -> Option<Limit> {
    if let Some(parts) = count.share_of {
        // What is wrong about the bearers is said where they are resolved.
        let bound = bearers(said.scope, &said.sentence.subject, said.instrument, &mut Vec::new()).ok()?;
        return inventories::share(said.scope, &bound, (count, parts), object, out);
    }
    let of = said.scope.words.class_test(&count.of, object, out)?;
    Some(Limit { number: count.number.node, share: None, of })
}
