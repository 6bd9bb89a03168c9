//! Verdicts in words and as JSON.

use std::collections::BTreeSet;

use armistice_facts::Instant;
use armistice_facts::calendar::Zone;
use armistice_judge::{Flag, Grade, Judgement, Reason, State, Truth, Verdict};
use armistice_record::Head;
use armistice_terms::model::Agreement;
use serde::Serialize;

use crate::case::Digest;
use crate::claims::sayings::Saying;

/// What `status --format json` says (schemas/status.schema.json).
#[derive(Debug, Serialize)]
pub(crate) struct StatusView {
    case: String,
    agreement: String,
    as_of: String,
    known_at: String,
    record: RecordView,
    norms: Vec<NormView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    said: Vec<Saying>,
}

#[derive(Debug, Serialize)]
struct RecordView {
    size: usize,
    root: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    tree: Option<TreeView>,
    set_aside: usize,
}

/// The tree of the record up to which it is read.
#[derive(Debug, Serialize)]
struct TreeView {
    size: u64,
    root: String,
}

/// One norm for one bearer.
#[derive(Debug, Serialize)]
pub(crate) struct NormView {
    id: String,
    norm: String,
    article: String,
    section: Option<String>,
    bearer: String,
    state: &'static str,
    truth: Option<&'static str>,
    grade: &'static str,
    flags: Vec<&'static str>,
    reason: Option<&'static str>,
    since: Option<String>,
    due: Option<String>,
    fulfilled: Option<String>,
    breaches: u64,
    alleged: u64,
    cured: u64,
    excused: u64,
    dismissed: u64,
    undetermined: u64,
    observations: u64,
    episodes: u64,
    coverage: Option<CoverageView>,
    findings: Vec<String>,
    because: String,
}

impl NormView {
    /// The name of the verdict.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Whom it is about.
    pub(crate) fn bearer(&self) -> &str {
        &self.bearer
    }

    /// Why, in one line.
    pub(crate) fn because(&self) -> &str {
        &self.because
    }
}

#[derive(Debug, Serialize)]
struct CoverageView {
    observed_hours: u64,
    share: f64,
}

/// The judgement as JSON values.
pub(crate) fn status_view(
    name: &str,
    agreement: &Agreement,
    judgement: &Judgement,
    record: Digest,
    tree: Option<Head>,
    set_aside: usize,
    said: Vec<Saying>,
) -> StatusView {
    let zone = &agreement.settings.time_zone;
    StatusView {
        case: name.to_owned(),
        agreement: agreement.title.clone(),
        as_of: zone.show(judgement.as_of),
        known_at: zone.show(judgement.known_at),
        record: RecordView {
            size: record.size,
            root: record.root,
            tree: tree.map(|tree| TreeView { size: tree.size, root: tree.root.hex() }),
            set_aside,
        },
        norms: judgement.verdicts.iter().map(|verdict| norm_view(agreement, verdict)).collect(),
        said,
    }
}

/// One verdict as JSON values.
pub(crate) fn norm_view(agreement: &Agreement, verdict: &Verdict) -> NormView {
    let zone = &agreement.settings.time_zone;
    let section = agreement.section(verdict.section);
    let show = |instant: Option<Instant>| instant.map(|instant| zone.show(instant));
    NormView {
        id: verdict.id.clone(),
        norm: verdict.norm.to_string(),
        article: section.map(|section| section.path.clone()).unwrap_or_default(),
        section: section.and_then(|section| section.id.as_ref()).map(ToString::to_string),
        bearer: verdict.bearer.clone(),
        state: verdict.state.word(),
        truth: verdict.truth.map(Truth::word),
        grade: verdict.grade.word(),
        flags: verdict.flags.iter().map(|flag| flag.word()).collect(),
        reason: verdict.reason.map(Reason::word),
        since: show(verdict.since),
        due: show(verdict.due),
        fulfilled: show(verdict.fulfilled),
        breaches: verdict.counts.breaches,
        alleged: verdict.counts.alleged,
        cured: verdict.counts.cured,
        excused: verdict.counts.excused,
        dismissed: verdict.counts.dismissed,
        undetermined: verdict.counts.undetermined,
        observations: verdict.counts.observations,
        episodes: verdict.counts.episodes,
        coverage: verdict.coverage.map(|watched| CoverageView {
            observed_hours: watched.observed_hours,
            share: f64::from(u32::try_from(watched.percent).unwrap_or(u32::MAX)) / 100.0,
        }),
        findings: verdict.findings.iter().map(|finding| finding.id.clone()).collect(),
        because: verdict.because.clone(),
    }
}

/// A mark for each truth, so that no meaning hangs on a colour.
pub(crate) fn symbol(verdict: &Verdict) -> &'static str {
    match verdict.truth {
        Some(Truth::Violated) => "✗",
        Some(Truth::Unknown) => "?",
        Some(Truth::Pending) => "…",
        Some(Truth::Kept) => "✓",
        None => "–",
    }
}

/// The verdict in words: `unknown · overdue · claim only`, `violated · reported · denied`, `suspended since 2023-11-22`.
pub(crate) fn words(verdict: &Verdict, zone: &Zone) -> String {
    let mut parts = Vec::new();
    match verdict.truth {
        None => {
            let since = verdict.since.map(|at| format!(" since {}", zone.date_of(at))).unwrap_or_default();
            parts.push(format!("{}{since}", verdict.state));
        }
        Some(truth) => {
            parts.push(truth.to_string());
            let implied = matches!(verdict.state, State::Watching | State::Kept | State::Due | State::Told);
            if !implied {
                parts.push(verdict.state.to_string());
            }
            if verdict.grade != Grade::None {
                parts.push(verdict.grade.to_string());
            }
        }
    }
    let said = |reason: &Reason| {
        is_said(*reason, verdict.grade, &verdict.flags)
            || (*reason == Reason::OverdueUnproven && verdict.state == State::Overdue)
    };
    parts.extend(verdict.reason.filter(|reason| !said(reason)).map(|reason| reason.to_string()));
    parts.extend(verdict.flags.iter().map(Flag::to_string));
    parts.join(" · ")
}

/// Whether the grade or a flag says already what the reason says.
pub(crate) fn is_said(reason: Reason, grade: Grade, flags: &BTreeSet<Flag>) -> bool {
    match reason {
        Reason::ClaimOnly => grade == Grade::Claimed,
        Reason::Impeached => flags.contains(&Flag::Impeached),
        _ => false,
    }
}
