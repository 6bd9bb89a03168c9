//! What a claim becomes when a person accepts it: a fact by the voice whose word it is.
//!
//! What was done becomes an act, what became of a duty a performance, a denial a denial of the one fact it can mean. Everything
//! else (plans, promises, threats, what nobody saw, what nobody answered, and whatever names no norm that it can fall under) becomes
//! a statement, which is kept and shown and by which nothing is judged.

mod source;
mod when;

use armistice_facts::{
    Act, Actor, Aspect, Certainty, Denial, Fact, Instant, Name, Performance, Place, Quantity, Stage,
    Standing, Statement, StatusChange, StatusKind, What,
};
use armistice_reading::claim::{Bearing, Class, Modality, Polarity};
use armistice_reading::{Claim, lexicon::Register};
use armistice_terms::model::{Agreement, Ban, Bearers, Deed, Norm, Rule};

use super::corrections::Choices;
use super::decision::ReportOf;
use super::verbs::may_fall_under;

/// The most letters of a quote that a fact repeats.
const QUOTE: usize = 300;

/// What a claim is held against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ground<'a> {
    /// The agreement.
    pub(crate) agreement: &'a Agreement,
    /// What is known of sources and places.
    pub(crate) register: &'a Register,
    /// The facts of the case.
    pub(crate) facts: &'a [Fact],
}

/// Where and by whom a claim is taken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taking<'a> {
    /// Its report.
    pub(crate) report: &'a ReportOf,
    /// Who published it.
    pub(crate) outlet: Option<&'a str>,
    /// Which rules, or which model, read it.
    pub(crate) reader: &'a str,
    /// By whom it is accepted.
    pub(crate) by: &'a str,
    /// When.
    pub(crate) at: Instant,
    /// Why.
    pub(crate) reason: &'a str,
    /// The incident of the other tellings of its event.
    pub(crate) incident: Option<&'a Name>,
    /// What the person chose where the words leave it open.
    pub(crate) choices: &'a Choices,
    /// How often facts of this claim were taken back before.
    pub(crate) rounds: usize,
}

/// What a claim becomes, and why no more than that.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Made {
    /// The facts; never none.
    pub(crate) facts: Vec<Fact>,
    /// Why it is only a statement, or what is left open.
    pub(crate) why: Option<String>,
}

/// What a claim becomes.
pub(crate) fn made(claim: &Claim, taking: &Taking<'_>, ground: &Ground<'_>) -> Made {
    let (whats, why) = whats(claim, taking, ground);
    let about = when::about(claim, taking.report.published.as_deref(), ground.agreement, taking.at);
    let source = source::of(claim, taking, ground);
    let one = |(number, what): (usize, What)| {
        let tail = if number == 0 { String::new() } else { format!("-{}", number + 1) };
        let round = if taking.rounds == 0 { String::new() } else { format!(".{}", taking.rounds + 1) };
        let id = Name::new(format!("claim-{}{round}{tail}", claim.id)).ok()?;
        let about = if matches!(what, What::Statement(_)) {
            when::said(claim, taking.report.published.as_deref(), ground.agreement).unwrap_or(about)
        } else {
            about
        };
        let url = taking.report.url.clone();
        Some(Fact {
            id,
            about,
            known: taking.at,
            source: source.clone(),
            certainty: if url.is_some() { Certainty::High } else { Certainty::Medium },
            incident: if matches!(what, What::Act(_)) { taking.incident.cloned() } else { None },
            invokes: Vec::new(),
            what,
            read_at: url.unwrap_or_default(),
            note: note(claim, taking),
        })
    };
    Made { facts: whats.into_iter().enumerate().filter_map(one).collect(), why }
}

/// Who accepted it, why, from which report, by which rules.
fn note(claim: &Claim, taking: &Taking<'_>) -> String {
    let reason = if taking.reason.is_empty() { String::new() } else { format!(": {}", taking.reason) };
    format!(
        "claim {} of {} (sha256 {}), read by {} ({}), accepted by {}{reason}",
        claim.id,
        taking.report.name,
        taking.report.sha256,
        taking.reader,
        claim.trail.join(" "),
        taking.by
    )
}

fn whats(claim: &Claim, taking: &Taking<'_>, ground: &Ground<'_>) -> (Vec<What>, Option<String>) {
    let found = match claim.modality {
        Modality::Denied => denial(claim, taking, ground),
        Modality::Done | Modality::Ongoing | Modality::Alleged => happened(claim, taking, ground),
        Modality::Planned | Modality::Promised | Modality::Wanted | Modality::Threatened => {
            Err("what is still to come is a statement".to_owned())
        }
        Modality::NotObserved => Err("that nothing was seen is a statement, no proof of absence".to_owned()),
        Modality::NotReported => Err("silence is a statement".to_owned()),
        Modality::Assessed => Err("what is held likely is a statement".to_owned()),
    };
    match found {
        Ok(found) => found,
        Err(why) => (vec![statement(claim, ground)], Some(why)),
    }
}

type Found = Result<(Vec<What>, Option<String>), String>;

