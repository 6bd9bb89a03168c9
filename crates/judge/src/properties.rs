//! What holds for every record, on made-up ones.

mod seen;

use armistice_facts::{
    Fact, Instant, Manner, Outcome, Placement, Relation, Stage, Stance, Standing, StatusKind, What,
};
use armistice_terms::model::Agreement;
use proptest::prelude::*;
use proptest::sample::select;

use crate::testing::*;
use crate::{Case, Grade, Judgement, Truth, judge, some_versions, versions};

const TERMS: &str =
    "mines: ROK, DPRK, UNC jointly must remove landmines in Z within 20 days beginning 1 October 2018
  verified by all of (ROK, DPRK, UNC).
arms: ROK, DPRK, UNC jointly must withdraw firearms out of Z within 5 days after mines.
posts: each party must destroy 11 guard-posts in Z by 30 November 2018 ATTEST permanently.
fire: no party may conduct live-fire everywhere from 1 November 2018.
flight: no party may fly fixed-wing-aircraft in Z from 1 November 2018.
relief: exception to flight: each party may fly aircraft for medevac upon prior notice to the other party.
ports: each party must keep gunports in state gunport-closed everywhere from 1 November 2018.
guards: each party may hold at most 35 persons everywhere from 1 November 2018.
verification of fire: by UNC coverage at least 60 percent.";

const NORMS: [&str; 7] = ["mines", "arms", "posts", "fire", "flight", "ports", "guards"];
const VOICES: [&str; 6] = ["ROK", "DPRK", "UNC", "NNSC", "KBS", "radar-7"];
const SIDES: [&str; 2] = ["ROK", "DPRK"];

fn terms(attest: &str) -> Agreement {
    agreement(&TERMS.replace("ATTEST", attest))
}

fn what() -> impl Strategy<Value = What> {
    let side = || select(&SIDES[..]);
    let norm = || select(&NORMS[..]);
    let target = || (0_usize..40).prop_map(|index| format!("f{index}"));
    let object = select(&["artillery-fire", "live-fire", "explosive-detonation", "field-training"][..]);
    let craft = select(&["transport-aircraft", "aircraft", "helicopter"][..]);
    let standing =
        select(&[Standing::Forces, Standing::Forces, Standing::Private, Standing::Unattributed][..]);
    let stage = select(&[Stage::Done, Stage::Done, Stage::NotDone, Stage::Partial, Stage::Reversed][..]);
    let outcome = select(&[Outcome::Fulfilled, Outcome::NotFulfilled, Outcome::Open][..]);
    let change = select(
        &[
            StatusKind::Suspends,
            StatusKind::Denounces,
            StatusKind::Restores,
            StatusKind::Answers(Stance::Disputes),
            StatusKind::Answers(Stance::Accepts),
        ][..],
    );
    prop_oneof![
        4 => (side(), object, standing.clone()).prop_map(|(side, object, standing)| {
            with_act(act(side, "conduct", object), |act| act.actor.standing = standing)
        }),
        3 => (side(), craft, any::<bool>()).prop_map(|(side, craft, relief)| {
            with_act(act(side, "fly", craft), |act| {
                act.purposes = if relief { vec![n("medevac")] } else { Vec::new() };
            })
        }),
        3 => (norm(), stage, proptest::option::of(side())).prop_map(|(norm, stage, bearer)| {
            match performance(norm, stage) {
                What::Performance(mut told) => {
                    told.bearer = bearer.map(n);
                    What::Performance(told)
                }
                other => other,
            }
        }),
        2 => (norm(), proptest::option::of(side()), outcome).prop_map(|(norm, bearer, outcome)| {
            inspection(norm, bearer, &["ROK", "DPRK", "UNC"], outcome)
        }),
        2 => side().prop_map(|side| notice(side, other(side), "aircraft", "medevac")),
        2 => (target(), target(), any::<bool>()).prop_map(|(of, evidence, bare)| {
            denial(&of, if bare { &[] } else { std::slice::from_ref(&evidence) }
                .iter().map(String::as_str).collect::<Vec<_>>().as_slice())
        }),
        1 => target().prop_map(|of| impeachment(&of)),
        1 => (norm(), side(), target(), proptest::option::of(any::<bool>()))
            .prop_map(|(norm, side, on, breach)| ruling("NNSC", norm, side, &on, breach)),
        2 => (side(), change, norm(), target()).prop_map(|(side, change, norm, of)| {
            let answers = matches!(change, StatusKind::Answers(_));
            status(side, change, if answers { &of } else { norm })
        }),
        1 => (side(), select(&["gunport-open", "gunport-closed"][..]), 0_u64..3)
            .prop_map(|(side, state, count)| seen(side, "gunport", state, count, 2)),
        1 => (side(), 30_u64..40).prop_map(|(side, number)| held(side, "person", number)),
        1 => (norm(), 40_u8..100).prop_map(|(norm, percent)| coverage(norm, percent)),
    ]
}

