//! The table that turns the grade of the evidence for a breach and of that for compliance into a truth.

use crate::{Grade, Truth};

/// What the table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ruled {
    /// The truth; `None` where neither side of the evidence reaches the grade that findings need.
    pub(crate) truth: Option<Truth>,
    /// What the evidence for that truth is worth.
    pub(crate) grade: Grade,
    /// Whether both sides of the evidence reach the grade that findings need.
    pub(crate) contested: bool,
}

/// The first that holds: both reach the grade that findings need (the higher one stands, and equal ones leave it
/// unknown), the breach does, compliance does, neither does.
pub(crate) fn rule(breach: Grade, compliance: Grade, needed: Grade) -> Ruled {
    // Nothing is ever found on no evidence, whatever a header asks for.
    let needed = needed.max(Grade::Claimed);
    let contested = breach >= needed && compliance >= needed;
    let (truth, grade) = if contested && breach == compliance {
        (Some(Truth::Unknown), breach)
    } else if breach >= needed && breach > compliance {
        (Some(Truth::Violated), breach)
    } else if compliance >= needed {
        (Some(Truth::Kept), compliance)
    } else {
        (None, breach.max(compliance))
    };
    Ruled { truth, grade, contested }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table written out: rows are the breach, columns compliance, both from `none` to `verified`, for findings
    /// that need `reported`. V violated, K kept, - neither; in lower case where the other side reaches the grade
    /// too; = where both weigh the same.
    const NEED_REPORTED: [&str; 5] = ["--KKK", "--KKK", "VV=kk", "VVv=k", "VVvv="];
    const NEED_CLAIMED: [&str; 5] = ["-KKKK", "V=kkk", "Vv=kk", "Vvv=k", "Vvvv="];
    const NEED_CORROBORATED: [&str; 5] = ["---KK", "---KK", "---KK", "VVV=k", "VVVv="];
    const NEED_VERIFIED: [&str; 5] = ["----K", "----K", "----K", "----K", "VVVV="];

    #[test]
    fn every_pair_of_grades_comes_out_as_the_table_written_out_says() {
        let tables = [
            (Grade::Claimed, NEED_CLAIMED),
            (Grade::Reported, NEED_REPORTED),
            (Grade::Corroborated, NEED_CORROBORATED),
            (Grade::Verified, NEED_VERIFIED),
        ];
        for (needed, table) in tables {
            for (row, breach) in table.iter().zip(Grade::ALL) {
                for (cell, compliance) in row.chars().zip(Grade::ALL) {
                    let got = rule(*breach, *compliance, needed);
                    let (truth, contested) = match cell {
                        'V' => (Some(Truth::Violated), false),
                        'v' => (Some(Truth::Violated), true),
                        'K' => (Some(Truth::Kept), false),
                        'k' => (Some(Truth::Kept), true),
                        '=' => (Some(Truth::Unknown), true),
                        _ => (None, false),
                    };
                    assert_eq!(
                        (got.truth, got.contested),
                        (truth, contested),
                        "{breach} {compliance} {needed}"
                    );
                }
            }
        }
    }
}
