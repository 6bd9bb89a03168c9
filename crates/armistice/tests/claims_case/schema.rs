//! The schema of a decision says what a decision is: no more than the program reads, no less than it writes.

use std::fs;

use serde_json::Value;

use super::{problems, root, text, usual};

#[test]
fn the_schema_of_a_decision_takes_and_refuses_what_the_program_does() {
    let case = usual();
    case.review("c place=zone:west-buffer\na\na\nr a drill\n");
    let journal = case.path("claims/decisions.ndjson");
    let lines = fs::read_to_string(&journal).unwrap();
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    let claim = first["claim"].as_str().unwrap();
    let back = ["claims", "case", "--take-back", claim, "--by", "analyst-1", "--reason", "misread"];
    assert!(case.run(&back, "").status.success());
    let lines: Vec<Value> = fs::read_to_string(&journal)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 4);
    for line in &lines {
        assert_eq!(problems("decision.schema.json", line), Vec::<String>::new(), "{line:#}");
    }
    let check = |line: &Value| {
        fs::write(&journal, format!("{line}\n")).unwrap();
        let done = case.run(&["check", "case"], "");
        (done.status.success(), text(&done.stdout))
    };
    assert!(check(&first).0);
    let mut looked_at = 0;
    for (pointer, member) in [
        ("", "claim"),
        ("", "decided"),
        ("", "by"),
        ("", "at"),
        ("", "facts"),
        ("", "carries"),
        ("", "read"),
        ("/report", "sha256"),
        ("/report", "published"),
        ("/read", "modality"),
        ("/read", "byte"),
        ("/facts/0", "what"),
        ("/facts/0", "known"),
    ] {
        for change in ["without", "null", "number", "stranger"] {
            let mut line = first.clone();
            let object = line.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
            match change {
                "without" => drop(object.remove(member)),
                "null" => drop(object.insert(member.to_owned(), Value::Null)),
                "number" => drop(object.insert(member.to_owned(), Value::from(-7))),
                _ if pointer == "/read" || pointer == "/facts/0" => continue,
                _ => drop(object.insert(format!("{member}s"), Value::from("x"))),
            }
            let is_fine = problems("decision.schema.json", &line).is_empty();
            let (passes, told) = check(&line);
            assert_eq!(passes, is_fine, "{pointer}/{member} {change}: {told}");
            assert!(passes || told.contains("claims/decisions.ndjson line 1: "), "{told}");
            looked_at += 1;
        }
    }
    assert_eq!(looked_at, 48);
    // What is right by itself may not fit behind what stands before it.
    fs::write(&journal, format!("{first}\n{first}\n{{\"claim\"\n")).unwrap();
    let checked = case.run(&["check", "case", "--format", "json"], "");
    let view: Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(problems("check.schema.json", &view), Vec::<String>::new());
    let told: Vec<&str> =
        view["decisions"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    assert!(told[0].contains("line 2: claim") && told[1].contains("line 3: "), "{told:?}");
    assert_eq!((view["errors"].as_u64(), checked.status.code()), (Some(2), Some(1)));
}

#[test]
fn the_schema_of_a_decision_holds_the_schemas_of_a_claim_and_of_a_fact() {
    let read = |name: &str| -> Value {
        serde_json::from_str(&fs::read_to_string(root().join("schemas").join(name)).unwrap()).unwrap()
    };
    let (decision, claims, fact) =
        (read("decision.schema.json"), read("claims-queue.schema.json"), read("fact.schema.json"));
    assert_eq!(decision["$defs"]["claim"], claims["$defs"]["claim"]);
    let renamed = |value: &Value| -> Value {
        serde_json::from_str(&value.to_string().replace("#/$defs/", "#/$defs/fact-")).unwrap()
    };
    for (name, shape) in fact["$defs"].as_object().unwrap() {
        assert_eq!(decision["$defs"][format!("fact-{name}")], renamed(shape), "{name}");
    }
    assert_eq!(decision["$defs"]["fact"]["properties"], renamed(&fact["properties"]));
}
