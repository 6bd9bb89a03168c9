//! Hours that say one thing (A311): no interval without length, no month that belongs to two seasons.

use crate::Diagnostic;
use crate::ast::{Hours, Season};

/// More intervals in one sentence are refused.
const MAX_INTERVALS: usize = 48;

/// The hours, if they can be read in one way only.
pub(super) fn checked(written: &Hours, out: &mut Vec<Diagnostic>) -> Option<Hours> {
    let wrong = each(written).or_else(|| together(written))?;
    match wrong {
        Ok(()) => Some(written.clone()),
        Err(diagnostic) => {
            out.push(*diagnostic);
            None
        }
    }
}

type Checked = Option<Result<(), Box<Diagnostic>>>;

fn wrong(span: crate::Span, message: String, help: &str) -> Checked {
    Some(Err(Box::new(Diagnostic::error("A311", span, message).help(help))))
}

/// What is wrong with one season alone.
fn each(written: &Hours) -> Checked {
    let number: usize = written.seasons.iter().map(|season| season.between.len()).sum();
    if number > MAX_INTERVALS {
        let span = written.seasons.first()?.span;
        let message = format!("{number} intervals in one sentence; at most {MAX_INTERVALS} are read");
        return wrong(span, message, "write several norms");
    }
    for season in &written.seasons {
        if let Some(((hour, minute), _)) = season.between.iter().find(|(from, until)| from == until) {
            let message = format!("from {hour:02}:{minute:02} to the same time is no time, or a whole day");
            return wrong(season.span, message, "leave `daily` out for all hours of the day");
        }
    }
    None
}

/// What is wrong with them together; otherwise that all is well.
fn together(written: &Hours) -> Checked {
    let is_all_year = |season: &&Season| season.months.is_none();
    if written.seasons.len() > 1
        && let Some(bare) = written.seasons.iter().find(is_all_year)
    {
        let message = "some of the hours are those of a season, and these are of none".to_owned();
        return wrong(bare.span, message, "say of each for which months it holds: `from April to September`");
    }
    for month in 1..=12 {
        let mut of = written.seasons.iter().filter(|season| season.holds(month));
        if let (Some(first), Some(second)) = (of.next(), of.next()) {
            let name =
                armistice_facts::calendar::MONTHS.get(usize::from(month) - 1).copied().unwrap_or_default();
            let message = format!("{name} belongs to two seasons");
            let told = Diagnostic::error("A311", second.span, message)
                .also(first.span, "the other one")
                .help("give each month to one season");
            return Some(Err(Box::new(told)));
        }
    }
    Some(Ok(()))
}
