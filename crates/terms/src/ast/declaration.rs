//! The header, parties, bodies, registers and inventories.

use super::class::ClassExpr;
use super::word::{DateTime, Grade, Id, Text};
use crate::Spanned;

/// The agreement's own facts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Header {
    /// Its title.
    pub title: Option<Text>,
    /// Its parties.
    pub between: Vec<Id>,
    /// `signed DATE`
    pub signed: Option<DateTime>,
    /// `binding politically | legally`
    pub binding: Option<Spanned<Binding>>,
    /// `authentic in ko, en`
    pub authentic: Vec<Id>,
    /// `time zone "Asia/Seoul"`
    pub time_zone: Option<Text>,
    /// `vocabulary "military-1"`
    pub vocabulary: Option<Text>,
    /// `month ends clamp | refused`
    pub month_ends: Option<Spanned<MonthEnds>>,
    /// `findings need reported`
    pub findings_need: Option<Spanned<Grade>>,
    /// `language 1`
    pub language: Option<Spanned<u64>>,
}

/// How an agreement binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// As a political commitment.
    Politically,
    /// As law.
    Legally,
}

/// What a month after 31 January is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthEnds {
    /// The last day of February.
    Clamp,
    /// An error.
    Refused,
}

/// `party NAME is STRING [called STRING] [status NAME]`
#[derive(Debug, Clone, PartialEq)]
pub struct Party {
    /// Its short name.
    pub name: Id,
    /// Its full name.
    pub is: Text,
    /// What the text calls it.
    pub called: Option<Text>,
    /// Its status, shown and without legal weight.
    pub status: Option<Id>,
}

/// `body NAME is STRING [of names]`
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// Its short name.
    pub name: Id,
    /// Its full name.
    pub is: Text,
    /// Its members.
    pub of: Vec<Id>,
}

/// `inventory NAME is class-expr of (each party | names) as recorded on DATE [by NAME]`
#[derive(Debug, Clone, PartialEq)]
pub struct Inventory {
    /// Its name.
    pub name: Id,
    /// Of what.
    pub of: ClassExpr,
    /// Whose; `None` for `each party`.
    pub holders: Option<Vec<Id>>,
    /// As recorded on that day.
    pub on: DateTime,
    /// By whose record alone.
    pub by: Option<Id>,
}

/// `register NAME is (complete | partial)`
#[derive(Debug, Clone, PartialEq)]
pub struct Register {
    /// Its name.
    pub name: Id,
    /// Whether absence from it is evidence.
    pub is_complete: bool,
}
