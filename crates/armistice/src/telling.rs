//! Facts in the form of entries of a record.

use armistice_facts::{Fact, Manner, Voice, What, canonical};
use armistice_record::json::Json;

/// What kind of entry tells a fact.
pub(crate) fn kind(fact: &Fact) -> &'static str {
    match (&fact.what, fact.source.manner, fact.source.kind) {
        (What::Notice(_), _, _) => "notification",
        (What::Denial(_), _, _) => "answer",
        (_, _, Voice::Sensor) => "observation",
        (_, Manner::Claims, _) => "claim",
        (_, Manner::Reports | Manner::Attests, _) => "report",
    }
}

/// The fact in the form of entries.
pub(crate) fn payload(fact: &Fact) -> Result<Json, String> {
    let value = serde_json::to_value(fact).map_err(|error| error.to_string())?;
    let told = Json::from_value(value).map_err(|error| error.to_string())?;
    match canonical::fact(&told.canonical()) {
        Ok(again) if again == *fact => Ok(Json::object([("fact", told)])),
        _ => Err("it does not come back from the form of entries".to_owned()),
    }
}
