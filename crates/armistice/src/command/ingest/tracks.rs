//! `armistice ingest --tracks`: the positions of one sensor, a file of each minute.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use armistice_facts::{Fix, Name};
use armistice_ledger::Ledger;
use armistice_record::key::Purpose;

use crate::arguments::IngestArguments;
use crate::author::Author;
use crate::command::{Failure, Outcome};
use crate::founding::{key_name, log_signer};
use crate::keyring::Keyring;
use crate::moment::now;
use crate::segments::{Chain, MINUTE, Segment};
use crate::show::words::count;
use crate::submission::Copy;
use crate::tracks::{Piece, Progress, Reading, Rejects, TrackFileError};

/// More positions than this are not taken at a time: they are sorted in memory.
const MOST: usize = 1 << 22;

/// Records the positions as segments. Says `Found` if rows were set aside.
pub(super) fn run(
    arguments: &IngestArguments,
    case: &Path,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let sensor = arguments.sensor.as_deref().unwrap_or_default();
    let mut rejects = Rejects::open(None)?;
    let minutes = read(arguments, &mut rejects, talk)?;
    let segments = minutes.into_iter().map(|(minute, fixes)| Segment::of(minute, fixes, arguments.segments));
    let segments: Vec<Segment> = segments.collect();
    let rows: u64 = segments.iter().map(|segment| segment.rows).sum();
    rejects.tell(talk)?;
    let what = |n: usize| format!("{} of {rows} positions", count(n, "segment", "segments"));
    if arguments.dry_run {
        writeln!(out, "{} would be recorded", what(segments.len()))?;
    } else {
        let (recorded, head) = append(arguments, case, sensor, &segments)?;
        let there = segments.len() - recorded;
        writeln!(
            out,
            "{} read, {recorded} recorded, {there} there already; {} entries, root {}",
            what(segments.len()),
            head.0,
            head.1
        )?;
    }
    Ok(if rejects.count == 0 { Outcome::Fine } else { Outcome::Found })
}

/// The positions of all files, by minute.
fn read(
    arguments: &IngestArguments,
    rejects: &mut Rejects,
    talk: &mut dyn Write,
) -> Result<BTreeMap<i64, Vec<Fix>>, Failure> {
    let reading = Reading::with(None, None)?;
    let mut minutes: BTreeMap<i64, Vec<Fix>> = BTreeMap::new();
    let (mut taken, mut progress) = (0, Progress::begin());
    for file in &arguments.tracks {
        let outcome = reading.read::<Failure>(file, &mut |piece| {
            match piece {
                Piece::Row(Ok(fix)) if taken < MOST => {
                    taken += 1;
                    minutes.entry(fix.time.millis().div_euclid(MINUTE)).or_default().push(fix);
                }
                Piece::Row(Ok(_)) => return Err(TrackFileError::Many { most: MOST }.into()),
                Piece::Row(Err(reject)) => rejects.add(&reject)?,
                Piece::Rows(_) | Piece::PassedOver { .. } => {}
            }
            Ok(progress.row(reading.share.get(), talk)?)
        });
        progress.end(talk)?;
        outcome?;
    }
    Ok(minutes)
}

fn append(
    arguments: &IngestArguments,
    case: &Path,
    sensor: &str,
    segments: &[Segment],
) -> Result<(usize, (u64, String)), Failure> {
    let keyring = arguments.keys.keyring();
    let copy = Copy::open(&case.join("record"))?;
    let mut chain = Chain::of(&copy, sensor)?;
    let name = Name::new(&arguments.by).map_err(|error| Failure::Author(error.to_string()))?;
    let signer = keyring.signer(&arguments.by, &key_name(&copy.origin, &arguments.by), Purpose::Signing)?;
    let mut author = Author::of(name, &copy.roster);
    let mut ledger = Ledger::open(copy.folder, log_signer(&keyring, &copy.origin)?)?;
    // Test keys make the same record on every machine and day.
    let is_test = matches!(keyring, Keyring::Test);
    let at = |segment: &Segment| if is_test { segment.until() } else { now() };
    let recorded = chain.append(segments, &mut ledger, &mut author, signer.as_ref(), at)?;
    ledger.publish()?;
    Ok((recorded, (ledger.head().size, ledger.head().root.to_string())))
}
