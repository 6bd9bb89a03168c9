//! The acts of a stretch of speech: each predicate is a claim, with the actor whose particle says so.

use crate::claim::{Attribution, Class, Mention, Modality, Polarity, When};
use crate::dates::Clock;
use crate::draft::Draft;
use crate::extract::Context;
use crate::modality::Mode;
use crate::names::Named;
use crate::resolve::Stretch;

use super::act::Act;
use super::agents::{dropped, elided, owner, party, speaking, subject};
use super::endings::{Predicate, Stand, is_duty, of_verb, predicate};
use super::nominal::ends_line;
use super::seen::{Around, SEES, absent, is_nominal, is_quoted, is_told, object_end, taken_apart};
use super::voices::Saying;
use super::words::{Line, Mark, actor_id};
use super::{counts, times};

/// The claims of a stretch.
pub(super) fn drafts(context: &Context<'_>, line: &Line<'_, '_>, saying: &Saying) -> Vec<Draft> {
    let acts = acts(context, line, saying);
    let mut last: Option<Named> = None;
    // Who spoke before in the sentence goes on to act in it.
    let begin = if saying.start > line.start { line.start } else { saying.start };
    let mut found = Vec::new();
    let mut clock = context.clock;
    for act in acts {
        let owner = if act.is_verb { None } else { owner(context, line, saying, act.start, act.at) };
        let owned = owner.is_some();
        let own = owner.or_else(|| subject(context, line, saying, act.start, (act.at, act.end), false));
        let topic = || subject(context, line, saying, begin, (act.at, act.at), true);
        let actor = match own {
            Some(actor) => Some(actor),
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
        let actor = accused(context, saying, actor).filter(|_| !suffers(line, &act));
        if act.needs_actor && actor.is_none() {
            continue;
        }
        let mut draft = draft(context, clock, line, saying, act, actor);
        threatened(&mut draft, saying);
        if let Some(days) = draft.days {
            (clock.last, clock.is_fresh) = (Some(days), true);
        }
        found.push(draft);
    }
    found
}

/// `북한은 … 합의를 어겼다고 비난한다`: nobody blames himself; where two parties face each other, it is the other.
fn accused(context: &Context<'_>, saying: &Saying, actor: Option<Named>) -> Option<Named> {
    let Some(voice) = saying.attribution.as_ref().filter(|_| saying.blamed) else { return actor };
    let own = party(&voice.source).to_owned();
    let is_own = actor.as_ref().is_none_or(|actor| party(&actor.id) == own);
    let parties = context.lexicon.agreement.parties.get(..2).unwrap_or_default();
    if !is_own || !parties.contains(&own) {
        return actor;
    }
    let other = parties.iter().find(|id| **id != own)?.clone();
    actor.map(|actor| Named { id: other, ..actor })
}

/// `배치하겠다고 위협했다`: what somebody threatens or warns that he will do.
fn threatened(draft: &mut Draft, saying: &Saying) {
    const THREATS: [&str; 6] = ["위협", "경고", "으름장", "엄포", "을러", "협박"];
    let Some(voice) = &saying.attribution else { return };
    let is_threat = THREATS.iter().any(|cue| voice.cue.starts_with(cue));
    let is_own = draft.actor.as_ref().is_some_and(|actor| party(&actor.id) == party(&voice.source));
    if is_threat && is_own && draft.mode.modality == Modality::Planned {
        draft.mode.modality = Modality::Threatened;
        draft.mode.trail.push("K6");
    }
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
        let behind = line.between(mark.end, line.start + line.text.len());
        let mut found = if mark.is_verb() { of_verb(mark.text, behind) } else { predicate(behind) };
        let end = (mark.end + found.length).min(saying.end.max(mark.end));
        let words = behind.get(..found.length).unwrap_or_default();
        // What stands behind a condition is told apart from it.
        if found.stand == Stand::If && taken_apart(words) {
            (start, until) = (end, end);
        }
        let around = Around::of(context, line, saying, (mark, behind), (&found, end));
        let noun = (found.stand == Stand::Noun).then(|| ends_line(context, line, saying, mark)).flatten();
        let is_taken = noun.is_some() || is_taken(&around, saying, (mark, known, behind), found.stand);
        // `두번다시 경고하지 않을것`: no threat is none.
        let is_none = known.class == Class::Pressure && found.mode.polarity == Polarity::Negative;
        if is_duty(words) || !is_taken || is_none && found.mode.modality == Modality::Planned {
            continue;
        }
        if let Some(modality) = noun {
            found.mode.modality = modality;
        }
        let act = act(line, saying, (mark, known), (start, end), &found, around);
        (start, until) = (act.end, act.end);
        // `넘어 비행했다` is one movement.
        let before =
            acts.last_mut().filter(|before| before.class == Class::Movement && act.class == Class::Movement);
        match before.filter(|before| line.between(before.at, before.end).ends_with(['어', '아', '여'])) {
            Some(before) => (before.end, before.mode) = (act.end, act.mode),
            None => acts.push(act),
        }
    }
    acts.extend(absent);
    share_mode(line, &mut acts);
    acts
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
        Stand::Is => known.class == Class::Pact,
        Stand::There => known.class != Class::Verify,
        Stand::If => false,
        Stand::Noun => is_listed || around.seen || saying.denied && is_nominal(mark),
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
    let stem = words.strip_suffix("다고").or(words.strip_suffix("다"));
    if is_told_ahead
        && known.class != Class::Pact
        && mode.modality == Modality::Done
        && stem.is_some_and(|stem| crate::lexicon::ends_in(stem, &[4]))
    {
        mode.modality = Modality::Planned;
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

/// `끊고 … 세울 것`: a verb that only goes on shares what the last one says of its time.
fn share_mode(line: &Line<'_, '_>, acts: &mut [Act]) {
    for at in (1..acts.len()).rev() {
        let Some(next) = acts.get(at).map(|act| act.mode.clone()) else { continue };
        let is_ahead = matches!(next.modality, Modality::Planned | Modality::Promised | Modality::Wanted);
        let Some(act) = acts.get_mut(at - 1) else { continue };
        let words = line.between(act.at, act.end).trim_end();
        let is_plain = ["하고", "고"].iter().any(|ending| words.ends_with(ending))
            && !words.strip_suffix('고').is_some_and(|stem| crate::lexicon::ends_in(stem, &[20]));
        if is_ahead && is_plain && act.mode.modality == Modality::Done {
            act.mode.modality = next.modality;
            act.mode.trail.push("K14");
        }
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
    acts().find(has).or_else(|| acts().find(|act| act.korean_needs.is_empty()))
}

/// What the voice makes of it.
fn meant(mode: &mut Mode, saying: &Saying, (class, is_breach): (Class, bool), found: &Predicate) {
    if saying.denied {
        mode.modality = Modality::Denied;
        mode.trail.push("K12");
    } else if class == Class::Pact
        && is_breach
        && found.mode.polarity == Polarity::Positive
        && found.mode.modality == Modality::Done
        && found.stand != Stand::Before
    {
        mode.modality = Modality::Alleged;
        mode.trail.push("K10");
    } else if saying.blamed {
        mode.modality = Modality::Alleged;
        mode.trail.push("K13");
    }
}

fn draft(
    context: &Context<'_>,
    clock: Clock<'_>,
    line: &Line<'_, '_>,
    saying: &Saying,
    act: Act,
    actor: Option<Named>,
) -> Draft {
    let start = line
        .words
        .iter()
        .find(|word| word.start >= act.start)
        .map_or(act.start, |word| word.start)
        .min(act.at);
    let ahead = matches!(
        act.mode.modality,
        Modality::Planned | Modality::Promised | Modality::Wanted | Modality::Threatened
    );
    let (when, days) = time(clock, line, start, act.end, ahead, act.mode.modality);
    let marks: Vec<&Mark<'_, '_>> = line.marks_in(start, act.end).collect();
    let places: Vec<String> = marks
        .iter()
        .filter_map(|mark| context.lexicon.place(mark.place()?))
        .map(|place| place.id.clone())
        .collect();
    let units =
        marks.iter().filter_map(|mark| context.lexicon.unit(mark.unit()?)).map(str::to_owned).collect();
    let place = marks
        .iter()
        .rev()
        .find(|mark| mark.place().is_some() && actor_id(context.lexicon, mark, None).is_none());
    let place = place.and_then(|mark| {
        let place = context.lexicon.place(mark.place()?)?;
        Some(Mention { text: Some(mark.text.to_owned()), id: Some(place.id.clone()), relation: None })
    });
    let mut trail = vec![act.rule];
    trail.extend(act.mode.trail.iter().copied());
    let is_about = actor.as_ref().is_some_and(|actor| {
        context.lexicon.party_named(actor.id.split(['.', '+']).next().unwrap_or_default()).is_some()
    }) || marks.iter().any(|mark| super::names(context.lexicon, mark))
        || !places.is_empty()
        || marks.iter().any(|mark| mark.is_agreement())
        || context.issuer.is_some()
        || saying.attribution.as_ref().is_some_and(|voice| {
            context.lexicon.party_named(voice.source.split('.').next().unwrap_or_default()).is_some()
        });
    let attribution = voices(saying, &act);
    Draft {
        zone: context.zone,
        clause: 0,
        class: act.class,
        action: act.action,
        start,
        end: act.end,
        actor,
        object: None,
        object_party: None,
        quantity: counts::count(context.lexicon, line, start, act.end),
        place,
        when,
        days,
        attribution,
        voice: saying.voice(),
        mode: act.mode,
        units,
        places,
        trail,
        is_about,
    }
}

/// Whose word it is: of what somebody is said to say, that somebody; denied, the denier within.
fn voices(saying: &Saying, act: &Act) -> Vec<Attribution> {
    let own = saying.attribution.clone();
    let Some((source, cue)) = act.told.clone() else { return own.into_iter().collect() };
    let told = Attribution {
        source,
        cue,
        text: None,
        when: own.as_ref().and_then(|own| own.when.clone()),
        kind: "accusation".to_owned(),
    };
    if saying.denied { [told].into_iter().chain(own).collect() } else { vec![told] }
}

/// Its own time, else that of the event told last; what is to come is open, what goes on is of the day of the report.
fn time(
    clock: Clock<'_>,
    line: &Line<'_, '_>,
    start: usize,
    end: usize,
    ahead: bool,
    modality: Modality,
) -> (Option<When>, Option<(armistice_facts::calendar::Date, armistice_facts::calendar::Date)>) {
    let written = |stretch: &Stretch, text: Option<String>| {
        let (from, to) = stretch.written(clock.offset);
        When {
            text,
            from,
            to,
            granularity: stretch.granularity.to_owned(),
            anchor: stretch.anchor.to_owned(),
            certainty: stretch.certainty.to_owned(),
        }
    };
    let is_before = ["바 있", "바가 있", "적이 있", "적도 있"]
        .iter()
        .any(|sign| line.between(start, line.start + line.text.len()).contains(sign))
        && line.between(start, end).contains(['한', '된', '킨', '은']);
    // What is to come is of no day that has been: such a day is that of the word.
    let is_past =
        |stretch: &Stretch| ahead && stretch.to.zip(clock.published).is_some_and(|(to, today)| to <= today);
    let own = times::time(clock, line, start, end, ahead).filter(|(stretch, _)| !is_past(stretch));
    if let Some((stretch, words)) = own {
        let days = stretch.days().filter(|_| stretch.certainty == "exact" && !ahead);
        return (Some(written(&stretch, Some(words))), days);
    }
    let today = clock.published;
    let open = |from, to, certainty| Stretch {
        from,
        to,
        clock: None,
        granularity: "day",
        anchor: "dateline",
        certainty,
    };
    // A day of another story is not carried into the next paragraph; what has been done before has none.
    let last = clock.last.filter(|(_, to)| {
        let is_near = today.is_none_or(|today| today.plus_days(-31).is_ok_and(|month| *to >= month));
        (clock.is_fresh || is_near) && !is_before
    });
    let stretch = match (ahead, modality, last, today) {
        (true, _, _, today) => open(today, None, "open"),
        (_, Modality::Ongoing | Modality::NotReported, _, Some(today)) => {
            open(Some(today), Some(today), "exact")
        }
        (_, Modality::Denied, _, today) => open(None, today, "open"),
        (_, _, Some((from, to)), _) => Stretch { anchor: "coref", ..open(Some(from), Some(to), "exact") },
        (_, _, None, today) => open(None, today, "upper_bound"),
    };
    (Some(written(&stretch, None)), None)
}
