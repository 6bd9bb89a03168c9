//! Which clauses may claim anything, and which act their verb stands for.

use super::Reader;
use crate::chunks::{Kind, Shape};
use crate::claim::Class;
use crate::clauses::{Clause, Link};
use crate::lexicon::{Act, Effect, Part, Sense, SpeechKind};
use crate::{modality, slots};

impl Reader<'_, '_, '_> {
    /// Whether a clause of this shape may claim anything: purposes, definitions, conditions and fears do not.
    pub(super) fn may_claim(&self, index: usize, clause: &Clause) -> bool {
        let Some(verb) = self.sentence.verb(clause) else { return false };
        let governed = modality::governor(self.sentence, index).is_some();
        let above = clause.governor.and_then(|above| self.sentence.clauses.get(above));
        let spoken =
            above.and_then(|above| self.sentence.speech(above)).is_some_and(|kind| kind != SpeechKind::Say);
        let told = above.is_some_and(|above| self.sentence.speech(above).is_some());
        let before = clause.verb.checked_sub(1).and_then(|before| self.sentence.kind(before));
        match (clause.link, verb.shape) {
            (Link::If, _) => false,
            _ if self.is_below_condition(clause) => false,
            _ if self.is_aim(clause) || self.is_asked(clause) => false,
            (Link::Relative, _) => !self.is_definition(clause),
            (Link::Reduced, _) => {
                !clause.agent.is_empty()
                    || self.is_agreement_reached(clause)
                    || self.is_seen_act(index, clause)
                    || clause.governor.is_some_and(|above| self.leaves_hurt(above) && above + 1 == index)
            }
            (_, Shape::Infinitive) => {
                governed
                    || spoken
                    || modality::noun_before(self.sentence, clause).is_some()
                    || told && !clause.subject.is_empty() && clause.link == Link::Controlled
            }
            (Link::Controlled, Shape::Ing) => {
                governed
                    || self.accused(index).is_some()
                    || self.is_included(clause)
                    || matches!(before, Some(Kind::Noun { .. })) && !clause.subject.is_empty()
                    || self.is_seen(index, clause)
                    || spoken
            }
            (Link::And, Shape::Ing) => {
                governed
                    || self.accused(index).is_some()
                    || self.is_included(clause)
                    || self.goes_on_telling(index, clause)
            }
            (Link::Sub, Shape::Ing) => self.sub_word(clause) != "without",
            (Link::Sub, Shape::Finite) => {
                const OPEN: [&str; 9] = [
                    "before",
                    "until",
                    "once",
                    "when",
                    "whenever",
                    "till",
                    "as soon as",
                    "after",
                    "wherever",
                ];
                let word = self.sub_word(clause);
                // `would follow once the mines had been lifted`
                let is_ahead = matches!(word, "once" | "until" | "till" | "as soon as")
                    && self.sentence.clauses.iter().any(|other| {
                        self.sentence
                            .verb(other)
                            .is_some_and(|verb| matches!(verb.modal, Some(Part::Future | Part::Would)))
                    });
                word != "so that" && !is_ahead && (!OPEN.contains(&word) || !self.is_present(clause))
            }
            _ => true,
        }
    }

    /// `if they fail to hand over the list`: what stands below a condition is one.
    fn is_below_condition(&self, clause: &Clause) -> bool {
        let above = clause.governor.and_then(|above| self.sentence.clauses.get(above));
        above.is_some_and(|above| above.link == Link::If && above.verb < clause.verb)
            && matches!(clause.link, Link::Controlled | Link::And)
    }

    /// `…, relaying mines and widening tracks`: a participle behind `and` tells what the one before tells.
    fn goes_on_telling(&self, index: usize, clause: &Clause) -> bool {
        let before =
            index.checked_sub(1).and_then(|before| Some((before, self.sentence.clauses.get(before)?)));
        before.is_some_and(|(before, other)| {
            other.governor == clause.governor
                && matches!(other.link, Link::Participial | Link::Sub)
                && self.sentence.verb(other).is_some_and(|verb| verb.shape == Shape::Ing)
                && self.may_claim(before, other)
        })
    }

    /// `a pact meant to keep them apart`, `their aim is to hold the hill`: an aim is no act.
    fn is_aim(&self, clause: &Clause) -> bool {
        const AIMS: [&str; 10] =
            ["purpose", "aim", "goal", "task", "mission", "role", "idea", "intention", "objective", "duty"];
        let is_infinitive = self.sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Infinitive);
        let Some(above) = clause.governor.and_then(|above| self.sentence.clauses.get(above)) else {
            return false;
        };
        // `a truce that was meant to silence the guns`
        let is_relative = above.link == Link::Relative
            && self.sentence.verb(above).is_some_and(|verb| verb.passive)
            && self
                .sentence
                .verb(above)
                .and_then(|verb| self.sentence.items.list.get(verb.main))
                .is_some_and(|item| {
                    matches!(item.lower.as_str(), "meant" | "intended" | "designed" | "supposed" | "aimed")
                });
        // `The truce was meant to end the fighting.`
        let is_main = self.sentence.verb(above).is_some_and(|verb| verb.passive)
            && self
                .sentence
                .verb(above)
                .and_then(|verb| self.sentence.items.list.get(verb.main))
                .is_some_and(|item| {
                    matches!(item.lower.as_str(), "meant" | "intended" | "designed" | "aimed")
                });
        let is_meant = (above.link == Link::Reduced && above.agent.is_empty() || is_relative || is_main)
            && above.verb < clause.verb;
        let is_copula = self.sentence.verb(above).is_some_and(|verb| verb.copula);
        let mut subject = above.subject.iter().flat_map(|chunk| self.sentence.of(*chunk));
        is_infinitive && (is_meant || is_copula && subject.any(|item| AIMS.contains(&item.lower.as_str())))
    }

    /// `could not say who had fired`: behind a verb, a question is asked and nothing is told.
    fn is_asked(&self, clause: &Clause) -> bool {
        let first = clause.first;
        let relative = (first.saturating_sub(1)..clause.verb)
            .find(|at| matches!(self.sentence.kind(*at), Some(Kind::Relative | Kind::If)));
        let word =
            relative.and_then(|at| self.sentence.of(at).first()).map_or("", |item| item.lower.as_str());
        let before = relative.and_then(|at| at.checked_sub(1)).and_then(|at| self.sentence.kind(at));
        let is_of = matches!(before, Some(Kind::Of | Kind::Prep)) && matches!(word, "who" | "whether");
        // `Who fired is being looked into.`
        let opens = relative == Some(0)
            && matches!(word, "who" | "whether" | "which" | "whose")
            && self.sentence.clauses.len() > 1;
        if opens {
            return true;
        }
        matches!(word, "who" | "which" | "whether" | "whose" | "where")
            && (matches!(before, Some(Kind::Verb(verb)) if !verb.copula)
                || relative.is_some_and(|at| self.is_open(at)))
            || is_of
    }

    /// `it was not clear who had fired`, `unsure whether`: what stands before the question leaves it open.
    fn is_open(&self, relative: usize) -> bool {
        const OPEN: [&str; 14] = [
            "clear",
            "unclear",
            "known",
            "unknown",
            "certain",
            "uncertain",
            "sure",
            "unsure",
            "established",
            "apparent",
            "evident",
            "question",
            "matter",
            "mystery",
        ];
        let before = (relative.saturating_sub(2)..relative).flat_map(|at| self.sentence.of(at));
        before.last().is_some_and(|item| OPEN.contains(&item.lower.as_str()))
    }

    /// Whether the first word of the verb stands in the present.
    pub(super) fn is_present(&self, clause: &Clause) -> bool {
        let first = self.sentence.of(clause.verb).first().map_or("", |item| item.lower.as_str());
        let form = self.sentence.verb(clause).map(|verb| verb.form);
        match first {
            "is" | "are" | "has" | "have" | "do" | "does" | "will" | "can" | "may" => true,
            "was" | "were" | "had" | "did" | "would" | "could" => false,
            _ => matches!(form, Some(crate::lexicon::Form::Third | crate::lexicon::Form::Base)),
        }
    }

    pub(super) fn sub_word(&self, clause: &Clause) -> &str {
        let before = clause.first.checked_sub(1);
        before.and_then(|before| self.sentence.of(before).first()).map_or("", |item| item.lower.as_str())
    }

    /// `the line that bisects the country`: the present tense behind a relative says what a thing is.
    fn is_definition(&self, clause: &Clause) -> bool {
        // `the posts which were withdrawn under the agreement`: without a comma, a day or a doer it only tells which.
        let relative = (clause.first..clause.verb)
            .find(|at| matches!(self.sentence.kind(*at), Some(Kind::Relative)))
            .and_then(|at| at.checked_sub(1));
        // `Any work that the force has not allowed is a breach.`
        let is_any = (clause.first.saturating_sub(1)..clause.verb)
            .find(|at| matches!(self.sentence.kind(*at), Some(Kind::Relative)))
            .and_then(|at| self.sentence.of(at.checked_sub(1)?).first())
            .is_some_and(|item| matches!(item.lower.as_str(), "any" | "every" | "whatever" | "no"));
        let is_apart = relative
            .is_some_and(|before| !matches!(self.sentence.kind(before), Some(Kind::Comma)))
            && clause.agent.is_empty()
            && clause.times.is_empty()
            && self.sentence.verb(clause).is_some_and(|verb| verb.passive && verb.modal.is_none());
        if is_apart || is_any {
            return true;
        }
        self.sentence.verb(clause).is_none_or(|verb| {
            verb.modal.is_none()
                && !verb.perfect
                && matches!(verb.form, crate::lexicon::Form::Third | crate::lexicon::Form::Base)
        })
    }

    fn is_agreement_reached(&self, clause: &Clause) -> bool {
        let is_agreement = clause
            .subject
            .iter()
            .any(|chunk| self.sentence.of(*chunk).iter().any(|item| item.senses.contains(&Sense::Agreement)));
        is_agreement && self.sentence.senses(clause).iter().any(|sense| matches!(sense, Sense::Act(act, _) if self.context.lexicon.act(*act).is_some_and(|act| act.class == Class::Talk || act.class == Class::Pact)))
    }

    /// `the agreement, which included creating zones`: what was promised in it.
    pub(super) fn is_included(&self, clause: &Clause) -> bool {
        let above = clause.governor.and_then(|above| self.sentence.clauses.get(above));
        above
            .and_then(|above| self.sentence.verb(above))
            .and_then(|verb| self.sentence.items.list.get(verb.main))
            .is_some_and(|item| item.lower.starts_with("includ"))
    }

    /// `detected shells fired from the coast`: what was seen was done.
    fn is_seen_act(&self, index: usize, clause: &Clause) -> bool {
        let above =
            clause.governor.filter(|above| *above < index).and_then(|above| self.sentence.clauses.get(above));
        let detects = |sense: &Sense| matches!(sense, Sense::Act(act, _) if self.context.lexicon.act(*act).is_some_and(|act| act.action == "detect"));
        // `saw a launcher parked near the line`
        let is_force = self
            .act(index, clause)
            .and_then(|(act, _)| self.context.lexicon.act(act))
            .is_some_and(|act| matches!(act.class, Class::Force | Class::Deploy));
        is_force && above.is_some_and(|above| self.sentence.senses(above).iter().any(detects))
    }

    /// `found him moving`: whoever was found moved, which is told by the finding.
    fn is_seen(&self, index: usize, clause: &Clause) -> bool {
        let above =
            clause.governor.filter(|above| *above < index).and_then(|above| self.sentence.clauses.get(above));
        let is_ing = self.sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Ing);
        let detects = |sense: &Sense| matches!(sense, Sense::Act(act, _) if self.context.lexicon.act(*act).is_some_and(|act| act.action == "detect"));
        is_ing
            && clause.link == Link::Controlled
            && above.is_some_and(|above| self.sentence.senses(above).iter().any(detects))
    }

    /// The act that a verb stands for: by what it is done to, the agreement's own words before those of the base.
    pub(super) fn act(&self, index: usize, clause: &Clause) -> Option<(u16, &'static str)> {
        let lexicon = self.context.lexicon;
        let acts = self.sentence.senses(clause).iter().filter_map(|sense| match sense {
            Sense::Act(act, _) => Some(*act),
            _ => None,
        });
        let fits = |act: u16| {
            let entry = lexicon.act(act).filter(|act| !act.needs.is_empty())?;
            let how = slots::has_needed(lexicon, self.sentence, clause, &entry.needs, &self.context.units)
                .or_else(|| {
                    // `Shells crashed into a market`: what it happens to stands before it.
                    let holds =
                        |chunk: &usize| slots::holds_needed(lexicon, self.sentence, *chunk, &entry.needs);
                    (entry.undergone && clause.subject.iter().any(holds)).then_some(2)
                })
                .filter(|_| !entry.needs_object || self.is_done_to(clause))
                .filter(|_| entry.class != Class::Movement || !self.hands_on(clause));
            how.map(|how| (how, entry.rank, act))
        };
        let free = |act: &u16| lexicon.act(*act).is_some_and(|act| act.needs.is_empty());
        // What it is done to tells the act; of two that fit as well, the one that is told first.
        let by_need = || {
            let fitting = acts.clone().filter_map(fits);
            fitting.max_by_key(|(how, rank, act)| (*rank, *how, std::cmp::Reverse(*act))).map(|(.., act)| act)
        };
        if self.leaves_hurt(index) {
            return None;
        }
        let with = self.with_noun(clause);
        if let Some(answer) = self.answered_with(clause, with) {
            return Some(answer);
        }
        if let Some(act) = self.left_behind(clause).or_else(|| self.declared_void(clause)) {
            return Some((act, "V1"));
        }
        if let Some(act) = self.stands(clause) {
            return Some((act, "V14"));
        }
        if let Some(act) = self.aimed_at(clause) {
            return Some((act, "V2"));
        }
        // `began its river-crossing exercise`: what is begun is the act.
        if let Some(act) = self.carried(clause) {
            let is_itself =
                clause.objects.is_empty() && self.sentence.verb(clause).is_some_and(|verb| !verb.passive);
            return Some((act, if is_itself { "V3" } else { "V2" }));
        }
        if let Some(act) = by_need().or_else(|| {
            acts.clone().filter(free).max_by_key(|act| lexicon.act(*act).map_or(0, |act| act.rank))
        }) {
            return Some((act, "V1"));
        }
        if let Some(act) = self.of_known_doer(clause) {
            return Some((act, "V11"));
        }
        if let Some(act) = self.stays(clause) {
            return Some((act, "V14"));
        }
        // `carried out an inspection`, `began the demolition`
        let carries = self
            .sentence
            .senses(clause)
            .iter()
            .any(|sense| matches!(sense, Sense::Support(_) | Sense::Control(..)));
        let objects = if self.sentence.verb(clause)?.passive { &clause.subject } else { &clause.objects };
        let noun = objects.iter().find_map(|chunk| slots::act_noun(self.sentence, *chunk));
        let noun = noun.or(with);
        if let Some((act, _)) = noun.filter(|_| carries) {
            return Some((act, "V2"));
        }
        self.told_by_subject(index, clause)
    }

    /// `The raid left twelve people wounded`: what happened to whom it left so is the act.
    fn leaves_hurt(&self, index: usize) -> bool {
        let clauses = &self.sentence.clauses;
        let Some((clause, below)) = clauses.get(index).zip(clauses.get(index + 1)) else { return false };
        let main = self.sentence.verb(clause).and_then(|verb| self.sentence.items.list.get(verb.main));
        let leaves =
            main.is_some_and(|item| matches!(item.lower.as_str(), "left" | "leave" | "leaves" | "leaving"));
        let is_harm = |sense: &Sense| matches!(sense, Sense::Act(act, _) if self.context.lexicon.act(*act).is_some_and(|act| act.class == Class::Harm));
        leaves
            && below.link == Link::Reduced
            && below.governor == Some(index)
            && self.sentence.senses(below).iter().any(is_harm)
    }

    /// `passed it to the soldiers`: who does something to a thing goes nowhere himself.
    fn hands_on(&self, clause: &Clause) -> bool {
        clause.objects.first().is_some_and(|chunk| {
            let items = self.sentence.of(*chunk);
            items.len() == 1 && items.iter().any(|item| matches!(item.lower.as_str(), "it" | "them"))
        }) && clause
            .preps
            .iter()
            .any(|(prep, _)| self.sentence.of(*prep).first().is_some_and(|item| item.lower == "to"))
    }

    /// Whether a verb has something that it is done to.
    fn is_done_to(&self, clause: &Clause) -> bool {
        !clause.objects.is_empty() || self.sentence.verb(clause).is_some_and(|verb| verb.passive)
    }

    /// `was the target of three air strikes`: whoever is told first undergoes what stands behind `of`.
    fn aimed_at(&self, clause: &Clause) -> Option<u16> {
        let is_copula = self.sentence.verb(clause).is_some_and(|verb| verb.copula && !verb.negated);
        let noun = *clause.objects.first()?;
        let is_target = self
            .sentence
            .of(noun)
            .iter()
            .take_while(|item| !item.part(Part::Of))
            .any(|item| matches!(item.lower.as_str(), "target" | "victim" | "scene" | "object"));
        (is_copula && is_target).then(|| slots::act_noun(self.sentence, noun).map(|(act, _)| act)).flatten()
    }

    /// The noun of an act behind `with`: `responded with air strikes`.
    fn with_noun(&self, clause: &Clause) -> Option<(u16, usize)> {
        let is_with = |prep: usize| self.sentence.of(prep).first().is_some_and(|item| item.lower == "with");
        let mut behind = clause.preps.iter().filter(|(prep, _)| is_with(*prep));
        behind.find_map(|(_, noun)| slots::act_noun(self.sentence, *noun))
    }

    /// `answered with two volleys of fire`: what one answers with is done.
    fn answered_with(&self, clause: &Clause, with: Option<(u16, usize)>) -> Option<(u16, &'static str)> {
        let main = self.sentence.verb(clause).and_then(|verb| self.sentence.items.list.get(verb.main))?;
        let is_reply = ["respond", "answer", "repl", "retaliat", "react"]
            .iter()
            .any(|stem| main.lower.starts_with(stem));
        if !is_reply {
            return None;
        }
        let act = with.map(|(act, _)| act).or_else(|| self.shoots_back(clause))?;
        Some((act, "V2"))
    }

    /// The act whose noun heads what a verb of beginning, holding or ending is done to.
    fn carried(&self, clause: &Clause) -> Option<u16> {
        let verb = self.sentence.verb(clause)?;
        let senses = self.sentence.senses(clause);
        let is_support = senses.iter().any(|sense| matches!(sense, Sense::Support(_)));
        // `Demining resumed`, `the handover was delayed`: what goes on or is held up is the act.
        let halts = senses
            .iter()
            .any(|sense| matches!(sense, Sense::Control(Effect::Not | Effect::Stopped | Effect::Ongoing, _)));
        let is_itself = halts && !verb.passive && clause.objects.is_empty() && clause.has_own_subject;
        let is_support = is_support || halts && (verb.passive || is_itself);
        let objects = if verb.passive || is_itself { &clause.subject } else { &clause.objects };
        let items = self.sentence.of(*objects.first()?);
        let head = items.iter().take_while(|item| !item.part(Part::Of)).last()?;
        let is_thing = head.senses.iter().any(|sense| {
            matches!(sense, Sense::Unit(unit) if !matches!(self.context.lexicon.unit(*unit), Some("drill" | "strike" | "explosion" | "violation" | "summit")))
        });
        let act = head.senses.iter().find_map(|sense| match sense {
            Sense::ActNoun(act) => Some(*act),
            _ => None,
        })?;
        (is_support && !is_thing).then_some(act)
    }

    /// `The South's army vacated one of them`: a verb of this field by somebody known tells its act, whatever it is done to. Verbs
    /// that are as common elsewhere do not.
    fn of_known_doer(&self, clause: &Clause) -> Option<u16> {
        const ORDER: [Class; 5] = [Class::Force, Class::Disarm, Class::Custody, Class::Deploy, Class::Verify];
        let verb = self.sentence.verb(clause)?;
        let senses = self.sentence.senses(clause);
        let is_common = senses.iter().any(|sense| {
            matches!(sense, Sense::Verb(_) | Sense::Support(_) | Sense::Speech(..) | Sense::Control(..))
        });
        let doers = if verb.passive { &clause.agent } else { &clause.subject };
        let has_object = verb.passive || !clause.objects.is_empty();
        if is_common || !has_object {
            return None;
        }
        let rank = |act: &u16| {
            let class = self.context.lexicon.act(*act).map(|act| act.class)?;
            ORDER.iter().position(|other| *other == class)
        };
        let acts = senses.iter().filter_map(|sense| match sense {
            Sense::Act(act, _) => Some(*act),
            _ => None,
        });
        let (_, act) = acts.filter_map(|act| Some((rank(&act)?, act))).min()?;
        self.named(doers).is_some_and(|named| self.is_known(&named.id)).then_some(act)
    }

    /// `answered with nine rounds`
    fn shoots_back(&self, clause: &Clause) -> Option<u16> {
        let lexicon = self.context.lexicon;
        let is_with = |prep: usize| self.sentence.of(prep).first().is_some_and(|item| item.lower == "with");
        let is_shot = |unit: u16| {
            lexicon.unit(unit).is_some_and(|unit| {
                matches!(unit, "round" | "shell" | "rocket" | "missile" | "grenade" | "weapon" | "tank")
            })
        };
        let mut behind = clause.preps.iter().filter(|(prep, _)| is_with(*prep)).map(|(_, noun)| *noun);
        let shoots = behind.any(|noun| slots::units(self.sentence, noun).into_iter().any(is_shot));
        let fire = || lexicon.acts.iter().position(|act| act.class == Class::Force && act.action == "fire");
        shoots.then(fire).flatten().and_then(|at| u16::try_from(at).ok())
    }

    /// What `there is`.
    pub(super) fn existing(&self, clause: &Clause) -> Option<usize> {
        let is_there = clause
            .verb
            .checked_sub(1)
            .and_then(|before| self.sentence.of(before).last())
            .is_some_and(|item| item.lower == "there");
        let is_copula = self.sentence.verb(clause).is_some_and(|verb| verb.copula);
        clause.objects.first().copied().filter(|_| is_there && is_copula)
    }

    /// Whether what was observed is told in a clause of its own: `heard shots fired by …`.
    pub(super) fn is_observation(&self, index: usize, clause: &Clause, act: &Act) -> bool {
        if act.class == Class::Movement && act.needs_actor && self.is_seen(index, clause) {
            return true;
        }
        if act.action != "detect" {
            return false;
        }
        let next = self.sentence.clauses.get(index + 1);
        next.is_some_and(|next| {
            next.governor == Some(index)
                && next.link == Link::Reduced
                && self.act(index + 1, next).is_some()
                && (!next.agent.is_empty() || self.is_seen_act(index + 1, next))
        }) || !self.is_done_to(clause)
    }
}
