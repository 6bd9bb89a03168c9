//! The passages that `armistice watch` has told, each as it was told last.

use std::collections::BTreeMap;
use std::sync::Arc;

use armistice_facts::Instant;
use serde::{Deserialize, Serialize, Serializer};

use super::tracks::Window;

/// So many passages are kept; the oldest told give way.
const MOST_PASSAGES: usize = 50_000;
/// A line is not longer than this, in bytes; what watch writes has some hundreds.
const LONGEST_LINE: usize = 16 << 10;

/// One passage, with where it was told.
#[derive(Debug, Clone, Serialize)]
pub(in crate::page) struct Heard {
    /// The file and the number of the passage in it.
    pub(in crate::page) id: String,
    pub(in crate::page) revision: u32,
    /// `holds`, `open-at-end` or `withdrawn`.
    standing: Standing,
    #[serde(flatten)]
    pub(in crate::page) passage: Passage,
}

/// Several, as they are.
pub(in crate::page) fn several<S: Serializer>(
    heard: &[Arc<Heard>],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(heard.iter().map(AsRef::as_ref))
}

/// What became of a passage (schemas/watch.schema.json).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Standing {
    Holds,
    OpenAtEnd,
    Withdrawn,
}

/// A passage as watch writes it (schemas/passage.schema.json).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::page) struct Passage {
    kind: Kind,
    pub(in crate::page) object: String,
    zone: Option<String>,
    line: Option<String>,
    norm: Option<String>,
    pub(in crate::page) time: Instant,
    interpolated: bool,
    lon: f64,
    lat: f64,
    margin_m: f64,
    certainty: Certainty,
    direction: Option<String>,
    from: Option<Instant>,
    to: Option<Instant>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Enter,
    Leave,
    Cross,
    Stay,
    Gap,
    Jump,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Certainty {
    Certain,
    Undetermined,
}

#[derive(Debug, Deserialize)]
struct Line {
    event: String,
    #[serde(default)]
    number: u64,
    #[serde(default)]
    revision: u32,
    standing: Option<Standing>,
    passage: Option<Passage>,
}

/// All passages, by when they were first told.
#[derive(Debug, Clone, Default)]
pub(in crate::page) struct Passages {
    by_id: BTreeMap<String, u64>,
    in_order: BTreeMap<u64, Arc<Heard>>,
    next: u64,
    /// Lines that are none.
    pub(in crate::page) set_aside: usize,
}

impl Passages {
    /// Takes a line of a file; the passage that it tells.
    pub(super) fn take(&mut self, file: &str, line: &str) -> Option<Arc<Heard>> {
        if line.trim().is_empty() {
            return None;
        }
        let read = (line.len() <= LONGEST_LINE).then(|| serde_json::from_str::<Line>(line).ok()).flatten();
        let Some(read) = read else {
            self.set_aside += 1;
            return None;
        };
        // Watch tells other things, too: who is inside, who dwells.
        let (standing, passage) = read.standing.zip(read.passage).filter(|_| read.event == "passage")?;
        let id = format!("{file}#{}", read.number);
        let heard = Arc::new(Heard { id: id.clone(), revision: read.revision, standing, passage });
        let place = *self.by_id.entry(id).or_insert_with(|| {
            self.next += 1;
            self.next
        });
        self.in_order.insert(place, Arc::clone(&heard));
        if self.in_order.len() > MOST_PASSAGES
            && let Some((_, oldest)) = self.in_order.pop_first()
        {
            self.by_id.remove(&oldest.id);
        }
        Some(heard)
    }

    /// How many there are.
    pub(in crate::page) fn len(&self) -> usize {
        self.in_order.len()
    }

    /// Those of the window, the newest first.
    pub(in crate::page) fn within(&self, window: Window) -> Vec<&Arc<Heard>> {
        let is_in = |heard: &&Arc<Heard>| {
            let passage = &heard.passage;
            passage.from.unwrap_or(passage.time) <= window.to && window.from <= passage.time
        };
        let mut found: Vec<_> = self.in_order.values().filter(is_in).collect();
        found.sort_by(|one, other| (other.passage.time, &other.id).cmp(&(one.passage.time, &one.id)));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"event":"passage","number":1,"revision":1,"standing":"holds","confirmed":false,"passage":{"kind":"enter","object":"100","zone":"square","line":null,"norm":null,"time":"2020-06-01T12:00:24Z","interpolated":true,"lon":0.0,"lat":0.05,"height_m":null,"margin_m":0.0,"certainty":"undetermined","direction":null,"from":null,"to":null,"fixes":null,"source":"-"}}"#;

    #[test]
    fn what_is_told_anew_takes_the_place_of_itself() {
        let mut passages = Passages::default();
        assert!(passages.take("a", LINE).is_some());
        let anew = LINE.replace("\"revision\":1", "\"revision\":2").replace("holds", "withdrawn");
        assert_eq!(passages.take("a", &anew).unwrap().revision, 2);
        assert_eq!(passages.len(), 1);
        // The same number of another run is another passage.
        assert!(passages.take("b", LINE).is_some());
        assert_eq!(passages.len(), 2);
        let whole = Window { from: Instant::EPOCH, to: Instant::EPOCH.plus_millis(i64::MAX) };
        assert_eq!(passages.within(whole).len(), 2);
        assert_eq!(passages.within(Window { from: whole.from, to: whole.from }).len(), 0);
    }

    #[test]
    fn what_is_no_passage_is_counted_or_passed_over() {
        let mut passages = Passages::default();
        for (line, set_aside) in [
            ("", 0),
            (r#"{"event":"inside","object":"1","zone":"z","time":"2020-06-01T12:00:00Z"}"#, 0),
            ("{", 1),
            ("null", 2),
            (&"[".repeat(100_000), 3),
        ] {
            assert!(passages.take("a", line).is_none());
            assert_eq!(passages.set_aside, set_aside, "{line:.40}");
        }
    }
}
