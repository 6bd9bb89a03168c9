//! The overview and single findings as plain HTML: what is read without script, by search, by a screen reader, on paper.

mod claims;

use std::fmt::Write;

use armistice_judge::Proof;

use super::explained;
use super::overview::{self, Overview};
use super::reply::Problem;
use super::snapshot::{Clocks, Snapshot};

/// Proofs are shown down to this depth.
const DEEPEST: usize = 24;

/// What stands in the page before its script runs: the overview, or the finding of the address.
pub(super) fn text(snapshot: &Snapshot, clocks: Clocks, path: &str) -> Result<String, Problem> {
    let (view, rest) = path.split_once('/').unwrap_or((path, ""));
    let id = unescaped(rest);
    if matches!(view, "finding" | "duty") && !id.is_empty() {
        return Ok(finding(&explained::of(snapshot, clocks, &id)?));
    }
    if view == "claims" {
        return if id.is_empty() {
            claims::queue(snapshot, clocks)
        } else {
            claims::card(snapshot, clocks, &id)
        };
    }
    if view == "picture" {
        // The map needs its script, which is not to wait for a judgement.
        return Ok(picture(&snapshot.case.agreement.title));
    }
    let since = overview::default_since(clocks.as_of);
    Ok(overview(&snapshot.case.agreement.title, &overview::of(snapshot, clocks, since)))
}

fn picture(title: &str) -> String {
    format!(
        "<h1>{}</h1>\n<p>The map is drawn by a script. The <a href=\"/overview\">overview</a> and every finding read without.</p>\n",
        escaped(title)
    )
}

/// Why there is no such page.
pub(super) fn problem(problem: &Problem) -> String {
    let (detail, mend) = problem.words();
    let mend = mend.map(|mend| format!("<p>{}</p>\n", escaped(mend))).unwrap_or_default();
    format!("<h1>{}</h1>\n{mend}<p><a href=\"/overview\">Overview</a></p>\n", escaped(detail))
}

fn overview(title: &str, overview: &Overview) -> String {
    let mut text = String::new();
    let _ = write!(
        text,
        "<h1>{}</h1>\n<p>As of <time>{}</time>, as known at <time>{}</time>.</p>\n",
        escaped(title),
        escaped(&overview.as_of),
        escaped(&overview.known_at)
    );
    changed(overview, &mut text);
    for article in &overview.articles {
        let _ = writeln!(text, "<h2>{}</h2>", escaped(&article.title.join(" › ")));
        for norm in &article.norms {
            let _ =
                write!(text, "<h3>{}</h3>\n<p>{}</p>\n<ul>\n", escaped(&norm.norm), escaped(&norm.sentence));
            for verdict in &norm.verdicts {
                let (id, told) = (verdict.id(), &verdict.told);
                let _ = writeln!(
                    text,
                    "<li><a href=\"/finding/{}\">{}</a>: {} {}. {}</li>",
                    escaped(id),
                    escaped(verdict.bearer()),
                    told.symbol,
                    escaped(&told.words),
                    escaped(verdict.because())
                );
            }
            text.push_str("</ul>\n");
        }
    }
    text
}

fn changed(overview: &Overview, text: &mut String) {
    if !overview.due.is_empty() {
        text.push_str("<h2>Due next</h2>\n<ul>\n");
        for due in &overview.due {
            let (id, at) = (escaped(&due.id), escaped(&due.due));
            let _ = writeln!(
                text,
                "<li><a href=\"/finding/{id}\">{id}</a>: {} by <time>{at}</time></li>",
                escaped(&due.words)
            );
        }
        text.push_str("</ul>\n");
    }
    if overview.changed.is_empty() {
        return;
    }
    text.push_str("<h2>Changed in the last 30 days</h2>\n<ul>\n");
    for change in &overview.changed {
        let before = change.before.as_ref().map_or("–".to_owned(), |told| escaped(&told.words));
        let id = escaped(&change.id);
        let _ = writeln!(
            text,
            "<li><a href=\"/finding/{id}\">{id}</a>: {before} → {} {}</li>",
            change.after.symbol,
            escaped(&change.after.words)
        );
    }
    text.push_str("</ul>\n");
}

fn finding(explained: &explained::Explanation) -> String {
    let mut text = String::new();
    let told = &explained.verdict.told;
    let _ = write!(
        text,
        "<p><a href=\"/overview\">Overview</a></p>\n<h1>{}</h1>\n<p><strong>{} {}</strong>. {}</p>\n",
        escaped(&explained.id),
        told.symbol,
        escaped(&told.words),
        escaped(explained.verdict.because())
    );
    if let Some(finding) = &explained.finding {
        let _ = writeln!(text, "<p>{}: {}</p>", escaped(&finding.outcome), escaped(&finding.because));
    }
    let kind = if explained.is_paraphrase { "Paraphrase" } else { "Text" };
    let _ = write!(
        text,
        "<h2>{}</h2>\n<blockquote><p>{}</p></blockquote>\n<p>{kind}, <code>{}</code></p>\n<h2>Because</h2>\n",
        escaped(&explained.article.join(" › ")),
        escaped(&explained.quotation),
        escaped(&explained.quotation_hash)
    );
    text.push_str("<ul>\n");
    proof(&explained.proof, 0, &mut text);
    text.push_str("</ul>\n<h2>Facts cited</h2>\n<ul>\n");
    for fact in &explained.facts {
        let _ = writeln!(
            text,
            "<li><code>{}</code> <time>{}</time>, known <time>{}</time>: {} {}</li>",
            escaped(&fact.id),
            escaped(&fact.about.from),
            escaped(&fact.known),
            escaped(&fact.speaker),
            escaped(&fact.words)
        );
    }
    text.push_str("</ul>\n");
    text
}

fn proof(step: &Proof, depth: usize, text: &mut String) {
    let _ = write!(text, "<li>{}", escaped(&step.statement));
    if !step.children.is_empty() && depth < DEEPEST {
        text.push_str("\n<ul>\n");
        for child in &step.children {
            proof(child, depth + 1, text);
        }
        text.push_str("</ul>\n");
    }
    text.push_str("</li>\n");
}

/// Text as it stands in HTML, in an element or between quotes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The bytes that stand behind `%41`; as it is where that is no text.
pub(super) fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_becomes_markup() {
        assert_eq!(
            escaped("<img src=x onerror='a(\"b\")'>&"),
            "&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt;&amp;"
        );
    }

    #[test]
    fn addresses_are_read_by_their_bytes() {
        assert_eq!(unescaped("a%2Fb/c%20d%"), "a/b/c d%");
        assert_eq!(unescaped("%ff"), "%ff");
        assert_eq!(unescaped("%EA%B0%80"), "가");
    }
}
