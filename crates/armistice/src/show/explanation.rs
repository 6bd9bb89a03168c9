//! One verdict or finding, read back to its roots: the article, the proof, the facts, the versions.

use std::io::{self, Write};

use armistice_facts::calendar::Zone;
use armistice_facts::{Fact, Instant};
use armistice_judge::{Finding, Judgement, Proof, Rule, Verdict, Version};
use armistice_terms::model::{Agreement, Section};
use serde::Serialize;

use super::incursion::{self, IncursionView};
use super::margin::{Margin, margins};
use super::text::{COLUMNS, indented, wrap};
use super::verdict::{NormView, is_said, norm_view, symbol, words};
use crate::case::Case;
use crate::claims::sayings::Saying;

/// So many names are offered when none fits.
const SUGGESTIONS: usize = 5;

/// What is explained.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Explained<'a> {
    /// The verdict.
    pub(crate) verdict: &'a Verdict,
    /// One finding of it, if that was asked for.
    pub(crate) finding: Option<&'a Finding>,
    /// How the verdict changed as more became known.
    pub(crate) versions: &'a [Version],
    /// What reports say of its norm, as far as a person has accepted it.
    pub(crate) said: &'a [Saying],
    /// What the record knew by then.
    pub(crate) known_at: Instant,
}

impl<'a> Explained<'a> {
    fn proof(&self) -> &'a Proof {
        self.finding.map_or(&self.verdict.proof, |finding| &finding.proof)
    }
}

/// What `explain --format json` says (schemas/explain.schema.json).
#[derive(Debug, Serialize)]
pub(crate) struct View<'a> {
    id: &'a str,
    verdict: NormView,
    quotation: &'a str,
    is_paraphrase: bool,
    quotation_hash: &'a str,
    proof: &'a Proof,
    facts: Vec<&'a Fact>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    margins: Vec<Margin>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    incursions: Vec<IncursionView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recorded: Vec<RecordedView>,
    versions: Vec<VersionView>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    said: &'a [Saying],
}

/// Where a fact stands in the record, and the three times of its entry.
#[derive(Debug, Serialize)]
struct RecordedView {
    fact: String,
    entry: u64,
    by: String,
    claimed: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tree_seen: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_after: Option<String>,
}

#[derive(Debug, Serialize)]
struct VersionView {
    number: usize,
    known_from: String,
    superseded: Option<String>,
    verdict: NormView,
}

/// The explanation as JSON values.
pub(crate) fn view<'a>(case: &'a Case, explained: Explained<'a>) -> View<'a> {
    let zone = &case.agreement.settings.time_zone;
    let section = case.agreement.section(explained.verdict.section);
    let cited = explained.proof().all_facts();
    let facts: Vec<&Fact> = case.facts.iter().filter(|fact| cited.contains(&fact.id)).collect();
    let later = incursion::of(case, &case.facts, &facts, explained.known_at);
    let measured: Vec<&Fact> = facts.iter().copied().chain(later.iter().map(|later| later.told)).collect();
    View {
        id: explained.finding.map_or(&explained.verdict.id, |finding| &finding.id),
        verdict: norm_view(&case.agreement, explained.verdict),
        quotation: section.map_or("", |section| &section.quotation),
        is_paraphrase: section.is_some_and(|section| section.is_paraphrase),
        quotation_hash: section.map_or("", |section| &section.quotation_hash),
        proof: explained.proof(),
        margins: margins(&case.placements, &measured, &explained.verdict.norm),
        incursions: incursion::views(case, &later),
        facts,
        recorded: case
            .facts
            .iter()
            .filter(|fact| cited.contains(&fact.id))
            .filter_map(|fact| recorded_view(case, fact))
            .collect(),
        versions: explained
            .versions
            .iter()
            .map(|version| VersionView {
                number: version.number,
                known_from: zone.show(version.known_from),
                superseded: version.superseded.map(|at| zone.show(at)),
                verdict: norm_view(&case.agreement, &version.verdict),
            })
            .collect(),
        said: explained.said,
    }
}

fn recorded_view(case: &Case, fact: &Fact) -> Option<RecordedView> {
    let zone = &case.agreement.settings.time_zone;
    let record = case.recorded.as_ref()?;
    let told = record.told(&fact.id)?;
    let times = record.times(told);
    Some(RecordedView {
        fact: fact.id.to_string(),
        entry: told.entry,
        by: told.by.to_string(),
        claimed: zone.show(times.claimed),
        not_before: times.not_before.map(|at| zone.show(at)),
        tree_seen: times.tree_seen.map(|at| zone.show(at)),
        not_after: times.not_after.map(|at| zone.show(at)),
    })
}

/// Writes the explanation for people.
pub(crate) fn write(case: &Case, explained: Explained<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (agreement, verdict) = (&case.agreement, explained.verdict);
    let zone = &agreement.settings.time_zone;
    writeln!(out, "{} {}: {}", symbol(verdict), verdict.id, words(verdict, zone))?;
    if let Some(finding) = explained.finding {
        write!(out, "{}", indented(&finding_line(finding, zone), 2))?;
    }
    article(agreement.section(verdict.section), out)?;
    writeln!(out, "\nbecause")?;
    tree(explained.proof(), out)?;
    if explained.finding.is_none() && !verdict.findings.is_empty() {
        writeln!(out, "\nfindings")?;
        for finding in &verdict.findings {
            write!(out, "{}", indented(&finding_line(finding, zone), 2))?;
        }
    }
    cited(case, explained, out)?;
    super::sayings::of_norm(explained.said, out)?;
    versions(explained.versions, agreement, out)
}

