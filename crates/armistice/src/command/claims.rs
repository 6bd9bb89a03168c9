//! `armistice claims`: a report read into claims, by the words of an agreement.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use armistice_reading::intake::{self, Hint, IntakeError};
use armistice_reading::{Declared, Lexicon, Reading, VERSION, WordsError};

use super::{Failure, Outcome};
use crate::arguments::{ClaimsArguments, ClaimsFormat};
use crate::case::{self, Source};
use crate::show;

/// Words of agreements that the program carries: short name and file.
const BUNDLED: [(&str, &str); 9] = [
    ("colombia-2016", include_str!("../../../../agreements/colombia-2016/colombia-2016.words.toml")),
    ("cyprus-1974", include_str!("../../../../agreements/cyprus-1974/cyprus-1974.words.toml")),
    ("gaza-2025", include_str!("../../../../agreements/gaza-2025/gaza-2025.words.toml")),
    ("jeddah-2023", include_str!("../../../../agreements/jeddah-2023/jeddah-2023.words.toml")),
    ("korea-2018", include_str!("../../../../agreements/korea-2018/korea-2018.words.toml")),
    ("lebanon-2024", include_str!("../../../../agreements/lebanon-2024/lebanon-2024.words.toml")),
    ("libya-2020", include_str!("../../../../agreements/libya-2020/libya-2020.words.toml")),
    ("minsk-2015", include_str!("../../../../agreements/minsk-2015/minsk-2015.words.toml")),
    ("undof-1974", include_str!("../../../../agreements/undof-1974/undof-1974.words.toml")),
];

/// Why a report cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum ClaimsError {
    /// The file of the report.
    #[error("cannot read `{}`: {cause}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// What it holds is no report.
    #[error("cannot take `{}` as a report: {cause}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: IntakeError,
    },
    /// The agreement has no words.
    #[error("there is no `{}`: write there by which words reports on the agreement are read (docs/reading.md tells the form)", .0.display())]
    NoWords(PathBuf),
    /// The words cannot be read.
    #[error("{name}: {cause}")]
    Words {
        /// Whose words.
        name: String,
        /// What is wrong.
        cause: WordsError,
    },
}

/// What a report was read as.
#[derive(Debug)]
pub(crate) struct Told {
    /// Whose words it was read by.
    pub(crate) words: String,
    /// What was read.
    pub(crate) reading: Reading,
}

/// Reads a report, shows its claims.
pub(crate) fn run(
    arguments: &ClaimsArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let bytes = bytes(&arguments.file)?;
    let hint = Hint { url: arguments.url.clone(), content_type: None, declared: declared(arguments) };
    let taken = intake::read(&bytes, &hint)
        .map_err(|cause| ClaimsError::Refused { path: arguments.file.clone(), cause })?;
    let repairs = [
        (taken.replaced, "byte is no text in its encoding", "bytes are no text in its encoding"),
        (taken.removed, "mark without a shape was taken out", "marks without a shape were taken out"),
    ];
    for (count, one, many) in repairs.into_iter().filter(|(count, ..)| *count > 0) {
        writeln!(talk, "note: {}: {}", arguments.file.display(), show::words::count(count, one, many))?;
    }
    let read = match &arguments.agreement {
        Some(path) => by_agreement(path, &taken.document)?,
        None => by_the_best(&taken.document)?,
    };
    let kept = |claim: &&armistice_reading::Claim| claim.confidence >= arguments.confidence;
    let claims: Vec<_> = read.reading.claims.iter().filter(kept).collect();
    match arguments.format {
        ClaimsFormat::Table => show::claims::table(&read.words, &read.reading.facts, &claims, out)?,
        ClaimsFormat::Json => {
            let view = show::claims::View {
                reader: VERSION,
                words: &read.words,
                facts: &read.reading.facts,
                claims: &claims,
            };
            serde_json::to_writer_pretty(&mut *out, &view)?;
            writeln!(out)?;
        }
        ClaimsFormat::Ndjson => {
            for claim in &claims {
                serde_json::to_writer(&mut *out, claim)?;
                writeln!(out)?;
            }
        }
    }
    if claims.is_empty() {
        writeln!(talk, "{}: nothing about the agreement was read in it", arguments.file.display())?;
    } else if read.reading.facts.published.is_none() {
        writeln!(
            talk,
            "note: the day of the report is not known, so `on Friday` has no date; give it with --published"
        )?;
    }
    Ok(Outcome::Fine)
}

fn bytes(path: &Path) -> Result<Vec<u8>, ClaimsError> {
    let mut bytes = Vec::new();
    // One byte more than is taken, so that a longer page is refused and not cut.
    let limit = u64::try_from(intake::PAGE_LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    let read = if path == Path::new("-") {
        std::io::stdin().take(limit).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    read.map_err(|cause| ClaimsError::Unreadable { path: path.to_owned(), cause })?;
    Ok(bytes)
}

/// What the command line and the name of the file tell of a report that does not tell it itself.
fn declared(arguments: &ClaimsArguments) -> Declared {
    let name = arguments.file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_day = |text: &&str| {
        text.chars()
            .enumerate()
            .all(|(at, letter)| if at == 4 || at == 7 { letter == '-' } else { letter.is_ascii_digit() })
    };
    let of_name = name.get(..10).filter(is_day).map(str::to_owned);
    Declared { published: arguments.published.clone().or(of_name), ..Declared::default() }
}

/// Reads by the words that stand beside an agreement file.
fn by_agreement(at: &Path, document: &armistice_reading::Document) -> Result<Told, Failure> {
    let source = Source::open(at)?;
    let file = source.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = file.strip_suffix(case::SUFFIX).unwrap_or(&file).to_owned();
    let path = source.path.with_file_name(format!("{name}.words.toml"));
    let own = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(ClaimsError::NoWords(path).into());
        }
        Err(cause) => return Err(ClaimsError::Unreadable { path, cause }.into()),
    };
    let lexicon = Lexicon::new(&[&own])
        .map_err(|cause| ClaimsError::Words { name: path.display().to_string(), cause })?;
    Ok(Told { words: name, reading: armistice_reading::read(&lexicon, document) })
}

/// Reads by the words of that bundled agreement by which most is read.
fn by_the_best(document: &armistice_reading::Document) -> Result<Told, ClaimsError> {
    let mut best: Option<Told> = None;
    for (name, words) in BUNDLED {
        let lexicon =
            Lexicon::new(&[words]).map_err(|cause| ClaimsError::Words { name: name.to_owned(), cause })?;
        let reading = armistice_reading::read(&lexicon, document);
        let linked = |reading: &Reading| {
            reading
                .claims
                .iter()
                .filter(|claim| !claim.topic.starts_with("topic:") && !claim.parties.is_empty())
                .count()
        };
        if best.as_ref().is_none_or(|other| linked(&reading) > linked(&other.reading)) {
            best = Some(Told { words: name.to_owned(), reading });
        }
    }
    Ok(best.unwrap_or(Told { words: String::new(), reading: Reading::default() }))
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
}
