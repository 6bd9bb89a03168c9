//! Incidents: told things that belong together, weighed as one.
//!
//! Every kind of rule except the deed gathers sightings; what becomes of an incident is decided here for all of them
//! alike: attribution, the grades for and against, rulings, denials, exceptions, and the table.

use std::collections::{BTreeMap, BTreeSet};

use armistice_facts::{Denial, Fact, Impeachment, Intent, Interval, Manner, Name, Precision, Ruling, Voice};
use armistice_terms::model::Norm;

use crate::exception::Defence;
use crate::force::{Force, Standing};
use crate::grade::{Entry, Relation};
use crate::scope::Sighting;
use crate::sitting::{Instance, Sitting};
use crate::{Finding, Flag, Grade, Outcome, Proof, Reason, Rule, Truth, table, wording};

/// How many sightings of one incident a proof spells out; all of them are weighed and listed.
const MAX_SHOWN: usize = 50;

/// The sightings of one incident, with the rulings on it.
#[derive(Debug, Default)]
pub(crate) struct Episode<'a> {
    /// What is told, in the order of time.
    pub(crate) sightings: Vec<Sighting<'a>>,
    /// What bodies ruled for this norm and bearer.
    pub(crate) rulings: Vec<(&'a Fact, &'a Ruling)>,
    /// Whether an exception covers it.
    pub(crate) defence: Option<Defence<'a>>,
    /// Where the sightings show something only together: what they are worth so.
    pub(crate) worth: Option<Grade>,
    /// When it happened, where that is not the narrowest time told.
    pub(crate) about: Option<Interval>,
    /// Flags that the kind of rule sets.
    pub(crate) flags: BTreeSet<Flag>,
}

/// Puts sightings together by the incident they name, or each by itself, and adds the rulings.
pub(crate) fn gather<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    instance: &Instance,
    sightings: Vec<Sighting<'a>>,
) -> BTreeMap<Name, Episode<'a>> {
    let mut episodes: BTreeMap<Name, Episode<'a>> = BTreeMap::new();
    for sighting in sightings {
        episodes.entry(cause(sighting.fact)).or_default().sightings.push(sighting);
    }
    rule_on(sitting, norm, instance, &mut episodes);
    episodes
}

/// Adds the rulings to the incidents that they are about.
pub(crate) fn rule_on<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    instance: &Instance,
    episodes: &mut BTreeMap<Name, Episode<'a>>,
) {
    for (fact, ruling) in sitting.docket.rulings(norm.label.as_str()) {
        if !instance.holds(ruling.bearer.as_str()) {
            continue;
        }
        let ruled_on = |episode: &Episode<'_>| {
            episode.sightings.iter().any(|sighting| ruling.on.contains(&sighting.fact.id))
        };
        let known = episodes.iter().find(|(_, episode)| ruled_on(episode)).map(|(name, _)| name.clone());
        let first = ruling.on.first().and_then(|id| sitting.docket.fact(id.as_str()));
        let name = known.unwrap_or_else(|| cause(first.unwrap_or(fact)));
        let rulings = &mut episodes.entry(name).or_default().rulings;
        if !rulings.iter().any(|(known, _)| known.id == fact.id) {
            rulings.push((fact, ruling));
        }
    }
}

/// The name of the incident, or of the fact where it names none.
pub(crate) fn cause(fact: &Fact) -> Name {
    fact.incident.clone().unwrap_or_else(|| fact.id.clone())
}

/// The findings of a norm's incidents, in the order of time.
pub(crate) fn findings<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    instance: &Instance,
    force: &Force<'a>,
    episodes: &BTreeMap<Name, Episode<'a>>,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = episodes
        .iter()
        .filter_map(|(cause, episode)| {
            let case = Hearing { sitting, norm, instance, episode };
            case.finding(cause, force)
        })
        .collect();
    findings.sort_by(|one, two| (one.about.from, &one.id).cmp(&(two.about.from, &two.id)));
    findings
}

struct Hearing<'s, 'a> {
    sitting: &'s Sitting<'a>,
    norm: &'s Norm,
    instance: &'s Instance,
    episode: &'s Episode<'a>,
}

/// What an incident comes to before it is put in words.
struct Decision {
    outcome: Outcome,
    reason: Option<Reason>,
    grade: Grade,
    contested: bool,
}

