//! The lines in which two texts differ, with a line around them.

use std::io::{self, Write};

use similar::{ChangeTag, TextDiff};

/// More lines than these of one file are counted, not shown.
const MOST_LINES: usize = 40;

/// Writes what would go (`-`) and what would come (`+`), with the numbers of the lines.
pub(crate) fn write(name: &str, before: &str, after: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{name}")?;
    let diff = TextDiff::from_lines(before, after);
    let mut shown = 0;
    let mut beyond = 0;
    for hunk in diff.unified_diff().context_radius(1).iter_hunks() {
        if shown < MOST_LINES {
            writeln!(out, "{}", hunk.header())?;
        }
        for change in hunk.iter_changes() {
            if shown >= MOST_LINES {
                beyond += 1;
                continue;
            }
            let mark = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            let line = change.value().trim_end_matches(['\r', '\n']);
            writeln!(out, "{}", format!("{mark}{line}").trim_end())?;
            shown += 1;
        }
    }
    if beyond > 0 {
        writeln!(out, "… and {beyond} more lines")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> String {
        let mut out = Vec::new();
        write("x", before, after, &mut out).unwrap_or_default();
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn only_lines_near_a_change_are_shown() {
        let shown = shown("a\nb\nc\nd\ne\n", "a\nb\nC\nd\ne\n");
        assert_eq!(shown, "x\n@@ -2,3 +2,3 @@\n b\n-c\n+C\n d\n");
    }

    #[test]
    fn a_long_change_is_cut_short_and_counted() {
        let after: String = (0..100).map(|line| format!("{line}\n")).collect();
        let shown = shown("", &after);
        assert_eq!(shown.lines().count(), 2 + MOST_LINES + 1);
        assert!(shown.ends_with("… and 60 more lines\n"));
    }
}
