//! The proof of a verdict or a finding: a tree of statements in plain words, each with the rule that it applies and
//! the facts that it cites.

use std::fmt;

use armistice_facts::Name;
use serde::Serialize;

/// One step of a proof, and the steps it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// What is said, in plain words.
    pub statement: String,
    /// The rule applied.
    pub rule: Rule,
    /// The facts cited.
    pub facts: Vec<Name>,
    /// What it rests on.
    pub children: Vec<Proof>,
}

/// The rule that a step of a proof applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The article's own words, with their hash.
    Article,
    /// A choice of meaning on which the rest depends.
    Reading,
    /// What is in force for whom.
    Force,
    /// When it is due.
    Deadline,
    /// What a source says.
    Evidence,
    /// What the voices together are worth.
    Grade,
    /// The agreement's own rule of attestation.
    Attestation,
    /// What was inspected and what was not.
    Checklist,
    /// Evidence that can no longer carry what it was taken to show.
    Impeachment,
    /// A denial.
    Denial,
    /// Where it happened, with its margin.
    Place,
    /// What kind of thing it was.
    Class,
    /// When it happened.
    Time,
    /// Who acted.
    Attribution,
    /// An exception.
    Exception,
    /// A ruling of a body.
    Ruling,
    /// How much was watched.
    Coverage,
    /// How many.
    Count,
    /// The table that combines the grades.
    Verdict,
    /// What would change the answer.
    WouldChange,
}

impl Proof {
    /// A step that cites nothing.
    #[must_use]
    pub fn new(rule: Rule, statement: impl Into<String>) -> Self {
        Proof { statement: statement.into(), rule, facts: Vec::new(), children: Vec::new() }
    }

    /// The same, citing these facts.
    #[must_use]
    pub fn citing<'a>(mut self, facts: impl IntoIterator<Item = &'a Name>) -> Self {
        self.facts.extend(facts.into_iter().cloned());
        self
    }

    /// The same, resting on these steps.
    #[must_use]
    pub fn resting_on(mut self, children: impl IntoIterator<Item = Proof>) -> Self {
        self.children.extend(children);
        self
    }

    /// All facts cited anywhere in the tree, each once, in the order of their names.
    #[must_use]
    pub fn all_facts(&self) -> Vec<Name> {
        let mut facts = std::collections::BTreeSet::new();
        let mut open = vec![self];
        while let Some(proof) = open.pop() {
            facts.extend(proof.facts.iter().cloned());
            open.extend(&proof.children);
        }
        facts.into_iter().collect()
    }
}

impl fmt::Display for Proof {
    /// One line a step, indented by its depth.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut open = vec![(0_usize, self)];
        while let Some((depth, proof)) = open.pop() {
            write!(f, "{:indent$}{}", "", proof.statement, indent = depth * 2)?;
            if !proof.facts.is_empty() {
                let facts: Vec<&str> = proof.facts.iter().map(Name::as_str).collect();
                write!(f, " [{}]", facts.join(", "))?;
            }
            writeln!(f)?;
            open.extend(proof.children.iter().rev().map(|child| (depth + 1, child)));
        }
        Ok(())
    }
}
