//! The pages of the error catalogue, `docs/errors`: one for each code that is raised, all of one form, listed in a table.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::support::root;

/// The parts of a page, in their order.
const PARTS: [&str; 4] = ["## Why it matters", "## Wrong", "## Mended", "## See also"];

/// The groups of the table: first digit of the code, and title.
const GROUPS: [(char, &str); 10] = [
    ('0', "Reading the text"),
    ('1', "The document"),
    ('2', "Characters and numbers"),
    ('3', "Names"),
    ('4', "Time"),
    ('5', "Norms"),
    ('6', "Exceptions and conflicts"),
    ('7', "Verification"),
    ('8', "Life of the agreement"),
    ('9', "Scenarios"),
];

#[test]
fn every_code_has_a_page_and_every_page_its_code() {
    let pages: BTreeSet<String> = pages().into_keys().collect();
    assert_eq!(raised(), pages);
}

#[test]
fn every_page_says_what_why_and_how_to_mend_it() {
    for (code, page) in pages() {
        let (title, rest) = page.split_once("\n\n").unwrap();
        assert!(title.starts_with(&format!("# {code}: ")), "{code}: the title");
        assert!(rest.starts_with("*Error.* ") || rest.starts_with("*Warning.* "), "{code}: the first words");
        let headings: Vec<&str> = page.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(headings, PARTS, "{code}");
        for part in page.split("\n## ").skip(1) {
            let (heading, text) = part.split_once('\n').unwrap();
            assert!(text.trim().len() > 5, "{code}: nothing under {heading}");
        }
        for link in page.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(link, _)| link)) {
            let file = link.split('#').next().unwrap();
            assert!(folder().join(file).exists(), "{code}: the link {link} leads nowhere");
        }
    }
}

/// The table is made from the pages: `UPDATE_ERRORS=1 cargo test -p armistice-terms --test resolve` writes it.
#[test]
fn the_index_is_the_table_of_the_pages() {
    let path = folder().join("README.md");
    if std::env::var_os("UPDATE_ERRORS").is_some() {
        std::fs::write(&path, index()).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == index(), "docs/errors/README.md: make it anew with UPDATE_ERRORS=1 and this test");
}

fn index() -> String {
    let mut index = String::from(
        "# Errors and warnings of an agreement file\n\n\
         `armistice check FILE` prints them all in one pass, in the order of the text. An error stops the use of the\n\
         agreement; a warning asks somebody to look. `armistice check --explain A405` prints the page of a code.\n",
    );
    let pages = pages();
    for (digit, title) in GROUPS {
        let of_group: Vec<_> = pages.iter().filter(|(code, _)| code.chars().nth(1) == Some(digit)).collect();
        if of_group.is_empty() {
            continue;
        }
        index.push_str(&format!("\n## {title}\n\n| code | kind | what is wrong |\n|---|---|---|\n"));
        for (code, page) in of_group {
            let title = page.lines().next().unwrap_or_default().trim_start_matches(&format!("# {code}: "));
            let kind = if page.contains("\n*Warning.* ") { "warning" } else { "error" };
            index.push_str(&format!("| [{code}]({code}.md) | {kind} | {title} |\n"));
        }
    }
    index
}

fn folder() -> PathBuf {
    root().join("docs/errors")
}

/// Code and page.
fn pages() -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    entries
        .filter(|path| name(path) != "README")
        .map(|path| (name(&path), std::fs::read_to_string(&path).unwrap()))
        .collect()
}

/// The codes that stand in the source of the compiler.
fn raised() -> BTreeSet<String> {
    let mut raised = BTreeSet::new();
    let mut folders = vec![root().join("crates/terms/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(path).unwrap();
                raised.extend(text.split('"').filter(|word| is_code(word)).map(str::to_owned));
            }
        }
    }
    raised
}

fn is_code(word: &str) -> bool {
    word.len() == 4 && word.starts_with('A') && word[1..].bytes().all(|byte| byte.is_ascii_digit())
}
