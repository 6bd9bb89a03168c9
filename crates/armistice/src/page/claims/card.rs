//! One claim with all that it takes to decide on it: the words in their context, whose word it is, what it becomes, what that
//! would change, and how it lies to all others.

use std::sync::Arc;

use armistice_facts::Name;
use armistice_readback::Locale;
use armistice_reading::{Claim, VERSION};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::corrected::{self, Field};
use super::decided::{DecisionView, decision_view};
use super::{Brief, SOME, Turn, brief, brief_of, turn};
use crate::claims::decision::Decision;
use crate::claims::gathering::{Grades, Links};
use crate::claims::queue::{Pending, overlapping, speaks};
use crate::page::Page;
use crate::page::answer::judged;
use crate::page::overview::sentence;
use crate::page::reply::{Asking, Problem};
use crate::page::snapshot::{Asked, Clocks, Snapshot};
use crate::page::waiting::Read;
use crate::page::weighing;
use crate::show;

/// So many letters of the report stand on either side of the quote at most.
const AROUND: usize = 700;

#[derive(Debug, Deserialize)]
pub(in crate::page) struct Question {
    id: String,
    corrections: Option<String>,
    #[serde(flatten)]
    asked: Asked,
}

/// How far a claim has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Standing {
    /// Nobody has decided on it.
    Waiting,
    /// Somebody has.
    Decided,
    /// Somebody has decided on a claim of the same kind on most of the same words.
    DecidedByOther,
    /// Its outlet has published a later version of the report, which stands in its place.
    Superseded,
}

/// One claim.
#[derive(Debug, Serialize)]
pub(in crate::page) struct Card {
    #[serde(flatten)]
    pub(in crate::page) brief: Brief,
    as_of: String,
    known_at: String,
    state: Standing,
    /// Which rules, or which model, read it.
    reader: String,
    url: Option<String>,
    pub(in crate::page) context: Context,
    pub(in crate::page) claim: Claim,
    /// Whether it speaks to a provision of the agreement at all.
    speaks: bool,
    norms: Vec<NormOf>,
    grades: Option<Grades>,
    pub(in crate::page) same_event: Vec<Brief>,
    pub(in crate::page) contradicts: Vec<Brief>,
    /// Of a proposal, what the rules read of the same words.
    same_words: Vec<Brief>,
    /// Those of the same event that are the word of the same voice.
    same_origin: Vec<String>,
    more_tellings: usize,
    pub(in crate::page) becomes: Vec<String>,
    pub(in crate::page) why: Option<String>,
    pub(in crate::page) carries: Option<String>,
    pub(in crate::page) changes: Vec<Turn>,
    more_changes: usize,
    decision: Option<DecisionView>,
    /// All that was decided on it, the last first.
    history: Vec<DecisionView>,
    /// Its number in the queue, of so many; and its neighbours there.
    number: Option<usize>,
    total: usize,
    previous: Option<String>,
    next: Option<String>,
}

/// The words around a quote, as they stand in the report.
#[derive(Debug, Serialize)]
pub(in crate::page) struct Context {
    pub(in crate::page) before: String,
    pub(in crate::page) quote: String,
    pub(in crate::page) after: String,
    starts: bool,
    ends: bool,
}

/// A norm that a claim may speak to.
#[derive(Debug, Serialize)]
struct NormOf {
    norm: String,
    sentence: String,
    section: Option<String>,
}

pub(in crate::page) async fn claim(
    State(page): State<Arc<Page>>,
    Asking(Question { id, corrections, asked }): Asking<Question>,
    headers: HeaderMap,
) -> Response {
    judged(page, &headers, asked, move |snapshot, clocks| {
        let fields = corrected::read(corrections.as_deref())?;
        let mut card = of(snapshot, clocks, &id, fields.is_empty())?;
        if !fields.is_empty() {
            card.put_right(snapshot, clocks, &fields)?;
        }
        Ok(card)
    })
    .await
}

