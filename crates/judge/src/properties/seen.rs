//! What the lint for monitorability says can never be shown, no record shows; and what it says can be, some record does.
//!
//! The lint speaks of what can be observed. The records here hold no conclusions: no rulings, and of the norms that are no
//! duties to be done no word by their name (`polish not-fulfilled`), which only somebody can utter who has judged them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use armistice_facts::{Fact, Manner, Outcome, Stage, StatusKind, What};
use armistice_terms::model::Agreement;
use armistice_terms::monitorability::{Visibility, of_norms};
use proptest::prelude::*;
use proptest::sample::select;

use crate::testing::*;
use crate::{Judgement, Truth};

const TERMS: &str = "zone later is to be decided by UNC.
class glow is attribute with measure is number.
class polished is state with applies-to is equipment.
class quiet-day is event.
seen-ban: no party may deploy tanks everywhere.
covered-ban: no party may deploy landmines everywhere.
later-ban: no party may deploy howitzers in later.
glow-ban: no party may deploy mortars with glow above 3 everywhere.
quiet-ban: no party may fly uavs everywhere upon quiet-day.
ports: each party must keep gunports in state gunport-closed everywhere.
polish: each party must keep gunports in state polished everywhere.
ceiling: each party may hold at most 10 soldiers everywhere.
later-ceiling: each party may hold at most 10 soldiers in later.
rate: each party may fly no more than 1 helicopter a day.
floor: each party must fly no fewer than 1 helicopter a day.
mines: each party must remove landmines everywhere by 20 October 2018.
shares: each party must remove stock everywhere in shares at least 1 half by 20 October 2018, all by 1 November 2018.
inventory stock is firearms of each party as recorded on 1 October 2018.
soon: each party must remove firearms everywhere without delay.
after-quiet: each party must remove firearms everywhere upon quiet-day within 5 days after event.
early: each party must give notice to the other party of field-training at least 5 days before it starts.
untold: each party must give notice to the other party of live-fire without delay.
verification of covered-ban: by UNC coverage at least 50 percent.";

static AGREEMENT: LazyLock<Agreement> = LazyLock::new(|| agreement(TERMS));

/// The norms whose breach, and those whose fulfilment, the lint says can never be shown; and all that it speaks of.
struct Lint {
    all: BTreeSet<String>,
    unbroken: BTreeSet<String>,
    unkept: BTreeSet<String>,
}

static LINT: LazyLock<Lint> = LazyLock::new(|| {
    let found = of_norms(&AGREEMENT);
    let label = |norm: &armistice_terms::model::Norm| norm.label.to_string();
    let never = |is_breach: bool| {
        let of = found.iter().filter(|(_, one)| {
            let showing = if is_breach { &one.breach } else { &one.fulfilment };
            showing.visibility() == Visibility::Never
        });
        of.map(|(norm, _)| label(norm)).collect()
    };
    let all = found.iter().map(|(norm, _)| label(norm)).collect();
    Lint { all, unbroken: never(true), unkept: never(false) }
});

/// Duties to be done, of which performances are told.
const DEEDS: [&str; 4] = ["mines", "shares", "soon", "after-quiet"];
const VOICES: [&str; 6] = ["ROK", "DPRK", "UNC", "NNSC", "KBS", "radar-7"];

