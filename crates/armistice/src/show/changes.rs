//! Changes of an agreement: as text, as Markdown for a note, and for programs.

use std::collections::BTreeMap;
use std::io::{self, Write};

use armistice_terms::difference::{Change, Decision, Effect, Thing};
use serde::Serialize;

use super::words::count;

/// What `diff --format json` says (schemas/diff.schema.json).
#[derive(Debug, Serialize)]
pub(crate) struct View<'a> {
    before: &'a str,
    after: &'a str,
    changes: Vec<ChangeView<'a>>,
}

#[derive(Debug, Serialize)]
struct ChangeView<'a> {
    effect: &'static str,
    of: &'static str,
    name: &'a str,
    part: &'a str,
    article: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
    affected: Vec<&'a str>,
    decision: Option<DecisionView<'a>>,
    note: &'a str,
}

#[derive(Debug, Serialize)]
struct DecisionView<'a> {
    name: &'a str,
    on: String,
    by: Vec<&'a str>,
}

/// The changes for programs.
pub(crate) fn view<'a>(before: &'a str, after: &'a str, changes: &'a [Change]) -> View<'a> {
    let changes = changes
        .iter()
        .map(|change| ChangeView {
            effect: effect(change.effect),
            of: thing(change.of),
            name: &change.name,
            part: &change.part,
            article: &change.article,
            before: change.before.as_deref(),
            after: change.after.as_deref(),
            affected: change.affected.iter().map(|name| name.as_str()).collect(),
            decision: change.decision.as_ref().map(|decision| DecisionView {
                name: decision.name.as_str(),
                on: decision.on.to_string(),
                by: decision.by.iter().map(|name| name.as_str()).collect(),
            }),
            note: &change.note,
        })
        .collect();
    View { before, after, changes }
}

/// Writes the changes for people.
pub(crate) fn text(before: &str, after: &str, changes: &[Change], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{before} -> {after}")?;
    writeln!(out, "{}", summary(changes))?;
    let mut article = None;
    for change in changes {
        if article != Some(&change.article) {
            writeln!(out, "\n{}", heading(change))?;
            article = Some(&change.article);
        }
        writeln!(out, "  {:<11} {}", effect(change.effect), subject(change))?;
        for (mark, words) in [("-", &change.before), ("+", &change.after)] {
            if let Some(words) = words {
                writeln!(out, "              {mark} {words}")?;
            }
        }
        let behind = behind(change);
        if !behind.is_empty() {
            writeln!(out, "              {behind}")?;
        }
    }
    Ok(())
}

/// Writes the changes as a table a heading.
pub(crate) fn markdown(before: &str, after: &str, changes: &[Change], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Changes\n\nFrom `{before}` to `{after}`: {}.", summary(changes))?;
    let mut article = None;
    for change in changes {
        if article != Some(&change.article) {
            writeln!(out, "\n## {}\n", heading(change))?;
            writeln!(out, "| effect | what | before | after | who, and why |")?;
            writeln!(out, "|---|---|---|---|---|")?;
            article = Some(&change.article);
        }
        let cells = [
            effect(change.effect).to_owned(),
            subject(change),
            change.before.clone().unwrap_or_default(),
            change.after.clone().unwrap_or_default(),
            behind(change),
        ];
        let cells: Vec<String> =
            cells.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

fn heading(change: &Change) -> &str {
    if change.article.is_empty() { "The agreement" } else { &change.article }
}

/// `5 changes: 1 adds, 2 earlier, 2 text`
fn summary(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "no change".to_owned();
    }
    let mut effects: BTreeMap<Effect, usize> = BTreeMap::new();
    for change in changes {
        *effects.entry(change.effect).or_insert(0) += 1;
    }
    let effects: Vec<String> =
        effects.iter().map(|(of, number)| format!("{number} {}", effect(*of))).collect();
    format!("{}: {}", count(changes.len(), "change", "changes"), effects.join(", "))
}

fn subject(change: &Change) -> String {
    let words = [thing(change.of), &change.name, &change.part];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Who is affected, which decision is behind it, and what else must be known.
fn behind(change: &Change) -> String {
    let mut behind = Vec::new();
    if !change.affected.is_empty() {
        let names: Vec<&str> = change.affected.iter().map(|name| name.as_str()).collect();
        behind.push(format!("for {}", names.join(", ")));
    }
    if let Some(Decision { name, on, by }) = &change.decision {
        let by: Vec<&str> = by.iter().map(|name| name.as_str()).collect();
        behind.push(format!("by decision {name} of {on} ({})", by.join(", ")));
    }
    if !change.note.is_empty() {
        behind.push(change.note.clone());
    }
    behind.join("; ")
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Tightens => "tightens",
        Effect::Widens => "widens",
        Effect::Earlier => "earlier",
        Effect::Later => "later",
        Effect::Grows => "grows",
        Effect::Shrinks => "shrinks",
        Effect::Unordered => "unordered",
        Effect::Adds => "adds",
        Effect::Removes => "removes",
        Effect::Renames => "renames",
        Effect::Evidence => "evidence",
        Effect::Text => "text",
    }
}

fn thing(thing: Thing) -> &'static str {
    match thing {
        Thing::Agreement => "agreement",
        Thing::Party => "party",
        Thing::Body => "body",
        Thing::Class => "class",
        Thing::Point => "point",
        Thing::Line => "line",
        Thing::Zone => "zone",
        Thing::Register => "register",
        Thing::Inventory => "inventory",
        Thing::Section => "section",
        Thing::Norm => "norm",
        Thing::Exception => "exception",
        Thing::Decision => "decision",
        Thing::NoTerms => "no terms",
        Thing::Scenario => "scenario",
        Thing::Comment => "comment",
    }
}
