//! The vocabulary of an agreement: the terms of the shared file and its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use armistice_facts::Name;

use crate::ast::{self, Class, Document, Header, Id, StatementKind};
use crate::model::{ClassSet, ClassTest, Value};
use crate::prepared::ReadVocabulary;
use crate::resolve::glossary;
use crate::resolve::names::{Names, short};
use crate::resolve::order::order_above;
use crate::resolve::words::{Words, is_declaration};
use crate::vocabulary::{ACT, MAX_DEPTH, MEANS, THING, Term, VERB, Vocabulary};
use crate::{Diagnostic, Files, Prepared, Severity, Span};

/// The most terms that one agreement can have, its vocabulary file included.
const MAX_TERMS: usize = 4_000;

/// The words of an agreement: its names, and the terms of its vocabulary and of its own statements.
pub(super) fn words(
    document: &Document,
    header: Option<&Header>,
    (files, prepared): (&dyn Files, &mut Prepared),
    mut names: Names,
    out: &mut Vec<Diagnostic>,
) -> Words {
    let shared = shared(header, files, prepared, out);
    let own: Vec<&Class> = classes(document).collect();
    let mut taken: BTreeMap<String, Span> = BTreeMap::new();
    let mut terms = Vec::new();
    for class in &own {
        if let Some(term) = own_term(class, &shared.vocabulary, &mut taken, out) {
            terms.push(term);
        } else {
            names.forget(&class.name.node);
        }
    }
    let (wrong, _) = circular(&terms, &shared, &own, out);
    for wrong in wrong {
        names.forget(wrong.as_str());
        terms.retain(|term| term.name != wrong);
    }
    let is_whole = shared.wrong.is_empty();
    let mut words = Words { names, vocabulary: shared.vocabulary.clone().with(terms), is_whole };
    check_definitions(&own, &mut words, out);
    words
}

/// The statements of classes and activities.
pub(super) fn classes(document: &Document) -> impl Iterator<Item = &Class> {
    document.statements.iter().filter_map(|statement| match &statement.kind {
        StatementKind::Class(class) => Some(class),
        _ => None,
    })
}

/// The vocabulary that the header names (A306); one that is missing counts as wrong.
fn shared(
    header: Option<&Header>,
    files: &dyn Files,
    prepared: &mut Prepared,
    out: &mut Vec<Diagnostic>,
) -> Arc<ReadVocabulary> {
    let missing = || {
        let wrong = vec!["it is missing".to_owned()];
        Arc::new(ReadVocabulary { vocabulary: Vocabulary::new(Vec::new()), depths: BTreeMap::new(), wrong })
    };
    // Without a header, or a header without a vocabulary, that is an error of its own.
    let Some(name) = header.and_then(|header| header.vocabulary.as_ref()) else { return missing() };
    let text = match files.vocabulary(&name.node) {
        Ok(text) => text,
        Err(cause) => {
            let message = format!("the vocabulary `{}` cannot be read: {cause}", short(&name.node));
            out.push(Diagnostic::error("A306", name.span, message).help(
                "the one that comes with the program is `military-1`; one of your own stands in the folder `vocabulary`",
            ));
            return missing();
        }
    };
    let vocabulary = prepared.vocabulary(&name.node, text, read_vocabulary);
    let wrong = &vocabulary.wrong;
    if let Some(first) = wrong.first() {
        let message =
            format!("the vocabulary `{}` has {} errors; the first: {first}", name.node, wrong.len());
        out.push(Diagnostic::error("A306", name.span, message));
    }
    vocabulary
}

/// The words of a vocabulary file, and what is wrong with it.
fn read_vocabulary(text: &str) -> ReadVocabulary {
    let (document, diagnostics) = crate::syntax::parse(text);
    let mut wrong: Vec<String> = diagnostics
        .iter()
        // A vocabulary formalises no text, so it has nothing to quote.
        .filter(|one| one.severity == Severity::Error && !matches!(one.code, "A101" | "A102"))
        .map(|one| one.message.clone())
        .collect();
    let mut found = Vec::new();
    let (words, depths) = declared(&document, Names::default(), &mut found);
    let errors = found.into_iter().filter(|one| one.severity == Severity::Error);
    wrong.extend(errors.map(|one| one.message));
    ReadVocabulary { vocabulary: words.vocabulary, depths, wrong }
}