fn finding_line(finding: &Finding, zone: &Zone) -> String {
    let mut words = vec![finding.outcome.to_string(), finding.grade.to_string()];
    let reason = finding.reason.filter(|reason| !is_said(*reason, finding.grade, &finding.flags));
    words.extend(reason.map(|reason| reason.to_string()));
    words.extend(finding.flags.iter().map(ToString::to_string));
    format!(
        "{} ({}): {}. {}",
        finding.id,
        zone.date_of(finding.about.from),
        words.join(" · "),
        finding.because
    )
}

/// The article's own words come before any answer.
fn article(section: Option<&Section>, out: &mut dyn Write) -> io::Result<()> {
    let Some(section) = section else { return Ok(()) };
    write!(out, "\n{}", indented(&section.path, 0))?;
    if section.quotation.is_empty() {
        return Ok(());
    }
    let kind = if section.is_paraphrase { "paraphrase: " } else { "" };
    write!(out, "{}", indented(&format!("{kind}{}", section.quotation), 2))?;
    writeln!(out, "  {}", section.quotation_hash)
}

/// The proof as a tree of lines.
pub(crate) fn tree(proof: &Proof, out: &mut dyn Write) -> io::Result<()> {
    let mut open = vec![(String::new(), String::new(), proof)];
    while let Some((first, rest, proof)) = open.pop() {
        let facts: Vec<&str> = proof.facts.iter().map(AsRef::as_ref).collect();
        let cited = if facts.is_empty() { String::new() } else { format!(" [{}]", facts.join(", ")) };
        let width = COLUMNS.saturating_sub(2 + rest.chars().count());
        for (number, line) in wrap(&format!("{}{cited}", proof.statement), width).iter().enumerate() {
            writeln!(out, "  {}{line}", if number == 0 { &first } else { &rest })?;
        }
        // The article stands above the proof already.
        let children: Vec<&Proof> =
            proof.children.iter().filter(|child| child.rule != Rule::Article).collect();
        let last = children.len().saturating_sub(1);
        for (number, child) in children.into_iter().enumerate().rev() {
            let (branch, trunk) = if number == last { ("└ ", "  ") } else { ("├ ", "│ ") };
            open.push((format!("{rest}{branch}"), format!("{rest}{trunk}"), child));
        }
    }
    Ok(())
}

fn cited(case: &Case, explained: Explained<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (cited, norm) = (explained.proof().all_facts(), &explained.verdict.norm);
    if cited.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nfacts cited")?;
    let zone = &case.agreement.settings.time_zone;
    for fact in case.facts.iter().filter(|fact| cited.contains(&fact.id)) {
        write!(out, "{}", indented(&super::fact::line(fact, zone), 2))?;
        for margin in margins(&case.placements, &[fact], norm).iter().filter_map(Margin::words) {
            write!(out, "{}", indented(&margin, 4))?;
        }
        if let Some(line) = recorded_line(case, fact) {
            write!(out, "{}", indented(&line, 4))?;
        }
        for later in incursion::of(case, &case.facts, &[fact], explained.known_at) {
            write!(out, "{}", indented(&incursion::view(case, &later).words(), 4))?;
            for margin in margins(&case.placements, &[later.told], norm).iter().filter_map(Margin::words) {
                write!(out, "{}", indented(&margin, 6))?;
            }
        }
    }
    Ok(())
}

/// Where the fact stands in the record; nothing where all of its times are the one that the fact tells already.
fn recorded_line(case: &Case, fact: &Fact) -> Option<String> {
    let zone = &case.agreement.settings.time_zone;
    let record = case.recorded.as_ref()?;
    let told = record.told(&fact.id)?;
    let times = record.times(told);
    if times.claimed == fact.known
        && times.tree_seen.is_none()
        && times.not_before.is_none()
        && times.not_after.is_none()
    {
        return None;
    }
    let claimed = zone.show_short(times.claimed);
    let mut line = format!("entry #{} by {}, written {claimed} by its own word", told.entry, told.by);
    if let Some(at) = times.not_before {
        line.push_str(&format!("; witnessed: not before {}", zone.show_short(at)));
    }
    if let Some(at) = times.tree_seen {
        line.push_str(&format!("; the tree that it names was first witnessed {}", zone.show_short(at)));
    }
    match times.not_after {
        Some(at) => line.push_str(&format!("; witnessed: not after {}", zone.show_short(at))),
        None => line.push_str("; not yet seen by witnesses enough"),
    }
    Some(line)
}

fn versions(versions: &[Version], agreement: &Agreement, out: &mut dyn Write) -> io::Result<()> {
    if versions.len() < 2 {
        return Ok(());
    }
    let zone = &agreement.settings.time_zone;
    writeln!(out, "\nversions, as more became known")?;
    // Versions that differ only in the evidence behind them read the same, and are told once.
    let reads = |version: &Version| (words(&version.verdict, zone), version.verdict.because.clone());
    for run in versions.chunk_by(|one, next| reads(one) == reads(next)) {
        let (Some(version), Some(last)) = (run.first(), run.last()) else { continue };
        let until = last.superseded.map_or("now".to_owned(), |at| zone.show_short(at));
        let line = format!(
            "v{} known {} to {until}: {} {}. {}",
            version.number,
            zone.show_short(version.known_from),
            symbol(&version.verdict),
            words(&version.verdict, zone),
            version.verdict.because
        );
        write!(out, "{}", indented(&line, 2))?;
    }
    Ok(())
}

/// Verdicts whose id holds a part of the name, or the other way round.
pub(crate) fn near(judgement: &Judgement, name: &str) -> Vec<String> {
    let label = name.split('/').next().unwrap_or(name);
    let holds =
        |verdict: &&Verdict| verdict.norm.as_str().contains(label) || label.contains(verdict.norm.as_str());
    judgement.verdicts.iter().filter(holds).map(|verdict| verdict.id.clone()).take(SUGGESTIONS).collect()
}
