//! The words that a report is read by: a base that ships, and over it the words of an agreement.
//!
//! A words file is TOML; `docs/reading.md` tells its form. Every noun and verb stands in it once, in its base form; the
//! other forms are made by rule. The longest run of words that is known wins, and may have several senses: which of them
//! is meant is for the grammar to say.

mod build;
mod file;
mod forms;
mod hangul;
mod pattern;
mod register;
mod source;
mod stems;
mod words;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::claim::{Bearing, Class};

pub(crate) use file::{ActorKind, Effect, Part, SpeechKind};
pub(crate) use forms::Form;
pub(crate) use hangul::ends_in;
use pattern::Patterns;
pub(crate) use pattern::Word;
pub use register::Register;
pub use source::{Reliability, Source};
use stems::Stems;

/// The base lexicon that ships.
const BASE: &str = include_str!("../words/base.toml");

/// The base, read once: an agreement's words are put over a copy of it.
static READY: LazyLock<Result<build::Building, WordsError>> = LazyLock::new(|| {
    let mut building = build::Building::default();
    building.add(0, BASE)?;
    Ok(building)
});

/// The words that a report is read by.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    pub(crate) actors: Vec<Actor>,
    pub(crate) roles: Vec<Role>,
    pub(crate) joints: Vec<Option<String>>,
    pub(crate) places: Vec<Place>,
    pub(crate) units: Vec<String>,
    pub(crate) acts: Vec<Act>,
    pub(crate) links: Vec<Link>,
    pub(crate) agreement: Agreement,
    register: Register,
    patterns: Patterns,
    korean: Stems,
}

/// What is wrong with a words file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WordsError {
    /// It is no words file.
    #[error("words file {file}, {place}: {cause}")]
    Form {
        /// Which of the files, counted from 1; 0 is the base.
        file: usize,
        /// Line and column.
        place: String,
        /// What is wrong there.
        cause: String,
    },
    /// A link names a unit or place that is not declared.
    #[error("words file {file}: the link to `{topic}` names `{name}`, which no {kind} of that id declares")]
    Unknown {
        /// Which of the files, counted from 1.
        file: usize,
        /// The link.
        topic: String,
        /// What it names.
        name: String,
        /// `unit` or `place`.
        kind: &'static str,
    },
    /// One verb stands for two acts of one file.
    #[error("words file {file}: `{verb}` stands for {one} and for {other}")]
    Twice {
        /// Which of the files, counted from 1; 0 is the base.
        file: usize,
        /// The verb.
        verb: String,
        /// The one act.
        one: String,
        /// The other.
        other: String,
    },
}

/// Whom the reports name.
#[derive(Debug, Clone)]
pub(crate) struct Actor {
    pub(crate) id: String,
    pub(crate) is: Option<String>,
    pub(crate) kind: ActorKind,
    pub(crate) organs: BTreeMap<String, String>,
}

/// A noun that names an organ.
#[derive(Debug, Clone)]
pub(crate) struct Role {
    pub(crate) organ: String,
    pub(crate) default: String,
    pub(crate) person: Option<String>,
}

/// A place.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) id: String,
}

/// What can be claimed.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    pub(crate) class: Class,
    pub(crate) action: String,
    pub(crate) needs: Vec<String>,
    pub(crate) needs_actor: bool,
    pub(crate) needs_object: bool,
    pub(crate) undergone: bool,
    pub(crate) korean_needs: Vec<String>,
    /// Which words file: 0 is the base.
    pub(crate) rank: usize,
}

/// Which provision a claim speaks to.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) topic: String,
    pub(crate) norms: Vec<String>,
    pub(crate) class: Vec<Class>,
    pub(crate) action: Vec<String>,
    pub(crate) units: Vec<String>,
    pub(crate) places: Vec<String>,
    pub(crate) words: Vec<String>,
    pub(crate) actors: Vec<String>,
    pub(crate) bearing: Bearing,
    pub(crate) from: Option<String>,
}

