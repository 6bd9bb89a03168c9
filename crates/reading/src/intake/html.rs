//! One pass over the tags of a page, with a stack of what is open and no tree: blocks of text with what was around them.
//!
//! Depth and number of elements are bounded, so a page made of nothing but opening tags costs no more than its length. What is
//! the text of the report, and what stands around it, is decided in `blocks`.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::blocks::{self, Block, Element, Mark, Shape};
use super::{IntakeError, TEXT_LIMIT, marks};
use crate::document::{Declared, Document};

/// Open elements that are remembered; deeper ones are counted only.
const DEPTH: usize = 256;
/// Containers that are told apart; later ones count as the last.
const CONTAINERS: usize = 100_000;
/// The longest word of the page on itself that is kept.
const META: usize = 512;

/// Elements that hold nothing and need no end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];
/// Elements whose words are not for reading.
const SILENT: [&str; 17] = [
    "script", "style", "noscript", "template", "svg", "iframe", "select", "textarea", "button", "object",
    "audio", "video", "canvas", "math", "datalist", "dialog", "map",
];
/// Elements in whose midst a sentence goes on.
const INLINE: [&str; 29] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "s", "small", "span", "strong", "strike", "sub", "sup", "time", "tt", "u", "var",
];

#[derive(Debug)]
struct Open {
    name: String,
    /// The container: itself, or the nearest around it.
    container: usize,
    silent: bool,
    link: bool,
    shape: Shape,
    /// Its words are a block, though its tag is not.
    apart: bool,
}

/// What the pass carries.
#[derive(Debug, Default)]
struct Pass {
    open: Vec<Open>,
    /// Elements open beyond `DEPTH`.
    deeper: usize,
    elements: Vec<Element>,
    blocks: Vec<Block>,
    current: Block,
    /// The text so far, in bytes.
    length: usize,
    declared: Declared,
    title: String,
    /// The block is that of a heading, a caption, an item.
    shape: Shape,
}

