//! What no term speaks of: sentences of the quotations, and what the terms themselves leave open.

use armistice_terms::model::Section;

use crate::voice::{Voice, plain};

/// What the terms make of one quotation.
#[derive(Debug)]
pub(crate) struct Covered {
    /// Its section, by its headings.
    pub(crate) path: String,
    /// How many sentences the quotation has.
    pub(crate) sentences: usize,
    /// How many norms, exceptions and decisions stand under it.
    pub(crate) norms: usize,
    /// Why sentences were left without terms, as the file says it.
    pub(crate) left_out: Vec<String>,
    /// How many sentences no term speaks of, if each term speaks of one.
    pub(crate) unspoken: usize,
    /// The sentences that no term quotes, where some are unspoken.
    pub(crate) unquoted: Vec<String>,
}

impl Voice<'_> {
    /// What the terms make of each quotation, in the order of the file.
    pub(crate) fn covered(&self) -> Vec<Covered> {
        let sections = self.agreement.sections.iter().enumerate();
        sections
            .filter(|(_, section)| section.id.is_some() && !section.quotation.is_empty())
            .map(|(index, section)| self.cover(index, section))
            .collect()
    }

    fn cover(&self, index: usize, section: &Section) -> Covered {
        let agreement = self.agreement;
        let norms: Vec<_> = agreement.norms.iter().filter(|norm| norm.section == index).collect();
        let exceptions = agreement.exceptions.iter().filter(|one| one.section == index).count()
            + agreement.decisions.iter().filter(|one| one.section == index).count();
        let left_out: Vec<String> = agreement
            .no_terms
            .iter()
            .filter(|one| one.section == index)
            .map(|one| one.because.node.clone())
            .collect();
        let sentences = sentences(&section.quotation);
        let quoted: Vec<String> =
            norms.iter().filter_map(|norm| norm.quoting.as_deref()).map(folded).collect();
        let is_quoted = |sentence: &&str| {
            let sentence = folded(sentence);
            quoted.iter().any(|words| sentence.contains(words) || words.contains(&sentence))
        };
        let unquoted: Vec<&str> = sentences.iter().copied().filter(|one| !is_quoted(one)).collect();
        // A term that quotes nothing speaks of one sentence, as far as anybody can tell from the file.
        let others = norms.iter().filter(|norm| norm.quoting.is_none()).count() + exceptions + left_out.len();
        let unspoken = unquoted.len().saturating_sub(others);
        Covered {
            path: section.path.clone(),
            sentences: sentences.len(),
            norms: norms.len() + exceptions,
            left_out,
            unspoken,
            unquoted: if unspoken > 0 { unquoted.iter().map(|one| plain(one)).collect() } else { Vec::new() },
        }
    }
}

/// The sentences of a quotation: cut after a full stop, question or exclamation mark (with closing marks) before white
/// space and a letter that is no small one; an abbreviation or a number with a point may make one too many or too few.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    for (index, (_, letter)) in letters.iter().enumerate() {
        let rest = letters.get(index + 1..).unwrap_or_default();
        let is_wide = matches!(letter, '。' | '！' | '？');
        if !is_wide && !matches!(letter, '.' | '!' | '?' | '…') {
            continue;
        }
        let closing =
            rest.iter().take_while(|(_, one)| matches!(one, '"' | '”' | '’' | ')' | '」' | '』')).count();
        let after = rest.get(closing..).unwrap_or_default();
        let end = after.first().map_or(text.len(), |(at, _)| *at);
        let follows = after.iter().find(|(_, one)| !one.is_whitespace());
        let is_gap = after.first().is_none_or(|(_, one)| one.is_whitespace());
        // An ellipsis stands for words left out; it ends nothing by itself.
        let ends =
            *letter != '…' && (is_wide || is_gap) && follows.is_none_or(|(_, one)| !one.is_lowercase());
        if ends && end > start {
            push(&mut found, text.get(start..end));
            start = end;
        }
    }
    push(&mut found, text.get(start..));
    found
}

fn push<'t>(found: &mut Vec<&'t str>, sentence: Option<&'t str>) {
    let sentence = sentence.unwrap_or_default().trim();
    if sentence.chars().any(char::is_alphanumeric) {
        found.push(sentence);
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_new_one_begins() {
        assert_eq!(sentences("One. Two! \"Three.\" Four"), ["One.", "Two!", "\"Three.\"", "Four"]);
        assert_eq!(
            sentences("within 38.5 km of the line, i.e. near it."),
            ["within 38.5 km of the line, i.e. near it."]
        );
        assert_eq!(sentences("… cease all drills … within 5km."), ["… cease all drills … within 5km."]);
        assert_eq!(sentences("첫째。둘째。"), ["첫째。", "둘째。"]);
        assert!(sentences(" … ").is_empty());
    }
}
