//! What the voices that tell a thing are worth when put together.
//!
//! A party's word about itself, or about its adversary, is a claim however often it is said. Both sides telling the
//! same act is a joint account. Third voices count by independent origins: another voice and another means.
//!
//! A body is no side. What one party says of a body's duty is that party's claim, whether the body says it, too: a party may
//! have its own reasons to praise or to blame who watches it. What all parties of a text say of it is a joint account: they
//! are opposed to one another, and none of them says it for its own side alone.

use std::collections::BTreeSet;

use armistice_facts::{Fact, Impeachment, Manner, Name, Voice};
use armistice_terms::model::{Attestation, Attesters};

use crate::sitting::{Instance, Sitting};
use crate::{Grade, Proof, Rule, wording};

/// How a voice stands to the bearers whose conduct it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// One of the bearers.
    Own,
    /// Another party of the agreement, against a bearer that is one.
    Adverse,
    /// A party of the agreement, where no bearer is one.
    Side,
    /// Neither: a body, an outlet, a sensor of a third operator.
    Third,
    /// It speaks as a party, and is none of the agreement's.
    Stranger,
}

/// One piece of evidence.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'a> {
    /// The fact.
    pub(crate) fact: &'a Fact,
    /// How its voice stands to the bearers.
    pub(crate) relation: Relation,
    /// The impeachment that drops it to a claim.
    pub(crate) impeached: Option<&'a Fact>,
}

impl<'a> Sitting<'a> {
    /// How the voice of that name stands to the bearers.
    pub(crate) fn relation(&self, voice: &str, kind: Voice, instance: &Instance) -> Relation {
        let is_party = |name: &str| self.agreement.party(name).is_some();
        if instance.holds(voice) {
            return Relation::Own;
        }
        let party = if instance.names.iter().any(|name| is_party(name.as_str())) {
            Relation::Adverse
        } else {
            Relation::Side
        };
        if is_party(voice) {
            return party;
        }
        let members = self.agreement.bodies.iter().find(|body| body.name == *voice).map(|body| &body.members);
        match members.filter(|members| !members.is_empty()) {
            // A body made of one side only speaks for that side.
            Some(members) if members.iter().all(|member| instance.holds(member.as_str())) => Relation::Own,
            Some(members) if members.len() == 1 && members.iter().all(|member| is_party(member.as_str())) => {
                party
            }
            _ if kind == Voice::Party => Relation::Stranger,
            _ => Relation::Third,
        }
    }

    /// A fact as evidence about the bearers.
    pub(crate) fn entry(&self, fact: &'a Fact, instance: &Instance) -> Entry<'a> {
        let relation = self.relation(fact.source.voice.as_str(), fact.source.kind, instance);
        let impeached = self.impeached(fact, instance).first().map(|(by, _)| *by);
        Entry { fact, relation, impeached }
    }

    /// The impeachments of a fact that carry weight: those by its own voice, and those by a third voice that does
    /// not merely claim. A side cannot drop the evidence of others by its word alone.
    pub(crate) fn impeached(&self, fact: &Fact, instance: &Instance) -> Vec<(&'a Fact, &'a Impeachment)> {
        let carries = |by: &Fact| {
            by.source.voice == fact.source.voice
                || (self.relation(by.source.voice.as_str(), by.source.kind, instance) == Relation::Third
                    && by.source.manner != Manner::Claims)
        };
        self.docket.impeachments(fact.id.as_str()).iter().filter(|(by, _)| carries(by)).copied().collect()
    }
}

impl Entry<'_> {
    /// Whether it is worth more than a claim by itself.
    pub(crate) fn is_third(&self) -> bool {
        self.relation == Relation::Third
            && self.impeached.is_none()
            && self.fact.source.manner != Manner::Claims
    }
}

