//! A value of JSON as whoever reads it sees it, whether it owns its texts or lies in the bytes that were read.

/// A value of JSON.
pub(crate) trait Node: Sized {
    /// What it is, and the whole of it where it is simple.
    fn plain(&self) -> Plain<'_>;

    /// The member of an object by that name.
    fn get(&self, name: &str) -> Option<&Self>;

    /// The values of a list; none of anything else.
    fn items(&self) -> &[Self];

    /// The members of an object; none of anything else.
    fn members(&self) -> impl Iterator<Item = (&str, &Self)>;

    /// The text, if it is one.
    fn as_text(&self) -> Option<&str> {
        match self.plain() {
            Plain::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one and not negative.
    fn as_number(&self) -> Option<u64> {
        match self.plain() {
            Plain::Integer(number) => u64::try_from(number).ok(),
            _ => None,
        }
    }
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plain<'a> {
    /// Yes or no.
    Flag,
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(&'a str),
    /// Values in an order.
    List,
    /// Values by name.
    Object,
}
