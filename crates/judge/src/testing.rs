//! A small agreement and short ways to tell facts, for the tests of this crate.

use std::collections::BTreeMap;

use armistice_facts::{
    Act, Actor, Aspect, Certainty, CheckItem, CheckResult, Coverage, Denial, Fact, HeldCount, Impeachment,
    Inspection, Instant, Intent, Interval, Manner, Name, Notice, Outcome, Performance, Place, Placement,
    PlacementTarget, Precision, Relation, Ruling, Source, Stage, Standing, StateSeen, StatusChange,
    StatusKind, Voice, What,
};
use armistice_terms::model::Agreement;
use armistice_terms::{MemoryFiles, compile};

use crate::{Case, Finding, Judgement, Verdict, judge};

const VOCABULARY: &str = include_str!("../../../agreements/vocabulary/military-1.agreement.md");
const POLYGON: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"z","properties":{},
"geometry":{"type":"Polygon","coordinates":[[[126,38],[127,38],[127,39],[126,39],[126,38]]]}}]}"#;

/// The text of the agreement with these terms under its one article.
pub(crate) fn text(terms: &str) -> String {
    format!(
        "# Test {{#test}}\n\n```terms\nagreement \"Test\" between ROK, DPRK signed 19 September 2018 binding politically \
         authentic in ko time zone \"Asia/Seoul\" vocabulary \"military-1\" month ends clamp findings need reported.\n\
         party ROK is \"South\".\nparty DPRK is \"North\".\nbody UNC is \"Command\".\nbody NNSC is \"Nations\".\n\
         zone Z is file \"z.geojson#z\" accuracy 100 m.\n```\n\n## Article 1 {{#art_1}}\n\n> [paraphrase] What the sides \
         owe.\n\n```terms\n{terms}\n```\n"
    )
}

/// A compiled agreement with these terms.
pub(crate) fn agreement(terms: &str) -> Agreement {
    compiled(&text(terms))
}

/// A compiled agreement from a whole text.
pub(crate) fn compiled(text: &str) -> Agreement {
    let files = MemoryFiles {
        files: BTreeMap::from([("z.geojson".to_owned(), POLYGON.as_bytes().to_vec())]),
        vocabularies: BTreeMap::from([("military-1".to_owned(), VOCABULARY.to_owned())]),
    };
    let compiled = compile(text, &files);
    let errors: Vec<String> =
        compiled.diagnostics.iter().map(|one| format!("{} {}", one.code, one.message)).collect();
    compiled.agreement.unwrap_or_else(|| panic!("{errors:#?}\n{text}"))
}

pub(crate) fn n(text: &str) -> Name {
    Name::new(text).unwrap()
}

/// `2018-11-01`, or `2018-11-01T09:00`, in the zone of the agreement.
pub(crate) fn at(text: &str) -> Instant {
    let full = if text.contains('T') { format!("{text}:00+09:00") } else { format!("{text}T00:00:00+09:00") };
    full.parse().unwrap()
}

/// The last instant of a day.
pub(crate) fn end(day: &str) -> Instant {
    at(day).plus_millis(86_399_999)
}

/// The day itself, or the minute.
pub(crate) fn about(text: &str) -> Interval {
    if text.contains('T') {
        Interval::at(at(text))
    } else {
        Interval::new(at(text), at(text).plus_millis(86_400_000), Precision::Within).unwrap()
    }
}

/// A fact that this voice claims (a party) or reports (anybody else) of that day, known the same day.
pub(crate) fn fact(id: &str, day: &str, voice: &str, what: What) -> Fact {
    let (kind, manner) = match voice {
        "ROK" | "DPRK" => (Voice::Party, Manner::Claims),
        "UNC" | "NNSC" => (Voice::Body, Manner::Reports),
        "radar-7" => (Voice::Sensor, Manner::Reports),
        _ => (Voice::Press, Manner::Reports),
    };
    let source = Source { speaker: voice.to_owned(), voice: n(voice), kind, manner, means: None };
    let about = about(day);
    Fact {
        id: n(id),
        about,
        known: about.from,
        source,
        certainty: Certainty::High,
        incident: None,
        invokes: Vec::new(),
        what,
        read_at: String::new(),
        note: String::new(),
    }
}

/// Short ways to change a fact.
pub(crate) trait Changed: Sized {
    fn incident(self, name: &str) -> Self;
    fn known(self, day: &str) -> Self;
    fn means(self, name: &str) -> Self;
    fn manner(self, manner: Manner) -> Self;
}

impl Changed for Fact {
    fn incident(mut self, name: &str) -> Self {
        self.incident = Some(n(name));
        self
    }
    fn known(mut self, day: &str) -> Self {
        self.known = at(day);
        self
    }
    fn means(mut self, name: &str) -> Self {
        self.source.means = Some(n(name));
        self
    }
    fn manner(mut self, manner: Manner) -> Self {
        self.source.manner = manner;
        self
    }
}

pub(crate) fn act(party: &str, verb: &str, object: &str) -> What {
    What::Act(Act {
        actor: Actor { party: Some(n(party)), standing: Standing::Forces },
        verb: n(verb),
        objects: if object.is_empty() { Vec::new() } else { vec![n(object)] },
        attributes: BTreeMap::new(),
        purposes: Vec::new(),
        place: Place::default(),
        quantity: None,
    })
}