/// The document of a page, and how many shapeless marks were taken out.
pub(super) fn document(page: &str) -> Result<(Document, usize), IntakeError> {
    let (page, removed) = marks::cleaned(page);
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut pass = Pass { elements: vec![Element::default()], ..Pass::default() };
    for token in Tokenizer::new_with_emitter(page.as_str(), emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => pass.start(&tag),
            Token::EndTag(tag) => pass.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => pass.words(&String::from_utf8_lossy(&words)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
        if pass.length > TEXT_LIMIT {
            return Err(IntakeError::TextTooLong);
        }
    }
    pass.flush();
    let title = std::mem::take(&mut pass.title);
    let (text, zones) = blocks::laid_out(&pass.blocks, &pass.elements, title.trim());
    Ok((Document { text, zones, declared: pass.declared }, removed))
}

impl Pass {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let name = name.as_str();
        self.declare(name, tag);
        match name {
            "br" => self.current.text.push('\n'),
            "td" | "th" if !self.current.text.trim().is_empty() => self.current.text.push_str(" | "),
            "td" | "th" => {}
            name if INLINE.contains(&name) => {}
            _ => self.flush(),
        }
        if VOID.contains(&name) || tag.self_closing {
            return;
        }
        if let "p" | "li" | "tr" | "dt" | "dd" | "option" = name {
            self.end_implied(name);
        }
        if self.open.len() >= DEPTH {
            self.deeper += 1;
            return;
        }
        let around = self.open.last();
        let silent = around.is_some_and(|open| open.silent) || SILENT.contains(&name) || is_hidden(tag);
        let link = around.is_some_and(|open| open.link) || name == "a";
        let mut container = around.map_or(0, |open| open.container);
        if !INLINE.contains(&name)
            || tag.attributes.contains_key(&b"class"[..])
            || tag.attributes.contains_key(&b"itemprop"[..])
        {
            container = self.container(name, tag, container);
        }
        // A credit inside a caption is a block of its own.
        let apart =
            INLINE.contains(&name) && self.elements.get(container).is_some_and(|element| element.is_credit());
        if apart {
            self.flush();
        }
        if !INLINE.contains(&name) {
            self.shape = Shape::of(name, self.shape);
        }
        self.open.push(Open { name: name.to_owned(), container, silent, link, shape: self.shape, apart });
    }

    /// A new container inside another; past the bound, the other.
    fn container(&mut self, name: &str, tag: &StartTag<()>, parent: usize) -> usize {
        if self.elements.len() >= CONTAINERS {
            return parent;
        }
        let above = self.elements.get(parent).map(|element| (element.by_tag, element.by_class));
        let (by_tag, by_class) = above.unwrap_or_default();
        let of = |key: &str| attribute(tag, key).unwrap_or_default().to_ascii_lowercase();
        let words = format!("{} {} {}", of("class"), of("id"), of("itemprop"));
        let mark = Mark::of_tag(name, &of("role"), by_tag);
        self.elements.push(Element {
            parent,
            by_tag: mark.or(by_tag),
            by_class: Mark::of_words(name, &words).or(by_class),
            body: blocks::is_body(name, &of("role"), &words),
            ..Element::default()
        });
        self.elements.len() - 1
    }

    /// `</p>` that nobody wrote.
    fn end_implied(&mut self, name: &str) {
        let near = self
            .open
            .iter()
            .rev()
            .take(8)
            .take_while(|open| !matches!(open.name.as_str(), "ul" | "ol" | "table" | "div"));
        if near.into_iter().any(|open| open.name == name) {
            self.end(name);
        }
    }

    fn end(&mut self, name: &str) {
        if self.deeper > 0 {
            self.deeper -= usize::from(!VOID.contains(&name));
            return;
        }
        if !INLINE.contains(&name) && !matches!(name, "td" | "th") {
            self.flush();
        }
        // A tag that closes nothing is ignored; one that closes across others closes them.
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        if self.open.iter().skip(at).any(|open| open.apart) {
            self.flush();
        }
        self.open.truncate(at);
        if !INLINE.contains(&name) {
            self.shape = self.open.last().map(|open| open.shape).unwrap_or_default();
        }
    }

    fn words(&mut self, words: &str) {
        if self.open.last().is_some_and(|open| open.name == "title") && self.title.len() < META {
            self.title.extend(words.chars().take(META));
            return;
        }
        if self.open.last().is_some_and(|open| open.name == "script") {
            self.structured(words);
            return;
        }
        match self.open.last() {
            Some(open) if open.silent => {}
            Some(open) => self.add(words, open.container, open.link),
            None => self.add(words, 0, false),
        }
    }

    fn add(&mut self, words: &str, container: usize, link: bool) {
        let before = self.current.text.len();
        if self.current.text.trim().is_empty() {
            self.current.container = container;
        }
        blocks::push_words(&mut self.current.text, words);
        let added = self.current.text.len() - before;
        self.length += added;
        self.current.linked += if link { added } else { 0 };
    }

    /// Ends the block; an empty line in it parts it.
    fn flush(&mut self) {
        let block = std::mem::take(&mut self.current);
        if block.text.trim().is_empty() {
            return;
        }
        for part in block.text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
            let linked = (block.linked * part.len()).div_ceil(block.text.len().max(1));
            let block =
                Block { text: part.to_owned(), linked, container: block.container, shape: self.shape };
            if let Some(element) = self.elements.get_mut(block.container) {
                element.add(&block);
            }
            self.blocks.push(block);
        }
    }

    /// What the page says of itself in its head.
    fn declare(&mut self, name: &str, tag: &StartTag<()>) {
        let of = |key: &str| attribute(tag, key);
        let keep = |slot: &mut Option<String>, value: Option<String>| {
            if slot.is_none() {
                *slot = value
                    .map(|value| value.trim().to_owned())
                    .filter(|value| !value.is_empty() && value.len() <= META);
            }
        };
        match name {
            "html" => keep(&mut self.declared.language, of("lang")),
            "link" if of("rel").as_deref() == Some("canonical") => keep(&mut self.declared.url, of("href")),
            "time"
                if of("itemprop").is_some_and(|what| what.contains("datePublished"))
                    || of("pubdate").is_some() =>
            {
                keep(&mut self.declared.published, of("datetime"));
            }
            "meta" => {
                let key = of("property")
                    .or_else(|| of("name"))
                    .or_else(|| of("itemprop"))
                    .unwrap_or_default()
                    .to_ascii_lowercase();
                match key.as_str() {
                    "article:published_time"
                    | "datepublished"
                    | "date"
                    | "dc.date"
                    | "dc.date.issued"
                    | "pubdate"
                    | "publishdate"
                    | "parsely-pub-date"
                    | "sailthru.date"
                    | "og:article:published_time" => {
                        keep(&mut self.declared.published, of("content"));
                    }
                    "og:site_name" | "application-name" | "dc.publisher" => {
                        keep(&mut self.declared.outlet, of("content"));
                    }
                    "og:url" => keep(&mut self.declared.url, of("content")),
                    "og:title" if self.title.is_empty() => {
                        self.title = of("content").unwrap_or_default().chars().take(META).collect();
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// The day in the structured words of the page (JSON-LD), by its key alone: the rest is not needed.
    fn structured(&mut self, script: &str) {
        if self.declared.published.is_some() || script.len() > TEXT_LIMIT {
            return;
        }
        let Some((_, rest)) = script.split_once("\"datePublished\"") else { return };
        let value =
            rest.trim_start().strip_prefix(':').map(str::trim_start).and_then(|rest| rest.strip_prefix('"'));
        let day = value
            .and_then(|value| value.split('"').next())
            .filter(|day| day.len() <= 40 && day.starts_with(['1', '2']));
        self.declared.published = day.map(str::to_owned);
    }
}

fn attribute(tag: &StartTag<()>, key: &str) -> Option<String> {
    tag.attributes.get(key.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
}

/// What a browser does not show.
fn is_hidden(tag: &StartTag<()>) -> bool {
    let of = |key: &str| attribute(tag, key).unwrap_or_default().to_ascii_lowercase();
    let style: String = of("style").chars().filter(|letter| !letter.is_whitespace()).collect();
    tag.attributes.contains_key(&b"hidden"[..])
        || of("aria-hidden") == "true"
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || of("class")
            .split_whitespace()
            .any(|word| matches!(word, "sr-only" | "visually-hidden" | "screen-reader-text"))
}
