//! `armistice serve`: the page of a case and its addresses for other programs, on this machine unless told otherwise.

use std::io::Write;
use std::net::TcpListener;
use std::sync::Arc;

use armistice_facts::Name;

use super::{Failure, Outcome};
use crate::arguments::ServePageArguments;
use crate::claims::deciding::Person;
use crate::page::{self, Guard, Page, Review};
use crate::submission::can_sign;
use crate::web;

/// Prints the address and serves until the process is ended.
pub(crate) fn run(arguments: &ServePageArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let review = arguments.review.then(|| review(arguments)).transpose()?;
    let token = review.as_ref().map(|review| format!("claims#review={}", review.token()));
    let guard = Guard::new(arguments.host.clone());
    let guard = if review.is_some() { guard.taking(page::DECISIONS) } else { guard };
    let page = Page::open(arguments.case.clone(), review)?;
    let address = arguments.listen;
    let listener = TcpListener::bind(address).map_err(|cause| Failure::Listen(address, cause))?;
    writeln!(out, "http://{}/{}", listener.local_addr()?, token.unwrap_or_default())?;
    out.flush()?;
    let (followed, heard) = (Arc::clone(&page), Arc::clone(&page));
    std::thread::Builder::new().name("listen".to_owned()).spawn(move || page::listen(&heard))?;
    // Without somebody who follows the folder the page would show what is no longer so.
    std::thread::Builder::new().name("follow".to_owned()).spawn(move || page::follow(&followed))?;
    web::serve(listener, page::router(page, guard))?;
    Ok(Outcome::Fine)
}

/// Who decides on claims: only on this machine, by a name, and with a key where the case has a record that is to hold it.
fn review(arguments: &ServePageArguments) -> Result<Review, Failure> {
    if !arguments.listen.ip().is_loopback() {
        return Err(Failure::ReviewElsewhere(arguments.listen));
    }
    let by = arguments.by.as_deref().unwrap_or_default();
    let by = Name::new(by).map_err(|error| Failure::Author(error.to_string()))?;
    let keyring = arguments.keyring();
    if keyring.is_some() && !arguments.case.join("record").is_dir() {
        return Err(super::claims::ClaimsError::NoRecord.into());
    }
    if let Some(keyring) = &keyring {
        can_sign(&arguments.case.join("record"), keyring, &by)?;
    }
    Review::new(Person { by, keyring }).map_err(|error| Failure::Random(error.to_string()))
}
