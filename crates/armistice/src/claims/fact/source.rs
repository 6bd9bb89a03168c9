//! Whose word a claim is, by the names that the agreement gives.

use armistice_facts::{Manner, Name, Source, Voice};
use armistice_reading::Claim;

use super::{Ground, Taking};

/// The source of the fact that a claim becomes. A party's word is a claim, whatever it says; so is an outlet's, unless the person
/// who accepts it says that it is an observation of its own. A body reports.
pub(super) fn of(claim: &Claim, taking: &Taking<'_>, ground: &Ground<'_>) -> Source {
    let voice = voice(claim, taking, ground);
    let is_body = ground.agreement.bodies.iter().any(|body| body.name == voice);
    let kind = if ground.agreement.party(voice.as_str()).is_some() {
        Voice::Party
    } else if is_body {
        Voice::Body
    } else {
        Voice::Press
    };
    let manner = if is_body { Manner::Reports } else { Manner::Claims };
    Source {
        speaker: speaker(claim, &voice),
        voice,
        kind,
        manner: taking.choices.manner.unwrap_or(manner),
        means: taking.choices.means.clone(),
    }
}

/// For whom the innermost source speaks: a party or body of the agreement by its name there, anybody else by the id of the words
/// file, the outlet where it speaks for itself.
pub(super) fn voice(claim: &Claim, taking: &Taking<'_>, ground: &Ground<'_>) -> Name {
    let source = claim.attribution.last().map(|link| link.source.as_str());
    let named =
        source.filter(|source| !source.is_empty() && *source != "unknown" && !source.starts_with("unnamed"));
    let called = named.map(|source| ground.register.called(source).unwrap_or(source));
    let own = taking.outlet.unwrap_or(taking.report.name.as_str());
    plain(called.unwrap_or(own))
}

fn speaker(claim: &Claim, voice: &Name) -> String {
    let last = claim.attribution.last();
    let words = last.and_then(|link| link.text.clone().or_else(|| Some(link.source.clone())));
    words.filter(|words| !words.trim().is_empty()).unwrap_or_else(|| voice.to_string())
}

/// A text as a name: what cannot stand in one becomes a hyphen.
fn plain(text: &str) -> Name {
    let fits =
        |letter: char| !(letter.is_whitespace() || letter.is_control() || matches!(letter, ',' | ';' | '"'));
    let name: String = text.chars().take(40).map(|letter| if fits(letter) { letter } else { '-' }).collect();
    Name::new(name).unwrap_or_else(|_| unnamed())
}

#[expect(clippy::expect_used, reason = "the word is a name")]
fn unnamed() -> Name {
    Name::new("unnamed").expect("a name")
}
