//! The words that are tried: keywords, and phrases of them.

/// Every keyword of the grammar in `docs/language.md`, in the order of the alphabet.
const KEYWORDS: &str = "\
    AGL AMSL E N S W a above accuracy activity after agreed agreement all alleged and any apart \
    applies apply as at attests authentic available be because before beginning below between beyond \
    binding body breach breaches by called claimed claims clamp class clock closed code complete \
    consent corroborated counts coverage cure cured daily day deadline decided decision defaulted \
    delay denies described discharged dismissed disputed does dormant due each east end ended ends \
    every everywhere except exception excluding excused exercised expired failing fewer file finding \
    findings for force from fulfilled fulfilment give half halves has hash hold impeaches in \
    ineffective intervals into inventory is it jointly keep kept known language lapsed least legally \
    line marker markers may meaning minus month more most moves must near need no none north not \
    notice observed of on once one only or other out overdue own partial parties party pending \
    percent permanently point politically prior procedure quarter quarters quoting reading record \
    recorded refused register releases replaces reported reports request reversed series shall \
    shares side signed source south starting starts state stating status step steps stop stops \
    suspended suspension terms test than the their then third thirds through time times to together \
    told undetermined unilateral unknown unproven until upon verification verified violated \
    violation vocabulary watching week west which will with within without year zone \
";

/// What a scenario expects of a norm: truths, states, outcomes of incidents and flags. To the parser they are names.
const VERDICTS: &str = "\
    kept violated pending unknown suspended dormant watching due overdue ended excused dismissed \
    undetermined alleged breach breaches finding findings contested denied late continuing cured so-far \
    status-disputed impeached \
";

/// Every keyword of the grammar.
pub fn keywords() -> impl Iterator<Item = &'static str> {
    KEYWORDS.split_whitespace()
}

/// What a scenario may expect.
pub(super) fn verdicts() -> impl Iterator<Item = &'static str> {
    VERDICTS.split_whitespace()
}

/// Keywords that the parser knows as such only by what stands after them, and a sample of that.
pub(super) const PHRASES: &[(&str, &str)] = &[
    ("no terms because", ""),
    ("of the other party", ""),
    ("the other party", ""),
    ("other party", ""),
    ("end of", " 2018"),
    ("parties jointly", ""),
    ("side of", ""),
    ("the end of", " 2018"),
    ("the end of the year", ""),
    ("by the other party", ""),
    ("the parties jointly", ""),
    ("the side of", ""),
    ("their own side", ""),
    ("their own side of", ""),
    ("the other side", ""),
    ("the other side of", ""),
    ("to be decided by", ""),
    ("described as", " \"…\""),
    ("apart from", " zzqx"),
    ("observed by", " zzqx"),
    ("prior notice to", ""),
    ("it starts", ""),
    ("at most", ""),
    ("at least", ""),
    ("consent of", " zzqx"),
    ("request of", " zzqx"),
    ("violation of", " zzqx"),
    ("fulfilment of", " zzqx"),
    ("notice of", " zzqx"),
    ("all of", " (zzqx)"),
    ("give notice", " to"),
    ("hold at most", ""),
    ("hold only", ""),
    ("percent of", " zzqx"),
    ("half of", " zzqx"),
    ("halves of", " zzqx"),
    ("third of", " zzqx"),
    ("thirds of", " zzqx"),
    ("quarter of", " zzqx"),
    ("quarters of", " zzqx"),
    ("as recorded on", " 1 May 2018"),
    ("in steps", " zzqx"),
    ("steps", " zzqx"),
    ("in shares at least", " 1 half by signature"),
    ("shares at least", " 1 half by signature"),
    ("January", " 2018"),
    ("February", " 2018"),
    ("March", " 2018"),
    ("April", " 2018"),
    ("May", " 2018"),
    ("June", " 2018"),
    ("July", " 2018"),
    ("August", " 2018"),
    ("September", " 2018"),
    ("October", " 2018"),
    ("November", " 2018"),
    ("December", " 2018"),
    ("no more than", ""),
    ("no fewer than", ""),
    ("file", " \"…\""),
    ("north of", " zzqx"),
    ("south of", " zzqx"),
    ("east of", " zzqx"),
    ("west of", " zzqx"),
];
