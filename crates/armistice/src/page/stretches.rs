//! How a verdict ran through time: judged at a bounded number of moments, those that read alike joined.

use std::collections::{BTreeMap, BTreeSet};

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

/// What holds at moments, asked at no more than so many of them: at the first, the last and those that must be asked, then
/// half way between any two that differ, the farthest apart first. Where two read alike, so is taken what lies between.
pub(super) fn halved<T: PartialEq + Clone>(
    moments: &[Instant],
    must: &BTreeSet<Instant>,
    most: usize,
    ask: &mut dyn FnMut(Instant) -> T,
) -> Vec<(Instant, T)> {
    let last = moments.len().saturating_sub(1);
    let is_asked =
        |(place, at): (usize, &Instant)| (place == 0 || place == last || must.contains(at)).then_some(place);
    let mut asked: BTreeMap<usize, (Instant, T)> = BTreeMap::new();
    let mut next: Vec<usize> = moments.iter().enumerate().filter_map(is_asked).collect();
    while !next.is_empty() {
        for place in next.drain(..) {
            if let Some(at) = moments.get(place).filter(|_| asked.len() < most.max(2)) {
                asked.insert(place, (*at, ask(*at)));
            }
        }
        let differing = asked
            .iter()
            .zip(asked.iter().skip(1))
            .filter(|((from, one), (to, other))| *to - *from > 1 && one.1 != other.1);
        let widest = differing.map(|((from, _), (to, _))| (*to - *from, *from)).max();
        next.extend(widest.filter(|_| asked.len() < most).map(|(wide, from)| from + wide / 2));
    }
    asked.into_values().collect()
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

    #[test]
    fn a_change_is_found_by_halves_and_what_must_be_asked_is() {
        let moments: Vec<Instant> = (0..1_000).map(at).collect();
        let mut asked = Vec::new();
        let mut ask = |moment: Instant| {
            asked.push(moment.millis());
            moment.millis() >= 337
        };
        let held = halved(&moments, &BTreeSet::from([at(500)]), 48, &mut ask);
        let turns: Vec<i64> =
            held.windows(2).filter(|pair| pair[0].1 != pair[1].1).map(|pair| pair[1].0.millis()).collect();
        assert_eq!(turns, [337]);
        assert!(asked.len() < 15 && asked.contains(&500), "{asked:?}");
        // Of many changes as many are found as may be asked for.
        let held = halved(&moments, &BTreeSet::new(), 48, &mut |moment| moment.millis() / 7);
        assert_eq!(held.len(), 48);
        assert_eq!(halved(&[], &BTreeSet::new(), 48, &mut |_| 0), []);
        assert_eq!(halved(&[at(3)], &BTreeSet::new(), 1, &mut |_| 0), [(at(3), 0)]);
    }
}
