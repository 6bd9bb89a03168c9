//! The three-valued answer against a slow oracle: every thing that fits what is known, one by one.

use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::Name;
use proptest::prelude::*;

use crate::ast::{Comparison, Value};
use crate::class_set::{AttributeTest, ClassSet, ClassTest};
use crate::vocabulary::{Match, Term, Vocabulary};

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn class(text: &str) -> ClassTest {
    ClassTest { class: name(text), any: false, tests: Vec::new() }
}

fn with(text: &str, attribute: &str, comparison: Comparison, value: Value) -> ClassTest {
    let tests = vec![AttributeTest { attribute: name(attribute), comparison, value }];
    ClassTest { tests, ..class(text) }
}

fn set(any_of: Vec<ClassTest>, excluding: Vec<ClassTest>) -> ClassSet {
    ClassSet { any_of, excluding }
}

fn term(text: &str, is: ClassSet) -> Term {
    Term { is, ..Term::named(name(text)) }
}

fn field() -> Vocabulary {
    let mut uav = term("uav", set(vec![class("aircraft")], vec![]));
    uav.attributes.insert(name("plural"), Value::Name("uavs".to_owned()));
    Vocabulary::new(vec![
        term("aircraft", set(vec![class("thing")], vec![])),
        term("fixed-wing", set(vec![class("aircraft")], vec![])),
        term("commercial", set(vec![class("fixed-wing")], vec![])),
        term("transport", set(vec![class("fixed-wing")], vec![])),
        uav,
        term("artillery", set(vec![class("thing")], vec![])),
        term("howitzer", set(vec![class("artillery")], vec![])),
        term(
            "heavy",
            set(vec![with("artillery", "calibre", Comparison::AtLeast, Value::Length(100))], vec![]),
        ),
        term("military-aircraft", set(vec![class("aircraft")], vec![class("commercial")])),
        term("attack", set(vec![class("act")], vec![])),
        term("mine-laying", set(vec![class("act")], vec![])),
        term("drill", set(vec![class("act")], vec![])),
        term("hostile", set(vec![class("attack"), class("mine-laying")], vec![])),
    ])
}

fn answer(set: &ClassSet, classes: &[&str], attributes: &[(&str, &str)]) -> Match {
    let classes: Vec<Name> = classes.iter().map(|class| name(class)).collect();
    let attributes = attributes.iter().map(|(key, value)| (name(key), (*value).to_owned())).collect();
    field().matches(set, &classes, &attributes)
}

#[test]
fn a_wider_name_than_the_one_asked_for_leaves_it_open() {
    let fixed_wing = set(vec![class("fixed-wing")], vec![]);
    assert_eq!(answer(&fixed_wing, &["transport"], &[]), Match::Yes);
    assert_eq!(answer(&fixed_wing, &["aircraft"], &[]), Match::Open);
    assert_eq!(answer(&fixed_wing, &["uav"], &[]), Match::No);
    assert_eq!(answer(&fixed_wing, &[], &[]), Match::Open);
    assert_eq!(answer(&fixed_wing, &["unheard-of"], &[]), Match::No);
}

#[test]
fn a_general_name_beside_a_special_one_opens_nothing() {
    let fixed_wing = set(vec![class("fixed-wing")], vec![]);
    assert_eq!(answer(&fixed_wing, &["aircraft", "uavs"], &[]), Match::No);
    assert_eq!(answer(&fixed_wing, &["aircraft", "transport"], &[]), Match::Yes);
}

