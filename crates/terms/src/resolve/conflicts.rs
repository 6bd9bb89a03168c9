//! Demands that meet: a duty to do what another norm bans (A505, A604), two states that exclude one another (A604),
//! and an exception that leaves nothing of its norm (A603).
//!
//! Said only where the text alone shows it: classes, places and times are compared without a map.

use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::Name;

use crate::model::{Ban, Bearers, ClassSet, Deed, Exception, Geometry, Norm, Place, Rule, Upkeep, Window};
use crate::resolve::norms::Sentences;
use crate::resolve::overlap::{
    Stretch, do_classes_meet, do_places_meet, is_class_within, is_place_within, share_a_bearer,
};
use crate::resolve::scope::Scope;
use crate::resolve::stretches;
use crate::vocabulary::Vocabulary;
use crate::{Diagnostic, Span};

/// More pairs of norms are not compared: the longest agreements have some thousands.
const MAX_PAIRS: usize = 200_000;

/// Compares every duty with every ban, every state with every other, and every exception with its norms.
pub(super) fn check(
    scope: &Scope<'_>,
    geometry: &Geometry,
    sentences: &Sentences,
    out: &mut Vec<Diagnostic>,
) {
    let mut clerk = Clerk { scope, geometry, sentences, verbs: BTreeMap::new(), pairs: 0 };
    clerk.duties_and_bans(out);
    clerk.states(out);
    clerk.exceptions(out);
    if clerk.pairs > MAX_PAIRS {
        let message = format!("more than {MAX_PAIRS} pairs of norms would have to be compared");
        out.push(
            Diagnostic::error("A002", Span::default(), message)
                .help("split the file into several agreements"),
        );
    }
}

/// What must not be done.
struct Forbidden<'a> {
    norm: &'a Norm,
    verb: &'a Name,
    objects: &'a ClassSet,
    place: &'a Place,
    stretch: Option<Stretch>,
    /// Whether it holds for every purpose.
    is_plain: bool,
}

/// What must be done.
struct Required<'a> {
    norm: &'a Norm,
    verb: &'a Name,
    objects: ClassSet,
    place: &'a Place,
    stretch: Option<Stretch>,
    /// In each of which times, where it must be done again and again.
    window: Option<Window>,
    /// Whether all things of the class are meant, wherever they are.
    is_all: bool,
}

struct Clerk<'a> {
    scope: &'a Scope<'a>,
    geometry: &'a Geometry,
    sentences: &'a Sentences,
    /// Whether one verb is another, as far as that was asked.
    verbs: BTreeMap<(&'a Name, &'a Name), bool>,
    pairs: usize,
}

