//! What the case is, and what stands first on the page: every provision with the verdict of each side, what changed, and what
//! is due next.

use std::sync::Arc;

use armistice_facts::{Fact, Instant};
use armistice_judge::{Judgement, Truth, Verdict};
use armistice_readback::{Locale, read_norm_in};
use armistice_terms::model::Agreement;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::answer::judged;
use super::reply::Asking;
use super::seen::spot;
use super::snapshot::{Asked, Clocks, Snapshot, around};
use super::verdict::{Told, VerdictView, told, view};
use super::{Page, recorded};

/// What changed is told of so many days, unless the question says since when.
const DAYS: i64 = 30;
const DAY_MILLIS: i64 = 86_400_000;

/// What the case is.
#[derive(Debug, Serialize)]
struct CaseView {
    name: String,
    agreement: String,
    signed: Option<String>,
    time_zone: String,
    parties: Vec<Side>,
    bodies: Vec<Side>,
    from: Option<String>,
    to: Option<String>,
    /// West, south, east, north in degrees of the zones and lines; until they are drawn, of what was told.
    bounds: Option<[f64; 4]>,
    facts: usize,
    set_aside: usize,
    /// Objects that are heard of, their reports, and the passages that watch has told.
    objects: usize,
    reports: usize,
    passages: usize,
    record: recorded::Standing,
    /// Which run of the server counts the versions.
    run: String,
    /// Who decides on claims here; nobody where the page only shows.
    review: Option<String>,
    version: u64,
    default_as_of: String,
    /// The instant of `known_at`, where the question names it by its place in the record.
    known_at: String,
}

/// A party or a body.
#[derive(Debug, Serialize)]
struct Side {
    name: String,
    title: String,
}

pub(super) async fn case(
    State(page): State<Arc<Page>>,
    Asking(asked): Asking<Asked>,
    headers: HeaderMap,
) -> Response {
    let (hearing, run) = (page.hearing(), page.live.run.clone());
    let review = page.review.as_ref().map(|review| review.by().to_string());
    judged(page, &headers, asked, move |snapshot, clocks| {
        let (case, agreement) = (&snapshot.case, &snapshot.case.agreement);
        let zone = &agreement.settings.time_zone;
        let side = |name: &armistice_facts::Name, title: &String| Side {
            name: name.to_string(),
            title: title.clone(),
        };
        let signed = signed(agreement);
        let heard = hearing.tracks.span();
        let begins = case.facts.iter().map(|fact| fact.about.from).chain(signed);
        let begins = begins.chain(heard.map(|(from, _)| from)).min();
        let ends = case.facts.iter().map(|fact: &Fact| fact.about.last().max(fact.known));
        let ends = ends.chain(heard.map(|(_, to)| to)).max();
        Ok(CaseView {
            name: case.name.clone(),
            agreement: agreement.title.clone(),
            signed: signed.map(|at| zone.show(at)),
            time_zone: zone.name().to_owned(),
            parties: agreement.parties.iter().map(|party| side(&party.name, &party.full_name)).collect(),
            bodies: agreement.bodies.iter().map(|body| side(&body.name, &body.full_name)).collect(),
            from: begins.map(|at| zone.show(at)),
            to: ends.map(|at| zone.show(at)),
            bounds: bounds(snapshot),
            facts: case.facts.len(),
            set_aside: case.rejects.len(),
            objects: hearing.tracks.objects(),
            reports: hearing.tracks.reports,
            passages: hearing.passages.len(),
            record: recorded::standing(snapshot, clocks),
            run: run.clone(),
            review: review.clone(),
            version: snapshot.number,
            default_as_of: zone.show(snapshot.clocks(&Asked::default())?.as_of),
            known_at: zone.show(clocks.known_at),
        })
    })
    .await
}

fn bounds(snapshot: &Snapshot) -> Option<[f64; 4]> {
    let drawn = snapshot.places().and_then(Result::ok).and_then(|drawn| drawn.bounds);
    drawn.or_else(|| {
        let spots = snapshot.case.facts.iter().filter_map(spot);
        let points = spots.filter_map(|spot| Some([spot.lon?, spot.lat?, spot.lon?, spot.lat?]));
        points.reduce(around)
    })
}

/// When the agreement was signed; of several texts the one that gives the whole its title.
pub(super) fn signed(agreement: &Agreement) -> Option<Instant> {
    let own = agreement.instruments.iter().find(|instrument| instrument.title == agreement.title);
    own.or(agreement.instruments.first()).map(|instrument| instrument.signed)
}

