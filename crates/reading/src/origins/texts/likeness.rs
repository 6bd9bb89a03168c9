//! Two texts beside each other, counted exactly.

use std::collections::BTreeSet;

use super::Copy;

/// Words of a run: long enough that a shared one is seldom chance.
pub(super) const RUN: usize = 5;
/// Words of a run inside one sentence.
const SENTENCE_RUN: usize = 3;

/// How much two texts share, in thousandths.
#[derive(Debug, Clone, core::marker::Copy, Default, PartialEq, Eq)]
pub struct Likeness {
    /// Runs of five words of the shorter text that stand in the longer.
    pub contained: u32,
    /// Sentences of the shorter text of whose runs of three words three fifths stand in one sentence of the longer.
    pub aligned: u32,
}

impl Likeness {
    /// One origin from three tenths contained or two fifths of the sentences; likely from fifteen hundredths. Set on 36 pairs of pages
    /// of which four were copies; a copy may be cut to a third, and two reports on one event share set phrases.
    #[must_use]
    pub fn copy(self) -> Copy {
        match self {
            Likeness { contained: 300.., .. } | Likeness { aligned: 400.., .. } => Copy::Same,
            Likeness { contained: 150.., .. } => Copy::Likely,
            _ => Copy::No,
        }
    }
}

/// Compares two texts run by run and sentence by sentence.
#[must_use]
pub fn compared(one: &str, other: &str) -> Likeness {
    let (ours, theirs) = (runs(one, RUN), runs(other, RUN));
    let shorter = ours.len().min(theirs.len());
    let contained = thousandths(ours.intersection(&theirs).count(), shorter);
    let (mut ours, mut theirs) = (sentences(one), sentences(other));
    if ours.len() > theirs.len() {
        std::mem::swap(&mut ours, &mut theirs);
    }
    let has_like = |runs: &&BTreeSet<u64>| {
        theirs.iter().any(|other| 5 * runs.intersection(other).count() >= 3 * runs.len())
    };
    // A sentence or two may be alike by chance: a salutation, a list of names.
    let alike = if ours.len() < 3 { 0 } else { ours.iter().filter(has_like).count() };
    Likeness { contained, aligned: thousandths(alike, ours.len()) }
}

/// The hashes of all runs of so many words; of a shorter text, of all its words.
pub(super) fn runs(text: &str, length: usize) -> BTreeSet<u64> {
    let words: Vec<u64> = words(text).collect();
    if words.len() < length {
        return if words.is_empty() { BTreeSet::new() } else { BTreeSet::from([mixed(&words)]) };
    }
    words.windows(length).map(mixed).collect()
}

/// Hashes of the words: runs of letters and digits without case.
fn words(text: &str) -> impl Iterator<Item = u64> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| {
        let letters = word.chars().flat_map(char::to_lowercase);
        letters.fold(0xcbf2_9ce4_8422_2325, |hash, letter| {
            (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3)
        })
    })
}

/// One hash of several, all bits of it even (the finaliser of `SplitMix64`).
fn mixed(words: &[u64]) -> u64 {
    let joined = words.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |hash, word| {
        hash.rotate_left(23).wrapping_mul(0x9fb2_1c65_1e98_df25) ^ word
    });
    let joined = (joined ^ (joined >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let joined = (joined ^ (joined >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    joined ^ (joined >> 31)
}

/// The sentences that are long enough to tell one from another, as runs.
fn sentences(text: &str) -> Vec<BTreeSet<u64>> {
    let pieces = text.split_inclusive(['\n', '.', '?', '!', '。']).map(|piece| runs(piece, SENTENCE_RUN));
    pieces.filter(|runs| runs.len() >= SENTENCE_RUN).collect()
}

fn thousandths(part: usize, whole: usize) -> u32 {
    u32::try_from(part * 1000 / whole.max(1)).unwrap_or(1000)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STORY: &str = "The army said on Monday that two shells had fallen near the village of Kalo. Nobody was hurt, it added. \
        The other side denied that it had fired and called the report a fabrication. Observers of the mission went to the place in \
        the afternoon and found two craters. They could not say from where the shells had come.";

    #[test]
    fn a_copy_that_is_cut_and_rearranged_is_one_origin() {
        let cut = "Two shells had fallen near the village of Kalo, the army said. Observers of the mission went to the place in the \
            afternoon and found two craters. The other side denied that it had fired and called the report a fabrication.";
        assert_eq!(compared(STORY, cut).copy(), Copy::Same);
    }

    #[test]
    fn two_reports_on_one_event_are_not_copies() {
        let own = "Residents of Kalo told this paper that they had heard blasts on Monday. A house lost its windows. The mayor asked \
            both sides to hold to the agreement. Monitors were seen at the crossroads at about four.";
        assert_eq!(compared(STORY, own).copy(), Copy::No);
    }

    #[test]
    fn a_text_is_its_own_copy_and_an_empty_one_nobodys() {
        assert_eq!(compared(STORY, STORY), Likeness { contained: 1000, aligned: 1000 });
        assert_eq!(compared(STORY, "").copy(), Copy::No);
        assert_eq!(compared("", ""), Likeness::default());
    }

    proptest! {
        /// By hand: count runs of words as strings.
        #[test]
        fn containment_is_that_of_the_runs(one in "([ab] ){0,30}", other in "([ab] ){0,30}") {
            let strings = |text: &str| -> BTreeSet<Vec<String>> {
                let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
                if words.len() < RUN { return if words.is_empty() { BTreeSet::new() } else { BTreeSet::from([words]) }; }
                words.windows(RUN).map(<[String]>::to_vec).collect()
            };
            let (ours, theirs) = (strings(&one), strings(&other));
            let wanted = ours.intersection(&theirs).count() * 1000 / ours.len().min(theirs.len()).max(1);
            prop_assert_eq!(usize::try_from(compared(&one, &other).contained).unwrap(), wanted);
        }

        /// Either way round is the same.
        #[test]
        fn neither_text_comes_first(one in "([abc]{1,2}[ .]){0,40}", other in "([abc]{1,2}[ .]){0,40}") {
            prop_assert_eq!(compared(&one, &other).contained, compared(&other, &one).contained);
        }
    }
}
