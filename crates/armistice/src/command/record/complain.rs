//! `armistice record complain`: a promise of the keeper that was broken, told in the record itself.

use std::io::Write;

use armistice_record::files::{Files as _, POLICY};
use armistice_record::json::Json;
use armistice_record::policy::Policy;
use armistice_record::receipt::Receipt;
use armistice_record::verify::to_lines;

use crate::arguments::ComplainArguments;
use crate::case::read_bounded;
use crate::command::{Failure, Outcome};
use crate::moment::now;
use crate::submission::{Copy, Draft, hand_in};

/// Writes the complaint. What is no receipt of this log, or promises what is not due yet, is none.
pub(super) fn run(arguments: &ComplainArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let folder = super::opened(&arguments.desk.record);
    let copy = Copy::open(folder.root())?;
    let bytes = read_bounded(&arguments.receipt)?;
    let told = |cause: &dyn std::fmt::Display| {
        Failure::Record(format!("`{}`: {cause}", arguments.receipt.display()))
    };
    let policy = folder.read(POLICY).map_err(Failure::Record)?.unwrap_or_default();
    let policy = Policy::parse(&policy).map_err(|cause| told(&cause))?;
    let receipt = Receipt::open(&bytes, &policy.log_keys()).map_err(|cause| told(&cause))?;
    let now = u64::try_from(now().millis() / 1000).unwrap_or(0);
    if copy.head.size < receipt.by_size && receipt.by_time.is_none_or(|time| now <= time) {
        let size = receipt.by_size;
        return Err(told(&format!("the promise is for size {size}, and the record has {}", copy.head.size)));
    }
    let lines = to_lines(&String::from_utf8_lossy(&bytes));
    let payload = Json::object([
        ("receipt", Json::List(lines.iter().map(Json::text).collect())),
        ("eid", Json::text(receipt.entry.hex())),
    ]);
    let draft = Draft::new("refusal_claim", payload, &arguments.desk.writing, copy.last);
    let handed = hand_in(folder.root(), &arguments.desk.writing, vec![draft])?;
    let what = format!("`{}` says that a promise was broken", arguments.desk.writing.by);
    super::tell_handed(&handed, &what, out)?;
    Ok(Outcome::Fine)
}
