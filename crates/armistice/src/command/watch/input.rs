//! The stream of positions, read on a thread of its own, so that silence can be heard while nothing comes.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use armistice_facts::Fix;
use armistice_feeds::Reject;
use armistice_feeds::nmea::{self, Sentences};
use armistice_feeds::tracks::{Profile, Tracks};

use crate::arguments::WatchArguments;
use crate::moment;
use crate::tracks::{Reading, TrackFileError};

/// Rows that may wait to be followed.
const WAITING: usize = 4096;
/// A growing file is looked at so often.
const PAUSE: Duration = Duration::from_millis(200);

type Row = Result<Fix, Reject>;

/// The rows of the stream as they come.
///
/// # Errors
/// [`TrackFileError`] if the file cannot be opened. What is wrong with its header comes as a row that is refused.
pub(super) fn open(arguments: &WatchArguments) -> Result<Receiver<Row>, TrackFileError> {
    let profiles =
        Reading::with(arguments.table.profile.as_deref(), arguments.table.zone.as_deref())?.profiles;
    let name = arguments.from.display().to_string();
    let stream: Box<dyn Read + Send> = if arguments.from == Path::new("-") {
        Box::new(io::stdin())
    } else {
        let file = File::open(&arguments.from);
        let file = file.map_err(|cause| TrackFileError::Unreadable { path: name.clone(), cause })?;
        if arguments.follow { Box::new(Growing(file)) } else { Box::new(file) }
    };
    let (sender, receiver) = sync_channel(WAITING);
    thread::spawn(move || send(stream, &name, &profiles, &sender));
    Ok(receiver)
}

/// Sends rows until the stream ends, or nobody takes them any more.
fn send(stream: Box<dyn Read + Send>, name: &str, profiles: &[Profile], sender: &SyncSender<Row>) {
    let mut stream = BufReader::new(stream);
    // What cannot be read here cannot be read below, and is told there.
    let is_sentences = stream.fill_buf().is_ok_and(nmea::is_sentences);
    let refused = |reason: String| Err(Reject::new(name, 0, reason, b""));
    let outcome = if is_sentences {
        Sentences::open(stream, name, Some(Box::new(moment::now)))
            .map(|rows| rows.map(|row| sender.send(row)).take_while(Result::is_ok).for_each(drop))
            .map_err(|error| error.to_string())
    } else {
        Tracks::open(stream, name, profiles)
            .map(|rows| rows.map(|row| sender.send(row)).take_while(Result::is_ok).for_each(drop))
            .map_err(|error| error.to_string())
    };
    if let Err(reason) = outcome {
        let _ = sender.send(refused(reason));
    }
}

/// A file that others write on: its end is not the end.
struct Growing(File);

impl Read for Growing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.0.read(buffer)? {
                0 => thread::sleep(PAUSE),
                read => return Ok(read),
            }
        }
    }
}
