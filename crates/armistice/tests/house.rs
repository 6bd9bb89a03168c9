//! The laws of the house, held by a test: `ARCHITECTURE.md` says them, this reads them there and in the source.
//!
//! Every complaint names the file, the cause and the mend. An exception is written down here with its reason; an
//! exception that nothing needs any more is a complaint too.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what is wrong by failing")]

#[path = "house/source.rs"]
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use source::{blanked, files_below, functions, paths_from, without_tests};

/// Longest file, in lines, without its tests.
const LONGEST_FILE: usize = 500;
/// Longest function, in lines.
const LONGEST_FUNCTION: usize = 80;

/// Files that may be longer, and why.
const LONG_FILES: &[(&str, &str)] = &[];

/// Functions that may be longer, and why.
const LONG_FUNCTIONS: &[(&str, &str, &str)] = &[];

/// Arrows between modules of one crate that close a circle and stand all the same: crate, from, to, and why.
const CIRCLES: &[(&str, &str, &str, &str)] = &[];

/// Crates that may use one of their own floor, and why.
const SAME_FLOOR: &[(&str, &str, &str)] =
    &[("armistice-facts", "armistice-earth", "for `Position` alone, which the ground floor shares")];

/// Crates without files, sockets, clock, randomness, hash order or talk.
const PURE: [&str; 11] = [
    "earth", "cells", "facts", "terms", "reading", "segment", "record", "watch", "readback", "judge",
    "editor",
];

/// What a pure crate's `clippy.toml` has to forbid at least.
const FORBIDDEN_BY_LINT: [&str; 5] = [
    "std::fs::File",
    "std::net::TcpStream",
    "std::time::SystemTime::now",
    "std::time::Instant::now",
    "std::collections::HashMap",
];

/// What the source of a pure crate does not name.
const FORBIDDEN_WORDS: [&str; 10] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "HashMap",
    "HashSet",
    "println!",
    "eprintln!",
];

#[test]
fn crates_use_exactly_what_the_table_says() {
    let table = table();
    let mut complaints = Vec::new();
    let manifests: BTreeMap<String, BTreeSet<String>> = crates().iter().map(|room| uses(room)).collect();
    for (name, used) in &manifests {
        let Some(row) = table.get(name) else {
            complaints.push(format!("ARCHITECTURE.md: `{name}` is not in the table of rooms; add its row"));
            continue;
        };
        for more in used.difference(&row.uses) {
            complaints.push(format!(
                "crates/{}/Cargo.toml: uses `{more}`, which the table of ARCHITECTURE.md does not allow; \
                 remove the dependency, or change the table and say why in docs/design/",
                row.folder
            ));
        }
        for less in row.uses.difference(used) {
            complaints
                .push(format!("ARCHITECTURE.md: `{name}` does not use `{less}`; take it out of its row"));
        }
    }
    complaints.extend(
        table
            .keys()
            .filter(|name| !manifests.contains_key(*name))
            .map(|name| format!("ARCHITECTURE.md: there is no crate `{name}`; take its row out")),
    );
    conclude(&complaints);
}

#[test]
fn arrows_run_downward() {
    let table = table();
    let mut complaints = Vec::new();
    let is_same_floor_allowed =
        |upper: &str, lower: &str| SAME_FLOOR.iter().any(|(a, b, _)| (*a, *b) == (upper, lower));
    for (name, row) in &table {
        for used in &row.uses {
            let lower = table.get(used).map_or(u32::MAX, |row| row.floor);
            if lower > row.floor || (lower == row.floor && !is_same_floor_allowed(name, used)) {
                complaints.push(format!(
                    "ARCHITECTURE.md: `{name}` (floor {}) uses `{used}` (floor {lower}); an arrow runs only \
                     downward: move what is shared to a lower floor",
                    row.floor
                ));
            }
        }
    }
    conclude(&complaints);
}

#[test]
fn facts_take_only_the_position_from_earth() {
    let mut complaints = Vec::new();
    for (file, text) in sources("facts") {
        for path in paths_from(&blanked(&text), "armistice_earth") {
            if path.get(1).map(String::as_str) != Some("Position") {
                complaints.push(format!(
                    "{}: names `{}`; facts know where, not how far: geometry belongs to earth and watch",
                    shown(&file),
                    path.join("::")
                ));
            }
        }
    }
    conclude(&complaints);
}

