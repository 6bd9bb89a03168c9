//! How fast a record is kept and checked. Each figure stands beside its aim and beside what bounds it, taken in the same
//! run: the disk's own `fdatasync`, the library's own hashes and signatures. On a machine that others use, too, time on the
//! wall says little: processor time stands beside it, and yardsticks run on as many threads as what they measure.
//!
//! `cargo bench --bench record` writes some 500 MB below the folder in `$ARMISTICE_BENCH_DISK`, else below the target
//! folder; `-- --small` takes a tenth.

use std::fs::{self, File};
use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use armistice_facts::Name;
use armistice_ledger::{Answer, Folder, Ledger, Threads};
use armistice_record::entry::{Body, Entry};
use armistice_record::files::Recorded;
use armistice_record::json::Json;
use armistice_record::key::{Purpose, Secret};
use armistice_record::policy::Policy;
use armistice_record::proof::{check_inclusion, inclusion};
use armistice_record::roster::Claimed;
use armistice_record::verify::{Alone, Crew as _, Depth, Task, Wants, verify};
use armistice_record::{Frontier, Hash};

fn log() -> Secret {
    Secret::from_seed("bench.example/1", Purpose::Signing, &[1; 32]).expect("a good name")
}

/// An entry as parties write them, some 400 bytes.
fn entry(number: u64, previous: Option<Hash>, author: &Secret) -> (Entry, Hash) {
    let body = Body {
        kind: "claim".to_owned(),
        version: 1,
        by: Name::new("north").expect("a good name"),
        sequence: number,
        previous,
        seen: None,
        at: armistice_facts::Instant::EPOCH.plus_millis(i64::try_from(number).unwrap_or(0)),
        references: Vec::new(),
        payload: Json::object([("text", Json::text(format!("shots were heard north of post {number}")))]),
        disclosures: Vec::new(),
        critical: false,
        extra: None,
    };
    let id = body.id();
    (body.sign(&[author]), id)
}

fn rate(count: u64, took: Duration) -> String {
    let each = count as f64 / took.as_secs_f64();
    if each >= 1e6 { format!("{:.2} M/s", each / 1e6) } else { format!("{each:.0}/s") }
}

/// The processor time of this process, all its threads together.
fn processor() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(u64::try_from(now.tv_sec).unwrap_or(0), u32::try_from(now.tv_nsec).unwrap_or(0))
}

/// How long something takes: on the wall, and of the processors.
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration, Duration) {
    let (wall, used) = (Instant::now(), processor());
    let made = work();
    (made, wall.elapsed(), processor() - used)
}

