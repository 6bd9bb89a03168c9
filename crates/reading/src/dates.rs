//! When a claim says that it happened: its own words first, then those of the clause that governs it, then the last day
//! that the text told, then the day of the report.

use armistice_facts::calendar::Date;

use crate::chunks::{Shape, Verb};
use crate::claim::{Modality, When};
use crate::clauses::{Clause, Link, Sentence, looks_ahead};
use crate::lexicon::Form;
use crate::modality::governor;
use crate::resolve::{Against, Stretch, resolve};
use crate::times::{Base, Expression};

/// What dates are read against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock<'a> {
    pub(crate) published: Option<Date>,
    pub(crate) offset: &'a str,
    /// The last days told of an event, and the paragraph in which they were.
    pub(crate) last: Option<(Date, Date)>,
    /// Whether they were told in the same paragraph.
    pub(crate) is_fresh: bool,
    /// The last whole date that was told, whatever it was of: what `at the time` speaks of.
    pub(crate) then: Option<(Date, Date)>,
    /// The day from which the agreement holds.
    pub(crate) holds: Option<Date>,
    /// The stretch on which a report of a mission reports.
    pub(crate) period: Option<(Date, Date)>,
}

/// The time of a clause: what is written, its days, and the rule.
pub(crate) fn of_clause(
    clock: Clock<'_>,
    text: &str,
    sentence: &Sentence<'_>,
    index: usize,
    modality: Modality,
    (said, is_told): (Option<usize>, bool),
) -> (Option<When>, Option<(Date, Date)>, &'static str) {
    let is_ahead = is_ahead(modality);
    let own = expression(sentence, index);
    let is_past =
        sentence.clauses.get(index).and_then(|clause| sentence.verb(clause)).is_some_and(is_simple_past);
    let future = (is_ahead && !is_past)
        || sentence
            .clauses
            .get(index)
            .and_then(|clause| sentence.verb(clause))
            .is_some_and(|verb| looks_ahead(verb) && verb.modal.is_some());
    let against = Against { published: clock.published, last: clock.last, is_future: future };
    let joined = own.map(|time| with_clock(sentence, index, time));
    // `at 11:04` in a report on a stretch is of a day that was not told, and not of that of the report.
    let joined = joined.filter(|time| {
        let is_dayless = time.base == Base::SameDay && clock.last.is_none() && clock.period.is_some();
        !is_dayless
    });
    if let Some(found) =
        joined.as_ref().and_then(|time| resolve(time, against).map(|stretch| (time, stretch)))
    {
        let (time, stretch) = found;
        return (
            Some(written(clock, text, sentence, Some(time), &stretch)),
            stretch.days().filter(|_| is_event(time)),
            "T1",
        );
    }
    if modality == Modality::Denied {
        // What is denied has no day but that of the denial, before which it would have been.
        let stretch = of_report(None, clock.published, "unknown", "open");
        return (Some(written(clock, text, sentence, None, &stretch)), None, "T4");
    }
    if is_ahead {
        let stretch = of_report(clock.published, None, "unknown", "open");
        return (Some(written(clock, text, sentence, None, &stretch)), None, "T5");
    }
    let verb = sentence.clauses.get(index).and_then(|clause| sentence.verb(clause));
    if let Some(stretch) = since(clock, sentence, index) {
        return (Some(written(clock, text, sentence, None, &stretch)), None, "T8");
    }
    if modality == Modality::Done && is_unable(sentence, index) {
        let stretch = of_report(None, clock.published, "unknown", "open");
        return (Some(written(clock, text, sentence, None, &stretch)), None, "T7");
    }
    if is_commemorated(sentence, index) {
        let before = clock.published.and_then(|day| day.plus_days(-1).ok());
        let stretch = of_report(None, before, "year", "upper_bound");
        return (Some(written(clock, text, sentence, None, &stretch)), None, "T10");
    }
    if let Some((stretch, rule)) = by_meaning(clock, verb, modality) {
        return (Some(written(clock, text, sentence, None, &stretch)), None, rule);
    }
    // `said on Friday that they had removed`: the day of the statement bounds the act, and dates it not.
    let statement = said.and_then(|time| sentence.items.times.get(time));
    if let Some((time, mut stretch)) =
        statement.and_then(|time| resolve(time, against).map(|stretch| (time, stretch)))
        && (clock.last.is_none() || is_perfect(sentence, index))
    {
        stretch.from = None;
        stretch.clock = None;
        stretch.granularity = "day";
        stretch.anchor = "attribution";
        stretch.certainty = "upper_bound";
        return (Some(written(clock, text, sentence, Some(time), &stretch)), None, "T2");
    }
    if let Some(rule) = is_unfixed(clock, sentence, index, is_told) {
        let stretch = of_report(None, clock.published, "day", "upper_bound");
        return (Some(written(clock, text, sentence, None, &stretch)), None, rule);
    }
    carried(clock, text, sentence)
}

