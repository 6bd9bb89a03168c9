//! The forms of a Korean verb that melt into the last syllable of its stem: `쏘` is `쐈`, `쏜`, `쏠`, `쏩`.

/// The first syllable of the block, and how many finals and medials a syllable counts.
const FIRST: u32 = 0xac00;
const LAST: u32 = 0xd7a3;
const FINALS: u32 = 28;
const MEDIALS: u32 = 21;
/// Finals: `ㄴ`, `ㄹ`, `ㅂ`, `ㅆ`.
const MELTED: [u32; 3] = [4, 8, 17];
const PAST: u32 = 20;

/// The stem itself and, where it ends in a vowel, all that melts into it.
pub(super) fn forms(stem: &str) -> Vec<String> {
    let mut forms = vec![stem.to_owned()];
    let Some((head, last)) = stem.char_indices().next_back().map(|(at, last)| (&stem[..at], last)) else {
        return forms;
    };
    let Some((syllable, medial)) = open(last) else { return forms };
    let with = |syllable: u32| char::from_u32(syllable).map(|last| format!("{head}{last}"));
    forms.extend(MELTED.iter().filter_map(|end| with(syllable + end)));
    // `하` makes `했` and `해`.
    if last == '하' {
        forms.extend(["했", "해"].map(|past| format!("{head}{past}")));
        return forms;
    }
    let past = i64::from(syllable) + (i64::from(melted(medial)) - i64::from(medial)) * i64::from(FINALS);
    if let Ok(past) = u32::try_from(past) {
        forms.extend(with(past + PAST));
        forms.extend(with(past).filter(|form| form != stem));
    }
    forms
}

/// A syllable without a final consonant, and its vowel.
fn open(syllable: char) -> Option<(u32, u32)> {
    let code = u32::from(syllable);
    let offset = code.checked_sub(FIRST).filter(|_| code <= LAST)?;
    (offset % FINALS == 0).then_some((code, offset / FINALS % MEDIALS))
}

/// The vowel that a vowel makes with `아` or `어` of the past: `ㅗ` and `아` are `ㅘ`.
fn melted(medial: u32) -> u32 {
    match medial {
        8 => 9,
        13 => 14,
        20 => 6,
        18 => 4,
        other => other,
    }
}

/// Whether a word ends in a syllable with one of these final consonants: 4 is `ㄴ`, 8 is `ㄹ`, 20 is `ㅆ`.
pub(crate) fn ends_in(word: &str, finals: &[u32]) -> bool {
    word.chars().next_back().is_some_and(|last| {
        let code = u32::from(last);
        (FIRST..=LAST).contains(&code) && finals.contains(&((code - FIRST) % FINALS))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_melt_into_their_endings() {
        assert_eq!(forms("쏘"), ["쏘", "쏜", "쏠", "쏩", "쐈", "쏴"]);
        assert_eq!(forms("보내"), ["보내", "보낸", "보낼", "보냅", "보냈"]);
        assert_eq!(forms("던지"), ["던지", "던진", "던질", "던집", "던졌", "던져"]);
        assert_eq!(forms("거치하"), ["거치하", "거치한", "거치할", "거치합", "거치했", "거치해"]);
        assert_eq!(forms("넘"), ["넘"]);
        assert!(ends_in("쐈", &[20]) && ends_in("보낸", &[4]) && !ends_in("보내", &[4, 8]));
    }
}
