//! Any number of fixes in the order of object and time, in bounded memory: sorted in runs, the runs kept in temporary
//! files that vanish with the program, and merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use armistice_earth::Position;
use armistice_facts::{Fix, Height, HeightDatum, Instant};

/// So many fixes are sorted in memory: about 70 MB of them.
const RUN: usize = 500_000;
/// So many runs are merged at once, each with a buffer of its own; where there are more, they are merged to one.
const MOST_RUNS: usize = 64;
/// The longest identifier that is written: longer ones are refused where they are read.
const LONGEST_OBJECT: usize = 1 << 16;

/// Takes fixes in any order.
#[derive(Debug)]
pub struct Sorter {
    folder: PathBuf,
    held: Vec<Fix>,
    run: usize,
    runs: Vec<File>,
}

/// The fixes in the order of object, time and row.
#[derive(Debug)]
pub struct Sorted {
    runs: Vec<Run>,
    next: BinaryHeap<Reverse<Entry>>,
    broken: Option<io::Error>,
}

/// A sorted run: from a file, or from memory.
#[derive(Debug)]
enum Run {
    File(BufReader<File>),
    Memory(std::vec::IntoIter<Fix>),
}

/// The next fix of a run; ordered by object, time and row, then by the number of the run.
#[derive(Debug)]
struct Entry {
    fix: Fix,
    run: usize,
}

impl Sorter {
    /// A sorter that keeps its runs in a folder.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Sorter::with_runs_of(folder, RUN)
    }

    /// The same with shorter runs, for tests.
    #[must_use]
    pub fn with_runs_of(folder: &Path, fixes: usize) -> Self {
        Sorter { folder: folder.to_owned(), held: Vec::new(), run: fixes.max(1), runs: Vec::new() }
    }

    /// Takes one fix.
    ///
    /// # Errors
    /// What the system says where a run cannot be written.
    pub fn push(&mut self, fix: Fix) -> io::Result<()> {
        self.held.push(fix);
        if self.held.len() < self.run {
            return Ok(());
        }
        let held = self.sorted_run();
        let run = self.write(held.into_iter().map(Ok))?;
        self.runs.push(run);
        if self.runs.len() >= MOST_RUNS {
            let runs = std::mem::take(&mut self.runs);
            let merged = Sorted::over(runs.into_iter().map(Run::of).collect::<io::Result<_>>()?);
            let run = self.write(merged)?;
            self.runs.push(run);
        }
        Ok(())
    }

    /// All fixes, in order.
    ///
    /// # Errors
    /// What the system says where a run cannot be read.
    pub fn finish(mut self) -> io::Result<Sorted> {
        let held = self.sorted_run();
        let mut runs = self.runs.into_iter().map(Run::of).collect::<io::Result<Vec<_>>>()?;
        runs.push(Run::Memory(held.into_iter()));
        Ok(Sorted::over(runs))
    }

    fn sorted_run(&mut self) -> Vec<Fix> {
        let mut held = std::mem::take(&mut self.held);
        held.sort_by(|one, other| key(one).cmp(&key(other)));
        held
    }

    fn write(&self, fixes: impl Iterator<Item = io::Result<Fix>>) -> io::Result<File> {
        let mut file = BufWriter::new(tempfile::tempfile_in(&self.folder)?);
        for fix in fixes {
            encode(&fix?, &mut file)?;
        }
        file.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

impl Sorted {
    fn over(runs: Vec<Run>) -> Self {
        let mut sorted = Sorted { runs, next: BinaryHeap::new(), broken: None };
        for run in 0..sorted.runs.len() {
            sorted.refill(run);
        }
        sorted
    }

    fn refill(&mut self, run: usize) {
        match self.runs.get_mut(run).map(Run::next) {
            Some(Ok(Some(fix))) => self.next.push(Reverse(Entry { fix, run })),
            Some(Err(error)) => self.broken = Some(error),
            Some(Ok(None)) | None => {}
        }
    }
}

impl Iterator for Sorted {
    type Item = io::Result<Fix>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.broken.take() {
            // Without one of its runs the order is worth nothing.
            self.next.clear();
            self.runs.clear();
            return Some(Err(error));
        }
        let Reverse(Entry { fix, run }) = self.next.pop()?;
        self.refill(run);
        Some(Ok(fix))
    }
}

