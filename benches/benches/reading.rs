//! How fast reports are taken in and read, and how much memory very many of them take. Reports are those of the development set,
//! with the words of their agreements, one core.
//!
//! `cargo bench --bench reading`; `-- --small` takes a tenth of the texts.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use armistice_benches::chance::Chance;
use armistice_reading::intake::{Hint, PAGE_LIMIT};
use armistice_reading::origins::texts::{Copy, Shelf, compared};
use armistice_reading::{Document, Lexicon, intake, read};

fn main() {
    let small = std::env::args().any(|argument| argument == "--small");
    println!("| what | measured | beside it |\n|---|---|---|");
    reports();
    pages();
    hostile();
    shelf(if small { 10_000 } else { 100_000 });
}

fn row(what: &str, figure: &str, beside: &str) {
    println!("| {what} | {figure} | {beside} |");
}

/// The shortest of several runs: what the machine can do when it is let.
fn quickest(runs: usize, mut run: impl FnMut()) -> Duration {
    let times = (0..runs).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

fn rate(count: usize, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64()
}

/// Kilobytes of this process in memory at most, as the system counts them.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The development set: the words of each agreement, and its reports.
fn development() -> Vec<(Lexicon, Vec<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut all = Vec::new();
    for folder in entries(&root.join("crates/reading/tests/reports")) {
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let words =
            fs::read_to_string(root.join(format!("agreements/{name}/{name}.words.toml"))).unwrap_or_default();
        let Ok(words) = Lexicon::new(&[&words]) else { continue };
        let texts = entries(&folder)
            .into_iter()
            .filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
        all.push((words, texts.map(|path| fs::read_to_string(path).expect("a report")).collect()));
    }
    all
}

fn entries(path: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(path)
        .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
        .unwrap_or_default();
    paths.sort();
    paths
}

fn reports() {
    let all = development();
    let texts = || all.iter().flat_map(|(words, texts)| texts.iter().map(move |text| (text, words)));
    let documents: Vec<(Document, &Lexicon)> =
        texts().map(|(text, words)| (Document::plain(text.clone()), words)).collect();
    let bytes: usize = texts().map(|(text, _)| text.len()).sum();
    let before = peak();
    let mut claims = 0;
    let took = quickest(30, || {
        claims = documents.iter().map(|(document, words)| black_box(read(words, document)).claims.len()).sum()
    });
    let each = rate(bytes, took) / 4096.0;
    row(
        "reports of 4 kB read, with their zones ready, one core",
        &format!(
            "{each:.0}/s ({} reports, {claims} claims, {:.1} MB/s)",
            documents.len(),
            rate(bytes, took) / 1e6
        ),
        &format!(
            "the process took {:.0} MB at most, {:.0} MB before",
            peak() as f64 / 1024.0,
            before as f64 / 1024.0
        ),
    );
    let took = quickest(30, || {
        for (text, _) in texts() {
            black_box(Document::plain(text.clone()));
        }
    });
    row("zones of plain text", &format!("{:.1} MB/s", rate(bytes, took) / 1e6), "");
    let words: Vec<String> = entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../agreements"))
        .iter()
        .filter_map(|folder| {
            fs::read_to_string(folder.join(format!("{}.words.toml", folder.file_name()?.to_str()?))).ok()
        })
        .collect();
    if let Some(longest) = words.iter().max_by_key(|words| words.len()) {
        let took = quickest(10, || drop(black_box(Lexicon::new(&[longest.as_str()]))));
        row(
            "words of an agreement made ready",
            &format!("{:.1} ms", took.as_secs_f64() * 1e3),
            &format!("{} lines over the base", longest.lines().count()),
        );
    }
}

/// A page of news around each report.
fn pages() {
    let page = |text: &str| {
        let paragraphs: String = text.split("\n\n").map(|part| format!("<p>{part}</p>\n")).collect();
        let links: String = (0..60)
            .map(|at| format!("<li><a href=\"/{at}\">Another story of some length, number {at}</a></li>"))
            .collect();
        format!(
            "<!doctype html><html><head><title>A page</title><script>{}</script></head><body><nav><ul>{links}</ul></nav>\
            <article class=\"story\"><h1>A headline</h1>{paragraphs}</article><footer>{links}</footer></body></html>",
            "var a = 1;".repeat(2000)
        )
    };
    let pages: Vec<String> =
        development().iter().flat_map(|(_, texts)| texts).map(|text| page(text)).collect();
    let bytes: usize = pages.iter().map(String::len).sum();
    let took = quickest(20, || {
        for page in &pages {
            let _ = black_box(intake::read(page.as_bytes(), &Hint::default()));
        }
    });
    row(
        "pages of HTML taken in",
        &format!("{:.0} pages/s, {:.0} MB/s", rate(pages.len(), took), rate(bytes, took) / 1e6),
        &format!("{} kB each", bytes / pages.len() / 1000),
    );
}

/// Pages that nobody should make.
fn hostile() {
    let words = Lexicon::new(&[]).expect("the base");
    let sentence = "The army said that 20 shells had fallen near the village of Kalo on Monday, and denied that it had fired. ";
    let cases = [
        (
            "a page of 20 MB, nearly all script",
            format!("<html><script>{}</script><p>{sentence}", "var a = '<p>';".repeat(1_500_000)),
        ),
        ("a page of 20 MB, all text", format!("<html><p>{}", sentence.repeat(190_000))),
        (
            "a page in one line of 5 MB",
            format!("<html>{}<p>{sentence}</p>", "<a href=x>y</a>".repeat(340_000)),
        ),
        ("one line of 2 MB, no page", sentence.repeat(19_000)),
        ("a million open tags", format!("<html>{}{sentence}", "<div>".repeat(1_000_000))),
        ("a million tags that close nothing", format!("<html>{}{sentence}", "<b></i>".repeat(1_000_000))),
        ("32 MB of broken bytes", "\u{ff}".repeat(PAGE_LIMIT / 2)),
    ];
    for (what, page) in cases {
        let start = Instant::now();
        let taken = intake::read(page.as_bytes(), &Hint::default());
        let in_time = start.elapsed();
        let said = match taken {
            Err(error) => error.to_string(),
            Ok(taken) => {
                let start = Instant::now();
                let claims = read(&words, &taken.document).claims.len();
                format!(
                    "text of {} kB, read in {:.2} s: {claims} claims",
                    taken.document.text.len() / 1000,
                    start.elapsed().as_secs_f64()
                )
            }
        };
        row(what, &format!("{:.2} s", in_time.as_secs_f64()), &said);
    }
}

/// Very many reports of some 600 words, every tenth a copy of another with two thirds of its sentences left.
fn shelf(count: usize) {
    let mut chance = Chance::new(7);
    let mut pick = |below: usize| usize::try_from(chance.bits() % below as u64).unwrap_or(0);
    let sentence = |pick: &mut dyn FnMut(usize) -> usize| {
        (0..20).map(|_| format!("w{} ", pick(20_000))).collect::<String>() + ".\n"
    };
    let mut texts: Vec<Vec<String>> = Vec::with_capacity(count);
    for at in 0..count {
        let text = if at % 10 == 9 {
            let copied = texts[pick(at)].clone();
            let cut = copied.len() / 3;
            copied.into_iter().skip(cut).chain((0..cut).map(|_| sentence(&mut pick))).collect()
        } else {
            (0..30).map(|_| sentence(&mut pick)).collect()
        };
        texts.push(text);
    }
    let texts: Vec<String> = texts.iter().map(|sentences| sentences.concat()).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let before = peak();
    let mut shelf = Shelf::new();
    let start = Instant::now();
    for text in &texts {
        shelf.add(text);
    }
    let added = start.elapsed();
    row(
        &format!("{count} texts of {:.1} kB put on a shelf", bytes as f64 / count as f64 / 1000.0),
        &format!("{:.0}/s, {:.0} MB/s", rate(count, added), rate(bytes, added) / 1e6),
        &format!("sketches {:.0} MB", shelf.bytes() as f64 / 1e6),
    );
    let start = Instant::now();
    let pairs = shelf.pairs(|number| &texts[number]);
    let took = start.elapsed();
    let same = pairs.iter().filter(|(_, _, copy)| *copy == Copy::Same).count();
    let after = peak();
    row(
        "all copies among them",
        &format!("{:.1} s, {same} pairs of {} made", took.as_secs_f64(), count / 10),
        &format!("the process grew by {:.0} MB at most, sketches included", (after - before) as f64 / 1024.0),
    );
    let start = Instant::now();
    let near: usize =
        texts.iter().step_by(count / 100).map(|text| shelf.near(text, |number| &texts[number]).len()).sum();
    row(
        "the copies of one new text",
        &format!("{:.1} ms", start.elapsed().as_secs_f64() * 10.0),
        &format!("{near} found for 100, themselves included"),
    );
    let start = Instant::now();
    for at in 0..1000 {
        black_box(compared(&texts[at], &texts[at + 1]));
    }
    row("two texts compared word by word", &format!("{:.2} ms", start.elapsed().as_secs_f64()), "");
}
