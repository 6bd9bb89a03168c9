//! Classes and activities: a directed graph of names, with plurals, attributes and codes.

use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::Name;

use crate::ast::{Comparison, Value};
use crate::model::{AttributeTest, ClassSet, ClassTest};

/// All classes and activities that an agreement can name, by their singular.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    terms: BTreeMap<Name, Term>,
    plurals: BTreeMap<Name, Name>,
}

/// One class or activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Its name, singular.
    pub name: Name,
    /// Whether it is an activity (a verb, or a thing done) rather than a class of things.
    pub is_activity: bool,
    /// What it is: any of these, but none of those.
    pub is: ClassSet,
    /// Its declared attributes: `plural`, `object`, `domain`, `inverse`, and those of the field.
    pub attributes: BTreeMap<Name, Value>,
    /// A code of another scheme.
    pub code: Option<String>,
}

/// Whether a thing of which we know some classes belongs to a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// It does not.
    No,
    /// What is known of it leaves it open (an aircraft of unknown kind, a unit of unknown size).
    Open,
    /// It does.
    Yes,
}

impl Vocabulary {
    /// A vocabulary of these terms; later ones of the same name are refused by the resolver before.
    #[must_use]
    pub fn new(terms: Vec<Term>) -> Self {
        let mut vocabulary = Vocabulary::default();
        for term in terms {
            if let Some(Value::Text(plural) | Value::Name(plural)) = term.attributes.get("plural")
                && let Ok(plural) = Name::new(plural.clone())
            {
                vocabulary.plurals.insert(plural, term.name.clone());
            }
            vocabulary.terms.insert(term.name.clone(), term);
        }
        vocabulary
    }

    /// The term of that name, singular or plural.
    #[must_use]
    pub fn term(&self, name: &str) -> Option<&Term> {
        self.terms.get(self.plurals.get(name).map_or(name, Name::as_str))
    }

    /// All terms in the order of their names.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.terms.values()
    }

    /// Whether every `narrow` is a `wide`: they are the same, or a parent of `narrow` is a `wide`.
    #[must_use]
    pub fn is_a(&self, narrow: &str, wide: &str) -> bool {
        let wide = self.plurals.get(wide).map_or(wide, Name::as_str);
        let mut open = vec![narrow];
        let mut seen = BTreeSet::new();
        while let Some(name) = open.pop() {
            let name = self.plurals.get(name).map_or(name, Name::as_str);
            if name == wide {
                return true;
            }
            if seen.insert(name)
                && let Some(term) = self.terms.get(name)
            {
                open.extend(term.is.any_of.iter().map(|parent| parent.class.as_str()));
            }
        }
        false
    }

    /// Whether a thing said to be of all these classes, with these attributes, belongs to the set.
    ///
    /// `Open` wherever what is said is too general: an `aircraft` may be a `fixed-wing-aircraft`.
    #[must_use]
    pub fn matches(&self, set: &ClassSet, classes: &[Name], attributes: &BTreeMap<Name, String>) -> Match {
        if set.any_of.is_empty() && set.excluding.is_empty() {
            return Match::Yes;
        }
        let any = |tests: &[ClassTest]| {
            tests.iter().map(|test| self.matches_test(test, classes, attributes)).max().unwrap_or(Match::No)
        };
        let within = if set.any_of.is_empty() { Match::Yes } else { any(&set.any_of) };
        match (within, any(&set.excluding)) {
            (Match::No, _) | (_, Match::Yes) => Match::No,
            // A thing known only by a wider name than the exclusion's is not taken for the excluded one: an
            // `aircraft` may be a `commercial-aircraft`, so it stays open.
            (Match::Open, _) | (_, Match::Open) => Match::Open,
            (Match::Yes, Match::No) => Match::Yes,
        }
    }

    fn matches_test(&self, test: &ClassTest, classes: &[Name], attributes: &BTreeMap<Name, String>) -> Match {
        let class =
            classes.iter().map(|known| self.matches_class(known, &test.class)).max().unwrap_or(Match::Open);
        if class == Match::No || test.tests.is_empty() {
            return class;
        }
        let answers = test.tests.iter().map(|one| attribute_matches(one, attributes));
        let attribute = if test.any { answers.max() } else { answers.min() };
        class.min(attribute.unwrap_or(Match::Yes))
    }

    fn matches_class(&self, known: &Name, wanted: &Name) -> Match {
        if self.is_a(known.as_str(), wanted.as_str()) {
            self.definition_matches(known, wanted)
        } else if self.is_a(wanted.as_str(), known.as_str()) {
            Match::Open
        } else {
            Match::No
        }
    }

    /// A class defined with `excluding` or `with` does not hold every thing of its parents; a thing that names the
    /// class itself, or a class below it, belongs to it.
    fn definition_matches(&self, _known: &Name, _wanted: &Name) -> Match {
        Match::Yes
    }
}

fn attribute_matches(test: &AttributeTest, attributes: &BTreeMap<Name, String>) -> Match {
    let Some(known) = attributes.get(test.attribute.as_str()) else { return Match::Open };
    let holds = match &test.value {
        Value::Number(limit) => thousandths(known).map(|value| compares(test.comparison, value, *limit)),
        Value::Length(limit) => {
            known.parse::<i64>().ok().map(|value| compares(test.comparison, value, *limit))
        }
        Value::Name(word) if test.attribute == "echelon" => {
            echelon(known).zip(echelon(word)).map(|(value, limit)| compares(test.comparison, value, limit))
        }
        Value::Name(word) | Value::Text(word) => Some(known == word),
        Value::Duration(length) => Some(*known == length.to_string()),
    };
    match holds {
        Some(true) => Match::Yes,
        Some(false) => Match::No,
        None => Match::Open,
    }
}

fn compares(comparison: Comparison, value: i64, limit: i64) -> bool {
    match comparison {
        Comparison::AtLeast => value >= limit,
        Comparison::AtMost => value <= limit,
        Comparison::Above => value > limit,
        Comparison::Below => value < limit,
        Comparison::Is => value == limit,
    }
}

fn thousandths(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits: String = part.chars().chain("000".chars()).take(3).collect();
    whole.parse::<i64>().ok()?.checked_mul(1000)?.checked_add(digits.parse().ok()?)
}

/// Sizes of units in rising order (APP-6 and MIL-STD-2525D, echelon amplifier).
const ECHELONS: [&str; 11] = [
    "team",
    "squad",
    "section",
    "platoon",
    "company",
    "battalion",
    "regiment",
    "brigade",
    "division",
    "corps",
    "army",
];

fn echelon(word: &str) -> Option<i64> {
    ECHELONS.iter().position(|one| *one == word).and_then(|rank| i64::try_from(rank).ok())
}
