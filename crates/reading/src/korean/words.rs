//! A line of Korean as words between spaces, and in them the runs that the lexicon knows with what clings to them.

use crate::lexicon::{Lexicon, Sense};

/// Particles, the longer first.
const PARTICLES: [&str; 56] = [
    "만을",
    "만이",
    "만은",
    "에도",
    "에만",
    "까지도",
    "이나",
    "측도",
    "측에서도",
    "에서도",
    "처럼",
    "에게도",
    "으로부터",
    "에게서는",
    "에서는",
    "에게는",
    "으로는",
    "이라고",
    "에서의",
    "으로의",
    "측에서",
    "까지는",
    "부터는",
    "측은",
    "측이",
    "측의",
    "측에",
    "측과",
    "에서",
    "에게",
    "으로",
    "까지",
    "부터",
    "께서",
    "에는",
    "와의",
    "과의",
    "라고",
    "들은",
    "들이",
    "들의",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "로",
    "와",
    "과",
    "도",
    "만",
    "측",
    "들",
];

/// A word between spaces, without marks at its ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'t> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: &'t str,
}

/// A run that the lexicon knows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark<'t, 'l> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: &'t str,
    pub(super) senses: &'l [Sense],
    /// What clings to it, up to the next space.
    pub(super) tail: &'t str,
    /// Whether it begins a word.
    pub(super) is_head: bool,
}

/// A line.
#[derive(Debug)]
pub(super) struct Line<'t, 'l> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    pub(super) words: Vec<Word<'t>>,
    pub(super) marks: Vec<Mark<'t, 'l>>,
}

impl<'t, 'l> Line<'t, 'l> {
    pub(super) fn of(lexicon: &'l Lexicon, text: &'t str, start: usize) -> Self {
        Line { text, start, words: words(text, start), marks: marks(lexicon, text, start) }
    }

    /// The text between two places of the document.
    pub(super) fn between(&self, start: usize, end: usize) -> &'t str {
        let at = |place: usize| place.saturating_sub(self.start);
        self.text.get(at(start)..at(end)).unwrap_or_default()
    }

    /// The words that begin between two places.
    pub(super) fn words_in(&self, start: usize, end: usize) -> impl Iterator<Item = &Word<'t>> {
        self.words.iter().filter(move |word| word.start >= start && word.start < end)
    }

    /// The marks that begin between two places.
    pub(super) fn marks_in(&self, start: usize, end: usize) -> impl Iterator<Item = &Mark<'t, 'l>> {
        self.marks.iter().filter(move |mark| mark.start >= start && mark.start < end)
    }
}

impl Mark<'_, '_> {
    pub(super) fn is_subject(&self) -> bool {
        matches!(
            self.tail,
            "은" | "는"
                | "이"
                | "가"
                | "도"
                | "께서"
                | "측은"
                | "측이"
                | "측도"
                | "들은"
                | "들이"
                | "에서는"
                | "에선"
                | "측에선"
                | "만"
                | "역시"
        )
    }

    pub(super) fn is_topic(&self) -> bool {
        matches!(self.tail, "은" | "는" | "측은" | "들은" | "에서는" | "측에서는" | "에선")
    }

    /// Whether it stands before a noun as an adjective does: bare, or with `의`.
    pub(super) fn is_attribute(&self) -> bool {
        matches!(self.tail, "" | "의" | "측의" | "측" | "들의")
    }

    /// Whether it stands as what something is done to, or does it: `사격을`, `포성은`.
    pub(super) fn is_patient(&self) -> bool {
        matches!(self.tail, "" | "을" | "를" | "이" | "가" | "은" | "는" | "도")
    }

    pub(super) fn acts(&self) -> impl Iterator<Item = u16> {
        self.senses.iter().filter_map(|sense| match sense {
            Sense::ActNoun(act) | Sense::Act(act, _) => Some(*act),
            _ => None,
        })
    }

    /// Whether it is a verb by itself, and no noun that needs `하다`.
    pub(super) fn is_verb(&self) -> bool {
        self.senses.iter().any(|sense| matches!(sense, Sense::Act(..)))
    }

    pub(super) fn unit(&self) -> Option<u16> {
        self.senses.iter().find_map(|sense| if let Sense::Unit(unit) = sense { Some(*unit) } else { None })
    }