/// What lies before the day of the report, and of no day of its own: `had removed` in nobody's words, `have removed`.
fn is_unfixed(
    clock: Clock<'_>,
    sentence: &Sentence<'_>,
    index: usize,
    is_told: bool,
) -> Option<&'static str> {
    if is_before(sentence, index) && !is_told {
        return Some("T9");
    }
    let verb = sentence.clauses.get(index).and_then(|clause| sentence.verb(clause));
    let is_perfect = verb.is_some_and(|verb| verb.perfect && !verb.negated);
    (is_perfect && (clock.last.is_none() || !clock.is_fresh) && clock.period.is_none()).then_some("T4")
}

/// `had removed`, in nobody's words: it lies before what the report tells.
fn is_before(sentence: &Sentence<'_>, index: usize) -> bool {
    let Some(clause) = sentence.clauses.get(index) else { return false };
    let is_had = sentence.of(clause.verb).first().is_some_and(|item| item.lower.starts_with("had"));
    is_had && sentence.verb(clause).is_some_and(|verb| verb.perfect && !verb.negated)
}

/// `marked the anniversary of the day on which they shelled the island`: what a clause below tells is what is remembered.
fn is_commemorated(sentence: &Sentence<'_>, index: usize) -> bool {
    const REMEMBERS: [&str; 7] = [
        "anniversary",
        "anniversaries",
        "commemorate",
        "commemorates",
        "commemorated",
        "commemorating",
        "commemoration",
    ];
    let items = &sentence.items.list;
    let is_below = sentence
        .clauses
        .get(index)
        .is_some_and(|clause| matches!(clause.link, Link::Relative | Link::Reduced));
    is_below && items.iter().any(|item| REMEMBERS.contains(&item.lower.as_str()))
}

/// Whether the clause says what somebody is or was not able to do: `has not been able to visit` is not so far, whatever day
/// was told before.
fn is_unable(sentence: &Sentence<'_>, index: usize) -> bool {
    governor(sentence, index).is_some_and(|(_, above)| {
        let mut words = above.objects.iter().flat_map(|chunk| sentence.of(*chunk));
        sentence.verb(above).is_some_and(|verb| verb.copula)
            && words.any(|item| matches!(item.lower.as_str(), "able" | "unable"))
    })
}

/// A stretch that rests on the day of the report alone.
fn of_report(
    from: Option<Date>,
    to: Option<Date>,
    granularity: &'static str,
    certainty: &'static str,
) -> Stretch {
    Stretch { from, to, clock: None, granularity, anchor: "dateline", certainty }
}

/// The time of what has none of its own, where its meaning gives it one.
fn by_meaning(clock: Clock<'_>, verb: Option<&Verb>, modality: Modality) -> Option<(Stretch, &'static str)> {
    let published = clock.published?;
    let today = || of_days((published, published), "dateline", "exact");
    let so_far = || Stretch { from: None, ..of_days((published, published), "dateline", "open") };
    let is_present = verb.is_some_and(|verb| {
        verb.shape == Shape::Finite
            && matches!(verb.form, Form::Base | Form::Third)
            && !verb.perfect
            && !verb.negated
            && verb.modal.is_none()
    });
    let is_undone = verb.is_some_and(|verb| verb.negated && (verb.perfect || !clock.is_fresh));
    match modality {
        // Silence, what goes on and what is said or held in the present are of the day of the report.
        Modality::NotReported => Some((today(), "T6")),
        Modality::Ongoing if clock.period.is_none() => Some((today(), "T6")),
        Modality::Done if is_present && !clock.is_fresh && clock.period.is_none() => Some((today(), "T6")),
        // What is denied, and what has not been done, has no day.
        Modality::Denied => Some((so_far(), "T7")),
        Modality::Done if is_undone => Some((so_far(), "T7")),
        _ => None,
    }
}

