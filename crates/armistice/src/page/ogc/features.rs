//! The features of each collection, with their time.

use armistice_facts::{Fact, Instant};
use armistice_judge::{Finding, Verdict};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::question::{Time, Window};
use crate::page::Page;
use crate::page::heard::{Report, Window as Span, is_silence, parts};
use crate::page::reply::Problem;
use crate::page::seen::{self, spot};
use crate::page::snapshot::{Clocks, Snapshot, around, frame};

/// A feature, and when what it tells of happened; nothing where it holds at any time.
#[derive(Debug)]
pub(super) struct Timed {
    feature: Value,
    time: Option<Time>,
}

impl Timed {
    pub(super) fn id(&self) -> Option<&str> {
        self.feature.get("id").and_then(Value::as_str)
    }

    pub(super) fn whole(self) -> Value {
        self.feature
    }

    /// Whether the window that holds the feature meets another. What has no place meets every window (requirement 23 C).
    pub(super) fn is_in(&self, window: Option<Window>) -> bool {
        let own = || self.feature.pointer("/geometry/coordinates").and_then(frame);
        window.is_none_or(|window| own().is_none_or(|own| meet(own, window)))
    }

    /// Whether its time meets another. What has no time meets every time (requirement 25 C).
    pub(super) fn is_within(&self, time: Option<Time>) -> bool {
        let (Some((from, to)), Some((own_from, own_to))) = (time, self.time) else { return true };
        own_from <= to && from <= own_to
    }
}

/// Whether two windows meet; the second may reach over the antimeridian.
fn meet(own: Window, [west, south, east, north]: Window) -> bool {
    let across = |west: f64, east: f64| own[0] <= east && west <= own[2];
    let beside = if west <= east { across(west, east) } else { across(west, 180.0) || across(-180.0, east) };
    beside && own[1] <= north && south <= own[3]
}

/// How far a collection reaches.
#[derive(Debug, Default)]
pub(super) struct Extent {
    pub(super) frame: Option<Window>,
    pub(super) time: Option<Time>,
}

/// How far a collection reaches, as far as that is cheap to say.
pub(super) fn extent(page: &Page, collection: &str) -> Extent {
    let snapshot = page.now();
    let facts = || snapshot.case.facts.iter();
    match collection {
        "tracks" => Extent { frame: None, time: page.hearing().tracks.span() },
        "facts" | "findings" => {
            let points = facts().filter_map(spot).filter_map(|spot| spot.lon.zip(spot.lat));
            let frame = points.map(|(lon, lat)| [lon, lat, lon, lat]).reduce(around);
            let times = facts().map(|fact| (fact.about.from, fact.about.last()));
            Extent { frame, time: times.reduce(|one, two| (one.0.min(two.0), one.1.max(two.1))) }
        }
        _ => Extent {
            frame: snapshot.places().and_then(Result::ok).and_then(|drawn| drawn.bounds),
            time: None,
        },
    }
}

/// All features of a collection.
pub(super) fn features(
    page: &Page,
    snapshot: &Snapshot,
    collection: &str,
    clocks: Clocks,
) -> Result<Vec<Timed>, Problem> {
    match collection {
        "zones" => places(snapshot, &["zone", "norm-place"]),
        "lines" => places(snapshot, &["line"]),
        "points" => places(snapshot, &["point", "marker"]),
        "facts" => Ok(facts(snapshot, clocks)),
        "findings" => Ok(findings(snapshot, clocks)),
        "tracks" => Ok(tracks(page, snapshot, clocks)),
        _ => Err(Problem::absent("there is no such collection").mend("/ogc/collections lists them")),
    }
}

fn places(snapshot: &Snapshot, kinds: &[&str]) -> Result<Vec<Timed>, Problem> {
    let drawn = snapshot.places().ok_or_else(|| {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the places are being drawn").retry_in(2)
    })?;
    let broken = |cause: String| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, cause);
    let mut map: Value =
        serde_json::from_slice(&drawn.map_err(broken)?.json).map_err(|error| broken(error.to_string()))?;
    let features = map.get_mut("features").and_then(Value::as_array_mut).map(std::mem::take);
    let is_asked = |feature: &Value| {
        let kind = feature.pointer("/properties/kind").and_then(Value::as_str);
        kind.is_some_and(|kind| kinds.contains(&kind))
    };
    let asked = features.unwrap_or_default().into_iter().filter(is_asked);
    Ok(asked.map(|feature| Timed { feature: of_several(feature), time: None }).collect())
}

/// One area is several of which there is one: a layer of a map program has one kind of geometry.
fn of_several(mut feature: Value) -> Value {
    if let Some(geometry) = feature.get_mut("geometry").and_then(Value::as_object_mut) {
        let kind = match geometry.get("type").and_then(Value::as_str) {
            Some("Polygon") => "MultiPolygon",
            Some("LineString") => "MultiLineString",
            _ => return feature,
        };
        let coordinates = geometry.remove("coordinates").unwrap_or_default();
        geometry.insert("type".to_owned(), json!(kind));
        geometry.insert("coordinates".to_owned(), json!([coordinates]));
    }
    feature
}

