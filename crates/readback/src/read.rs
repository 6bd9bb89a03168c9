//! The doors of the crate: one norm or the whole agreement, as Markdown or as a page.

use armistice_terms::model::{Agreement, Place};

use crate::html::{fragment, page};
use crate::locale::Locale;
use crate::voice;
use crate::voice::Voice;

/// One norm in plain English, as Markdown; nothing if the agreement has no norm, exception or decision of
/// that label.
#[must_use]
pub fn read_norm(agreement: &Agreement, label: &str) -> Option<String> {
    read_norm_in(agreement, label, &Locale::english())
}

/// One norm in plain words of a language, as Markdown; nothing if the agreement has no norm, exception or
/// decision of that label.
#[must_use]
pub fn read_norm_in(agreement: &Agreement, label: &str, locale: &Locale) -> Option<String> {
    let voice = Voice::new(agreement, locale);
    if let Some(norm) = agreement.norm(label) {
        return Some(voice.lines(&voice.entry(norm)));
    }
    if let Some(decision) = agreement.decisions.iter().find(|decision| decision.name == *label) {
        return Some(voice.lines(&voice.decision(decision)));
    }
    let exception = agreement.exceptions.iter().find(|exception| exception.label == *label)?;
    Some(voice.capital(&voice.exception(exception, false)) + "\n")
}

/// A place in plain words, as Markdown, as it stands after `in`.
#[must_use]
pub fn read_place(agreement: &Agreement, place: &Place, locale: &Locale) -> String {
    Voice::new(agreement, locale).place(place)
}

/// The whole agreement in plain words, as Markdown. `origin` is the digest of the file it was compiled from; empty if
/// there is none to name.
#[must_use]
pub fn markdown(agreement: &Agreement, origin: &str, locale: &Locale) -> String {
    Voice::new(agreement, locale).document(origin)
}

/// The whole agreement in plain words, as one page of HTML that needs nothing else.
#[must_use]
pub fn html(agreement: &Agreement, origin: &str, locale: &Locale) -> String {
    let voice = Voice::new(agreement, locale);
    let title = voice.say("title", &[("title", agreement.title.clone().into())]);
    page(&voice.document(origin), &title, &voice.word("contents"), &locale.name())
}

/// One norm as a page of HTML; nothing if the agreement has no norm or exception of that label.
#[must_use]
pub fn html_of_norm(agreement: &Agreement, label: &str, locale: &Locale) -> Option<String> {
    let text = read_norm_in(agreement, label, locale)?;
    let voice = Voice::new(agreement, locale);
    let markdown = format!("# {}\n\n{text}", voice::code(label));
    Some(page(&markdown, label, &voice.word("contents"), &locale.name()))
}

/// One norm as HTML to be put into a page: no script, no style, raw HTML shown as text. Nothing if the agreement has no
/// norm, exception or decision of that label.
#[must_use]
pub fn html_fragment_of_norm(agreement: &Agreement, label: &str, locale: &Locale) -> Option<String> {
    read_norm_in(agreement, label, locale).map(|text| fragment(&text))
}