impl Run {
    fn of(mut file: File) -> io::Result<Run> {
        file.seek(SeekFrom::Start(0))?;
        Ok(Run::File(BufReader::with_capacity(1 << 17, file)))
    }

    fn next(&mut self) -> io::Result<Option<Fix>> {
        match self {
            Run::File(file) => decode(file),
            Run::Memory(fixes) => Ok(fixes.next()),
        }
    }
}

fn key(fix: &Fix) -> (&str, Instant, u64) {
    (&fix.object, fix.time, fix.row)
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        key(&self.fix).cmp(&key(&other.fix)).then(self.run.cmp(&other.run))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Entry {}

/// One fix, for no eyes but those of [`decode`].
fn encode(fix: &Fix, out: &mut impl Write) -> io::Result<()> {
    let length = u32::try_from(fix.object.len()).map_err(io::Error::other)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(fix.object.as_bytes())?;
    out.write_all(&fix.time.millis().to_le_bytes())?;
    out.write_all(&fix.position.lon_e7().to_le_bytes())?;
    out.write_all(&fix.position.lat_e7().to_le_bytes())?;
    out.write_all(&fix.error_metres.to_le_bytes())?;
    let (datum, height) = fix.height.map_or((0, 0), |height| (number_of(height.datum), height.millimetres));
    out.write_all(&[datum])?;
    out.write_all(&height.to_le_bytes())?;
    out.write_all(&[u8::from(fix.speed_mm_s.is_some())])?;
    out.write_all(&fix.speed_mm_s.unwrap_or(0).to_le_bytes())?;
    out.write_all(&fix.row.to_le_bytes())
}

/// The next fix of a run; nothing at its end.
fn decode(file: &mut impl Read) -> io::Result<Option<Fix>> {
    let mut length = [0; 4];
    match file.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > LONGEST_OBJECT {
        return Err(io::Error::other("a temporary file was changed"));
    }
    let mut object = vec![0; length];
    file.read_exact(&mut object)?;
    let object = String::from_utf8(object).map_err(io::Error::other)?;
    let time = Instant::from_millis(i64::from_le_bytes(some(file)?)).map_err(io::Error::other)?;
    let (lon, lat) = (i32::from_le_bytes(some(file)?), i32::from_le_bytes(some(file)?));
    let position = Position::from_e7(lon, lat).map_err(io::Error::other)?;
    let error_metres = u32::from_le_bytes(some(file)?);
    let [datum] = some(file)?;
    let millimetres = i64::from_le_bytes(some(file)?);
    let height = datum_of(datum).map(|datum| Height { millimetres, datum });
    let [has_speed] = some(file)?;
    let speed = u32::from_le_bytes(some(file)?);
    let speed_mm_s = (has_speed == 1).then_some(speed);
    let row = u64::from_le_bytes(some(file)?);
    Ok(Some(Fix { object, time, position, error_metres, height, speed_mm_s, row }))
}

fn some<const N: usize>(file: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn number_of(datum: HeightDatum) -> u8 {
    match datum {
        HeightDatum::Amsl => 1,
        HeightDatum::Agl => 2,
        HeightDatum::Barometric => 3,
        HeightDatum::Ellipsoid => 4,
    }
}

fn datum_of(number: u8) -> Option<HeightDatum> {
    match number {
        1 => Some(HeightDatum::Amsl),
        2 => Some(HeightDatum::Agl),
        3 => Some(HeightDatum::Barometric),
        4 => Some(HeightDatum::Ellipsoid),
        _ => None,
    }
}