fn what() -> impl Strategy<Value = What> {
    let side = || select(&["ROK", "DPRK"][..]);
    let target = || (0_usize..30).prop_map(|index| format!("f{index}"));
    let deed = select(
        &[
            ("deploy", "tank"),
            ("deploy", "landmine"),
            ("deploy", "howitzer"),
            ("deploy", "mortar"),
            ("fly", "uav"),
            ("fly", "helicopter"),
            ("conduct", "field-training"),
            ("conduct", "live-fire"),
        ][..],
    );
    let stage = select(
        &[Stage::Done, Stage::NotDone, Stage::Partial, Stage::Refused, Stage::Impossible, Stage::Reversed][..],
    );
    let outcome = select(&[Outcome::Fulfilled, Outcome::NotFulfilled, Outcome::Open][..]);
    let in_later = any::<bool>();
    prop_oneof![
        4 => (side(), deed, in_later).prop_map(|(side, (verb, object), in_later)| {
            with_act(act(side, verb, object), |act| {
                act.place.within = if in_later { vec![n("later")] } else { Vec::new() };
            })
        }),
        3 => (side(), select(&["soldier", "firearm"][..]), 0_u64..20, any::<bool>(), in_later).prop_map(
            |(side, class, number, is_exact, in_later)| match held(side, class, number) {
                What::Count(mut count) => {
                    count.at_most = is_exact.then_some(number);
                    count.place.within = if in_later { vec![n("later")] } else { Vec::new() };
                    What::Count(count)
                }
                other => other,
            }
        ),
        2 => (side(), 0_u64..4).prop_map(|(side, most)| match held(side, "helicopter", 0) {
            What::Count(mut count) => {
                (count.at_most, count.verb) = (Some(most), Some(n("fly")));
                What::Count(count)
            }
            other => other,
        }),
        2 => (side(), select(&["gunport-open", "gunport-closed"][..]), 0_u64..3)
            .prop_map(|(side, state, count)| seen(side, "gunport", state, count, 2)),
        4 => (select(&DEEDS[..]), stage, prop::option::of(0_u64..20)).prop_map(|(norm, stage, count)| {
            match performance(norm, stage) {
                What::Performance(mut told) => {
                    told.count = count;
                    What::Performance(told)
                }
                other => other,
            }
        }),
        2 => (select(&DEEDS[..]), outcome)
            .prop_map(|(norm, outcome)| inspection(norm, None, &["UNC", "NNSC"], outcome)),
        2 => (side(), select(&["field-training", "live-fire"][..])).prop_map(|(side, of)| {
            notice(side, if side == "ROK" { "DPRK" } else { "ROK" }, of, "")
        }),
        1 => target().prop_map(|of| impeachment(&of)),
        1 => target().prop_map(|of| denial(&of, &[])),
        1 => (side(), select(&DEEDS[..])).prop_map(|(side, norm)| status(side, StatusKind::Suspends, norm)),
        1 => (select(&["seen-ban", "covered-ban", "polish"][..]), 40_u8..100)
            .prop_map(|(norm, percent)| coverage(norm, percent)),
    ]
}

fn records() -> impl Strategy<Value = Vec<Fact>> {
    let manner = select(&[Manner::Claims, Manner::Reports, Manner::Attests][..]);
    let incident = prop::option::of(select(&["one", "two"][..]));
    let one = (what(), select(&VOICES[..]), manner, incident, 0_i64..60);
    prop::collection::vec(one, 0..30).prop_map(|all| {
        let told = all.into_iter().enumerate();
        told.map(|(index, (what, voice, manner, incident, day))| {
            let mut fact = fact(&format!("f{index}"), "2018-10-01", voice, what).manner(manner);
            fact.about.from = at("2018-10-01").plus_millis(day * 86_400_000);
            fact.about.until = fact.about.from.plus_millis(86_400_000);
            fact.known = fact.about.from;
            fact.incident = incident.map(n);
            fact
        })
        .collect()
    })
}

/// The norms of which some verdict is that truth.
fn found(judgement: &Judgement, truth: Truth) -> BTreeSet<String> {
    let is = judgement.verdicts.iter().filter(|verdict| verdict.truth == Some(truth));
    is.map(|verdict| verdict.norm.to_string()).collect()
}

