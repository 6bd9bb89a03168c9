//! Days between which something happened, as far as they are told.

/// Days, an edge open where it is not told; compared as they are written (ISO 8601).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days<'t> {
    pub(super) from: Option<&'t str>,
    pub(super) to: Option<&'t str>,
}

impl<'t> Days<'t> {
    pub(super) fn between(from: &'t str, to: &'t str) -> Option<Days<'t>> {
        let days = Days { from: day(from), to: day(to) };
        (days.from.is_some() || days.to.is_some()).then_some(days)
    }

    /// A day, or two with a slash.
    pub(super) fn parse(text: &'t str) -> Option<Days<'t>> {
        let (from, to) = text.split_once('/').unwrap_or((text, text));
        Days::between(from, to)
    }

    pub(super) fn meets(&self, other: &Days<'_>) -> bool {
        let starts_by =
            |from: Option<&str>, to: Option<&str>| from.zip(to).is_none_or(|(from, to)| from <= to);
        starts_by(self.from, other.to) && starts_by(other.from, self.to)
    }
}

/// The day that a text begins with.
fn day(text: &str) -> Option<&str> {
    text.get(..10).filter(|day| is_day(day))
}

fn is_day(text: &str) -> bool {
    text.bytes()
        .enumerate()
        .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}
