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
        if let Some(denied) = self.untrue(index, clause) {
            return Some(denied);
        }
        if verb.negated {
            return None;
        }
        match self.sentence.speech(clause) {
            Some(SpeechKind::Accuse) => self.accusation(index, clause),
            Some(SpeechKind::Deny) => self.denial(index, clause, subject),
            _ if self.is_calling_false(clause) => self.called_false(index, clause, subject),
            _ => self.observed(index, clause, subject).or_else(|| self.called_breach(index, clause, subject)),
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
            && sayings::calls_false(self.sentence, clause.verb + 1, clause.after.max(clause.verb + 3))
    }

    /// The charge that somebody calls untrue is denied by whoever does.
    fn called_false(&self, index: usize, clause: &Clause, subject: Option<&Named>) -> Option<Vec<Draft>> {
        let (start, end) = self
            .sentence
            .bytes(clause.first, self.sentence.chunks.len().min(clause.after.max(clause.verb + 3)))?;
        let judged = self.sentence.of(clause.verb + 1);
        let accusation = self.deniable(judged, start)?;
        let denier = subject.filter(|named| self.is_known(&named.id))?;
        let party = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
        // Nobody calls his own word untrue.
        let is_others =
            accusation.attribution.last().is_none_or(|voice| party(&voice.source) != party(&denier.id));
        let cue = self.sentence.verb(clause).and_then(|verb| self.sentence.items.list.get(verb.main))?;
        is_others.then(|| {
            let mut draft = accusation.clone();
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
            let items = self.sentence.of(*noun);
            let told = if is_charge(items) { self.deniable(items, start) } else { None };
            if let Some(told) = told {
                let mut draft = told.clone();
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
    fn called_breach(&self, index: usize, clause: &Clause, subject: Option<&Named>) -> Option<Vec<Draft>> {
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
                "regard",
                "consider",
                "view",
                "brand",
                "term",
                "treat",
                "qualif",
                "classif",
                "characteri",
                "decr",
            ]
            .iter()
            .any(|stem| item.lower.starts_with(stem))
        });
        let judges = !verb.copula
            && !verb.passive
            && self.sentence.items.list.get(verb.main).is_some_and(|item| {
                [
                    "regard", "consider", "view", "treat", "call", "describ", "brand", "term", "label",
                    "qualif", "classif",
                ]
                .iter()
                .any(|stem| item.lower.starts_with(stem))
            });
        if !(verb.copula || calls)
            || !matches!(
                clause.link,
                crate::clauses::Link::Main
                    | crate::clauses::Link::Participial
                    | crate::clauses::Link::Sub
                    | crate::clauses::Link::And
                    | crate::clauses::Link::Relative
            )
        {
            return None;
        }
        if self.is_any_breach(clause) {
            return None;
        }
        let noun = self.breach_noun(clause, calls)?;
        let (act, _) = slots::act_noun(self.sentence, noun)?;
        let entry = self.context.lexicon.act(act)?;
        let (start, end) = self.sentence.bytes(clause.first, clause.after.max(noun + 1))?;
        let mut draft = self.blank(entry, start, end, modality::of_clause(self.sentence, index, false));
        // `its continued presence is a violation`: whose it is, else of whoever acted last.
        let owner = self.named(&clause.subject).filter(|named| {
            self.is_known(&named.id) && matches!(named.by, By::Name | By::Adjective | By::Again)
        });
        let actor = owner.filter(|_| verb.copula || !calls).or_else(|| self.context.doer.clone());
        let voices = self.voices(clause.verb, index);
        self.fill(&mut draft, index, clause, actor, &voices);
        let judge = subject.filter(|named| judges && self.is_known(&named.id));
        if let Some(judge) = judge.filter(|judge| draft.actor_id() != judge.id) {
            self.judged_by(&mut draft, judge, verb.main);
        }
        self.charged(&mut draft);
        draft.trail.insert(0, "V7");
        draft.is_about.then(|| vec![draft])
    }

    /// `Any work there is a violation`, `for what it called a breach`: what would be one, or only a name for something.
    fn is_any_breach(&self, clause: &Clause) -> bool {
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
        is_any || is_what
    }

    /// The breach that a clause speaks of, also behind `as`.
    fn breach_noun(&self, clause: &Clause, calls: bool) -> Option<usize> {
        // `regards the fence as a breach`
        let behind_as = (clause.verb + 1..self.sentence.chunks.len().min(clause.verb + 5)).filter(|at| {
            calls
                && at.checked_sub(1).is_some_and(|before| {
                    self.sentence.of(before).first().is_some_and(|item| item.lower == "as")
                })
        });
        let is_some = |chunk: &usize| {
            self.sentence
                .of(*chunk)
                .first()
                .is_none_or(|item| !matches!(item.lower.as_str(), "any" | "every" | "no"))
        };
        clause.objects.iter().copied().chain(behind_as).filter(is_some).find(|chunk| {
            let act =
                slots::act_noun(self.sentence, *chunk).and_then(|(act, _)| self.context.lexicon.act(act));
            act.is_some_and(|act| act.action == "violate")
        })
    }

    /// `UNFICYP regards the fence as a breach`: who judges is the voice.
    fn judged_by(&self, draft: &mut Draft, judge: &Named, main: usize) {
        draft.attribution.retain(|one| one.cue != "issued" && one.source != judge.id);
        let cue = self.sentence.items.list.get(main).map_or_else(String::new, |item| item.lower.to_string());
        draft.attribution.push(self.observer(judge, cue));
        draft.voice = Some(SpeechKind::Accuse);
        draft.mode.modality = Modality::Alleged;
        draft.mode.trail.push("M4");
        draft.is_about = true;
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
        // `An army patrol was seen in the zone.`: who goes about is no act that was counted.
        let is_walking = verb.passive
            && entry.class == crate::claim::Class::Verify
            && self.named(&[noun]).is_some_and(|named| {
                let id = named.id.split('.').next().unwrap_or_default();
                self.context.lexicon.kind_of(id) == Some(crate::lexicon::ActorKind::Party)
            });
        if is_walking {
            return None;
        }
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
pub(super) fn is_charge(items: &[crate::items::Item<'_>]) -> bool {
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
