//! What an agreement declares: its head, parties, classes, places, registers, headings and quotations.

use armistice_facts::Name;

use super::extent::Extent;
use super::norm;
use super::pairing::{Context, Pairs};
use super::part::NEITHER;
use super::{Change, Effect, Thing, phrase};
use crate::model::{Agreement, Zone};
use crate::vocabulary::Term;

/// All changes of declarations.
pub(super) fn changes(context: &Context<'_>) -> Vec<Change> {
    let (before, after) = (context.before, context.after);
    let mut changes = head(context);
    changes.extend(all(context, Thing::Party, &before.parties, &after.parties, |party| &party.name));
    changes.extend(all(context, Thing::Body, &before.bodies, &after.bodies, |body| &body.name));
    let terms = |agreement: &Agreement| agreement.vocabulary.terms().cloned().collect::<Vec<Term>>();
    changes.extend(all(context, Thing::Class, &terms(before), &terms(after), |term| &term.name));
    let (old, new) = (&before.geometry, &after.geometry);
    changes.extend(all(context, Thing::Point, &old.points, &new.points, |point| &point.name));
    changes.extend(all(context, Thing::Line, &old.lines, &new.lines, |line| &line.name));
    changes.extend(all(context, Thing::Zone, &old.zones, &new.zones, |zone| &zone.name));
    changes.extend(all(context, Thing::Register, &before.registers, &after.registers, |register| {
        &register.name
    }));
    changes.extend(all(context, Thing::Inventory, &before.inventories, &after.inventories, |inventory| {
        &inventory.name
    }));
    changes.extend(sections(context));
    changes.extend(no_terms(context));
    changes.extend(scenarios(context));
    changes
}

/// What can be compared further than by its fields.
trait Declared: std::fmt::Debug + Sized {
    /// Whether it has grown or shrunk.
    fn extent(&self, _later: &Self, _context: &Context<'_>) -> Option<Extent> {
        None
    }

    /// The field that says how far it reaches.
    fn reach() -> &'static str {
        ""
    }

    /// Fields that change what proves.
    fn evidence() -> &'static [&'static str] {
        &[]
    }

    /// Fields without effect.
    fn words() -> &'static [&'static str] {
        &[]
    }

    /// A field in words.
    fn shown(&self, field: &str) -> Option<String> {
        let value = super::fields::of(self).get(field).cloned()?;
        let words = phrase::words_of(&value);
        (words != "-").then_some(words)
    }
}

impl Declared for crate::model::Party {
    fn words() -> &'static [&'static str] {
        &["full_name", "called", "status"]
    }
}

impl Declared for crate::model::Body {
    fn words() -> &'static [&'static str] {
        &["full_name"]
    }
}

impl Declared for crate::model::Point {}

impl Declared for crate::model::Line {}

impl Declared for crate::model::Register {
    fn evidence() -> &'static [&'static str] {
        &["is_complete"]
    }

    fn shown(&self, _: &str) -> Option<String> {
        Some(if self.is_complete { "complete" } else { "partial" }.to_owned())
    }
}

impl Declared for crate::model::Inventory {
    fn evidence() -> &'static [&'static str] {
        &["by"]
    }

    fn shown(&self, field: &str) -> Option<String> {
        let names = |names: &[Name]| names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        match field {
            "of" => Some(phrase::class(&self.of)),
            "holders" => Some(names(&self.holders)),
            "on" => Some(self.on.to_string()),
            "by" => Some(self.by.as_ref().map_or("anybody".to_owned(), ToString::to_string)),
            _ => None,
        }
    }
}

impl Declared for Term {
    fn extent(&self, later: &Self, context: &Context<'_>) -> Option<Extent> {
        Some(context.classes(&self.is, &later.is))
    }

    fn reach() -> &'static str {
        "is"
    }

    fn words() -> &'static [&'static str] {
        &["code", "meaning", "source", "sources"]
    }

    fn shown(&self, field: &str) -> Option<String> {
        if field == "is" {
            return Some(phrase::classes(&self.is));
        }
        let value = super::fields::of(self).get(field).cloned()?;
        Some(phrase::words_of(&value))
    }
}

impl Declared for Zone {
    fn extent(&self, later: &Self, context: &Context<'_>) -> Option<Extent> {
        Some(context.place(self.place.as_ref()?, later.place.as_ref()?))
    }

    fn reach() -> &'static str {
        "place"
    }

    fn words() -> &'static [&'static str] {
        &["reading"]
    }

    fn shown(&self, field: &str) -> Option<String> {
        match field {
            "place" => self.place.as_ref().map(phrase::place),
            "reading" => self.reading.as_ref().map(|reading| phrase::quoted(&reading.text)),
            _ => super::fields::of(self)
                .get(field)
                .map(|value| phrase::words_of(value))
                .filter(|words| words != "-"),
        }
    }
}