#[derive(Debug, Deserialize)]
pub(super) struct Question {
    #[serde(flatten)]
    asked: Asked,
    since: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Overview {
    pub(super) as_of: String,
    pub(super) known_at: String,
    since: String,
    pub(super) parties: Vec<String>,
    pub(super) articles: Vec<Article>,
    pub(super) changed: Vec<Change>,
    pub(super) due: Vec<Due>,
}

#[derive(Debug, Serialize)]
pub(super) struct Article {
    pub(super) title: Vec<String>,
    section: Option<String>,
    quotation: String,
    is_paraphrase: bool,
    pub(super) norms: Vec<NormRow>,
}

#[derive(Debug, Serialize)]
pub(super) struct NormRow {
    pub(super) norm: String,
    pub(super) sentence: String,
    pub(super) verdicts: Vec<VerdictView>,
}

/// A verdict that reads otherwise than before.
#[derive(Debug, Serialize)]
pub(super) struct Change {
    pub(super) id: String,
    pub(super) before: Option<Told>,
    pub(super) after: Told,
}

/// What somebody has to do, and by when.
#[derive(Debug, Serialize)]
pub(super) struct Due {
    pub(super) id: String,
    bearer: String,
    norm: String,
    pub(super) due: String,
    pub(super) words: String,
}

pub(super) async fn overview(
    State(page): State<Arc<Page>>,
    Asking(Question { asked, since }): Asking<Question>,
    headers: HeaderMap,
) -> Response {
    judged(page, &headers, asked, move |snapshot, clocks| {
        let since = match &since {
            Some(given) => snapshot.instant(given, "since")?,
            None => default_since(clocks.as_of),
        };
        Ok(of(snapshot, clocks, since))
    })
    .await
}

/// The overview as of an instant, with what changed since another.
pub(super) fn of(snapshot: &Snapshot, clocks: Clocks, since: Instant) -> Overview {
    let agreement = &snapshot.case.agreement;
    let zone = &agreement.settings.time_zone;
    let judgement = snapshot.judgement(clocks);
    // What was said then: with what the record knew then, or had it only known less, with that.
    let then = Clocks { as_of: since, known_at: since.min(clocks.known_at), ..clocks };
    let before = snapshot.judgement(then);
    Overview {
        as_of: zone.show(clocks.as_of),
        known_at: zone.show(clocks.known_at),
        since: zone.show(since),
        parties: agreement.parties.iter().map(|party| party.name.to_string()).collect(),
        articles: articles(agreement, &judgement),
        changed: changes(agreement, &before, &judgement),
        due: due(agreement, &judgement, clocks.as_of),
    }
}

/// The period that is looked back over unless the question says otherwise.
pub(super) fn default_since(as_of: Instant) -> Instant {
    as_of.plus_millis(-DAYS * DAY_MILLIS)
}

fn articles(agreement: &Agreement, judgement: &Judgement) -> Vec<Article> {
    let locale = Locale::english();
    let mut articles: Vec<(usize, Article)> = Vec::new();
    for verdict in &judgement.verdicts {
        if articles.last().is_none_or(|(section, _)| *section != verdict.section) {
            articles.push((verdict.section, article(agreement, verdict.section)));
        }
        let Some((_, article)) = articles.last_mut() else { continue };
        if article.norms.last().is_none_or(|row| row.norm != verdict.norm.as_str()) {
            let sentence = sentence(agreement, verdict.norm.as_str(), &locale);
            article.norms.push(NormRow { norm: verdict.norm.to_string(), sentence, verdicts: Vec::new() });
        }
        if let Some(row) = article.norms.last_mut() {
            row.verdicts.push(view(agreement, verdict));
        }
    }
    articles.into_iter().map(|(_, article)| article).collect()
}

fn article(agreement: &Agreement, section: usize) -> Article {
    let section = agreement.section(section);
    Article {
        title: section.map(|section| path(&section.path)).unwrap_or_default(),
        section: section.and_then(|section| section.id.as_ref()).map(ToString::to_string),
        quotation: section.map(|section| section.quotation.clone()).unwrap_or_default(),
        is_paraphrase: section.is_some_and(|section| section.is_paraphrase),
        norms: Vec::new(),
    }
}

/// The headings above a section and its own.
pub(super) fn path(path: &str) -> Vec<String> {
    path.split(" › ").map(ToOwned::to_owned).collect()
}

/// What a norm asks for: the first line of its read-back, without its label and its marks.
pub(super) fn sentence(agreement: &Agreement, norm: &str, locale: &Locale) -> String {
    let text = read_norm_in(agreement, norm, locale).unwrap_or_default();
    let line = text.lines().next().unwrap_or_default().trim_start_matches("- ");
    let line = line.strip_prefix("**").and_then(|rest| rest.split_once("**")).map_or(line, |(_, rest)| rest);
    line.replace("**", "").replace(['`', '\\'], "").trim().to_owned()
}

fn changes(agreement: &Agreement, before: &Judgement, after: &Judgement) -> Vec<Change> {
    let change = |verdict: &Verdict| {
        let (before, after) = (before.verdict(&verdict.id), told(agreement, verdict));
        let before = before.map(|before| told(agreement, before));
        (before.as_ref() != Some(&after)).then(|| Change { id: verdict.id.clone(), before, after })
    };
    after.verdicts.iter().filter_map(change).collect()
}

fn due(agreement: &Agreement, judgement: &Judgement, as_of: Instant) -> Vec<Due> {
    let is_open = |verdict: &&Verdict| {
        verdict.truth == Some(Truth::Pending) && verdict.due.is_some_and(|due| due >= as_of)
    };
    let mut open: Vec<&Verdict> = judgement.verdicts.iter().filter(is_open).collect();
    open.sort_by_key(|verdict| verdict.due);
    let zone = &agreement.settings.time_zone;
    let shown = |verdict: &Verdict| Due {
        id: verdict.id.clone(),
        bearer: verdict.bearer.clone(),
        norm: verdict.norm.to_string(),
        due: verdict.due.map(|due| zone.show(due)).unwrap_or_default(),
        words: told(agreement, verdict).words,
    };
    open.into_iter().map(shown).collect()
}
