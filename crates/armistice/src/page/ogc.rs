//! Places, facts and findings for map programs, after OGC API – Features, part 1 (OGC 17-069r4). The parameter `datetime`, which
//! its core asks for, is not understood yet, so no class of conformance is claimed.

use std::sync::Arc;

use armistice_judge::Finding;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Page;
use super::plain::unescaped;
use super::reply::{self, Problem, nothing_here};
use super::seen::{self, number};
use super::snapshot::{Asked, Clocks, Snapshot};

/// So many features are given at once at most, and unless the question says otherwise (the standard's own default).
const MOST: usize = 10_000;
const USUAL: usize = 10;
/// The name and what is in each collection.
const COLLECTIONS: [(&str, &str, &str); 3] = [
    (
        "zones",
        "Places of the agreement",
        "Points, lines, markers and zones, with the norms that speak of them",
    ),
    ("facts", "What was told", "Facts with a position, as sources tell them; none of them is a finding"),
    (
        "findings",
        "Incidents as judged",
        "What became of each incident under each norm, at the positions that were told",
    ),
];
const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

#[derive(Debug, Deserialize)]
pub(super) struct Question {
    #[serde(flatten)]
    asked: Asked,
    limit: Option<String>,
    offset: Option<String>,
    bbox: Option<String>,
    datetime: Option<String>,
}

fn link(href: &str, rel: &str, kind: &str, title: &str) -> Value {
    json!({"href": href, "rel": rel, "type": kind, "title": title})
}

pub(super) async fn landing(State(page): State<Arc<Page>>, headers: HeaderMap) -> Response {
    reply::json(&headers, move || {
        let snapshot = page.now();
        Ok(json!({
            "title": snapshot.case.agreement.title,
            "description": "Where an agreement applies, what was told, and what became of it. That something is drawn says nothing \
                            about its status.",
            "links": [
                link("/ogc/", "self", "application/json", "this page"),
                link("/api/v1/openapi.json", "service-desc", "application/vnd.oai.openapi+json;version=3.1", "every address"),
                link("/ogc/conformance", "conformance", "application/json", "what this conforms to"),
                link("/ogc/collections", "data", "application/json", "the collections"),
            ]
        }))
    })
    .await
}

pub(super) async fn conformance(headers: HeaderMap) -> Response {
    let classes: [&str; 0] = [];
    reply::json(&headers, move || Ok(json!({"conformsTo": classes}))).await
}

fn described(name: &str, title: &str, about: &str) -> Value {
    let here = format!("/ogc/collections/{name}");
    json!({
        "id": name, "title": title, "description": about, "itemType": "feature", "crs": [CRS84],
        "links": [
            link(&here, "self", "application/json", title),
            link(&format!("{here}/items"), "items", "application/geo+json", title),
        ]
    })
}

pub(super) async fn collections(headers: HeaderMap) -> Response {
    reply::json(&headers, || {
        let all: Vec<Value> =
            COLLECTIONS.iter().map(|(name, title, about)| described(name, title, about)).collect();
        let links = [link("/ogc/collections", "self", "application/json", "the collections")];
        Ok(json!({"collections": all, "links": links}))
    })
    .await
}

pub(super) async fn collection(Path(name): Path<String>, headers: HeaderMap) -> Response {
    match COLLECTIONS.iter().find(|(known, ..)| *known == name) {
        Some((name, title, about)) => reply::json(&headers, || Ok(described(name, title, about))).await,
        None => nothing_here().await.into_response(),
    }
}