/// For each norm a record that breaks it.
fn breaking() -> BTreeMap<&'static str, Vec<Fact>> {
    let unc = |id: &str, day: &str, what: What| vec![fact(id, day, "UNC", what)];
    let mut few = held("ROK", "helicopter", 0);
    if let What::Count(count) = &mut few {
        (count.at_most, count.verb) = (Some(0), Some(n("fly")));
    }
    let late = [
        fact("n", "2018-11-08", "ROK", notice("ROK", "DPRK", "field-training", ""))
            .manner(Manner::Attests)
            .incident("i"),
        fact("e", "2018-11-10", "UNC", act("ROK", "conduct", "field-training")).incident("i"),
        fact("m", "2018-11-08", "UNC", notice("ROK", "DPRK", "field-training", "")).incident("i"),
    ];
    let flights = ["2018-11-05T10:00", "2018-11-05T12:00"].iter().enumerate();
    let flights =
        flights.map(|(number, day)| fact(&format!("r{number}"), day, "UNC", act("ROK", "fly", "helicopter")));
    BTreeMap::from([
        ("seen-ban", unc("a", "2018-11-01", act("ROK", "deploy", "tank"))),
        ("covered-ban", unc("b", "2018-11-01", act("ROK", "deploy", "landmine"))),
        ("ports", unc("c", "2018-11-01", seen("ROK", "gunport", "gunport-open", 1, 0))),
        ("ceiling", unc("d", "2018-11-01", held("ROK", "soldier", 11))),
        ("rate", flights.collect()),
        ("floor", unc("f", "2018-11-01", few)),
        ("mines", unc("g", "2018-11-01", performance("mines", Stage::NotDone))),
        ("shares", unc("h", "2018-11-05", performance("shares", Stage::NotDone))),
        ("soon", unc("i", "2018-11-01", performance("soon", Stage::Refused))),
        ("early", late.to_vec()),
    ])
}

/// For each norm that can be kept a record that keeps it.
fn keeping() -> BTreeMap<&'static str, Vec<Fact>> {
    let done = |norm: &str, day: &str| vec![fact("d", day, "UNC", performance(norm, Stage::Done))];
    let days = (0..70_i64).map(|day| {
        let mut flight = fact(&format!("t{day}"), "2018-09-19T12:00", "UNC", act("ROK", "fly", "helicopter"));
        flight.about.from = flight.about.from.plus_millis(day * 86_400_000);
        flight.about.until = flight.about.from;
        flight.known = flight.about.from;
        flight
    });
    let mut watched = fact("w", "2018-09-19", "UNC", coverage("covered-ban", 90));
    watched.about =
        armistice_facts::Interval::new(at("2018-09-19"), at("2018-12-01"), armistice_facts::Precision::Span)
            .unwrap();
    let shares = [("s1", "2018-10-19"), ("s2", "2018-10-31")];
    let shares = shares.map(|(id, day)| fact(id, day, "UNC", performance("shares", Stage::Done)));
    BTreeMap::from([
        ("covered-ban", vec![watched]),
        ("floor", days.collect()),
        ("mines", done("mines", "2018-10-10")),
        ("shares", shares.to_vec()),
        ("soon", done("soon", "2018-10-10")),
    ])
}

#[test]
fn what_the_lint_says_can_be_shown_some_record_shows() {
    let (breaking, keeping) = (breaking(), keeping());
    for label in &LINT.all {
        let broken = breaking.get(label.as_str());
        assert_eq!(broken.is_some(), !LINT.unbroken.contains(label), "breach of {label}");
        if let Some(facts) = broken {
            let judgement = on(&AGREEMENT, facts, "2018-11-27");
            assert!(found(&judgement, Truth::Violated).contains(label), "{label} is not broken");
        }
        let kept = keeping.get(label.as_str());
        assert_eq!(kept.is_some(), !LINT.unkept.contains(label), "fulfilment of {label}");
        if let Some(facts) = kept {
            let judgement = on(&AGREEMENT, facts, "2018-11-27");
            assert!(found(&judgement, Truth::Kept).contains(label), "{label} is not kept");
        }
    }
}

proptest! {
    #[test]
    fn what_the_lint_says_can_never_be_shown_no_record_shows(facts in records()) {
        let judgement = on(&AGREEMENT, &facts, "2018-11-30");
        let violated = found(&judgement, Truth::Violated);
        let wrong: Vec<&String> = violated.intersection(&LINT.unbroken).collect();
        prop_assert!(wrong.is_empty(), "broken, which nothing could show: {wrong:?}");
        let kept = found(&judgement, Truth::Kept);
        let wrong: Vec<&String> = kept.intersection(&LINT.unkept).collect();
        prop_assert!(wrong.is_empty(), "kept, which nothing could show: {wrong:?}");
    }
}
