//! Verb groups: `has not been fired`, `plan to start`, and whether a word that may be noun or verb is one.

use super::{Gathering, Kind, Shape, Verb, is_adverb};
use crate::items::{Item, ItemKind};
use crate::lexicon::{Form, Part, Sense};

/// What was taken before a main verb.
#[derive(Debug, Clone, Copy, Default)]
struct VerbState {
    at: usize,
    modal: Option<Part>,
    to: bool,
    have: bool,
    be: bool,
    does: bool,
    finite: bool,
    negated: bool,
    hedge: Option<usize>,
    last_auxiliary: Option<usize>,
    after_auxiliary: usize,
}

impl Gathering<'_, '_> {
    /// A verb group at this item.
    pub(super) fn verb(&self, at: usize) -> Option<(usize, Verb)> {
        let mut state = VerbState { at, ..VerbState::default() };
        while self.auxiliary(&mut state) {}
        let at_main = state.at;
        let main = self.item(at_main);
        if let Some(form) = main.and_then(|item| self.main_form(at_main, item, &state)) {
            let shape = match () {
                () if state.to => Shape::Infinitive,
                () if state.finite => Shape::Finite,
                () if form == Form::Ing
                    || state.have
                    || state.be && self.item(at).is_some_and(|item| item.lower == "being") =>
                {
                    Shape::Ing
                }
                () if form == Form::Participle => Shape::Reduced,
                () => Shape::Finite,
            };
            let passive = state.be && matches!(form, Form::Participle | Form::PastOrParticiple)
                || shape == Shape::Reduced;
            let is_lone =
                state.last_auxiliary.is_none() && matches!(form, Form::Participle | Form::PastOrParticiple);
            let shared = if is_lone { self.shares_auxiliary(at_main, form) } else { None };
            let shape = if shared.is_some() { Shape::Finite } else { shape };
            let passive = shared.map_or(passive, |(_, passive)| passive);
            let verb = Verb {
                main: at_main,
                form,
                shape,
                modal: state.modal,
                perfect: state.have || shared.is_some_and(|(perfect, _)| perfect),
                progressive: state.be && form == Form::Ing,
                passive,
                negated: state.negated,
                hedge: state.hedge,
                copula: false,
            };
            return Some((at_main + 1, verb));
        }
        // `is`, `has`, `did` with a noun behind.
        let bare = state.last_auxiliary?;
        let shape = if state.to {
            Shape::Infinitive
        } else if state.finite {
            Shape::Finite
        } else {
            Shape::Ing
        };
        let verb = Verb {
            main: bare,
            form: Form::Base,
            shape,
            modal: state.modal,
            perfect: false,
            progressive: false,
            passive: false,
            negated: state.negated,
            hedge: state.hedge,
            copula: state.be,
        };
        Some((state.after_auxiliary.max(bare + 1), verb))
    }

    /// Takes one word before the main verb: `will`, `not`, `have`, `be`, an adverb between.
    fn auxiliary(&self, state: &mut VerbState) -> bool {
        let Some(item) = self.item(state.at) else { return false };
        if let Some(is_within) = self.between(state, item) {
            state.at += usize::from(is_within);
            return is_within;
        }
        if item.joined || matches!(item.kind, ItemKind::Mark(_) | ItemKind::Number(_) | ItemKind::Possessive)
        {
            return false;
        }
        let modal = [Part::Future, Part::Would, Part::May, Part::Should, Part::Can]
            .into_iter()
            .find(|part| item.part(*part));
        let negative = item.lower.ends_with("n't") || item.part(Part::Not) || item.lower == "cannot";
        if let Some(part) = modal.filter(|_| !state.have && !state.be && !state.to) {
            state.modal = Some(part);
            state.finite = true;
        } else if (item.part(Part::To) || self.is_due_to(item)) && state.last_auxiliary.is_none() && !state.to
        {
            if !self.may_be_base(state.at + 1) {
                return false;
            }
            state.to = true;
        } else if item.part(Part::Have) && !state.be {
            state.have = true;
            state.finite |= !state.to && item.lower != "having";
        } else if item.part(Part::Be) || item.part(Part::Been) {
            state.be = true;
            state.finite |= !state.to && item.part(Part::Be) && item.lower != "be";
        } else if self.stands_for_be(state) {
            state.be = true;
            state.finite |= !state.to && !item.lower.ends_with("ing");
        } else if item.part(Part::Do) {
            state.does = true;
            state.finite |= !state.to;
        } else if item.part(Part::Not) {
            let is_before_verb = state.last_auxiliary.is_some()
                || self
                    .item(state.at + 1)
                    .is_some_and(|next| next.part(Part::To) || next.forms().next().is_some());
            if !is_before_verb {
                return false;
            }
            state.negated = true;
            state.at += 1;
            return true;
        } else if item.any_part(&[Part::Adverb, Part::Hedge])
            || is_adverb(item) && !item.part(Part::Adjective)
        {
            // `there have been`
            if state.last_auxiliary.is_none() && item.lower == "there" {
                return false;
            }
            let is_before_verb = state.last_auxiliary.is_some()
                || self
                    .item(state.at + 1)
                    .is_some_and(|next| next.forms().next().is_some() && !next.is_known_noun());
            if !is_before_verb {
                return false;
            }
            if item.part(Part::Hedge) {
                state.hedge = Some(state.at);
            }
            state.at += 1;
            return true;
        } else {
            return false;
        }
        state.negated |= negative;
        state.last_auxiliary = Some(state.at);
        state.at += 1;
        state.after_auxiliary = state.at;
        true
    }

