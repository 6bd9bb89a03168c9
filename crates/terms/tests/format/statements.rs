//! Random statements that the grammar allows, as they could stand in a block of terms: in any order of clauses, with any
//! spelling, spacing and comments.

use proptest::prelude::*;
use proptest::strategy::Union;

/// Any of these words.
fn any_of(words: &'static [&'static str]) -> BoxedStrategy<String> {
    prop::sample::select(words).prop_map(ToOwned::to_owned).boxed()
}

/// One of these, each as likely.
fn one_of(choices: Vec<BoxedStrategy<String>>) -> BoxedStrategy<String> {
    Union::new(choices).boxed()
}

/// The words in a row.
fn row(parts: Vec<BoxedStrategy<String>>) -> BoxedStrategy<String> {
    parts
        .prop_map(|parts| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
        .boxed()
}

fn word(text: &'static str) -> BoxedStrategy<String> {
    Just(text.to_owned()).boxed()
}

/// This, or nothing.
fn perhaps(part: BoxedStrategy<String>) -> BoxedStrategy<String> {
    prop_oneof![Just(String::new()), part].boxed()
}

/// Several with commas between.
fn list(part: BoxedStrategy<String>, most: usize) -> BoxedStrategy<String> {
    prop::collection::vec(part, 1..=most).prop_map(|parts| parts.join(", ")).boxed()
}

/// Names that nobody takes for a keyword, and some that are keywords elsewhere.
pub(crate) fn name() -> BoxedStrategy<String> {
    any_of(&[
        "MDL",
        "JSA",
        "tank",
        "gun-posts",
        "철책",
        "zone-3",
        "x",
        "ROK",
        "steps",
        "force",
        "state",
        "party",
        "request",
        "notice",
        "in-force",
        "signature",
    ])
}

fn names() -> BoxedStrategy<String> {
    list(name(), 3)
}

fn number() -> BoxedStrategy<String> {
    any_of(&["1", "2", "11", "999", "1000", "22,000", "126500", "7,000,000"])
}

fn length() -> BoxedStrategy<String> {
    any_of(&["5 km", "5km", "0.5 km", "1500 m", "1,500  m", "100 mm", "12 nmi", "500\n ft"])
}

fn duration() -> BoxedStrategy<String> {
    any_of(&["20 days", "1 days", "1 day", "14day", "48 hours", "2  months", "1000 minutes"])
}

fn date() -> BoxedStrategy<String> {
    any_of(&[
        "2018-11-01",
        "1 November 2018",
        "01 November  2018",
        "2018-11-01 09:30",
        "31 December 2018 12:00",
    ])
}

fn text() -> BoxedStrategy<String> {
    any_of(&[
        "\"\"",
        "\"short\"",
        "\"two  spaces are kept\"",
        "\"in two\n   lines\"",
        "\"# no comment\"",
        "\"a long text that goes on and on, so that no line of a hundred columns can hold it together with what stands \
         before it, and which has to be broken somewhere\"",
    ])
}

fn moment() -> BoxedStrategy<String> {
    one_of(vec![
        row(vec![one_of(vec![date(), name()]), perhaps(row(vec![word("+"), duration()]))]),
        row(vec![word("the end of"), perhaps(word("November")), any_of(&["2018", "2020"])]),
        any_of(&["the end of the year", "the end of the month"]),
    ])
}

fn near() -> BoxedStrategy<String> {
    row(vec![
        any_of(&["within", "beyond"]),
        length(),
        word("of"),
        name(),
        perhaps(word("of the other party")),
        perhaps(any_of(&["between marker 0646 and marker 1292", "between marker 0001 and 1292"])),
        perhaps(one_of(vec![
            row(vec![word("on the side of"), name()]),
            any_of(&["on their own side", "on the other side"]),
        ])),
    ])
}

fn place() -> BoxedStrategy<String> {
    let one = one_of(vec![
        name(),
        near(),
        row(vec![any_of(&["north of", "west of", "on their own side of"]), name()]),
        row(vec![word("on the"), name(), word("side of"), name()]),
        row(vec![word("file"), text(), perhaps(row(vec![word("hash"), text()]))]),
    ]);
    let joined = |one: BoxedStrategy<String>| {
        (one.clone(), prop::collection::vec((any_of(&["and", "or", "minus"]), one), 0..3))
            .prop_map(|(first, more)| {
                more.into_iter().fold(first, |place, (joiner, next)| format!("{place} {joiner} {next}"))
            })
            .boxed()
    };
    let bracketed = joined(one.clone()).prop_map(|place| format!("( {place})")).boxed();
    joined(one_of(vec![one, bracketed]))
}

fn class() -> BoxedStrategy<String> {
    let value = one_of(vec![number(), length(), duration(), name(), text()]);
    let test = row(vec![name(), any_of(&["at least", "at most", "above", "below", "is"]), value]);
    let tests = (test.clone(), any_of(&["and", "or"]), prop::collection::vec(test, 0..2))
        .prop_map(|(first, joiner, more)| {
            more.into_iter().fold(format!("with {first}"), |tests, test| format!("{tests} {joiner} {test}"))
        })
        .boxed();
    row(vec![name(), perhaps(tests)])
}

fn classes() -> BoxedStrategy<String> {
    row(vec![list(class(), 3), perhaps(row(vec![word("excluding"), list(class(), 2)]))])
}

fn count() -> BoxedStrategy<String> {
    row(vec![number(), perhaps(any_of(&["percent of", "third of", "halves of", "quarters of"])), class()])
}

fn event() -> BoxedStrategy<String> {
    let recipient = one_of(vec![word("the other party"), names()]);
    one_of(vec![
        row(vec![word("prior notice to"), recipient, perhaps(row(vec![word("through"), name()]))]),
        row(vec![any_of(&["consent of", "request of"]), names()]),
        row(vec![any_of(&["violation of", "fulfilment of", "notice of"]), name()]),
        row(vec![word("violation of"), name(), word("by the other party")]),
        row(vec![name(), perhaps(row(vec![word("of"), one_of(vec![word("the other party"), names()])]))]),
    ])
}

fn attest() -> BoxedStrategy<String> {
    one_of(vec![
        names().prop_map(|names| format!("all of ({names} )")).boxed(),
        names().prop_map(|names| format!("2 of({names})")).boxed(),
        word("the other party"),
        name(),
    ])
}

fn reading() -> BoxedStrategy<String> {
    row(vec![word("reading"), text(), perhaps(any_of(&["agreed", "disputed", "unilateral"]))])
}

fn clause() -> BoxedStrategy<String> {
    one_of(vec![
        row(vec![any_of(&["in", "into", "out of", "to"]), place()]),
        near(),
        row(vec![any_of(&["on their own side of", "on the other side of"]), name()]),
        any_of(&["everywhere", "permanently", "without delay", "unproven counts as violated"]),
        row(vec![word("from"), moment(), perhaps(row(vec![word("until"), moment()]))]),
        row(vec![any_of(&["until", "by", "starting by"]), moment()]),
        row(vec![word("for"), duration()]),
        row(vec![word("within"), duration(), any_of(&["after", "beginning"]), moment()]),
        row(vec![word("at least"), duration(), word("before"), one_of(vec![word("it starts"), moment()])]),
        row(vec![word("at least"), number(), word("times a month")]),
        word("daily between 9:00 and 17:30"),
        row(vec![word("after"), name(), any_of(&["is verified", "is fulfilled", "is kept for 7 days"])]),
        row(vec![any_of(&["together with", "for", "except for", "in steps", "stating"]), names()]),
        row(vec![word("in shares"), list(stage(), 3)]),
        row(vec![word("at intervals of at most"), duration()]),
        row(vec![word("upon"), event()]),
        row(vec![word("verified by"), attest()]),
        row(vec![word("failing which"), names(), any_of(&["applies", "apply"])]),
        row(vec![word("quoting"), text()]),
        reading(),
    ])
}

fn clauses() -> BoxedStrategy<String> {
    prop::collection::vec(clause(), 0..6).prop_map(|clauses| clauses.join(" ")).boxed()
}

fn subject() -> BoxedStrategy<String> {
    one_of(vec![
        word("each party"),
        word("the parties jointly"),
        row(vec![names(), perhaps(word("jointly"))]),
    ])
}

fn predicate() -> BoxedStrategy<String> {
    one_of(vec![
        row(vec![word("keep"), classes(), word("in state"), names()]),
        row(vec![word("hold"), perhaps(word("only")), word("at most"), list(count(), 2)]),
        row(vec![word("hold at most the"), classes(), word("of"), date()]),
        row(vec![
            word("give notice to the other party of"),
            classes(),
            perhaps(row(vec![word("through"), name()])),
        ]),
        row(vec![word("conduct no"), any_of(&["more", "fewer"]), word("than"), count(), word("a week")]),
        row(vec![word("withdraw"), one_of(vec![list(count(), 2), classes()])]),
    ])
}

fn sentence() -> BoxedStrategy<String> {
    let modal = any_of(&["must", "shall", "will", "may", "must not", "may not", "shall  not"]);
    row(vec![subject(), modal, predicate(), clauses()])
}

fn declaration() -> BoxedStrategy<String> {
    let item = one_of(vec![
        row(vec![word("signed"), date()]),
        any_of(&[
            "binding legally",
            "authentic in ko, en",
            "month ends clamp",
            "findings need reported",
            "language 1",
        ]),
        any_of(&["time zone \"Asia/Seoul\"", "vocabulary \"military-1\""]),
    ]);
    let items = prop::collection::vec(item, 0..6).prop_map(|items| items.join(" ")).boxed();
    let bound = row(vec![any_of(&["above", "below"]), length(), any_of(&["AGL", "AMSL"])]);
    let file = row(vec![any_of(&["file", "series"]), text(), perhaps(row(vec![word("hash"), text()]))]);
    one_of(vec![
        row(vec![word("agreement"), text(), perhaps(row(vec![word("between"), names()])), items]),
        row(vec![
            word("party"),
            name(),
            word("is"),
            text(),
            perhaps(row(vec![word("called"), text()])),
            perhaps(word("status non-state")),
        ]),
        row(vec![word("body"), name(), word("is"), text(), perhaps(row(vec![word("of"), names()]))]),
        row(vec![
            any_of(&["class", "activity"]),
            name(),
            word("is"),
            classes(),
            perhaps(row(vec![word("code"), text()])),
        ]),
        row(vec![word("point"), name(), word("at 38.1234567 N 128.50 E")]),
        row(vec![
            word("line"),
            name(),
            word("is"),
            file,
            perhaps(row(vec![word("accuracy"), length()])),
            perhaps(word("with markers by \"no\"")),
            perhaps(row(vec![word("with"), names(), word("on the south and ROK on the north")])),
        ]),
        row(vec![
            word("zone"),
            name(),
            word("is"),
            place(),
            perhaps(reading()),
            perhaps(row(vec![word("accuracy"), length()])),
            perhaps(bound),
        ]),
        row(vec![word("zone"), name(), word("is to be decided by"), name()]),
        row(vec![
            word("zone"),
            name(),
            word("is described as"),
            text(),
            perhaps(row(vec![word("apart from"), names()])),
            perhaps(row(vec![word("within"), names()])),
        ]),
        row(vec![
            word("inventory"),
            name(),
            word("is"),
            class(),
            one_of(vec![word("of each party"), row(vec![word("of"), names()])]),
            word("as recorded on 1 May 2018"),
            perhaps(row(vec![word("by"), name()])),
        ]),
        row(vec![word("register"), name(), any_of(&["is complete", "is partial"])]),
        row(vec![
            word("verification of"),
            names(),
            word(": by"),
            attest(),
            perhaps(row(vec![word("through"), names()])),
            perhaps(word("coverage at least 60 percent")),
        ]),
        row(vec![any_of(&["in force from", "ends on"]), moment(), perhaps(reading())]),
        row(vec![any_of(&["in force upon", "ends upon"]), event(), perhaps(reading())]),
        row(vec![word("no terms because"), text()]),
    ])
}

fn bound() -> BoxedStrategy<String> {
    let label = any_of(&["no-fly", "withdrawal", "기동", "request"]);
    let step = name();
    let steps = prop::collection::vec(step, 1..8).prop_map(|steps| steps.join(" then ")).boxed();
    one_of(vec![
        row(vec![label.clone(), word(":"), sentence()]),
        row(vec![label.clone(), word(": exception to"), names(), word(":"), sentence()]),
        row(vec![label.clone(), word(": procedure for"), subject(), clauses(), word(":"), steps]),
        row(vec![
            word("decision"),
            name(),
            word("on"),
            date(),
            word("by"),
            names(),
            word("replaces"),
            label,
            word(":"),
            sentence(),
        ]),
        row(vec![
            word("decision one on 1 May 2020 by"),
            names(),
            word("releases"),
            released(),
            perhaps(reading()),
        ]),
        row(vec![word("decision one on 1 May 2020 by"), names(), moved(), moment(), perhaps(reading())]),
    ])
}

/// Whom a decision releases from what.
fn released() -> BoxedStrategy<String> {
    one_of(vec![row(vec![word("each party from"), names()]), row(vec![names(), word("from"), names()])])
}

/// Of what a decision moves the end or the deadline.
fn moved() -> BoxedStrategy<String> {
    let part = || any_of(&["moves the end of", "moves the deadline of"]);
    one_of(vec![row(vec![part(), word("the agreement to")]), row(vec![part(), names(), word("to")])])
}

fn stage() -> BoxedStrategy<String> {
    let share = any_of(&["all", "at least 1 third", "at least 60 percent", "at least 3 quarters"]);
    let within = row(vec![word("within"), duration(), any_of(&["after", "beginning"]), moment()]);
    row(vec![share, one_of(vec![row(vec![word("by"), moment()]), within])])
}

/// A statement with its full stop. Some of them are wrong all the same: a place called `steps`, a clause too many.
pub(crate) fn statement() -> BoxedStrategy<String> {
    let statement = one_of(vec![declaration(), bound(), bound()]);
    (statement, prop::collection::vec(0_usize..200, 0..4), any::<bool>())
        .prop_map(|(statement, gaps, is_commented)| {
            format!("{}.", roughened(&statement, &gaps, is_commented))
        })
        .boxed()
}

/// A statement as it comes, and with line breaks at some of its spaces.
pub(crate) fn twice() -> BoxedStrategy<(String, String)> {
    (one_of(vec![declaration(), bound()]), prop::collection::vec(0_usize..40, 1..6))
        .prop_map(|(statement, gaps)| {
            (format!("{statement}."), format!("{}  .", roughened(&statement, &gaps, false)))
        })
        .boxed()
}

/// Line breaks, or comments, at some of the spaces outside of texts and figures.
fn roughened(statement: &str, gaps: &[usize], is_commented: bool) -> String {
    let mut in_text = false;
    let mut rough = String::new();
    let mut space = 0;
    for character in statement.chars() {
        in_text ^= character == '"';
        space += usize::from(character == ' ');
        if character != ' ' || in_text || !gaps.contains(&space) {
            rough.push(character);
        } else if is_commented && space % 2 == 0 {
            rough.push_str(" # by the way\n      ");
        } else if is_commented {
            rough.push_str("\n  # on a line of its own\n ");
        } else {
            rough.push_str("\n      ");
        }
    }
    rough
}

/// Several statements, with comments, blank lines and now and then something broken between them.
pub(crate) fn block() -> BoxedStrategy<String> {
    let between =
        any_of(&["\n", "\n\n\n", " ", "  # behind\n", "\n# alone\n", "\n\n  # alone, after a line\n\n"]);
    let broken = any_of(&[
        "x: each party must withdraw tanks by tomorrow morning.",
        "zone z is within 5 of MDL.",
        "party P is",
        "§ 1",
    ]);
    let part = prop_oneof![8 => statement(), 1 => broken];
    prop::collection::vec((part, between), 0..5)
        .prop_map(|parts| parts.into_iter().flat_map(|(part, between)| [part, between]).collect())
        .boxed()
}