impl Sitting<'_> {
    /// What the entries are worth together, by the agreement's neutral rules.
    pub(crate) fn worth(&self, entries: &[Entry<'_>]) -> Grade {
        if has_independent_origins(entries) {
            Grade::Corroborated
        } else if entries.iter().any(Entry::is_third) || self.is_joint_account(entries) {
            Grade::Reported
        } else if entries.is_empty() {
            Grade::None
        } else {
            Grade::Claimed
        }
    }

    /// Both sides tell the same: a bearer that is a party, and another party; of a body, all parties of one text.
    fn is_joint_account(&self, entries: &[Entry<'_>]) -> bool {
        let is_party = |name: &Name| self.agreement.party(name.as_str()).is_some();
        let standing =
            || entries.iter().filter(|entry| entry.impeached.is_none() && is_party(&entry.fact.source.voice));
        let voices: BTreeSet<&Name> = standing().map(|entry| &entry.fact.source.voice).collect();
        let is = |relation: Relation| standing().any(|entry| entry.relation == relation);
        let all_tell =
            |parties: &[Name]| parties.len() > 1 && parties.iter().all(|name| voices.contains(name));
        voices.len() > 1 && is(Relation::Own)
            || is(Relation::Side) && self.agreement.instruments.iter().any(|text| all_tell(&text.parties))
    }
}

/// Whether two third voices have independent origins: another voice and another means. Where the means are not told,
/// independence is not shown.
fn has_independent_origins(entries: &[Entry<'_>]) -> bool {
    let thirds = entries.iter().filter(|entry| entry.is_third()).map(|entry| &entry.fact.source);
    let origins: BTreeSet<(&Name, &Name)> =
        thirds.filter_map(|source| Some((&source.voice, source.means.as_ref()?))).collect();
    origins.iter().any(|(voice, means)| origins.iter().any(|(other, by)| voice != other && means != by))
}

/// The names that the rule waits for, and how many of them it needs.
fn wanted<'r>(rule: &'r Attestation, others: &[&'r Name]) -> (Vec<&'r Name>, usize) {
    let all = |names: Vec<&'r Name>| {
        let number = names.len();
        (names, number)
    };
    match &rule.by {
        Attesters::AllOf(names) => all(names.iter().collect()),
        Attesters::AtLeast(number, names) => {
            (names.iter().collect(), usize::try_from(*number).unwrap_or(usize::MAX).max(1))
        }
        Attesters::OtherParty => all(others.to_vec()),
        Attesters::Named(name) => all(vec![name]),
    }
}

impl Sitting<'_> {
    /// Those of the rule that have attested. A body has attested by its own voice or by all of its members.
    pub(crate) fn attested<'r>(
        &self,
        rule: &'r Attestation,
        others: &[&'r Name],
        voices: &BTreeSet<&Name>,
    ) -> Vec<&'r Name> {
        let by_members = |name: &Name| {
            self.agreement.bodies.iter().any(|body| {
                body.name == *name
                    && !body.members.is_empty()
                    && body.members.iter().all(|member| voices.contains(member))
            })
        };
        wanted(rule, others).0.into_iter().filter(|name| voices.contains(name) || by_members(name)).collect()
    }

    /// Whether the rule of attestation is met by these voices.
    pub(crate) fn is_met(&self, rule: &Attestation, others: &[&Name], voices: &BTreeSet<&Name>) -> bool {
        let (names, number) = wanted(rule, others);
        let heard: BTreeSet<&Name> = self.attested(rule, others, voices).into_iter().collect();
        !names.is_empty() && number <= names.len() && heard.len() >= number
    }
}

/// Who still has to attest, in words.
pub(crate) fn awaited(rule: &Attestation, others: &[&Name], heard: &[&Name]) -> String {
    let (names, number) = wanted(rule, others);
    let open: Vec<&Name> = names.iter().filter(|name| !heard.contains(*name)).copied().collect();
    if number < names.len() {
        format!("{} of {}", number.saturating_sub(heard.len()), wording::list(&open))
    } else {
        wording::list(&open)
    }
}

impl Entry<'_> {
    /// The step of a proof that this entry is.
    pub(crate) fn proof(&self, sitting: &Sitting<'_>) -> Proof {
        let source = &self.fact.source;
        let standing = match self.relation {
            Relation::Own => "about itself",
            Relation::Adverse => "about the other side",
            Relation::Side => "a party about a body",
            Relation::Third => "a third voice",
            Relation::Stranger => "a party that the agreement does not know",
        };
        let manner = match source.manner {
            Manner::Claims => "claims",
            Manner::Reports => "reports",
            Manner::Attests => "attests",
        };
        let speaker = if source.speaker.is_empty() || source.speaker == source.voice.as_str() {
            source.voice.to_string()
        } else {
            format!("{} (voice of {})", source.speaker, source.voice)
        };
        let means = source.means.as_ref().map(|means| format!(", by {means}")).unwrap_or_default();
        let memory = match self.fact.certainty {
            armistice_facts::Certainty::Memory => "; the source was not read again for the record",
            _ => "",
        };
        let statement = format!(
            "{speaker} {manner} it ({standing}{means}); about {}, known {}{memory}",
            wording::when(sitting.zone(), &self.fact.about),
            wording::day(sitting.zone(), self.fact.known),
        );
        let mut proof = Proof::new(Rule::Evidence, statement).citing([&self.fact.id]);
        if let Some(by) = self.impeached {
            let text = format!(
                "from {} on this is worth no more than a claim: {} impeached it",
                wording::day(sitting.zone(), by.known),
                by.source.voice
            );
            proof = proof.resting_on([Proof::new(Rule::Impeachment, text).citing([&by.id])]);
        }
        proof
    }
}

#[cfg(test)]
mod tests;
