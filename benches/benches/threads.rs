//! One thread beside two, in one process and in turns: sweeps of a table in parts, and live in shards.
//!
//! Each thread tells its own processor time. The work of one thread, divided by that of the busier of two, is how much sooner two are
//! done where both have a core of their own; the clock on the wall tells how much sooner they were on this machine, in this hour.
//! `--small` takes little of everything, for a look.

use std::thread;
use std::time::{Duration, Instant};

use armistice_benches::page::{machine, timed};
use armistice_benches::traffic::{Table, mixed, patrols, strips};
use armistice_cells::{Event, Index, Live, Manner, Rows, Shape, Shard, Sweep};

const ROUNDS: usize = 9;
const WAYS: Manner = Manner::Ways { most_silence_millis: 600_000 };

fn main() {
    let is_small = std::env::args().any(|argument| argument == "--small");
    let (objects, crowd) = if is_small { (100, 2_000) } else { (2_000, 200_000) };
    let zones = strips(1, &[2.0, 5.0, 10.0, 15.0, 20.0, 25.0, 40.0]);
    let index = Index::of_areas(&zones.areas, &Shape::default()).expect("the zones can be indexed");
    println!("{}", machine());
    let table = patrols(2, objects, 1000);
    for (what, manner) in [("sweep, fixes", Manner::Fixes), ("sweep, ways", WAYS)] {
        tell(what, table.len(), |threads| swept(&index, manner, &table, threads));
    }
    let stream = mixed(&patrols(10, crowd, 20));
    tell("live, ways", stream.len(), |threads| followed(&index, &stream, crowd, threads));
}

/// What a run took: by the clock on the wall, and in each thread; and how many events came of it.
struct Run {
    wall: Duration,
    threads: Vec<Duration>,
    events: usize,
}

/// One thread and two in turns, by their medians.
fn tell(what: &str, rows: usize, run: impl Fn(u32) -> Run) {
    let (mut wall, mut work, mut more) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (one, two) = (run(1), run(2));
        assert_eq!(one.events, two.events, "it does not matter how many threads there are");
        let busiest = two.threads.iter().max().copied().unwrap_or_default();
        let alone: Duration = one.threads.iter().sum();
        wall.push(one.wall.as_secs_f64() / two.wall.as_secs_f64());
        work.push(alone.as_secs_f64() / busiest.as_secs_f64());
        more.push(two.threads.iter().sum::<Duration>().as_secs_f64() / alone.as_secs_f64());
    }
    let [wall, work, more] = [wall, work, more].map(|mut ratios| {
        ratios.sort_unstable_by(f64::total_cmp);
        ratios[ratios.len() / 2]
    });
    println!(
        "{what}, {rows} rows: two threads {work:.2} x as fast by processor time, {wall:.2} x by the wall; work in all {more:.2} x"
    );
}

fn swept(index: &Index, manner: Manner, table: &Table, threads: u32) -> Run {
    let parts = table.rows(table.len()).parts(threads as usize);
    let start = Instant::now();
    let told: Vec<(Duration, usize)> = thread::scope(|scope| {
        let running: Vec<_> =
            parts.into_iter().map(|(_, rows)| scope.spawn(move || sweep(index, manner, rows))).collect();
        running.into_iter().map(|one| one.join().expect("no sweep panics")).collect()
    });
    gathered(start.elapsed(), told)
}

fn sweep(index: &Index, manner: Manner, rows: Rows<'_>) -> (Duration, usize) {
    let mut events: Vec<Event> = Vec::new();
    let took = timed(|| {
        let mut sweep = Sweep::new(index, manner);
        sweep.push(rows, &mut events).expect("the rows are sorted");
        sweep.finish(&mut events);
    });
    (took, events.len())
}

fn followed(index: &Index, stream: &Table, objects: u32, threads: u32) -> Run {
    let start = Instant::now();
    let told: Vec<(Duration, usize)> = thread::scope(|scope| {
        let running: Vec<_> = Shard::all(threads)
            .map(|shard| {
                scope.spawn(move || {
                    let (mut events, mut late) = (Vec::new(), Vec::new());
                    let took = timed(|| {
                        let mut live = Live::of_shard(index, WAYS, objects, shard);
                        live.push(stream.rows(stream.len()), &mut events, &mut late)
                            .expect("the rows are in order");
                        live.finish(&mut events);
                    });
                    (took, events.len())
                })
            })
            .collect();
        running.into_iter().map(|one| one.join().expect("nothing panics that follows")).collect()
    });
    gathered(start.elapsed(), told)
}

fn gathered(wall: Duration, told: Vec<(Duration, usize)>) -> Run {
    let events = told.iter().map(|(_, events)| events).sum();
    Run { wall, threads: told.into_iter().map(|(took, _)| took).collect(), events }
}
