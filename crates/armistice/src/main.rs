//! The program: the command line over the rooms of Armistice. Everything that judges lives in the crates below;
//! this one opens folders, reads the clock where a person leaves a date out, and shows.

mod age_file;
mod arguments;
mod asked;
mod attested;
mod author;
mod bundle;
mod case;
mod claims;
mod clocks;
mod command;
mod drawn;
mod ending;
mod error_pages;
mod export;
mod founding;
mod incursions;
mod intake;
mod keyring;
mod language_server;
mod moment;
mod observer;
mod page;
mod parts;
mod point;
mod recorded;
mod remote;
mod reports;
mod revision;
mod segments;
mod served;
mod show;
mod state;
mod strange;
mod submission;
mod telling;
mod tracks;
mod web;
mod wordbook;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};
use crate::command::Outcome;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // The server's own threads hold the channels.
    if let Command::Lsp = arguments.command {
        return lsp();
    }
    let stdout = std::io::stdout();
    // Talk is not locked: the threads of a server talk, too.
    let (mut out, mut talk) = (std::io::BufWriter::new(stdout.lock()), std::io::stderr());
    let outcome = run(&arguments.command, &mut out, &mut talk).and_then(|outcome| {
        out.flush().map_err(command::Failure::from)?;
        Ok(outcome)
    });
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Ok(Outcome::Code(code)) => ExitCode::from(code),
        // A reader that has seen enough (`| head`) is no failure.
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            tell(&failure, &mut talk);
            ExitCode::from(2)
        }
    }
}

fn lsp() -> ExitCode {
    match language_server::serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(command: &Command, out: &mut dyn Write, talk: &mut dyn Write) -> Result<Outcome, command::Failure> {
    match command {
        Command::Demo(arguments) => command::demo::run(arguments, out, talk),
        Command::Check(arguments) => command::check::run(arguments, out, talk),
        Command::Test(arguments) => command::test::run(arguments, out, talk),
        Command::Read(arguments) => command::read::run(arguments, out, talk),
        Command::Export(arguments) => command::export::run(arguments, out),
        Command::Status(arguments) => command::status::run(arguments, out, talk),
        Command::Explain(arguments) => command::explain::run(arguments, out, talk),
        Command::Fmt(arguments) => command::fmt::run(arguments, out, talk),
        Command::Diff(arguments) => command::diff::run(arguments, out, talk),
        Command::Claims(arguments) => command::claims::run(arguments, out, talk),
        Command::Provisions(arguments) => command::provisions::run(arguments, out, talk),
        // Served before anything else.
        Command::Lsp => Ok(Outcome::Fine),
        Command::Init(arguments) => command::init::run(arguments, out),
        Command::Ingest(arguments) => command::ingest::run(arguments, out, talk),
        Command::Record(command) => command::record::run(command, out, talk),
        Command::Serve(arguments) => command::serve::run(arguments, out),
        Command::Screen(arguments) => command::screen::run(arguments, out, talk),
        Command::Watch(arguments) => command::watch::run(arguments, out, talk),
        Command::Convert(arguments) => command::convert::run(arguments, talk),
    }
}

/// Tells what could not be done and how to mend it. A talk channel that is gone is nothing to stop for.
fn tell(failure: &command::Failure, talk: &mut dyn Write) {
    let _ = writeln!(talk, "error: {failure}");
    if let Some(help) = failure.help() {
        let _ = writeln!(talk, "  help: {help}");
    }
}
