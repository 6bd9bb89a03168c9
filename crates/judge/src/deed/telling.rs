//! What is told of a deed, in words.

use armistice_facts::{Fact, Name};

use super::At;
use crate::{Grade, grade, wording};

impl At<'_, '_> {
    fn facts(&self) -> Vec<&Fact> {
        self.account.done.iter().map(|entry| entry.fact).collect()
    }

    fn bearers(&self) -> String {
        wording::list(&self.instance.names)
    }

    pub(super) fn told(&self) -> String {
        let zone = self.sitting.zone();
        let voices = wording::list(&wording::voices(self.facts()));
        let Some(fulfilled) = self.account.fulfilled else { return String::new() };
        let only = if self.account.grade == Grade::Claimed { " only" } else { "" };
        let verb = if self.account.by_inspection_only { "found done" } else { "performance" };
        let mut text = format!("{verb} told by {voices}{only} ({})", self.account.grade);
        text.push_str(&format!(" on {}", wording::day(zone, fulfilled)));
        if let Some(due) = self.due {
            let days = (zone.date_of(fulfilled), zone.date_of(due));
            if days.0 == days.1 {
                text.push_str(", the last day");
            } else if fulfilled > due {
                text.push_str(&format!(", after the deadline of {}", wording::day(zone, due)));
            }
        }
        if let Some(by) = self.account.impeachments.first() {
            let from = wording::day(zone, by.0.known);
            text.push_str(&format!("; impeached by {} from {from} on", by.0.source.voice));
        }
        text.push_str(&self.attestation());
        let items = wording::checklist(&self.account.items());
        if !items.is_empty() {
            text.push_str(&format!("; inspected: {items}"));
        }
        text
    }

    pub(super) fn attestation(&self) -> String {
        let Some(rule) = &self.norm.attestation else { return String::new() };
        let others = self.sitting.other_parties(self.norm.section, self.instance);
        let heard: Vec<&Name> = self.account.heard.iter().collect();
        if self.account.verified.is_some() {
            format!("; verified by {}", wording::list(&heard))
        } else if self.account.is_impeached() {
            format!("; no attestation that stands by {}", grade::awaited(rule, &others, &heard))
        } else {
            format!("; not yet verified by {}", grade::awaited(rule, &others, &heard))
        }
    }

    pub(super) fn pending(&self) -> String {
        let due = self.due.map(|due| format!("due by {}", wording::instant(self.sitting.zone(), due)));
        let due = due.unwrap_or_else(|| "the text gives no date".to_owned());
        match self.account.fulfilled {
            Some(_) => format!("{due}; {}", self.told()),
            None if self.account.under_way.is_empty() => format!("{due}; no word of its performance"),
            None => format!("{due}; told as under way"),
        }
    }

    pub(super) fn overdue(&self) -> String {
        let due = match self.due {
            Some(due) => format!("was due by {}", wording::instant(self.sitting.zone(), due)),
            None => "was owed without delay".to_owned(),
        };
        let due = match self.cure_until() {
            Some(until) => {
                let until = wording::instant(self.sitting.zone(), until);
                format!("{due}, and could be made good until {until}")
            }
            None => due,
        };
        let later = self.later_not_done();
        if later.is_empty() && !self.account.under_way.is_empty() {
            return format!("{due}; told in part only");
        }
        if later.is_empty() {
            return format!("{due}; nobody has told its performance by {}", self.bearers());
        }
        let voices = wording::list(&wording::voices(later.iter().map(|entry| entry.fact)));
        let owed = self.account.owed.as_ref().map(|owed| owed.shown());
        let parts =
            self.account.short.iter().filter(|(one, _)| later.iter().any(|it| it.fact.id == one.fact.id));
        let part = parts.map(|(_, count)| *count).max().zip(owed);
        let what = part.map_or("not done".to_owned(), |(part, owed)| format!("{part} of {owed}"));
        format!("{due}; told as {what} by {voices} ({})", self.worth(&later))
    }
}
