//! Fields of a claim that a person puts right: each by its name, the old value kept.

use armistice_facts::{Manner, Name};
use armistice_reading::Claim;
use armistice_reading::claim::{Attribution, Mention, Quantity, When};
use armistice_reading::lexicon::Register;
use serde::{Deserialize, Serialize};

/// One field put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Correction {
    /// The field.
    pub(crate) field: String,
    /// What was read.
    pub(crate) old: String,
    /// What it is.
    pub(crate) new: String,
}

/// What a person says where the words of a report leave it open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Choices {
    /// The norm that it speaks to.
    pub(crate) norm: Option<String>,
    /// The class of the vocabulary.
    pub(crate) object: Option<Name>,
    /// The fact that is denied.
    pub(crate) of: Option<Name>,
    /// The kind of observation behind it.
    pub(crate) means: Option<Name>,
    /// In which manner it is said.
    pub(crate) manner: Option<Manner>,
}

/// The fields that can be put right, for people.
pub(crate) const FIELDS: &str = "actor, action, class, modality, polarity, from, to, place, quantity, unit, source, norm, object, of, means, manner";

/// Puts one field right, written as `field=value`.
pub(crate) fn correct(
    claim: &mut Claim,
    choices: &mut Choices,
    written: &str,
    register: &Register,
) -> Result<Correction, String> {
    let (field, value) = written
        .split_once('=')
        .map(|(field, value)| (field.trim(), value.trim()))
        .filter(|(_, value)| !value.is_empty())
        .ok_or_else(|| format!("`{written}` is no field=value; the fields are {FIELDS}"))?;
    let old = set(claim, choices, field, value, register)?;
    Ok(Correction { field: field.to_owned(), old, new: value.to_owned() })
}

fn set(
    claim: &mut Claim,
    choices: &mut Choices,
    field: &str,
    value: &str,
    register: &Register,
) -> Result<String, String> {
    let name = || Name::new(value).map_err(|error| error.to_string());
    Ok(match field {
        "actor" => {
            let called = value.split('+').map(|id| register.called(id).unwrap_or(id).to_owned());
            claim.parties = called.collect();
            std::mem::replace(&mut claim.actor, value.to_owned())
        }
        "action" => std::mem::replace(&mut claim.action, value.to_owned()),
        "class" => word(&std::mem::replace(&mut claim.class, read(field, value)?)),
        "modality" => word(&std::mem::replace(&mut claim.modality, read(field, value)?)),
        "polarity" => word(&std::mem::replace(&mut claim.polarity, read(field, value)?)),
        "from" | "to" => date(claim, field, value)?,
        "place" => {
            // The place that a person names is where it was, whatever the words said of near and far.
            let place = Mention { text: None, id: Some(value.to_owned()), relation: None };
            claim.place.replace(place).and_then(|old| old.id).unwrap_or_default()
        }
        "quantity" => {
            let number: f64 = value.parse().map_err(|_| format!("`{value}` is no number"))?;
            let empty = || Quantity {
                value: None,
                low: None,
                high: None,
                unit: String::new(),
                op: "=".to_owned(),
                text: None,
            };
            let quantity = claim.quantity.get_or_insert_with(empty);
            quantity.value.replace(number).map(|old| old.to_string()).unwrap_or_default()
        }
        "unit" => match claim.quantity.as_mut() {
            Some(quantity) => std::mem::replace(&mut quantity.unit, value.to_owned()),
            None => return Err("there is no quantity: put quantity= right first".to_owned()),
        },
        "source" => {
            let when = claim.attribution.last().and_then(|link| link.when.clone());
            let old = claim.attribution.pop().map(|link| link.source).unwrap_or_default();
            let (source, cue, kind) = (value.to_owned(), "corrected".to_owned(), "statement".to_owned());
            claim.attribution.push(Attribution { source, cue, text: None, when, kind });
            old
        }
        "norm" => choices.norm.replace(value.to_owned()).unwrap_or_else(|| claim.norms.join(" ")),
        "object" => choices.object.replace(name()?).map(|old| old.to_string()).unwrap_or_default(),
        "of" => choices.of.replace(name()?).map(|old| old.to_string()).unwrap_or_default(),
        "means" => choices.means.replace(name()?).map(|old| old.to_string()).unwrap_or_default(),
        "manner" => choices.manner.replace(read(field, value)?).map(|old| word(&old)).unwrap_or_default(),
        other => return Err(format!("there is no field `{other}`; the fields are {FIELDS}")),
    })
}

fn date(claim: &mut Claim, field: &str, value: &str) -> Result<String, String> {
    let is_day = value == ".."
        || value.get(..10).is_some_and(|day| day.parse::<armistice_facts::calendar::Date>().is_ok());
    if !is_day {
        return Err(format!("`{value}` is no day such as 2018-12-01, nor `..`"));
    }
    let date = claim.date.get_or_insert_with(|| When {
        text: None,
        from: value.to_owned(),
        to: value.to_owned(),
        granularity: "day".to_owned(),
        anchor: "corrected".to_owned(),
        certainty: "exact".to_owned(),
    });
    let end = if field == "from" { &mut date.from } else { &mut date.to };
    let old = std::mem::replace(end, value.to_owned());
    // An end before the start is none: the day that was put right holds.
    if date.from != ".." && date.to != ".." && date.from > date.to {
        (date.from, date.to) = (value.to_owned(), value.to_owned());
    }
    Ok(old)
}

fn read<T: serde::de::DeserializeOwned>(field: &str, value: &str) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::String(value.to_owned()))
        .map_err(|error| format!("`{value}` is no {field}: {error}"))
}

fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
