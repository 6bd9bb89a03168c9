//! What voices say of norms, and do not say: beside the verdicts, and not weighed.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::text::indented;
use crate::claims::sayings::{Kind, Saying};
use crate::claims::wording::count;

/// A line a norm, at the foot of the table of verdicts.
pub(crate) fn foot(sayings: &[Saying], out: &mut dyn Write) -> io::Result<()> {
    if sayings.is_empty() {
        return Ok(());
    }
    let mut norms: BTreeMap<&str, Vec<&Saying>> = BTreeMap::new();
    for saying in sayings {
        norms.entry(&saying.norm).or_default().push(saying);
    }
    writeln!(
        out,
        "\nsaid in reports, and accepted by a person as said; explain NORM/BEARER shows the words"
    )?;
    for (norm, said) in norms {
        let many = |kind: Kind, one: &str, more: &str| {
            let number = said.iter().filter(|saying| saying.kind == kind).count();
            (number > 0).then(|| count(number, one, more))
        };
        let parts: Vec<String> = [
            many(Kind::Told, "telling", "tellings"),
            many(Kind::Denied, "denial", "denials"),
            many(Kind::ToCome, "word on what is to come", "words on what is to come"),
            many(Kind::Unanswered, "answer refused or left out", "answers refused or left out"),
            many(Kind::ChangeOfStory, "change of story", "changes of story"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let silent =
            said.iter().filter(|saying| saying.kind == Kind::Silence).map(|saying| saying.text.clone());
        let line = std::iter::once(parts.join(", ")).chain(silent).collect::<Vec<_>>().join("; ");
        write!(out, "{}", indented(&format!("{norm}: {line}"), 2))?;
    }
    Ok(())
}

/// All that is said of one norm.
pub(crate) fn of_norm(sayings: &[Saying], out: &mut dyn Write) -> io::Result<()> {
    if sayings.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nsaid in reports, and accepted by a person as said; not weighed by itself")?;
    for saying in sayings {
        let fact = saying.fact.as_ref().map(|fact| format!(" [{fact}]")).unwrap_or_default();
        write!(out, "{}", indented(&format!("{}{fact}", saying.text), 2))?;
    }
    Ok(())
}
