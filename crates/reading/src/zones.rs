//! The zones of plain text, as it is scraped from a page or sent by mail: what is headline, text, caption or furniture.
//!
//! A page loses its marks when it is copied, so that only the form of its lines is left. What looks like a link to another
//! story must never yield a claim; a line that is taken for furniture wrongly costs a claim, which is the lesser evil.

use crate::document::{Declared, Document, Zone, ZoneKind};
use crate::openings::Marks;

/// One line without its end.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    start: usize,
    text: &'t str,
}

/// Openings of lines that lead elsewhere.
const NAV: [&str; 34] = [
    "prev",
    "next",
    "read more",
    "also read",
    "read also",
    "related",
    "see also",
    "more on",
    "read next",
    "most read",
    "recommended",
    "trending",
    "advertisement",
    "advertising",
    "you may also like",
    "more from",
    "more stories",
    "latest news",
    "top stories",
    "most popular",
    "in pictures:",
    "watch:",
    "listen:",
    "explainer:",
    "don't miss",
    "skip to",
    "home >",
    "keep reading",
    "related articles",
    "editor's picks",
    "other news",
    "관련기사",
    "이전 기사",
    "다음 기사",
];

/// Words of lines that stand below every page.
const FOOTER: [&str; 37] = [
    "get the latest",
    "follow us",
    "sign up",
    "subscribe",
    "newsletter",
    "copyright",
    "©",
    "all rights reserved",
    "저작권자",
    "무단 전재",
    "무단전재",
    "(end)",
    "terms of use",
    "privacy policy",
    "cookie",
    "delivered to your inbox",
    "download our app",
    "join us on",
    "share this",
    "share on",
    "print this",
    "contact us",
    "about us",
    "support our journalism",
    "donate",
    "click here",
    "reporting by",
    "editing by",
    "additional reporting",
    "this story was originally",
    "this article was",
    "for more information",
    "our standards:",
    "source notes",
    "tel:",
    "카카오톡",
    "제보",
];

/// Words that begin who owns a picture.
const CREDITS: [&str; 20] = [
    "photograph:",
    "photo:",
    "photo by",
    "photos:",
    "image:",
    "picture:",
    "credit:",
    "handout/",
    "handout via",
    "[photo",
    "(photo",
    "(ap photo",
    "(reuters/",
    "[reuters]",
    "via getty",
    "/getty images",
    "file photo",
    "reuters/",
    "courtesy of",
    "사진=",
];

/// Endings of lines that are captions.
const CAPTIONS: [&str; 14] = [
    "– video",
    "- video",
    "— video",
    "– in pictures",
    "(yonhap)",
    "(afp)",
    "(ap)",
    "(reuters)",
    "(xinhua)",
    "– audio",
    "[file]",
    "[file photo]",
    "(연합뉴스)",
    "자료사진",
];

impl Document {
    /// A report without a container: its zones are found by the rules for plain text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        let zones = of_plain(&text);
        Document { text, zones, declared: Declared::default() }
    }
}

/// The zones of a plain text.
pub(crate) fn of_plain(text: &str) -> Vec<Zone> {
    let blocks = blocks(text);
    let mut reading =
        Plain { headline: None, has_body: false, in_links: false, zones: Vec::new(), has_head: false };
    for block in &blocks {
        reading.block(block);
    }
    reading.zones
}

/// Runs of lines without a blank one between.
fn blocks(text: &str) -> Vec<Vec<Line<'_>>> {
    let mut blocks: Vec<Vec<Line<'_>>> = Vec::new();
    let mut at = 0;
    let mut is_open = false;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        if content.is_empty() {
            is_open = false;
        } else {
            let line = Line { start: at + (line.len() - line.trim_start().len()), text: content };
            match blocks.last_mut().filter(|_| is_open) {
                Some(block) => block.push(line),
                None => blocks.push(vec![line]),
            }
            is_open = true;
        }
        at += line.len();
    }
    blocks
}

/// What is known of a page while its lines are read.
struct Plain {
    headline: Option<String>,
    has_head: bool,
    has_body: bool,
    /// Below a heading of links.
    in_links: bool,
    zones: Vec<Zone>,
}

