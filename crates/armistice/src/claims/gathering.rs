//! Many reports read and joined: what is said to have happened, by how many voices, and which reports only carry or renew others.

use std::collections::BTreeMap;

use armistice_facts::calendar::Date;
use armistice_reading::lexicon::Reliability;
use armistice_reading::origins::texts::{Shelf, compared};
use armistice_reading::origins::{self, Event, Voice};
use armistice_reading::{Claim, DocumentFacts, Lexicon};
use serde::Serialize;

use crate::reports::Report;

/// A later report of one outlet stands in place of an earlier one if it holds so many thousandths of its runs of words: an update
/// repeats the story, a new story on the same matter does not.
const RENEWED: u32 = 600;
/// And if it came within so many days.
const UPDATED_WITHIN: i32 = 2;

/// A report with what was read in it.
#[derive(Debug)]
pub(crate) struct Read {
    /// The report.
    pub(crate) report: Report,
    /// What holds for the whole of it.
    pub(crate) facts: DocumentFacts,
    /// Its claims.
    pub(crate) claims: Vec<Claim>,
    /// What models have proposed of it: beside the claims, never among them.
    pub(crate) proposed: Vec<Proposal>,
    /// The first report that has its words.
    pub(crate) copy_of: Option<usize>,
    /// The later version of it that the same outlet published: its own claims are history.
    pub(crate) superseded_by: Option<usize>,
}

/// A claim that a language model has proposed.
#[derive(Debug, Clone)]
pub(crate) struct Proposal {
    /// `llm:` and the name of the model.
    pub(crate) reader: String,
    /// The claim; every word of it stands in the report.
    pub(crate) claim: Claim,
}

/// Reports, joined.
#[derive(Debug)]
pub(crate) struct Gathering {
    /// The reports in the order of their days, those without a day last.
    pub(crate) reads: Vec<Read>,
    /// What is said to have happened.
    pub(crate) events: Vec<Event>,
    /// The event and, in it, the origin of each claim.
    at: BTreeMap<(usize, usize), (usize, usize)>,
}

/// How a claim is graded: three axes that are never put together into one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Grades {
    /// How reliable its innermost source is held, A to F, by the words file.
    pub(crate) source: Reliability,
    /// How credible it is by the number of independent origins, 1 to 6.
    pub(crate) credibility: u8,
    /// How sure the reader is of its reading, in hundredths.
    pub(crate) extraction: u8,
}

/// How a claim lies to the claims of all reports, by their ids.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Links {
    /// Other tellings of the same event.
    pub(crate) same_event: Vec<String>,
    /// Those of them that are the word of the same voice.
    pub(crate) same_origin: Vec<String>,
    /// Claims that tell the contrary.
    pub(crate) contradicts: Vec<String>,
}

/// One side that tells one event in two ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChangeOfStory {
    /// Whose word both are.
    pub(crate) voice: String,
    /// What was said first: report and claim.
    pub(crate) first: (usize, usize),
    /// What was said later.
    pub(crate) later: (usize, usize),
}

impl Gathering {
    /// Reads the reports by the words and joins their claims.
    pub(crate) fn of(lexicon: &Lexicon, reports: Vec<Report>) -> Self {
        Gathering::after(lexicon, reports, None)
    }

    /// The same where others were read by the same words before: of a report that was among them nothing is read again.
    pub(crate) fn after(lexicon: &Lexicon, reports: Vec<Report>, before: Option<&Gathering>) -> Self {
        let before = before.iter().flat_map(|before| &before.reads);
        let known: BTreeMap<&str, &Read> = before.map(|read| (read.report.name.as_str(), read)).collect();
        let mut reads: Vec<Read> = reports
            .into_iter()
            .map(|report| {
                let same =
                    known.get(report.name.as_str()).filter(|known| known.report.sha256 == report.sha256);
                let (facts, claims) = match same {
                    Some(known) => (known.facts.clone(), known.claims.clone()),
                    None => {
                        let reading = armistice_reading::read(lexicon, &report.document);
                        (reading.facts, reading.claims)
                    }
                };
                Read { report, facts, claims, proposed: Vec::new(), copy_of: None, superseded_by: None }
            })
            .collect();
        sort(&mut reads);
        copies(&mut reads);
        Gathering::joined(reads)
    }

