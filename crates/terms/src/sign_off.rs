//! Whether a section still is what somebody read and signed off (A106).
//!
//! `## Article 1 {#art_1 signed-off=1a2b3c4d-5e6f7a8b}`: the leading digits of two SHA-256, of the quotations under the
//! heading and of the statements under it. White space and comments do not count, so that laying the terms out anew needs
//! no new reading.

use sha2::{Digest as _, Sha256};

use crate::Diagnostic;
use crate::ast::{Document, Section};

/// Hexadecimal digits that are kept of each digest.
const DIGITS: usize = 8;

/// Compares every section that is signed off with its digests.
pub(crate) fn check(document: &Document, text: &str) -> Vec<Diagnostic> {
    let sections = document.sections.iter().enumerate();
    sections.filter_map(|(index, section)| changed(document, index, section, text)).collect()
}

fn changed(document: &Document, index: usize, section: &Section, text: &str) -> Option<Diagnostic> {
    let signed = section.signed_off.as_ref()?;
    let quotations = digest(section.quotations.iter().map(|quotation| quotation.text.clone()));
    let statements = document.statements.iter().filter(|statement| statement.section == Some(index));
    let terms = digest(statements.map(|statement| {
        words(text.get(statement.span.start as usize..statement.span.end as usize).unwrap_or_default())
    }));
    let now = format!("{quotations}-{terms}");
    if signed.node == now {
        return None;
    }
    let message = match signed.node.split_once('-') {
        _ if signed.node.is_empty() => "nobody has signed this section off yet",
        Some((then, _)) if then == quotations => "the terms have changed since they were signed off",
        Some((_, then)) if then == terms => "the quotation has changed since it was signed off",
        Some(_) => "the quotation and the terms have changed since they were signed off",
        None => "this is no mark of a section that was signed off",
    };
    Some(Diagnostic::warning("A106", signed.span, message).help(format!(
        "read the text and the terms side by side; if they say the same, write `signed-off={now}`"
    )))
}

fn digest(parts: impl Iterator<Item = String>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        // The length before each part keeps two parts from reading like one.
        hasher.update(part.len().to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let hex: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    hex.chars().take(DIGITS).collect()
}

/// The words of a statement with one space between them, without its comments.
fn words(statement: &str) -> String {
    let mut bare = String::with_capacity(statement.len());
    let (mut in_text, mut in_comment) = (false, false);
    for letter in statement.chars() {
        match letter {
            '\n' => in_comment = false,
            '"' if !in_comment => in_text = !in_text,
            '#' if !in_text => in_comment = true,
            _ => {}
        }
        if !in_comment {
            bare.push(letter);
        }
    }
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax;

    fn said(text: &str) -> Option<Diagnostic> {
        let (document, _) = syntax::parse(text);
        check(&document, text).pop()
    }

    fn mark(text: &str) -> String {
        let help = said(text).and_then(|diagnostic| diagnostic.help).unwrap();
        help.split("signed-off=").nth(1).unwrap().trim_end_matches('`').to_owned()
    }

    const TEXT: &str = "# T {#t}\n\n## Article 1 {#art_1 signed-off}\n\n> [en] Words.\n\n```terms\none: A must go by 1 May 2019.\n```\n";

    #[test]
    fn a_section_is_signed_off_with_the_mark_that_the_help_gives() {
        assert_eq!(said(TEXT).unwrap().message, "nobody has signed this section off yet");
        let signed = TEXT.replace("signed-off", &format!("signed-off={}", mark(TEXT)));
        assert_eq!(said(&signed), None);
        let laid_out = signed.replace("must go", "must # by foot\n  go");
        assert_eq!(said(&laid_out), None);
    }

    #[test]
    fn what_has_changed_is_named() {
        let signed = TEXT.replace("signed-off", &format!("signed-off={}", mark(TEXT)));
        let message = |text: &str| said(text).unwrap().message;
        assert!(message(&signed.replace("1 May", "2 May")).starts_with("the terms have changed"));
        assert!(message(&signed.replace("Words", "Word")).starts_with("the quotation has changed"));
        let both = signed.replace("1 May", "2 May").replace("Words", "Word");
        assert!(message(&both).starts_with("the quotation and the terms"));
        assert!(message(&TEXT.replace("signed-off", "signed-off=yes")).starts_with("this is no mark"));
    }

    #[test]
    fn a_hash_in_a_text_is_no_comment() {
        assert_eq!(words("zone Z is file \"a#b\". # note\n  next"), "zone Z is file \"a#b\". next");
    }
}
