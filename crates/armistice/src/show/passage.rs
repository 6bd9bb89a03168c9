//! Passages in words, and as JSON values.

use std::collections::BTreeMap;
use std::io::{self, Write};

use armistice_facts::{Certitude, Name, Passage, PassageKind};
use armistice_watch::Sides;
use serde::Serialize;

use super::text;

/// One nautical mile an hour, in metres a second.
const KNOT: f64 = 1852.0 / 3600.0;

/// One passage (schemas/passage.schema.json).
#[derive(Debug, Serialize)]
pub(crate) struct View<'a> {
    kind: PassageKind,
    object: &'a str,
    zone: Option<&'a Name>,
    line: Option<&'a Name>,
    norm: Option<&'a Name>,
    time: String,
    interpolated: bool,
    lon: f64,
    lat: f64,
    height_m: Option<f64>,
    margin_m: f64,
    depth_m: Option<f64>,
    deepest_time: Option<String>,
    deepest_lon: Option<f64>,
    deepest_lat: Option<f64>,
    height_unknown: bool,
    inferred: bool,
    certainty: Certitude,
    direction: Option<&'a str>,
    from: Option<String>,
    to: Option<String>,
    not_before: Option<String>,
    not_after: Option<String>,
    fixes: Option<u64>,
    source: &'a str,
}

impl<'a> View<'a> {
    pub(crate) fn of(passage: &'a Passage) -> Self {
        View {
            kind: passage.kind,
            object: &passage.object,
            zone: passage.zone.as_ref(),
            line: passage.line.as_ref(),
            norm: passage.norm.as_ref(),
            time: passage.time.to_string(),
            interpolated: passage.interpolated,
            lon: passage.position.lon(),
            lat: passage.position.lat(),
            height_m: passage.height_m.map(centimetres),
            margin_m: centimetres(passage.margin_m),
            depth_m: passage.deepest.map(|deepest| centimetres(deepest.depth_m)),
            deepest_time: passage.deepest.map(|deepest| deepest.time.to_string()),
            deepest_lon: passage.deepest.map(|deepest| deepest.position.lon()),
            deepest_lat: passage.deepest.map(|deepest| deepest.position.lat()),
            height_unknown: passage.height_unknown,
            inferred: passage.inferred || passage.deepest.is_some_and(|deepest| deepest.inferred),
            not_before: passage.not_before.map(|instant| instant.to_string()),
            not_after: passage.not_after.map(|instant| instant.to_string()),
            certainty: passage.certainty,
            direction: passage.direction.as_deref(),
            from: passage.from.map(|instant| instant.to_string()),
            to: passage.to.map(|instant| instant.to_string()),
            fixes: passage.fixes,
            source: &passage.source,
        }
    }
}

/// A number with its noun.
pub(crate) fn number(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Metres, rounded once to whole centimetres; zero has no sign.
fn centimetres(metres: f64) -> f64 {
    (metres * 100.0).round() / 100.0 + 0.0
}

/// One line for people, with a remark behind it; what does not fit goes on below.
pub(crate) fn write(
    passage: &Passage,
    sides: &BTreeMap<Name, Sides>,
    remark: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let about = if passage.interpolated { "~" } else { " " };
    let mut words = told(passage, sides);
    if passage.certainty == Certitude::Undetermined {
        words.push_str(", undetermined");
    }
    if passage.inferred {
        words.push_str(", inferred over more than 20 km");
    }
    words.push_str(remark);
    line(&format!("{about}{}", passage.time), &passage.object, &words, out)
}

/// When, of what object, and what.
pub(crate) fn line(time: &str, object: &str, words: &str, out: &mut dyn Write) -> io::Result<()> {
    let head = format!("{} {} ", text::pad(time, 25), text::pad(object, 10));
    let room = text::COLUMNS.saturating_sub(head.chars().count());
    for (line, number) in text::wrap(words, room.max(20)).iter().zip(0..) {
        let margin = if number == 0 { head.clone() } else { " ".repeat(head.chars().count() + 2) };
        writeln!(out, "{margin}{line}")?;
    }
    Ok(())
}

/// What happened, in words.
fn told(passage: &Passage, sides: &BTreeMap<Name, Sides>) -> String {
    let zone = passage.zone.as_ref().map_or("", Name::as_str);
    match passage.kind {
        PassageKind::Enter => format!("enters {zone}{}", unseen(passage)),
        PassageKind::Leave => format!("leaves {zone}{}", unseen(passage)),
        PassageKind::Cross => {
            let line = passage.line.as_ref().map_or("", Name::as_str);
            let way = way(passage.direction.as_deref() == Some("left"), sides.get(line));
            format!("crosses {line} {way}{}", unseen(passage))
        }
        PassageKind::Stay if passage.height_unknown => {
            let fixes = number(passage.fixes.unwrap_or(0), "report", "reports");
            format!(
                "in {zone}, over it or under it since {}: {fixes} without a height that tells",
                since(passage)
            )
        }
        PassageKind::Stay => {
            let fixes = number(passage.fixes.unwrap_or(0), "report", "reports");
            let (since, depth) =
                (since(passage), passage.deepest.map_or(passage.margin_m, |deepest| deepest.depth_m));
            format!("in {zone} since {since}: {fixes}, up to {depth:.1} m inside")
        }
        PassageKind::Gap => {
            let (seconds, since, metres) = (seconds(passage), since(passage), passage.margin_m);
            format!("not heard for {seconds:.1} s since {since}, moved {metres:.1} m")
        }
        PassageKind::Jump => {
            let (metres, seconds) = (passage.margin_m, seconds(passage));
            let speed = if seconds > 0.0 {
                format!("{:.0} kn", metres / seconds / KNOT)
            } else {
                "no time".to_owned()
            };
            format!("moved {metres:.1} m in {seconds:.1} s ({speed}): a jump")
        }
    }
}

/// From which side to which: those of parties where they are known.
fn way(is_from_left: bool, sides: Option<&Sides>) -> String {
    let (left, right) = match sides {
        Some(Sides { left, right }) if !left.is_empty() && !right.is_empty() => {
            let side = |names: &[Name]| {
                let names: Vec<&str> = names.iter().map(Name::as_str).collect();
                format!("the side of {}", names.join(", "))
            };
            (side(left), side(right))
        }
        _ => ("left".to_owned(), "right".to_owned()),
    };
    let (from, to) = if is_from_left { (left, right) } else { (right, left) };
    format!("from {from} to {to}")
}

/// Between which reports it happened, where it could not be worked out more closely.
fn unseen(passage: &Passage) -> String {
    if passage.interpolated || passage.from.is_none() {
        return String::new();
    }
    format!(" at some time since {}", since(passage))
}

/// When it began: the clock time alone if that was on the day of its end.
fn since(passage: &Passage) -> String {
    let from = passage.from.map(|instant| instant.to_string()).unwrap_or_default();
    let until = passage.time.to_string();
    match (from.split_once('T'), until.split_once('T')) {
        (Some((day, clock)), Some((other, _))) if day == other => clock.to_owned(),
        _ => from,
    }
}

fn seconds(passage: &Passage) -> f64 {
    passage.to.zip(passage.from).map_or(0.0, |(to, from)| to.seconds_since(from))
}
