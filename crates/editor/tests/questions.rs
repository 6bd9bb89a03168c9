//! The answers of the editor on one small agreement.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use armistice_editor::{Document, Edit, completion, fixes, hover, navigation, problems, semantic};
use armistice_terms::{MemoryFiles, Span};
use lsp_types::{CompletionTextEdit, Position, Range, Uri};
use proptest::prelude::*;

const VOCABULARY: &str = "# V {#v}\n```terms\nclass firearm is thing with plural is firearms.\nclass soldier is thing with plural is \
                          soldiers.\nclass state is thing.\nclass field is thing.\nclass medevac is field.\n\
                          activity attack is act.\nactivity conduct is verb with object is act.\n\
                          activity withdraw is verb with object is thing.\n```\n";

const TEXT: &str = r##"# Truce {#head}
```terms
agreement "Truce" between A, B signed 1 May 2020 binding politically authentic in en
  time zone "UTC" vocabulary "v" month ends refused.
party A is "Aland".
party B is "Beland 😀".
zone strip is to be decided by A.
```
## Article 1 {#art_1}
> [paraphrase] Both sides cease fire and leave the *strip*.
```terms
cease: no party may conduct attack in strip.   # a comment with 😀 in it
leave: each party must withdraw soldiers out of strip by 1 June 2020.
```
"##;

fn files() -> Box<MemoryFiles> {
    let vocabularies = [("v".to_owned(), VOCABULARY.to_owned())].into();
    Box::new(MemoryFiles { vocabularies, ..MemoryFiles::default() })
}

fn open(text: &str) -> Document {
    Document::open(text.to_owned(), files())
}

/// The document of a text in which `▮` marks the cursor, and the cursor's place.
fn at(text: &str) -> (Document, Position) {
    let offset = u32::try_from(text.find('▮').unwrap()).unwrap();
    let document = open(&text.replace('▮', ""));
    let place = document.position(offset);
    (document, place)
}

fn with(sentence: &str) -> String {
    TEXT.replace("cease: no party may conduct attack in strip.", sentence)
}

fn offered(sentence: &str) -> Vec<String> {
    let (document, place) = at(&with(sentence));
    completion::completion(&document, place).into_iter().map(|item| item.label).collect()
}

#[test]
fn only_legal_words_are_offered() {
    assert_eq!(offered("cease: no ▮"), ["one", "party"]);
    assert_eq!(offered("cease: no party ▮"), ["may"]);
    assert_eq!(offered("cease: each party ▮"), ["may", "must", "shall", "will"]);
    let objects = offered("cease: no party may conduct att▮");
    assert_eq!(objects[..6], ["attack", "cease", "firearms", "leave", "soldiers", "strip"]);
    assert_eq!(offered("cease: no party may conduct attack in ▮").first().unwrap(), "air");
    let after = offered("cease: no party may conduct attack in strip ▮.");
    for word in ["and", "or", "minus", "from", "until", "daily", "verified", "reading"] {
        assert!(after.iter().any(|offered| offered == word), "{word}: {after:?}");
    }
    assert!(!after.iter().any(|word| word == "party" || word == "agreement"), "{after:?}");
    let beginning = offered("▮");
    for word in ["party", "zone", "no terms because", "verification"] {
        assert!(beginning.iter().any(|offered| offered == word), "{word}: {beginning:?}");
    }
}

#[test]
fn the_word_begun_is_replaced() {
    let (document, place) = at(&with("cease: no party may cond▮ attack in strip."));
    let items = completion::completion(&document, place);
    let item = items.iter().find(|item| item.label == "conduct").unwrap();
    let Some(CompletionTextEdit::Edit(edit)) = &item.text_edit else { panic!() };
    assert_eq!(edit.range.end.character - edit.range.start.character, 4);
}

#[test]
fn nothing_is_offered_outside_blocks_in_texts_and_in_comments() {
    for text in [
        TEXT.replace("Both sides", "Both ▮sides"),
        TEXT.replace("Aland", "Al▮and"),
        TEXT.replace("a comment", "a ▮comment"),
    ] {
        let (document, place) = at(&text);
        assert_eq!(completion::completion(&document, place), [], "{text}");
    }
}

#[test]
fn a_meaning_has_the_article_and_cannot_break_out_of_it() {
    let (document, place) = at(&TEXT.replace("cease:", "ce▮ase:"));
    insta::assert_snapshot!("hover_norm", hover::hover(&document, place).unwrap().text);
    let (document, place) = at(&TEXT.replace("between A", "between ▮A"));
    insta::assert_snapshot!("hover_party", hover::hover(&document, place).unwrap().text);
    let (document, place) = at(&TEXT.replace("soldiers", "sol▮diers"));
    insta::assert_snapshot!("hover_class", hover::hover(&document, place).unwrap().text);
}

