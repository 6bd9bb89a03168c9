//! Rates: no more, or no fewer, than so many in a calendar period.

use std::collections::BTreeMap;

use armistice_facts::calendar::Date;
use armistice_facts::{Fact, Place as Told};
use armistice_terms::model::{ClassSet, Norm, Period, Rate};

use crate::draft::Draft;
use crate::force::Force;
use crate::scope::{self, Sighting};
use crate::sitting::{Instance, Sitting};
use crate::{Proof, Rule, monitor};

/// What one rate comes to for one instance.
///
/// Acts are counted in each calendar period; those that go beyond the limit are evidence of a breach, together with
/// those before them. That fewer were told than a floor asks for shows nothing, because nobody may have told them.
pub(crate) fn draft<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Rate,
    instance: &Instance,
    force: &Force<'a>,
) -> Draft {
    let mut periods: BTreeMap<Date, Vec<Sighting<'a>>> = BTreeMap::new();
    if !rule.is_floor {
        for (fact, act) in sitting.docket.sights.iter().filter_map(|fact| Some((*fact, scope::act(fact)?))) {
            let found = sight(sitting, norm, rule, instance, force, fact, act);
            if let (Some(sighting), Some(first)) = (found, first_day(sitting, rule.period, fact)) {
                periods.entry(first).or_default().push(sighting);
            }
        }
    }
    let over = periods.into_values().filter_map(|sightings| beyond(rule, sightings)).collect();
    monitor::draft(sitting, norm, instance, force, over)
}

fn sight<'a>(
    sitting: &Sitting<'a>,
    norm: &Norm,
    rule: &Rate,
    instance: &Instance,
    force: &Force<'a>,
    fact: &'a Fact,
    act: &'a armistice_facts::Act,
) -> Option<Sighting<'a>> {
    if !sitting.is_verb(act, &rule.verb) {
        return None;
    }
    let set = ClassSet { any_of: vec![rule.limit.of.clone()], excluding: Vec::new() };
    let place: &Told = &act.place;
    let answers = [
        sitting.actor(act, instance),
        sitting.class(&set, act),
        sitting.place(fact, place, &rule.place, &norm.label),
        sitting.bound(fact, force),
    ];
    let (open, steps) = scope::all(answers)?;
    let is_private = act.actor.standing == armistice_facts::Standing::Private;
    Some(Sighting { fact, open, is_private, what: scope::act_words(act), steps })
}

/// The last act of a period in which more was done than may be, with the count; `None` within the limit.
fn beyond<'a>(rule: &Rate, sightings: Vec<Sighting<'a>>) -> Option<Sighting<'a>> {
    let public: Vec<Sighting<'a>> = sightings.into_iter().filter(|sighting| !sighting.is_private).collect();
    let number = public.iter().map(|sighting| amount(sighting.fact)).fold(0, u64::saturating_add);
    if number <= rule.limit.number || rule.limit.is_percent {
        return None;
    }
    let open = public.iter().find_map(|sighting| sighting.open);
    let mut last = public.last()?.clone();
    let text = format!("{number} told in the period, at most {} may be", rule.limit.number);
    last.open = open;
    last.what = text.clone();
    last.steps.push(Proof::new(Rule::Count, text).citing(public.iter().map(|sighting| &sighting.fact.id)));
    Some(last)
}

/// How many things an act moved: one, if no number is told.
fn amount(fact: &Fact) -> u64 {
    let quantity = scope::act(fact).and_then(|act| act.quantity.as_ref());
    quantity.map_or(1, |quantity| u64::try_from(quantity.thousandths / 1000).unwrap_or(0).max(1))
}

/// The first day of the calendar period in which a fact falls.
fn first_day(sitting: &Sitting<'_>, period: Period, fact: &Fact) -> Option<Date> {
    let date = sitting.zone().date_of(fact.about.from);
    let (year, month, _) = date.parts();
    match period {
        Period::Day => Some(date),
        Period::Week => monday(date),
        Period::Month => Date::new(year, month, 1).ok(),
        Period::Year => Date::new(year, 1, 1).ok(),
    }
}

/// The Monday on or before a day (ISO 8601: a week begins on Monday). 1 January 2018 was one.
fn monday(date: Date) -> Option<Date> {
    let known = Date::new(2018, 1, 1).ok()?;
    let utc = armistice_facts::calendar::Zone::utc();
    let millis = utc.start_of(date).ok()?.millis() - utc.start_of(known).ok()?.millis();
    let days = millis.div_euclid(86_400_000).rem_euclid(7);
    date.plus_days(-i32::try_from(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday_before_and_after_the_known_one() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(monday(date("2018-01-07")), Some(date("2018-01-01")));
        assert_eq!(monday(date("2018-01-08")), Some(date("2018-01-08")));
        assert_eq!(monday(date("2017-12-31")), Some(date("2017-12-25")));
    }
}