    /// Joins the claims of reports that are read and in order.
    pub(crate) fn joined(reads: Vec<Read>) -> Self {
        let events = origins::gathered(&joined(&reads));
        let mut at = BTreeMap::new();
        for (number, event) in events.iter().enumerate() {
            for (origin, told) in event.origins.iter().enumerate() {
                at.extend(told.tellings.iter().map(|told| ((told.report, told.claim), (number, origin))));
            }
        }
        Gathering { reads, events, at }
    }

    /// A claim by its report and its number there; the proposals of a report are counted on behind its claims.
    pub(crate) fn claim(&self, at: (usize, usize)) -> Option<(&Read, &Claim)> {
        let read = self.reads.get(at.0)?;
        Some((read, read.claims.get(at.1).or_else(|| self.proposal(at).map(|one| &one.claim))?))
    }

    /// The proposal at that number; nothing if a claim of the rules stands there.
    pub(crate) fn proposal(&self, at: (usize, usize)) -> Option<&Proposal> {
        let read = self.reads.get(at.0)?;
        read.proposed.get(at.1.checked_sub(read.claims.len())?)
    }

    /// What was proposed and is no history, with its places.
    pub(crate) fn proposals(&self) -> impl Iterator<Item = ((usize, usize), &Read, &Claim)> {
        let current = self.reads.iter().enumerate().filter(|(_, read)| read.superseded_by.is_none());
        current.flat_map(|(report, read)| {
            (read.claims.len()..)
                .zip(&read.proposed)
                .map(move |(number, one)| ((report, number), read, &one.claim))
        })
    }

    /// The claims of the rules on the words of a proposal, of its class.
    pub(crate) fn same_words(&self, at: (usize, usize)) -> Vec<&Claim> {
        let (Some(one), Some(read)) = (self.proposal(at), self.reads.get(at.0)) else { return Vec::new() };
        let [start, end] = one.claim.byte;
        let is_near =
            |other: &&Claim| other.class == one.claim.class && other.byte[0] < end && start < other.byte[1];
        read.claims.iter().filter(is_near).collect()
    }

    /// All claims that are no history, with their places.
    pub(crate) fn claims(&self) -> impl Iterator<Item = ((usize, usize), &Read, &Claim)> {
        let current = self.reads.iter().enumerate().filter(|(_, read)| read.superseded_by.is_none());
        current.flat_map(|(report, read)| {
            read.claims.iter().enumerate().map(move |(claim, told)| ((report, claim), read, told))
        })
    }

    /// The event of a claim, and its number.
    pub(crate) fn event(&self, at: (usize, usize)) -> Option<(usize, &Event)> {
        let (event, _) = self.at.get(&at)?;
        Some((*event, self.events.get(*event)?))
    }

    /// What the voice of a claim is called, with the outlet or report where it has no name of its own.
    pub(crate) fn called(&self, voice: &Voice) -> String {
        let name = |report: &usize| self.reads.get(*report).map_or("", |read| read.report.name.as_str());
        match voice {
            Voice::Words(report) => format!("the words of {}", name(report)),
            Voice::Report(report) => format!("{} itself", name(report)),
            other => other.to_string(),
        }
    }

    /// Which event a claim tells, and as whose word: claims with one answer are the word of one voice.
    pub(crate) fn origin(&self, at: (usize, usize)) -> Option<(usize, usize)> {
        self.at.get(&at).copied()
    }

    /// How a claim lies to all others.
    pub(crate) fn links(&self, at: (usize, usize)) -> Links {
        let id = |told: (usize, usize)| self.claim(told).map(|(_, claim)| claim.id.clone());
        let ids = |tellings: Vec<(usize, usize)>| {
            let mut ids: Vec<String> =
                tellings.into_iter().filter(|told| *told != at).filter_map(id).collect();
            ids.dedup();
            ids
        };
        let Some((event, origin)) = self.at.get(&at).copied() else { return Links::default() };
        let Some(told) = self.events.get(event) else { return Links::default() };
        let of = |event: &Event| event.tellings().map(|told| (told.report, told.claim)).collect::<Vec<_>>();
        let own = told
            .origins
            .get(origin)
            .map(|origin| origin.tellings.iter().map(|told| (told.report, told.claim)).collect::<Vec<_>>());
        let contrary = told.contradicts.iter().filter_map(|other| self.events.get(*other)).flat_map(of);
        Links {
            same_event: ids(of(told)),
            same_origin: ids(own.unwrap_or_default()),
            contradicts: ids(contrary.collect()),
        }
    }

