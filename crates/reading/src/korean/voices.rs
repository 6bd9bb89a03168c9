//! Who says it: `A는 … 했다고 밝혔다`, `… 했다고 A가 밝혔다`, and what nobody but the release itself says.

use crate::claim::Attribution;
use crate::extract::Context;
use crate::lexicon::SpeechKind;

use super::begun_by;
use super::cues::{BLAMES, QUOTES, assesses, ends_speech, is_denied, says};
use super::words::{Line, Word, actor_id};

/// A stretch of a sentence with whose word it is.
#[derive(Debug)]
pub(super) struct Saying {
    /// What is said.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) attribution: Option<Attribution>,
    pub(super) denied: bool,
    pub(super) blamed: bool,
    /// The speaker's own side, for `we`.
    pub(super) own: Option<String>,
    /// Where the speaker is named, who does nothing else there.
    pub(super) speaker: Option<usize>,
    /// Whoever speaks at the head of the sentence, who acts where nobody else does: where the name stands.
    pub(super) head: Option<(usize, usize)>,
}

/// The sayings of a line, in order; together they cover it but for who speaks.
pub(super) fn sayings(context: &Context<'_>, line: &Line<'_, '_>) -> Vec<Saying> {
    let mut found = Vec::new();
    let mut start = line.start;
    let end = line.start + line.text.len();
    let ends: Vec<bool> = line.words.iter().map(|word| ends_speech(word.text)).collect();
    for (index, word) in line.words.iter().enumerate() {
        // Nothing is said but behind what ends it: most words are passed by here.
        let before = index.checked_sub(1).and_then(|before| line.words.get(before));
        // `넘은 것으로 보고 있다`: whoever holds it likely speaks.
        let held = before.filter(|before| before.text.ends_with("것으로") && assesses(word.text));
        let Some(content) = held.or_else(|| content(line, &ends, index, start)) else { continue };
        let blames = begun_by(&BLAMES, word.text).next().is_some();
        // `않았다고 했다`: only right behind what was said.
        let is_plain = [
            "했다",
            "했습니다",
            "하였다",
            "하였습니다",
            "했으며",
            "했고",
            "한다",
            "했지만",
            "했으나",
            "했는데",
            "하였으나",
            "하였으며",
            "하면서",
            "하며",
            "본다",
            "봤다",
            "보고",
            "합니다",
        ]
        .contains(&word.text)
            && before.is_some_and(|before| {
                ["다고", "라고", "냐고", "자고", "\"고", "”고"].iter().any(|end| before.text.ends_with(end))
            });
        // What ends a line right behind `-다고`, or a word behind it, is a verb of saying, whichever it is.
        let is_last = index + 1 == line.words.len() && word.text.ends_with('다');
        let second = index.checked_sub(2).and_then(|second| line.words.get(second));
        let is_saying = is_last
            && (before.is_some_and(|before| ends_speech(before.text) && !before.text.ends_with("는"))
                || second.is_some_and(|word| ["다고", "라고"].iter().any(|end| word.text.ends_with(end))));
        if held.is_none() && !blames && !is_plain && !is_saying && !says(word.text) {
            continue;
        }
        found.push(saying(context, line, (start, content), (content.end, word), blames));
        start = word.end;
    }
    if start < end {
        let denied = found.is_empty() && is_denied(line.between(start, end));
        let told = accorded(context, line, start, end);
        let (start, attribution) = match told {
            Some((after, voice)) => (after, Some(voice)),
            None => (start, carried(context)),
        };
        found.push(Saying {
            start,
            end,
            attribution,
            denied,
            blamed: false,
            own: own(context),
            speaker: None,
            head: None,
        });
    }
    found
}

/// `합참에 따르면 …`: whoever stands before it says all that follows.
fn accorded(
    context: &Context<'_>,
    line: &Line<'_, '_>,
    start: usize,
    end: usize,
) -> Option<(usize, Attribution)> {
    const CITES: [&str; 6] = ["따르면", "의하면", "따르면은", "인용하면", "종합하면", "빌리면"];
    let mut words = line.words_in(start, end).take(14);
    let cite = words.find(|word| CITES.contains(&word.text))?;
    let before = line.words_in(start, cite.start).last()?;
    // What an agreement says is nobody's word.
    if line.marks_in(start, cite.start).last().is_some_and(|mark| mark.is_agreement()) {
        return None;
    }
    let named = line
        .marks_in(start, cite.start)
        .filter_map(|mark| Some((actor_id(context.lexicon, mark, None)?, mark.text.to_owned())))
        .last();
    let stem = || {
        let stem = ["에게", "에", "을", "를"].iter().find_map(|tail| before.text.strip_suffix(tail));
        format!("unnamed:{}", stem.unwrap_or(before.text))
    };
    let (source, text) = match named {
        Some((source, text)) => (source, text),
        None => (stem(), before.text.to_owned()),
    };
    // `발표에 따르면` of nobody is of whoever spoke before.
    const DOCUMENTS: [&str; 9] =
        ["발표", "설명", "보도", "자료", "통계", "집계", "관계자", "당국자", "대변인"];
    if source.starts_with("unnamed:") && DOCUMENTS.iter().any(|noun| source.ends_with(noun)) {
        return again(context).map(|voice| (cite.end, voice));
    }
    Some((
        cite.end,
        Attribution {
            source,
            cue: cite.text.to_owned(),
            text: Some(text),
            when: context.clock.published.map(|day| day.to_string()),
            kind: "statement".to_owned(),
        },
    ))
}

