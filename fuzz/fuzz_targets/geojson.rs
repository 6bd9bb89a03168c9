//! Any bytes as the GeoJSON file of a small agreement are drawn, or refused with a reason, without panic.
#![no_main]

use std::sync::LazyLock;

use armistice_terms::model::Agreement;
use armistice_terms::{MemoryFiles, compile};

/// A line with markers and sides, areas with and without a feature's name, and places that are worked out from them.
const TEXT: &str = r#"# Small {#small}

```terms
agreement "Small" between A, B
  signed 1 March 2020 binding politically authentic in en
  time zone "UTC" vocabulary "small" month ends refused.
party A is "A".
party B is "B".
line Border is file "g.json#line" with markers by "no" accuracy 100 m.
zone Field is file "g.json#area" accuracy 100 m.
zone All is file "g.json" accuracy 1 km.
zone Strip is within 5 km of Border.
zone Part is within 2 km of Border between marker "1" and marker "2".
zone Rest is All minus Strip.
```
"#;

static AGREEMENT: LazyLock<Agreement> = LazyLock::new(|| {
    let compiled = compile(TEXT, &files(b"{}"));
    compiled.agreement.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
});

fn files(geojson: &[u8]) -> MemoryFiles {
    let files = [("g.json".to_owned(), geojson.to_vec())].into();
    let vocabularies = [("small".to_owned(), "# Small\n".to_owned())].into();
    MemoryFiles { files, vocabularies }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(errors) = armistice_watch::plan(&AGREEMENT, &files(bytes)) {
        assert!(!errors.is_empty() && errors.iter().all(|error| !error.to_string().is_empty()));
    }
});
