//! What was heard beside what was seen: for people, for programs, and as facts for the judge.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};

use armistice_facts::{Instant, Name, Passage};
use armistice_terms::model::Agreement;
use armistice_watch::{Cell, Coverage, Heard, Plan, SLOT_SECONDS};
use serde::Serialize;

use crate::arguments::CoverageArguments;
use crate::command::Failure;
use crate::observer::Observer;
use crate::show::text;

/// What was heard of all zones.
#[derive(Debug, Serialize)]
pub(super) struct View<'a> {
    from: Option<String>,
    until: Option<String>,
    slot_seconds: u32,
    cell_degrees: f64,
    zones: Vec<ZoneView<'a>>,
}

#[derive(Debug, Serialize)]
struct ZoneView<'a> {
    zone: &'a Name,
    passages: usize,
    observed_hours: f64,
    slots: u64,
    slots_heard: u64,
    cells: Option<u64>,
    cells_heard: usize,
    percent: Option<u8>,
    classes: Vec<ClassView>,
    heard: Vec<CellView>,
}

#[derive(Debug, Serialize)]
struct ClassView {
    class: Option<Name>,
    observed_hours: f64,
}

#[derive(Debug, Serialize)]
struct CellView {
    south: f64,
    west: f64,
    observed_hours: f64,
}

/// What was heard of each zone that is watched, and how many passages it has.
pub(super) fn zones<'p>(
    plan: &'p Plan,
    coverage: &Coverage,
    passages: &[Passage],
) -> Vec<(&'p Name, Heard, usize)> {
    let mut counts: BTreeMap<&Name, usize> = BTreeMap::new();
    for zone in passages.iter().filter_map(|passage| passage.zone.as_ref()) {
        *counts.entry(zone).or_default() += 1;
    }
    let of =
        |zone: &'p Name| Some((zone, coverage.of_zone(plan, zone)?, counts.get(zone).copied().unwrap_or(0)));
    plan.zones.keys().filter_map(of).collect()
}

impl<'a> View<'a> {
    pub(super) fn of(plan: &'a Plan, coverage: &Coverage, passages: &[Passage]) -> Self {
        let span = coverage.span();
        let zone = |(zone, heard, passages): (&'a Name, Heard, usize)| ZoneView {
            zone,
            passages,
            observed_hours: hours(heard.slots_heard),
            slots: heard.slots,
            slots_heard: heard.slots_heard,
            cells: heard.cells,
            cells_heard: heard.by_cell.len(),
            percent: heard.percent,
            classes: heard
                .by_class
                .iter()
                .map(|(class, slots)| ClassView { class: class.clone(), observed_hours: hours(*slots) })
                .collect(),
            heard: heard.by_cell.iter().map(|(cell, slots)| cell_view(*cell, *slots)).collect(),
        };
        View {
            from: span.map(|(from, _)| from.to_string()),
            until: span.map(|(_, until)| until.to_string()),
            slot_seconds: SLOT_SECONDS,
            cell_degrees: 0.1,
            zones: zones(plan, coverage, passages).into_iter().map(zone).collect(),
        }
    }
}

fn cell_view(cell: Cell, slots: u64) -> CellView {
    let degrees = |tenths: i32| f64::from(tenths) / 10.0;
    CellView { south: degrees(cell.south), west: degrees(cell.west), observed_hours: hours(slots) }
}

/// Hours, to hundredths.
#[expect(clippy::cast_precision_loss, reason = "hours of some centuries")]
fn hours(slots: u64) -> f64 {
    (slots as f64 * f64::from(SLOT_SECONDS) / 36.0).round() / 100.0
}

/// One zone a line, for people.
pub(super) fn table(
    plan: &Plan,
    coverage: &Coverage,
    passages: &[Passage],
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some((from, until)) = coverage.span() else { return Ok(()) };
    writeln!(out, "heard {from} to {until} (slots of 10 minutes, cells of 0.1 degrees):")?;
    for (zone, heard, passages) in zones(plan, coverage, passages) {
        let seen = match passages {
            0 => "nothing seen".to_owned(),
            1 => "1 passage".to_owned(),
            many => format!("{many} passages"),
        };
        let line = format!("{zone}: {seen}; {}", told(&heard));
        for (line, number) in text::wrap(&line, text::COLUMNS - 4).iter().zip(0..) {
            writeln!(out, "{}{line}", if number == 0 { "  " } else { "    " })?;
        }
    }
    Ok(())
}

fn told(heard: &Heard) -> String {
    if heard.slots_heard == 0 {
        return "nobody reported from there, so nobody can tell".to_owned();
    }
    let (slots, all, cells) = (heard.slots_heard, heard.slots, heard.by_cell.len());
    let time = format!("heard {:.1} h ({slots} of {all} slots)", hours(slots));
    match (heard.cells, heard.percent) {
        (Some(of), Some(percent)) => {
            format!("{time} in {cells} of {of} cells, {percent} % of time and place")
        }
        _ => format!("{time} in {cells} cells of a place without end"),
    }
}

/// Writes a table of facts: for each norm that is named, how far its place was heard.
pub(super) fn facts(
    arguments: &CoverageArguments,
    (agreement, plan): (&Agreement, &Plan),
    coverage: &Coverage,
    known: Instant,
) -> Result<(), Failure> {
    let Some(path) = &arguments.coverage_facts else { return Ok(()) };
    let failed = |cause: io::Error| Failure::Unwritable(path.clone(), cause);
    let mut writer = csv::Writer::from_writer(File::create(path).map_err(failed)?);
    let row = |cells: &[&str], writer: &mut csv::Writer<File>| {
        writer.write_record(cells).map_err(|error| failed(io::Error::other(error)))
    };
    row(&COLUMNS, &mut writer)?;
    let observer = Observer::of(agreement, arguments.observer.as_deref().unwrap_or_default())?;
    let (name, kind) = (observer.name.as_str(), observer.kind_word());
    for norm in &arguments.covers {
        let heard = Name::new(norm).ok().and_then(|name| coverage.of_norm(plan, &name));
        let Some((heard, (from, until))) = heard.zip(coverage.span()) else {
            return Err(Failure::NoPlace(norm.clone()));
        };
        let percent = heard.percent.unwrap_or(0).to_string();
        let (from, until, known) = (from.to_string(), until.to_string(), known.max(until).to_string());
        let id = format!("heard-{norm}-{}", from.get(..10).unwrap_or(&from));
        let hours = heard.hours().to_string();
        let note = told(&heard);
        row(
            &[
                &id, &from, &until, "span", &known, name, name, kind, "reports", "high", "coverage", norm,
                &hours, &percent, &note,
            ],
            &mut writer,
        )?;
    }
    writer.flush().map_err(failed)
}

/// The columns of docs/facts-table.md that a coverage needs.
const COLUMNS: [&str; 15] = [
    "id",
    "from",
    "until",
    "precision",
    "known",
    "speaker",
    "voice",
    "voice_kind",
    "manner",
    "certainty",
    "kind",
    "norm",
    "hours",
    "percent",
    "note",
];
