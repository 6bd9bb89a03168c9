//! Which words open a run of a list, and which runs of a list a text holds: most words open none, and are passed by with one look.

/// A list of runs of words, found by their first word.
#[derive(Debug)]
pub(crate) struct Openings<T: 'static> {
    list: &'static [(&'static str, T)],
    /// By the first two letters of a first word, as bits of the places in the list: which runs it may open.
    table: [u128; BUCKETS],
    /// By the letter of a second word: which runs may go on with it, those of one word among them.
    seconds: [u128; LETTERS],
}

const BUCKETS: usize = 128;
const LETTERS: usize = 32;

impl<T> Openings<T> {
    /// Of at most 128 runs with what they mean.
    #[expect(
        clippy::indexing_slicing,
        reason = "a list is laid out when the program is built, which a bad one would stop"
    )]
    pub(crate) const fn of(list: &'static [(&'static str, T)]) -> Self {
        assert!(list.len() <= 128, "a bit for each run");
        let mut table = [0; BUCKETS];
        let mut seconds = [0; LETTERS];
        let mut rest = list;
        let mut bit: u128 = 1;
        while let [(run, _), tail @ ..] = rest {
            table[bucket(run.as_bytes())] |= bit;
            match behind_space(run.as_bytes()) {
                Some(second) => seconds[letter(second)] |= bit,
                None => {
                    let mut any = 0;
                    while any < LETTERS {
                        seconds[any] |= bit;
                        any += 1;
                    }
                }
            }
            bit = bit.wrapping_shl(1);
            rest = tail;
        }
        Openings { list, table, seconds }
    }

    /// The runs that this word may open, in the order of the list: all whose first word it is, and perhaps others.
    pub(crate) fn opened_by(&self, word: &str) -> impl Iterator<Item = &'static (&'static str, T)> {
        self.of_bits(self.table.get(bucket(word.as_bytes())).copied().unwrap_or(0))
    }

    /// The runs that these two words may open: all that begin with both or are the first alone, and perhaps others.
    pub(crate) fn opened_by_both(
        &self,
        word: &str,
        next: &str,
    ) -> impl Iterator<Item = &'static (&'static str, T)> {
        let first = self.table.get(bucket(word.as_bytes())).copied().unwrap_or(0);
        self.of_bits(first & self.seconds.get(letter(next.as_bytes())).copied().unwrap_or(0))
    }

    /// The runs at the places of these bits.
    fn of_bits(&self, mut bits: u128) -> impl Iterator<Item = &'static (&'static str, T)> + use<T> {
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

/// The place in the table of the first word of a run: by its first letter and its second.
const fn bucket(run: &[u8]) -> usize {
    match run {
        [first] | [first, b' ', ..] => *first as usize & 31,
        [first, second, ..] => (*second as usize & 3) << 5 | *first as usize & 31,
        [] => 0,
    }
}

/// What stands behind the first space of a run.
const fn behind_space(run: &[u8]) -> Option<&[u8]> {
    let mut rest = run;
    while let [byte, tail @ ..] = rest {
        if *byte == b' ' {
            return Some(tail);
        }
        rest = tail;
    }
    None
}

/// The place in the table of a second word.
const fn letter(word: &[u8]) -> usize {
    match word {
        [first, ..] => *first as usize & 31,
        [] => 0,
    }
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

    /// The first place from this one on at which marks begin, and which, as bits of their places in the list.
    fn next(&self, text: &str, from: usize) -> Option<(usize, u64)> {
        let bytes = text.as_bytes().get(from..)?;
        let of = |table: &[u64; 256], byte: u8| table.get(usize::from(byte)).copied().unwrap_or(0);
        let mut before = 0;
        for (at, byte) in bytes.iter().enumerate() {
            let bits = before & of(&self.second, *byte);
            before = of(&self.first, *byte);
            if bits == 0 {
                continue;
            }
            let start = at.saturating_sub(1);
            let held = self.held(bits, bytes.get(start..).unwrap_or_default());
            if held > 0 {
                return Some((from + start, held));
            }
        }
        None
    }

    /// Those of these marks that stand at the head of these bytes.
    fn held(&self, mut bits: u64, rest: &[u8]) -> u64 {
        let mut held = 0;
        while bits > 0 {
            let mark = self.list.get(bits.trailing_zeros() as usize).map_or("", |mark| *mark);
            if rest.starts_with(mark.as_bytes()) {
                held |= bits & bits.wrapping_neg();
            }
            bits &= bits - 1;
        }
        held
    }

    /// Whether the text holds one of them.
    pub(crate) fn any(&self, text: &str) -> bool {
        self.next(text, 0).is_some()
    }

    /// Where the first of them begins and ends.
    pub(crate) fn first_in(&self, text: &str) -> Option<(usize, usize)> {
        let (at, held) = self.next(text, 0)?;
        Some((at, at + self.list.get(held.trailing_zeros() as usize)?.len()))
    }

    /// How many of them the text holds.
    pub(crate) fn count(&self, text: &str) -> u32 {
        let (mut all, mut from) = (0_u64, 0);
        while let Some((at, held)) = self.next(text, from) {
            all |= held;
            from = at + 1;
        }
        all.count_ones()
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
        let both =
            |word: &str, next: &str| RUNS.opened_by_both(word, next).map(|(_, at)| *at).collect::<Vec<_>>();
        assert_eq!(both("no", "fewer"), [1, 4]);
        assert_eq!(both("no", "soldiers"), [4]);
        assert_eq!(both("no", ""), [4]);
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
