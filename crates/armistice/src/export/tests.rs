//! The schema is the one that the types make, and every agreement of the project obeys it.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{convert, shape};
use crate::case::{self, Source};
use crate::wordbook;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn schema() -> Value {
    serde_json::to_value(schemars::schema_for!(shape::Agreement)).unwrap()
}

#[test]
fn the_schema_is_the_one_that_the_types_make() {
    let path = root().join("schemas/export.schema.json");
    let made = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(made == kept, "schemas/export.schema.json is not what the types make: UPDATE_SCHEMA=1 writes it");
}

#[test]
fn every_agreement_obeys_the_schema() {
    let validator = jsonschema::draft202012::new(&schema()).unwrap();
    let files = case::agreements(&[root().join("agreements")]).unwrap();
    let mut count = 0;
    for file in files.iter().filter(|file| !file.to_string_lossy().contains("/vocabulary/")) {
        let source = Source::open(file).unwrap();
        let agreement = source.agreement().unwrap();
        let words = wordbook::blocks(&source.text);
        let exported = serde_json::to_value(convert::agreement(&agreement, words)).unwrap();
        let problems: Vec<String> = validator.iter_errors(&exported).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{}: {problems:?}", file.display());
        assert_eq!(exported["norms"].as_array().unwrap().len(), agreement.norms.len());
        count += 1;
    }
    assert!(count >= 3, "only {count} agreements were found");
}

#[test]
fn the_schema_refuses_what_is_no_export() {
    let validator = jsonschema::draft202012::new(&schema()).unwrap();
    let file = root().join("agreements/korea-2018");
    let agreement = Source::open(&file).unwrap().agreement().unwrap();
    let mut exported =
        serde_json::to_value(convert::agreement(&agreement, vec![(7, "[[actor]]\n".to_owned())])).unwrap();
    assert_eq!(exported["words"], serde_json::json!([{"line": 7, "toml": "[[actor]]\n"}]));
    assert!(validator.is_valid(&exported));
    exported["norms"][0]["rule"]["kind"] = Value::from("wish");
    assert!(!validator.is_valid(&exported));
}
