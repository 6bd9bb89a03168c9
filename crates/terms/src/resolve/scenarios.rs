//! Scenarios stay as written; but everyone who speaks in them, and every word that they use, must be known.

use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::Name;

use crate::ast::{
    ACTS_OF_SIDES, Classes, Comparison, Expect, FLAGS, Id, Joiner, STAGES, SpeechAct, Spot, TestFact,
    TestLine,
};
use crate::model::Norm;
use crate::resolve::names::{Kind, nearest, short, unknown};
use crate::resolve::scope::Scope;
use crate::{Diagnostic, Span};

/// Norms by their labels.
type Labelled<'n> = BTreeMap<&'n str, &'n Norm>;

/// Names and words of scenarios (A301, A303), expectations that nothing can meet (A901), and norms that no scenario
/// speaks of (A902).
pub(super) fn check(scope: &Scope<'_>, norms: &[Norm], out: &mut Vec<Diagnostic>) {
    let mut touched = BTreeSet::new();
    // Of two norms of one label, which is an error, the first.
    let labelled: Labelled<'_> = norms.iter().rev().map(|norm| (norm.label.as_str(), norm)).collect();
    for line in scope.document.tests.iter().flat_map(|test| &test.lines) {
        match line {
            TestLine::Fact(fact) => check_fact(scope, &labelled, fact, out),
            TestLine::Expect(expect) => {
                touched.insert(expect.norm.node.as_str());
                check_expectation(scope, &labelled, expect, out);
            }
        }
    }
    // A scenario that could not be read is no reason to say that one is missing.
    let is_whole = scope.document.tests.iter().all(|test| !scope.is_broken(test.span));
    if is_whole && !touched.is_empty() {
        let untouched: Vec<&Norm> =
            norms.iter().filter(|norm| !touched.contains(norm.label.as_str())).collect();
        out.extend(untouched_norms(&untouched));
    }
}

fn check_fact(scope: &Scope<'_>, norms: &Labelled<'_>, fact: &TestFact, out: &mut Vec<Diagnostic>) {
    if scope.is_broken(fact.span) {
        return;
    }
    check_speaker(scope, &fact.speaker, out);
    let names = &scope.words.names;
    let kinds = [Kind::Party, Kind::Body, Kind::Norm];
    if names.find(&fact.subject, &kinds, out).is_none() {
        return;
    }
    // What denies or impeaches names an earlier line by its words, or gives the ground in words of its own.
    if fact.manner.node == SpeechAct::Impeaches {
        return;
    }
    if names.kind(&fact.subject.node) == Some(Kind::Norm) {
        if !STAGES.contains(&fact.verb.node.as_str()) {
            out.push(no_word(&fact.verb, "says nothing of a norm", STAGES));
        }
        check_step(scope, fact, out);
        check_told_of_norm(scope, norms, fact, out);
        return;
    }
    let verb = fact.verb.node.as_str();
    if !ACTS_OF_SIDES.contains(&verb) {
        check_verb(scope, &fact.verb, out);
    }
    check_objects(scope, fact, out);
    check_numbers(fact, out);
    scope.words.names_under(fact.state.as_slice(), "state", "a state", out);
    scope.words.names_under(&fact.purposes, "purpose", "a purpose", out);
    let ends: Vec<&Id> = if let Some(told) = recipients(fact) {
        told.iter().for_each(|name| drop(scope.actor(name, out)));
        Vec::new()
    } else {
        check_move(fact, out);
        ends(fact).collect()
    };
    for zone in fact.within.iter().chain(ends) {
        names.find(zone, &[Kind::Zone, Kind::Line], out);
    }
    check_neighbour(scope, fact, out);
}