#[test]
fn modules_of_a_crate_form_no_circle() {
    let mut complaints = Vec::new();
    for room in crates() {
        let folder = folder_name(&room);
        let excepted: BTreeSet<(&str, &str)> =
            CIRCLES.iter().filter(|one| one.0 == folder).map(|one| (one.1, one.2)).collect();
        let mut idle = excepted.clone();
        for (level, edges) in edges_by_level(&folder) {
            let is_excepted = |edge: &&(String, String)| excepted.contains(&(&edge.0, &edge.1));
            let rest: BTreeSet<_> = edges.iter().filter(|edge| !is_excepted(edge)).cloned().collect();
            idle.retain(|(from, to)| {
                !edges.contains(&((*from).into(), (*to).into())) || !reaches(&rest, to, from)
            });
            let circle: Vec<String> = rest
                .iter()
                .filter(|(from, to)| reaches(&rest, to, from))
                .map(|(from, to)| format!("{from} > {to}"))
                .collect();
            if !circle.is_empty() {
                complaints.push(format!(
                    "crates/{folder}/src/{level}: modules stand in a circle ({}); move what two of them need into a \
                     module below both, or list one arrow in CIRCLES with the reason",
                    circle.join(", ")
                ));
            }
        }
        complaints.extend(idle.iter().map(|(from, to)| {
            format!("house.rs: in {folder} the arrow {from} > {to} closes no circle any more; take it out of CIRCLES")
        }));
    }
    conclude(&complaints);
}

#[test]
fn files_and_functions_stay_short() {
    let mut complaints = Vec::new();
    for (file, text) in all_sources() {
        let name = shown(&file);
        let own = without_tests(&text);
        let lines = own.lines().count();
        let is_listed = LONG_FILES.iter().any(|(listed, _)| *listed == name);
        if lines > LONGEST_FILE && !is_listed && !is_test_file(&file) {
            complaints.push(format!(
                "{name}: {lines} lines without tests, more than {LONGEST_FILE}; split it by purpose, or list it in \
                 LONG_FILES with the reason"
            ));
        }
        if lines <= LONGEST_FILE && is_listed {
            complaints.push(format!("house.rs: `{name}` is short enough now; take it out of LONG_FILES"));
        }
        for (function, line, length) in functions(&blanked(own)) {
            let is_listed = LONG_FUNCTIONS.iter().any(|(f, n, _)| *f == name && *n == function);
            if length > LONGEST_FUNCTION && !is_listed && !is_test_file(&file) {
                complaints.push(format!(
                    "{name}:{line}: function `{function}` has {length} lines, more than {LONGEST_FUNCTION}; give its \
                     steps names"
                ));
            }
        }
    }
    let missing = |listed: &&str| !root().join(listed).exists();
    complaints.extend(
        LONG_FILES
            .iter()
            .map(|one| one.0)
            .chain(LONG_FUNCTIONS.iter().map(|one| one.0))
            .filter(missing)
            .map(|listed| format!("house.rs: there is no file `{listed}`; take it out of the exceptions")),
    );
    conclude(&complaints);
}

#[test]
fn pure_crates_have_no_door_to_the_world() {
    let mut complaints = Vec::new();
    for room in PURE {
        let lints = root().join("crates").join(room).join("clippy.toml");
        let text = std::fs::read_to_string(&lints).unwrap_or_default();
        complaints.extend(FORBIDDEN_BY_LINT.iter().filter(|path| !text.contains(*path)).map(|path| {
            format!(
                "{}: does not forbid `{path}`; add it to the disallowed list, with the reason",
                shown(&lints)
            )
        }));
        for (file, text) in sources(room) {
            if is_test_file(&file) {
                continue;
            }
            let own = blanked(without_tests(&text));
            complaints.extend(FORBIDDEN_WORDS.iter().filter(|word| own.contains(*word)).map(|word| {
                format!(
                    "{}: names `{word}`, and {room} is pure; let the caller pass the value in, or use an ordered map",
                    shown(&file)
                )
            }));
        }
    }
    conclude(&complaints);
}

