//! From the model to the exported form. Every kind is named, so that a new one does not compile before it has its form.

use armistice_terms::model::{self, Bearers, Binding, MonthEnds, PowerKind, PowerTarget, Rule, SharedBy};
use armistice_terms::monitorability;

use super::monitorable::{monitorability as seen, share};
use super::parts::{
    attestation, clock, condition, deadline, event, length, limit, moment, name, names, recipient, set,
    stage, test, window,
};
use super::places::{cardinal, file, height, place};
use super::shape;

/// The exported form of an agreement, with the blocks of words of its text.
pub(crate) fn agreement(of: &model::Agreement, words: Vec<(usize, String)>) -> shape::Agreement {
    let geometry = &of.geometry;
    shape::Agreement {
        format: shape::FORMAT,
        title: of.title.clone(),
        time_zone: of.settings.time_zone.name().to_owned(),
        month_ends: match of.settings.month_ends {
            MonthEnds::Clamp => shape::MonthEnds::Clamp,
            MonthEnds::Refused => shape::MonthEnds::Refused,
        },
        findings_need: grade(of.settings.findings_need),
        instruments: of.instruments.iter().map(|one| instrument(of, one)).collect(),
        parties: of.parties.iter().map(party).collect(),
        bodies: of.bodies.iter().map(body).collect(),
        registers: of
            .registers
            .iter()
            .map(|one| shape::Register { name: one.name.to_string(), is_complete: one.is_complete })
            .collect(),
        inventories: of.inventories.iter().map(inventory).collect(),
        points: geometry
            .points
            .iter()
            .map(|one| shape::Point { name: one.name.to_string(), lat_e7: one.lat_e7, lon_e7: one.lon_e7 })
            .collect(),
        lines: geometry.lines.iter().map(line).collect(),
        zones: geometry.zones.iter().map(zone).collect(),
        monitorable: share(monitorability::share(of)),
        sections: of.sections.iter().filter_map(section).collect(),
        norms: of.norms.iter().map(|one| norm(of, one)).collect(),
        exceptions: of.exceptions.iter().map(|one| exception(of, one)).collect(),
        decisions: of.decisions.iter().map(|one| decision(of, one)).collect(),
        no_terms: of
            .no_terms
            .iter()
            .map(|one| shape::NoTerms { section: stands(of, one.section), because: one.because.node.clone() })
            .collect(),
        words: words.into_iter().map(|(line, toml)| shape::Words { line, toml }).collect(),
    }
}

fn grade(grade: model::Grade) -> shape::Grade {
    match grade {
        model::Grade::None => shape::Grade::None,
        model::Grade::Claimed => shape::Grade::Claimed,
        model::Grade::Reported => shape::Grade::Reported,
        model::Grade::Corroborated => shape::Grade::Corroborated,
        model::Grade::Verified => shape::Grade::Verified,
    }
}

/// The id of a section, or its path where it has none.
fn stands(of: &model::Agreement, section: usize) -> String {
    of.section(section).map_or_else(String::new, |section| {
        section.id.as_ref().map_or_else(|| section.path.clone(), ToString::to_string)
    })
}

fn instrument(of: &model::Agreement, one: &model::Instrument) -> shape::Instrument {
    let model::Instrument {
        title,
        section,
        parties,
        signed,
        binding,
        authentic,
        in_force,
        ends,
        suspension_stops_clock,
    } = one;
    shape::Instrument {
        title: title.clone(),
        section: section.map(|section| stands(of, section)),
        parties: names(parties),
        signed: signed.to_string(),
        binding: binding.map(|binding| match binding {
            Binding::Politically => shape::Binding::Politically,
            Binding::Legally => shape::Binding::Legally,
        }),
        authentic: authentic.clone(),
        in_force: in_force.as_ref().map(lifecycle),
        ends: ends.as_ref().map(lifecycle),
        suspension_stops_clock: *suspension_stops_clock,
    }
}

fn lifecycle(one: &model::Lifecycle) -> shape::Lifecycle {
    let model::Lifecycle { at, upon, reading: by } = one;
    shape::Lifecycle {
        at: at.as_ref().map(moment),
        upon: upon.as_ref().map(event),
        reading: by.as_ref().map(reading),
    }
}

fn party(one: &model::Party) -> shape::Party {
    let model::Party { name, full_name, called, status } = one;
    shape::Party {
        name: name.to_string(),
        full_name: full_name.clone(),
        called: called.clone(),
        status: status.clone(),
    }
}

fn body(one: &model::Body) -> shape::Body {
    let model::Body { name, full_name, members } = one;
    shape::Body { name: name.to_string(), full_name: full_name.clone(), members: names(members) }
}

fn inventory(one: &model::Inventory) -> shape::Inventory {
    let model::Inventory { name: own, of, holders, on, by, span: _ } = one;
    shape::Inventory {
        name: own.to_string(),
        of: test(of),
        holders: names(holders),
        on: on.to_string(),
        by: name(by.as_ref()),
    }
}

