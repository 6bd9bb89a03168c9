//! What `difference` tells of pairs of agreements.

#![expect(clippy::unwrap_used, reason = "a test stops at what is not there")]

#[expect(dead_code, reason = "the formatter is tested with more of them")]
#[path = "format/agreements.rs"]
mod agreements;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use armistice_terms::difference::{Change, Effect, comments, difference, difference_with_files, files};
use armistice_terms::model::Agreement;
use armistice_terms::{FileError, Files, compile, format};

/// The files of a folder, and any file that is asked for where there is no folder.
struct Folder(Option<PathBuf>);

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let missing = |_| FileError::Missing(path.to_owned());
        match &self.0 {
            Some(folder) => fs::read(folder.join(path)).map_err(missing),
            None => Ok(LINE.as_bytes().to_vec()),
        }
    }

    fn vocabulary(&self, name: &str) -> Result<String, FileError> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/vocabulary");
        fs::read_to_string(folder.join(format!("{name}.agreement.md")))
            .map_err(|_| FileError::Missing(name.to_owned()))
    }
}

const LINE: &str = r#"{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[126.0,38.0],[128.0,38.0]]}}"#;

/// An agreement to be changed.
const BASE: &str = r#"# Truce {#head}

```terms
agreement "Truce" between A, B signed 1 May 2018 binding politically authentic in en time zone "UTC"
  vocabulary "military-1" month ends clamp findings need reported.
party A is "A".
party B is "B".
body C is "A commission" of A, B.
line L is file "l.geojson".
zone strip is within 5 km of L.
class big-gun is artillery with calibre at least 100 mm.
register notices is partial.
```

## Article 1 {#art_1}

> [paraphrase] No drills, no big guns and no flights by the line; medical flights are free.

```terms
drills: no party may conduct firing within 5 km of L from 1 June 2018.
guns: each party must not deploy big-gun in strip.
flights: no party may fly aircraft in strip.
medical: exception to flights: each party may fly helicopter in strip for medevac upon prior notice to the other party.
```

## Article 2 {#art_2}

> [paraphrase] Eleven posts are emptied this year; few people stay.

```terms
posts: each party must withdraw 11 guard-posts out of strip by 31 December 2018 verified by the other party.
people: each party may hold at most 100 personnel in strip.
reports: each party must give notice to the other party of exercise at least 30 days before it starts stating area.
```
"#;

fn agreement(text: &str) -> Agreement {
    compiled(text, &Folder(None)).unwrap()
}

fn compiled(text: &str, files: &dyn Files) -> Option<Agreement> {
    let compiled = compile(text, files);
    if compiled.has_errors() {
        eprintln!("{:#?}", compiled.diagnostics);
    }
    compiled.agreement
}

