//! The one JSON form of a fact: keys in order, no white space, no floating point numbers (RFC 8785, for the
//! subset that facts use: ASCII keys and whole numbers). What is not known is left out; nothing is ever null.

use crate::Fact;

/// Why a fact has no canonical form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("fact `{id}` has no canonical form: {cause}")]
pub struct CanonicalError {
    /// The fact.
    pub id: String,
    /// The cause.
    pub cause: String,
}

/// The canonical JSON of one fact, without a line end.
///
/// # Errors
/// [`CanonicalError`] if the fact cannot be written as JSON.
pub fn json(fact: &Fact) -> Result<String, CanonicalError> {
    // `serde_json::Value` keeps objects in the order of their keys' bytes, which for ASCII keys is RFC 8785's.
    serde_json::to_value(fact)
        .map(|value| value.to_string())
        .map_err(|error| CanonicalError { id: fact.id.to_string(), cause: error.to_string() })
}

/// Reads a fact back from its JSON.
///
/// # Errors
/// [`CanonicalError`] naming the cause.
pub fn fact(json: &str) -> Result<Fact, CanonicalError> {
    serde_json::from_str(json).map_err(|error| CanonicalError { id: String::new(), cause: error.to_string() })
}
