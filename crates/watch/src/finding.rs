//! Answers to where something lies, with what they rest on, and how they combine.

use armistice_facts::{Name, Placement, PlacementTarget, Relation};

/// An answer with what it rests on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finding {
    pub(crate) relation: Relation,
    pub(crate) margin_metres: Option<f64>,
    pub(crate) tolerance_metres: f64,
    pub(crate) as_stated: bool,
}

impl Finding {
    pub(crate) const UNKNOWN: Finding = Finding {
        relation: Relation::Undetermined,
        margin_metres: None,
        tolerance_metres: 0.0,
        as_stated: false,
    };
    pub(crate) const EVERYWHERE: Finding = Finding { relation: Relation::Inside, ..Finding::UNKNOWN };

    /// The same, where the source itself says that it happened there.
    pub(crate) fn stated(self) -> Finding {
        match self.relation {
            Relation::Inside => self,
            Relation::Undetermined => Finding { relation: Relation::Inside, as_stated: true, ..self },
            Relation::Outside => Finding { relation: Relation::Undetermined, ..self },
        }
    }

    /// Outside if one is outside, inside if both are, else undetermined; the margin is the lesser one.
    pub(crate) fn and(self, other: Finding) -> Finding {
        let deciding = if other.rank() < self.rank() { other } else { self };
        let is_inside = deciding.relation == Relation::Inside;
        Finding { as_stated: is_inside && (self.as_stated || other.as_stated), ..deciding }
    }

    /// Inside if one is inside; an answer that rests on the position before one that rests on words.
    pub(crate) fn or(self, other: Finding) -> Finding {
        let both_inside = self.relation == Relation::Inside && other.relation == Relation::Inside;
        if both_inside && self.as_stated != other.as_stated {
            return if self.as_stated { other } else { self };
        }
        if other.rank() > self.rank() { other } else { self }
    }

    pub(crate) fn not(self) -> Finding {
        let relation = match self.relation {
            Relation::Inside => Relation::Outside,
            Relation::Outside => Relation::Inside,
            Relation::Undetermined => Relation::Undetermined,
        };
        Finding { relation, margin_metres: self.margin_metres.map(|metres| -metres), ..self }
    }

    /// Outside below undetermined below inside; within each, by the margin in decimetres. Without a margin a place
    /// is thought to be as far inside or outside as can be.
    pub(crate) fn rank(&self) -> (u8, i64) {
        match self.relation {
            Relation::Outside => (0, self.margin_metres.map_or(i64::MIN, decimetres)),
            Relation::Undetermined => (1, self.margin_metres.map_or(0, decimetres)),
            Relation::Inside => (2, self.margin_metres.map_or(i64::MAX, decimetres)),
        }
    }

    pub(crate) fn placement(self, fact: Name, target: PlacementTarget, missing: Option<Name>) -> Placement {
        Placement {
            fact,
            target,
            relation: self.relation,
            margin_dm: self.margin_metres.map(decimetres),
            tolerance_dm: decimetres(self.tolerance_metres),
            as_stated: self.as_stated,
            missing: missing.filter(|_| self.relation == Relation::Undetermined),
        }
    }
}

/// Metres in whole decimetres, rounded once.
#[expect(clippy::cast_possible_truncation, reason = "clamped to a range of whole numbers that fit")]
fn decimetres(metres: f64) -> i64 {
    (metres * 10.0).round().clamp(-1e9, 1e9) as i64
}
