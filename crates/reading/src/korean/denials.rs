//! `국방부는 이를 부인했다`: what was told last is denied.

use crate::claim::{Attribution, Modality};
use crate::draft::Draft;
use crate::extract::Context;

use super::agents::party;
use super::counts;
use super::voices::Saying;
use super::words::{Line, actor_id};

/// Verbs that deny, as the verb of a sentence, and what is said of a thing that is not so.
const DENIES: [&str; 9] = [
    "부인했",
    "부인하",
    "일축했",
    "일축하",
    "반박했",
    "반박하",
    "사실무근",
    "사실이 아니라고",
    "사실과 다르다고",
];
/// What stands for that which was told.
const THIS: [&str; 10] =
    ["이를", "이 주장", "이런", "이 같은", "그런", "이러한", "주장을", "보도를", "의혹을", "이에"];

/// The claim told last, in this sentence or before it, denied by whoever the sentence names.
pub(super) fn denied(
    context: &Context<'_>,
    line: &Line<'_, '_>,
    saying: &Saying,
    here: Option<&Draft>,
) -> Option<Draft> {
    let words = line.between(saying.start, line.start + line.text.len());
    if let Some(draft) = denied_word(context, line, saying) {
        return Some(draft);
    }
    let (at, verb) = DENIES.iter().filter_map(|verb| Some((words.find(verb)?, *verb))).min()?;
    let head = words.get(..at)?;
    let from = THIS.iter().filter_map(|this| head.rfind(this)).max();
    let is_said = verb.starts_with("사실");
    if from.is_none() && !is_said {
        return None;
    }
    let named = |mark: &&super::words::Mark<'_, '_>| {
        mark.is_subject() && actor_id(context.lexicon, mark, saying.own.as_deref()).is_some()
    };
    let begin = if is_said { line.start } else { saying.start };
    let mark = line.marks_in(begin, saying.start + at).filter(named).last()?;
    let source = actor_id(context.lexicon, mark, saying.own.as_deref())?;
    let told = here.or(context.told.as_deref()).filter(|told| told.end.abs_diff(saying.start) <= 200);
    // Somebody else's word is denied: that which was told last, else the last accusation.
    let is_others = |told: &&Draft| {
        let voice = told.attribution.last().map(|voice| party(&voice.source));
        told.mode.modality != Modality::Denied && voice != Some(party(&source))
    };
    let told = told.filter(is_others).or(context.accusation.as_deref().filter(is_others))?;
    let mut draft = told.clone();
    draft.zone = context.zone;
    let end = saying.start + at;
    let end = line.words.iter().find(|word| word.end > end).map_or(end + verb.len(), |word| word.end);
    draft.start = mark.start.min(saying.start + from.unwrap_or(at));
    draft.end = end;
    draft.mode.modality = Modality::Denied;
    draft.mode.trail.push("K12");
    draft.trail.push("K12");
    let voice = Attribution {
        source,
        cue: verb.to_owned(),
        text: Some(mark.text.to_owned()),
        when: context.clock.published.map(|day| day.to_string()),
        kind: "denial".to_owned(),
    };
    draft.attribution =
        told.attribution.iter().filter(|voice| voice.cue != "carried").cloned().chain([voice]).collect();
    draft.voice = Some(crate::lexicon::SpeechKind::Deny);
    Some(draft)
}

/// `북측이 말하는 50발도 사실이 아님`, `이는 완전한 날조이다`: a number or `this` is denied, which stands for what the other side told.
fn denied_word(context: &Context<'_>, line: &Line<'_, '_>, saying: &Saying) -> Option<Draft> {
    let voice = saying.attribution.as_ref().filter(|_| saying.denied)?;
    let own = party(&voice.source);
    let is_others = |told: &&Draft| {
        told.mode.modality != Modality::Denied
            && told.attribution.last().is_some_and(|last| party(&last.source) != own)
    };
    let told =
        [context.told.as_deref(), context.accusation.as_deref()].into_iter().flatten().find(is_others)?;
    let count = counts::count(context.lexicon, line, saying.start, saying.end);
    let unit = |draft: &Draft| draft.quantity.as_ref().map(|quantity| quantity.unit.clone());
    let is_same = count.as_ref().is_some_and(|count| unit(told).as_deref() == Some(count.unit.as_str()));
    let first = line.words_in(saying.start, saying.end).next()?;
    let is_this = matches!(first.text, "이는" | "이것은" | "그것은");
    if !is_same && !is_this {
        return None;
    }
    let mut draft = told.clone();
    draft.zone = context.zone;
    (draft.start, draft.end) = (first.start, line.words_in(saying.start, saying.end).last()?.end);
    draft.quantity = count.or(draft.quantity);
    draft.mode.modality = Modality::Denied;
    draft.mode.trail.push("K12");
    draft.trail.push("K12");
    let heard = told.attribution.iter().filter(|voice| voice.cue != "carried").cloned();
    draft.attribution = heard.chain([Attribution { kind: "denial".to_owned(), ..voice.clone() }]).collect();
    draft.voice = Some(crate::lexicon::SpeechKind::Deny);
    Some(draft)
}
