//! Drafts of one sentence that are one claim.

use crate::claim::{Class, Modality};
use crate::draft::Draft;
use crate::sayings::Saying;

/// `accused of kidnapping or enticing`: the same act of the same accused is one claim.
pub(super) fn extended(found: &mut [Draft], draft: &Draft) -> bool {
    let same = found.iter_mut().find(|other| {
        let is_charge = draft.mode.modality == Modality::Alleged && other.mode.modality == Modality::Alleged;
        is_charge
            && other.class == draft.class
            && other.action == draft.action
            && other.actor_id() == draft.actor_id()
    });
    let Some(other) = same else { return false };
    other.end = other.end.max(draft.end);
    true
}

/// `urged them to withdraw`: where what was said is a claim, saying it is none of its own.
pub(super) fn drop_frames(found: &mut Vec<Draft>, sayings: &[Saying]) {
    let frames: Vec<usize> = sayings.iter().filter_map(|saying| saying.clause).collect();
    let spoken: Vec<usize> =
        found.iter().map(|draft| draft.clause).filter(|clause| !frames.contains(clause)).collect();
    found.retain(|draft| {
        let is_frame = frames.contains(&draft.clause) && matches!(draft.class, Class::Talk | Class::Pressure);
        !(is_frame && spoken.iter().any(|clause| *clause > draft.clause))
    });
}