fn all<T: Declared>(
    context: &Context<'_>,
    of: Thing,
    before: &[T],
    after: &[T],
    name: impl Fn(&T) -> &Name,
) -> Vec<Change> {
    let Pairs { both, gone, new } = context.pairs(before, after, &name);
    let mut changes = Vec::new();
    for (old, new) in both {
        let affected = || context.concerned(name(old).as_str(), name(new).as_str());
        if name(old) != name(new) {
            changes.extend(norm::renamed(context, of, name(old), name(new), "", &affected()));
        }
        let mut fields = context.differing(old, new);
        for ignored in ["name", "span"] {
            fields.remove(ignored);
        }
        if context.has_changed_file(new) {
            changes.push(Change {
                affected: affected(),
                note: "the file has changed: what that does cannot be ordered".to_owned(),
                ..context.change(of, name(new), "geometry", Effect::Unordered)
            });
        }
        for field in &fields {
            let (effect, note) = effect(context, old, new, field);
            changes.push(Change {
                before: old.shown(field),
                after: new.shown(field),
                affected: affected(),
                note: note.to_owned(),
                ..context.change(
                    of,
                    name(new),
                    field.strip_prefix("is_").unwrap_or(field).replace('_', " ").as_str(),
                    effect,
                )
            });
        }
    }
    let whole = |thing: &T, effect| {
        let own = name(thing);
        let affected = context.concerned(own.as_str(), own.as_str());
        Change { affected, ..context.change(of, own, "", effect) }
    };
    changes.extend(gone.into_iter().map(|old| whole(old, Effect::Removes)));
    changes.extend(new.into_iter().map(|new| whole(new, Effect::Adds)));
    changes
}

/// What a changed field of a declaration does. Whether a larger zone binds more is for each norm that names it to tell.
fn effect<T: Declared>(context: &Context<'_>, old: &T, new: &T, field: &str) -> (Effect, &'static str) {
    if T::words().contains(&field) {
        return (Effect::Text, "");
    }
    if T::evidence().contains(&field) {
        return (Effect::Evidence, "");
    }
    if field != T::reach() {
        return (Effect::Unordered, "has no order");
    }
    match old.extent(new, context) {
        Some(Extent::Grown) => (Effect::Grows, ""),
        Some(Extent::Shrunk) => (Effect::Shrinks, ""),
        Some(Extent::Same) => (Effect::Text, "written otherwise, and the same as far as can be shown"),
        Some(Extent::Unordered) => (Effect::Unordered, NEITHER),
        None => (Effect::Unordered, "has no order"),
    }
}

/// The titles, signatures and settings.
fn head(context: &Context<'_>) -> Vec<Change> {
    let (before, after) = (context.before, context.after);
    let change = |name: &str, part: &str, effect, before: String, after: String| Change {
        article: String::new(),
        of: Thing::Agreement,
        name: name.to_owned(),
        part: part.to_owned(),
        effect,
        before: Some(before).filter(|words| !words.is_empty()),
        after: Some(after).filter(|words| !words.is_empty()),
        affected: everybody(context),
        decision: None,
        note: String::new(),
    };
    let mut changes = Vec::new();
    for field in context.differing(&before.settings, &after.settings) {
        let effect = if field == "findings_need" { Effect::Evidence } else { Effect::Unordered };
        let words = |agreement: &Agreement| {
            let value = super::fields::of(&agreement.settings).get(&field).cloned().unwrap_or_default();
            phrase::words_of(&value)
        };
        changes.push(change(&after.title, &field.replace('_', " "), effect, words(before), words(after)));
    }
    for index in 0..before.instruments.len().max(after.instruments.len()) {
        let (old, new) = (before.instruments.get(index), after.instruments.get(index));
        let (Some(old), Some(new)) = (old, new) else {
            let effect = if new.is_some() { Effect::Adds } else { Effect::Removes };
            let title = old.or(new).map_or("", |instrument| instrument.title.as_str());
            changes.push(change(title, "", effect, String::new(), String::new()));
            continue;
        };
        let mut fields = context.differing(old, new);
        fields.remove("section");
        for field in fields {
            let is_text = matches!(field.as_str(), "title" | "authentic" | "binding");
            let effect = if is_text { Effect::Text } else { Effect::Unordered };
            let words = |instrument| {
                let value = super::fields::of(instrument).get(&field).cloned().unwrap_or_default();
                phrase::words_of(&value)
            };
            changes.push(change(&new.title, &field.replace('_', " "), effect, words(old), words(new)));
        }
    }
    changes
}

