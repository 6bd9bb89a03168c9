//! The root, worked out a second time from what the disk gives back, by other code than the tree's own. A bit that
//! flipped in memory or on its way to the disk shows here, before anything is signed.

use armistice_record::{Frontier, Hash, Head};

use crate::frame::Frame;

/// The tree that the old one becomes with the entries in these frames; nothing if they are not whole entries.
pub(crate) fn head(old: &Frontier, frames: &[u8]) -> Option<Head> {
    // Complete subtrees side by side: height and root. The bits of the size tell the heights.
    let heights = (0..u64::BITS).rev().filter(|bit| old.size() >> bit & 1 == 1);
    let mut peaks: Vec<(u32, Hash)> = heights.zip(old.roots().iter().copied()).collect();
    let (mut size, mut rest) = (old.size(), frames);
    while !rest.is_empty() {
        let (Frame::Entry(entry), length) = Frame::read(rest)? else { return None };
        peaks.push((0, Hash::leaf(entry)));
        while let [.., (left_height, left), (height, right)] = peaks.as_slice()
            && left_height == height
        {
            let joined = (height + 1, Hash::node(*left, *right));
            peaks.truncate(peaks.len() - 2);
            peaks.push(joined);
        }
        rest = rest.get(length..)?;
        size += 1;
    }
    let root = peaks.into_iter().map(|(_, hash)| hash).rev().reduce(|right, left| Hash::node(left, right));
    Some(Head { size, root: root.unwrap_or(Hash::EMPTY) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_ways_give_one_root(before in 0u64..600, more in 0u64..600) {
            let entry = |n: u64| n.to_be_bytes();
            let mut frontier = Frontier::new();
            (0..before).for_each(|n| frontier.append(Hash::leaf(&entry(n)), |_, _, _| {}));
            let mut frames = Vec::new();
            (before..before + more).for_each(|n| Frame::Entry(&entry(n)).write(&mut frames));
            let found = head(&frontier, &frames);
            (before..before + more).for_each(|n| frontier.append(Hash::leaf(&entry(n)), |_, _, _| {}));
            prop_assert_eq!(found, Some(Head { size: frontier.size(), root: frontier.root() }));
        }
    }

    #[test]
    fn what_is_not_whole_entries_has_no_root() {
        let mut frames = Vec::new();
        Frame::Entry(b"x").write(&mut frames);
        assert_eq!(head(&Frontier::new(), &frames[..frames.len() - 1]), None);
        Frame::Head(b"x").write(&mut frames);
        assert_eq!(head(&Frontier::new(), &frames), None);
    }
}