/// The word that ends what is said: `했다고`, right before the verb of saying or with the speaker between.
fn content<'a>(line: &'a Line<'_, '_>, ends: &[bool], verb: usize, start: usize) -> Option<&'a Word<'a>> {
    let before = verb.saturating_sub(6)..verb;
    let mut behind = line.words.get(before.clone())?.iter().zip(ends.get(before)?).rev();
    behind.find(|(word, ends)| **ends && word.start >= start).map(|(word, _)| word)
}

fn saying(
    context: &Context<'_>,
    line: &Line<'_, '_>,
    (start, content): (usize, &Word<'_>),
    (from, verb): (usize, &Word<'_>),
    blamed: bool,
) -> Saying {
    let own = own(context);
    let id = |mark: &super::words::Mark<'_, '_>| actor_id(context.lexicon, mark, own.as_deref());
    // Between what is said and the verb, else at the head of the sentence.
    let after = line.marks_in(from, verb.start).find(|mark| id(mark).is_some());
    let head = || {
        let named = || line.marks_in(start, content.start).filter(|mark| id(mark).is_some());
        let is_topic = |mark: &&super::words::Mark<'_, '_>| {
            mark.is_topic() || heads_topic(line, mark.end, content.start)
        };
        let heads = |mark: &&super::words::Mark<'_, '_>| {
            mark.is_subject() || heads_word(line, mark.end, content.start, &['이', '가'])
        };
        // `다른 의원들은 북한이 어겼다고 맞섰다`: somebody whom no list holds speaks, and not the subject of what is said.
        let no_topic = |mark: &&super::words::Mark<'_, '_>| {
            !line.words_in(start, mark.start).any(|word| is_topic_word(word.text))
        };
        // `북한 경비정이 침범했다고 밝혔다` in a release of the other side: who came does not say so.
        let side = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
        let is_told = |mark: &&super::words::Mark<'_, '_>| {
            let speaks = context.voice.as_ref().map(|(_, voice)| voice.source.as_str());
            let speaks = speaks.or(context.issuer.as_ref().map(|issuer| issuer.id.as_str()));
            let is_other = id(mark).zip(speaks).is_some_and(|(id, speaks)| side(&id) != side(speaks));
            let mut subjects = line
                .words_in(start, content.end)
                .filter(|word| word.end > mark.start && word.text.ends_with(['이', '가', '은', '는']));
            let first = subjects.next();
            is_other && is_past(content.text) && subjects.next().is_none() && !first.is_some_and(is_office)
        };
        named()
            .find(is_topic)
            .or_else(|| named().take(1).find(heads).filter(no_topic).filter(|mark| !is_told(mark)))
    };
    // `…했다고 이 관계자는 전했다`: somebody speaks between, whoever stands at the head.
    let between = line.words_in(from, verb.start).any(|word| word.text.ends_with(['은', '는', '이', '가']));
    let speaker = if between { after } else { after.or_else(head) };
    // What stands before a speaker who is not named first is said, too.
    let opens = |mark: &super::words::Mark<'_, '_>| {
        after.is_none() && !line.marks_in(start, mark.start).any(|mark| mark.acts().next().is_some())
    };
    let begin = match speaker.filter(|mark| opens(mark)) {
        Some(mark) => quote_begins(line, mark.end + mark.tail.len(), content),
        None => start,
    };
    let attribution = speaker
        .and_then(|mark| {
            let source = id(mark)?;
            Some((source, Some(mark.text.to_owned())))
        })
        .or_else(|| unnamed(line, start, content.start).filter(|_| after.is_none() && !between))
        .map(|(source, text)| Attribution {
            source,
            cue: verb.text.to_owned(),
            text,
            when: context.clock.published.map(|day| day.to_string()),
            kind: if blamed { "accusation" } else { "statement" }.to_owned(),
        });
    // `우리` in what is told in other words is whoever tells it; in a quotation it is the speaker.
    let is_quotation = line.between(begin, content.end).contains(['“', '"', '‘', '\'']);
    let speaks = attribution.as_ref().map(|voice| voice.source.clone());
    let own = if is_quotation { speaks.or(own) } else { own.or(speaks) };
    let denied = is_denied(line.between(begin, verb.end));
    Saying {
        start: begin,
        end: content.end,
        attribution: attribution.or_else(|| again(context)).or_else(|| carried(context)),
        denied,
        blamed,
        own,
        speaker: speaker.filter(|mark| after.is_none() && !opens(mark)).map(|mark| mark.start),
        head: speaker.filter(|mark| opens(mark)).map(|mark| (mark.start, mark.end)),
    }
}

/// `A는 기자들과 만나 "…"라고 말했다`: what is quoted begins at its mark, where it ends with one.
fn quote_begins(line: &Line<'_, '_>, from: usize, content: &Word<'_>) -> usize {
    let is_quoted = content.text.rsplit_once(QUOTES).is_some();
    let open = line.between(from, content.start).find(['"', '“', '‘', '\'']);
    open.filter(|_| is_quoted).map_or(from, |at| from + at)
}

/// `환경단체는 … 했다고 주장했다`: somebody who speaks and whom no list holds, and no office of whoever spoke before.
fn unnamed(line: &Line<'_, '_>, from: usize, to: usize) -> Option<(String, Option<String>)> {
    const OFFICES: [&str; 22] = [
        "대변인",
        "당국자",
        "관계자",
        "담화",
        "성명",
        "보도",
        "통신",
        "신문",
        "방송",
        "그",
        "그들",
        "이들",
        "장관",
        "총장",
        "사령관",
        "부부장",
        "의장",
        "차관",
        "이날",
        "오늘",
        "이",
        "현재까지",
    ];
    let topic = line
        .words_in(from, to)
        .find(|word| word.text.ends_with(['은', '는']) && word.text.chars().count() > 2)?;
    let stem = topic.text.trim_end_matches(['은', '는']);
    let is_known = OFFICES.iter().any(|office| stem.ends_with(office))
        || line.marks_in(from, topic.end).any(|mark| mark.acts().next().is_some());
    (!is_known).then(|| (format!("unnamed:{stem}"), Some(stem.to_owned())))
}

/// `침범했다고`: what is told of the past.
fn is_past(word: &str) -> bool {
    word.strip_suffix("다고").is_some_and(|stem| crate::lexicon::ends_in(stem, &[20]))
}

/// `관계자가`: somebody who speaks for others.
fn is_office(word: &Word<'_>) -> bool {
    ["관계자", "당국자", "대변인", "소식통", "장관", "총장", "실장", "의장"]
        .iter()
        .any(|office| word.text.starts_with(office))
}

/// `장관은`: a noun with the particle of what is spoken of, and no verb before a noun.
fn is_topic_word(word: &str) -> bool {
    const VERBS: [&str; 10] =
        ["하는", "있는", "없는", "되는", "오는", "가는", "라는", "다는", "이는", "또는"];
    word.chars().nth(1).is_some()
        && word.ends_with(['은', '는'])
        && !VERBS.iter().any(|verb| word.ends_with(verb))
}

/// `북한군 총참모부는`: whether one of the next two words is what is spoken of.
fn heads_topic(line: &Line<'_, '_>, from: usize, end: usize) -> bool {
    heads_word(line, from, end, &['은', '는'])
}

fn heads_word(line: &Line<'_, '_>, from: usize, end: usize, particles: &[char]) -> bool {
    let mut words = line.words_in(from, end).filter(|word| word.start >= from);
    words.by_ref().take(2).any(|word| word.text.ends_with(particles))
}

/// A verb of saying without a speaker is of whoever spoke last.
fn again(context: &Context<'_>) -> Option<Attribution> {
    context.voice.as_ref().map(|(_, voice)| voice.clone())
}

/// The word of the release where no sentence says whose it is.
fn carried(context: &Context<'_>) -> Option<Attribution> {
    let label = context.voice.as_ref().filter(|(_, voice)| voice.cue == "label");
    if let Some((_, voice)) = label {
        return Some(voice.clone());
    }
    let issuer = context.issuer.as_ref()?;
    Some(Attribution {
        source: issuer.id.clone(),
        cue: "carried".to_owned(),
        text: None,
        when: context.clock.published.map(|day| day.to_string()),
        kind: "statement".to_owned(),
    })
}

/// Whose `we` it is: the issuer's; in a report of nobody that side's which `우리` is a name of, unless it writes as the other does.
fn own(context: &Context<'_>) -> Option<String> {
    const OTHERS: [&str; 4] = ["남조선", "괴뢰", "한국것들", "적들"];
    let issued = context.issuer.as_ref().map(|issuer| issuer.id.clone());
    issued.or_else(|| {
        let is_other = OTHERS.iter().any(|word| context.text.contains(word));
        let (_, senses) = context.lexicon.korean_stems("우리").find(|(length, _)| *length == "우리".len())?;
        let of = |sense: &crate::lexicon::Sense| match sense {
            crate::lexicon::Sense::Actor(actor) => {
                context.lexicon.actor(*actor).map(|actor| actor.id.clone())
            }
            _ => None,
        };
        senses.iter().find_map(of).filter(|_| !is_other)
    })
}

impl Saying {
    /// What the innermost voice does, as the English rules call it.
    pub(super) fn voice(&self) -> Option<SpeechKind> {
        self.attribution.as_ref().filter(|voice| voice.cue != "carried").map(|_| {
            match (self.denied, self.blamed) {
                (true, _) => SpeechKind::Deny,
                (_, true) => SpeechKind::Accuse,
                _ => SpeechKind::Say,
            }
        })
    }
}