    /// Whether a word between the parts of a verb group belongs to it; none if it may be one of its parts.
    fn between(&self, state: &VerbState, item: &Item<'_>) -> Option<bool> {
        let is_participle = |at: usize| {
            self.item(at).is_some_and(|next| {
                next.forms().any(|form| matches!(form, Form::Participle | Form::PastOrParticiple | Form::Ing))
            })
        };
        // `had “used artillery”`
        let is_opening = item.is_mark(&['“', '"', '«'])
            && state.last_auxiliary.is_some_and(|last| last + 1 == state.at)
            && is_participle(state.at + 1);
        if is_opening {
            return Some(true);
        }
        // `has since withdrawn`
        if state.have && item.lower == "since" {
            let next = self.item(state.at + 1);
            return Some(is_participle(state.at + 1) || next.is_some_and(|next| next.part(Part::Been)));
        }
        if let ItemKind::Time(_) = item.kind {
            // `has frequently accused`, `had in recent months been involved`
            let is_short = item.after == item.first + 1;
            let goes_on = state.have && self.item(state.at + 1).is_some_and(|next| next.part(Part::Been));
            return Some(state.last_auxiliary.is_some() && (is_short || goes_on));
        }
        // `had first fired into the air`, `have each accused the other`
        let is_aside = state.last_auxiliary.is_some()
            && matches!(item.lower.as_str(), "first" | "each" | "both" | "all")
            && is_participle(state.at + 1);
        is_aside.then_some(true)
    }

