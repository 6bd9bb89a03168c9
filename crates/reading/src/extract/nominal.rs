//! Claims that stand in a noun: what somebody is accused of, what is denied, what was counted by an observer.

use super::Reader;
use crate::chunks::Kind;
use crate::claim::Modality;
use crate::clauses::Clause;
use crate::draft::Draft;
use crate::lexicon::{Sense, SpeechKind};
use crate::modality::{self, Mode};
use crate::names::{By, Named};
use crate::{sayings, slots};

/// Nouns that only repeat what was said against somebody.
const CHARGES: [&str; 30] = [
    "charge",
    "charges",
    "accusation",
    "accusations",
    "allegation",
    "allegations",
    "claim",
    "claims",
    "report",
    "reports",
    "assertion",
    "that",
    "this",
    "it",
    "these",
    "those",
    "account",
    "accounts",
    "version",
    "story",
    "suggestion",
    "suggestions",
    "assertions",
    "contention",
    "rumour",
    "rumours",
    "rumor",
    "rumors",
    "narrative",
    "insinuation",
];

impl Reader<'_, '_, '_> {
    /// The claims of a clause whose verb only says something of a noun; none if it is another kind of clause.
    pub(super) fn nominal(
        &self,
        index: usize,
        clause: &Clause,
        subject: Option<&Named>,
    ) -> Option<Vec<Draft>> {
        let verb = self.sentence.verb(clause)?;
        if verb.negated {
            return None;
        }
        match self.sentence.speech(clause) {
            Some(SpeechKind::Accuse) => self.accusation(index, clause),
            Some(SpeechKind::Deny) => self.denial(index, clause, subject),
            _ if self.is_calling_false(clause) => self.called_false(index, clause, subject),
            _ => self.observed(index, clause, subject).or_else(|| self.called_breach(index, clause)),
        }
    }

    /// `accused Israel of 1,200 breaches`, `condemned the strike`.
    fn accusation(&self, index: usize, clause: &Clause) -> Option<Vec<Draft>> {
        let saying = self.sayings.iter().find(|saying| saying.clause == Some(index))?;
        let behind = clause.preps.iter().filter(|(prep, _)| {
            matches!(self.sentence.kind(*prep), Some(Kind::Of))
                || self
                    .sentence
                    .of(*prep)
                    .first()
                    .is_some_and(|item| matches!(item.lower.as_str(), "for" | "over"))
        });
        let nouns = behind.map(|(_, noun)| *noun).chain(clause.objects.iter().copied());
        let mut found = Vec::new();
        for noun in nouns {
            let Some((act, _)) = slots::act_noun(self.sentence, noun) else { continue };
            let Some(entry) = self.context.lexicon.act(act) else { continue };
            let own = self.named(&[noun]).filter(|named| !matches!(named.by, By::Unnamed));
            let target = saying
                .target
                .clone()
                .filter(|target| target.by != By::Unnamed && !clause.objects.contains(&noun));
            let actor = self.blamed_on(clause).or(target).or(own);
            let mut mode = Mode::done();
            mode.modality = Modality::Alleged;
            mode.trail.push("M4");
            let (start, end) = self.sentence.bytes(clause.verb, clause.after)?;
            let mut draft = self.blank(entry, start, end, mode);
            draft.quantity = slots::quantity(self.context.lexicon, self.context.text, self.sentence, noun);
            draft.place = slots::place(self.context.lexicon, self.context.text, self.sentence, clause);
            let mut voices = self.voices(clause.verb, index);
            voices.push(saying);
            self.fill(&mut draft, index, clause, actor, &voices);
            draft.trail.insert(0, "V4");
            found.push(draft);
            break;
        }
        (!found.is_empty()).then_some(found)
    }

    /// `blamed the shelling on the army`: who stands behind `on`.
    fn blamed_on(&self, clause: &Clause) -> Option<Named> {
        let main = self.sentence.verb(clause).and_then(|verb| self.sentence.items.list.get(verb.main))?;
        let is_blame = main.lower.starts_with("blam") || main.lower.starts_with("pin");
        let is_on = |prep: usize| self.sentence.of(prep).first().is_some_and(|item| item.lower == "on");
        let mut behind = clause.preps.iter().filter(|(prep, _)| is_blame && is_on(*prep));
        behind.find_map(|(_, noun)| self.named(&[*noun]).filter(|named| self.is_known(&named.id)))
    }

    /// `called the accusation laughable`, `describes this as a fabrication`
    fn is_calling_false(&self, clause: &Clause) -> bool {
        const CALLS: [&str; 9] =
            ["call", "describ", "brand", "label", "term", "dub", "characteri", "regard", "consider"];
        let main = self.sentence.verb(clause).filter(|verb| !verb.passive);
        let main = main.and_then(|verb| self.sentence.items.list.get(verb.main));
        main.is_some_and(|item| CALLS.iter().any(|stem| item.lower.starts_with(stem)))
            && sayings::calls_false(self.sentence, clause.verb + 1, clause.after)
    }

    /// The charge that somebody calls untrue is denied by whoever does.
    fn called_false(&self, index: usize, clause: &Clause, subject: Option<&Named>) -> Option<Vec<Draft>> {
        let accusation = self.context.accusation.as_ref()?;
        let denier = subject.filter(|named| self.is_known(&named.id))?;
        let party = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
        // Nobody calls his own word untrue.
        let is_others =
            accusation.attribution.last().is_none_or(|voice| party(&voice.source) != party(&denier.id));
        let (start, end) = self.sentence.bytes(clause.first, clause.after)?;
        let cue = self.sentence.verb(clause).and_then(|verb| self.sentence.items.list.get(verb.main))?;
        is_others.then(|| {
            let mut draft = Draft::clone(accusation);
            draft.zone = self.context.zone;
            draft.clause = index;
            (draft.start, draft.end) = (start, end);
            draft.mode = Mode::done();
            draft.mode.modality = Modality::Denied;
            draft.attribution = vec![self.observer(denier, cue.lower.to_string())];
            if let Some(voice) = draft.attribution.last_mut() {
                voice.kind = "denial".to_owned();
            }
            draft.voice = Some(SpeechKind::Deny);
            draft.trail = vec!["V5", "A8", "M3"];
            vec![draft]
        })
    }

    /// `denied the attack`, `dismissed the charge as groundless`: the denied is the claim, the denier its innermost voice.
    fn denial(&self, index: usize, clause: &Clause, subject: Option<&Named>) -> Option<Vec<Draft>> {
        let has_content = self.sentence.clauses.get(index + 1).is_some_and(|next| {
            next.governor == Some(index)
                || self.sentence.kind(clause.after).is_some_and(|kind| matches!(kind, Kind::That))
        });
        if has_content && clause.objects.is_empty() {
            return None;
        }
        // `a charge that the ministry dismissed`
        let charge = charge_before(self, clause);
        let own = clause.subject.iter().filter(|_| clause.objects.is_empty());
        let behind = clause.preps.iter().map(|(_, noun)| noun);
        let objects = charge.iter().chain(&clause.objects).chain(own).chain(behind);
        let first = charge_before(self, clause).unwrap_or(clause.first);
        let (start, end) = self.sentence.bytes(first, clause.after)?;
        let mut mode = Mode::done();
        mode.modality = Modality::Denied;
        mode.trail.push("M3");
        let saying = self.sayings.iter().find(|saying| saying.clause == Some(index));
        let mut voices = self.voices(clause.verb, index);
        voices.extend(saying);
        // `denied the claim that …`: the words behind tell what is denied.
        let is_told = (clause.verb..clause.after + 1)
            .any(|at| matches!(self.sentence.kind(at), Some(Kind::That)))
            || self.sentence.clauses.iter().any(|other| {
                sayings::is_below_told(self.sentence, other.first).is_some() && other.verb > clause.verb
            });
        if is_told && charge.is_none() {
            return None;
        }
        for noun in objects {
            let is_charge = is_charge(self.sentence.of(*noun));
            if let (true, Some(accusation)) = (is_charge, &self.context.accusation) {
                let mut draft = Draft::clone(accusation);
                draft.zone = self.context.zone;
                (draft.start, draft.end) = (start, end);
                draft.mode = mode;
                voices.dedup_by_key(|saying| saying.source.id.clone());
                draft.attribution = voices.iter().map(|saying| self.attribution(saying)).collect();
                draft.voice = Some(SpeechKind::Deny);
                draft.trail = vec!["V5", "A8", "M3"];
                return Some(vec![draft]);
            }
            let Some(entry) =
                slots::act_noun(self.sentence, *noun).and_then(|(act, _)| self.context.lexicon.act(act))
            else {
                continue;
            };
            let actor =
                self.named(&[*noun]).filter(|named| named.by != By::Unnamed).or_else(|| subject.cloned());
            let mut draft = self.blank(entry, start, end, mode);
            draft.place = slots::place(self.context.lexicon, self.context.text, self.sentence, clause);
            self.fill(&mut draft, index, clause, actor, &voices);
            draft.trail.insert(0, "V5");
            return Some(vec![draft]);
        }
        None
    }

    /// `This is a clear violation of the agreement`, `calling it a breach`: of what was told last.
    fn called_breach(&self, index: usize, clause: &Clause) -> Option<Vec<Draft>> {
        let verb = self.sentence.verb(clause)?;
        let calls = self.sentence.items.list.get(verb.main).is_some_and(|item| {
            [
                "call",
                "describ",
                "denounc",
                "condemn",
                "label",
                "constitut",
                "represent",
                "amount to",
                "amounts to",
                "amounted to",
            ]
            .iter()
            .any(|stem| item.lower.starts_with(stem))
        });
        if !(verb.copula || calls)
            || !matches!(
                clause.link,
                crate::clauses::Link::Main | crate::clauses::Link::Participial | crate::clauses::Link::Sub
            )
        {
            return None;
        }
        // `Any work there is a violation` says what would be one.
        let is_any =
            clause.subject.first().and_then(|chunk| self.sentence.of(*chunk).first()).is_some_and(|item| {
                matches!(
                    item.lower.as_str(),
                    "any" | "every" | "such" | "each" | "whoever" | "whatever" | "a" | "an"
                )
            }) || (0..clause.verb).any(|at| {
                self.sentence
                    .of(at)
                    .first()
                    .is_some_and(|item| matches!(item.lower.as_str(), "any" | "every" | "whoever"))
            });
        // `for what it called a breach`: only a name for something.
        let is_what = clause
            .first
            .checked_sub(1)
            .is_some_and(|before| self.sentence.of(before).last().is_some_and(|item| item.lower == "what"));
        if is_any || is_what {
            return None;
        }
        let noun = clause.objects.iter().copied().find(|chunk| {
            let act =
                slots::act_noun(self.sentence, *chunk).and_then(|(act, _)| self.context.lexicon.act(act));
            act.is_some_and(|act| act.action == "violate")
        })?;
        let (act, _) = slots::act_noun(self.sentence, noun)?;
        let entry = self.context.lexicon.act(act)?;
        let (start, end) = self.sentence.bytes(clause.first, clause.after)?;
        let mut draft = self.blank(entry, start, end, modality::of_clause(self.sentence, index, false));
        // `its continued presence is a violation`: whose it is, else of whoever acted last.
        let owner = self.named(&clause.subject).filter(|named| {
            self.is_known(&named.id) && matches!(named.by, By::Name | By::Adjective | By::Again)
        });
        let actor = owner.filter(|_| verb.copula || !calls).or_else(|| self.context.doer.clone());
        let voices = self.voices(clause.verb, index);
        self.fill(&mut draft, index, clause, actor, &voices);
        self.charged(&mut draft);
        draft.trail.insert(0, "V7");
        draft.is_about.then(|| vec![draft])
    }

    /// `recorded 284 explosions`: what was counted is the claim, who counted its voice.
    fn observed(&self, index: usize, clause: &Clause, subject: Option<&Named>) -> Option<Vec<Draft>> {
        let senses = self.sentence.senses(clause);
        let detects = senses.iter().any(|sense| matches!(sense, Sense::Act(act, _) if self.context.lexicon.act(*act).is_some_and(|act| act.action == "detect")));
        let says = matches!(self.sentence.speech(clause), Some(SpeechKind::Say));
        let verb = self.sentence.verb(clause)?;
        if !(detects || says) || !self.may_claim(index, clause) {
            return None;
        }
        let nouns = if verb.passive { &clause.subject } else { &clause.objects };
        let noun = *nouns.first()?;
        let (act, _) = slots::act_noun(self.sentence, noun)?;
        let entry = self.context.lexicon.act(act).filter(|act| act.action != "detect")?;
        // `said of the attack that …` counts nothing; `reported clashes` does.
        let content =
            self.sayings.iter().find(|saying| saying.clause == Some(index)).map(|saying| saying.from);
        if says && !detects && content.is_some_and(|from| from <= noun) {
            return None;
        }
        let (start, end) = self.sentence.bytes(clause.first, clause.after)?;
        let mode = modality::of_clause(self.sentence, index, false);
        let mut draft = self.blank(entry, start, end, mode);
        draft.quantity = slots::quantity(self.context.lexicon, self.context.text, self.sentence, noun);
        draft.place = slots::place(self.context.lexicon, self.context.text, self.sentence, clause);
        let actor = self
            .named(&clause.agent)
            .filter(|_| !verb.passive)
            .or_else(|| self.by_subject(clause).filter(|_| verb.passive))
            .or_else(|| self.named(&[noun]).filter(|named| self.is_known(&named.id)));
        let voices = self.voices(clause.verb, index);
        self.fill(&mut draft, index, clause, actor, &voices);
        let observer = if verb.passive { self.named(&clause.agent) } else { subject.cloned() };
        if let Some(observer) = observer {
            draft.is_about |= self.is_known(&observer.id);
            let cue = self
                .sentence
                .items
                .list
                .get(verb.main)
                .map_or_else(String::new, |item| item.lower.to_string());
            draft.attribution.retain(|one| one.cue != "issued");
            if !draft.attribution.iter().any(|one| one.source == observer.id) {
                draft.attribution.push(self.observer(&observer, cue));
            }
            draft.voice = Some(SpeechKind::Say);
        }
        draft.trail.insert(0, "V6");
        let listed = self.listed(clause, &draft);
        Some(std::iter::once(draft).chain(listed).collect())
    }
}

/// `the charge`, `all of this`, `it`: a noun group that stands for what was said against somebody. A pronoun stands alone.
fn is_charge(items: &[crate::items::Item<'_>]) -> bool {
    const PRONOUNS: [&str; 5] = ["this", "it", "these", "those", "that"];
    let is_pronoun = |item: &crate::items::Item<'_>| PRONOUNS.contains(&item.lower.as_str());
    items.iter().any(|item| CHARGES.contains(&item.lower.as_str()) && !is_pronoun(item))
        || items.last().is_some_and(is_pronoun)
}

/// The charge before a relative clause: `a charge that the ministry dismissed`.
fn charge_before(reader: &Reader<'_, '_, '_>, clause: &Clause) -> Option<usize> {
    let is_charge = |chunk: &usize| {
        let mut items = reader.sentence.of(*chunk).iter();
        items.any(|item| CHARGES.get(..12).unwrap_or_default().contains(&item.lower.as_str()))
    };
    (clause.first.saturating_sub(2)..clause.first).find(is_charge).filter(|_| clause.objects.is_empty())
}