pub(super) async fn items(
    State(page): State<Arc<Page>>,
    Path(name): Path<String>,
    Query(question): Query<Question>,
    headers: HeaderMap,
) -> Response {
    let answer = reply::json(&headers, move || {
        let snapshot = page.now();
        let limit = number(question.limit.as_deref(), "limit")?.unwrap_or(USUAL).clamp(1, MOST);
        let offset = number(question.offset.as_deref(), "offset")?.unwrap_or(0);
        let window = question.bbox.as_deref().map(window).transpose()?;
        if question.datetime.is_some() {
            return Err(Problem::new(StatusCode::BAD_REQUEST, "`datetime` is not understood here")
                .mend("ask with as_of, and known_at if need be"));
        }
        let all = features(&snapshot, &name, &question.asked)?;
        let fitting: Vec<Value> =
            all.into_iter().filter(|feature| window.is_none_or(|window| touches(feature, window))).collect();
        let matched = fitting.len();
        let shown: Vec<Value> = fitting.into_iter().skip(offset).take(limit).collect();
        let here = format!("/ogc/collections/{name}/items");
        let mut links = vec![link(&here, "self", "application/geo+json", "these features")];
        let end = offset.saturating_add(shown.len());
        if end < matched && !shown.is_empty() {
            let next = format!("{here}?limit={limit}&offset={end}");
            links.push(link(&next, "next", "application/geo+json", "the next features"));
        }
        Ok(json!({
            "type": "FeatureCollection", "features": shown, "links": links, "numberMatched": matched,
            "numberReturned": shown.len()
        }))
    });
    as_geojson(answer.await)
}

