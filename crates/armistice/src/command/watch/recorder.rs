//! What is heard, in the record of the case: the positions of each minute as a segment, and what they come to as reports.
//! The record is open while something is written, and no longer: others write to it, too.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use armistice_facts::{Fact, Fix, Incursion, Instant, Interval, Name, Statement, What};
use armistice_ledger::{Folder, Ledger, LedgerError, Threads};
use armistice_record::key::Purpose;
use armistice_record::signer::Signer;

use crate::arguments::{SegmentForm, WatchArguments};
use crate::author::{Author, record};
use crate::command::Failure;
use crate::founding::{key_name, log_signer};
use crate::incursions::depth_name;
use crate::keyring::Keyring;
use crate::moment::now;
use crate::recorded;
use crate::segments::{Chain, MINUTE, Segment};
use crate::show::words::count;
use crate::submission::Copy;
use crate::telling::{kind, payload};

/// More positions than this do not wait for their minute to be over.
const MOST: usize = 1 << 20;

/// At the end, so often it is tried again while somebody else writes, and so much later.
const LAST_TRIES: u32 = 40;
const BETWEEN: Duration = Duration::from_millis(250);

/// What waits to be recorded, and who signs for it.
pub(super) struct Recorder {
    record: PathBuf,
    is_test: bool,
    name: Name,
    signer: Box<dyn Signer>,
    log: Arc<dyn Signer>,
    /// The segments of the sensor, if there is one, and their form.
    chain: Option<(Chain, SegmentForm)>,
    minutes: BTreeMap<i64, Vec<Fix>>,
    waiting: usize,
    /// Reports that a late fix can still change, by the number of their passage.
    reports: BTreeMap<u64, Fact>,
    /// Reports that are recorded,
    known: BTreeSet<Name>,
    /// and those of them that tell no depth: the presence was not over.
    shallow: BTreeSet<Name>,
    watermark: i64,
    memory: i64,
    done: Done,
}

/// What was recorded.
#[derive(Default)]
struct Done {
    segments: usize,
    positions: u64,
    reports: usize,
    head: Option<(u64, String)>,
}

impl Recorder {
    /// The recorder that is asked for; nothing if nothing is to be recorded.
    ///
    /// # Errors
    /// [`Failure`] if the record or a key cannot be had, or nothing is named that could be recorded.
    pub(super) fn open(arguments: &WatchArguments, case: &Path) -> Result<Option<Self>, Failure> {
        let heard = &arguments.heard;
        let Some(keyring) = heard.keyring() else {
            let told = "--sensor: where are the keys? Name them with --keys, or try it out with --test-keys";
            return if heard.sensor.is_some() { Err(Failure::Record(told.to_owned())) } else { Ok(None) };
        };
        if heard.sensor.is_none() && arguments.observer.is_none() {
            let told = "nothing would be recorded: name a --sensor for positions, an --observer for reports";
            return Err(Failure::Record(told.to_owned()));
        }
        let folded = recorded::fold(case)?.ok_or_else(|| Failure::NoRecord(case.to_owned()))?;
        let copy = Copy::open(&case.join("record"))?;
        let known: BTreeSet<Name> = folded.facts.iter().map(|fact| fact.id.clone()).collect();
        let tells_no_depth = |fact: &&Fact| incursion(fact).is_none() && !has_depth(fact, &known);
        let shallow = folded.facts.iter().filter(tells_no_depth).map(|fact| fact.id.clone()).collect();
        let chain = heard.sensor.as_deref().map(|sensor| Chain::of(&copy, sensor)).transpose()?;
        Ok(Some(Recorder {
            record: copy.folder.root().to_owned(),
            is_test: matches!(keyring, Keyring::Test),
            name: Name::new(&heard.by).map_err(|error| Failure::Author(error.to_string()))?,
            signer: keyring.signer(&heard.by, &key_name(&copy.origin, &heard.by), Purpose::Signing)?,
            log: Arc::from(log_signer(&keyring, &copy.origin)?),
            chain: chain.map(|chain| (chain, heard.segments)),
            minutes: BTreeMap::new(),
            waiting: 0,
            reports: BTreeMap::new(),
            shallow,
            known,
            watermark: i64::from(arguments.watermark_seconds) * 1000,
            memory: i64::from(arguments.memory_seconds) * 1000,
            done: Done::default(),
        }))
    }

    /// Takes a position as it came.
    pub(super) fn hear(&mut self, fix: &Fix) {
        if self.chain.is_some() {
            self.minutes.entry(fix.time.millis().div_euclid(MINUTE)).or_default().push(fix.clone());
            self.waiting += 1;
        }
    }

    /// Takes what a passage amounts to now; nothing if it is not certain, or was withdrawn.
    pub(super) fn report(&mut self, number: u64, report: Option<Fact>) {
        match report {
            Some(report) => drop(self.reports.insert(number, report)),
            None => drop(self.reports.remove(&number)),
        }
    }

    /// Records what is over by the clock of the stream.
    ///
    /// # Errors
    /// [`Failure`] if the record does not take it. While somebody else writes to it, it waits.
    pub(super) fn advance(&mut self, clock: Option<Instant>) -> Result<(), Failure> {
        let Some(clock) = clock.map(|clock| clock.millis()) else { return Ok(()) };
        let is_over = |minute: i64| (minute + 1).saturating_mul(MINUTE) + self.watermark <= clock;
        let due: Vec<i64> = self.minutes.keys().copied().filter(|minute| is_over(*minute)).collect();
        let due = if due.is_empty() && self.waiting > MOST {
            self.minutes.keys().copied().take(1).collect()
        } else {
            due
        };
        let since = |fact: &Fact| match incursion(fact).filter(|_| self.shallow.contains(&fact.id)) {
            Some(deepest) => deepest.at.max(fact.known),
            None => fact.known,
        };
        let is_settled = |fact: &Fact| since(fact).millis() + self.memory <= clock;
        // Reports go with the segments of their time where there are any.
        let settled = self.reports.iter().filter(|(_, fact)| is_settled(fact)).map(|(number, _)| *number);
        let settled: Vec<u64> = settled.collect();
        if due.is_empty() && settled.is_empty() {
            return Ok(());
        }
        match self.write(&due, &settled) {
            Err(Failure::Ledger(LedgerError::Disk(cause))) if cause.kind() == io::ErrorKind::WouldBlock => {
                if self.waiting > 2 * MOST {
                    Err(LedgerError::Disk(cause).into())
                } else {
                    Ok(())
                }
            }
            written => written,
        }
    }