#[test]
fn files_are_named_and_opened_well() {
    let vague = ["util", "helper", "misc", "common", "manager"];
    let mut complaints = Vec::new();
    for (file, text) in all_sources() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if name == "mod.rs" {
            complaints.push(format!("{}: write `thing.rs` beside `thing/`", shown(&file)));
        }
        if vague.iter().any(|word| name.starts_with(word)) {
            complaints.push(format!("{}: name it after its one purpose", shown(&file)));
        }
        if !text.trim_start().starts_with("//!") && !is_test_file(&file) {
            complaints
                .push(format!("{}: begin it with `//!` and a sentence on its one purpose", shown(&file)));
        }
    }
    for room in crates() {
        let front = room.join("src/lib.rs");
        let text = std::fs::read_to_string(&front).unwrap_or_default();
        let logic = functions(&blanked(without_tests(&text)));
        complaints.extend(logic.iter().map(|(function, line, _)| {
            format!("{}:{line}: a front page has no logic; move `{function}` into a module", shown(&front))
        }));
    }
    conclude(&complaints);
}

#[test]
fn nothing_names_a_folder_of_one_machine() {
    // Put together here, so that this file does not complain about itself.
    let folders = [["/wo", "rk/"].concat(), ["/tmp/con", "tract"].concat(), ["/ro", "ot/"].concat()];
    let mut complaints = Vec::new();
    for file in files_below(&root()) {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        for (number, line) in text.lines().enumerate() {
            complaints.extend(folders.iter().filter(|folder| line.contains(*folder)).map(|folder| {
                format!(
                    "{}:{}: names `{folder}`; write a path relative to the root",
                    shown(&file),
                    number + 1
                )
            }));
        }
    }
    conclude(&complaints);
}

#[test]
fn every_error_code_is_explained() {
    let explained = codes_of_catalogue();
    let mut raised = BTreeSet::new();
    for room in ["terms", "watch", "armistice"] {
        for (file, text) in sources(room) {
            if !is_test_file(&file) {
                raised.extend(quoted_codes(without_tests(&text)));
            }
        }
    }
    let mut complaints = Vec::new();
    complaints.extend(
        raised
            .difference(&explained)
            .map(|code| format!("docs/errors/{code}.md: raised and not explained; write the page")),
    );
    complaints.extend(
        explained
            .difference(&raised)
            .map(|code| format!("docs/errors/{code}.md: explained and raised nowhere; take it out")),
    );
    conclude(&complaints);
}

/// A row of the table of rooms.
struct Row {
    folder: String,
    floor: u32,
    uses: BTreeSet<String>,
}

/// The table of rooms in `ARCHITECTURE.md`: crate, folder, floor, uses, purpose.
fn table() -> BTreeMap<String, Row> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap_or_default();
    let mut rows = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| `armistice")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let name = cells[0].trim_matches('`').to_owned();
        let folder = cells[1].trim_matches('`').trim_start_matches("crates/").to_owned();
        let uses = cells[3].split(',').map(|word| word.trim().trim_matches('`'));
        let uses =
            uses.filter(|word| !matches!(*word, "" | "–")).map(|word| format!("armistice-{word}")).collect();
        let floor = cells[2].parse().unwrap();
        rows.insert(name, Row { folder, floor, uses });
    }
    assert!(
        rows.len() > 5,
        "ARCHITECTURE.md: the table of rooms is not there, or its rows do not begin with `| `armistice`"
    );
    rows
}

/// A crate's name, and the crates of this house among its dependencies.
fn uses(room: &Path) -> (String, BTreeSet<String>) {
    let text = std::fs::read_to_string(room.join("Cargo.toml")).unwrap();
    let mut section = "";
    let (mut name, mut used) = (String::new(), BTreeSet::new());
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        } else if section == "[package]" && line.starts_with("name") {
            name = line.split('"').nth(1).unwrap().to_owned();
        } else if section.ends_with("dependencies]") && section != "[dev-dependencies]" {
            let key: String =
                line.chars().take_while(|c| c.is_alphanumeric() || *c == '-' || *c == '_').collect();
            if key.starts_with("armistice") {
                used.insert(key);
            }
        }
    }
    (name, used)
}

/// Who uses whom among the modules that stand side by side, for each folder of a crate.
fn edges_by_level(folder: &str) -> BTreeMap<String, BTreeSet<(String, String)>> {
    let sources = sources(folder);
    let modules: BTreeSet<Vec<String>> = sources.iter().map(|(file, _)| module_path(file)).collect();
    let exports = exports(folder);
    let mut levels: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for (file, text) in &sources {
        let here = module_path(file);
        if is_test_file(file) {
            continue;
        }
        let text = blanked(without_tests(text));
        for there in named_modules(&text, &here, &modules, &exports) {
            let shared = here.iter().zip(&there).take_while(|(one, other)| one == other).count();
            if let (Some(from), Some(to)) = (here.get(shared), there.get(shared)) {
                levels.entry(here[..shared].join("/")).or_default().insert((from.clone(), to.clone()));
            }
        }
    }
    levels
}