fn hands() -> usize {
    thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

fn median(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

fn row(what: &str, figure: &str, aim: &str, beside: &str) {
    println!("| {what} | {figure} | {aim} | {beside} |");
}

/// The first entry of a record in which `north` signs with this key.
fn genesis(author: &Secret) -> Body {
    let holder = Json::object([
        ("name", Json::text("north")),
        ("role", Json::text("party")),
        ("keys", Json::List(vec![Json::text(author.key())])),
    ]);
    let payload = Json::object([
        ("case", Json::text("bench")),
        ("origin", Json::text(log().key().name())),
        ("holders", Json::List(vec![holder])),
        ("schemas", Json::object([])),
        ("policy", Json::List(vec![Json::text("quorum none")])),
    ]);
    Body { kind: "genesis".to_owned(), payload, ..entry(1, None, author).0.body }
}

/// The most memory that this process has held.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("unknown").trim().to_owned()
}

fn folder(name: &str) -> PathBuf {
    let root =
        std::env::var_os("ARMISTICE_BENCH_DISK").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let folder = root.join("bench-record").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder to write to");
    folder
}

/// Appends of the same length to a bare file, each with `fdatasync`.
fn bare(at: &Path, times: usize) -> (Duration, Duration) {
    let mut file = File::options().create(true).append(true).open(at.join("bare")).expect("a file");
    let bytes = vec![7; 800];
    let one = |file: &mut File| {
        let start = Instant::now();
        file.write_all(&bytes).and_then(|()| file.sync_data()).expect("a disk that works");
        start.elapsed()
    };
    median((0..times).map(|_| one(&mut file)).collect())
}

fn singles(times: usize) {
    let at = folder("single");
    let mut ledger = Ledger::open(Folder::new(&at), log()).expect("a ledger");
    let (mut own, mut disk) = (Vec::new(), Vec::new());
    // In turns, so that a disk that slows down slows both.
    for round in 0..10 {
        disk.push(bare(&at, times / 10).0);
        for n in 0..times / 10 {
            let leaf = vec![b'x'; 380 + (round + n) % 40];
            let start = Instant::now();
            ledger.append(&[leaf]).expect("a disk that works");
            own.push(start.elapsed());
        }
    }
    let (p50, p99) = median(own);
    let (bare, _) = median(disk);
    let ratio = p50.as_secs_f64() / bare.as_secs_f64();
    row(
        "one durable entry, signed",
        &format!("p50 {p50:.2?}, p99 {p99:.2?}"),
        "p50 at most 1.5 times a bare one",
        &format!("{ratio:.2} times a bare fdatasync ({bare:.2?})"),
    );
}

fn batches(count: u64) {
    for size in [256, 4096] {
        let at = folder("batch");
        let mut ledger = Ledger::open(Folder::new(&at), log()).expect("a ledger");
        let leaves: Vec<Vec<u8>> = (0..size).map(|n| vec![b'x'; 380 + n % 40]).collect();
        let start = Instant::now();
        for _ in 0..count / size as u64 {
            ledger.append(&leaves).expect("a disk that works");
        }
        let took = start.elapsed();
        ledger.publish().expect("a disk that works");
        let (bare, _) = bare(&at, 20);
        let batch = took.div_f64(count as f64 / size as f64);
        row(
            &format!("durable entries in batches of {size}, any bytes"),
            &rate(count, took),
            "30,000/s",
            &format!("a batch took {batch:.2?}, a bare fdatasync {bare:.2?}"),
        );
    }
}

/// Entries through the door: each read, its signature and chain checked, then made durable.
fn door(count: u64) {
    let author = Secret::from_seed("north.example/a", Purpose::Signing, &[2; 32]).expect("a good name");
    let first = genesis(&author);
    let mut previous = first.id();
    let mut entries = vec![first.sign(&[&author])];
    for n in 1..count {
        let (entry, id) = entry(n + 1, Some(previous), &author);
        previous = id;
        entries.push(entry);
    }
    let alone = Instant::now();
    let bare =
        entries.iter().take(2000).filter(|entry| entry.is_signed_by(author.key()) == Some(true)).count()
            as u64;
    let alone = rate(bare, alone.elapsed());
    let mut ledger = Ledger::open(Folder::new(&folder("door")), log()).expect("a ledger");
    let start = Instant::now();
    for batch in entries.chunks(256) {
        let answers = ledger.submit(batch, &Threads).expect("a disk that works");
        assert!(answers.iter().all(|answer| matches!(answer, Answer::Recorded(_))));
    }
    row(
        "durable entries in batches of 256, each signature checked",
        &rate(count, start.elapsed()),
        "",
        &format!("signatures alone on one core {alone}"),
    );
}

fn tree(count: u64) {
    let leaves: Vec<Vec<u8>> =
        (0..1000_u64).map(|n| vec![b'x'; 380 + usize::try_from(n % 40).unwrap_or(0)]).collect();
    let start = Instant::now();
    let mut frontier = Frontier::new();
    for n in 0..count {
        let leaf = &leaves[usize::try_from(n % 1000).unwrap_or(0)];
        frontier.append(Hash::leaf(leaf), |_, _, hash| {
            black_box(hash);
        });
    }
    let took = start.elapsed();
    let start = Instant::now();
    for n in 0..count {
        // What RFC 6962 asks of any program: a leaf and, in the long run, one node.
        let leaf = Hash::leaf(&leaves[usize::try_from(n % 1000).unwrap_or(0)]);
        black_box(Hash::node(leaf, leaf));
    }
    let hashes = format!("its hashes alone {}", rate(count, start.elapsed()));
    row("tree in memory, 400-byte entries, one core", &rate(count, took), "1 M/s", &hashes);
}

fn signatures() {
    const COUNT: u64 = 20_000;
    let author = Secret::from_seed("north.example/a", Purpose::Signing, &[2; 32]).expect("a good name");
    let tasks: Vec<Task> = (0..COUNT)
        .map(|n| {
            let (entry, _) = entry(n, None, &author);
            let claimed =
                Claimed { key: Arc::new(author.key().clone()), signature: entry.signatures[0].bytes };
            Task { index: n, envelope: entry.body.envelope().into(), claimed }
        })
        .collect();
    let all = |holds: Vec<bool>| assert!(holds.into_iter().all(|holds| holds));
    let (_, _, one) = timed(|| all(Alone.check(&tasks)));
    // The library's own rate on all processors: as many threads, each with its share and nothing else to do.
    let bare = || {
        let share = tasks.len().div_ceil(hands());
        thread::scope(|scope| {
            tasks.chunks(share).for_each(|own| drop(scope.spawn(|| all(Alone.check(own)))))
        });
    };
    let (mut theirs, mut ours, mut used) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..5 {
        theirs.push(timed(bare).1);
        let ((), wall, processor) = timed(|| all(Threads.check(&tasks)));
        ours.push(wall);
        used.push(processor);
    }
    let (theirs, ours, used) = (median(theirs).0, median(ours).0, median(used).0);
    let beside = format!(
        "{:.0} % of the library's own on {} threads, {}; of processor time {:.0} %",
        theirs.as_secs_f64() / ours.as_secs_f64() * 100.0,
        hands(),
        rate(COUNT, theirs),
        one.as_secs_f64() / used.as_secs_f64() * 100.0
    );
    row("Ed25519, strict, on all cores", &rate(COUNT, ours), "80 % of the library's own", &beside);
}

fn check(count: u64) {
    let author = Secret::from_seed("north.example/a", Purpose::Signing, &[2; 32]).expect("a good name");
    let at = folder("verify");
    let mut ledger = Ledger::open(Folder::new(&at), log()).expect("a ledger");
    let first = genesis(&author);
    let mut previous = first.id();
    let mut leaves = vec![first.sign(&[&author]).to_bytes()];
    for n in 1..count {
        let (entry, id) = entry(n + 1, Some(previous), &author);
        previous = id;
        leaves.push(entry.to_bytes());
        if leaves.len() == 4096 || n + 1 == count {
            ledger.append(&leaves).expect("a disk that works");
            ledger.publish().expect("a disk that works");
            leaves.clear();
        }
    }
    drop(ledger);
    // Checked by a process of its own, so that the memory is that of the check.
    let program = std::env::current_exe().expect("it is running");
    let status = std::process::Command::new(program).arg(CHECKS).arg(&at).status();
    assert!(status.expect("it runs again").success());
}

/// What makes this program check the record in a folder, and nothing else.
const CHECKS: &str = "--check";

/// The processor time of what nobody can spare for an entry: the hash of its leaf, its identity, a node of the tree.
fn hashes(count: u64) -> Duration {
    let leaf = vec![b'x'; 380];
    let ((), _, used) = timed(|| {
        for _ in 0..count {
            let hash = Hash::leaf(black_box(&leaf));
            black_box((Hash::node(hash, hash), Hash::of(black_box(&leaf))));
        }
    });
    used.div_f64(count as f64)
}

fn checked(at: &Path) {
    let files = Folder::new(at);
    let policy = Policy::parse(format!("log {}\nquorum none\n", log().key()).as_bytes()).expect("a policy");
    let mut head = None;
    for (depth, what, aim) in [
        (Depth::Tree, "checked: every leaf and tile", "1 M/s"),
        (Depth::Entries, "checked: entries, chains, keys too, no signatures", "300,000/s"),
    ] {
        let (mut walls, mut used, mut count) = (Vec::new(), Vec::new(), 0);
        for _ in 0..3 {
            let wants = Wants { policy: Some(&policy), depth };
            let (report, wall, processor) = timed(|| verify(&files, &wants, &Threads));
            assert_eq!(report.problems, [], "the record is good");
            (head, count) = (report.head, report.recomputed.0);
            walls.push(wall);
            used.push(processor);
        }
        let (wall, used) = (median(walls).0, median(used).0);
        let each = used.as_secs_f64() / count as f64;
        let beside = format!(
            "{:.2} µs of processor time an entry, {:.1} times its three hashes alone; memory {}, aim 64 MiB",
            each * 1e6,
            each / hashes(count).as_secs_f64(),
            peak()
        );
        row(&format!("{what}; {count} entries"), &rate(count, wall), aim, &beside);
    }
    let head = head.expect("a checkpoint");
    let mut times = Vec::new();
    for n in 0..200 {
        let index = (n * 7919) % head.size;
        let start = Instant::now();
        let proof = inclusion(index, head.size, &Recorded::new(&files, head.size)).expect("tiles");
        times.push(start.elapsed());
        black_box(check_inclusion(Hash::EMPTY, index, head, &proof)).expect_err("another leaf");
    }
    let (p50, p99) = median(times);
    row("a proof, from files", &format!("p50 {p50:.2?}, p99 {p99:.2?}"), "1 ms", "");
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, first, at] = arguments.as_slice()
        && first == CHECKS
    {
        return checked(Path::new(at));
    }
    let small = std::env::args().any(|argument| argument == "--small");
    let scale = if small { 10 } else { 1 };
    println!("| what | measured | aim | beside it |\n|---|---|---|---|");
    tree(2_000_000 / scale);
    signatures();
    singles(if small { 100 } else { 1000 });
    batches(1_000_000 / scale / 4);
    door(50_000 / scale);
    check(1_000_000 / scale);
}
