//! States that others have attested, held against what the record comes to here.

use std::collections::BTreeMap;
use std::path::Path;

use armistice_facts::Instant;
use armistice_ledger::Folder;
use armistice_record::files::{Files as _, blob_path};
use armistice_record::verify::{Attested, Report};
use armistice_record::{Hash, Head};

use crate::case::Case;
use crate::state::{Difference, State};

/// So many different states are worked out, the latest first: each is a whole judgement.
const MOST_STATES: usize = 16;
/// So many rows that differ are named.
const SHOWN_ROWS: usize = 3;

/// An attested state, and what it came to here.
#[derive(Debug)]
pub(crate) struct Compared {
    /// What was attested.
    pub(crate) attested: Attested,
    /// What it came to here.
    pub(crate) here: Here,
}

/// What an attested state came to here.
#[derive(Debug)]
pub(crate) enum Here {
    /// The same.
    Same,
    /// Another.
    Differs {
        /// Its hash.
        state: Hash,
        /// The rows that differ, if those of the other are here; first what is said here.
        rows: Vec<Difference>,
    },
    /// It cannot be worked out, or was not.
    Unknown(String),
}

/// Works out the states that the record attests, where it lies in its case folder, and tells in the report which are
/// others here.
pub(crate) fn compare(case: &Path, record: &Path, report: &mut Report) -> Vec<Compared> {
    if report.attested.is_empty() {
        return Vec::new();
    }
    let mut here = Working::new(case, record, report.code());
    let mut compared: Vec<Compared> = Vec::new();
    for attested in report.attested.iter().rev() {
        compared.push(Compared { here: here.compare(attested), attested: attested.clone() });
    }
    compared.reverse();
    for one in &compared {
        if let Here::Differs { state, rows } = &one.here {
            report.warn(format!("entry {}", one.attested.index), told(&one.attested, *state, rows));
        }
    }
    compared
}

fn told(attested: &Attested, here: Hash, rows: &[Difference]) -> String {
    let mut text = format!(
        "`{}` attests state {} of the tree of size {} as of {}; it comes to {} here",
        attested.by,
        attested.state.hex(),
        attested.tree.size,
        attested.as_of,
        here.hex()
    );
    for row in rows.iter().take(SHOWN_ROWS) {
        text.push_str(&format!("; {}", row.told()));
    }
    if rows.len() > SHOWN_ROWS {
        text.push_str(&format!("; and {} rows more", rows.len() - SHOWN_ROWS));
    }
    text
}

struct Working<'a> {
    folder: Folder,
    path: &'a Path,
    /// The case as it is opened, or why it is not.
    case: Result<Case, String>,
    states: BTreeMap<(u64, Instant), State>,
}

impl<'a> Working<'a> {
    fn new(path: &'a Path, record: &Path, code: u8) -> Self {
        let case = if code > 2 {
            Err("the record is not sound".to_owned())
        } else if record == path {
            Err("there is no agreement beside the record".to_owned())
        } else {
            Case::open(path).map_err(|cause| cause.to_string())
        };
        Working { folder: Folder::new(record), path, case, states: BTreeMap::new() }
    }

    fn compare(&mut self, attested: &Attested) -> Here {
        let case = match &self.case {
            Ok(case) => case,
            Err(reason) => return Here::Unknown(reason.clone()),
        };
        if case.rules != attested.rules {
            return Here::Unknown("the agreement here is another than the one that was judged by".to_owned());
        }
        let tree = case.recorded.as_ref().and_then(|record| record.tree(attested.tree.size).ok().flatten());
        if tree != Some(attested.tree) {
            return Here::Unknown("this record never had that tree".to_owned());
        }
        let Some(state) = self.state(attested.tree, attested.as_of) else {
            return Here::Unknown(format!("only the last {MOST_STATES} are"));
        };
        if state.hash() == attested.state {
            return Here::Same;
        }
        let there = attested.rows.and_then(|rows| self.folder.read(&blob_path(rows)).ok().flatten());
        let there = there.and_then(|bytes| String::from_utf8(bytes).ok());
        let there = there.and_then(|text| State::parse(&text)).filter(|there| there.hash() == attested.state);
        let rows = there.map(|there| state.differences(&there)).unwrap_or_default();
        Here::Differs { state: state.hash(), rows }
    }

    fn state(&mut self, tree: Head, as_of: Instant) -> Option<State> {
        let asked = (tree.size, as_of);
        if !self.states.contains_key(&asked) {
            if self.states.len() >= MOST_STATES {
                return None;
            }
            // A case that was cut holds no later facts any more, so each state has its own.
            let mut case = Case::open(self.path).ok()?;
            case.cut(tree.size);
            self.states.insert(asked, State::of(&case, tree, as_of));
        }
        self.states.get(&asked).cloned()
    }
}
