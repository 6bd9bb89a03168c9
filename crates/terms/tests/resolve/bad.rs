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
