//! The places of an agreement as GeoJSON (RFC 7946), for any map.
//!
//! Every point, line, marker and zone is a feature; so is the place of a norm that is more than named zones. What has no
//! geometry is a feature too, with the words that the text has for it. That something is drawn says nothing about its
//! status.

mod drawing;
mod norms;
pub(crate) mod shape;

use std::collections::BTreeMap;

use armistice_facts::Name;
use armistice_readback::{Locale, read_place};
use armistice_terms::Files;
use armistice_terms::model::{Agreement, FileRef, Line, Near, NearTo, Place, SharedBy, Zone};
use armistice_watch::{Plan, origin};

use super::{convert, parts, places};
use drawing::Window;

/// What stands at the head of every map.
const NOTE: &str = "The places are drawn so that positions can be compared with the agreement's own words. Nothing is \
                    said about sovereignty or about the status of any line.";
/// What stands beside a line or zone that its file or its reading calls disputed.
const DISPUTED: &str =
    "Disputed. It is drawn as its source has it; that it is drawn here does not mean that it is accepted.";

/// What a map is made from.
pub(crate) struct Atlas<'a> {
    /// The agreement.
    pub(crate) agreement: &'a Agreement,
    /// Its text, for the statements as they are written.
    pub(crate) text: &'a str,
    /// Its places as geometry.
    pub(crate) plan: &'a Plan,
    /// The files beside it.
    pub(crate) files: &'a dyn Files,
}

/// The places of an agreement.
pub(crate) fn map(atlas: &Atlas<'_>) -> shape::Map {
    let window = Window::of(atlas.plan);
    let geometry = &atlas.agreement.geometry;
    let mut features = Vec::new();
    features.extend(geometry.points.iter().map(|point| atlas.point(point)));
    for line in &geometry.lines {
        features.push(atlas.line(line));
        features.extend(atlas.markers(line));
    }
    features.extend(geometry.zones.iter().map(|zone| atlas.zone(zone, &window)));
    features.extend(atlas.norm_places(&window));
    shape::Map {
        kind: shape::Collection::FeatureCollection,
        format: shape::FORMAT,
        title: atlas.agreement.title.clone(),
        note: NOTE.to_owned(),
        without_place: norms::without_place(atlas),
        features,
    }
}

/// The points, lines and zones that the place of a norm names, each once, by the ids that they have on the map, in the order
/// of the text.
pub(crate) fn places_of(agreement: &Agreement, norm: &str) -> Vec<String> {
    let mut named = Vec::new();
    for bound in norms::all(agreement).iter().filter(|bound| bound.label.as_str() == norm) {
        bound.places.iter().for_each(|place| norms::names(place, &mut named));
    }
    let mut once: Vec<String> = Vec::new();
    let geometry = &agreement.geometry;
    for name in named {
        let kind = if geometry.zones.iter().any(|zone| zone.name == *name) {
            shape::Kind::Zone
        } else if geometry.lines.iter().any(|line| line.name == *name) {
            shape::Kind::Line
        } else {
            shape::Kind::Point
        };
        let id = format!("{}:{name}", kind.prefix());
        if !once.contains(&id) {
            once.push(id);
        }
    }
    once
}