/// What was done, as far as a norm can be judged by it.
fn happened(claim: &Claim, taking: &Taking<'_>, ground: &Ground<'_>) -> Found {
    if claim.class == Class::Pact {
        return status(claim, taking, ground);
    }
    if claim.date.is_none() {
        return Err("no day is told: correct from= and to= if the text tells it".to_owned());
    }
    let norms = norms(claim, taking.choices, ground);
    if norms.is_empty() {
        return Err("it speaks to no norm of the agreement: correct norm= if it does".to_owned());
    }
    let is_chosen = taking.choices.norm.is_some();
    for norm in norms {
        match &norm.rule {
            Rule::Ban(ban) if is_chosen || may_fall_under(&claim.action, ban.verb.as_str()) => {
                if claim.polarity == Polarity::Negative {
                    return Err("that a thing was not done is a statement, no proof of absence".to_owned());
                }
                return Ok(act(claim, taking, ground, ban));
            }
            Rule::Deed(deed)
                if claim.bearing != Bearing::Breaches
                    && (is_chosen || may_fall_under(&claim.action, deed.verb.as_str())) =>
            {
                return performance(claim, norm, deed).map(|done| (done, None));
            }
            _ => {}
        }
    }
    Err(format!("no norm that it speaks to has a verb for `{}`: correct norm= if one does", claim.action))
}

/// The norms that a claim speaks to; of one that a decision has replaced, the one in its place.
fn norms<'a>(claim: &Claim, choices: &Choices, ground: &Ground<'a>) -> Vec<&'a Norm> {
    let chosen = choices.norm.as_deref().map(|norm| vec![norm]);
    let labels = chosen.unwrap_or_else(|| claim.norms.iter().map(String::as_str).collect());
    let day = claim.date.as_ref().map(|date| date.to.chars().take(10).collect::<String>());
    let standing = |label: &str| {
        let norm = ground.agreement.norm(label)?;
        let replaced = norm.replaced.as_ref().filter(|replaced| {
            day.as_ref().is_some_and(|day| day.as_str() >= replaced.on.to_string().as_str())
        });
        replaced.and_then(|replaced| ground.agreement.norm(replaced.by.as_str())).or(Some(norm))
    };
    labels.into_iter().filter_map(standing).collect()
}

fn act(claim: &Claim, taking: &Taking<'_>, ground: &Ground<'_>, ban: &Ban) -> (Vec<What>, Option<String>) {
    let standing = match (&claim.class, claim.parties.is_empty()) {
        (Class::Private, _) => Standing::Private,
        (_, false) => Standing::Forces,
        (_, true) => Standing::Unattributed,
    };
    let (objects, why) = objects(claim, taking.choices, ban);
    let one = |party: Option<Name>| {
        What::Act(Act {
            actor: Actor { party, standing },
            verb: ban.verb.clone(),
            objects: objects.clone(),
            attributes: std::collections::BTreeMap::new(),
            purposes: Vec::new(),
            place: place(claim, ground),
            quantity: quantity(claim),
        })
    };
    let parties: Vec<Name> = claim.parties.iter().filter_map(|party| Name::new(party.clone()).ok()).collect();
    let acts =
        if parties.is_empty() { vec![one(None)] } else { parties.into_iter().map(Some).map(one).collect() };
    (acts, why)
}

/// The class of what was used, as far as the words name it.
fn objects(claim: &Claim, choices: &Choices, ban: &Ban) -> (Vec<Name>, Option<String>) {
    if let Some(chosen) = &choices.object {
        return (vec![chosen.clone()], None);
    }
    let words = format!(
        "{} {}",
        claim.quote.to_lowercase(),
        claim.object.as_ref().and_then(|object| object.id.clone()).unwrap_or_default()
    );
    // `artillery-fire` is named where `artillery` is: the last part of such a name is the kind of act.
    let is_named = |class: &str| {
        let parts: Vec<&str> = class.split('-').collect();
        let telling = if parts.len() > 1 { parts.get(..parts.len() - 1).unwrap_or_default() } else { &parts };
        telling.iter().all(|part| words.contains(part))
    };
    let classes: Vec<&Name> = ban.objects.any_of.iter().map(|test| &test.class).collect();
    let named: Vec<Name> =
        classes.iter().filter(|class| is_named(class.as_str())).map(|class| (*class).clone()).collect();
    if named.is_empty() && !classes.is_empty() {
        let known: Vec<&str> = classes.iter().map(|class| class.as_str()).collect();
        let why =
            format!("its words name no class of the norm: correct object= to one of {}", known.join(", "));
        return (named, Some(why));
    }
    (named, None)
}

