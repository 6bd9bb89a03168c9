//! Which words open a run of a list, and which runs of a list a text holds: most words open none, and are passed by with one look.

/// A list of runs of words, found by their first word.
#[derive(Debug)]
pub(crate) struct Openings<T: 'static> {
    list: &'static [(&'static str, T)],
    /// By the letter and the length of a first word, as bits of the places in the list: which runs it may open.
    table: [u128; BUCKETS],
}

const BUCKETS: usize = 128;

impl<T> Openings<T> {
    /// Of at most 128 runs with what they mean.
    #[expect(
        clippy::indexing_slicing,
        reason = "a list is laid out when the program is built, which a bad one would stop"
    )]
    pub(crate) const fn of(list: &'static [(&'static str, T)]) -> Self {
        assert!(list.len() <= 128, "a bit for each run");
        let mut table = [0; BUCKETS];
        let mut rest = list;
        let mut bit: u128 = 1;
        while let [(run, _), tail @ ..] = rest {
            table[bucket(run.as_bytes())] |= bit;
            bit = bit.wrapping_shl(1);
            rest = tail;
        }
        Openings { list, table }
    }

    /// The runs that this word may open, in the order of the list: all whose first word it is, and perhaps others.
    pub(crate) fn opened_by(&self, word: &str) -> impl Iterator<Item = &'static (&'static str, T)> {
        let mut bits = self.table.get(bucket(word.as_bytes())).copied().unwrap_or(0);
        let list = self.list;
        std::iter::from_fn(move || {
            let at = (bits > 0).then_some(bits.trailing_zeros() as usize)?;
            bits &= bits - 1;
            list.get(at)
        })
    }
}

impl Openings<()> {
    /// Whether the list holds these words.
    pub(crate) fn holds(&self, words: &str) -> bool {
        self.opened_by(words).any(|(run, ())| *run == words)
    }
}

/// The place in the table of the first word of a run: by its first letter and its length.
const fn bucket(run: &[u8]) -> usize {
    let (mut first, mut length): (u8, usize) = (0, 0);
    let mut rest = run;
    while let [byte, tail @ ..] = rest {
        if *byte == b' ' {
            break;
        }
        if length == 0 {
            first = *byte;
        }
        length += 1;
        rest = tail;
    }
    (length & 3) << 5 | first as usize & 31
}

/// How many words a run takes, where it stands word for word in these.
pub(crate) fn taken<'t>(run: &str, word: impl Fn(usize) -> &'t str) -> Option<usize> {
    let mut rest = run;
    let mut ahead = 0;
    loop {
        let word = word(ahead);
        rest = rest.strip_prefix(word).filter(|_| !word.is_empty())?;
        ahead += 1;
        match rest.strip_prefix(' ') {
            Some(behind) => rest = behind,
            None => return rest.is_empty().then_some(ahead),
        }
    }
}

/// A list of marks that a text is searched for, all at once.
#[derive(Debug)]
pub(crate) struct Marks {
    list: &'static [&'static str],
    /// By a byte, as bits of the places in the list: which marks begin with it, and of which it is the second.
    first: [u64; 256],
    second: [u64; 256],
}

impl Marks {
    /// Of at most 64 marks of two bytes or more.
    #[expect(
        clippy::indexing_slicing,
        reason = "a list is laid out when the program is built, which a bad one would stop"
    )]
    pub(crate) const fn of(list: &'static [&'static str]) -> Self {
        assert!(list.len() <= 64, "a bit for each mark");
        let (mut first, mut second) = ([0; 256], [0; 256]);
        let mut rest = list;
        let mut bit: u64 = 1;
        while let [mark, tail @ ..] = rest {
            assert!(mark.len() > 1, "a mark has two bytes or more");
            if let [one, two, ..] = mark.as_bytes() {
                first[*one as usize] |= bit;
                second[*two as usize] |= bit;
            }
            bit = bit.wrapping_shl(1);
            rest = tail;
        }
        Marks { list, first, second }
    }

    /// Where each mark that the text holds begins, in the order of the text.
    fn found<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let bytes = text.as_bytes();
        let bits = move |at: usize, pair: &[u8]| {
            let [one, two] = pair else { return 0 };
            let of = |table: &[u64; 256], byte: u8| table.get(usize::from(byte)).copied().unwrap_or(0);
            let mut bits = of(&self.first, *one) & of(&self.second, *two);
            let mut held = 0;
            while bits > 0 {
                let mark = self.list.get(bits.trailing_zeros() as usize).map_or("", |mark| *mark);
                if bytes.get(at..).is_some_and(|rest| rest.starts_with(mark.as_bytes())) {
                    held |= bits & bits.wrapping_neg();
                }
                bits &= bits - 1;
            }
            held
        };
        let held = bytes.windows(2).enumerate().map(move |(at, pair)| (at, bits(at, pair)));
        held.filter(|(_, held)| *held > 0).flat_map(|(at, held)| {
            (0..64).filter(move |mark| held >> mark & 1 > 0).map(move |mark| (at, mark))
        })
    }

    /// Whether the text holds one of them.
    pub(crate) fn any(&self, text: &str) -> bool {
        self.found(text).next().is_some()
    }

    /// Where the first of them begins and ends.
    pub(crate) fn first_in(&self, text: &str) -> Option<(usize, usize)> {
        let (at, mark) = self.found(text).next()?;
        Some((at, at + self.list.get(mark)?.len()))
    }

    /// How many of them the text holds.
    pub(crate) fn count(&self, text: &str) -> u32 {
        self.found(text).fold(0_u64, |held, (_, mark)| held | 1 << mark).count_ones()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    static RUNS: Openings<u8> = Openings::of(&[("no fewer than", 1), ("–", 2), ("about", 3), ("no", 4)]);
    static WORDS: Openings<()> = Openings::of(&[("made up", ()), ("false", ())]);
    static MARKS: Marks = Marks::of(&["as of", "a b", "담화", "ab"]);

    #[test]
    fn what_opens_a_run_is_never_passed_by() {
        let opened = |word: &str| {
            let runs = RUNS.opened_by(word).filter(|(run, _)| run.starts_with(word));
            runs.map(|(_, at)| *at).collect::<Vec<_>>()
        };
        assert_eq!(opened("no"), [1, 4]);
        assert_eq!(opened("–"), [2]);
        assert_eq!(opened("about"), [3]);
        for word in ["fewer", "soldiers"] {
            assert!(opened(word).is_empty(), "{word}");
        }
        // Of a page that is none: found by fuzzing.
        assert!(opened(&"y".repeat(1_000)).is_empty());
        assert!(WORDS.holds("made up") && WORDS.holds("false"));
        assert!(!WORDS.holds("made") && !WORDS.holds("fable") && !WORDS.holds(""));
    }

    proptest! {
        /// Against a search for one mark after the other.
        #[test]
        fn marks_are_found_as_by_hand(text in "[ abs of담화]{0,24}") {
            let held = || MARKS.list.iter().filter(|mark| text.contains(**mark));
            prop_assert_eq!(MARKS.any(&text), held().count() > 0);
            prop_assert_eq!(MARKS.count(&text) as usize, held().count());
            let first = held().filter_map(|mark| text.find(mark)).min();
            prop_assert_eq!(MARKS.first_in(&text).map(|(at, _)| at), first);
        }
    }
}
