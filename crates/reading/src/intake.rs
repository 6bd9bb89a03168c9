//! Bytes as they were saved, to a [`Document`]: encoding, HTML or plain text, zones.
//!
//! ```
//! use armistice_reading::intake::{Hint, read};
//!
//! let page = b"<html><h1>Posts removed</h1><p>Both sides removed the posts.</p><footer>Follow us</footer>";
//! let taken = read(page, &Hint::default())?;
//! assert_eq!(taken.document.text, "Posts removed\n\nBoth sides removed the posts.\n\nFollow us");
//! # Ok::<(), armistice_reading::intake::IntakeError>(())
//! ```
//!
//! A page may be of any size up to [`PAGE_LIMIT`], nested to any depth, cut off anywhere and in any encoding: the time is bounded by
//! its length. What was put right on the way is counted in [`Taken`] and told.

mod blocks;
mod encoding;
mod html;
mod marks;

use thiserror::Error;

use crate::document::{Declared, Document};

/// The longest page, in bytes: pages of news are below 5 MB with all their scripts.
pub const PAGE_LIMIT: usize = 32 << 20;

/// The longest text that is taken from it, in bytes: 2 MiB is a book, and no report.
pub const TEXT_LIMIT: usize = 2 << 20;

/// What is known of the bytes before they are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hint {
    /// The address of the page.
    pub url: Option<String>,
    /// As its server named it: `text/html; charset=euc-kr`.
    pub content_type: Option<String>,
    /// What somebody who knows declares; it goes before what the page says of itself.
    pub declared: Declared,
}

/// A document, and what was put right on the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The report.
    pub document: Document,
    /// The encoding by which the bytes were read: `UTF-8`, `EUC-KR`.
    pub encoding: &'static str,
    /// Whether the bytes were taken for HTML.
    pub html: bool,
    /// Bytes that are no text in that encoding; each stands as U+FFFD.
    pub replaced: usize,
    /// Marks without a shape that were taken out: direction of writing, control characters, soft hyphens.
    pub removed: usize,
}

/// Why bytes are not taken as a report.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IntakeError {
    /// More than [`PAGE_LIMIT`].
    #[error("the page has {bytes} bytes and at most {PAGE_LIMIT} are read: save the report alone")]
    PageTooLong {
        /// How many.
        bytes: usize,
    },
    /// More than [`TEXT_LIMIT`].
    #[error("the text is longer than {TEXT_LIMIT} bytes: cut out the report that is meant")]
    TextTooLong,
    /// Some other kind of file.
    #[error("this is {kind}, not text: save the words of the report as text or HTML")]
    NotText {
        /// `a PDF`.
        kind: &'static str,
    },
    /// Nothing to read.
    #[error("the page has no words")]
    Empty,
}

/// Takes a report from its bytes.
///
/// # Errors
/// Where the page or its text is too long, is no text, or has no words.
pub fn read(bytes: &[u8], hint: &Hint) -> Result<Taken, IntakeError> {
    if bytes.len() > PAGE_LIMIT {
        return Err(IntakeError::PageTooLong { bytes: bytes.len() });
    }
    if let Some(kind) = encoding::not_text(bytes) {
        return Err(IntakeError::NotText { kind });
    }
    let decoded = encoding::decode(bytes, hint);
    let html = is_html(&decoded.text, hint);
    let (document, removed) = if html { html::document(&decoded.text)? } else { plain(&decoded.text)? };
    if document.text.trim().is_empty() {
        return Err(IntakeError::Empty);
    }
    let document = Document { declared: over(hint, document.declared), ..document };
    Ok(Taken { document, encoding: decoded.encoding, html, replaced: decoded.replaced, removed })
}

fn plain(text: &str) -> Result<(Document, usize), IntakeError> {
    let (text, removed) = marks::cleaned(text);
    if text.len() > TEXT_LIMIT {
        return Err(IntakeError::TextTooLong);
    }
    Ok((Document::plain(text), removed))
}

/// HTML by the word of the server or the name of the file, or by its first tags.
fn is_html(text: &str, hint: &Hint) -> bool {
    if let Some(kind) = &hint.content_type {
        let kind = kind.to_ascii_lowercase();
        if kind.contains("html") || kind.starts_with("text/plain") {
            return kind.contains("html");
        }
    }
    let head: String = text.trim_start().chars().take(2048).flat_map(char::to_lowercase).collect();
    let opens = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<?xml",
        "<!--",
        "<article",
        "<div",
        "<p>",
        "<p ",
        "<h1",
    ];
    let tags = ["<html", "<head", "<body", "</p>", "<br", "</div>", "<a href", "</li>", "</td>"];
    opens.iter().any(|tag| head.starts_with(tag))
        || tags.iter().filter(|tag| head.contains(**tag)).count() >= 2
}

/// What somebody declares goes before what the page says.
fn over(hint: &Hint, page: Declared) -> Declared {
    let told = hint.declared.clone();
    Declared {
        url: told.url.or_else(|| hint.url.clone()).or(page.url),
        published: told.published.or(page.published),
        outlet: told.outlet.or(page.outlet),
        language: told.language.or(page.language),
    }
}

#[cfg(test)]
mod tests;
