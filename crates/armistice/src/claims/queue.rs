//! The claims that wait for a person, those first that would change most; and where a report is read otherwise today than when it
//! was decided.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::{Instant, Name};
use armistice_reading::claim::Bearing;
use armistice_reading::{Claim, Lexicon};
use serde::Serialize;

use super::corrections::Choices;
use super::decision::{Decision, Journal, ReportOf};
use super::effect::{Bench, Change};
use super::fact::{Ground, Made, Taking, made};
use super::gathering::{Gathering, Grades, Links, Read};
use crate::case::Case;

/// Where more claims wait, they are not all weighed at once: each takes a judgement of its own.
pub(crate) const MOST_WEIGHED: usize = 64;

/// A claim that waits.
#[derive(Debug)]
pub(crate) struct Pending {
    /// Report and claim in the gathering.
    pub(crate) at: (usize, usize),
    /// What it becomes if it is accepted as it stands.
    pub(crate) made: Made,
    /// The fact that stands already for the same word of the same voice.
    pub(crate) carries: Option<Name>,
    /// What would change, where that was worked out.
    pub(crate) changes: Option<Vec<Change>>,
    /// How it lies to the other claims.
    pub(crate) links: Links,
    /// How it is graded.
    pub(crate) grades: Option<Grades>,
}

/// What was decided before that bears on a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Before {
    /// The incident of its event: that of a telling that was accepted, else one of its own.
    pub(crate) incident: Option<Name>,
    /// The fact that stands already for the same word of the same voice: one more carrier of it adds nothing.
    pub(crate) carries: Option<Name>,
    /// How often facts of the claim were taken back.
    pub(crate) rounds: usize,
}

/// A decided claim that is read otherwise today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Difference {
    /// The fingerprint of the decided claim.
    pub(crate) claim: String,
    /// Its report.
    pub(crate) report: String,
    /// What is otherwise.
    pub(crate) what: String,
}

/// All that is needed to weigh claims of a case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Desk<'a> {
    /// The case.
    pub(crate) case: &'a Case,
    /// The words.
    pub(crate) lexicon: &'a Lexicon,
    /// The reports.
    pub(crate) gathering: &'a Gathering,
    /// Whose words they are read by.
    pub(crate) words: &'a str,
    /// Which rules, or which model, read them.
    pub(crate) reader: &'a str,
    /// When it is.
    pub(crate) at: Instant,
}

