//! The pages of the error catalogue, `docs/errors`: one for each code that is raised, all of one form, listed in a table.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use armistice_terms::{MemoryFiles, Severity, compile};

use crate::support::{root, shown};

/// What stands before an example that is no document of its own.
const FRAME: &str = "\
# An agreement {#agreement}

```terms
agreement \"An example\" between A, B signed 1 January 2020 binding politically authentic in en
  time zone \"UTC\" vocabulary \"military-1\" month ends refused.
party A is \"Side A\".
party B is \"Side B\".
body M is \"Mission\".
line L is file \"geo/line.geojson\" with markers by \"no\" accuracy 100 m.
zone strip is within 5 km of L.
zone park is file \"geo/park.geojson\".
register notices is complete.
```

## Article 1 {#art_1}

> [en] Each side shall withdraw its guard posts out of the strip.
";

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
        let parts = parts(&page);
        assert_eq!(parts.iter().map(|(heading, _)| *heading).collect::<Vec<_>>(), PARTS, "{code}");
        for (heading, text) in parts {
            assert!(text.trim().len() > 5, "{code}: nothing under {heading}");
        }
        for link in page.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(link, _)| link)) {
            let file = link.split('#').next().unwrap();
            assert!(folder().join(file).exists(), "{code}: the link {link} leads nowhere");
        }
    }
}

/// The example of a page raises its code; mended, it raises no error, and the code no more.
#[test]
fn every_example_is_wrong_as_the_page_says_and_right_when_mended() {
    let mut complaints = Vec::new();
    for (code, page) in pages() {
        for (part, is_wrong) in [("## Wrong", true), ("## Mended", false)] {
            let parts = parts(&page);
            let (_, text) = parts.iter().find(|(heading, _)| *heading == part).unwrap();
            let Some(example) = example(text) else { continue };
            let said = compile(&example, &files()).diagnostics;
            let has_code = said.iter().any(|diagnostic| diagnostic.code == code);
            let other = said.iter().find(|one| one.severity == Severity::Error && one.code != code);
            if has_code != is_wrong || other.is_some() {
                complaints.push(format!("{code}, {part}: {}", shown(&example, &said)));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Each heading of a page with its text; what stands in a block is no heading.
fn parts(page: &str) -> Vec<(&str, &str)> {
    let (mut fence, mut at) = (None::<&str>, 0);
    let mut parts = Vec::new();
    for line in page.split_inclusive('\n') {
        let bare = line.trim_end();
        let ticks = &bare[..bare.len() - bare.trim_start_matches('`').len()];
        match fence {
            None if ticks.len() > 2 => fence = Some(ticks),
            Some(open) if bare == open => fence = None,
            None if bare.starts_with("## ") => parts.push((bare, at, at + line.len())),
            _ => {}
        }
        at += line.len();
    }
    let ends: Vec<usize> = parts.iter().skip(1).map(|(_, start, _)| *start).chain([page.len()]).collect();
    parts.iter().zip(ends).map(|((heading, _, start), end)| (*heading, &page[*start..end])).collect()
}

/// The example under a heading: a document, or statements or scenarios in the usual frame.
fn example(text: &str) -> Option<String> {
    if let Some((_, rest)) = text.split_once("````markdown\n") {
        return rest.split_once("````").map(|(document, _)| document.to_owned());
    }
    let blocks: String = text
        .split("\n```\n")
        .filter_map(|part| Some(format!("\n{}\n```\n", part.get(part.find("```t")?..)?)))
        .collect();
    (!blocks.is_empty()).then(|| format!("{FRAME}{blocks}"))
}

fn files() -> MemoryFiles {
    let mut files = MemoryFiles::default();
    let path = root().join("agreements/vocabulary/military-1.agreement.md");
    files.vocabularies.insert("military-1".to_owned(), std::fs::read_to_string(path).unwrap());
    for name in ["geo/line.geojson", "geo/park.geojson"] {
        files.files.insert(name.to_owned(), Vec::new());
    }
    files
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
    index.push_str(&format!(
        "\nThe shorter examples stand in this frame:\n\n````markdown\n{FRAME}````\n\n\
         A new code needs a page of the same form. The table is made by\n\
         `UPDATE_ERRORS=1 cargo test -p armistice-terms --test resolve`, which also tries each example: as it stands\n\
         under *Wrong* it raises the code and no other error, and under *Mended* no error.\n"
    ));
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
    let codes = |text: &str| -> Vec<String> {
        text.split('"').filter(|word| is_code(word)).map(str::to_owned).collect()
    };
    // What the compiler cannot know, because it reads no geometry, the program tells.
    let drawn = std::fs::read_to_string(root().join("crates/armistice/src/drawn.rs")).unwrap();
    let mut raised: BTreeSet<String> = codes(&drawn).into_iter().collect();
    let mut folders = vec![root().join("crates/terms/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(path).unwrap();
                raised.extend(codes(&text));
            }
        }
    }
    raised
}

fn is_code(word: &str) -> bool {
    word.len() == 4 && word.starts_with('A') && word[1..].bytes().all(|byte| byte.is_ascii_digit())
}
