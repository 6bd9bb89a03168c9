//! The acts of a stretch of speech: each predicate is a claim, with the actor whose particle says so.

use crate::claim::{Class, Modality, Polarity};
use crate::draft::Draft;
use crate::extract::Context;
use crate::names::{By, Named};

use super::act::Act;
use super::agents::{dropped, elided, owner, party, speaking, subject};
use super::asked::asked;
use super::conditions::supposed;
use super::content::{is_of_war, is_of_words};
use super::endings::{Predicate, Stand, of_verb, predicate};
use super::meant::{
    accused, decided, goes_on, is_order, is_present, judged, meant, share_mode, threatened, urged,
};
use super::modes::is_duty;
use super::nominal::ends_line;
use super::notes::{finds, piece_begins, shared, writer};
use super::seen::{
    Around, SEES, absent, is_named_word, is_nominal, is_quoted, is_told, object_end, taken_apart,
};
use super::told::draft;
use super::voices::Saying;
use super::words::{Line, Mark, is_note};

/// The claims of a stretch.
pub(super) fn drafts(context: &Context<'_>, line: &Line<'_, '_>, saying: &Saying) -> Vec<Draft> {
    if let Some(asked) = asked(context, line, saying) {
        return vec![asked];
    }
    let acts = acts(context, line, saying);
    let mut last: Option<Named> = None;
    // Who spoke before in the sentence goes on to act in it.
    let begin = if saying.start > line.start { line.start } else { saying.start };
    let mut found = Vec::new();
    let mut clock = context.clock;
    for mut act in acts {
        urged(line, &mut act);
        let (own, owned) = own(context, line, saying, &act);
        let is_unseen = is_unseen(&act);
        let topic = || subject(context, line, saying, begin, (act.at, act.at), true);
        let named = own.is_some();
        let actor = match own {
            Some(actor) => Some(actor),
            // `군은 이들이 분계선을 넘자`: whoever was told of before, and not who is spoken of.
            None if is_referred(line, act.start, act.at) => context
                .memory
                .last_named()
                .filter(|named| topic().is_none_or(|topic| party(&topic.id) != party(&named.id)))
                .map(|named| Named { start: act.at, end: act.end, by: By::Again, ..named.clone() }),
            None if is_note(line) && !act.passive && writer(context, saying, &act).is_some() => {
                writer(context, saying, &act)
            }
            None if act.class == Class::Pressure && act.is_own() && topic().is_none() => {
                speaking(context, line, saying).or_else(|| writer(context, saying, &act))
            }
            None if is_unseen => None,
            None if act.passive && act.class != Class::Absence && act.class != Class::Pact => None,
            // Whoever sees does not act: `합참은 포사격을 관측했다`.
            None if act.seen => context
                .memory
                .last_named()
                .filter(|named| topic().is_none_or(|topic| party(&topic.id) != party(&named.id)))
                .cloned(),
            None => topic()
                .or_else(|| {
                    // Whoever stands nearer: `정부가 … 정지하자 북한은 … 버린다고 선언했다`.
                    let head = speaking(context, line, saying);
                    let nearer = |last: &&Named| head.as_ref().is_none_or(|head| last.start > head.start);
                    last.as_ref().filter(nearer).cloned().or(head)
                })
                .or_else(|| elided(context, saying, &act))
                .or_else(|| dropped(context, line, saying, &act).filter(|_| act.class != Class::Absence)),
        };
        // `우리 해군의 경고를 받고 물러갔다`: whose warning it was goes on to nothing.
        last = if owned {
            subject(context, line, saying, act.start, (act.at, act.at), false).or(last)
        } else {
            actor.clone().or(last)
        };
        let is_breach = act.class == Class::Pact && act.mode.modality == Modality::Alleged && !named;
        let actor =
            accused(context, saying, actor, saying.blamed || is_breach).filter(|_| !suffers(line, &act));
        // `쏘지 않기로 했는데 …`: what nobody who is named promised is what was agreed.
        let is_agreed = act.mode.modality == Modality::Promised
            && act.class != Class::Pact
            && (actor.is_none() || !named && is_against(line.between(act.at, act.end)));
        if is_agreed || act.needs_actor && actor.is_none() {
            continue;
        }
        let mut draft = draft(context, clock, line, saying, act, actor);
        threatened(&mut draft, saying);
        decided(line, &mut draft);
        // `단호히 대응했다` threatens nobody.
        if draft.action == "respond" && draft.mode.modality != Modality::Threatened {
            continue;
        }
        if let Some(days) = draft.days {
            (clock.last, clock.is_fresh) = (Some(days), true);
        }
        found.push(draft);
    }
    found
}

