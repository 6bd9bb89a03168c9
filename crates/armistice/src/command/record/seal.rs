//! `armistice record seal`, `open` and `reveal`: what is bound today and shown later.
//!
//! The entry holds a commitment under 256 random bits, and the hash of a file of age for the named recipients. That file
//! opens to the 32 bytes of the salt and, after them, what was sealed: so whoever opens it can hold it against the
//! commitment, and nobody is shown two things under one seal.

use std::io::Write;
use std::path::Path;

use armistice_facts::Instant;
use armistice_record::Hash;
use armistice_record::commitment::commitment;
use armistice_record::files::{Files as _, blob_path};
use armistice_record::json::Json;
use armistice_record::shape::time_text;
use base64ct::{Base64, Encoding as _};

use crate::age_file::{self, Recipient};
use crate::arguments::{OpenArguments, RevealArguments, SealArguments};
use crate::case::read_bounded;
use crate::command::{Failure, Outcome};
use crate::keyring::{KeyringError, random, write_private};
use crate::submission::{Copy, Draft, hand_in};

/// The largest file that is sealed.
const LARGEST: usize = 32 << 20;

/// Seals a file.
pub(super) fn seal(arguments: &SealArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let folder = super::opened(&arguments.desk.record);
    let copy = Copy::open(folder.root())?;
    let plain = read_bounded(&arguments.file)?;
    if plain.len() > LARGEST {
        return Err(Failure::Record(format!("more than {} MiB are not sealed", LARGEST >> 20)));
    }
    let (salt, digest) = (random()?, Hash::of(&plain));
    let bound = commitment(&salt, digest);
    let mut payload = vec![("commitment", Json::text(bound.hex()))];
    let mut blobs = Vec::new();
    let recipients: Vec<Recipient> = arguments
        .to
        .iter()
        .map(|text| Recipient::parse(text))
        .collect::<Result<_, _>>()
        .map_err(KeyringError::from)?;
    if !recipients.is_empty() {
        let closed = [salt.as_slice(), &plain].concat();
        let closed = age_file::encrypt(&recipients, &closed, false).map_err(KeyringError::from)?;
        let blob = [
            ("sha256", Json::text(Hash::of(&closed).hex())),
            ("bytes", Json::number(closed.len() as u64)),
            ("media", Json::text("application/x-age-encryption")),
        ];
        payload.push(("ciphertext", Json::object(blob)));
        payload.push(("recipients", Json::List(recipients.iter().map(Json::text).collect())));
        blobs.push(closed);
    }
    if let Some(due) = &arguments.due {
        payload.push(("due", Json::text(time_text(instant(due)?))));
    }
    let payload = payload.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let mut draft = Draft::new("seal", Json::Object(payload), &arguments.desk.writing, copy.last);
    draft.blobs = blobs;
    keep_opening(&arguments.opening, &salt, digest)?;
    let handed = hand_in(folder.root(), &arguments.desk.writing, vec![draft]);
    // What opens a seal that was never made is of no use to anybody.
    let handed = handed.inspect_err(|_| drop(std::fs::remove_file(&arguments.opening)))?;
    let what = format!("`{}` seals something under {}", arguments.desk.writing.by, bound.hex());
    super::tell_handed(&handed, &what, out)?;
    Ok(Outcome::Fine)
}

