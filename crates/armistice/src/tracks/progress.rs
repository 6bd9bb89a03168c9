//! One line on a terminal that tells how far the work is, how fast it goes and how long it still takes.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// The clock is asked after so many rows.
const ROWS: u64 = 4096;
/// The line is written so often.
const PAUSE: Duration = Duration::from_millis(250);

/// How far the work is.
#[derive(Debug)]
pub(crate) struct Progress {
    is_shown: bool,
    start: Instant,
    shown: Instant,
    rows: u64,
    is_open: bool,
}

impl Progress {
    /// Begins now; shown only where standard error is a terminal.
    pub(crate) fn begin() -> Self {
        Progress::new(io::stderr().is_terminal())
    }

    fn new(is_shown: bool) -> Self {
        let now = Instant::now();
        Progress { is_shown, start: now, shown: now, rows: 0, is_open: false }
    }

    /// One more row; `share` of the whole work is done, from 0 to 1.
    pub(crate) fn row(&mut self, share: f64, talk: &mut dyn Write) -> io::Result<()> {
        self.rows(1, share, talk)
    }

    /// So many more rows.
    pub(crate) fn rows(&mut self, many: u64, share: f64, talk: &mut dyn Write) -> io::Result<()> {
        let before = self.rows;
        self.rows += many;
        if !self.is_shown || before / ROWS == self.rows / ROWS {
            return Ok(());
        }
        let now = Instant::now();
        if now - self.shown < PAUSE {
            return Ok(());
        }
        (self.shown, self.is_open) = (now, true);
        write!(talk, "\r{}\x1b[K", line(self.rows, now - self.start, share))?;
        talk.flush()
    }

    /// Takes the line away again.
    pub(crate) fn end(&mut self, talk: &mut dyn Write) -> io::Result<()> {
        if std::mem::take(&mut self.is_open) {
            write!(talk, "\r\x1b[K")?;
            talk.flush()?;
        }
        Ok(())
    }
}

/// The line: rows, rate, share and rest.
fn line(rows: u64, past: Duration, share: f64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = rows as f64 / past.as_secs_f64().max(1e-9);
    let mut line = format!("{} rows, {} rows/s", short(rows), short(whole(rate)));
    if share > 0.0 && share <= 1.0 {
        let rest = past.as_secs_f64() * (1.0 - share) / share;
        line.push_str(&format!(", {:.0} %, {} left", share * 100.0, duration(whole(rest.ceil()))));
    }
    line
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn whole(number: f64) -> u64 {
    number.clamp(0.0, 1e15) as u64
}

/// A number with three digits or so: `950`, `12.3 k`, `4.56 M`.
fn short(number: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
    let real = number as f64;
    match number {
        0..1000 => number.to_string(),
        1000..1_000_000 => format!("{:.1} k", real / 1e3),
        1_000_000..1_000_000_000 => format!("{:.2} M", real / 1e6),
        _ => format!("{:.2} G", real / 1e9),
    }
}

fn duration(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_rate_and_rest() {
        let past = Duration::from_secs(10);
        assert_eq!(line(4_000_000, past, 0.25), "4.00 M rows, 400.0 k rows/s, 25 %, 30 s left");
        assert_eq!(line(900, Duration::from_secs(1), 0.001), "900 rows, 900 rows/s, 0 %, 16 min 39 s left");
        assert_eq!(
            line(2_500_000_000, Duration::from_secs(500), 0.05),
            "2.50 G rows, 5.00 M rows/s, 5 %, 2 h 38 min left"
        );
        // Of a pipe nobody knows how much there is.
        assert_eq!(line(4096, past, 0.0), "4.1 k rows, 409 rows/s");
    }

    #[test]
    fn nothing_is_shown_off_a_terminal() {
        let mut told = Vec::new();
        let mut progress = Progress::new(false);
        (0..2 * ROWS).for_each(|_| progress.row(0.5, &mut told).unwrap());
        progress.end(&mut told).unwrap();
        assert!(told.is_empty());
    }
}
