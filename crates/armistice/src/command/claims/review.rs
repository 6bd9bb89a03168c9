//! A person goes through the claims that wait, line by line: the same at a terminal and from a file.

use std::io::{BufRead, Write};

use armistice_facts::Name;
use armistice_reading::Claim;

use super::ClaimsError;
use super::opened::Opened;
use crate::arguments::ClaimsArguments;
use crate::claims::corrections::{Choices, Correction, FIELDS, correct};
use crate::claims::deciding::{Answer, Person};
use crate::claims::decision::{Decided, Decision, Journal};
use crate::claims::effect::Bench;
use crate::claims::fact::Made;
use crate::claims::queue::{Before, Pending};
use crate::command::{Failure, Outcome};
use crate::show;

const HELP: &str = "a [REASON]     accept it as it stands, or as it was put right\n\
                    c FIELD=VALUE  put a field right; several in several lines\n\
                    r REASON       reject it\n\
                    s              leave it for later\n\
                    q              end";

/// What came of one claim.
enum Step {
    Next,
    End,
}

/// A person at the claims of a case, line by line.
struct Sitting<'a> {
    person: Person,
    lines: &'a mut dyn BufRead,
    out: &'a mut dyn Write,
    talk: &'a mut dyn Write,
    decided: usize,
}

/// Goes through the waiting claims.
pub(super) fn run(
    arguments: &ClaimsArguments,
    lines: &mut dyn BufRead,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let mut opened = Opened::new(arguments, talk)?;
    let person = person(arguments, &opened)?;
    let mut journal = std::mem::take(&mut opened.journal);
    let (desk, mut bench) = (opened.desk(), opened.bench());
    let pending = desk.pending(&journal, &mut bench, arguments.deciding.all);
    let differences = desk.differences(&journal);
    show::queue::differences(&differences, out)?;
    let many = pending.len();
    let mut sitting = Sitting { person, lines, out, talk, decided: 0 };
    for (number, one) in (1..).zip(&pending) {
        let Some((_, claim)) = opened.gathering.claim(one.at) else { continue };
        writeln!(sitting.out, "\n── {number} of {many} ─ {}", claim.id)?;
        if let Step::End = sitting.step(&opened, &mut journal, one, &mut bench)? {
            break;
        }
    }
    let decided = sitting.decided;
    writeln!(sitting.out, "\n{} decided, {} left", decided, many - decided)?;
    Ok(Outcome::Fine)
}

/// Who decides: whoever has a name and, where decisions are signed, a key in the record.
pub(super) fn person(arguments: &ClaimsArguments, opened: &Opened) -> Result<Person, Failure> {
    let by = arguments.deciding.by.as_deref().unwrap_or_default();
    let by = Name::new(by).map_err(|error| Failure::Author(error.to_string()))?;
    let keyring = arguments.deciding.keyring();
    if keyring.is_some() && opened.case.recorded.is_none() {
        return Err(ClaimsError::NoRecord.into());
    }
    Ok(Person { by, keyring })
}

