//! The fact that a row tells: the parts that all facts share, and what it says by its kind.

use armistice_facts::{Certainty, Fact, Interval, Manner, Precision, Source, Voice};

use super::error::TableError;
use super::row::Row;
use super::{cells, what};

/// The fact that the row tells.
pub(super) fn read(row: &Row<'_>) -> Result<Fact, TableError> {
    // The row of the source table is for those who keep the table; it is checked and not part of the fact.
    row.maybe_whole::<u64>("row")?;
    Ok(Fact {
        id: row.name("id")?,
        about: about(row)?,
        known: cells::instant("known", row.needed("known")?)?,
        source: source(row)?,
        certainty: row.one_of(
            "certainty",
            &[("memory", Certainty::Memory), ("medium", Certainty::Medium), ("high", Certainty::High)],
        )?,
        incident: row.maybe_name("incident")?,
        invokes: row.names("invokes")?,
        what: what::read(row)?,
        read_at: row.text("read_at").to_owned(),
        note: row.text("note").to_owned(),
    })
}

fn about(row: &Row<'_>) -> Result<Interval, TableError> {
    let from = cells::instant("from", row.needed("from")?)?;
    let until = match row.text("until") {
        "" => from,
        text => cells::instant("until", text)?,
    };
    let precision = match row.text("precision") {
        "" if until == from => Precision::Exact,
        _ => row.one_of(
            "precision",
            &[("exact", Precision::Exact), ("span", Precision::Span), ("within", Precision::Within)],
        )?,
    };
    if precision == Precision::Exact && until != from {
        return Err(TableError::ExactInterval);
    }
    Interval::new(from, until, precision).map_err(|error| TableError::Interval(error.to_string()))
}

fn source(row: &Row<'_>) -> Result<Source, TableError> {
    Ok(Source {
        speaker: row.needed("speaker")?.to_owned(),
        voice: row.name("voice")?,
        kind: row.one_of(
            "voice_kind",
            &[
                ("party", Voice::Party),
                ("body", Voice::Body),
                ("press", Voice::Press),
                ("sensor", Voice::Sensor),
            ],
        )?,
        manner: row.one_of(
            "manner",
            &[("claims", Manner::Claims), ("reports", Manner::Reports), ("attests", Manner::Attests)],
        )?,
        means: row.maybe_name("means")?,
    })
}
