//! Agreements that are well formed parse without a word, and into what they say.

#![expect(clippy::unwrap_used, reason = "a test stops at what is not there")]

use std::path::PathBuf;

use armistice_terms::ast::{
    Attest, Clause, Counting, Grade, Outcome, Place, Predicate, Statement, StatementKind, Subject, TestLine,
    ZoneIs,
};
use armistice_terms::syntax;

fn good() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/agreements/good");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: PathBuf| (path.display().to_string(), std::fs::read_to_string(&path).unwrap());
    files.into_iter().map(read).collect()
}

fn statements(name: &str) -> (Vec<Statement>, String) {
    let (_, text) =
        good().into_iter().find(|(path, _)| path.ends_with(&format!("{name}.agreement.md"))).unwrap();
    (syntax::parse(&text).0.statements, text)
}

fn norm<'a>(statements: &'a [Statement], label: &str) -> &'a armistice_terms::ast::Sentence {
    let mut sentences = statements.iter().filter_map(|statement| match &statement.kind {
        StatementKind::Norm(norm) if norm.label.node == label => Some(&norm.sentence),
        _ => None,
    });
    sentences.next_back().unwrap()
}

#[test]
fn well_formed_agreements_have_no_diagnostics() {
    let files = good();
    assert!(files.len() >= 5);
    for (path, text) in files {
        let (document, diagnostics) = syntax::parse(&text);
        assert_eq!(diagnostics, [], "{path}");
        assert!(!document.statements.is_empty(), "{path}");
        assert!(document.unread.is_empty(), "{path}");
    }
}

#[test]
fn every_statement_of_the_examples_is_there() {
    let counts: Vec<(usize, usize)> = ["panmunjom", "minsk", "sinai", "fragments", "extensions"]
        .iter()
        .map(|name| {
            let (_, text) = good().into_iter().find(|(path, _)| path.contains(name)).unwrap();
            let document = syntax::parse(&text).0;
            (document.statements.len(), document.tests.len())
        })
        .collect();
    assert_eq!(counts, [(27, 1), (19, 0), (19, 0), (9, 0), (25, 2)]);
}

#[test]
fn a_statement_points_at_its_words_in_the_file_even_inside_a_quote() {
    let (statements, text) = statements("extensions");
    let words =
        |statement: &Statement| text[statement.span.start as usize..statement.span.end as usize].to_owned();
    let quoted = statements.iter().map(words).find(|words| words.starts_with("quoted:")).unwrap();
    assert!(quoted.contains("\n>   together with gates"), "{quoted}");
    assert!(quoted.ends_with("\"Parts of the whole\"."), "{quoted}");
    let shorter = statements.iter().map(words).find(|words| words.starts_with("shorter:")).unwrap();
    assert!(shorter.ends_with("unproven counts as unknown."), "{shorter}");
}

#[test]
fn deadlines_keep_how_they_count() {
    let (statements, _) = statements("panmunjom");
    let sentence = norm(&statements, "jsa-demining");
    assert!(matches!(&sentence.subject.node, Subject::Named { names, jointly: true } if names.len() == 3));
    let counting = |sentence: &armistice_terms::ast::Sentence| {
        sentence.clauses.iter().find_map(|clause| match &clause.node {
            Clause::Within { length, counting, .. } => Some((length.node.to_string(), counting.node)),
            _ => None,
        })
    };
    assert_eq!(counting(sentence), Some(("20 days".to_owned(), Counting::Beginning)));
    assert_eq!(counting(norm(&statements, "jsa-disarming")), Some(("5 days".to_owned(), Counting::After)));
    let attested = &sentence.clauses.last().unwrap().node;
    assert!(matches!(attested, Clause::VerifiedBy(Attest::AllOf(names)) if names.len() == 3));
}

#[test]
fn places_bind_as_the_grammar_says() {
    let zone = |name: &str| {
        let (statements, _) = statements(name);
        statements.into_iter().find_map(|statement| match statement.kind {
            StatementKind::Zone(zone) if matches!(zone.name.node.as_str(), "nfz-fw" | "strip") => {
                Some(zone.is)
            }
            _ => None,
        })
    };
    let Some(ZoneIs::Place { place: Place::Or(places), .. }) = zone("panmunjom") else { panic!("no union") };
    let markers = |place: &Place| match place {
        Place::Near(near) => {
            near.between.clone().map(|(first, last)| (first.node, last.node, near.distance_mm.node))
        }
        _ => None,
    };
    assert_eq!(markers(&places[0]), Some(("0646".to_owned(), "1292".to_owned(), 40_000_000)));
    assert_eq!(markers(&places[1]), Some(("0001".to_owned(), "0646".to_owned(), 20_000_000)));
    let Some(ZoneIs::Place { place: Place::Minus(near, beside), heights, accuracy_mm, reading }) =
        zone("extensions")
    else {
        panic!("no difference")
    };
    assert!(matches!(*near, Place::Near(_)) && matches!(*beside, Place::Or(_)));
    // 150 feet of 304.8 mm.
    assert_eq!(heights.iter().map(|height| height.node.height_mm).collect::<Vec<_>>(), [45_720]);
    assert_eq!(accuracy_mm.map(|accuracy| accuracy.node), Some(20_000));
    assert_eq!(reading.map(|reading| reading.text.node), Some("the strip of the map".to_owned()));
}

