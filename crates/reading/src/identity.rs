//! The id of a claim: the same words read the same way have the same id.

use sha2::{Digest, Sha256};

use crate::draft::Draft;

/// Makes the ids of one text, which is hashed once: a long one may hold very many claims.
#[derive(Debug, Clone)]
pub(crate) struct Ids {
    text: Sha256,
}

impl Ids {
    pub(crate) fn of(text: &str) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(text.as_bytes());
        Ids { text: hasher }
    }

    /// Sixteen hexadecimal digits over the text, the span, the class, the actor and the modality.
    pub(crate) fn id(&self, draft: &Draft) -> String {
        let mut hasher = self.text.clone();
        hasher.update(format!(
            "\0{}\0{}\0{:?}\0{}\0{:?}",
            draft.start,
            draft.end,
            draft.class,
            draft.actor_id(),
            draft.mode.modality
        ));
        let digest = hasher.finalize();
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
        let mut id = String::with_capacity(16);
        id.extend(digest.iter().take(8).flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
        id
    }
}
