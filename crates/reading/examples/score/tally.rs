//! The figures of merit over any number of reports.

use std::collections::BTreeMap;

use armistice_reading::Claim;

use crate::field::Field;
use crate::gold::Gold;
use crate::harm::{self, KINDS};
use crate::matching::{Matched, Pair, matched};

/// Counts of one kind of claim.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Counts {
    /// Claims of the gold.
    pub(crate) wanted: usize,
    /// Found, and right in what is asked.
    pub(crate) right: usize,
    /// Claims of the reader that count.
    pub(crate) given: usize,
}

impl Counts {
    pub(crate) fn precision(self) -> f64 {
        ratio(self.right, self.given)
    }

    pub(crate) fn recall(self) -> f64 {
        ratio(self.right, self.wanted)
    }

    /// The harmonic mean of both.
    pub(crate) fn f1(self) -> f64 {
        ratio(2 * self.right, self.wanted + self.given)
    }

    fn add(&mut self, wanted: usize, right: usize, given: usize) {
        self.wanted += wanted;
        self.right += right;
        self.given += given;
    }
}

/// All figures of a set of reports.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub(crate) reports: usize,
    pub(crate) detection: Counts,
    pub(crate) core: Counts,
    pub(crate) full: Counts,
    /// With what is only context counted alike.
    pub(crate) all: Counts,
    /// Right and scored, by field, of the claims found.
    pub(crate) fields: BTreeMap<Field, (usize, usize)>,
    pub(crate) harms: BTreeMap<&'static str, usize>,
    pub(crate) emitted: usize,
    /// Confidence, and whether the core is right, of each claim that counts.
    pub(crate) sure: Vec<(u8, bool)>,
}

impl Tally {
    /// Adds one report.
    pub(crate) fn add(&mut self, gold: &Gold, text: &str, claims: &[Claim]) {
        let outcome = matched(gold, claims);
        let offset = gold.offset();
        let holds = |pair: &Pair, fields: &[Field]| {
            fields.iter().all(|field| field.right(pair.gold, pair.claim, offset) != Some(false))
        };
        let core: Vec<&Pair> = outcome.pairs.iter().filter(|pair| pair.gold.tier == "core").collect();
        let wanted = gold.claims.iter().filter(|line| line.tier == "core").count();
        let given = core.len() + outcome.extra.len();
        let right = core.iter().filter(|pair| holds(pair, &Field::CORE)).count();
        let full = core.iter().filter(|pair| holds(pair, &Field::CORE) && holds(pair, &Field::FULL)).count();
        self.reports += 1;
        self.detection.add(wanted, core.len(), given);
        self.core.add(wanted, right, given);
        self.full.add(wanted, full, given);
        self.all.add(gold.claims.len(), outcome.pairs.len(), claims.len());
        for (field, pair) in Field::ALL.iter().flat_map(|field| core.iter().map(move |pair| (field, pair))) {
            if let Some(right) = field.right(pair.gold, pair.claim, offset) {
                let entry = self.fields.entry(*field).or_default();
                *entry = (entry.0 + usize::from(right), entry.1 + 1);
            }
        }
        for (kind, count) in harm::count(&harm::errors(gold, text, claims, &outcome)) {
            *self.harms.entry(kind).or_default() += count;
        }
        self.emitted += claims.len();
        self.sure.extend(core.iter().map(|pair| (pair.claim.confidence, holds(pair, &Field::CORE))));
        self.sure.extend(outcome.extra.iter().map(|claim| (claim.confidence, false)));
    }

    /// Harmful errors per hundred claims of the reader.
    pub(crate) fn harm(&self) -> f64 {
        100.0 * ratio(self.harms.values().sum(), self.emitted)
    }

