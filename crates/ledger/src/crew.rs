//! Work, shared out among the processors.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

use armistice_record::verify::{Alone, Crew};

/// As many hands as there are processors.
#[derive(Debug, Clone, Copy, Default)]
pub struct Threads;

impl Crew for Threads {
    fn share<T: Sync, R: Send>(&self, items: &[T], worth: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        let hands = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
        if hands < 2 || items.len() < worth {
            return Alone.share(items, worth, work);
        }
        let work = &work;
        thread::scope(|scope| {
            let mut shares = items.chunks(items.len().div_ceil(hands));
            let own = shares.next().unwrap_or_default();
            let others: Vec<_> =
                shares.map(|share| scope.spawn(move || share.iter().map(work).collect::<Vec<R>>())).collect();
            let mut done: Vec<R> = own.iter().map(work).collect();
            for hand in others {
                // Nothing here panics. If a hand does, whoever shared the work out must not go on as if it had not.
                done.extend(hand.join().unwrap_or_else(|cause| resume_unwind(cause)));
            }
            done
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_out_comes_back_in_order() {
        for count in [0, 1, 2, 3, 63, 64, 65, 1000] {
            let items: Vec<usize> = (0..count).collect();
            for worth in [0, 2, 64, 5000] {
                let done = Threads.share(&items, worth, |item| item * 3);
                assert_eq!(done, items.iter().map(|item| item * 3).collect::<Vec<_>>(), "{count} of {worth}");
            }
        }
    }
}