/// What an act was near is a thing of the vocabulary or a place of the agreement (A301, A303); of a notice or a
/// declaration nothing is near (A513).
fn check_neighbour(scope: &Scope<'_>, fact: &TestFact, out: &mut Vec<Diagnostic>) {
    let Some(near) = &fact.near else { return };
    let verb = fact.verb.node.as_str();
    if verb != "hold" && ACTS_OF_SIDES.contains(&verb) {
        out.push(out_of_place(near.what.span, "what is said has no place", "leave it out"));
        return;
    }
    if let Some(holder) = &near.holder {
        scope.actor(holder, out);
    }
    let words = &scope.words;
    if words.names.kind(&near.what.node).is_none() && words.vocabulary.term(&near.what.node).is_some() {
        words.term_under(&near.what, crate::vocabulary::THING, "a class of things", out);
    } else {
        words.names.find(&near.what, &[Kind::Line, Kind::Point, Kind::Zone, Kind::Class], out);
    }
}

/// Those whom a notice is said to reach: `VLF notify flight to JMC`.
fn recipients(fact: &TestFact) -> Option<&[Id]> {
    match (&fact.destination, &fact.origin) {
        (Some(Spot::Named(names)), None) if fact.verb.node == "notify" => Some(names),
        _ => None,
    }
}

/// The zones and lines that name the ends of a move.
fn ends(fact: &TestFact) -> impl Iterator<Item = &Id> {
    fact.origin.iter().chain(&fact.destination).flat_map(|spot| match spot {
        Spot::Named(names) => names.as_slice(),
        Spot::At(_) => &[],
    })
}

/// Only what is done moves: what is held, seen in a state or told to another has one place (A513).
fn check_move(fact: &TestFact, out: &mut Vec<Diagnostic>) {
    let is_act = fact.state.is_none() && !ACTS_OF_SIDES.contains(&fact.verb.node.as_str());
    let Some(spot) = fact.origin.as_ref().or(fact.destination.as_ref()).filter(|_| !is_act) else { return };
    let span = match spot {
        Spot::Named(names) => names.first().map_or(fact.span, |name| name.span),
        Spot::At(at) => at.span,
    };
    out.push(out_of_place(span, "nothing moves here", "tell where it is with `in` or `at`"));
}

/// Whoever is neither party nor body speaks as a third source; but a name that is nearly one of theirs was mistyped,
/// and a word of the press would count where that of a body was meant.
fn check_speaker(scope: &Scope<'_>, speaker: &Id, out: &mut Vec<Diagnostic>) {
    let names = &scope.words.names;
    if names.kind(&speaker.node).is_some() {
        scope.actor(speaker, out);
    } else if !names.is_unread(&speaker.node) && nearest(&speaker.node, names.actors()).is_some() {
        out.push(unknown(speaker, "a party or a body", names.actors()));
    }
}

/// A step is one of the duty's own sentence; the words of what is counted or seen say nothing of a duty (A513).
fn check_step(scope: &Scope<'_>, fact: &TestFact, out: &mut Vec<Diagnostic>) {
    if let Some(state) = &fact.state {
        out.push(out_of_place(
            state.span,
            "a duty is in no state",
            "tell of the things: `ROK keep guns in state …`",
        ));
    }
    if let Some(bounds) = fact.number.filter(|number| number.in_all) {
        out.push(out_of_place(bounds.span, "of a duty one number is told", "write `mines partial 30`"));
    }
    if let Some(step) = &fact.step {
        scope.words.names_under(std::slice::from_ref(step), crate::vocabulary::ACT, "a step", out);
    }
}

