//! The Markdown document into sections, quotations and blocks.
//!
//! CommonMark with heading attributes (`## Article 1 {#art_1 .superseded}`). Everything that is neither a heading, a
//! block quote nor a block of terms or tests is commentary without effect.

mod block;
mod fence;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::ast::{Quotation, Section};
use crate::{Diagnostic, Span, Spanned};

pub use block::{Block, BlockKind};

/// Stands between the paragraphs of a quotation until it is taken apart.
const PARAGRAPH: &str = "\n\n";

/// After so many fences that are never closed, what follows the last one is not looked for any more.
const MAX_UNCLOSED: usize = 16;

/// A document taken apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct Host {
    /// Its headings with their quotations.
    pub(crate) sections: Vec<Section>,
    /// Its blocks of terms and tests.
    pub(crate) blocks: Vec<Block>,
    /// A105, A107, A109.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Takes the document apart.
pub(crate) fn read(text: &str) -> Host {
    let mut reader = Reader {
        text,
        host: Host::default(),
        heading: None,
        quotation: None,
        quote_depth: 0,
        block: None,
        resume: None,
    };
    let mut start = Some(0);
    for _ in 0..=MAX_UNCLOSED {
        let Some(from) = start.take() else { break };
        start = reader.read_from(from);
    }
    reader.report_duplicate_ids();
    reader.host
}

struct Reader<'a> {
    text: &'a str,
    host: Host,
    heading: Option<Section>,
    quotation: Option<Quotation>,
    quote_depth: usize,
    block: Option<Block>,
    /// Where to go on after a fence that is never closed: at the next heading.
    resume: Option<usize>,
}

impl Reader<'_> {
    /// Reads from that byte on; gives the byte to go on at where a fence is never closed.
    fn read_from(&mut self, start: usize) -> Option<usize> {
        let rest = self.text.get(start..)?;
        for (event, range) in Parser::new_ext(rest, Options::ENABLE_HEADING_ATTRIBUTES).into_offset_iter() {
            self.take(event, span_of(&(start + range.start..start + range.end)));
            if let Some(at) = self.resume.take() {
                self.heading = None;
                self.quotation = None;
                self.quote_depth = 0;
                return Some(at);
            }
        }
        None
    }

    fn take(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(Tag::Heading { level, id, classes, attrs }) if self.quote_depth == 0 => {
                let id = id.map(|id| self.locate(&id, span));
                let superseded = classes.iter().any(|class| &**class == "superseded");
                self.open_section(id, level, superseded, span);
                let signed = attrs.into_iter().find(|(name, _)| &**name == "signed-off");
                if let (Some((_, value)), Some(heading)) = (signed, &mut self.heading) {
                    let value = value.map(String::from).unwrap_or_default();
                    let source = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
                    let at = span.start + offset(source.rfind("signed-off").unwrap_or_default());
                    let end = at + offset("signed-off".len());
                    heading.signed_off = Some(Spanned::new(value, Span::new(at, end)));
                }
            }
            Event::End(TagEnd::Heading(_)) => self.close_heading(),
            Event::Start(Tag::BlockQuote(_)) => self.open_quote(span),
            Event::End(TagEnd::BlockQuote(_)) => self.close_quote(),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => self.open_block(&info, span),
            Event::End(TagEnd::CodeBlock) => self.close_block(),
            Event::Text(text) => match &mut self.block {
                Some(block) => block.push(&text, span),
                None => self.words(&text),
            },
            Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => self.words(&text),
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::End(TagEnd::Paragraph | TagEnd::Item) => self.words(PARAGRAPH),
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.title.push_str(text);
        } else if let Some(quotation) = &mut self.quotation {
            quotation.text.push_str(text);
        }
    }

    fn open_section(
        &mut self,
        id: Option<Spanned<String>>,
        level: HeadingLevel,
        superseded: bool,
        span: Span,
    ) {
        let level = level as u8;
        let parent = self.parent_of(level);
        let (title, quotations) = (String::new(), Vec::new());
        let signed_off = None;
        self.heading = Some(Section { id, title, level, superseded, signed_off, parent, span, quotations });
    }

    /// The nearest heading above of a higher rank: up the chain of the last one.
    fn parent_of(&self, level: u8) -> Option<usize> {
        let mut candidate = self.host.sections.len().checked_sub(1);
        while let Some(section) = candidate.and_then(|index| self.host.sections.get(index)) {
            if section.level < level {
                return candidate;
            }
            candidate = section.parent;
        }
        None
    }

    fn close_heading(&mut self) {
        if let Some(mut heading) = self.heading.take() {
            heading.title = folded(&heading.title);
            self.host.sections.push(heading);
        }
    }

    fn open_quote(&mut self, span: Span) {
        if self.quote_depth == 0 {
            let text = String::new();
            self.quotation = Some(Quotation { language: None, paraphrase: false, text, span });
        }
        self.quote_depth += 1;
    }

    fn close_quote(&mut self) {
        self.quote_depth = self.quote_depth.saturating_sub(1);
        if self.quote_depth > 0 {
            return self.words(PARAGRAPH);
        }
        let (Some(quotation), Some(section)) = (self.quotation.take(), self.host.sections.last_mut()) else {
            return;
        };
        section.quotations.extend(parts(&quotation));
    }

    fn open_block(&mut self, info: &str, span: Span) {
        let word = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
        let kind = match word {
            "terms" => BlockKind::Terms,
            "test" => BlockKind::Test,
            _ => {
                if let Some((diagnostic, next)) = fence::commentary_never_closed(self.text, span) {
                    self.host.diagnostics.push(diagnostic);
                    self.resume = next;
                }
                return self.host.diagnostics.extend(fence::misspelt(word, self.text, span));
            }
        };
        let section = self.host.sections.len().checked_sub(1);
        self.block = Some(Block::new(kind, section, span));
    }

    fn close_block(&mut self) {
        let Some(mut block) = self.block.take() else { return };
        if let Some((diagnostic, next)) = fence::never_closed(&mut block, self.text) {
            self.host.diagnostics.push(diagnostic);
            self.resume = next;
        }
        self.host.blocks.push(block);
    }

    fn locate(&self, id: &str, heading: Span) -> Spanned<String> {
        let source = self.text.get(heading.start as usize..heading.end as usize).unwrap_or_default();
        let at = source.rfind(&format!("#{id}")).map_or(heading.start, |at| heading.start + offset(at) + 1);
        Spanned::new(id.to_owned(), Span::new(at, at + offset(id.len())))
    }

    fn report_duplicate_ids(&mut self) {
        let mut first: std::collections::BTreeMap<&str, Span> = std::collections::BTreeMap::new();
        for id in self.host.sections.iter().filter_map(|section| section.id.as_ref()) {
            if let Some(earlier) = first.get(id.node.as_str()) {
                self.host.diagnostics.push(
                    Diagnostic::error("A105", id.span, format!("the id `{}` is given twice", id.node))
                        .also(*earlier, "first given here")
                        .help("give every section an id of its own, such as `art_1__para_2`"),
                );
            } else {
                first.insert(&id.node, id.span);
            }
        }
    }
}

