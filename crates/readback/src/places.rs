//! Places in words, and lengths as a person says them.

use armistice_terms::model::{
    Cardinal, FileRef, HeightBound, Line, LineSide, Near, NearTo, Place, SideOf, Zone,
};

use crate::voice::{Join, Voice, code, plain};

/// Millimetres of a foot, in tenths.
const FOOT_TENTHS: i64 = 3_048;
/// Millimetres of a nautical mile.
const NAUTICAL_MILE: i64 = 1_852_000;
/// Places within places that are said in full; the parser bounds them too.
const MAX_DEPTH: usize = 64;

impl Voice<'_> {
    /// A length on the ground or above it. Feet and nautical miles that come out whole are said beside the metres.
    pub(crate) fn distance(&self, millimetres: i64) -> String {
        let (id, thousandths) = if millimetres % 1_000_000 == 0 || millimetres.abs() > 10_000_000 {
            ("distance-km", millimetres / 1000)
        } else if millimetres % 1000 == 0 || millimetres.abs() > 10_000 {
            ("distance-m", millimetres)
        } else {
            ("distance-mm", millimetres.saturating_mul(1000))
        };
        let metric = self.say(id, &[("number", self.decimal(thousandths).into())]);
        let other = if millimetres % 1000 == 0 && millimetres % NAUTICAL_MILE != 0 || millimetres <= 10_000 {
            return metric;
        } else if millimetres % NAUTICAL_MILE == 0 {
            let miles = self.decimal((millimetres / NAUTICAL_MILE).saturating_mul(1000));
            self.say("distance-nmi", &[("number", miles.into())])
        } else if millimetres.saturating_mul(10) % FOOT_TENTHS == 0 {
            let feet = self.decimal((millimetres.saturating_mul(10) / FOOT_TENTHS).saturating_mul(1000));
            self.say("distance-ft", &[("number", feet.into())])
        } else {
            return metric;
        };
        self.say("distance-both", &[("metric", metric.into()), ("other", other.into())])
    }

    /// A place as it stands after `in`, `out of`, `to`.
    pub(crate) fn place(&self, place: &Place) -> String {
        self.place_at(place, 0)
    }

    fn place_at(&self, place: &Place, depth: usize) -> String {
        if depth > MAX_DEPTH {
            return self.word("place-too-deep");
        }
        let parts = |parts: &[Place], join| {
            let mut said: Vec<String> = Vec::new();
            for part in parts {
                let part = self.place_at(part, depth + 1);
                // "In a zone, into the same zone" is one place, which the act may begin in or take effect in.
                if !said.contains(&part) {
                    said.push(part);
                }
            }
            (said.len(), self.list(&said, join))
        };
        match place {
            Place::Or(places) => parts(places, Join::Or).1,
            Place::And(_) if place.is_of_a_move() => self.in_place(place).trim_start().to_owned(),
            Place::And(places) => {
                let (number, places) = parts(places, Join::And);
                if number < 2 { places } else { self.say("place-and", &[("places", places.into())]) }
            }
            Place::Minus(whole, hole) => {
                let (whole, hole) = (self.place_at(whole, depth + 1), self.place_at(hole, depth + 1));
                self.say("place-minus", &[("whole", whole.into()), ("hole", hole.into())])
            }
            Place::Near(near) => self.near(near),
            Place::Beside { side, point } => {
                let id = match side {
                    Cardinal::North => "place-north",
                    Cardinal::South => "place-south",
                    Cardinal::East => "place-east",
                    Cardinal::West => "place-west",
                };
                self.say(id, &[("point", plain(point.as_str()).into())])
            }
            Place::File(file) => self.file(file),
            Place::Height(bound) => self.say("place-height", &[("height", self.height(bound).into())]),
            Place::Zone(zone) => self.say("place-zone", &[("zone", code(zone.as_str()).into())]),
            Place::AcrossLine(line) => self.say("place-across", &[("line", code(line.as_str()).into())]),
            Place::Side { line, of } => {
                let line = code(line.as_str());
                match of {
                    SideOf::Own => self.say("place-own-side", &[("line", line.into())]),
                    SideOf::Other => self.say("place-other-side", &[("line", line.into())]),
                    SideOf::Named(name) => {
                        let with = [("line", line.into()), ("side", self.actor(name).into())];
                        self.say("place-side-of", &with)
                    }
                }
            }
            Place::OutOf(_) | Place::To(_) => self.in_place(place).trim_start().to_owned(),
            Place::Domain(domain) => match domain.as_str() {
                "land" => self.word("place-land"),
                "sea" => self.word("place-sea"),
                "air" => self.word("place-air"),
                other => plain(other),
            },
            Place::Everywhere => self.word("place-everywhere"),
        }
    }

    fn near(&self, near: &Near) -> String {
        let Near { is_beyond, distance_mm, of, of_the_other_party, between, side_of } = near;
        let mut of_words = match of {
            NearTo::Line(line) => self.say("near-line", &[("line", code(line.as_str()).into())]),
            NearTo::Point(point) => self.say("near-point", &[("point", plain(point.as_str()).into())]),
            NearTo::Zone(zone) => self.say("place-zone", &[("zone", code(zone.as_str()).into())]),
            NearTo::Class(class) => self.term(class.as_str(), true),
        };
        if *of_the_other_party {
            of_words = self.say("near-of-other-party", &[("of", of_words.into())]);
        }
        let id = if *is_beyond { "near-beyond" } else { "near-within" };
        let distance = self.distance(*distance_mm);
        let mut text = self.say(id, &[("distance", distance.into()), ("of", of_words.into())]);
        if let Some((first, last)) = between {
            let with = [("first", plain(first).into()), ("last", plain(last).into())];
            text.push_str(&self.say("near-between", &with));
        }
        match (side_of, of) {
            (Some(SideOf::Own), _) => text.push_str(&self.word("near-own-side")),
            (Some(SideOf::Other), _) => text.push_str(&self.word("near-other-side")),
            (Some(SideOf::Named(side)), _) => {
                text.push_str(&self.say("near-side", &[("side", self.actor(side).into())]));
            }
            (None, NearTo::Line(_)) => text.push_str(&self.word("near-both-sides")),
            (None, NearTo::Point(_) | NearTo::Zone(_) | NearTo::Class(_)) => {}
        }
        text
    }

    /// A file of the agreement's folder.
    pub(crate) fn file(&self, file: &FileRef) -> String {
        let FileRef { path, feature, sha256: _ } = file;
        let path = plain(path);
        match feature {
            Some(feature) => {
                self.say("place-feature", &[("path", path.into()), ("feature", plain(feature).into())])
            }
            None => self.say("place-file", &[("path", path.into())]),
        }
    }

    /// A bound of height.
    pub(crate) fn height(&self, bound: &HeightBound) -> String {
        let HeightBound { is_above, height_mm, above_ground } = bound;
        let id = match (is_above, above_ground) {
            (true, true) => "height-above-ground",
            (true, false) => "height-above-sea",
            (false, true) => "height-below-ground",
            (false, false) => "height-below-sea",
        };
        self.say(id, &[("height", self.distance(*height_mm).into())])
    }

    /// What a zone is, in one sentence.
    pub(crate) fn zone(&self, zone: &Zone) -> String {
        let Zone {
            name: _,
            place,
            heights,
            accuracy_mm,
            reading: _,
            decided_by,
            description,
            within,
            apart_from,
            span: _,
        } = zone;
        let mut text = match (place, decided_by) {
            (Some(place), _) => self.place(place),
            (None, Some(body)) => self.say("zone-decided-by", &[("body", self.actor(body).into())]),
            (None, None) => match description {
                Some(words) => self.say("zone-described", &[("words", plain(words).into())]),
                None => self.word("zone-nowhere"),
            },
        };
        for (id, zones) in [("zone-within", within), ("zone-apart", apart_from)] {
            if !zones.is_empty() {
                let zones: Vec<String> = zones.iter().map(|zone| code(zone.as_str())).collect();
                text.push_str(&self.say(id, &[("zones", self.list(&zones, Join::And).into())]));
            }
        }
        for bound in heights {
            text.push_str(&self.height(bound));
        }
        if heights.is_empty() && place.is_some() {
            text.push_str(&self.word("height-any"));
        }
        if *accuracy_mm > 0 {
            let accuracy = self.distance(*accuracy_mm);
            text.push_str(&self.say("zone-accuracy", &[("accuracy", accuracy.into())]));
        }
        text
    }
}

impl Voice<'_> {
    /// What a line is, in one sentence.
    pub(crate) fn line(&self, line: &Line) -> String {
        let Line { name: _, file, is_series, markers_by: _, sides, accuracy_mm, span: _ } = line;
        let id = if *is_series { "line-series" } else { "line-file" };
        let mut text = self.say(id, &[("file", plain(&file.path).into())]);
        for LineSide { side, of } in sides {
            let id = match side {
                Cardinal::North => "line-with-north",
                Cardinal::South => "line-with-south",
                Cardinal::East => "line-with-east",
                Cardinal::West => "line-with-west",
            };
            let names: Vec<String> = of.iter().map(|name| self.actor(name)).collect();
            text.push_str(&self.say(id, &[("names", self.list(&names, Join::And).into())]));
        }
        if *accuracy_mm > 0 {
            let accuracy = self.distance(*accuracy_mm);
            text.push_str(&self.say("zone-accuracy", &[("accuracy", accuracy.into())]));
        }
        text
    }
}
