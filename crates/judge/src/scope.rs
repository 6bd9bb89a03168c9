//! Whether one told thing falls under a norm: who acted, what it was, where, and when.
//!
//! Each question has three answers. One certain *no* ends it: what is certainly outside gives no finding at all.
//! What is left open makes the sighting open, with the first reason.

use std::collections::BTreeMap;

use armistice_facts::{
    Act, Fact, Instant, Interval, Name, Place as Told, Position, Precision, Relation, Standing, What,
};
use armistice_terms::model::{ClassSet, Place};
use armistice_terms::vocabulary::Match;

use crate::sitting::{Instance, Sitting};
use crate::{Proof, Reason, Rule};

/// One told thing that falls, or may fall, under a norm.
#[derive(Debug, Clone)]
pub(crate) struct Sighting<'a> {
    /// The fact.
    pub(crate) fact: &'a Fact,
    /// Why it is open; `None` if it falls under the norm in every respect.
    pub(crate) open: Option<Reason>,
    /// Whether a private person acted.
    pub(crate) is_private: bool,
    /// What it was, in words.
    pub(crate) what: String,
    /// What was asked and answered.
    pub(crate) steps: Vec<Proof>,
}

/// An answer to one question of scope, with the step of the proof where there is something to say.
pub(crate) struct Answer {
    pub(crate) is: Match,
    pub(crate) reason: Reason,
    pub(crate) step: Option<Proof>,
}

impl Answer {
    pub(crate) fn yes(step: Option<Proof>) -> Self {
        // The reason is read only where the answer is open.
        Answer { is: Match::Yes, reason: Reason::ClaimOnly, step }
    }

    /// A certain *no*.
    pub(crate) fn no() -> Self {
        Answer { is: Match::No, reason: Reason::ClaimOnly, step: None }
    }

    pub(crate) fn open(reason: Reason, step: Proof) -> Self {
        Answer { is: Match::Open, reason, step: Some(step) }
    }
}

/// The act that the fact tells of, if it tells of one.
pub(crate) fn act(fact: &Fact) -> Option<&Act> {
    match &fact.what {
        What::Act(act) => Some(act),
        _ => None,
    }
}

/// Whether the place bounds nothing that geometry could tell: everywhere, or a domain such as `land or sea`.
pub(crate) fn is_unbounded(place: &Place) -> bool {
    match place {
        Place::Everywhere | Place::Domain(_) => true,
        Place::Or(places) => places.iter().any(is_unbounded),
        Place::And(places) => places.iter().all(is_unbounded),
        _ => false,
    }
}

/// Puts answers together: `None` after one *no*; otherwise the first open reason and all steps.
pub(crate) fn all(answers: impl IntoIterator<Item = Answer>) -> Option<(Option<Reason>, Vec<Proof>)> {
    let (mut open, mut steps) = (None, Vec::new());
    for answer in answers {
        match answer.is {
            Match::No => return None,
            Match::Open => open = open.or(Some(answer.reason)),
            Match::Yes => {}
        }
        steps.extend(answer.step);
    }
    Some((open, steps))
}

impl<'a> Sitting<'a> {
    /// Who acted. An act that nobody can lay at a door may be anybody's.
    pub(crate) fn actor(&self, act: &Act, instance: &Instance) -> Answer {
        let side = act.actor.party.as_ref();
        if side.is_some_and(|side| !instance.holds(side.as_str())) {
            return Answer::no();
        }
        let who = side.map_or("somebody".to_owned(), |side| format!("somebody on the side of {side}"));
        match act.actor.standing {
            Standing::Unattributed => {
                let text = format!("{who} acted; nobody knows whether it was the party");
                Answer::open(Reason::Unattributed, Proof::new(Rule::Attribution, text))
            }
            Standing::Private => {
                if side.is_none() {
                    return Answer::no();
                }
                let text = format!("a private person acted, on the side of {}", act_side(act));
                Answer::yes(Some(Proof::new(Rule::Attribution, text)))
            }
            Standing::Forces if side.is_none() => {
                let text = "forces acted; nobody knows whose";
                Answer::open(Reason::Unattributed, Proof::new(Rule::Attribution, text))
            }
            Standing::Forces => Answer::yes(None),
        }
    }

