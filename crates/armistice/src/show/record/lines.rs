//! What was checked, line by line, each with the files that show it.

use std::collections::BTreeSet;

use armistice_facts::Name;
use armistice_record::files::{CHECKPOINT, POLICY, blob_path, witness_path};
use armistice_record::verify::{Concealed, Kept, Report, Sealed, Stamped};

use super::{bundle_of, grouped};
use crate::attested::{Compared, Here};
use crate::founding::is_mirror;
use crate::moment::instant_of;
use crate::show::words::count;

/// One line of the report.
#[derive(Debug)]
pub(super) struct Line {
    /// What it is about.
    pub(super) name: &'static str,
    /// What was found.
    pub(super) says: String,
    /// The files that show it, below the folder of the record.
    pub(super) proof: Vec<String>,
}

/// All lines, in the order in which things are checked.
pub(super) fn lines(report: &Report, states: &[Compared]) -> Vec<Line> {
    if report.head.is_none() {
        return Vec::new();
    }
    let mut lines = head(report);
    lines.extend(entries(report));
    lines.extend(report.tracked.iter().map(|(sensor, tracked)| {
        let segments = if tracked.segments == 1 { "segment" } else { "segments" };
        let (n, rows, gaps) = (grouped(tracked.segments), grouped(tracked.rows), grouped(tracked.gaps));
        line("tracks", format!("{sensor}: {n} {segments} · {rows} positions · gaps in time: {gaps}"), NONE)
    }));
    lines.extend(report.stamped.iter().map(|one| stamped(one, report)));
    lines.extend(secrets(report));
    lines.extend(promises(report));
    lines.extend(of_states(report, states));
    lines
}

fn line(name: &'static str, says: String, proof: impl IntoIterator<Item = impl ToString>) -> Line {
    Line { name, says, proof: proof.into_iter().map(|one| one.to_string()).collect() }
}

/// No file beside those that other lines name.
const NONE: [&str; 0] = [];

fn head(report: &Report) -> Vec<Line> {
    let Some(head) = report.head else { return Vec::new() };
    let mut lines = Vec::new();
    let says = format!("{}   size {}   root {}", report.origin, grouped(head.size), head.root);
    lines.push(line("log", says, [CHECKPOINT]));
    let (entries, bundles, tiles) = report.recomputed;
    let counts = [(entries, "entry", "entries"), (bundles, "bundle", "bundles"), (tiles, "tile", "tiles")];
    let counts = counts.map(|(n, one, many)| format!("{} {}", grouped(n), if n == 1 { one } else { many }));
    lines.push(line("tree", format!("{} recomputed", counts.join(", ")), ["tile/"]));
    let keys: Vec<String> = report.log_keys.iter().map(|key| key.id().to_string()).collect();
    let number = report.policies.len();
    let own = if report.own_policy { "; by the record's own policy, for want of another" } else { "" };
    let policy =
        if report.own_policy && number > 0 { format!("policy #{number}") } else { "policy".to_owned() };
    let says =
        format!("by log key {}; {policy} in force since entry {}{own}", keys.join(", "), report.policy_since);
    let proof = if report.own_policy { vec![CHECKPOINT, POLICY] } else { vec![CHECKPOINT] };
    lines.push(line("signed", says, proof));
    lines.push(seen(report, false));
    lines.extend(report.seen.iter().any(|one| is_mirror(&one.name)).then(|| seen(report, true)));
    let needs = &report.policy_needs;
    let needs = if needs.is_empty() { String::new() } else { format!(" (needs {needs})") };
    let says = format!("up to {} of {}{needs}", grouped(report.final_size), grouped(head.size));
    lines.push(line("final", says, NONE));
    lines
}

/// Who has seen how much: the witnesses, or those who say besides that they hold every entry.
fn seen(report: &Report, by_mirrors: bool) -> Line {
    let own = || report.seen.iter().filter(|one| is_mirror(&one.name) == by_mirrors);
    let told = own().map(|one| format!("{} {} ({})", one.name, grouped(one.size), instant_of(one.time)));
    let unseen = report.unseen.iter().filter(|name| is_mirror(name) == by_mirrors);
    let unseen =
        unseen.map(|name| format!("{name} has {} nothing", if by_mirrors { "said" } else { "seen" }));
    let told: Vec<String> = told.chain(unseen).collect();
    let says = if told.is_empty() { "by nobody".to_owned() } else { told.join(" · ") };
    let proof: Vec<String> = own().map(|one| witness_path(&one.name, &report.origin)).collect();
    line(if by_mirrors { "held" } else { "seen" }, says, proof)
}

