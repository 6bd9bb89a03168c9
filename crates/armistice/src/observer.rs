//! For whom it is told what the receivers of positions heard.

use armistice_facts::{Name, NameError, Source, Voice};
use armistice_terms::model::Agreement;

/// Who says what was heard.
#[derive(Debug, Clone)]
pub(crate) struct Observer {
    /// The name of a body or a party of the agreement, or of a receiver.
    pub(crate) name: Name,
    /// What kind of voice that is.
    pub(crate) kind: Voice,
}

impl Observer {
    /// A body or a party of the agreement; whoever is neither is a sensor.
    ///
    /// # Errors
    /// [`NameError`] if it is no name.
    pub(crate) fn of(agreement: &Agreement, name: &str) -> Result<Self, NameError> {
        let name = Name::new(name)?;
        let kind = if agreement.bodies.iter().any(|body| body.name == name) {
            Voice::Body
        } else if agreement.parties.iter().any(|party| party.name == name) {
            Voice::Party
        } else {
            Voice::Sensor
        };
        Ok(Observer { name, kind })
    }

    /// The word for the kind in a table of facts.
    pub(crate) fn kind_word(&self) -> &'static str {
        match self.kind {
            Voice::Party => "party",
            Voice::Body => "body",
            Voice::Press => "press",
            Voice::Sensor => "sensor",
        }
    }

    /// As the source of a fact: what it heard itself.
    pub(crate) fn source(&self) -> Source {
        Source {
            speaker: self.name.to_string(),
            voice: self.name.clone(),
            kind: self.kind,
            manner: armistice_facts::Manner::Reports,
            means: None,
        }
    }
}
