//! What a check of a record found, as JSON (`schemas/record-verify.schema.json`).

use std::collections::BTreeMap;

use armistice_record::Hash;
use armistice_record::roster::Tabled;
use armistice_record::verify::{Gap, Problem, Report, Seen, Stamped, Weight};
use schemars::JsonSchema;
use serde::Serialize;

use super::kept_back::{Apart, ErasureView, PromiseView, SealView};
use super::lines::{Line, lines};
use super::proof_of;
use crate::attested::{Compared, Here};
use crate::moment::instant_of;

/// What a check of a record found.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct View {
    /// The worst of it.
    result: Outcome,
    /// The exit code: 0, 2, 3 or 4.
    exit: u8,
    /// The name of the log.
    origin: String,
    /// How many entries the checkpoint says there are; nothing if there is no checkpoint that can be trusted.
    size: Option<u64>,
    /// The root, in base64.
    root: Option<String>,
    /// The keys of the log that signed it.
    log_keys: Vec<String>,
    /// Whether the policy was the record's own, for want of the reader's.
    own_policy: bool,
    /// The first entry that the policy in force governs.
    policy_since: u64,
    /// What was worked out again.
    recomputed: Recomputed,
    /// Up to where the record is final.
    final_size: u64,
    /// Who has seen how much.
    seen: Vec<SeenView>,
    /// Witnesses of the policy that have seen nothing.
    unseen: Vec<String>,
    /// The signatures of entries.
    signatures: Signatures,
    /// How many entries of each kind.
    kinds: BTreeMap<String, u64>,
    /// How many entries of each kind that this program does not understand.
    not_understood: BTreeMap<String, u64>,
    /// Texts on the table, with the answers to them.
    texts: Vec<Text>,
    /// Files that entries bind.
    blobs: Blobs,
    /// Tokens of time.
    tokens: Vec<TokenView>,
    /// What was sealed.
    seals: Vec<SealView>,
    /// Fields that are told apart from their entries.
    apart: Apart,
    /// What was ordered to be erased.
    erasures: Vec<ErasureView>,
    /// What the keeper has promised, as far as receipts are here.
    promises: Vec<PromiseView>,
    /// What programs made of the record.
    states: Vec<State>,
    /// Numbers that authors have skipped.
    gaps: Vec<GapView>,
    /// The lines that people read, each with the files that show it.
    lines: Vec<LineView>,
    /// What is not as it should be.
    problems: Vec<ProblemView>,
    /// How many problems more.
    further_problems: u64,
}

/// The worst that was found.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Outcome {
    /// Nothing.
    Intact,
    /// Something worth knowing; the record stands.
    Warnings,
    /// The record was altered or forked.
    NotIntact,
    /// Something is missing, so that nobody can tell.
    Unclear,
}

/// What was worked out again.
#[derive(Debug, Serialize, JsonSchema)]
struct Recomputed {
    /// Entries.
    entries: u64,
    /// Bundles of entries.
    bundles: u64,
    /// Tiles of hashes.
    tiles: u64,
}

/// How far a witness has seen the record.
#[derive(Debug, Serialize, JsonSchema)]
struct SeenView {
    /// The name of its key.
    witness: String,
    /// Up to which size.
    size: u64,
    /// When, by its clock.
    time: String,
}

/// A token of time over a checkpoint.
#[derive(Debug, Serialize, JsonSchema)]
struct TokenView {
    /// The entry that binds it.
    entry: u64,
    /// The tree that it is over.
    size: u64,
    /// When, as it says; whose word that is is not checked. Nothing if it is of a form that this program does not read.
    time: Option<String>,
    /// When witnesses enough for the policy had cosigned what is in the entry: whoever had seen it wrote later.
    written_after: Option<String>,
}

/// The signatures of entries.
#[derive(Debug, Serialize, JsonSchema)]
struct Signatures {
    /// How many hold.
    good: u64,
    /// How many were not worked out.
    unchecked: u64,
    /// How many are by keys that were taken out of use later. They stand.
    by_retired_keys: u64,
}

