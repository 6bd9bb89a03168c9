//! The table of names: whole, in order, in the right letters, and each row about one place that is there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use armistice_basemap::names::{Names, Row, TABLE, rows};
use armistice_basemap::plan::PLACES;
use armistice_basemap::source;

/// The languages of names in other letters than English, and the ranges of their letters in Unicode.
const LETTERS: [(&str, char, char); 3] = [
    ("name_ko", '\u{AC00}', '\u{D7A3}'),
    ("name_ar", '\u{0621}', '\u{064A}'),
    ("name_uk", '\u{0404}', '\u{0491}'),
];
/// What stands in names beside letters.
const OTHERS: &str = " -/.()\u{02BC}\u{2019}";

fn letters_of(key: &str) -> Option<(char, char)> {
    LETTERS.iter().find(|(tag, ..)| *tag == key).map(|(_, first, last)| (*first, *last))
}

#[test]
fn every_line_is_a_row_and_they_are_sorted() {
    let keys: Vec<(&str, &str)> = rows(TABLE).map(|row| (row.country, row.name)).collect();
    assert_eq!(keys.len(), TABLE.lines().count() - 1, "a line has not eight cells");
    assert!(TABLE.starts_with("name\tcountry\ten\tfr\tko\tar\tuk\tcldr\n"));
    for pair in keys.windows(2) {
        assert!(pair[0] < pair[1], "{:?} stands before {:?}", pair[0], pair[1]);
    }
}

#[test]
fn names_are_in_the_letters_of_their_language() {
    for row in rows(TABLE) {
        for (key, form) in &row.forms {
            assert!(!form.is_empty() && form.trim() == *form, "{row:?}");
            let Some((first, last)) = letters_of(key) else { continue };
            // Only the capital of the United States has letters of another kind, in Korean.
            let is_known =
                |c: char| (first..=last).contains(&c) || OTHERS.contains(c) || row.name == "Washington, D.C.";
            assert!(form.chars().all(is_known), "{key} {form}");
            assert!(form.chars().any(|c| (first..=last).contains(&c)), "{key} {form}");
        }
        for tag in &row.cldr {
            assert!(row.forms.iter().any(|(key, _)| *key == format!("name_{tag}")), "{row:?}");
        }
        assert!(!row.forms.is_empty(), "{row:?} says nothing");
    }
}

/// How many names each language has, and how many of them are Unicode's; `names.md` says so too.
#[test]
fn the_counts_are_those_that_are_told() {
    let about = include_str!("../names.md");
    for (tag, language) in [("ko", "Korean"), ("ar", "Arabic"), ("uk", "Ukrainian")] {
        let has = |row: &Row| row.forms.iter().any(|(key, _)| *key == format!("name_{tag}"));
        let all = rows(TABLE).filter(has).count();
        let unicode = rows(TABLE).filter(|row| row.cldr.contains(&tag)).count();
        let told = format!("| {language} | {all} | {unicode} |");
        assert!(about.contains(&told), "names.md does not say `{told}`");
    }
}

fn data() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("ARMISTICE_DATA").map_or_else(beside, PathBuf::from).join("natural-earth");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("SKIPPED: {} is absent; set ARMISTICE_DATA to the folder that holds it", folder.display());
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "in CI a test that cannot run has failed");
    None
}

/// A row names one place; a sea may be in the source in parts.
#[test]
fn each_row_is_about_one_place_or_one_sea() {
    let Some(folder) = data() else { return };
    let read = |file: &str| source::read(&folder.join(format!("{file}.geojson.gz"))).unwrap();
    let places = read(PLACES);
    let names = Names::new(TABLE, &places);
    let mut met: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for row in places.iter().filter_map(|place| names.of_place(place)) {
        *met.entry((row.country, row.name)).or_default() += 1;
    }
    let seas = read("basemap/ne_10m_geography_marine_polys");
    for row in rows(TABLE) {
        if row.country == "sea" {
            assert!(seas.iter().any(|sea| sea.text("name") == Some(row.name)), "{row:?}");
        } else {
            assert_eq!(met.get(&(row.country, row.name)), Some(&1), "{row:?}");
        }
    }
}

/// Every place that the source has on either side of the lines that this project's agreements speak of most.
#[test]
fn no_place_of_either_party_is_without_its_name() {
    let Some(folder) = data() else { return };
    let places = source::read(&folder.join(format!("{PLACES}.geojson.gz"))).unwrap();
    let names = Names::new(TABLE, &places);
    // Of one place in the north the source's romanised name leaves open what it is.
    let unknown = ["Taedong"];
    for (countries, key) in [
        (&["KOR", "PRK"][..], "name_ko"),
        (&["UKR"], "name_uk"),
        (&["LBN", "ISR", "PSX", "SYR", "JOR", "EGY", "SDN", "LBY", "YEM"], "name_ar"),
    ] {
        for place in &places {
            let is_there = place.text("ADM0_A3").is_some_and(|country| countries.contains(&country));
            let name = place.text("NAME").unwrap();
            if is_there && !unknown.contains(&name) {
                let row = names.of_place(place);
                assert!(
                    row.is_some_and(|row| row.forms.iter().any(|(it, _)| *it == key)),
                    "{name} has no {key}"
                );
            }
        }
    }
}
