//! Who did it, where the subject is not who did it: passives, deeds told by their noun, what binds both sides.

use super::Reader;
use crate::claim::{Class, Polarity};
use crate::clauses::Clause;
use crate::draft::Draft;
use crate::lexicon::{Act, ActorKind, Effect, Part, SpeechKind};
use crate::modality;
use crate::names::{By, Named};
use crate::slots;

impl Reader<'_, '_, '_> {
    /// The other of two parties.
    pub(super) fn other_side(&self, named: &Named) -> Option<Named> {
        let lexicon = self.context.lexicon;
        let own = named.id.split('.').next().unwrap_or_default();
        let parties: Vec<&String> = lexicon
            .agreement
            .parties
            .iter()
            .filter(|id| lexicon.kind_of(id) == Some(ActorKind::Party))
            .collect();
        let other = parties
            .iter()
            .find(|id| id.as_str() != own)
            .filter(|_| parties.len() == 2 && parties.iter().any(|id| id.as_str() == own))?;
        Some(Named { id: (*other).clone(), by: By::Again, ..named.clone() })
    }

    /// Who does what is done to the subject: behind `by`, or whoever owns the act `in` which it was done.
    pub(super) fn agent(&self, clause: &Clause) -> Option<Named> {
        match clause.agent.is_empty() {
            // `shells fired from the coast of the North`: from whose ground it came.
            true => self.doer(clause).or_else(|| self.ground_of(clause)),
            false => self.named(&clause.agent),
        }
    }

    /// `came under shelling`, `suffered an attack`: whoever is told first does nothing.
    pub(super) fn undergoes(&self, clause: &Clause) -> bool {
        const UNDERGOES: [&str; 11] = [
            "come under",
            "came under",
            "comes under",
            "coming under",
            "sustain",
            "suffer",
            "receiv",
            "endur",
            "experienc",
            "undergo",
            "underwent",
        ];
        const SEES: [&str; 8] =
            ["face", "faces", "faced", "draw", "drew", "incur", "incurred", "was met with"];
        let main = self.sentence.verb(clause).and_then(|verb| self.sentence.items.list.get(verb.main));
        main.is_some_and(|item| {
            UNDERGOES.iter().any(|stem| item.lower.starts_with(stem)) || SEES.contains(&item.lower.as_str())
        })
    }

    /// Who does what the subject undergoes: named beside the noun of the act, behind `by` or `from`.
    pub(super) fn inflictor(&self, clause: &Clause) -> Option<Named> {
        let noun = clause.objects.iter().find(|chunk| slots::act_noun(self.sentence, **chunk).is_some());
        self.named(&clause.agent)
            .or_else(|| noun.and_then(|chunk| self.named(&[*chunk])))
            .filter(|named| self.is_known(&named.id))
            .or_else(|| self.ground_of(clause))
    }

    /// The party from whose ground a shot came.
    pub(super) fn ground_of(&self, clause: &Clause) -> Option<Named> {
        let is_from = |prep: usize| self.sentence.of(prep).first().is_some_and(|item| item.lower == "from");
        let mut grounds = clause.preps.iter().filter(|(prep, _)| is_from(*prep)).map(|(_, noun)| *noun);
        grounds.find_map(|noun| self.named(&[noun]).filter(|named| self.is_known(&named.id)))
    }

    /// Who is named beside the noun of an act: `in an Israeli strike`, `Israeli strikes`, `shelling by the army`.
    pub(super) fn doer(&self, clause: &Clause) -> Option<Named> {
        let by_agent = self.named(&clause.agent);
        let exists = self.existing(clause);
        let nouns =
            clause.preps.iter().map(|(_, noun)| *noun).chain(clause.subject.iter().copied()).chain(exists);
        by_agent.or_else(|| {
            let mut acts = nouns.filter(|chunk| slots::act_noun(self.sentence, *chunk).is_some());
            acts.find_map(|chunk| self.named(&[chunk]).filter(|named| self.is_known(&named.id)))
        })
    }

    /// `No posts will be withdrawn, the ministry said`: of what will be done by nobody named, a party speaks as its doer.
    pub(super) fn announcer(&self, act: &Act, clause: &Clause) -> Option<Named> {
        let is_future =
            self.sentence.verb(clause).is_some_and(|verb| verb.passive && verb.modal == Some(Part::Future));
        let is_own = matches!(act.class, Class::Disarm | Class::Deploy | Class::Access | Class::Drill);
        let saying = self.sayings.iter().rfind(|saying| saying.covers(clause.verb));
        let speaker = saying.map(|saying| &saying.source).or(self.context.issuer.as_ref())?;
        let party = speaker.id.split('.').next()?;
        let is_party = self.context.lexicon.kind_of(party) == Some(ActorKind::Party)
            && saying.is_none_or(|saying| saying.kind == SpeechKind::Say);
        (is_future && is_own && is_party).then(|| Named {
            id: party.to_owned(),
            by: By::Again,
            ..speaker.clone()
        })
    }

    /// `The army told the mission that they had fired`: where nobody known could be meant, whoever speaks.
    pub(super) fn speaker_as_they(&self, clause: &Clause, named: &Named) -> Option<Named> {
        let is_they = clause
            .subject
            .first()
            .and_then(|chunk| self.sentence.of(*chunk).first())
            .is_some_and(|item| item.lower == "they");
        let saying = self.sayings.iter().rfind(|saying| {
            saying.rule == "A2" && saying.from == clause.first && saying.kind == SpeechKind::Say
        })?;
        let is_free = is_they && named.by == By::Pronoun && !self.is_known(&named.id);
        (is_free && self.is_known(&saying.source.id))
            .then(|| Named { by: By::Pronoun, ..saying.source.clone() })
    }

    /// `The mission observed weapons beyond the line`: somebody keeps them there, and the mission only tells it.
    pub(super) fn seen_in_place(&self, draft: &mut Draft, clause: &Clause, subject: Option<&Named>) {
        const ARMS: [&str; 9] =
            ["weapon", "tank", "vehicle", "aircraft", "drone", "rocket", "missile", "post", "shell"];
        let cue = self
            .sentence
            .verb(clause)
            .and_then(|verb| self.sentence.items.list.get(verb.main))
            .map_or("", |item| item.lower.as_str());
        let is_seen = ["observ", "saw", "see", "spot"].iter().any(|stem| cue.starts_with(stem));
        let is_arms = draft.units.iter().any(|unit| ARMS.contains(&unit.as_str()));
        let observer = subject
            .filter(|named| self.context.lexicon.kind_of(&named.id) == Some(ActorKind::Body))
            .filter(|_| draft.action == "detect" && is_seen && is_arms);
        let Some(observer) = observer else { return };
        draft.class = Class::Deploy;
        draft.action = "present".to_owned();
        draft.actor = None;
        draft.attribution.retain(|one| one.cue != "issued");
        if !draft.attribution.iter().any(|one| one.source == observer.id) {
            let voice = self.observer(observer, cue.to_owned());
            draft.attribution.push(voice);
        }
        draft.voice = Some(SpeechKind::Say);
        draft.is_about = true;
    }

    /// `The mission was not allowed to visit the site`: somebody kept it out, and nobody says who.
    pub(super) fn held_up(&self, draft: &mut Draft, index: usize) {
        let Some((_, above)) = modality::governor(self.sentence, index) else { return };
        let is_refused = self.sentence.verb(above).is_some_and(|verb| verb.passive && verb.negated)
            && self.sentence.effect(above) == Some(Effect::Caused);
        if !(is_refused && matches!(draft.class, Class::Verify | Class::Movement | Class::Access)) {
            return;
        }
        draft.class = Class::Access;
        draft.action = "deny_access".to_owned();
        draft.object_party = draft.actor.as_ref().map(|named| named.id.clone());
        draft.actor = self.named(&above.agent);
        draft.mode.polarity = Polarity::Positive;
    }

    /// `The truce is holding`: those whom it binds.
    pub(super) fn both_bound(&self, act: &Act, clause: &Clause) -> Option<Named> {
        if act.class != Class::Pact || !matches!(act.action.as_str(), "hold" | "comply") {
            return None;
        }
        let (start, end) = self.sentence.bytes(clause.first, clause.verb)?;
        Some(Named {
            id: self.context.lexicon.all_parties(),
            start,
            end,
            by: By::Again,
            gender: crate::names::Gender::Many,
        })
    }

    /// `The rounds fell in the sea`: those of whom it was said before that he fired.
    pub(super) fn doer_before(&self, act: &Act, clause: &Clause) -> Option<Named> {
        if act.class != Class::Force {
            return None;
        }
        let is_known = clause
            .subject
            .first()
            .and_then(|chunk| self.sentence.of(*chunk).first())
            .is_some_and(|item| matches!(item.lower.as_str(), "the" | "these" | "those"));
        self.context.doer.clone().filter(|_| is_known && !clause.subject.is_empty())
    }

    /// `responded with air strikes that killed nine`: who struck, killed.
    pub(super) fn striker(&self, clause: &Clause) -> Option<Named> {
        let is_strike = clause.subject.iter().any(|chunk| slots::act_noun(self.sentence, *chunk).is_some());
        let main = self.sentence.clauses.iter().rev().find(|other| {
            other.verb < clause.verb
                && other.has_own_subject
                && !other.subject.iter().any(|chunk| clause.subject.contains(chunk))
        })?;
        self.named(&main.subject).filter(|named| is_strike && self.is_known(&named.id))
    }

    /// `Three people died`, `a shell fell`: the subject does nothing.
    pub(super) fn suffers(&self, act: &Act, clause: &Clause) -> bool {
        let main = self.sentence.verb(clause).and_then(|verb| self.sentence.items.list.get(verb.main));
        act.class == Class::Harm
            && main.is_some_and(|item| {
                matches!(item.lower.as_str(), "die" | "died" | "dies" | "dying" | "survived" | "survive")
            })
    }
}
