//! What somebody asks of another, which is an act of whoever asks.

use crate::claim::Class;
use crate::draft::Draft;
use crate::extract::Context;
use crate::modality::Mode;
use crate::names::{By, Gender, Named};

use super::act::Act;
use super::meant::is_order;
use super::told::draft;
use super::voices::Saying;
use super::words::Line;

/// `통일부는 도발을 멈추라고 촉구했다`: what somebody asks of another is his act, and nothing else is told.
pub(super) fn asked(context: &Context<'_>, line: &Line<'_, '_>, saying: &Saying) -> Option<Draft> {
    const ASKS: [(&str, &str); 12] = [
        ("촉구", "urge"),
        ("요구", "urge"),
        ("호소", "urge"),
        ("당부", "urge"),
        ("종용", "urge"),
        ("압박", "urge"),
        ("제안", "call"),
        ("제의", "call"),
        ("요청", "call"),
        ("권고", "call"),
        ("건의", "call"),
        ("경고", "threaten"),
    ];
    let voice = saying.attribution.as_ref().filter(|voice| voice.cue != "carried")?;
    let (_, action) = ASKS.iter().find(|(verb, _)| voice.cue.starts_with(verb))?;
    let class = if *action == "call" { Class::Talk } else { Class::Pressure };
    let content = line.between(saying.start, saying.end).trim_end();
    let bare: String = content.chars().filter(|letter| !matches!(letter, '"' | '”' | '’' | '\'')).collect();
    let verb = line
        .words
        .iter()
        .find(|word| word.start >= saying.end && word.text.starts_with(voice.cue.as_str()))?;
    let is_asked = is_order(&bare) || ["것을", "말 것을", "자고"].iter().any(|end| bare.ends_with(end));
    if !is_asked || saying.denied || context.lexicon.kind_of(&voice.source).is_none() {
        return None;
    }
    let start = line.words_in(saying.start, saying.end).next().map_or(saying.start, |word| word.start);
    let named = Named {
        id: voice.source.clone(),
        start: saying.start,
        end: saying.end,
        by: By::Name,
        gender: Gender::Thing,
    };
    let act = Act {
        class,
        action: (*action).to_owned(),
        start,
        at: start,
        end: verb.end,
        mode: Mode::done(),
        passive: false,
        seen: false,
        is_verb: true,
        needs_actor: true,
        told: None,
        rule: "K1",
    };
    let mut draft = draft(context, context.clock, line, saying, act, Some(named));
    draft.attribution.clear();
    draft.voice = None;
    Some(draft)
}