pub(super) async fn item(
    State(page): State<Arc<Page>>,
    Path((name, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let answer = reply::json(&headers, move || {
        let snapshot = page.now();
        let id = unescaped(&id);
        let found = features(&snapshot, &name, &asked)?
            .into_iter()
            .find(|feature| feature.get("id").is_some_and(|own| *own == id.as_str()));
        let mut found =
            found.ok_or_else(|| Problem::absent(format!("`{name}` has no feature of that id")))?;
        let links =
            json!([link(&format!("/ogc/collections/{name}"), "collection", "application/json", &name)]);
        if let Some(members) = found.as_object_mut() {
            members.insert("links".to_owned(), links);
        }
        Ok(found)
    });
    as_geojson(answer.await)
}

fn as_geojson(mut response: Response) -> Response {
    if response.status() == StatusCode::OK {
        let kind = axum::http::HeaderValue::from_static("application/geo+json");
        response.headers_mut().insert(axum::http::header::CONTENT_TYPE, kind);
    }
    response
}

/// All features of a collection.
fn features(snapshot: &Snapshot, collection: &str, asked: &Asked) -> Result<Vec<Value>, Problem> {
    let clocks = snapshot.clocks(asked)?;
    match collection {
        "zones" => places(snapshot),
        "facts" => Ok(facts(snapshot, clocks)),
        "findings" => Ok(findings(snapshot, clocks)),
        _ => Err(Problem::absent("there is no such collection").mend("/ogc/collections lists them")),
    }
}

fn places(snapshot: &Snapshot) -> Result<Vec<Value>, Problem> {
    let drawn = snapshot.places().ok_or_else(|| {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the places are being drawn").retry_in(2)
    })?;
    let broken = |cause: String| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, cause);
    let mut map: Value =
        serde_json::from_slice(&drawn.map_err(broken)?).map_err(|error| broken(error.to_string()))?;
    let features = map.get_mut("features").and_then(Value::as_array_mut).map(std::mem::take);
    Ok(features.unwrap_or_default())
}

fn facts(snapshot: &Snapshot, clocks: Clocks) -> Vec<Value> {
    let zone = &snapshot.case.agreement.settings.time_zone;
    let known = snapshot.case.facts.iter();
    let known = known.filter(|fact| fact.known <= clocks.known_at && fact.about.from <= clocks.as_of);
    let feature = |fact: &armistice_facts::Fact| {
        let view = seen::view(fact, zone);
        let point = view.place.as_ref().and_then(|spot| spot.lon.zip(spot.lat))?;
        let geometry = json!({"type": "Point", "coordinates": [point.0, point.1]});
        Some(json!({"type": "Feature", "id": view.id.clone(), "geometry": geometry, "properties": view}))
    };
    known.filter_map(feature).collect()
}

fn findings(snapshot: &Snapshot, clocks: Clocks) -> Vec<Value> {
    let judgement = snapshot.judgement(clocks);
    let all =
        judgement.verdicts.iter().flat_map(|verdict| verdict.findings.iter().map(move |one| (verdict, one)));
    let zone = &snapshot.case.agreement.settings.time_zone;
    let feature = |(verdict, finding): (&armistice_judge::Verdict, &Finding)| {
        let properties = json!({
            "verdict": verdict.id, "norm": verdict.norm, "bearer": verdict.bearer, "outcome": finding.outcome.to_string(),
            "grade": finding.grade.to_string(), "reason": finding.reason.map(|reason| reason.to_string()),
            "from": zone.show(finding.about.from), "to": zone.show(finding.about.last()), "because": finding.because,
        });
        json!({"type": "Feature", "id": finding.id, "geometry": geometry(snapshot, finding), "properties": properties})
    };
    all.map(feature).collect()
}

/// The positions that were told of an incident.
fn geometry(snapshot: &Snapshot, finding: &Finding) -> Value {
    let told = snapshot.case.facts.iter().filter(|fact| finding.facts.contains(&fact.id));
    let points: Vec<[f64; 2]> =
        told.filter_map(seen::spot).filter_map(|spot| Some([spot.lon?, spot.lat?])).collect();
    match points.as_slice() {
        [] => Value::Null,
        [point] => json!({"type": "Point", "coordinates": point}),
        several => json!({"type": "MultiPoint", "coordinates": several}),
    }
}

/// West, south, east, north. Over the antimeridian the west is greater than the east.
type Window = [f64; 4];

fn window(text: &str) -> Result<Window, Problem> {
    let numbers: Option<Vec<f64>> = text
        .split(',')
        .map(|part| part.trim().parse().ok().filter(|number: &f64| number.is_finite()))
        .collect();
    match numbers.as_deref() {
        Some([west, south, east, north] | [west, south, _, east, north, _]) => {
            Ok([*west, *south, *east, *north])
        }
        _ => Err(Problem::new(StatusCode::BAD_REQUEST, "`bbox` is not four numbers")
            .mend("west,south,east,north in degrees, as in bbox=124,37,132,39")),
    }
}

/// Whether the window that holds a feature meets another.
fn touches(feature: &Value, window: Window) -> bool {
    let Some(own) = feature.pointer("/geometry/coordinates").and_then(frame) else { return false };
    let [west, south, east, north] = window;
    let across = |west: f64, east: f64| own[0] <= east && west <= own[2];
    let beside = if west <= east { across(west, east) } else { across(west, 180.0) || across(-180.0, east) };
    beside && own[1] <= north && south <= own[3]
}

/// The window that holds all positions of a geometry.
fn frame(coordinates: &Value) -> Option<Window> {
    let parts = coordinates.as_array()?;
    if let [lon, lat, ..] = parts.as_slice()
        && let (Some(lon), Some(lat)) = (lon.as_f64(), lat.as_f64())
    {
        return Some([lon, lat, lon, lat]);
    }
    let frames = parts.iter().filter_map(frame);
    frames.reduce(|one, two| [one[0].min(two[0]), one[1].min(two[1]), one[2].max(two[2]), one[3].max(two[3])])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_meet_also_across_the_antimeridian() {
        let point = |lon: f64, lat: f64| json!({"geometry": {"type": "Point", "coordinates": [lon, lat]}});
        let bar = json!({"geometry": {"type": "LineString", "coordinates": [[126.0, 37.0], [128.0, 38.0]]}});
        assert!(touches(&bar, [127.0, 36.0, 127.5, 39.0]));
        assert!(!touches(&bar, [129.0, 36.0, 130.0, 39.0]));
        assert!(touches(&point(179.5, 0.0), [179.0, -1.0, -179.0, 1.0]));
        assert!(touches(&point(-179.5, 0.0), [179.0, -1.0, -179.0, 1.0]));
        assert!(!touches(&point(0.0, 0.0), [179.0, -1.0, -179.0, 1.0]));
        assert!(!touches(&json!({"geometry": null}), [-180.0, -90.0, 180.0, 90.0]));
    }

    #[test]
    fn a_window_is_four_numbers_or_six() {
        let read = |text: &str| window(text).unwrap().map(|degrees| degrees.to_string()).join(" ");
        assert_eq!(read("1,2,3,4"), "1 2 3 4");
        assert_eq!(read("1,2,0,3,4.5,9"), "1 2 3 4.5");
        for wrong in ["", "1,2,3", "1,2,3,x", "1,2,3,NaN", "1,2,3,4,5"] {
            assert!(window(wrong).is_err(), "{wrong}");
        }
    }
}
