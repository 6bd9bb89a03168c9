//! What a sentence tells though nobody says that it was so: none of it may be read as done.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

mod given;

use armistice_reading::claim::{Modality, Polarity};

/// What is read of a sentence, with one thing told before it.
fn read(agreement: &str, sentence: &str) -> Vec<String> {
    let known = if agreement == "korea-2018" {
        "North Korea fired 77 shells into the buffer zone on Monday, the Joint Chiefs of Staff said."
    } else {
        "Israeli forces fired 77 shells at Khiam on Monday, the Lebanese army said."
    };
    let text = format!("Small news\n\nBEIRUT, March 4 (Harbour News) -- {known}\n\n{sentence}\n");
    given::claims(agreement, &text, "2025-03-04")
        .into_iter()
        .filter(|claim| !claim.quote.contains("77 shells"))
        .map(|claim| {
            let sign = if claim.polarity == Polarity::Positive { '+' } else { '-' };
            format!("{:?} {} {:?} {sign}", claim.class, claim.action, claim.modality)
        })
        .collect()
}

fn yield_nothing_done(agreement: &str, sentences: &[&str]) {
    let done = format!(" {:?} +", Modality::Done);
    let wrong: Vec<String> = sentences
        .iter()
        .filter_map(|sentence| {
            let found = read(agreement, sentence);
            let is_deed = |line: &&String| {
                line.ends_with(&done)
                    && ["Force", "Disarm", "Deploy", "Harm", "Custody", "Movement"]
                        .iter()
                        .any(|class| line.starts_with(class))
            };
            found.iter().find(is_deed).map(|line| format!("{sentence}: {line}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn are(agreement: &str, wanted: &[(&str, &[&str])]) {
    for (sentence, wanted) in wanted {
        assert_eq!(read(agreement, sentence), *wanted, "{sentence}");
    }
}

#[test]
fn what_nobody_could_confirm_was_not_told() {
    yield_nothing_done(
        "lebanon-2024",
        &[
            "The army could not confirm that Israeli troops had crossed the fence.",
            "Neither the army nor the peacekeepers could confirm that Israeli troops had crossed the fence.",
            "Nobody has verified that Hezbollah left the ridge.",
            "The army has yet to confirm that Israel struck the depot.",
            "The patrol went there to check that Israel had left the post.",
            "It is the job of the committee to verify that Hezbollah has removed its weapons.",
        ],
    );
    are(
        "lebanon-2024",
        &[
            ("The army confirmed that Israel struck the depot.", &["Force strike Done +"]),
            ("The army was able to confirm that Israel had struck the depot.", &["Force strike Done +"]),
        ],
    );
}

#[test]
fn what_is_played_invented_or_imagined_was_not_done() {
    yield_nothing_done(
        "lebanon-2024",
        &[
            "In the drill, soldiers stormed a mock Israeli bunker and freed hostages.",
            "The exercise simulated a raid in which Hezbollah fighters captured an Israeli post.",
            "The novel opens with Israeli tanks crossing the river.",
            "In a video game made in Beirut, Hezbollah fighters blow up Israeli tanks.",
            "The song tells of soldiers who burned the village.",
            "Imagine that Hezbollah fires a rocket tomorrow.",
        ],
    );
    are(
        "korea-2018",
        &[("During the drill the North fired 60 shells into the sea.", &["Force fire Done +"])],
    );
}

#[test]
fn what_a_rule_forbids_and_what_a_threat_is_of_was_not_done() {
    yield_nothing_done(
        "lebanon-2024",
        &[
            "Hezbollah fighters are not allowed to carry rifles in the town.",
            "Soldiers are forbidden to open fire without an order.",
            "The threat of an Israeli invasion hangs over the village.",
            "Rumours of an Israeli raid on Tyre spread through the market.",
            "A return to fighting is not in anyone's interest.",
            "The officer would not say how many posts had been rebuilt.",
            "Peace came to the village before any shots had to be fired.",
        ],
    );
    assert_eq!(read("lebanon-2024", "The use of heavy weapons is banned by the agreement."), [""; 0]);
}

#[test]
fn what_is_demanded_to_come_and_given_up_is_told_so() {
    are(
        "lebanon-2024",
        &[
            ("The army asked that Israeli troops cease firing at shepherds.", &["Force fire Wanted -"]),
            ("Israel leaves the hills tomorrow.", &["Disarm leave Planned +"]),
        ],
    );
    are(
        "korea-2018",
        &[("Seoul decided against resuming loudspeaker broadcasts.", &["Pressure propaganda Planned -"])],
    );
    let given_up = read("korea-2018", "The South dropped its plan to restore the guard posts.");
    assert!(given_up.iter().all(|line| !line.ends_with("Planned +")), "{given_up:?}");
}
