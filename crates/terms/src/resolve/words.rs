//! Classes, activities, verbs, states and purposes: from names in sentences to terms of the vocabulary.

use armistice_facts::Name;

use crate::Diagnostic;
use crate::ast::{self, Comparison, Id, Joiner};
use crate::model::{AttributeTest, ClassSet, ClassTest, Value};
use crate::resolve::magnitude;
use crate::resolve::names::{Kind, Names, unknown};
use crate::vocabulary::{ANYTHING, DECLARATIONS, ECHELONS, Term, VERB, Vocabulary};

/// The names of the file and the vocabulary: what a word of a sentence can mean.
#[derive(Debug)]
pub(super) struct Words {
    /// Names that the file declares.
    pub(super) names: Names,
    /// Classes and activities, those of the file included.
    pub(super) vocabulary: Vocabulary,
    /// Whether the vocabulary could be read: if not, an unknown word is no further error.
    pub(super) is_whole: bool,
}

impl Words {
    /// The term of that name (A301, A303).
    pub(super) fn term(&self, id: &Id, wanted: &str, out: &mut Vec<Diagnostic>) -> Option<&Term> {
        if let Some(term) = self.vocabulary.term(&id.node) {
            return Some(term);
        }
        if self.names.is_unread(&id.node) || !self.is_whole {
            return None;
        }
        match self.names.kind(&id.node) {
            Some(kind) => {
                let message = format!("`{}` is {}; {wanted} is needed here", id.node, kind.phrase());
                out.push(Diagnostic::error("A303", id.span, message));
            }
            None => {
                let diagnostic = unknown(id, wanted, self.all_words());
                let help = self.meant_by(&id.node).unwrap_or_else(|| {
                    "declare it in the vocabulary, or in this file by `class … is …` or `activity … is …`"
                        .to_owned()
                });
                out.push(diagnostic.help_or(&help));
            }
        }
        None
    }

    /// The term of that name, if it stands under a root (A301, A303).
    pub(super) fn term_under(
        &self,
        id: &Id,
        root: &str,
        wanted: &str,
        out: &mut Vec<Diagnostic>,
    ) -> Option<&Term> {
        let term = self.term(id, wanted, out)?;
        // A vocabulary without the root cannot say what stands under it.
        if self.vocabulary.term(root).is_none() || self.vocabulary.is_a(term.name.as_str(), root) {
            return Some(term);
        }
        let of = if term.is_activity { "an activity" } else { "a class" };
        let message = format!("`{}` is {of}, not {wanted}: it does not stand under `{root}`", id.node);
        out.push(Diagnostic::error("A303", id.span, message));
        None
    }

    /// A verb.
    pub(super) fn verb(&self, id: &Id, out: &mut Vec<Diagnostic>) -> Option<&Term> {
        self.term_under(id, VERB, "a verb", out)
    }

