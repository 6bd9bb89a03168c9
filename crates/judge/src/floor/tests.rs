use std::sync::LazyLock;

use armistice_facts::{Fact, HeldCount, Place, What};
use armistice_terms::model::Agreement;
use proptest::prelude::*;

use crate::testing::*;

const HOUR: i64 = 3_600_000;

fn flight(id: &str, hour: u64, voice: &str) -> Fact {
    let mut fact = fact(id, "2018-10-01T00:00", voice, act("ROK", "fly", "helicopter"));
    let at = hours(hour);
    fact.about = armistice_facts::Interval::at(at);
    fact.known = at;
    fact
}

fn hours(hour: u64) -> armistice_facts::Instant {
    at("2018-10-01").plus_millis(i64::try_from(hour).unwrap() * HOUR)
}

/// At most so many flights in all on that day.
fn in_all(id: &str, day: u64, voice: &str, most: u64) -> Fact {
    let count = HeldCount {
        holder: n("ROK"),
        class: n("helicopter"),
        at_least: 0,
        at_most: Some(most),
        verb: Some(n("fly")),
        place: Place::default(),
    };
    let mut fact = fact(id, &format!("2018-10-{:02}", day + 1), voice, What::Count(count));
    fact.known = fact.about.from;
    fact
}

fn floors(terms: &str) -> Vec<Agreement> {
    (1..=3).map(|number| agreement(&terms.replace("NUMBER", &number.to_string()))).collect()
}

static A_DAY: LazyLock<Vec<Agreement>> = LazyLock::new(|| {
    floors("r: each party must fly helicopters at least NUMBER times a day from 1 October 2018.")
});
static IN_ANY: LazyLock<Vec<Agreement>> = LazyLock::new(|| {
    floors("r: each party must fly helicopters at least NUMBER times in any 2 days from 1 October 2018.")
});

#[test]
fn an_interval_is_met_where_one_act_follows_another_in_time() {
    let agreement =
        agreement("r: each party must fly helicopters at intervals of at most 2 days from 1 October 2018.");
    let facts = [flight("a", 40, "UNC"), flight("b", 80, "UNC"), flight("c", 120, "UNC")];
    let short = |facts: &[Fact], day| short(verdict(&on(&agreement, facts, day), "r/ROK"));
    assert_eq!(short(&facts, "2018-10-06"), "watching kept reported so-far");
    // Three days without word after the last: the time after it is over, and open.
    assert_eq!(short(&facts, "2018-10-09"), "watching unknown none (floor-not-shown)");
    // Without the one in the middle the time after the first is open.
    assert_eq!(
        short(&[facts[0].clone(), facts[2].clone()], "2018-10-06"),
        "watching unknown none (floor-not-shown)"
    );
    assert_eq!(short(&[], "2018-10-06"), "watching unknown none (floor-not-shown)");
    // That there was none in a whole time is a breach, told once.
    let none = [facts[0].clone(), in_all("x", 2, "UNC", 0), in_all("y", 3, "UNC", 0)];
    let judgement = on(&agreement, &none, "2018-10-06");
    assert_eq!(crate::testing::short(verdict(&judgement, "r/ROK")), "watching violated reported");
    assert_eq!(verdict(&judgement, "r/ROK").counts.breaches, 1);
    assert_eq!(brief(finding(&judgement, "r/ROK/x")), "breach reported");
}

#[test]
fn a_sum_over_several_such_times_is_too_small_for_all_of_them_together() {
    let agreement =
        agreement("r: each party must fly helicopters at intervals of at most 2 days from 1 October 2018.");
    let sum = |most| {
        let mut sum = in_all("x", 1, "UNC", most);
        sum.about = armistice_facts::Interval::new(
            at("2018-10-02"),
            at("2018-10-09"),
            armistice_facts::Precision::Span,
        )
        .unwrap();
        sum
    };
    // Seven days hold three times of two days.
    let judgement = on(&agreement, &[sum(2)], "2018-10-10");
    assert_eq!(brief(finding(&judgement, "r/ROK/x")), "breach reported");
    assert_eq!(
        short(verdict(&on(&agreement, &[sum(3)], "2018-10-10"), "r/ROK")),
        "watching unknown none (floor-not-shown)"
    );
}

