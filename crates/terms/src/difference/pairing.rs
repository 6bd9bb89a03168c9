//! Which thing of the one agreement is which of the other.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::Name;

use super::fields;
use super::{Change, Decision, Effect, Thing};
use crate::model::{Agreement, Exception, Norm, Place};

/// One of the two agreements, as a name or a place of it is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

/// Two agreements, and the names that only changed between them.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) before: &'a Agreement,
    pub(super) after: &'a Agreement,
    /// Earlier names with the later ones.
    renamed: BTreeMap<String, String>,
    /// What says of itself that it rests on something of the same name, or on a file, that has changed.
    changed: BTreeSet<String>,
    /// The files among them.
    files: BTreeSet<String>,
    /// Steps that a question has taken.
    pub(super) steps: Cell<u32>,
}

/// Things of both sides.
pub(super) struct Pairs<'a, T> {
    /// The same thing, earlier and later.
    pub(super) both: Vec<(&'a T, &'a T)>,
    /// Only earlier.
    pub(super) gone: Vec<&'a T>,
    /// Only later.
    pub(super) new: Vec<&'a T>,
}

impl<'a> Context<'a> {
    pub(super) fn new(before: &'a Agreement, after: &'a Agreement, files: &BTreeSet<String>) -> Self {
        let files = files.iter().map(|path| format!("path: {path:?}")).collect();
        let (renamed, changed) = (BTreeMap::new(), BTreeSet::new());
        let mut context = Context { before, after, renamed, changed, files, steps: Cell::new(0) };
        // In the order of dependence: a zone is told by its lines, a norm by its zones.
        context.rename(&before.parties, &after.parties, |party| &party.name);
        context.rename(&before.bodies, &after.bodies, |body| &body.name);
        let terms = |agreement: &'a Agreement| agreement.vocabulary.terms().collect::<Vec<_>>();
        context.rename(&terms(before), &terms(after), |term| &term.name);
        context.rename(&before.geometry.points, &after.geometry.points, |point| &point.name);
        context.rename(&before.geometry.lines, &after.geometry.lines, |line| &line.name);
        context.rename(&before.geometry.zones, &after.geometry.zones, |zone| &zone.name);
        context.rename(&before.registers, &after.registers, |register| &register.name);
        context.rename(&before.inventories, &after.inventories, |inventory| &inventory.name);
        context.rename(&context.norms(before), &context.norms(after), |norm| &norm.label);
        context.rename(&context.exceptions(before), &context.exceptions(after), |exception| &exception.label);
        context.note_changed();
        context
    }

    /// Zones, lines, points and classes that have changed, with all that rests on them.
    fn note_changed(&mut self) {
        let (before, after) = (self.before, self.after);
        let mut pairs: Vec<(String, String, String)> = Vec::new();
        let mut note =
            |name: &Name, before: String, after: String| pairs.push((debug_of(name.as_str()), before, after));
        let said = |thing: &dyn std::fmt::Debug| fields::bare(thing);
        for (old, new) in self.pairs(&before.geometry.zones, &after.geometry.zones, |zone| &zone.name).both {
            note(&new.name, said(&old.place), said(&new.place));
        }
        for (old, new) in self.pairs(&before.geometry.lines, &after.geometry.lines, |line| &line.name).both {
            note(&new.name, said(&old.file), said(&new.file));
        }
        for (old, new) in
            self.pairs(&before.geometry.points, &after.geometry.points, |point| &point.name).both
        {
            note(&new.name, said(old), said(new));
        }
        let terms = |agreement: &'a Agreement| agreement.vocabulary.terms().collect::<Vec<_>>();
        for (old, new) in self.pairs(&terms(before), &terms(after), |term| &term.name).both {
            note(&new.name, said(&old.is), said(&new.is));
        }
        let mut changed = self.files.clone();
        // As often as one thing can rest on another, which is at most as often as there are things.
        for _ in 0..=pairs.len() {
            let rests = |said: &str| changed.iter().any(|name| said.contains(name.as_str()));
            let found: Vec<String> = pairs
                .iter()
                .filter(|(name, before, after)| {
                    !changed.contains(name) && (!self.says_the_same(before, after) || rests(after))
                })
                .map(|(name, ..)| name.clone())
                .collect();
            if found.is_empty() {
                break;
            }
            changed.extend(found);
        }
        self.changed = changed;
    }

    /// Whether the words name something that has changed.
    fn rests_on_changes(&self, said: &str) -> bool {
        self.changed.iter().any(|name| said.contains(name.as_str()))
    }

    pub(super) fn has_changed_file(&self, thing: &impl std::fmt::Debug) -> bool {
        let said = fields::bare(thing);
        self.files.iter().any(|path| said.contains(path.as_str()))
    }