/// One quotation for each paragraph with a label of its own; a paragraph without one belongs to the one before.
fn parts(quotation: &Quotation) -> Vec<Quotation> {
    let mut parts: Vec<Quotation> = Vec::new();
    for paragraph in quotation.text.split(PARAGRAPH).map(folded).filter(|paragraph| !paragraph.is_empty()) {
        let part = labelled(&paragraph, quotation.span);
        match parts.last_mut() {
            Some(last) if part.language.is_none() && !part.paraphrase => {
                last.text = folded(&format!("{} {}", last.text, part.text));
            }
            _ => parts.push(part),
        }
    }
    parts.retain(|part| !part.text.is_empty());
    parts
}

/// Takes labels such as `[ko]`, `[paraphrase]` or `[paraphrase, ko]` off the head of a paragraph.
fn labelled(paragraph: &str, span: Span) -> Quotation {
    let mut quotation = Quotation { language: None, paraphrase: false, text: String::new(), span };
    let mut text = paragraph;
    while let Some((label, rest)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let words: Vec<&str> = label.split([',', ' ']).filter(|word| !word.is_empty()).collect();
        if words.is_empty() || !words.iter().all(|word| *word == "paraphrase" || is_language(word)) {
            break;
        }
        for word in words {
            if word == "paraphrase" {
                quotation.paraphrase = true;
            } else {
                quotation.language = Some(word.to_owned());
            }
        }
        text = rest.trim_start();
    }
    text.clone_into(&mut quotation.text);
    quotation
}

/// A language tag of two or three letters, with or without a subtag: `ko`, `zh-Hans`.
fn is_language(word: &str) -> bool {
    let (language, subtag) = word.split_once('-').unwrap_or((word, "xx"));
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && (2..=8).contains(&subtag.len())
        && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn span_of(range: &std::ops::Range<usize>) -> Span {
    Span::new(offset(range.start), offset(range.end))
}

/// Files are bounded far below four thousand million bytes (`syntax::MAX_FILE_BYTES`).
pub(crate) fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
