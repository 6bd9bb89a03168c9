//! Terms by their names: the search that every word of every sentence goes through, many times over.

use std::collections::BTreeMap;

use armistice_facts::Name;

use super::Term;
use crate::ast::Value;

/// Terms in the order of their names, and all names, singular and plural, in theirs.
#[derive(Debug, Clone, Default)]
pub(super) struct Entries {
    terms: Vec<Term>,
    plurals: BTreeMap<Name, Name>,
    index: Vec<Key>,
}

/// A name and the term that it leads to. A singular stands before a plural of the same letters.
#[derive(Debug, Clone)]
struct Key {
    head: u128,
    name: Name,
    is_plural: bool,
    /// Index into the terms.
    term: usize,
}

/// A name that is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'n> {
    head: u128,
    name: &'n str,
}

impl<'n> Wanted<'n> {
    pub(super) fn new(name: &'n str) -> Self {
        Wanted { head: head(name), name }
    }
}

/// The first bytes of a name as a number that is ordered as they are. Most names differ there already, and two numbers
/// are compared at once.
fn head(name: &str) -> u128 {
    let mut head = [0; 16];
    let length = name.len().min(head.len());
    if let (Some(to), Some(from)) = (head.get_mut(..length), name.as_bytes().get(..length)) {
        to.copy_from_slice(from);
    }
    u128::from_be_bytes(head)
}

impl Entries {
    /// Of two terms of one name, and of two singulars of one plural, the later one counts.
    pub(super) fn new(terms: impl IntoIterator<Item = Term>) -> Self {
        let (mut singulars, mut plurals) = (BTreeMap::new(), BTreeMap::new());
        for term in terms {
            if let Some(Value::Text(plural) | Value::Name(plural)) = term.attributes.get("plural")
                && let Ok(plural) = Name::new(plural.clone())
            {
                plurals.insert(plural, term.name.clone());
            }
            singulars.insert(term.name.clone(), term);
        }
        let places: BTreeMap<&Name, usize> = singulars.keys().zip(0..).collect();
        let key = |name: &Name, is_plural, term| Key {
            head: head(name.as_str()),
            name: name.clone(),
            is_plural,
            term,
        };
        let own = places.iter().map(|(name, term)| key(name, false, *term));
        let others = plurals.iter().filter_map(|(plural, name)| Some(key(plural, true, *places.get(name)?)));
        let mut index: Vec<Key> = own.chain(others).collect();
        index.sort_unstable_by(|one, other| (&one.name, one.is_plural).cmp(&(&other.name, other.is_plural)));
        Entries { terms: singulars.into_values().collect(), plurals, index }
    }

    /// The term of that name, singular or plural.
    pub(super) fn find(&self, wanted: Wanted<'_>) -> Option<&Term> {
        let is_before =
            |key: &Key| key.head < wanted.head || key.head == wanted.head && key.name.as_str() < wanted.name;
        let key = self.index.get(self.index.partition_point(is_before))?;
        if key.head == wanted.head && key.name == *wanted.name { self.terms.get(key.term) } else { None }
    }

    pub(super) fn terms(&self) -> &[Term] {
        &self.terms
    }

    pub(super) fn into_terms(self) -> Vec<Term> {
        self.terms
    }

    pub(super) fn plurals(&self) -> &BTreeMap<Name, Name> {
        &self.plurals
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn term(name: &str, plural: Option<&str>) -> Term {
        let plural = plural.map(|plural| (Name::new("plural").unwrap(), Value::Name(plural.to_owned())));
        Term { attributes: plural.into_iter().collect(), ..Term::named(Name::new(name).unwrap()) }
    }

    proptest! {
        /// Beside the slow way: first among the singulars from the end, then among the plurals.
        #[test]
        fn a_name_leads_to_its_term(
            pairs in prop::collection::vec(("[ab\u{e9}-]{1,20}", prop::option::of("[ab\u{e9}-]{1,20}")), 0..20),
            others in prop::collection::vec("[ab\u{e9}-]{0,20}", 5),
        ) {
            let entries = Entries::new(pairs.iter().map(|(name, plural)| term(name, plural.as_deref())));
            let names = pairs.iter().flat_map(|(name, plural)| plural.iter().chain([name]));
            for wanted in names.chain(&others) {
                let singular = |wanted: &str| pairs.iter().rev().find(|(name, _)| name == wanted);
                let plural = || pairs.iter().rev().find(|(_, plural)| plural.as_ref() == Some(wanted));
                let slow = singular(wanted).or_else(|| singular(&plural()?.0));
                let slow = slow.map(|(name, plural)| term(name, plural.as_deref()));
                prop_assert_eq!(entries.find(Wanted::new(wanted)), slow.as_ref());
            }
        }
    }

    #[test]
    fn names_that_differ_late_are_told_apart() {
        let entries = Entries::new(
            ["sixteen-letters-1", "sixteen-letters-2", "sixteen-letters-"].map(|name| term(name, None)),
        );
        for name in ["sixteen-letters-1", "sixteen-letters-2", "sixteen-letters-"] {
            assert_eq!(entries.find(Wanted::new(name)).unwrap().name.as_str(), name);
        }
        assert_eq!(entries.find(Wanted::new("sixteen-letters")), None);
        assert_eq!(entries.find(Wanted::new("sixteen-letters-3")), None);
    }
}