/// The claim of that fingerprint; with its neighbours in the queue, for which all of it is weighed, if they are wanted.
pub(in crate::page) fn of(
    snapshot: &Snapshot,
    clocks: Clocks,
    id: &str,
    neighbours: bool,
) -> Result<Card, Problem> {
    let read = weighing::read(snapshot)?;
    let at = read.reports.places.get(id).copied();
    let own = read.journal.of(id);
    let (report, claim) = match (at.and_then(|at| read.reports.gathering.claim(at)), own) {
        (Some((report, claim)), _) => (Some(report), claim),
        (None, Some(decision)) => (None, &decision.read),
        (None, None) => {
            let problem = Problem::absent(format!("no report of the case has a claim `{id}`"));
            return Err(problem.mend("/api/v1/claims lists those that wait"));
        }
    };
    let zone = &snapshot.case.agreement.settings.time_zone;
    let proposal = at.and_then(|at| read.reports.gathering.proposal(at));
    let reader = proposal.map_or(VERSION, |one| one.reader.as_str());
    let other = report.and_then(|report| overlapping(&read.journal, report, claim));
    let decision = own.or(other);
    let mut card = Card {
        brief: match (report, own) {
            (Some(report), _) => brief(report, claim),
            (None, Some(own)) => brief_of(claim, &own.report.name, own.report.published.as_deref()),
            (None, None) => brief_of(claim, "", None),
        },
        as_of: zone.show(clocks.as_of),
        known_at: zone.show(clocks.known_at),
        state: match (own, other) {
            (Some(_), _) => Standing::Decided,
            (None, Some(_)) => Standing::DecidedByOther,
            (None, None) if report.is_some_and(|report| report.superseded_by.is_some()) => {
                Standing::Superseded
            }
            (None, None) => Standing::Waiting,
        },
        reader: own.map_or(reader, |own| own.reader.as_str()).to_owned(),
        url: report
            .and_then(|report| report.report.document.declared.url.clone())
            .or_else(|| own.and_then(|own| own.report.url.clone())),
        context: context(report.map_or("", |report| report.report.document.text.as_str()), claim),
        claim: claim.clone(),
        speaks: speaks(claim),
        norms: norms(snapshot, claim),
        grades: at.and_then(|at| read.reports.gathering.grades(at, &read.reports.words.lexicon)),
        same_event: Vec::new(),
        contradicts: Vec::new(),
        same_words: Vec::new(),
        same_origin: Vec::new(),
        more_tellings: 0,
        becomes: Vec::new(),
        why: None,
        carries: None,
        changes: Vec::new(),
        more_changes: 0,
        decision: decision.map(|decision| decision_view(snapshot, decision)),
        history: history(snapshot, read, id),
        number: None,
        total: 0,
        previous: None,
        next: None,
    };
    if let Some((at, report)) = at.zip(report) {
        card.told_beside(read, &read.reports.gathering.links(at));
        card.same_words =
            read.reports.gathering.same_words(at).into_iter().map(|one| brief(report, one)).collect();
    }
    match (decision, at) {
        (Some(decision), _) => card.came_of(decision),
        (None, Some(at)) => card.would(snapshot, clocks, at, neighbours)?,
        (None, None) => {}
    }
    Ok(card)
}

impl Card {
    /// Other tellings of the same event, and those that say the contrary.
    fn told_beside(&mut self, read: &Read, links: &Links) {
        let all = |ids: &[String]| -> Vec<Brief> {
            let places = ids.iter().filter_map(|id| read.reports.places.get(id));
            let told = places.filter_map(|at| read.reports.gathering.claim(*at));
            told.take(SOME).map(|(report, claim)| brief(report, claim)).collect()
        };
        (self.same_event, self.contradicts) = (all(&links.same_event), all(&links.contradicts));
        let told = links.same_event.len() + links.contradicts.len();
        self.more_tellings = told - self.same_event.len() - self.contradicts.len();
        self.same_origin = links.same_origin.iter().take(SOME).cloned().collect();
    }

    /// What came of a decision.
    fn came_of(&mut self, decision: &Decision) {
        self.becomes = show::queue::facts(&decision.facts);
        self.carries = decision.carries.as_ref().map(Name::to_string);
    }

