//! Sentences: the boundaries of UAX #29, joined behind abbreviations, split where a page has lost its space.

mod bounds;

/// A sentence: bytes `start..end` of the text, and which paragraph of its zone it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) paragraph: usize,
}

/// Behind these a full stop ends no sentence.
const ABBREVIATIONS: [&str; 54] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "gen", "lt", "col", "maj", "capt", "sgt", "adm", "cmdr", "brig",
    "cpl", "pvt", "rep", "sen", "gov", "pres", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "no", "nos", "art", "vs", "approx", "dept", "u.s", "u.n", "u.k", "e.g",
    "i.e", "a.m", "p.m", "cf", "para", "fig", "ft", "gens", "jr", "mt", "sq",
];

/// A paragraph is bounded at that many bytes, so that a page of one line stays cheap to hold in the head.
const LONGEST_SENTENCE: usize = 4_000;

/// The sentences of a piece of a text that begins at that byte.
pub(crate) fn sentences(piece: &str, offset: usize) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (paragraph, (start, text)) in paragraphs(piece).into_iter().enumerate() {
        for (from, to) in cut(text) {
            for (from, to) in bounded(text, from, to) {
                found.push(Sentence { start: offset + start + from, end: offset + start + to, paragraph });
            }
        }
    }
    found
}

/// Lines belong together until one ends as a sentence does or a blank line follows: a text may be wrapped.
fn paragraphs(piece: &str) -> Vec<(usize, &str)> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    let mut from: Option<usize> = None;
    let mut at = 0;
    for line in piece.split_inclusive('\n') {
        let end = at + line.len();
        let content = line.trim();
        if content.is_empty() {
            close(piece, &mut from, at, &mut found);
        } else {
            if is_listed(content) {
                close(piece, &mut from, at, &mut found);
            }
            from.get_or_insert(at);
            if content.ends_with([';', '.', '!', '?', '"', '”', '»', ':', '。', ')']) {
                close(piece, &mut from, end, &mut found);
            }
        }
        at = end;
    }
    close(piece, &mut from, at, &mut found);
    found
}

/// `- 12 explosions;`: a line of a list stands alone.
fn is_listed(line: &str) -> bool {
    let is_number = line.split_once(['.', ')']).is_some_and(|(head, rest)| {
        (1..=2).contains(&head.len())
            && head.chars().all(|digit| digit.is_ascii_digit())
            && rest.starts_with(' ')
    });
    is_number || ["- ", "• ", "* ", "– ", "· ", "▪ ", "○ ", "□ "].iter().any(|mark| line.starts_with(mark))
}

fn close<'t>(piece: &'t str, from: &mut Option<usize>, end: usize, found: &mut Vec<(usize, &'t str)>) {
    let Some(start) = from.take() else { return };
    if let Some(text) = piece.get(start..end) {
        found.push((start, text));
    }
}

/// The bounds of the sentences of a paragraph, without the white space around them.
fn cut(text: &str) -> Vec<(usize, usize)> {
    let mut cuts: Vec<usize> = Vec::new();
    let mut before = 0;
    for at in bounds::bounds(text) {
        lost_spaces(text, before, at, &mut cuts);
        before = at;
        if at < text.len() && !is_joined(text, at) {
            cuts.push(at);
        }
    }
    cuts.push(text.len());
    let mut from = 0;
    let mut found = Vec::new();
    for cut in cuts {
        let piece = text.get(from..cut).unwrap_or_default();
        let start = from + (piece.len() - piece.trim_start().len());
        let end = from + piece.trim_end().len();
        if start < end {
            found.push((start, end));
        }
        from = cut;
    }
    found
}

/// So many bytes on either side of a cut tell whether it is one: a page may have white space without end.
const AROUND: usize = 256;

