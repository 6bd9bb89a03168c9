//! Points, lines and zones, and places in sentences.

use std::collections::BTreeMap;

use armistice_facts::Name;

use crate::ast::{self, Id, StatementKind, Text};
use crate::model::{FileRef, Geometry, Line, Near, NearTo, Place, Point, Reading, Relations, SideOf, Zone};
use crate::resolve::heights;
use crate::resolve::names::{Kind, short, unknown};
use crate::resolve::order::order;
use crate::resolve::sections::sha256;
use crate::resolve::words::{Words, all};
use crate::resolve::{magnitude, series, sides};
use crate::vocabulary::THING;
use crate::{Diagnostic, FileError, Files, Span};

/// The places that need no declaration.
const DOMAINS: [&str; 3] = ["land", "sea", "air"];

/// The least and most hexadecimal digits of a file's digest.
const HASH_DIGITS: std::ops::RangeInclusive<usize> = 16..=64;

/// All points, lines and zones that the file declares.
pub(super) fn geometry<'a>(
    statements: impl Iterator<Item = &'a ast::Statement> + Clone,
    words: &Words,
    files: &dyn Files,
    out: &mut Vec<Diagnostic>,
) -> Geometry {
    let mut geometry = Geometry::default();
    for statement in statements.clone() {
        match &statement.kind {
            StatementKind::Point(point) => geometry.points.extend(self::point(point, words)),
            StatementKind::Line(line) => {
                geometry.lines.extend(self::line(line, statement.span, words, files, out));
            }
            StatementKind::Zone(zone) => {
                geometry.zones.extend(self::zone(zone, statement.span, words, files, out));
            }
            _ => {}
        }
    }
    check_lines(statements, out);
    check_zone_circles(&geometry.zones, out);
    check_descriptions(&geometry.zones, out);
    check_apart(&geometry.zones, out);
    geometry
}

/// A reading of the text.
pub(super) fn reading(reading: &ast::Reading) -> Reading {
    Reading { text: reading.text.node.clone(), by: reading.by }
}

/// A place, all names in it known.
pub(super) fn place(
    written: &ast::Place,
    words: &Words,
    files: &dyn Files,
    out: &mut Vec<Diagnostic>,
) -> Option<Place> {
    let mut part = |part: &ast::Place| place(part, words, files, out);
    Some(match written {
        ast::Place::Or(parts) => Place::Or(all(parts.iter().map(part))?),
        ast::Place::And(parts) => Place::And(all(parts.iter().map(part))?),
        ast::Place::Minus(whole, gap) => {
            let (whole, gap) = (part(whole), part(gap));
            Place::Minus(Box::new(whole?), Box::new(gap?))
        }
        ast::Place::Near(near) => Place::Near(self::near(near, words, out)?),
        ast::Place::Beside { side, of } => {
            Place::Beside { side: *side, point: words.names.find(of, &[Kind::Point], out)? }
        }
        ast::Place::Side { whose, of } => side(whose, of, words, out)?,
        ast::Place::File(file) => Place::File(file_ref(file, files, out)?),
        ast::Place::Named(id) => named(id, words, out)?,
    })
}

/// Near or far from a line, a point, a zone or things of a class.
pub(super) fn near(written: &ast::Near, words: &Words, out: &mut Vec<Diagnostic>) -> Option<Near> {
    let of = near_to(&written.of, words, out);
    let side_of = written.side_of.as_ref().map(|whose| side_of(whose, words, out));
    let between = written.between.as_ref().map(|(from, to)| markers(from, to, out));
    if let Some(side) = &written.side_of
        && matches!(of, Some(NearTo::Point(_) | NearTo::Zone(_) | NearTo::Class(_)))
    {
        out.push(sides::of_no_line(side, written));
        return None;
    }
    if written.between.is_some() && matches!(of, Some(NearTo::Point(_) | NearTo::Zone(_) | NearTo::Class(_)))
    {
        let message = format!("`{}` is no line: only a line has markers", written.of.node);
        out.push(Diagnostic::error("A307", written.of.span, message));
        return None;
    }
    if written.distance_mm.node < 0 {
        out.push(Diagnostic::error("A307", written.distance_mm.span, "a distance cannot be negative"));
        return None;
    }
    magnitude::check_distance(&written.distance_mm, out);
    Some(Near {
        is_beyond: written.is_beyond,
        distance_mm: written.distance_mm.node,
        of: of?,
        of_the_other_party: written.of_the_other_party,
        between: match between {
            Some(codes) => Some(codes?),
            None => None,
        },
        side_of: match side_of {
            Some(party) => Some(party?),
            None => None,
        },
    })
}