/// Everything that is weighed.
struct Weight<'a> {
    entries: Vec<Entry<'a>>,
    denials: Vec<(&'a Fact, &'a Denial)>,
    impeachments: Vec<(&'a Fact, &'a Impeachment)>,
    breach: Grade,
    compliance: Grade,
}

impl<'a> Hearing<'_, 'a> {
    fn finding(&self, cause: &Name, force: &Force<'a>) -> Option<Finding> {
        let about = self.about()?;
        let weight = self.weigh();
        let standing = force.at(force.first_within(&about));
        let decision = self.decide(&weight, &standing)?;
        let mut flags = self.flags(&weight, &decision, &about);
        let mut steps = self.steps(&weight);
        if let Standing::Binding(Some(change)) = standing {
            flags.insert(Flag::StatusDisputed);
            let text = format!("{} had said that the norm no longer binds it", change.by);
            steps.push(Proof::new(Rule::Force, text).citing([&change.fact.id]));
        }
        let because = self.because(&weight, &decision, &about, &standing);
        let facts: Vec<&Fact> = self.told();
        let id = format!("{}/{}/{cause}", self.norm.label, self.instance.id);
        let would = format!("would change it: {}", self.would_change(&weight, &decision));
        let proof = Proof::new(Rule::Verdict, format!("{}, {}: {because}", decision.outcome, decision.grade))
            .citing(facts.iter().map(|fact| &fact.id))
            .resting_on(steps)
            .resting_on([Proof::new(Rule::WouldChange, would)]);
        Some(Finding {
            id,
            outcome: decision.outcome,
            reason: decision.reason,
            grade: decision.grade,
            flags,
            about,
            known: self.known(&weight)?,
            facts: facts.iter().map(|fact| fact.id.clone()).collect(),
            due: None,
            observations: u64::try_from(self.episode.sightings.len()).unwrap_or(u64::MAX),
            intent: self.intent(),
            items: Vec::new(),
            because,
            proof,
        })
    }

    /// When the record had learned all that is weighed.
    fn known(&self, weight: &Weight<'a>) -> Option<armistice_facts::Instant> {
        let defence = self.episode.defence.iter().flat_map(|defence| defence.proof.all_facts());
        let told = self.told().into_iter().chain(weight.denials.iter().map(|(fact, _)| *fact));
        told.chain(weight.impeachments.iter().map(|(fact, _)| *fact))
            .chain(defence.filter_map(|id| self.sitting.docket.fact(id.as_str())))
            .map(|fact| fact.known)
            .max()
    }

    /// The facts that tell of it; those ruled on, where nothing else is told.
    fn told(&self) -> Vec<&'a Fact> {
        let sightings = self.episode.sightings.iter().map(|sighting| sighting.fact);
        sightings.chain(self.episode.rulings.iter().map(|(fact, _)| *fact)).collect()
    }

    /// The narrowest time that is told of it.
    fn about(&self) -> Option<Interval> {
        if self.episode.about.is_some() {
            return self.episode.about;
        }
        let told = self.episode.sightings.iter();
        let full = told.clone().filter(|one| one.open.is_none());
        let narrowest = |facts: Vec<&Fact>| {
            facts
                .into_iter()
                .min_by_key(|fact| (fact.about.until.millis() - fact.about.from.millis(), fact.about.from))
                .map(|fact| fact.about)
        };
        let ruled = self.episode.rulings.iter().flat_map(|(fact, ruling)| {
            let on: Vec<&Fact> =
                ruling.on.iter().filter_map(|id| self.sitting.docket.fact(id.as_str())).collect();
            if on.is_empty() { vec![*fact] } else { on }
        });
        narrowest(full.map(|one| one.fact).collect())
            .or_else(|| narrowest(told.map(|one| one.fact).collect()))
            .or_else(|| narrowest(ruled.collect()))
    }

    fn weigh(&self) -> Weight<'a> {
        let sitting = self.sitting;
        let public = self.episode.sightings.iter().filter(|sighting| !sighting.is_private);
        let entries: Vec<Entry<'a>> =
            public.map(|sighting| sitting.entry(sighting.fact, self.instance)).collect();
        let mut breach = sitting.worth(&entries);
        let mut compliance = Grade::None;
        breach = breach.max(attested(sitting, self.norm, self.instance, &entries));
        breach = self.episode.worth.unwrap_or(breach);
        for (fact, ruling) in &self.episode.rulings {
            let grade = self.ruling_grade(fact, ruling);
            match ruling.breach {
                Some(true) => breach = breach.max(grade),
                Some(false) => compliance = compliance.max(grade),
                None => {}
            }
        }
        let denials: Vec<(&Fact, &Denial)> =
            self.told().iter().flat_map(|fact| sitting.docket.denials(fact.id.as_str())).copied().collect();
        for (fact, denial) in &denials {
            compliance = compliance.max(self.denial_grade(fact, denial));
        }
        let mut impeachments: Vec<(&Fact, &Impeachment)> = Vec::new();
        for one in self.told().into_iter().flat_map(|fact| sitting.impeached(fact, self.instance)) {
            if !impeachments.iter().any(|(known, _)| known.id == one.0.id) {
                impeachments.push(one);
            }
        }
        Weight { entries, denials, impeachments, breach, compliance }
    }

    /// A ruling by a third body is worth what a third voice is, and meets a rule that names the body. Told only by a
    /// side, it is that side's word.
    fn ruling_grade(&self, fact: &'a Fact, ruling: &'a Ruling) -> Grade {
        let by = self.sitting.relation(ruling.by.as_str(), Voice::Body, self.instance);
        let told = self.sitting.entry(fact, self.instance);
        if by != Relation::Third || !told.is_third() {
            return Grade::Claimed;
        }
        let named = self.norm.attestation.as_ref().is_some_and(|rule| {
            let voices = BTreeSet::from([&ruling.by]);
            !self.sitting.attested(rule, &[], &voices).is_empty()
        });
        if named { Grade::Verified } else { Grade::Reported }
    }

    /// A bare denial weighs nothing, whoever utters it, unless a third voice does; otherwise it weighs what the
    /// evidence weighs that it offers.
    fn denial_grade(&self, fact: &'a Fact, denial: &Denial) -> Grade {
        let mut entries: Vec<Entry<'a>> = denial
            .evidence
            .iter()
            .filter_map(|id| self.sitting.docket.fact(id.as_str()))
            .map(|fact| self.sitting.entry(fact, self.instance))
            .collect();
        let own = self.sitting.entry(fact, self.instance);
        if own.is_third() {
            entries.push(own);
        }
        self.sitting.worth(&entries)
    }
}

