//! How tables of sentences are held: each with words of its claim and the claim.

use armistice_reading::Claim;

/// Each sentence of a table is read as its line says.
pub(crate) fn is_told(
    table: &[(&str, &str, &str, &str)],
    claims: fn(&str, &str) -> Vec<Claim>,
    told: fn(&Claim) -> String,
) {
    let mut wrong = Vec::new();
    for (agreement, text, words, expected) in table {
        let found = claims(agreement, text);
        let told: Vec<String> = found.iter().filter(|claim| claim.quote.contains(words)).map(told).collect();
        if !told.iter().any(|told| told == expected) {
            wrong.push(format!("{text}\n    {expected}, read {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