fn performance(claim: &Claim, norm: &Norm, deed: &Deed) -> Result<Vec<What>, String> {
    let number = claim.quantity.as_ref().and_then(|quantity| quantity.value).and_then(whole);
    let owed = deed.objects.iter().map(|limit| limit.number).max();
    let stage = match (claim.polarity, claim.modality) {
        (Polarity::Negative, _) => Stage::NotDone,
        (_, Modality::Ongoing) => Stage::Started,
        _ if number.zip(owed).is_some_and(|(number, owed)| number < owed) => Stage::Partial,
        _ => Stage::Done,
    };
    let one = |bearer: Option<Name>| {
        What::Performance(Performance { norm: norm.label.clone(), bearer, stage, step: None, count: number })
    };
    match &norm.bearers {
        Bearers::Jointly(_) => Ok(vec![one(None)]),
        Bearers::Each(names) | Bearers::Anyone(names) => {
            let bound =
                names.iter().filter(|name| claim.parties.iter().any(|party| **name == *party.as_str()));
            let done: Vec<What> = bound.map(|name| one(Some(name.clone()))).collect();
            if done.is_empty() {
                return Err(format!("it names none of those whom `{}` binds: correct actor=", norm.label));
            }
            Ok(done)
        }
    }
}

/// A party's own word on what is in force for it.
fn status(claim: &Claim, taking: &Taking<'_>, ground: &Ground<'_>) -> Found {
    let by = source::voice(claim, taking, ground);
    let is_own = claim.parties.len() == 1 && claim.parties.first().is_some_and(|party| by == *party.as_str());
    if claim.action != "suspend" || !is_own || claim.polarity == Polarity::Negative {
        return Err(
            "what is said of the agreement as a whole is a statement, except a party's own suspension"
                .to_owned(),
        );
    }
    let scope = Name::new("agreement").map_err(|error| error.to_string())?;
    Ok((vec![What::Status(StatusChange { by, change: StatusKind::Suspends, scope })], None))
}

/// The denial of the one fact that it can mean: an act told of the denier's side, by another voice, at that time.
fn denial(claim: &Claim, taking: &Taking<'_>, ground: &Ground<'_>) -> Found {
    let denied = |of: Name| What::Denial(Denial { of, aspect: Aspect::Fact, evidence: Vec::new() });
    if let Some(of) = &taking.choices.of {
        return Ok((vec![denied(of.clone())], None));
    }
    let Some(about) = claim.date.as_ref().and_then(|date| when::interval(date, ground.agreement)) else {
        return Err("no day is told of what is denied: correct of= to the fact that is denied".to_owned());
    };
    let voice = source::voice(claim, taking, ground);
    let can_be = |fact: &&Fact| {
        let What::Act(act) = &fact.what else { return false };
        let is_side = act
            .actor
            .party
            .as_ref()
            .is_some_and(|party| claim.parties.iter().any(|one| *party == *one.as_str()));
        is_side && fact.source.voice != voice && fact.about.overlaps(&about)
    };
    let is_back = |fact: &Fact| {
        let withdrawn =
            |other: &Fact| matches!(&other.what, What::Withdrawal(back) if back.of.contains(&fact.id));
        ground.facts.iter().any(withdrawn)
    };
    let found: Vec<&Fact> = ground.facts.iter().filter(can_be).filter(|fact| !is_back(fact)).collect();
    match found.as_slice() {
        [one] => Ok((vec![denied(one.id.clone())], None)),
        [] => Err("no fact of the case is what it denies".to_owned()),
        several => {
            let ids: Vec<&str> = several.iter().take(5).map(|fact| fact.id.as_str()).collect();
            Err(format!("it may deny any of {}: correct of= to the one", ids.join(", ")))
        }
    }
}

fn statement(claim: &Claim, ground: &Ground<'_>) -> What {
    let quote = claim.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = quote.chars().take(QUOTE).collect();
    let cut = if short.len() < quote.len() { " …" } else { "" };
    What::Statement(Statement {
        by: claim.parties.first().and_then(|party| Name::new(party.clone()).ok()),
        text: format!("{}: “{short}{cut}”", super::wording::sense(claim)),
        quantity: quantity(claim),
        place: place(claim, ground),
    })
}

fn place(claim: &Claim, ground: &Ground<'_>) -> Place {
    let Some(told) = &claim.place else { return Place::default() };
    let is_at = told.relation.as_deref().is_none_or(|relation| relation == "at");
    let zones = told.id.as_deref().into_iter().flat_map(|id| id.split('+'));
    let within = zones.filter_map(|id| ground.register.zone(id)).filter_map(|zone| Name::new(zone).ok());
    let id = told.id.as_deref();
    let called = id.map(|id| ground.register.zone(id).unwrap_or(id).to_owned());
    Place {
        name: told.text.clone().or(called).unwrap_or_default(),
        // Only what is told to lie in a zone lies in it; what is near it, or over it, may not.
        within: if is_at { within.collect() } else { Vec::new() },
        ..Place::default()
    }
}

fn quantity(claim: &Claim) -> Option<Quantity> {
    let told = claim.quantity.as_ref()?;
    let thousandths = whole(told.value? * 1000.0).and_then(|number| i64::try_from(number).ok())?;
    Some(Quantity { thousandths, unit: told.unit.replace('_', " ") })
}

/// A number that is whole, not negative and not too large.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the bounds are looked at first")]
fn whole(value: f64) -> Option<u64> {
    ((0.0..=1e15).contains(&value) && value.fract() == 0.0).then_some(value as u64)
}
