//! The claim of an act: how many, where, when, whose word.

use crate::claim::{Attribution, Mention, Modality, When};
use crate::dates::Clock;
use crate::draft::Draft;
use crate::extract::Context;
use crate::names::Named;
use crate::resolve::Stretch;

use super::act::Act;
use super::voices::Saying;
use super::words::{Line, Mark, actor_id};
use super::{counts, times};

pub(super) fn draft(
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
