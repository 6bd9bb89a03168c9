//! One verdict or finding, down to its roots.

use std::sync::Arc;

use armistice_facts::Fact;
use armistice_judge::{Finding, Judgement, Proof, Rule};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::Page;
use super::answer::judged;
use super::reply::{Asking, Problem};
use super::seen::{self, Between, FactView, Spot};
use super::snapshot::{Asked, Clocks, Snapshot};
use super::verdict::{VerdictView, view};
use crate::show::explanation::near;
use crate::show::incursion::{self, IncursionView};
use crate::show::margin::{Margin, margins};

#[derive(Debug, Deserialize)]
pub(super) struct Question {
    id: String,
    #[serde(flatten)]
    asked: Asked,
}

/// A verdict or finding with what it rests on.
#[derive(Debug, Serialize)]
pub(super) struct Explanation {
    pub(super) id: String,
    pub(super) verdict: VerdictView,
    pub(super) finding: Option<FindingView>,
    pub(super) article: Vec<String>,
    pub(super) quotation: String,
    pub(super) is_paraphrase: bool,
    pub(super) quotation_hash: String,
    pub(super) proof: Proof,
    pub(super) facts: Vec<FactView>,
    versions: Vec<VersionView>,
    /// At so many further moments more became known, and it was not looked at what became of the verdict.
    moments_passed_over: usize,
    pub(super) would_change: Vec<String>,
    geometry: Vec<Located>,
    margins: Vec<Margin>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    incursions: Vec<IncursionView>,
}

/// One incident.
#[derive(Debug, Serialize)]
pub(super) struct FindingView {
    pub(super) id: String,
    pub(super) outcome: String,
    pub(super) reason: Option<String>,
    grade: String,
    flags: Vec<String>,
    about: Between,
    known: String,
    pub(super) because: String,
    facts: Vec<String>,
}

#[derive(Debug, Serialize)]
struct VersionView {
    number: usize,
    known_from: String,
    superseded: Option<String>,
    verdict: VerdictView,
}

/// Where a fact was told to be.
#[derive(Debug, Serialize)]
struct Located {
    fact: String,
    #[serde(flatten)]
    spot: Spot,
}

pub(super) async fn finding(
    State(page): State<Arc<Page>>,
    Asking(Question { id, asked }): Asking<Question>,
    headers: HeaderMap,
) -> Response {
    judged(page, &headers, asked, move |snapshot, clocks| of(snapshot, clocks, &id)).await
}

/// Explains the verdict or finding of that name.
pub(super) fn of(snapshot: &Snapshot, clocks: Clocks, id: &str) -> Result<Explanation, Problem> {
    let (case, agreement) = (&snapshot.case, &snapshot.case.agreement);
    let zone = &agreement.settings.time_zone;
    let judgement = snapshot.judgement(clocks);
    let (verdict, finding) = match (judgement.verdict(id), judgement.finding(id)) {
        (Some(verdict), _) => (verdict, None),
        (None, Some((verdict, finding))) => (verdict, Some(finding)),
        (None, None) => return Err(absent(&judgement, id)),
    };
    let proof = finding.map_or(&verdict.proof, |finding| &finding.proof);
    let cited = proof.all_facts();
    let mut facts: Vec<&Fact> = case.facts.iter().filter(|fact| cited.contains(&fact.id)).collect();
    let held = case.facts.get(..clocks.held).unwrap_or(&case.facts);
    let later = incursion::of(case, held, &facts, clocks.known_at);
    // What tells a depth later stands beside the report.
    facts.extend(later.iter().map(|later| later.told));
    let section = agreement.section(verdict.section);
    let (versions, passed_over) = snapshot.versions(clocks, &verdict.norm, &verdict.bearer);
    Ok(Explanation {
        id: id.to_owned(),
        verdict: view(agreement, verdict),
        finding: finding.map(|finding| finding_view(finding, zone)),
        article: section.map(|section| super::overview::path(&section.path)).unwrap_or_default(),
        quotation: section.map(|section| section.quotation.clone()).unwrap_or_default(),
        is_paraphrase: section.is_some_and(|section| section.is_paraphrase),
        quotation_hash: section.map(|section| section.quotation_hash.clone()).unwrap_or_default(),
        would_change: would_change(proof),
        facts: facts.iter().map(|fact| seen::view(fact, zone)).collect(),
        geometry: facts.iter().filter_map(|fact| located(fact)).collect(),
        margins: margins(&case.placements, &facts, &verdict.norm),
        incursions: incursion::views(case, &later),
        moments_passed_over: passed_over,
        versions: versions
            .into_iter()
            .map(|version| VersionView {
                number: version.number,
                known_from: zone.show(version.known_from),
                superseded: version.superseded.map(|at| zone.show(at)),
                verdict: view(agreement, &version.verdict),
            })
            .collect(),
        proof: proof.clone(),
    })
}

/// There is no verdict or finding of that name; perhaps one like it.
pub(super) fn absent(judgement: &Judgement, id: &str) -> Problem {
    let problem = Problem::absent(format!("there is no verdict or finding `{id}` on that day"));
    match near(judgement, id).as_slice() {
        [] => problem.mend("/api/v1/overview lists them"),
        near => problem.mend(format!("did you mean {}?", near.join(", "))),
    }
}

fn finding_view(finding: &Finding, zone: &armistice_facts::calendar::Zone) -> FindingView {
    FindingView {
        id: finding.id.clone(),
        outcome: finding.outcome.word().to_owned(),
        reason: finding.reason.map(|reason| reason.word().to_owned()),
        grade: finding.grade.word().to_owned(),
        flags: finding.flags.iter().map(|flag| flag.word().to_owned()).collect(),
        about: Between { from: zone.show(finding.about.from), to: zone.show(finding.about.last()) },
        known: zone.show(finding.known),
        because: finding.because.clone(),
        facts: finding.facts.iter().map(ToString::to_string).collect(),
    }
}

/// What the proof says would change the answer, anywhere in it.
fn would_change(proof: &Proof) -> Vec<String> {
    let mut open = vec![proof];
    let mut found = Vec::new();
    while let Some(step) = open.pop() {
        if step.rule == Rule::WouldChange {
            let words = step.statement.trim_start_matches("would change it: ").to_owned();
            if !found.contains(&words) {
                found.push(words);
            }
        }
        open.extend(step.children.iter().rev());
    }
    found
}

fn located(fact: &Fact) -> Option<Located> {
    let spot = seen::spot(fact).filter(|spot| spot.lon.is_some())?;
    Some(Located { fact: fact.id.to_string(), spot })
}
