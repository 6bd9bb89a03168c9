//! The lines of a scenario as facts.

use std::collections::BTreeMap;

use armistice_facts::{
    Act, Actor, Aspect, Certainty, Denial, Fact, HeldCount, Impeachment, Inspection, Interval, Manner, Name,
    Neighbour, Notice, Outcome, Performance, Place, Position, Precision, Quantity, Source, Stage, Stance,
    Standing, StateSeen, StatusChange, StatusKind, Voice, What,
};
use armistice_terms::ast::{Coordinates, Id, SpeechAct, Spot, TestFact, TestLine, TestNeighbour, Value};
use armistice_terms::model::Agreement;

use super::Unmet;

/// The facts of a scenario, in its order; a line that cannot be one is set aside with its reason.
pub(super) fn facts(
    agreement: &Agreement,
    record: &[Fact],
    lines: &[TestLine],
    unmet: &mut Vec<Unmet>,
) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let TestLine::Fact(line) = line else { continue };
        let teller = Teller { agreement, record, earlier: &facts, line };
        match teller.fact(index) {
            Ok(fact) => facts.push(fact),
            Err(cause) => unmet.push(Unmet {
                span: line.span,
                expected: "a line that can be read as a fact".to_owned(),
                got: cause,
                proof: None,
            }),
        }
    }
    facts
}

struct Teller<'s> {
    agreement: &'s Agreement,
    record: &'s [Fact],
    earlier: &'s [Fact],
    line: &'s TestFact,
}

