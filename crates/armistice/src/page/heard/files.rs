//! Reads on where it stopped: of a table that grows, only what was added; whatever else has changed, everything anew.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use armistice_feeds::nmea;
use armistice_feeds::tracks::{Profile, TimeColumn, TimeForm, Tracks as Table};

use super::passages::Passages;
use super::segments::Segments;
use super::tracks::Tracks;
use super::{Hearing, News, PASSAGES};
use crate::case::TRACKS;
use crate::tracks::{Reading, TrackFileError};

/// So much of a file is read at a time.
const PIECE: u64 = 16 << 20;
/// Files are not looked for deeper than this, and not more than so many.
const DEEPEST: usize = 3;
const MOST_FILES: usize = 4_096;
/// A last line without an end is taken as it is once nobody has written for so long.
const SETTLED: Duration = Duration::from_secs(2);
/// A header is not longer than this, in bytes.
const LONGEST_HEADER: u64 = 64 << 10;

/// Listens to the files of a case folder.
#[derive(Debug)]
pub(in crate::page) struct Listener {
    case: PathBuf,
    profiles: Vec<Profile>,
    seen: BTreeMap<PathBuf, Seen>,
    segments: Segments,
    tracks: Tracks,
    passages: Passages,
    refused: Vec<(String, String)>,
    edition: u64,
}

/// How far a file has been read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Seen {
    length: u64,
    written: Option<SystemTime>,
    read: u64,
    /// The first line of a table, which says how all others are read; nothing of what is read only as a whole.
    header: Option<Vec<u8>>,
}

impl Listener {
    pub(in crate::page) fn of(case: &Path) -> Listener {
        Listener {
            case: case.to_owned(),
            profiles: profiles(),
            seen: BTreeMap::new(),
            segments: Segments::default(),
            tracks: Tracks::default(),
            passages: Passages::default(),
            refused: Vec::new(),
            edition: 0,
        }
    }

    /// Looks once; what is new since the last look.
    pub(in crate::page) fn look(&mut self) -> News {
        let mut news = News::default();
        let files = files(&self.case.join(TRACKS));
        let is_other = |(path, seen): (&PathBuf, &Seen)| match files.get(path) {
            None => true,
            Some((length, written)) => {
                let is_as_it_was = *length == seen.length && *written == seen.written;
                !is_as_it_was && (*length < seen.length || seen.header.is_none() && !is_lines(path))
            }
        };
        if self.seen.iter().any(is_other) {
            news.is_anew = true;
            self.forget();
        }
        let before = self.tracks.reports;
        for (path, (length, written)) in &files {
            self.read(path, *length, *written, &mut news);
        }
        self.segments.read(&self.case, &self.profiles, &mut self.tracks);
        self.tracks.sort();
        news.reports = self.tracks.reports.saturating_sub(if news.is_anew { 0 } else { before });
        if !news.is_nothing() {
            self.edition += 1;
        }
        news
    }

    /// All that was heard so far.
    pub(in crate::page) fn hearing(&self) -> Hearing {
        Hearing {
            edition: self.edition,
            tracks: Arc::new(self.tracks.clone()),
            passages: Arc::new(self.passages.clone()),
            refused: self.refused.clone(),
        }
    }

    fn forget(&mut self) {
        self.seen.clear();
        self.segments = Segments::default();
        self.tracks = Tracks::default();
        self.passages = Passages::default();
        self.refused.clear();
    }

    fn read(&mut self, path: &Path, length: u64, written: Option<SystemTime>, news: &mut News) {
        let mut seen = self.seen.get(path).cloned().unwrap_or_default();
        let is_known = self.seen.contains_key(path);
        if is_known && seen.length == length && seen.written == written && seen.read == length {
            return;
        }
        seen.length = length;
        seen.written = written;
        let is_settled = written.is_none_or(|at| at.elapsed().is_ok_and(|since| since > SETTLED));
        let name = path.strip_prefix(&self.case).unwrap_or(path).display().to_string();
        let outcome = if is_lines(path) {
            self.passages_of(path, &name, &mut seen, is_settled, news)
        } else if is_known && seen.header.is_none() {
            Ok(()) // It is read as a whole, and stands as it was.
        } else {
            self.positions_of(path, &name, &mut seen, is_settled)
        };
        if let Err(cause) = outcome {
            seen.read = length;
            if !self.refused.iter().any(|(refused, _)| *refused == name) {
                self.refused.push((name, cause));
            }
        }
        self.seen.insert(path.to_owned(), seen);
    }

