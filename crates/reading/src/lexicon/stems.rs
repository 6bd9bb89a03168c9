//! Stems of Korean words, found letter by letter: no space parts a stem from what clings to it, so that every stem which begins at a
//! place is looked for at once.

use smallvec::SmallVec;

use super::Sense;

/// `We` and `the enemy`, which no agreement can list.
pub(super) const OWN: [&str; 9] =
    ["우리", "우리 측", "우리 군", "우리군", "아군", "적", "괴뢰", "괴뢰군", "괴뢰군부"];

/// A tree of letters.
#[derive(Debug, Clone)]
pub(super) struct Stems {
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Default)]
struct Node {
    /// The next letters in order, each with its node; most have one or two.
    next: SmallVec<[(char, u32); 2]>,
    /// What the stem that ends here means, if one does.
    senses: Option<SmallVec<[Sense; 4]>>,
}

impl Default for Stems {
    fn default() -> Self {
        Stems { nodes: vec![Node::default()] }
    }
}

impl Stems {
    /// One more sense of a stem.
    pub(super) fn add(&mut self, stem: &str, sense: Option<Sense>) {
        let mut at = 0;
        for letter in stem.chars() {
            let fresh = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
            let Some(node) = self.nodes.get_mut(at) else { return };
            at = match node.next.binary_search_by_key(&letter, |(letter, _)| *letter) {
                Ok(found) => node.next.get(found).map_or(0, |(_, node)| *node as usize),
                Err(place) => {
                    node.next.insert(place, (letter, fresh));
                    self.nodes.push(Node::default());
                    fresh as usize
                }
            };
        }
        let Some(node) = self.nodes.get_mut(at).filter(|_| !stem.is_empty()) else { return };
        let senses = node.senses.get_or_insert_with(SmallVec::new);
        senses.extend(sense.filter(|sense| !senses.contains(sense)));
    }

    /// Gives back the room for more stems.
    pub(super) fn shrink(&mut self) {
        self.nodes.shrink_to_fit();
    }

    /// The stems that a text begins with, the shortest first: the length of each in bytes, and what it means.
    pub(super) fn at_head(&self, text: &str) -> impl Iterator<Item = (usize, &[Sense])> {
        let mut node = self.nodes.first();
        let reached = text.char_indices().map_while(move |(at, letter)| {
            let next = &node?.next;
            let found = next.binary_search_by_key(&letter, |(letter, _)| *letter).ok()?;
            node = next.get(found).and_then(|(_, node)| self.nodes.get(*node as usize));
            Some((at + letter.len_utf8(), node?))
        });
        reached.filter_map(|(length, node)| Some((length, node.senses.as_deref()?)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Against an ordered map.
        #[test]
        fn every_stem_at_a_head_is_found(
            stems in prop::collection::vec(("[가나 a]{1,4}", 0_u16..3), 0..40),
            text in "[가나 a]{0,8}",
        ) {
            let mut found = Stems::default();
            let mut oracle: BTreeMap<&str, Vec<Sense>> = BTreeMap::new();
            for (stem, unit) in &stems {
                found.add(stem, Some(Sense::Unit(*unit)));
                let senses = oracle.entry(stem).or_default();
                if !senses.contains(&Sense::Unit(*unit)) {
                    senses.push(Sense::Unit(*unit));
                }
            }
            let by_hand: Vec<(usize, &[Sense])> = oracle
                .iter()
                .filter(|(stem, _)| text.starts_with(**stem))
                .map(|(stem, senses)| (stem.len(), senses.as_slice()))
                .collect();
            prop_assert_eq!(found.at_head(&text).collect::<Vec<_>>(), by_hand);
        }
    }
}