/// Opens what was sealed to us.
pub(super) fn open(arguments: &OpenArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let copy = Copy::open(super::opened(&arguments.record).root())?;
    let entry = copy.entry_of(arguments.entry, "seal")?;
    let payload = &entry.body.payload;
    let ciphertext = payload.get("ciphertext").and_then(|blob| blob.get("sha256")).and_then(Json::as_text);
    let ciphertext = ciphertext.and_then(Hash::from_hex).ok_or_else(|| {
        Failure::Record("it was sealed to nobody: only its author can reveal it".to_owned())
    })?;
    let bytes = copy.folder.read(&blob_path(ciphertext)).map_err(Failure::Record)?;
    let bytes = bytes.filter(|bytes| Hash::of(bytes) == ciphertext);
    let bytes = bytes.ok_or_else(|| Failure::Record(format!("`{}` is not here", blob_path(ciphertext))))?;
    let path = copy.folder.root().join(blob_path(ciphertext));
    let locked = |cause| KeyringError::Locked { path: path.clone(), cause };
    let opened = arguments.unlock.lock().open(&bytes, "the seal").map_err(locked)?;
    let Some((salt, plain)) = opened.split_first_chunk::<32>() else {
        writeln!(out, "NOT WHAT WAS SEALED: entry {} opens to no salt and text", arguments.entry)?;
        return Ok(Outcome::Code(3));
    };
    if Some(commitment(salt, Hash::of(plain))) != digest(payload, "commitment") {
        writeln!(
            out,
            "NOT WHAT WAS SEALED: `{}` is bound at entry {} to something other than it opens to",
            entry.body.by, arguments.entry
        )?;
        return Ok(Outcome::Code(3));
    }
    write_private(&arguments.into, plain)?;
    writeln!(
        out,
        "opened: {} bytes, as `{}` is bound to at entry {}",
        plain.len(),
        entry.body.by,
        arguments.entry
    )?;
    Ok(Outcome::Fine)
}

/// Shows what was sealed.
pub(super) fn reveal(arguments: &RevealArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let folder = super::opened(&arguments.desk.record);
    let copy = Copy::open(folder.root())?;
    let sealed = copy.entry_of(arguments.entry, "seal")?;
    let (salt, plain) = opening(&arguments.opening)?;
    if Some(commitment(&salt, plain)) != digest(&sealed.body.payload, "commitment") {
        let told = format!("`{}` does not open entry {}", arguments.opening.display(), arguments.entry);
        return Err(Failure::Record(told));
    }
    let mut payload = vec![
        ("eid", Json::text(sealed.body.id().hex())),
        ("salt", Json::text(Base64::encode_string(&salt))),
        ("plain", Json::text(plain.hex())),
    ];
    let mut blobs = Vec::new();
    if let Some(file) = &arguments.file {
        let bytes = read_bounded(file)?;
        if Hash::of(&bytes) != plain {
            return Err(Failure::Record(format!("`{}` is not what was sealed", file.display())));
        }
        let blob = [("sha256", Json::text(plain.hex())), ("bytes", Json::number(bytes.len() as u64))];
        payload.push(("blob", Json::object(blob)));
        blobs.push(bytes);
    }
    let payload = payload.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let mut draft = Draft::new("reveal", Json::Object(payload), &arguments.desk.writing, copy.last);
    draft.blobs = blobs;
    let handed = hand_in(folder.root(), &arguments.desk.writing, vec![draft])?;
    let what = format!("`{}` reveals what it sealed at entry {}", arguments.desk.writing.by, arguments.entry);
    super::tell_handed(&handed, &what, out)?;
    Ok(Outcome::Fine)
}

fn digest(payload: &Json, name: &str) -> Option<Hash> {
    payload.get(name).and_then(Json::as_text).and_then(Hash::from_hex)
}

fn instant(text: &str) -> Result<Instant, Failure> {
    text.parse()
        .map_err(|_| Failure::Record(format!("--due `{text}` is no instant such as 2026-12-31T00:00:00Z")))
}

/// What the author keeps to itself until it reveals.
fn keep_opening(path: &Path, salt: &[u8; 32], plain: Hash) -> Result<(), Failure> {
    let told =
        Json::object([("salt", Json::text(Base64::encode_string(salt))), ("plain", Json::text(plain.hex()))]);
    Ok(write_private(path, format!("{}\n", told.canonical()).as_bytes())?)
}

fn opening(path: &Path) -> Result<([u8; 32], Hash), Failure> {
    let none = || Failure::Record(format!("`{}` is no opening, as `record seal` keeps it", path.display()));
    let text = String::from_utf8(read_bounded(path)?).map_err(|_| none())?;
    let told = Json::parse(text.trim_end().as_bytes()).map_err(|_| none())?;
    let salt = told.get("salt").and_then(Json::as_text).and_then(|text| Base64::decode_vec(text).ok());
    let salt = salt.and_then(|bytes| bytes.try_into().ok()).ok_or_else(none)?;
    Ok((salt, digest(&told, "plain").ok_or_else(none)?))
}
