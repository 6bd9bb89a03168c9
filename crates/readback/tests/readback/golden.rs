//! What the officer reads, as golden text.

use armistice_readback::{Locale, markdown, read_norm};

use crate::support::from_file;

fn read(path: &str) -> String {
    markdown(&from_file(path), "", &Locale::english())
}

#[test]
fn korea() {
    insta::assert_snapshot!(read("agreements/korea-2018/korea-2018.agreement.md"));
}

#[test]
fn minsk() {
    insta::assert_snapshot!(read("crates/terms/tests/agreements/good/minsk.agreement.md"));
}

#[test]
fn sinai() {
    insta::assert_snapshot!(read("crates/terms/tests/agreements/good/sinai.agreement.md"));
}

#[test]
fn panmunjom() {
    insta::assert_snapshot!(read("crates/terms/tests/agreements/good/panmunjom.agreement.md"));
}

#[test]
fn every_form() {
    insta::assert_snapshot!(read("crates/readback/tests/agreements/forms.agreement.md"));
}

#[test]
fn one_norm_and_one_exception_can_be_read_alone() {
    let agreement = from_file("crates/terms/tests/agreements/good/panmunjom.agreement.md");
    let norm = read_norm(&agreement, "no-fly-fw").unwrap();
    assert!(norm.contains("forbidden to fly fixed wing aircraft, but not commercial aircraft"), "{norm}");
    assert!(norm.contains("`relief-flights`"), "{norm}");
    let exception = read_norm(&agreement, "relief-flights").unwrap();
    assert!(exception.starts_with("Under `relief-flights`"), "{exception}");
    assert_eq!(read_norm(&agreement, "no-such-norm"), None);
}

#[test]
fn the_last_day_is_counted_as_the_two_rules_of_one_annex_ask() {
    let agreement = from_file("crates/terms/tests/agreements/good/panmunjom.agreement.md");
    // Twenty days of which 1 October is the first end on 20 October; five days after that end on the 25th.
    let mines = read_norm(&agreement, "jsa-demining").unwrap();
    assert!(mines.contains("Last day: Saturday 20 October 2018"), "{mines}");
    let posts = read_norm(&agreement, "jsa-disarming").unwrap();
    assert!(posts.contains("it is Thursday 25 October 2018"), "{posts}");
}
