//! Sets of whole numbers in spans, each from a first one up to, and without, a last.

/// Spans in order, apart from each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Spans(Vec<(i64, i64)>);

impl Spans {
    /// One span; nothing if it ends where it begins.
    pub(super) fn one(from: i64, until: i64) -> Self {
        Spans(if from < until { vec![(from, until)] } else { Vec::new() })
    }

    /// The same with one span more.
    pub(super) fn add(&mut self, from: i64, until: i64) {
        self.join(&Spans::one(from, until));
    }

    /// The same with all that another has.
    pub(super) fn join(&mut self, other: &Spans) {
        let mut all: Vec<(i64, i64)> = self.0.iter().chain(&other.0).copied().collect();
        all.sort_unstable();
        self.0.clear();
        for (from, until) in all {
            match self.0.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(until),
                _ => self.0.push((from, until)),
            }
        }
    }

    /// What both have.
    pub(super) fn within(&self, other: &Spans) -> Spans {
        let mut both = Vec::new();
        let (mut own, mut others) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(one), Some(two)) = (own.peek(), others.peek()) {
            let (from, until) = (one.0.max(two.0), one.1.min(two.1));
            if from < until {
                both.push((from, until));
            }
            if one.1 < two.1 {
                own.next()
            } else {
                others.next()
            };
        }
        Spans(both)
    }

    /// What another does not have.
    pub(super) fn without(&self, other: &Spans) -> Spans {
        let ends = other.0.iter().map(|(_, until)| *until);
        let begins = other.0.iter().map(|(from, _)| *from);
        let gaps = std::iter::once(i64::MIN).chain(ends).zip(begins.chain(std::iter::once(i64::MAX)));
        self.within(&Spans(gaps.filter(|(from, until)| from < until).collect()))
    }

    /// The first number, and the one after the last.
    pub(super) fn ends(&self) -> Option<(i64, i64)> {
        Some((self.0.first()?.0, self.0.last()?.1))
    }

    /// How many numbers.
    pub(super) fn count(&self) -> u64 {
        self.0.iter().map(|(from, until)| until.abs_diff(*from)).sum()
    }

    /// The multiples of a width all of whose numbers are in it, divided by that width.
    pub(super) fn scaled_in(&self, width: i64) -> Spans {
        let scaled = |(from, until): &(i64, i64)| (-(-from).div_euclid(width), until.div_euclid(width));
        Spans(self.0.iter().map(scaled).filter(|(from, until)| from < until).collect())
    }

    /// Those some of whose numbers are in it.
    pub(super) fn scaled_out(&self, width: i64) -> Spans {
        let mut out = Spans::default();
        self.0.iter().for_each(|(from, until)| out.add(from.div_euclid(width), -(-until).div_euclid(width)));
        out
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn spans() -> impl Strategy<Value = Vec<(i64, i64)>> {
        proptest::collection::vec((-60..60_i64, 0..25_i64), 0..6)
            .prop_map(|spans| spans.into_iter().map(|(from, length)| (from, from + length)).collect())
    }

    fn of(spans: &[(i64, i64)]) -> (Spans, BTreeSet<i64>) {
        let mut joined = Spans::default();
        spans.iter().for_each(|(from, until)| joined.add(*from, *until));
        (joined, spans.iter().flat_map(|(from, until)| *from..*until).collect())
    }

    fn numbers(spans: &Spans) -> BTreeSet<i64> {
        spans.0.iter().flat_map(|(from, until)| *from..*until).collect()
    }

    proptest! {
        #[test]
        fn spans_are_sets_of_numbers(one in spans(), other in spans(), width in 1..9_i64) {
            let ((spans, set), (others, other_set)) = (of(&one), of(&other));
            prop_assert_eq!(numbers(&spans), set.clone());
            prop_assert_eq!(spans.count(), set.len() as u64);
            prop_assert_eq!(spans.ends(), set.first().zip(set.last()).map(|(first, last)| (*first, last + 1)));
            prop_assert_eq!(numbers(&spans.within(&others)), set.intersection(&other_set).copied().collect());
            prop_assert_eq!(numbers(&spans.without(&others)), set.difference(&other_set).copied().collect());
            let whole = |number: &i64| (number * width..(number + 1) * width).all(|one| set.contains(&one));
            let touched = |number: &i64| (number * width..(number + 1) * width).any(|one| set.contains(&one));
            prop_assert_eq!(numbers(&spans.scaled_in(width)), (-100..100).filter(whole).collect());
            prop_assert_eq!(numbers(&spans.scaled_out(width)), (-100..100).filter(touched).collect());
        }
    }
}
