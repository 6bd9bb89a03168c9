//! `armistice record accept`: a party looks at what it is asked to sign, and signs it on its own machine.

use std::io::Write;

use armistice_facts::Name;
use armistice_record::entry::{Entry, label};
use armistice_record::files::bound;
use armistice_record::json::Json;
use armistice_record::key::{Key, Purpose};
use armistice_record::kind::Kind;
use armistice_record::{Hash, signer::Signer};

use crate::arguments::AcceptArguments;
use crate::case::read_bounded;
use crate::command::{Failure, Outcome};
use crate::founding::{accept, key_name};
use crate::keyring::Keyring;
use crate::moment::now;
use crate::submission::{self, Copy};

/// Shows what is to be signed, checks what can be checked, and signs it if a file for the answer is named.
pub(super) fn run(arguments: &AcceptArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let entries = submission::read(&arguments.file)?;
    let party = Name::new(&arguments.by).map_err(|error| Failure::Author(error.to_string()))?;
    let genesis = entries.iter().find(|entry| entry.body.kind == "genesis");
    let proposed = genesis.and_then(|entry| entry.body.payload.get("origin")).and_then(Json::as_text);
    let origin = match (&arguments.record, proposed) {
        (Some(record), None) => Copy::open(super::opened(record).root())?.origin,
        (_, proposed) => proposed.unwrap_or_default().to_owned(),
    };
    let keyring = arguments.keys.keyring();
    let name = key_name(&origin, party.as_str());
    let signer = keyring.signer(party.as_str(), &name, Purpose::Signing)?;
    show(&entries, out)?;
    check(arguments, &entries, signer.as_ref(), out)?;
    let Some(file) = &arguments.out else {
        writeln!(out, "nothing is signed: name a file for the answer with --out")?;
        return Ok(Outcome::Fine);
    };
    let answer = if genesis.is_some() {
        // Test keys make the same record on every machine and day.
        let first = entries.first().map(|entry| entry.body.at);
        let at = first.filter(|_| matches!(keyring, Keyring::Test)).unwrap_or_else(now);
        accept(&entries, &party, signer.as_ref(), at)?
    } else {
        let mut signed = entries;
        for entry in &mut signed {
            entry.countersign(signer.as_ref()).map_err(Failure::Record)?;
        }
        signed
    };
    submission::write(file, &answer, &submission::blobs(&arguments.file, &answer))?;
    writeln!(out, "signed by {} in {}", label(signer.key()), file.display())?;
    Ok(Outcome::Fine)
}

/// Each entry in full, as a person can read it.
fn show(entries: &[Entry], out: &mut dyn Write) -> Result<(), Failure> {
    for entry in entries {
        let body = &entry.body;
        let says = Kind::named(&body.kind, body.version)
            .map_or("A kind that this program does not know.", |kind| kind.says);
        writeln!(out, "{} {} of `{}`, written {}. {says}", body.kind, body.sequence, body.by, body.at)?;
        if let Json::Object(members) = &body.payload {
            // The schemas of all kinds are many, and the same in every record of this program.
            for (name, value) in members.iter().filter(|(name, _)| *name != "schemas") {
                lines(name, value, out)?;
            }
        }
        let signers: Vec<&str> = entry.signatures.iter().map(|one| one.key.as_str()).collect();
        writeln!(out, "  signed by {}", signers.join(", "))?;
    }
    Ok(())
}

fn lines(name: &str, value: &Json, out: &mut dyn Write) -> Result<(), Failure> {
    match value {
        Json::Text(text) => writeln!(out, "  {name}: {text}")?,
        Json::List(items) => {
            for item in items {
                let text = item.as_text().map_or_else(|| item.canonical(), ToOwned::to_owned);
                writeln!(out, "  {name}: {text}")?;
            }
        }
        _ => writeln!(out, "  {name}: {}", value.canonical())?,
    }
    Ok(())
}

/// What must hold before anybody signs: the files are there and are what they say, and the key is the one that the
/// proposal names.
fn check(
    arguments: &AcceptArguments,
    entries: &[Entry],
    signer: &dyn Signer,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let blobs = submission::blobs(&arguments.file, entries);
    let there: Vec<Hash> = blobs.iter().map(|blob| Hash::of(blob)).collect();
    let missing = entries.iter().flat_map(|entry| bound(&entry.body)).find(|digest| !there.contains(digest));
    if let Some(missing) = missing {
        return Err(Failure::Record(format!(
            "not signed: the file {} that it binds is not beside it",
            missing.hex()
        )));
    }
    if let Some(genesis) = entries.iter().find(|entry| entry.body.kind == "genesis") {
        own_key(genesis, &arguments.by, signer.key())?;
    }
    if let Some(agreement) = &arguments.agreement {
        let digest = Hash::of(&read_bounded(agreement)?);
        let brought = entries.iter().flat_map(|entry| bound(&entry.body)).any(|bound| bound == digest);
        if !brought {
            let file = agreement.display();
            return Err(Failure::Record(format!(
                "not signed: `{file}` is not the text that the proposal brings"
            )));
        }
        writeln!(out, "the text is that of {}", agreement.display())?;
    }
    Ok(())
}

/// Nobody founds a record in which another's key stands under its name.
fn own_key(genesis: &Entry, by: &str, key: &Key) -> Result<(), Failure> {
    let holders = genesis.body.payload.get("holders").map(Json::items).unwrap_or_default();
    let own = holders.iter().find(|holder| holder.get("name").and_then(Json::as_text) == Some(by));
    let keys = own.and_then(|holder| holder.get("keys")).map(Json::items).unwrap_or_default();
    if keys.len() == 1 && keys.first().and_then(Json::as_text) == Some(key.to_string().as_str()) {
        return Ok(());
    }
    let told = format!("not signed: the proposal does not name `{key}` as the one key of `{by}`");
    Err(Failure::Record(told))
}
