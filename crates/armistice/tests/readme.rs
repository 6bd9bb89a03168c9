//! The README and the page on the record say what the program prints today: their transcripts are run, and the picture is
//! drawn from a run.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn output_of(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(arguments)
        .current_dir(root())
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The commands in the console blocks of the README that begin with the program: each with the lines shown under it.
fn transcripts(readme: &str) -> Vec<Vec<(&str, Vec<&str>)>> {
    let mut blocks = Vec::new();
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        let mut commands: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in block.lines() {
            match (line.strip_prefix("$ "), commands.last_mut()) {
                (Some(command), _) => commands.push((command, Vec::new())),
                (None, Some((_, shown))) => shown.push(line),
                (None, None) => {}
            }
        }
        if commands.first().is_some_and(|(command, _)| command.starts_with("armistice ")) {
            blocks.push(commands);
        }
    }
    blocks
}

/// Runs a command as a person would in a shell at the root of the repository; what it calls `case` is a scratch folder.
fn printed_by(command: &str, scratch: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_armistice")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let case = scratch.display().to_string();
    let own = |word: &str| match word {
        "case" => case.clone(),
        word => match word.strip_prefix("case/") {
            Some(rest) => format!("{case}/{rest}"),
            None => word.replacen("of=case/", &format!("of={case}/"), 1),
        },
    };
    let command = command.split(' ').map(own).collect::<Vec<_>>().join(" ");
    let output = Command::new("sh")
        .args(["-c", &command])
        .current_dir(root())
        .env("PATH", format!("{}:{path}", program.display()))
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Runs all transcripts of a page and tells how many commands were held against what is shown.
fn checked(page: &str) -> usize {
    let text = std::fs::read_to_string(root().join(page)).unwrap();
    let mut checked = 0;
    for commands in transcripts(&text) {
        let scratch = tempfile::tempdir().unwrap();
        for (command, shown) in commands {
            if !is_here(command) {
                continue;
            }
            let output = printed_by(command, &scratch.path().join("case"));
            let mut printed = output.lines();
            for line in shown.iter().filter(|line| **line != "…") {
                assert!(
                    printed.any(|one| one == *line),
                    "{page}: `{command}` does not print this line next:\n{line}\n{output}"
                );
            }
            checked += usize::from(!shown.is_empty());
        }
    }
    checked
}

/// Whether a command can be run here: all can but Python's on a machine without it. With CI set that is a failure.
fn is_here(command: &str) -> bool {
    let is_here = |program: &str| Command::new(program).arg("--help").output().is_ok();
    let runs = !command.starts_with("python3 ") || (is_here("python3") && is_here("openssl"));
    assert!(runs || std::env::var_os("CI").is_none(), "with CI set, python3 and openssl have to be here");
    if !runs {
        eprintln!("SKIPPED: python3 or openssl is not here: `{command}`");
    }
    runs
}

#[test]
fn what_the_readme_shows_is_what_the_program_prints() {
    let checked = checked("README.md");
    assert!(checked >= 5, "the README shows {checked} transcripts");
}

#[test]
fn what_the_page_on_the_record_shows_is_what_the_programs_print() {
    let shown = checked("docs/record.md") + checked("docs/formats/segment.md");
    assert!(shown >= 15, "the pages show {shown} transcripts");
}

/// What a page has the reader type, in blocks and within its lines: the words after the name of the program.
fn commands_of(page: &str) -> Vec<Vec<String>> {
    let (mut blocks, mut prose) = (String::new(), String::new());
    for (at, part) in page.split("```").enumerate() {
        if at % 2 == 1 { blocks.push_str(part) } else { prose.push_str(part) }
    }
    let of_block = blocks.lines().filter_map(|line| line.split_once("$ ").map(|(_, command)| command.trim()));
    let within = prose.split('`').skip(1).step_by(2);
    let words = |command: &str| -> Vec<String> {
        let words = command.split_whitespace().take_while(|word| !word.starts_with(['|', '>']));
        words.map(|word| word.trim_matches(['[', ']']).to_owned()).collect()
    };
    let mut commands: Vec<Vec<String>> = of_block.chain(within).map(words).collect();
    commands.iter_mut().for_each(|words| {
        if words.first().is_some_and(|word| word == "armistice") {
            words.remove(0);
        }
    });
    commands
}

/// The help of a command, which names all of its options; the verbs that it lists.
fn help(path: &[&str]) -> (String, Vec<String>) {
    let text = output_of(&[path, &["--help"]].concat());
    let listed = text.split("Commands:\n").nth(1).unwrap_or_default();
    let listed = listed.lines().take_while(|line| !line.is_empty());
    let verbs = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let verbs = verbs.filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect();
    (text, verbs)
}

/// Pages name commands that need two machines, a device or an authority: those are not run, but there is such a verb, and it
/// has those options.
#[test]
fn every_command_that_the_pages_name_is_one() {
    let (_, verbs) = help(&[]);
    let (_, of_record) = help(&["record"]);
    assert!(verbs.len() > 10 && of_record.len() > 20, "{verbs:?} {of_record:?}");
    let mut helps = std::collections::BTreeMap::new();
    let (mut complaints, mut seen) = (Vec::new(), 0);
    for page in
        ["README.md", "docs/record.md", "docs/tracks.md", "docs/reading.md", "docs/formats/segment.md"]
    {
        let text = std::fs::read_to_string(root().join(page)).unwrap();
        for words in commands_of(&text) {
            let Some(first) = words.first().filter(|word| verbs.contains(word)) else { continue };
            let mut path = vec![first.as_str()];
            if first == "record" {
                let Some(verb) = words.get(1).filter(|word| of_record.contains(word)) else { continue };
                path.push(verb);
            }
            let known = helps.entry(path.join(" ")).or_insert_with(|| help(&path).0);
            seen += 1;
            for option in words.iter().filter(|word| word.starts_with("--")) {
                let option =
                    option.trim_end_matches(['.', ',', ';', ')']).split('=').next().unwrap_or_default();
                let is_there = known
                    .split(option)
                    .skip(1)
                    .any(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'));
                if !is_there {
                    complaints
                        .push(format!("{page}: `armistice {}` has no option `{option}`", path.join(" ")));
                }
            }
        }
    }
    assert!(seen > 40, "{seen} commands were found");
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Lines of the demonstration that the picture shows.
const SHOWN: usize = 41;

/// The picture of the README: the first lines of `armistice demo`, as a terminal shows them.
fn picture() -> String {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("korea-2018").to_string_lossy().into_owned();
    let output = output_of(&["demo", "--into", &case, "--as-of", "2026-01-01"]);
    let shown: Vec<&str> = output.lines().take(SHOWN).chain(["…"]).collect();
    let height = 22 * shown.len() + 60;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1010\" height=\"{height}\" viewBox=\"0 0 1010 {height}\">\n\
         <rect width=\"1010\" height=\"{height}\" rx=\"8\" fill=\"#1b1f27\"/>\n\
         <g font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"16\" fill=\"#e4e6eb\" \
         xml:space=\"preserve\">\n\
         <text x=\"22\" y=\"34\" fill=\"#9aa3b2\">$ armistice demo --as-of 2026-01-01</text>\n"
    );
    for (number, line) in shown.iter().enumerate() {
        let text = line.replace('&', "&amp;").replace('<', "&lt;");
        writeln!(svg, "<text x=\"22\" y=\"{}\">{text}</text>", 64 + 22 * number).unwrap();
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// Set `UPDATE_PICTURE` to draw it anew.
#[test]
fn the_picture_of_the_readme_is_drawn_from_a_run() {
    let path = root().join("docs/demo.svg");
    let drawn = picture();
    if std::env::var_os("UPDATE_PICTURE").is_some() {
        std::fs::write(&path, &drawn).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == drawn, "docs/demo.svg is not what the program prints; run with UPDATE_PICTURE=1");
}
