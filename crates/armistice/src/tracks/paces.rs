//! How long objects of a class may be silent and how fast they can be, by a table.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use armistice_facts::Name;
use armistice_feeds::Reject;
use armistice_terms::model::Agreement;
use armistice_watch::{Limits, Pace};

use super::{Subjects, TrackFileError};

/// The columns of the table.
const COLUMNS: [&str; 3] = ["class", "gap_seconds", "jump_knots"];
/// The most rows that are read.
const MOST_ROWS: usize = 10_000;

/// The limits with the pace of each object whose class the table names: its own class, else the strictest of those that its
/// class belongs to. The rows that cannot be read come beside them.
///
/// # Errors
/// [`TrackFileError`] if the table cannot be opened.
pub(crate) fn with_paces(
    limits: Limits,
    table: Option<&Path>,
    subjects: &Subjects,
    agreement: &Agreement,
) -> Result<(Limits, Vec<Reject>), TrackFileError> {
    let Some(path) = table else { return Ok((limits, Vec::new())) };
    let name = path.display().to_string();
    let file = File::open(path).map_err(|cause| TrackFileError::Unreadable { path: name.clone(), cause })?;
    let (classes, rejects) = read(file, &name, &limits);
    let of = |class: &Name| {
        let is_a = |wider: &&Name| agreement.vocabulary.is_a(class.as_str(), wider.as_str());
        let wider = || {
            let paces = classes.iter().filter(|(wider, _)| is_a(wider)).map(|(_, pace)| *pace);
            paces.reduce(|one, other| Pace {
                gap_seconds: one.gap_seconds.min(other.gap_seconds),
                jump_knots: one.jump_knots.min(other.jump_knots),
            })
        };
        classes.get(class).copied().or_else(wider)
    };
    let paces = subjects.classes().into_iter().filter_map(|(object, class)| Some((object, of(&class)?)));
    Ok((Limits { paces: Arc::new(paces.collect()), ..limits }, rejects))
}

fn read(file: File, name: &str, limits: &Limits) -> (BTreeMap<Name, Pace>, Vec<Reject>) {
    let (mut classes, mut rejects) = (BTreeMap::new(), Vec::new());
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let header: Vec<String> =
        reader.headers().map_or(Vec::new(), |row| row.iter().map(str::to_owned).collect());
    let at =
        COLUMNS.map(|column| header.iter().position(|cell| cell.trim_start_matches('\u{feff}') == column));
    let [Some(class), gap, jump] = at else {
        let reason = format!("the first row needs the columns {}", COLUMNS.join(", "));
        return (classes, vec![Reject::new(name, 1, reason, header.join(",").as_bytes())]);
    };
    for (row, record) in (2..).zip(reader.records()).take(MOST_ROWS) {
        let read = record.map_err(|error| format!("the row is no CSV: {error}")).and_then(|record| {
            let cell = |at: usize| record.get(at).unwrap_or_default().trim();
            let number = |at: Option<usize>, otherwise: f64| match at.map(cell) {
                None | Some("") => Ok(otherwise),
                Some(text) => positive(text),
            };
            let class = Name::new(cell(class)).map_err(|error| error.to_string())?;
            let pace = Pace {
                gap_seconds: number(gap, limits.gap_seconds)?,
                jump_knots: number(jump, limits.jump_knots)?,
            };
            match classes.insert(class.clone(), pace) {
                None => Ok(()),
                Some(before) => {
                    classes.insert(class.clone(), before);
                    Err(format!("`{class}` stands in the table before"))
                }
            }
        });
        if let Err(reason) = read {
            rejects.push(Reject::new(name, row, reason, b""));
        }
    }
    (classes, rejects)
}

fn positive(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| format!("`{}` is no number above 0", text.chars().take(32).collect::<String>()))
}