    /// `remains closed`, `stayed shut`: a verb of staying before a participle that tells an act.
    fn stands_for_be(&self, state: &VerbState) -> bool {
        const STAYS: [&str; 8] =
            ["remain", "remains", "remained", "remaining", "stay", "stays", "stayed", "staying"];
        let is_act = |item: &Item<'_>| {
            item.senses
                .iter()
                .any(|sense| matches!(sense, Sense::Act(_, Form::Participle | Form::PastOrParticiple)))
                && !item.is_known_noun()
        };
        if state.be || !self.item(state.at).is_some_and(|item| STAYS.contains(&item.lower.as_str())) {
            return false;
        }
        let next = self.item(state.at + 1).filter(|next| !next.any_part(&[Part::Adverb]) && !is_adverb(next));
        next.or_else(|| self.item(state.at + 2)).is_some_and(is_act)
    }

    fn may_be_base(&self, at: usize) -> bool {
        (at..at + 3)
            .find_map(|index| {
                let item = self.item(index)?;
                if item.any_part(&[Part::Adverb, Part::Not]) || is_adverb(item) {
                    return None;
                }
                Some(
                    item.any_part(&[Part::Be, Part::Have, Part::Do])
                        && matches!(item.lower.as_str(), "be" | "have" | "do")
                        || item.forms().any(|form| form == Form::Base) && !item.capital,
                )
            })
            .unwrap_or(false)
    }

    /// The form in which an item is the main verb behind what was taken, if it can be.
    fn main_form(&self, at: usize, item: &Item<'_>, state: &VerbState) -> Option<Form> {
        if item.joined
            || item.joins && !item.senses.iter().any(|sense| matches!(sense, Sense::Act(..)))
            || !matches!(item.kind, ItemKind::Word)
        {
            return None;
        }
        let has = |wanted: &[Form]| item.forms().find(|form| wanted.contains(form));
        let is_bare = !state.be && !state.have;
        if is_bare && (state.to || state.modal.is_some()) || state.does && !state.be {
            let is_unknown = !state.to && is_unknown(item) && !item.lower.ends_with("ly");
            return has(&[Form::Base]).or_else(|| is_unknown.then_some(Form::Base));
        }
        if state.be && is_unknown(item) && item.lower.ends_with("ing") {
            return Some(Form::Ing);
        }
        if state.be {
            return has(&[Form::Ing, Form::Participle, Form::PastOrParticiple]).filter(|_| {
                !item.part(Part::Adjective) || item.senses.iter().any(|sense| matches!(sense, Sense::Act(..)))
            });
        }
        if state.have {
            return has([Form::Participle, Form::PastOrParticiple, Form::Base]
                .get(..if state.negated { 3 } else { 2 })?);
        }
        if likeliest(item) == Some(Form::Base) && self.is_seen_doing(at, item) {
            return Some(Form::Past);
        }
        self.lone_form(at, item)
    }

    /// `denies it and says`, `demands silence, then breaks it`
    fn is_joined(&self, at: usize, before: Option<&Kind>) -> bool {
        let then = at.checked_sub(1).and_then(|then| self.item(then));
        matches!(before, Some(Kind::And))
            || matches!(before, Some(Kind::Comma)) && then.is_some_and(|item| item.lower == "then")
    }

    /// The form of a verb without a word before it that would tell.
    fn lone_form(&self, at: usize, item: &Item<'_>) -> Option<Form> {
        let form = likeliest(item)?;
        let before = self
            .chunks
            .iter()
            .rev()
            .map(|chunk| &chunk.kind)
            .find(|kind| !matches!(kind, Kind::Time(_) | Kind::Adverb | Kind::Hedge));
        let next = self.item(at + 1);
        let next_opens = next.is_some_and(opens_object);
        let next_is_prep = next.is_some_and(|next| next.any_part(&[Part::Preposition, Part::By]));
        let is_noun = item.is_known_noun();
        let follows_noun = matches!(before, Some(Kind::Noun { .. } | Kind::ParenClose));
        let goes_on = self.is_joined(at, before) && self.has_present_verb();
        let is_relative = matches!(before, Some(Kind::Relative));
        let is_adjective = item.part(Part::Adjective) && !(follows_noun && (next_opens || next_is_prep));
        if is_adjective || self.is_no_verb(item, before) {
            return None;
        }
        let fits = match form {
            Form::Past | Form::PastOrParticiple if self.is_before_noun(at, before) => false,
            Form::Past | Form::PastOrParticiple => {
                // `shot and wounded two men`
                let goes_with = matches!(before, Some(Kind::And)) && self.verb_before_and_is_base();
                !is_noun
                    || (follows_noun || goes_with && next_opens)
                        && (next_opens || next_is_prep || next.is_none())
                    || follows_noun && self.joins_a_past(at + 1)
            }
            Form::Third | Form::Base if self.is_barred(at, form, follows_noun, is_noun) => false,
            Form::Third if goes_on => !is_noun || next_opens,
            Form::Third => {
                is_relative && (!is_noun || next_opens)
                    || follows_noun
                        && (!is_noun
                            || self.is_agent_before()
                                && (next_opens || next_is_prep || next.is_some_and(Item::is_known_noun))
                            || next_opens)
            }
            Form::Base => {
                // `by land and air.`
                let is_listed = self.joins_a_governed_noun()
                    && next.is_none_or(|next| matches!(next.kind, ItemKind::Mark(_)));
                let after_verb =
                    matches!(before, Some(Kind::And)) && self.verb_before_and_is_base() && !is_listed;
                (after_verb
                    || follows_noun && (self.is_subjunctive() || self.is_behind_open_modal())
                    || is_relative && self.is_plural_before())
                    && (!is_noun || next_opens)
                    || follows_noun && self.is_plural_before() && (!is_noun || next_opens) && !item.capital
                    || follows_noun && !is_noun && next_opens && !item.capital && self.is_agent_before()
            }
            Form::Ing => {
                let is_governed = matches!(
                    before,
                    Some(
                        Kind::Verb(_)
                            | Kind::Sub
                            | Kind::By
                            | Kind::Of
                            | Kind::Prep
                            | Kind::Comma
                            | Kind::And
                            | Kind::Adverb
                            | Kind::Hedge
                    ) | None
                );
                (!is_noun
                    || next_opens
                    || next.is_some_and(|next| next.is_known_noun() && !next.part(Part::And)) && is_governed)
                    && (is_governed || follows_noun)
            }
            Form::Participle => {
                follows_noun
                    || matches!(before, Some(Kind::Comma | Kind::Adverb))
                    || self.shares_auxiliary(at, form).is_some()
            }
        };
        fits.then_some(form)
    }

    /// Whether a verb in the present cannot be one here: its noun has a verb, another verb follows, or its noun still waits for more.
    fn is_barred(&self, at: usize, form: Form, follows_noun: bool, is_noun: bool) -> bool {
        // `denies having fired`
        let is_having = self.item(at + 1).is_some_and(|next| next.lower == "having");
        follows_noun && self.is_taken_before(is_noun)
            || self.is_verb_at(at + 1) && !is_having
            // `four army trucks stood`: a number with a singular is no subject.
            || form == Form::Third && follows_noun && self.is_open_group()
    }

    /// A word that is only guessed to be a verb is none where anything else can stand.
    fn is_no_verb(&self, item: &Item<'_>, before: Option<&Kind>) -> bool {
        let is_guess = item.senses.iter().any(|sense| matches!(sense, Sense::Guess(_)));
        let has_room = matches!(before, Some(Kind::Noun { .. } | Kind::ParenClose | Kind::Relative))
            || matches!(before, Some(Kind::And)) && self.verb_before_and_is_base();
        is_guess && !has_room
    }

    /// `in occupied homes`, `removed damaged vehicles`: a participle before a noun, where no verb can stand.
    fn is_before_noun(&self, at: usize, before: Option<&Kind>) -> bool {
        let next_is_noun = self.item(at + 1).is_some_and(|next| {
            next.is_known_noun()
                || (next.senses.is_empty() || next.part(Part::Adjective))
                    && matches!(next.kind, ItemKind::Word)
        });
        next_is_noun
            && match before {
                None | Some(Kind::Prep | Kind::Of | Kind::By | Kind::According | Kind::Break) => true,
                Some(Kind::Verb(verb)) => !verb.copula,
                // `the final, fully verified withdrawal`
                Some(Kind::Comma) => {
                    at.checked_sub(1).and_then(|before| self.item(before)).is_some_and(is_adverb)
                }
                _ => false,
            }
    }

    /// `denies this and says that`: whether a verb in the present was told before.
    fn has_present_verb(&self) -> bool {
        self.chunks.iter().any(|chunk| {
            matches!(&chunk.kind, Kind::Verb(verb) if verb.shape == Shape::Finite && verb.form == Form::Third)
        })
    }

    fn is_agent_before(&self) -> bool {
        let Some(chunk) = self.chunks.iter().rev().find(|chunk| matches!(chunk.kind, Kind::Noun { .. }))
        else {
            return false;
        };
        self.item(chunk.after.saturating_sub(1)).is_some_and(|item| {
            // `live shelling drills`: fire is of nobody.
            let is_deed = item.senses.iter().any(|sense| matches!(sense, Sense::ActNoun(_)));
            item.is_pronoun()
                || item.senses.iter().filter(|_| !is_deed).any(|sense| {
                    matches!(
                        sense,
                        Sense::Actor(_)
                            | Sense::Joint(_)
                            | Sense::Role(_)
                            | Sense::Capital(_)
                            | Sense::Part(Part::Unnamed)
                    )
                })
        })
    }

    /// `should the army go further`, `nor did they give notice`: a verb whose first word stands before its subject.
    fn is_behind_open_modal(&self) -> bool {
        let mut chunks = self.chunks.iter().rev().skip_while(|chunk| matches!(chunk.kind, Kind::Adverb));
        let noun = chunks.next();
        let modal = chunks.next().filter(|chunk| {
            matches!(&chunk.kind, Kind::Verb(verb) if chunk.after == chunk.first + 1 && verb.main == chunk.first)
        });
        noun.is_some_and(|chunk| matches!(chunk.kind, Kind::Noun { .. }))
            && modal
                .and_then(|chunk| self.item(chunk.first))
                .is_some_and(|item| matches!(item.lower.as_str(), "should" | "did" | "does" | "do"))
    }

    fn verb_before_and_is_base(&self) -> bool {
        // `completed and plan`: a past before it says as little against it as a base.
        self.chunks.iter().rev().any(|chunk| matches!(&chunk.kind, Kind::Verb(verb) if !verb.copula))
    }
}

