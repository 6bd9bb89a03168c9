//! Classes and activities: a directed graph of names, with plurals, attributes and codes.
//!
//! A term is of one of two kinds. A *new name* stands under one parent (`class guard-post is installation`): whether
//! a thing is one can only be told by who names it so. A *definition* is exactly the set written (a list, an
//! `excluding`, a measured test): whether a thing is one follows from what else is known of it.
//!
//! Two new names of which neither stands under the other share nothing, unless a source gives both to one thing.

mod entries;
mod matching;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use armistice_facts::Name;

use crate::ast::Value;
use crate::class_set::ClassSet;
use entries::{Entries, Wanted};
pub(crate) use matching::{ECHELONS, MAX_DEPTH};

/// The root of all classes.
pub const THING: &str = "thing";
/// The root of all activities that can be the object of a verb.
pub const ACT: &str = "act";
/// The root of all verbs.
pub const VERB: &str = "verb";
/// The class of the kinds of observation.
pub const MEANS: &str = "means";
/// The class of those kinds of observation that are no more than what a party says.
pub const PARTY_WORD: &str = "party-word";
/// The class of those kinds of observation that are there only where an agreement keeps a register of notices.
pub const NOTICE_REGISTER: &str = "notice-register";
/// The value of `object` of a verb whose object may also be a zone, a line, a norm, a party or a body.
pub const ANYTHING: &str = "anything";

/// Attributes that declare something about the term itself instead of restricting its members.
pub const DECLARATIONS: [&str; 6] = ["plural", "object", "domain", "inverse", "measure", "applies-to"];

/// All classes and activities that an agreement can name: those of the shared file, and its own.
///
/// The shared ones are held once, however many agreements, or versions of one text, use them.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    shared: Arc<Entries>,
    own: Entries,
}

/// One class or activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Its name, singular.
    pub name: Name,
    /// Whether it is an activity (a verb, or a thing done) rather than a class of things.
    pub is_activity: bool,
    /// What it is: any of these, but none of those. Empty for the built-in roots.
    pub is: ClassSet,
    /// Its declared attributes: `plural`, `object`, `domain`, `inverse`, `measure`, `applies-to`.
    pub attributes: BTreeMap<Name, Value>,
    /// A code of another scheme.
    pub code: Option<String>,
    /// What it means, in one line.
    pub meaning: Option<String>,
    /// Where that is taken from: a standard or treaty with its article.
    pub source: Option<String>,
    /// The kinds of observation that can show it, as declared; see [`Vocabulary::observed_by`].
    pub observed_by: Vec<Name>,
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
    /// A vocabulary of these terms and the built-in roots; later ones of the same name are refused by the resolver
    /// before.
    #[must_use]
    pub fn new(terms: Vec<Term>) -> Self {
        Vocabulary { shared: Arc::new(Entries::new(roots().chain(terms))), own: Entries::default() }
    }

    /// The same with an agreement's own terms beside them; their names are none of those that are there.
    #[must_use]
    pub fn with(self, own: Vec<Term>) -> Self {
        Vocabulary { shared: self.shared, own: Entries::new(self.own.into_terms().into_iter().chain(own)) }
    }

    /// How many terms there are, the roots included.
    #[must_use]
    pub fn count(&self) -> usize {
        self.shared.terms().len().saturating_add(self.own.terms().len())
    }

    /// The term of that name, singular or plural.
    #[must_use]
    pub fn term(&self, name: &str) -> Option<&Term> {
        let wanted = Wanted::new(name);
        self.own.find(wanted).or_else(|| self.shared.find(wanted))
    }

    /// All terms in the order of their names.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        merged(self.shared.terms(), self.own.terms(), |term| &term.name)
    }

    /// All plurals in their order, each with its singular.
    pub fn plurals(&self) -> impl Iterator<Item = (&Name, &Name)> {
        merged(self.shared.plurals(), self.own.plurals(), |(plural, _)| *plural)
    }

    /// The kinds of observation that can show a thing, an act or a state of that name: those that it names itself, else
    /// those of what it stands under; of a definition by several, any of theirs.
    #[must_use]
    pub fn observed_by(&self, name: &str) -> BTreeSet<Name> {
        let mut found = BTreeSet::new();
        let mut open: Vec<&Term> = self.term(name).into_iter().collect();
        let mut seen: BTreeSet<&Name> = BTreeSet::new();
        while let Some(term) = open.pop() {
            if !seen.insert(&term.name) {
                continue;
            }
            let named = term.observed_by.iter().filter_map(|means| self.term(means.as_str()));
            found.extend(named.map(|means| means.name.clone()));
            if term.observed_by.is_empty() {
                open.extend(term.is.any_of.iter().filter_map(|parent| self.term(parent.class.as_str())));
            }
        }
        found
    }

    /// The opposite state, or the verb that undoes this one, where it is declared.
    #[must_use]
    pub fn inverse(&self, name: &str) -> Option<&Name> {
        match self.term(name)?.attributes.get("inverse")? {
            Value::Name(inverse) | Value::Text(inverse) => self.term(inverse).map(|term| &term.name),
            _ => None,
        }
    }
}

impl Term {
    /// A term of which nothing is said but its name: a root, to which a definition may be added.
    #[must_use]
    pub fn named(name: Name) -> Self {
        Term {
            name,
            is_activity: false,
            is: ClassSet::default(),
            attributes: BTreeMap::new(),
            code: None,
            meaning: None,
            source: None,
            observed_by: Vec::new(),
        }
    }

    /// A declared attribute that is a word: `plural`, `object`, `domain`, `inverse`, `measure`, `applies-to`.
    #[must_use]
    pub fn declared(&self, attribute: &str) -> Option<&str> {
        match self.attributes.get(attribute)? {
            Value::Name(word) | Value::Text(word) => Some(word),
            _ => None,
        }
    }

    /// Whether the term is exactly the set written, instead of a new name under one parent.
    #[must_use]
    pub fn is_definition(&self) -> bool {
        self.is.any_of.len() > 1
            || !self.is.excluding.is_empty()
            || self.is.any_of.iter().any(|parent| !parent.tests.is_empty())
    }
}

/// The entries of both in the order of their names; of two of one name, the first one's before the other's.
fn merged<T, K: Ord>(
    one: impl IntoIterator<Item = T>,
    other: impl IntoIterator<Item = T>,
    key: impl Fn(&T) -> K,
) -> impl Iterator<Item = T> {
    let (mut one, mut other) = (one.into_iter().peekable(), other.into_iter().peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(first), Some(second)) if key(second) < key(first) => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
    })
}

fn roots() -> impl Iterator<Item = Term> {
    [(THING, false), (ACT, true), (VERB, true)].into_iter().filter_map(|(name, is_activity)| {
        let name = Name::new(name).ok()?;
        Some(Term { is_activity, ..Term::named(name) })
    })
}
