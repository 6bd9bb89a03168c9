//! Which blocks of a page are the report, and which stand around it.
//!
//! The text lies where most words outside links lie: in the element that says it holds the article, else in the one whose
//! paragraphs weigh most. What lies outside, or is mostly links, is furniture; it is kept with its zone, so that nothing is lost, and
//! never yields.

use crate::document::{Zone, ZoneKind};

/// The longest furniture that is kept, in bytes: enough to look at, not enough to drown a report.
const FURNITURE: usize = 64 << 10;

/// What an element says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Nav,
    Footer,
    Figure,
    Caption,
    Credit,
    Byline,
    Standfirst,
}

/// What a block is by its tag.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shape {
    #[default]
    Loose,
    Paragraph,
    Title,
    Heading,
    Item,
}

/// An element that can hold blocks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Element {
    pub(super) parent: usize,
    /// By its tag or role: `nav`, `footer`, `figcaption`.
    pub(super) by_tag: Option<Mark>,
    /// By its class or id; believed only where it leaves most of the text.
    pub(super) by_class: Option<Mark>,
    /// How surely it says that it holds the article: 2 for the body of one, 1 for an article.
    pub(super) body: u8,
    /// Words outside links in its own paragraphs, in bytes.
    pub(super) weight: usize,
}

/// A run of words between two block tags.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    pub(super) text: String,
    /// Bytes of it inside links.
    pub(super) linked: usize,
    pub(super) container: usize,
    pub(super) shape: Shape,
}

impl Element {
    pub(super) fn is_credit(&self) -> bool {
        self.by_class == Some(Mark::Credit)
    }

    /// Counts a block that reads like a paragraph.
    pub(super) fn add(&mut self, block: &Block) {
        let plain = block.text.len().saturating_sub(block.linked);
        let prose = matches!(block.shape, Shape::Paragraph | Shape::Loose) && plain >= 40;
        self.weight += if prose { plain } else { 0 };
    }
}

impl Shape {
    /// The shape inside an element, by the shape around it.
    pub(super) fn of(name: &str, around: Shape) -> Shape {
        match name {
            "p" | "blockquote" | "pre" => Shape::Paragraph,
            "h1" => Shape::Title,
            "h2" | "h3" | "h4" | "h5" | "h6" => Shape::Heading,
            "li" | "dt" | "dd" => Shape::Item,
            "div" | "section" | "article" | "main" | "body" | "td" | "tr" => match around {
                Shape::Item | Shape::Title | Shape::Heading => around,
                _ => Shape::Loose,
            },
            _ => around,
        }
    }
}

impl Mark {
    pub(super) fn of_tag(name: &str, role: &str, around: Option<Mark>) -> Option<Mark> {
        match (name, role) {
            ("nav" | "menu", _) | (_, "navigation" | "menubar" | "search" | "tablist") => Some(Mark::Nav),
            ("aside" | "form", _) | (_, "complementary") => Some(Mark::Nav),
            ("footer", _) | (_, "contentinfo" | "dialog" | "alert") => Some(Mark::Footer),
            ("figcaption", _) => Some(Mark::Caption),
            ("figure", _) => Some(Mark::Figure),
            ("cite" | "small", _) if matches!(around, Some(Mark::Figure | Mark::Caption)) => {
                Some(Mark::Credit)
            }
            ("time" | "address", _) => Some(Mark::Byline),
            _ => None,
        }
    }

    /// By the words of class, id and `itemprop`.
    pub(super) fn of_words(name: &str, words: &str) -> Option<Mark> {
        if matches!(name, "html" | "body" | "main" | "article") {
            return None;
        }
        let parts = |word: &str| -> Vec<String> {
            word.split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned).collect()
        };
        let has = |list: &[&str]| {
            words
                .split_whitespace()
                .take(16)
                .any(|word| parts(word).iter().any(|part| list.contains(&part.as_str())))
        };
        if has(&["credit", "credits", "photocredit", "photographer"]) {
            Some(Mark::Credit)
        } else if has(&["caption", "figcaption", "captions"]) {
            Some(Mark::Caption)
        } else if has(&[
            "byline",
            "author",
            "authors",
            "dateline",
            "timestamp",
            "datetime",
            "published",
            "pubdate",
            "date",
        ]) {
            Some(Mark::Byline)
        } else if has(&["standfirst", "deck", "dek", "subtitle", "subheadline", "subhead"]) {
            Some(Mark::Standfirst)
        } else if has(&NAV) {
            Some(Mark::Nav)
        } else if has(&FOOTER) {
            Some(Mark::Footer)
        } else {
            None
        }
    }
}

