//! Stocks: at most, or at least, so many of a class in a place.

use std::collections::BTreeMap;

use armistice_facts::{Fact, HeldCount, Name, What};
use armistice_terms::model::{Ceiling, ClassSet, Norm};
use armistice_terms::vocabulary::Match;

use crate::draft::Draft;
use crate::episode::{self, Episode};
use crate::force::Force;
use crate::grade::Entry;
use crate::inventory::{Bound, Round};
use crate::scope::{self, Answer, Sighting};
use crate::sitting::{Instance, Sitting};
use crate::{Flag, Grade, Proof, Reason, Rule, Truth, monitor, window};

/// What one stock comes to for one instance: the lower bound of a count above a ceiling is evidence of a breach, and
/// so is the upper bound of a count below a floor.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Ceiling,
    instance: &Instance,
    force: &Force<'a>,
) -> Draft {
    let round = if rule.is_floor { Round::Up } else { Round::Down };
    let bounds: Vec<Bound> = match &rule.as_of {
        Some((classes, date)) => sitting.frozen(norm, (classes, *date), &rule.place, instance),
        None => rule.limits.iter().map(|limit| sitting.limit_of(limit, instance, round)).collect(),
    };
    let case = Case { sitting, norm, rule, instance, force, bounds: &bounds };
    let is_joint = instance.names.len() > 1;
    let counted = sitting.docket.sights.iter().filter_map(|fact| match &fact.what {
        // A sum of acts over a time is no stock.
        What::Count(held) if held.verb.is_none() => Some((*fact, held)),
        _ => None,
    });
    let counts: Vec<(&'a Fact, &'a HeldCount)> =
        counted.filter(|(_, held)| instance.holds(held.holder.as_str())).collect();
    let mut sightings = monitor::told_directly(sitting, norm, instance);
    if !(is_joint && rule.is_floor) {
        sightings.extend(counts.iter().filter_map(|(fact, held)| case.sight(fact, held)));
    }
    let mut episodes = episode::gather(sitting, norm, instance, sightings);
    if is_joint {
        for bound in &bounds {
            episodes.extend(case.together(bound, &counts));
        }
        episode::rule_on(sitting, norm, instance, &mut episodes);
    }
    let mut draft = monitor::judge(sitting, norm, instance, force, episodes);
    if rule.is_floor && matches!(draft.truth, Some(Truth::Kept | Truth::Unknown)) {
        // Watching that sees too few of them shows no stock.
        draft.truth = Some(Truth::Unknown);
        draft.flags.remove(&Flag::SoFar);
        if draft.reason.is_none() || draft.reason == Some(Reason::NoCoverage) {
            draft.reason = Some(Reason::FloorNotShown);
        }
    }
    draft.steps.extend(bounds.iter().filter_map(|bound| bound.proof.clone()));
    let awaited: Vec<&String> = bounds.iter().filter_map(|bound| bound.awaited.as_ref()).collect();
    if draft.truth == Some(Truth::Unknown) && !awaited.is_empty() {
        let awaited: Vec<&str> = awaited.into_iter().map(String::as_str).collect();
        draft.would_change = format!("{}; {}", awaited.join(", "), draft.would_change);
    }
    draft
}

struct Case<'s, 'a> {
    sitting: &'s Sitting<'a>,
    norm: &'s Norm,
    rule: &'s Ceiling,
    instance: &'s Instance,
    force: &'s Force<'a>,
    bounds: &'s [Bound],
}