#[test]
fn the_time_after_each_act_is_a_finding() {
    let agreement =
        agreement("r: each party must fly helicopters at intervals of at most 2 days from 1 October 2018.");
    let facts = [flight("a", 40, "UNC"), flight("b", 80, "DPRK")];
    let judgement = on(&agreement, &facts, "2018-10-09");
    assert_eq!(brief(finding(&judgement, "r/ROK/start")), "fulfilled reported");
    // The other side says that it flew again, which is a claim.
    assert_eq!(brief(finding(&judgement, "r/ROK/after-a")), "undetermined claimed (floor-not-shown)");
}

/// Single acts, and sums over a day, each by a voice.
type Told = (Vec<(u64, &'static str)>, Vec<(u64, &'static str, u64)>);

/// Acts at even hours by two bodies, and what each says of whole days.
fn told() -> impl Strategy<Value = Told> {
    let voice = || prop::sample::select(&["UNC", "NNSC"][..]);
    let acts = prop::collection::btree_set((0_u64..84, voice()), 0..9);
    let acts = acts.prop_map(|acts| acts.into_iter().map(|(hour, voice)| (hour * 2, voice)).collect());
    (acts, prop::collection::vec((0_u64..7, voice(), 0_u64..4), 0..4))
}

fn facts((acts, sums): &Told) -> Vec<Fact> {
    let acts =
        acts.iter().enumerate().map(|(index, (hour, voice))| flight(&format!("a{index}"), *hour, voice));
    let sums = sums.iter().enumerate();
    acts.chain(sums.map(|(index, (day, voice, most))| in_all(&format!("s{index}"), *day, voice, *most)))
        .collect()
}

/// How many acts the voice that tells most of them tells from one hour on, before another.
fn most_told(acts: &[(u64, &str)], from: u64, before: u64) -> usize {
    let of = |voice: &str| {
        acts.iter().filter(|(hour, by)| *by == voice && from <= *hour && *hour < before).count()
    };
    of("UNC").max(of("NNSC"))
}

proptest! {
    /// A floor of each day against the slow way: look at each day, and at each voice, by itself.
    #[test]
    fn a_floor_of_each_day_is_what_each_day_says(told in told(), number in 1_usize..=3, days in 1_u64..7) {
        let last = format!("2018-10-{days:02}");
        let judgement = on(&A_DAY[number - 1], &facts(&told), &last);
        let verdict = verdict(&judgement, "r/ROK");
        let mut all_met = true;
        let mut breaches = 0;
        for day in 0..days {
            let is_met = most_told(&told.0, day * 24, day * 24 + 24) >= number;
            let is_short = told.1.iter().any(|(of, _, most)| *of == day && usize::try_from(*most).unwrap() < number);
            all_met &= is_met && !is_short;
            let is_spoken_of = told.0.iter().any(|(hour, _)| hour / 24 == day) || told.1.iter().any(|(of, ..)| *of == day);
            let expected = match (is_met, is_short) {
                (true, false) => "fulfilled",
                (false, true) => "breach",
                (true, true) => "undetermined",
                (false, false) if is_spoken_of => "undetermined",
                (false, false) => "nothing",
            };
            breaches += u64::from(expected == "breach");
            let id = format!("r/ROK/2018-10-{:02}", day + 1);
            let found = verdict.findings.iter().find(|one| one.id == id).map_or("nothing", |one| one.outcome.word());
            prop_assert_eq!((id, found), (format!("r/ROK/2018-10-{:02}", day + 1), expected));
        }
        prop_assert_eq!(verdict.counts.breaches, breaches);
        let expected = if breaches > 0 { "violated" } else if all_met { "kept" } else { "unknown" };
        prop_assert_eq!(verdict.truth.unwrap().word(), expected);
    }

    /// A floor in any two days against the slow way: look at the two days that begin with the norm, and at those that begin
    /// at each odd hour. Acts are at even hours, so nothing lies at an edge.
    #[test]
    fn a_floor_in_any_time_is_what_every_such_time_says(told in told(), number in 1_usize..=3, days in 1_u64..8) {
        let acts = facts(&(told.0.clone(), Vec::new()));
        let judgement = on(&IN_ANY[number - 1], &acts, &format!("2018-10-{days:02}"));
        let begins = (0..days * 24).filter(|hour| *hour == 0 || hour % 2 == 1);
        let times: Vec<(u64, u64)> = begins.map(|from| (from, from + 48)).filter(|(_, end)| *end <= days * 24).collect();
        let is_kept = !times.is_empty() && times.iter().all(|(from, end)| most_told(&told.0, *from, *end) >= number);
        let expected = if is_kept { "kept" } else { "unknown" };
        prop_assert_eq!(verdict(&judgement, "r/ROK").truth.unwrap().word(), expected);
    }
}
