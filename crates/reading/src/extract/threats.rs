//! What somebody holds out to whoever attacks: `any attack will be met with fire`, `we will respond with full force`.

use super::Reader;
use crate::chunks::Shape;
use crate::claim::{Class, Modality};
use crate::clauses::{Clause, Link};
use crate::draft::Draft;
use crate::items::Item;
use crate::lexicon::{Act, ActorKind, Part, SpeechKind};
use crate::modality::Mode;
use crate::names::{By, Named};
use crate::sayings::Saying;

/// Nouns for fire that answers.
const ANSWERS: [&str; 14] = [
    "response",
    "answer",
    "reply",
    "rebuff",
    "retaliation",
    "blow",
    "counterattack",
    "reprisal",
    "reprisals",
    "punishment",
    "retribution",
    "strike",
    "fire",
    "force",
];

/// Words for what is held out where no deed is named.
const HINTS: [&str; 33] = [
    "steps",
    "measures",
    "countermeasures",
    "counter-measures",
    "consequences",
    "price",
    "dearly",
    "ready",
    "regret",
    "accordingly",
    "necessary",
    "means",
    "options",
    "choice",
    "idle",
    "idly",
    "patience",
    "afresh",
    "reconsider",
    "rethink",
    "compelled",
    "forced",
    "obliged",
    "know how",
    "how",
    "lesson",
    "suffer",
    "pay",
    "bear",
    "reckoning",
    "intolerable",
    "everything",
    "respond",
];
/// Words for arms that would answer.
const BLOWS: [&str; 16] = [
    "response",
    "answer",
    "guns",
    "blow",
    "blows",
    "fire",
    "force",
    "strike",
    "retaliate",
    "retaliation",
    "reply",
    "missiles",
    "rockets",
    "weapons",
    "rifles",
    "sword",
];

/// `warned that it would respond`: what the speaker will do himself.
pub(super) fn is_own_threat(voices: &[&Saying], actor: Option<&Named>) -> bool {
    let party = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
    voices.last().is_some_and(|saying| {
        saying.kind == SpeechKind::Threaten
            && actor.is_some_and(|actor| party(&actor.id) == party(&saying.source.id))
    })
}