#[test]
fn what_is_excluded_is_out_and_what_may_be_excluded_is_open() {
    let military = set(vec![class("fixed-wing")], vec![class("commercial")]);
    assert_eq!(answer(&military, &["transport"], &[]), Match::Yes);
    assert_eq!(answer(&military, &["commercial"], &[]), Match::No);
    assert_eq!(answer(&military, &["fixed-wing"], &[]), Match::Open);
    let by_name = set(vec![class("military-aircraft")], vec![]);
    assert_eq!(answer(&by_name, &["transport"], &[]), Match::Yes);
    assert_eq!(answer(&by_name, &["commercial"], &[]), Match::No);
    assert_eq!(answer(&by_name, &["aircraft"], &[]), Match::Open);
    let excluding_only = set(vec![], vec![class("uav")]);
    assert_eq!(answer(&excluding_only, &["howitzer"], &[]), Match::Yes);
    assert_eq!(answer(&excluding_only, &["uav"], &[]), Match::No);
}

#[test]
fn a_measured_class_asks_for_the_measure() {
    let heavy = set(vec![class("heavy")], vec![]);
    assert_eq!(answer(&heavy, &["howitzer"], &[("calibre", "155")]), Match::Yes);
    assert_eq!(answer(&heavy, &["howitzer"], &[("calibre", "99")]), Match::No);
    assert_eq!(answer(&heavy, &["howitzer"], &[]), Match::Open);
    assert_eq!(answer(&heavy, &["howitzer"], &[("calibre", "large")]), Match::Open);
    assert_eq!(answer(&heavy, &["heavy"], &[]), Match::Yes);
    assert_eq!(answer(&heavy, &["uav"], &[("calibre", "155")]), Match::No);
    let artillery = set(vec![class("artillery")], vec![]);
    assert_eq!(answer(&artillery, &["heavy"], &[]), Match::Yes);
}

#[test]
fn a_list_holds_its_members_and_nothing_beside_them() {
    let hostile = set(vec![class("hostile")], vec![]);
    assert_eq!(answer(&hostile, &["attack"], &[]), Match::Yes);
    assert_eq!(answer(&hostile, &["drill"], &[]), Match::No);
    assert_eq!(answer(&hostile, &["act"], &[]), Match::Open);
    assert_eq!(answer(&hostile, &["drill", "attack"], &[]), Match::Yes);
    let attack = set(vec![class("attack")], vec![]);
    assert_eq!(answer(&attack, &["hostile"], &[]), Match::Open);
    assert!(field().is_a("attack", "hostile") && field().is_a("hostile", "act"));
    assert!(!field().is_a("hostile", "attack") && field().excludes("drill", "hostile"));
}

#[test]
fn sizes_of_units_have_an_order() {
    let large =
        set(vec![with("drill", "echelon", Comparison::AtLeast, Value::Name("regiment".to_owned()))], vec![]);
    assert_eq!(answer(&large, &["drill"], &[("echelon", "brigade")]), Match::Yes);
    assert_eq!(answer(&large, &["drill"], &[("echelon", "battalion")]), Match::No);
    assert_eq!(answer(&large, &["drill"], &[("echelon", "horde")]), Match::Open);
}

#[test]
fn numbers_are_compared_in_thousandths() {
    let value = |text| super::thousandths(text);
    assert_eq!(
        [value("2"), value("2.5"), value("-0.25"), value("2.12345")],
        [2000, 2500, -250, 2123].map(Some)
    );
    assert_eq!([value("two"), value("2.x"), value(""), value("99999999999999999999")], [None; 4]);
}

#[test]
fn a_circle_of_definitions_ends() {
    let vocabulary = Vocabulary::new(vec![
        term("one", set(vec![class("two"), class("other")], vec![])),
        term("two", set(vec![class("one"), class("other")], vec![class("one")])),
        term("chain", set(vec![class("chain")], vec![])),
    ]);
    let asked = set(vec![class("one")], vec![class("chain")]);
    assert_ne!(vocabulary.matches(&asked, &[name("two")], &BTreeMap::new()), Match::Yes);
    assert!(!vocabulary.is_a("chain", "one"));
}

/// One thing with everything known: where it stands in the tree of new names (one place for each name that a source
/// gives it), and its only attribute.
struct Thing<'a> {
    nodes: Vec<&'a str>,
    size: i64,
}

