//! The state of a case: all that a judgement says, in rows that are the same on every machine, and the hash of them.
//!
//! The form is that of `docs/formats/state.md`. Words for people are not part of it: they may be put better one day
//! without anybody's answer being another.

use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::{Instant, canonical};
use armistice_judge::{Counts, Finding, Flag, Judgement, Progress, Reason, Truth, Verdict};
use armistice_record::json::Json;
use armistice_record::shape::time_text;
use armistice_record::{Hash, Head};

use crate::case::Case;

/// The version of the form.
const FORM: u64 = 1;

/// What is not the same in two states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The row: `verdict sea-live-fire/DPRK`.
    pub(crate) row: String,
    /// What the first says; nothing if it has no such row.
    pub(crate) one: Option<String>,
    /// What the second says.
    pub(crate) other: Option<String>,
}

/// The state of a case at a tree of its record, as of an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct State {
    /// By table and key, what the row says.
    rows: BTreeMap<String, String>,
}

impl Difference {
    /// What differs, member by member: `truth "violated" here, "unknown" there`.
    pub(crate) fn told(&self) -> String {
        let read = |row: &Option<String>| match row.as_deref().map(|row| Json::parse(row.as_bytes())) {
            Some(Ok(Json::Object(members))) => members,
            _ => BTreeMap::new(),
        };
        let (one, other) = (read(&self.one), read(&self.other));
        let says = |value: Option<&Json>| value.map_or("nothing".to_owned(), Json::canonical);
        let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
        let differing = names.into_iter().filter(|name| one.get(*name) != other.get(*name));
        let told = differing
            .map(|name| format!("{name} {} here, {} there", says(one.get(name)), says(other.get(name))));
        format!("{}: {}", self.row, told.collect::<Vec<_>>().join(", "))
    }
}

impl State {
    /// The state of a case whose facts are those of that tree.
    pub(crate) fn of(case: &Case, tree: Head, as_of: Instant) -> Self {
        let known_at = case.facts.iter().map(|fact| fact.known).max().unwrap_or(as_of);
        let judgement = armistice_judge::judge(&case.to_judge(), as_of, known_at);
        let mut state = State { rows: BTreeMap::new() };
        state.put("case", "of", &about(case, tree, as_of));
        for fact in &case.facts {
            let text = canonical::json(fact).unwrap_or_default();
            let row = Json::object([("sha256", Json::text(Hash::of(text.as_bytes()).hex()))]);
            state.put("fact", fact.id.as_str(), &row);
        }
        state.judged(&judgement);
        state
    }

    fn judged(&mut self, judgement: &Judgement) {
        for verdict in &judgement.verdicts {
            self.put("verdict", &verdict.id, &verdict_row(verdict));
            for finding in &verdict.findings {
                self.put("finding", &finding.id, &finding_row(finding));
            }
        }
    }

    fn put(&mut self, table: &str, key: &str, row: &Json) {
        self.rows.insert(format!("{table} {key}"), row.canonical());
    }

    /// Reads the rows of another.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let row = |line: &str| {
            let at = line.find(" {")?;
            Some((line.get(..at)?.to_owned(), line.get(at + 1..)?.to_owned()))
        };
        let rows = text.lines().map(row).collect::<Option<_>>()?;
        Some(State { rows }).filter(|state| state.text() == text)
    }

    /// All rows, one a line, sorted.
    pub(crate) fn text(&self) -> String {
        self.rows.iter().map(|(row, says)| format!("{row} {says}\n")).collect()
    }

    /// The hash of the rows.
    pub(crate) fn hash(&self) -> Hash {
        Hash::of(self.text().as_bytes())
    }

    /// Which rows are not the same.
    pub(crate) fn differences(&self, other: &State) -> Vec<Difference> {
        let rows: BTreeSet<&String> = self.rows.keys().chain(other.rows.keys()).collect();
        let told = |row: &String| {
            let (one, two) = (self.rows.get(row).cloned(), other.rows.get(row).cloned());
            (one != two).then(|| Difference { row: row.clone(), one, other: two })
        };
        rows.into_iter().filter_map(told).collect()
    }
}

fn about(case: &Case, tree: Head, as_of: Instant) -> Json {
    Json::object([
        ("form", Json::number(FORM)),
        ("size", Json::number(tree.size)),
        ("root", Json::text(tree.root.hex())),
        ("as_of", Json::text(time_text(as_of))),
        ("rules", Json::text(case.rules.hex())),
    ])
}

/// An object without what is not there.
fn object<const N: usize>(members: [(&str, Option<Json>); N]) -> Json {
    let there = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Json::Object(there.collect())
}

