//! The files of lines that are drawn anew each day.

use crate::model::FileRef;
use crate::resolve::names::short;
use crate::{Diagnostic, Files, ast, series};

/// The files of a series, one a day (A422 if the pattern is none, A414 if there are none, A423 for a name without a day).
pub(super) fn check(line: &ast::Line, file: &FileRef, files: &dyn Files, out: &mut Vec<Diagnostic>) -> bool {
    let (name, at) = (&line.name.node, line.file.path.span);
    if series::parts(&file.path).is_none() || file.sha256.is_some() {
        let message = format!("`{}` names no files of one a day", short(&file.path));
        out.push(Diagnostic::error("A422", at, message).help(
            "one `*` in the name of the file stands for the day: `front/*.geojson`; a series has no hash",
        ));
        return false;
    }
    let paths = match files.matching(&file.path) {
        Ok(paths) => paths,
        Err(cause) => {
            out.push(Diagnostic::error("A306", at, cause.to_string()));
            return false;
        }
    };
    let (days, strange): (Vec<&String>, Vec<&String>) =
        paths.iter().partition(|path| series::day(&file.path, path).is_some());
    if days.is_empty() {
        let message = format!("the line `{name}` has no file: where an act lies to it stays undetermined");
        out.push(Diagnostic::warning("A414", at, message).help(
            "put a file for each day into the folder: `front/2024-05-01.geojson` for `front/*.geojson`",
        ));
    }
    if let Some(first) = strange.first() {
        let message =
            format!("{} of the line `{name}` says no day in its name and is not used", short(first));
        out.push(
            Diagnostic::warning("A423", at, message).help("the `*` stands for a day as in `2024-05-01`"),
        );
    }
    true
}