/// The oracle reads definitions as sentences of two-valued logic about one thing.
struct Oracle<'a> {
    terms: BTreeMap<&'a str, &'a Term>,
}

impl Oracle<'_> {
    fn stands_under(&self, node: &str, wide: &str) -> bool {
        let parent = || self.terms[node].is.any_of.first();
        node == wide || parent().is_some_and(|parent| self.stands_under(parent.class.as_str(), wide))
    }

    fn is_in(&self, thing: &Thing<'_>, class: &str) -> bool {
        let term = self.terms[class];
        if term.is_definition() {
            self.is_in_set(thing, &term.is)
        } else {
            thing.nodes.iter().any(|node| self.stands_under(node, class))
        }
    }

    fn is_in_set(&self, thing: &Thing<'_>, set: &ClassSet) -> bool {
        let holds = |test: &ClassTest| {
            let attribute = |one: &AttributeTest| match (one.comparison, &one.value) {
                (Comparison::AtLeast, Value::Length(limit)) => thing.size >= *limit,
                (Comparison::Below, Value::Length(limit)) => thing.size < *limit,
                other => panic!("the generator makes no {other:?}"),
            };
            let attributes =
                if test.any { test.tests.iter().any(attribute) } else { test.tests.iter().all(attribute) };
            self.is_in(thing, test.class.as_str()) && (test.tests.is_empty() || attributes)
        };
        (set.any_of.is_empty() || set.any_of.iter().any(holds)) && !set.excluding.iter().any(holds)
    }

    /// The names that say something: not those that only repeat another one in wider words.
    fn telling<'a>(&'a self, known: &[&'a str], size: Option<i64>) -> Vec<&'a str> {
        let all_are = |narrow: &'a str, wide: &str| {
            let things = self.things(&[narrow], size);
            things.iter().all(|thing| self.is_in(thing, wide))
        };
        let repeats = |wide: &'a str, narrow: &'a str| all_are(narrow, wide) && !all_are(wide, narrow);
        known.iter().copied().filter(|class| !known.iter().any(|other| repeats(class, other))).collect()
    }

    /// Every thing that fits what a source said.
    fn things<'a>(&'a self, known: &[&'a str], size: Option<i64>) -> Vec<Thing<'a>> {
        let sizes: Vec<i64> = size.map_or((0..4).collect(), |size| vec![size]);
        let mut things: Vec<Thing<'a>> =
            sizes.into_iter().map(|size| Thing { nodes: Vec::new(), size }).collect();
        let nodes: Vec<&str> =
            self.terms.values().filter(|term| !term.is_definition()).map(|term| term.name.as_str()).collect();
        for class in known {
            things = things
                .iter()
                .flat_map(|thing| nodes.iter().map(move |node| (thing, *node)))
                .filter(|(thing, node)| self.is_in(&Thing { nodes: vec![node], size: thing.size }, class))
                .map(|(thing, node)| Thing {
                    nodes: [thing.nodes.as_slice(), &[node]].concat(),
                    size: thing.size,
                })
                .collect();
        }
        things.retain(|thing| known.iter().all(|class| self.is_in(thing, class)));
        things
    }
}

const NODES: [&str; 6] = ["n0", "n1", "n2", "n3", "n4", "n5"];
const DEFINITIONS: [&str; 3] = ["d0", "d1", "d2"];

/// A test of a class among the first so many names, with or without a measure.
fn any_test(classes: usize) -> impl Strategy<Value = ClassTest> {
    let names: Vec<&'static str> = NODES.into_iter().chain(DEFINITIONS).take(classes).collect();
    let measure = prop_oneof![Just(Comparison::AtLeast), Just(Comparison::Below)];
    let tests = prop::collection::vec((measure, 0i64..4), 0..3);
    (prop::sample::select(names), tests, any::<bool>()).prop_map(|(text, tests, any)| {
        let tests = tests.into_iter().map(|(comparison, limit)| AttributeTest {
            attribute: name("size"),
            comparison,
            value: Value::Length(limit),
        });
        ClassTest { class: name(text), any, tests: tests.collect() }
    })
}

