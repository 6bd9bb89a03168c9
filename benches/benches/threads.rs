//! One thread beside two, in one process and in turns: sweeps of a table in parts, and live in shards.
//!
//! Each thread tells its own processor time. The work of one thread, divided by that of the busier of two, is how much sooner two are
//! done where both have a core of their own; the clock on the wall tells how much sooner they were on this machine, in this hour.
//! `--small` takes little of everything, for a look.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use armistice_benches::page::{machine, timed};
use armistice_benches::traffic::{Table, mixed, patrols, strips};
use armistice_cells::{Dealt, Event, Index, Live, Manner, Rows, Shape, Shard, Sweep, SweepError};

const ROUNDS: usize = 9;
const WAYS: Manner = Manner::Ways { most_silence_millis: 600_000, most_mm_s: None };

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

/// Live: on one thread as the rows come; on more each thread deals out a stretch of the rows to all, and then follows what it
/// was dealt, stretch by stretch.
fn followed(index: &Index, stream: &Table, objects: u32, threads: u32) -> Run {
    let start = Instant::now();
    if threads == 1 {
        let told = follow(index, objects, Shard::WHOLE, |live, events, late| {
            live.push(stream.rows(stream.len()), events, late)
        });
        return gathered(start.elapsed(), vec![told]);
    }
    let stretches = stretches(stream.rows(stream.len()));
    // From each thread to each.
    let ways: Vec<Vec<(SyncSender<Dealt>, Receiver<Dealt>)>> =
        (0..threads).map(|_| (0..threads).map(|_| sync_channel(2)).collect()).collect();
    let mut to: Vec<Vec<SyncSender<Dealt>>> = Vec::new();
    let mut from: Vec<Vec<Receiver<Dealt>>> = (0..threads).map(|_| Vec::new()).collect();
    for way in ways {
        let (send, receive): (Vec<_>, Vec<_>) = way.into_iter().unzip();
        to.push(send);
        from.iter_mut().zip(receive).for_each(|(one, receive)| one.push(receive));
    }
    let stretches = &stretches;
    let hands = Shard::all(threads).zip(to.into_iter().zip(from)).enumerate();
    let told = joined(hands.map(|(place, (shard, (to, from)))| {
        move || {
            follow(index, objects, shard, |live, events, late| {
                for round in stretches.chunks(threads as usize) {
                    if let Some((first, rows)) = round.get(place) {
                        let dealt = Dealt::out(*rows, *first as u64, threads)?;
                        let pairs = to.iter().zip(dealt);
                        pairs.for_each(|(to, dealt)| {
                            to.send(dealt).expect("no thread ends before the others")
                        });
                    }
                    for from in from.iter().take(round.len()) {
                        live.push_dealt(&from.recv().expect("each is dealt its own"), events, late)?;
                    }
                }
                Ok(())
            })
        }
    }));
    gathered(start.elapsed(), told)
}

fn follow(
    index: &Index,
    objects: u32,
    shard: Shard,
    push: impl FnOnce(&mut Live<'_>, &mut Vec<Event>, &mut Vec<u64>) -> Result<(), SweepError>,
) -> (Duration, usize) {
    let (mut events, mut late) = (Vec::new(), Vec::new());
    let took = timed(|| {
        let mut live = Live::of_shard(index, WAYS, objects, shard);
        push(&mut live, &mut events, &mut late).expect("the rows are in order");
        live.finish(&mut events);
    });
    (took, events.len())
}

/// Rows in stretches that stay in the second cache, each with the number of its first row.
fn stretches(rows: Rows<'_>) -> Vec<(usize, Rows<'_>)> {
    const STRETCH: usize = 1 << 14;
    let columns = rows.objects.chunks(STRETCH).zip(rows.millis.chunks(STRETCH));
    let places = rows.lon_e7.chunks(STRETCH).zip(rows.lat_e7.chunks(STRETCH));
    let cut = columns.zip(places).enumerate();
    cut.map(|(at, ((objects, millis), (lon_e7, lat_e7)))| {
        (at * STRETCH, Rows { objects, millis, lon_e7, lat_e7 })
    })
    .collect()
}

/// What comes of each, each on a thread of its own.
fn joined<T: Send, F: FnOnce() -> T + Send>(each: impl Iterator<Item = F>) -> Vec<T> {
    thread::scope(|scope| {
        let running: Vec<_> = each.map(|one| scope.spawn(one)).collect();
        running.into_iter().map(|one| one.join().expect("no thread panics")).collect()
    })
}

fn gathered(wall: Duration, told: Vec<(Duration, usize)>) -> Run {
    let events = told.iter().map(|(_, events)| events).sum();
    Run { wall, threads: told.into_iter().map(|(took, _)| took).collect(), events }
}