#[test]
fn predicates_are_told_apart() {
    let (fragments, _) = statements("fragments");
    assert!(
        matches!(&norm(&fragments, "rotation").predicate.node, Predicate::Rate { is_floor: false, count, .. } if count.number.node == 35_000)
    );
    assert!(
        matches!(&norm(&fragments, "no-reinforcement").predicate.node, Predicate::HoldAsOf { classes, .. } if classes.any_of.len() == 3)
    );
    assert!(matches!(&norm(&fragments, "exercise-notice").predicate.node, Predicate::GiveNotice { .. }));
    let (sinai, _) = statements("sinai");
    assert!(
        matches!(&norm(&sinai, "zone-A-forces").predicate.node, Predicate::HoldAtMost { only: true, counts } if counts.len() == 5)
    );
    let (panmunjom, _) = statements("panmunjom");
    assert!(
        matches!(&norm(&panmunjom, "guns-covered").predicate.node, Predicate::Keep { states, .. } if states.len() == 2)
    );
    assert!(
        matches!(&norm(&panmunjom, "gp-withdrawal").predicate.node, Predicate::Counted { counts, .. } if counts[0].number.node == 11)
    );
}

#[test]
fn points_are_whole_ten_millionths_of_a_degree() {
    let (statements, _) = statements("extensions");
    let at = statements.iter().find_map(|statement| match &statement.kind {
        StatementKind::Point(point) => Some((point.at.lat_e7, point.at.lon_e7)),
        _ => None,
    });
    assert_eq!(at, Some((-381_234_567, -1_285_000_000)));
}

#[test]
fn sections_know_their_ids_parents_and_quotations() {
    let (_, text) = good().into_iter().find(|(path, _)| path.contains("extensions")).unwrap();
    let document = syntax::parse(&text).0;
    let section = &document.sections[1];
    let id = section.id.clone().unwrap();
    assert_eq!(&text[id.span.start as usize..id.span.end as usize], "art_1");
    assert!(section.superseded && section.parent == Some(0) && section.level == 2);
    let quotations: Vec<_> = section
        .quotations
        .iter()
        .map(|quote| (quote.language.as_deref(), quote.paraphrase, quote.text.as_str()))
        .collect();
    assert_eq!(
        quotations,
        [
            (Some("ko"), false, "조문"),
            (Some("en"), true, "And in our words."),
            (None, true, "Parts of the whole."),
            (None, true, "A quote in a quote."),
        ]
    );
    assert_eq!(document.article(Some(1)), "Forms beyond the worked examples › Article 1");
}

#[test]
fn scenarios_keep_facts_and_expectations_in_order() {
    let (_, text) = good().into_iter().find(|(path, _)| path.contains("extensions")).unwrap();
    let tests = syntax::parse(&text).0.tests;
    assert_eq!(tests[0].record.as_ref().map(|record| record.node.as_str()), Some("inbox/facts.csv"));
    assert_eq!(tests[0].known_at.map(|day| day.date.to_string()), Some("2025-06-01".to_owned()));
    let TestLine::Expect(first) = &tests[0].lines[0] else { panic!("an expectation") };
    assert!(
        matches!(&first.outcome, Outcome::Verdict { negated: true, word, .. } if word.node == "violated")
    );
    let TestLine::Expect(second) = &tests[0].lines[1] else { panic!("an expectation") };
    let Outcome::Verdict { grade, flags, .. } = &second.outcome else { panic!("a verdict") };
    assert_eq!(grade.as_ref().map(|grade| grade.node), Some(Grade::Claimed));
    assert_eq!(
        flags.iter().map(|flag| flag.node.as_str()).collect::<Vec<_>>(),
        ["contested", "status-disputed"]
    );
    assert!(matches!(&tests[0].lines[4], TestLine::Fact(fact) if fact.purposes.len() == 1));
}
