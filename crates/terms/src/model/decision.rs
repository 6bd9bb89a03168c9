//! What those who made the agreement decided later, beside the norms that take the place of others.

use armistice_facts::Name;
use armistice_facts::calendar::Date;

use super::moment::{Moment, Reading};
use crate::Span;
use crate::ast::Movable;

/// A decision that releases somebody, or moves an end or a deadline. One that replaces a norm is in that norm.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Its name.
    pub name: Name,
    /// The section it stands in.
    pub section: usize,
    /// Its day: it has effect from the beginning of that day.
    pub on: Date,
    /// Who took it.
    pub by: Vec<Name>,
    /// What it does.
    pub decides: Decided,
    /// How the text is read.
    pub reading: Option<Reading>,
    /// The statement's place.
    pub span: Span,
}

/// What a decision does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// It binds these no more to those norms.
    Releases {
        /// Whom.
        whom: Vec<Name>,
        /// From which norms.
        from: Vec<Name>,
    },
    /// It moves an end or a deadline.
    Moves {
        /// What is moved.
        part: Movable,
        /// Of what.
        of: Vec<Moved>,
        /// To when.
        to: Moment,
    },
}

/// Of what a decision moves the end or the deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// Of a norm or an exception.
    Norm(Name),
    /// Of the instrument that governs the decision's own section.
    Agreement,
}

impl Decision {
    /// To when it moves that part of a norm or an exception.
    #[must_use]
    pub fn moves(&self, part: Movable, label: &str) -> Option<&Moment> {
        self.moved(part, |of| matches!(of, Moved::Norm(name) if *name == *label))
    }

    /// To when it moves the end of its own instrument.
    #[must_use]
    pub fn moves_text(&self) -> Option<&Moment> {
        self.moved(Movable::End, |of| *of == Moved::Agreement)
    }

    fn moved(&self, wanted: Movable, is_it: impl Fn(&Moved) -> bool) -> Option<&Moment> {
        match &self.decides {
            Decided::Moves { part, of, to } if *part == wanted && of.iter().any(is_it) => Some(to),
            _ => None,
        }
    }

    /// Whom it releases from a norm; empty if it does not speak of that norm.
    #[must_use]
    pub fn releases(&self, label: &str) -> &[Name] {
        match &self.decides {
            Decided::Releases { whom, from } if from.iter().any(|name| *name == *label) => whom,
            _ => &[],
        }
    }

    /// Whether it says something of a norm or an exception.
    #[must_use]
    pub fn speaks_of(&self, label: &str) -> bool {
        match &self.decides {
            Decided::Releases { from, .. } => from.iter().any(|name| *name == *label),
            Decided::Moves { of, .. } => {
                of.iter().any(|one| matches!(one, Moved::Norm(name) if *name == *label))
            }
        }
    }
}
