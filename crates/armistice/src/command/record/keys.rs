//! `armistice record keys`: makes a key, or shows the public part of one.

use std::io::Write;

use armistice_record::key::Purpose;

use crate::age_file::{Identity, Recipient};
use crate::arguments::{KeyPurpose, KeysArguments};
use crate::command::{Failure, Outcome};
use crate::keyring::{Protection, adopt, make, read_public, read_secret, settle, write_private};

/// Makes `FILE.key` and `FILE.pub`, or shows the verifier key of a key file.
pub(super) fn run(arguments: &KeysArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    if arguments.age {
        let identity = Identity::new();
        write_private(&arguments.file, identity.to_text().as_bytes())?;
        writeln!(out, "{}", identity.recipient())?;
        return Ok(Outcome::Fine);
    }
    let purpose = match arguments.purpose {
        KeyPurpose::Signing => Purpose::Signing,
        KeyPurpose::Cosigning => Purpose::Cosigning,
    };
    if let (Some(name), Some(uri)) = (&arguments.name, &arguments.pkcs11) {
        let key = settle(&arguments.file, uri, name, purpose, &arguments.unlock.lock())?;
        writeln!(out, "{key}")?;
        return Ok(Outcome::Fine);
    }
    let key = match (&arguments.name, &arguments.ssh) {
        (Some(name), Some(ssh)) => adopt(&arguments.file, ssh, name, purpose)?,
        (Some(name), None) => make(&arguments.file, name, purpose, protection(arguments)?)?,
        (None, _) if arguments.file.extension().is_some_and(|end| end == "pub") => {
            read_public(&arguments.file)?
        }
        (None, _) => read_secret(&arguments.file, &arguments.unlock.lock())?.key().clone(),
    };
    writeln!(out, "{key}")?;
    Ok(Outcome::Fine)
}

/// How the new key is kept: to recipients, as it stands, or, where neither is said, under a passphrase.
fn protection(arguments: &KeysArguments) -> Result<Protection, Failure> {
    if arguments.plain {
        return Ok(Protection::Plain);
    }
    if !arguments.recipients.is_empty() {
        let recipients = arguments.recipients.iter().map(|text| Recipient::parse(text));
        let recipients: Result<_, _> = recipients.collect();
        return Ok(Protection::Recipients(recipients.map_err(crate::keyring::KeyringError::from)?));
    }
    let what = format!("{}.key", arguments.file.display());
    let passphrase = arguments.unlock.lock().new_passphrase(&what);
    Ok(Protection::Passphrase(passphrase.map_err(|cause| crate::keyring::KeyringError::Locked {
        path: arguments.file.with_added_extension("key"),
        cause,
    })?))
}
