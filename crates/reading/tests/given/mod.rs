//! What every test of single sentences begins with: a text read by the words of an agreement, on a day.

use armistice_reading::{Claim, Document, Lexicon, read};

/// The claims of a plain text that was published on that day.
pub(crate) fn claims(agreement: &str, text: &str, day: &str) -> Vec<Claim> {
    let path = format!("{}/../../agreements/{agreement}/{agreement}.words.toml", env!("CARGO_MANIFEST_DIR"));
    let lexicon = Lexicon::new(&[&std::fs::read_to_string(path).unwrap()]).unwrap();
    let mut document = Document::plain(text);
    document.declared.published = Some(day.to_owned());
    read(&lexicon, &document).claims
}