    fn passages_of(
        &mut self,
        path: &Path,
        name: &str,
        seen: &mut Seen,
        is_settled: bool,
        news: &mut News,
    ) -> Result<(), String> {
        while let Some(bytes) = piece(path, seen, is_settled)? {
            for line in String::from_utf8_lossy(&bytes).lines() {
                news.passages.extend(self.passages.take(name, line));
            }
        }
        Ok(())
    }

    fn positions_of(
        &mut self,
        path: &Path,
        name: &str,
        seen: &mut Seen,
        is_settled: bool,
    ) -> Result<(), String> {
        if seen.header.is_none() {
            match header(path)? {
                Start::Unfinished => return Ok(()),
                Start::Whole => {
                    seen.read = seen.length;
                    return self.whole(path);
                }
                Start::Header(header) => {
                    seen.read = header.len() as u64;
                    seen.header = Some(header);
                }
            }
        }
        while let Some(bytes) = piece(path, seen, is_settled)? {
            let start = seen.header.as_deref().unwrap_or_default();
            let rows = Table::open(start.chain(bytes.as_slice()), name, &self.profiles);
            for row in rows.map_err(|error| error.to_string())? {
                match row {
                    Ok(fix) => self.tracks.add(&fix),
                    Err(_) => self.tracks.set_aside += 1,
                }
            }
        }
        Ok(())
    }

    /// What is packed, or comes in sentences of which one may end in the next.
    fn whole(&mut self, path: &Path) -> Result<(), String> {
        let mut reading = Reading::with(None, None).map_err(|error| error.to_string())?;
        reading.profiles.clone_from(&self.profiles);
        let tracks = &mut self.tracks;
        let read = reading.read::<TrackFileError>(path, &mut |piece| {
            tracks.take(&piece);
            Ok(())
        });
        read.map_err(|error| error.to_string())
    }
}

/// The layout that watch and ingest write (docs/formats/segment.md), then those of others.
fn profiles() -> Vec<Profile> {
    let own = Profile {
        name: "segment".to_owned(),
        object: Some("object".to_owned()),
        object_name: None,
        time: TimeColumn {
            column: "time".to_owned(),
            form: TimeForm::DateTime,
            zone: Some("UTC".to_owned()),
        },
        latitude: "latitude".to_owned(),
        longitude: "longitude".to_owned(),
        height: None,
        speed: None,
        error_metres: 0,
        delimiter: ',',
    };
    std::iter::once(own).chain(Profile::shipped()).collect()
}

/// Whether it holds what watch tells, line by line.
fn is_lines(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == PASSAGES)
}

/// The files below a folder, with their size and when they were written; what is hidden is somebody's unfinished work.
fn files(folder: &Path) -> BTreeMap<PathBuf, (u64, Option<SystemTime>)> {
    let mut open = vec![(folder.to_owned(), 0)];
    let mut found = BTreeMap::new();
    while let Some((folder, depth)) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            let Ok(about) = entry.metadata() else { continue };
            if about.is_dir() && depth < DEEPEST {
                open.push((entry.path(), depth + 1));
            } else if about.is_file() && !is_hidden && found.len() < MOST_FILES {
                found.insert(entry.path(), (about.len(), about.modified().ok()));
            }
        }
    }
    found
}

/// How a file of positions begins.
enum Start {
    /// There is no whole line yet.
    Unfinished,
    /// It is no plain table.
    Whole,
    Header(Vec<u8>),
}

fn header(path: &Path) -> Result<Start, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let mut bytes = Vec::new();
    file.take(LONGEST_HEADER).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    let is_packed = bytes.starts_with(&[0x1f, 0x8b]) || bytes.starts_with(b"PAR1");
    if is_packed || nmea::is_sentences(&bytes) {
        return Ok(Start::Whole);
    }
    Ok(match bytes.iter().position(|byte| *byte == b'\n') {
        Some(end) => {
            bytes.truncate(end + 1);
            Start::Header(bytes)
        }
        None => Start::Unfinished,
    })
}

