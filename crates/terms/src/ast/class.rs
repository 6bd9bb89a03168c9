//! Classes and activities, and the tests on their attributes.

use armistice_facts::calendar::Length as Duration;

use super::word::{Id, Text};
use crate::{Span, Spanned};

/// `class | activity NAME is classes {code STRING | meaning STRING | source STRING | observed by names}`
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// Whether it is declared as an activity.
    pub is_activity: bool,
    /// Its name.
    pub name: Id,
    /// What it is made of.
    pub is: Classes,
    /// A code of another scheme: `2525D:15110900`.
    pub code: Option<Text>,
    /// What it means, in one line.
    pub meaning: Option<Text>,
    /// Where that is taken from: a standard or treaty with its article.
    pub source: Option<Text>,
    /// The kinds of observation that can show it; those of its parents if empty.
    pub observed_by: Vec<Id>,
}

/// `class-expr {, class-expr} [excluding class-expr {, class-expr}]`
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    /// Any of these,
    pub any_of: Vec<ClassExpr>,
    /// but none of these.
    pub excluding: Vec<ClassExpr>,
    /// The whole expression's place.
    pub span: Span,
}

/// `NAME [with test {and|or test}]`
#[derive(Debug, Clone, PartialEq)]
pub struct ClassExpr {
    /// The class.
    pub name: Id,
    /// Tests of its attributes, in order; each but the first with the word before it.
    pub tests: Vec<(Option<Spanned<Joiner>>, Test)>,
}

/// `and` or `or`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joiner {
    /// All must hold.
    And,
    /// One must hold.
    Or,
}

/// `NAME (at least | at most | above | below | is) value`
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// The attribute.
    pub attribute: Id,
    /// How it is compared.
    pub comparison: Comparison,
    /// With what.
    pub value: Spanned<Value>,
}

/// How an attribute is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    /// `at least`
    AtLeast,
    /// `at most`
    AtMost,
    /// `above`
    Above,
    /// `below`
    Below,
    /// `is`
    Is,
}

/// A value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A number, in thousandths.
    Number(i64),
    /// A length, in millimetres.
    Length(i64),
    /// A length of time.
    Duration(Duration),
    /// A word of an enumeration.
    Name(String),
    /// A text.
    Text(String),
}
