//! `armistice serve`: the page of a case and its addresses for other programs, on this machine unless told otherwise.

use std::io::Write;
use std::net::TcpListener;
use std::sync::Arc;

use super::{Failure, Outcome};
use crate::arguments::ServePageArguments;
use crate::page::{self, Guard, Page};
use crate::web;

/// Prints the address and serves until the process is ended.
pub(crate) fn run(arguments: &ServePageArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let page = Page::open(arguments.case.clone())?;
    let address = arguments.listen;
    let listener = TcpListener::bind(address).map_err(|cause| Failure::Listen(address, cause))?;
    writeln!(out, "http://{}/", listener.local_addr()?)?;
    out.flush()?;
    let (followed, heard) = (Arc::clone(&page), Arc::clone(&page));
    std::thread::Builder::new().name("listen".to_owned()).spawn(move || page::listen(&heard))?;
    // Without somebody who follows the folder the page would show what is no longer so.
    std::thread::Builder::new().name("follow".to_owned()).spawn(move || page::follow(&followed))?;
    web::serve(listener, page::router(page, Guard::new(arguments.host.clone())))?;
    Ok(Outcome::Fine)
}