impl Desk<'_> {
    /// Which rules, or which model, read the claim.
    pub(crate) fn reader_of(&self, at: (usize, usize)) -> &str {
        self.gathering.proposal(at).map_or(self.reader, |one| one.reader.as_str())
    }

    /// What a claim becomes when that person accepts it.
    pub(crate) fn made(
        &self,
        at: (usize, usize),
        told: (&Read, &Claim),
        by: (&str, &str),
        choices: &Choices,
        bench: &Bench<'_>,
        before: &Before,
    ) -> Made {
        let (read, claim) = told;
        let report = report_of(read);
        let taking = Taking {
            report: &report,
            outlet: read.report.document.declared.outlet.as_deref(),
            reader: self.reader_of(at),
            by: by.0,
            at: self.at,
            reason: by.1,
            incident: before.incident.as_ref(),
            choices,
            rounds: before.rounds,
        };
        let ground = Ground {
            agreement: &self.case.agreement,
            register: self.lexicon.register(),
            facts: bench.facts(),
        };
        made(claim, &taking, &ground)
    }

    /// What was decided before that bears on a claim.
    pub(crate) fn before(&self, at: (usize, usize), journal: &Journal) -> Before {
        let rounds = self.gathering.claim(at).map_or(0, |(_, claim)| journal.rounds(&claim.id));
        Before { incident: self.incident(at, journal), carries: self.carries(at, journal), rounds }
    }

    fn incident(&self, at: (usize, usize), journal: &Journal) -> Option<Name> {
        let (_, claim) = self.gathering.claim(at)?;
        let event = self.gathering.event(at).map(|(_, event)| event);
        let accepted = event
            .into_iter()
            .flat_map(armistice_reading::origins::Event::tellings)
            .filter_map(|told| self.gathering.claim((told.report, told.claim)))
            .filter_map(|(_, other)| journal.of(&other.id))
            .flat_map(|decision| &decision.facts)
            .find_map(|fact| fact.incident.clone());
        accepted.or_else(|| Name::new(format!("told-{}", claim.id)).ok())
    }

    fn carries(&self, at: (usize, usize), journal: &Journal) -> Option<Name> {
        let links = self.gathering.links(at);
        let facts = links.same_origin.iter().filter_map(|id| journal.of(id)).flat_map(|one| &one.facts);
        facts.map(|fact| fact.id.clone()).next()
    }

    /// Where the claims stand that wait, in the order of the reports.
    pub(crate) fn waiting(&self, journal: &Journal, all: bool) -> Vec<(usize, usize)> {
        // A model is not asked which provision it means: whoever decides names the norm, if there is one.
        let is_proposal = |at| self.gathering.proposal(at).is_some();
        let waits = |at, read: &Read, claim: &Claim| {
            (all || speaks(claim) || is_proposal(at))
                && journal.of(&claim.id).is_none()
                && overlapping(journal, read, claim).is_none()
        };
        let claims = self.gathering.claims().chain(self.gathering.proposals());
        claims.filter(|(at, read, claim)| waits(*at, read, claim)).map(|(at, ..)| at).collect()
    }

    /// What a claim becomes if it is accepted as it stands; what that would change is not worked out.
    pub(crate) fn told(&self, at: (usize, usize), journal: &Journal, bench: &Bench<'_>) -> Option<Pending> {
        let told = self.gathering.claim(at)?;
        let before = self.before(at, journal);
        let made = self.made(at, told, ("", ""), &Choices::default(), bench, &before);
        let (links, grades) = (self.gathering.links(at), self.gathering.grades(at, self.lexicon));
        Some(Pending { at, made, carries: before.carries, changes: None, links, grades })
    }

    /// What a claim becomes if it is accepted as it stands, and what that would change.
    pub(crate) fn weighed(
        &self,
        at: (usize, usize),
        journal: &Journal,
        bench: &mut Bench<'_>,
    ) -> Option<Pending> {
        let mut one = self.told(at, journal, bench)?;
        one.changes = Some(if one.carries.is_none() { bench.changes(&one.made.facts) } else { Vec::new() });
        Some(one)
    }

    /// The claims that wait, those first that would change most; of very many none is weighed, and those stand first that promise to.
    pub(crate) fn pending(&self, journal: &Journal, bench: &mut Bench<'_>, all: bool) -> Vec<Pending> {
        let rules = journal.rules();
        let waiting = self.waiting(journal, all);
        if waiting.len() > MOST_WEIGHED {
            let promising = self.by_promise(waiting, journal);
            return promising.into_iter().filter_map(|at| self.told(at, journal, bench)).collect();
        }
        let mut pending: Vec<Pending> =
            waiting.into_iter().filter_map(|at| self.weighed(at, journal, bench)).collect();
        pending.sort_by_key(|one| {
            let changes = one.changes.as_deref().unwrap_or_default();
            let most = changes.first().map_or(0, |change| change.weight);
            (Reverse(most), Reverse(changes.len()), self.promise(one.at, &rules))
        });
        pending
    }

    /// Claims by what is known of them without a judgement: those last that only carry what stands already.
    pub(crate) fn by_promise(
        &self,
        mut waiting: Vec<(usize, usize)>,
        journal: &Journal,
    ) -> Vec<(usize, usize)> {
        let taken: BTreeSet<&str> = journal
            .decisions()
            .filter(|decision| !decision.facts.is_empty())
            .map(|decision| decision.claim.as_str())
            .collect();
        let claims = self.gathering.claims();
        let taken = claims.filter(|(.., claim)| taken.contains(claim.id.as_str()));
        let carried: BTreeSet<_> = taken.filter_map(|(at, ..)| self.gathering.origin(at)).collect();
        let rules = journal.rules();
        waiting.sort_by_cached_key(|at| {
            let is_carried = self.gathering.origin(*at).is_some_and(|origin| carried.contains(&origin));
            (is_carried, self.promise(*at, &rules))
        });
        waiting
    }

    /// What goes before, of two claims that would change as much.
    fn promise(&self, at: (usize, usize), rules: &BTreeMap<&str, [usize; 3]>) -> Promise {
        let claim = self.gathering.claim(at).map(|(_, claim)| claim);
        let bearing = claim.map_or(0, |claim| rank(claim.bearing));
        let record = claim.map_or(0, |claim| standing(claim, rules));
        let sure = claim.map_or(0, |claim| claim.confidence);
        (Reverse(bearing), Reverse(record), Reverse(sure), at)
    }

    /// Decided claims of these reports that are read otherwise today.
    pub(crate) fn differences(&self, journal: &Journal) -> Vec<Difference> {
        let of = |decision: &Decision| {
            let read = self
                .gathering
                .reads
                .iter()
                .find(|read| read.report.sha256.hex() == decision.report.sha256)?;
            let what = otherwise(&decision.read, &read.claims)?;
            Some(Difference { claim: decision.claim.clone(), report: read.report.name.clone(), what })
        };
        let by_rules = |decision: &&Decision| !decision.reader.starts_with("llm:");
        journal.decisions().filter(by_rules).filter_map(of).collect()
    }
}

/// Its bearing, how often its rules were right, how sure it is read, and its place.
type Promise = (Reverse<u8>, Reverse<usize>, Reverse<u8>, (usize, usize));

/// Whether a claim speaks to a provision.
pub(crate) fn speaks(claim: &Claim) -> bool {
    !claim.topic.starts_with("topic:")
}

