//! Places, facts, findings and tracks for map programs, after OGC API – Features, part 1 (OGC 17-069r4), core and GeoJSON.

mod features;
mod question;

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use self::features::{Extent, Timed, extent, features};
use self::question::Question;
use super::Page;
use super::plain::unescaped;
use super::reply::{self, Asking, Named, Problem, nothing_here};
use super::snapshot::Snapshot;

/// The name and what is in each collection. Each holds one kind of geometry: map programs show no more of one layer.
const COLLECTIONS: [(&str, &str, &str); 6] = [
    (
        "zones",
        "Zones",
        "Zones of the agreement and places of its norms, as areas, with the norms that speak of them",
    ),
    ("lines", "Lines", "Lines of the agreement, with the norms that speak of them"),
    ("points", "Points and markers", "Named points, and markers of lines"),
    ("facts", "What was told", "Facts with a position, as sources tell them; none of them is a finding"),
    (
        "findings",
        "Incidents as judged",
        "What became of each incident under each norm, at the positions that were told",
    ),
    (
        "tracks",
        "Tracks",
        "The ways of objects as they were reported, cut where they were silent for more than ten minutes; a report that stands \
         alone is a line without length",
    ),
];
const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const GREGORIAN: &str = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";
const CONFORMS: [&str; 2] = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
];
const JSON: &str = "application/json";
const GEOJSON: &str = "application/geo+json";

/// What an address says of itself and others, whole: map programs do not all resolve parts of addresses.
struct Links {
    base: String,
}

impl Links {
    /// As whoever asked names this server; the guard has let no strange name pass. A program in front that encrypts says so.
    fn of(headers: &HeaderMap) -> Links {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let scheme = if text("x-forwarded-proto") == Some("https") { "https" } else { "http" };
        Links { base: format!("{scheme}://{}", text("host").unwrap_or("127.0.0.1")) }
    }

    fn to(&self, path: &str, rel: &str, kind: &str, title: &str) -> Value {
        json!({"href": format!("{}{path}", self.base), "rel": rel, "type": kind, "title": title})
    }
}

/// Answers at an address that takes no question, and refuses one.
async fn told(
    page: Arc<Page>,
    asked: Vec<(String, String)>,
    headers: &HeaderMap,
    tell: impl FnOnce(&Page, &Links) -> Value + Send + 'static,
) -> Response {
    let links = Links::of(headers);
    reply::json(headers, move || {
        Question::read(asked, &[])?;
        Ok(tell(&page, &links))
    })
    .await
}

/// Answers a question of the words that are allowed, with GeoJSON.
async fn answered(
    page: Arc<Page>,
    asked: Vec<(String, String)>,
    allowed: &'static [&'static str],
    headers: &HeaderMap,
    answer: impl FnOnce(&Page, &Snapshot, &Question, &Links) -> Result<Value, Problem> + Send + 'static,
) -> Response {
    let links = Links::of(headers);
    let response = reply::json(headers, move || {
        let question = Question::read(asked, allowed)?;
        answer(&page, &page.now(), &question, &links)
    });
    as_geojson(response.await)
}

