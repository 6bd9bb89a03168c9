//! Who a clause says does it: its subject, the accused, whoever stands behind `by`.

use super::Reader;
use crate::chunks::Shape;
use crate::claim::Class;
use crate::clauses::{Clause, Link};
use crate::lexicon::{Act, ActorKind, SpeechKind};
use crate::names::Named;

impl Reader<'_, '_, '_> {
    /// Who does what the clause says, if its subject names somebody.
    pub(super) fn subject(&self, index: usize) -> Option<Named> {
        let clause = self.sentence.clauses.get(index)?;
        // `…, the army said, calling it a breach`: who speaks, calls.
        if clause.link == Link::Participial {
            let speaker =
                self.sayings.iter().find(|saying| saying.clause == clause.governor && saying.rule == "A1");
            if let Some(saying) = speaker.filter(|saying| saying.clause.is_some()) {
                return Some(saying.source.clone());
            }
        }
        // `accused Seoul of kidnapping`: the accused acts.
        if let Some(target) = self.accused(index) {
            return Some(target);
        }
        if self.is_charged_on_somebody(clause) {
            return None;
        }
        if let Some(other) = self.other_than_speaker(clause) {
            return Some(other);
        }
        let named = self.named(&clause.subject)?;
        Some(self.speaker_as_they(clause, &named).unwrap_or(named))
    }

    /// `accused somebody of firing`: where nobody known is accused, the accuser did not do it.
    fn is_charged_on_somebody(&self, clause: &Clause) -> bool {
        let is_gerund = self.sentence.verb(clause).is_some_and(|verb| verb.shape == Shape::Ing);
        is_gerund
            && !clause.has_own_subject
            && self.sayings.iter().any(|saying| {
                saying.kind == SpeechKind::Accuse
                    && saying.rule == "A7"
                    && saying.target.is_none()
                    && saying.clause.is_some()
                    && saying.clause == clause.governor
                    && saying.covers(clause.verb)
            })
    }

    /// The accused, for a verb behind an accusation.
    pub(super) fn accused(&self, index: usize) -> Option<Named> {
        let clause = self.sentence.clauses.get(index)?;
        let is_gerund = self
            .sentence
            .verb(clause)
            .is_some_and(|verb| matches!(verb.shape, Shape::Ing | Shape::Infinitive));
        let saying = self.sayings.iter().find(|saying| {
            saying.kind == SpeechKind::Accuse && saying.covers(clause.verb) && saying.target.is_some()
        })?;
        let after_target = saying
            .clause
            .and_then(|above| self.sentence.clauses.get(above))
            .is_some_and(|above| above.verb < clause.verb);
        let no_own = clause.subject.is_empty() || !clause.has_own_subject;
        (is_gerund && after_target && no_own).then(|| saying.target.clone()).flatten()
    }

    /// Who is said to have done it.
    pub(super) fn actor(
        &self,
        clause: &Clause,
        act: &Act,
        subject: Option<&Named>,
        rule: &str,
    ) -> Option<Named> {
        // `900 of our men are in jail`: of those who lie wounded or are held nobody acts; the other side holds them.
        if rule == "V14" && matches!(act.class, Class::Custody | Class::Harm) {
            return subject.filter(|_| act.class == Class::Custody).and_then(|named| self.other_side(named));
        }
        // `There are no Hezbollah fighters`, `no mercenary in our ranks`: whose they are, else among whom.
        if rule == "V14" && self.existing(clause).is_some() {
            let behind = || clause.preps.iter().map(|(_, noun)| *noun);
            let is_ours =
                behind().flat_map(|noun| self.sentence.of(noun)).any(|item| item.lower.starts_with("our"));
            let mut all = self.existing(clause).into_iter().chain(behind());
            return all
                .find_map(|chunk| self.named(&[chunk]).filter(|named| self.is_known(&named.id)))
                .or_else(|| self.speaking_party(clause).filter(|_| is_ours));
        }
        let is_passive = self.sentence.verb(clause).is_some_and(|verb| verb.passive);
        let is_event_noun = rule == "V3";
        if is_passive && !is_event_noun {
            // `The patrol's movement was hindered`: whoever is held up holds nobody up.
            let is_held_up = act.class == Class::Access && clause.agent.is_empty();
            return self
                .agent(clause)
                .filter(|_| !is_held_up)
                .or_else(|| self.host(clause).filter(|_| is_held_up))
                .or_else(|| self.both_bound(act, clause))
                .or_else(|| self.keeper(act, clause))
                .or_else(|| self.announcer(act, clause));
        }
        if rule == "V2" && self.undergoes(clause) {
            return self.inflictor(clause);
        }
        if act.undergone || is_event_noun || self.suffers(act, clause) {
            let from = || self.ground_of(clause).filter(|_| act.class == Class::Force);
            let doer = self
                .doer(clause)
                .or_else(|| self.sender(clause))
                .or_else(from)
                .or_else(|| self.doer_before(act, clause));
            return doer.or_else(|| self.both_bound(act, clause));
        }
        let known = subject.filter(|named| self.is_known(&named.id)).cloned();
        let actor = known
            .or_else(|| self.host(clause).filter(|_| self.is_armed(&clause.subject, subject)))
            .or_else(|| self.sender(clause))
            .or_else(|| self.deed_of(clause).filter(|_| matches!(act.class, Class::Force | Class::Harm)))
            .or_else(|| subject.cloned())
            .or_else(|| self.striker(clause));
        // A mission keeps nobody out: `Access of the Force remained restricted`.
        let is_kept_out = act.class == Class::Access && act.action.starts_with("den");
        actor.filter(|named| {
            !(is_kept_out && self.context.lexicon.kind_of(&named.id) == Some(ActorKind::Body))
        })
    }

    /// `Foreign fighters have moved to Jufra`: men under arms, or people at a place that the agreement knows by name.
    pub(super) fn is_placed(&self, clause: &Clause, act: &Act) -> bool {
        let unit = |chunk: &usize, wanted: &[&str]| {
            crate::slots::units(self.sentence, *chunk)
                .into_iter()
                .filter_map(|unit| self.context.lexicon.unit(unit))
                .any(|unit| wanted.contains(&unit))
        };
        let is_known_place = !self.places(clause).is_empty();
        match act.class {
            Class::Movement | Class::Disarm => {
                clause.subject.iter().any(|chunk| unit(chunk, &["troops"]))
                    || is_known_place
                        && clause.subject.iter().any(|chunk| {
                            unit(chunk, &["person", "citizen", "vehicle", "truck", "tank", "aircraft"])
                        })
            }
            Class::Access => is_known_place,
            _ => false,
        }
    }

    /// `The North was notified`: nobody is said to have done it, and somebody known is concerned.
    pub(super) fn is_concerned(&self, clause: &Clause) -> bool {
        let is_passive = self.sentence.verb(clause).is_some_and(|verb| verb.passive);
        // `two men approached the soldiers`
        let objects = clause.objects.iter().filter(|_| !is_passive && !clause.subject.is_empty());
        let chunks = clause.subject.iter().chain(clause.preps.iter().map(|(_, noun)| noun));
        let mut chunks = chunks.filter(|_| is_passive).chain(objects);
        chunks.any(|chunk| self.named(&[*chunk]).is_some_and(|named| self.is_known(&named.id)))
    }

    /// `Three people died`, `two soldiers lost a foot`, `a shell fell`: the subject does nothing.
    pub(super) fn suffers(&self, act: &Act, clause: &Clause) -> bool {
        const SUFFERS: [&str; 30] = [
            "die",
            "dying",
            "surviv",
            "lost",
            "lose",
            "losing",
            "suffer",
            "sustain",
            "perish",
            "succumb",
            "receiv",
            "incur",
            "met ",
            "meet ",
            "attain",
            "fell",
            "fall",
            "gave ",
            "give ",
            "laid down",
            "lay down",
            "rose ",
            "rise ",
            "bled",
            "bleed",
            "drown",
            "breath",
            "passed away",
            "caught",
            "took a",
        ];
        let main = self.sentence.verb(clause).and_then(|verb| self.sentence.items.list.get(verb.main));
        act.class == Class::Harm
            && main.is_some_and(|item| SUFFERS.iter().any(|stem| item.lower.starts_with(stem)))
    }
}
