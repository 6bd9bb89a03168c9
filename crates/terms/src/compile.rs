//! The whole way: the text of an agreement in, a checked agreement and all diagnostics out.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast::Document;
use crate::model::Agreement;
use crate::resolve::{path, resolve, wordbook};
use crate::syntax::Syntax;
use crate::vocabulary::Vocabulary;
use crate::{Diagnostic, Files, Prepared, Severity, Span, sign_off, syntax};

/// What became of a text.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The agreement; absent if there is any error, and of a file that is a vocabulary.
    pub agreement: Option<Agreement>,
    /// The words of a file that is a vocabulary; absent if there is any error.
    pub vocabulary: Option<Vocabulary>,
    /// All errors and warnings, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl Compiled {
    /// Whether there is any error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Compiles the text of an agreement file. Files that it names are looked up through `files`.
#[must_use]
pub fn compile(text: &str, files: &dyn Files) -> Compiled {
    compile_with(text, files, &mut Prepared::default())
}

/// Compiles a text, and keeps for the next one what need not be read again. The result is that of [`compile`].
#[must_use]
pub fn compile_with(text: &str, files: &dyn Files, prepared: &mut Prepared) -> Compiled {
    compile_read(text, &syntax::read(text), files, prepared)
}

/// Compiles a text that [`syntax::read`] has read already, for an editor that keeps the trees. The result is that of
/// [`compile`].
#[must_use]
pub fn compile_read(text: &str, read: &Syntax, files: &dyn Files, prepared: &mut Prepared) -> Compiled {
    let document = &read.document;
    let mut diagnostics = read.diagnostics.clone();
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let broken: Vec<Span> = errors.map(Diagnostic::span).collect();
    let (agreement, vocabulary, found) = if wordbook::is_vocabulary(document) {
        let (vocabulary, found) = wordbook::read(document);
        (None, Some(vocabulary), found)
    } else {
        let (agreement, found) = resolve(document, &broken, files, prepared);
        (agreement, None, found)
    };
    diagnostics.extend(found);
    diagnostics.extend(sign_off::check(document, text));
    tell_once(&mut diagnostics, text);
    for diagnostic in &mut diagnostics {
        diagnostic.article = article(document, diagnostic);
    }
    diagnostics.sort_by(|one, other| {
        let key = |diagnostic: &Diagnostic| (diagnostic.span().start, diagnostic.code, diagnostic.span().end);
        key(one).cmp(&key(other)).then_with(|| one.message.cmp(&other.message))
    });
    diagnostics.dedup();
    bound(&mut diagnostics);
    let mut compiled = Compiled { agreement: None, vocabulary: None, diagnostics };
    compiled.agreement = agreement.filter(|_| !compiled.has_errors());
    compiled.vocabulary = vocabulary.filter(|_| !compiled.has_errors());
    compiled
}

/// The word behind a name that stands for nothing cannot be read either, as in `in the buffer zone`: one mistake, told
/// once, by whichever of the two knows how to mend it.
fn tell_once(diagnostics: &mut Vec<Diagnostic>, text: &str) {
    let numbered = || diagnostics.iter().zip(0usize..);
    let names = numbered().filter(|(diagnostic, _)| diagnostic.code == "A301");
    let names: BTreeMap<usize, (usize, bool)> =
        names.map(|(name, index)| (name.span().end as usize, (index, name.help.is_some()))).collect();
    let lesser =
        numbered().filter(|(diagnostic, _)| diagnostic.code == "A001").filter_map(|(word, index)| {
            let start = word.span().start as usize;
            let before = text.get(..start)?.trim_end().len();
            let (name, knows_mend) = names.get(&before).filter(|_| before < start)?;
            Some(if *knows_mend { index } else { *name })
        });
    let lesser: BTreeSet<usize> = lesser.collect();
    let mut index = 0..;
    diagnostics.retain(|_| index.next().is_none_or(|index| !lesser.contains(&index)));
}

/// The path of headings under which a diagnostic stands.
fn article(document: &Document, diagnostic: &Diagnostic) -> String {
    document.section_at(diagnostic.span().start).map(|section| path(document, section)).unwrap_or_default()
}

/// More problems than anybody reads are counted instead of shown.
fn bound(diagnostics: &mut Vec<Diagnostic>) {
    let beyond = diagnostics.len().saturating_sub(syntax::MAX_DIAGNOSTICS);
    if beyond > 0 {
        diagnostics.truncate(syntax::MAX_DIAGNOSTICS);
        let span = diagnostics.last().map(Diagnostic::span).unwrap_or_default();
        diagnostics.push(Diagnostic::error("A002", span, format!("{beyond} more problems are not shown")));
    }
}