pub(super) async fn landing(
    State(page): State<Arc<Page>>,
    Asking(asked): Asking<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Response {
    told(page, asked, &headers, |page, links| {
        json!({
            "title": page.now().case.agreement.title,
            "description": "Where an agreement applies, what was told and heard, and what became of it. That something is drawn says \
                            nothing about its status.",
            "links": [
                links.to("/ogc", "self", JSON, "this page"),
                links.to("/api/v1/openapi.json", "service-desc", "application/vnd.oai.openapi+json;version=3.1", "every address"),
                links.to("/ogc/conformance", "conformance", JSON, "what this conforms to"),
                links.to("/ogc/collections", "data", JSON, "the collections"),
            ]
        })
    })
    .await
}

pub(super) async fn conformance(
    State(page): State<Arc<Page>>,
    Asking(asked): Asking<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Response {
    told(page, asked, &headers, |_, _| json!({"conformsTo": CONFORMS})).await
}

fn described(links: &Links, page: &Page, (name, title, about): (&str, &str, &str)) -> Value {
    let here = format!("/ogc/collections/{name}");
    let mut told = json!({
        "id": name, "title": title, "description": about, "itemType": "feature", "crs": [CRS84],
        "links": [
            links.to(&here, "self", JSON, title),
            links.to(&format!("{here}/items"), "items", GEOJSON, title),
        ]
    });
    let Extent { frame, time } = extent(page, name);
    let mut reach = serde_json::Map::new();
    if let Some(frame) = frame {
        reach.insert("spatial".to_owned(), json!({"bbox": [frame], "crs": CRS84}));
    }
    if let Some((from, to)) = time {
        let interval = json!([[from.to_string(), to.to_string()]]);
        reach.insert("temporal".to_owned(), json!({"interval": interval, "trs": GREGORIAN}));
    }
    if let Some(members) = told.as_object_mut().filter(|_| !reach.is_empty()) {
        members.insert("extent".to_owned(), Value::Object(reach));
    }
    told
}

pub(super) async fn collections(
    State(page): State<Arc<Page>>,
    Asking(asked): Asking<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Response {
    told(page, asked, &headers, |page, links| {
        let all: Vec<Value> = COLLECTIONS.iter().map(|about| described(links, page, *about)).collect();
        json!({"collections": all, "links": [links.to("/ogc/collections", "self", JSON, "the collections")]})
    })
    .await
}

pub(super) async fn collection(
    State(page): State<Arc<Page>>,
    Named(name): Named<String>,
    Asking(asked): Asking<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Response {
    let Some(about) = COLLECTIONS.iter().find(|(known, ..)| *known == name) else {
        return nothing_here().await.into_response();
    };
    told(page, asked, &headers, |page, links| described(links, page, *about)).await
}

pub(super) async fn items(
    State(page): State<Arc<Page>>,
    Named(name): Named<String>,
    Asking(asked): Asking<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Response {
    let allowed = &["limit", "offset", "bbox", "datetime", "as_of", "known_at"];
    answered(page, asked, allowed, &headers, move |page, snapshot, question, links| {
        let (limit, offset) = (question.limit()?, question.offset()?);
        let (window, time) = (question.window()?, question.datetime(snapshot)?);
        let all = features(page, snapshot, &name, snapshot.clocks(&question.clocks())?)?;
        let fitting: Vec<Timed> =
            all.into_iter().filter(|one| one.is_in(window) && one.is_within(time)).collect();
        let matched = fitting.len();
        let shown: Vec<Value> = fitting.into_iter().skip(offset).take(limit).map(Timed::whole).collect();
        let here = format!("/ogc/collections/{name}/items");
        let own = format!("{here}{}", question.again(None));
        let mut told = vec![
            links.to(&own, "self", GEOJSON, "these features"),
            links.to(&format!("/ogc/collections/{name}"), "collection", JSON, &name),
        ];
        let end = offset.saturating_add(shown.len());
        if end < matched && !shown.is_empty() {
            let next = format!("{here}{}", question.again(Some((limit, end))));
            told.push(links.to(&next, "next", GEOJSON, "the next features"));
        }
        Ok(json!({
            "type": "FeatureCollection", "features": shown, "links": told, "numberMatched": matched,
            "numberReturned": shown.len()
        }))
    })
    .await
}

pub(super) async fn item(
    State(page): State<Arc<Page>>,
    Named((name, id)): Named<(String, String)>,
    Asking(asked): Asking<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Response {
    answered(page, asked, &["as_of", "known_at"], &headers, move |page, snapshot, question, links| {
        let id = unescaped(&id);
        let all = features(page, snapshot, &name, snapshot.clocks(&question.clocks())?)?;
        let found = all.into_iter().find(|one| one.id() == Some(&id));
        let found = found.ok_or_else(|| Problem::absent(format!("`{name}` has no feature of that id")))?;
        let collection = format!("/ogc/collections/{name}");
        let own = format!("{collection}/items/{}{}", escaped(&id), question.again(None));
        let told = json!([
            links.to(&own, "self", GEOJSON, "this feature"),
            links.to(&collection, "collection", JSON, &name),
        ]);
        let mut found = found.whole();
        if let Some(members) = found.as_object_mut() {
            members.insert("links".to_owned(), told);
        }
        Ok(found)
    })
    .await
}

/// A text as a part of a path: letters, digits and what has no meaning there stand for themselves.
fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/:+".contains(&byte);
    let one = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(one).collect()
}

fn as_geojson(mut response: Response) -> Response {
    if response.status() == StatusCode::OK {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(GEOJSON));
    }
    response
}
