//! To what somebody is bound, in one or two sentences for each kind of rule.
//!
//! Every match names every kind, and every rule is taken apart field by field: a new kind or a new clause does not
//! compile before it has its sentence here and in the templates.

use armistice_facts::Name;
use armistice_terms::model::{
    Ban, Bearers, Ceiling, ClassSet, Deed, NoticeDuty, Permission, Place, Power, PowerKind, PowerTarget,
    Procedure, Rate, Rule, Upkeep,
};

use crate::voice::{Join, Voice};
use crate::words::Subject;

impl Voice<'_> {
    /// What a norm binds to, in sentences.
    pub(crate) fn rule(&self, bearers: &Bearers, rule: &Rule) -> String {
        let subject = self.subject(bearers);
        self.capital(&match rule {
            Rule::Ban(ban) => self.ban(&subject, ban),
            Rule::Upkeep(upkeep) => self.upkeep(&subject, upkeep),
            Rule::Ceiling(ceiling) => self.ceiling(&subject, ceiling),
            Rule::Rate(rate) => self.rate(&subject, rate),
            Rule::Deed(deed) => self.deed(&subject, deed),
            Rule::Notice(notice) => self.notice(&subject, notice),
            Rule::Procedure(procedure) => self.procedure(&subject, procedure),
            Rule::Permission(permission) => self.permission(&subject, permission),
            Rule::Power(power) => self.power(&subject, power),
        })
    }

    fn ban(&self, subject: &Subject, ban: &Ban) -> String {
        let Ban { verb, objects, place, purposes, except_for } = ban;
        let mut act = self.act(verb, &self.objects(objects, Join::Or));
        act.push_str(&self.in_place(place));
        act.push_str(&self.for_purposes(purposes));
        if !except_for.is_empty() {
            let purposes = self.terms(except_for, false, Join::Or);
            act.push_str(&self.say("unless-for", &[("purposes", purposes.into())]));
        }
        self.bound("rule-ban", subject, act)
    }

    fn upkeep(&self, subject: &Subject, upkeep: &Upkeep) -> String {
        let Upkeep { classes, states, place } = upkeep;
        let things = format!("{}{}", self.set(classes, Join::And), self.in_place(place));
        let states = self.terms(states, false, Join::And);
        self.say(
            "rule-upkeep",
            &[
                ("subject", subject.text.clone().into()),
                ("number", subject.number.into()),
                ("things", things.into()),
                ("states", states.into()),
            ],
        )
    }

    fn ceiling(&self, subject: &Subject, ceiling: &Ceiling) -> String {
        let Ceiling { is_floor, only, limits, as_of, place } = ceiling;
        let place = self.in_place(place);
        let mut text = match as_of {
            Some((classes, date)) => self.say(
                "rule-freeze",
                &[
                    ("subject", subject.text.clone().into()),
                    ("number", subject.number.into()),
                    ("things", self.set(classes, Join::And).into()),
                    ("place", place.into()),
                    ("date", self.date(*date).into()),
                ],
            ),
            None => self.say(
                if *is_floor { "rule-floor" } else { "rule-ceiling" },
                &[
                    ("subject", subject.text.clone().into()),
                    ("number", subject.number.into()),
                    ("limits", self.limits(limits).into()),
                    ("place", place.into()),
                ],
            ),
        };
        if *only {
            text.push(' ');
            text.push_str(&self.word("nothing-else"));
        }
        if limits.iter().any(|limit| limit.share.is_some()) {
            text.push(' ');
            text.push_str(&self.word(if *is_floor { "share-rounds-up" } else { "share-rounds-down" }));
        }
        text
    }

    fn rate(&self, subject: &Subject, rate: &Rate) -> String {
        let Rate { verb, is_floor, limit, objects, window, place } = rate;
        let mut with = vec![
            ("subject", subject.text.clone().into()),
            ("number", subject.number.into()),
            ("verb", self.rate_verb(verb.as_str(), objects).into()),
            ("place", self.in_place(place).into()),
            ("window", self.window(*window).into()),
        ];
        // "At least twice a month" counts acts of the verb itself, whatever is done with them.
        if limit.of.class == *verb && limit.of.tests.is_empty() {
            with.push(("times", limit.number.into()));
            return self.say(if *is_floor { "rule-times-floor" } else { "rule-times" }, &with);
        }
        with.push(("count", self.limit(limit).into()));
        self.say(if *is_floor { "rule-rate-floor" } else { "rule-rate" }, &with)
    }

    /// The verb of a rate, with the objects that its acts have.
    fn rate_verb(&self, verb: &str, objects: &ClassSet) -> String {
        let verb = self.term(verb, false);
        if objects.any_of.is_empty() && objects.excluding.is_empty() {
            return verb;
        }
        let objects = self.set(objects, Join::Or);
        self.say("act", &[("verb", verb.into()), ("objects", objects.into())])
    }

    fn deed(&self, subject: &Subject, deed: &Deed) -> String {
        let Deed {
            verb,
            objects,
            all_of,
            place,
            out_of,
            to,
            deadline: _,
            stages: _,
            starting_by: _,
            steps,
            permanently,
            purposes,
        } = deed;
        let things = if objects.is_empty() { self.objects(all_of, Join::And) } else { self.limits(objects) };
        let mut act = self.act(verb, &things);
        // "Withdraw beyond 25 km of the line" says where to, not where from.
        act.push_str(&match place {
            Place::Near(near) if near.is_beyond => {
                self.say("to-place", &[("place", self.place(place).into())])
            }
            _ => self.in_place(place),
        });
        if let Some(place) = out_of {
            act.push_str(&self.say("out-of", &[("place", self.place(place).into())]));
        }
        if let Some(place) = to {
            act.push_str(&self.say("to-place", &[("place", self.place(place).into())]));
        }
        act.push_str(&self.for_purposes(purposes));
        let mut text = self.bound("rule-deed", subject, act);
        if objects.iter().any(|limit| limit.share.is_some()) {
            text.push(' ');
            text.push_str(&self.word("share-rounds-up"));
        }
        if !steps.is_empty() {
            text.push(' ');
            text.push_str(&self.say("in-steps", &[("steps", self.steps(steps).into())]));
        }
        if *permanently {
            let inverse = self.agreement.vocabulary.inverse(verb.as_str());
            text.push(' ');
            text.push_str(&match inverse {
                Some(inverse) => {
                    self.say("permanently", &[("inverse", self.term(inverse.as_str(), false).into())])
                }
                None => self.word("permanently-undone"),
            });
        }
        text
    }

    fn notice(&self, subject: &Subject, notice: &NoticeDuty) -> String {
        let NoticeDuty { to, of, through, lead, stating, place } = notice;
        let of = if of.any_of.is_empty() && of.excluding.is_empty() {
            self.word("anything")
        } else {
            self.set(of, Join::Or)
        };
        let through = through.as_ref().map_or_else(String::new, |channel| {
            self.say("through", &[("means", self.term(channel.as_str(), false).into())])
        });
        let when = match lead {
            Some(length) => self.say("notice-before", &[("length", self.length(*length).into())]),
            None => self.word("notice-after"),
        };
        let mut text = self.say(
            "rule-notice",
            &[
                ("subject", subject.text.clone().into()),
                ("number", subject.number.into()),
                ("to", self.recipient(to).into()),
                ("of", of.into()),
                ("place", self.in_place(place).into()),
                ("through", through.into()),
                ("when", when.into()),
            ],
        );
        if !stating.is_empty() {
            let fields = self.terms(stating, false, Join::And);
            text.push(' ');
            text.push_str(&self.say("stating", &[("fields", fields.into())]));
        }
        text
    }

    fn procedure(&self, subject: &Subject, procedure: &Procedure) -> String {
        let Procedure { steps, upon, place } = procedure;
        let upon = upon.as_ref().map_or_else(String::new, |event| {
            self.say("procedure-upon", &[("event", self.event(event).into())])
        });
        self.say(
            "rule-procedure",
            &[
                ("subject", subject.text.clone().into()),
                ("number", subject.number.into()),
                ("steps", self.steps(steps).into()),
                ("upon", upon.into()),
                ("place", self.in_place(place).into()),
            ],
        )
    }

    fn permission(&self, subject: &Subject, permission: &Permission) -> String {
        let Permission { verb, objects, limits, place, purposes } = permission;
        let objects = if limits.is_empty() { self.objects(objects, Join::Or) } else { self.limits(limits) };
        let mut act = self.act(verb, &objects);
        act.push_str(&self.in_place(place));
        act.push_str(&self.for_purposes(purposes));
        self.bound("rule-permission", subject, act)
    }

    fn power(&self, subject: &Subject, power: &Power) -> String {
        let Power { change, over, lead, renews_for } = power;
        let over: Vec<String> = over
            .iter()
            .map(|over| match over {
                PowerTarget::Norm(name) | PowerTarget::Section(name) => name.to_string(),
                PowerTarget::Agreement => self.word("power-over-agreement"),
            })
            .collect();
        let verb = match change {
            PowerKind::Suspend => "suspend",
            PowerKind::Denounce => "denounce",
            PowerKind::Restore => "restore",
            PowerKind::Renew => "renew",
            PowerKind::Consent => "consent-to",
        };
        let act = format!("{} {}", self.term(verb, false), self.list(&over, Join::And));
        let mut said = vec![self.bound("rule-power", subject, act)];
        if let Some(length) = lead {
            said.push(self.say("power-lead", &[("length", self.length(*length).into())]));
        }
        if let Some(length) = renews_for {
            said.push(self.say("power-renews", &[("length", self.length(*length).into())]));
        }
        said.join(" ")
    }

    fn bound(&self, id: &str, subject: &Subject, act: String) -> String {
        let with = [
            ("subject", subject.text.clone().into()),
            ("number", subject.number.into()),
            ("act", act.into()),
        ];
        self.say(id, &with)
    }

    /// A verb with what it is done to; a language may have its own way to say that of a verb.
    pub(crate) fn act(&self, verb: &Name, objects: &str) -> String {
        let own = format!("act-{verb}");
        let verb = self.term(verb.as_str(), false);
        if objects.is_empty() {
            return verb;
        }
        let with = [("verb", verb.into()), ("objects", objects.into())];
        self.said(&own, &with).unwrap_or_else(|| self.say("act", &with))
    }

    /// What an act is done to; nothing where the sentence names nothing.
    pub(crate) fn objects(&self, set: &ClassSet, join: Join) -> String {
        if set.any_of.is_empty() && set.excluding.is_empty() { String::new() } else { self.set(set, join) }
    }

    /// ` in …`; nothing for a rule that holds everywhere.
    pub(crate) fn in_place(&self, place: &Place) -> String {
        match place {
            Place::Everywhere => String::new(),
            Place::AcrossLine(_) => self.say("across", &[("place", self.place(place).into())]),
            Place::Domain(_) => self.say("on-domain", &[("place", self.place(place).into())]),
            Place::Side { .. } => self.say("on-side", &[("place", self.place(place).into())]),
            // Where, cut to a side of a line: each with its own word.
            Place::And(parts) if parts.iter().any(|part| matches!(part, Place::Side { .. })) => {
                let (sides, others): (Vec<Place>, Vec<Place>) =
                    parts.iter().cloned().partition(|part| matches!(part, Place::Side { .. }));
                let others = match others.as_slice() {
                    [] => String::new(),
                    [one] => self.in_place(one),
                    _ => self.in_place(&Place::And(others)),
                };
                let sides: String = sides.iter().map(|side| self.in_place(side)).collect();
                format!("{others}{sides}")
            }
            Place::OutOf(from) => self.say("out-of", &[("place", self.place(from).into())]),
            Place::To(to) => self.say("to-place", &[("place", self.place(to).into())]),
            // Where, out of where, to where: each with its own word.
            Place::And(parts) if place.is_of_a_move() => {
                parts.iter().map(|part| self.in_place(part)).collect()
            }
            Place::Or(_)
            | Place::And(_)
            | Place::Minus(..)
            | Place::Near(_)
            | Place::Beside { .. }
            | Place::File(_)
            | Place::Height(_)
            | Place::Zone(_) => self.say("in-place", &[("place", self.place(place).into())]),
        }
    }

    /// ` for the purpose of …`; nothing where no purpose is named.
    pub(crate) fn for_purposes(&self, purposes: &[Name]) -> String {
        if purposes.is_empty() {
            return String::new();
        }
        let said = self.terms(purposes, false, Join::Or);
        self.say("for-purposes", &[("purposes", said.into()), ("count", purposes.len().into())])
    }

    /// Steps in their order.
    fn steps(&self, steps: &[Name]) -> String {
        let mut text = String::new();
        for (index, step) in steps.iter().enumerate() {
            let step = self.term(step.as_str(), false);
            text = if index == 0 {
                step
            } else {
                self.say("then-step", &[("before", text.into()), ("step", step.into())])
            };
        }
        text
    }
}