/// The modules of its own crate that a module names.
fn named_modules(
    text: &str,
    here: &[String],
    modules: &BTreeSet<Vec<String>>,
    exports: &BTreeMap<String, String>,
) -> Vec<Vec<String>> {
    let mut absolute: Vec<Vec<String>> = Vec::new();
    absolute.extend(paths_from(text, "crate").into_iter().map(|path| path[1..].to_vec()));
    for path in paths_from(text, "super") {
        let up = path.iter().take_while(|word| *word == "super").count();
        let base = &here[..here.len().saturating_sub(up)];
        absolute.push([base, &path[up..]].concat());
    }
    let resolved = absolute.into_iter().map(|path| match path.first().and_then(|first| exports.get(first)) {
        Some(module) if path.len() == 1 || !modules.contains(&path[..1]) => vec![module.clone()],
        _ => (0..=path.len())
            .rev()
            .map(|end| path[..end].to_vec())
            .find(|p| modules.contains(p))
            .unwrap_or_default(),
    });
    resolved.collect()
}

/// What the front page passes on (`pub use module::Name`): the name, and the module that it comes from.
fn exports(folder: &str) -> BTreeMap<String, String> {
    let front = root().join("crates").join(folder).join("src/lib.rs");
    let text = blanked(&std::fs::read_to_string(front).unwrap_or_default());
    let mut exports = BTreeMap::new();
    for line in text.split(';').filter_map(|part| part.split_once("pub use ").map(|(_, rest)| rest)) {
        let module: String = line.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        for path in paths_from(line, &module) {
            if let Some(name) = path.last() {
                exports.insert(name.clone(), module.clone());
            }
        }
    }
    exports
}

fn reaches(edges: &BTreeSet<(String, String)>, from: &str, to: &str) -> bool {
    let mut open = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(here) = open.pop() {
        if here == to {
            return true;
        }
        if seen.insert(here) {
            open.extend(edges.iter().filter(|(one, _)| one == here).map(|(_, next)| next.as_str()));
        }
    }
    false
}

/// `crates/x/src/a/b.rs` is `[a, b]`; `lib.rs` and `main.rs` are the root, `[]`.
fn module_path(file: &Path) -> Vec<String> {
    let inside = file.components().skip_while(|part| part.as_os_str() != "src").skip(1).collect::<PathBuf>();
    let mut path: Vec<String> = inside
        .with_extension("")
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    if matches!(path.as_slice(), [only] if only == "lib" || only == "main") {
        path.clear();
    }
    path
}

/// The codes that have a page of their own in the catalogue.
fn codes_of_catalogue() -> BTreeSet<String> {
    files_below(&root().join("docs/errors"))
        .iter()
        .filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned()))
        .filter(|name| is_code(name))
        .collect()
}

fn quoted_codes(text: &str) -> BTreeSet<String> {
    text.split('"').filter(|word| is_code(word)).map(str::to_owned).collect()
}

fn is_code(word: &str) -> bool {
    word.len() == 4 && word.starts_with('A') && word[1..].bytes().all(|byte| byte.is_ascii_digit())
}

fn is_test_file(file: &Path) -> bool {
    file.components()
        .any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs" | "oracle.rs")))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn crates() -> Vec<PathBuf> {
    let mut rooms: Vec<PathBuf> =
        std::fs::read_dir(root().join("crates")).unwrap().flatten().map(|entry| entry.path()).collect();
    rooms.retain(|room| room.join("Cargo.toml").exists());
    rooms.sort();
    rooms
}

fn folder_name(room: &Path) -> String {
    room.file_name().unwrap().to_string_lossy().into_owned()
}

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    files_below(&root().join("crates").join(folder).join("src"))
        .into_iter()
        .filter(|file| file.extension().is_some_and(|ending| ending == "rs"))
        .map(|file| (file.clone(), std::fs::read_to_string(&file).unwrap_or_default()))
        .collect()
}

fn all_sources() -> Vec<(PathBuf, String)> {
    crates().iter().flat_map(|room| sources(&folder_name(room))).collect()
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).to_string_lossy().into_owned()
}

fn conclude(complaints: &[String]) {
    assert!(complaints.is_empty(), "the house is not in order:\n  {}", complaints.join("\n  "));
}