    /// Precision of the core among the surest share of the claims.
    pub(crate) fn surest(&self, percent: usize) -> f64 {
        let mut sure = self.sure.clone();
        sure.sort_by_key(|(confidence, _)| std::cmp::Reverse(*confidence));
        let taken = (sure.len() * percent).div_ceil(100);
        ratio(sure.iter().take(taken).filter(|(_, right)| *right).count(), taken)
    }

    /// The figures, one a line.
    pub(crate) fn shown(&self, title: &str) -> String {
        let mut lines = vec![format!(
            "{title}: {} reports, {} core claims, {} emitted",
            self.reports, self.core.wanted, self.emitted
        )];
        for (name, counts) in [
            ("detection", self.detection),
            ("core", self.core),
            ("full", self.full),
            ("detection, context too", self.all),
        ] {
            lines.push(format!(
                "  {name:<24} P {:.2}  R {:.2}  F1 {:.2}",
                counts.precision(),
                counts.recall(),
                counts.f1()
            ));
        }
        let fields = Field::ALL.iter().filter_map(|field| {
            let (right, scored) = self.fields.get(field)?;
            Some(format!("{} {:.2} ({scored})", field.name(), ratio(*right, *scored)))
        });
        lines.push(format!("  fields: {}", fields.collect::<Vec<_>>().join("  ")));
        let harms = KINDS.iter().map(|(kind, _)| format!("{kind} {}", self.harms.get(kind).unwrap_or(&0)));
        lines.push(format!("  harmful {:.1} per 100: {}", self.harm(), harms.collect::<Vec<_>>().join("  ")));
        lines.push(format!(
            "  surest 40 %: P {:.2}   surest 50 %: P {:.2}",
            self.surest(40),
            self.surest(50)
        ));
        lines.join("\n")
    }
}

/// One report in full: what was missed, what is too much, which fields differ.
pub(crate) fn differences(gold: &Gold, text: &str, claims: &[Claim]) -> String {
    let outcome: Matched = matched(gold, claims);
    let offset = gold.offset();
    let mut lines = Vec::new();
    for pair in &outcome.pairs {
        let wrong: Vec<Field> = Field::ALL
            .into_iter()
            .filter(|field| field.right(pair.gold, pair.claim, offset) == Some(false))
            .collect();
        let mark = if wrong.is_empty() { "ok  " } else { "FIND" };
        lines.push(format!(
            "{mark} {} {} [{}] {}",
            pair.gold.id, pair.gold.tier, pair.gold.class, pair.gold.quote
        ));
        for field in wrong {
            lines.push(format!("       {:<11} {}", field.name(), beside(field, pair)));
        }
    }
    for line in &outcome.missed {
        lines.push(format!(
            "MISS {} {} [{}] {} | {} {} by {:?}",
            line.id,
            line.tier,
            line.class,
            line.quote,
            line.actor,
            line.modality,
            line.attribution.last().map(|voice| &voice.source)
        ));
    }
    for claim in &outcome.extra {
        lines.push(format!(
            "MORE [{}/{}] {} | {} {} {} by {:?} {:?}",
            crate::field::word(&claim.class),
            claim.action,
            claim.quote,
            claim.actor,
            crate::field::word(&claim.modality),
            crate::field::word(&claim.polarity),
            claim.attribution.iter().map(|voice| &voice.source).collect::<Vec<_>>(),
            claim.trail
        ));
    }
    for (kind, claim) in harm::errors(gold, text, claims, &outcome) {
        lines.push(format!("HARM {kind} {}", claim.quote));
    }
    lines.join("\n")
}

