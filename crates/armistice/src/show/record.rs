//! What a check of a record found, for people; for programs in `view`.

use std::io::{self, Write};

use armistice_facts::Name;
use armistice_record::verify::{Concealed, Kept, Report, Sealed, Weight};

use crate::attested::{Compared, Here};
use crate::moment::instant_of;
use crate::show::words::count;

mod kept_back;
mod view;

pub(crate) use view::View;

/// So many problems are told one by one.
const SHOWN: usize = 40;

/// Writes the report.
pub(crate) fn write(report: &Report, states: &[Compared], out: &mut dyn Write) -> io::Result<()> {
    if let Some(head) = report.head {
        writeln!(out, "log      {}   size {}   root {}", report.origin, grouped(head.size), head.root)?;
        let (entries, bundles, tiles) = report.recomputed;
        let counts =
            [(entries, "entry", "entries"), (bundles, "bundle", "bundles"), (tiles, "tile", "tiles")];
        let counts =
            counts.map(|(n, one, many)| format!("{} {}", grouped(n), if n == 1 { one } else { many }));
        writeln!(out, "tree     {} recomputed", counts.join(", "))?;
        let keys: Vec<String> = report.log_keys.iter().map(|key| key.id().to_string()).collect();
        let own = if report.own_policy { "; by the record's own policy, for want of another" } else { "" };
        writeln!(
            out,
            "signed   by log key {}; policy in force since entry {}{own}",
            keys.join(", "),
            report.policy_since
        )?;
        let seen = report
            .seen
            .iter()
            .map(|one| format!("{} {} ({})", one.name, grouped(one.size), instant_of(one.time)));
        let unseen = report.unseen.iter().map(|name| format!("{name} has seen nothing"));
        let seen: Vec<String> = seen.chain(unseen).collect();
        writeln!(
            out,
            "seen     {}",
            if seen.is_empty() { "by nobody".to_owned() } else { seen.join(" · ") }
        )?;
        writeln!(out, "final    up to {} of {}", grouped(report.final_size), grouped(head.size))?;
        entries_lines(report, out)?;
        secret_lines(report, out)?;
        promise_line(report, out)?;
        state_lines(states, out)?;
    }
    for problem in report.problems.iter().take(SHOWN) {
        writeln!(out, "{}  {}: {}", word(problem.weight), problem.place, problem.what)?;
    }
    let more = report.problems.len().saturating_sub(SHOWN) as u64 + report.further;
    if more > 0 {
        writeln!(out, "         and {} more", grouped(more))?;
    }
    writeln!(out, "RESULT   {}   exit {}", result(report), report.code())
}

fn entries_lines(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let signed = &report.signed;
    if signed.unchecked > 0 {
        writeln!(out, "authors  {} signatures not worked out", grouped(signed.unchecked))?;
    } else if signed.good > 0 {
        let retired = grouped(signed.by_retired);
        writeln!(
            out,
            "authors  {} signatures good, {retired} by keys retired later (valid at their place)",
            grouped(signed.good)
        )?;
    }
    let kinds: Vec<String> = report.kinds.iter().map(|(kind, n)| format!("{} {kind}", grouped(*n))).collect();
    if !kinds.is_empty() {
        writeln!(out, "entries  {}", kinds.join(" · "))?;
    }
    for (kind, n) in &report.strange {
        writeln!(out, "strange  {} of kind `{kind}`, not understood", grouped(*n))?;
    }
    for text in &report.tabled {
        let answers = text
            .answers
            .iter()
            .map(|(who, yes)| format!("{who} {}", if *yes { "approves" } else { "refuses" }));
        writeln!(
            out,
            "text     {} of entry {}: {}",
            text.kind,
            text.index,
            answers.collect::<Vec<_>>().join(", ")
        )?;
    }
    let blobs = &report.blobs;
    if blobs.good > 0 || !blobs.erased.is_empty() || !blobs.missing.is_empty() {
        let counts = format!(
            "{} good · {} erased by order · {} MISSING",
            grouped(blobs.good),
            blobs.erased.len(),
            blobs.missing.len()
        );
        writeln!(out, "blobs    {counts}")?;
    }
    Ok(())
}

