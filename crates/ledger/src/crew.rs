//! Signatures, shared out among the processors.

use std::num::NonZero;
use std::thread;

use armistice_record::verify::{Alone, Crew, Task};

/// Fewer tasks than this are done at once by whoever asks.
const WORTH_SHARING: usize = 64;

/// As many hands as there are processors.
#[derive(Debug, Clone, Copy, Default)]
pub struct Threads;

impl Crew for Threads {
    fn check(&self, tasks: &[Task]) -> Vec<bool> {
        let hands = thread::available_parallelism().map_or(1, NonZero::get);
        if hands < 2 || tasks.len() < WORTH_SHARING {
            return Alone.check(tasks);
        }
        thread::scope(|scope| {
            let shares = tasks.chunks(tasks.len().div_ceil(hands));
            let working: Vec<_> = shares.map(|share| (share, scope.spawn(|| Alone.check(share)))).collect();
            // A hand that fails has shown nothing, so none of its signatures hold.
            let done =
                working.into_iter().map(|(share, hand)| hand.join().unwrap_or(vec![false; share.len()]));
            done.flatten().collect()
        })
    }
}