/// At most so many bytes of the head of a text, whole letters.
fn first(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

/// At most so many bytes of the end of a text, whole letters.
fn last(text: &str, bytes: usize) -> &str {
    text.get(text.ceil_char_boundary(text.len().saturating_sub(bytes))..).unwrap_or(text)
}

/// Whether what ends at that byte is no end of a sentence.
fn is_joined(text: &str, at: usize) -> bool {
    let before = last(text.get(..at).unwrap_or_default(), AROUND);
    let after = first(text.get(at..).unwrap_or_default(), AROUND).trim_start();
    crate::work::steps(before.len() + after.len());
    let trimmed = before.trim_end();
    if before.ends_with('\n') && !trimmed.ends_with(['.', '!', '?', '"', '”', '»', '。', ':']) {
        return true;
    }
    let Some(stem) = trimmed.strip_suffix('.') else { return false };
    let word = last(stem, 24)
        .rsplit(|letter: char| letter.is_whitespace() || matches!(letter, '(' | '“' | '"'))
        .next()
        .unwrap_or_default();
    let lower = word.to_lowercase();
    if lower == "a.m" || lower == "p.m" {
        return starts_with_day(after) || !after.starts_with(char::is_uppercase);
    }
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    is_initial || ABBREVIATIONS.contains(&lower.as_str()) && !(lower.starts_with("u.") && starts_new(after))
}

/// `in the U.S. The soldiers …`: an abbreviation of a name may end a sentence where an article follows.
fn starts_new(after: &str) -> bool {
    ["The ", "It ", "In ", "He ", "But ", "A "].iter().any(|head| after.starts_with(head))
}

fn starts_with_day(after: &str) -> bool {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "on ", "local", "("]
        .iter()
        .any(|day| after.starts_with(day))
}

/// Where `value.Each` has lost its space: two small letters, a point, a capital.
fn lost_spaces(text: &str, from: usize, to: usize, cuts: &mut Vec<usize>) {
    let piece = text.get(from..to).unwrap_or_default();
    let is_lost = |stop: usize| {
        let mut before = piece.get(..stop).unwrap_or_default().chars().rev();
        let (two, one) = (before.next().unwrap_or(' '), before.next().unwrap_or(' '));
        let letter = piece.get(stop + 1..).and_then(|rest| rest.chars().next());
        let is_word = one.is_lowercase() && two.is_lowercase() || matches!(two, '”' | '"' | ')');
        is_word && letter.is_some_and(char::is_uppercase)
    };
    let stops = piece.match_indices('.').map(|(stop, _)| stop);
    cuts.extend(stops.filter(|stop| is_lost(*stop)).map(|stop| from + stop + 1));
}

/// A sentence that is longer than any is cut at white space.
fn bounded(text: &str, from: usize, to: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = from;
    while to - from > LONGEST_SENTENCE {
        let mut cut = from + LONGEST_SENTENCE;
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        let piece = text.get(from..cut).unwrap_or_default();
        let end = piece.rfind(char::is_whitespace).filter(|at| *at > 0).map_or(cut, |at| from + at);
        found.push((from, end));
        let rest = text.get(end..to).unwrap_or_default();
        from = end + (rest.len() - rest.trim_start().len());
    }
    if from < to {
        found.push((from, to));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        sentences(text, 0).iter().map(|sentence| &text[sentence.start..sentence.end]).collect()
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        for whole in [
            "Lt. Gen. Kim said S. Korea fired at 10 p.m. Tuesday.",
            "SEOUL, Oct. 19 (Yonhap) -- North Korea fired shells on Dec. 5.",
            "Guard post No. 250 was kept, Mr. J. Smith said.",
            "The U.S. military said so.",
        ] {
            assert_eq!(read(whole), [whole]);
        }
        assert_eq!(read("They met in the U.S. The talks failed.").len(), 2);
    }

    #[test]
    fn a_lost_space_is_a_boundary() {
        assert_eq!(read("It has no value.Each side fired."), ["It has no value.", "Each side fired."]);
        assert_eq!(read("See site.example for more."), ["See site.example for more."]);
    }

    #[test]
    fn wrapped_lines_are_one_sentence_and_closed_lines_are_not() {
        assert_eq!(read("North Korea fired\nsixty shells. It stopped.\nThe South said so.").len(), 3);
        let found = sentences("One.\nTwo.\n\nThree", 0);
        assert_eq!(found.iter().map(|sentence| sentence.paragraph).collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn a_line_without_an_end_is_read() {
        let text = "word ".repeat(10_000);
        let found = sentences(&text, 0);
        assert!(found.iter().all(|sentence| sentence.end - sentence.start <= LONGEST_SENTENCE));
    }
}
