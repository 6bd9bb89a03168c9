//! Which claim of the reader is which claim of the gold.

use std::cmp::Reverse;

use armistice_reading::Claim;

use crate::field::{Field, word};
use crate::gold::{Gold, Line};

/// A claim of the gold and the one that was found for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub(crate) gold: &'a Line,
    pub(crate) claim: &'a Claim,
}

/// The outcome for one report.
#[derive(Debug, Default)]
pub(crate) struct Matched<'a> {
    pub(crate) pairs: Vec<Pair<'a>>,
    pub(crate) missed: Vec<&'a Line>,
    pub(crate) extra: Vec<&'a Claim>,
}

/// Pairs of one class whose spans overlap by half of the shorter, one to one; first those with most fields right, then the longest
/// overlap, then the earlier.
pub(crate) fn matched<'a>(gold: &'a Gold, claims: &'a [Claim]) -> Matched<'a> {
    let offset = gold.offset();
    let mut candidates = Vec::new();
    for (row, line) in gold.claims.iter().enumerate() {
        for (column, claim) in claims.iter().enumerate().filter(|(_, claim)| same_class(line, claim)) {
            let overlap = line.spans().map(|span| share(span, claim.byte)).max().unwrap_or(0);
            if overlap >= 500 {
                let right =
                    Field::ALL.iter().filter(|field| field.right(line, claim, offset) == Some(true)).count();
                candidates.push((Reverse(right), Reverse(overlap), claim.byte, row, column));
            }
        }
    }
    candidates.sort_unstable();
    let (mut rows, mut columns) = (vec![None; gold.claims.len()], vec![false; claims.len()]);
    for (_, _, _, row, column) in candidates {
        if let (Some(taken @ None), Some(used @ false)) = (rows.get_mut(row), columns.get_mut(column)) {
            (*taken, *used) = (Some(column), true);
        }
    }
    let mut outcome = Matched::default();
    for (line, column) in gold.claims.iter().zip(rows) {
        match column.and_then(|column| claims.get(column)) {
            Some(claim) => outcome.pairs.push(Pair { gold: line, claim }),
            None => outcome.missed.push(line),
        }
    }
    outcome.extra = claims.iter().zip(columns).filter(|(_, used)| !used).map(|(claim, _)| claim).collect();
    outcome
}

pub(crate) fn same_class(line: &Line, claim: &Claim) -> bool {
    let class = word(&claim.class);
    line.class == class || line.accepts("class", |answer| answer == class)
}

/// The overlap in thousandths of the shorter span.
pub(crate) fn share(one: [usize; 2], other: [usize; 2]) -> usize {
    let length = |[start, end]: [usize; 2]| end.saturating_sub(start);
    let shared = one[1].min(other[1]).saturating_sub(one[0].max(other[0]));
    1000 * shared / length(one).min(length(other)).max(1)
}
