//! What a row says, by its kind.

use std::collections::BTreeMap;

use armistice_earth::Position;
use armistice_facts::{
    Act, Actor, Aspect, CheckItem, Coverage, Denial, HeldCount, Impeachment, Inspection, Intent, Neighbour,
    Notice, Outcome, Performance, Place, Quantity, Reception, Ruling, Stage, Stance, Standing, StateSeen,
    Statement, StatusChange, StatusKind, What, Withdrawal,
};

use super::cells;
use super::columns::KINDS;
use super::error::TableError;
use super::row::Row;

type Read<T> = Result<T, TableError>;

/// Reads the columns that belong to the kind of the row.
pub(super) fn read(row: &Row<'_>) -> Read<What> {
    Ok(match row.kind() {
        "act" => What::Act(act(row)?),
        "state" => What::State(state(row)?),
        "count" => What::Count(count(row)?),
        "performance" => What::Performance(performance(row)?),
        "inspection" => What::Inspection(inspection(row)?),
        "notice" => What::Notice(notice(row)?),
        "denial" => What::Denial(denial(row)?),
        "impeachment" => What::Impeachment(impeachment(row)?),
        "ruling" => What::Ruling(ruling(row)?),
        "status" => What::Status(status(row)?),
        "coverage" => What::Coverage(coverage(row)?),
        "reception" => What::Reception(reception(row)?),
        "statement" => What::Statement(statement(row)?),
        "withdrawal" => {
            What::Withdrawal(Withdrawal { of: row.some_names("of")?, ground: row.needed("text")?.to_owned() })
        }
        other => {
            let known: Vec<&str> = KINDS.iter().map(|(name, ..)| *name).collect();
            return Err(TableError::NotOneOf {
                column: "kind",
                found: cells::start(other),
                known: known.join(", "),
            });
        }
    })
}

fn act(row: &Row<'_>) -> Read<Act> {
    let standing = row.one_of(
        "standing",
        &[
            ("forces", Standing::Forces),
            ("private", Standing::Private),
            ("unattributed", Standing::Unattributed),
        ],
    )?;
    let mut attributes = BTreeMap::new();
    for entry in cells::entries("attributes", row.text("attributes"))? {
        let (name, value) = cells::attribute("attributes", entry)?;
        if attributes.insert(name, value).is_some() {
            return Err(TableError::Entry {
                column: "attributes",
                found: cells::start(entry),
                wanted: "each attribute once",
            });
        }
    }
    Ok(Act {
        actor: Actor { party: row.maybe_name("who")?, standing },
        verb: row.name("verb")?,
        objects: row.names("objects")?,
        attributes,
        purposes: row.names("purposes")?,
        place: place(row)?,
        quantity: quantity(row)?,
    })
}

fn state(row: &Row<'_>) -> Read<StateSeen> {
    Ok(StateSeen {
        holder: row.name("who")?,
        class: row.name("class")?,
        state: row.name("state")?,
        count: row.maybe_whole("count")?,
        unseen: row.maybe_whole("unseen")?.unwrap_or(0),
        place: place(row)?,
    })
}

fn count(row: &Row<'_>) -> Read<HeldCount> {
    let (at_least, at_most): (u64, Option<u64>) = (row.whole("at_least")?, row.maybe_whole("at_most")?);
    if at_most.is_some_and(|most| most < at_least) {
        return Err(TableError::Number {
            column: "at_most",
            found: cells::start(row.text("at_most")),
            wanted: "a number not below that of column `at_least`".to_owned(),
        });
    }
    Ok(HeldCount {
        holder: row.name("who")?,
        class: row.name("class")?,
        at_least,
        at_most,
        verb: row.maybe_name("verb")?,
        place: place(row)?,
    })
}

fn performance(row: &Row<'_>) -> Read<Performance> {
    Ok(Performance {
        norm: row.name("norm")?,
        bearer: row.maybe_name("bearer")?,
        stage: row.one_of(
            "stage",
            &[
                ("started", Stage::Started),
                ("partial", Stage::Partial),
                ("done", Stage::Done),
                ("not-done", Stage::NotDone),
                ("refused", Stage::Refused),
                ("impossible", Stage::Impossible),
                ("reversed", Stage::Reversed),
            ],
        )?,
        step: row.maybe_name("step")?,
        count: row.maybe_whole("count")?,
    })
}

fn inspection(row: &Row<'_>) -> Read<Inspection> {
    Ok(Inspection {
        norm: row.name("norm")?,
        bearer: row.maybe_name("bearer")?,
        inspectors: row.some_names("inspectors")?,
        outcome: row.one_of(
            "outcome",
            &[
                ("fulfilled", Outcome::Fulfilled),
                ("not-fulfilled", Outcome::NotFulfilled),
                ("open", Outcome::Open),
            ],
        )?,
        items: items(row)?,
    })
}

