//! Many reports joined: what is said to have happened, by which voices, and what contradicts what.

use std::io::{self, Write};

use armistice_reading::origins::{Event, Origin};
use armistice_reading::{Claim, DocumentFacts, Lexicon, VERSION};
use serde::Serialize;

use super::text::indented;
use crate::claims::gathering::{Gathering, Grades, Links};
use crate::claims::queue::speaks;
use crate::claims::wording::{count, line, sense};

/// What `claims FOLDER --format json` says (schemas/claims-joined.schema.json).
#[derive(Debug, Serialize)]
pub(crate) struct View<'a> {
    reader: &'static str,
    words: &'a str,
    reports: Vec<ReportView<'a>>,
    claims: Vec<ClaimView<'a>>,
    events: Vec<EventView>,
    changes_of_story: Vec<StoryView>,
}

#[derive(Debug, Serialize)]
struct ReportView<'a> {
    name: &'a str,
    sha256: String,
    outlet: Option<&'a str>,
    facts: &'a DocumentFacts,
    copy_of: Option<&'a str>,
    superseded_by: Option<&'a str>,
}

/// A claim with its place among the claims of all reports.
#[derive(Debug, Serialize)]
pub(crate) struct ClaimView<'a> {
    report: &'a str,
    event: Option<usize>,
    same_event: Vec<String>,
    same_origin: Vec<String>,
    contradicts: Vec<String>,
    grades: Option<Grades>,
    claim: &'a Claim,
}

#[derive(Debug, Serialize)]
struct EventView {
    number: usize,
    says: String,
    topic: String,
    origins: Vec<OriginView>,
    independent: usize,
    credibility: u8,
    contradicts: Vec<usize>,
}

#[derive(Debug, Serialize)]
struct OriginView {
    voice: String,
    claims: Vec<String>,
    reports: Vec<String>,
}

#[derive(Debug, Serialize)]
struct StoryView {
    voice: String,
    first: String,
    later: String,
}

/// All of it.
pub(crate) fn view<'a>(words: &'a str, gathering: &'a Gathering, lexicon: &'a Lexicon) -> View<'a> {
    let name = |number: usize| gathering.reads.get(number).map(|read| read.report.name.as_str());
    let reports = gathering.reads.iter().enumerate().map(|(number, read)| ReportView {
        name: &read.report.name,
        sha256: read.report.sha256.hex(),
        outlet: read.report.document.declared.outlet.as_deref(),
        facts: &read.facts,
        copy_of: read.copy_of.filter(|first| *first != number).and_then(name),
        superseded_by: read.superseded_by.and_then(name),
    });
    let id = |at| gathering.claim(at).map(|(_, claim)| claim.id.clone()).unwrap_or_default();
    let stories = gathering.changes_of_story().into_iter().map(|change| StoryView {
        voice: change.voice.clone(),
        first: id(change.first),
        later: id(change.later),
    });
    View {
        reader: VERSION,
        words,
        reports: reports.collect(),
        claims: claims(gathering, lexicon).collect(),
        events: gathering
            .events
            .iter()
            .enumerate()
            .filter_map(|(number, event)| event_view(number, event, gathering, lexicon))
            .collect(),
        changes_of_story: stories.collect(),
    }
}

/// The claims that are no history, one by one.
pub(crate) fn claims<'a>(
    gathering: &'a Gathering,
    lexicon: &'a Lexicon,
) -> impl Iterator<Item = ClaimView<'a>> {
    gathering.claims().map(move |(at, read, claim)| {
        let Links { same_event, same_origin, contradicts } = gathering.links(at);
        ClaimView {
            report: &read.report.name,
            event: gathering.event(at).map(|(number, _)| number),
            same_event,
            same_origin,
            contradicts,
            grades: gathering.grades(at, lexicon),
            claim,
        }
    })
}

/// The claim that stands for an event: its first telling.
fn first<'a>(event: &Event, gathering: &'a Gathering) -> Option<&'a Claim> {
    let told = event.tellings().next()?;
    gathering.claim((told.report, told.claim)).map(|(_, claim)| claim)
}

fn event_view(number: usize, event: &Event, gathering: &Gathering, lexicon: &Lexicon) -> Option<EventView> {
    let claim = first(event, gathering)?;
    let declared = lexicon.register().independence();
    Some(EventView {
        number,
        says: sense(claim),
        topic: claim.topic.clone(),
        origins: event.origins.iter().map(|origin| origin_view(origin, gathering)).collect(),
        independent: event.independent(&declared),
        credibility: event.credibility(&declared),
        contradicts: event.contradicts.clone(),
    })
}