    /// The fields of a thing that name something that has changed.
    pub(super) fn resting_on_changes(&self, thing: &impl std::fmt::Debug) -> Vec<String> {
        if self.changed.is_empty() {
            return Vec::new();
        }
        let fields = fields::of(thing).into_iter();
        fields.filter(|(_, value)| self.rests_on_changes(value)).map(|(name, _)| name).collect()
    }

    /// Whether the class, by its later name, is another set than before.
    pub(super) fn is_changed_class(&self, name: &str) -> bool {
        self.changed.contains(&debug_of(name))
    }

    /// Norms without the numbers of their sections.
    fn norms(&self, agreement: &Agreement) -> Vec<Norm> {
        agreement.norms.iter().map(|norm| Norm { section: 0, ..norm.clone() }).collect()
    }

    fn exceptions(&self, agreement: &Agreement) -> Vec<Exception> {
        let exceptions = agreement.exceptions.iter();
        exceptions.map(|exception| Exception { section: 0, ..exception.clone() }).collect()
    }

    /// Notes which names changed while everything else stayed: things without a namesake, of one content, of which
    /// there is one on each side.
    fn rename<T: std::fmt::Debug>(&mut self, before: &[T], after: &[T], name: impl Fn(&T) -> &Name) {
        let names = |things: &[T]| -> BTreeSet<String> {
            things.iter().map(|thing| name(thing).to_string()).collect()
        };
        let (earlier, later) = (names(before), names(after));
        let by_content = |things: &[T], others: &BTreeSet<String>, side: Side| {
            let mut contents: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for thing in things.iter().filter(|thing| !others.contains(name(thing).as_str())) {
                let own = name(thing).to_string();
                let content =
                    self.said(thing, side).replace(&debug_of(&self.name_of(&own, side, Side::After)), "?");
                contents.entry(content).or_default().push(own);
            }
            contents
        };
        let gone = by_content(before, &later, Side::Before);
        let new = by_content(after, &earlier, Side::After);
        for (content, old) in &gone {
            if let ([old], Some([new])) = (old.as_slice(), new.get(content).map(Vec::as_slice)) {
                self.renamed.insert(old.clone(), new.clone());
            }
        }
    }

    /// What the thing says of itself, in the names of the later agreement.
    fn said(&self, thing: &impl std::fmt::Debug, side: Side) -> String {
        let text = fields::bare(thing);
        if side == Side::After || self.renamed.is_empty() {
            return text;
        }
        let mut parts = text.split("Name(\"");
        let mut said = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once('"').unwrap_or((part, ""));
            let name = self.renamed.get(name).map_or(name, String::as_str);
            said.push_str(&format!("Name(\"{name}\"{rest}"));
        }
        said
    }

    /// The later name of a thing of the earlier agreement.
    pub(super) fn later_name<'n>(&'n self, name: &'n str) -> &'n str {
        self.renamed.get(name).map_or(name, String::as_str)
    }

    /// A name of one side as the other has it.
    pub(super) fn name_of(&self, name: &str, of: Side, on: Side) -> String {
        match (of, on) {
            (Side::Before, Side::After) => self.later_name(name).to_owned(),
            (Side::After, Side::Before) => {
                let earlier = self.renamed.iter().find(|(_, later)| *later == name);
                earlier.map_or(name, |(earlier, _)| earlier.as_str()).to_owned()
            }
            _ => name.to_owned(),
        }
    }

    /// Whether the two say the same, renamed things apart.
    pub(super) fn is_same<T: std::fmt::Debug>(&self, before: &T, after: &T) -> bool {
        self.says_the_same(&fields::bare(before), &fields::bare(after))
    }

    /// Whether two texts differ at most in names that were changed. A word may be a name here and another one there, so
    /// each is the same as itself, too.
    fn says_the_same(&self, before: &str, after: &str) -> bool {
        if before == after {
            return true;
        }
        let (mut earlier, mut later) = (before.split("Name(\""), after.split("Name(\""));
        if earlier.next() != later.next() {
            return false;
        }
        let is_same = |one: &str, other: &str| match (one.split_once('"'), other.split_once('"')) {
            (Some((old, rest)), Some((new, other_rest))) => {
                rest == other_rest && (old == new || self.later_name(old) == new)
            }
            _ => one == other,
        };
        loop {
            match (earlier.next(), later.next()) {
                (None, None) => return true,
                (Some(one), Some(other)) if is_same(one, other) => {}
                _ => return false,
            }
        }
    }

    pub(super) fn is_same_place(&self, one: &Place, one_of: Side, other: &Place, other_of: Side) -> bool {
        let (one, other) = (fields::bare(one), fields::bare(other));
        match (one_of, other_of) {
            (Side::Before, Side::After) => self.says_the_same(&one, &other) && !self.rests_on_changes(&other),
            (Side::After, Side::Before) => self.says_the_same(&other, &one) && !self.rests_on_changes(&one),
            _ => one == other,
        }
    }

    /// The place of a zone, and whether the zone is all of it.
    pub(super) fn zone(&self, name: &str, of: Side) -> Option<(&'a Place, bool)> {
        zone_of(if of == Side::Before { self.before } else { self.after }, name)
    }

    /// Names of the fields in which two things differ.
    pub(super) fn differing<T: std::fmt::Debug>(&self, before: &T, after: &T) -> BTreeSet<String> {
        if self.is_same(before, after) {
            return BTreeSet::new();
        }
        let (earlier, later) = (fields::of(before), fields::of(after));
        let names: BTreeSet<&String> = earlier.keys().chain(later.keys()).collect();
        let mut differing = BTreeSet::new();
        for name in names {
            let value = |fields: &BTreeMap<String, String>| fields.get(name).cloned().unwrap_or_default();
            let (one, other) = (Raw(value(&earlier)), Raw(value(&later)));
            if !self.is_same(&one, &other) {
                differing.insert(name.clone());
            }
        }
        differing
    }

    /// The pairs of things by their names.
    pub(super) fn pairs<'t, T>(
        &self,
        before: &'t [T],
        after: &'t [T],
        name: impl Fn(&T) -> &Name,
    ) -> Pairs<'t, T> {
        let mut pairs = Pairs { both: Vec::new(), gone: Vec::new(), new: Vec::new() };
        for old in before {
            match after.iter().find(|new| name(new).as_str() == self.later_name(name(old).as_str())) {
                Some(new) => pairs.both.push((old, new)),
                None => pairs.gone.push(old),
            }
        }
        let kept: BTreeSet<&Name> = pairs.both.iter().map(|(_, new)| name(new)).collect();
        pairs.new = after.iter().filter(|new| !kept.contains(name(new))).collect();
        pairs
    }

    /// Names of bearers of norms and exceptions that name the thing, or that name something that names it.
    pub(super) fn concerned(&self, old: &str, new: &str) -> Vec<Name> {
        let mut concerned = users(self.before, old);
        concerned.extend(users(self.after, new));
        let concerned: BTreeSet<Name> = concerned
            .iter()
            .map(|name| Name::new(self.later_name(name.as_str())).unwrap_or_else(|_| name.clone()))
            .collect();
        concerned.into_iter().collect()
    }

    /// A change of something that stands under no heading.
    pub(super) fn change(&self, of: Thing, name: &Name, part: &str, effect: Effect) -> Change {
        Change {
            article: String::new(),
            of,
            name: name.to_string(),
            part: part.to_owned(),
            effect,
            before: None,
            after: None,
            affected: Vec::new(),
            decision: None,
            note: String::new(),
        }
    }
}