pub(crate) fn with_act(what: What, change: impl FnOnce(&mut Act)) -> What {
    match what {
        What::Act(mut act) => {
            change(&mut act);
            What::Act(act)
        }
        other => other,
    }
}

pub(crate) fn performance(norm: &str, stage: Stage) -> What {
    What::Performance(Performance { norm: n(norm), bearer: None, stage, step: None, count: None })
}

pub(crate) fn inspection(norm: &str, bearer: Option<&str>, inspectors: &[&str], outcome: Outcome) -> What {
    What::Inspection(Inspection {
        norm: n(norm),
        bearer: bearer.map(n),
        inspectors: inspectors.iter().map(|name| n(name)).collect(),
        outcome,
        items: vec![
            CheckItem { what: "posts".to_owned(), result: CheckResult::Confirmed, count: Some(11) },
            CheckItem { what: "tunnels".to_owned(), result: CheckResult::NotAccessible, count: None },
        ],
    })
}

pub(crate) fn notice(from: &str, to: &str, of: &str, purpose: &str) -> What {
    let purposes = if purpose.is_empty() { Vec::new() } else { vec![n(purpose)] };
    What::Notice(Notice {
        from: n(from),
        to: vec![n(to)],
        of: n(of),
        purposes,
        stating: Vec::new(),
        through: None,
        starts: None,
    })
}

pub(crate) fn denial(of: &str, evidence: &[&str]) -> What {
    let evidence = evidence.iter().map(|name| n(name)).collect();
    What::Denial(Denial { of: n(of), aspect: Aspect::Fact, evidence })
}

pub(crate) fn impeachment(of: &str) -> What {
    What::Impeachment(Impeachment {
        of: vec![n(of)],
        ground: "access was denied".to_owned(),
        items: Vec::new(),
    })
}

pub(crate) fn ruling(by: &str, norm: &str, bearer: &str, on: &str, breach: Option<bool>) -> What {
    What::Ruling(Ruling {
        by: n(by),
        on: vec![n(on)],
        norm: n(norm),
        bearer: n(bearer),
        breach,
        intent: Intent::Undetermined,
    })
}

pub(crate) fn status(by: &str, change: StatusKind, scope: &str) -> What {
    What::Status(StatusChange { by: n(by), change, scope: n(scope) })
}

pub(crate) fn seen(holder: &str, class: &str, state: &str, count: u64, unseen: u64) -> What {
    What::State(StateSeen {
        holder: n(holder),
        class: n(class),
        state: n(state),
        count: Some(count),
        unseen,
        place: Place::default(),
    })
}

pub(crate) fn held(holder: &str, class: &str, at_least: u64) -> What {
    What::Count(HeldCount {
        holder: n(holder),
        class: n(class),
        at_least,
        at_most: None,
        verb: None,
        place: Place::default(),
    })
}

pub(crate) fn coverage(norm: &str, percent: u8) -> What {
    What::Coverage(Coverage { norm: n(norm), bearer: None, observed_hours: 100, percent })
}

pub(crate) fn placed(fact: &str, norm: &str, relation: Relation) -> Placement {
    Placement {
        fact: n(fact),
        target: PlacementTarget::Norm(n(norm)),
        relation,
        margin_dm: Some(if relation == Relation::Outside { -50_000 } else { 50_000 }),
        tolerance_dm: 1_000,
        as_stated: false,
        missing: None,
    }
}

/// The judgement at the end of a day, with everything known by then.
pub(crate) fn on(agreement: &Agreement, facts: &[Fact], day: &str) -> Judgement {
    placed_on(agreement, facts, &[], day)
}

pub(crate) fn placed_on(
    agreement: &Agreement,
    facts: &[Fact],
    placements: &[Placement],
    day: &str,
) -> Judgement {
    judge(&Case { agreement, facts, placements }, end(day), end(day))
}

pub(crate) fn verdict<'j>(judgement: &'j Judgement, id: &str) -> &'j Verdict {
    let ids: Vec<&str> = judgement.verdicts.iter().map(|verdict| verdict.id.as_str()).collect();
    judgement.verdict(id).unwrap_or_else(|| panic!("{id} is none of {ids:?}"))
}

pub(crate) fn finding<'j>(judgement: &'j Judgement, id: &str) -> &'j Finding {
    let all: Vec<&str> = judgement
        .verdicts
        .iter()
        .flat_map(|verdict| verdict.findings.iter().map(|finding| finding.id.as_str()))
        .collect();
    judgement.finding(id).unwrap_or_else(|| panic!("{id} is none of {all:?}")).1
}

/// `state truth grade flags (reason)`
pub(crate) fn short(verdict: &Verdict) -> String {
    let truth = verdict.truth.map_or("-", crate::Truth::word);
    let flags: String = verdict.flags.iter().map(|flag| format!(" {}", flag.word())).collect();
    let reason = verdict.reason.map(|reason| format!(" ({})", reason.word())).unwrap_or_default();
    format!("{} {truth} {}{flags}{reason}", verdict.state.word(), verdict.grade.word())
}

/// `outcome grade flags (reason)`
pub(crate) fn brief(finding: &Finding) -> String {
    let flags: String = finding.flags.iter().map(|flag| format!(" {}", flag.word())).collect();
    let reason = finding.reason.map(|reason| format!(" ({})", reason.word())).unwrap_or_default();
    format!("{} {}{flags}{reason}", finding.outcome.word(), finding.grade.word())
}
