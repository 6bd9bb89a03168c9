//! Deeds that are owed in shares, each by a day of its own: each share has its own deadline, its own account and its own
//! finding; the verdict is what the least of the shares is whose day has passed.

use armistice_facts::{Instant, Interval, Precision};
use armistice_terms::model::{Deadline, Deed, Limit, Norm};

use crate::draft::Draft;
use crate::duty::{self, Owing};
use crate::force::Force;
use crate::shares::Shares;
use crate::sitting::{Instance, Sitting};
use crate::{Finding, Flag, Truth, account, deed, wording};

/// What a deed comes to that is owed in shares.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Deed,
    instance: &Instance,
    force: &Force<'a>,
) -> Draft {
    let case =
        Case { sitting, norm, rule, instance, force, shares: Shares::of(sitting, norm, rule, instance) };
    let mut opens = force.start.as_ref().ok().copied().unwrap_or(sitting.as_of);
    let mut each: Vec<(Draft, Finding)> = Vec::new();
    let mut besides = Vec::new();
    let mut whole = None;
    for (number, owed) in rule.shares().enumerate() {
        let mut draft = case.share(number, owed);
        besides.extend(take_beginning(&mut draft));
        // How far the whole has come is what the last share shows.
        whole = Some((draft.fulfilled, draft.progress.clone(), draft.due));
        let due = draft.due;
        if let Some(finding) = case.finding(number, opens, &draft) {
            each.push((draft, finding));
        } else if each.is_empty() {
            return draft;
        }
        opens = due.map_or(opens, |due| due.plus_millis(1));
    }
    let mut draft = case.together(each);
    if let Some((fulfilled, progress, last)) = whole {
        draft.fulfilled = fulfilled;
        draft.progress = progress;
        draft.due = draft.due.or(last);
    }
    draft.findings.extend(besides);
    draft
}

/// The finding of the beginning, which stands beside the shares.
fn take_beginning(draft: &mut Draft) -> Vec<Finding> {
    draft.findings.extract_if(.., |finding| finding.id.ends_with("/beginning")).collect()
}

struct Case<'s, 'a> {
    sitting: &'s Sitting<'a>,
    norm: &'s Norm,
    rule: &'s Deed,
    instance: &'s Instance,
    force: &'s Force<'a>,
    shares: Shares,
}

impl Case<'_, '_> {
    /// One share, as a deed of so many with a deadline of its own.
    fn share(&self, number: usize, (owed, deadline): (&Limit, &Deadline)) -> Draft {
        let (sitting, norm, instance) = (self.sitting, self.norm, self.instance);
        let rule = Deed {
            objects: vec![owed.clone()],
            deadline: deadline.clone(),
            stages: Vec::new(),
            starting_by: self.rule.starting_by.clone().filter(|_| number == 0),
            ..self.rule.clone()
        };
        let account = account::share(sitting, norm, instance, &self.shares, number);
        deed::once(sitting, norm, &rule, instance, self.force, &account)
    }

    /// A share as a finding; none where the norm does not bind.
    fn finding(&self, number: usize, opens: Instant, draft: &Draft) -> Option<Finding> {
        if draft.truth.is_none() && !draft.flags.contains(&Flag::Excused) {
            return None;
        }
        let zone = self.sitting.zone();
        let owed = self.shares.owed(number)?;
        let by = draft.due.map_or_else(String::new, |due| format!(" by {}", wording::day(zone, due)));
        let until = draft.due.unwrap_or(self.sitting.as_of).max(opens);
        let owing = Owing {
            id: format!("{}/{}/share-{}", self.norm.label, self.instance.id, number + 1),
            lead: format!("at least {}{by}: ", owed.shown()),
            about: Interval::new(opens, until.plus_millis(1), Precision::Span).ok()?,
            known: until.min(self.sitting.as_of),
            facts: Vec::new(),
            set_off: None,
        };
        Some(owing.finding(self.sitting, draft))
    }

    /// The shares that are decided, by the least of them; what is still pending is shown beside it.
    fn together(&self, each: Vec<(Draft, Finding)>) -> Draft {
        let (sitting, force) = (self.sitting, self.force);
        let lead =
            format!("due in {}", wording::count(u64::try_from(each.len()).unwrap_or(0), "share", "shares"));
        let (pending, decided): (Vec<_>, Vec<_>) =
            each.into_iter().partition(|(draft, _)| draft.truth == Some(Truth::Pending));
        if decided.is_empty() {
            return duty::together(sitting, force, pending, &lead);
        }
        let is_over = pending.is_empty();
        let mut whole = duty::together(sitting, force, decided, &lead);
        whole.due = pending.first().and_then(|(draft, _)| draft.due).or(whole.due);
        whole.findings.extend(pending.into_iter().map(|(_, finding)| finding));
        if is_over {
            whole.flags.remove(&Flag::SoFar);
        }
        whole
    }
}

#[cfg(test)]
mod tests;
