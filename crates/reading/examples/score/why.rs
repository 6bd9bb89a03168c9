//! Why claims of the gold were missed: what the reader did with the words of each.

use std::collections::BTreeMap;

use armistice_reading::Claim;
use armistice_reading::why::Lost;

use crate::field::word;
use crate::gold::{Gold, Line};
use crate::matching::{matched, same_class, share};

/// Adds to the counts why each core claim of a report was missed, and tells each where `single`.
pub(crate) fn add(
    counts: &mut BTreeMap<String, usize>,
    (name, gold): (&str, &Gold),
    claims: &[Claim],
    lost: &[Lost],
) -> Vec<String> {
    let mut told = Vec::new();
    for line in matched(gold, claims).missed.into_iter().filter(|line| line.tier == "core") {
        let cause = cause(line, claims, lost);
        *counts.entry(cause.clone()).or_default() += 1;
        let sentence = lost
            .iter()
            .find(|one| one.step == "sentence" && share([one.byte.0, one.byte.1], line.byte) >= 500);
        told.push(format!(
            "{cause}\t{name} {} [{}] {} {} {} by {:?}\n    \"{}\"\n      {}",
            line.id,
            line.class,
            line.actor,
            line.modality,
            line.polarity,
            line.attribution.last().map(|voice| &voice.source),
            line.quote,
            sentence.map_or("(no sentence)", |one| one.shown.as_str())
        ));
    }
    told
}

/// The last thing that the reader did with the words of a claim.
fn cause(line: &Line, claims: &[Claim], lost: &[Lost]) -> String {
    let near: Vec<&Claim> =
        claims.iter().filter(|claim| line.spans().any(|span| share(span, claim.byte) >= 300)).collect();
    if near.iter().any(|claim| same_class(line, claim)) {
        return "there: told with another claim".to_owned();
    }
    let within: Vec<&Lost> = lost
        .iter()
        .filter(|one| line.spans().any(|span| one.byte.0 >= span[0] && one.byte.1 <= span[1] + 1))
        .collect();
    let is_same = |one: &&&Lost| {
        one.classes.iter().any(|class| {
            let class = word(class);
            line.class == class || line.accepts("class", |answer| answer == class)
        })
    };
    let late = within.iter().find(|one| one.classes.len() == 1 && one.shown.is_empty() && is_same(one));
    if let Some(late) = late {
        return format!("late: {}", late.step);
    }
    let other = if near.is_empty() { "nothing there" } else { "another class there" };
    let Some(one) = within.iter().find(is_same) else {
        let any = within.iter().any(|one| !one.classes.is_empty());
        return format!("{other}: {}", if any { "word of another class" } else { "no word" });
    };
    let step = within
        .iter()
        .find(|step| step.classes.is_empty() && step.byte == one.byte)
        .map_or(one.step.to_owned(), |step| format!("{}, {}", one.step, step.step));
    format!("{other}: {step}")
}