/// Of a norm a line may name one bearer; it has no class and no place of its own (A513).
fn check_told_of_norm(scope: &Scope<'_>, norms: &Labelled<'_>, fact: &TestFact, out: &mut Vec<Diagnostic>) {
    let class = fact.classes.iter().flat_map(|classes| &classes.any_of).map(|class| class.name.span).next();
    let end = fact.origin.as_ref().or(fact.destination.as_ref()).map(|_| fact.span);
    let end = end.or(fact.near.as_ref().map(|near| near.what.span));
    if let Some(span) = class.or_else(|| fact.within.first().map(|zone| zone.span)).or(end) {
        let help = "what and where is said by the norm itself";
        out.push(out_of_place(span, "a line about a norm names no things and no place", help));
    }
    let Some(norm) = norms.get(fact.subject.node.as_str()) else { return };
    let [bearer] = fact.purposes.as_slice() else {
        if let Some(second) = fact.purposes.get(1) {
            let help = "write a line for each of them";
            out.push(out_of_place(second.span, "one bearer is told of at a time", help));
        }
        return;
    };
    let Some(name) = scope.actor(bearer, out) else { return };
    if !norm.bearers.names().contains(&name) {
        out.push(unbound(norm, &name, bearer.span));
    }
}

/// Numbers and steps that the line cannot tell (A513).
fn check_numbers(fact: &TestFact, out: &mut Vec<Diagnostic>) {
    let verb = fact.verb.node.as_str();
    if let Some(step) = &fact.step {
        let help = "tell of the duty: `mines partial step demolition`";
        out.push(out_of_place(step.span, "only a duty reaches a step", help));
    }
    if let Some(number) = fact.number.filter(|_| verb != "hold" && ACTS_OF_SIDES.contains(&verb)) {
        out.push(out_of_place(number.span, "nothing is counted here", "leave the number out"));
    }
    if let Some(state) = fact.state.as_ref().filter(|_| ACTS_OF_SIDES.contains(&verb)) {
        let help = "tell of it with a verb of the vocabulary: `keep guns in state …`";
        out.push(out_of_place(state.span, "no state is told with this word", help));
    }
    if verb == "hold" && (fact.number.is_none() || fact.classes.is_none()) {
        let help = "write how many of which: `hold 40 guards`";
        out.push(out_of_place(fact.verb.span, "what is held is told with a number and a class", help));
    }
}

fn out_of_place(span: Span, message: &str, help: &str) -> Diagnostic {
    Diagnostic::error("A513", span, message).help(help)
}

/// A verb, or an activity by which an act is told.
fn check_verb(scope: &Scope<'_>, verb: &Id, out: &mut Vec<Diagnostic>) {
    let words = &scope.words;
    if let Some(term) = words.vocabulary.term(&verb.node) {
        if !term.is_activity {
            let message = format!("`{}` is a class, not a verb", short(&verb.node));
            out.push(Diagnostic::error("A303", verb.span, message));
        }
        return;
    }
    if !words.is_whole || words.names.is_unread(&verb.node) {
        return;
    }
    let verbs = words.vocabulary.terms().filter(|term| term.is_activity).map(|term| term.name.as_str());
    out.push(unknown(verb, "a verb", verbs.chain(ACTS_OF_SIDES.iter().copied())));
}

/// What the act is done with, or to; a suspension names what it suspends.
fn check_objects(scope: &Scope<'_>, fact: &TestFact, out: &mut Vec<Diagnostic>) {
    let Some(classes) = &fact.classes else { return };
    if let Some(excluded) = classes.excluding.first() {
        let message = "a fact names what was there; nothing is excluded in it";
        out.push(Diagnostic::error("A303", excluded.name.span, message));
        return;
    }
    if let Some(span) = unclear(fact, classes) {
        let message = "an act is told with what was measured, one value for each attribute";
        let help = "write `with calibre is 122 mm`, joined by `and`, of the one class of an act";
        out.push(Diagnostic::error("A303", span, message).help(help));
        return;
    }
    for class in &classes.any_of {
        let name = class.name.node.as_str();
        let is_section = || {
            let id = |section: &crate::ast::Section| section.id.as_ref().is_some_and(|id| id.node == name);
            scope.document.sections.iter().any(id)
        };
        let is_known = name == "agreement" || scope.words.names.kind(name).is_some() || is_section();
        let term = match is_known {
            true => None,
            false => scope.words.term(&class.name, "a class or activity", out),
        };
        scope.words.tests(&class.tests, term, out);
    }
}

