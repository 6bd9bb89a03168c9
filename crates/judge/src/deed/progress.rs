//! How far a deed has come: parts and steps that are told.

use armistice_facts::Name;
use armistice_terms::model::Deed;

use crate::Progress;
use crate::account::Account;

pub(super) fn progress(rule: &Deed, account: &Account<'_>) -> Option<Progress> {
    let of = match &account.owed {
        Some(owed) => owed.number.most.filter(|_| owed.number.is_known()),
        None if rule.objects.is_empty() || rule.objects.iter().any(|limit| limit.share.is_some()) => None,
        None => Some(rule.objects.iter().map(|limit| limit.number).fold(0, u64::saturating_add)),
    };
    let parts = account.under_way.iter().rev();
    let done = match (&account.fulfilled, of) {
        (Some(_), Some(of)) => Some(of),
        _ => parts.clone().find_map(|(_, told)| told.count),
    };
    let place = |step: &Name| rule.steps.iter().position(|known| known == step);
    let step = parts.filter_map(|(_, told)| told.step.as_ref()).max_by_key(|step| place(step)).cloned();
    let step_of = match (&step, account.fulfilled) {
        (_, Some(_)) if !rule.steps.is_empty() => Some((rule.steps.len(), rule.steps.len())),
        (Some(step), None) => place(step).map(|index| (index + 1, rule.steps.len())),
        _ => None,
    };
    (done.is_some() || step.is_some() || (of.is_some() && !account.under_way.is_empty()))
        .then_some(Progress { done, of, step, step_of })
}