/// The agreement.
#[derive(Debug, Clone, Default)]
pub(crate) struct Agreement {
    pub(crate) id: String,
    pub(crate) parties: Vec<String>,
    pub(crate) offset: String,
    /// The day from which it holds: `since the truce`.
    pub(crate) holds: Option<String>,
}

/// What a run of words may mean. Numbers are places in the lists of the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    Actor(u16),
    Own(u16),
    People(u16),
    Capital(u16),
    Role(u16),
    Joint(u16),
    Agreement,
    Place(u16),
    Unit(u16),
    Act(u16, Form),
    ActNoun(u16),
    Speech(SpeechKind, Form),
    SpeechNoun(SpeechKind),
    Control(Effect, Form),
    Verb(Form),
    /// A word that no list holds and that ends as a verb does.
    Guess(Form),
    Part(Part),
    Support(Form),
    Stop,
}

/// A run of words that is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'l> {
    /// How many words.
    pub(crate) words: usize,
    /// What they may mean.
    pub(crate) senses: &'l [Sense],
}

impl Lexicon {
    /// The base, and over it the words files of an agreement, the later over the earlier.
    ///
    /// # Errors
    /// [`WordsError`] with the place of what is wrong.
    pub fn new(files: &[&str]) -> Result<Self, WordsError> {
        let mut building = READY.clone()?;
        for (file, text) in (1..).zip(files) {
            building.add(file, text)?;
        }
        building.finish()
    }

    /// What is known of sources beside their names.
    #[must_use]
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// A word of a text as runs are looked up by; its letters lowered and as written.
    pub(crate) fn word(&self, lower: &str, text: &str) -> Word {
        self.patterns.word(lower, text)
    }

    /// The longest known run at the head of these words.
    pub(crate) fn longest(&self, words: &[Word]) -> Option<Found<'_>> {
        crate::work::steps(1);
        self.patterns.longest(words)
    }

    /// The Korean stems that a text begins with, the shortest first: the length of each in bytes, and what it means.
    pub(crate) fn korean_stems(&self, text: &str) -> impl Iterator<Item = (usize, &[Sense])> {
        self.korean.at_head(text)
    }

    pub(crate) fn actor(&self, index: u16) -> Option<&Actor> {
        self.actors.get(usize::from(index))
    }

    pub(crate) fn act(&self, index: u16) -> Option<&Act> {
        self.acts.get(usize::from(index))
    }

    pub(crate) fn unit(&self, index: u16) -> Option<&str> {
        self.units.get(usize::from(index)).map(String::as_str)
    }

    pub(crate) fn place(&self, index: u16) -> Option<&Place> {
        self.places.get(usize::from(index))
    }

    /// What the agreement calls the party of an id.
    pub(crate) fn party_named(&self, party: &str) -> Option<&str> {
        self.actors.iter().find(|actor| actor.id == party)?.is.as_deref()
    }

    /// What the owner of an id is.
    pub(crate) fn kind_of(&self, id: &str) -> Option<ActorKind> {
        let of = |id: &str| self.actors.iter().find(|actor| actor.id == id).map(|actor| actor.kind);
        let own = of(id);
        let of_party = || of(id.split('.').next().unwrap_or_default());
        match own {
            Some(ActorKind::Person) | None => of_party().or(own),
            other => other,
        }
    }

    /// All parties of the agreement together.
    pub(crate) fn all_parties(&self) -> String {
        let parties = self.agreement.parties.iter().filter(|id| self.kind_of(id) == Some(ActorKind::Party));
        parties.map(String::as_str).collect::<Vec<_>>().join("+")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_is_in_order() {
        Lexicon::new(&[]).unwrap();
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let told = |text: &str| Lexicon::new(&[text]).unwrap_err().to_string();
        insta::assert_snapshot!(told("[[actor]]\nid = \"A\"\nnmes = []\n"));
        insta::assert_snapshot!(told("[[link]]\ntopic = \"a:1\"\nunits = [\"gate\"]\n"));
    }
}