/// `since the truce began`, `since it came into effect`: from the day that the clause names, else from that from which the
/// agreement holds.
fn since(clock: Clock<'_>, sentence: &Sentence<'_>, index: usize) -> Option<Stretch> {
    let published = clock.published?;
    let begins = |clause: &&Clause| {
        let around = [Some(clause.first), clause.first.checked_sub(1)];
        let word = |chunk: usize| {
            sentence.items.list.get(sentence.chunks.get(chunk)?.first).map(|item| item.lower.as_str())
        };
        clause.governor == Some(index)
            && clause.link == Link::Sub
            && around.into_iter().flatten().any(|chunk| word(chunk) == Some("since"))
    };
    let clause = match sentence.clauses.iter().find(begins) {
        Some(clause) => clause,
        None if is_since_the_pact(sentence, index) => {
            let from = clock.holds.filter(|from| *from <= published)?;
            return Some(of_days((from, published), "context", "bounded"));
        }
        None => return None,
    };
    let against = Against { published: clock.published, last: None, is_future: false };
    let told = clause.times.iter().filter_map(|time| sentence.items.times.get(*time)).next_back_specific();
    let from = told.and_then(|time| resolve(time, against)?.from).or(clock.holds)?;
    (from <= published).then(|| of_days((from, published), "context", "bounded"))
}

/// `since the signing of the accord`, `since the ceasefire`
fn is_since_the_pact(sentence: &Sentence<'_>, index: usize) -> bool {
    const PACTS: [&str; 8] =
        ["ceasefire", "cease-fire", "truce", "agreement", "accord", "armistice", "pact", "signing"];
    let Some(clause) = sentence.clauses.get(index) else { return false };
    let is_since = |prep: usize| sentence.of(prep).first().is_some_and(|item| item.lower == "since");
    let is_pact = |noun: usize| {
        sentence.of(noun).iter().any(|item| {
            item.senses.contains(&crate::lexicon::Sense::Agreement) || PACTS.contains(&item.lower.as_str())
        })
    };
    clause.preps.iter().any(|(prep, noun)| is_since(*prep) && is_pact(*noun))
}

/// Past, and nothing that says more of it.
fn is_simple_past(verb: &Verb) -> bool {
    matches!(verb.form, Form::Past | Form::PastOrParticiple) && verb.modal.is_none() && !verb.perfect
}

fn of_days(days: (Date, Date), anchor: &'static str, certainty: &'static str) -> Stretch {
    Stretch { from: Some(days.0), to: Some(days.1), clock: None, granularity: "day", anchor, certainty }
}

fn carried(
    clock: Clock<'_>,
    text: &str,
    sentence: &Sentence<'_>,
) -> (Option<When>, Option<(Date, Date)>, &'static str) {
    if let Some(days) = clock.last {
        let stretch = of_days(days, "coref", "exact");
        return (Some(written(clock, text, sentence, None, &stretch)), None, "T3");
    }
    if let Some(days) = clock.period {
        let stretch = of_days(days, "period", "bounded");
        return (Some(written(clock, text, sentence, None, &stretch)), None, "T4");
    }
    let Some(published) = clock.published else { return (None, None, "T0") };
    // It happened, and nobody says when: by the day of the report.
    let stretch = Stretch { from: None, ..of_days((published, published), "dateline", "upper_bound") };
    (Some(written(clock, text, sentence, None, &stretch)), None, "T4")
}

/// Whether a day of this expression is one that later sentences speak of.
fn is_event(time: &Expression) -> bool {
    !matches!(
        time.base,
        Base::Recently
            | Base::Often
            | Base::Eventually
            | Base::Once
            | Base::Decade(_)
            | Base::Year(_)
            | Base::Years(_)
    ) && !is_far(time.base)
        && matches!(time.bound, crate::times::Bound::At | crate::times::Bound::Since)
}

/// `two years earlier` is another story.
fn is_far(base: Base) -> bool {
    matches!(base, Base::DaysAfter(days) | Base::Days(days) if days.abs() > 31)
        || matches!(base, Base::Past(days) if days > 2)
}

fn is_ahead(modality: Modality) -> bool {
    matches!(modality, Modality::Planned | Modality::Promised | Modality::Wanted | Modality::Threatened)
}

