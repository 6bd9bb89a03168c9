//! Fields of a claim that somebody puts right, as they are sent, and the claim with them.

use armistice_reading::Claim;
use armistice_reading::lexicon::Register;
use axum::http::StatusCode;
use serde::Deserialize;

use crate::claims::corrections::{Choices, Correction, correct};
use crate::page::reply::Problem;

/// So many fields are put right at once; a value has no more letters than this.
const MOST: usize = 32;
const LONGEST_VALUE: usize = 500;

/// A field put right.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::page) struct Field {
    field: String,
    value: String,
}

/// Fields in an address: a JSON array of them; none if nothing is said.
pub(super) fn read(text: Option<&str>) -> Result<Vec<Field>, Problem> {
    let Some(text) = text else { return Ok(Vec::new()) };
    let fields: Vec<Field> = serde_json::from_str(text).map_err(|error| {
        let problem = Problem::new(StatusCode::BAD_REQUEST, format!("`corrections` cannot be read: {error}"));
        problem.mend("a JSON array, as in [{\"field\": \"actor\", \"value\": \"DPRK\"}]")
    })?;
    bounded(&fields)?;
    Ok(fields)
}

/// Whether they are within bounds.
pub(in crate::page) fn bounded(fields: &[Field]) -> Result<(), Problem> {
    let wrong = |what: &str| Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, what));
    if fields.len() > MOST {
        return wrong("at most 32 fields are put right at once");
    }
    let is_plain = |text: &str| !text.chars().any(|letter| letter.is_control() && letter != '\n');
    let fits = |one: &Field| {
        one.value.chars().count() <= LONGEST_VALUE && is_plain(&one.value) && !one.field.contains('=')
    };
    match fields.iter().all(fits) {
        true => Ok(()),
        false => wrong("a field that is put right has at most 500 letters, and no control characters"),
    }
}

/// The claim with what is put right, what was chosen beside it, and each field with what was read.
pub(in crate::page) fn put_right(
    as_read: &Claim,
    fields: &[Field],
    register: &Register,
) -> Result<(Claim, Choices, Vec<Correction>), Problem> {
    let (mut claim, mut choices) = (as_read.clone(), Choices::default());
    let mut one = |Field { field, value }: &Field| {
        correct(&mut claim, &mut choices, &format!("{field}={value}"), register)
            .map_err(|error| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, error))
    };
    let corrections = fields.iter().map(&mut one).collect::<Result<Vec<_>, _>>()?;
    Ok((claim, choices, corrections))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_within_bounds() {
        assert!(read(None).unwrap().is_empty());
        assert_eq!(read(Some(r#"[{"field":"actor","value":"DPRK"}]"#)).unwrap().len(), 1);
        for wrong in ["", "{}", "[1]", r#"[{"field":"actor"}]"#, r#"[{"field":"a","value":"b","more":1}]"#] {
            assert_eq!(read(Some(wrong)).unwrap_err().status(), StatusCode::BAD_REQUEST, "{wrong}");
        }
        let one = |field: &str, value: &str| format!(r#"{{"field":"{field}","value":"{value}"}}"#);
        for wrong in [
            format!("[{}]", vec![one("actor", "x"); MOST + 1].join(",")),
            format!("[{}]", one("actor", &"x".repeat(LONGEST_VALUE + 1))),
            format!("[{}]", one("a=b", "x")),
            format!("[{}]", one("actor", r"\u0007")),
        ] {
            assert_eq!(read(Some(&wrong)).unwrap_err().status(), StatusCode::UNPROCESSABLE_ENTITY);
        }
    }
}
