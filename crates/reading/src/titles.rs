//! What releases of offices are called in their titles.

/// Whether a title ends with what a release of an office is called.
pub(crate) fn closes_title(title: &str) -> bool {
    const CLOSES: [&str; 13] = [
        "성명",
        "문자 공지",
        "대변인 발표",
        "사령부 발표",
        "총참모부 보도",
        "공보문",
        "공개보도",
        "고발장",
        "대변인 답변",
        "대변인 대답",
        "보도문",
        "공동보도문",
        "입장문",
    ];
    CLOSES.iter().any(|end| title.trim_end().ends_with(end))
}
