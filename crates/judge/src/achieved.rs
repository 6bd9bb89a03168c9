//! When what a norm waits for had come about: an event; or another norm fulfilled, verified, or kept for so long.

use armistice_facts::calendar::Length;
use armistice_facts::{Instant, Name};
use armistice_terms::model::{Achieved, Condition, Norm};

use crate::moment::Wait;
use crate::sitting::{Instance, Sitting};
use crate::{Grade, account};

impl Sitting<'_> {
    /// When a condition of a norm was met, for one instance.
    pub(crate) fn condition(
        &self,
        condition: &Condition,
        norm: &Norm,
        instance: &Instance,
    ) -> Result<Instant, Wait> {
        match condition {
            Condition::Upon(event) => self.event(event, norm.section, instance),
            Condition::After(label, how) => self.achieved(label, *how, instance),
        }
    }

    /// When a norm was fulfilled, verified, or kept for so long.
    pub(crate) fn achieved(&self, label: &Name, how: Achieved, instance: &Instance) -> Result<Instant, Wait> {
        let fulfilled = self.fulfilment(label.as_str(), instance)?;
        match how {
            Achieved::Fulfilled => Ok(fulfilled),
            Achieved::KeptFor(length) => self.kept_for(label, length, fulfilled, instance),
            Achieved::Verified => self.verified(label, instance),
        }
    }

    /// When a norm had been kept for so long without a breach: each breach before the end begins the time anew.
    fn kept_for(
        &self,
        label: &Name,
        length: Length,
        from: Instant,
        instance: &Instance,
    ) -> Result<Instant, Wait> {
        let norm = self.agreement.norm(label.as_str());
        let mut breaches: Vec<Instant> = norm
            .map(|norm| self.breaches_beside(norm, instance).iter().map(|breach| breach.at).collect())
            .unwrap_or_default();
        breaches.sort_unstable();
        let mut until = self.zone().later(from, length)?;
        for breach in breaches.into_iter().filter(|breach| *breach >= from) {
            if breach >= until {
                break;
            }
            until = self.zone().later(breach, length)?;
        }
        Ok(until)
    }

    /// When the last of the instances beside this one was verified by the agreement's own rule.
    fn verified(&self, label: &Name, instance: &Instance) -> Result<Instant, Wait> {
        let wait = || Wait::For(format!("the verification of {label}"));
        let norm = self.agreement.norm(label.as_str()).ok_or_else(wait)?;
        let mut latest = None;
        for one in self.instances_beside(norm, instance) {
            let account = account::of(self, norm, &one);
            let at = account.verified.filter(|_| account.grade == Grade::Verified).ok_or_else(wait)?;
            latest = latest.max(Some(at));
        }
        latest.ok_or_else(wait)
    }
}
