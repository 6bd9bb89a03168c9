//! The claims that wait, and one of them, for whoever runs no script.

use std::fmt::Write as _;

use super::escaped;
use crate::claims::wording::{modality, sense, voice};
use crate::page::claims::card::{self, Card};
use crate::page::reply::Problem;
use crate::page::snapshot::{Clocks, Snapshot};
use crate::page::weighing;

/// So many claims are listed.
const MOST: usize = 200;

/// What waits, in the order of the reports: to sort it by what it would change takes a judgement of each claim, for which a page
/// is not to wait.
pub(super) fn queue(snapshot: &Snapshot, clocks: Clocks) -> Result<String, Problem> {
    let read = weighing::read(snapshot)?;
    let waiting = weighing::desk(snapshot, clocks)?.waiting(&read.journal, false);
    let mut text = String::from("<p><a href=\"/overview\">Overview</a></p>\n<h1>Claims</h1>\n");
    let _ = writeln!(
        text,
        "<p>{} of {} wait for a person; {} decided. In the order of the reports.</p>\n<ol>",
        crate::claims::wording::count(waiting.len(), "claim", "claims"),
        crate::claims::wording::count(read.reports.gathering.reads.len(), "report", "reports"),
        read.journal.len()
    );
    for (report, claim) in waiting.iter().take(MOST).filter_map(|at| read.reports.gathering.claim(*at)) {
        let _ = writeln!(
            text,
            "<li><a href=\"/claims/{}\">{}</a>: “{}” ({})</li>",
            escaped(&claim.id),
            escaped(&sense(claim)),
            escaped(&claim.quote),
            escaped(&report.report.name)
        );
    }
    text.push_str("</ol>\n");
    if waiting.len() > MOST {
        let _ = writeln!(text, "<p>{} more: /api/v1/claims lists all.</p>", waiting.len() - MOST);
    }
    Ok(text)
}

/// One claim.
pub(super) fn card(snapshot: &Snapshot, clocks: Clocks, id: &str) -> Result<String, Problem> {
    let Card { brief, context, claim, becomes, why, carries, changes, same_event, contradicts, .. } =
        card::of(snapshot, clocks, id, false)?;
    let mut text = String::from("<p><a href=\"/claims\">Claims</a></p>\n");
    let _ = write!(
        text,
        "<h1>{}</h1>\n<p>{}, {}</p>\n<blockquote><p>{}<mark>{}</mark>{}</p></blockquote>\n<ul>\n",
        escaped(&sense(&claim)),
        escaped(&brief.report),
        escaped(brief.published.as_deref().unwrap_or("of an unknown day")),
        escaped(&context.before),
        escaped(&context.quote),
        escaped(&context.after)
    );
    let _ = writeln!(text, "<li>{}; {}</li>", escaped(&voice(&claim)), escaped(modality(claim.modality)));
    for fact in &becomes {
        let _ = writeln!(text, "<li>becomes: {}</li>", escaped(fact));
    }
    for open in why.iter() {
        let _ = writeln!(text, "<li>open: {}</li>", escaped(open));
    }
    for fact in carries.iter() {
        let _ = writeln!(text, "<li>the same word as {}</li>", escaped(fact));
    }
    for turn in &changes {
        let _ = writeln!(
            text,
            "<li>would change <a href=\"/finding/{id}\">{id}</a>: {} {} → {} {}</li>",
            turn.before.symbol,
            escaped(&turn.before.words),
            turn.after.symbol,
            escaped(&turn.after.words),
            id = escaped(&turn.verdict)
        );
    }
    for (what, told) in [("told as well", same_event), ("the contrary is told", contradicts)] {
        for one in told {
            let (id, quote, report) = (escaped(&one.id), escaped(&one.quote), escaped(&one.report));
            let _ = writeln!(text, "<li>{what}: <a href=\"/claims/{id}\">“{quote}”</a> ({report})</li>");
        }
    }
    text.push_str("</ul>\n");
    Ok(text)
}
