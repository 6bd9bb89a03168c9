//! A vocabulary file by itself: a file of classes and activities and nothing else, which binds nobody.

use crate::ast::{Class, Document, Id, StatementKind};
use crate::resolve::lexicon;
use crate::resolve::names::Names;
use crate::vocabulary::Vocabulary;
use crate::{Diagnostic, Span};

/// Whether a file is a vocabulary: it declares classes and activities, and has nothing else, no header either.
pub(crate) fn is_vocabulary(document: &Document) -> bool {
    let is_class = |kind: &StatementKind| matches!(kind, StatementKind::Class(_));
    !document.statements.is_empty()
        && document.tests.is_empty()
        && document.unread.is_empty()
        && document.statements.iter().all(|statement| is_class(&statement.kind))
}

/// The words of a vocabulary file, and all that is wrong with it.
pub(crate) fn read(document: &Document) -> (Vocabulary, Vec<Diagnostic>) {
    let mut out = Vec::new();
    let names = Names::declared(document, &mut out);
    let (words, _) = lexicon::declared(document, names, &mut out);
    for class in lexicon::classes(document) {
        check_told(class, &mut out);
    }
    (words.vocabulary, out)
}

/// A shared word says what it means and where that is taken from, so that both sides mean the same by it (A323).
fn check_told(class: &Class, out: &mut Vec<Diagnostic>) {
    let Id { node: name, span } = &class.name;
    let is_empty =
        |text: &Option<crate::ast::Text>| text.as_ref().is_none_or(|text| text.node.trim().is_empty());
    let (what, example) = match (is_empty(&class.meaning), is_empty(&class.source)) {
        (false, false) => return,
        (true, true) => ("what it means and where that is taken from", "meaning \"…\" source \"…\""),
        (true, false) => ("what it means", "meaning \"…\""),
        (false, true) => ("where its meaning is taken from", "source \"…\""),
    };
    out.push(told(*span, name, what, example));
}

fn told(span: Span, name: &str, what: &str, example: &str) -> Diagnostic {
    Diagnostic::warning("A323", span, format!("the word `{name}` does not say {what}"))
        .help(format!("add `{example}`"))
}