fn any_set(classes: usize) -> impl Strategy<Value = ClassSet> {
    let tests = |sizes| prop::collection::vec(any_test(classes), sizes);
    (tests(0..3), tests(0..2)).prop_map(|(any_of, excluding)| ClassSet { any_of, excluding })
}

/// Six new names in a tree under `thing`, and three definitions, each over what stands before it.
fn any_terms() -> impl Strategy<Value = Vec<Term>> {
    let parents: Vec<_> = (0..NODES.len()).map(|index| 0..=index).collect();
    let definitions = (any_set(6), any_set(7), any_set(8));
    (parents, definitions).prop_map(|(parents, (d0, d1, d2))| {
        let mut terms: Vec<Term> = parents
            .into_iter()
            .zip(NODES)
            .map(|(parent, node)| {
                let parent = if parent == 0 { "thing" } else { NODES[parent - 1] };
                term(node, set(vec![class(parent)], vec![]))
            })
            .collect();
        for (text, is) in DEFINITIONS.into_iter().zip([d0, d1, d2]) {
            let is_plain = is.any_of.len() < 2
                && is.excluding.is_empty()
                && is.any_of.iter().all(|one| one.tests.is_empty());
            // A plain one would be a new name; a list of two makes it a definition.
            let any_of =
                if is_plain || is.any_of.is_empty() { vec![class("n0"), class("n1")] } else { is.any_of };
            terms.push(term(text, set(any_of, is.excluding)));
        }
        terms
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    /// `Yes` and `No` hold for every thing that fits what is known.
    #[test]
    fn a_definite_answer_holds_for_every_thing_that_fits(
        terms in any_terms(),
        asked in any_set(9),
        known in prop::collection::btree_set(prop::sample::select([NODES.as_slice(), &DEFINITIONS].concat()), 1..3),
        size in prop::option::of(0i64..4),
    ) {
        let vocabulary = Vocabulary::new(terms);
        let oracle = Oracle { terms: vocabulary.terms().map(|term| (term.name.as_str(), term)).collect() };
        let known: Vec<&str> = known.into_iter().collect();
        let things = oracle.things(&oracle.telling(&known, size), size);
        prop_assume!(!things.is_empty());
        let answers: BTreeSet<bool> = things.iter().map(|thing| oracle.is_in_set(thing, &asked)).collect();
        let classes: Vec<Name> = known.iter().map(|class| name(class)).collect();
        let attributes = size.map(|size| (name("size"), size.to_string())).into_iter().collect();
        match vocabulary.matches(&asked, &classes, &attributes) {
            Match::Yes => prop_assert_eq!(answers, BTreeSet::from([true])),
            Match::No => prop_assert_eq!(answers, BTreeSet::from([false])),
            Match::Open => {}
        }
    }

    /// Where one new name is asked for and everything measured is known, the answer is as definite as can be.
    #[test]
    fn an_answer_about_new_names_is_open_only_where_things_differ(
        terms in any_terms(),
        asked in prop::collection::vec(prop::sample::select(NODES.as_slice()), 1..3),
        known in prop::sample::select(NODES.as_slice()),
    ) {
        let vocabulary = Vocabulary::new(terms);
        let oracle = Oracle { terms: vocabulary.terms().map(|term| (term.name.as_str(), term)).collect() };
        let asked = set(asked.into_iter().map(class).collect(), vec![]);
        let things = oracle.things(&[known], Some(0));
        let answers: BTreeSet<bool> = things.iter().map(|thing| oracle.is_in_set(thing, &asked)).collect();
        let expected = match (answers.contains(&true), answers.contains(&false)) {
            (true, true) => Match::Open,
            (true, false) => Match::Yes,
            (false, _) => Match::No,
        };
        prop_assert_eq!(vocabulary.matches(&asked, &[name(known)], &BTreeMap::new()), expected);
    }
}
