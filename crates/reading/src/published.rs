//! The day on which a report was published, what kind of document it is, and who put it out.

use armistice_facts::calendar::Date;
use serde::{Deserialize, Serialize};

use crate::document::{Document, Zone, ZoneKind};
use crate::openings::{Marks, Openings};
use crate::tokens::{Token, TokenKind, lowered, tokens};

/// What kind of document a report is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A news report.
    #[default]
    News,
    /// A statement of a party: every sentence is the issuer's.
    PartyStatement,
    /// A report of a mission: the mission is the observer.
    PatrolReport,
    /// What was said in a broadcast.
    Transcript,
}

/// What holds for a whole report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFacts {
    /// The day of publication, `2018-12-01`.
    pub published: Option<String>,
    /// What says so: `byline`, `url`, `declared`, `dateline`.
    pub published_by: Option<String>,
    /// Its day of the week.
    pub weekday: Option<String>,
    /// What kind of document it is.
    pub kind: Kind,
    /// The agency whose credit it carries.
    pub wire: Option<String>,
    /// The party or body that issued it, by its id.
    pub issuer: Option<String>,
}

/// Days of the week from Monday.
pub(crate) const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The month of a name or of its abbreviation.
pub(crate) fn month_of(lower: &str) -> Option<u8> {
    Some(match lower {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sep" | "sept" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// The day of the week of a name or of its abbreviation, from Monday = 0.
pub(crate) fn weekday_of(lower: &str) -> Option<u8> {
    let is_short = matches!(lower, "mon" | "tue" | "tues" | "wed" | "thu" | "thurs" | "fri" | "sat" | "sun");
    if !is_short && !lower.ends_with("day") {
        return None;
    }
    let index = WEEKDAYS.iter().position(|day| {
        let beginning = day.get(..3).unwrap_or(day);
        day.eq_ignore_ascii_case(lower)
            || is_short && lower.get(..3).is_some_and(|three| beginning.eq_ignore_ascii_case(three))
    })?;
    u8::try_from(index).ok()
}

/// The first whole date in a line.
pub(crate) fn date_in(line: &str) -> Option<Date> {
    let words = tokens(line, 0);
    (0..words.len()).find_map(|at| words.get(at..).and_then(date_at))
}

/// So many words and marks a date takes at most.
const DATE: usize = 24;

/// A whole date at the head of these words.
fn date_at(words: &[Token]) -> Option<Date> {
    let first = words.first()?;
    let month = month_of(&first.lower);
    if first.kind != TokenKind::Number && month.is_none() {
        return None;
    }
    let plain: Vec<&Token> = words
        .iter()
        .take(DATE)
        .inspect(|_| crate::work::steps(1))
        .filter(|token| !matches!(token.kind, TokenKind::Mark(',' | '.' | '/')))
        .take(6)
        .collect();
    let lower = |at: usize| plain.get(at).map_or("", |token| token.lower.as_str());
    let number = |at: usize| -> Option<i32> {
        lower(at).trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse().ok()
    };
    if first.kind == TokenKind::Number {
        if let Some(date) = dotted(&first.lower) {
            return Some(date);
        }
        if let (Some(day), Some(month), Some(year)) = (number(0), month_of(lower(1)), number(2)) {
            return date(year, month, day);
        }
        let month = number(1).and_then(|month| u8::try_from(month).ok());
        if let (Some(year), Some(month), Some(day)) = (number(0), month, number(2)) {
            return if year > 1900 { date(year, month, day) } else { None };
        }
        // 2018년 12월 1일
        let (Some(year), "년", Some(month), "월", Some(day)) =
            (number(0), lower(1), number(2), lower(3), number(4))
        else {
            return None;
        };
        return date(year, u8::try_from(month).ok()?, day);
    }
    date(number(2)?, month?, number(1)?)
}

/// `2018.12.01`
fn dotted(text: &str) -> Option<Date> {
    let mut parts = text.split('.');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day: i32 = parts.next()?.parse().ok()?;
    if year < 1900 { None } else { date(year, month, day) }
}

fn date(year: i32, month: u8, day: i32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| (1900..2200).contains(year))?;
    Date::new(year, month, u8::try_from(day).ok()?).ok()
}

/// The date in the path of an address: `/2018/12/01/`, `/2018/dec/01/`, `20181201`.
fn date_of_url(url: &str) -> Option<Date> {
    let parts: Vec<&str> = url.split(['/', '-', '_', '.', '?', '=', '&']).collect();
    let split = (0..parts.len()).find_map(|at| {
        let year: i32 = parts.get(at)?.parse().ok().filter(|year| (1950..2200).contains(year))?;
        let month = parts.get(at + 1)?;
        let month = month_of(&month.to_ascii_lowercase()).or_else(|| month.parse().ok())?;
        date(year, month, parts.get(at + 2)?.parse().ok()?)
    });
    split.or_else(|| {
        parts.iter().find_map(|part| {
            let digits = part.get(..8).filter(|head| head.chars().all(|digit| digit.is_ascii_digit()))?;
            date(
                digits.get(..4)?.parse().ok()?,
                digits.get(4..6)?.parse().ok()?,
                digits.get(6..8)?.parse().ok()?,
            )
        })
    })
}

/// The day of publication and what says so. A byline stands nearest to the text; what an index or a container declares may
/// be the day on which the page was met.
pub(crate) fn published(document: &Document, zones: &[Zone]) -> Option<(Date, &'static str)> {
    let of = |kind: ZoneKind| zones.iter().filter(move |zone| zone.kind == kind);
    let byline = of(ZoneKind::Byline).find_map(|zone| date_in(document.of(zone)));
    let url = || document.declared.url.as_deref().and_then(date_of_url);
    let declared =
        || document.declared.published.as_deref().and_then(|text| date_in(text.get(..10).unwrap_or(text)));
    let dateline = || of(ZoneKind::Dateline).find_map(|zone| date_in(document.of(zone)));
    byline
        .map(|date| (date, "byline"))
        .or_else(|| dateline().map(|date| (date, "dateline")))
        .or_else(|| url().map(|date| (date, "url")))
        .or_else(|| declared().map(|date| (date, "declared")))
        .or_else(|| whole_line(document, zones).map(|date| (date, "text")))
}

/// A date in the first lines of a report (`Daily report of 5 October 2020`).
fn whole_line(document: &Document, zones: &[Zone]) -> Option<Date> {
    let head = zones.iter().filter(|zone| matches!(zone.kind, ZoneKind::Headline | ZoneKind::Standfirst));
    head.take(4).find_map(|zone| date_in(document.of(zone)))
}

/// The agency whose credit a dateline carries.
pub(crate) fn wire(document: &Document, zones: &[Zone]) -> Option<String> {
    let dateline = zones.iter().find(|zone| zone.kind == ZoneKind::Dateline)?;
    let (_, rest) = document.of(dateline).split_once('(')?;
    let (name, _) = rest.split_once(')')?;
    Some(name.trim().to_owned())
}

/// Lines over a report of a mission.
static LOG: Marks = Marks::of(&[
    "observation log",
    "observers' report",
    "observer report",
    "daily log",
    "patrol report",
    "incident report",
    "quarterly report",
    "periodic report",
    "report on the disengagement",
    "report of the mission",
    "report of the observer",
    "daily bulletin of the mission",
    "verification report",
    "field report",
    "inspection report",
    "fact-finding report",
]);
/// What a report of a mission calls itself.
static PATROL: Marks = Marks::of(&[
    "daily report",
    "spot report",
    "status report",
    "patrol report",
    "situation report",
    "sitrep",
    "weekly report",
    "monitoring report",
    "patrol log",
    "monthly report",
    "report of the secretary-general",
    "situation update",
    "monitoring mission",
    "based on information received",
]);
/// What a statement calls itself.
static STATEMENT: Marks = Marks::of(&[
    "press statement",
    "statement by",
    "statement of",
    "press release",
    "communiqué",
    "communique",
    "notice to reporters",
    "statement from",
    "message from",
    "press centre",
    "press center",
    "spokesperson announcement",
    "spokesman announcement",
    "general command",
    "issued the following",
    "informs public opinion",
    "mission statement",
    "statement no",
    "joint statement",
    "statement,",
    "announcement,",
]);
/// With what a statement begins.
const OPENINGS: [&str; 12] = [
    "statement on",
    "identical letters dated",
    "letter dated",
    "note verbale",
    "commentary",
    "kcna commentary",
    "press announcement",
    "position of the",
    "weekly briefing",
    "daily update",
    "declaration by",
    "communiqué",
];
/// Sentences by which a statement tells that it is one.
static TOLD: Marks = Marks::of(&[
    "issued the following",
    "informs public opinion",
    "informs the public",
    "announces the following",
]);

/// The kind of a document by its own head: what it calls itself.
pub(crate) fn kind(document: &Document, zones: &[Zone]) -> Kind {
    if zones.iter().any(|zone| zone.kind == ZoneKind::Cue) {
        return Kind::Transcript;
    }
    let head: String = zones
        .iter()
        .filter(|zone| !matches!(zone.kind, ZoneKind::Nav | ZoneKind::Footer | ZoneKind::Credit))
        .take(4)
        .map(|zone| lowered(document.of(zone)) + "\n")
        .collect();
    // `the army said in a statement on Friday` is news of one: only what stands over a text is its name.
    let is_title = |line: &&str| {
        !line.trim_end().ends_with(['.', '”', '"']) && line.split_whitespace().count() <= 40 && !tells(line)
    };
    let titles: Vec<&str> = head.lines().filter(is_title).collect();
    let titled = |marks: &Marks| titles.iter().any(|line| marks.any(line));
    let opens = |marks: &[&str]| {
        head.lines().map(str::trim_start).any(|line| marks.iter().any(|mark| line.starts_with(mark)))
    };
    if titled(&LOG) || titled(&PATROL) || head.contains("based on information received") {
        Kind::PatrolReport
    } else if is_titled(document, zones) || titled(&STATEMENT) || opens(&OPENINGS) || TOLD.any(&head) {
        Kind::PartyStatement
    } else {
        Kind::News
    }
}

/// Whether a line is the headline of news: `Seoul dismisses the statement of the North`.
fn tells(lower: &str) -> bool {
    static VERBS: Openings<()> = Openings::of(&[
        ("says", ()),
        ("said", ()),
        ("denies", ()),
        ("accuses", ()),
        ("warns", ()),
        ("rejects", ()),
        ("dismisses", ()),
        ("slams", ()),
        ("condemns", ()),
        ("welcomes", ()),
        ("vows", ()),
        ("urges", ()),
        ("blames", ()),
        ("calls", ()),
        ("threatens", ()),
        ("claims", ()),
        ("insists", ()),
        ("reports", ()),
        ("demands", ()),
        ("criticises", ()),
        ("criticizes", ()),
        ("after", ()),
        ("amid", ()),
        ("despite", ()),
        ("denied", ()),
        ("accused", ()),
        ("warned", ()),
        ("rejected", ()),
        ("is", ()),
        ("are", ()),
    ]);
    lower.split_whitespace().any(|word| VERBS.holds(word))
}

/// Whether a line of the head that is no sentence calls the document a statement.
fn is_titled(document: &Document, zones: &[Zone]) -> bool {
    static TITLES: Marks = Marks::of(&[
        "daily update",
        "update no",
        "commentary on",
        "notice to the press",
        "official spokes",
        "official representative",
        "media relations",
        "informs the public",
        "communication of",
        "briefing of",
        "briefing by",
        "evening summary",
        "morning summary",
        "daily summary",
        "operational summary",
        "operational information",
        "operational update",
        "press note",
        "note verbale",
        "open letter",
        "comment by the",
        "comment of the",
        "clarification by",
        "declaration by",
        "news release",
        "information bulletin",
        "office of the spokesperson",
        "office of the spokesman",
        "notice of the",
        "press bulletin",
        "for publication",
        "press department",
        "media release",
        "for immediate release",
        "announcement",
        "statement",
        "letter to",
        "letters to",
        "letter from",
        "public affairs",
        "spokesperson's unit",
        "press service",
        "press office",
        "information office",
        "media office",
        "bulletin no",
        "declaration of",
        "general staff",
        "담화",
        "언론공지",
        "보도자료",
        "알림",
        "정례브리핑",
        "공보실",
        "공보담당관실",
        "대변인실",
        "문자 공지",
        "속기록",
        "입장문",
    ]);
    is_letterhead(document, zones)
        || zones.iter().take(5).any(|zone| {
            let line = document.of(zone);
            let lower = lowered(line);
            line.split_whitespace().nth(12).is_none()
                && !lower.ends_with('.')
                && !tells(&lower)
                && !matches!(zone.kind, ZoneKind::Nav | ZoneKind::Footer | ZoneKind::Credit)
                && (TITLES.any(&lower) || crate::titles::closes_title(&lower))
        })
}

/// Whether the first line is the name of an office and no sentence: `IDF Spokesperson`, `Ministry of Defence`.
fn is_letterhead(document: &Document, zones: &[Zone]) -> bool {
    const OPENS: [&str; 6] = [
        "ministry of",
        "department of",
        "office of the",
        "headquarters of",
        "permanent mission",
        "embassy of",
    ];
    const CLOSES: [&str; 6] =
        ["spokesperson", "spokesman", "spokeswoman", "public affairs", "press office", "press centre"];
    let line =
        zones.first().map(|zone| document.of(zone)).and_then(|text| text.lines().next()).unwrap_or_default();
    let lower = lowered(line);
    let says =
        lower.split_whitespace().any(|word| matches!(word, "says" | "said" | "denies" | "accuses" | "warns"));
    let name = lower.split([',', '|']).next().unwrap_or_default().trim();
    line.split_whitespace().count() <= 9
        && !says
        && (OPENS.iter().any(|open| name.starts_with(open)) && name.split_whitespace().count() <= 6
            || CLOSES.iter().any(|close| name.ends_with(close)))
}

/// Whether an office hands it out itself, and no agency carries it: with a dateline it still is its word.
pub(crate) fn is_handed_out(document: &Document, zones: &[Zone]) -> bool {
    zones.iter().take(5).any(|zone| {
        let lower = lowered(document.of(zone));
        lower.split_whitespace().count() <= 9
            && [
                "for immediate release",
                "for publication",
                "media release",
                "press release",
                "public affairs",
            ]
            .iter()
            .any(|mark| lower.contains(mark))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(date: Option<Date>) -> Option<String> {
        date.map(|date| date.to_string())
    }

    #[test]
    fn dates_are_read_in_the_forms_of_bylines() {
        for line in [
            "Published: 1 December 2018",
            "Dec. 1, 2018 9:03 am",
            "2018-12-01",
            "입력 2018.12.01 09:03",
            "2018년 12월 1일",
            "Saturday, December 1, 2018",
            "1st December 2018",
        ] {
            assert_eq!(shown(date_in(line)).as_deref(), Some("2018-12-01"), "{line}");
        }
        assert_eq!(date_in("the war of 1950-53"), None);
        assert_eq!(date_in("In November 2017 a soldier"), None);
    }

    #[test]
    fn addresses_hold_dates() {
        assert_eq!(
            shown(date_of_url("https://news.example/world/2018/dec/01/soldier")).as_deref(),
            Some("2018-12-01")
        );
        assert_eq!(shown(date_of_url("https://en.example/view/AEN20181201000300315")), None);
        assert_eq!(
            shown(date_of_url("https://en.example/view/20181201000300315")).as_deref(),
            Some("2018-12-01")
        );
    }
}