/// A token of time: what it says, and what witnesses say with it.
fn stamped(one: &Stamped, report: &Report) -> Line {
    let (index, size) = (grouped(one.index), grouped(one.size));
    let mut says = match one.token {
        Some(at) => {
            format!(
                "entry {index}: the tree of size {size} was there by {at}, says a token whose authority is not checked here"
            )
        }
        None => {
            format!("entry {index}: over the tree of size {size}; the token is for other programs to read")
        }
    };
    if let Some(time) = one.witnessed {
        says += &format!("; whoever had seen it wrote after {}, by the cosignatures in it", instant_of(time));
    }
    line("token", says, bundle_of(one.index, report))
}

fn entries(report: &Report) -> Vec<Line> {
    let mut lines = Vec::new();
    let signed = &report.signed;
    let (good, unchecked) = (grouped(signed.good), grouped(signed.unchecked));
    let retired = format!("{} by keys retired LATER (valid at their place)", grouped(signed.by_retired));
    match (signed.good, signed.unchecked) {
        (0, 0) => {}
        (0, _) => lines.push(line("authors", format!("{unchecked} signatures not worked out"), NONE)),
        (_, 0) => {
            lines.push(line("authors", format!("{good} signatures good, {retired}"), ["tile/entries/"]));
        }
        (_, _) => {
            let says =
                format!("{good} signatures good, {unchecked} before them not worked out again, {retired}");
            lines.push(line("authors", says, ["tile/entries/"]));
        }
    }
    lines.extend(chains(report));
    let kinds: Vec<String> = report.kinds.iter().map(|(kind, n)| format!("{} {kind}", grouped(*n))).collect();
    if !kinds.is_empty() {
        lines.push(line("entries", kinds.join(" · "), NONE));
    }
    for (kind, n) in &report.strange {
        lines.push(line("strange", format!("{} of kind `{kind}`, not understood", grouped(*n)), NONE));
    }
    for text in &report.tabled {
        let answers = text.answers.iter();
        let answers =
            answers.map(|(who, yes)| format!("{who} {}", if *yes { "approves" } else { "refuses" }));
        let answers: Vec<String> = answers.collect();
        let says = format!("{} of entry {}: {}", text.kind, text.index, answers.join(", "));
        lines.push(line("text", says, bundle_of(text.index, report)));
    }
    let blobs = &report.blobs;
    if blobs.good > 0 || !blobs.erased.is_empty() || !blobs.missing.is_empty() {
        let orders: BTreeSet<u64> = blobs.erased.iter().map(|(_, order)| *order).collect();
        let orders: Vec<String> = orders.iter().map(|order| format!(" #{}", grouped(*order))).collect();
        let says = format!(
            "{} good · {} erased by order{} · {} MISSING",
            grouped(blobs.good),
            blobs.erased.len(),
            orders.join(""),
            blobs.missing.len()
        );
        lines.push(line("blobs", says, ["blob/"]));
    }
    lines
}

/// Numbers that authors have skipped: what stood there was never recorded.
fn chains(report: &Report) -> Option<Line> {
    if report.gaps.is_empty() {
        return (report.signed.good + report.signed.unchecked > 0)
            .then(|| line("chains", "each author's numbers are whole".to_owned(), NONE));
    }
    let told = report.gaps.iter().map(|gap| {
        let between = if gap.found == gap.last + 2 {
            format!("{} never recorded", gap.last + 1)
        } else {
            format!("{} to {} never recorded", gap.last + 1, gap.found.saturating_sub(1))
        };
        format!("{} {} -> {} ({between})", gap.by, gap.last, gap.found)
    });
    let proof: BTreeSet<String> = report.gaps.iter().filter_map(|gap| bundle_of(gap.index, report)).collect();
    Some(line("chains", format!("gap: {}", told.collect::<Vec<_>>().join(" · ")), proof))
}

