//! Text in columns: widths are those of a terminal (Unicode Standard Annex 11).

use unicode_width::UnicodeWidthStr;

/// Columns of the outputs for people.
pub(crate) const COLUMNS: usize = 100;

/// The text filled up with spaces to a width; longer text is left whole.
pub(crate) fn pad(text: &str, width: usize) -> String {
    let fill = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(fill))
}

/// The text in lines of at most `width` columns, broken at spaces; a word that is longer stands alone.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The text wrapped to the columns of the output, every line after `indent`.
pub(crate) fn indented(text: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    wrap(text, COLUMNS.saturating_sub(indent)).iter().map(|line| format!("{margin}{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_count_wide_letters_twice() {
        assert_eq!(wrap("the line of demarcation", 10), ["the line", "of", "demarcation"]);
        assert_eq!(wrap("군사 분계선 표지", 9), ["군사", "분계선", "표지"]);
        assert_eq!(pad("군사", 6), "군사  ");
    }

    #[test]
    fn no_line_is_longer_than_the_columns() {
        let text = "word ".repeat(200);
        assert!(indented(&text, 6).lines().all(|line| line.width() <= COLUMNS));
    }
}
