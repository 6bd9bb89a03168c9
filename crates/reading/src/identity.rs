//! The id of a claim: the same words read the same way have the same id.

use sha2::{Digest, Sha256};

use crate::draft::Draft;

/// Sixteen hexadecimal digits over the text, the span, the class, the actor and the modality.
pub(crate) fn of(text: &str, draft: &Draft) -> String {
    let mut hasher = Sha256::new();
    hasher.update(text.as_bytes());
    hasher.update(format!(
        "\0{}\0{}\0{:?}\0{}\0{:?}",
        draft.start,
        draft.end,
        draft.class,
        draft.actor_id(),
        draft.mode.modality
    ));
    let digest = hasher.finalize();
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