/// An attribute that a line cannot tell: compared, told as an alternative or twice, or not of the one class of an act.
fn unclear(fact: &TestFact, classes: &Classes) -> Option<Span> {
    let mut tests = classes.any_of.iter().flat_map(|class| &class.tests);
    let is_act = fact.state.is_none()
        && !fact.number.is_some_and(|number| number.in_all)
        && !ACTS_OF_SIDES.contains(&fact.verb.node.as_str());
    let is_one = is_act && classes.any_of.len() == 1;
    let mut told = BTreeSet::new();
    let wrong = tests.find(|(joiner, test)| {
        let is_or = joiner.as_ref().is_some_and(|joiner| joiner.node == Joiner::Or);
        !is_one || is_or || test.comparison != Comparison::Is || !told.insert(test.attribute.node.as_str())
    });
    wrong.map(|(_, test)| test.attribute.span)
}

fn check_expectation(scope: &Scope<'_>, norms: &Labelled<'_>, expect: &Expect, out: &mut Vec<Diagnostic>) {
    if scope.is_broken(expect.span) {
        return;
    }
    let names = &scope.words.names;
    if names.kind(&expect.norm.node).is_none() && !names.is_unread(&expect.norm.node) {
        out.push(unknown(&expect.norm, "a norm", names.labels()));
    } else if names.find(&expect.norm, &[Kind::Norm], out).is_some() {
        check_bearer(scope, norms.get(expect.norm.node.as_str()).copied(), expect, out);
    }
    if let crate::ast::Outcome::Verdict { flags, .. } = &expect.outcome {
        for flag in flags.iter().filter(|flag| !FLAGS.contains(&flag.node.as_str())) {
            out.push(no_word(flag, "is no word of a verdict", FLAGS));
        }
    }
}

/// A bearer whom the norm does not bind can have no verdict under it (A901).
fn check_bearer(scope: &Scope<'_>, norm: Option<&Norm>, expect: &Expect, out: &mut Vec<Diagnostic>) {
    let Some(bearer) = &expect.bearer else { return };
    let (Some(name), Some(norm)) = (scope.actor(bearer, out), norm) else { return };
    if norm.bearers.names().contains(&name) {
        return;
    }
    out.push(unbound(norm, &name, bearer.span));
}

fn unbound(norm: &Norm, name: &Name, at: Span) -> Diagnostic {
    let bound: Vec<String> = norm.bearers.names().iter().map(|name| format!("`{name}`")).collect();
    Diagnostic::error("A901", at, format!("`{}` does not bind `{name}`", norm.label))
        .also(Span::new(norm.span.start, norm.span.start), "the norm")
        .help(format!("it binds {}", bound.join(", ")))
}

/// A902, once for all of them.
fn untouched_norms(untouched: &[&Norm]) -> Option<Diagnostic> {
    /// So many are named.
    const NAMED: usize = 5;
    let first = untouched.first()?;
    let labels: Vec<String> = untouched.iter().take(NAMED).map(|norm| format!("`{}`", norm.label)).collect();
    let beyond = match untouched.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = match untouched.len() {
        1 => format!("no scenario expects anything of {}", labels.join(", ")),
        many => format!("no scenario expects anything of {many} norms: {}{beyond}", labels.join(", ")),
    };
    let span = Span::new(first.span.start, first.span.start);
    Some(Diagnostic::warning("A902", span, message).help(
        "tell in a scenario what would break the norm and what would not; `armistice test --coverage` lists what is shown",
    ))
}

fn no_word(word: &Id, what: &str, words: &'static [&'static str]) -> Diagnostic {
    let help = match nearest(&word.node, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the words are {}", words.join(", ")),
    };
    Diagnostic::error("A301", word.span, format!("`{}` {what}", short(&word.node))).help(help)
}