/// `이들이`: whether a word between two places stands for somebody told of before, as who acts.
fn is_referred(line: &Line<'_, '_>, from: usize, to: usize) -> bool {
    let mut before = "";
    line.words_in(from, to).any(|word| {
        let is_pronoun = ["이들이", "이들은", "그들이", "그들은", "이들도"].contains(&word.text);
        let is_this = before == "이"
            && ["병사", "군인", "인원", "남성", "선박", "어선", "무인기", "배"].iter().any(|noun| {
                word.text
                    .strip_prefix(noun)
                    .is_some_and(|tail| matches!(tail, "이" | "가" | "은" | "는" | "들이" | "들은"))
            });
        before = word.text;
        is_pronoun || is_this
    })
}

/// Whether an act is that nothing was seen.
fn is_unseen(act: &Act) -> bool {
    act.class == Class::Absence && act.mode.modality == Modality::NotObserved
}

/// Who acts by a particle or whose act it is, and whether it is the latter.
fn own(context: &Context<'_>, line: &Line<'_, '_>, saying: &Saying, act: &Act) -> (Option<Named>, bool) {
    let owner = if act.is_verb { None } else { owner(context, line, saying, act.start, act.at) };
    let owned = owner.is_some();
    // Whoever is silent may be named behind what he leaves unanswered: `우리 측 전화를 북측은 받지 않고 있다`.
    let to = if act.class == Class::Absence && !is_unseen(act) { act.end } else { act.at };
    let own = owner.or_else(|| subject(context, line, saying, act.start, (to, act.end), false));
    // Whoever tells that nothing was seen is not who was not seen.
    let voice = saying.attribution.as_ref().map(|voice| party(&voice.source).to_owned());
    (own.filter(|own| !is_unseen(act) || voice.as_deref() != Some(party(&own.id))), owned)
}

/// `않기로 했는데`: what was agreed, before what was done against it.
fn is_against(words: &str) -> bool {
    ["는데", "지만", "으나", "음에도", "고도", "는데도"].iter().any(|end| words.ends_with(end))
}

/// Whoever is killed or hurt did nothing: `병사 2명이 다쳤다`.
fn suffers(line: &Line<'_, '_>, act: &Act) -> bool {
    let words = line.between(act.at, act.end);
    act.class == Class::Harm
        && !["사살", "살해", "죽이", "죽였", "죽인"].iter().any(|verb| words.starts_with(verb))
}

/// The predicates, each with the stretch behind the one before.
fn acts(context: &Context<'_>, line: &Line<'_, '_>, saying: &Saying) -> Vec<Act> {
    let mut absent = absent(line, saying);
    let (from, to) = absent.as_ref().map_or((saying.end, saying.end), |act| (act.start, act.end));
    let mut acts: Vec<Act> = Vec::new();
    let (mut start, mut until) = (saying.start, saying.start);
    let marks: Vec<&Mark<'_, '_>> = line.marks_in(saying.start, saying.end).collect();
    let (is_of_war, mut is_dared) = (is_of_war(line), false);
    let supposed = supposed(line, saying.start, saying.end).unwrap_or((saying.end, saying.end));
    for mark in marks {
        // What is said before and behind of what was not seen or said is told, too.
        if mark.start >= from
            && let Some(act) = absent.take()
        {
            acts.push(act);
            (start, until) = (to, to);
        }
        if mark.start < until {
            continue;
        }
        let Some(known) = act_of(context, line, mark, start) else { continue };
        if is_of_war && matches!(known.class, Class::Force | Class::Harm | Class::Movement)
            || is_adverb(line, mark)
        {
            continue;
        }
        if (supposed.0..supposed.1).contains(&mark.start) {
            is_dared |= is_hostile(known.class);
            (start, until) = (supposed.1, supposed.1);
            continue;
        }
        let behind = line.between(mark.end, line.start + line.text.len());
        let (mut found, is_judged) = found(line, saying, mark, known.class);
        let end = (mark.end + found.length).min(saying.end.max(mark.end));
        let words = behind.get(..found.length).unwrap_or_default();
        // What stands behind a condition is told apart from it, and is a threat where the condition is a hostile act.
        if found.stand == Stand::If {
            is_dared |= is_hostile(known.class);
            if let Some(stop) = past_condition(line, words, end) {
                (start, until) = (stop, stop);
            }
        }
        let is_found = found.stand == Stand::Verb
            && SEES.contains(&mark.text)
            && found.mode.polarity == Polarity::Positive
            && finds(context, line, mark, start);
        let around = Around::of(context, line, saying, (mark, behind), (&found, end));
        let noun = (found.stand == Stand::Noun)
            .then(|| ends_line(context, line, saying, (mark, known.class)))
            .flatten();
        let is_taken =
            noun.is_some() || is_found || is_taken(&around, saying, (mark, known, behind), found.stand);
        // `두번다시 경고하지 않을것`: no threat is none.
        let is_none = known.class == Class::Pressure && found.mode.polarity == Polarity::Negative;
        let is_duty = is_duty(line.between(mark.start, end.max(mark.end + found.length)));
        if is_duty || !is_taken || is_none && found.mode.modality == Modality::Planned {
            continue;
        }
        if let Some(modality) = noun {
            found.mode.modality = modality;
        }
        if !mark.is_verb() {
            start = piece_begins(line, start, mark.start);
        }
        let mut act = act(line, saying, (mark, known), (start, end), &found, around);
        held(line, &mut act, is_judged);
        if is_dared && is_hostile(act.class) && act.mode.modality == Modality::Planned {
            act.mode.modality = Modality::Threatened;
        }
        (start, until) = (act.end, act.end);
        join(line, &mut acts, act);
    }
    acts.extend(absent);
    share_mode(line, &mut acts);
    acts
}