/// The base with these words replaced by those.
fn changed(replaced: &[(&str, &str)]) -> String {
    let mut text = BASE.to_owned();
    for (from, to) in replaced {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    text
}

/// One line a change.
fn told(changes: &[Change]) -> String {
    let line = |change: &Change| {
        let names: Vec<&str> = change.affected.iter().map(|name| name.as_str()).collect();
        let decision =
            change.decision.as_ref().map(|decision| format!(" by {}", decision.name)).unwrap_or_default();
        format!(
            "{:?} {:?} {} {}: {} -> {} [{}]{decision} {}\n",
            change.effect,
            change.of,
            change.name,
            change.part,
            change.before.as_deref().unwrap_or("-"),
            change.after.as_deref().unwrap_or("-"),
            names.join(" "),
            change.note
        )
    };
    changes.iter().map(line).collect()
}

fn difference_of(replaced: &[(&str, &str)]) -> String {
    told(&difference(&agreement(BASE), &agreement(&changed(replaced))))
}

#[test]
fn a_deadline_tells_both_days_and_whom_it_binds() {
    insta::assert_snapshot!(difference_of(&[("by 31 December 2018", "by 30 November 2018")]));
    insta::assert_snapshot!(difference_of(&[(
        "by 31 December 2018",
        "within 20 days after 20 December 2018"
    )]));
}

#[test]
fn a_larger_place_tightens_a_ban_and_widens_an_exception() {
    insta::assert_snapshot!(difference_of(&[("firing within 5 km", "firing within 10 km")]));
    insta::assert_snapshot!(difference_of(&[("zone strip is within 5 km", "zone strip is within 2 km")]));
}

#[test]
fn classes_are_ordered_by_what_the_vocabulary_says() {
    insta::assert_snapshot!(difference_of(&[
        ("fly aircraft in", "fly helicopter in"),
        ("fly helicopter in strip for", "fly aircraft in strip for")
    ]));
    insta::assert_snapshot!(difference_of(&[("at least 100 mm", "at least 122 mm")]));
    insta::assert_snapshot!(difference_of(&[("conduct firing", "conduct exercise")]));
}

#[test]
fn figures_conditions_and_bearers_are_ordered() {
    insta::assert_snapshot!(difference_of(&[
        ("11 guard-posts", "9 guard-posts"),
        ("at most 100 personnel", "at most 80 personnel"),
        ("at least 30 days", "at least 6 weeks"),
        ("stating area", "stating area, personnel"),
        ("for medevac upon prior notice to the other party", "for medevac"),
        ("guns: each party must", "guns: A must"),
        ("from 1 June 2018", "from 1 July 2018 until 1 July 2020"),
    ]));
}

#[test]
fn a_name_that_changed_alone_is_one_change() {
    insta::assert_snapshot!(difference_of(&[
        ("strip", "belt"),
        ("A, B", "A, North"),
        ("party B is", "party North is"),
        ("drills:", "no-drills:"),
        ("big-gun", "heavy-gun"),
    ]));
}

#[test]
fn evidence_and_words_are_told_apart_from_what_is_owed() {
    insta::assert_snapshot!(difference_of(&[
        ("verified by the other party", "verified by C"),
        ("findings need reported", "findings need corroborated"),
        ("notices is partial", "notices is complete"),
        ("Eleven posts are", "Eleven posts shall be"),
        ("## Article 2", "## Article II"),
        ("party B is \"B\"", "party B is \"Bee\""),
        ("personnel in strip.", "personnel in strip reading \"at any one time\" agreed."),
    ]));
}

#[test]
fn what_comes_and_goes_is_told_with_what_it_says() {
    insta::assert_snapshot!(difference_of(&[
        (
            "people: each party may hold at most 100 personnel in strip.\n",
            "no terms because \"`few`: no number\".\n"
        ),
        ("guns: each party must not deploy big-gun in strip.\n", ""),
    ]));
}

#[test]
fn a_decision_is_named_behind_what_it_changes() {
    let decision = "decision sooner on 26 October 2018 by A, B replaces posts: each party must withdraw 11 guard-posts \
                    out of strip by 30 November 2018 verified by the other party.\npeople:";
    insta::assert_snapshot!(difference_of(&[("people:", decision)]));
}

#[test]
fn a_decision_that_releases_or_moves_is_told_by_what_it_does() {
    let ends = ("register notices", "ends on 31 December 2019.\nregister notices");
    let until = ("fly aircraft in strip.", "fly aircraft in strip until 31 December 2018.");
    let base = changed(&[ends, until]);
    let decided = changed(&[
        ends,
        until,
        (
            "people:",
            "decision one on 1 October 2018 by A, B releases B from posts, people.
decision two on 1 October 2018 by A, B moves the deadline of posts to 30 November 2018.
decision three on 1 November 2018 by A, B moves the deadline of posts to 31 January 2019.
decision four on 1 November 2018 by A, B moves the end of flights to 31 January 2019.
decision five on 1 November 2018 by A, B moves the end of the agreement to 31 January 2020.
people:",
        ),
    ]);
    let (base, decided) = (agreement(&base), agreement(&decided));
    insta::assert_snapshot!(told(&difference(&base, &decided)));
    let other = agreement(&changed(&[
        ends,
        until,
        ("people:", "decision one on 2 October 2018 by A, B releases A from people.\npeople:"),
    ]));
    let one = agreement(&changed(&[
        ends,
        until,
        ("people:", "decision one on 1 October 2018 by A, B releases A from people.\npeople:"),
    ]));
    insta::assert_snapshot!(told(&difference(&one, &other)));
}

#[test]
fn shares_are_ordered_by_how_much_is_due_and_by_when() {
    let posts = "posts: each party must withdraw 11 guard-posts out of strip by 31 December 2018 verified by the other party.";
    let with = |shares: &str| {
        let stock = "inventory stock is guard-posts of each party as recorded on 1 May 2018.";
        let text = format!("{stock}\nposts: each party must withdraw stock out of strip in shares {shares}.");
        agreement(&changed(&[(posts, &text)]))
    };
    let old = with("at least 25 percent by 1 July 2018, all by 31 December 2018");
    for new in [
        "at least 1 third by 1 July 2018, all by 31 December 2018",
        "at least 25 percent by 1 August 2018, all by 31 December 2018",
        "at least 25 percent by 1 July 2018, at least 60 percent by 1 October 2018, all by 31 December 2018",
        "at least 30 percent by 1 August 2018, all by 31 December 2018",
        "at least 25 percent within 61 days after 1 May 2018, all by 30 November 2018",
    ] {
        insta::assert_snapshot!(told(&difference(&old, &with(new))));
    }
}

#[test]
fn what_cannot_be_ordered_is_said_to_be_so() {
    insta::assert_snapshot!(difference_of(&[
        (
            "guns: each party must not deploy big-gun in strip",
            "guns: each party must withdraw big-gun out of strip by 1 July 2018"
        ),
        (
            "flights: no party may fly aircraft in strip",
            "flights: no party may fly aircraft in strip and north of P"
        ),
        ("register", "point P at 38.1 N 127.0 E.\nregister"),
        ("firing within 5 km of L", "firing beyond 5 km of L"),
    ]));
    let files = BTreeSet::from(["l.geojson".to_owned()]);
    assert_eq!(self::files(&agreement(BASE)), files);
    insta::assert_snapshot!(told(&difference_with_files(&agreement(BASE), &agreement(BASE), &files)));
}

#[test]
fn comments_are_told() {
    let with = |comment: &str| changed(&[("register", &format!("{comment}\nregister"))]);
    insta::assert_snapshot!(told(&comments(&with("# one"), &with("# other"))));
}

/// Versions of the base, each with a change of another kind.
fn versions() -> Vec<Agreement> {
    let edits: &[&[(&str, &str)]] = &[
        &[],
        &[("by 31 December 2018", "by 30 November 2018")],
        &[(
            "people:",
            "decision one on 1 October 2018 by A, B moves the deadline of posts to 1 July 2019.\npeople:",
        )],
        &[("people:", "decision one on 1 October 2018 by A, B releases B from posts.\npeople:")],
        &[("by 31 December 2018", "within 3 months after 1 June 2018")],
        &[("firing within 5 km", "firing within 10 km")],
        &[("firing within 5 km of L", "firing in strip")],
        &[("zone strip is within 5 km", "zone strip is within 2 km")],
        &[("zone strip is within 5 km of L", "zone strip is within 2 km of L or file \"z.geojson\"")],
        &[("strip", "belt"), ("flights", "no-flights")],
        &[("party B is", "party North is"), ("A, B", "A, North")],
        &[("fly aircraft in", "fly helicopter in")],
        &[("at least 100 mm", "at least 122 mm"), ("conduct firing", "conduct exercise, firing")],
        &[
            ("11 guard-posts", "9 guard-posts"),
            ("for medevac upon prior notice to the other party", "for medevac"),
        ],
        &[("guns: each party must", "guns: A must"), ("stating area", "stating area, personnel")],
        &[
            ("verified by the other party", "verified by C"),
            ("findings need reported", "findings need verified"),
        ],
        &[(
            "people: each party may hold at most 100 personnel in strip.\n",
            "no terms because \"`few`: no number\".\n",
        )],
        &[(
            "people:",
            "decision sooner on 26 October 2018 by A, B replaces posts: each party must withdraw 11 guard-posts out of strip by 1 November 2018.\npeople:",
        )],
        &[("Article 2 {#art_2}", "Article 2 {#art_2 .superseded}"), ("Eleven", "All")],
    ];
    edits.iter().map(|edit| agreement(&changed(edit))).collect()
}

/// A change as the one who goes back sees it; names and headings are those of the side that it stands on.
fn seen(change: &Change, backwards: bool) -> (Effect, String, Option<String>, Option<String>, String) {
    let (of, part) = (change.of, &change.part);
    let (effect, before, after) = match backwards {
        true => (change.effect.mirrored(), change.after.clone(), change.before.clone()),
        false => (change.effect, change.before.clone(), change.after.clone()),
    };
    (effect, format!("{of:?} {part}"), before, after, change.note.replace("more", "less"))
}

#[test]
fn a_difference_is_the_mirror_image_of_the_way_back() {
    let versions = versions();
    for (from, before) in versions.iter().enumerate() {
        for (to, after) in versions.iter().enumerate().skip(from).step_by(3) {
            let mut there: Vec<_> =
                difference(before, after).iter().map(|change| seen(change, false)).collect();
            let mut back: Vec<_> =
                difference(after, before).iter().map(|change| seen(change, true)).collect();
            there.sort();
            back.sort();
            assert_eq!(there, back, "from {from} to {to}");
            assert_eq!(there.is_empty(), from == to, "from {from} to {to}");
        }
    }
}

#[test]
fn an_agreement_and_its_canonical_form_do_not_differ() {
    for (path, text) in agreements::corpus() {
        let folder = Folder(Path::new(&path).parent().map(Path::to_owned));
        // A vocabulary by itself is no agreement.
        let Some(before) = compile(&text, &folder).agreement else { continue };
        // Written badly first, so that there is something to format.
        let clauses = ["by", "in", "from", "within", "everywhere", "upon", "verified by"];
        let rough = clauses.iter().fold(text.clone(), |text, word| {
            text.replace(&format!("\n  {word} "), &format!("  # {word}\n       {word}    "))
        });
        let neat = format(&rough).text;
        let after = compile(&neat, &folder).agreement.unwrap();
        assert_eq!(difference(&before, &after), [], "{path}");
        assert_eq!(comments(&rough, &neat), [], "{path}");
    }
}
