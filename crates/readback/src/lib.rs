//! An agreement read back in plain words, for the legal officer who has to sign that its terms say what its text says.
//!
//! [`read_norm`] reads one norm, [`markdown`] the whole agreement, [`html`] the same as a page. Nothing here judges:
//! what is said is what the terms bind to, on which days, and what they leave out.
//!
//! # A new construct of the model
//!
//! Every rule, place, moment and event is taken apart without a `_` arm and without `..`, so that a new one does not
//! compile here before it has its sentence:
//!
//! 1. Find the match that does not compile: `rules` (to what), `places` (where), `moments` (when, upon what),
//!    `calendar` (which day follows from the text alone), `words` (classes, bearers), `entry` (exceptions, evidence,
//!    consequences), `decisions`, `seen` (what could show it), `unplaced` (what has no geometry), `timeline` (what is due), `gaps` (what no term speaks of).
//! 2. Say it through a template: `self.say("an-id", &[("value", value.into())])`. Values that come from the agreement
//!    pass through `code` (labels, names of places) or `plain` (free text), so that nothing in them is taken for markup.
//! 3. Put the template into `locales/en/*.ftl`, in other words than the source sentence. A test complains about an id
//!    without a template, a template without a use, and a language that lacks one.
//! 4. Accept the snapshots (`INSTA_UPDATE=always cargo nextest run -p armistice-readback`) after reading them.
//!
//! # A new language
//!
//! One more folder beside `locales/en` with the same ids, and its line in `locale`. Plurals, lists, dates and numbers
//! are templates too (`basics.ftl`). A language may name words of the vocabulary by `word-NAME`; what it does not name
//! is shown by its name with the hyphens opened.

mod calendar;
mod decisions;
mod document;
mod entry;
mod gaps;
mod html;
mod locale;
mod moments;
mod places;
mod read;
mod rules;
mod seen;
mod timeline;
mod unplaced;
mod voice;
mod words;

pub use locale::{LANGUAGES, Locale, LocaleError};
pub use read::{html, html_fragment_of_norm, html_of_norm, markdown, read_norm, read_norm_in, read_place};