fn line(one: &model::Line) -> shape::Line {
    let model::Line { name, file: path, is_series, markers_by: _, sides, accuracy_mm, span: _ } = one;
    let side = |side: &model::LineSide| shape::LineSide { side: cardinal(side.side), of: names(&side.of) };
    shape::Line {
        name: name.to_string(),
        file: file(path),
        is_series: *is_series,
        sides: sides.iter().map(side).collect(),
        accuracy_mm: *accuracy_mm,
    }
}

fn zone(one: &model::Zone) -> shape::Zone {
    let model::Zone {
        name: own,
        place: at,
        heights,
        accuracy_mm,
        reading: by,
        decided_by,
        description,
        within,
        apart_from,
        span: _,
    } = one;
    shape::Zone {
        name: own.to_string(),
        place: at.as_ref().map(place),
        heights: heights.iter().copied().map(height).collect(),
        accuracy_mm: *accuracy_mm,
        reading: by.as_ref().map(reading),
        decided_by: name(decided_by.as_ref()),
        description: description.clone(),
        within: names(within),
        apart_from: names(apart_from),
    }
}

fn section(one: &model::Section) -> Option<shape::Section> {
    Some(shape::Section {
        id: one.id.as_ref()?.to_string(),
        path: one.path.clone(),
        quotation: one.quotation.clone(),
        is_paraphrase: one.is_paraphrase,
        quotation_hash: one.quotation_hash.clone(),
        is_superseded: one.is_superseded,
    })
}

pub(crate) fn reading(one: &model::Reading) -> shape::Reading {
    let by = match one.by {
        SharedBy::Agreed => shape::SharedBy::Agreed,
        SharedBy::Unilateral => shape::SharedBy::Unilateral,
        SharedBy::Disputed => shape::SharedBy::Disputed,
    };
    shape::Reading { text: one.text.clone(), by }
}

fn norm(of: &model::Agreement, one: &model::Norm) -> shape::Norm {
    let model::Norm {
        label,
        section,
        bearers: bound,
        rule: to,
        from,
        until,
        lasts,
        hours: when,
        conditions,
        attestation: shown,
        unproven_is_violated,
        cure,
        failing_which,
        together_with,
        quoting,
        reading: by,
        replaced,
        decision,
        span: _,
    } = one;
    shape::Norm {
        label: label.to_string(),
        section: stands(of, *section),
        bearers: bearers(bound),
        rule: rule(to),
        from: from.as_ref().map(moment),
        until: until.as_ref().map(moment),
        lasts: lasts.map(length),
        hours: when.as_ref().map(hours),
        conditions: conditions.iter().map(condition).collect(),
        attestation: shown.as_ref().map(attestation),
        unproven_is_violated: *unproven_is_violated,
        cure: cure.map(length),
        failing_which: names(failing_which),
        together_with: names(together_with),
        quoting: quoting.clone(),
        reading: by.as_ref().map(reading),
        replaced: replaced
            .as_ref()
            .map(|one| shape::Replaced { by: one.by.to_string(), on: one.on.to_string() }),
        decision: decision.as_ref().map(|one| shape::Decision {
            on: one.on.to_string(),
            by: names(&one.by),
            replaces: one.replaces.to_string(),
        }),
        monitorability: monitorability::of_norm(of, one).as_ref().map(seen),
    }
}

fn decision(of: &model::Agreement, one: &model::Decision) -> shape::LaterDecision {
    let model::Decision { name, section, on, by, decides, reading: how, span: _ } = one;
    let decides = match decides {
        model::Decided::Releases { whom, from } => {
            shape::Decided::Releases { whom: names(whom), from: names(from) }
        }
        model::Decided::Moves { part, of, to } => {
            let of = of.iter().map(|one| match one {
                model::Moved::Norm(label) => label.to_string(),
                model::Moved::Agreement => "agreement".to_owned(),
            });
            let (of, to) = (of.collect(), moment(to));
            match part {
                model::Movable::End => shape::Decided::MovesEnd { of, to },
                model::Movable::Deadline => shape::Decided::MovesDeadline { of, to },
            }
        }
    };
    shape::LaterDecision {
        name: name.to_string(),
        section: stands(of, *section),
        on: on.to_string(),
        by: names(by),
        decides,
        reading: how.as_ref().map(reading),
    }
}

fn exception(of: &model::Agreement, one: &model::Exception) -> shape::Exception {
    let model::Exception {
        label,
        section,
        to,
        bearers: bound,
        verb,
        objects,
        place: at,
        purposes,
        hours: when,
        conditions,
        from,
        until,
        lasts,
        reading: by,
        span: _,
    } = one;
    shape::Exception {
        label: label.to_string(),
        section: stands(of, *section),
        to: names(to),
        bearers: bearers(bound),
        verb: verb.to_string(),
        objects: set(objects),
        place: place(at),
        purposes: names(purposes),
        conditions: conditions.iter().map(condition).collect(),
        from: from.as_ref().map(moment),
        until: until.as_ref().map(moment),
        lasts: lasts.map(length),
        hours: when.as_ref().map(hours),
        reading: by.as_ref().map(reading),
    }
}

