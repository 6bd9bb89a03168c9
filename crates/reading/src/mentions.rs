//! What a words file names of the agreement beside which it stands: norms, parties and bodies, zones and lines, each with its
//! place in the file, so that whoever knows the agreement can say which of them it does not have.

use serde::Deserialize;
use toml::Spanned;

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// The label of a norm, in the `norms` of a link.
    Norm,
    /// A party or a body, in the `is` of an actor.
    Actor,
    /// A zone, a line or a point, in the `zone` of a place.
    Place,
}

/// Where it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What kind of thing.
    pub named: Named,
    /// Its name.
    pub name: String,
    /// The line, counted from 1.
    pub line: usize,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Words {
    link: Vec<Link>,
    actor: Vec<Actor>,
    place: Vec<Place>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Link {
    norms: Vec<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Actor {
    is: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Place {
    zone: Option<Spanned<String>>,
}

/// What a words file names, in the order of the file; nothing where it cannot be read, which [`crate::Lexicon::new`] tells.
#[must_use]
pub fn mentions(text: &str) -> Vec<Mention> {
    let Ok(words) = toml::from_str::<Words>(text) else { return Vec::new() };
    let norms = words.link.into_iter().flat_map(|link| link.norms).map(|name| (Named::Norm, name));
    let actors = words.actor.into_iter().filter_map(|actor| actor.is).map(|name| (Named::Actor, name));
    let places = words.place.into_iter().filter_map(|place| place.zone).map(|name| (Named::Place, name));
    let mut found: Vec<(usize, Mention)> = norms
        .chain(actors)
        .chain(places)
        .map(|(named, name)| {
            let start = name.span().start;
            let line = text.get(..start).map_or(0, |before| before.matches('\n').count()) + 1;
            (start, Mention { named, name: name.into_inner(), line })
        })
        .collect();
    found.sort_by_key(|(start, _)| *start);
    found.into_iter().map(|(_, mention)| mention).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_its_line() {
        let text = "[[actor]]\nid = \"KP\"\nis = \"DPRK\"\n\n[[link]]\ntopic = \"a:1\"\nnorms = [\"one\",\n  \"two\"]\n";
        let found: Vec<_> = mentions(text).into_iter().map(|one| (one.named, one.name, one.line)).collect();
        assert_eq!(
            found,
            [
                (Named::Actor, "DPRK".to_owned(), 3),
                (Named::Norm, "one".to_owned(), 7),
                (Named::Norm, "two".to_owned(), 8)
            ]
        );
    }

    #[test]
    fn what_is_no_words_file_names_nothing() {
        assert!(mentions("[[link").is_empty());
    }
}