/// Words of parts that lead elsewhere.
const NAV: [&str; 24] = [
    "nav",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "related",
    "recommended",
    "recirculation",
    "trending",
    "popular",
    "sidebar",
    "promo",
    "teaser",
    "outbrain",
    "taboola",
    "share",
    "sharing",
    "social",
    "tags",
    "pagination",
    "pager",
    "advert",
    "advertisement",
];

/// Words of parts that stand below every page.
const FOOTER: [&str; 14] = [
    "footer",
    "newsletter",
    "subscribe",
    "signup",
    "copyright",
    "disclaimer",
    "cookie",
    "cookies",
    "consent",
    "comments",
    "comment",
    "login",
    "paywall",
    "correspondence",
];

/// Whether an element says that it holds the article.
pub(super) fn is_body(name: &str, role: &str, words: &str) -> u8 {
    const BODIES: [&str; 15] = [
        "articlebody",
        "article-body",
        "article_body",
        "article__body",
        "story-body",
        "story_body",
        "storybody",
        "entry-content",
        "post-content",
        "article-content",
        "article__content",
        "article-text",
        "news-content",
        "newsct_article",
        "article_view",
    ];
    match (name, role) {
        _ if words.split_whitespace().any(|word| BODIES.contains(&word)) => 2,
        ("article" | "main", _) | (_, "main" | "article") => 1,
        _ => 0,
    }
}

/// Adds words; white space of any kind and length becomes one space, an end of line made by `br` stays.
pub(super) fn push_words(text: &mut String, words: &str) {
    let starts = words.starts_with(char::is_whitespace);
    for (number, word) in words.split_whitespace().enumerate() {
        if (number > 0 || starts) && !text.is_empty() && !text.ends_with(['\n', ' ']) {
            text.push(' ');
        }
        text.push_str(word);
    }
    if words.ends_with(char::is_whitespace) && !text.is_empty() && !text.ends_with(['\n', ' ']) {
        text.push(' ');
    }
}

/// The stored text and its zones.
pub(super) fn laid_out(blocks: &[Block], elements: &[Element], title: &str) -> (String, Vec<Zone>) {
    let page = Page::of(elements);
    let kinds = page.kinds(blocks, title);
    let mut laid = Laid::default();
    let titled = kinds.contains(&ZoneKind::Headline);
    if !titled && !title.is_empty() {
        laid.push(&without_site(title), ZoneKind::Headline);
    }
    for (block, kind) in blocks.iter().zip(kinds) {
        laid.push(&block.text, kind);
    }
    (laid.text, laid.zones)
}

#[derive(Debug, Default)]
struct Laid {
    text: String,
    zones: Vec<Zone>,
    furniture: usize,
}

impl Laid {
    fn push(&mut self, words: &str, kind: ZoneKind) {
        if matches!(kind, ZoneKind::Nav | ZoneKind::Footer) {
            self.furniture += words.len();
            if self.furniture > FURNITURE {
                return;
            }
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words.trim());
        self.zones.push(Zone { kind, start, end: self.text.len() });
    }
}

/// What the elements of a page add up to.
#[derive(Debug)]
struct Page<'e> {
    elements: &'e [Element],
    /// Inside the element that holds the article.
    inside: Vec<bool>,
    /// Whether classes are believed.
    classes: bool,
}

impl<'e> Page<'e> {
    fn of(elements: &'e [Element]) -> Self {
        let mut classes = true;
        let weigh = |classes: bool| -> Vec<usize> {
            let counts = |element: &Element| {
                let mark = element.by_tag.or(element.by_class.filter(|_| classes));
                if mark.is_none_or(|mark| mark == Mark::Standfirst) { element.weight } else { 0 }
            };
            let mut total: Vec<usize> = elements.iter().map(counts).collect();
            for (at, element) in elements.iter().enumerate().skip(1).rev() {
                let weight = total.get(at).copied().unwrap_or(0);
                if let Some(above) = total.get_mut(element.parent) {
                    *above += weight;
                }
            }
            total
        };
        let (mut total, all) = (weigh(true), weigh(false));
        if total.first() < all.first().map(|all| all / 2).as_ref() {
            (classes, total) = (false, all);
        }
        let main = main_of(elements, &total);
        let mut inside = vec![false; elements.len()];
        for (at, element) in elements.iter().enumerate() {
            let above = at != 0 && inside.get(element.parent).copied().unwrap_or(false);
            if let Some(slot) = inside.get_mut(at) {
                *slot = at == main || above;
            }
        }
        Page { elements, inside, classes }
    }