/// A third voice that the norm's own rule names, and that attests, meets the rule.
pub(crate) fn attested(
    sitting: &Sitting<'_>,
    norm: &Norm,
    instance: &Instance,
    entries: &[Entry<'_>],
) -> Grade {
    let attests = |entry: &&Entry<'_>| entry.is_third() && entry.fact.source.manner == Manner::Attests;
    let voices: BTreeSet<&Name> =
        entries.iter().filter(attests).map(|entry| &entry.fact.source.voice).collect();
    let Some(rule) = norm.attestation.as_ref().filter(|_| !voices.is_empty()) else { return Grade::None };
    let others = sitting.other_parties(norm.section, instance);
    if sitting.is_met(rule, &others, &voices) { Grade::Verified } else { Grade::None }
}

impl<'a> Hearing<'_, 'a> {
    fn decide(&self, weight: &Weight<'a>, standing: &Standing<'_, 'a>) -> Option<Decision> {
        let found = |outcome, reason, grade| Some(Decision { outcome, reason, grade, contested: false });
        match standing {
            Standing::Dormant | Standing::Over | Standing::Ended | Standing::Released(_) => return None,
            Standing::Suspended(_) => {
                return found(Outcome::Dismissed, Some(Reason::NotInForce), weight.breach);
            }
            Standing::Binding(_) => {}
        }
        let ruled = |breach| self.episode.rulings.iter().any(|(_, ruling)| ruling.breach == breach);
        let told = &self.episode.sightings;
        if !told.is_empty() && told.iter().all(|one| one.is_private) && !ruled(Some(true)) {
            let entries: Vec<Entry<'_>> =
                told.iter().map(|one| self.sitting.entry(one.fact, self.instance)).collect();
            let grade = self.sitting.worth(&entries);
            return found(Outcome::Dismissed, Some(Reason::PrivatePerson), grade);
        }
        let (shown, not_shown) = self.defended(weight);
        if shown.is_some() {
            return shown;
        }
        let open = told.iter().find_map(|one| one.open);
        let is_full = told.iter().any(|one| one.open.is_none() && !one.is_private);
        if !is_full && !ruled(Some(true)) && !ruled(Some(false)) {
            let reason = open.or_else(|| ruled(None).then_some(Reason::RulingOpen));
            return found(Outcome::Undetermined, reason, weight.breach);
        }
        Some(not_shown.unwrap_or_else(|| self.weighed(weight, ruled(None))))
    }

    /// An exception that is shown excuses, and one that may apply leaves it open: the first or the second of the two.
    /// A body that found a breach has heard the exception.
    fn defended(&self, weight: &Weight<'a>) -> (Option<Decision>, Option<Decision>) {
        let Some(defence) = &self.episode.defence else { return (None, None) };
        if self.episode.rulings.iter().any(|(_, ruling)| ruling.breach == Some(true)) {
            return (None, None);
        }
        // The exception has to be shown as well as the act is.
        if defence.is_shown_against(weight.breach.min(self.sitting.needed)) {
            let grade = defence.grade;
            (Some(Decision { outcome: Outcome::Excused, reason: None, grade, contested: false }), None)
        } else {
            let (reason, grade) = (Some(Reason::ExceptionNotShown), weight.breach);
            (None, Some(Decision { outcome: Outcome::Undetermined, reason, grade, contested: false }))
        }
    }

    fn weighed(&self, weight: &Weight<'a>, is_ruling_open: bool) -> Decision {
        let ruled = table::rule(weight.breach, weight.compliance, self.sitting.needed);
        let (outcome, reason) = match ruled.truth {
            Some(Truth::Violated) => (Outcome::Breach, None),
            Some(Truth::Kept) => {
                let by_body = self.episode.rulings.iter().any(|(_, ruling)| ruling.breach == Some(false));
                (Outcome::Dismissed, by_body.then_some(Reason::RuledCompliant))
            }
            Some(_) => (Outcome::Undetermined, Some(Reason::EvenlyContested)),
            None if !weight.impeachments.is_empty() => (Outcome::Alleged, Some(Reason::Impeached)),
            None if is_ruling_open => (Outcome::Undetermined, Some(Reason::RulingOpen)),
            None => (Outcome::Alleged, Some(Reason::ClaimOnly)),
        };
        Decision { outcome, reason, grade: ruled.grade, contested: ruled.contested }
    }

    fn flags(&self, weight: &Weight<'a>, decision: &Decision, about: &Interval) -> BTreeSet<Flag> {
        let mut flags = self.episode.flags.clone();
        if decision.contested {
            flags.insert(Flag::Contested);
        }
        if weight.denials.iter().any(|(fact, _)| self.instance.holds(fact.source.voice.as_str())) {
            flags.insert(Flag::Denied);
        }
        if !weight.impeachments.is_empty() {
            flags.insert(Flag::Impeached);
        }
        if decision.outcome == Outcome::Excused {
            flags.insert(Flag::Excused);
        }
        if about.precision == Precision::Span && about.until > self.sitting.as_of.plus_millis(1) {
            flags.insert(Flag::Continuing);
        }
        flags
    }

    fn intent(&self) -> Intent {
        let mut stated = self.episode.rulings.iter().rev().map(|(_, ruling)| ruling.intent);
        stated.find(|intent| *intent != Intent::Unstated).unwrap_or(Intent::Unstated)
    }

    fn because(
        &self,
        weight: &Weight<'a>,
        decision: &Decision,
        about: &Interval,
        standing: &Standing<'_, 'a>,
    ) -> String {
        let told = self.told();
        let voices = wording::list(&wording::voices(told.iter().copied()));
        let what = self.episode.sightings.iter().find(|one| one.open.is_none());
        let what = what.or(self.episode.sightings.first()).map_or("an act", |one| one.what.as_str());
        let only = if weight.breach == Grade::Claimed && !voices.contains(" and ") { " only" } else { "" };
        let when = wording::when(self.sitting.zone(), about);
        let mut text = format!("{what} on {when}, told by {voices}{only} ({})", decision.grade);
        match (decision.reason, standing) {
            (Some(Reason::NotInForce), Standing::Suspended(change)) => {
                text.push_str(&format!("; the norm was suspended by {}", change.by));
            }
            (Some(reason), _) => text.push_str(&format!("; {reason}")),
            (None, _) => {}
        }
        let denying: Vec<&Fact> = weight.denials.iter().map(|(fact, _)| *fact).collect();
        if !denying.is_empty() {
            text.push_str(&format!("; denied by {}", wording::list(&wording::voices(denying))));
        }
        if let (Outcome::Excused, Some(defence)) = (decision.outcome, &self.episode.defence) {
            text.push_str(&format!("; excused under {}", defence.exception));
        }
        text
    }

    /// What would change the finding; of an exception that is not shown, what of it is wanting and whose word would show it.
    fn would_change(&self, weight: &Weight<'a>, decision: &Decision) -> String {
        let defence = self.episode.defence.as_ref();
        match (decision.reason, defence) {
            (Some(Reason::ExceptionNotShown), Some(defence)) => defence.wanting(
                self.sitting,
                self.norm,
                self.instance,
                weight.breach.min(self.sitting.needed),
            ),
            _ => what_decides(decision).to_owned(),
        }
    }

    fn steps(&self, weight: &Weight<'a>) -> Vec<Proof> {
        let sitting = self.sitting;
        let mut steps = Vec::new();
        for sighting in self.episode.sightings.iter().take(MAX_SHOWN) {
            let entry = sitting.entry(sighting.fact, self.instance).proof(sitting);
            let text = sighting.what.clone();
            let told = Proof::new(Rule::Evidence, text).citing([&sighting.fact.id]);
            steps.push(told.resting_on([entry]).resting_on(sighting.steps.iter().cloned()));
        }
        let more = self.episode.sightings.len().saturating_sub(MAX_SHOWN);
        if more > 0 {
            steps.push(Proof::new(Rule::Evidence, format!("{more} more tell of it; the finding lists them")));
        }
        if !weight.entries.is_empty() {
            steps.push(Proof::new(Rule::Grade, format!("together: {}", weight.breach)));
        }
        for (fact, ruling) in &self.episode.rulings {
            let found = match ruling.breach {
                Some(true) => "a breach",
                Some(false) => "no breach",
                None => "neither",
            };
            let text =
                format!("{} ruled for {}: {found}{}", ruling.by, ruling.bearer, intent_words(ruling.intent));
            steps.push(Proof::new(Rule::Ruling, text).citing([&fact.id]).citing(&ruling.on));
        }
        for (fact, impeachment) in &weight.impeachments {
            let text = format!("{} impeaches it: {}", fact.source.voice, impeachment.ground);
            steps.push(Proof::new(Rule::Impeachment, text).citing([&fact.id]));
        }
        for (fact, denial) in &weight.denials {
            let weighs = match self.denial_grade(fact, denial) {
                Grade::None => "offers no evidence".to_owned(),
                grade => format!("offers evidence: {grade}"),
            };
            let aspect = aspect_words(denial);
            let text = format!("{} denies {aspect}; it {weighs}", fact.source.voice);
            steps.push(Proof::new(Rule::Denial, text).citing([&fact.id]).citing(&denial.evidence));
        }
        steps.extend(self.episode.defence.iter().map(|defence| defence.proof.clone()));
        steps
    }
}