    pub(super) fn place(&self) -> Option<u16> {
        self.senses.iter().find_map(|sense| if let Sense::Place(place) = sense { Some(*place) } else { None })
    }

    pub(super) fn is_agreement(&self) -> bool {
        self.senses.contains(&Sense::Agreement)
    }
}

/// Who is meant. `we` and `the enemy` are sides only beside that of who speaks.
pub(super) fn actor_id(lexicon: &Lexicon, mark: &Mark<'_, '_>, own: Option<&str>) -> Option<String> {
    let parties = &lexicon.agreement.parties;
    let side = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
    let ours = own.map(side);
    let theirs = ours.as_ref().and_then(|ours| parties.iter().take(2).find(|party| *party != ours));
    match mark.text {
        "적" | "괴뢰" | "괴뢰군" | "괴뢰군부" => return theirs.cloned(),
        "우리" | "우리 측" | "아군" | "우리 군" | "우리군" if ours.is_some() => {
            let force = mark.text.ends_with('군');
            let organ = ours.as_ref().and_then(|ours| lexicon.actors.iter().find(|actor| actor.id == *ours));
            let organ = organ.and_then(|actor| actor.organs.get("force").filter(|_| force));
            return ours.map(|ours| organ.map_or(ours.clone(), |organ| format!("{ours}.{organ}")));
        }
        // `우리` of somebody who is not known is nobody's.
        "우리" | "우리 측" | "아군" => return None,
        _ => {}
    }
    mark.senses.iter().find_map(|sense| match sense {
        Sense::Actor(actor) => lexicon.actor(*actor).map(|actor| actor.id.clone()),
        Sense::Joint(joint) => {
            Some(lexicon.joints.get(usize::from(*joint))?.clone().unwrap_or_else(|| lexicon.all_parties()))
        }
        _ => None,
    })
}

/// The words of a line.
fn words(text: &str, start: usize) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(text.len() / 8);
    // Where the word begins, where its first letter or digit stands, and where its last one ends.
    let mut word: Option<(usize, usize)> = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        if letter.is_whitespace() {
            if let Some((from, to)) = word.take() {
                let text = text.get(from..to).unwrap_or_default();
                words.push(Word { start: start + from, end: start + to, text });
            }
        } else if is_letter(letter) {
            word = Some((word.map_or(at, |(from, _)| from), at + letter.len_utf8()));
        }
    }
    words
}

/// A letter or a digit.
fn is_letter(letter: char) -> bool {
    super::is_hangul(letter) || letter.is_alphanumeric()
}

/// All known runs, the longest at each place, none over another.
pub(super) fn marks<'t, 'l>(lexicon: &'l Lexicon, text: &'t str, start: usize) -> Vec<Mark<'t, 'l>> {
    let mut marks = Vec::new();
    for word in words(text, start) {
        let (mut at, end) = (word.start - start, word.end - start);
        // A run may have begun in the word before.
        at = at.max(marks.last().map_or(0, |mark: &Mark<'_, '_>| mark.end - start));
        while at < end {
            let head = at == word.start - start;
            if let Some(mark) = longest(lexicon, text, at, end, head, start) {
                at = mark.end - start;
                marks.push(mark);
            } else {
                at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            }
        }
    }
    marks
}

fn longest<'t, 'l>(
    lexicon: &'l Lexicon,
    text: &'t str,
    at: usize,
    end: usize,
    head: bool,
    start: usize,
) -> Option<Mark<'t, 'l>> {
    let rest = text.get(at..)?;
    let stems: Vec<(usize, &[Sense])> = lexicon.korean_stems(rest).collect();
    let space = |from: usize| {
        text.get(from..).and_then(|rest| rest.find(char::is_whitespace)).map_or(text.len(), |to| from + to)
    };
    stems.into_iter().rev().find_map(|(length, senses)| {
        let run = rest.get(..length)?;
        let stop = at + length;
        // Beyond this word a run must end where a word does, but for its particle.
        let tail = text.get(stop..space(stop))?.trim_end_matches(|letter: char| !is_letter(letter));
        let short = run.chars().nth(1).is_none();
        // `한국군부가`, `우리 군인들은`: what only says which people of a side are meant is of its name.
        let more = if is_side(senses) { people(tail) } else { 0 };
        let fits = if stop > end {
            is_particle(tail.get(more..).unwrap_or(tail)) || is_act(senses) || is_done(senses, tail)
        } else {
            !short || fits_short(text, at, tail, head, senses)
        };
        fits.then_some(Mark {
            start: start + at,
            end: start + stop + more,
            text: run,
            senses,
            tail: tail.get(more..).unwrap_or(tail),
            is_head: head,
        })
    })
}

