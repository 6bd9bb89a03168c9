//! What the case comes to by what is told of objects: entries and crossings that are certain, as reports of the observer.

use std::collections::BTreeMap;
use std::path::Path;

use armistice_facts::{
    Act, Actor, Certainty, Certitude, Fact, Instant, Interval, Name, Passage, PassageKind, Place, Precision,
    Standing as Acting, What,
};
use armistice_feeds::objects::Subject;
use armistice_judge::{Flag, Grade, State, Truth, Verdict};
use armistice_terms::model::Agreement;
use armistice_watch::{Notice, Plan, Standing};

use crate::case::{Case, Source};
use crate::command::Failure;
use crate::observer::Observer;

use super::depths::Depths;

/// A case that hears of passages.
pub(super) struct Judged {
    case: Case,
    plan: Plan,
    observer: Observer,
    /// The facts that hold, by the number of their passage.
    heard: BTreeMap<u64, Fact>,
    is_changed: bool,
    /// The latest instant that was told of: what is judged by.
    latest: Option<Instant>,
    verdicts: BTreeMap<String, Answer>,
    /// The fact that each passage amounts to at present, by its number.
    told: BTreeMap<u64, Name>,
    depths: Depths,
}

/// What makes a verdict another one.
type Answer = (State, Option<Truth>, Grade, Vec<Flag>, u64, u64);

impl Judged {
    /// Opens the case.
    ///
    /// # Errors
    /// [`Failure`] if it cannot be opened, or the observer has no name.
    pub(super) fn open(folder: &Path, observer: &str) -> Result<Self, Failure> {
        let case = Case::open(folder)?;
        let plan = Source::open(folder)?.plan(&case.agreement)?;
        let observer = Observer::of(&case.agreement, observer)?;
        Ok(Judged {
            case,
            plan,
            observer,
            heard: BTreeMap::new(),
            is_changed: false,
            latest: None,
            verdicts: BTreeMap::new(),
            told: BTreeMap::new(),
            depths: Depths::default(),
        })
    }

    /// Whether the facts are others than when this was asked last.
    pub(super) fn is_changed(&mut self) -> bool {
        std::mem::take(&mut self.is_changed)
    }

    /// The facts that hold by all that was told.
    pub(super) fn heard(&self) -> impl Iterator<Item = &Fact> {
        self.heard.values()
    }

    pub(super) fn agreement(&self) -> &Agreement {
        &self.case.agreement
    }

    /// The entries and crossings that a passage tells something of: itself, or the entry of the presence that it closes, which is
    /// then known by its depth.
    pub(super) fn concerned(&mut self, notice: &Notice) -> Vec<Notice> {
        self.depths.concerned(notice)
    }

    /// Takes a passage that was told; the verdicts that it changed.
    pub(super) fn hear(&mut self, notice: &Notice, subject: Option<&Subject>) -> Vec<Verdict> {
        let Some(fact) = self.fact(notice, subject) else { return Vec::new() };
        let time = fact.known;
        let before = self.latest.map(|latest| latest.max(time));
        if self.latest.is_none() {
            // What stood before anything was heard is not told: status tells it.
            self.changes(time);
        }
        let latest = before.unwrap_or(time);
        self.latest = Some(latest);
        // A passage that is told anew takes the place of itself, as does one that is recorded already.
        let before = self.told.insert(notice.number, fact.id.clone());
        let gone = |id: &Name| *id == fact.id || before.as_ref() == Some(id);
        self.case.facts.retain(|other| !gone(&other.id));
        self.case.placements.retain(|placement| !gone(&placement.fact));
        self.is_changed |= if is_certain(notice) {
            self.heard.insert(notice.number, fact.clone()).as_ref() != Some(&fact)
        } else {
            self.heard.remove(&notice.number).is_some()
        };
        if is_certain(notice) {
            let facts = [fact];
            self.case.placements.extend(armistice_watch::place(&self.plan, &self.case.agreement, &facts));
            self.case.facts.extend(facts);
        }
        self.changes(latest)
    }

    /// The report that a passage amounts to, if it is certain.
    pub(super) fn report(&self, notice: &Notice, subject: Option<&Subject>) -> Option<Fact> {
        self.fact(notice, subject).filter(|_| is_certain(notice))
    }

    fn changes(&mut self, at: Instant) -> Vec<Verdict> {
        let judgement = armistice_judge::judge(&self.case.to_judge(), at, at);
        let mut changed = Vec::new();
        for verdict in judgement.verdicts {
            let answer = answer(&verdict);
            if self.verdicts.insert(verdict.id.clone(), answer.clone()) != Some(answer) {
                changed.push(verdict);
            }
        }
        changed
    }

    /// The fact that a passage amounts to; an entry into a zone, or a crossing of a line.
    fn fact(&self, notice: &Notice, subject: Option<&Subject>) -> Option<Fact> {
        let passage = &notice.passage;
        let (verb, place) = match passage.kind {
            PassageKind::Enter => ("enter", passage.zone.clone()?),
            PassageKind::Cross => ("cross", passage.line.clone()?),
            _ => return None,
        };
        let party = subject.and_then(|subject| subject.party.clone());
        let standing = if party.is_some() { Acting::Forces } else { Acting::Unattributed };
        let about = match (passage.interpolated, passage.from, passage.to) {
            (false, Some(from), Some(to)) => Interval::new(from, to, Precision::Within).ok()?,
            _ => Interval::at(passage.time),
        };
        let act = Act {
            actor: Actor { party, standing },
            verb: Name::new(verb).ok()?,
            objects: subject.and_then(|subject| subject.class.clone()).into_iter().collect(),
            attributes: BTreeMap::new(),
            purposes: Vec::new(),
            // On the boundary itself the position says nothing: the zone or line that was met is told by its name.
            place: Place {
                name: passage.object.clone(),
                within: vec![place],
                deepest: self.depths.of(notice.number).map(Box::new),
                ..Place::default()
            },
            quantity: None,
        };
        Some(Fact {
            id: identity(verb, passage)?,
            known: about.until.max(passage.time),
            about,
            source: self.observer.source(),
            certainty: Certainty::High,
            incident: None,
            invokes: Vec::new(),
            what: What::Act(act),
            read_at: String::new(),
            note: format!("{} of {}, revision {}", verb, passage.object, notice.revision),
        })
    }
}

fn is_certain(notice: &Notice) -> bool {
    notice.standing != Standing::Withdrawn && notice.passage.certainty == Certitude::Certain
}

/// The same passage has the same name, however often it is heard.
fn identity(verb: &str, passage: &Passage) -> Option<Name> {
    let place = passage.zone.as_ref().or(passage.line.as_ref())?;
    let told = format!("{verb}\n{}\n{place}\n{}", passage.object, passage.time.millis());
    let digest = armistice_record::Hash::of(told.as_bytes()).hex();
    Name::new(format!("heard-{}", digest.get(..16)?)).ok()
}

fn answer(verdict: &Verdict) -> Answer {
    let counts = (verdict.counts.breaches, verdict.counts.episodes);
    (verdict.state, verdict.truth, verdict.grade, verdict.flags.iter().copied().collect(), counts.0, counts.1)
}