fn aspect_words(denial: &Denial) -> &'static str {
    match denial.aspect {
        armistice_facts::Aspect::Fact => "that it happened so",
        armistice_facts::Aspect::Place => "where it happened",
        armistice_facts::Aspect::Actor => "who did it",
        armistice_facts::Aspect::Norm => "that it breaks the agreement",
    }
}

fn intent_words(intent: Intent) -> &'static str {
    match intent {
        Intent::Unstated => "",
        Intent::Undetermined => "; the intent could not be determined",
        Intent::Deliberate => "; deliberate",
        Intent::Accidental => "; an accident",
    }
}

fn what_decides(decision: &Decision) -> &'static str {
    match (decision.outcome, decision.reason) {
        (Outcome::Breach, _) => {
            "evidence of the same weight against it; an impeachment of what carries it; an exception that is shown"
        }
        (_, Some(Reason::ClaimOnly | Reason::Impeached)) => "the word of a third voice, or of both sides",
        (_, Some(Reason::WithinMeasurementError)) => "a position with a smaller error",
        (_, Some(Reason::ClassUncertain)) => "word of what kind of thing it was",
        (_, Some(Reason::PlaceNotTold | Reason::PlaceNotFixed)) => "word of where it happened",
        (_, Some(Reason::TimeUncertain)) => "word of when it happened",
        (_, Some(Reason::Unattributed)) => "word of who acted",
        (_, Some(Reason::ExceptionNotShown)) => "word that shows the exception",
        (_, Some(Reason::PrivatePerson)) => "evidence that forces of the party acted",
        (_, Some(Reason::NotInForce)) => "a dispute of the suspension by the other side",
        (Outcome::Excused, _) => "an impeachment of what shows the exception",
        _ => "further evidence",
    }
}