/// What the keeper has promised, as far as receipts are here.
fn promise_line(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if report.promises.is_empty() {
        return Ok(());
    }
    let count = |wanted: fn(Kept) -> bool| report.promises.iter().filter(|one| wanted(one.outcome)).count();
    let kept = count(|outcome| matches!(outcome, Kept::At(_)));
    let late = count(|outcome| matches!(outcome, Kept::Late(_)));
    let (broken, open) = (count(|outcome| outcome == Kept::Broken), count(|outcome| outcome == Kept::Open));
    writeln!(out, "promises {kept} kept · {late} late · {broken} BROKEN · {open} not due yet")
}

/// What is bound and not shown, and what was erased.
fn secret_lines(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if !report.seals.is_empty() {
        let revealed = report.seals.iter().filter(|seal| seal.revealed.is_some()).count();
        let kept: Vec<String> =
            report.seals.iter().filter(|seal| seal.revealed.is_none()).map(sealed).collect();
        let kept =
            if kept.is_empty() { String::new() } else { format!(" · not revealed: {}", kept.join(", ")) };
        writeln!(out, "seals    {} · {revealed} revealed{kept}", report.seals.len())?;
    }
    let Concealed { shown, kept_back, erased } = report.concealed;
    if shown + kept_back + erased > 0 {
        writeln!(out, "apart    {shown} told · {kept_back} kept back · {erased} erased by order")?;
    }
    for order in &report.erasures {
        let (confirmed, awaited) = (names(&order.confirmed), names(&order.awaited));
        let things = count(order.digests.len(), "thing", "things");
        let open = if awaited.is_empty() { String::new() } else { format!(" · awaited from {awaited}") };
        let done = if confirmed.is_empty() { "nobody".to_owned() } else { confirmed };
        writeln!(out, "erased   {things} by order of entry {} · confirmed by {done}{open}", order.index)?;
    }
    Ok(())
}

fn sealed(seal: &Sealed) -> String {
    let due = seal.due.map(|due| format!(", due {due}")).unwrap_or_default();
    format!("entry {} of {}{due}", seal.index, seal.by)
}

fn names<'a>(names: impl IntoIterator<Item = &'a Name>) -> String {
    names.into_iter().map(Name::as_str).collect::<Vec<_>>().join(", ")
}

/// One line for each state that was attested: by whom, and what it came to here.
fn state_lines(states: &[Compared], out: &mut dyn Write) -> io::Result<()> {
    let same = |one: &&Compared, other: &&Compared| {
        let asked = |compared: &Compared| {
            (compared.attested.tree.size, compared.attested.as_of, compared.attested.state)
        };
        asked(one) == asked(other)
    };
    let mut sorted: Vec<&Compared> = states.iter().collect();
    sorted.sort_by_key(|one| {
        (one.attested.tree.size, one.attested.as_of, one.attested.state, one.attested.index)
    });
    for alike in sorted.chunk_by(|one, other| same(one, other)) {
        let Some(first) = alike.first() else { continue };
        let by: Vec<String> =
            alike.iter().map(|one| format!("{} (entry {})", one.attested.by, one.attested.index)).collect();
        let short: String = first.attested.state.hex().chars().take(16).collect();
        let here = match &first.here {
            Here::Same => "the same here".to_owned(),
            Here::Differs { .. } => "ANOTHER here".to_owned(),
            Here::Unknown(reason) => format!("not worked out here: {reason}"),
        };
        let (size, as_of) = (grouped(first.attested.tree.size), first.attested.as_of);
        writeln!(out, "state    {short}… at size {size} as of {as_of} by {}: {here}", by.join(", "))?;
    }
    Ok(())
}

fn word(weight: Weight) -> &'static str {
    match weight {
        Weight::Warning => "warning",
        Weight::Unclear => "UNCLEAR",
        Weight::Proven => "PROVEN ",
    }
}

fn result(report: &Report) -> &'static str {
    match report.code() {
        0 => "INTACT",
        2 => "INTACT, with warnings",
        3 => "NOT INTACT",
        _ => "NOBODY CAN TELL: something is missing",
    }
}

/// A number with its thousands set apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
