//! Sets of classes, as sentences and definitions write them: any of these, with tests of attributes, but none of those.

use armistice_facts::Name;

use crate::ast::{Comparison, Value};

/// A set of classes or activities with tests of attributes; see [`Vocabulary::matches`](crate::vocabulary::Vocabulary::matches).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClassSet {
    /// Any of these; empty means anything the verb takes.
    pub any_of: Vec<ClassTest>,
    /// But none of these.
    pub excluding: Vec<ClassTest>,
}

/// A class with tests of its attributes.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassTest {
    /// The class, singular.
    pub class: Name,
    /// One test must hold instead of all.
    pub any: bool,
    /// The tests.
    pub tests: Vec<AttributeTest>,
}

/// A test of one attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributeTest {
    /// The attribute.
    pub attribute: Name,
    /// How it is compared.
    pub comparison: Comparison,
    /// With what.
    pub value: Value,
}