impl Atlas<'_> {
    fn point(&self, point: &armistice_terms::model::Point) -> shape::Feature {
        let position = self.plan.points.get(&point.name);
        shape::Feature {
            geometry: position.map(|position| drawing::point(*position)),
            ..self.bare(shape::Kind::Point, &point.name)
        }
    }

    fn line(&self, line: &Line) -> shape::Feature {
        let drawn = self.plan.lines.get(&line.name);
        let mut feature = self.bare(shape::Kind::Line, &line.name);
        feature.geometry = drawn.map(drawing::line);
        let own = &mut feature.properties;
        own.terms = self.statement(line.span);
        own.accuracy_m = drawn.map(armistice_earth::Line::accuracy_metres);
        own.why_not_drawn = line.is_series.then(|| "there is one file for each day".to_owned());
        self.tell_sources(&mut feature, &[&line.file], false);
        feature
    }

    /// The markers of a line, in the order in which the line meets them.
    fn markers(&self, line: &Line) -> Vec<shape::Feature> {
        let Some(drawn) = self.plan.lines.get(&line.name) else { return Vec::new() };
        let mut markers: Vec<_> = drawn.markers().iter().collect();
        markers.sort_by(|one, other| one.1.along_metres.total_cmp(&other.1.along_metres));
        let feature = |(code, marker): (&String, &armistice_earth::Marker)| {
            let mut feature = self.bare(shape::Kind::Marker, &line.name);
            feature.id = format!("marker:{}:{code}", line.name);
            feature.geometry = Some(drawing::point(marker.position));
            feature.properties.name.clone_from(code);
            feature.properties.of_line = Some(line.name.to_string());
            feature.properties.accuracy_m = Some(marker.accuracy_metres);
            feature.properties.norms = norms::of_marker(self, &line.name, code);
            feature
        };
        markers.into_iter().map(feature).collect()
    }

    fn zone(&self, zone: &Zone, window: &Window) -> shape::Feature {
        let mut feature = self.bare(shape::Kind::Zone, &zone.name);
        let own = &mut feature.properties;
        own.terms = self.statement(zone.span);
        own.words = zone.place.as_ref().map(|place| self.words(place));
        own.described.clone_from(&zone.description);
        own.decided_by = zone.decided_by.as_ref().map(ToString::to_string);
        own.heights = zone.heights.iter().copied().map(places::height).collect();
        own.reading = zone.reading.as_ref().map(convert::reading);
        match self.plan.zones.get(&zone.name) {
            Some(region) => window.draw(region, &mut feature),
            None => own.why_not_drawn = Some(self.why_not_drawn(zone.place.as_ref(), zone)),
        }
        let is_disputed = zone.reading.as_ref().is_some_and(|reading| reading.by == SharedBy::Disputed);
        self.tell_sources(&mut feature, &self.files_of(zone.place.as_ref()), is_disputed);
        feature
    }

    /// The places of norms and exceptions that are more than zones with a name; those in the same words together.
    fn norm_places(&self, window: &Window) -> Vec<shape::Feature> {
        let mut by_words: BTreeMap<String, Vec<Name>> = BTreeMap::new();
        let mut order: Vec<String> = Vec::new();
        for bound in norms::all(self.agreement) {
            let own: Vec<&Place> = bound.places.iter().copied().filter(|place| !is_named(place)).collect();
            if own.is_empty() {
                continue;
            }
            let words = own.iter().map(|place| self.words(place)).collect::<Vec<_>>().join("; ");
            if !order.contains(&words) {
                order.push(words.clone());
            }
            by_words.entry(words).or_default().push(bound.label.clone());
        }
        let features = order.into_iter().map(|words| {
            let labels = by_words.remove(&words).unwrap_or_default();
            self.norm_place(words, &labels, window)
        });
        features.collect()
    }

    fn norm_place(&self, words: String, labels: &[Name], window: &Window) -> shape::Feature {
        let bound: Vec<_> =
            norms::all(self.agreement).into_iter().filter(|bound| labels.contains(bound.label)).collect();
        let first = bound.first();
        let places: Vec<&Place> = first.map(|bound| bound.places.clone()).unwrap_or_default();
        let id = first.map_or_else(String::new, |bound| format!("place-of:{}", bound.label));
        let mut feature = shape::Feature::new(shape::Kind::NormPlace, id, words.clone());
        feature.properties.words = Some(words);
        feature.properties.norms = bound.iter().map(|bound| norms::view(self, bound)).collect();
        feature.properties.heights = places.iter().flat_map(|place| norms::heights(place)).collect();
        match first.and_then(|bound| self.plan.norms.get(bound.label)) {
            Some(region) => window.draw(region, &mut feature),
            None => feature.properties.why_not_drawn = Some(self.why_no_place(&places)),
        }
        let files: Vec<&FileRef> = places.iter().flat_map(|place| self.files_of(Some(place))).collect();
        self.tell_sources(&mut feature, &files, false);
        feature
    }

    fn bare(&self, kind: shape::Kind, name: &Name) -> shape::Feature {
        let mut feature = shape::Feature::new(kind, format!("{}:{name}", kind.prefix()), name.to_string());
        feature.properties.norms = norms::of_name(self, name);
        feature
    }

    fn statement(&self, span: armistice_terms::Span) -> Option<String> {
        let range = usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?;
        Some(self.text.get(range)?.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// A place in plain words, without the marks of a page.
    fn words(&self, place: &Place) -> String {
        read_place(self.agreement, place, &Locale::english()).replace(['`', '\\'], "")
    }

    fn why_not_drawn(&self, place: Option<&Place>, zone: &Zone) -> String {
        if zone.description.is_some() {
            return "the text describes it in words, and no geometry is public".to_owned();
        }
        if let Some(body) = &zone.decided_by {
            return format!("its limits are left to {body}");
        }
        self.why_no_place(&place.into_iter().collect::<Vec<_>>())
    }

    fn why_no_place(&self, places: &[&Place]) -> String {
        let mut named = Vec::new();
        places.iter().for_each(|place| norms::names(place, &mut named));
        let open = named.iter().find(|name| self.plan.undecided.contains(**name));
        match open {
            Some(open) => format!("it rests on `{open}`, which is not drawn"),
            None if places.iter().any(|place| norms::moves(place)) => {
                "it moves with what it is measured from".to_owned()
            }
            None => "it depends on the day or on who acts".to_owned(),
        }
    }

    /// The files that a place is drawn from, also by way of the zones and lines that it names.
    fn files_of<'s>(&'s self, place: Option<&'s Place>) -> Vec<&'s FileRef> {
        let mut found = Vec::new();
        let mut seen = Vec::new();
        if let Some(place) = place {
            self.gather(place, &mut seen, &mut found);
        }
        found
    }

    fn gather<'s>(&'s self, place: &'s Place, seen: &mut Vec<&'s Name>, found: &mut Vec<&'s FileRef>) {
        let mut files = Vec::new();
        norms::files(place, &mut files);
        let mut named = Vec::new();
        norms::names(place, &mut named);
        let geometry = &self.agreement.geometry;
        for name in named {
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            files.extend(geometry.lines.iter().filter(|line| line.name == *name).map(|line| &line.file));
            let zone = geometry.zones.iter().find(|zone| zone.name == *name);
            if let Some(place) = zone.and_then(|zone| zone.place.as_ref()) {
                self.gather(place, seen, found);
            }
        }
        for file in files {
            if !found.contains(&file) {
                found.push(file);
            }
        }
    }

    fn tell_sources(&self, feature: &mut shape::Feature, files: &[&FileRef], is_disputed: bool) {
        let mut is_disputed = is_disputed;
        for file in files {
            let told = origin(self.files, file);
            is_disputed |= told.is_disputed;
            feature.properties.sources.push(shape::Source {
                path: file.path.clone(),
                feature: file.feature.clone(),
                name: told.name,
                origin: told.origin,
                edition: told.edition,
                licence: told.licence,
                accuracy: told.accuracy,
                caveat: told.caveat,
                note: told.note,
            });
        }
        feature.properties.is_disputed = is_disputed;
        feature.properties.note = is_disputed.then(|| DISPUTED.to_owned());
    }
}

/// Whether a place is nothing but zones and lines with names, or no place at all.
fn is_named(place: &Place) -> bool {
    match place {
        Place::Everywhere | Place::Domain(_) | Place::Zone(_) | Place::AcrossLine(_) | Place::Side { .. } => {
            true
        }
        Place::Or(parts) => parts.iter().all(is_named),
        Place::OutOf(place) | Place::To(place) => is_named(place),
        Place::And(parts) if place.is_of_a_move() => parts.iter().all(is_named),
        Place::Near(Near {
            of: NearTo::Line(_) | NearTo::Point(_) | NearTo::Zone(_) | NearTo::Class(_),
            ..
        })
        | Place::And(_)
        | Place::Minus(..)
        | Place::Beside { .. }
        | Place::File(_)
        | Place::Height(_) => false,
    }
}

/// The names of parties and bodies that are bound.
fn bearers(of: &armistice_terms::model::Bearers) -> Vec<String> {
    parts::names(of.names())
}

#[cfg(test)]
mod tests;
