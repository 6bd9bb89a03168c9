//! Whose word a claim is: the voices that reach it, and those carried over to it.

use super::Reader;
use crate::chunks::{Kind, Shape};
use crate::claim::{Attribution, Class, Modality};
use crate::clauses::Clause;
use crate::draft::Draft;
use crate::lexicon::{ActorKind, SpeechKind};
use crate::names::Named;
use crate::sayings::Saying;
use crate::{dates, modality};

/// `Both sides claimed that the other had fired`: each charges the other.
pub(super) fn is_mutual(voices: &[&Saying], actor: Option<&Named>) -> bool {
    voices.last().is_some_and(|saying| {
        saying.cue.starts_with("claim")
            && saying.source.id.contains('+')
            && actor.is_some_and(|actor| actor.id == saying.source.id)
    })
}

impl Reader<'_, '_, '_> {
    /// Whether what a voice does binds the clause: `urged them to leave`, `asked that they should`, `proposes that a team be sent`, `demanded
    /// that they stop shelling`.
    pub(super) fn is_bound(&self, index: usize, clause: &Clause, saying: &Saying) -> bool {
        let Some(verb) = self.sentence.verb(clause) else { return false };
        let is_asked = |clause: &Clause| {
            self.sentence.verb(clause).is_some_and(|verb| {
                let is_bare = verb.form == crate::lexicon::Form::Base
                    || self.sentence.of(clause.verb).first().is_some_and(|item| item.lower == "be");
                verb.modal.is_some() || is_bare && verb.shape == Shape::Finite
            })
        };
        let above = || modality::governor(self.sentence, index).map(|(_, above)| above);
        if saying.clause.is_some()
            && saying.kind == SpeechKind::Urge
            && (is_asked(clause) || above().is_some_and(is_asked))
        {
            return true;
        }
        saying.clause.is_some()
            && saying.clause == clause.governor
            && matches!(verb.shape, Shape::Infinitive | Shape::Ing)
    }

    /// The voices that speak a chunk, outermost first. A voice does not speak its own verb.
    pub(super) fn voices(&self, chunk: usize, index: usize) -> Vec<&Saying> {
        self.sayings.iter().filter(|saying| saying.covers(chunk) && saying.clause != Some(index)).collect()
    }

    pub(super) fn attribution(&self, saying: &Saying) -> Attribution {
        let kind = match saying.kind {
            SpeechKind::Accuse | SpeechKind::Allege => "accusation",
            SpeechKind::Deny => "denial",
            SpeechKind::Assess => "opinion",
            _ if saying.is_outer => "published",
            _ => "statement",
        };
        Attribution {
            source: saying.source.id.clone(),
            cue: saying.cue.clone(),
            text: self.context.text.get(saying.source.start..saying.source.end).map(str::to_owned),
            when: dates::of_statement(self.context.clock, self.sentence, saying.when),
            kind: kind.to_owned(),
        }
    }

    /// A sentence in quotation marks without a voice of its own is spoken by the last one; in a statement, by its issuer.
    pub(super) fn carry_voice(&self, draft: &mut Draft) {
        let is_quoted = self.context.is_quoted || matches!(self.sentence.kind(0), Some(Kind::QuoteOpen));
        if let Some((kind, voice)) = self.context.voice.as_ref().filter(|_| is_quoted) {
            draft.attribution = vec![voice.clone()];
            draft.voice = Some(*kind);
            draft.trail.push("A5");
        } else if let Some(issuer) = &self.context.issuer {
            draft.attribution = vec![Attribution {
                source: issuer.id.clone(),
                cue: "issued".to_owned(),
                text: self.context.text.get(issuer.start..issuer.end).map(str::to_owned),
                when: self.context.clock.published.map(|day| day.to_string()),
                kind: "statement".to_owned(),
            }];
            draft.voice = Some(SpeechKind::Say);
            draft.trail.push("A12");
        }
    }

    /// In a statement of one side, what the other only `claims` of it is a charge.
    pub(super) fn is_claimed_of_issuer(&self, voices: &[&Saying], actor: Option<&Named>) -> bool {
        let party = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
        let issuer = self.context.issuer.as_ref().map(|issuer| party(&issuer.id));
        let is_claim = |saying: &&Saying| saying.cue.starts_with("claim") && saying.kind == SpeechKind::Say;
        voices.last().filter(|saying| is_claim(saying)).is_some_and(|saying| {
            issuer.is_some()
                && Some(party(&saying.source.id)) != issuer
                && self.context.lexicon.kind_of(&saying.source.id) == Some(ActorKind::Party)
                && actor.map(|actor| party(&actor.id)) == issuer
        })
    }

    /// A breach that a party speaks of is one that it alleges; a mission finds it.
    pub(super) fn charged(&self, draft: &mut Draft) {
        let is_breach =
            draft.class == Class::Pact && draft.action == "violate" && draft.mode.modality == Modality::Done;
        let speaker = draft.attribution.last().map(|one| one.source.as_str());
        let is_party = speaker.is_some_and(|source| {
            self.context.lexicon.kind_of(source.split('+').next().unwrap_or_default())
                == Some(ActorKind::Party)
        });
        let is_own =
            speaker.and_then(|source| source.split('.').next()) == draft.actor_id().split('.').next();
        if is_breach && is_party && !is_own {
            draft.mode.modality = Modality::Alleged;
            draft.mode.trail.push("M4");
        }
    }
}
