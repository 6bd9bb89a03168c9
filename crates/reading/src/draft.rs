//! A claim while it is read: what a sentence gives of it, before documents and links are looked at.

use armistice_facts::calendar::Date;

use crate::claim::{Attribution, Class, Mention, Quantity, When};
use crate::document::ZoneKind;
use crate::lexicon::SpeechKind;
use crate::modality::Mode;
use crate::names::{By, Named};

/// A claim while it is read.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) zone: ZoneKind,
    /// Its clause in its sentence.
    pub(crate) clause: usize,
    pub(crate) class: Class,
    pub(crate) action: String,
    /// The bytes of the quote.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) actor: Option<Named>,
    pub(crate) object: Option<Mention>,
    pub(crate) object_party: Option<String>,
    pub(crate) quantity: Option<Quantity>,
    pub(crate) place: Option<Mention>,
    pub(crate) when: Option<When>,
    pub(crate) days: Option<(Date, Date)>,
    pub(crate) attribution: Vec<Attribution>,
    /// What the innermost voice does.
    pub(crate) voice: Option<SpeechKind>,
    pub(crate) mode: Mode,
    /// Ids of units and places in the clause.
    pub(crate) units: Vec<String>,
    pub(crate) places: Vec<String>,
    pub(crate) trail: Vec<&'static str>,
    /// Whether it names a party, a place or the text of the agreement at all.
    pub(crate) is_about: bool,
}

impl Draft {
    /// The actor's id; `unknown` if nobody is named.
    pub(crate) fn actor_id(&self) -> &str {
        self.actor.as_ref().map_or("unknown", |actor| actor.id.as_str())
    }

    /// How sure the reader is of its reading, in hundredths: less for what was not said in so many words.
    pub(crate) fn confidence(&self) -> u8 {
        let mut confidence: u8 = 90;
        match self.actor.as_ref().map(|actor| actor.by) {
            Some(By::Name) => {}
            Some(By::Adjective) => confidence -= 5,
            Some(By::Pronoun | By::Again) => confidence -= 15,
            Some(By::Unnamed) | None => confidence -= 20,
        }
        if self.when.as_ref().is_none_or(|when| when.text.is_none()) {
            confidence -= 5;
        }
        if self.attribution.iter().any(|one| one.cue == "carried") {
            confidence -= 10;
        }
        if self.zone != ZoneKind::Body {
            confidence -= 15;
        }
        confidence
    }
}