/// The predicate that a mark makes, and whether it is an opinion on the act: of a noun that has none, that of the next with which it
/// is joined, or what is held of it.
fn found(line: &Line<'_, '_>, saying: &Saying, mark: &Mark<'_, '_>, class: Class) -> (Predicate, bool) {
    let behind = line.between(mark.end, line.start + line.text.len());
    let found = if mark.is_verb() { of_verb(mark.text, behind) } else { predicate(behind) };
    if found.stand != Stand::Noun {
        return (found, false);
    }
    if !matches!(class, Class::Pressure | Class::Pact)
        && let Some(next) = shared(line, mark, saying.end)
    {
        return (next, false);
    }
    match judged(mark, behind) {
        Some(length) => {
            let is_first = mark.text.ends_with(['점', '치'])
                || behind.get(mark.tail.len()..).unwrap_or_default().trim_start().starts_with("이번이");
            (Predicate { stand: Stand::Verb, length, ..found }, !is_first)
        }
        None => (found, false),
    }
}

/// What is held of an act is an opinion; that it is the first is told of it.
fn held(line: &Line<'_, '_>, act: &mut Act, is_judged: bool) {
    if is_judged {
        (act.class, act.action) = (Class::Judgement, "assess".to_owned());
        act.mode.modality = Modality::Assessed;
    } else if line.between(act.at, act.end).contains("이번이") {
        act.mode.modality = Modality::Done;
    }
}

/// One more act, unless it goes on with the movement before: `넘어 비행했다`.
fn join(line: &Line<'_, '_>, acts: &mut Vec<Act>, act: Act) {
    let is_one = |before: &&mut Act| {
        before.class == Class::Movement
            && act.class == Class::Movement
            && line.between(before.at, before.end).ends_with(['어', '아', '여'])
            && !line.marks_in(before.end, act.at).any(|mark| mark.is_subject())
    };
    match acts.last_mut().filter(is_one) {
        Some(before) => (before.end, before.mode) = (act.end, act.mode),
        None => acts.push(act),
    }
}

/// Acts by which one side threatens another.
fn is_hostile(class: Class) -> bool {
    matches!(class, Class::Force | Class::Movement | Class::Deploy | Class::Drill | Class::Pressure)
}

/// Where the words of a condition end that ends its clause: `발사하면`, `발사하는 경우`.
fn past_condition(line: &Line<'_, '_>, words: &str, end: usize) -> Option<usize> {
    let case = line
        .words_in(end, usize::MAX)
        .next()
        .filter(|next| matches!(next.text, "경우" | "경우에" | "경우에는"));
    case.map(|next| next.end).or_else(|| taken_apart(words).then_some(end))
}

/// `한 달 넘게`: a verb that only tells how.
fn is_adverb(line: &Line<'_, '_>, mark: &Mark<'_, '_>) -> bool {
    let next = line.words_in(mark.end + mark.tail.len(), usize::MAX).next();
    // `3km 떨어진 곳`
    let before = line.words_in(line.start, mark.start).last().map(|word| word.text).unwrap_or_default();
    let is_far = mark.text.starts_with("떨어")
        && ["km", "m", "㎞", "ｍ", "킬로미터", "미터", "가량", "정도"]
            .iter()
            .any(|unit| before.ends_with(unit));
    is_far
        || is_of_words(before, mark)
        || mark.is_verb()
            && mark.tail == "게"
            && !next.is_some_and(|next| next.text.starts_with(['되', '됐', '된', '될', '하', '했']))
}