/// The report of a claim as a decision keeps it.
pub(crate) fn report_of(read: &Read) -> ReportOf {
    ReportOf {
        name: read.report.name.clone(),
        sha256: read.report.sha256.hex(),
        bytes: read.report.bytes,
        published: read.facts.published.clone(),
        url: read.report.document.declared.url.clone(),
    }
}

/// The decision on other words for the same thing: a claim of the same class on most of the same words of the same report.
pub(crate) fn overlapping<'j>(journal: &'j Journal, read: &Read, claim: &Claim) -> Option<&'j Decision> {
    let hash = read.report.sha256.hex();
    journal.decisions().find(|decision| {
        decision.report.sha256 == hash
            && decision.read.class == claim.class
            && is_mostly_one(&decision.read, claim)
    })
}

fn is_mostly_one(one: &Claim, other: &Claim) -> bool {
    let shared = one.byte[1].min(other.byte[1]).saturating_sub(one.byte[0].max(other.byte[0]));
    let length = |claim: &Claim| claim.byte[1].saturating_sub(claim.byte[0]);
    shared * 2 > length(one).min(length(other)) && shared > 0
}

/// What of a decided claim is otherwise in a reading of today.
fn otherwise(decided: &Claim, today: &[Claim]) -> Option<String> {
    let Some(now) = today.iter().find(|claim| claim.id == decided.id) else {
        let near = today.iter().find(|claim| claim.class == decided.class && is_mostly_one(claim, decided));
        return Some(match near {
            Some(claim) => format!("is read as another claim today: {}", claim.id),
            None => "is not read any more".to_owned(),
        });
    };
    let (Ok(serde_json::Value::Object(then)), Ok(serde_json::Value::Object(now))) =
        (serde_json::to_value(decided), serde_json::to_value(now))
    else {
        return None;
    };
    let is_told = |field: &&String| !matches!(field.as_str(), "confidence" | "trail");
    let fields: Vec<&String> =
        now.keys().chain(then.keys().filter(|field| !now.contains_key(*field))).collect();
    let said = |value: Option<&serde_json::Value>| value.map_or("nothing".to_owned(), ToString::to_string);
    let changed: Vec<String> = fields
        .into_iter()
        .filter(is_told)
        .filter(|field| now.get(*field) != then.get(*field))
        .map(|field| format!("{field} was {}, is {}", said(then.get(field)), said(now.get(field))))
        .collect();
    (!changed.is_empty()).then(|| changed.join("; "))
}

fn rank(bearing: Bearing) -> u8 {
    match bearing {
        Bearing::Breaches => 5,
        Bearing::BreachAlleged => 4,
        Bearing::BreachDenied => 3,
        Bearing::Fulfils => 2,
        Bearing::NoBreachSeen => 1,
        Bearing::BreachOfOther | Bearing::None => 0,
    }
}

/// Of a hundred claims that the weakest rule of this one read, how many at least were accepted as they stood: two more decisions
/// against it than there are, so that few decisions say little.
fn standing(claim: &Claim, rules: &BTreeMap<&str, [usize; 3]>) -> usize {
    let of = |rule: &str| {
        let [accepted, corrected, rejected] = rules.get(rule).copied().unwrap_or_default();
        accepted * 100 / (accepted + corrected + rejected + 2)
    };
    claim.rules().map(of).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(id: &str, byte: [usize; 2], actor: &str) -> Claim {
        serde_json::from_value(serde_json::json!({
            "id": id, "zone": "body", "quote": "x", "char": byte, "byte": byte, "actor": actor, "class": "force",
            "action": "fire", "source_class": "outlet_voice", "modality": "done", "polarity": "+"
        }))
        .unwrap()
    }

    #[test]
    fn what_is_read_otherwise_is_told_field_by_field() {
        let decided = claim("a", [10, 30], "KP");
        assert_eq!(otherwise(&decided, &[claim("a", [10, 30], "KP")]), None);
        let changed = otherwise(&decided, &[claim("a", [10, 30], "KR")]).unwrap();
        assert_eq!(changed, "actor was \"KP\", is \"KR\"");
        assert!(otherwise(&decided, &[claim("b", [12, 40], "KP")]).unwrap().contains("another claim"));
        assert_eq!(
            otherwise(&decided, &[claim("b", [40, 60], "KP")]).as_deref(),
            Some("is not read any more")
        );
    }

    #[test]
    fn few_decisions_on_a_rule_say_little() {
        let mut told = claim("a", [0, 1], "KP");
        told.trail = vec!["V1".to_owned()];
        let of = |counts| standing(&told, &BTreeMap::from([("V1", counts)]));
        assert!(of([1, 0, 0]) < of([10, 0, 0]) && of([10, 0, 10]) < of([10, 0, 0]) && of([0, 0, 0]) == 0);
        // What its confidence rests on is no rule, and stands for none.
        let before = of([10, 0, 0]);
        told.trail.push("S-5 nobody".to_owned());
        assert_eq!(standing(&told, &BTreeMap::from([("V1", [10, 0, 0])])), before);
    }
}
