//! The gold readings are what they claim to be: every quote stands where its offsets say, every word is one of the form's.

#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

use armistice_reading::claim::{Class, Modality, Polarity};
use serde_json::Value;

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn reports() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports")
}

fn lines(gold: &Path) -> Vec<Value> {
    fs::read_to_string(gold).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text_of(gold: &Path) -> String {
    let path = PathBuf::from(gold.to_string_lossy().replace(".gold.jsonl", ".txt"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The offsets of a line, and the words they hold, in bytes and in characters.
fn assert_stands(text: &str, line: &Value, place: &str) {
    let offsets = |key: &str| {
        let pair = line[key].as_array().unwrap_or_else(|| panic!("{place}: no `{key}`"));
        (
            usize::try_from(pair[0].as_u64().unwrap()).unwrap(),
            usize::try_from(pair[1].as_u64().unwrap()).unwrap(),
        )
    };
    let (start, end) = offsets("byte");
    let quote = line["quote"].as_str().unwrap();
    assert_eq!(text.get(start..end), Some(quote), "{place}: bytes");
    let (first, last) = offsets("char");
    assert_eq!(text.chars().skip(first).take(last - first).collect::<String>(), quote, "{place}: characters");
}

#[test]
fn every_quote_stands_where_its_offsets_say() {
    let all = files(&reports(), ".gold.jsonl");
    assert!(all.len() >= 50, "only {} gold readings", all.len());
    for gold in &all {
        let text = text_of(gold);
        for line in lines(gold).iter().skip(1) {
            let place = format!("{} {}", gold.file_name().unwrap().to_string_lossy(), line["id"]);
            assert_stands(&text, line, &place);
            for also in line["also_at"].as_array().into_iter().flatten() {
                assert_stands(&text, also, &place);
            }
        }
    }
}

#[test]
fn the_first_line_tells_of_the_document() {
    for gold in files(&reports(), ".gold.jsonl") {
        let (doc, text) = (&lines(&gold)[0], text_of(&gold));
        assert_eq!(doc["id"], "_doc");
        assert_eq!(doc["chars"].as_u64(), u64::try_from(text.chars().count()).ok(), "{}", gold.display());
        assert_eq!(doc["bytes"].as_u64(), u64::try_from(text.len()).ok(), "{}", gold.display());
        let folder = gold.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(doc["agreement"], folder.as_str());
        let day: jiff::civil::Date = doc["published"].as_str().unwrap().parse().unwrap();
        assert_eq!(doc["weekday"], format!("{:?}", day.weekday()), "{}", gold.display());
    }
}

#[test]
fn every_claim_is_in_the_form() {
    for gold in files(&reports(), ".gold.jsonl") {
        for line in lines(&gold).iter().filter(|line| line["tier"] == "core" || line["tier"] == "context") {
            let place = format!("{} {}", gold.display(), line["id"]);
            let of = |key: &str| line[key].clone();
            serde_json::from_value::<Class>(of("class")).unwrap_or_else(|error| panic!("{place}: {error}"));
            serde_json::from_value::<Modality>(of("modality"))
                .unwrap_or_else(|error| panic!("{place}: {error}"));
            serde_json::from_value::<Polarity>(of("polarity"))
                .unwrap_or_else(|error| panic!("{place}: {error}"));
            for class in line["accept"]["class"].as_array().into_iter().flatten() {
                serde_json::from_value::<Class>(class.clone())
                    .unwrap_or_else(|error| panic!("{place}: {error}"));
            }
            for modality in line["accept"]["modality"].as_array().into_iter().flatten() {
                serde_json::from_value::<Modality>(modality.clone())
                    .unwrap_or_else(|error| panic!("{place}: {error}"));
            }
            for edge in ["from", "to"]
                .iter()
                .filter_map(|edge| line["date"][*edge].as_str())
                .filter(|edge| *edge != "..")
            {
                let day = edge.get(..10).unwrap();
                day.parse::<jiff::civil::Date>().unwrap_or_else(|error| panic!("{place}: {edge}: {error}"));
            }
            assert!(line["actor"].as_str().is_some_and(|actor| !actor.is_empty()), "{place}");
            assert!(line["topic"].as_str().is_some_and(|topic| topic.contains(':')), "{place}");
        }
    }
}

#[test]
fn the_set_holds_what_it_says() {
    let all = files(&reports(), ".gold.jsonl");
    let held = files(&reports().join("held"), ".gold.jsonl").len();
    let of = |language: &str| all.iter().filter(|gold| lines(gold)[0]["language"] == language).count();
    assert_eq!((all.len(), held, of("ko")), (233, 24, 53));
    let core: usize =
        all.iter().map(|gold| lines(gold).iter().filter(|line| line["tier"] == "core").count()).sum();
    assert!(core >= 2850, "{core} core claims");
}