fn other(side: &str) -> &'static str {
    if side == "ROK" { "DPRK" } else { "ROK" }
}

/// Facts `f0`, `f1`, … of two months around the deadlines, each known up to a month after it happened.
fn facts(voices: &'static [&'static str]) -> impl Strategy<Value = Vec<Fact>> {
    let manner = select(&[Manner::Claims, Manner::Reports, Manner::Attests][..]);
    let means = proptest::option::of(select(&["seen", "radar"][..]));
    let incident = proptest::option::of(select(&["one", "two"][..]));
    let one = (what(), select(voices), manner, means, incident, 0_i64..61, 0_i64..30);
    proptest::collection::vec(one, 4..40).prop_map(|all| {
        let told = all.into_iter().enumerate();
        told.map(|(index, (what, voice, manner, means, incident, day, later))| {
            let from = at("2018-10-10").plus_millis(day * 86_400_000);
            let mut fact = fact(&format!("f{index}"), "2018-10-10", voice, what).manner(manner);
            fact.about.from = from;
            fact.about.until = from.plus_millis(86_400_000);
            fact.known = from.plus_millis(later * 86_400_000);
            fact.source.means = means.map(n);
            fact.incident = incident.map(n);
            fact
        })
        .collect()
    })
}

fn placements() -> impl Strategy<Value = Vec<Placement>> {
    let relation = select(&[Relation::Inside, Relation::Outside, Relation::Undetermined][..]);
    proptest::collection::vec((0_usize..40, select(&["flight", "relief"][..]), relation), 0..40).prop_map(
        |all| {
            all.into_iter()
                .map(|(index, norm, relation)| placed(&format!("f{index}"), norm, relation))
                .collect()
        },
    )
}

const AS_OF: &str = "2018-12-10";

fn judged(agreement: &Agreement, facts: &[Fact], placements: &[Placement], known_at: Instant) -> Judgement {
    judge(&Case { agreement, facts, placements }, end(AS_OF), known_at)
}

/// Swaps the two names in anything that is printed.
fn swap(text: &str) -> String {
    text.replace("DPRK", "\u{1}").replace("ROK", "DPRK").replace('\u{1}', "ROK")
}