fn verdict_row(verdict: &Verdict) -> Json {
    let time = |at: Option<Instant>| at.map(|at| Json::text(time_text(at)));
    object([
        ("state", Some(Json::text(verdict.state.word()))),
        ("truth", verdict.truth.map(Truth::word).map(Json::text)),
        ("grade", Some(Json::text(verdict.grade.word()))),
        ("flags", list(verdict.flags.iter().map(|flag| flag.word()))),
        ("reason", verdict.reason.map(Reason::word).map(Json::text)),
        ("since", time(verdict.since)),
        ("due", time(verdict.due)),
        ("fulfilled", time(verdict.fulfilled)),
        ("progress", verdict.progress.as_ref().map(progress)),
        ("counts", Some(counts(&verdict.counts))),
        (
            "watched",
            verdict.coverage.map(|watched| {
                object([
                    ("observed_hours", Some(Json::number(watched.observed_hours))),
                    ("percent", Some(Json::number(watched.percent))),
                    ("bar_percent", watched.bar_percent.map(Json::number)),
                ])
            }),
        ),
    ])
}

fn finding_row(finding: &Finding) -> Json {
    object([
        ("outcome", Some(Json::text(finding.outcome.word()))),
        ("reason", finding.reason.map(Reason::word).map(Json::text)),
        ("grade", Some(Json::text(finding.grade.word()))),
        ("flags", list(finding.flags.iter().copied().map(Flag::word))),
        ("from", Some(Json::text(time_text(finding.about.from)))),
        ("until", Some(Json::text(time_text(finding.about.until)))),
        ("known", Some(Json::text(time_text(finding.known)))),
        ("due", finding.due.map(|at| Json::text(time_text(at)))),
        ("facts", list(finding.facts.iter())),
        ("observations", Some(Json::number(finding.observations))),
    ])
}

fn list(items: impl Iterator<Item = impl ToString>) -> Option<Json> {
    let items: Vec<Json> = items.map(Json::text).collect();
    (!items.is_empty()).then_some(Json::List(items))
}

fn progress(progress: &Progress) -> Json {
    let place = progress.step_of.map(|(at, of)| Json::List(vec![count(at), count(of)]));
    object([
        ("done", progress.done.map(Json::number)),
        ("of", progress.of.map(Json::number)),
        ("step", progress.step.as_ref().map(Json::text)),
        ("step_of", place),
    ])
}

fn count(number: usize) -> Json {
    Json::number(number as u64)
}

fn counts(counts: &Counts) -> Json {
    Json::object([
        ("breaches", Json::number(counts.breaches)),
        ("alleged", Json::number(counts.alleged)),
        ("cured", Json::number(counts.cured)),
        ("excused", Json::number(counts.excused)),
        ("dismissed", Json::number(counts.dismissed)),
        ("undetermined", Json::number(counts.undetermined)),
        ("observations", Json::number(counts.observations)),
        ("episodes", Json::number(counts.episodes)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(rows: &[(&str, &str)]) -> State {
        State { rows: rows.iter().map(|(row, says)| ((*row).to_owned(), (*says).to_owned())).collect() }
    }

    #[test]
    fn rows_come_back_and_only_in_their_form() {
        let one = state(&[("fact a", "{\"sha256\":\"00\"}"), ("verdict n/A", "{\"state\":\"kept\"}")]);
        assert_eq!(State::parse(&one.text()), Some(one.clone()));
        let turned = one.text().lines().rev().map(|line| format!("{line}\n")).collect::<String>();
        for wrong in [turned.as_str(), "fact a\n", "fact a {}", "\n"] {
            assert_eq!(State::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_differs_is_told_row_by_row() {
        let one = state(&[("fact a", "{1}"), ("fact b", "{2}"), ("verdict n/A", "{3}")]);
        let other = state(&[("fact a", "{1}"), ("fact c", "{2}"), ("verdict n/A", "{4}")]);
        let rows: Vec<String> = one.differences(&other).into_iter().map(|found| found.row).collect();
        assert_eq!(rows, ["fact b", "fact c", "verdict n/A"]);
        assert!(one.differences(&one).is_empty());
        let difference = Difference {
            row: "verdict n/A".to_owned(),
            one: Some("{\"grade\":\"none\",\"truth\":\"kept\"}".to_owned()),
            other: Some("{\"grade\":\"none\"}".to_owned()),
        };
        assert_eq!(difference.told(), "verdict n/A: truth \"kept\" here, nothing there");
    }
}
