//! A claim while it is read: what a sentence gives of it, before documents and links are looked at.

use armistice_facts::calendar::Date;

use crate::claim::{Attribution, Class, Mention, Quantity, When};
use crate::document::ZoneKind;
use crate::lexicon::SpeechKind;
use crate::modality::Mode;
use crate::names::Named;

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
}