    /// Whether the act is one of the verb.
    pub(crate) fn is_verb(&self, act: &Act, verb: &Name) -> bool {
        self.agreement.vocabulary.is_a(act.verb.as_str(), verb.as_str())
    }

    /// The verbs of the record that are the verb: asked once a norm, not once an act.
    pub(crate) fn verbs(&self, verb: &Name) -> Vec<&'a Name> {
        let words = &self.agreement.vocabulary;
        self.docket.verbs.iter().copied().filter(|told| words.is_a(told.as_str(), verb.as_str())).collect()
    }

    /// Whether a glance shows that the act is somebody else's, or was certainly somewhere else, or before the time.
    pub(crate) fn is_elsewhere(
        &self,
        fact: &Fact,
        act: &Act,
        instance: &Instance,
        label: &Name,
        from: Instant,
    ) -> bool {
        act.actor.party.as_ref().is_some_and(|side| !instance.holds(side.as_str()))
            || fact.about.last() < from
            || self
                .docket
                .placement(fact.id.as_str(), label.as_str())
                .is_some_and(|found| found.relation == Relation::Outside)
    }

    /// What it was.
    pub(crate) fn class(&self, set: &ClassSet, act: &Act) -> Answer {
        match self.agreement.vocabulary.matches(set, &act.objects, &act.attributes) {
            Match::No => Answer::no(),
            Match::Yes => Answer::yes(None),
            Match::Open => {
                let told = if act.objects.is_empty() { "nothing".to_owned() } else { names(&act.objects) };
                let text =
                    format!("what is told of its class ({told}) leaves open whether the norm covers it");
                Answer::open(Reason::ClassUncertain, Proof::new(Rule::Class, text))
            }
        }
    }

    /// What was counted.
    pub(crate) fn class_of(&self, set: &ClassSet, class: &Name) -> Answer {
        match self.agreement.vocabulary.matches(set, std::slice::from_ref(class), &BTreeMap::new()) {
            Match::No => Answer::no(),
            Match::Yes => Answer::yes(None),
            Match::Open => {
                let text = format!("{class} is wider than what the norm counts");
                Answer::open(Reason::ClassUncertain, Proof::new(Rule::Class, text))
            }
        }
    }

    /// Whether what was counted there is all that is in the place of a norm: a count of a part shows no shortage.
    pub(crate) fn is_whole(&self, told: &Told, place: &Place) -> bool {
        match place {
            _ if is_unbounded(place) => told.position.is_none() && told.within.is_empty(),
            Place::Zone(zone) => told.within.contains(zone),
            _ => false,
        }
    }

    /// Where it happened, relative to the place of the norm or exception of that label.
    pub(crate) fn place(&self, fact: &Fact, told: &Told, place: &Place, label: &Name) -> Answer {
        let Some(found) = self.docket.placement(fact.id.as_str(), label.as_str()) else {
            return match place {
                _ if is_unbounded(place) => Answer::yes(None),
                _ if told.is_told() => {
                    let text = "the agreement does not fix the place, or its geometry is not at hand";
                    Answer::open(Reason::PlaceNotFixed, Proof::new(Rule::Place, text))
                }
                _ => {
                    let text = "the source does not say where closely enough";
                    Answer::open(Reason::PlaceNotTold, Proof::new(Rule::Place, text))
                }
            };
        };
        let errors = format!("all stated errors {} m", metres(found.tolerance_dm));
        let distance = |side: &str| match found.margin_dm {
            Some(margin) => format!("{} m {side}, {errors}", metres(margin.saturating_abs())),
            None => format!("{side}; no position is told"),
        };
        match found.relation {
            Relation::Undetermined if found.missing.is_some() => {
                let line = found.missing.as_ref().map_or("", |line| line.as_str());
                let text = format!("the line {line} is drawn anew each day, and there is none for that day");
                Answer::open(Reason::PlaceNotFixed, Proof::new(Rule::Place, text))
            }
            Relation::Outside => Answer::no(),
            Relation::Inside if place.is_of_a_move() => {
                Answer::yes(Some(Proof::new(Rule::Place, moved(told))))
            }
            Relation::Inside if found.as_stated => {
                let text = "inside the place of the norm, as the source states it";
                Answer::yes(Some(Proof::new(Rule::Place, text)))
            }
            Relation::Inside => {
                Answer::yes(Some(Proof::new(Rule::Place, format!("place: {}", distance("inside")))))
            }
            Relation::Undetermined if place.is_of_a_move() && found.margin_dm.is_none() => {
                let text = "what the source says of where it began and where it ended leaves open whether it is such a move";
                Answer::open(Reason::PlaceNotTold, Proof::new(Rule::Place, text))
            }
            // Known by words alone: there is nothing measured that could be uncertain.
            Relation::Undetermined if found.margin_dm.is_none() => {
                let text = "what the source says of the place leaves open whether it lies inside";
                Answer::open(Reason::PlaceNotTold, Proof::new(Rule::Place, text))
            }
            Relation::Undetermined => {
                let side =
                    if found.margin_dm.is_some_and(|margin| margin < 0) { "outside" } else { "inside" };
                let text = format!("place: {}, so it is neither inside nor outside", distance(side));
                Answer::open(Reason::WithinMeasurementError, Proof::new(Rule::Place, text))
            }
        }
    }

    /// Whether it happened between the two instants, `None` being open.
    pub(crate) fn time(&self, about: &Interval, from: Option<Instant>, until: Option<Instant>) -> Answer {
        let before = from.is_some_and(|from| about.last() < from);
        if before || until.is_some_and(|until| about.from > until) {
            return Answer::no();
        }
        let reaches =
            from.is_some_and(|from| about.from < from) || until.is_some_and(|until| about.last() > until);
        if reaches && about.precision == Precision::Within {
            let text = "the time told reaches beyond the time for which the norm binds";
            return Answer::open(Reason::TimeUncertain, Proof::new(Rule::Time, text));
        }
        Answer::yes(None)
    }
}

