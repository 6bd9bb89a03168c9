//! `armistice ingest`: takes facts into the record of a case, each as an entry signed by whoever takes them in.

mod tracks;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use armistice_facts::{Fact, Instant, Name};
use armistice_ledger::{Folder, Ledger, Threads};
use armistice_record::Hash;
use armistice_record::checkpoint::Checkpoint;
use armistice_record::entry::Entry;
use armistice_record::files::{CHECKPOINT, Files as _};
use armistice_record::json::Json;
use armistice_record::key::Purpose;
use armistice_record::note::Note;
use armistice_record::shape::time_text;

use super::{Failure, Outcome};
use crate::arguments::IngestArguments;
use crate::author::{Author, record};
use crate::case::{Source, facts_of, read_bounded};
use crate::founding::{key_name, log_signer};
use crate::keyring::Keyring;
use crate::moment::now;
use crate::recorded;
use crate::show;
use crate::show::words::count;
use crate::telling::{kind, payload};

/// So many entries become durable at a time.
const BATCH: usize = 256;

/// Records the facts that are new. Says `Found` if something was set aside.
pub(crate) fn run(
    arguments: &IngestArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let source = Source::open(&arguments.case)?;
    let case = &source.files.folder;
    if !arguments.tracks.is_empty() {
        return tracks::run(arguments, case, out, talk);
    }
    let folded = recorded::fold(case)?.ok_or(Failure::NoRecord(case.clone()))?;
    let known: BTreeSet<Name> = folded.facts.into_iter().map(|fact| fact.id).collect();
    let (mut facts, mut rejects) = (Vec::new(), Vec::new());
    for file in &arguments.files {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (read, refused) = facts_of(file)?;
        facts.extend(read.into_iter().map(|fact| (name.clone(), fact)));
        rejects.extend(refused);
    }
    let before = facts.len();
    let mut seen = known;
    facts.retain(|(_, fact)| seen.insert(fact.id.clone()));
    let repeated = before - facts.len();
    let (mut told, mut unfit) = (Vec::new(), 0);
    for (file, fact) in &facts {
        match payload(fact) {
            Ok(payload) => told.push((fact, payload)),
            Err(reason) => {
                unfit += 1;
                writeln!(talk, "set aside: {file} fact {}: {reason}", fact.id)?;
            }
        }
    }
    show::rejects::write(&rejects, talk)?;
    let shown = evidence(arguments)?;
    let mut is_told = count(told.len(), "fact", "facts");
    if !shown.is_empty() {
        is_told = format!("{is_told} and {}", count(shown.len(), "file of evidence", "files of evidence"));
    }
    if arguments.dry_run {
        writeln!(out, "{is_told} would be recorded; {repeated} there already")?;
    } else {
        let head = append(case, arguments, &told, &shown)?;
        writeln!(out, "{is_told} recorded; {repeated} there already; {} entries, root {}", head.0, head.1)?;
    }
    Ok(if rejects.is_empty() && unfit == 0 { Outcome::Fine } else { Outcome::Found })
}

/// Signs and records, and publishes once.
fn append(
    case: &Path,
    arguments: &IngestArguments,
    told: &[(&Fact, Json)],
    shown: &[(Json, Vec<u8>)],
) -> Result<(u64, String), Failure> {
    let keyring = arguments.keys.keyring();
    let folder = Folder::new(&case.join("record"));
    let origin = origin(&folder, case)?;
    let mut ledger = Ledger::open(folder, log_signer(&keyring, &origin)?)?;
    let name = Name::new(&arguments.by).map_err(|error| Failure::Author(error.to_string()))?;
    let signer = keyring.signer(&arguments.by, &key_name(&origin, &arguments.by), Purpose::Signing)?;
    let mut author = Author::of(name, ledger.roster());
    for batch in told.chunks(BATCH) {
        let entries = batch.iter().map(|(fact, payload)| {
            // Test keys make the same record on every machine and day.
            let at = if matches!(keyring, Keyring::Test) { fact.known } else { now() };
            author.write(kind(fact), payload.clone(), at).signed_by(&[signer.as_ref()])
        });
        let entries: Vec<Entry> = entries.collect::<Result<_, _>>().map_err(Failure::Record)?;
        record(&mut ledger, &entries, &Threads)?;
    }
    let last = told.last().map_or(Instant::EPOCH, |(fact, _)| fact.known);
    for (payload, bytes) in shown {
        ledger.keep(bytes)?;
        let at = if matches!(keyring, Keyring::Test) { last } else { now() };
        let entry = author.write("evidence", payload.clone(), at).signed_by(&[signer.as_ref()]);
        record(&mut ledger, &[entry.map_err(Failure::Record)?], &Threads)?;
    }
    ledger.publish()?;
    Ok((ledger.head().size, ledger.head().root.to_string()))
}

/// The name of the log, as its checkpoint tells it; whether it is that of the key is checked when the ledger opens.
fn origin(folder: &Folder, case: &Path) -> Result<String, Failure> {
    let bytes = folder.read(CHECKPOINT).ok().flatten().ok_or(Failure::NoRecord(case.to_owned()))?;
    let note = Note::parse(&bytes).ok().and_then(|note| Checkpoint::parse(note.text()).ok());
    note.map(|checkpoint| checkpoint.origin).ok_or(Failure::NoRecord(case.to_owned()))
}

/// The files of evidence: what an entry says of each, and its bytes.
fn evidence(arguments: &IngestArguments) -> Result<Vec<(Json, Vec<u8>)>, Failure> {
    let captured = arguments.captured.as_deref().map(|text| {
        let told = || format!("--captured `{text}` is no instant such as 2026-03-01T04:00:00Z");
        text.parse::<Instant>().map(time_text).map_err(|_| Failure::Record(told()))
    });
    let captured = captured.transpose()?;
    let mut shown = Vec::new();
    for file in &arguments.evidence {
        let bytes = read_bounded(file)?;
        let mut blob = vec![
            ("sha256".to_owned(), Json::text(Hash::of(&bytes).hex())),
            ("bytes".to_owned(), Json::number(bytes.len() as u64)),
        ];
        blob.extend(media(file).map(|media| ("media".to_owned(), Json::text(media))));
        let mut payload = vec![("blob".to_owned(), Json::Object(blob.into_iter().collect()))];
        payload.extend(captured.as_ref().map(|at| ("captured".to_owned(), Json::text(at))));
        payload.extend(arguments.device.as_ref().map(|device| ("device".to_owned(), Json::text(device))));
        shown.push((Json::Object(payload.into_iter().collect()), bytes));
    }
    Ok(shown)
}

/// The type of a file by the end of its name, as far as people need it to open the file again.
fn media(file: &Path) -> Option<&'static str> {
    let end = file.extension()?.to_string_lossy().to_ascii_lowercase();
    Some(match end.as_str() {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "tif" | "tiff" => "image/tiff",
        "mp4" => "video/mp4",
        "wav" => "audio/wav",
        "pdf" => "application/pdf",
        "txt" | "md" => "text/plain",
        "csv" => "text/csv",
        "json" | "geojson" => "application/json",
        _ => return None,
    })
}