/// The form in which a word is a verb rather than in another.
fn likeliest(item: &Item<'_>) -> Option<Form> {
    item.forms().max_by_key(|form| match form {
        Form::Past | Form::PastOrParticiple => 4,
        Form::Third => 3,
        Form::Ing => 2,
        Form::Participle => 1,
        Form::Base => 0,
    })
}

/// A plain word of which nothing is known: behind `will` or `did not` it can only be a verb.
fn is_unknown(item: &Item<'_>) -> bool {
    item.senses.is_empty()
        && matches!(item.kind, ItemKind::Word)
        && item.lower.len() > 2
        && !item.capital
        && !item.joins
        && item.lower.chars().all(char::is_alphabetic)
}

/// Whether a noun group that can only be an object, or a complement, begins with this item.
pub(super) fn opens_object(next: &Item<'_>) -> bool {
    next.any_part(&[
        Part::Determiner,
        Part::To,
        Part::That,
        Part::No,
        Part::ObjectPronoun,
        Part::ThingPronoun,
    ]) || next.senses.iter().any(|sense| {
        matches!(
            sense,
            Sense::Actor(_) | Sense::Own(_) | Sense::Place(_) | Sense::Joint(_) | Sense::People(_)
        )
    }) || matches!(next.kind, ItemKind::Number(_) | ItemKind::Time(_))
}
