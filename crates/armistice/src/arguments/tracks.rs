//! What can be said of track files.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::HeardArguments;

/// How tables of positions are read.
#[derive(Debug, Args)]
pub(crate) struct TableArguments {
    /// A shipped profile by its name, or a file (.json) with one of your own [default: recognised by the header]
    #[arg(long, value_name = "PROFILE")]
    pub(crate) profile: Option<String>,
    /// The zone of times that name none, where no profile states it: UTC, or an offset such as +09:00 [default: they are
    /// refused]
    #[arg(long, value_name = "ZONE")]
    pub(crate) zone: Option<String>,
    /// Write the rows that were set aside to this file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,
}

/// What breaks a track, and how far positions are believed.
#[derive(Debug, Args)]
pub(crate) struct LimitArguments {
    /// Two reports of one object more than so many seconds apart are a gap
    #[arg(long, value_name = "N", default_value_t = 600.0, value_parser = positive)]
    pub(crate) gap_seconds: f64,
    /// Two reports more than 100 m apart with a higher speed between them are a jump
    #[arg(long, value_name = "N", default_value_t = 100.0, value_parser = positive)]
    pub(crate) jump_knots: f64,
    /// A table of classes (CSV: class, gap_seconds, jump_knots) whose objects have limits of their own; needs --objects
    #[arg(long, value_name = "FILE", requires = "objects")]
    pub(crate) paces: Option<PathBuf>,
    /// How far a reported position may be from the true one, in metres, where the table does not say
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) error_metres: u32,
    /// Look at a zone only while a norm binds whose place names it, as far as the text tells the days; who is in it when it
    /// comes into force has not entered it
    #[arg(long)]
    pub(crate) in_force: bool,
}

/// How far places were heard, as facts.
#[derive(Debug, Args)]
pub(crate) struct CoverageArguments {
    /// Write a table of facts that tells how far the places of norms were heard (docs/facts-table.md, kind coverage)
    #[arg(long, value_name = "FILE", requires_all = ["covers", "observer"])]
    pub(crate) coverage_facts: Option<PathBuf>,
    /// A norm whose breach such tracks would show; may be given several times
    #[arg(long, value_name = "NORM", requires = "coverage_facts")]
    pub(crate) covers: Vec<String>,
    /// Whose receivers heard the tracks: a body or party of the agreement, or the name of a sensor
    #[arg(long, value_name = "NAME", requires = "coverage_facts")]
    pub(crate) observer: Option<String>,
}

/// `armistice watch`
#[derive(Debug, Args)]
#[command(after_help = WATCHED)]
pub(crate) struct WatchArguments {
    /// A case folder, or an agreement (.agreement.md)
    #[arg(value_name = "CASE")]
    pub(crate) case: PathBuf,
    /// The positions to read, CSV or AIS sentences (a line that names no time is taken for received now); - is standard
    /// input
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub(crate) from: PathBuf,
    /// Go on reading what is added to the file
    #[arg(long)]
    pub(crate) follow: bool,
    /// By which clock fixes are late, and silence is heard
    #[arg(long, value_enum, default_value_t = WatchClock::Stream)]
    pub(crate) clock: WatchClock,
    /// How the table is read
    #[command(flatten)]
    pub(crate) table: TableArguments,
    /// A table of objects (CSV: object, class, party): passages are told for norms that can speak of them only
    #[arg(long, value_name = "FILE")]
    pub(crate) objects: Option<PathBuf>,
    /// Whose receivers hear the objects: entries and crossings that are certain are judged as its reports
    #[arg(long, value_name = "NAME")]
    pub(crate) observer: Option<String>,
    /// Where it is recorded
    #[command(flatten)]
    pub(crate) heard: HeardArguments,
    /// Keep positions and passages under tracks/ of the case folder, where `armistice serve` shows them as they come; with
    /// --observer also the facts that they come to, under inbox/: there they are judged with all others, and a case with a
    /// record takes them in with ingest
    #[arg(long)]
    pub(crate) keep: bool,
    /// What breaks a track
    #[command(flatten)]
    pub(crate) limits: LimitArguments,
    /// So many seconds a fix waits for older ones
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub(crate) watermark_seconds: u32,
    /// So many seconds back a late fix still changes what was told; later ones are set aside
    #[arg(long, value_name = "N", default_value_t = 3600)]
    pub(crate) memory_seconds: u32,
    /// After so many seconds in a zone an object is told to dwell there
    #[arg(long, value_name = "N", default_value_t = 900)]
    pub(crate) dwell_seconds: u32,
    /// How to print
    #[arg(long, value_enum, default_value_t = WatchFormat::Text)]
    pub(crate) format: WatchFormat,
}

/// By which clock fixes are late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WatchClock {
    /// The second-latest time that objects tell, so that one wrong clock makes nobody late: for recorded streams
    Stream,
    /// The computer's: for live ones, so that silence is heard
    Wall,
}

/// How what happens is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WatchFormat {
    /// For people, one line each
    Text,
    /// One object a line; see schemas/watch.schema.json
    Json,
}