#[test]
fn names_are_found_and_renamed() {
    let (document, place) = at(&TEXT.replace("in strip", "in st▮rip"));
    let Some(navigation::Declared::Here(span)) = navigation::definition(&document, place) else { panic!() };
    assert_eq!(document.position(span.start), Position::new(6, 5));
    let places = navigation::rename(&document, place, "belt").unwrap();
    assert_eq!(places.len(), 3);
    assert_eq!(
        navigation::rename(&document, place, "cease"),
        Err(navigation::RenameError::Taken("cease".to_owned()))
    );
    assert_eq!(
        navigation::rename(&document, place, "the strip"),
        Err(navigation::RenameError::NotAName("the strip".to_owned()))
    );
    let (document, place) = at(&TEXT.replace("conduct", "con▮duct"));
    assert_eq!(
        navigation::rename(&document, place, "wage"),
        Err(navigation::RenameError::Shared("conduct".to_owned()))
    );
    let Some(navigation::Declared::InVocabulary(name, statement)) = navigation::definition(&document, place)
    else {
        panic!()
    };
    assert_eq!((name.as_str(), statement.as_str()), ("v", "activity conduct is verb with object is act."));
}

fn errors(document: &Document) -> usize {
    let problems = document.compiled().diagnostics.iter();
    problems.filter(|problem| problem.severity == armistice_terms::Severity::Error).count()
}

#[test]
fn problems_are_mended_by_their_own_help() {
    let cases = [
        ("cease: no party may conduct attak in strip.", "attack"),
        ("cease: no party may conduct attack in strip", "."),
        ("cease: no party may conduct attack.", " everywhere"),
        ("cease: each party must withdraw soldiers out of strip within 3 days of 1 May 2020.", "beginning"),
    ];
    for (sentence, mend) in cases {
        let document = open(&with(sentence));
        let before = errors(&document);
        assert!(before > 0, "{sentence}");
        let everything = Span::new(0, u32::try_from(document.text().len()).unwrap());
        let fixes = fixes::fixes(&document, everything);
        let fix =
            fixes.iter().find(|fix| fix.text == mend).unwrap_or_else(|| panic!("{sentence}: {fixes:?}"));
        let mut text = document.text().to_owned();
        text.replace_range(fix.span.start as usize..fix.span.end as usize, &fix.text);
        let mended = open(&text);
        assert!(errors(&mended) < before, "{text}");
    }
}

#[test]
fn a_problem_has_its_place_in_utf16_and_its_help() {
    let text = TEXT.replace("# a comment with 😀 in it", "").replace(r#""Beland 😀"."#, r#""😀" caled "b"."#);
    let document = open(&text);
    let uri: Uri = "file:///truce.agreement.md".parse().unwrap();
    let shown = problems::problems(&document, &uri);
    let line = text.lines().nth(5).unwrap();
    let column = line[..line.find("caled").unwrap()].encode_utf16().count();
    let shown: Vec<_> = shown.into_iter().filter(|one| one.message.contains("expected")).collect();
    assert_eq!(shown[0].range.start, Position::new(5, u32::try_from(column).unwrap()), "{shown:?}");
    assert!(shown[0].message.contains("did you mean `called`?"), "{}", shown[0].message);
}

#[test]
fn an_outline_has_the_sections_with_their_names() {
    let outline = navigation::outline(&open(TEXT));
    let names: Vec<Vec<String>> = outline
        .into_iter()
        .map(|section| {
            let children = section.children.unwrap().into_iter().map(|child| child.name);
            std::iter::once(section.name).chain(children).collect()
        })
        .collect();
    assert_eq!(names, [vec!["Truce", "A", "B", "strip"], vec!["Article 1", "cease", "leave"]]);
}

proptest! {
    /// Whatever is typed wherever, the text is that of plain replacing, and every question has an answer.
    #[test]
    fn any_change_anywhere_is_survived(
        edits in prop::collection::vec(
            (0u32..20, 0u32..90, 0u32..20, 0u32..90, r##"[a-z:.,"#`\n😀 ]{0,12}"##), 1..4),
        line in 0u32..20, column in 0u32..90,
    ) {
        let mut document = open(TEXT);
        let mut plain = TEXT.to_owned();
        for (from_line, from, to_line, to, text) in edits {
            let range = Range::new(Position::new(from_line, from), Position::new(to_line, to));
            let start = document.offset(range.start) as usize;
            let end = (document.offset(range.end) as usize).max(start);
            plain.replace_range(start..end, &text);
            document.change(&[Edit { range: Some(range), text }]);
            prop_assert_eq!(document.text(), &plain);
        }
        let fresh = open(&plain);
        prop_assert_eq!(&fresh.compiled().diagnostics, &document.compiled().diagnostics);
        let place = Position::new(line, column);
        let uri: Uri = "file:///a.agreement.md".parse().unwrap();
        let _ = (problems::problems(&document, &uri), hover::hover(&document, place));
        let _ = (navigation::definition(&document, place), navigation::references(&document, place));
        let _ = (navigation::outline(&document), semantic::tokens(&document));
        let _ = fixes::fixes(&document, Span::new(document.offset(place), document.offset(place)));
        let _ = completion::completion(&document, place);
    }

    /// A place and its byte are one another's, for every place of the text.
    #[test]
    fn places_and_bytes_agree(byte in 0usize..TEXT.len()) {
        let document = open(TEXT);
        let byte = (0..=byte).rev().find(|at| TEXT.is_char_boundary(*at)).unwrap();
        let place = document.position(u32::try_from(byte).unwrap());
        let before = &TEXT[..byte];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        prop_assert_eq!(place.line as usize, before.matches('\n').count());
        prop_assert_eq!(place.character as usize, before[start..].encode_utf16().count());
        prop_assert_eq!(document.offset(place) as usize, byte);
    }
}