/// One side of a line.
pub(super) fn side(
    whose: &ast::SideOf,
    line: &Id,
    words: &Words,
    out: &mut Vec<Diagnostic>,
) -> Option<Place> {
    let line = words.names.find(line, &[Kind::Line], out);
    let of = side_of(whose, words, out);
    Some(Place::Side { line: line?, of: of? })
}

fn side_of(whose: &ast::SideOf, words: &Words, out: &mut Vec<Diagnostic>) -> Option<SideOf> {
    Some(match whose {
        ast::SideOf::Own => SideOf::Own,
        ast::SideOf::Other => SideOf::Other,
        ast::SideOf::Named(id) => SideOf::Named(words.names.find(id, &[Kind::Party, Kind::Body], out)?),
    })
}

fn near_to(id: &Id, words: &Words, out: &mut Vec<Diagnostic>) -> Option<NearTo> {
    if words.names.kind(&id.node).is_none() && words.vocabulary.term(&id.node).is_some() {
        return words
            .term_under(id, THING, "a class of things", out)
            .map(|term| NearTo::Class(term.name.clone()));
    }
    let name = words.names.find(id, &[Kind::Line, Kind::Point, Kind::Zone, Kind::Class], out)?;
    Some(match words.names.kind(name.as_str())? {
        Kind::Line => NearTo::Line(name),
        Kind::Point => NearTo::Point(name),
        Kind::Zone => NearTo::Zone(name),
        _ => NearTo::Class(name),
    })
}

/// The codes of two markers. Whether they stand on the line is known only where its file is read.
fn markers(from: &Id, to: &Id, out: &mut Vec<Diagnostic>) -> Option<(String, String)> {
    for code in [from, to] {
        let is_code =
            (1..=16).contains(&code.node.len()) && code.node.bytes().all(|b| b.is_ascii_alphanumeric());
        if !is_code {
            let message = format!("`{}` is no code of a marker", short(&code.node));
            out.push(
                Diagnostic::error("A307", code.span, message)
                    .help("a code is written as on the marker: `0646`"),
            );
            return None;
        }
    }
    if from.node == to.node {
        let message = format!("from marker {} to marker {} is no stretch of the line", from.node, to.node);
        out.push(Diagnostic::error("A307", to.span, message));
        return None;
    }
    Some((from.node.clone(), to.node.clone()))
}

fn named(id: &Id, words: &Words, out: &mut Vec<Diagnostic>) -> Option<Place> {
    match words.names.kind(&id.node) {
        Some(Kind::Zone) => Name::new(id.node.clone()).ok().map(Place::Zone),
        Some(Kind::Line) => Name::new(id.node.clone()).ok().map(Place::AcrossLine),
        None if DOMAINS.contains(&id.node.as_str()) => Some(Place::Domain(id.node.clone())),
        None if words.names.is_unread(&id.node) => None,
        Some(kind) => {
            let message = format!("`{}` is {}; a place is needed here", id.node, kind.phrase());
            let help = match kind {
                Kind::Point => "a point has no extent: say `within … of` it, or `north of` it",
                _ => "a place is a zone, a line, a distance from one, or `land`, `sea`, `air`",
            };
            out.push(Diagnostic::error("A303", id.span, message).help(help));
            None
        }
        None if words.vocabulary.term(&id.node).is_some() => {
            let message = format!("`{}` is a word of the vocabulary; a place is needed here", id.node);
            out.push(Diagnostic::error("A303", id.span, message));
            None
        }
        None => {
            out.push(unknown(id, "a zone", words.names.places().chain(DOMAINS)));
            None
        }
    }
}

fn point(point: &ast::Point, words: &Words) -> Option<Point> {
    let name = declared(&point.name, Kind::Point, words)?;
    Some(Point { name, lat_e7: point.at.lat_e7, lon_e7: point.at.lon_e7 })
}

fn line(
    line: &ast::Line,
    span: Span,
    words: &Words,
    files: &dyn Files,
    out: &mut Vec<Diagnostic>,
) -> Option<Line> {
    let file = if line.is_series {
        shape(&line.file, out).filter(|file| series::check(line, file, files, out))
    } else {
        file_ref(&line.file, files, out)
    };
    let sides = sides::of_line(&line.sides, words, out);
    Some(Line {
        sides: sides?,
        name: declared(&line.name, Kind::Line, words)?,
        file: file?,
        is_series: line.is_series,
        markers_by: line.markers_by.as_ref().map(|property| property.node.clone()),
        accuracy_mm: line.accuracy_mm.as_ref().map_or(0, |accuracy| accuracy.node),
        span,
    })
}

