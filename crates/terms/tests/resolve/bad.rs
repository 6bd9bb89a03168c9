//! Bad agreements: what each says of itself, as golden text.

use crate::support::{compiled, root, shown};

#[test]
fn every_bad_agreement_says_what_is_wrong_where_and_how_to_mend_it() {
    let folder = root().join("crates/terms/tests/agreements/bad");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    // The files of one word in this folder are those of the parser's own tests.
    files.retain(|path| path.to_string_lossy().ends_with(".agreement.md"));
    files.retain(|path| path.file_name().unwrap().to_string_lossy().contains('-'));
    files.sort();
    assert!(files.len() > 30, "the folder of bad agreements is not whole: {files:?}");
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let compiled = compiled(&text, &folder);
        let name = path.file_name().unwrap().to_string_lossy().replace(".agreement.md", "");
        assert!(!compiled.diagnostics.is_empty(), "{name} has nothing to say");
        assert_eq!(compiled.agreement.is_none(), compiled.has_errors(), "{name}");
        insta::assert_snapshot!(name, shown(&text, &compiled.diagnostics));
    }
}

#[test]
fn every_code_is_explained_and_every_explanation_has_its_code() {
    let mut raised = std::collections::BTreeSet::new();
    let mut folders = vec![root().join("crates/terms/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                raised.extend(codes(&std::fs::read_to_string(path).unwrap(), "\"A"));
            }
        }
    }
    let explained = codes(&std::fs::read_to_string(root().join("docs/errors.md")).unwrap(), "\n### A");
    assert_eq!(raised, explained);
}

/// Every `A` with three digits after that opening.
fn codes(text: &str, opening: &str) -> std::collections::BTreeSet<String> {
    let digits = |rest: &str| rest.chars().take(3).filter(char::is_ascii_digit).collect::<String>();
    let ends = |rest: &str| rest.chars().nth(3).is_some_and(|end| end == '"' || end == '\n');
    text.split(opening)
        .skip(1)
        .filter(|rest| ends(rest))
        .map(digits)
        .filter(|digits| digits.len() == 3)
        .collect()
}
