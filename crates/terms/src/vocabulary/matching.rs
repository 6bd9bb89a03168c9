//! Whether a thing belongs to a set of classes, with the answer *open* where what is known of it does not tell.
//!
//! Kleene's three-valued logic over the definitions: `No` and `Yes` hold for every thing that fits what is known;
//! `Open` is given where they differ, and wherever telling would need more than one look at one attribute.

use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::Name;

use super::{Match, Vocabulary};
use crate::ast::{Comparison, Value};
use crate::class_set::{AttributeTest, ClassSet, ClassTest};

/// What is known of the attributes of a thing. Lengths in millimetres.
type Attributes = BTreeMap<Name, String>;

/// Sizes of units in rising order (APP-6 and MIL-STD-2525D, echelon amplifier).
pub(crate) const ECHELONS: [&str; 11] = [
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

/// Steps of one question before it is left open: far more than any vocabulary written by people needs, and a bound
/// on one written to be slow.
const MAX_STEPS: u32 = 20_000;

/// How far one definition may stand behind another.
pub(crate) const MAX_DEPTH: u32 = 100;

impl Vocabulary {
    /// Whether every `narrow` is a `wide`, whatever its attributes.
    #[must_use]
    pub fn is_a(&self, narrow: &str, wide: &str) -> bool {
        Question::about(self, &Attributes::new()).is_surely(narrow, wide)
    }

    /// Whether nothing can be both, unless a source gives both names to one thing.
    #[must_use]
    pub fn excludes(&self, one: &str, other: &str) -> bool {
        Question::about(self, &Attributes::new()).in_class(other, &[one]) == Match::No
    }

    /// Whether a thing said to be of all these classes, with these attributes, belongs to the set.
    ///
    /// `Open` wherever what is said is too general: an `aircraft` may be a `fixed-wing-aircraft`. A set without
    /// classes holds everything that it does not exclude. Lengths are in millimetres.
    #[must_use]
    pub fn matches(&self, set: &ClassSet, classes: &[Name], attributes: &BTreeMap<Name, String>) -> Match {
        let mut question = Question::about(self, attributes);
        let known = question.most_specific(classes);
        question.set_holds(set, &known)
    }

    /// The singular of a name; the name itself if it is none that the vocabulary knows.
    fn singular<'a>(&'a self, name: &'a str) -> &'a str {
        self.term(name).map_or(name, |term| term.name.as_str())
    }
}

/// One question to the vocabulary, about one thing.
struct Question<'a> {
    vocabulary: &'a Vocabulary,
    attributes: &'a Attributes,
    steps: u32,
    depth: u32,
}

impl<'a> Question<'a> {
    fn about(vocabulary: &'a Vocabulary, attributes: &'a Attributes) -> Self {
        Question { vocabulary, attributes, steps: 0, depth: 0 }
    }