fn zone(
    zone: &ast::Zone,
    span: Span,
    words: &Words,
    files: &dyn Files,
    out: &mut Vec<Diagnostic>,
) -> Option<Zone> {
    let name = declared(&zone.name, Kind::Zone, words);
    let bare = |name: Name| Zone {
        name,
        place: None,
        heights: Vec::new(),
        accuracy_mm: 0,
        reading: None,
        decided_by: None,
        description: None,
        within: Vec::new(),
        apart_from: Vec::new(),
        span,
    };
    match &zone.is {
        ast::ZoneIs::ToBeDecidedBy(body) => {
            let decided_by = words.names.find(body, &[Kind::Body, Kind::Party], out)?;
            Some(Zone { decided_by: Some(decided_by), ..bare(name?) })
        }
        ast::ZoneIs::DescribedAs { words: description, within, apart_from } => {
            let mut zones = |ids: &[Id]| all(ids.iter().map(|id| words.names.find(id, &[Kind::Zone], out)));
            let (within, apart_from) = (zones(within), zones(apart_from));
            let description = Some(description.node.clone());
            Some(Zone { description, within: within?, apart_from: apart_from?, ..bare(name?) })
        }
        ast::ZoneIs::Place { place, heights, accuracy_mm, reading } => {
            heights::check(heights, out)?;
            let place = self::place(place, words, files, out)?;
            Some(Zone {
                place: Some(place),
                heights: heights.iter().map(|height| heights::bound(height.node)).collect(),
                accuracy_mm: accuracy_mm.as_ref().map_or(0, |accuracy| accuracy.node),
                reading: reading.as_ref().map(self::reading),
                ..bare(name?)
            })
        }
    }
}

/// Zones whose geometry is missing (A308), once for all of them.
fn check_descriptions(zones: &[Zone], out: &mut Vec<Diagnostic>) {
    let described: Vec<&Zone> = zones.iter().filter(|zone| zone.description.is_some()).collect();
    let Some(first) = described.first() else { return };
    let message = match described.len() {
        1 => format!("the zone `{}` is known in words only: no position lies in it or out of it", first.name),
        many => format!(
            "{many} zones are known in words only, and no position lies in them or out of them; the first is `{}`",
            first.name
        ),
    };
    out.push(Diagnostic::warning("A308", Span::new(first.span.start, first.span.start), message).help(
        "what a source places there by its own word counts; give the geometry in a file once it is public",
    ));
}

/// A zone that is held apart from itself, or from one in which it lies, would be empty (A316).
fn check_apart(zones: &[Zone], out: &mut Vec<Diagnostic>) {
    let relations = Relations::of(zones);
    for zone in zones {
        let Some(other) = zone.apart_from.iter().find(|other| relations.is_within(&zone.name, other)) else {
            continue;
        };
        let message = if *other == zone.name {
            format!("the zone `{}` is held apart from itself", zone.name)
        } else {
            format!("the zone `{}` lies in `{other}` and is held apart from it", zone.name)
        };
        out.push(
            Diagnostic::error("A316", zone.span, message)
                .help("a zone that shares nothing with another lies outside of it"),
        );
    }
}

/// The name, if this statement is the one that declares it.
fn declared(id: &Id, kind: Kind, words: &Words) -> Option<Name> {
    (words.names.kind(&id.node) == Some(kind)).then(|| Name::new(id.node.clone()).ok()).flatten()
}

/// A file that is there and has the digest that the text gives (A306).
fn file_ref(file: &ast::FileRef, files: &dyn Files, out: &mut Vec<Diagnostic>) -> Option<FileRef> {
    let reference = shape(file, out)?;
    let bytes = match files.read(&reference.path) {
        Ok(bytes) => bytes,
        Err(cause) => {
            out.push(missing(&file.path, &cause));
            return None;
        }
    };
    if let (Some(wanted), Some(written)) = (&reference.sha256, &file.hash) {
        let found = sha256(&bytes);
        if !found.starts_with(wanted.as_str()) {
            let message =
                format!("`{}` is not the file that the text names: its hash differs", reference.path);
            out.push(
                Diagnostic::error("A306", written.span, message)
                    .help(format!("the file found has sha256:{found}")),
            );
            return None;
        }
    }
    Some(reference)
}

/// Path, feature and digest as written (A306 if the digest is none).
fn shape(file: &ast::FileRef, out: &mut Vec<Diagnostic>) -> Option<FileRef> {
    let (path, feature) = match file.path.node.split_once('#') {
        Some((path, feature)) => (path, Some(feature.to_owned())),
        None => (file.path.node.as_str(), None),
    };
    let sha256 = match &file.hash {
        None => None,
        Some(hash) => Some(digest(hash, out)?),
    };
    Some(FileRef { path: path.to_owned(), feature, sha256 })
}

