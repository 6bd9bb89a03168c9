//! What the words files know of sources beside their names: what the agreement calls them, how reliable they are held, which of
//! them are independent of each other, and whose silence is looked for.

use std::collections::BTreeMap;

use super::file::File;
use super::source::{Reliability, Source};
use crate::origins::Independence;

/// All that the words files of an agreement know of sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    called: BTreeMap<String, String>,
    zones: BTreeMap<String, String>,
    sources: BTreeMap<String, Source>,
}

impl Register {
    /// Adds what one more file says; of one source the later file is taken.
    pub(super) fn add(&mut self, file: &File) {
        let called = file.actor.iter().filter_map(|actor| Some((actor.id.clone(), actor.is.clone()?)));
        self.called.extend(called);
        let zones = file.place.iter().filter_map(|place| Some((place.id.clone(), place.zone.clone()?)));
        self.zones.extend(zones);
        self.sources.extend(file.source.iter().map(|source| (source.id.clone(), source.clone())));
    }

    /// What the agreement calls a source or what it is an organ of: `ROK` for `KR.JCS`.
    #[must_use]
    pub fn called(&self, id: &str) -> Option<&str> {
        wholes(id).find_map(|whole| self.called.get(whole)).map(String::as_str)
    }

    /// The zone or line of the agreement that a place is.
    #[must_use]
    pub fn zone(&self, place: &str) -> Option<&str> {
        self.zones.get(place).map(String::as_str)
    }

    /// How reliable a source is held.
    #[must_use]
    pub fn reliability(&self, id: &str) -> Reliability {
        let known = |whole: &str| self.sources.get(whole).and_then(|source| source.reliability);
        wholes(id).find_map(known).unwrap_or_default()
    }

    /// Which sources are declared independent of each other.
    #[must_use]
    pub fn independence(&self) -> Independence {
        let pairs = self.sources.values().flat_map(|source| {
            source.independent_of.iter().map(|other| (source.id.as_str(), other.as_str()))
        });
        pairs.fold(Independence::new(), |declared, (one, other)| declared.with(one, other))
    }

    /// The sources whose silence is looked for, in the order of their ids.
    pub fn monitored(&self) -> impl Iterator<Item = &Source> {
        self.sources.values().filter(|source| source.monitored)
    }
}

/// `KR.JCS.officer`, `KR.JCS`, `KR`.
fn wholes(id: &str) -> impl Iterator<Item = &str> {
    fn shorter<'id>(part: &&'id str) -> Option<&'id str> {
        part.rsplit_once('.').map(|(whole, _)| whole)
    }
    std::iter::successors(Some(id), shorter)
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::*;

    const WORDS: &str = r#"
[[actor]]
id = "KR"
is = "ROK"
[[actor]]
id = "KR.JCS"
[[actor]]
id = "UNC"
is = "UNC"
[[place]]
id = "line:mdl"
zone = "MDL"
names = ["MDL"]
[[source]]
id = "KR"
reliability = "C"
[[source]]
id = "UNC"
reliability = "B"
independent-of = ["KR"]
[[source]]
id = "KP.MEDIA"
monitored = true
outlets = ["kcna"]
"#;

    #[test]
    fn what_holds_of_a_source_holds_of_its_organs() {
        let words = Lexicon::new(&[WORDS]).unwrap();
        let register = words.register();
        assert_eq!((register.called("KR.JCS.officer"), register.called("XX")), (Some("ROK"), None));
        assert_eq!(register.reliability("KR.JCS"), Reliability::C);
        assert_eq!(register.reliability("unnamed:critics"), Reliability::F);
        assert_eq!(register.zone("line:mdl"), Some("MDL"));
        assert!(register.independence().between("UNC", "KR.JCS"));
        assert!(!register.independence().between("UNC", "KP"));
        assert_eq!(register.monitored().map(|source| source.id.as_str()).collect::<Vec<_>>(), ["KP.MEDIA"]);
    }

    #[test]
    fn a_letter_that_is_no_grade_is_refused_with_its_place() {
        let error = Lexicon::new(&["[[source]]\nid = \"KR\"\nreliability = \"G\"\n"]).unwrap_err();
        assert!(error.to_string().contains("line 3"), "{error}");
    }
}