fn facts(snapshot: &Snapshot, clocks: Clocks) -> Vec<Timed> {
    let zone = &snapshot.case.agreement.settings.time_zone;
    let known = snapshot.known(clocks).filter(|fact| fact.about.from <= clocks.as_of);
    let feature = |fact: &Fact| {
        let view = seen::view(fact, zone);
        let point = view.place.as_ref().and_then(|spot| spot.lon.zip(spot.lat))?;
        let geometry = json!({"type": "Point", "coordinates": [point.0, point.1]});
        let feature =
            json!({"type": "Feature", "id": view.id.clone(), "geometry": geometry, "properties": view});
        Some(Timed { feature, time: Some((fact.about.from, fact.about.last())) })
    };
    known.filter_map(feature).collect()
}

fn findings(snapshot: &Snapshot, clocks: Clocks) -> Vec<Timed> {
    let judgement = snapshot.judgement(clocks);
    let all =
        judgement.verdicts.iter().flat_map(|verdict| verdict.findings.iter().map(move |one| (verdict, one)));
    let zone = &snapshot.case.agreement.settings.time_zone;
    let spots = snapshot.case.facts.iter().filter_map(|fact| Some((&fact.id, spot(fact)?)));
    let spots: std::collections::BTreeMap<_, _> = spots.collect();
    let feature = |(verdict, finding): (&Verdict, &Finding)| {
        let properties = json!({
            "verdict": verdict.id, "norm": verdict.norm, "bearer": verdict.bearer, "outcome": finding.outcome.word(),
            "grade": finding.grade.word(), "reason": finding.reason.map(|reason| reason.word()),
            "from": zone.show(finding.about.from), "to": zone.show(finding.about.last()), "because": finding.because,
        });
        let told = finding.facts.iter().filter_map(|fact| spots.get(fact));
        let points: Vec<[f64; 2]> = told.filter_map(|spot| Some([spot.lon?, spot.lat?])).collect();
        let geometry = match points.as_slice() {
            [] => Value::Null,
            points => json!({"type": "MultiPoint", "coordinates": points}),
        };
        let feature =
            json!({"type": "Feature", "id": finding.id, "geometry": geometry, "properties": properties});
        Timed { feature, time: Some((finding.about.from, finding.about.last())) }
    };
    all.map(feature).collect()
}

fn tracks(page: &Page, snapshot: &Snapshot, clocks: Clocks) -> Vec<Timed> {
    let zone = &snapshot.case.agreement.settings.time_zone;
    let until = Span { from: Instant::EPOCH.plus_millis(i64::MIN), to: clocks.as_of };
    let feature = |(object, reports): (&str, &[Report])| {
        let (first, last) = reports.first().zip(reports.last())?;
        let time = (first.time(), last.time());
        let silences =
            reports.windows(2).filter(|pair| matches!(pair, [one, two] if is_silence(*one, *two))).count();
        let properties = json!({
            "object": object, "from": zone.show(time.0), "to": zone.show(time.1), "reports": reports.len(),
            "silences": silences,
        });
        let lines: Vec<Vec<[f64; 2]>> = parts(reports).map(line).collect();
        let geometry = json!({"type": "MultiLineString", "coordinates": lines});
        let feature =
            json!({"type": "Feature", "id": object, "geometry": geometry, "properties": properties});
        Some(Timed { feature, time: Some(time) })
    };
    page.hearing().tracks.within(until).filter_map(feature).collect()
}

/// A part of a way; of one report, a line without length.
fn line(part: &[Report]) -> Vec<[f64; 2]> {
    let mut line: Vec<[f64; 2]> = part.iter().map(|report| [report.lon(), report.lat()]).collect();
    if let [only] = line.as_slice() {
        line.push(*only);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timed(geometry: &Value) -> Timed {
        let (from, to) = (Instant::EPOCH, Instant::EPOCH.plus_millis(1000));
        Timed { feature: json!({"geometry": geometry}), time: Some((from, to)) }
    }

    #[test]
    fn windows_meet_also_across_the_antimeridian() {
        let point = |lon: f64, lat: f64| timed(&json!({"type": "Point", "coordinates": [lon, lat]}));
        let bar = timed(&json!({"type": "LineString", "coordinates": [[126.0, 37.0], [128.0, 38.0]]}));
        assert!(bar.is_in(Some([127.0, 36.0, 127.5, 39.0])));
        assert!(!bar.is_in(Some([129.0, 36.0, 130.0, 39.0])));
        assert!(point(179.5, 0.0).is_in(Some([179.0, -1.0, -179.0, 1.0])));
        assert!(point(-179.5, 0.0).is_in(Some([179.0, -1.0, -179.0, 1.0])));
        assert!(!point(0.0, 0.0).is_in(Some([179.0, -1.0, -179.0, 1.0])));
        assert!(timed(&Value::Null).is_in(Some([0.0, 0.0, 1.0, 1.0])));
    }

    #[test]
    fn times_meet_at_their_ends_and_what_has_none_meets_all() {
        let at = |millis: i64| Instant::EPOCH.plus_millis(millis);
        let one = timed(&Value::Null);
        assert!(one.is_within(Some((at(1000), at(2000)))) && one.is_within(Some((at(-9), at(0)))));
        assert!(!one.is_within(Some((at(1001), at(2000)))));
        assert!(Timed { time: None, ..one }.is_within(Some((at(1001), at(2000)))));
    }

    #[test]
    fn an_area_alone_is_one_of_several() {
        let whole = of_several(json!({"geometry": {"type": "Polygon", "coordinates": [[[0, 0]]]}}));
        assert_eq!(whole, json!({"geometry": {"type": "MultiPolygon", "coordinates": [[[[0, 0]]]]}}));
        assert_eq!(of_several(json!({"geometry": null})), json!({"geometry": null}));
    }
}
