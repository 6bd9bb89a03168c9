//! Any text is taken as a words file or refused with its place, without panic; a report is read by what was taken, and each quote
//! stands in it. What an input has behind its first line of three tildes is the report.
#![no_main]

use armistice_reading::{Document, Lexicon, read};

const REPORT: &str = "SEOUL, Oct. 19 (Yonhap) -- The army said on Friday that both sides had withdrawn 11 guard posts near the line, and \
    denied that its troops fired 20 shells.\n\n북한군이 포병 사격 100여 발을 실시했다고 합참이 밝혔다.";

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (words, report) = text.split_once("\n~~~\n").unwrap_or((text, REPORT));
    let Ok(lexicon) = Lexicon::new(&[words]) else { return };
    let document = Document::plain(report);
    for claim in read(&lexicon, &document).claims {
        assert_eq!(document.text.get(claim.byte[0]..claim.byte[1]), Some(claim.quote.as_str()));
    }
});
