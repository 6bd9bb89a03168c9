//! The gold reading of a report: what a person found in it, and what must not be found.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One line of a gold file that names a span: a claim, or what must yield nothing.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) tier: String,
    #[serde(default)]
    pub(crate) zone: String,
    #[serde(default)]
    pub(crate) quote: String,
    #[serde(default)]
    pub(crate) byte: [usize; 2],
    #[serde(default)]
    pub(crate) actor: String,
    #[serde(default)]
    pub(crate) class: String,
    #[serde(default)]
    pub(crate) quantity: Option<Quantity>,
    #[serde(default)]
    pub(crate) place: Option<Mention>,
    #[serde(default)]
    pub(crate) date: Option<Span>,
    #[serde(default)]
    pub(crate) attribution: Vec<Voice>,
    #[serde(default)]
    pub(crate) modality: String,
    #[serde(default)]
    pub(crate) polarity: String,
    #[serde(default)]
    pub(crate) topic: String,
    #[serde(default)]
    pub(crate) also_at: Vec<Also>,
    #[serde(default)]
    pub(crate) accept: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(crate) note: String,
}

/// How many; `value` is a number, a pair, or nothing.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Quantity {
    #[serde(default)]
    pub(crate) value: Value,
    #[serde(default)]
    pub(crate) unit: String,
    #[serde(default)]
    pub(crate) op: String,
    #[serde(default)]
    pub(crate) text: Option<String>,
}

/// A place, by id and by its words.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Mention {
    #[serde(default)]
    pub(crate) id: Option<String>,
    #[serde(default)]
    pub(crate) text: Option<String>,
}

/// From when until when.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Span {
    pub(crate) from: String,
    pub(crate) to: String,
    #[serde(default)]
    pub(crate) certainty: String,
}

/// A speaker.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Voice {
    pub(crate) source: String,
}

/// Other words that say the same.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Also {
    pub(crate) byte: [usize; 2],
}

/// The first line: the report as a whole.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub(crate) struct Doc {
    pub(crate) published: String,
    pub(crate) timezone: String,
    #[serde(default)]
    pub(crate) language: String,
}

/// A gold reading: claims and what must yield nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gold {
    pub(crate) doc: Doc,
    pub(crate) claims: Vec<Line>,
    pub(crate) nothing: Vec<Line>,
}

impl Gold {
    /// Reads a gold file; the error names the line.
    pub(crate) fn parse(jsonl: &str) -> Result<Self, String> {
        let mut gold = Gold::default();
        for (number, line) in jsonl.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let place = |error: serde_json::Error| format!("line {}: {error}", number + 1);
            if line.contains("\"_doc\"") {
                gold.doc = serde_json::from_str(line).map_err(place)?;
                continue;
            }
            let line: Line = serde_json::from_str(line).map_err(place)?;
            if line.tier == "nothing" {
                gold.nothing.push(line);
            } else {
                gold.claims.push(line.with_notes());
            }
        }
        Ok(gold)
    }

    /// Minutes between local time and UTC, by the first line (`+09:00 for events in Korea`).
    pub(crate) fn offset(&self) -> i64 {
        crate::time::offset(self.doc.timezone.get(..6).unwrap_or("+00:00")).unwrap_or(0)
    }
}

impl Line {
    /// Two notes of the annotator widen what is right.
    fn with_notes(mut self) -> Self {
        if self.note.contains("either reading is accepted") {
            self.accept.entry("attribution".to_owned()).or_default().push("any".to_owned());
        }
        if let Some((before, _)) = self.note.split_once(" too:")
            && let Some((_, topic)) = before.rsplit_once("accept ")
        {
            self.accept.entry("topic".to_owned()).or_default().push(topic.to_owned());
        }
        self
    }

    /// Whether the field may also have this answer.
    pub(crate) fn accepts(&self, field: &str, mut right: impl FnMut(&str) -> bool) -> bool {
        self.accept
            .get(field)
            .is_some_and(|answers| answers.iter().any(|answer| answer == "any" || right(answer)))
    }

    /// All spans that say it: the quote first.
    pub(crate) fn spans(&self) -> impl Iterator<Item = [usize; 2]> + '_ {
        std::iter::once(self.byte).chain(self.also_at.iter().map(|also| also.byte))
    }
}