    /// Records all that still waits, and tells what was recorded.
    ///
    /// # Errors
    /// [`Failure`] if the record does not take it.
    pub(super) fn finish(mut self, talk: &mut dyn Write) -> Result<(), Failure> {
        let (due, settled): (Vec<i64>, Vec<u64>) =
            (self.minutes.keys().copied().collect(), self.reports.keys().copied().collect());
        if !due.is_empty() || !settled.is_empty() {
            self.write_last(&due, &settled)?;
        }
        let Done { segments, positions, reports, head } = self.done;
        let segments = count(segments, "segment", "segments");
        let reports = count(reports, "report", "reports");
        write!(talk, "{segments} of {positions} positions and {reports} recorded")?;
        match head {
            Some((size, root)) => writeln!(talk, "; {size} entries, root {root}")?,
            None => writeln!(talk)?,
        }
        Ok(())
    }

    /// Writes what is left, and waits for whoever else writes at this moment: nobody will come back for it.
    fn write_last(&mut self, due: &[i64], settled: &[u64]) -> Result<(), Failure> {
        for _ in 0..LAST_TRIES {
            match self.write(due, settled) {
                Err(Failure::Ledger(LedgerError::Disk(cause)))
                    if cause.kind() == io::ErrorKind::WouldBlock =>
                {
                    thread::sleep(BETWEEN);
                }
                written => return written,
            }
        }
        self.write(due, settled)
    }

    /// What of a report is not recorded yet: itself, or the depth of a presence that was not over when it was.
    fn new_of(&mut self, report: Fact) -> Option<Fact> {
        if self.known.insert(report.id.clone()) {
            if incursion(&report).is_none() {
                self.shallow.insert(report.id.clone());
            }
            return Some(report);
        }
        let depth = depth_of(&report).filter(|_| self.shallow.remove(&report.id))?;
        self.known.insert(depth.id.clone()).then_some(depth)
    }

    fn write(&mut self, due: &[i64], settled: &[u64]) -> Result<(), Failure> {
        let mut ledger = Ledger::open(Folder::new(&self.record), Arc::clone(&self.log))?;
        let mut author = Author::of(self.name.clone(), ledger.roster());
        let is_test = self.is_test;
        if let Some((chain, form)) = &mut self.chain {
            let fixes = |minute: &i64| (*minute, self.minutes.get(minute).cloned().unwrap_or_default());
            let segments = due.iter().map(fixes).map(|(minute, fixes)| Segment::of(minute, fixes, *form));
            let segments: Vec<Segment> = segments.collect();
            // Test keys make the same record on every machine and day.
            let at = |segment: &Segment| if is_test { segment.until() } else { now() };
            self.done.segments +=
                chain.append(&segments, &mut ledger, &mut author, self.signer.as_ref(), at)?;
            self.done.positions += segments.iter().map(|segment| segment.rows).sum::<u64>();
        }
        let mut entries = Vec::new();
        let reports: Vec<Fact> =
            settled.iter().filter_map(|number| self.reports.get(number)).cloned().collect();
        for report in reports {
            if let Some(report) = self.new_of(report) {
                let at = if is_test { report.known } else { now() };
                let told = payload(&report).map_err(Failure::Record)?;
                let body = author.write(kind(&report), told, at);
                entries.push(body.signed_by(&[self.signer.as_ref()]).map_err(Failure::Record)?);
            }
        }
        self.done.reports += entries.len();
        record(&mut ledger, &entries, &Threads)?;
        ledger.publish()?;
        self.done.head = Some((ledger.head().size, ledger.head().root.to_string()));
        for minute in due {
            self.waiting -= self.minutes.remove(minute).map_or(0, |fixes| fixes.len());
        }
        settled.iter().for_each(|number| drop(self.reports.remove(number)));
        Ok(())
    }
}

/// How deep the presence got that a report begins, if it tells that.
fn incursion(report: &Fact) -> Option<&Incursion> {
    match &report.what {
        What::Act(act) => act.place.deepest.as_deref(),
        _ => None,
    }
}

fn has_depth(report: &Fact, known: &BTreeSet<Name>) -> bool {
    depth_name(report).is_some_and(|name| known.contains(&name))
}

/// The depth that a report tells, by itself: the first of a name stands in a record, and is not told anew.
fn depth_of(report: &Fact) -> Option<Fact> {
    let (What::Act(act), Some(deepest)) = (&report.what, incursion(report)) else { return None };
    let (metres, rest) = (deepest.depth_dm / 10, (deepest.depth_dm % 10).abs());
    let text = format!(
        "{} got {metres}.{rest} m inside {} in the presence that {} began",
        act.place.name, deepest.zone, report.id
    );
    Some(Fact {
        id: depth_name(report)?,
        about: Interval::at(deepest.at),
        known: report.known.max(deepest.at),
        what: What::Statement(Statement { by: None, text, quantity: None, place: act.place.clone() }),
        ..report.clone()
    })
}