impl<'a> Case<'_, 'a> {
    fn sight(&self, fact: &'a Fact, held: &'a HeldCount) -> Option<Sighting<'a>> {
        let against = if self.rule.is_floor { self.below(held) } else { self.above(held) };
        let answers = [
            against,
            self.place(fact, held),
            self.sitting.bound(fact, self.force),
            self.sitting.clock(&fact.about, self.norm.hours.as_ref()),
        ];
        let (open, steps) = scope::all(answers)?;
        let what = format!("{} {}", window::numbers(held), held.class);
        Some(Sighting { fact, open, is_private: false, what, steps })
    }

    fn place(&self, fact: &Fact, held: &HeldCount) -> Answer {
        self.sitting.place(fact, &held.place, &self.rule.place, &self.norm.label)
    }

    fn matches(&self, set: &ClassSet, class: &Name) -> Match {
        self.sitting.agreement.vocabulary.matches(set, std::slice::from_ref(class), &BTreeMap::new())
    }

    /// Whether the count speaks against the ceiling.
    fn above(&self, held: &HeldCount) -> Answer {
        let (mut is_listed, mut open) = (Match::No, None);
        for bound in self.bounds {
            let class = self.matches(&bound.of, &held.class);
            is_listed = is_listed.max(class);
            if class == Match::No || held.at_least <= bound.number.least {
                continue;
            }
            let text = format!("at least {} are told, at most {} may be held", held.at_least, bound.shown());
            if bound.number.most.is_some_and(|most| held.at_least > most) {
                return answer(class, Reason::ClassUncertain, text);
            }
            open.get_or_insert_with(|| answer(Match::Open, Reason::LimitUnknown, text));
        }
        if self.rule.only && held.at_least > 0 && is_listed != Match::Yes {
            let is = if is_listed == Match::No { Match::Yes } else { Match::Open };
            let text = format!("only what the norm lists may be held; {} is not listed", held.class);
            return answer(is, Reason::ClassUncertain, text);
        }
        open.unwrap_or_else(Answer::no)
    }

    /// Whether the count shows that there are fewer than the floor. A count of a narrower class, or in a part of the
    /// place, shows nothing of the rest.
    fn below(&self, held: &HeldCount) -> Answer {
        let Some(most) = held.at_most else { return Answer::no() };
        let mut open = None;
        for bound in self.bounds.iter().filter(|bound| bound.number.most.is_none_or(|floor| most < floor)) {
            let Some(answer) = self.short(bound, held) else { continue };
            if answer.is == Match::Yes {
                return answer;
            }
            open.get_or_insert(answer);
        }
        open.unwrap_or_else(Answer::no)
    }

    /// What the count says of one floor that it may fall short of.
    fn short(&self, bound: &Bound, held: &HeldCount) -> Option<Answer> {
        let words = &self.sitting.agreement.vocabulary;
        let is_whole_class =
            bound.of.any_of.iter().all(|test| words.is_a(test.class.as_str(), held.class.as_str()));
        if !is_whole_class {
            return None;
        }
        let most = held.at_most?;
        let text = format!("at most {most} are told, at least {} must be held", bound.shown());
        Some(if !self.sitting.is_whole(&held.place, &self.rule.place) {
            let text = format!("{text}; the source does not say that it counted the whole place");
            answer(Match::Open, Reason::PartCounted, text)
        } else if most >= bound.number.least && !bound.number.is_known() {
            answer(Match::Open, Reason::LimitUnknown, text)
        } else {
            answer(Match::Yes, Reason::PartCounted, text)
        })
    }

    /// What several hold together: for each count, with the counts of the others of the same time.
    fn together(&self, bound: &Bound, counts: &[(&'a Fact, &'a HeldCount)]) -> Vec<(Name, Episode<'a>)> {
        let counts: Vec<Part<'a>> =
            counts.iter().filter_map(|(fact, held)| self.part(bound, fact, held)).collect();
        let mut found: Vec<(Name, Episode<'a>)> = Vec::new();
        for anchor in &counts {
            let near: Vec<&Part<'a>> =
                counts.iter().filter(|other| other.fact.about.overlaps(&anchor.fact.about)).collect();
            let chosen: Vec<&Part<'a>> = self
                .instance
                .names
                .iter()
                .filter_map(|holder| {
                    let own = near.iter().copied().filter(|part| part.holder == holder);
                    if self.rule.is_floor {
                        own.min_by_key(|part| part.number)
                    } else {
                        own.max_by_key(|part| part.number)
                    }
                })
                .collect();
            let sum = chosen.iter().fold(0_u64, |sum, part| sum.saturating_add(part.number));
            let is_whole = chosen.len() == self.instance.names.len();
            let number = bound.number;
            let (is_against, is_certain) = if self.rule.is_floor {
                (is_whole && number.most.is_none_or(|most| sum < most), sum < number.least)
            } else {
                (sum > number.least, number.most.is_some_and(|most| sum > most))
            };
            // One alone that goes beyond the ceiling is a finding of its own.
            if !is_against || (chosen.len() == 1 && !self.rule.is_floor) {
                continue;
            }
            let is_same = |(_, known): &(Name, Episode<'a>)| {
                known.sightings.iter().map(|one| &one.fact.id).eq(chosen.iter().map(|part| &part.fact.id))
            };
            if !found.iter().any(is_same) {
                let limit = (!is_certain).then_some(Reason::LimitUnknown);
                found.push((episode::cause(anchor.fact), self.sum(bound, (sum, limit), &near, &chosen)));
            }
        }
        found
    }

    fn part(&self, bound: &Bound, fact: &'a Fact, held: &'a HeldCount) -> Option<Part<'a>> {
        let class = if self.rule.is_floor {
            self.short(bound, held)?
        } else {
            answer(
                self.matches(&bound.of, &held.class),
                Reason::ClassUncertain,
                format!("{} is counted", held.class),
            )
        };
        let answers = [
            class,
            self.place(fact, held),
            self.sitting.bound(fact, self.force),
            self.sitting.clock(&fact.about, self.norm.hours.as_ref()),
        ];
        let (open, steps) = scope::all(answers)?;
        let number = if self.rule.is_floor { held.at_most? } else { held.at_least };
        Some(Part { fact, holder: &held.holder, number, open, steps })
    }

    fn sum(
        &self,
        bound: &Bound,
        (sum, limit): (u64, Option<Reason>),
        near: &[&Part<'a>],
        chosen: &[&Part<'a>],
    ) -> Episode<'a> {
        let (class, shown) = (bound.class(), bound.shown());
        let text = if self.rule.is_floor {
            format!("at most {sum} {class} together, at least {shown} must be held")
        } else {
            format!("at least {sum} {class} together, at most {shown} may be held")
        };
        let open = chosen.iter().find_map(|part| part.open).or(limit);
        let sightings = chosen.iter().map(|part| Sighting {
            fact: part.fact,
            open,
            is_private: false,
            what: text.clone(),
            steps: part.steps.clone(),
        });
        // A sum is worth what its weakest part is.
        let worth = chosen.iter().map(|part| {
            let same = |other: &&&Part<'a>| other.holder == part.holder && other.number == part.number;
            let entries: Vec<Entry<'a>> =
                near.iter().filter(same).map(|other| self.sitting.entry(other.fact, self.instance)).collect();
            let grade = self.sitting.worth(&entries);
            grade.max(episode::attested(self.sitting, self.norm, self.instance, &entries))
        });
        let worth = worth.min().unwrap_or(Grade::None);
        Episode { sightings: sightings.collect(), worth: Some(worth), ..Episode::default() }
    }
}

/// What one of several holds.
struct Part<'a> {
    fact: &'a Fact,
    holder: &'a Name,
    number: u64,
    open: Option<Reason>,
    steps: Vec<Proof>,
}

fn answer(is: Match, reason: Reason, text: String) -> Answer {
    Answer { is, reason, step: Some(Proof::new(Rule::Count, text)) }
}

#[cfg(test)]
mod tests;