fn digest(hash: &Text, out: &mut Vec<Diagnostic>) -> Option<String> {
    let digits = hash.node.strip_prefix("sha256:").map(str::to_ascii_lowercase);
    let is_digest = |digits: &String| {
        HASH_DIGITS.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let digits = digits.filter(is_digest);
    if digits.is_none() {
        let message = format!("`{}` is no digest of a file", short(&hash.node));
        out.push(
            Diagnostic::error("A306", hash.span, message)
                .help("write `sha256:` and at least 16 hexadecimal digits"),
        );
    }
    digits
}

fn missing(path: &Text, cause: &FileError) -> Diagnostic {
    Diagnostic::error("A306", path.span, cause.to_string()).help(
        "paths are relative to the folder of the agreement; a zone without its file is never taken for empty",
    )
}

/// Markers are asked of lines that declare none (A307).
fn check_lines<'a>(statements: impl Iterator<Item = &'a ast::Statement>, out: &mut Vec<Diagnostic>) {
    let statements: Vec<&ast::Statement> = statements.collect();
    let unmarked: BTreeMap<&str, Span> = statements
        .iter()
        .filter_map(|statement| match &statement.kind {
            StatementKind::Line(line) if line.markers_by.is_none() => {
                Some((line.name.node.as_str(), line.name.span))
            }
            _ => None,
        })
        .collect();
    let mut check = |near: &ast::Near| {
        if let (Some(_), Some(line)) = (&near.between, unmarked.get(near.of.node.as_str())) {
            let message = format!("the line `{}` has no markers", near.of.node);
            out.push(
                Diagnostic::error("A307", near.of.span, message)
                    .also(*line, "declared here")
                    .help("say which property of its file holds the codes: `with markers by \"no\"`"),
            );
        }
    };
    for statement in statements {
        nears(statement, &mut check);
    }
}

/// Every `within … of …` of a statement.
fn nears(statement: &ast::Statement, check: &mut impl FnMut(&ast::Near)) {
    let sentence = match &statement.kind {
        StatementKind::Zone(zone) => {
            if let ast::ZoneIs::Place { place, .. } = &zone.is {
                nears_of(place, check);
            }
            return;
        }
        StatementKind::Norm(norm) => &norm.sentence.clauses,
        StatementKind::Exception(exception) => &exception.sentence.clauses,
        StatementKind::Decision(decision) => match decision.sentence() {
            Some(sentence) => &sentence.clauses,
            None => return,
        },
        StatementKind::Procedure(procedure) => &procedure.clauses,
        _ => return,
    };
    for clause in sentence {
        match &clause.node {
            ast::Clause::In(place)
            | ast::Clause::Into(place)
            | ast::Clause::OutOf(place)
            | ast::Clause::To(place) => nears_of(place, check),
            ast::Clause::Near(near) => check(near),
            _ => {}
        }
    }
}

fn nears_of(place: &ast::Place, check: &mut impl FnMut(&ast::Near)) {
    match place {
        ast::Place::Or(parts) | ast::Place::And(parts) => parts.iter().for_each(|part| nears_of(part, check)),
        ast::Place::Minus(whole, gap) => {
            nears_of(whole, check);
            nears_of(gap, check);
        }
        ast::Place::Near(near) => check(near),
        ast::Place::Beside { .. } | ast::Place::Side { .. } | ast::Place::File(_) | ast::Place::Named(_) => {}
    }
}

/// Zones that are defined through themselves (A304).
fn check_zone_circles(zones: &[Zone], out: &mut Vec<Diagnostic>) {
    let needs = zones.iter().map(|zone| {
        let others = zone.place.as_ref().map(zones_of).unwrap_or_default();
        let others: Vec<&Name> = others.into_iter().chain(&zone.within).collect();
        (zone.name.clone(), others.into_iter().cloned().collect())
    });
    for circle in order(&needs.collect()).circles {
        if let Some(zone) = zones.iter().find(|zone| circle.contains(&zone.name)) {
            let message = format!("the zone `{}` is defined through itself", zone.name);
            out.push(Diagnostic::error("A304", zone.span, message));
        }
    }
}

fn zones_of(place: &Place) -> Vec<&Name> {
    match place {
        Place::Or(parts) | Place::And(parts) => parts.iter().flat_map(zones_of).collect(),
        Place::Minus(whole, gap) => zones_of(whole).into_iter().chain(zones_of(gap)).collect(),
        Place::Zone(name) => vec![name],
        Place::Near(Near { of: NearTo::Zone(name), .. }) => vec![name],
        _ => Vec::new(),
    }
}
