//! Any text is read as the sentences of one block without panic, every byte stands in its tree, and every place lies in
//! the text. The parser alone: `agreement` goes the whole way, some thirty times as slowly.
#![no_main]

use armistice_terms::{BlockKind, syntax};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (kind, text) = match text.strip_prefix('!') {
        Some(text) => (BlockKind::Test, text),
        None => (BlockKind::Terms, text),
    };
    let (tree, diagnostics) = syntax::read_block(kind, text);
    assert_eq!(tree.text().to_string(), text);
    for label in diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        assert!(text.get(label.span.start as usize..label.span.end as usize).is_some(), "{label:?}");
    }
});
