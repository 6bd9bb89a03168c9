//! Comments, which the agreement does not hold: they are compared in the texts.

use std::collections::BTreeMap;

use super::{Change, Effect, Thing};
use crate::syntax;
use crate::syntax_kind::SyntaxKind;

/// The comments among the terms that came or went between two texts.
#[must_use]
pub fn comments(before: &str, after: &str) -> Vec<Change> {
    let (earlier, later) = (of(before), of(after));
    let mut changes = Vec::new();
    for (comment, number) in &later {
        let fewer = earlier.get(comment).copied().unwrap_or(0);
        changes.extend((fewer..*number).map(|_| change(comment, Effect::Adds)));
    }
    for (comment, number) in &earlier {
        let fewer = later.get(comment).copied().unwrap_or(0);
        changes.extend((fewer..*number).map(|_| change(comment, Effect::Removes)));
    }
    changes
}

fn change((article, comment): &(String, String), effect: Effect) -> Change {
    let words = Some(comment.clone());
    let (before, after) = if effect == Effect::Adds { (None, words) } else { (words, None) };
    Change {
        article: article.clone(),
        of: Thing::Comment,
        name: String::new(),
        part: String::new(),
        effect: Effect::Text,
        before,
        after,
        affected: Vec::new(),
        decision: None,
        note: String::new(),
    }
}

/// Each comment under its headings, with how often it stands there.
fn of(text: &str) -> BTreeMap<(String, String), usize> {
    let syntax = syntax::read(text);
    let mut comments = BTreeMap::new();
    for (block, tree) in syntax.trees() {
        let article = syntax.document.article(block.section);
        let tokens = tree.descendants_with_tokens().filter_map(rowan::NodeOrToken::into_token);
        for token in tokens.filter(|token| token.kind() == SyntaxKind::Comment) {
            let comment = (article.clone(), token.text().trim_end().to_owned());
            *comments.entry(comment).or_insert(0) += 1;
        }
    }
    comments
}
