//! Whether something has grown or shrunk, where that can be proved from how it is written and from the vocabularies.

use armistice_facts::Instant;
use armistice_facts::calendar::{Date, Length, Unit};

use super::pairing::{Context, Side};
use crate::ast::{Comparison, Counting, Value};
use crate::class_set::{AttributeTest, ClassSet, ClassTest};
use crate::model::{Deadline, Moment, MomentBase, Near, Place};
use crate::vocabulary::Vocabulary;

/// How the later of two things compares with the earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// They are the same.
    Same,
    /// It holds all of the earlier one, and more.
    Grown,
    /// It holds only a part of the earlier one.
    Shrunk,
    /// Neither can be shown to hold the other.
    Unordered,
}

/// One zone may stand behind another so many times.
const MAX_DEPTH: usize = 16;

/// Steps of one question before it is left open: far more than any definitions written by people need.
const MAX_STEPS: u32 = 100_000;

impl Extent {
    /// From whether each can be shown to hold the other.
    pub(super) fn of(later_holds_earlier: bool, earlier_holds_later: bool) -> Extent {
        match (later_holds_earlier, earlier_holds_later) {
            (true, true) => Extent::Same,
            (true, false) => Extent::Grown,
            (false, true) => Extent::Shrunk,
            (false, false) => Extent::Unordered,
        }
    }

    /// From the order of two values, of which a larger one holds the smaller.
    pub(super) fn by<T: Ord>(before: &T, after: &T) -> Extent {
        Extent::of(after >= before, before >= after)
    }

    pub(super) fn reversed(self) -> Extent {
        match self {
            Extent::Grown => Extent::Shrunk,
            Extent::Shrunk => Extent::Grown,
            same => same,
        }
    }
}

