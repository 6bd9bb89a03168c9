//! Lines that end with the noun of an act: `○ 24일까지 병력과 화기를 철수`.

use crate::claim::{Class, Modality};
use crate::extract::Context;

use super::agents::is_bare;
use super::counts;
use super::notes::piece_begins;
use super::voices::Saying;
use super::words::{Line, Mark, is_note};

/// How far back the words that open a list are looked for, in letters.
const OPENING: usize = 220;

/// How a line that ends with the noun of an act is meant: promised in a list of what was agreed, done where somebody is named with a count.
pub(super) fn ends_line(
    context: &Context<'_>,
    line: &Line<'_, '_>,
    saying: &Saying,
    (mark, class): (&Mark<'_, '_>, Class),
) -> Option<Modality> {
    let rest = line.between(mark.end, line.start + line.text.len());
    if !mark.tail.is_empty() {
        return None;
    }
    let is_list = is_agreed_list(context, line.start);
    if !is_list && is_noted(context, line, saying, (mark, class), rest) {
        return Some(Modality::Done);
    }
    if rest.contains(|letter: char| letter.is_alphanumeric()) {
        return None;
    }
    let has_object = line.words_in(saying.start, mark.start).any(|word| word.text.ends_with(['을', '를']));
    let is_joint =
        line.words_in(saying.start, mark.start).any(|word| matches!(word.text, "함께" | "공동으로" | "각각"));
    if is_list && (has_object || is_joint) {
        return Some(Modality::Promised);
    }
    let is_titled = line.marks_in(saying.start, mark.start).take(1).any(|name| {
        name.senses
            .iter()
            .any(|sense| matches!(sense, crate::lexicon::Sense::Actor(_) | crate::lexicon::Sense::Joint(_)))
            && is_bare(context, line, name)
    });
    let is_named = is_titled
        || line.marks_in(saying.start, mark.start).any(|mark| {
            mark.is_subject()
                && mark.senses.iter().any(|sense| matches!(sense, crate::lexicon::Sense::Actor(_)))
        });
    let is_counted = counts::count(context.lexicon, line, saying.start, mark.start).is_some();
    let is_open =
        ["예정", "계획", "향후", "까지", "방안", "제안", "요구"].iter().any(|sign| line.text.contains(sign));
    (is_named && (is_counted || is_titled) && !is_open).then_some(Modality::Done)
}

/// `신병 확보, 관계기관에 인계`: a piece of a note of somebody who speaks that ends with the noun of an act.
fn is_noted(
    context: &Context<'_>,
    line: &Line<'_, '_>,
    saying: &Saying,
    (mark, class): (&Mark<'_, '_>, Class),
    rest: &str,
) -> bool {
    let ends = rest.trim_end().is_empty() || rest.starts_with([',', '.', ';', '…', '/', '(']);
    let is_told = matches!(
        class,
        Class::Force
            | Class::Movement
            | Class::Procedure
            | Class::Custody
            | Class::Disarm
            | Class::Deploy
            | Class::Harm
            | Class::Verify
            | Class::Pressure
    );
    let piece = line.between(piece_begins(line, saying.start, mark.start), mark.start);
    let is_open = ["예정", "계획", "향후", "방안", "제안", "대비", "우려", "가능성", "관련"]
        .iter()
        .any(|sign| piece.contains(sign));
    let speaks = context.issuer.is_some() || saying.attribution.is_some();
    ends && is_told && speaks && !is_open && is_note(line) && piece.split_whitespace().nth(1).is_some()
}

/// Whether the words before a line say that a list of what was agreed follows.
fn is_agreed_list(context: &Context<'_>, start: usize) -> bool {
    const LISTS: [&str; 6] = ["다음 사항", "다음과 같", "아래와 같", "다음 내용", "다음의 사항", "아래 사항"];
    const AGREES: [&str; 6] = ["의견을 같이", "합의하", "합의했", "의견을 모", "약속하", "약속했"];
    let before = context.text.get(..start).unwrap_or_default();
    let from = before.char_indices().rev().nth(OPENING).map_or(0, |(at, _)| at);
    let before = before.get(from..).unwrap_or_default();
    let Some(at) = LISTS.iter().filter_map(|list| before.rfind(list)).max() else { return false };
    // Nothing but lines of the list between.
    let behind = before.get(at..).unwrap_or_default();
    let told = behind.matches("니다.").count() + behind.matches("다.").count();
    AGREES.iter().any(|agrees| behind.contains(agrees)) && told <= 2
}
