//! The words by which reports on an agreement are read: the file beside it, the blocks `words` in it, or, for a report of which
//! nobody says what it is about, the words of each agreement that the program carries.

use std::path::PathBuf;

use armistice_reading::mentions::{Named, mentions};
use armistice_reading::{Document, Lexicon, Reading, WordsError};
use armistice_terms::model::Agreement;

use crate::case::{self, Source};

/// Words of agreements that the program carries: short name and file.
const BUNDLED: [(&str, &str); 9] = [
    ("colombia-2016", include_str!("../../../agreements/colombia-2016/colombia-2016.words.toml")),
    ("cyprus-1974", include_str!("../../../agreements/cyprus-1974/cyprus-1974.words.toml")),
    ("gaza-2025", include_str!("../../../agreements/gaza-2025/gaza-2025.words.toml")),
    ("jeddah-2023", include_str!("../../../agreements/jeddah-2023/jeddah-2023.words.toml")),
    ("korea-2018", include_str!("../../../agreements/korea-2018/korea-2018.words.toml")),
    ("lebanon-2024", include_str!("../../../agreements/lebanon-2024/lebanon-2024.words.toml")),
    ("libya-2020", include_str!("../../../agreements/libya-2020/libya-2020.words.toml")),
    ("minsk-2015", include_str!("../../../agreements/minsk-2015/minsk-2015.words.toml")),
    ("undof-1974", include_str!("../../../agreements/undof-1974/undof-1974.words.toml")),
];

/// Why there are no words to read by.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum WordbookError {
    /// The agreement has no words.
    #[error("there is no `{}`, and no block `words` in the agreement: write there by which words reports on it are read (docs/reading.md tells the form)", .0.display())]
    None(PathBuf),
    /// The file of words.
    #[error("cannot read `{}`: {cause}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The words cannot be read.
    #[error("{name}: {cause}")]
    Words {
        /// Whose words.
        name: String,
        /// What is wrong.
        cause: WordsError,
    },
}

/// Words of one agreement.
#[derive(Debug)]
pub(crate) struct Wordbook {
    /// The short name of the agreement.
    pub(crate) name: String,
    /// The words, over the base.
    pub(crate) lexicon: Lexicon,
}

impl Wordbook {
    /// The base words alone are not needed where there is nothing to read.
    pub(crate) fn empty() -> Self {
        Wordbook { name: String::new(), lexicon: Lexicon::default() }
    }
}

/// One piece of words, and where it stands.
#[derive(Debug)]
struct Piece {
    /// The file.
    place: String,
    /// The line before its first.
    above: usize,
    /// The words.
    text: String,
}

/// The short name of an agreement: that of its file.
pub(crate) fn name(source: &Source) -> String {
    let file = source.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    file.strip_suffix(case::SUFFIX).unwrap_or(&file).to_owned()
}

/// The words of an agreement.
pub(crate) fn of(source: &Source) -> Result<Wordbook, WordbookError> {
    let name = name(source);
    let pieces = pieces(source)?;
    if pieces.is_empty() {
        return Err(WordbookError::None(source.path.with_file_name(format!("{name}.words.toml"))));
    }
    let lexicon = lexicon(&pieces)?;
    Ok(Wordbook { name, lexicon })
}

fn lexicon(pieces: &[Piece]) -> Result<Lexicon, WordbookError> {
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
    Lexicon::new(&texts).map_err(|cause| {
        let at = |file: usize| file.checked_sub(1).and_then(|at| pieces.get(at));
        let piece = match &cause {
            WordsError::Form { file, .. }
            | WordsError::Unknown { file, .. }
            | WordsError::Twice { file, .. } => at(*file),
            _ => None,
        };
        let name = match piece {
            Some(Piece { place, above: 0, .. }) => place.clone(),
            Some(Piece { place, above, .. }) => format!("{place}, in the block `words` below line {above}"),
            None => "the base words".to_owned(),
        };
        WordbookError::Words { name, cause }
    })
}

