//! Days between which something happened, as far as they are told.

/// Days, an edge open where it is not told; compared as they are written (ISO 8601).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

impl Days {
    pub(super) fn between(from: &str, to: &str) -> Option<Days> {
        let day = |text: &str| text.get(..10).filter(|day| is_day(day)).map(str::to_owned);
        let days = Days { from: day(from), to: day(to) };
        (days.from.is_some() || days.to.is_some()).then_some(days)
    }

    /// A day, or two with a slash.
    pub(super) fn parse(text: &str) -> Option<Days> {
        let (from, to) = text.split_once('/').unwrap_or((text, text));
        Days::between(from, to)
    }

    pub(super) fn meets(&self, other: &Days) -> bool {
        let starts_by = |from: &Option<String>, to: &Option<String>| {
            from.as_ref().zip(to.as_ref()).is_none_or(|(from, to)| from <= to)
        };
        starts_by(&self.from, &other.to) && starts_by(&other.from, &self.to)
    }
}

fn is_day(text: &str) -> bool {
    text.bytes()
        .enumerate()
        .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}
