//! What happens, one line each: for people, or for programs (schemas/watch.schema.json).

use std::io::Write;

use armistice_facts::{Certitude, Name};
use armistice_feeds::Reject;
use armistice_judge::Verdict;
use armistice_terms::model::Agreement;
use armistice_watch::{Plan, Standing, Told};
use serde::Serialize;

use crate::arguments::WatchFormat;
use crate::command::Failure;
use crate::show::passage::{self, View};
use crate::show::verdict::{self, NormView};

/// One line.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
enum Event<'a> {
    Passage { number: u64, revision: u32, standing: &'static str, confirmed: bool, passage: View<'a> },
    Inside { object: &'a str, zone: &'a Name, time: String },
    InForce { object: &'a str, zone: &'a Name, time: String, heard: String },
    Unsure { object: &'a str, zone: &'a Name, time: String },
    Dwell { object: &'a str, zone: &'a Name, since: String, heard: String, time: String },
    SetAside { file: &'a str, row: u64, reason: &'a str, text: &'a str },
    Verdict { verdict: NormView },
}

/// Writes what is told.
pub(super) fn write(
    format: WatchFormat,
    told: &Told,
    plan: &Plan,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match (format, told) {
        (WatchFormat::Text, Told::Passage(notice)) => {
            let mut remark = format!(" (#{}", notice.number);
            if notice.revision > 1 {
                remark.push_str(&format!(", told anew: {}", notice.revision));
            }
            remark.push_str(match notice.standing {
                Standing::Holds => ")",
                Standing::OpenAtEnd => ", still inside at the end)",
                Standing::Withdrawn => ", withdrawn: it was not so)",
            });
            passage::write(&notice.passage, &plan.sides, &remark, out)?;
        }
        (WatchFormat::Text, Told::Inside { object, zone, time }) => {
            passage::line(&format!(" {time}"), object, &format!("in {zone} when first heard of"), out)?;
        }
        (WatchFormat::Text, Told::InForce { object, zone, time, heard }) => {
            let ago = if heard < time { format!(", last heard {heard}") } else { String::new() };
            passage::line(
                &format!(" {time}"),
                object,
                &format!("in {zone} as it comes into force{ago}"),
                out,
            )?;
        }
        (WatchFormat::Text, Told::Unsure { object, zone, time }) => {
            let words = format!("in {zone}, over it or under it: no height tells");
            passage::line(&format!(" {time}"), object, &words, out)?;
        }
        (WatchFormat::Text, Told::Dwell { object, zone, since, heard, time }) => {
            let words = format!("dwells in {zone} since {since}, last heard at {heard}");
            passage::line(&format!(" {time}"), object, &words, out)?;
        }
        (WatchFormat::Json, told) => {
            if let Some(event) = Event::of(told) {
                line(&event, out)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Writes a row that was set aside; for people, all of them are told at the end.
pub(super) fn refused(format: WatchFormat, reject: &Reject, out: &mut dyn Write) -> Result<(), Failure> {
    if format == WatchFormat::Json {
        let Reject { file, row, reason, text } = reject;
        line(&Event::SetAside { file, row: *row, reason, text }, out)?;
    }
    Ok(())
}

/// Writes a verdict that has changed.
pub(super) fn verdict(
    format: WatchFormat,
    agreement: &Agreement,
    changed: &Verdict,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match format {
        WatchFormat::Json => line(&Event::Verdict { verdict: verdict::norm_view(agreement, changed) }, out),
        WatchFormat::Text => {
            let words = verdict::words(changed, &agreement.settings.time_zone);
            writeln!(out, "  {} {}: {words}", verdict::symbol(changed), changed.id)?;
            Ok(())
        }
    }
}

fn line(event: &Event<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "{}", serde_json::to_string(event)?)?;
    Ok(())
}

impl<'a> Event<'a> {
    fn of(told: &'a Told) -> Option<Self> {
        Some(match told {
            Told::Passage(notice) => Event::Passage {
                number: notice.number,
                revision: notice.revision,
                standing: match notice.standing {
                    Standing::Holds => "holds",
                    Standing::OpenAtEnd => "open-at-end",
                    Standing::Withdrawn => "withdrawn",
                },
                confirmed: notice.passage.certainty == Certitude::Certain,
                passage: View::of(&notice.passage),
            },
            Told::Inside { object, zone, time } => Event::Inside { object, zone, time: time.to_string() },
            Told::InForce { object, zone, time, heard } => {
                Event::InForce { object, zone, time: time.to_string(), heard: heard.to_string() }
            }
            Told::Unsure { object, zone, time } => Event::Unsure { object, zone, time: time.to_string() },
            Told::Dwell { object, zone, since, heard, time } => Event::Dwell {
                object,
                zone,
                since: since.to_string(),
                heard: heard.to_string(),
                time: time.to_string(),
            },
            _ => return None,
        })
    }
}
