//! The parts of sentences: lengths of time, sets of classes, moments, conditions, rules of attestation.

use armistice_facts::Name;
use armistice_facts::calendar::{Length, Unit};
use armistice_terms::ast::Value;
use armistice_terms::model::{
    self, Achieved, Attesters, ClassSet, ClassTest, Comparison, Condition, Counting, Deadline, Event, Limit,
    Moment, MomentBase, Period, Recipient, Share, Stage, Window,
};

use super::shape;

pub(super) fn names(names: &[Name]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

pub(super) fn name(name: Option<&Name>) -> Option<String> {
    name.map(ToString::to_string)
}

pub(super) fn clock((hour, minute): (u8, u8)) -> String {
    format!("{hour:02}:{minute:02}")
}

pub(super) fn window(of: Window) -> shape::Window {
    match of {
        Window::Period(each) => shape::Window::Period { period: period(each) },
        Window::Rolling(any) => shape::Window::Rolling { length: length(any) },
        Window::AtOnce => shape::Window::AtOnce,
    }
}

pub(super) fn period(of: Period) -> shape::Period {
    match of {
        Period::Day => shape::Period::Day,
        Period::Week => shape::Period::Week,
        Period::Month => shape::Period::Month,
        Period::Quarter => shape::Period::Quarter,
        Period::Year => shape::Period::Year,
    }
}

pub(super) fn limit(of: &Limit) -> shape::Limit {
    let Limit { number, share, of } = of;
    let share = share.as_ref().map(|share| {
        let Share { parts, inventory } = share;
        shape::Share { parts: *parts, inventory: inventory.to_string() }
    });
    shape::Limit { number: *number, share, of: test(of) }
}

pub(super) fn stage(of: &Stage) -> shape::Stage {
    let Stage { owed, deadline: due } = of;
    shape::Stage { owed: limit(owed), deadline: deadline(due) }
}

pub(super) fn set(of: &ClassSet) -> shape::ClassSet {
    let ClassSet { any_of, excluding } = of;
    shape::ClassSet {
        any_of: any_of.iter().map(test).collect(),
        excluding: excluding.iter().map(test).collect(),
    }
}

pub(super) fn test(of: &ClassTest) -> shape::ClassTest {
    let ClassTest { class, any, tests } = of;
    let tests = tests.iter().map(|one| shape::Test {
        attribute: one.attribute.to_string(),
        comparison: match one.comparison {
            Comparison::AtLeast => shape::Comparison::AtLeast,
            Comparison::AtMost => shape::Comparison::AtMost,
            Comparison::Above => shape::Comparison::Above,
            Comparison::Below => shape::Comparison::Below,
            Comparison::Is => shape::Comparison::Is,
        },
        value: match &one.value {
            Value::Number(number) => shape::Value::Thousandths(*number),
            Value::Length(length) => shape::Value::Millimetres(*length),
            Value::Duration(one) => shape::Value::Duration(length(*one)),
            Value::Name(name) => shape::Value::Name(name.clone()),
            Value::Text(text) => shape::Value::Text(text.clone()),
        },
    });
    shape::ClassTest { class: class.to_string(), any: *any, tests: tests.collect() }
}

pub(super) fn length(of: Length) -> shape::Length {
    let unit = match of.unit {
        Unit::Minute => shape::Unit::Minute,
        Unit::Hour => shape::Unit::Hour,
        Unit::Day => shape::Unit::Day,
        Unit::Week => shape::Unit::Week,
        Unit::Month => shape::Unit::Month,
        Unit::Year => shape::Unit::Year,
    };
    shape::Length { amount: of.amount, unit }
}

pub(super) fn deadline(of: &Deadline) -> shape::Deadline {
    match of {
        Deadline::By(by) => shape::Deadline::By { moment: moment(by) },
        Deadline::Within { length: long, counting, from } => shape::Deadline::Within {
            length: length(*long),
            counts_first: *counting == Counting::Beginning,
            from: moment(from),
        },
        Deadline::Before(long, at) => {
            shape::Deadline::Before { length: length(*long), moment: at.as_ref().map(moment) }
        }
        Deadline::EveryYear { month, day } => shape::Deadline::EveryYear { month: *month, day: *day },
        Deadline::Every { length: long, from } => {
            shape::Deadline::Every { length: length(*long), from: moment(from) }
        }
        Deadline::WithoutDelay => shape::Deadline::WithoutDelay,
    }
}

pub(super) fn moment(of: &Moment) -> shape::Moment {
    let base = match &of.base {
        MomentBase::Day(date) => shape::MomentBase::Day { date: date.to_string() },
        MomentBase::Instant(at) => shape::MomentBase::Instant { at: at.to_string() },
        MomentBase::Signature => shape::MomentBase::Signature,
        MomentBase::InForce => shape::MomentBase::InForce,
        MomentBase::Fulfilment(norm) => shape::MomentBase::Fulfilment { norm: norm.to_string() },
        MomentBase::Violation(norm) => shape::MomentBase::Violation { norm: norm.to_string() },
        MomentBase::Trigger => shape::MomentBase::Trigger,
        MomentBase::EndOf(one) => shape::MomentBase::EndOf { period: period(*one) },
    };
    shape::Moment { base, plus: of.plus.map(length) }
}

pub(super) fn condition(of: &Condition) -> shape::Condition {
    match of {
        Condition::Upon(one) => shape::Condition::Upon { event: event(one) },
        Condition::After(norm, achieved) => {
            let norm = norm.to_string();
            match achieved {
                Achieved::Verified => shape::Condition::Verified { norm },
                Achieved::Fulfilled => shape::Condition::Fulfilled { norm },
                Achieved::KeptFor(long) => shape::Condition::KeptFor { norm, length: length(*long) },
            }
        }
    }
}

pub(super) fn event(of: &Event) -> shape::Event {
    match of {
        Event::PriorNotice { to, through, lead } => shape::Event::PriorNotice {
            to: recipient(to),
            through: name(through.as_ref()),
            lead: lead.map(length),
        },
        Event::Consent(of) => shape::Event::Consent { of: recipient(of) },
        Event::Request(of) => shape::Event::Request { of: recipient(of) },
        Event::Violation { of, by_other } => {
            shape::Event::Violation { norm: of.to_string(), by_other_party: *by_other }
        }
        Event::Fulfilment(norm) => shape::Event::Fulfilment { norm: norm.to_string() },
        Event::NoticeUnder(norm) => shape::Event::NoticeUnder { norm: norm.to_string() },
        Event::Other(name, by) => {
            shape::Event::Other { name: name.to_string(), by: by.as_ref().map(recipient) }
        }
    }
}

pub(super) fn recipient(of: &Recipient) -> shape::Recipient {
    match of {
        Recipient::OtherParty => shape::Recipient::OtherParty,
        Recipient::Named(who) => shape::Recipient::Named { names: names(who) },
    }
}

pub(super) fn attestation(of: &model::Attestation) -> shape::Attestation {
    let model::Attestation { by, through, within, coverage_percent, span: _ } = of;
    let (at_least, who, by_other_party) = match by {
        Attesters::AllOf(who) => (u64::try_from(who.len()).unwrap_or(u64::MAX), names(who), false),
        Attesters::AtLeast(number, who) => (*number, names(who), false),
        Attesters::OtherParty => (1, Vec::new(), true),
        Attesters::Named(who) => (1, vec![who.to_string()], false),
    };
    shape::Attestation {
        at_least,
        by: who,
        by_other_party,
        through: names(through),
        within: within.as_ref().map(|(long, from)| shape::Deadline::Within {
            length: length(*long),
            counts_first: false,
            from: moment(from),
        }),
        coverage_percent: *coverage_percent,
    }
}