    /// All the names, each under a root, in the singular.
    pub(super) fn names_under(
        &self,
        ids: &[Id],
        root: &str,
        wanted: &str,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Vec<Name>> {
        all(ids.iter().map(|id| self.term_under(id, root, wanted, out).map(|term| term.name.clone())))
    }

    /// All the names, each any term, in the singular.
    pub(super) fn any_names(&self, ids: &[Id], wanted: &str, out: &mut Vec<Diagnostic>) -> Option<Vec<Name>> {
        all(ids.iter().map(|id| self.term(id, wanted, out).map(|term| term.name.clone())))
    }

    /// A set of classes under a root.
    pub(super) fn class_set(
        &self,
        classes: &ast::Classes,
        root: &str,
        out: &mut Vec<Diagnostic>,
    ) -> Option<ClassSet> {
        let any_of = all(classes.any_of.iter().map(|class| self.class_test(class, root, out)));
        let excluding = all(classes.excluding.iter().map(|class| self.class_test(class, root, out)));
        Some(ClassSet { any_of: any_of?, excluding: excluding? })
    }

    /// A class with its tests, if it can be what the root asks for (A303).
    pub(super) fn class_test(
        &self,
        class: &ast::ClassExpr,
        root: &str,
        out: &mut Vec<Diagnostic>,
    ) -> Option<ClassTest> {
        if root == ANYTHING
            && let Some(name) = self.other_object(&class.name)
        {
            return Some(ClassTest { class: name, any: false, tests: Vec::new() });
        }
        if self.names.is_unread(&class.name.node) {
            return None;
        }
        let root = if root == ANYTHING { None } else { Some(root) };
        let term = self.term(&class.name, "a class or activity", out);
        if let (Some(term), Some(root)) = (term, root)
            && self.vocabulary.term(root).is_some()
            && self.vocabulary.excludes(term.name.as_str(), root)
        {
            let message = format!("`{}` is never `{root}`, which is needed here", class.name.node);
            out.push(Diagnostic::error("A303", class.name.span, message));
            return None;
        }
        let tests = self.tests(&class.tests, term, out);
        let any = class.tests.iter().any(|(joiner, _)| is_or(joiner.as_ref()));
        Some(ClassTest { class: term?.name.clone(), any, tests: tests? })
    }

    /// An object that is no class: a zone, a line, a norm, a party or a body of the file.
    fn other_object(&self, id: &Id) -> Option<Name> {
        if self.vocabulary.term(&id.node).is_some() {
            return None;
        }
        let kinds = [Kind::Zone, Kind::Line, Kind::Point, Kind::Norm, Kind::Party, Kind::Body];
        self.names.kind(&id.node).filter(|kind| kinds.contains(kind))?;
        Name::new(id.node.clone()).ok()
    }

    /// Tests of attributes. That `and` and `or` are not mixed is the parser's to say.
    pub(super) fn tests(
        &self,
        tests: &[(Option<crate::Spanned<Joiner>>, ast::Test)],
        of: Option<&Term>,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Vec<AttributeTest>> {
        all(tests.iter().map(|(_, test)| self.test(test, of, out)))
    }

    fn test(&self, test: &ast::Test, of: Option<&Term>, out: &mut Vec<Diagnostic>) -> Option<AttributeTest> {
        let attribute = self.term(&test.attribute, "an attribute", out)?;
        self.check_holder(test, attribute, of?, out)?;
        self.check_measure(test, attribute, out)?;
        Some(AttributeTest {
            attribute: attribute.name.clone(),
            comparison: test.comparison,
            value: test.value.node.clone(),
        })
    }

    /// Whether things of the class have the attribute (A305).
    fn check_holder(
        &self,
        test: &ast::Test,
        attribute: &Term,
        of: &Term,
        out: &mut Vec<Diagnostic>,
    ) -> Option<()> {
        let holder = attribute.declared("applies-to");
        if let Some(holder) = holder
            && self.vocabulary.excludes(of.name.as_str(), holder)
        {
            let message = format!("`{}` has no {}: only `{holder}` has", of.name, attribute.name);
            out.push(Diagnostic::error("A305", test.attribute.span, message));
            return None;
        }
        Some(())
    }

    /// Whether the value is of the attribute's kind (A305).
    fn check_measure(&self, test: &ast::Test, attribute: &Term, out: &mut Vec<Diagnostic>) -> Option<()> {
        let measure = match attribute.declared("measure") {
            Some(measure) => measure,
            // A state is a word; anything else that is counted is a number of it.
            None if self.vocabulary.is_a(attribute.name.as_str(), "state") => "word",
            None => "number",
        };
        let (is_right, example) = match (measure, &test.value.node) {
            ("length", value) => (matches!(value, Value::Length(_)), "a length, such as `100 mm`"),
            ("duration", value) => {
                (matches!(value, Value::Duration(_)), "a length of time, such as `2 days`")
            }
            ("word", value) => (matches!(value, Value::Name(_) | Value::Text(_)), "a word"),
            (_, value) => (matches!(value, Value::Number(_)), "a number"),
        };
        if !is_right {
            let message = format!("`{}` is compared with {example}", attribute.name);
            out.push(Diagnostic::error("A305", test.value.span, message));
            return None;
        }
        if let Value::Length(length_mm) = &test.value.node {
            magnitude::check_attribute(attribute.name.as_str(), *length_mm, test.value.span, out);
        }
        let Value::Name(word) = &test.value.node else { return Some(()) };
        let is_echelon = attribute.name == *"echelon";
        if is_echelon && !ECHELONS.contains(&word.as_str()) {
            let message = format!("`{word}` is no size of a unit");
            out.push(
                Diagnostic::error("A305", test.value.span, message)
                    .help(format!("the sizes are {}", ECHELONS.join(", "))),
            );
            return None;
        }
        if !is_echelon && test.comparison != Comparison::Is {
            let message = format!("the words of `{}` have no order: only `is` compares them", attribute.name);
            out.push(Diagnostic::error("A305", test.attribute.span, message));
            return None;
        }
        Some(())
    }

    /// The terms in whose meaning a word stands that is no term itself: `drone`, where the term is `uav`.
    fn meant_by(&self, written: &str) -> Option<String> {
        /// So many are named; a word of more is too common to lead anywhere.
        const NAMED: usize = 3;
        let written = written.to_lowercase();
        let forms = [written.as_str(), written.strip_suffix('s').unwrap_or(&written)];
        let says = |term: &&Term| {
            let words = term
                .meaning
                .iter()
                .flat_map(|meaning| meaning.split(|c: char| !c.is_alphanumeric() && c != '-'));
            words.map(str::to_lowercase).any(|word| forms.contains(&word.as_str()))
        };
        let terms: Vec<&Term> = self.vocabulary.terms().filter(says).take(NAMED + 1).collect();
        (1..=NAMED).contains(&terms.len()).then(|| {
            let shown = |term: &&Term| {
                format!("`{}` means \"{}\"", term.name, term.meaning.as_deref().unwrap_or_default())
            };
            format!("the vocabulary speaks of it: {}", terms.iter().map(shown).collect::<Vec<_>>().join("; "))
        })
    }

    fn all_words(&self) -> impl Iterator<Item = &str> {
        let singulars = self.vocabulary.terms().map(|term| term.name.as_str());
        singulars.chain(self.vocabulary.plurals().map(|(plural, _)| plural.as_str()))
    }
}

/// All of them, or none: each is looked at, so that each can say what is wrong with it.
pub(super) fn all<T>(items: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let mut whole = true;
    let found = items.filter_map(|item| {
        whole &= item.is_some();
        item
    });
    let found: Vec<T> = found.collect();
    whole.then_some(found)
}

/// Whether the attribute says something of the term itself instead of restricting its members.
pub(super) fn is_declaration(test: &ast::Test) -> bool {
    test.comparison == Comparison::Is && DECLARATIONS.contains(&test.attribute.node.as_str())
}

fn is_or(joiner: Option<&crate::Spanned<Joiner>>) -> bool {
    joiner.is_some_and(|joiner| joiner.node == Joiner::Or)
}

impl Diagnostic {
    /// The same with a way to mend it, unless it has one.
    pub(super) fn help_or(self, text: &str) -> Self {
        if self.help.is_some() { self } else { self.help(text) }
    }
}
