//! What is asked of a collection. What nobody knows is refused, as the standard wants it, and so is what makes no sense.

use armistice_facts::Instant;
use axum::http::StatusCode;

use crate::page::reply::Problem;
use crate::page::seen::{limited, number};
use crate::page::snapshot::{Asked, Snapshot};

/// So many features are given at once at most, and unless the question says otherwise (the standard's own default).
const MOST: usize = 10_000;
const USUAL: usize = 10;

/// West, south, east, north. Over the antimeridian the west is greater than the east.
pub(super) type Window = [f64; 4];
/// From and to, both included.
pub(super) type Time = (Instant, Instant);

/// The parameters of an address, each once.
#[derive(Debug)]
pub(super) struct Question {
    given: Vec<(String, String)>,
}

impl Question {
    /// Takes the parameters if all of them are known.
    pub(super) fn read(given: Vec<(String, String)>, known: &[&str]) -> Result<Question, Problem> {
        for (place, (name, _)) in given.iter().enumerate() {
            let short: String = name.chars().take(40).collect();
            if !known.contains(&name.as_str()) {
                let problem = refused(format!("`{short}` is not known here"));
                return Err(if known.is_empty() { problem } else { problem.mend(known.join(", ")) });
            }
            if given.iter().take(place).any(|(other, _)| other == name) {
                return Err(refused(format!("`{short}` is given twice")));
            }
        }
        Ok(Question { given })
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.given.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn clocks(&self) -> Asked {
        let text = |name| self.get(name).map(ToOwned::to_owned);
        Asked { as_of: text("as_of"), known_at: text("known_at") }
    }

    pub(super) fn limit(&self) -> Result<usize, Problem> {
        limited(self.get("limit"), USUAL, MOST)
    }

    pub(super) fn offset(&self) -> Result<usize, Problem> {
        Ok(number(self.get("offset"), "offset")?.unwrap_or(0))
    }

    pub(super) fn window(&self) -> Result<Option<Window>, Problem> {
        self.get("bbox").map(window).transpose()
    }

    pub(super) fn datetime(&self, snapshot: &Snapshot) -> Result<Option<Time>, Problem> {
        self.get("datetime")
            .map(|text| datetime(text, &|given| snapshot.instant(given, "datetime")))
            .transpose()
    }

    /// The same question again, perhaps for the next features.
    pub(super) fn again(&self, next: Option<(usize, usize)>) -> String {
        let same = self
            .given
            .iter()
            .filter(|(name, _)| next.is_none() || !matches!(name.as_str(), "limit" | "offset"));
        let mut pairs: Vec<String> =
            same.map(|(name, value)| format!("{name}={}", super::escaped(value))).collect();
        if let Some((limit, offset)) = next {
            pairs.extend([format!("limit={limit}"), format!("offset={offset}")]);
        }
        // A plus means a blank in a query.
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&").replace('+', "%2B")) }
    }
}

fn refused(detail: String) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, detail)
}

fn window(text: &str) -> Result<Window, Problem> {
    let wrong = |detail: &str| {
        refused(detail.to_owned()).mend("west,south,east,north in degrees, as in bbox=124,37,132,39")
    };
    let read = |part: &str| part.trim().parse().ok().filter(|number: &f64| number.is_finite());
    let numbers: Option<Vec<f64>> = text.split(',').take(7).map(read).collect();
    let (window, heights) = match numbers.as_deref() {
        Some([west, south, east, north]) => ([*west, *south, *east, *north], None),
        Some([west, south, low, east, north, high]) => ([*west, *south, *east, *north], Some((*low, *high))),
        _ => return Err(wrong("`bbox` is not four or six numbers")),
    };
    let [west, south, east, north] = window;
    if west.abs() > 180.0 || east.abs() > 180.0 || south.abs() > 90.0 || north.abs() > 90.0 {
        return Err(wrong("`bbox` lies beyond the earth"));
    }
    if south > north || heights.is_some_and(|(low, high)| low > high) {
        return Err(wrong("the south of `bbox` lies north of its north, or its bottom above its top"));
    }
    Ok(window)
}

