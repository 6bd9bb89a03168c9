//! The names that a file declares, and the search for one.

use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::Name;

use crate::ast::{Document, Id, StatementKind};
use crate::{Diagnostic, Span};

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Party,
    Body,
    Point,
    Line,
    Zone,
    Register,
    Inventory,
    Norm,
    Exception,
    Decision,
    Class,
}

/// All names declared in the file, but for those of the vocabulary.
#[derive(Debug, Default)]
pub(super) struct Names {
    table: BTreeMap<Name, (Kind, Span)>,
    /// Classes and activities: words of sentences, which never stand where a label, a place or a party does.
    classes: BTreeMap<Name, (Kind, Span)>,
    unread: BTreeSet<String>,
}

impl Kind {
    /// The kind with its article.
    pub(super) fn phrase(self) -> &'static str {
        match self {
            Kind::Party => "a party",
            Kind::Body => "a body",
            Kind::Point => "a point",
            Kind::Line => "a line",
            Kind::Zone => "a zone",
            Kind::Register => "a register",
            Kind::Inventory => "an inventory",
            Kind::Norm => "a norm",
            Kind::Exception => "an exception",
            Kind::Decision => "a decision",
            Kind::Class => "a class",
        }
    }
}

impl Names {
    /// Every name that a statement of the file declares; two of one name are an error (A302).
    pub(super) fn declared(document: &Document, out: &mut Vec<Diagnostic>) -> Self {
        let mut names = Names::default();
        names.unread.extend(document.unread.iter().map(|id| id.node.clone()));
        for statement in &document.statements {
            if let Some((id, kind)) = declares(&statement.kind) {
                names.declare(id, kind, out);
            }
        }
        names
    }

    /// What the name stands for.
    pub(super) fn kind(&self, name: &str) -> Option<Kind> {
        self.table.get(name).or_else(|| self.classes.get(name)).map(|(kind, _)| *kind)
    }

    /// Whether a statement that declares the name was there and could not be read.
    pub(super) fn is_unread(&self, name: &str) -> bool {
        self.unread.contains(name)
    }

    /// Takes a name for one whose statement was wrong: whatever rests on it is no further error.
    pub(super) fn forget(&mut self, name: &str) {
        self.unread.insert(name.to_owned());
    }

    /// The name, if it stands for one of these kinds; otherwise it says what is wrong (A301, A303).
    pub(super) fn find(&self, id: &Id, kinds: &[Kind], out: &mut Vec<Diagnostic>) -> Option<Name> {
        let entry = self.table.get_key_value(id.node.as_str());
        match entry.or_else(|| self.classes.get_key_value(id.node.as_str())) {
            Some((name, (kind, _))) if kinds.contains(kind) => Some(name.clone()),
            Some((_, (kind, declared))) => {
                let wanted = alternatives(kinds);
                let message = format!("`{}` is {}; {wanted} is needed here", id.node, kind.phrase());
                out.push(Diagnostic::error("A303", id.span, message).also(*declared, "declared here"));
                None
            }
            None if self.is_unread(&id.node) => None,
            None => {
                let names = self.table.iter().filter(|(_, (kind, _))| kinds.contains(kind));
                out.push(unknown(id, &alternatives(kinds), names.map(|(name, _)| name.as_str())));
                None
            }
        }
    }

    /// Zones and lines.
    pub(super) fn places(&self) -> impl Iterator<Item = &str> {
        let is_place = |kind: &Kind| matches!(kind, Kind::Zone | Kind::Line);
        self.table.iter().filter(move |(_, (kind, _))| is_place(kind)).map(|(name, _)| name.as_str())
    }

    /// Parties and bodies.
    pub(super) fn actors(&self) -> impl Iterator<Item = &str> {
        let is_actor = |kind: &Kind| matches!(kind, Kind::Party | Kind::Body);
        self.table.iter().filter(move |(_, (kind, _))| is_actor(kind)).map(|(name, _)| name.as_str())
    }

