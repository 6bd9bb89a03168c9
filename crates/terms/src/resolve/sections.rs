//! Headings and quotations, and what the terms must have to do with them.

use sha2::{Digest, Sha256};

use crate::Diagnostic;
use crate::ast::{Document, Id, StatementKind, Text};
use crate::model::{Instrument, Section};
use crate::resolve::names::short;
use armistice_facts::Name;

/// Headings in the order of the file, still without their instruments.
pub(super) fn sections(document: &Document) -> Vec<Section> {
    (0..document.sections.len()).filter_map(|index| section(document, index)).collect()
}

/// The path of headings down to a section, joined by ` › `, without the title of the file.
pub(super) fn path(document: &Document, index: usize) -> String {
    let mut titles = Vec::new();
    let mut at = Some(index);
    while let Some(section) = at.and_then(|index| document.sections.get(index)) {
        let is_title_of_file = section.parent.is_none() && section.level == 1 && at == Some(0);
        if !is_title_of_file {
            titles.push(section.title.as_str());
        }
        // A parent always stands before its child, so the walk ends.
        at = section.parent.filter(|parent| at.is_some_and(|index| *parent < index));
    }
    titles.reverse();
    titles.join(" › ")
}

/// The section itself and those it stands in, from the inside out.
pub(super) fn ancestors(document: &Document, index: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(index), |index| {
        document.sections.get(*index)?.parent.filter(|parent| parent < index)
    })
}

/// Whether the section, or one it stands in, is archived text.
pub(super) fn is_superseded(document: &Document, section: Option<usize>) -> bool {
    section.is_some_and(|index| {
        ancestors(document, index)
            .any(|index| document.sections.get(index).is_some_and(|section| section.superseded))
    })
}

/// Quoted words that do not stand in the section's quotation (A103).
pub(super) fn check_quoting(document: &Document, section: usize, quoting: &Text, out: &mut Vec<Diagnostic>) {
    let Some(section) = document.sections.get(section) else { return };
    // A section without a quotation is an error of its own.
    if section.quotations.is_empty() {
        return;
    }
    let wanted = fold(&quoting.node);
    if section.quotations.iter().any(|quotation| fold(&quotation.text).contains(&wanted)) {
        return;
    }
    let near = section.quotations.iter().filter_map(|quotation| nearest_passage(&quotation.text, &wanted));
    let near = near.max_by_key(|(shared, _)| *shared);
    let mut diagnostic =
        Diagnostic::error("A103", quoting.span, "these words do not stand in the quotation of the section");
    if let Some(quotation) = section.quotations.first() {
        diagnostic = diagnostic.also(quotation.span, "the quotation");
    }
    out.push(match near {
        Some((_, passage)) => diagnostic.help(format!("the nearest words are: \"{}\"", short(&passage))),
        None => diagnostic.help("copy the words from the quotation, letter for letter"),
    });
}

/// Sections whose quotation obliges somebody and that have no terms (A104).
pub(super) fn check_operative(document: &Document, out: &mut Vec<Diagnostic>) {
    for (index, section) in document.sections.iter().enumerate() {
        let Some((quotation, word)) = section
            .quotations
            .iter()
            .find_map(|quotation| operative_word(&quotation.text).map(|word| (quotation, word)))
        else {
            continue;
        };
        let is_unread = document.unread_sections.contains(&index);
        if is_unread || is_superseded(document, Some(index)) || has_terms(document, index) {
            continue;
        }
        let message =
            format!("the quotation says `{word}`, and the section has neither terms nor `no terms`");
        out.push(
            Diagnostic::warning("A104", quotation.span, message)
                .help("write what is owed, or `no terms because \"…\"` if nothing can be observed"),
        );
    }
}