/// A text on the table.
#[derive(Debug, Serialize, JsonSchema)]
struct Text {
    /// The entry.
    entry: u64,
    /// Its kind.
    kind: String,
    /// Who approves.
    approves: Vec<String>,
    /// Who refuses.
    refuses: Vec<String>,
}

/// Files that entries bind.
#[derive(Debug, Serialize, JsonSchema)]
struct Blobs {
    /// How many are there and have their hash.
    good: u64,
    /// Those that are gone by order; the entry is that of the order.
    erased: Vec<Bound>,
    /// Those that are missing; the entry is the one that binds them.
    missing: Vec<Bound>,
}

/// A file that an entry binds.
#[derive(Debug, Serialize, JsonSchema)]
struct Bound {
    /// Its hash.
    sha256: String,
    /// The entry.
    entry: u64,
}

/// What somebody's program made of the record.
#[derive(Debug, Serialize, JsonSchema)]
struct State {
    /// The entry.
    entry: u64,
    /// Who attests.
    by: String,
    /// Up to which size.
    size: u64,
    /// Up to when things had happened.
    as_of: String,
    /// The hash of the state.
    state: String,
    /// What it came to here.
    here: HereView,
    /// The hash of the state as it was worked out here.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("type" = "string"))]
    worked_out: Option<String>,
    /// The rows that differ, as far as the rows of the other are here.
    differing: Vec<String>,
}

/// What an attested state came to here.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum HereView {
    /// The same.
    Same,
    /// Another.
    Differs,
    /// It was not worked out.
    NotWorkedOut,
}

/// Something that is not as it should be.
#[derive(Debug, Serialize, JsonSchema)]
struct ProblemView {
    /// How much it weighs.
    weight: WeightView,
    /// Where.
    place: String,
    /// What.
    what: String,
    /// The file that shows it, below the folder of the record; left out where the place is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("type" = "string"))]
    proof: Option<String>,
}

/// A line that people read.
#[derive(Debug, Serialize, JsonSchema)]
struct LineView {
    /// What it is about.
    name: String,
    /// What was found.
    says: String,
    /// The files that show it, below the folder of the record.
    proof: Vec<String>,
}

/// Entries of an author that were never recorded.
#[derive(Debug, Serialize, JsonSchema)]
struct GapView {
    /// The entry after them.
    entry: u64,
    /// The author.
    by: String,
    /// The number of the entry before.
    last: u64,
    /// The number of the entry after.
    found: u64,
}

/// How much a problem weighs.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum WeightView {
    /// Worth knowing; the record stands.
    Warning,
    /// Something is missing, so that nobody can tell.
    Unclear,
    /// The record was altered or forked.
    Proven,
}

impl View {
    /// What was found, and what the attested states came to here.
    pub(crate) fn new(report: &Report, states: &[Compared]) -> Self {
        let (entries, bundles, tiles) = report.recomputed;
        View {
            result: Outcome::of(report.code()),
            exit: report.code(),
            origin: report.origin.clone(),
            size: report.head.map(|head| head.size),
            root: report.head.map(|head| head.root.to_string()),
            log_keys: report.log_keys.iter().map(ToString::to_string).collect(),
            own_policy: report.own_policy,
            policy_since: report.policy_since,
            recomputed: Recomputed { entries, bundles, tiles },
            final_size: report.final_size,
            seen: report.seen.iter().map(SeenView::from).collect(),
            unseen: report.unseen.clone(),
            signatures: Signatures {
                good: report.signed.good,
                unchecked: report.signed.unchecked,
                by_retired_keys: report.signed.by_retired,
            },
            kinds: report.kinds.clone(),
            not_understood: report.strange.clone(),
            texts: report.tabled.iter().map(Text::from).collect(),
            blobs: Blobs {
                good: report.blobs.good,
                erased: report.blobs.erased.iter().map(Bound::from).collect(),
                missing: report.blobs.missing.iter().map(Bound::from).collect(),
            },
            tokens: report.stamped.iter().map(TokenView::from).collect(),
            seals: report.seals.iter().map(SealView::from).collect(),
            apart: Apart {
                told: report.concealed.shown,
                kept_back: report.concealed.kept_back,
                erased: report.concealed.erased,
            },
            erasures: report.erasures.iter().map(ErasureView::from).collect(),
            promises: report.promises.iter().map(PromiseView::from).collect(),
            states: states.iter().map(State::from).collect(),
            gaps: report.gaps.iter().map(GapView::from).collect(),
            lines: lines(report, states).into_iter().map(LineView::from).collect(),
            problems: report.problems.iter().map(|problem| ProblemView::new(problem, report)).collect(),
            further_problems: report.further,
        }
    }
}