impl Teller<'_> {
    fn fact(&self, index: usize) -> Result<Fact, String> {
        let about = self.about()?;
        let voice = name(&self.line.speaker.node)?;
        let manner = match self.line.manner.node {
            SpeechAct::Claims | SpeechAct::Denies => Manner::Claims,
            SpeechAct::Reports => Manner::Reports,
            SpeechAct::Attests | SpeechAct::Impeaches => Manner::Attests,
        };
        let kind = self.voice(&voice);
        let speaker = voice.to_string();
        Ok(Fact {
            id: name(&format!("scenario-line-{}", index + 1))?,
            about,
            known: about.from,
            source: Source { speaker, voice, kind, manner, means: None },
            certainty: Certainty::High,
            incident: None,
            invokes: Vec::new(),
            what: self.what(&about)?,
            read_at: String::new(),
            note: String::new(),
        })
    }

    fn about(&self) -> Result<Interval, String> {
        let zone = &self.agreement.settings.time_zone;
        let at = &self.line.at;
        let cause = |error: armistice_facts::calendar::CalendarError| error.to_string();
        match at.time {
            Some((hour, minute)) => Ok(Interval::at(zone.at(at.date, hour, minute).map_err(cause)?)),
            None => {
                let from = zone.start_of(at.date).map_err(cause)?;
                let until = zone.end_of(at.date).map_err(cause)?.plus_millis(1);
                Interval::new(from, until, Precision::Within).map_err(|error| error.to_string())
            }
        }
    }

    fn voice(&self, voice: &Name) -> Voice {
        if self.agreement.party(voice.as_str()).is_some() {
            Voice::Party
        } else if self.agreement.bodies.iter().any(|body| body.name == *voice) {
            Voice::Body
        } else {
            Voice::Press
        }
    }

    fn what(&self, about: &Interval) -> Result<What, String> {
        match self.line.manner.node {
            SpeechAct::Denies => {
                let of = self.targets(about).pop().ok_or("nothing told before it that it could deny")?;
                Ok(What::Denial(Denial { of, aspect: Aspect::Fact, evidence: Vec::new() }))
            }
            SpeechAct::Impeaches => {
                let of = self.targets(about);
                if of.is_empty() {
                    return Err("nothing told before it that it could impeach".to_owned());
                }
                let ground = format!("{} {}", self.line.subject.node, self.line.verb.node);
                Ok(What::Impeachment(Impeachment { of, ground, items: Vec::new() }))
            }
            _ if self.agreement.norm(&self.line.subject.node).is_some() => self.performance(),
            _ => self.deed_of_a_side(),
        }
    }

    /// What is told before the line of the same subject and verb, in the order of time.
    fn targets(&self, about: &Interval) -> Vec<Name> {
        let mut told: Vec<&Fact> = self
            .record
            .iter()
            .chain(self.earlier)
            .filter(|fact| fact.about.from <= about.last() && self.is_of_it(&fact.what))
            .collect();
        told.sort_by_key(|fact| (fact.about.from, fact.known, &fact.id));
        told.into_iter().map(|fact| fact.id.clone()).collect()
    }

    fn is_of_it(&self, what: &What) -> bool {
        let subject = self.line.subject.node.as_str();
        let words = &self.agreement.vocabulary;
        match what {
            What::Performance(told) => told.norm == *subject,
            What::Inspection(told) => told.norm == *subject,
            What::Act(act) => {
                act.actor.party.as_ref().is_some_and(|party| *party == *subject)
                    && words.is_a(act.verb.as_str(), &self.line.verb.node)
                    && self.objects().is_ok_and(|objects| {
                        objects.is_empty()
                            || act.objects.iter().any(|told| {
                                objects.iter().any(|denied| {
                                    words.is_a(told.as_str(), denied.as_str())
                                        || words.is_a(denied.as_str(), told.as_str())
                                })
                            })
                    })
            }
            _ => false,
        }
    }

    fn performance(&self) -> Result<What, String> {
        let norm = name(&self.line.subject.node)?;
        let bearer = self.line.purposes.first().map(|bearer| name(&bearer.node)).transpose()?;
        let inspected = |outcome| -> Result<What, String> {
            let inspectors = vec![name(&self.line.speaker.node)?];
            Ok(What::Inspection(Inspection {
                norm: norm.clone(),
                bearer: bearer.clone(),
                inspectors,
                outcome,
                items: Vec::new(),
            }))
        };
        let stage = match self.line.verb.node.as_str() {
            "done" => Stage::Done,
            "started" => Stage::Started,
            "partial" => Stage::Partial,
            "not-done" => Stage::NotDone,
            "refused" => Stage::Refused,
            "impossible" => Stage::Impossible,
            "reversed" => Stage::Reversed,
            "fulfilled" => return inspected(Outcome::Fulfilled),
            "not-fulfilled" => return inspected(Outcome::NotFulfilled),
            other => {
                return Err(format!(
                    "`{other}` says nothing of a norm; write done, started, partial, not-done, refused, impossible, reversed, \
                     fulfilled or not-fulfilled"
                ));
            }
        };
        let step = self.line.step.as_ref().map(|step| name(&step.node)).transpose()?;
        let count = self.line.number.map(|number| number.least);
        Ok(What::Performance(Performance { norm, bearer, stage, step, count }))
    }

    fn deed_of_a_side(&self) -> Result<What, String> {
        let side = name(&self.line.subject.node)?;
        if self.agreement.party(side.as_str()).is_none()
            && !self.agreement.bodies.iter().any(|body| body.name == side)
        {
            return Err(format!("`{side}` is neither a party, nor a body, nor the label of a norm"));
        }
        let purposes =
            self.line.purposes.iter().map(|purpose| name(&purpose.node)).collect::<Result<_, _>>()?;
        let objects = self.objects()?;
        let first = objects.first().cloned();
        let status = |change| -> Result<What, String> {
            let scope = first.clone().map_or_else(|| name("agreement"), Ok)?;
            Ok(What::Status(StatusChange { by: side.clone(), change, scope }))
        };
        match self.line.verb.node.as_str() {
            "notify" => {
                let to = match &self.line.destination {
                    Some(Spot::Named(told)) => {
                        told.iter().map(|one| name(&one.node)).collect::<Result<_, _>>()?
                    }
                    _ => self.all_others(&side),
                };
                let of = first.map_or_else(|| name("notice"), Ok)?;
                Ok(What::Notice(Notice {
                    from: side,
                    to,
                    of,
                    purposes,
                    stating: Vec::new(),
                    through: None,
                    starts: None,
                }))
            }
            "suspend" | "suspends" => status(StatusKind::Suspends),
            "denounce" | "denounces" => status(StatusKind::Denounces),
            "restore" | "restores" => status(StatusKind::Restores),
            "renew" | "renews" => status(StatusKind::Renews),
            "consent-to" => status(StatusKind::Consents),
            "accept" => self.answer(side, Stance::Accepts),
            "dispute" => self.answer(side, Stance::Disputes),
            verb if verb == "hold" || self.line.number.is_some_and(|number| number.in_all) => {
                self.count(side, first)
            }
            _ if self.line.state.is_some() => self.state(side, first),
            verb => Ok(What::Act(Act {
                actor: Actor { party: Some(side), standing: Standing::Forces },
                verb: name(verb)?,
                objects,
                attributes: self.attributes()?,
                purposes,
                place: self.place()?,
                quantity: self.quantity(first.as_ref())?,
            })),
        }
    }

    /// Everybody else: all other parties and the bodies, as a notice reaches that is told without saying whom.
    fn all_others(&self, side: &Name) -> Vec<Name> {
        let parties = self.agreement.parties.iter().map(|party| &party.name);
        let bodies = self.agreement.bodies.iter().map(|body| &body.name);
        parties.chain(bodies).filter(|one| *one != side).cloned().collect()
    }

    /// The answer of a side to the last change that another made before the line.
    fn answer(&self, side: Name, stance: Stance) -> Result<What, String> {
        let at = self.about()?.last();
        let made = self.record.iter().chain(self.earlier).filter(|fact| match &fact.what {
            What::Status(status) => status.by != side && !matches!(status.change, StatusKind::Answers(_)),
            _ => false,
        });
        let last = made.filter(|fact| fact.about.from <= at).max_by_key(|fact| (fact.about.from, fact.known));
        let scope = last.ok_or("nothing told before it that it could answer")?.id.clone();
        Ok(What::Status(StatusChange { by: side, change: StatusKind::Answers(stance), scope }))
    }

    /// What a side holds, or what it did in all over the time told.
    fn count(&self, holder: Name, class: Option<Name>) -> Result<What, String> {
        let number = self.line.number.ok_or("a count needs a number: `hold 40 guards`")?;
        let class = class.ok_or("a count needs a class: `hold 40 guards`")?;
        let verb = self.line.verb.node.as_str();
        let verb = if verb == "hold" { None } else { Some(name(verb)?) };
        let place = self.place()?;
        Ok(What::Count(HeldCount {
            holder,
            class,
            at_least: number.least,
            at_most: number.most,
            verb,
            place,
        }))
    }

    /// Things seen in a state.
    fn state(&self, holder: Name, class: Option<Name>) -> Result<What, String> {
        let class = class.ok_or("a state needs a class: `keep guns in state barrel-open`")?;
        let state = self.line.state.as_ref().map(|state| name(&state.node));
        let state = state.ok_or("a state is missing")??;
        let count = self.line.number.map(|number| number.least);
        Ok(What::State(StateSeen { holder, class, state, count, unseen: 0, place: self.place()? }))
    }

    fn quantity(&self, class: Option<&Name>) -> Result<Option<Quantity>, String> {
        let Some(number) = self.line.number else { return Ok(None) };
        let thousandths = i64::try_from(number.least).ok().and_then(|least| least.checked_mul(1000));
        let thousandths = thousandths.ok_or("a number too large for an act")?;
        Ok(Some(Quantity { thousandths, unit: class.map(ToString::to_string).unwrap_or_default() }))
    }

    /// The classes that the line names, in the singular of the vocabulary where it knows them.
    fn objects(&self) -> Result<Vec<Name>, String> {
        let Some(classes) = &self.line.classes else { return Ok(Vec::new()) };
        let singular = |text: &str| {
            self.agreement.vocabulary.term(text).map_or_else(|| name(text), |term| Ok(term.name.clone()))
        };
        classes.any_of.iter().map(|class| singular(&class.name.node)).collect()
    }

    /// What is told of the thing itself: `with calibre is 122 mm`. Lengths in millimetres.
    fn attributes(&self) -> Result<BTreeMap<Name, String>, String> {
        let tests =
            self.line.classes.iter().flat_map(|classes| &classes.any_of).flat_map(|class| &class.tests);
        tests.map(|(_, test)| Ok((name(&test.attribute.node)?, told(&test.value.node)))).collect()
    }

    fn place(&self) -> Result<Place, String> {
        let end = |spot: &Option<Spot>| {
            let end = spot.as_ref().map(|spot| match spot {
                Spot::Named(names) => self::spot(names, None),
                Spot::At(at) => self::spot(&[], Some(at)),
            });
            end.transpose().map(|end| end.map(Box::new))
        };
        let (origin, destination) = (end(&self.line.origin)?, end(&self.line.destination)?);
        let near = self.line.near.as_ref().map(|near| self.neighbour(near)).transpose()?.map(Box::new);
        Ok(Place { origin, destination, near, ..spot(&self.line.within, self.line.place.as_ref())? })
    }
}