/// The next whole lines of a file; nothing if there are none.
fn piece(path: &Path, seen: &mut Seen, is_settled: bool) -> Result<Option<Vec<u8>>, String> {
    let in_words = |error: std::io::Error| error.to_string();
    let mut file = File::open(path).map_err(in_words)?;
    file.seek(SeekFrom::Start(seen.read)).map_err(in_words)?;
    let mut bytes = Vec::new();
    file.take(PIECE).read_to_end(&mut bytes).map_err(in_words)?;
    let is_last = (bytes.len() as u64) < PIECE;
    let end = match bytes.iter().rposition(|byte| *byte == b'\n') {
        _ if is_last && is_settled => bytes.len(),
        Some(end) => end + 1,
        // A line that never ends is passed over.
        None if !is_last => bytes.len(),
        None => 0,
    };
    bytes.truncate(end);
    seen.read += end as u64;
    Ok((end > 0).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use armistice_facts::Instant;

    use super::super::tracks::Window;
    use super::*;

    const HEADER: &str = "time,object,latitude,longitude\n";

    fn whole() -> Window {
        Window { from: Instant::EPOCH, to: Instant::EPOCH.plus_millis(i64::MAX) }
    }

    fn told(listener: &Listener) -> Vec<(String, usize)> {
        let hearing = listener.hearing();
        hearing.tracks.within(whole()).map(|(object, reports)| (object.to_owned(), reports.len())).collect()
    }

    fn append(path: &Path, text: &str) {
        let mut file = fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }

    #[test]
    fn a_table_is_read_on_where_it_was_left_and_only_whole_lines_of_it() {
        let case = tempfile::tempdir().unwrap();
        let mut listener = Listener::of(case.path());
        assert!(listener.look().is_nothing());
        fs::create_dir(case.path().join(TRACKS)).unwrap();
        let file = case.path().join(TRACKS).join("a.csv");
        append(&file, HEADER);
        assert!(listener.look().is_nothing());
        append(&file, "2020-01-01T00:00:00Z,100,1,2\n2020-01-01T00:01");
        assert_eq!(listener.look().reports, 1);
        append(&file, ":00Z,100,1,2.5\nnonsense\n2020-01-01T00:02:00Z,200,1,2\n");
        assert_eq!(listener.look().reports, 2);
        assert!(listener.look().is_nothing());
        assert_eq!(told(&listener), [("100".to_owned(), 2), ("200".to_owned(), 1)]);
        assert_eq!(listener.hearing().tracks.set_aside, 1);
    }

    #[test]
    fn what_is_taken_away_or_written_anew_is_no_more() {
        let case = tempfile::tempdir().unwrap();
        let folder = case.path().join(TRACKS);
        fs::create_dir(&folder).unwrap();
        let mut listener = Listener::of(case.path());
        let row = |object: &str| format!("2020-01-01T00:00:00Z,{object},1,2\n");
        fs::write(folder.join("a.csv"), format!("{HEADER}{}{}", row("1"), row("2"))).unwrap();
        fs::write(folder.join("b.csv"), format!("{HEADER}{}", row("3"))).unwrap();
        assert_eq!(listener.look().reports, 3);
        fs::write(folder.join("a.csv"), format!("{HEADER}{}", row("4"))).unwrap();
        let news = listener.look();
        assert!(news.is_anew && news.reports == 2);
        assert_eq!(told(&listener), [("3".to_owned(), 1), ("4".to_owned(), 1)]);
        fs::remove_file(folder.join("b.csv")).unwrap();
        assert!(listener.look().is_anew);
        assert_eq!(told(&listener), [("4".to_owned(), 1)]);
    }

    #[test]
    fn what_is_no_table_is_refused_once_and_harms_nothing_else() {
        let case = tempfile::tempdir().unwrap();
        let folder = case.path().join(TRACKS);
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("a.csv"), "a,b\n1,2\n").unwrap();
        fs::write(folder.join("b.bin"), [0xff; 300]).unwrap();
        fs::write(folder.join("c.csv"), format!("{HEADER}2020-01-01T00:00:00Z,1,1,2\n")).unwrap();
        let mut listener = Listener::of(case.path());
        assert_eq!(listener.look().reports, 1);
        assert!(listener.look().is_nothing());
        let refused: Vec<String> = listener.hearing().refused.into_iter().map(|(name, _)| name).collect();
        assert_eq!(refused, ["tracks/a.csv"]);
    }
}
