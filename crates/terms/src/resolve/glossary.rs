//! What a class says beside its definition: a code of another scheme, a plural, what it means.

use std::collections::BTreeMap;

use armistice_facts::Name;

use crate::ast::{Class, Value};
use crate::resolve::words::is_declaration;
use crate::vocabulary::Vocabulary;
use crate::{Diagnostic, Span};

/// The scheme whose codes are looked at.
const SYMBOLS: &str = "2525D:";
/// Symbol sets of MIL-STD-2525D, the first two digits of a code (air, space, land, sea, mines, activities, signals).
const SYMBOL_SETS: [&str; 20] = [
    "01", "02", "05", "06", "10", "11", "15", "20", "25", "30", "35", "36", "40", "45", "50", "51", "52",
    "53", "54", "60",
];
/// Two digits of the symbol set, six of the entity, its type and its subtype.
const DIGITS: usize = 8;

/// Codes that are malformed (A321) or another term's (A322), and plurals that are another term's name (A302),
/// and inverses that are not mutual (A324).
pub(super) fn check(own: &[&Class], vocabulary: &Vocabulary, out: &mut Vec<Diagnostic>) {
    let mut codes: BTreeMap<&str, Vec<&Name>> = BTreeMap::new();
    let has_codes = own.iter().any(|class| class.code.is_some());
    for term in vocabulary.terms().take_while(|_| has_codes) {
        if let Some(code) = &term.code {
            codes.entry(code).or_default().push(&term.name);
        }
    }
    // A class that was refused, because its name is taken, has been told of.
    for class in own.iter().filter(|class| vocabulary.term(&class.name.node).is_some()) {
        if let Some(code) = &class.code {
            check_code(&code.node, code.span, out);
            let named = codes.get(code.node.as_str()).into_iter().flatten();
            if let Some(other) = named.copied().find(|name| **name != *class.name.node.as_str()) {
                let message = format!("`{}` has the code of `{other}`", class.name.node);
                out.push(
                    Diagnostic::error("A322", code.span, message).help("leave the code to one of the two"),
                );
            }
        }
        check_plural(class, vocabulary, out);
        check_inverse(class, vocabulary, out);
    }
}

/// Two words that undo one another name one another, or one of them names none (A324).
fn check_inverse(class: &Class, vocabulary: &Vocabulary, out: &mut Vec<Diagnostic>) {
    let tests = class.is.any_of.iter().flat_map(|part| &part.tests).map(|(_, test)| test);
    for test in tests.filter(|test| is_declaration(test) && test.attribute.node == "inverse") {
        let (Value::Name(inverse) | Value::Text(inverse)) = &test.value.node else { continue };
        let Some(other) = vocabulary.term(inverse) else { continue };
        let name = class.name.node.as_str();
        let back = vocabulary.inverse(other.name.as_str());
        let (message, help) = if other.name == *name {
            (format!("`{name}` is given as its own inverse"), "name the word that undoes it")
        } else if let Some(back) = back.filter(|back| **back != *name) {
            let message = format!("`{name}` names `{}` as its inverse, whose own is `{back}`", other.name);
            (message, "an inverse goes both ways: correct one of the two")
        } else {
            continue;
        };
        out.push(Diagnostic::error("A324", test.value.span, message).help(help));
    }
}

fn check_code(code: &str, span: Span, out: &mut Vec<Diagnostic>) {
    let Some(digits) = code.strip_prefix(SYMBOLS) else {
        let message = format!("`{code}` names no scheme of codes that is known");
        out.push(Diagnostic::error("A321", span, message).help("write the code as in `2525D:15110900`"));
        return;
    };
    let is_number = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || !digits.get(..2).is_some_and(|set| SYMBOL_SETS.contains(&set)) {
        let message = format!("`{code}` is no code of MIL-STD-2525D");
        out.push(Diagnostic::error("A321", span, message).help(
            "two digits of a symbol set and six of the entity, its type and its subtype: `2525D:15110900`",
        ));
    }
}

fn check_plural(class: &Class, vocabulary: &Vocabulary, out: &mut Vec<Diagnostic>) {
    let tests = class.is.any_of.iter().flat_map(|part| &part.tests).map(|(_, test)| test);
    for test in tests.filter(|test| is_declaration(test) && test.attribute.node == "plural") {
        let (Value::Name(plural) | Value::Text(plural)) = &test.value.node else { continue };
        if let Some(other) = vocabulary.term(plural).filter(|term| term.name != *class.name.node.as_str()) {
            let message = format!("the plural `{plural}` stands for `{}` already", other.name);
            out.push(
                Diagnostic::error("A302", test.value.span, message).help("give the class another plural"),
            );
        }
    }
}
