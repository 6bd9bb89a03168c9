//! The whole read-back as one Markdown document.

use std::collections::BTreeSet;
use std::fmt::Write;

use armistice_facts::Name;
use armistice_terms::ast::{Binding, MonthEnds};
use armistice_terms::model::{ClassSet, Instrument, Inventory, Rule, Section};

use crate::timeline::Row;
use crate::voice::{Join, Voice, code, plain};

/// Longest piece of a quotation that the document repeats, in characters; the file itself holds all of it.
const MAX_QUOTATION: usize = 4_000;
/// The label of our own words inside a quotation.
const PARAPHRASE: &str = "[paraphrase]";

impl Voice<'_> {
    /// The whole document. `origin` says of which file it is, as its digest.
    pub(crate) fn document(&self, origin: &str) -> String {
        let mut text = String::new();
        let title = self.say("title", &[("title", plain(&self.agreement.title).into())]);
        line(&mut text, &format!("# {title}\n"));
        line(&mut text, &format!("{}\n", self.word("introduction")));
        if !origin.is_empty() {
            line(&mut text, &format!("{}\n", self.say("origin", &[("digest", code(origin).into())])));
        }
        self.frame(&mut text);
        self.norms(&mut text);
        self.times(&mut text);
        self.left_open(&mut text);
        self.readings(&mut text);
        self.places_and_registers(&mut text);
        self.glossary(&mut text);
        self.head(&mut text, "part-sign", 2);
        line(&mut text, &self.word("sign"));
        text
    }

    fn head(&self, text: &mut String, id: &str, level: usize) {
        line(text, &format!("\n{} {}\n", "#".repeat(level), self.word(id)));
    }

    fn frame(&self, text: &mut String) {
        self.head(text, "part-frame", 2);
        for instrument in &self.agreement.instruments {
            line(text, &format!("- {}", self.instrument(instrument)));
        }
        let settings = &self.agreement.settings;
        let months = match settings.month_ends {
            MonthEnds::Clamp => "months-clamp",
            MonthEnds::Refused => "months-refused",
        };
        let with = [
            ("zone", settings.time_zone.name().into()),
            ("months", self.word(months).into()),
            ("grade", self.grade(settings.findings_need).into()),
        ];
        line(text, &format!("- {}", self.say("settings", &with)));
        line(text, &format!("- {}\n", self.word("how-to-read")));
        self.table(text, &["column-name", "column-is", "column-called"]);
        for party in &self.agreement.parties {
            let called = party.called.as_deref().map_or_else(String::new, plain);
            let status = party.status.as_deref().map_or_else(String::new, |status| {
                self.say("with-status", &[("status", plain(status).into())])
            });
            let is =
                self.say("is-party", &[("name", plain(&party.full_name).into()), ("status", status.into())]);
            row(text, &[code(party.name.as_str()), is, called]);
        }
        for body in &self.agreement.bodies {
            let members = if body.members.is_empty() {
                String::new()
            } else {
                self.say("with-members", &[("members", self.actors(&body.members, Join::And).into())])
            };
            let is =
                self.say("is-body", &[("name", plain(&body.full_name).into()), ("members", members.into())]);
            row(text, &[code(body.name.as_str()), is, String::new()]);
        }
    }

    fn instrument(&self, instrument: &Instrument) -> String {
        let Instrument {
            title,
            section,
            parties,
            signed,
            binding,
            authentic,
            in_force,
            ends,
            suspension_stops_clock,
        } = instrument;
        let section = section.unwrap_or_default();
        let binding = match binding {
            Some(Binding::Politically) => self.word("binding-politically"),
            Some(Binding::Legally) => self.word("binding-legally"),
            None => self.word("binding-unsaid"),
        };
        let languages: Vec<String> = authentic.iter().map(|language| plain(language)).collect();
        let in_force = in_force.as_ref().map_or_else(
            || self.word("in-force-signature"),
            |start| self.say("in-force", &[("start", self.lifecycle(start, section).into())]),
        );
        let ends = ends.as_ref().map_or_else(
            || self.word("ends-never"),
            |end| self.say("ends", &[("end", self.lifecycle(end, section).into())]),
        );
        let ends = [ends].into_iter().chain(self.decided_of(instrument)).collect::<Vec<_>>().join(" ");
        let ends = match suspension_stops_clock {
            Some(true) => format!("{ends} {}", self.word("clock-stops")),
            Some(false) => format!("{ends} {}", self.word("clock-runs")),
            None => ends,
        };
        self.say(
            "instrument",
            &[
                ("title", plain(title).into()),
                ("parties", self.actors(parties, Join::And).into()),
                ("signed", self.day_or_instant(*signed).into()),
                ("binding", binding.into()),
                ("languages", self.list(&languages, Join::And).into()),
                ("in-force", in_force.into()),
                ("ends", ends.into()),
            ],
        )
    }

    fn norms(&self, text: &mut String) {
        self.head(text, "part-norms", 2);
        let mut last = String::new();
        for (index, section) in self.agreement.sections.iter().enumerate() {
            let norms: Vec<_> = self.agreement.norms.iter().filter(|norm| norm.section == index).collect();
            let decisions: Vec<_> =
                self.agreement.decisions.iter().filter(|decision| decision.section == index).collect();
            if norms.is_empty() && decisions.is_empty() {
                continue;
            }
            let (text_of, place) = section.path.split_once(" › ").unwrap_or((&section.path, ""));
            if text_of != last {
                line(text, &format!("### {}\n", plain(text_of)));
                text_of.clone_into(&mut last);
            }
            if !place.is_empty() {
                line(text, &format!("#### {}\n", plain(place)));
            }
            self.quotation(text, section);
            for norm in norms {
                line(text, &format!("##### {}\n", code(norm.label.as_str())));
                line(text, &self.lines(&self.entry(norm)));
            }
            for decision in decisions {
                line(text, &format!("##### {}\n", code(decision.name.as_str())));
                line(text, &self.lines(&self.decision(decision)));
            }
        }
    }

    fn quotation(&self, text: &mut String, section: &Section) {
        if section.is_superseded {
            line(text, &format!("{}\n", self.word("superseded")));
        }
        let mut quotation: String = section.quotation.chars().take(MAX_QUOTATION).collect();
        if section.quotation.chars().count() > MAX_QUOTATION {
            quotation.push('…');
        }
        // A quotation may be the text's own words first and our own afterwards; each part says which it is.
        let mut said = Vec::new();
        for (index, part) in quotation.split(PARAPHRASE).map(str::trim).enumerate() {
            if !part.is_empty() {
                let is_own = section.is_paraphrase || index > 0;
                let id = if is_own { "quotation-paraphrase" } else { "quotation" };
                said.push(self.say(id, &[("text", plain(part).into())]));
            }
        }
        line(text, &format!("> {}\n", said.join("\n>\n> ")));
    }

    fn times(&self, text: &mut String) {
        let timeline = self.timeline();
        self.head(text, "part-timeline", 2);
        let zone = self.agreement.settings.time_zone.name();
        line(text, &format!("{}\n", self.say("timeline-zone", &[("zone", zone.into())])));
        for (rows, head, first) in [
            (&timeline.dated, "timeline-dated", "column-day"),
            (&timeline.waiting, "timeline-waiting", "column-hangs-on"),
            (&timeline.recurring, "timeline-recurring", "column-how-often"),
        ] {
            if !rows.is_empty() {
                self.head(text, head, 3);
                self.table(text, &[first, "column-what", "column-norm", "column-who"]);
                for Row { when, what, norm, who, .. } in rows {
                    row(text, &[when.clone(), what.clone(), norm.clone(), who.clone()]);
                }
            }
        }
    }

    fn left_open(&self, text: &mut String) {
        self.head(text, "part-gaps", 2);
        line(text, &format!("{}\n", self.word("gaps-how")));
        let covered = self.covered();
        self.table(
            text,
            &["column-section", "column-sentences", "column-terms", "column-left-out", "column-unspoken"],
        );
        for one in &covered {
            let numbers = [one.sentences, one.norms, one.left_out.len(), one.unspoken];
            let mut cells = vec![plain(&one.path)];
            cells
                .extend(numbers.iter().map(|number| self.number(u64::try_from(*number).unwrap_or(u64::MAX))));
            row(text, &cells);
        }
        self.head(text, "gaps-left-out", 3);
        if covered.iter().all(|one| one.left_out.is_empty()) {
            line(text, &self.word("nothing"));
        }
        for one in covered.iter().filter(|one| !one.left_out.is_empty()) {
            for reason in &one.left_out {
                let with = [("section", plain(&one.path).into()), ("reason", plain(reason).into())];
                line(text, &format!("- {}", self.say("left-out", &with)));
            }
        }
        self.head(text, "gaps-unspoken", 3);
        if covered.iter().all(|one| one.unspoken == 0) {
            line(text, &self.word("nothing"));
        }
        for one in covered.iter().filter(|one| one.unspoken > 0) {
            let with = [
                ("section", plain(&one.path).into()),
                ("count", one.unspoken.into()),
                ("unquoted", one.unquoted.len().into()),
            ];
            line(text, &format!("- {}", self.say("unspoken", &with)));
            for sentence in &one.unquoted {
                line(text, &format!("  - {}", self.say("quoted", &[("text", sentence.clone().into())])));
            }
        }
    }

    fn readings(&self, text: &mut String) {
        self.head(text, "part-readings", 2);
        let agreement = self.agreement;
        let lifecycles = agreement.instruments.iter().flat_map(|one| {
            let title = plain(&one.title);
            [&one.in_force, &one.ends]
                .into_iter()
                .flatten()
                .filter_map(move |lifecycle| Some((title.clone(), lifecycle.reading.as_ref()?)))
        });
        let zones = agreement
            .geometry
            .zones
            .iter()
            .filter_map(|zone| Some((code(zone.name.as_str()), zone.reading.as_ref()?)));
        let norms = agreement
            .norms
            .iter()
            .filter_map(|norm| Some((code(norm.label.as_str()), norm.reading.as_ref()?)));
        let exceptions = agreement
            .exceptions
            .iter()
            .filter_map(|one| Some((code(one.label.as_str()), one.reading.as_ref()?)));
        let decisions = agreement
            .decisions
            .iter()
            .filter_map(|one| Some((code(one.name.as_str()), one.reading.as_ref()?)));
        let all: Vec<_> = lifecycles.chain(zones).chain(norms).chain(exceptions).chain(decisions).collect();
        if all.is_empty() {
            line(text, &self.word("nothing"));
            return;
        }
        self.table(text, &["column-of", "column-reading", "column-held"]);
        for (of, reading) in all {
            row(text, &[of, plain(&reading.text), self.held_by(reading.by)]);
        }
    }

    fn places_and_registers(&self, text: &mut String) {
        self.head(text, "part-places", 2);
        let geometry = &self.agreement.geometry;
        if geometry.zones.is_empty() && geometry.lines.is_empty() {
            line(text, &self.word("nothing"));
        } else {
            self.table(text, &["column-name", "column-where"]);
        }
        for zone in &geometry.zones {
            row(text, &[code(zone.name.as_str()), self.zone(zone)]);
        }
        for one in &geometry.lines {
            row(text, &[code(one.name.as_str()), self.line(one)]);
        }
        self.head(text, "places-undrawn", 3);
        let mut is_any = false;
        for norm in &self.agreement.norms {
            let unplaced = self.unplaced(&norm.rule);
            if !unplaced.is_empty() {
                is_any = true;
                let with = [
                    ("norm", code(norm.label.as_str()).into()),
                    ("places", self.list(&unplaced, Join::And).into()),
                ];
                line(text, &format!("- {}", self.say("rests-on-undrawn", &with)));
            }
        }
        if !is_any {
            line(text, &self.word("nothing"));
        }
        self.head(text, "part-registers", 3);
        if self.agreement.registers.is_empty() {
            line(text, &self.word("registers-none"));
        }
        for register in &self.agreement.registers {
            let id = if register.is_complete { "register-complete" } else { "register-partial" };
            line(text, &format!("- {}", self.say(id, &[("register", code(register.name.as_str()).into())])));
        }
        self.inventories(text);
    }

    /// What was counted of whom on which day; nothing where no inventory is declared.
    fn inventories(&self, text: &mut String) {
        if self.agreement.inventories.is_empty() {
            return;
        }
        self.head(text, "part-inventories", 3);
        for inventory in &self.agreement.inventories {
            let Inventory { name, of, holders, on, by, span: _ } = inventory;
            let mut with = vec![
                ("inventory", code(name.as_str()).into()),
                ("of", self.test(of, true).into()),
                ("holders", self.actors(holders, Join::And).into()),
                ("date", self.date(*on).into()),
            ];
            let id = match by {
                Some(by) => {
                    with.push(("by", self.actors(std::slice::from_ref(by), Join::And).into()));
                    "inventory-by"
                }
                None => "inventory-told",
            };
            line(text, &format!("- {}", self.say(id, &with)));
        }
    }

    /// What the words that the norms use mean in the vocabulary.
    fn glossary(&self, text: &mut String) {
        self.head(text, "part-words", 2);
        self.table(text, &["column-word", "column-meaning"]);
        for name in self.words_used() {
            let Some(term) = self.agreement.vocabulary.term(name.as_str()) else { continue };
            if term.is.any_of.is_empty() {
                continue;
            }
            let id = if term.is_definition() { "word-is-exactly" } else { "word-is-kind" };
            let is = self.set_of(&term.is, Join::Or, term.is_definition());
            let meaning = self.say(id, &[("is", is.into())]);
            let shown = self.say(
                "word-cell",
                &[("word", self.term(name.as_str(), false).into()), ("name", code(name.as_str()).into())],
            );
            row(text, &[shown, meaning]);
        }
    }

    /// The words that norms and exceptions use, in the order of their names.
    fn words_used(&self) -> BTreeSet<Name> {
        let mut used = BTreeSet::new();
        let mut take = |set: &ClassSet| {
            for test in set.any_of.iter().chain(&set.excluding) {
                if let Some(term) = self.agreement.vocabulary.term(test.class.as_str()) {
                    used.insert(term.name.clone());
                }
            }
        };
        for norm in &self.agreement.norms {
            match &norm.rule {
                Rule::Ban(ban) => take(&ban.objects),
                Rule::Upkeep(upkeep) => take(&upkeep.classes),
                Rule::Ceiling(ceiling) => {
                    take(&of_limits(ceiling.limits.iter()));
                    ceiling.as_of.iter().for_each(|(classes, _)| take(classes));
                }
                Rule::Rate(rate) => take(&of_limits(std::iter::once(&rate.limit))),
                Rule::Deed(deed) => {
                    take(&deed.all_of);
                    take(&of_limits(deed.objects.iter()));
                }
                Rule::Notice(notice) => take(&notice.of),
                Rule::Procedure(procedure) => take(&of_names(&procedure.steps)),
                Rule::Permission(permission) => {
                    take(&permission.objects);
                    take(&of_limits(permission.limits.iter()));
                }
                Rule::Power(_) => {}
            }
        }
        for exception in &self.agreement.exceptions {
            take(&exception.objects);
        }
        used
    }

    fn table(&self, text: &mut String, columns: &[&str]) {
        let names: Vec<String> = columns.iter().map(|id| self.word(id)).collect();
        row(text, &names);
        line(text, &format!("|{}", " --- |".repeat(columns.len())));
    }
}

fn of_limits<'l>(limits: impl Iterator<Item = &'l armistice_terms::model::Limit>) -> ClassSet {
    ClassSet { any_of: limits.map(|limit| limit.of.clone()).collect(), excluding: Vec::new() }
}

fn of_names(names: &[Name]) -> ClassSet {
    let test = |name: &Name| armistice_terms::model::ClassTest {
        class: name.clone(),
        any: false,
        tests: Vec::new(),
    };
    ClassSet { any_of: names.iter().map(test).collect(), excluding: Vec::new() }
}

fn line(text: &mut String, content: &str) {
    let _ = writeln!(text, "{content}");
}

fn row(text: &mut String, cells: &[String]) {
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}