impl Context<'_> {
    pub(super) fn classes(&self, before: &ClassSet, after: &ClassSet) -> Extent {
        self.steps.set(0);
        Extent::of(
            self.holds_set(after, Side::After, before, Side::Before),
            self.holds_set(before, Side::Before, after, Side::After),
        )
    }

    fn holds_set(&self, wide: &ClassSet, wide_of: Side, narrow: &ClassSet, narrow_of: Side) -> bool {
        if !self.may_go_on() {
            return false;
        }
        let is_within = |one: &ClassTest| {
            wide.any_of.is_empty()
                || wide.any_of.iter().any(|other| self.holds_class(other, wide_of, one, narrow_of))
        };
        let covered = if narrow.any_of.is_empty() {
            wide.any_of.is_empty()
        } else {
            narrow.any_of.iter().all(is_within)
        };
        // What the wide one leaves out must not be in the narrow one.
        covered
            && wide.excluding.iter().all(|out| {
                narrow.excluding.iter().any(|own| self.holds_class(own, narrow_of, out, wide_of))
                    || !narrow.any_of.is_empty()
                        && narrow.any_of.iter().all(|one| self.share_nothing(one, narrow_of, out, wide_of))
            })
    }

    fn holds_class(&self, wide: &ClassTest, wide_of: Side, narrow: &ClassTest, narrow_of: Side) -> bool {
        let names = self.both(wide.class.as_str(), wide_of, narrow.class.as_str(), narrow_of);
        let [_, (later, later_narrow)] = &names;
        if later == later_narrow && wide_of != narrow_of && self.is_changed_class(later) {
            let set = |class: &str, side| {
                let agreement = if side == Side::Before { self.before } else { self.after };
                agreement.vocabulary.term(class).map(|term| &term.is)
            };
            let (Some(wide_set), Some(narrow_set)) =
                (set(wide.class.as_str(), wide_of), set(narrow.class.as_str(), narrow_of))
            else {
                return false;
            };
            return wide.tests == narrow.tests
                && wide.any == narrow.any
                && self.holds_set(wide_set, wide_of, narrow_set, narrow_of);
        }
        let is_a = |vocabulary: &Vocabulary, wide: &str, narrow: &str| vocabulary.is_a(narrow, wide);
        if !self.agree(&names, is_a) {
            return false;
        }
        if wide.any == narrow.any && wide.tests == narrow.tests || wide.tests.is_empty() {
            return true;
        }
        let all = |test: &ClassTest| !test.any || test.tests.len() < 2;
        all(wide)
            && all(narrow)
            && wide.tests.iter().all(|test| narrow.tests.iter().any(|own| implies(own, test)))
    }

    fn share_nothing(&self, one: &ClassTest, one_of: Side, other: &ClassTest, other_of: Side) -> bool {
        let names = self.both(one.class.as_str(), one_of, other.class.as_str(), other_of);
        self.agree(&names, |vocabulary, one, other| vocabulary.excludes(one, other))
    }

    /// The two names as the earlier agreement has them, and as the later one has them.
    fn both(&self, one: &str, one_of: Side, other: &str, other_of: Side) -> [(String, String); 2] {
        let as_before =
            (self.name_of(one, one_of, Side::Before), self.name_of(other, other_of, Side::Before));
        let as_after = (self.name_of(one, one_of, Side::After), self.name_of(other, other_of, Side::After));
        [as_before, as_after]
    }

    /// Whether every vocabulary that knows both names says so, and one knows them.
    fn agree(&self, names: &[(String, String); 2], says: impl Fn(&Vocabulary, &str, &str) -> bool) -> bool {
        let [(one, other), (one_after, other_after)] = names;
        if one == other && one_after == other_after {
            let (before, after) = (&self.before.vocabulary, &self.after.vocabulary);
            return says(before, one, other) || says(after, one_after, other_after);
        }
        let ask = |vocabulary: &Vocabulary, one: &str, other: &str| {
            let is_known = vocabulary.term(one).is_some() && vocabulary.term(other).is_some();
            is_known.then(|| says(vocabulary, one, other))
        };
        let before = ask(&self.before.vocabulary, one, other);
        let after = ask(&self.after.vocabulary, one_after, other_after);
        matches!((before, after), (Some(true), Some(true) | None) | (None, Some(true)))
    }

    /// Whether the question may take one more step; one that has taken too many is left open.
    fn may_go_on(&self) -> bool {
        self.steps.set(self.steps.get() + 1);
        self.steps.get() <= MAX_STEPS
    }

    pub(super) fn place(&self, before: &Place, after: &Place) -> Extent {
        self.steps.set(0);
        Extent::of(
            self.holds_place(after, Side::After, before, Side::Before, 0),
            self.holds_place(before, Side::Before, after, Side::After, 0),
        )
    }

    fn holds_place(
        &self,
        wide: &Place,
        wide_of: Side,
        narrow: &Place,
        narrow_of: Side,
        depth: usize,
    ) -> bool {
        if depth > MAX_DEPTH || !self.may_go_on() {
            return false;
        }
        if matches!(wide, Place::Everywhere) || self.is_same_place(wide, wide_of, narrow, narrow_of) {
            return true;
        }
        let within =
            |wide: &Place, narrow: &Place| self.holds_place(wide, wide_of, narrow, narrow_of, depth + 1);
        match (wide, narrow) {
            (_, Place::Or(parts)) => parts.iter().all(|part| within(wide, part)),
            (Place::And(parts), _) => parts.iter().all(|part| within(part, narrow)),
            (Place::Minus(from, less), Place::Minus(own, own_less)) => {
                within(from, own) && self.holds_place(own_less, narrow_of, less, wide_of, depth + 1)
            }
            (Place::Near(far), Place::Near(near)) => self.holds_near(far, wide_of, near, narrow_of),
            (Place::Or(parts), _) if parts.iter().any(|part| within(part, narrow)) => true,
            (_, Place::And(parts)) if parts.iter().any(|part| within(wide, part)) => true,
            (_, Place::Minus(from, _)) => within(wide, from),
            (_, Place::Zone(name)) => {
                self.zone(name.as_str(), narrow_of).is_some_and(|(place, _)| within(wide, place))
            }
            (Place::Zone(name), _) => {
                let zone = self.zone(name.as_str(), wide_of);
                zone.is_some_and(|(place, is_whole)| is_whole && within(place, narrow))
            }
            _ => false,
        }
    }

    fn holds_near(&self, far: &Near, far_of: Side, near: &Near, near_of: Side) -> bool {
        let reaches = if far.is_beyond {
            far.distance_mm <= near.distance_mm
        } else {
            far.distance_mm >= near.distance_mm
        };
        let without_distance = |near: &Near| Place::Near(Near { distance_mm: 0, ..near.clone() });
        let widened = Near {
            between: if far.between.is_none() { None } else { near.between.clone() },
            side_of: if far.side_of.is_none() { None } else { near.side_of.clone() },
            ..near.clone()
        };
        reaches && self.is_same_place(&without_distance(far), far_of, &without_distance(&widened), near_of)
    }

    pub(super) fn moments(&self, before: &Moment, after: &Moment) -> Extent {
        if self.is_same(before, after) {
            return Extent::Same;
        }
        if let (Some(before), Some(after)) = (day(before), day(after)) {
            return Extent::by(&before, &after);
        }
        if let (Some(before), Some(after)) = (instant(before), instant(after)) {
            return Extent::by(&before, &after);
        }
        let same_base = self.is_same(&before.base, &after.base);
        match (before.plus, after.plus) {
            (Some(before), Some(after)) if same_base => lengths(before, after),
            (None, Some(added)) if same_base && added.amount > 0 => Extent::Grown,
            (Some(added), None) if same_base && added.amount > 0 => Extent::Shrunk,
            _ => Extent::Unordered,
        }
    }

    /// Whether a deadline has moved on (grown) or forward (shrunk).
    pub(super) fn deadlines(&self, before: &Deadline, after: &Deadline) -> Extent {
        if let (Some(before), Some(after)) = (last_day(before), last_day(after)) {
            return Extent::by(&before, &after);
        }
        match (before, after) {
            (Deadline::By(before), Deadline::By(after)) => self.moments(before, after),
            (
                Deadline::Within { length, counting, from },
                Deadline::Within { length: later, counting: later_counting, from: later_from },
            ) if counting == later_counting => {
                if length == later {
                    self.moments(from, later_from)
                } else if self.is_same(from, later_from) {
                    lengths(*length, *later)
                } else {
                    Extent::Unordered
                }
            }
            // The longer before, the earlier.
            (Deadline::Before(length, event), Deadline::Before(later, later_event))
                if self.is_same(event, later_event) =>
            {
                lengths(*length, *later).reversed()
            }
            (Deadline::EveryYear { month, day }, Deadline::EveryYear { month: later, day: later_day }) => {
                Extent::by(&(*month, *day), &(*later, *later_day))
            }
            // The longer the period, the later each time is due.
            (Deadline::Every { length, from }, Deadline::Every { length: later, from: later_from }) => {
                if length == later {
                    self.moments(from, later_from)
                } else if self.is_same(from, later_from) {
                    lengths(*length, *later)
                } else {
                    Extent::Unordered
                }
            }
            _ => Extent::Unordered,
        }
    }
}

