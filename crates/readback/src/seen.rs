//! Which kinds of observation could ever show that a norm is broken, and which that it is kept.

use armistice_terms::model::Norm;
use armistice_terms::monitorability::{self, Observation, Part, PartOf, Showing, Visibility};

use crate::voice::{Join, Voice, code};

impl Voice<'_> {
    /// What could be seen of a norm; nothing of one that can never be broken.
    pub(crate) fn seen(&self, norm: &Norm) -> Option<String> {
        let found = monitorability::of_norm(self.agreement, norm)?;
        let mut said = self.breach(&found.breach);
        let kept = self.observations(found.fulfilment.by());
        said.push(match (found.fulfilment.visibility(), found.fulfilment.lacking(Visibility::Never)) {
            (Visibility::Never, Some(Part { of: PartOf::Condition(_), .. })) => {
                self.word("seen-kept-condition")
            }
            (Visibility::Never, _) => self.word("seen-kept-never"),
            (Visibility::Word | Visibility::Seen, _) => self.say("seen-kept", &[("by", kept.into())]),
        });
        Some(said.join(" "))
    }

    fn breach(&self, showing: &Showing) -> Vec<String> {
        if let Some(part) = showing.lacking(Visibility::Never) {
            return vec![self.say("seen-never", &[("why", self.missing(&part.of).into())])];
        }
        let mut said = vec![self.say("seen-breach", &[("by", self.observations(showing.by()).into())])];
        for Part { of, by, is_word: _ } in showing.parts.iter().skip(1) {
            let with = [("what", self.besides(of).into()), ("by", self.observations(by.iter()).into())];
            said.push(self.say("seen-besides", &with));
        }
        if showing.visibility() == Visibility::Word {
            said.push(self.word("seen-word"));
        }
        said
    }

    fn observations<'o>(&self, by: impl Iterator<Item = &'o Observation>) -> String {
        let by: Vec<String> = by
            .map(|one| match one {
                Observation::Means(name) => self.term(name.as_str(), false),
                Observation::Attestation => self.word("seen-by-attestation"),
                Observation::Word(name) => self.say("seen-by-word", &[("who", self.actor(name).into())]),
                Observation::Register(name) => {
                    self.say("seen-by-register", &[("register", code(name.as_str()).into())])
                }
                Observation::LateNotice => self.word("seen-by-late-notice"),
                Observation::Lapse => self.word("seen-by-lapse"),
                Observation::Watching(percent) => {
                    self.say("seen-by-watching", &[("percent", self.number(*percent).into())])
                }
            })
            .collect();
        self.list(&by, Join::Or)
    }

    /// What has to be shown besides.
    fn besides(&self, of: &PartOf) -> String {
        match of {
            PartOf::Attribute(name) => {
                self.say("besides-attribute", &[("attribute", self.term(name.as_str(), false).into())])
            }
            PartOf::Purpose => self.word("besides-purpose"),
            PartOf::Absence => self.word("besides-absence"),
            PartOf::Condition(_) => self.word("besides-condition"),
            PartOf::Refusal => self.word("besides-refusal"),
            PartOf::Place(_) | PartOf::Matter | PartOf::Everything => self.word("besides-matter"),
        }
    }

    /// Why nothing can show a breach.
    fn missing(&self, of: &PartOf) -> String {
        match of {
            PartOf::Attribute(name) => {
                self.say("missing-attribute", &[("attribute", self.term(name.as_str(), false).into())])
            }
            PartOf::Purpose => self.word("missing-purpose"),
            PartOf::Place(zone) => self.say("missing-place", &[("zone", code(zone.as_str()).into())]),
            PartOf::Absence => self.word("missing-absence"),
            PartOf::Condition(_) => self.word("missing-condition"),
            PartOf::Matter | PartOf::Refusal | PartOf::Everything => self.word("missing-matter"),
        }
    }
}
