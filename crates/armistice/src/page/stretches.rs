//! How a verdict ran through time: judged at a bounded number of moments, those that read alike joined.

use std::collections::BTreeSet;

use armistice_facts::{Fact, Instant};

/// A stretch of time in which one thing holds; the end is the beginning of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch<T> {
    pub(super) from: Instant,
    pub(super) to: Instant,
    pub(super) what: T,
}

/// Joins what holds at each of some moments, in their order, up to an end.
pub(super) fn joined<T: PartialEq>(
    held: impl IntoIterator<Item = (Instant, T)>,
    end: Instant,
) -> Vec<Stretch<T>> {
    let mut stretches: Vec<Stretch<T>> = Vec::new();
    for (from, what) in held {
        if let Some(last) = stretches.last_mut() {
            last.to = from;
            if last.what == what {
                continue;
            }
        }
        stretches.push(Stretch { from, to: end, what });
    }
    if let Some(last) = stretches.last_mut() {
        last.to = end;
    }
    stretches
}

/// The moments at which a judgement can change, as far as facts tell: when something began, ended or became known. If there
/// are more than so many, they are thinned out evenly, and the last one stays.
pub(super) fn moments(facts: &[Fact], from: Instant, to: Instant, most: usize) -> Vec<Instant> {
    let told = facts.iter().flat_map(|fact| [fact.about.from, fact.about.last(), fact.known]);
    let all: BTreeSet<Instant> = told.chain([from, to]).filter(|at| from <= *at && *at <= to).collect();
    let step = all.len().div_ceil(most.max(1)).max(1);
    let mut chosen: Vec<Instant> = all.iter().copied().step_by(step).collect();
    chosen.extend(all.last().copied().filter(|last| chosen.last() != Some(last)));
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Instant {
        Instant::EPOCH.plus_millis(millis)
    }

    #[test]
    fn what_reads_alike_is_joined() {
        let stretches = joined([(at(0), 'a'), (at(5), 'a'), (at(9), 'b')], at(20));
        let plain: Vec<_> =
            stretches.iter().map(|one| (one.from.millis(), one.to.millis(), one.what)).collect();
        assert_eq!(plain, [(0, 9, 'a'), (9, 20, 'b')]);
        assert_eq!(joined(Vec::<(Instant, char)>::new(), at(1)), []);
    }

    #[test]
    fn moments_are_bounded_and_hold_both_ends() {
        assert_eq!(moments(&[], at(3), at(9), 10), [at(3), at(9)]);
        assert_eq!(moments(&[], at(3), at(9), 1), [at(3), at(9)]);
        assert_eq!(moments(&[], at(9), at(3), 1), []);
    }
}