/// How two lengths of time compare; those whose units have no fixed ratio do not.
pub(super) fn lengths(before: Length, after: Length) -> Extent {
    let in_base = |length: Length| {
        let (base, factor) = match length.unit {
            Unit::Minute => (Unit::Minute, 1),
            Unit::Hour => (Unit::Minute, 60),
            Unit::Day => (Unit::Day, 1),
            Unit::Week => (Unit::Day, 7),
            Unit::Month => (Unit::Month, 1),
            Unit::Year => (Unit::Month, 12),
        };
        (base, u64::from(length.amount) * factor)
    };
    let ((base, before), (other_base, after)) = (in_base(before), in_base(after));
    if base == other_base { Extent::by(&before, &after) } else { Extent::Unordered }
}

fn day(moment: &Moment) -> Option<Date> {
    match (&moment.base, moment.plus) {
        (MomentBase::Day(day), None) => Some(*day),
        (MomentBase::Day(day), Some(length)) => day.plus(length).ok(),
        _ => None,
    }
}

fn instant(moment: &Moment) -> Option<Instant> {
    match (&moment.base, moment.plus) {
        (MomentBase::Instant(instant), None) => Some(*instant),
        _ => None,
    }
}

/// The last day of a deadline that is a day.
pub(super) fn last_day(deadline: &Deadline) -> Option<Date> {
    match deadline {
        Deadline::By(moment) => day(moment),
        Deadline::Within { length, counting, from } => {
            let from = day(from)?;
            let last = from.plus(*length).ok()?;
            match counting {
                Counting::After => Some(last),
                Counting::Beginning => last.plus_days(-1).ok(),
            }
        }
        _ => None,
    }
}

/// Whether whatever passes the one test passes the other.
fn implies(narrow: &AttributeTest, wide: &AttributeTest) -> bool {
    use Comparison::{Above, AtLeast, AtMost, Below};
    if narrow == wide {
        return true;
    }
    if narrow.attribute != wide.attribute {
        return false;
    }
    let Some(order) = compare(&narrow.value, &wide.value) else { return false };
    match (narrow.comparison, wide.comparison) {
        (AtLeast | Above, AtLeast) | (Above, Above) => order.is_ge(),
        (AtLeast, Above) => order.is_gt(),
        (AtMost | Below, AtMost) | (Below, Below) => order.is_le(),
        (AtMost, Below) => order.is_lt(),
        _ => false,
    }
}

fn compare(one: &Value, other: &Value) -> Option<std::cmp::Ordering> {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) | (Value::Length(one), Value::Length(other)) => {
            Some(one.cmp(other))
        }
        (Value::Duration(one), Value::Duration(other)) => match lengths(*one, *other) {
            Extent::Same => Some(std::cmp::Ordering::Equal),
            Extent::Grown => Some(std::cmp::Ordering::Less),
            Extent::Shrunk => Some(std::cmp::Ordering::Greater),
            Extent::Unordered => None,
        },
        _ => None,
    }
}