fn is_perfect(sentence: &Sentence<'_>, index: usize) -> bool {
    let clause = sentence.clauses.get(index);
    clause.and_then(|clause| sentence.verb(clause)).is_some_and(|verb| verb.perfect)
        || sentence.clauses.get(index).is_some_and(|clause| clause.governor.is_some())
}

/// The expression of time of a clause, or of the clause that governs it or that it joins.
fn expression<'s>(sentence: &'s Sentence<'_>, index: usize) -> Option<&'s Expression> {
    let clause = sentence.clauses.get(index)?;
    if let Some(time) =
        clause.times.iter().filter_map(|time| sentence.items.times.get(*time)).next_back_specific()
    {
        return Some(time);
    }
    if let Some((above, _)) = governor(sentence, index) {
        return expression(sentence, above);
    }
    // `saw soldiers fire`: what was seen is of the time of the seeing.
    let seeing = index.checked_sub(1).and_then(|before| sentence.clauses.get(before)).filter(|before| {
        clause.has_own_subject
            && clause.governor.is_none()
            && before.verb + 1 == clause.first
            && sentence.speech(before).is_none()
    });
    if seeing.is_some() {
        return expression(sentence, index.checked_sub(1)?);
    }
    let above = clause.governor.filter(|above| *above < index)?;
    let is_bare = sentence.verb(clause).is_some_and(|verb| verb.shape != Shape::Finite);
    let is_joined =
        is_bare || matches!(clause.link, Link::And | Link::Participial | Link::Reduced | Link::Sub);
    let is_speech = sentence.clauses.get(above).is_some_and(|clause| sentence.speech(clause).is_some());
    if is_joined && !is_speech { expression(sentence, above) } else { None }
}

/// A day with the clock that another expression of the clause tells: `Today, between 09:20 and 11:45`.
fn with_clock(sentence: &Sentence<'_>, index: usize, time: &Expression) -> Expression {
    let mut time = time.clone();
    let others = sentence.clauses.get(index).map(|clause| clause.times.as_slice()).unwrap_or_default();
    let clock = others
        .iter()
        .filter_map(|other| sentence.items.times.get(*other))
        .find(|other| other.base == Base::SameDay && other.first != time.first);
    if let Some(other) = clock.filter(|_| time.clock.is_none()) {
        time.clock = other.clock;
        time.part = time.part.or(other.part);
    }
    time
}

/// Of several expressions the one that says most: a day before `recently`.
trait MostSpecific<'s>: Iterator<Item = &'s Expression> + Sized {
    fn next_back_specific(self) -> Option<&'s Expression> {
        self.max_by_key(|time| match time.base {
            Base::Recently | Base::Often | Base::Eventually => 0,
            Base::Year(_) | Base::Years(_) | Base::Once | Base::Decade(_) => 1,
            Base::SameDay => 2,
            _ => 3,
        })
    }
}

impl<'s, I: Iterator<Item = &'s Expression>> MostSpecific<'s> for I {}

/// A stretch as a claim shows it.
fn written(
    clock: Clock<'_>,
    text: &str,
    sentence: &Sentence<'_>,
    time: Option<&Expression>,
    stretch: &Stretch,
) -> When {
    let words = time.and_then(|time| {
        let items = &sentence.items.list;
        let item = items.iter().find(|item| item.first == time.first)?;
        text.get(item.start..item.end).map(str::to_owned)
    });
    let (from, to) = stretch.written(clock.offset);
    When {
        text: words,
        from,
        to,
        granularity: stretch.granularity.to_owned(),
        anchor: stretch.anchor.to_owned(),
        certainty: stretch.certainty.to_owned(),
    }
}

/// The day of a statement, as an attribution shows it.
pub(crate) fn of_statement(clock: Clock<'_>, sentence: &Sentence<'_>, time: Option<usize>) -> Option<String> {
    let against = Against { published: clock.published, last: None, is_future: false };
    let stretch =
        time.and_then(|time| sentence.items.times.get(time)).and_then(|time| resolve(time, against));
    match stretch.and_then(|stretch| stretch.days()) {
        Some((from, to)) if from == to => Some(from.to_string()),
        Some((from, to)) => Some(format!("{from}/{to}")),
        None => clock.published.map(|day| day.to_string()),
    }
}