pub(crate) fn hours(of: &model::Hours) -> shape::Hours {
    let model::Hours { is_outside, seasons } = of;
    let interval =
        |(from, until): &((u8, u8), (u8, u8))| shape::Daily { from: clock(*from), until: clock(*until) };
    let season = |model::Season { months, between, span: _ }: &model::Season| shape::Season {
        months: months.map(|(first, last)| [first, last]),
        between: between.iter().map(interval).collect(),
    };
    shape::Hours { is_outside: *is_outside, seasons: seasons.iter().map(season).collect() }
}

fn bearers(of: &Bearers) -> shape::Bearers {
    let how = match of {
        Bearers::Each(_) => shape::How::Each,
        Bearers::Jointly(_) => shape::How::Jointly,
        Bearers::Anyone(_) => shape::How::Anyone,
    };
    shape::Bearers { how, names: names(of.names()) }
}

fn rule(of: &Rule) -> shape::Rule {
    match of {
        Rule::Ban(model::Ban { verb, objects, place: at, purposes, except_for }) => shape::Rule::Ban {
            verb: verb.to_string(),
            objects: set(objects),
            place: place(at),
            purposes: names(purposes),
            except_for: names(except_for),
        },
        Rule::Upkeep(model::Upkeep { classes, states, place: at }) => {
            shape::Rule::Upkeep { classes: set(classes), states: names(states), place: place(at) }
        }
        Rule::Ceiling(model::Ceiling { is_floor, only, limits, as_of, place: at }) => shape::Rule::Ceiling {
            is_floor: *is_floor,
            only: *only,
            limits: limits.iter().map(limit).collect(),
            as_of: as_of
                .as_ref()
                .map(|(classes, date)| shape::AsOf { classes: set(classes), date: date.to_string() }),
            place: place(at),
        },
        Rule::Rate(model::Rate { verb, is_floor, limit: most, objects, window: over, place: at }) => {
            shape::Rule::Rate {
                verb: verb.to_string(),
                is_floor: *is_floor,
                limit: limit(most),
                objects: set(objects),
                window: window(*over),
                place: place(at),
            }
        }
        Rule::Deed(one) => deed(one),
        Rule::Notice(model::NoticeDuty { to, of, through, lead, stating, place: at }) => {
            shape::Rule::Notice {
                to: recipient(to),
                of: set(of),
                through: name(through.as_ref()),
                lead: lead.map(length),
                stating: names(stating),
                place: place(at),
            }
        }
        Rule::Procedure(model::Procedure { steps, upon, place: at }) => {
            shape::Rule::Procedure { steps: names(steps), upon: upon.as_ref().map(event), place: place(at) }
        }
        Rule::Permission(model::Permission { verb, objects, limits, place: at, purposes }) => {
            shape::Rule::Permission {
                verb: verb.to_string(),
                objects: set(objects),
                limits: limits.iter().map(limit).collect(),
                place: place(at),
                purposes: names(purposes),
            }
        }
        Rule::Power(one) => power(one),
    }
}

fn power(one: &model::Power) -> shape::Rule {
    let model::Power { change, over, lead, renews_for } = one;
    let change = match change {
        PowerKind::Suspend => shape::Change::Suspend,
        PowerKind::Denounce => shape::Change::Denounce,
        PowerKind::Restore => shape::Change::Restore,
        PowerKind::Renew => shape::Change::Renew,
        PowerKind::Consent => shape::Change::Consent,
    };
    let over = over.iter().map(|over| match over {
        PowerTarget::Norm(name) => shape::Over::Norm(name.to_string()),
        PowerTarget::Section(name) => shape::Over::Section(name.to_string()),
        PowerTarget::Agreement => shape::Over::Agreement,
    });
    shape::Rule::Power {
        change,
        over: over.collect(),
        lead: lead.map(length),
        renews_for: renews_for.map(length),
    }
}

fn deed(one: &model::Deed) -> shape::Rule {
    let model::Deed {
        verb,
        objects,
        all_of,
        place: at,
        out_of,
        to,
        deadline: due,
        stages,
        starting_by,
        steps,
        permanently,
        purposes,
    } = one;
    shape::Rule::Deed {
        verb: verb.to_string(),
        objects: objects.iter().map(limit).collect(),
        all_of: set(all_of),
        place: place(at),
        out_of: out_of.as_ref().map(place),
        to: to.as_ref().map(place),
        deadline: deadline(due),
        stages: stages.iter().map(stage).collect(),
        starting_by: starting_by.as_ref().map(moment),
        steps: names(steps),
        permanently: *permanently,
        purposes: names(purposes),
    }
}