impl Outcome {
    fn of(code: u8) -> Self {
        match code {
            0 => Outcome::Intact,
            2 => Outcome::Warnings,
            3 => Outcome::NotIntact,
            _ => Outcome::Unclear,
        }
    }
}

impl From<&Stamped> for TokenView {
    fn from(one: &Stamped) -> Self {
        TokenView {
            entry: one.index,
            size: one.size,
            time: one.token.map(|at| at.to_string()),
            written_after: one.witnessed.map(|time| instant_of(time).to_string()),
        }
    }
}

impl From<&Seen> for SeenView {
    fn from(seen: &Seen) -> Self {
        SeenView { witness: seen.name.clone(), size: seen.size, time: instant_of(seen.time).to_string() }
    }
}

impl From<&Tabled> for Text {
    fn from(tabled: &Tabled) -> Self {
        let answered = |wanted: bool| {
            let those = tabled.answers.iter().filter(|(_, yes)| **yes == wanted);
            those.map(|(who, _)| who.to_string()).collect()
        };
        Text {
            entry: tabled.index,
            kind: tabled.kind.clone(),
            approves: answered(true),
            refuses: answered(false),
        }
    }
}

impl From<&(Hash, u64)> for Bound {
    fn from((digest, entry): &(Hash, u64)) -> Self {
        Bound { sha256: digest.hex(), entry: *entry }
    }
}

impl From<&Compared> for State {
    fn from(compared: &Compared) -> Self {
        let attested = &compared.attested;
        let (here, worked_out, differing) = match &compared.here {
            Here::Same => (HereView::Same, Some(attested.state.hex()), Vec::new()),
            Here::Differs { state, rows } => {
                let rows = rows.iter().map(|difference| difference.row.clone()).collect();
                (HereView::Differs, Some(state.hex()), rows)
            }
            Here::Unknown(_) => (HereView::NotWorkedOut, None, Vec::new()),
        };
        State {
            entry: attested.index,
            by: attested.by.to_string(),
            size: attested.tree.size,
            as_of: attested.as_of.to_string(),
            state: attested.state.hex(),
            here,
            worked_out,
            differing,
        }
    }
}

impl From<Line> for LineView {
    fn from(line: Line) -> Self {
        LineView { name: line.name.to_owned(), says: line.says, proof: line.proof }
    }
}

impl From<&Gap> for GapView {
    fn from(gap: &Gap) -> Self {
        GapView { entry: gap.index, by: gap.by.to_string(), last: gap.last, found: gap.found }
    }
}

impl ProblemView {
    fn new(problem: &Problem, report: &Report) -> Self {
        let weight = match problem.weight {
            Weight::Warning => WeightView::Warning,
            Weight::Unclear => WeightView::Unclear,
            Weight::Proven => WeightView::Proven,
        };
        let proof = proof_of(problem, report);
        ProblemView { weight, place: problem.place.clone(), what: problem.what.clone(), proof }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_schema_is_the_one_that_the_types_make() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/record-verify.schema.json");
        let schema = serde_json::to_value(schemars::schema_for!(View)).unwrap();
        let made = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            made == kept,
            "schemas/record-verify.schema.json is not what the types make: UPDATE_SCHEMA=1 writes it"
        );
    }
}