impl Teller<'_> {
    fn neighbour(&self, near: &TestNeighbour) -> Result<Neighbour, String> {
        let of = self.agreement.vocabulary.term(&near.what.node);
        let at = near.at.as_ref().map(|at| Position::from_e7(at.lon_e7, at.lat_e7)).transpose();
        // Whole metres, as the table of facts has them; what is told more closely is off by less than one.
        let metres =
            near.distance_mm.as_ref().map(|distance| (distance.node / 1000, distance.node % 1000 != 0));
        let whole = metres.map(|(metres, _)| u32::try_from(metres).map_err(|error| error.to_string()));
        Ok(Neighbour {
            of: of.map_or_else(|| name(&near.what.node), |term| Ok(term.name.clone()))?,
            holder: near.holder.as_ref().map(|holder| name(&holder.node)).transpose()?,
            metres: whole.transpose()?,
            position: at.map_err(|error| error.to_string())?,
            error_metres: u32::from(metres.is_some_and(|(_, is_part)| is_part)),
        })
    }
}

fn spot(within: &[Id], at: Option<&Coordinates>) -> Result<Place, String> {
    let within = within.iter().map(|zone| name(&zone.node)).collect::<Result<_, _>>()?;
    let position = at.map(|at| Position::from_e7(at.lon_e7, at.lat_e7)).transpose();
    Ok(Place { position: position.map_err(|error| error.to_string())?, within, ..Place::default() })
}

/// A value in the form of the table of facts.
fn told(value: &Value) -> String {
    match value {
        Value::Number(thousandths) => thousandth(*thousandths),
        Value::Length(millimetres) => millimetres.to_string(),
        Value::Duration(length) => length.to_string(),
        Value::Name(word) | Value::Text(word) => word.clone(),
    }
}

/// A number of thousandths as a decimal number.
fn thousandth(thousandths: i64) -> String {
    let (whole, part) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    let sign = if thousandths < 0 { "-" } else { "" };
    format!("{sign}{whole}.{part:03}")
}

fn name(text: &str) -> Result<Name, String> {
    Name::new(text).map_err(|error| format!("`{}`: {error}", text.chars().take(64).collect::<String>()))
}