/// `2018-12-01T00:00:00Z`, `2018-12-01` (that day), and intervals of both: `2018-12-01/..`, `../2018-12-01`, `/2018-12-01`.
fn datetime(text: &str, read: &dyn Fn(&str) -> Result<Instant, Problem>) -> Result<Time, Problem> {
    let start = |given: &str| read(&if is_day(given) { format!("{given}T00:00") } else { given.to_owned() });
    let far = |millis| Instant::EPOCH.plus_millis(millis);
    let is_open = |end: &str| matches!(end, "" | "..");
    let (from, to) = match text.split_once('/') {
        None => (start(text)?, read(text)?),
        Some((from, to)) if is_open(from) && is_open(to) => {
            return Err(refused("`datetime` has no end at all".to_owned()).mend("leave it out"));
        }
        Some((from, to)) => (
            if is_open(from) { far(i64::MIN) } else { start(from)? },
            if is_open(to) { far(i64::MAX) } else { read(to)? },
        ),
    };
    if from > to {
        return Err(refused("`datetime` ends before it begins".to_owned()));
    }
    Ok((from, to))
}

/// A day without a clock time.
fn is_day(text: &str) -> bool {
    text.len() == 10 && !text.contains(['T', ' '])
}

#[cfg(test)]
mod tests {
    use armistice_facts::calendar::Zone;

    use super::*;
    use crate::moment::instant;

    #[test]
    fn a_window_is_four_numbers_or_six_on_the_earth() {
        let read = |text: &str| window(text).unwrap().map(|degrees| degrees.to_string()).join(" ");
        assert_eq!(read("1,2,3,4"), "1 2 3 4");
        assert_eq!(read("1,2,0,3,4.5,9"), "1 2 3 4.5");
        assert_eq!(read("179,-1,-179,1"), "179 -1 -179 1");
        for wrong in [
            "",
            "1,2,3",
            "1,2,3,x",
            "1,2,3,NaN",
            "1,2,3,4,5",
            "1,2,3,4,5,6,7",
            "181,0,182,1",
            "0,-91,1,1",
            "0,5,1,4",
            "0,0,9,1,1,8",
        ] {
            assert!(window(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_time_is_an_instant_a_day_or_an_interval_open_at_one_end() {
        let seoul = Zone::named("Asia/Seoul").unwrap();
        let read = |text: &str| {
            let clock =
                |given: &str| instant(given, "datetime", &seoul).map_err(|error| refused(error.to_string()));
            datetime(text, &clock).ok().map(|(from, to)| format!("{from} {to}"))
        };
        let told = |text: &str| read(text).unwrap();
        assert_eq!(told("2018-12-01T00:00:00Z"), "2018-12-01T00:00:00Z 2018-12-01T00:00:00Z");
        assert_eq!(told("2018-12-01"), "2018-11-30T15:00:00Z 2018-12-01T14:59:59.999Z");
        assert_eq!(told("2018-12-01/2018-12-02"), "2018-11-30T15:00:00Z 2018-12-02T14:59:59.999Z");
        assert!(told("2018-12-01T00:00:00Z/..").starts_with("2018-12-01T00:00:00Z 9999-"));
        assert!(told("/2018-12-01T00:00:00Z").ends_with("-01T00:00:00Z 2018-12-01T00:00:00Z"));
        for wrong in
            ["", "../..", "/", "../", "2018-12-02/2018-12-01", "a/b", "2018-12-01/2018-12-02/2018-12-03"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_not_known_or_given_twice_is_refused() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert!(Question::read(vec![pair("limit", "1"), pair("bbox", "1")], &["limit", "bbox"]).is_ok());
        assert!(Question::read(vec![pair("limit", "1"), pair("limit", "2")], &["limit"]).is_err());
        assert!(Question::read(vec![pair("x", "1")], &["limit"]).is_err());
        let question = Question::read(
            vec![pair("as_of", "2018-12-01T00:00:00+09:00"), pair("limit", "5")],
            &["as_of", "limit"],
        );
        let question = question.unwrap();
        assert_eq!(question.again(Some((5, 10))), "?as_of=2018-12-01T00:00:00%2B09:00&limit=5&offset=10");
    }
}