fn swapped(fact: &Fact) -> Fact {
    let json = swap(&armistice_facts::canonical::json(fact).unwrap());
    armistice_facts::canonical::fact(&json).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_facts_and_placements_does_not_matter(
        facts in facts(&VOICES), placements in placements(), seed in any::<u64>()
    ) {
        let agreement = terms("verified by the other party");
        let straight = judged(&agreement, &facts, &placements, end(AS_OF));
        let mut shuffled = facts.clone();
        let mut mixed = placements.clone();
        let turn = |length: usize| usize::try_from(seed % (length.max(1) as u64)).unwrap();
        shuffled.rotate_left(turn(facts.len()));
        shuffled.reverse();
        mixed.rotate_left(turn(placements.len()));
        mixed.reverse();
        prop_assert_eq!(straight, judged(&agreement, &shuffled, &mixed, end(AS_OF)));
    }

    #[test]
    fn what_is_known_later_changes_nothing_before(facts in facts(&VOICES), placements in placements(), day in 0_i64..61) {
        let agreement = terms("verified by the other party");
        let known_at = at("2018-10-10").plus_millis(day * 86_400_000);
        let by_then: Vec<Fact> = facts.iter().filter(|fact| fact.known <= known_at).cloned().collect();
        prop_assert_eq!(
            judged(&agreement, &facts, &placements, known_at),
            judged(&agreement, &by_then, &placements, known_at)
        );
    }

    #[test]
    fn one_sides_words_alone_never_rise_above_a_claim(facts in facts(&["ROK"])) {
        // Without a rule that lets the other party verify: such a rule is the agreement's own choice. A ruling is
        // told by the side alone here, and what it gave notice of excuses at most what it claims itself.
        let agreement = terms("");
        for verdict in judged(&agreement, &facts, &[], end(AS_OF)).verdicts {
            prop_assert!(verdict.grade <= Grade::Claimed, "{}: {}", verdict.id, short(&verdict));
            prop_assert!(!matches!(verdict.truth, Some(Truth::Kept | Truth::Violated)), "{}", short(&verdict));
            for finding in &verdict.findings {
                prop_assert!(finding.grade <= Grade::Claimed, "{}: {}", finding.id, brief(finding));
            }
        }
    }

    #[test]
    fn both_sides_are_judged_alike(facts in facts(&VOICES), placements in placements()) {
        let here = terms("verified by the other party");
        let there = compiled(&swap(&text(&TERMS.replace("ATTEST", "verified by the other party"))));
        let other: Vec<Fact> = facts.iter().map(swapped).collect();
        let mine = judged(&here, &facts, &placements, end(AS_OF));
        let theirs = judged(&there, &other, &placements, end(AS_OF));
        prop_assert_eq!(swap(&format!("{mine:#?}")), format!("{theirs:#?}"));
    }

    #[test]
    fn each_version_is_the_judgement_of_what_was_known_then(facts in facts(&VOICES), placements in placements()) {
        let agreement = terms("verified by the other party");
        let case = Case { agreement: &agreement, facts: &facts, placements: &placements };
        for (norm, bearer) in [("mines", "ROK+DPRK+UNC"), ("posts", "DPRK"), ("fire", "ROK")] {
            let all = versions(&case, end(AS_OF), end(AS_OF), &n(norm), bearer);
            for (index, version) in all.iter().enumerate() {
                let by_then: Vec<Fact> =
                    facts.iter().filter(|fact| fact.known <= version.known_from).cloned().collect();
                let then = judged(&agreement, &by_then, &placements, end(AS_OF));
                prop_assert_eq!(then.verdict(&format!("{norm}/{bearer}")), Some(&version.verdict));
                prop_assert_eq!(version.number, index + 1);
                prop_assert_eq!(version.superseded, all.get(index + 1).map(|next| next.known_from));
            }
            let now = judged(&agreement, &facts, &placements, end(AS_OF));
            let told = |verdict: &crate::Verdict| (short(verdict), verdict.counts);
            let last = all.last().map(|version| told(&version.verdict));
            prop_assert_eq!(last, now.verdict(&format!("{norm}/{bearer}")).map(told));
        }
    }

    #[test]
    fn of_fewer_moments_each_version_is_still_what_was_known_then(facts in facts(&VOICES), placements in placements(), most in 1..6_usize) {
        let agreement = terms("verified by the other party");
        let case = Case { agreement: &agreement, facts: &facts, placements: &placements };
        let (norm, bearer) = (n("posts"), "DPRK");
        let all = versions(&case, end(AS_OF), end(AS_OF), &norm, bearer);
        let (some, passed_over) = some_versions(&case, end(AS_OF), end(AS_OF), &norm, bearer, most);
        let moments: std::collections::BTreeSet<Instant> =
            facts.iter().map(|fact| fact.known).filter(|known| *known <= end(AS_OF)).collect();
        prop_assert!(moments.len() - passed_over <= most + 1);
        prop_assert!(passed_over == 0 || some.len() <= moments.len() - passed_over);
        prop_assert!(some.len() <= all.len().min(most + 1));
        prop_assert_eq!(some.last().map(|last| &last.verdict.because), all.last().map(|last| &last.verdict.because));
        for version in &some {
            let then = all.iter().rfind(|one| one.known_from <= version.known_from);
            prop_assert_eq!(then.map(|one| &one.verdict.because), Some(&version.verdict.because));
        }
    }

    #[test]
    fn how_norms_stood_is_what_the_judgement_says(facts in facts(&VOICES), placements in placements()) {
        let agreement = terms("verified by the other party");
        let case = Case { agreement: &agreement, facts: &facts, placements: &placements };
        let hearings = crate::Hearings::of(case);
        for as_of in facts.iter().map(|fact| fact.about.from).chain([end(AS_OF)]) {
            let told = crate::judge(&case, as_of, end(AS_OF)).verdicts.into_iter().map(|one| (one.id, one.state, one.truth));
            let stood = hearings.stood(as_of, end(AS_OF)).into_iter().map(|one| (one.id, one.state, one.truth));
            prop_assert_eq!(stood.collect::<Vec<_>>(), told.collect::<Vec<_>>());
        }
    }
}