/// Whether a predicate tells its act, by how it stands.
fn is_taken(
    around: &Around,
    saying: &Saying,
    (mark, known, behind): (&Mark<'_, '_>, &crate::lexicon::Act, &str),
    stand: Stand,
) -> bool {
    let is_listed = mark.tail == "과" && known.class == Class::Procedure;
    let is_asked = around.told.is_none() && !saying.denied && is_quoted(behind);
    let taken = match stand {
        // `숨지거나 다친`: of two that may be, the last is told.
        Stand::Verb => !is_asked && !SEES.contains(&mark.text) && !mark.tail.starts_with("거나"),
        Stand::Before => {
            around.seen || around.told.is_some() || around.none.is_some() || saying.denied && is_told(behind)
        }
        Stand::Is => known.class == Class::Pact && !is_asked,
        Stand::There => known.class != Class::Verify,
        Stand::If => false,
        Stand::Noun => {
            is_listed || around.seen || saying.denied && (is_nominal(mark) || is_named_word(mark, behind))
        }
    };
    taken && (mark.is_head || !mark.is_verb())
}

/// One predicate with what stands around it.
fn act(
    line: &Line<'_, '_>,
    saying: &Saying,
    (mark, known): (&Mark<'_, '_>, &crate::lexicon::Act),
    (start, end): (usize, usize),
    found: &Predicate,
    around: Around,
) -> Act {
    let mut mode = found.mode.clone();
    if around.none.is_some() {
        mode.polarity = Polarity::Negative;
        mode.trail.push("K11");
    }
    if around.told.is_some() && mode.modality == Modality::Done {
        mode.modality = Modality::Alleged;
        mode.trail.push("K13");
    }
    // `사격훈련을 한다고 예고했다`
    let is_told_ahead = saying.attribution.as_ref().is_some_and(|voice| {
        ["예고", "통보", "공지", "선언", "통지"].iter().any(|verb| voice.cue.starts_with(verb))
    });
    let words = line.between(mark.start, end);
    if is_order(words) && mode.modality == Modality::Done {
        mode.modality = Modality::Wanted;
        mode.trail.push("K7");
    }
    let stem = words.strip_suffix("다고").or(words.strip_suffix("다"));
    if is_told_ahead
        && known.class != Class::Pact
        && mode.modality == Modality::Done
        && stem.is_some_and(|stem| crate::lexicon::ends_in(stem, &[4]))
    {
        mode.modality = Modality::Planned;
        mode.trail.push("K6");
    }
    let is_present = found.stand == Stand::Verb
        && mode.modality == Modality::Done
        && mode.polarity == Polarity::Positive
        && matches!(
            known.class,
            Class::Force
                | Class::Movement
                | Class::Disarm
                | Class::Deploy
                | Class::Verify
                | Class::Drill
                | Class::Custody
                | Class::Access
                | Class::Talk
        )
        && known.action != "call"
        && is_present(words);
    if is_present {
        mode.modality = if goes_on(line) { Modality::Ongoing } else { Modality::Planned };
        mode.trail.push("K6");
    }
    meant(&mut mode, saying, (known.class, known.action == "violate"), found);
    Act {
        class: known.class,
        action: known.action.clone(),
        start,
        at: mark.start,
        end: if around.seen { object_end(line, end, saying.end) } else { around.none.unwrap_or(end) },
        needs_actor: known.needs_actor && mode.polarity == Polarity::Positive,
        mode,
        passive: found.passive,
        seen: around.seen,
        is_verb: mark.is_verb(),
        told: around.told,
        rule: "K1",
    }
}

/// The act that a mark stands for: of several that whose thing is named before it, else one that asks for none.
fn act_of<'l>(
    context: &Context<'l>,
    line: &Line<'_, '_>,
    mark: &Mark<'_, '_>,
    start: usize,
) -> Option<&'l crate::lexicon::Act> {
    let acts = || mark.acts().filter_map(|act| context.lexicon.act(act));
    let has = |act: &&crate::lexicon::Act| {
        let mut things =
            line.marks_in(start, mark.start).filter_map(|mark| context.lexicon.unit(mark.unit()?));
        things.any(|thing| act.korean_needs.iter().any(|need| need == thing))
    };
    // `그중 6개는 닫았다`: what was told of last, where no other object stands before the verb.
    let has_object = line.words_in(start, mark.start).any(|word| word.text.ends_with(['을', '를']));
    let goes_on = |act: &&crate::lexicon::Act| {
        let told = context.told.as_ref().filter(|_| mark.is_verb() && !has_object);
        told.is_some_and(|told| told.units.iter().any(|unit| act.korean_needs.contains(unit)))
            && matches!(act.class, Class::Disarm | Class::Deploy)
    };
    acts()
        .find(has)
        .or_else(|| acts().find(|act| act.korean_needs.is_empty()))
        .or_else(|| acts().find(goes_on))
}