fn origin_view(origin: &Origin, gathering: &Gathering) -> OriginView {
    let told: Vec<_> =
        origin.tellings.iter().filter_map(|told| gathering.claim((told.report, told.claim))).collect();
    let mut reports: Vec<String> = told.iter().map(|(read, _)| read.report.name.clone()).collect();
    reports.dedup();
    OriginView {
        voice: gathering.called(&origin.voice),
        claims: told.iter().map(|(_, claim)| claim.id.clone()).collect(),
        reports,
    }
}

/// The events that speak to a provision, each with its voices; then changes of story, and reports that only renew others.
pub(crate) fn table(
    words: &str,
    gathering: &Gathering,
    lexicon: &Lexicon,
    out: &mut dyn Write,
) -> io::Result<()> {
    let speaking: Vec<(usize, &Event)> = gathering
        .events
        .iter()
        .enumerate()
        .filter(|(_, event)| first(event, gathering).is_some_and(speaks))
        .collect();
    let all = gathering.claims().count();
    writeln!(
        out,
        "{}, read by the words of {words}: {}, {} that {} to a provision",
        count(gathering.reads.len(), "report", "reports"),
        count(all, "claim", "claims"),
        count(speaking.len(), "event", "events"),
        if speaking.len() == 1 { "speaks" } else { "speak" }
    )?;
    writeln!(
        out,
        "What counts is the number of independent origins, never that of reports. None of it is evidence before a person\nhas confirmed it."
    )?;
    for (number, event) in &speaking {
        one(*number, event, gathering, lexicon, out)?;
    }
    stories(gathering, out)?;
    history(gathering, out)
}

fn one(
    number: usize,
    event: &Event,
    gathering: &Gathering,
    lexicon: &Lexicon,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(claim) = first(event, gathering) else { return Ok(()) };
    let declared = lexicon.register().independence();
    let when =
        claim.date.as_ref().map(super::claims::when).map(|when| format!("; {when}")).unwrap_or_default();
    let place = claim
        .place
        .as_ref()
        .and_then(|place| place.id.as_ref())
        .map(|id| format!("; at {id}"))
        .unwrap_or_default();
    let many = claim
        .quantity
        .as_ref()
        .map(super::claims::quantity)
        .map(|many| format!("; {many}"))
        .unwrap_or_default();
    writeln!(out, "\n{number:>3}  {}{when}{place}{many}", sense(claim))?;
    write!(out, "{}", indented(&format!("“{}”", line(&claim.quote)), 5))?;
    writeln!(
        out,
        "     {}, {} independent; credibility {}; speaks to {}",
        count(event.origins.len(), "origin", "origins"),
        event.independent(&declared),
        event.credibility(&declared),
        claim.topic
    )?;
    for origin in &event.origins {
        let told = origin_view(origin, gathering);
        let grade = match &origin.voice {
            armistice_reading::origins::Voice::Source(id) => {
                format!(" (source {:?})", lexicon.register().reliability(id))
            }
            _ => String::new(),
        };
        write!(out, "{}", indented(&format!("· {}{grade}, in {}", told.voice, told.reports.join(", ")), 5))?;
    }
    if !event.contradicts.is_empty() {
        let others: Vec<String> = event.contradicts.iter().map(ToString::to_string).collect();
        writeln!(out, "     contradicted by {}", others.join(", "))?;
    }
    Ok(())
}

fn stories(gathering: &Gathering, out: &mut dyn Write) -> io::Result<()> {
    let changes = gathering.changes_of_story();
    if !changes.is_empty() {
        writeln!(out, "\nchanges of story")?;
    }
    for change in changes {
        let told =
            |at| gathering.claim(at).map(|(read, claim)| (read.report.name.clone(), line(&claim.quote)));
        let (Some((first, one)), Some((later, two))) = (told(change.first), told(change.later)) else {
            continue;
        };
        write!(
            out,
            "{}",
            indented(&format!("{}: “{one}” ({first}), then “{two}” ({later})", change.voice), 2)
        )?;
    }
    Ok(())
}

fn history(gathering: &Gathering, out: &mut dyn Write) -> io::Result<()> {
    let name = |number: usize| gathering.reads.get(number).map_or("", |read| read.report.name.as_str());
    let renewed = gathering.reads.iter().filter_map(|read| Some((read, read.superseded_by?)));
    for (number, (read, by)) in renewed.enumerate() {
        if number == 0 {
            writeln!(out, "\nhistory: a later version by the same outlet stands in their place")?;
        }
        writeln!(out, "  {} → {}", read.report.name, name(by))?;
    }
    Ok(())
}
