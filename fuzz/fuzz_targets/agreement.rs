//! Any text is read without panic, every byte of a block stands in its tree, every place lies in the file.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let syntax = armistice_terms::syntax::read(text);
    for (block, tree) in &syntax.trees {
        assert_eq!(tree.text().to_string(), block.text);
    }
    for label in syntax.diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        assert!(text.get(label.span.start as usize..label.span.end as usize).is_some());
    }
});
