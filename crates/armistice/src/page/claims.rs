//! The claims of reports on the page: those that wait for a person, one of them with all that it takes to decide on it
//! ([`card`], put right by [`corrected`]), what was decided ([`decided`]), and the reports that they were read in ([`stacks`]).

pub(super) mod card;
pub(super) mod corrected;
pub(super) mod decided;
mod stacks;

use std::sync::Arc;

use armistice_facts::Name;
use armistice_reading::Claim;
use armistice_reading::claim::{Modality, Polarity};
use armistice_terms::model::Agreement;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::Page;
use super::answer::judged;
use super::reply::{Asking, Problem};
use super::seen::{limited, number};
use super::snapshot::{Asked, Clocks, Snapshot};
use super::verdict::{Told, told};
use super::weighing;
use crate::claims::effect::Change;
use crate::claims::gathering::Read;
use crate::claims::queue::Pending;
use crate::claims::wording::line;
use crate::show;
pub(super) use card::claim;
pub(super) use decided::decisions;
pub(super) use stacks::reports;

/// So many claims stand on one page of a list unless the question says otherwise, and at most.
const USUAL: usize = 50;
const MOST: usize = 500;
/// So many changed verdicts, claims that are read otherwise and lines that cannot be read are told.
const SOME: usize = 20;

/// A part of a list.
#[derive(Debug, Deserialize)]
pub(super) struct Question {
    #[serde(flatten)]
    asked: Asked,
    cursor: Option<String>,
    limit: Option<String>,
}

/// What waits.
#[derive(Debug, Serialize)]
struct Queued {
    as_of: String,
    known_at: String,
    items: Vec<Item>,
    next: Option<String>,
    total: usize,
    /// Whether what each would change is worked out, and those stand first that would change most. Of more than are weighed, those
    /// stand first that speak of a breach, and what one would change is told with it alone.
    weighed: bool,
    /// How many claims are decided, and how many reports were read.
    decided: usize,
    reports: usize,
    /// Decided claims that are read otherwise today: the first of so many.
    differences: Vec<crate::claims::queue::Difference>,
    otherwise: usize,
    set_aside: Vec<String>,
}

/// A claim in a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Brief {
    pub(super) id: String,
    pub(super) modality: Modality,
    polarity: Polarity,
    pub(super) action: String,
    /// Who is said to have acted, by the names of the agreement; nobody if nobody is named.
    pub(super) actors: Vec<String>,
    pub(super) quote: String,
    pub(super) report: String,
    pub(super) published: Option<String>,
    /// The language model that proposes it; nothing of what the rules read.
    pub(super) proposed_by: Option<String>,
}

/// A claim that waits.
#[derive(Debug, Serialize)]
struct Item {
    #[serde(flatten)]
    brief: Brief,
    becomes: Vec<String>,
    why: Option<String>,
    carries: Option<String>,
    changes: Vec<Turn>,
    more_changes: usize,
    same_event: usize,
    contradicts: usize,
}

/// A verdict that would be another.
#[derive(Debug, Serialize)]
pub(super) struct Turn {
    pub(super) verdict: String,
    norm: String,
    bearer: String,
    pub(super) before: Told,
    pub(super) after: Told,
    /// How many observations it counts and would count, where nothing else would be otherwise.
    observations: Option<[u64; 2]>,
}

pub(super) async fn claims(
    State(page): State<Arc<Page>>,
    Asking(Question { asked, cursor, limit }): Asking<Question>,
    headers: HeaderMap,
) -> Response {
    judged(page, &headers, asked, move |snapshot, clocks| {
        let span = Span::of(cursor.as_deref(), limit.as_deref())?;
        queued(snapshot, clocks, span)
    })
    .await
}