fn notice(row: &Row<'_>) -> Read<Notice> {
    Ok(Notice {
        from: row.name("who")?,
        to: row.some_names("to")?,
        of: row.name("class")?,
        purposes: row.names("purposes")?,
        stating: row.names("stating")?,
        through: row.maybe_name("through")?,
        starts: match row.text("starts") {
            "" => None,
            text => Some(cells::instant("starts", text)?),
        },
    })
}

fn denial(row: &Row<'_>) -> Read<Denial> {
    Ok(Denial {
        of: row.name("of")?,
        aspect: row.one_of(
            "aspect",
            &[
                ("fact", Aspect::Fact),
                ("place", Aspect::Place),
                ("actor", Aspect::Actor),
                ("norm", Aspect::Norm),
            ],
        )?,
        evidence: row.names("evidence")?,
    })
}

fn impeachment(row: &Row<'_>) -> Read<Impeachment> {
    Ok(Impeachment { of: row.some_names("of")?, ground: row.needed("text")?.to_owned(), items: items(row)? })
}

fn ruling(row: &Row<'_>) -> Read<Ruling> {
    Ok(Ruling {
        by: row.name("who")?,
        on: row.some_names("of")?,
        norm: row.name("norm")?,
        bearer: row.name("bearer")?,
        breach: row.one_of("breach", &[("yes", Some(true)), ("no", Some(false)), ("open", None)])?,
        intent: row.one_of(
            "intent",
            &[
                ("unstated", Intent::Unstated),
                ("undetermined", Intent::Undetermined),
                ("deliberate", Intent::Deliberate),
                ("accidental", Intent::Accidental),
            ],
        )?,
    })
}

fn status(row: &Row<'_>) -> Read<StatusChange> {
    Ok(StatusChange {
        by: row.name("who")?,
        change: row.one_of(
            "change",
            &[
                ("suspends", StatusKind::Suspends),
                ("denounces", StatusKind::Denounces),
                ("restores", StatusKind::Restores),
                ("renews", StatusKind::Renews),
                ("consents", StatusKind::Consents),
                ("accepts", StatusKind::Answers(Stance::Accepts)),
                ("disputes", StatusKind::Answers(Stance::Disputes)),
            ],
        )?,
        scope: row.name("scope")?,
    })
}

fn coverage(row: &Row<'_>) -> Read<Coverage> {
    let percent: u8 = row.whole("percent")?;
    if percent > 100 {
        return Err(TableError::Number {
            column: "percent",
            found: percent.to_string(),
            wanted: "a whole number from 0 to 100".to_owned(),
        });
    }
    Ok(Coverage {
        norm: row.name("norm")?,
        bearer: row.maybe_name("bearer")?,
        observed_hours: row.whole("hours")?,
        percent,
    })
}

fn reception(row: &Row<'_>) -> Read<Reception> {
    let place = place(row)?;
    let range_metres = row.maybe_whole("range_m")?;
    if range_metres.is_some() && place.position.is_none() {
        return Err(TableError::Alone { column: "range_m", other: "lat" });
    }
    Ok(Reception {
        receiver: row.name("receiver")?,
        is_up: row.one_of("state", &[("up", true), ("down", false)])?,
        classes: row.names("objects")?,
        range_metres,
        place,
    })
}

fn statement(row: &Row<'_>) -> Read<Statement> {
    Ok(Statement {
        by: row.maybe_name("who")?,
        text: row.needed("text")?.to_owned(),
        quantity: quantity(row)?,
        place: place(row)?,
    })
}

fn items(row: &Row<'_>) -> Read<Vec<CheckItem>> {
    let entries = cells::entries("items", row.text("items"))?;
    entries.into_iter().map(|entry| cells::item("items", entry)).collect()
}

fn quantity(row: &Row<'_>) -> Read<Option<Quantity>> {
    match (row.decimal("quantity", 3)?, row.text("unit")) {
        (None, "") => Ok(None),
        (None, _) => Err(TableError::Alone { column: "unit", other: "quantity" }),
        (Some(_), "") => Err(TableError::Alone { column: "quantity", other: "unit" }),
        (Some(thousandths), unit) => Ok(Some(Quantity { thousandths, unit: unit.to_owned() })),
    }
}

fn place(row: &Row<'_>) -> Read<Place> {
    let spot = spot(row, &HERE)?;
    let beyond_metres = row.maybe_whole("beyond_m")?;
    if beyond_metres.is_some() && spot.within.is_empty() {
        return Err(TableError::NoLine);
    }
    let height = match row.text("height") {
        "" => None,
        text => Some(cells::height("height", text)?),
    };
    let (origin, destination) = (end(row, &ORIGIN)?, end(row, &DESTINATION)?);
    if row.kind() == "count" && row.text("verb").is_empty() {
        // What is held somewhere does not move.
        let ends = [(&origin, ORIGIN.name), (&destination, DESTINATION.name)];
        if let Some((_, column)) = ends.into_iter().find(|(end, _)| end.is_some()) {
            return Err(TableError::Alone { column, other: "verb" });
        }
    }
    Ok(Place { height, beyond_metres, origin, destination, near: neighbour(row)?, ..spot })
}

