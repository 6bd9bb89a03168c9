//! Any bytes are taken as a report or refused without panic; zones stand in order on the borders of letters, and each quote of a
//! claim stands in the text. A leading `<` takes them for HTML.
#![no_main]

use std::sync::LazyLock;

use armistice_reading::intake::{Hint, read};
use armistice_reading::Lexicon;

static WORDS: LazyLock<Lexicon> = LazyLock::new(|| {
    let own = include_str!("../../agreements/korea-2018/korea-2018.words.toml");
    Lexicon::new(&[own]).expect("the words of this repository can be read")
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let kind = if bytes.first() == Some(&b'<') { "text/html" } else { "text/plain" };
    let hint = Hint { content_type: Some(kind.to_owned()), ..Hint::default() };
    let Ok(taken) = read(bytes, &hint) else { return };
    let document = &taken.document;
    let mut last = 0;
    for zone in &document.zones {
        assert!(zone.start >= last && document.text.get(zone.start..zone.end).is_some());
        last = zone.end;
    }
    for claim in armistice_reading::read(&WORDS, document).claims {
        assert_eq!(document.text.get(claim.byte[0]..claim.byte[1]), Some(claim.quote.as_str()));
        let chars = document.text.get(..claim.byte[0]).expect("the border of a letter").chars().count();
        assert_eq!(claim.char, [chars, chars + claim.quote.chars().count()]);
    }
});
