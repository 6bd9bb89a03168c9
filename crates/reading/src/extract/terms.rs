//! What is no report though a verb tells it: terms of the agreement, duties, fears; and what there is no sign of.

use super::Reader;
use crate::chunks::Kind;
use crate::claim::{Class, Modality, Polarity};
use crate::clauses::Clause;
use crate::lexicon::{Act, Part, Sense};
use crate::modality::{self, Mode};
use crate::sayings::{self, Saying};

/// Nouns for a text that asks and allows.
pub(super) const TEXTS: [&str; 22] = [
    "resolution",
    "article",
    "annex",
    "clause",
    "paragraph",
    "protocol",
    "memorandum",
    "text",
    "provision",
    "provisions",
    "terms",
    "plan",
    "framework",
    "declaration",
    "roadmap",
    "accord",
    "pact",
    "arrangement",
    "arrangements",
    "understandings",
    "package",
    "rules",
];

impl Reader<'_, '_, '_> {
    /// `Under the deal, Israel must withdraw`: what the text says is no report.
    fn is_content_of_agreement(&self, clause: &Clause, mode: &Mode) -> bool {
        // `Under the deal, Israel withdraws to the line`: terms are told in the present, too.
        let is_plain = self.is_plain(clause);
        let is_duty = matches!(mode.modality, Modality::Wanted | Modality::Planned)
            || mode.modality == Modality::Done && is_plain && self.is_present(clause);
        let names = |chunk: usize| {
            self.sentence.of(chunk).iter().any(|item| {
                let ends = ["deal", "accord", "agreement", "truce", "pact", "package of measures", "terms"];
                item.senses.contains(&Sense::Agreement)
                    || item.senses.iter().any(|sense| matches!(sense, Sense::Unit(_)))
                        && ends.iter().any(|noun| item.lower.ends_with(noun))
                    || item.lower == "terms"
            })
        };
        let under = self.sentence.chunks.iter().enumerate().any(|(at, chunk)| {
            // `the posts which were withdrawn under the agreement` tells which posts.
            let tells_which = self.sentence.clauses.iter().any(|clause| {
                matches!(clause.link, crate::clauses::Link::Relative | crate::clauses::Link::Reduced)
                    && clause.preps.iter().any(|(prep, _)| *prep == at)
            });
            matches!(chunk.kind, Kind::Prep | Kind::According)
                && !tells_which
                && self.sentence.of(at).first().is_some_and(|item| {
                    matches!(
                        item.lower.as_str(),
                        "under" | "in line with" | "according to" | "in accordance with" | "by"
                    )
                })
                && (names(at + 1)
                    // `a truce under which both will leave`
                    || matches!(self.sentence.kind(at + 1), Some(Kind::Relative)) && at.checked_sub(1).is_some_and(names))
        });
        is_duty && under
    }

    /// `The armistice forbids hostile acts`, `the agreement gives them three months`: the text itself says so; of the text itself
    /// one may report that it holds.
    pub(super) fn is_term(&self, clause: &Clause, act: &Act) -> bool {
        let is_text = clause.subject.iter().any(|chunk| {
            self.sentence.of(*chunk).last().is_some_and(|item| item.senses.contains(&Sense::Agreement))
        });
        let is_active = self.sentence.verb(clause).is_some_and(|verb| !verb.passive);
        // `The truce ended a year of war`, `the agreement leaves that to a later stage`
        let main = self.sentence.verb(clause).and_then(|verb| self.sentence.items.list.get(verb.main));
        let is_said_of_it = !clause.objects.is_empty()
            && main.is_some_and(|item| {
                ["end", "stop", "halt", "leave", "left", "clos", "silenc"]
                    .iter()
                    .any(|stem| item.lower.starts_with(stem))
            });
        is_text
            && is_active
            && clause.has_own_subject
            && (is_said_of_it || !matches!(act.class, Class::Pact | Class::Talk))
    }

    /// Whether a clause tells what a text says, what somebody owes or is there for, or what is feared.
    pub(super) fn is_no_report(
        &self,
        index: usize,
        clause: &Clause,
        act: &Act,
        (actor, voices): (Option<&crate::names::Named>, &[&Saying]),
        mode: &Mode,
    ) -> bool {
        self.is_text_speaking(voices)
            || self.is_question()
            || self.is_of_any(clause)
            || self.is_allowed(clause, voices)
            || self.is_office(clause, act, actor)
            || self.is_content_of_agreement(clause, mode)
            || self.is_duty_told(index)
            || Self::is_feared(voices)
            || self.is_unreal(clause)
            || self.is_natures(clause)
            || self.is_meaning()
            || self.is_supposed(index, clause, act, actor)
    }

    /// `"Serious violation" means any use of force`: what a word stands for.
    fn is_meaning(&self) -> bool {
        self.sentence.clauses.iter().any(|clause| {
            let main = self.sentence.verb(clause).and_then(|verb| self.sentence.items.list.get(verb.main));
            let is_any = clause
                .objects
                .first()
                .and_then(|chunk| self.sentence.of(*chunk).first())
                .is_some_and(|item| matches!(item.lower.as_str(), "any" | "an" | "a" | "every" | "all"));
            is_any
                && main.is_some_and(|item| matches!(item.lower.as_str(), "means" | "denotes" | "signifies"))
        })
    }

    /// `Flood water had carried off the fence.`
    fn is_natures(&self, clause: &Clause) -> bool {
        const NATURE: [&str; 16] = [
            "water",
            "flood",
            "floods",
            "floodwater",
            "rain",
            "rains",
            "storm",
            "storms",
            "wind",
            "winds",
            "snow",
            "lightning",
            "landslide",
            "mudslide",
            "earthquake",
            "hail",
        ];
        let is_active = self.sentence.verb(clause).is_some_and(|verb| !verb.passive);
        let doers = if is_active { &clause.subject } else { &clause.agent };
        doers
            .first()
            .and_then(|chunk| self.sentence.of(*chunk).last())
            .is_some_and(|item| NATURE.contains(&item.lower.as_str()))
    }

    /// `Have any forces been pulled back?` asks and tells nothing; so does what ends so in a quotation.
    pub(super) fn is_question(&self) -> bool {
        self.sentence.items.list.iter().rev().take(3).any(|item| item.is_mark(&['?']))
    }

    /// `Only the army may carry weapons in the south`: in nobody's words, `may` tells what is allowed; what may have happened is guessed.
    fn is_allowed(&self, clause: &Clause, voices: &[&Saying]) -> bool {
        let has_may = self.sentence.of(clause.verb).iter().any(|item| item.lower == "may");
        voices.is_empty()
            && has_may
            && self
                .sentence
                .verb(clause)
                .is_some_and(|verb| verb.modal == Some(Part::May) && !verb.perfect && !verb.progressive)
    }

    /// `Any step across the line endangers the truce`, `no person may enter with a weapon`: what holds of whoever it may be is a rule, and
    /// nothing that was done. What any did is told in the past.
    fn is_of_any(&self, clause: &Clause) -> bool {
        let first = clause.subject.first().and_then(|chunk| self.sentence.of(*chunk).first());
        // `All activity by any actor endangers the truce.`
        let is_by_any = clause.subject.first().is_some_and(|noun| {
            (noun + 1..clause.verb).any(|at| {
                matches!(self.sentence.kind(at), Some(Kind::By | Kind::Of))
                    && self.sentence.of(at + 1).first().is_some_and(|item| item.lower == "any")
            })
        });
        let is_any = is_by_any
            || first.is_some_and(|item| {
                matches!(
                    item.lower.as_str(),
                    "any"
                        | "every"
                        | "whoever"
                        | "whatever"
                        | "anybody"
                        | "anyone"
                        | "everyone"
                        | "all"
                        | "each"
                )
            });
        let is_none = first.is_some_and(|item| item.part(Part::No));
        self.sentence.verb(clause).is_some_and(|verb| {
            is_any
                && self.is_present(clause)
                && !verb.perfect
                && !verb.progressive
                && (is_by_any || first.is_some_and(|item| item.lower != "all" && item.lower != "each"))
                || (is_any || is_none) && verb.modal == Some(Part::May)
        })
    }

    /// `declared the agreement null and void`
    pub(super) fn declared_void(&self, clause: &Clause) -> Option<u16> {
        let main = self.sentence.verb(clause).and_then(|verb| self.sentence.items.list.get(verb.main))?;
        let declares = ["declar", "pronounc", "render", "consider", "regard"]
            .iter()
            .any(|stem| main.lower.starts_with(stem));
        if !declares {
            return None;
        }
        let (start, end) = self.sentence.bytes(clause.first, clause.after)?;
        let has = |wanted: &dyn Fn(&crate::items::Item<'_>) -> bool| {
            self.sentence.items.list.iter().any(|item| item.start >= start && item.end <= end && wanted(item))
        };
        let is_void = has(&|item| {
            matches!(
                item.lower.as_str(),
                "void" | "null" | "dead" | "invalid" | "defunct" | "finished" | "null and void"
            )
        });
        let is_text = has(&|item| {
            item.senses.contains(&Sense::Agreement)
                || item.senses.iter().any(|sense| {
                    matches!(sense, Sense::Unit(unit) if self.context.lexicon.unit(*unit) == Some("agreement"))
                })
        });
        let is_free = has(&|item| item.lower.ends_with("bound")) && has(&|item| item.lower == "no longer");
        if !((is_void || is_free) && is_text) {
            return None;
        }
        let acts = &self.context.lexicon.acts;
        let at = acts.iter().position(|act| act.class == Class::Pact && act.action == "suspend")?;
        u16::try_from(at).ok()
    }

    /// `The resolution calls on them to leave`, `the deal provides that they withdraw`: a text speaks, and nobody acts.
    fn is_text_speaking(&self, voices: &[&Saying]) -> bool {
        voices.iter().filter_map(|saying| self.sentence.clauses.get(saying.clause?)).any(|clause| {
            clause
                .subject
                .iter()
                .filter_map(|chunk| self.sentence.of(*chunk).last())
                .any(|item| item.senses.contains(&Sense::Agreement) || TEXTS.contains(&item.lower.as_str()))
        })
    }

    /// Whether the verb of a clause stands alone, with nothing that shifts its time: `withdraws`, `withdrew`.
    pub(super) fn is_plain(&self, clause: &Clause) -> bool {
        self.sentence.verb(clause).is_some_and(|verb| {
            verb.shape == crate::chunks::Shape::Finite
                && !verb.passive
                && !verb.perfect
                && !verb.progressive
                && verb.modal.is_none()
        })
    }

    /// `The mission monitors the truce`: what a body is there for.
    fn is_office(&self, clause: &Clause, act: &Act, actor: Option<&crate::names::Named>) -> bool {
        let is_body = actor.is_some_and(|actor| {
            self.context.lexicon.kind_of(&actor.id) == Some(crate::lexicon::ActorKind::Body)
        });
        let is_plain = self.is_plain(clause);
        let is_told = self.context.zone == crate::document::ZoneKind::Body;
        is_told
            && act.class == Class::Verify
            && is_body
            && is_plain
            && self.is_present(clause)
            && clause.times.is_empty()
    }

    /// `Hamas is required to return them`: a duty that is told, and nothing that was done or asked.
    fn is_duty_told(&self, index: usize) -> bool {
        let Some((_, above)) = modality::governor(self.sentence, index) else { return false };
        // `The truce requires them to pull back`: the text asks it.
        let is_text = above.has_own_subject
            && self.is_present(above)
            && above.subject.iter().any(|chunk| {
                let items = self.sentence.of(*chunk);
                let head = items.iter().take_while(|item| !item.part(Part::Of)).last();
                head.or(items.last()).is_some_and(|item| {
                    item.senses.contains(&Sense::Agreement) || TEXTS.contains(&item.lower.as_str())
                })
            });
        let asks = matches!(
            self.sentence.effect(above),
            Some(
                crate::lexicon::Effect::Wanted | crate::lexicon::Effect::Caused | crate::lexicon::Effect::Not
            )
        );
        if is_text && asks {
            return true;
        }
        self.sentence.verb(above).is_some_and(|verb| {
            let main = self.sentence.items.list.get(verb.main).map_or("", |item| item.lower.as_str());
            verb.passive
                && !verb.negated
                && !verb.perfect
                && matches!(main, "required" | "obliged" | "obligated" | "bound" | "supposed" | "entitled")
        })
    }

    /// `civilians may not carry arms`: what is forbidden is no report.
    pub(super) fn is_forbidden(&self, clause: &Clause) -> bool {
        let has = |word: &str| self.sentence.of(clause.verb).iter().any(|item| item.lower == word);
        self.sentence.verb(clause).is_some_and(|verb| {
            // `generators can be put to military use`: what is possible is no deed either.
            let is_limited = self.sentence.items.list.iter().any(|item| item.lower == "only");
            verb.modal == Some(Part::May) && (verb.negated || is_limited) && has("may") && !verb.perfect
                || verb.modal == Some(Part::Can) && !verb.negated && has("can")
        })
    }

    /// `would have hit the school`, `should have been removed`: what did not come about is told by no voice as done.
    fn is_unreal(&self, clause: &Clause) -> bool {
        // `would have left by Friday` is a plan.
        let is_ahead = clause.times.iter().any(|time| {
            self.sentence.items.times.get(*time).is_some_and(|time| time.bound == crate::times::Bound::By)
        });
        self.sentence.verb(clause).is_some_and(|verb| {
            verb.perfect
                && matches!(verb.modal, Some(Part::Would | Part::Should))
                && !verb.negated
                && !is_ahead
        })
    }

    /// `fear the fighting will cut aid`
    fn is_feared(voices: &[&Saying]) -> bool {
        voices.iter().any(|saying| ["fear", "worr", "dread"].iter().any(|stem| saying.cue.starts_with(stem)))
    }

    /// `The shelling might have begun`: what only may be, in nobody's words, is a guess and no claim.
    pub(super) fn is_guess(&self, voices: &[&Saying], mode: &Mode) -> bool {
        let is_quoted = self.context.is_quoted || matches!(self.sentence.kind(0), Some(Kind::QuoteOpen));
        mode.modality == Modality::Assessed
            && voices.is_empty()
            && self.context.issuer.is_none()
            && !is_quoted
    }

    /// `The patrol had to turn back`: in nobody's words that came about, and is no wish.
    pub(super) fn was_compelled(&self, clause: &Clause, voices: &[&Saying], mode: &mut Mode) {
        let is_had_to = self.sentence.of(clause.verb).iter().any(|item| item.lower == "had to");
        if is_had_to && voices.is_empty() && mode.modality == Modality::Wanted {
            mode.modality = Modality::Done;
            mode.trail.push("M10");
        }
    }

    /// `No evidence was found that mines had been laid`: what there is no sign of was not observed.
    pub(super) fn unproven(&self, clause: &Clause, mode: &mut Mode) {
        const SIGNS: [&str; 9] = [
            "evidence",
            "sign",
            "signs",
            "indication",
            "indications",
            "proof",
            "confirmation",
            "trace",
            "traces",
        ];
        let that = (clause.first.saturating_sub(3)..clause.first)
            .rev()
            .find(|at| matches!(self.sentence.kind(*at), Some(Kind::That)));
        // `found that` is one word of the list.
        let in_verb = || {
            let before = clause.first.checked_sub(1)?;
            self.sentence.of(before).last().filter(|item| item.lower.ends_with(" that"))?;
            Some(clause.first)
        };
        let Some(that) = that.or_else(in_verb) else { return };
        let noun = (that.saturating_sub(4)..that)
            .find(|at| self.sentence.of(*at).iter().any(|item| SIGNS.contains(&item.lower.as_str())));
        let Some(noun) = noun else { return };
        let is_no = self.sentence.of(noun).iter().any(|item| item.part(Part::No));
        let is_negated = self.sentence.clauses.iter().any(|other| {
            (noun.saturating_sub(2)..that).contains(&other.verb)
                && self.sentence.verb(other).is_some_and(|verb| verb.negated)
        });
        if is_no || is_negated {
            mode.modality = Modality::NotObserved;
            mode.polarity = Polarity::Negative;
            mode.trail.push("M1");
        }
    }

    /// `The allegation that Seoul flew drones`, `reports that tunnels are dug`: words below a noun for what is told, in nobody's voice.
    pub(super) fn only_told(&self, clause: &Clause, voices: &[&Saying], mode: &mut Mode) {
        if mode.modality != Modality::Done || !voices.is_empty() {
            return;
        }
        match sayings::is_below_told(self.sentence, clause.first) {
            Some(true) => {
                mode.modality = Modality::Alleged;
                mode.trail.push("M4");
            }
            Some(false) => {
                mode.modality = Modality::Assessed;
                mode.hedge.get_or_insert_with(|| "report".to_owned());
                mode.trail.push("M8");
            }
            None => {}
        }
    }

    /// `Beirut demanded that Israel stop and withdraw`: a bare verb that its subject cannot have goes on with something else, and whose
    /// it is cannot be told.
    pub(super) fn is_half_asked(&self, index: usize, clause: &Clause) -> bool {
        let Some(verb) = self.sentence.verb(clause) else { return false };
        let is_bare = verb.form == crate::lexicon::Form::Base
            && verb.shape == crate::chunks::Shape::Finite
            && verb.modal.is_none()
            && !verb.copula
            && self.sentence.of(clause.verb).len() == 1
            && clause.link == crate::clauses::Link::And;
        let is_one = clause.subject.len() == 1
            && self.named(&clause.subject).is_some_and(|named| {
                named.gender == crate::names::Gender::Thing
                    && named.by == crate::names::By::Name
                    && !named.id.contains('+')
            });
        let shares = modality::governor(self.sentence, index).is_some()
            || clause.governor.and_then(|above| self.sentence.clauses.get(above)).is_some_and(|above| {
                self.sentence
                    .verb(above)
                    .is_some_and(|verb| verb.modal.is_some() || verb.form == crate::lexicon::Form::Base)
            });
        let words = clause.subject.first().and_then(|chunk| self.sentence.of(*chunk).last());
        let is_plural = words.is_some_and(|item| item.lower.ends_with('s'));
        is_bare && is_one && !shares && !is_plural
    }
}