fn queued(snapshot: &Snapshot, clocks: Clocks, span: Span) -> Result<Queued, Problem> {
    let (read, queue) = (weighing::read(snapshot)?, weighing::queue(snapshot, clocks)?);
    let agreement = &snapshot.case.agreement;
    let zone = &agreement.settings.time_zone;
    let (part, next) = span.part(&queue.order);
    let desk = weighing::desk(snapshot, clocks)?;
    // What is weighed needs no bench any more.
    let bench = queue.weighed.is_none().then(|| weighing::bench(snapshot, clocks)).transpose()?;
    let told = |at: &(usize, usize)| desk.told(*at, &read.journal, bench.as_ref()?);
    let weighed = queue.weighed.as_ref().map(|weighed| span.part(weighed).0);
    let items = match weighed {
        Some(weighed) => weighed.iter().filter_map(|one| item(agreement, read, one)).collect(),
        None => part.iter().filter_map(told).filter_map(|one| item(agreement, read, &one)).collect(),
    };
    Ok(Queued {
        as_of: zone.show(clocks.as_of),
        known_at: zone.show(clocks.known_at),
        items,
        next,
        total: queue.order.len(),
        weighed: queue.weighed.is_some(),
        decided: read.journal.len(),
        reports: read.reports.gathering.reads.len(),
        differences: queue.differences.iter().take(SOME).cloned().collect(),
        otherwise: queue.differences.len(),
        set_aside: read.refused.iter().take(SOME).cloned().collect(),
    })
}

fn item(agreement: &Agreement, read: &super::waiting::Read, pending: &Pending) -> Option<Item> {
    let (report, claim) = read.reports.gathering.claim(pending.at)?;
    let changes = pending.changes.as_deref().unwrap_or_default();
    Some(Item {
        brief: brief(report, claim),
        becomes: show::queue::facts(&pending.made.facts),
        why: pending.made.why.clone(),
        carries: pending.carries.as_ref().map(Name::to_string),
        changes: changes.iter().take(SOME).map(|change| turn(agreement, change)).collect(),
        more_changes: changes.len().saturating_sub(SOME),
        same_event: pending.links.same_event.len(),
        contradicts: pending.links.contradicts.len(),
    })
}

/// A claim in a line.
pub(super) fn brief(read: &Read, claim: &Claim) -> Brief {
    brief_of(claim, &read.report.name, read.facts.published.as_deref())
}

fn brief_of(claim: &Claim, report: &str, published: Option<&str>) -> Brief {
    let actors = match claim.parties.as_slice() {
        [] if claim.actor == "unknown" => Vec::new(),
        [] => claim.actor.split('+').map(ToOwned::to_owned).collect(),
        parties => parties.to_vec(),
    };
    Brief {
        id: claim.id.clone(),
        modality: claim.modality,
        polarity: claim.polarity,
        action: claim.action.replace('_', " "),
        actors,
        quote: line(&claim.quote),
        report: report.to_owned(),
        published: published.map(ToOwned::to_owned),
        proposed_by: proposer(claim),
    }
}

/// The model whose proposal a claim is: its trail says so.
fn proposer(claim: &Claim) -> Option<String> {
    claim.trail.iter().find(|rule| rule.starts_with("llm:")).cloned()
}

fn turn(agreement: &Agreement, change: &Change) -> Turn {
    let (before, after) = (&change.before, &change.after);
    let only_counts = change.weight == 1;
    Turn {
        verdict: after.id.clone(),
        norm: after.norm.to_string(),
        bearer: after.bearer.clone(),
        before: told(agreement, before),
        after: told(agreement, after),
        observations: only_counts.then_some([before.counts.observations, after.counts.observations]),
    }
}

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    from: usize,
    limit: usize,
}

impl Span {
    fn of(cursor: Option<&str>, limit: Option<&str>) -> Result<Span, Problem> {
        let from = number(cursor, "cursor")?.unwrap_or(0);
        Ok(Span { from, limit: limited(limit, USUAL, MOST)? })
    }

    /// That part, and where to go on.
    fn part<T>(self, list: &[T]) -> (&[T], Option<String>) {
        let from = self.from.min(list.len());
        let end = from.saturating_add(self.limit).min(list.len());
        let next = (end < list.len()).then(|| end.to_string());
        (list.get(from..end).unwrap_or_default(), next)
    }
}
