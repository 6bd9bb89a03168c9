//! Which words open a run of a list at all: most words of a text open none, and are passed by with one look.

/// Letters and lengths of the first words of a list of runs, as bits. A word one of whose two bits is not there opens none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Openings(u128, u128);

impl Openings {
    /// Of runs with what they mean.
    pub(crate) const fn of<T>(list: &[(&str, T)]) -> Openings {
        let mut all = Openings(0, 0);
        let mut rest = list;
        while let [(run, _), tail @ ..] = rest {
            let one = bits(run.as_bytes());
            all = Openings(all.0 | one.0, all.1 | one.1);
            rest = tail;
        }
        all
    }

    /// Whether a word may open a run.
    pub(crate) fn may_hold(self, word: &str) -> bool {
        let one = bits(word.as_bytes());
        self.0 & one.0 > 0 && self.1 & one.1 > 0
    }
}

/// The bits of the first word of a run: by its first letter and its length, by its second and its last.
const fn bits(run: &[u8]) -> Openings {
    let (mut first, mut second, mut last) = (0, 0, 0);
    let mut length: usize = 0;
    let mut rest = run;
    while let [byte, tail @ ..] = rest {
        if *byte == b' ' {
            break;
        }
        match length {
            0 => first = *byte,
            1 => second = *byte,
            _ => {}
        }
        last = *byte;
        length += 1;
        rest = tail;
    }
    let ends = second.wrapping_mul(5) ^ last.wrapping_mul(3);
    Openings(1 << ((length & 3) << 5 | first as usize & 31), 1 << (ends & 127))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_a_run_is_never_passed_by() {
        const RUNS: [(&str, u8); 3] = [("no fewer than", 1), ("–", 2), ("about", 3)];
        let openings = Openings::of(&RUNS);
        for word in ["no", "–", "about"] {
            assert!(openings.may_hold(word), "{word}");
        }
        for word in ["fewer", "soldiers", ""] {
            assert!(!openings.may_hold(word), "{word}");
        }
        // Of a page that is none: found by fuzzing.
        assert!(!openings.may_hold(&"y".repeat(1_000)));
    }
}