/// The words that a file declares by itself, checked, and how many steps each stands above a root.
pub(super) fn declared(
    document: &Document,
    names: Names,
    out: &mut Vec<Diagnostic>,
) -> (Words, BTreeMap<Name, u32>) {
    let own: Vec<&Class> = classes(document).collect();
    let before = out.len();
    let mut terms: Vec<Term> = own.iter().filter_map(|class| term(class, out)).collect();
    let (unsound, depths) = circular(&terms, &ReadVocabulary::default(), &own, out);
    terms.retain(|term| !unsound.contains(&term.name));
    let mut words = Words { names, vocabulary: Vocabulary::new(terms), is_whole: true };
    if out.len() == before {
        check_definitions(&own, &mut words, out);
    }
    (words, depths)
}

fn names_of(term: &Term) -> Vec<String> {
    let plural = term.declared("plural").map(str::to_owned);
    plural.into_iter().chain([term.name.to_string()]).collect()
}

/// A term of the agreement's own, unless its name is taken (A302).
fn own_term(
    class: &Class,
    shared: &Vocabulary,
    taken: &mut BTreeMap<String, Span>,
    out: &mut Vec<Diagnostic>,
) -> Option<Term> {
    let term = term(class, out)?;
    for name in names_of(&term) {
        if shared.term(&name).is_some() {
            let message = format!("`{name}` is a word of the vocabulary already");
            out.push(Diagnostic::error("A302", class.name.span, message).help("give the class another name"));
            return None;
        }
        match taken.get(&name) {
            None => {
                taken.insert(name, class.name.span);
            }
            // Two statements of one name are reported where names are declared.
            Some(_) if name == *term.name.as_str() => return None,
            Some(earlier) => {
                let message = format!("`{name}` stands for two things");
                out.push(Diagnostic::error("A302", class.name.span, message).also(*earlier, "the other one"));
                return None;
            }
        }
    }
    Some(term)
}

/// A class statement as a term; its tests of declarations become attributes, the others restrict its members.
fn term(class: &Class, out: &mut Vec<Diagnostic>) -> Option<Term> {
    let name = match Name::new(class.name.node.clone()) {
        Ok(name) if ![THING, ACT, VERB].contains(&name.as_str()) => name,
        _ => {
            let message = format!("`{}` cannot be the name of a class", short(&class.name.node));
            out.push(Diagnostic::error("A302", class.name.span, message));
            return None;
        }
    };
    let declarations =
        class.is.any_of.iter().flat_map(|part| &part.tests).filter(|(_, test)| is_declaration(test));
    let attributes = declarations
        .filter_map(|(_, test)| Some((Name::new(test.attribute.node.clone()).ok()?, test.value.node.clone())))
        .collect();
    let part = |part: &ast::ClassExpr| {
        let tests = part.tests.iter().filter(|(_, test)| !is_declaration(test));
        let is_or = |joiner: &crate::Spanned<ast::Joiner>| joiner.node == ast::Joiner::Or;
        let any = part.tests.iter().any(|(joiner, _)| joiner.as_ref().is_some_and(is_or));
        Some(ClassTest {
            class: Name::new(part.name.node.clone()).ok()?,
            any,
            tests: tests
                .filter_map(|(_, test)| {
                    Some(crate::model::AttributeTest {
                        attribute: Name::new(test.attribute.node.clone()).ok()?,
                        comparison: test.comparison,
                        value: test.value.node.clone(),
                    })
                })
                .collect(),
        })
    };
    Some(Term {
        name,
        is_activity: class.is_activity,
        is: ClassSet {
            any_of: class.is.any_of.iter().filter_map(part).collect(),
            excluding: class.is.excluding.iter().filter_map(part).collect(),
        },
        attributes,
        code: class.code.as_ref().map(|code| code.node.clone()),
        meaning: class.meaning.as_ref().map(|meaning| meaning.node.clone()),
        source: class.source.as_ref().map(|source| source.node.clone()),
        // Whether each is a kind of observation is checked with the definitions.
        observed_by: class.observed_by.iter().filter_map(|kind| Name::new(kind.node.clone()).ok()).collect(),
    })
}

