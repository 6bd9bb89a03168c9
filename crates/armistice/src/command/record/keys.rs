//! `armistice record keys`: makes a key, or shows the public part of one.

use std::io::Write;

use armistice_record::key::Purpose;

use crate::arguments::{KeyPurpose, KeysArguments};
use crate::command::{Failure, Outcome};
use crate::keyring::{make, read_secret};

/// Makes `FILE.key` and `FILE.pub`, or shows the verifier key of a key file.
pub(super) fn run(arguments: &KeysArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let key = match &arguments.name {
        Some(name) => {
            let purpose = match arguments.purpose {
                KeyPurpose::Signing => Purpose::Signing,
                KeyPurpose::Cosigning => Purpose::Cosigning,
            };
            make(&arguments.file, name, purpose)?
        }
        None => read_secret(&arguments.file)?.key().clone(),
    };
    writeln!(out, "{key}")?;
    Ok(Outcome::Fine)
}