    /// The classes said, without those that only repeat another one in wider words.
    fn most_specific<'n>(&mut self, classes: &'n [Name]) -> Vec<&'n str>
    where
        'a: 'n,
    {
        let vocabulary = self.vocabulary;
        let classes: BTreeSet<&'n str> =
            classes.iter().map(|class| vocabulary.singular(class.as_str())).collect();
        let mut kept = Vec::new();
        for class in &classes {
            let is_repeated = classes
                .iter()
                .any(|other| other != class && self.is_surely(other, class) && !self.is_surely(class, other));
            if !is_repeated {
                kept.push(*class);
            }
        }
        kept
    }

    fn set_holds(&mut self, set: &ClassSet, known: &[&str]) -> Match {
        let within = if set.any_of.is_empty() { Match::Yes } else { self.any(&set.any_of, known) };
        within.min(not(self.any(&set.excluding, known)))
    }

    fn any(&mut self, tests: &[ClassTest], known: &[&str]) -> Match {
        tests.iter().map(|test| self.test_holds(test, known)).max().unwrap_or(Match::No)
    }

    fn test_holds(&mut self, test: &ClassTest, known: &[&str]) -> Match {
        // Nothing said of its class leaves the class open.
        let class = if known.is_empty() { Match::Open } else { self.in_class(test.class.as_str(), known) };
        class.min(self.attributes_hold(test))
    }

    fn attributes_hold(&self, test: &ClassTest) -> Match {
        let answers = test.tests.iter().map(|one| attribute_matches(one, self.attributes));
        let together = if test.any { answers.max() } else { answers.min() };
        together.unwrap_or(Match::Yes)
    }

    /// Whether a thing of all the `known` names is a `wanted`.
    fn in_class(&mut self, wanted: &str, known: &[&str]) -> Match {
        let vocabulary = self.vocabulary;
        let goal = vocabulary.term(wanted);
        if known.iter().any(|name| self.is_named(name, wanted)) {
            return Match::Yes;
        }
        match goal {
            Some(goal) if goal.is_definition() => {
                self.deeper(Match::Open, |question| question.set_holds(&goal.is, known))
            }
            _ => known.iter().map(|name| self.stands_within(name, wanted)).max().unwrap_or(Match::No),
        }
    }

    /// Whether the name is `wanted` itself, or a new name somewhere under it.
    fn is_named(&self, name: &str, wanted: &str) -> bool {
        let wanted = self.vocabulary.singular(wanted);
        let mut next = self.vocabulary.term(name);
        for _ in 0..MAX_DEPTH {
            let Some(term) = next else { return false };
            if term.name == *wanted {
                return true;
            }
            let parent = term.is.any_of.first().filter(|_| !term.is_definition());
            next = parent.and_then(|parent| self.vocabulary.term(parent.class.as_str()));
        }
        false
    }

    /// Whether a thing of one name is a `wanted`, which is a new name.
    fn stands_within(&mut self, known: &str, wanted: &str) -> Match {
        if self.is_surely(known, wanted) {
            return Match::Yes;
        }
        let vocabulary = self.vocabulary;
        let Some(term) = vocabulary.term(known) else { return Match::No };
        let is_possible = self.deeper(true, |question| {
            if term.is_definition() {
                return question.can_hold(&term.is, wanted);
            }
            // Of two new names, the wider one leaves open whether the narrower is meant; so does a name under a
            // definition that can hold the other.
            question.is_surely(wanted, known)
                || vocabulary.definition_above(wanted).is_some_and(|set| question.can_hold(set, known))
                || vocabulary.definition_above(known).is_some_and(|set| question.can_hold(set, wanted))
        });
        if is_possible { Match::Open } else { Match::No }
    }

    /// Whether a thing of a defined set can be a `wanted`.
    fn can_hold(&mut self, set: &ClassSet, wanted: &str) -> bool {
        let is_out = set
            .excluding
            .iter()
            .any(|out| out.tests.is_empty() && self.is_surely(wanted, out.class.as_str()));
        !is_out
            && set.any_of.iter().any(|member| self.in_class(wanted, &[member.class.as_str()]) != Match::No)
    }

    /// Whether everything named `narrow`, with the attributes known, is a `wide`.
    fn is_surely(&mut self, narrow: &str, wide: &str) -> bool {
        narrow == wide || self.is_named(narrow, wide) || self.is_surely_defined(narrow, wide)
    }

    /// The same of two names of which the first does not stand under the other by names alone.
    fn is_surely_defined(&mut self, narrow: &str, wide: &str) -> bool {
        let vocabulary = self.vocabulary;
        let (Some(term), Some(goal)) = (vocabulary.term(narrow), vocabulary.term(wide)) else { return false };
        self.deeper(false, |question| {
            let mut is_one = |parent: &ClassTest| {
                let parent = parent.class.as_str();
                // A new name does not stand under the other, so neither does its parent.
                match term.is_definition() {
                    true => question.is_surely(parent, wide),
                    false => parent == wide || question.is_surely_defined(parent, wide),
                }
            };
            // A new name is what its parent is; of a definition, every member must be one.
            let is_by_own = !term.is.any_of.is_empty() && term.is.any_of.iter().all(&mut is_one);
            is_by_own || (goal.is_definition() && question.set_holds(&goal.is, &[narrow]) == Match::Yes)
        })
    }

    /// Asks a question that leads to the next; `spent` once too many were asked.
    fn deeper<T>(&mut self, spent: T, ask: impl FnOnce(&mut Self) -> T) -> T {
        self.steps = self.steps.saturating_add(1);
        if self.steps > MAX_STEPS || self.depth >= MAX_DEPTH {
            return spent;
        }
        self.depth += 1;
        let answer = ask(self);
        self.depth -= 1;
        answer
    }
}

impl Vocabulary {
    /// The set of the nearest definition above a new name.
    fn definition_above(&self, name: &str) -> Option<&ClassSet> {
        let mut next = self.term(name)?;
        for _ in 0..MAX_DEPTH {
            let parent = self.term(next.is.any_of.first()?.class.as_str())?;
            if parent.is_definition() {
                return Some(&parent.is);
            }
            next = parent;
        }
        None
    }
}

fn not(answer: Match) -> Match {
    match answer {
        Match::No => Match::Yes,
        Match::Open => Match::Open,
        Match::Yes => Match::No,
    }
}

fn attribute_matches(test: &AttributeTest, attributes: &Attributes) -> Match {
    let Some(known) = attributes.get(test.attribute.as_str()) else { return Match::Open };
    let holds = match &test.value {
        Value::Number(limit) => thousandths(known).map(|value| compares(test.comparison, value, *limit)),
        // A calibre may be told as 14.5: thousandths are compared with thousandths.
        Value::Length(limit) => thousandths(known)
            .zip(limit.checked_mul(1000))
            .map(|(value, limit)| compares(test.comparison, value, limit)),
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

/// A decimal number in thousandths, further digits cut off.
fn thousandths(text: &str) -> Option<i64> {
    let (digits, sign) = text.strip_prefix('-').map_or((text, 1), |digits| (digits, -1));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    let sum = whole.parse::<i64>().ok()?.checked_mul(1000)?.checked_add(part.parse().ok()?)?;
    sum.checked_mul(sign)
}

fn echelon(word: &str) -> Option<i64> {
    ECHELONS.iter().position(|one| *one == word).and_then(|rank| i64::try_from(rank).ok())
}

#[cfg(test)]
mod tests;