/// The file beside the agreement, then the blocks of the agreement in their order: a later piece goes before an earlier one.
fn pieces(source: &Source) -> Result<Vec<Piece>, WordbookError> {
    let path = source.path.with_file_name(format!("{}.words.toml", name(source)));
    let mut pieces = Vec::new();
    match std::fs::read_to_string(&path) {
        Ok(text) => pieces.push(Piece { place: path.display().to_string(), above: 0, text }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(cause) => return Err(WordbookError::Unreadable { path, cause }),
    }
    let blocks = blocks(&source.text);
    pieces.extend(blocks.into_iter().map(|(above, text)| Piece {
        place: source.path.display().to_string(),
        above,
        text,
    }));
    Ok(pieces)
}

/// The blocks `words` of a Markdown text, each with the number of the line that opens it.
pub(crate) fn blocks(text: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    // The fence that is open, and whether it holds words.
    let mut open: Option<(&str, bool)> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let bare = line.trim();
        let marks = bare.trim_start_matches('`');
        let fence = bare.get(..bare.len() - marks.len()).unwrap_or_default();
        match open {
            Some((with, _)) if fence.len() >= with.len() && marks.is_empty() => open = None,
            Some((_, true)) => {
                if let Some((_, words)) = found.last_mut() {
                    words.push_str(line);
                    words.push('\n');
                }
            }
            Some(_) => {}
            None if fence.len() >= 3 => {
                let holds = marks.split_whitespace().next() == Some("words");
                if holds {
                    found.push((number, String::new()));
                }
                open = Some((fence, holds));
            }
            None => {}
        }
    }
    found
}

/// What is wrong with the words of an agreement, each with its place and its mend; nothing where it has no words.
pub(crate) fn problems(source: &Source, agreement: &Agreement) -> Result<Vec<String>, WordbookError> {
    let pieces = pieces(source)?;
    let mut problems = Vec::new();
    if let Err(error) = lexicon(&pieces) {
        problems.push(error.to_string());
    }
    let is_place = |name: &str| {
        let geometry = &agreement.geometry;
        geometry.zones.iter().any(|zone| zone.name == *name)
            || geometry.lines.iter().any(|line| line.name == *name)
            || geometry.points.iter().any(|point| point.name == *name)
    };
    let is_actor = |name: &str| {
        agreement.party(name).is_some() || agreement.bodies.iter().any(|body| body.name == *name)
    };
    for piece in &pieces {
        for mention in mentions(&piece.text) {
            let name = mention.name.as_str();
            let (is_known, kind, mend) = match mention.named {
                Named::Norm => (agreement.norm(name).is_some(), "norm", "name the label of a norm"),
                Named::Actor => {
                    (is_actor(name), "party or body", "name one of the agreement, or leave `is` out")
                }
                Named::Place => {
                    (is_place(name), "zone, line or point", "name one of the agreement, or leave `zone` out")
                }
            };
            if !is_known {
                let line = piece.above + mention.line;
                problems.push(format!(
                    "{}:{line}: the agreement has no {kind} `{name}`\n  help: {mend}",
                    piece.place
                ));
            }
        }
    }
    Ok(problems)
}

/// How many links the words of an agreement have to its norms; nothing where it has no words.
pub(crate) fn linked(source: &Source) -> Option<usize> {
    let pieces = pieces(source).ok().filter(|pieces| !pieces.is_empty())?;
    let norms: std::collections::BTreeSet<String> = pieces
        .iter()
        .flat_map(|piece| mentions(&piece.text))
        .filter(|mention| mention.named == Named::Norm)
        .map(|mention| mention.name)
        .collect();
    Some(norms.len())
}

/// Reads a report by the words of that bundled agreement by which most is read.
pub(crate) fn by_the_best(document: &Document) -> Result<(Wordbook, Reading), WordbookError> {
    let mut best: Option<(usize, Wordbook, Reading)> = None;
    for (name, words) in BUNDLED {
        let lexicon =
            Lexicon::new(&[words]).map_err(|cause| WordbookError::Words { name: name.to_owned(), cause })?;
        let reading = armistice_reading::read(&lexicon, document);
        let linked = linked_claims(&reading);
        if best.as_ref().is_none_or(|(most, ..)| linked > *most) {
            best = Some((linked, Wordbook { name: name.to_owned(), lexicon }, reading));
        }
    }
    let nothing = || (Wordbook::empty(), Reading::default());
    Ok(best.map_or_else(nothing, |(_, words, reading)| (words, reading)))
}

fn linked_claims(reading: &Reading) -> usize {
    let is_linked =
        |claim: &&armistice_reading::Claim| !claim.topic.starts_with("topic:") && !claim.parties.is_empty();
    reading.claims.iter().filter(is_linked).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_every_agreement_are_in_order() {
        for (name, words) in BUNDLED {
            Lexicon::new(&[words]).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }

    #[test]
    fn blocks_of_words_are_found_and_others_are_not() {
        let text = "# A\n\n```words\n[[unit]]\nid = \"x\"\n```\n\n````md\n```words\nno\n```\n````\n\n  ```words more\n[a]\n  ```\n";
        assert_eq!(blocks(text), [(3, "[[unit]]\nid = \"x\"\n".to_owned()), (14, "[a]\n".to_owned())]);
    }
}
