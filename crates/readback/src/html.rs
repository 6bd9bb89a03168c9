//! The read-back as one page: its own small style, no scripts, a table of contents, fit for the printer.

use std::fmt::Write;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The style: the reader's own fonts, light and dark, tables that do not run off the page.
const STYLE: &str = include_str!("page.css");

/// One heading of the table of contents.
struct Entry {
    level: HeadingLevel,
    anchor: String,
    text: String,
}

/// A page made of a read-back in Markdown. Raw HTML in it is shown as text.
pub(crate) fn page(markdown: &str, title: &str, contents: &str, language: &str) -> String {
    let mut entries: Vec<Entry> = Vec::new();
    let mut is_heading = false;
    let events: Vec<Event<'_>> = Parser::new_ext(markdown, Options::ENABLE_TABLES)
        .map(|event| match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                is_heading = true;
                let anchor = format!("s{}", entries.len() + 1);
                entries.push(Entry { level, anchor: anchor.clone(), text: String::new() });
                Event::Start(Tag::Heading { level, id: Some(CowStr::from(anchor)), classes, attrs })
            }
            Event::End(TagEnd::Heading(level)) => {
                is_heading = false;
                Event::End(TagEnd::Heading(level))
            }
            Event::Text(text) => {
                if let Some(entry) = entries.last_mut().filter(|_| is_heading) {
                    entry.text.push_str(&text);
                }
                Event::Text(text)
            }
            Event::Code(text) => {
                if let Some(entry) = entries.last_mut().filter(|_| is_heading) {
                    entry.text.push_str(&text);
                }
                Event::Code(text)
            }
            other => other,
        })
        .collect();
    let mut body = String::new();
    html::push_html(&mut body, events.into_iter());
    // The contents stand after the title and the introduction, before the first part.
    let (opening, rest) = body.split_at(body.find("<h2").unwrap_or(body.len()));
    let contents = if rest.is_empty() {
        String::new()
    } else {
        let head = escaped(contents);
        format!("<nav aria-label=\"{head}\">\n<h2>{head}</h2>\n{}</nav>\n", table_of_contents(&entries))
    };
    let mut page = String::new();
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n\
         </head>\n<body>\n<main>\n{opening}{contents}{rest}</main>\n</body>\n</html>\n",
        escaped(title),
        language = escaped(language),
    );
    // A header cell of a table says that it heads its column.
    page.replace("<th>", "<th scope=\"col\">")
}

/// A piece of a read-back in Markdown as HTML. Raw HTML in it is shown as text.
pub(crate) fn fragment(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        other => other,
    });
    let mut body = String::new();
    html::push_html(&mut body, events);
    body
}

/// The headings below the title as nested lists, to the third level; norms stand below that.
fn table_of_contents(entries: &[Entry]) -> String {
    let mut text = String::new();
    let mut depth = 0_usize;
    for entry in entries {
        let wanted = match entry.level {
            HeadingLevel::H2 => 1,
            HeadingLevel::H3 => 2,
            HeadingLevel::H4 => 3,
            HeadingLevel::H1 | HeadingLevel::H5 | HeadingLevel::H6 => continue,
        };
        let wanted = wanted.min(depth + 1);
        match wanted.cmp(&depth) {
            std::cmp::Ordering::Greater => text.push_str("<ul>\n"),
            std::cmp::Ordering::Equal => text.push_str("</li>\n"),
            std::cmp::Ordering::Less => text.push_str(&"</li>\n</ul>\n".repeat(depth - wanted)),
        }
        if wanted < depth {
            text.push_str("</li>\n");
        }
        depth = wanted;
        let _ = write!(text, "<li><a href=\"#{}\">{}</a>", entry.anchor, escaped(&entry.text));
    }
    text.push_str(&"</li>\n</ul>\n".repeat(depth));
    text
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    safe
}