    /// What it becomes if it is accepted, what that would change, and its place in the queue.
    fn would(
        &mut self,
        snapshot: &Snapshot,
        clocks: Clocks,
        at: (usize, usize),
        neighbours: bool,
    ) -> Result<(), Problem> {
        let queue = neighbours.then(|| weighing::queue(snapshot, clocks)).transpose()?;
        let order = queue.as_ref().map(|queue| queue.order.as_slice()).unwrap_or_default();
        self.total = order.len();
        if let Some(number) = order.iter().position(|one| *one == at) {
            let id = |place: usize| {
                let (_, claim) =
                    weighing::read(snapshot).ok()?.reports.gathering.claim(*order.get(place)?)?;
                Some(claim.id.clone())
            };
            self.number = Some(number + 1);
            (self.previous, self.next) = (number.checked_sub(1).and_then(id), id(number + 1));
            let weighed = queue.as_ref().and_then(|queue| queue.weighed.as_ref()?.get(number));
            if let Some(one) = weighed {
                self.weighed(snapshot, one);
                return Ok(());
            }
        }
        let (desk, mut bench) = (weighing::desk(snapshot, clocks)?, weighing::bench(snapshot, clocks)?);
        if let Some(one) = desk.weighed(at, &weighing::read(snapshot)?.journal, &mut bench) {
            self.weighed(snapshot, &one);
        }
        Ok(())
    }

    /// Tells what the claim would become and change with fields put right, in place of what it would as it is read.
    fn put_right(&mut self, snapshot: &Snapshot, clocks: Clocks, fields: &[Field]) -> Result<(), Problem> {
        if self.state != Standing::Waiting {
            return Err(Problem::new(StatusCode::CONFLICT, "only a claim that waits can be put right"));
        }
        let (read, desk) = (weighing::read(snapshot)?, weighing::desk(snapshot, clocks)?);
        let at = read.reports.places.get(&self.brief.id).copied();
        let Some((at, (report, as_read))) = at.and_then(|at| Some((at, read.reports.gathering.claim(at)?)))
        else {
            return Err(Problem::absent("no report of the case has that claim"));
        };
        let (claim, choices, _) =
            corrected::put_right(as_read, fields, read.reports.words.lexicon.register())?;
        let mut bench = weighing::bench(snapshot, clocks)?;
        let before = desk.before(at, &read.journal);
        let made = desk.made(at, (report, &claim), ("", ""), &choices, &bench, &before);
        let changes = Some(bench.changes(&made.facts));
        // Who puts right what another carries says more than that: so it is decided, too.
        let (links, grades) = (read.reports.gathering.links(at), None);
        self.weighed(snapshot, &Pending { at, made, carries: None, changes, links, grades });
        Ok(())
    }

    fn weighed(&mut self, snapshot: &Snapshot, pending: &Pending) {
        self.becomes = show::queue::facts(&pending.made.facts);
        self.why.clone_from(&pending.made.why);
        self.carries = pending.carries.as_ref().map(Name::to_string);
        let changes = pending.changes.as_deref().unwrap_or_default();
        let some = changes.iter().take(SOME);
        self.changes = some.map(|change| turn(&snapshot.case.agreement, change)).collect();
        self.more_changes = changes.len().saturating_sub(SOME);
    }
}

fn history(snapshot: &Snapshot, read: &Read, id: &str) -> Vec<DecisionView> {
    let lines = read.journal.lines.iter().rev().filter(|line| line.claim == id);
    lines.take(SOME).map(|line| decision_view(snapshot, line)).collect()
}

fn norms(snapshot: &Snapshot, claim: &Claim) -> Vec<NormOf> {
    let (agreement, locale) = (&snapshot.case.agreement, Locale::english());
    let known = claim.norms.iter().filter_map(|label| agreement.norm(label).map(|norm| (label, norm)));
    let of = |(label, norm): (&String, &armistice_terms::model::Norm)| {
        let section = agreement.section(norm.section).and_then(|section| section.id.as_ref());
        NormOf {
            norm: label.clone(),
            sentence: sentence(agreement, label, &locale),
            section: section.map(ToString::to_string),
        }
    };
    known.map(of).collect()
}

fn context(text: &str, claim: &Claim) -> Context {
    let [start, end] = claim.byte;
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let from = before.char_indices().rev().nth(AROUND).map_or(0, |(byte, letter)| byte + letter.len_utf8());
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(byte, _)| byte);
    Context {
        before: before.get(from..).unwrap_or_default().to_owned(),
        quote: claim.quote.clone(),
        after: after.get(..to).unwrap_or_default().to_owned(),
        starts: from == 0,
        ends: to == after.len(),
    }
}