    fn mark(&self, block: &Block) -> Option<Mark> {
        let element = self.elements.get(block.container)?;
        element.by_class.filter(|_| self.classes).or(element.by_tag)
    }

    /// The kind of each block, in the order of the page.
    fn kinds(&self, blocks: &[Block], title: &str) -> Vec<ZoneKind> {
        let mut seen = Seen::default();
        blocks.iter().map(|block| self.kind(block, title, &mut seen)).collect()
    }

    fn kind(&self, block: &Block, title: &str, seen: &mut Seen) -> ZoneKind {
        let inside = self.inside.get(block.container).copied().unwrap_or(false);
        let links = 5 * block.linked > 3 * block.text.len();
        let mark = self.mark(block);
        match mark {
            Some(Mark::Nav) => return ZoneKind::Nav,
            Some(Mark::Footer) => return ZoneKind::Footer,
            _ => {}
        }
        let names_page = block.text.len() > 12 && title.contains(block.text.as_str());
        if block.shape == Shape::Title && (!seen.title || names_page) && !links {
            seen.title = true;
            return ZoneKind::Headline;
        }
        match mark {
            Some(Mark::Caption | Mark::Figure) => return ZoneKind::Caption,
            Some(Mark::Credit) => return ZoneKind::Credit,
            Some(Mark::Byline) if block.text.len() < 200 => return ZoneKind::Byline,
            Some(Mark::Standfirst) if !seen.body => return ZoneKind::Standfirst,
            _ => {}
        }
        if block.shape == Shape::Heading {
            seen.links = leads_away(&block.text);
            return match () {
                () if seen.links || links || !inside => ZoneKind::Nav,
                () if seen.title && !seen.body => ZoneKind::Standfirst,
                () => ZoneKind::Body,
            };
        }
        if links || !inside || (seen.links && block.shape == Shape::Item) {
            return if seen.body { ZoneKind::Footer } else { ZoneKind::Nav };
        }
        if block.text.len() >= 40 {
            seen.body = true;
        }
        ZoneKind::Body
    }
}

/// What has come so far.
#[derive(Debug, Default)]
struct Seen {
    title: bool,
    body: bool,
    /// Under a heading that leads to other stories.
    links: bool,
}

/// The element that holds the article: one that says so and holds two fifths of the text, the surest and then the smallest; else the
/// smallest that holds three fifths.
fn main_of(elements: &[Element], total: &[usize]) -> usize {
    let all = total.first().copied().unwrap_or(0);
    let holds = |share: usize| move |(_, weight): &(usize, usize)| 5 * weight >= share * all && *weight > 0;
    let weights = || total.iter().copied().enumerate();
    let said = weights()
        .filter(holds(2))
        .filter_map(|(at, weight)| {
            elements.get(at).filter(|element| element.body > 0).map(|element| (element.body, weight, at))
        })
        .max_by_key(|(body, weight, at)| (*body, std::cmp::Reverse(*weight), *at))
        .map(|(_, _, at)| at);
    said.or_else(|| {
        weights()
            .filter(holds(3))
            .min_by_key(|(at, weight)| (*weight, std::cmp::Reverse(*at)))
            .map(|(at, _)| at)
    })
    .unwrap_or(0)
}

/// Headings above links to other stories.
fn leads_away(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    let starts = [
        "related",
        "read more",
        "more on",
        "more from",
        "most read",
        "recommended",
        "you may",
        "see also",
        "also read",
        "관련",
    ];
    starts.iter().any(|start| lower.starts_with(start))
}

/// `Posts removed | The Harbour Post` as `Posts removed`.
fn without_site(title: &str) -> String {
    [" | ", " - ", " – ", " — "]
        .iter()
        .fold(title, |title, mark| title.rsplit_once(mark).map_or(title, |(head, _)| head))
        .to_owned()
}