const WATCHED: &str = "\
What is told, one line each:
  passage   what screen tells, with a number that it keeps. Told at once, as undetermined if the errors leave room for doubt;
            told again as a higher revision when a later fix makes it certain or a late one changes it; withdrawn if a late
            one shows that it was not so
  inside    an object is in a zone when it is first heard of
  in-force  (with --in-force) a zone came into force while an object was in it
  dwell     an object has been in a zone for long, as far as is known; it may have fallen silent
  verdict   (with --observer) a verdict has changed, by the facts of the case and what was told
Rows that cannot be used are set aside and told, as screen does. With --keys what is heard goes into the record of the case:
positions when their minute is over and no older ones are waited for, reports when no late fix can change them any more.
Whoever ends the program before loses what has waited; ingest --tracks takes it in from a file.

Examples:
  receiver | armistice watch case --clock wall --format json
  armistice watch case --from today.csv --follow --objects ships.csv --observer UNC --keep
  receiver | armistice watch case --clock wall --sensor \"coast radar\" --observer UNC --keys keys";

/// `armistice screen`
#[derive(Debug, Args)]
pub(crate) struct ScreenArguments {
    /// The agreement (.agreement.md) whose zones and lines are watched, or a folder that holds one
    #[arg(value_name = "AGREEMENT")]
    pub(crate) agreement: PathBuf,
    /// Track files: CSV, plain or gzip, AIS sentences, and Parquet, read in the order given
    #[arg(required = true, value_name = "TRACKS")]
    pub(crate) tracks: Vec<PathBuf>,
    /// How they are read
    #[command(flatten)]
    pub(crate) table: TableArguments,
    /// What breaks a track
    #[command(flatten)]
    pub(crate) limits: LimitArguments,
    /// So many seconds a report may come after a newer one of its object; later ones are set aside
    #[arg(long, value_name = "N", default_value_t = 3600)]
    pub(crate) late_seconds: u32,
    /// A table of objects (CSV: object, class, party): passages are told for norms that can speak of them only
    #[arg(long, value_name = "FILE")]
    pub(crate) objects: Option<PathBuf>,
    /// Tables of facts in which receivers tell when they were up and how far they hear (docs/facts-table.md, kind reception):
    /// beside what was seen it is told whether anybody was listening; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) receivers: Vec<PathBuf>,
    /// How far places were heard
    #[command(flatten)]
    pub(crate) coverage: CoverageArguments,
    /// Pass over the parts of a converted file whose box lies more than 20 km from every zone and line. What happens at zones and
    /// lines, and the cells and slots in which zones were heard, stay the same; gaps and jumps out there are not told, their rows
    /// are not counted, and the time that was listened is that of what was read. The boxes are believed: use it on files that you
    /// converted yourself
    #[arg(long)]
    pub(crate) skip_far: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = ScreenFormat::Table)]
    pub(crate) format: ScreenFormat,
}

/// How passages are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScreenFormat {
    /// For people, in 100 columns
    Table,
    /// One object with the counts and all passages
    Json,
    /// One passage a line; see schemas/passage.schema.json
    Ndjson,
    /// One passage a row, under a header
    Csv,
}

/// `armistice convert`
#[derive(Debug, Args)]
#[command(after_help = CONVERTED)]
pub(crate) struct ConvertArguments {
    /// Track files: CSV, plain or gzip, AIS sentences, and Parquet, in any order of rows; the last file is the one to write
    /// (.parquet)
    #[arg(required = true, num_args = 2.., value_names = ["TRACKS", "OUT"])]
    pub(crate) files: Vec<PathBuf>,
    /// How they are read
    #[command(flatten)]
    pub(crate) table: TableArguments,
    /// Write over a file that is there
    #[arg(long)]
    pub(crate) force: bool,
}

const CONVERTED: &str = "\
The rows are sorted by object and time. More rows take no more memory: what does not fit waits in
temporary files in the folder that TMPDIR names. Rows that cannot be read are set aside and told, as
screen does; nothing is dropped, and no two rows are made one.

What is written, one row a position:
  object        text                       the identifier
  time          INT64, milliseconds UTC    differences packed (DELTA_BINARY_PACKED)
  lat_e7        INT32                      ten-millionths of a degree, WGS 84, differences packed
  lon_e7        INT32                      likewise
  error_m       INT32                      bound of the error in metres, 0 where none is stated
  height_mm     INT64 or null              height in millimetres above
  height_datum  text or null               amsl, agl, barometric or ellipsoid
  speed_mm_s    INT64 or null              speed over the ground in millimetres a second
Groups of 65,536 rows tell the least and greatest value of each column. DuckDB, pandas and polars
read the file as it is:
  SELECT object, time, lat_e7 / 1e7 AS lat, lon_e7 / 1e7 AS lon FROM 'out.parquet'

Examples:
  armistice convert day-1.csv.gz day-2.csv.gz two-days.parquet
  armistice convert positions.parquet sorted.parquet --zone UTC --rejects refused.ndjson";

fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(number),
        _ => Err("a number above 0 is needed".to_owned()),
    }
}
