//! What fuzzing has found to take another way through the parser is read again with each change: texts of
//! `fuzz/seeds/sentences.jsonl`, one a line as a JSON string, a leading `!` for a scenario.

#![expect(clippy::unwrap_used, reason = "seeds that cannot be read are a broken checkout")]

use armistice_terms::{BlockKind, MemoryFiles, Prepared, compile_with, format, syntax};

const SEEDS: &str = include_str!("../../../fuzz/seeds/sentences.jsonl");
const VOCABULARY: &str = include_str!("../../../fuzz/vocabulary.agreement.md");
const FRAME: &str = include_str!("../../../fuzz/frame.agreement.md");

fn seeds() -> Vec<String> {
    let seeds: Vec<String> = SEEDS.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(seeds.len() > 500, "the seeds are there");
    seeds
}

#[test]
fn each_is_read_with_every_byte_in_its_tree_and_every_place_in_its_text() {
    for seed in seeds() {
        let (kind, text) = match seed.strip_prefix('!') {
            Some(text) => (BlockKind::Test, text),
            None => (BlockKind::Terms, seed.as_str()),
        };
        let (tree, diagnostics) = syntax::read_block(kind, text);
        assert_eq!(tree.text().to_string(), text);
        for label in diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
            assert!(
                text.get(label.span.start as usize..label.span.end as usize).is_some(),
                "{seed:?} {label:?}"
            );
        }
    }
}

#[test]
fn each_is_compiled_as_part_of_an_agreement_and_formatting_it_twice_is_formatting_it_once() {
    let mut files = MemoryFiles::default();
    files.vocabularies.insert("military-1".to_owned(), VOCABULARY.to_owned());
    files.files.insert("geo/l.geojson".to_owned(), b"{}".to_vec());
    let mut prepared = Prepared::default();
    for seed in seeds() {
        let text = std::format!("{FRAME}{seed}\n");
        let compiled = compile_with(&text, &files, &mut prepared);
        assert_eq!(compiled.agreement.is_none(), compiled.has_errors(), "{seed:?}");
        assert!(compiled.diagnostics.windows(2).all(|pair| pair[0] != pair[1]), "{seed:?}");
        let once = format(&text).text;
        assert_eq!(format(&once).text, once, "{seed:?}");
    }
}