impl Sitting<'_> {
    /// Shows one claim and takes lines until it is decided or left.
    fn step(
        &mut self,
        opened: &Opened,
        journal: &mut Journal,
        pending: &Pending,
        bench: &mut Bench<'_>,
    ) -> Result<Step, Failure> {
        let desk = opened.desk();
        let Some((_, as_read)) = opened.gathering.claim(pending.at) else { return Ok(Step::Next) };
        let (mut claim, mut choices, mut corrections) = (as_read.clone(), Choices::default(), Vec::new());
        // Decisions taken since the list was made may have made it one more carrier of a fact.
        let before = desk.before(pending.at, journal);
        self.show(opened, pending, &claim, &before, bench, &choices)?;
        loop {
            let Some(line) = self.line()? else { return Ok(Step::End) };
            let (key, rest) =
                line.split_once(' ').map_or((line.as_str(), ""), |(key, rest)| (key, rest.trim()));
            let decided = match key {
                "" => continue,
                "s" => return Ok(Step::Next),
                "q" => return Ok(Step::End),
                "c" => {
                    self.correct(opened, (&mut claim, &mut choices), rest, &mut corrections)?;
                    self.show(opened, pending, &claim, &before, bench, &choices)?;
                    continue;
                }
                "r" if rest.is_empty() => {
                    writeln!(self.talk, "r needs a reason: r WHY")?;
                    continue;
                }
                "r" => Decided::Rejected,
                "a" if corrections.is_empty() => Decided::Accepted,
                "a" => Decided::Corrected,
                _ => {
                    writeln!(self.talk, "{HELP}\nfields: {FIELDS}")?;
                    continue;
                }
            };
            let (claim, choices) = (&claim, &choices);
            let answer = Answer { decided, reason: rest, claim, corrections, choices };
            if let Some(decision) = desk.decision(pending.at, &self.person.by, answer, journal, bench) {
                self.decide(opened, journal, decision, bench)?;
            }
            return Ok(Step::Next);
        }
    }

    fn decide(
        &mut self,
        opened: &Opened,
        journal: &mut Journal,
        decision: Decision,
        bench: &mut Bench<'_>,
    ) -> Result<(), Failure> {
        let mut held = Journal::hold(&opened.folder).map_err(ClaimsError::from)?;
        if let Err(before) = held.allows(&decision) {
            // Somebody else was quicker; the others still wait.
            writeln!(self.talk, "{before}")?;
            return Ok(());
        }
        let (facts, recorded) = (decision.facts.clone(), opened.case.recorded.as_ref());
        let came = came_of(&decision);
        let decided = self.person.decide(&opened.folder, &mut held, decision, bench.facts(), recorded);
        decided.map_err(ClaimsError::from)?;
        *journal = held.journal;
        bench.take(&facts);
        writeln!(self.out, "     {came}")?;
        self.decided += 1;
        Ok(())
    }

    fn correct(
        &mut self,
        opened: &Opened,
        (claim, choices): (&mut Claim, &mut Choices),
        written: &str,
        corrections: &mut Vec<Correction>,
    ) -> Result<(), Failure> {
        match correct(claim, choices, written, opened.words.lexicon.register()) {
            Ok(correction) => corrections.push(correction),
            Err(error) => writeln!(self.talk, "{error}")?,
        }
        Ok(())
    }

    fn show(
        &mut self,
        opened: &Opened,
        pending: &Pending,
        claim: &Claim,
        before: &Before,
        bench: &mut Bench<'_>,
        choices: &Choices,
    ) -> Result<(), Failure> {
        let desk = opened.desk();
        let Some((read, _)) = opened.gathering.claim(pending.at) else { return Ok(()) };
        let by = (self.person.by.as_str(), "");
        let made: Made = desk.made(pending.at, (read, claim), by, choices, bench, before);
        let changes = if before.carries.is_some() { Vec::new() } else { bench.changes(&made.facts) };
        let seen = Pending {
            at: pending.at,
            made,
            carries: before.carries.clone(),
            changes: Some(changes),
            links: pending.links.clone(),
            grades: pending.grades,
        };
        show::queue::card(&desk, &seen, claim, self.out)?;
        Ok(self.out.flush()?)
    }

    /// The next line; nothing at the end.
    fn line(&mut self) -> Result<Option<String>, Failure> {
        write!(self.talk, "> ")?;
        self.talk.flush()?;
        let mut line = String::new();
        Ok((self.lines.read_line(&mut line)? > 0).then(|| line.trim().to_owned()))
    }
}

/// What came of a decision, in a line.
pub(super) fn came_of(decision: &Decision) -> String {
    let facts: Vec<&str> = decision.facts.iter().map(|fact| fact.id.as_str()).collect();
    let what = match (&decision.carries, facts.is_empty()) {
        (Some(fact), _) => format!("one more carrier of {fact}, which counts once"),
        (None, false) => facts.join(", "),
        (None, true) => "no fact".to_owned(),
    };
    format!("{}: {what}", decision.decided.word())
}