/// An act in words: `fly uav`, `conduct artillery-fire, naval-gun-fire`.
pub(crate) fn act_words(act: &Act) -> String {
    let objects = names(&act.objects);
    let quantity = act.quantity.as_ref().map(|quantity| {
        let (whole, part) = (quantity.thousandths / 1000, (quantity.thousandths % 1000).abs());
        let number = if part == 0 {
            whole.to_string()
        } else {
            format!("{whole}.{part:03}").trim_end_matches('0').to_owned()
        };
        format!(" ({number} {})", quantity.unit)
    });
    format!("{} {objects}{}", act.verb, quantity.unwrap_or_default()).replace("  ", " ").trim().to_owned()
}

/// A move in words: `it went out of zone-a, to zone-b`.
fn moved(told: &Told) -> String {
    let end = |word: &str, place: &Told| {
        let named: Vec<&str> = place.within.iter().map(Name::as_str).collect();
        match (named.is_empty(), place.position) {
            (false, _) => format!("{word} {}", named.join(", ")),
            (true, Some(at)) => format!("{word} {}", degrees(at)),
            (true, None) => format!("{word} a place that is not told closely"),
        }
    };
    let ends = [
        told.origin.as_ref().map(|from| end("out of", from)),
        told.destination.as_ref().map(|to| end("to", to)),
    ];
    format!("the move: {}", ends.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// `38.1000000 N 128.1000000 E`
fn degrees(at: Position) -> String {
    let one = |e7: i32, plus: char, minus: char| {
        let (whole, part) = (e7.unsigned_abs() / 10_000_000, e7.unsigned_abs() % 10_000_000);
        format!("{whole}.{part:07} {}", if e7 < 0 { minus } else { plus })
    };
    format!("{} {}", one(at.lat_e7(), 'N', 'S'), one(at.lon_e7(), 'E', 'W'))
}

fn act_side(act: &Act) -> String {
    act.actor.party.as_ref().map_or_else(|| "nobody".to_owned(), ToString::to_string)
}

fn names(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(Name::as_str).collect();
    names.join(", ")
}

/// Whole metres of decimetres.
fn metres(decimetres: i64) -> i64 {
    decimetres / 10
}
