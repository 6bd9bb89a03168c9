use super::*;

const FILE: &str = r#"# Truce {#head}
```terms
agreement "Truce" between A, B signed 1 May 2020 time zone "UTC" vocabulary "military-1" month ends refused.
party A is "A". party B is "B".
```
## Article 1 {#art_1}
> [paraphrase] Both sides cease fire, leave the strip and respect each other.

Provision: TR 1a (ACT)
```terms
cease: no party may conduct attack everywhere.
```

Provision: TR 1b (ZONE), 1c (LINE)
```terms
leave: each party must withdraw soldiers out of strip by 1 June 2020.
zone strip is to be decided by A.
no terms because "heavy weapons: no list of them".
```
Provisions: TR 1d (NONE)
```terms
no terms because "respect: nothing to observe".
```
```text
Provision: TR 9 (ACT)
```
> Said elsewhere:
> Provision: TR 8 (ACT)

## Article 2 {#art_2}
"#;

fn told(text: &str) -> (Vec<Provision>, Vec<ProvisionError>) {
    let (found, errors) = provisions(text);
    (found, errors.into_iter().map(|error| error.node).collect())
}

#[test]
fn a_provision_has_the_statements_up_to_the_next_line_or_heading() {
    let (found, errors) = told(FILE);
    let short: Vec<_> = found
        .iter()
        .map(|one| (one.id.as_str(), one.pattern.as_str(), one.rendering, one.held_by.join(" ")))
        .collect();
    assert_eq!(
        short,
        [
            ("1a", "ACT", Rendering::Fully, "cease".to_owned()),
            ("1b", "ZONE", Rendering::InPart, "leave strip".to_owned()),
            ("1c", "LINE", Rendering::InPart, "leave strip".to_owned()),
            ("1d", "NONE", Rendering::Not, String::new()),
        ]
    );
    assert_eq!(found[1].left_out, ["heavy weapons: no list of them"]);
    assert!(found.iter().all(|one| one.of == "TR"));
    assert_eq!(errors, []);
}

#[test]
fn what_cannot_be_read_is_said() {
    let base = "# T {#t}\n> [paraphrase] Words.\n\n";
    for (line, error) in [
        ("Provision: TR 1a", "names no provision"),
        ("Provision: 1a (ACT)", "names no provision"),
        ("Provision: TR 1a (act)", "names no provision"),
        ("Provision: TR 1a (ACT)", "nothing below"),
    ] {
        let (found, errors) = told(&format!("{base}{line}\n"));
        assert!(found.is_empty(), "{line}");
        assert!(errors[0].to_string().contains(error), "{line}: {errors:?}");
    }
    let (found, errors) = told("# T {#t}\n> Words.\nProvision: TR 1 (ACT)\n");
    assert_eq!((found, errors), (vec![], vec![ProvisionError::Quoted("Provision: TR 1 (ACT)".to_owned())]));
    let twice = "Provision: TR 1 (NONE)\n```terms\nno terms because \"soft\".\n```\n".repeat(2);
    let (found, errors) = told(&format!("{base}{twice}"));
    assert_eq!((found.len(), errors), (1, vec![ProvisionError::Twice("TR 1".to_owned())]));
}