/// Authentic languages of which no quotation is marked (A108).
pub(super) fn check_languages(
    document: &Document,
    instruments: &[(Instrument, Vec<Id>)],
    sections: &[Section],
    out: &mut Vec<Diagnostic>,
) {
    for (number, (_, authentic)) in instruments.iter().enumerate() {
        let quotations = || {
            let within = document.sections.iter().zip(sections);
            within
                .filter(move |(_, section)| section.instrument == number)
                .flat_map(|(one, _)| &one.quotations)
        };
        if quotations().next().is_none() {
            continue;
        }
        let is_missing = |language: &&Id| {
            !quotations().any(|quotation| quotation.language.as_ref() == Some(&language.node))
        };
        let missing: Vec<&Id> = authentic.iter().filter(is_missing).collect();
        if let Some(first) = missing.first() {
            let codes: Vec<String> = missing.iter().map(|id| format!("[{}]", id.node)).collect();
            let message = format!("no quotation is marked as an authentic text: {}", codes.join(", "));
            out.push(Diagnostic::warning("A108", first.span, message).help(
                "begin a quotation of the authentic text with its language in brackets, as in `> [en]`",
            ));
        }
    }
}

/// SHA-256 of bytes as 64 hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or('0');
    Sha256::digest(bytes).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn section(document: &Document, index: usize) -> Option<Section> {
    let section = document.sections.get(index)?;
    let quotation = quotation(section);
    let hash =
        if quotation.is_empty() { String::new() } else { format!("sha256:{}", sha256(quotation.as_bytes())) };
    Some(Section {
        id: section.id.as_ref().and_then(|id| Name::new(id.node.clone()).ok()),
        title: section.title.clone(),
        path: path(document, index),
        parent: section.parent,
        instrument: 0,
        is_paraphrase: !section.quotations.is_empty() && section.quotations.iter().all(|one| one.paraphrase),
        quotation_hash: hash,
        quotation,
        is_superseded: is_superseded(document, Some(index)),
    })
}

/// All block quotes of the section; where authentic text and paraphrase stand side by side, the paraphrase says so.
fn quotation(section: &crate::ast::Section) -> String {
    let is_mixed = section.quotations.iter().any(|one| one.paraphrase)
        && section.quotations.iter().any(|one| !one.paraphrase);
    let mut text = String::new();
    for quotation in &section.quotations {
        if !text.is_empty() {
            text.push('\n');
        }
        if is_mixed && quotation.paraphrase {
            text.push_str("[paraphrase] ");
        }
        text.push_str(&quotation.text);
    }
    text
}

fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// The passage of as many words that shares most of its words with the wanted one, and how many.
fn nearest_passage(text: &str, wanted: &str) -> Option<(usize, String)> {
    /// Words of a quotation that are looked at; longer ones are searched as far as that.
    const MOST_WORDS: usize = 5_000;
    let words: Vec<&str> = text.split_whitespace().take(MOST_WORDS).collect();
    let wanted: Vec<&str> = wanted.split_whitespace().take(100).collect();
    let size = wanted.len().min(words.len()).max(1);
    let shared = |passage: &[&str]| wanted.iter().filter(|word| passage.contains(word)).count();
    let best = words.windows(size).map(|passage| (shared(passage), passage)).fold(
        None,
        |best: Option<(usize, &[&str])>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        },
    );
    best.filter(|(shared, _)| *shared * 2 >= wanted.len())
        .map(|(shared, passage)| (shared, passage.join(" ")))
}

fn operative_word(text: &str) -> Option<&'static str> {
    const WORDS: [&str; 5] = ["shall", "will", "must", "undertake", "undertakes"];
    let lower = text.to_lowercase();
    if lower.contains("agreed to ") {
        return Some("agreed to");
    }
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.find_map(|word| WORDS.into_iter().find(|one| *one == word))
}

/// Whether a norm, a rule of life or a `no terms` stands in the section or below it.
fn has_terms(document: &Document, index: usize) -> bool {
    document.statements.iter().any(|statement| {
        let is_term = matches!(
            statement.kind,
            StatementKind::Norm(_)
                | StatementKind::Exception(_)
                | StatementKind::Procedure(_)
                | StatementKind::Verification(_)
                | StatementKind::Decision(_)
                | StatementKind::InForce(_)
                | StatementKind::Ends(_)
                | StatementKind::Suspension(_)
                | StatementKind::NoTerms(_)
        );
        is_term && statement.section.is_some_and(|at| ancestors(document, at).any(|above| above == index))
    })
}
