//! The templates of each language, and the door to one more.

use std::collections::BTreeSet;

use armistice_readback::{LANGUAGES, Locale, LocaleError, markdown, read_norm_in};

use crate::support::{agreement, from_file, root};

/// The ids of the templates of a language.
fn ids(locale: &Locale) -> Vec<String> {
    let lines = locale.templates().flat_map(str::lines);
    lines
        .filter_map(|line| line.split_once(" ="))
        .map(|(id, _)| id.to_owned())
        .filter(|id| id.starts_with(|letter: char| letter.is_ascii_lowercase()))
        .collect()
}

/// The texts between quotation marks in the source of the crate that look like an id.
fn named_in_source() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(root().join("crates/readback/src")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(path).unwrap();
            found.extend(text.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

/// Words of the vocabulary that the language names itself.
fn is_word(id: &str) -> bool {
    let own = ["word-cell", "word-is-exactly", "word-is-kind"];
    (id.starts_with("word-") || id.starts_with("act-")) && !own.contains(&id)
}

#[test]
fn every_template_is_used_and_none_stands_twice() {
    let used = named_in_source();
    let ids = ids(&Locale::english());
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "an id stands twice");
    let idle: Vec<&String> = ids.iter().filter(|id| !is_word(id) && !used.contains(*id)).collect();
    assert!(idle.is_empty(), "nothing uses {idle:?}: use them, or take them out of locales/en");
}

#[test]
fn every_id_that_the_source_fills_has_a_template() {
    let ids: BTreeSet<String> = ids(&Locale::english()).into_iter().collect();
    let mut missing = Vec::new();
    for entry in std::fs::read_dir(root().join("crates/readback/src")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let text: String = text.lines().filter(|line| !line.starts_with("//!")).collect();
        for call in [".say(\"", ".word(\"", ".head(text, \""] {
            for rest in text.split(call).skip(1) {
                let id = rest.split('"').next().unwrap();
                if !ids.contains(id) {
                    missing.push(id.to_owned());
                }
            }
        }
    }
    assert!(missing.is_empty(), "no template for {missing:?}: add them to locales/en");
}

#[test]
fn words_of_the_language_are_words_of_a_vocabulary() {
    let agreement = from_file("agreements/korea-2018/korea-2018.agreement.md");
    for id in ids(&Locale::english()).iter().filter(|id| is_word(id)) {
        let word = id.trim_start_matches("word-").trim_start_matches("act-");
        assert!(agreement.vocabulary.term(word).is_some(), "{id} names no word of the vocabulary");
    }
}

#[test]
fn every_language_has_every_template() {
    let english: BTreeSet<String> = ids(&Locale::english()).into_iter().filter(|id| !is_word(id)).collect();
    for language in LANGUAGES {
        let locale = Locale::named(language).unwrap();
        assert_eq!(locale.name(), language);
        let own: BTreeSet<String> = ids(&locale).into_iter().filter(|id| !is_word(id)).collect();
        assert_eq!(own, english, "{language}");
        Locale::of(language, locale.templates().map(str::to_owned).collect()).unwrap();
    }
}

#[test]
fn no_template_lacks_a_value() {
    for path in [
        "agreements/korea-2018/korea-2018.agreement.md",
        "crates/readback/tests/agreements/forms.agreement.md",
        "crates/terms/tests/agreements/good/minsk.agreement.md",
        "crates/terms/tests/agreements/good/sinai.agreement.md",
    ] {
        let text = markdown(&from_file(path), "", &Locale::english());
        assert!(!text.contains('⟨'), "{path}: {:?}", text.split('⟨').nth(1));
        assert!(!text.contains("{$"), "{path}");
    }
}

/// English in capitals, as a language of its own: whatever stays in small letters did not come from a template.
fn capitals() -> Locale {
    let template = |text: &str| text.lines().map(capital_line).collect::<Vec<_>>().join("\n");
    Locale::of("en-XA", Locale::english().templates().map(template).collect()).unwrap()
}

fn capital_line(line: &str) -> String {
    let (head, mut rest) = match line.split_once(" =") {
        Some((id, rest)) if !line.starts_with([' ', '#']) => (format!("{id} ="), rest),
        _ => (String::new(), line),
    };
    let mut text = head;
    while let Some(letter) = rest.chars().next() {
        let kept = match letter {
            '{' => rest.find('}').map_or(rest.len(), |end| end + 1),
            '[' => rest.find(']').map_or(rest.len(), |end| end + 1),
            _ => 0,
        };
        if kept > 0 {
            text.push_str(&rest[..kept]);
            rest = &rest[kept..];
        } else {
            text.extend(letter.to_uppercase());
            rest = &rest[letter.len_utf8()..];
        }
    }
    text
}

const SMALL: &str = r#"# T {#t}

```terms
agreement "T" between A, B signed 1 January 2020 10:00 binding politically authentic in en
  time zone "UTC" vocabulary "military-1" month ends refused.
party A is "A". party B is "B".
zone Z is file "z.geojson" below 1000 m AMSL.
register R is partial.
in force from signature + 3 days.
```

## S {#s}

> Q. R. S.

```terms
N1: no party may conduct firing in Z from 1 February 2020 until 1 March 2020.
N2: A must withdraw 12,000 tanks with weight at least 40 out of Z within 3 months after 1 April 2020.
N3: each party must give notice to the other party of exercises at least 42 days before it starts.
X1: exception to N1: A may conduct firing upon prior notice to the other party.
```
"#;

#[test]
fn another_language_is_one_more_set_of_templates() {
    let agreement = agreement(SMALL);
    let text = markdown(&agreement, "", &capitals());
    assert!(text.contains("FORBIDDEN TO"), "{text}");
    assert!(text.contains("1 FEBRUARY 2020"), "{text}");
    // Names, labels and words of the vocabulary are the agreement's; every other word comes from a template.
    let own = [
        "conduct",
        "firing",
        "withdraw",
        "tank",
        "tanks",
        "weight",
        "exercise",
        "exercises",
        "armour",
        "armoured",
        "vehicle",
        "equipment",
        "z",
        "geojson",
        "en",
        "observer",
        "report",
        "sensor",
        "satellite",
        "on",
        "site",
        "inspection",
        "acoustic",
        "thermal",
        "detection",
        "notice",
        "register",
        "document",
        "exchange",
    ];
    for word in text.split(|letter: char| !letter.is_alphabetic()) {
        let is_small = word.chars().any(char::is_lowercase);
        assert!(!is_small || own.contains(&word), "{word:?} did not come from a template");
    }
}

#[test]
fn numbers_dates_and_plurals_are_the_language_s_own() {
    let mut templates: Vec<String> = Locale::english().templates().map(str::to_owned).collect();
    for text in &mut templates {
        *text = text
            .replace("thousands-mark = ,", "thousands-mark = .")
            .replace(
                "date = { $weekday } { $day } { $month } { $year }",
                "date = { $year }. { $month } { $day }., { $weekday }",
            )
            .replace("    [one] { $shown } month\n", "    [one] ONE-MONTH\n");
    }
    let agreement = agreement(SMALL);
    let text = read_norm_in(&agreement, "N2", &Locale::of("hu", templates).unwrap()).unwrap();
    assert!(text.contains("12.000 tanks"), "{text}");
    assert!(text.contains("2020. July 1., Wednesday"), "{text}");
}

#[test]
fn a_language_that_is_not_there_or_cannot_be_read_is_refused() {
    assert!(matches!(Locale::named("fr"), Err(LocaleError::Unknown(name)) if name == "fr"));
    assert!(matches!(Locale::of("??", Vec::new()), Err(LocaleError::Unknown(_))));
    let broken = Locale::of("fr", vec!["a = { $".to_owned()]);
    assert!(matches!(broken, Err(LocaleError::Template { .. })));
}
