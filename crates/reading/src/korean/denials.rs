//! `국방부는 이를 부인했다`: what was told last is denied.

use crate::claim::{Attribution, Modality};
use crate::draft::Draft;
use crate::extract::Context;

use super::voices::Saying;
use super::words::{Line, actor_id};

/// Words that deny, as the verb of a sentence.
const DENIES: [&str; 5] = ["부인했", "부인하", "일축했", "일축하", "반박했"];
/// What stands for that which was told.
const THIS: [&str; 6] = ["이를", "이 주장", "이런", "이 같은", "그런", "이러한"];

/// The claim told last, denied by whoever the sentence names.
pub(super) fn denied(
    context: &Context<'_>,
    line: &Line<'_, '_>,
    saying: &Saying,
    told: &Draft,
) -> Option<Draft> {
    let words = line.between(saying.start, line.start + line.text.len());
    let (at, verb) = DENIES.iter().find_map(|verb| Some((words.find(verb)?, *verb)))?;
    let head = words.get(..at)?;
    let from = THIS.iter().filter_map(|this| head.rfind(this)).max()?;
    // Somebody else's word is denied, and only one that was told at once before.
    let gap = told.end.abs_diff(saying.start);
    let mark = line.marks_in(saying.start, saying.start + at).filter(|mark| mark.is_subject()).last()?;
    let source = actor_id(context.lexicon, mark, saying.own.as_deref())?;
    let spoken = told.attribution.last().is_some_and(|voice| voice.source == source);
    if gap > 200 || spoken || told.mode.modality == Modality::Denied {
        return None;
    }
    let mut draft = told.clone();
    let end = line
        .words_in(saying.start + at, saying.start + at + 1)
        .next()
        .map_or(saying.start + at + verb.len(), |word| word.end);
    (draft.start, draft.end) = (saying.start + from.min(mark.start - saying.start), end);
    draft.mode.modality = Modality::Denied;
    draft.mode.trail.push("K12");
    draft.trail.push("K12");
    let voice = Attribution {
        source,
        cue: verb.to_owned(),
        text: Some(mark.text.to_owned()),
        when: context.clock.published.map(|day| day.to_string()),
        kind: "statement".to_owned(),
    };
    draft.attribution =
        told.attribution.iter().filter(|voice| voice.cue != "carried").cloned().chain([voice]).collect();
    draft.voice = Some(crate::lexicon::SpeechKind::Deny);
    Some(draft)
}
