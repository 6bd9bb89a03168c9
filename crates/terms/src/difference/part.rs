//! A part of a norm or an exception that has changed.

use super::extent::Extent;
use super::{Effect, fields, phrase};

/// What a part was, is, and what that does.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) effect: Effect,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) note: &'static str,
}

/// Why something cannot be ordered.
pub(super) const NEITHER: &str = "neither can be shown to hold the other";

impl Part {
    /// A part of which more binds more.
    pub(super) fn by_extent(name: &'static str, extent: Extent, before: String, after: String) -> Part {
        let effect = match extent {
            Extent::Grown => Effect::Tightens,
            Extent::Shrunk => Effect::Widens,
            Extent::Same | Extent::Unordered => Effect::Unordered,
        };
        let note = match extent {
            Extent::Unordered => NEITHER,
            Extent::Same => "written otherwise, and the same as far as can be shown",
            _ => "",
        };
        Part { name, effect, before: Some(before), after: Some(after), note }
    }

    /// That the same words name something that has changed.
    pub(super) fn is_by_name(&self) -> bool {
        self.before == self.after
    }

    /// A part that changes the effect, in a way that has no order.
    pub(super) fn unordered(name: &'static str, before: String, after: String) -> Part {
        Part {
            name,
            effect: Effect::Unordered,
            before: Some(before),
            after: Some(after),
            note: "has no order",
        }
    }

    /// A moment by which something is due.
    pub(super) fn due(
        name: &'static str,
        extent: Extent,
        before: Option<String>,
        after: Option<String>,
    ) -> Part {
        let (effect, note) = match extent {
            Extent::Grown => (Effect::Later, ""),
            Extent::Shrunk => (Effect::Earlier, ""),
            _ => (Effect::Unordered, "which is earlier is not known beforehand"),
        };
        Part { name, effect, before, after, note }
    }

    pub(super) fn with(
        name: &'static str,
        effect: Effect,
        before: Option<String>,
        after: Option<String>,
    ) -> Part {
        Part { name, effect, before, after, note: "" }
    }

    /// What is allowed more binds less.
    pub(super) fn mirrored(self) -> Part {
        Part { effect: self.effect.mirrored(), ..self }
    }
}

/// Whether the part has changed: one whose words are the same has if what they name has grown or shrunk.
pub(super) fn is_change(part: &Part) -> bool {
    !part.is_by_name() || matches!(part.effect, Effect::Tightens | Effect::Widens) || part.note == NEITHER
}

/// A part that nothing here knows: it is told, with the names and figures that it holds.
pub(super) fn unknown<T: std::fmt::Debug>(field: &str, old: &T, new: &T) -> Part {
    let words = |thing: &T| {
        let value = fields::of(thing).get(field).cloned().unwrap_or_default();
        Some(phrase::words_of(&format!("{}: {value}", field.replace('_', " "))))
    };
    Part {
        name: "terms",
        effect: Effect::Unordered,
        before: words(old),
        after: words(new),
        note: "not compared further",
    }
}