impl Plain {
    fn block(&mut self, block: &[Line<'_>]) {
        let is_prose = self.is_prose(block);
        let mut run: Option<(usize, usize)> = None;
        for (index, line) in block.iter().enumerate() {
            let end = line.start + line.text.len();
            let alone = self.furniture(line, block.get(index + 1));
            match alone {
                None if is_prose || self.is_list(line) => {
                    run = Some((run.map_or(line.start, |(start, _)| start), end));
                }
                None => {
                    self.flush(&mut run);
                    self.loose(line, block.len());
                }
                Some(kind) => {
                    self.flush(&mut run);
                    self.push(kind, line.start, end);
                }
            }
        }
        self.flush(&mut run);
    }

    /// Whether the block is running text: a line of it ends as a sentence does.
    fn is_prose(&self, block: &[Line<'_>]) -> bool {
        let ends = block.iter().filter(|line| ends_a_sentence(line.text) && line.text.len() >= 25).count();
        let words: usize = block.iter().map(|line| line.text.split_whitespace().count()).sum();
        ends > 0
            && (block.len() < 4
                || ends * 4 >= block.len()
                || block.last().is_some_and(|line| ends_a_sentence(line.text)))
            || self.has_body && block.len() > 1 && words > 30
            || block.len() == 1 && words > 32
    }

    fn is_list(&self, line: &Line<'_>) -> bool {
        let is_mark = line.text.starts_with(['-', '•', '*', '·', '○', '□', '▪', '–']);
        let is_number = line.text.split_once(['.', ')']).is_some_and(|(head, rest)| {
            !head.is_empty()
                && head.len() <= 3
                && head.chars().all(|digit| digit.is_ascii_digit())
                && rest.starts_with(' ')
        });
        (is_mark || is_number) && !self.in_links && self.has_head
    }

    /// What a line is by its own words, whatever stands around it.
    fn furniture(&mut self, line: &Line<'_>, next: Option<&Line<'_>>) -> Option<ZoneKind> {
        let lower = crate::tokens::lowered(line.text);
        if self.headline.as_deref() == Some(lower.as_str()) {
            return Some(ZoneKind::Headline);
        }
        if is_nav(&lower) {
            self.in_links = lower.split_whitespace().count() <= 4 || self.in_links;
            return Some(ZoneKind::Nav);
        }
        let words = lower.split_whitespace().count();
        if FOOTER.iter().any(|mark| lower.contains(mark))
            && (words <= 24 || lower.contains("저작권"))
            && !is_report(&lower)
            || is_mail(&lower)
        {
            return Some(ZoneKind::Footer);
        }
        if self.in_links && !(ends_a_sentence(line.text) && words > 12) {
            return Some(ZoneKind::Nav);
        }
        self.in_links = false;
        if is_byline(&lower, words) {
            return Some(ZoneKind::Byline);
        }
        if is_credit(&lower) && words <= 12 {
            return Some(ZoneKind::Credit);
        }
        let ends_as_caption = CAPTIONS.iter().any(|end| lower.trim_end_matches('.').ends_with(end));
        let before_credit = next.is_some_and(|next| is_credit(&crate::tokens::lowered(next.text)));
        let holds_credit = CREDITS.iter().any(|mark| lower.contains(mark));
        let is_caption =
            line.text.starts_with(['▲', '△']) || ends_as_caption || before_credit || holds_credit;
        is_caption.then_some(ZoneKind::Caption)
    }

    /// A line that ends as no sentence does.
    fn loose(&mut self, line: &Line<'_>, lines: usize) {
        let end = line.start + line.text.len();
        let words = line.text.split_whitespace().count();
        if !self.has_head {
            self.headline = Some(crate::tokens::lowered(line.text));
            self.has_head = true;
            self.push(ZoneKind::Headline, line.start, end);
        } else if !self.has_body {
            let kind = if words > 3 { ZoneKind::Standfirst } else { ZoneKind::Byline };
            self.push(kind, line.start, end);
        } else if words > 24 && lines == 1 || line.text.ends_with([',', ';']) {
            self.push(ZoneKind::Body, line.start, end);
        } else {
            // A heading between paragraphs, or a link to another story: neither may yield.
            self.push(ZoneKind::Nav, line.start, end);
        }
    }

    fn flush(&mut self, run: &mut Option<(usize, usize)>) {
        let Some((start, end)) = run.take() else { return };
        self.has_head = true;
        self.has_body = true;
        self.push(ZoneKind::Body, start, end);
    }

    fn push(&mut self, kind: ZoneKind, start: usize, end: usize) {
        self.zones.push(Zone { kind, start, end });
    }
}

/// Cuts what is not said by the report itself off the zones of running text and captions: the credit behind a caption, the
/// dateline before the first sentence, cues of a broadcast.
pub(crate) fn refined(text: &str, zones: &[Zone]) -> Vec<Zone> {
    let mut found = Vec::with_capacity(zones.len());
    for zone in zones {
        let piece = text.get(zone.start..zone.end).unwrap_or_default();
        match zone.kind {
            ZoneKind::Caption => {
                let cut = credit_at(piece).unwrap_or(piece.len());
                push(
                    &mut found,
                    ZoneKind::Caption,
                    zone.start,
                    zone.start + piece.get(..cut).unwrap_or_default().trim_end().len(),
                );
                push(&mut found, ZoneKind::Credit, zone.start + cut, zone.end);
            }
            ZoneKind::Body => {
                let cut = cue_length(piece).map(|length| (length, ZoneKind::Cue));
                let cut = cut.or_else(|| dateline_length(piece).map(|length| (length, ZoneKind::Dateline)));
                let (cut, kind) = cut.unwrap_or((0, ZoneKind::Dateline));
                push(&mut found, kind, zone.start, zone.start + cut);
                let rest = piece.get(cut..).unwrap_or_default();
                push(
                    &mut found,
                    ZoneKind::Body,
                    zone.start + cut + (rest.len() - rest.trim_start().len()),
                    zone.end,
                );
            }
            _ => push(&mut found, zone.kind, zone.start, zone.end),
        }
    }
    found
}

fn push(zones: &mut Vec<Zone>, kind: ZoneKind, start: usize, end: usize) {
    if start < end {
        zones.push(Zone { kind, start, end });
    }
}

fn credit_at(piece: &str) -> Option<usize> {
    let lower = piece.to_ascii_lowercase();
    let marks =
        CREDITS.iter().chain(&["– video", "- video", "— video", "(yonhap)", "(reuters)", "(afp)", "(ap)"]);
    marks.filter_map(|mark| lower.find(mark)).min()
}

/// `SEOUL, Oct. 19 (Yonhap) -- `, `KYIV (Reuters) — `, `GAZA CITY, Gaza Strip: `.
fn dateline_length(piece: &str) -> Option<usize> {
    static DASHES: Marks = Marks::of(&[" -- ", " — ", " – ", " - ", "= "]);
    let head = piece.char_indices().nth(90).map_or(piece, |(end, _)| piece.get(..end).unwrap_or(piece));
    let mark = DASHES.first_in(head)?;
    let before = head.get(..mark.0)?;
    let first = before.split([',', '(', ' ']).next()?;
    let is_capital = first.chars().count() > 1
        && !first.chars().any(char::is_lowercase)
        && first.chars().any(char::is_alphabetic);
    let has_outlet = before.trim_end().ends_with(')') || before.contains('=');
    let is_short = before.split_whitespace().count() <= 8;
    (is_short && (is_capital || has_outlet)).then_some(mark.1)
}

/// `Anchor:`, `[Pkg]`, `[Soundbite] NAME(ROLE):`
fn cue_length(piece: &str) -> Option<usize> {
    let lower = piece.get(..piece.len().min(120)).unwrap_or(piece).to_ascii_lowercase();
    if let Some(head) =
        ["anchor:", "report:", "reporter:", "[pkg]", "[anchor]", "[report]", "[vcr]", "anchor :"]
            .iter()
            .find(|head| lower.starts_with(**head))
    {
        return Some(head.len());
    }
    // `[앵커]`, `<녹취> 군 관계자`: who speaks, and in a line of his own or before a colon his name.
    const CUES: [&str; 12] = [
        "[앵커]",
        "<앵커>",
        "[기자]",
        "<기자>",
        "[리포트]",
        "[스탠드업]",
        "앵커:",
        "앵커 :",
        "기자:",
        "<리포트>",
        "[앵커멘트]",
        "<앵커 멘트>",
    ];
    const VOICES: [&str; 6] = ["[녹취]", "<녹취>", "[인터뷰]", "<인터뷰>", "〈녹취〉", "〈인터뷰〉"];
    if let Some(head) = CUES.iter().find(|head| piece.starts_with(**head)) {
        return Some(head.len());
    }
    if VOICES.iter().any(|head| piece.starts_with(head)) {
        let line = piece.lines().next().unwrap_or_default();
        return Some(line.find(": ").map_or(line.len(), |at| at + 1)).filter(|length| *length <= 120);
    }
    if lower.starts_with("[soundbite]") || lower.starts_with("[interview]") {
        return piece.find([')', ':']).map(|at| at + 1);
    }
    None
}

fn ends_a_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
    text.ends_with(['.', '!', '?', '。']) || text.ends_with(':')
}

fn is_nav(lower: &str) -> bool {
    NAV.iter().any(|head| {
        lower
            .strip_prefix(head)
            .is_some_and(|rest| rest.chars().next().is_none_or(|next| !next.is_alphanumeric()))
    })
}

/// Words by which a line with a footer's word is a sentence of the report all the same.
fn is_report(lower: &str) -> bool {
    lower.ends_with('.')
        && [" said", " military", " troops", " killed", " fired", " ceasefire"]
            .iter()
            .any(|word| lower.contains(word))
}

fn is_mail(lower: &str) -> bool {
    lower.split_whitespace().any(|word| word.contains('@') && word.contains('.'))
        && lower.split_whitespace().count() <= 8
        || lower.starts_with("http") && lower.split_whitespace().count() == 1
}

fn is_byline(lower: &str, words: usize) -> bool {
    const HEADS: [&str; 14] = [
        "by ",
        "published",
        "updated",
        "posted",
        "last updated",
        "last modified",
        "first published",
        "date:",
        "issued",
        "입력",
        "등록",
        "기자",
        "송고시간",
        "게시",
    ];
    let is_head = HEADS.iter().any(|head| lower.starts_with(head)) && words <= 14 && !lower.ends_with('.');
    let is_date = words <= 8 && crate::published::date_in(lower).is_some() && !lower.ends_with('.') && {
        let letters = lower.chars().filter(|letter| letter.is_alphabetic()).count();
        letters <= 24
    };
    is_head || is_date
}

fn is_credit(lower: &str) -> bool {
    CREDITS.iter().any(|mark| lower.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(ZoneKind, &str)> {
        refined(text, &of_plain(text)).iter().map(|zone| (zone.kind, &text[zone.start..zone.end])).collect()
    }

    #[test]
    fn a_page_with_its_furniture() {
        let text = "Soldier crosses line\n\nSoldier crosses line\n\nGuards lead man to safety after finding him\n\n\
            Soldiers wave at a gate. Photograph: HANDOUT/Agency\n\nA soldier crossed the line on Saturday.\n\n\
            Guards shoot man as he escapes – video\n\nGet the latest news delivered to your inbox\n\n\
            PREV Israel says fired at operatives on border\nNEXT Officer indicted";
        assert_eq!(
            kinds(text),
            [
                (ZoneKind::Headline, "Soldier crosses line"),
                (ZoneKind::Headline, "Soldier crosses line"),
                (ZoneKind::Standfirst, "Guards lead man to safety after finding him"),
                (ZoneKind::Caption, "Soldiers wave at a gate."),
                (ZoneKind::Credit, "Photograph: HANDOUT/Agency"),
                (ZoneKind::Body, "A soldier crossed the line on Saturday."),
                (ZoneKind::Caption, "Guards shoot man as he escapes"),
                (ZoneKind::Credit, "– video"),
                (ZoneKind::Footer, "Get the latest news delivered to your inbox"),
                (ZoneKind::Nav, "PREV Israel says fired at operatives on border"),
                (ZoneKind::Nav, "NEXT Officer indicted"),
            ]
        );
    }

    #[test]
    fn a_dateline_and_a_cue_are_cut_off() {
        let text = "Title\n\nSEOUL, Oct. 19 (Yonhap) -- North Korea fired shells on Wednesday.\n\nAnchor: The North fired again today.";
        assert_eq!(
            kinds(text),
            [
                (ZoneKind::Headline, "Title"),
                (ZoneKind::Dateline, "SEOUL, Oct. 19 (Yonhap) -- "),
                (ZoneKind::Body, "North Korea fired shells on Wednesday."),
                (ZoneKind::Cue, "Anchor:"),
                (ZoneKind::Body, "The North fired again today."),
            ]
        );
    }

    #[test]
    fn links_below_a_heading_never_yield() {
        let text = "Title of it\n\nThe army fired ten shells on Monday, it said.\n\nRelated articles\nArmy fires at village\nTroops cross line\n";
        assert!(kinds(text).iter().skip(2).all(|(kind, _)| !kind.yields()));
    }
}