/// What it was near, or so far away from.
fn neighbour(row: &Row<'_>) -> Read<Option<Box<Neighbour>>> {
    let (holder, metres) = (row.maybe_name("near_of")?, row.maybe_whole("near_m")?);
    let (position, error) = (position(row, &NEAR)?, row.maybe_whole("near_error_m")?);
    let Some(of) = row.maybe_name("near")? else {
        let others = [
            ("near_of", holder.is_some()),
            ("near_m", metres.is_some()),
            ("near_lat", position.is_some()),
            ("near_error_m", error.is_some()),
        ];
        let alone = others.into_iter().find(|(_, is_filled)| *is_filled);
        return match alone {
            Some((column, _)) => Err(TableError::Alone { column, other: "near" }),
            None => Ok(None),
        };
    };
    if position.is_some() && error.is_none() {
        return Err(TableError::Alone { column: "near_lat", other: "near_error_m" });
    }
    if error.is_some() && position.is_none() && metres.is_none() {
        return Err(TableError::Alone { column: "near_error_m", other: "near_m" });
    }
    let error_metres = error.unwrap_or(0);
    Ok(Some(Box::new(Neighbour { of, holder, metres, position, error_metres })))
}

/// The columns of one spot: in words, by position, by the names of zones and lines.
struct Spot {
    name: &'static str,
    lat: &'static str,
    lon: &'static str,
    error: &'static str,
    within: &'static str,
}

const HERE: Spot = Spot { name: "place", lat: "lat", lon: "lon", error: "error_m", within: "within" };
const NEAR: Spot =
    Spot { name: "near", lat: "near_lat", lon: "near_lon", error: "near_error_m", within: "near" };
const ORIGIN: Spot = Spot {
    name: "origin",
    lat: "origin_lat",
    lon: "origin_lon",
    error: "origin_error_m",
    within: "origin_within",
};
const DESTINATION: Spot = Spot {
    name: "destination",
    lat: "destination_lat",
    lon: "destination_lon",
    error: "destination_error_m",
    within: "destination_within",
};

/// One end of a move; `None` where nothing is told of it.
fn end(row: &Row<'_>, columns: &Spot) -> Read<Option<Box<Place>>> {
    let spot = spot(row, columns)?;
    Ok(if spot == Place::default() { None } else { Some(Box::new(spot)) })
}

fn spot(row: &Row<'_>, columns: &Spot) -> Read<Place> {
    let position = position(row, columns)?;
    let error_metres = match (row.maybe_whole(columns.error)?, position) {
        (Some(_), None) => return Err(TableError::Alone { column: columns.error, other: columns.lat }),
        (None, Some(_)) => return Err(TableError::Alone { column: columns.lat, other: columns.error }),
        (error, _) => error.unwrap_or(0),
    };
    let (name, within) = (row.text(columns.name).to_owned(), row.names(columns.within)?);
    Ok(Place { name, position, error_metres, within, ..Place::default() })
}

/// Ten-millionths of a degree, as the record keeps them.
const PLACES: u32 = 7;

fn position(row: &Row<'_>, columns: &Spot) -> Read<Option<Position>> {
    let Spot { lat: lat_of, lon: lon_of, .. } = *columns;
    let (lat, lon) = match (row.decimal(lat_of, PLACES)?, row.decimal(lon_of, PLACES)?) {
        (None, None) => return Ok(None),
        (None, Some(_)) => return Err(TableError::Alone { column: lon_of, other: lat_of }),
        (Some(_), None) => return Err(TableError::Alone { column: lat_of, other: lon_of }),
        (Some(lat), Some(lon)) => (lat, lon),
    };
    let within = |column, value: i64, limit: i64| {
        i32::try_from(value).ok().filter(|_| (-limit..=limit).contains(&value)).ok_or_else(|| {
            TableError::Number {
                column,
                found: cells::start(row.text(column)),
                wanted: format!("degrees from -{limit} to {limit}", limit = limit / 10_000_000),
            }
        })
    };
    let lat_e7 = within(lat_of, lat, 900_000_000)?;
    let lon_e7 = within(lon_of, lon, 1_800_000_000)?;
    Position::from_e7(lon_e7, lat_e7).map(Some).map_err(|cause| TableError::Number {
        column: lat_of,
        found: cells::start(row.text(lat_of)),
        wanted: format!("another position: {cause}"),
    })
}
