//! The page of figures, the clock that they are taken with, and the machine that they were taken on.

use std::fs;
use std::time::Duration;

/// The time that this thread has had of a processor while it worked. What the system tells in files it counts in ticks of
/// some milliseconds, which is too coarse for a sweep.
pub fn timed(work: impl FnOnce()) -> Duration {
    let start = clock();
    work();
    clock().saturating_sub(start)
}

fn clock() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let told = clock_gettime(ClockId::ThreadCPUTime);
    let part = |part: i64| u64::try_from(part).expect("a thread has had no less than no time");
    Duration::from_secs(part(told.tv_sec)) + Duration::from_nanos(part(told.tv_nsec))
}

/// Millions of rows a second, by the median.
#[must_use]
pub fn rate(rows: usize, times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    rows as f64 / 1e6 / times[times.len() / 2].as_secs_f64()
}

/// The processor, how many there are of it, and how many processes wait for them.
#[must_use]
pub fn machine() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        text.lines().find_map(|line| line.strip_prefix("model name\t: ")).unwrap_or("unknown processor");
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown").to_owned();
    format!("{model}, {cores} cores, load {load}")
}

/// Puts a section in the place of the one before.
///
/// # Panics
/// If BENCHMARKS.md has no place for it.
pub fn write(name: &str, command: &str, section: &str) {
    let (begin, end) = (format!("<!-- {name}: written by `{command}` -->"), format!("<!-- {name}: end -->"));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/BENCHMARKS.md");
    let text = fs::read_to_string(path).expect("the page is in the repository");
    let parts = text.split_once(&begin).zip(text.split_once(&end));
    let ((before, _), (_, after)) = parts.expect("the page has a place for the section");
    fs::write(path, format!("{before}{begin}\n{}\n{end}{after}", section.trim_end()))
        .expect("the page can be written");
}
