//! Matches, which are told in the words of war.

use crate::openings::Marks;

/// A match is fought with the words of war, between the same names.
pub(crate) fn is_sport(text: &str) -> bool {
    static WORDS: Marks = Marks::of(&[
        "goalkeeper",
        "striker",
        "midfielder",
        "half-time",
        "halftime",
        "world cup",
        "qualifier",
        "league",
        "kick-off",
        "kickoff",
        "referee",
        "offside",
        "penalty area",
        "penalty kick",
        "full-back",
        "substitute",
        "equaliser",
        "equalizer",
        "semi-final",
        "semifinal",
        "quarter-final",
        "championship",
        "medal",
        "stoppage time",
        "골키퍼",
        "자책골",
        "결승골",
        "동점골",
        "페널티킥",
        "페널티지역",
        "슈팅",
        "대표팀",
        "8강",
        "준결승",
        "결승전",
        "월드컵",
        "아시안게임",
        "올림픽",
        "역전승",
        "역전패",
        "여자축구",
        "축구",
        "배구",
        "농구",
        "공격수",
        "수비수",
        "미드필더",
    ]);
    let lower = crate::tokens::lowered(text.get(..8_000).unwrap_or(text));
    WORDS.count(&lower) >= 3
}