/// The decision behind a norm.
pub(super) fn decision(norm: &Norm) -> Option<Decision> {
    let decision = norm.decision.as_ref()?;
    Some(Decision { name: norm.label.clone(), on: decision.on, by: decision.by.clone() })
}

/// A text that says itself.
struct Raw(String);

impl std::fmt::Debug for Raw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn debug_of(name: &str) -> String {
    format!("Name(\"{name}\")")
}

/// Bearers of whatever names the thing, at any distance.
fn users(agreement: &Agreement, name: &str) -> BTreeSet<Name> {
    let mut named = vec![debug_of(name)];
    let mut at = 0;
    let zones = agreement.geometry.zones.iter().map(|zone| (&zone.name, fields::bare(zone)));
    let terms = agreement.vocabulary.terms().map(|term| (&term.name, fields::bare(term)));
    let definitions: Vec<(&Name, String)> = zones.chain(terms).collect();
    while let Some(name) = named.get(at).cloned() {
        at += 1;
        for (user, said) in &definitions {
            let user = debug_of(user.as_str());
            if said.contains(&name) && !named.contains(&user) {
                named.push(user);
            }
        }
    }
    let uses = |said: &str| named.iter().any(|name| said.contains(name.as_str()));
    let norms = agreement.norms.iter().filter(|norm| uses(&fields::bare(norm))).map(|norm| &norm.bearers);
    let exceptions = agreement.exceptions.iter().filter(|exception| uses(&fields::bare(exception)));
    norms
        .chain(exceptions.map(|exception| &exception.bearers))
        .flat_map(|bearers| bearers.names().to_vec())
        .collect()
}

/// The place of a zone, and whether the zone is all of it.
fn zone_of<'a>(agreement: &'a Agreement, name: &str) -> Option<(&'a Place, bool)> {
    let zone = agreement.geometry.zones.iter().find(|zone| zone.name == *name)?;
    let place = zone.place.as_ref()?;
    let fields = super::fields::of(zone);
    let is_whole =
        !fields.iter().any(|(name, value)| name.starts_with("height") && value != "None" && value != "[]");
    Some((place, is_whole))
}
