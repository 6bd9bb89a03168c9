//! Claims that wait for a person: the words in their context, what they become, and what that would change.

use std::io::{self, Write};

use armistice_facts::Fact;
use armistice_facts::calendar::Zone;
use armistice_judge::Verdict;
use armistice_reading::Claim;
use serde::Serialize;

use super::text::indented;
use crate::claims::decision::Journal;
use crate::claims::effect::Change;
use crate::claims::gathering::{Grades, Links, Proposal};
use crate::claims::queue::{Desk, Difference, MOST_WEIGHED, Pending};
use crate::claims::wording::{count, line, sense};

/// So many letters of the report stand on either side of the quote.
const AROUND: usize = 160;
/// So many changed verdicts are told of a claim.
const CHANGES: usize = 6;

/// What `claims --queue --format json` says (schemas/claims-queue.schema.json).
#[derive(Debug, Serialize)]
pub(crate) struct View<'a> {
    case: &'a str,
    reader: &'a str,
    pending: Vec<PendingView<'a>>,
    differences: &'a [Difference],
}

/// One claim that waits.
#[derive(Debug, Serialize)]
pub(crate) struct PendingView<'a> {
    report: &'a str,
    published: Option<&'a str>,
    reader: &'a str,
    context: Context,
    claim: &'a Claim,
    grades: Option<Grades>,
    links: &'a Links,
    becomes: Vec<String>,
    why: Option<&'a str>,
    carries: Option<String>,
    changes: Option<Vec<ChangeView>>,
}

/// The words around a quote.
#[derive(Debug, Serialize)]
pub(crate) struct Context {
    before: String,
    quote: String,
    after: String,
}

#[derive(Debug, Serialize)]
struct ChangeView {
    verdict: String,
    before: String,
    after: String,
}

/// All that waits, and what is read otherwise than when it was decided.
pub(crate) fn view<'a>(
    desk: &'a Desk<'a>,
    pending: &'a [Pending],
    differences: &'a [Difference],
) -> View<'a> {
    View { case: &desk.case.name, reader: desk.reader, pending: views(desk, pending).collect(), differences }
}

/// The waiting claims one by one.
pub(crate) fn views<'a>(desk: &'a Desk<'a>, pending: &'a [Pending]) -> impl Iterator<Item = PendingView<'a>> {
    let zone = &desk.case.agreement.settings.time_zone;
    pending.iter().filter_map(move |one| {
        let (read, claim) = desk.gathering.claim(one.at)?;
        let change = |change: &Change| change_view(change, zone);
        Some(PendingView {
            report: &read.report.name,
            published: read.facts.published.as_deref(),
            reader: desk.reader_of(one.at),
            context: context(&read.report.document.text, claim),
            claim,
            grades: one.grades,
            links: &one.links,
            becomes: becomes(one),
            why: one.made.why.as_deref(),
            carries: one.carries.as_ref().map(ToString::to_string),
            changes: one.changes.as_ref().map(|changes| changes.iter().map(change).collect()),
        })
    })
}

fn change_view(change: &Change, zone: &Zone) -> ChangeView {
    let says = |verdict: &Verdict| {
        let words = super::verdict::words(verdict, zone);
        if change.weight > 1 { words } else { format!("{words}, {} told", verdict.counts.observations) }
    };
    ChangeView { verdict: change.after.id.clone(), before: says(&change.before), after: says(&change.after) }
}

fn becomes(pending: &Pending) -> Vec<String> {
    facts(&pending.made.facts)
}

/// Facts in words: whose, and what they say.
pub(crate) fn facts(facts: &[Fact]) -> Vec<String> {
    facts.iter().map(|fact| format!("{} {}", fact.source.voice, super::fact::said(&fact.what))).collect()
}

/// The list, a few lines a claim.
pub(crate) fn table(
    desk: &Desk<'_>,
    pending: &[Pending],
    differences: &[Difference],
    journal: &Journal,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(
        out,
        "{}: {} of {}; {} decided",
        desk.case.name,
        count(pending.len(), "claim waits", "claims wait"),
        count(desk.gathering.reads.len(), "report", "reports"),
        journal.len()
    )?;
    if pending.iter().any(|one| one.changes.is_none()) {
        let why = format!(
            "More than {MOST_WEIGHED} wait: what each would change is worked out when --review or the page comes to it. \
             Those that tell of a breach stand first."
        );
        write!(out, "{}", indented(&why, 0))?;
    }
    for (number, one) in (1..).zip(pending) {
        let Some((read, claim)) = desk.gathering.claim(one.at) else { continue };
        writeln!(out, "\n{number:>3}  {}  {} ({})", claim.id, sense(claim), read.report.name)?;
        proposal(desk, one.at, out)?;
        write!(out, "{}", indented(&format!("“{}”", line(&claim.quote)), 5))?;
        effect(desk, one, out)?;
    }
    self::differences(differences, out)
}