    /// How a claim is graded.
    pub(crate) fn grades(&self, at: (usize, usize), lexicon: &Lexicon) -> Option<Grades> {
        let (_, claim) = self.claim(at)?;
        let register = lexicon.register();
        let source =
            claim.attribution.last().map_or(Reliability::F, |link| register.reliability(&link.source));
        let credibility = self.event(at).map_or(6, |(_, event)| event.credibility(&register.independence()));
        Some(Grades { source, credibility, extraction: claim.confidence })
    }

    /// Where one side says that a thing was, and that it was not, on different days.
    pub(crate) fn changes_of_story(&self) -> Vec<ChangeOfStory> {
        let mut found = Vec::new();
        for (number, event) in self.events.iter().enumerate() {
            for other in event.contradicts.iter().filter(|other| **other > number) {
                let Some(other) = self.events.get(*other) else { continue };
                for (one, two) in event
                    .origins
                    .iter()
                    .flat_map(|one| other.origins.iter().map(move |two| (one, two)))
                    .filter(|(one, two)| is_one_side(&one.voice, &two.voice))
                {
                    let first = |origin: &origins::Origin| {
                        origin.tellings.iter().map(|told| (told.report, told.claim)).min()
                    };
                    let (Some(one_at), Some(two_at)) = (first(one), first(two)) else { continue };
                    let (first, later) = (one_at.min(two_at), one_at.max(two_at));
                    // One report may tell both sides of one sentence; a story changes between reports.
                    if first.0 != later.0 {
                        found.push(ChangeOfStory { voice: self.called(&one.voice), first, later });
                    }
                }
            }
        }
        found.sort_by_key(|change| (change.first, change.later));
        found
    }
}

/// Days first; a report without one cannot come before anything.
fn sort(reads: &mut [Read]) {
    let day = |read: &Read| (read.facts.published.is_none(), read.facts.published.clone());
    reads.sort_by(|one, other| {
        day(one).cmp(&day(other)).then_with(|| one.report.name.cmp(&other.report.name))
    });
}

fn is_one_side(one: &Voice, other: &Voice) -> bool {
    let side = |voice: &Voice| match voice {
        Voice::Source(id) => id.split('.').next().unwrap_or(id).to_owned(),
        other => other.to_string(),
    };
    side(one) == side(other)
}

/// The reports as they are joined. What is superseded stays in its place without claims, so that numbers are those of `reads`.
fn joined(reads: &[Read]) -> Vec<origins::Report<'_>> {
    reads
        .iter()
        .map(|read| origins::Report {
            claims: if read.superseded_by.is_some() { &[] } else { read.claims.as_slice() },
            outlet: read.report.document.declared.outlet.as_deref(),
            wire: read.facts.wire.as_deref(),
            copy_of: read.copy_of,
        })
        .collect()
}

/// Finds copies among the reports, and of one outlet the later version of a story that stands in place of the earlier.
fn copies(reads: &mut [Read]) {
    let mut shelf = Shelf::new();
    for read in reads.iter() {
        shelf.add(&read.report.document.text);
    }
    let text = |number: usize| reads.get(number).map_or("", |read| read.report.document.text.as_str());
    let pairs = shelf.pairs(text);
    let outlet =
        |number: usize| reads.get(number).and_then(|read| read.report.document.declared.outlet.clone());
    let day = |number: usize| reads.get(number)?.facts.published.as_deref()?.parse::<Date>().ok();
    let mut superseded: BTreeMap<usize, usize> = BTreeMap::new();
    for (one, other, _) in &pairs {
        let is_of_one = outlet(*one).is_some() && outlet(*one) == outlet(*other);
        let is_near = day(*one)
            .zip(day(*other))
            .is_some_and(|(earlier, later)| earlier.plus_days(UPDATED_WITHIN).is_ok_and(|end| later <= end));
        if is_of_one && is_near && compared(text(*one), text(*other)).contained >= RENEWED {
            superseded.insert(*one.min(other), *one.max(other));
        }
    }
    let copied = shelf.copies(&pairs);
    for (number, read) in reads.iter_mut().enumerate() {
        read.copy_of = copied.get(number).copied().flatten();
        read.superseded_by = superseded.get(&number).copied();
    }
}
