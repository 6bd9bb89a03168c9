//! Holds what the library does on damaged files: it asserts where it should refuse, and a file must not end the program.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use parquet::errors::{ParquetError, Result};

thread_local! {
    /// Whether this thread is in the library, on bytes that may be damaged.
    static WITHIN: Cell<bool> = const { Cell::new(false) };
}

/// What the work gives; an error also where it panics. Nothing that the work touched may be used after an error.
pub(crate) fn held<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    stay_quiet();
    let before = WITHIN.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    WITHIN.set(before);
    outcome.unwrap_or_else(|_| Err(ParquetError::General("the data are damaged".to_owned())))
}

/// A panic within the library is told as the reason of a refusal, and not on the terminal as well.
fn stay_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !WITHIN.get() {
                others(info);
            }
        }));
    });
}
