//! What was heard beside what was seen: for people, for programs, and as facts for the judge.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

use armistice_facts::{Instant, Name, Passage, What};
use armistice_feeds::Reject;
use armistice_terms::model::Agreement;
use armistice_watch::{Cell, Coverage, Heard, Listened, Listening, Plan, SLOT_SECONDS};
use serde::Serialize;

use crate::arguments::CoverageArguments;
use crate::case::facts_of;
use crate::command::Failure;
use crate::observer::Observer;
use crate::show::text;

/// How far places were watched: by what was heard of them, and by what receivers say of themselves.
pub(super) struct Kept<'k> {
    pub(super) plan: &'k Plan,
    pub(super) coverage: &'k Coverage,
    pub(super) listening: &'k Listening,
}

/// What receivers say of themselves in tables of facts, and the rows that say nothing of that.
///
/// # Errors
/// [`Failure`] if a table cannot be read at all.
pub(super) fn listening(tables: &[PathBuf]) -> Result<(Listening, Vec<Reject>), Failure> {
    let (mut facts, mut rejects) = (Vec::new(), Vec::new());
    for table in tables {
        let (read, refused) = facts_of(table)?;
        rejects.extend(refused);
        facts.extend(read.into_iter().filter(|fact| matches!(fact.what, What::Reception(_))));
    }
    Ok((Listening::of(&facts), rejects))
}

impl Kept<'_> {
    /// From the first position of all to the last; without any, the time of which receivers tell.
    fn span(&self) -> Option<(Instant, Instant)> {
        self.coverage.span().or_else(|| self.listening.span())
    }

    fn listened(&self, zone: &Name) -> Option<Listened> {
        let span = self.span().filter(|_| !self.listening.is_empty())?;
        self.listening.of_zone(self.plan, zone, span)
    }
}

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
    listened: Option<ListenedView>,
}

#[derive(Debug, Serialize)]
struct ListenedView {
    listened_hours: f64,
    slots: u64,
    slots_listened: u64,
    cells_listened: usize,
    percent: Option<u8>,
    classes: Vec<SharedView>,
    cells: Vec<CellView>,
}

#[derive(Debug, Serialize)]
struct SharedView {
    class: Name,
    percent: Option<u8>,
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
fn zones<'p>(kept: &Kept<'p>, passages: &[Passage]) -> Vec<(&'p Name, Heard, Option<Listened>, usize)> {
    let mut counts: BTreeMap<&Name, usize> = BTreeMap::new();
    for zone in passages.iter().filter_map(|passage| passage.zone.as_ref()) {
        *counts.entry(zone).or_default() += 1;
    }
    let of = |zone: &'p Name| {
        let heard = kept.coverage.of_zone(kept.plan, zone)?;
        Some((zone, heard, kept.listened(zone), counts.get(zone).copied().unwrap_or(0)))
    };
    kept.plan.zones.keys().filter_map(of).collect()
}

impl<'a> View<'a> {
    pub(super) fn of(kept: &Kept<'a>, passages: &[Passage]) -> Self {
        let span = kept.span();
        let zone = |(zone, heard, listened, passages): (&'a Name, Heard, Option<Listened>, usize)| ZoneView {
            listened: listened.as_ref().map(ListenedView::of),
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
            zones: zones(kept, passages).into_iter().map(zone).collect(),
        }
    }
}

impl ListenedView {
    fn of(listened: &Listened) -> Self {
        let class =
            |(class, percent): (&Name, &Option<u8>)| SharedView { class: class.clone(), percent: *percent };
        ListenedView {
            listened_hours: hours(listened.slots_listened),
            slots: listened.slots,
            slots_listened: listened.slots_listened,
            cells_listened: listened.by_cell.len(),
            percent: listened.percent,
            classes: listened.by_class.iter().map(class).collect(),
            cells: listened.by_cell.iter().map(|(cell, slots)| cell_view(*cell, *slots)).collect(),
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
pub(super) fn table(kept: &Kept<'_>, passages: &[Passage], out: &mut dyn Write) -> io::Result<()> {
    let Some((from, until)) = kept.span() else { return Ok(()) };
    writeln!(out, "heard {from} to {until} (slots of 10 minutes, cells of 0.1 degrees):")?;
    for (zone, heard, listened, passages) in zones(kept, passages) {
        let seen = match passages {
            0 => "nothing seen".to_owned(),
            1 => "1 passage".to_owned(),
            many => format!("{many} passages"),
        };
        let line = format!("{zone}: {seen}; {}", watched(&heard, listened.as_ref()));
        for (line, number) in text::wrap(&line, text::COLUMNS - 4).iter().zip(0..) {
            writeln!(out, "{}{line}", if number == 0 { "  " } else { "    " })?;
        }
    }
    Ok(())
}

/// What was heard, and whether anybody was listening where that is told.
fn watched(heard: &Heard, listened: Option<&Listened>) -> String {
    match listened {
        None => told(heard),
        Some(listened) if heard.slots_heard == 0 => {
            format!("nobody reported from there; {}", by_receivers(listened))
        }
        Some(listened) => format!("{}; {}", told(heard), by_receivers(listened)),
    }
}

fn by_receivers(listened: &Listened) -> String {
    let (slots, all, time) = (listened.slots_listened, listened.slots, hours(listened.slots_listened));
    let (Some(cells), Some(percent)) = (listened.cells, listened.percent) else {
        return "how far receivers listened to a place without end cannot be said".to_owned();
    };
    if slots == 0 {
        return "by their own reports no receiver listened, so nobody can tell".to_owned();
    }
    let mut words = format!(
        "receivers listened {time:.1} h ({slots} of {all} slots) to {} of {cells} cells, {percent} % of time and place",
        listened.by_cell.len()
    );
    for (class, percent) in &listened.by_class {
        words.push_str(&format!(", for {class} {} %", percent.unwrap_or(0)));
    }
    words
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
    agreement: &Agreement,
    kept: &Kept<'_>,
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
        let label = Name::new(norm).ok();
        let heard = label.as_ref().and_then(|name| kept.coverage.of_norm(kept.plan, name));
        let Some((heard, (from, until))) = heard.zip(kept.span()) else {
            return Err(Failure::NoPlace(norm.clone()));
        };
        // Who tells that he listened is believed that he did; where nobody tells, only what was heard shows it.
        let listened = label
            .filter(|_| !kept.listening.is_empty())
            .and_then(|name| kept.listening.of_norm(kept.plan, &name, (from, until)));
        let share = listened.as_ref().map_or(heard.percent, |listened| listened.percent);
        let percent = share.unwrap_or(0).to_string();
        let (from, until, known) = (from.to_string(), until.to_string(), known.max(until).to_string());
        let id = format!("heard-{norm}-{}", from.get(..10).unwrap_or(&from));
        let hours = listened.as_ref().map_or(heard.hours(), Listened::hours).to_string();
        let note = watched(&heard, listened.as_ref());
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