fn everybody(context: &Context<'_>) -> Vec<Name> {
    let names =
        |agreement: &Agreement| agreement.parties.iter().map(|party| party.name.clone()).collect::<Vec<_>>();
    let later = |name: Name| Name::new(context.later_name(name.as_str())).unwrap_or(name);
    let mut all: Vec<Name> =
        names(context.before).into_iter().map(later).chain(names(context.after)).collect();
    all.sort();
    all.dedup();
    all
}

/// Headings and quotations, by the ids of their sections; those without an id by their titles.
fn sections(context: &Context<'_>) -> Vec<Change> {
    let key = |section: &crate::model::Section| {
        section.id.as_ref().map_or_else(|| format!(" {}", section.title), ToString::to_string)
    };
    let change = |section: &crate::model::Section, part: &str, effect, before, after| Change {
        article: section.path.clone(),
        of: Thing::Section,
        name: section.id.as_ref().map_or_else(|| section.title.clone(), ToString::to_string),
        part: part.to_owned(),
        effect,
        before,
        after,
        affected: Vec::new(),
        decision: None,
        note: String::new(),
    };
    let mut changes = Vec::new();
    for new in &context.after.sections {
        let Some(old) = context.before.sections.iter().find(|old| key(old) == key(new)) else {
            changes.push(change(new, "", Effect::Adds, None, None));
            continue;
        };
        if old.title != new.title {
            changes.push(change(
                new,
                "heading",
                Effect::Text,
                Some(old.title.clone()),
                Some(new.title.clone()),
            ));
        }
        if (&old.quotation, old.is_paraphrase) != (&new.quotation, new.is_paraphrase) {
            let words = |section: &crate::model::Section| {
                let label = if section.is_paraphrase { "[paraphrase] " } else { "" };
                (!section.quotation.is_empty())
                    .then(|| format!("{label}{}", phrase::quoted(&section.quotation)))
            };
            changes.push(change(new, "quotation", Effect::Text, words(old), words(new)));
        }
        if old.is_superseded != new.is_superseded {
            let words = |is| Some(if is { "kept for the record" } else { "monitored" }.to_owned());
            let effect = if new.is_superseded { Effect::Widens } else { Effect::Tightens };
            changes.push(change(new, "status", effect, words(old.is_superseded), words(new.is_superseded)));
        }
    }
    for old in &context.before.sections {
        if !context.after.sections.iter().any(|new| key(old) == key(new)) {
            changes.push(change(old, "", Effect::Removes, None, None));
        }
    }
    changes
}

/// Sentences without terms, by their reasons.
fn no_terms(context: &Context<'_>) -> Vec<Change> {
    let of = |agreement: &Agreement| -> Vec<(String, String)> {
        let all = agreement.no_terms.iter();
        all.map(|sentence| (norm::path(agreement, sentence.section), sentence.because.node.clone())).collect()
    };
    let (before, after) = (of(context.before), of(context.after));
    let change = |(article, because): &(String, String), effect| {
        let words = Some(phrase::quoted(because));
        let (before, after) = if effect == Effect::Adds { (None, words) } else { (words, None) };
        Change {
            article: article.clone(),
            of: Thing::NoTerms,
            name: String::new(),
            part: String::new(),
            effect,
            before,
            after,
            affected: Vec::new(),
            decision: None,
            note: String::new(),
        }
    };
    let mut changes = Vec::new();
    let has = |all: &[(String, String)], because: &str| all.iter().any(|(_, other)| other == because);
    changes.extend(after.iter().filter(|new| !has(&before, &new.1)).map(|new| change(new, Effect::Adds)));
    changes.extend(before.iter().filter(|old| !has(&after, &old.1)).map(|old| change(old, Effect::Removes)));
    changes
}

/// Scenarios, by their names.
fn scenarios(context: &Context<'_>) -> Vec<Change> {
    let change = |name: &str, part: &str, effect| Change {
        article: String::new(),
        of: Thing::Scenario,
        name: name.to_owned(),
        part: part.to_owned(),
        effect,
        before: None,
        after: None,
        affected: Vec::new(),
        decision: None,
        note: String::new(),
    };
    let (before, after) = (&context.before.tests, &context.after.tests);
    let mut changes = Vec::new();
    for new in after {
        match before.iter().find(|old| old.name.node == new.name.node) {
            None => changes.push(change(&new.name.node, "", Effect::Adds)),
            Some(old) if !context.is_same(old, new) => {
                changes.push(change(&new.name.node, "lines", Effect::Text));
            }
            Some(_) => {}
        }
    }
    for old in before {
        if !after.iter().any(|new| new.name.node == old.name.node) {
            changes.push(change(&old.name.node, "", Effect::Removes));
        }
    }
    changes
}