/// A side or one of its organs.
fn is_side(senses: &[Sense]) -> bool {
    senses.iter().any(|sense| matches!(sense, Sense::Actor(_) | Sense::Joint(_)))
}

/// The length of the nouns for people or organs that cling to the name of a side, where nothing but a particle is behind them.
fn people(tail: &str) -> usize {
    const PEOPLE: [&str; 25] = [
        "군부",
        "당국",
        "군대",
        "군인",
        "병사",
        "장병",
        "해군",
        "공군",
        "육군",
        "지상군",
        "사령부",
        "정부",
        "인원",
        "괴뢰",
        "패당",
        "깡패",
        "호전광",
        "군",
        "인",
        "대",
        "것",
        "들",
        "자",
        "측",
        "경비병",
    ];
    let mut rest = tail;
    while let Some(behind) = PEOPLE.iter().find_map(|noun| rest.strip_prefix(noun)) {
        rest = behind;
    }
    let length = tail.len() - rest.len();
    // `측` and `들` alone are particles here.
    let known = is_particle(tail) || !is_particle(rest) || rest.is_empty() && length == 0;
    if known { 0 } else { length }
}

/// A verb by itself, on which endings of any kind hang.
fn is_act(senses: &[Sense]) -> bool {
    senses.iter().any(|sense| matches!(sense, Sense::Act(..)))
}

/// `현장 조사했다`: a noun of an act in two words, with the verb that clings to it.
fn is_done(senses: &[Sense], tail: &str) -> bool {
    const VERBS: [&str; 14] =
        ["하", "했", "한", "할", "함", "해", "되", "된", "됐", "될", "돼", "시키", "시켰", "당했"];
    senses.iter().any(|sense| matches!(sense, Sense::ActNoun(_)))
        && VERBS.iter().any(|verb| tail.starts_with(verb))
}

/// A run of one letter is a word only as a whole word with its particle, as a counter behind a number, or as the stem of a verb.
fn fits_short(text: &str, at: usize, tail: &str, head: bool, senses: &[Sense]) -> bool {
    let counts = senses.iter().any(|sense| matches!(sense, Sense::Unit(_)));
    let acts = senses.iter().any(|sense| matches!(sense, Sense::ActNoun(_)));
    let is_verb = senses.iter().any(|sense| matches!(sense, Sense::Act(..)));
    if is_verb {
        return head && is_verb_tail(text.get(at..).unwrap_or_default(), tail);
    }
    let before = text.get(..at).unwrap_or_default().trim_end();
    let counted = before
        .ends_with(|letter: char| letter.is_ascii_digit() || matches!(letter, '여' | '수' | '몇' | '각'));
    (counts && counted && (is_particle(tail) || tail.starts_with(['의', '을', '이', '가', '과'])))
        || (acts && head && tail.starts_with(['어', '었', '은', '는', '으', '았', '아', '기', '겠']))
        || (!counts && !acts && head && is_particle(tail))
}

/// Whether what clings to a verb of one syllable is an ending of verbs.
fn is_verb_tail(rest: &str, tail: &str) -> bool {
    const ENDINGS: [&str; 22] = [
        "다", "고", "지", "기", "며", "면", "는", "던", "도", "어", "었", "아", "았", "으", "습", "니", "겠",
        "려", "은", "을", "자", "게",
    ];
    let form = rest.chars().next().map(String::from).unwrap_or_default();
    ENDINGS.iter().any(|ending| tail.starts_with(ending))
        || tail.is_empty() && crate::lexicon::ends_in(&form, &[4, 8])
}

/// Whether what clings is a particle or nothing.
pub(super) fn is_particle(tail: &str) -> bool {
    tail.is_empty() || PARTICLES.contains(&tail)
}

/// Whether a line is a note: its last word is no verb.
pub(super) fn is_note(line: &Line<'_, '_>) -> bool {
    const VERBS: [char; 8] = ['다', '요', '까', '죠', '라', '고', '오', '며'];
    line.words.last().is_some_and(|word| !word.text.ends_with(VERBS))
}