/// What is bound and not shown, and what was erased.
fn secrets(report: &Report) -> Vec<Line> {
    let mut lines = Vec::new();
    if !report.seals.is_empty() {
        let revealed = report.seals.iter().filter(|seal| seal.revealed.is_some()).count();
        let kept = report.seals.iter().filter(|seal| seal.revealed.is_none());
        let told: Vec<String> = kept.clone().map(sealed).collect();
        let told =
            if told.is_empty() { String::new() } else { format!(" · not revealed: {}", told.join(", ")) };
        let proof: BTreeSet<String> = kept.filter_map(|seal| bundle_of(seal.index, report)).collect();
        lines.push(line("seals", format!("{} · {revealed} revealed{told}", report.seals.len()), proof));
    }
    let Concealed { shown, kept_back, erased } = report.concealed;
    if shown + kept_back + erased > 0 {
        let says = format!("{shown} told · {kept_back} kept back · {erased} erased by order");
        lines.push(line("apart", says, ["disclosure/"]));
    }
    for order in &report.erasures {
        let (confirmed, awaited) = (names(&order.confirmed), names(&order.awaited));
        let things = count(order.digests.len(), "thing", "things");
        let open = if awaited.is_empty() { String::new() } else { format!(" · awaited from {awaited}") };
        let done = if confirmed.is_empty() { "nobody".to_owned() } else { confirmed };
        let says = format!("{things} by order of entry {} · confirmed by {done}{open}", order.index);
        lines.push(line("erased", says, bundle_of(order.index, report)));
    }
    lines
}

fn sealed(seal: &Sealed) -> String {
    let due = seal.due.map(|due| format!(", due {due}")).unwrap_or_default();
    format!("entry {} of {}{due}", seal.index, seal.by)
}

fn names<'a>(names: impl IntoIterator<Item = &'a Name>) -> String {
    names.into_iter().map(Name::as_str).collect::<Vec<_>>().join(", ")
}

/// What the keeper has promised, as far as receipts are here.
fn promises(report: &Report) -> Option<Line> {
    let count = |wanted: fn(Kept) -> bool| report.promises.iter().filter(|one| wanted(one.outcome)).count();
    let kept = count(|outcome| matches!(outcome, Kept::At(_)));
    let late = count(|outcome| matches!(outcome, Kept::Late(_)));
    let (broken, open) = (count(|outcome| outcome == Kept::Broken), count(|outcome| outcome == Kept::Open));
    let says = format!("{kept} kept · {late} late · {broken} BROKEN · {open} not due yet");
    let proof = report.promises.iter().filter(|one| !matches!(one.outcome, Kept::At(_)));
    let proof: Vec<&String> = proof.map(|one| &one.place).collect();
    (!report.promises.is_empty()).then(|| line("promises", says, proof))
}

/// One line for each state that was attested: by whom, who of the parties has not, and what it came to here.
fn of_states(report: &Report, states: &[Compared]) -> Vec<Line> {
    let asked = |one: &Compared| (one.attested.tree.size, one.attested.as_of, one.attested.state);
    let mut sorted: Vec<&Compared> = states.iter().collect();
    sorted.sort_by_key(|one| (asked(one), one.attested.index));
    let mut lines = Vec::new();
    for alike in sorted.chunk_by(|one, other| asked(one) == asked(other)) {
        let Some(first) = alike.first() else { continue };
        let by: Vec<String> =
            alike.iter().map(|one| format!("{} (entry {})", one.attested.by, one.attested.index)).collect();
        let short: String = first.attested.state.hex().chars().take(16).collect();
        let here = match &first.here {
            Here::Same => "equals what it comes to here".to_owned(),
            Here::Differs { .. } => "ANOTHER comes out here".to_owned(),
            Here::Unknown(reason) => format!("not worked out here: {reason}"),
        };
        let silent: Vec<&Name> = report
            .parties
            .iter()
            .filter(|party| {
                let tree = &first.attested;
                let same =
                    |one: &&Compared| one.attested.tree == tree.tree && one.attested.as_of == tree.as_of;
                !states.iter().filter(same).any(|one| one.attested.by == **party)
            })
            .collect();
        let silent = match silent.len() {
            0 => String::new(),
            1 => format!("; {} has not attested", names(silent)),
            _ => format!("; {} have not attested", names(silent)),
        };
        let (size, as_of) = (grouped(first.attested.tree.size), first.attested.as_of);
        let says = format!("{short}… at size {size} as of {as_of} by {}: {here}{silent}", by.join(", "));
        let mut proof: Vec<String> = alike
            .iter()
            .filter_map(|one| bundle_of(one.attested.index, report))
            .chain(first.attested.rows.map(blob_path))
            .collect();
        proof.dedup();
        lines.push(line("state", says, proof));
    }
    lines
}