impl Reader<'_, '_, '_> {
    /// `threatened steps`: what is threatened is no deed.
    pub(super) fn threatens(&self, clause: &Clause) -> bool {
        let main = self.sentence.verb(clause).and_then(|verb| self.sentence.items.list.get(verb.main));
        main.is_some_and(|item| item.lower.starts_with("threaten"))
    }

    /// A clause that tells how an attack would be answered.
    pub(super) fn retaliates(&self, index: usize, clause: &Clause, subject: Option<&Named>) -> Option<Draft> {
        let verb = self.sentence.verb(clause)?;
        let is_ahead = matches!(verb.modal, Some(Part::Future | Part::Would)) && !verb.negated;
        let is_told =
            matches!(clause.link, Link::Main | Link::And | Link::Sub) && verb.shape == Shape::Finite;
        if !is_ahead || !is_told {
            return None;
        }
        let actor = self.answers(clause, subject)?;
        let voices = self.voices(clause.verb, index);
        let (start, end) = self.sentence.bytes(clause.first, clause.after)?;
        let act = Act { class: Class::Force, action: "retaliate".to_owned(), ..self.act_of_absence("") };
        let mut mode = Mode::done();
        mode.modality = Modality::Threatened;
        mode.trail = vec!["M5"];
        let mut draft = self.blank(&act, start, end, mode);
        self.fill(&mut draft, index, clause, Some(actor), &voices);
        draft.trail.insert(0, "V17");
        Some(draft)
    }

    /// Who would answer: whoever says that he will respond by force, else whoever speaks of the answer.
    fn answers(&self, clause: &Clause, subject: Option<&Named>) -> Option<Named> {
        const RESPONDS: [&str; 6] = ["respond", "retaliat", "strike back", "hit back", "react", "answer"];
        const GETS: [&str; 9] =
            ["be met", "being met", "met", "get", "receiv", "face", "meet", "encounter", "earn"];
        const COMES: [&str; 6] = ["come", "follow", "felt", "be", "fall", "arrive"];
        let verb = self.sentence.verb(clause)?;
        let main = self.sentence.items.list.get(verb.main)?.lower.as_str();
        let starts = |stems: &[&str]| stems.iter().any(|stem| main.starts_with(stem));
        let is_answer = |item: &Item<'_>| ANSWERS.contains(&item.lower.as_str());
        let holds = |chunk: &usize| self.sentence.of(*chunk).iter().any(is_answer);
        let has_if = self.sentence.clauses.iter().any(|other| other.link == Link::If);
        let behind = || clause.preps.iter().map(|(_, noun)| noun).chain(&clause.objects);
        let is_known = subject.filter(|named| {
            self.context.lexicon.kind_of(named.id.split('.').next().unwrap_or_default())
                == Some(ActorKind::Party)
        });
        if starts(&RESPONDS) && !verb.passive {
            // `will respond to the proposal` is no threat.
            let is_forceful = behind().any(holds)
                || self.sentence.of(clause.verb).iter().chain(self.sentence.of(clause.verb + 1)).any(
                    |item| {
                        matches!(
                            item.lower.as_str(),
                            "forcefully"
                                | "harshly"
                                | "decisively"
                                | "firmly"
                                | "strongly"
                                | "militarily"
                                | "in kind"
                        )
                    },
                );
            return is_known.filter(|_| is_forceful).cloned();
        }
        let gets = starts(&GETS) && behind().any(holds);
        let first = clause.subject.first().map(|chunk| self.sentence.of(*chunk)).unwrap_or_default();
        let head = first.iter().take_while(|item| !item.part(Part::Of)).last();
        let is_event = head.is_some_and(|item| {
            matches!(item.lower.as_str(), "response" | "answer" | "retaliation" | "rebuff" | "blow")
        });
        let is_ours =
            first.first().is_some_and(|item| matches!(item.lower.as_str(), "our" | "its" | "their"));
        let comes = is_event && (starts(&COMES) || verb.copula) && (is_ours || has_if);
        (gets || comes).then(|| self.speaking_party(clause)).flatten()
    }

    /// The party that says a clause.
    pub(super) fn speaking_party(&self, clause: &Clause) -> Option<Named> {
        let saying = self.sayings.iter().rfind(|saying| saying.covers(clause.verb));
        let source = saying.filter(|saying| {
            matches!(saying.kind, SpeechKind::Say | SpeechKind::Threaten | SpeechKind::Promise)
        });
        let issuer = self.context.issuer.as_ref().filter(|_| saying.is_none());
        let speaker = source.map(|saying| &saying.source).or(issuer)?;
        let is_party = self.context.lexicon.kind_of(speaker.id.split('.').next().unwrap_or_default())
            == Some(ActorKind::Party);
        is_party.then(|| Named { by: By::Again, ..speaker.clone() })
    }

    /// `Should the North go further, we will take corresponding steps`: what a party holds out under a hostile condition, in words
    /// that name no deed.
    pub(super) fn hints_at_steps(
        &self,
        index: usize,
        clause: &Clause,
        subject: Option<&Named>,
    ) -> Option<Draft> {
        let verb = self.sentence.verb(clause)?;
        let is_ahead = matches!(verb.modal, Some(Part::Future | Part::Would)) && !verb.negated;
        let is_told = matches!(clause.link, Link::Main | Link::And | Link::Sub);
        if !is_ahead || !is_told || !self.has_hostile_condition() {
            return None;
        }
        let holds = |words: &[&str]| {
            (clause.first..clause.after)
                .flat_map(|chunk| self.sentence.of(chunk))
                .any(|item| words.contains(&item.lower.as_str()))
        };
        let class = match () {
            () if holds(&BLOWS) => Class::Force,
            () if holds(&HINTS) => Class::Pressure,
            () => return None,
        };
        let is_party = |named: &&Named| {
            let id = named.id.split('.').next().unwrap_or_default();
            self.context.lexicon.kind_of(id) == Some(ActorKind::Party)
        };
        let actor = self.speaking_party(clause).or_else(|| subject.filter(is_party).cloned())?;
        let action = if class == Class::Force { "retaliate" } else { "threaten" };
        let act = Act { class, action: action.to_owned(), ..self.act_of_absence("") };
        let mut mode = Mode::done();
        mode.modality = Modality::Threatened;
        mode.trail = vec!["M5"];
        let (start, end) = self.sentence.bytes(clause.first, clause.after)?;
        let mut draft = self.blank(&act, start, end, mode);
        let voices = self.voices(clause.verb, index);
        self.fill(&mut draft, index, clause, Some(actor), &voices);
        draft.trail.insert(0, "V17");
        Some(draft)
    }

    /// Whether a sentence has a condition, and not one that asks no more than that the other side keep its word.
    fn has_hostile_condition(&self) -> bool {
        const KEEPS: [&str; 24] = [
            "keep",
            "respect",
            "comply",
            "compl",
            "abid",
            "honour",
            "honor",
            "adher",
            "observ",
            "agree",
            "accept",
            "sign",
            "withdraw",
            "return",
            "hand",
            "releas",
            "stop",
            "ceas",
            "halt",
            "implement",
            "fulfil",
            "reciprocat",
            "permit",
            "allow",
        ];
        self.sentence.clauses.iter().any(|other| {
            let verb = self.sentence.verb(other).filter(|_| other.link == Link::If);
            let main = verb.and_then(|verb| self.sentence.items.list.get(verb.main));
            main.is_some_and(|item| {
                verb.is_some_and(|verb| verb.negated)
                    || !KEEPS.iter().any(|stem| item.lower.starts_with(stem))
            })
        })
    }
}