/// What is wrong in the core of the claims found, and each harmful error, each with its paragraph.
pub(crate) fn wrong(name: &str, gold: &Gold, text: &str, claims: &[Claim]) -> String {
    let outcome: Matched = matched(gold, claims);
    let offset = gold.offset();
    let paragraph = |claim: &Claim| {
        let before = text.get(..claim.byte[0]).unwrap_or_default();
        let behind = text.get(claim.byte[1]..).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = behind.find('\n').map_or(text.len(), |at| claim.byte[1] + at);
        text.get(start..end).unwrap_or_default().to_owned()
    };
    let told = |what: String, claim: &Claim| {
        format!("{name}: {what}\n    {} {:?}\n    {}", claim.quote, claim.trail, paragraph(claim))
    };
    let mut lines = Vec::new();
    for pair in outcome.pairs.iter().filter(|pair| pair.gold.tier == "core") {
        let fields: Vec<String> = Field::CORE
            .into_iter()
            .filter(|field| field.right(pair.gold, pair.claim, offset) == Some(false))
            .map(|field| format!("{} {}", field.name(), beside(field, pair)))
            .collect();
        if !fields.is_empty() {
            lines.push(told(format!("{} {}", pair.gold.class, fields.join(" | ")), pair.claim));
        }
    }
    for (kind, claim) in harm::errors(gold, text, claims, &outcome) {
        lines.push(told(format!("HARM {kind} {:?}", claim.modality), claim));
    }
    lines.join("\n")
}

/// One line a claim that counts: report, whether its core is right, confidence, class, way, rules, and words of the quote.
pub(crate) fn sure(name: &str, gold: &Gold, claims: &[Claim]) -> String {
    let outcome: Matched = matched(gold, claims);
    let offset = gold.offset();
    let right = |pair: &Pair| {
        Field::CORE.iter().all(|field| field.right(pair.gold, pair.claim, offset) != Some(false))
    };
    let core = outcome.pairs.iter().filter(|pair| pair.gold.tier == "core");
    let all =
        core.map(|pair| (pair.claim, right(pair))).chain(outcome.extra.iter().map(|claim| (*claim, false)));
    let lines = all.map(|(claim, right)| {
        format!(
            "{name}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            u8::from(right),
            claim.confidence,
            crate::field::word(&claim.class),
            crate::field::word(&claim.modality),
            claim.actor_text.as_deref().unwrap_or("-").replace(['\n', '\t'], " "),
            claim.attribution.len(),
            claim.topic,
            claim.trail.join(","),
            claim.quote.replace(['\n', '\t'], " ")
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Gold and claim in one field.
fn beside(field: Field, pair: &Pair) -> String {
    let Pair { gold, claim } = pair;
    let last = |sources: Vec<&str>| sources.last().map_or("none".to_owned(), |source| (*source).to_owned());
    match field {
        Field::Actor | Field::Organ => format!("{} <- {}", gold.actor, claim.actor),
        Field::Attribution => format!(
            "{} <- {}",
            last(gold.attribution.iter().map(|voice| voice.source.as_str()).collect()),
            last(claim.attribution.iter().map(|voice| voice.source.as_str()).collect())
        ),
        Field::Modality => format!("{} <- {}", gold.modality, crate::field::word(&claim.modality)),
        Field::Polarity => format!("{} <- {}", gold.polarity, crate::field::word(&claim.polarity)),
        Field::Quantity => format!(
            "{:?} <- {:?}",
            gold.quantity
                .as_ref()
                .map(|quantity| format!("{} {} {}", quantity.op, quantity.value, quantity.unit)),
            claim
                .quantity
                .as_ref()
                .map(|quantity| format!("{} {:?} {}", quantity.op, quantity.value, quantity.unit))
        ),
        Field::Time => format!(
            "{:?} <- {:?}",
            gold.date.as_ref().map(|date| format!("{}/{} {}", date.from, date.to, date.certainty)),
            claim
                .date
                .as_ref()
                .map(|date| format!("{}/{} {} ({})", date.from, date.to, date.certainty, date.anchor))
        ),
        Field::Place => format!(
            "{:?} <- {:?}",
            gold.place.as_ref().and_then(|place| place.id.as_ref()),
            claim.place.as_ref().map(|place| (&place.id, &place.text))
        ),
        Field::Provision => format!("{} <- {}", gold.topic, claim.topic),
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a few hundred")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