    /// Norms and exceptions.
    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        let is_label = |kind: &Kind| matches!(kind, Kind::Norm | Kind::Exception);
        self.table.iter().filter(move |(_, (kind, _))| is_label(kind)).map(|(name, _)| name.as_str())
    }

    fn declare(&mut self, id: &Id, kind: Kind, out: &mut Vec<Diagnostic>) {
        let name = match Name::new(id.node.clone()) {
            Ok(name) => name,
            Err(cause) => {
                out.push(Diagnostic::error(
                    "A301",
                    id.span,
                    format!("`{}` is no name: {cause}", short(&id.node)),
                ));
                return;
            }
        };
        let table = if kind == Kind::Class { &mut self.classes } else { &mut self.table };
        if let Some((earlier, span)) = table.get(&name) {
            let message = format!("`{name}` stands for two things");
            let diagnostic = Diagnostic::error("A302", id.span, message)
                .marked(kind.phrase())
                .also(*span, format!("{} already", earlier.phrase()))
                .help("give one of the two another name");
            out.push(diagnostic);
            return;
        }
        table.insert(name, (kind, id.span));
    }
}

/// The diagnostic for a name that stands for nothing (A301), with the nearest of the names that would do.
pub(super) fn unknown<'a>(id: &Id, wanted: &str, names: impl Iterator<Item = &'a str>) -> Diagnostic {
    let bare = wanted.replace(" or a ", " or ").replace(" or an ", " or ");
    let bare = bare.trim_start_matches("a ").trim_start_matches("an ");
    let diagnostic = Diagnostic::error("A301", id.span, format!("there is no {bare} `{}`", short(&id.node)));
    if let "the" | "a" | "an" = id.node.as_str() {
        return diagnostic.help(format!("a name stands without `{}`, its words joined by hyphens", id.node));
    }
    let names: Vec<&str> = names.collect();
    if let Some(name) = nearest(&id.node, names.iter().copied()) {
        return diagnostic.help(format!("did you mean `{name}`?"));
    }
    match begun(&id.node, &names) {
        Some(longer) => diagnostic
            .help(format!("longer names begin so: {longer}; the parts of a name are joined by hyphens")),
        None => diagnostic,
    }
}

/// The names of which the word written is the first part, as where `heavy weapons` is written for `heavy-weapons`.
fn begun(written: &str, names: &[&str]) -> Option<String> {
    /// So many are named.
    const NAMED: usize = 4;
    let is_longer = |name: &&&str| name.strip_prefix(written).is_some_and(|rest| rest.starts_with('-'));
    let longer: Vec<String> = names.iter().filter(is_longer).map(|name| format!("`{name}`")).collect();
    (1..=NAMED).contains(&longer.len()).then(|| longer.join(", "))
}

/// The name most like the one written, if one is like it at all.
pub(super) fn nearest<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    /// Below this share of agreement, a name is not the one that was meant.
    const LEAST_SIMILARITY: f64 = 0.6;
    if written.len() > 128 {
        return None;
    }
    let mut best: Option<(f64, &str)> = None;
    for name in names {
        let similarity = strsim::normalized_damerau_levenshtein(written, name);
        if similarity >= LEAST_SIMILARITY && best.is_none_or(|(most, _)| similarity > most) {
            best = Some((similarity, name));
        }
    }
    best.map(|(_, name)| name)
}

/// At most so much of a text as belongs in a message.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain("…".chars()).collect()
}

fn alternatives(kinds: &[Kind]) -> String {
    let mut text = String::new();
    for (index, kind) in kinds.iter().enumerate() {
        if index > 0 {
            text.push_str(" or ");
        }
        text.push_str(kind.phrase());
    }
    text
}

fn declares(statement: &StatementKind) -> Option<(&Id, Kind)> {
    Some(match statement {
        StatementKind::Party(party) => (&party.name, Kind::Party),
        StatementKind::Body(body) => (&body.name, Kind::Body),
        StatementKind::Class(class) => (&class.name, Kind::Class),
        StatementKind::Point(point) => (&point.name, Kind::Point),
        StatementKind::Line(line) => (&line.name, Kind::Line),
        StatementKind::Zone(zone) => (&zone.name, Kind::Zone),
        StatementKind::Register(register) => (&register.name, Kind::Register),
        StatementKind::Inventory(inventory) => (&inventory.name, Kind::Inventory),
        StatementKind::Norm(norm) => (&norm.label, Kind::Norm),
        StatementKind::Exception(exception) => (&exception.label, Kind::Exception),
        StatementKind::Procedure(procedure) => (&procedure.label, Kind::Norm),
        StatementKind::Decision(decision) if decision.sentence().is_some() => (&decision.name, Kind::Norm),
        StatementKind::Decision(decision) => (&decision.name, Kind::Decision),
        StatementKind::Header(_)
        | StatementKind::Verification(_)
        | StatementKind::InForce(_)
        | StatementKind::Ends(_)
        | StatementKind::Suspension(_)
        | StatementKind::NoTerms(_) => return None,
    })
}
