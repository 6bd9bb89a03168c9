//! A fact in one line.

use armistice_facts::calendar::Zone;
use armistice_facts::{Fact, HeldCount, Incursion, Precision, Quantity, Standing, What};

/// Id, time, speaker, what is said, and the address where it was read.
pub(crate) fn line(fact: &Fact, zone: &Zone) -> String {
    let when = match fact.about.precision {
        Precision::Exact => zone.show_short(fact.about.from),
        Precision::Span | Precision::Within => {
            let (first, last) = (zone.date_of(fact.about.from), zone.date_of(fact.about.last()));
            if first == last { first.to_string() } else { format!("{first} to {last}") }
        }
    };
    let known = zone.date_of(fact.known);
    let at = if fact.read_at.is_empty() { String::new() } else { format!(" <{}>", fact.read_at) };
    format!("{}: {when}, known {known}, {} {}{at}", fact.id, fact.source.speaker, said(&fact.what))
}

/// Things at one time, or acts in all over the time told.
fn counted(held: &HeldCount) -> String {
    let number = match held.at_most {
        Some(most) if most == held.at_least => most.to_string(),
        Some(most) if held.at_least == 0 => format!("at most {most}"),
        Some(most) => format!("{} to {most}", held.at_least),
        None => format!("at least {}", held.at_least),
    };
    match &held.verb {
        Some(verb) => format!("counts {number} {} in all under {verb} by {}", held.class, held.holder),
        None => format!("counts {number} {} of {}", held.class, held.holder),
    }
}

/// What a fact says, after the name of its speaker.
pub(crate) fn said(what: &What) -> String {
    match what {
        What::Act(act) => {
            let party = act.actor.party.as_ref().map_or("an unknown side", |party| party.as_str());
            let who = match act.actor.standing {
                Standing::Forces => party.to_owned(),
                Standing::Private => format!("a private person on the side of {party}"),
                Standing::Unattributed => format!("somebody on the side of {party}"),
            };
            let objects: Vec<&str> = act.objects.iter().map(AsRef::as_ref).collect();
            let quantity =
                act.quantity.as_ref().map(|quantity| format!(", {}", amount(quantity))).unwrap_or_default();
            let place =
                if act.place.name.is_empty() { String::new() } else { format!(", {}", act.place.name) };
            let depth = act.place.deepest.as_ref().map(|deepest| depth(deepest)).unwrap_or_default();
            format!("tells of an act of {who}: {} {}{quantity}{place}{depth}", act.verb, objects.join(", "))
        }
        What::State(seen) => {
            let count = seen.count.map_or(String::new(), |count| format!("{count} "));
            let unseen = if seen.unseen == 0 { String::new() } else { format!(", {} not seen", seen.unseen) };
            format!("tells of {}: {count}{} {}{unseen}", seen.holder, seen.class, seen.state)
        }
        What::Count(held) => counted(held),
        What::Performance(done) => {
            let bearer = done.bearer.as_ref().map_or(String::new(), |bearer| format!(" by {bearer}"));
            let step = done.step.as_ref().map_or(String::new(), |step| format!(", step {step}"));
            let count = done.count.map_or(String::new(), |count| format!(", {count}"));
            format!("says of {}{bearer}: {}{step}{count}", done.norm, word(&done.stage))
        }
        What::Inspection(inspection) => {
            let bearer = inspection.bearer.as_ref().map_or(String::new(), |bearer| format!(" by {bearer}"));
            format!("inspected {}{bearer}: {}", inspection.norm, word(&inspection.outcome))
        }
        What::Notice(notice) => {
            let to: Vec<&str> = notice.to.iter().map(AsRef::as_ref).collect();
            format!("tells of a notice by {} to {}: {}", notice.from, to.join(", "), notice.of)
        }
        What::Denial(denial) => format!("denies {} ({})", denial.of, word(&denial.aspect)),
        What::Impeachment(impeachment) => {
            let of: Vec<&str> = impeachment.of.iter().map(AsRef::as_ref).collect();
            format!("impeaches {}: {}", of.join(", "), impeachment.ground)
        }
        What::Ruling(ruling) => {
            let breach =
                ruling.breach.map_or("not determined", |breach| if breach { "breach" } else { "no breach" });
            format!(
                "rules on {} of {}: {breach}, intent {}",
                ruling.norm,
                ruling.bearer,
                word(&ruling.intent)
            )
        }
        What::Status(change) => format!("says that {} {} {}", change.by, word(&change.change), change.scope),
        What::Coverage(coverage) => {
            format!("watched {} for {} hours", coverage.norm, coverage.observed_hours)
        }
        What::Reception(told) => {
            let state = if told.is_up { "up" } else { "down" };
            let range = told.range_metres.map_or(String::new(), |metres| format!(", hears {metres} m far"));
            format!("says that {} was {state}{range}", told.receiver)
        }
        What::Statement(statement) => format!("says: {}", statement.text),
        What::Withdrawal(withdrawal) => {
            let of: Vec<&str> = withdrawal.of.iter().map(AsRef::as_ref).collect();
            format!("takes back {}: {}", of.join(", "), withdrawal.ground)
        }
        _ => "says something that this version has no words for".to_owned(),
    }
}

/// How deep inside a zone something got.
fn depth(deepest: &Incursion) -> String {
    let (metres, rest) = (deepest.depth_dm / 10, (deepest.depth_dm % 10).abs());
    format!(", up to {metres}.{rest} m inside {} at {}", deepest.zone, deepest.at)
}

fn amount(quantity: &Quantity) -> String {
    let (whole, rest) = (quantity.thousandths / 1000, (quantity.thousandths % 1000).abs());
    let number = if rest == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{rest:03}").trim_end_matches('0').to_owned()
    };
    format!("{number} {}", quantity.unit)
}

/// The word that the canonical JSON has for a plain value.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(serde_json::Value::Object(map)) => map
            .into_iter()
            .map(|(key, value)| format!("{key} ({})", value.as_str().unwrap_or_default()))
            .collect(),
        _ => String::new(),
    }
}