/// Where reports are read otherwise today than when their claims were decided. The decisions stand.
pub(crate) fn differences(differences: &[Difference], out: &mut dyn Write) -> io::Result<()> {
    if differences.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nread otherwise today; the decisions stand")?;
    for one in differences {
        write!(out, "{}", indented(&format!("{} of {}: {}", one.claim, one.report, one.what), 2))?;
    }
    Ok(())
}

/// One claim with all that a person needs to decide on it.
pub(crate) fn card(desk: &Desk<'_>, pending: &Pending, claim: &Claim, out: &mut dyn Write) -> io::Result<()> {
    let Some((read, _)) = desk.gathering.claim(pending.at) else { return Ok(()) };
    let day = read.facts.published.as_deref().unwrap_or("of an unknown day");
    writeln!(out, "     {}, {day}", read.report.name)?;
    let Context { before, quote, after } = context(&read.report.document.text, claim);
    write!(out, "{}", indented(&format!("… {before}»{quote}«{after} …"), 5))?;
    super::claims::body(claim, out)?;
    proposal(desk, pending.at, out)?;
    if let Some(grades) = pending.grades {
        writeln!(
            out,
            "     source {:?}, credibility {}, reading {} of 100",
            grades.source, grades.credibility, grades.extraction
        )?;
    }
    let others = [
        ("told as well by", &pending.links.same_event),
        ("the contrary is told by", &pending.links.contradicts),
    ];
    for (what, ids) in others.into_iter().filter(|(_, ids)| !ids.is_empty()) {
        write!(out, "{}", indented(&format!("{what} {}", ids.join(", ")), 5))?;
    }
    effect(desk, pending, out)
}

/// Of what a model proposes, that it does, and what the rules read of the same words.
fn proposal(desk: &Desk<'_>, at: (usize, usize), out: &mut dyn Write) -> io::Result<()> {
    let Some(Proposal { reader, claim }) = desk.gathering.proposal(at) else { return Ok(()) };
    writeln!(out, "     proposed by {reader}, a language model; not read by the rules")?;
    let near = desk.gathering.same_words(at);
    if near.is_empty() {
        writeln!(out, "     the rules read nothing of the kind there")?;
    }
    for other in near {
        let how = if sense(other) == sense(claim) { "the same" } else { "otherwise" };
        write!(out, "{}", indented(&format!("the rules read {how}: {} ({})", sense(other), other.id), 5))?;
    }
    Ok(())
}

/// What it becomes and what that would change.
fn effect(desk: &Desk<'_>, pending: &Pending, out: &mut dyn Write) -> io::Result<()> {
    if let Some(fact) = &pending.carries {
        return writeln!(out, "     the same word as {fact}: one more carrier, no more weight");
    }
    for fact in becomes(pending) {
        write!(out, "{}", indented(&format!("becomes: {fact}"), 5))?;
    }
    if let Some(why) = &pending.made.why {
        write!(out, "{}", indented(&format!("open: {why}"), 5))?;
    }
    let zone = &desk.case.agreement.settings.time_zone;
    let Some(changes) = &pending.changes else { return Ok(()) };
    if changes.is_empty() {
        writeln!(out, "     would change: no verdict")?;
    }
    for change in changes.iter().take(CHANGES) {
        let ChangeView { verdict, before, after } = change_view(change, zone);
        write!(out, "{}", indented(&format!("would change: {verdict}: {before} → {after}"), 5))?;
    }
    let more = changes.len().saturating_sub(CHANGES);
    if more > 0 {
        writeln!(out, "     and {}", count(more, "verdict more", "verdicts more"))?;
    }
    Ok(())
}

/// The words of the report around the quote of a claim.
fn context(text: &str, claim: &Claim) -> Context {
    let [start, end] = claim.byte;
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let tail: Vec<char> = before.chars().rev().take(AROUND).collect();
    let flat = |text: String| text.replace(['\n', '\r', '\t'], " ");
    Context {
        before: flat(tail.into_iter().rev().collect()),
        quote: flat(claim.quote.clone()),
        after: flat(after.chars().take(AROUND).collect()),
    }
}