impl<'a> Clerk<'a> {
    fn words(&self) -> &'a Vocabulary {
        &self.scope.words.vocabulary
    }

    fn instrument(&self, norm: &Norm) -> usize {
        self.scope.instrument(Some(norm.section))
    }

    fn duties_and_bans(&mut self, out: &mut Vec<Diagnostic>) {
        let (forbidden, required) = (self.forbidden(), self.required());
        for duty in &required {
            for ban in &forbidden {
                if ban.norm.label == duty.norm.label || !self.is_verb(duty.verb, ban.verb) {
                    continue;
                }
                self.pairs += 1;
                if self.pairs > MAX_PAIRS {
                    return;
                }
                out.extend(self.duty_and_ban(duty, ban));
            }
        }
    }

    /// A604 where every way to do the duty is banned, A505 where some are.
    fn duty_and_ban(&self, duty: &Required<'_>, ban: &Forbidden<'_>) -> Option<Diagnostic> {
        let words = self.words();
        let is_touched = share_a_bearer(&duty.norm.bearers, &ban.norm.bearers)
            && do_classes_meet(words, &duty.objects, ban.objects)
            && do_places_meet(self.geometry, duty.place, ban.place)
            && (duty.is_all
                || !matches!(duty.place, Place::Everywhere)
                || matches!(ban.place, Place::Everywhere));
        let (own, other) = (duty.stretch?, ban.stretch?);
        if !is_touched || !own.meets(other) || self.is_opened(duty, ban) {
            return None;
        }
        // What must be done in each month cannot be done in one that the ban fills.
        let fills = |window| stretches::holds(self.scope, own.shared(other), window);
        let is_whole = ban.is_plain
            && (own.is_within(other) || duty.window.is_some_and(fills))
            && is_class_within(words, &duty.objects, ban.objects)
            && is_place_within(self.geometry, duty.place, ban.place);
        let diagnostic = if is_whole {
            let message = format!(
                "`{}` demands what `{}` bans, and neither gives way",
                duty.norm.label, ban.norm.label
            );
            Diagnostic::error("A604", self.label(duty.norm), message).help(format!(
                "write `exception to {}` for what is allowed, or exclude it there by class, place or time",
                ban.norm.label
            ))
        } else {
            let message = format!("`{}` may need an act that `{}` bans", duty.norm.label, ban.norm.label);
            Diagnostic::warning("A505", self.label(duty.norm), message).help(format!(
                "if it does, write `exception to {}`; if not, say where or by which class the two part",
                ban.norm.label
            ))
        };
        Some(
            diagnostic
                .marked(format!("requires `{}`{}", duty.verb, self.article(duty.norm)))
                .also(self.label(ban.norm), format!("bans `{}`{}", ban.verb, self.article(ban.norm))),
        )
    }

    /// Whether an exception to the ban may open what the duty needs.
    fn is_opened(&self, duty: &Required<'_>, ban: &Forbidden<'_>) -> bool {
        let words = self.words();
        self.sentences.exceptions.iter().any(|exception| {
            exception.to.contains(&ban.norm.label)
                && share_a_bearer(&exception.bearers, &duty.norm.bearers)
                && (words.is_a(duty.verb.as_str(), exception.verb.as_str())
                    || words.is_a(exception.verb.as_str(), duty.verb.as_str()))
                && do_classes_meet(words, &exception.objects, &duty.objects)
        })
    }

    fn forbidden(&self) -> Vec<Forbidden<'a>> {
        let mut found = Vec::new();
        for norm in self.awake() {
            let stretch = stretches::of_norm(self.scope, norm, self.instrument(norm));
            match &norm.rule {
                // Beside a ban for some hours or purposes, there is room for a duty.
                Rule::Ban(ban) if norm.hours.is_none() && ban.purposes.is_empty() => {
                    let Ban { verb, objects, place, .. } = ban;
                    let is_plain = ban.except_for.is_empty();
                    found.push(Forbidden { norm, verb, objects, place, stretch, is_plain });
                }
                // What was withdrawn for good from a place must not come back to it.
                Rule::Deed(deed @ Deed { permanently: true, out_of: Some(place), all_of: objects, .. }) => {
                    let Some(verb) = self.words().inverse(deed.verb.as_str()) else { continue };
                    let done = stretches::of_deed(self.scope, norm, deed, self.instrument(norm));
                    let from = done.and_then(|done| done.until);
                    let stretch = from.map(|from| Stretch { from, until: stretch.and_then(|one| one.until) });
                    if deed.objects.is_empty() {
                        found.push(Forbidden { norm, verb, objects, place, stretch, is_plain: true });
                    }
                }
                _ => {}
            }
        }
        found
    }

    fn required(&self) -> Vec<Required<'a>> {
        let mut found = Vec::new();
        for norm in self.awake() {
            let instrument = self.instrument(norm);
            match &norm.rule {
                Rule::Deed(deed) => {
                    let is_all = deed.objects.is_empty();
                    let objects = if is_all {
                        deed.all_of.clone()
                    } else {
                        let any_of = deed.objects.iter().map(|limit| limit.of.clone()).collect();
                        ClassSet { any_of, excluding: Vec::new() }
                    };
                    let stretch = stretches::of_deed(self.scope, norm, deed, instrument);
                    let place = deed.to.as_ref().unwrap_or(&deed.place);
                    let (verb, window) = (&deed.verb, None);
                    found.push(Required { norm, verb, objects, place, stretch, window, is_all });
                }
                Rule::Rate(rate) if rate.is_floor && rate.limit.number > 0 => {
                    let (verb, objects, place) = (&rate.verb, rate.things(), &rate.place);
                    let stretch = stretches::of_norm(self.scope, norm, instrument);
                    let window = Some(rate.window);
                    found.push(Required { norm, verb, objects, place, stretch, window, is_all: false });
                }
                _ => {}
            }
        }
        found
    }

    /// Norms that need no violation of another to wake.
    fn awake(&self) -> impl Iterator<Item = &'a Norm> + use<'a> {
        let sentences = self.sentences;
        let woken: BTreeSet<&Name> = sentences.norms.iter().flat_map(|norm| &norm.failing_which).collect();
        sentences.norms.iter().filter(move |norm| !woken.contains(&norm.label))
    }

    fn is_verb(&mut self, narrow: &'a Name, wide: &'a Name) -> bool {
        let words = self.words();
        *self.verbs.entry((narrow, wide)).or_insert_with(|| words.is_a(narrow.as_str(), wide.as_str()))
    }

    /// Two duties to keep the same things in opposite states (A604).
    fn states(&mut self, out: &mut Vec<Diagnostic>) {
        let words = self.words();
        let kept: Vec<(&Norm, &Upkeep)> = self
            .awake()
            .filter_map(|norm| match &norm.rule {
                Rule::Upkeep(upkeep) => Some((norm, upkeep)),
                _ => None,
            })
            .collect();
        for (index, (norm, upkeep)) in kept.iter().enumerate() {
            for (other_norm, other) in kept.iter().skip(index + 1) {
                self.pairs += 1;
                if self.pairs > MAX_PAIRS {
                    return;
                }
                let opposite = |state: &&Name| {
                    other.states.iter().any(|there| {
                        words.inverse(state.as_str()) == Some(there)
                            || words.inverse(there.as_str()) == Some(*state)
                    })
                };
                let Some(state) = upkeep.states.iter().find(opposite) else { continue };
                let own = stretches::of_norm(self.scope, norm, self.instrument(norm));
                let its = stretches::of_norm(self.scope, other_norm, self.instrument(other_norm));
                let meet_in_time = own.zip(its).is_some_and(|(own, its)| own.meets(its));
                if !meet_in_time
                    || !share_a_bearer(&norm.bearers, &other_norm.bearers)
                    || !do_classes_meet(words, &upkeep.classes, &other.classes)
                    || !do_places_meet(self.geometry, &upkeep.place, &other.place)
                {
                    continue;
                }
                let message = format!(
                    "`{}` and `{}` demand opposite states of the same things",
                    norm.label, other_norm.label
                );
                out.push(
                    Diagnostic::error("A604", self.label(other_norm), message)
                        .marked(format!("demands the opposite{}", self.article(other_norm)))
                        .also(self.label(norm), format!("demands `{state}`{}", self.article(norm)))
                        .help("exclude one from the other by class, place or time"),
                );
            }
        }
    }

    /// Exceptions without a condition that cover all that their norm bans (A603).
    fn exceptions(&self, out: &mut Vec<Diagnostic>) {
        for exception in &self.sentences.exceptions {
            let norms = self.sentences.norms.iter().filter(|norm| exception.to.contains(&norm.label));
            for norm in norms.filter(|norm| self.covers(exception, norm)) {
                let message =
                    format!("the exception `{}` leaves nothing of `{}`", exception.label, norm.label);
                out.push(
                    Diagnostic::error("A603", self.label_at(exception.span), message)
                        .also(self.label(norm), "the norm")
                        .help("give it a condition, a purpose, a class or a place of its own; or take the norm out"),
                );
            }
        }
    }

    fn covers(&self, exception: &Exception, norm: &Norm) -> bool {
        let Rule::Ban(ban) = &norm.rule else { return false };
        let words = self.words();
        let instrument = self.instrument(norm);
        let opened =
            stretches::of_exception(self.scope, exception, self.scope.instrument(Some(exception.section)));
        // An exception without a beginning opens from the first day on that the norm binds.
        let is_always = exception.conditions.is_empty()
            && exception.lasts.is_none()
            && exception.hours.is_none()
            && (exception.from.is_none() && exception.until.is_none()
                || stretches::of_norm(self.scope, norm, instrument)
                    .zip(opened)
                    .is_some_and(|(bound, opened)| bound.is_within(opened)));
        is_always
            && exception.purposes.is_empty()
            && !matches!(norm.bearers, Bearers::Anyone(_))
            && norm.bearers.names().iter().all(|name| exception.bearers.names().contains(name))
            && words.is_a(ban.verb.as_str(), exception.verb.as_str())
            && is_class_within(words, &ban.objects, &exception.objects)
            && is_place_within(self.geometry, &ban.place, &exception.place)
    }

    fn article(&self, norm: &Norm) -> String {
        match self.scope.sections.get(norm.section) {
            Some(section) if !section.title.is_empty() => format!(", {}", section.title),
            _ => String::new(),
        }
    }

    fn label(&self, norm: &Norm) -> Span {
        self.label_at(norm.span)
    }

    /// The first word of a statement.
    fn label_at(&self, statement: Span) -> Span {
        self.scope.label_of(statement)
    }
}
