//! Identifiers.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The identifier of a party, a body, a class, a zone, a norm, a section or a fact.
///
/// Any text of 1 to 128 bytes without white space, control characters, commas, semicolons or quotation marks.
/// Compared byte for byte: no folding of case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

/// Why a text cannot be a [`Name`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// The text is empty.
    #[error("a name cannot be empty")]
    Empty,
    /// The text is longer than 128 bytes.
    #[error("a name of {0} bytes is longer than 128")]
    TooLong(usize),
    /// The text holds a character that separates names.
    #[error("`{0}` cannot stand in a name")]
    Character(char),
}

impl Name {
    /// Checks the text and makes it a name.
    ///
    /// # Errors
    /// [`NameError`] if the text is empty, too long, or holds a separator.
    pub fn new(text: impl Into<String>) -> Result<Self, NameError> {
        let text = text.into();
        if text.is_empty() {
            return Err(NameError::Empty);
        }
        if text.len() > 128 {
            return Err(NameError::TooLong(text.len()));
        }
        match text.chars().find(|c| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '"')) {
            Some(character) => Err(NameError::Character(character)),
            None => Ok(Name(text)),
        }
    }

    /// The text of the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl TryFrom<String> for Name {
    type Error = NameError;
    fn try_from(text: String) -> Result<Self, NameError> {
        Name::new(text)
    }
}

impl std::str::FromStr for Name {
    type Err = NameError;
    fn from_str(text: &str) -> Result<Self, NameError> {
        Name::new(text)
    }
}

impl From<Name> for String {
    fn from(name: Name) -> String {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_bytes() {
        for text in ["sea-live-fire", "r034-kcna", "Deokjeok-do", "덕적도", "a.b", &"x".repeat(128)] {
            assert_eq!(Name::new(text).unwrap().as_str(), text);
        }
        assert_ne!(Name::new("dmz").unwrap(), Name::new("DMZ").unwrap());
    }

    #[test]
    fn what_would_break_a_list_is_no_name() {
        assert_eq!(Name::new(""), Err(NameError::Empty));
        assert_eq!(Name::new("x".repeat(129)), Err(NameError::TooLong(129)));
        for character in [' ', ',', ';', '"', '\n', '\t', '\0', '\u{3000}'] {
            assert_eq!(Name::new(format!("a{character}b")), Err(NameError::Character(character)));
        }
    }

    #[test]
    fn json_is_checked_as_any_other_text() {
        assert_eq!(serde_json::from_str::<Name>("\"dmz\"").unwrap(), Name::new("dmz").unwrap());
        assert!(serde_json::from_str::<Name>("\"a b\"").is_err());
    }
}
