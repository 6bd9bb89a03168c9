//! Sentences in which nobody does anything: what a text holds, what a word means, what is asked.

use super::words::{Line, Mark, Word};

/// Whether a sentence tells of nothing that was done.
pub(super) fn tells_nothing(line: &Line<'_, '_>) -> bool {
    is_content(line) || is_definition(line) || is_question(line) || is_entry(line)
}

/// `13:30 유엔사 "조사하겠다"`: the title of an entry in a report that is written as things go on.
fn is_entry(line: &Line<'_, '_>) -> bool {
    is_title(line.text)
}

/// Whether a line begins with a time and is no sentence.
pub(super) fn is_title(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let is_clock = first.len() == 5
        && first.split_once(':').is_some_and(|(hour, minute)| {
            hour.chars().chain(minute.chars()).all(|letter| letter.is_ascii_digit())
        });
    is_clock && line.starts_with(first) && !line.trim_end().ends_with(['.', '다', '요'])
}

/// `완충구역이란 … 수역을 말한다`
fn is_definition(line: &Line<'_, '_>) -> bool {
    const MEANS: [&str; 8] =
        ["뜻한다", "뜻하는", "가리킨다", "가리키는", "의미한다", "일컫는다", "말한다", "뜻합니다"];
    const HEADS: [&str; 4] = ["이란", "란", "은", "는"];
    let ends = line.words.iter().rev().take(3).any(|word| MEANS.contains(&word.text));
    let first = line.words.iter().take(4).any(|word| HEADS.iter().any(|head| word.text.ends_with(head)));
    // `…라고 말한다` says, and does not define.
    let says = line.words.iter().any(|word| word.text.ends_with("고"));
    ends && first && !says || is_aim(line)
}

/// `감시단의 임무는 … 확인하는 것이다`
fn is_aim(line: &Line<'_, '_>) -> bool {
    const AIMS: [&str; 9] =
        ["임무는", "목표는", "목적은", "취지는", "역할은", "과제는", "원칙은", "골자는", "핵심은"];
    let ends = line
        .words
        .iter()
        .rev()
        .take(3)
        .any(|word| ["것이다", "것입니다", "것이었다", "것이라고", "데"].contains(&word.text));
    ends && line.words.iter().any(|word| AIMS.contains(&word.text))
}

/// `왜 합의를 파기했을까`
fn is_question(line: &Line<'_, '_>) -> bool {
    const ASKS: [&str; 10] = ["을까", "ㄹ까", "할까", "될까", "니까", "는가", "인가", "던가", "일까", "까요"];
    let last = line.words.last().map(|word| word.text).unwrap_or_default();
    line.text.trim_end().ends_with('?') || ASKS.iter().any(|ask| last.ends_with(ask))
}

/// `관측이 나온다`, `말이 오갔다`: words come and go, and nobody moves.
pub(super) fn is_of_words(before: &str, mark: &Mark<'_, '_>) -> bool {
    const GOES: [&str; 10] =
        ["나오", "나온", "나왔", "나올", "나와", "오가", "오갔", "돌아가", "돌아갔", "나가"];
    const WORDS: [&str; 22] = [
        "관측",
        "지적",
        "전망",
        "말",
        "얘기",
        "이야기",
        "목소리",
        "비판",
        "우려",
        "결과",
        "답",
        "보도",
        "발표",
        "주장",
        "반응",
        "분석",
        "의견",
        "평가",
        "제안",
        "요구",
        "대화",
        "성명",
    ];
    mark.is_verb()
        && GOES.contains(&mark.text)
        && WORDS.iter().any(|noun| {
            before
                .strip_prefix(noun)
                .is_some_and(|tail| matches!(tail, "이" | "가" | "은" | "는" | "도" | "들이" | "만"))
        })
}

/// Whether a sentence tells of a war that was before what was agreed: `6·25전쟁 당시`.
pub(super) fn is_of_war(line: &Line<'_, '_>) -> bool {
    ["전쟁 때", "전쟁 당시", "전쟁시기", "전쟁 시기", "전쟁 기간", "전쟁때"]
        .iter()
        .any(|words| line.text.contains(words))
}

/// Whether a sentence tells what an agreement, an article or a rule holds: `합의서는 … 금지하고 있다`.
fn is_content(line: &Line<'_, '_>) -> bool {
    const HOLDS: [&str; 22] = [
        "명기",
        "내용이",
        "내용으로",
        "골자",
        "규정했",
        "할데 대",
        "규정하",
        "규정돼",
        "규정되",
        "규정한",
        "명시",
        "정하고",
        "정했",
        "정한",
        "금지하고",
        "금지한다",
        "금지된",
        "담고",
        "담겨",
        "도록 ",
        "게 되어",
        "못박",
    ];
    const TEXTS: [&str; 13] = [
        "합의문은",
        "합의문에는",
        "협정은",
        "협정에는",
        "부속서는",
        "조는",
        "조에는",
        "항은",
        "항에는",
        "조항은",
        "합의서는",
        "합의서에는",
        "합의는",
    ];
    let first: Vec<&Word<'_>> = line.words.iter().take(5).collect();
    let is_text = first.iter().any(|word| TEXTS.iter().any(|text| word.text.ends_with(text)))
        || line.marks.iter().any(|mark| {
            mark.is_agreement() && matches!(mark.tail, "은" | "는" | "에는" | "상" | "에서는" | "에")
        });
    is_text && HOLDS.iter().any(|sign| line.text.contains(sign))
}