/// Names, attributes and values in the definitions of classes.
fn check_definitions(own: &[&Class], words: &mut Words, out: &mut Vec<Diagnostic>) {
    for class in own {
        for part in class.is.any_of.iter().chain(&class.is.excluding) {
            let Some(term) = words.term(&part.name, "a class or activity", out) else {
                words.names.forget(&class.name.node);
                continue;
            };
            if term.is_activity != class.is_activity {
                let (is, needed) =
                    if class.is_activity { ("a class", "an activity") } else { ("an activity", "a class") };
                let message = format!("`{}` is {is}; {needed} is needed here", part.name.node);
                out.push(Diagnostic::error("A303", part.name.span, message));
            }
            let filters: Vec<_> =
                part.tests.iter().filter(|(_, test)| !is_declaration(test)).cloned().collect();
            words.tests(&filters, Some(term), out);
            check_declarations(part, words, out);
        }
        words.names_under(&class.observed_by, MEANS, "a kind of observation", out);
    }
    glossary::check(own, &words.vocabulary, out);
}

/// The names that declarations give: an object, an inverse, the class that an attribute applies to.
fn check_declarations(part: &ast::ClassExpr, words: &Words, out: &mut Vec<Diagnostic>) {
    for (_, test) in part.tests.iter().filter(|(_, test)| is_declaration(test)) {
        let word = match &test.value.node {
            Value::Name(word) | Value::Text(word) => word.clone(),
            _ => {
                let message = format!("`{}` is a word", test.attribute.node);
                out.push(Diagnostic::error("A305", test.value.span, message));
                continue;
            }
        };
        let is_name = matches!(test.attribute.node.as_str(), "object" | "inverse" | "applies-to");
        if is_name && word != crate::vocabulary::ANYTHING {
            words.term(&Id::new(word, test.value.span), "a class or activity", out);
        }
    }
}

/// Terms that are defined through themselves, or too many steps behind one another (A304); and of the others, how
/// many steps each stands above a root.
fn circular(
    terms: &[Term],
    shared: &ReadVocabulary,
    own: &[&Class],
    out: &mut Vec<Diagnostic>,
) -> (Vec<Name>, BTreeMap<Name, u32>) {
    let span_of = |name: &Name| {
        own.iter().find(|class| *name == *class.name.node.as_str()).map(|class| class.name.span)
    };
    let room = MAX_TERMS.saturating_sub(shared.depths.len());
    if terms.len() > room {
        let span = own.last().map(|class| class.name.span).unwrap_or_default();
        out.push(Diagnostic::error("A002", span, format!("more than {MAX_TERMS} classes and activities")));
        return (terms.iter().skip(room).map(|term| term.name.clone()).collect(), BTreeMap::new());
    }
    let singular: BTreeMap<String, &Name> =
        terms.iter().flat_map(|term| names_of(term).into_iter().map(|name| (name, &term.name))).collect();
    let parents = |term: &Term| {
        let parts = term.is.any_of.iter().chain(&term.is.excluding);
        let name = |class: &str| {
            let own = singular.get(class).copied();
            own.or_else(|| shared.vocabulary.term(class).map(|term| &term.name)).cloned()
        };
        parts.filter_map(|part| name(part.class.as_str())).collect()
    };
    let order =
        order_above(&shared.depths, &terms.iter().map(|term| (term.name.clone(), parents(term))).collect());
    let mut wrong = order.unsettled.clone();
    for members in &order.circles {
        let Some((first, span)) = members.iter().find_map(|name| span_of(name).map(|span| (name, span)))
        else {
            continue;
        };
        let way: Vec<String> = members.iter().map(|name| format!("`{name}`")).collect();
        out.push(
            Diagnostic::error("A304", span, format!("`{first}` is defined through itself"))
                .help(format!("the circle is {}: take one of them out of the other", way.join(", "))),
        );
    }
    for (name, steps) in &order.depths {
        if *steps > MAX_DEPTH / 2 {
            let span = span_of(name).unwrap_or_default();
            out.push(Diagnostic::error(
                "A304",
                span,
                format!("`{name}` stands {steps} classes below a root"),
            ));
            wrong.push(name.clone());
        }
    }
    (wrong, order.depths)
}
