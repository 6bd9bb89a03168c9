//! Who did it, where the subject is not who did it: passives, deeds told by their noun, what binds both sides.

use super::Reader;
use crate::claim::{Class, Polarity};
use crate::clauses::Clause;
use crate::draft::Draft;
use crate::lexicon::{Act, ActorKind, Effect, Part, SpeechKind};
use crate::modality;
use crate::names::{By, Gender, Named};
use crate::slots;

impl Reader<'_, '_, '_> {
    /// The other of two parties.
    pub(super) fn other_side(&self, named: &Named) -> Option<Named> {
        let lexicon = self.context.lexicon;
        let own = named.id.split('.').next().unwrap_or_default();
        let parties: Vec<&String> = lexicon
            .agreement
            .parties
            .iter()
            .filter(|id| lexicon.kind_of(id) == Some(ActorKind::Party))
            .collect();
        let other = parties
            .iter()
            .find(|id| id.as_str() != own)
            .filter(|_| parties.len() == 2 && parties.iter().any(|id| id.as_str() == own))?;
        Some(Named { id: (*other).clone(), by: By::Again, ..named.clone() })
    }

    /// Who does what is done to the subject: behind `by`, or whoever owns the act `in` which it was done.
    pub(super) fn agent(&self, clause: &Clause) -> Option<Named> {
        match clause.agent.is_empty() {
            // `shells fired from the coast of the North`: from whose ground it came.
            true => self.doer(clause).or_else(|| self.ground_of(clause)),
            false => {
                let agent = self.named(&clause.agent);
                agent
                    .clone()
                    .filter(|named| self.is_known(&named.id))
                    .or_else(|| self.ground_of(clause))
                    .or_else(|| {
                        let is_armed = self.is_armed(&clause.agent, agent.as_ref());
                        self.host(clause).filter(|_| is_armed)
                    })
                    .or(agent)
            }
        }
    }

    /// `came under shelling`, `suffered an attack`: whoever is told first does nothing.
    pub(super) fn undergoes(&self, clause: &Clause) -> bool {
        if clause.objects.iter().any(|chunk| {
            self.sentence
                .of(*chunk)
                .iter()
                .any(|item| matches!(item.lower.as_str(), "target" | "victim" | "scene"))
        }) && self.sentence.verb(clause).is_some_and(|verb| verb.copula)
        {
            return true;
        }
        const UNDERGOES: [&str; 11] = [
            "come under",
            "came under",
            "comes under",
            "coming under",
            "sustain",
            "suffer",
            "receiv",
            "endur",
            "experienc",
            "undergo",
            "underwent",
        ];
        const SEES: [&str; 8] =
            ["face", "faces", "faced", "draw", "drew", "incur", "incurred", "was met with"];
        let main = self.sentence.verb(clause).and_then(|verb| self.sentence.items.list.get(verb.main));
        main.is_some_and(|item| {
            UNDERGOES.iter().any(|stem| item.lower.starts_with(stem))
                || item.lower.ends_with("subjected to")
                || SEES.contains(&item.lower.as_str())
        })
    }

    /// Who does what the subject undergoes: named beside the noun of the act, behind `by` or `from`.
    pub(super) fn inflictor(&self, clause: &Clause) -> Option<Named> {
        let noun = clause.objects.iter().find(|chunk| slots::act_noun(self.sentence, **chunk).is_some());
        self.named(&clause.agent)
            .or_else(|| noun.and_then(|chunk| self.named(&[*chunk])))
            .filter(|named| self.is_known(&named.id))
            .or_else(|| self.ground_of(clause))
    }

    /// The party from whose ground a shot came.
    pub(super) fn ground_of(&self, clause: &Clause) -> Option<Named> {
        self.ground_among(clause.preps.iter().copied())
    }

    /// The party from whose ground something came, by a `from` among prepositions with their nouns.
    fn ground_among(&self, preps: impl Iterator<Item = (usize, usize)>) -> Option<Named> {
        // `came from a wedding and not from the army`
        let is_not = |prep: usize| {
            prep.checked_sub(1)
                .and_then(|before| self.sentence.of(before).last())
                .is_some_and(|item| item.part(Part::Not))
        };
        let is_from = |prep: usize| {
            self.sentence.of(prep).first().is_some_and(|item| item.lower == "from") && !is_not(prep)
        };
        let mut grounds =
            preps.filter(|(prep, _)| is_from(*prep) && !self.is_distance(*prep)).map(|(_, noun)| noun);
        let parties = &self.context.lexicon.agreement.parties;
        let is_party = |id: &&String| self.context.lexicon.kind_of(id) == Some(ActorKind::Party);
        let are_many = parties.iter().filter(is_party).count() > 2;
        grounds.find_map(|noun| {
            // Where more than two fight, what comes out of a country is not that country's.
            let is_country = |named: &Named| {
                are_many
                    && named.by == By::Name
                    && self.sentence.of(noun).len() == 1
                    && !named.id.contains('.')
            };
            self.named(&[noun]).filter(|named| self.is_known(&named.id) && !is_country(named))
        })
    }

    /// `200 metres from a post`: how far it was, and not where it came from.
    fn is_distance(&self, prep: usize) -> bool {
        const MEASURES: [&str; 16] = [
            "metres",
            "meters",
            "metre",
            "meter",
            "m",
            "km",
            "kilometres",
            "kilometers",
            "kilometre",
            "kilometer",
            "miles",
            "mile",
            "yards",
            "feet",
            "away",
            "far",
        ];
        let before = prep.checked_sub(1).and_then(|noun| self.sentence.of(noun).last());
        before.is_some_and(|item| {
            MEASURES.iter().any(|word| item.lower == *word || item.lower.ends_with(&format!(" {word}")))
        })
    }

    /// `An incursion by army troops`, `gunfire from an army post`: whose deed a noun group tells, by what stands behind it.
    fn behind_noun(&self, noun: usize, end: usize) -> Option<Named> {
        slots::act_noun(self.sentence, noun)
            .map(|_| ())
            .or_else(|| (!slots::units(self.sentence, noun).is_empty()).then_some(()))?;
        let mut at = noun + 1;
        let mut from = None;
        while at < end {
            match self.sentence.kind(at) {
                Some(crate::chunks::Kind::By) => {
                    return self.named(&[at + 1]).filter(|named| self.is_known(&named.id));
                }
                Some(crate::chunks::Kind::Prep) => {
                    from = from.or_else(|| self.ground_among(std::iter::once((at, at + 1))));
                    at += 2;
                }
                Some(crate::chunks::Kind::Of) => at += 2,
                Some(
                    crate::chunks::Kind::Time(_) | crate::chunks::Kind::Adverb | crate::chunks::Kind::Hedge,
                ) => at += 1,
                _ => break,
            }
        }
        from
    }

    /// `Gunfire from an army post hit a house`, `an attack by rebels on the town killed two`: whose deed the subject is.
    pub(super) fn deed_of(&self, clause: &Clause) -> Option<Named> {
        let noun = *clause.subject.first()?;
        self.behind_noun(noun, clause.verb)
    }

    /// `A shell fired from rebel ground hit a school`: who fired what did it.
    pub(super) fn sender(&self, clause: &Clause) -> Option<Named> {
        let thing = *clause.subject.first()?;
        let is_thing = !slots::units(self.sentence, thing).is_empty();
        let sent = self.sentence.clauses.iter().find(|other| {
            other.link == crate::clauses::Link::Reduced
                && other.verb < clause.verb
                && other.subject.contains(&thing)
        })?;
        let agent = || self.named(&sent.agent).filter(|named| self.is_known(&named.id));
        is_thing.then(|| agent().or_else(|| self.ground_of(sent))).flatten()
    }

    /// `Clashes broke out between the army and the militia`: both.
    fn between(&self, clause: &Clause) -> Option<Named> {
        let noun = *clause.subject.first()?;
        slots::act_noun(self.sentence, noun)?;
        let is_between = |at: usize| self.sentence.of(at).first().is_some_and(|item| item.lower == "between");
        let first = (noun + 1..clause.after).find(|at| is_between(*at))? + 1;
        let mut nouns = vec![first];
        if matches!(self.sentence.kind(first + 1), Some(crate::chunks::Kind::And)) {
            nouns.push(first + 2);
        }
        self.named(&nouns).filter(|named| self.is_known(&named.id) && named.id.contains('+'))
    }

    /// `Overflights by army jets ceased`: who stands behind `by` right behind the subject.
    pub(super) fn by_subject(&self, clause: &Clause) -> Option<Named> {
        let noun = *clause.subject.first()?;
        slots::act_noun(self.sentence, noun)?;
        self.behind_noun(noun, clause.verb)
    }

    /// Who is named beside the noun of an act: `in an Israeli strike`, `Israeli strikes`, `shelling by the army`.
    pub(super) fn doer(&self, clause: &Clause) -> Option<Named> {
        let by_agent =
            self.named(&clause.agent).or_else(|| self.by_subject(clause)).or_else(|| self.between(clause));
        let exists = self.existing(clause);
        let nouns =
            clause.preps.iter().map(|(_, noun)| *noun).chain(clause.subject.iter().copied()).chain(exists);
        by_agent.or_else(|| {
            let mut acts = nouns.filter(|chunk| slots::act_noun(self.sentence, *chunk).is_some());
            acts.find_map(|chunk| {
                self.named(&[chunk])
                    .filter(|named| self.is_known(&named.id))
                    .filter(|named| matches!(named.by, By::Name | By::Adjective))
            })
        })
    }

    /// `No posts will be withdrawn, the ministry said`: of what will be done by nobody named, a party speaks as its doer.
    pub(super) fn announcer(&self, act: &Act, clause: &Clause) -> Option<Named> {
        let is_future = self
            .sentence
            .verb(clause)
            .is_some_and(|verb| verb.passive && matches!(verb.modal, Some(Part::Future | Part::Would)));
        let is_own = matches!(act.class, Class::Disarm | Class::Deploy | Class::Access | Class::Drill);
        let saying = self.sayings.iter().rfind(|saying| saying.covers(clause.verb));
        let speaker = saying.map(|saying| &saying.source).or(self.context.issuer.as_ref())?;
        let party = speaker.id.split('.').next()?;
        let is_party = self.context.lexicon.kind_of(party) == Some(ActorKind::Party)
            && saying.is_none_or(|saying| saying.kind == SpeechKind::Say);
        (is_future && is_own && is_party).then(|| Named {
            id: party.to_owned(),
            by: By::Again,
            ..speaker.clone()
        })
    }

    /// `The army said it had fired`, `told the mission that they had fired`: a pronoun at the head of what is said is whoever
    /// says it; `they` only where the speaker is many, or nobody known could be meant.
    pub(super) fn speaker_as_they(&self, clause: &Clause, named: &Named) -> Option<Named> {
        let items = clause.subject.first().map(|chunk| self.sentence.of(*chunk)).unwrap_or_default();
        // `twelve of its men`
        let of = items.get(1).filter(|item| item.part(Part::Of)).and_then(|_| items.get(2));
        let first = of.or(items.first()).map_or("", |item| item.lower.as_str());
        let pronoun = if items.len() == 1 { first } else { "" };
        let saying = self.sayings.iter().rfind(|saying| {
            let is_first = saying.from == clause.first
                || saying.from + 1 == clause.first
                    && matches!(self.sentence.kind(saying.from), Some(crate::chunks::Kind::That));
            match saying.kind {
                SpeechKind::Say => saying.rule == "A2" && saying.from == clause.first,
                SpeechKind::Deny | SpeechKind::Promise | SpeechKind::Threaten | SpeechKind::Assess => {
                    is_first
                }
                _ => false,
            }
        })?;
        let is_many = self.is_many(&saying.source);
        let is_free = named.by == By::Pronoun && !self.is_known(&named.id);
        let is_meant = match pronoun {
            "it" => true,
            "they" => is_many || is_free,
            // `An adviser said that his men would leave`: those of whoever speaks.
            _ => matches!(first, "its" | "his" | "her") || first == "their" && is_many,
        };
        let party = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
        let is_owner = pronoun.is_empty();
        let is_somebodys =
            self.is_known(&saying.source.id) && (!is_owner || party(&named.id) != party(&saying.source.id));
        let id = if is_owner { party(&saying.source.id) } else { saying.source.id.clone() };
        (is_meant && (is_somebodys || pronoun == "it")).then(|| Named {
            by: By::Pronoun,
            id,
            ..saying.source.clone()
        })
    }

    /// Whether `they` may mean somebody by its name: `the Armed Forces`.
    fn is_many(&self, named: &Named) -> bool {
        let words = self.context.text.get(named.start..named.end).unwrap_or_default();
        named.gender == Gender::Many || words.ends_with('s')
    }

    /// `The ministry said the other side had fired`, `both claimed that the other had`: the other of whoever speaks.
    pub(super) fn other_than_speaker(&self, clause: &Clause) -> Option<Named> {
        const OTHER: [&str; 7] = [
            "the other",
            "the other side",
            "the other party",
            "the opposing side",
            "the opposite side",
            "the opposite party",
            "the opposing party",
        ];
        let items = clause.subject.first().map(|chunk| self.sentence.of(*chunk))?;
        let words = self.context.text.get(items.first()?.start..items.last()?.end)?;
        if !OTHER.contains(&words) {
            return None;
        }
        let saying = self.sayings.iter().rfind(|saying| saying.covers(clause.verb))?;
        if saying.source.id.contains('+') {
            return Some(Named { by: By::Again, ..saying.source.clone() });
        }
        self.other_side(&saying.source)
    }

    /// `At a rebel checkpoint, two armed men stopped the patrol`: whoever holds the place where somebody unnamed acted.
    pub(super) fn host(&self, clause: &Clause) -> Option<Named> {
        const POSTS: [&str; 15] = [
            "uniform",
            "uniforms",
            "checkpoint",
            "post",
            "position",
            "base",
            "camp",
            "garrison",
            "barracks",
            "trench",
            "bunker",
            "roadblock",
            "areas",
            "area",
            "territory",
        ];
        let is_at = |prep: usize| {
            self.sentence
                .of(prep)
                .first()
                .is_some_and(|item| matches!(item.lower.as_str(), "at" | "in" | "from" | "inside"))
        };
        let is_post = |noun: usize| {
            self.sentence
                .of(noun)
                .last()
                .is_some_and(|item| POSTS.iter().any(|post| item.lower.ends_with(post)))
        };
        // `armed men in army uniforms`
        let within = (clause.first..clause.verb)
            .map(|prep| (prep, prep + 1))
            .filter(|(prep, _)| matches!(self.sentence.kind(*prep), Some(crate::chunks::Kind::Prep)));
        let mut nouns = clause
            .preps
            .iter()
            .copied()
            .chain(within)
            .filter(|(prep, noun)| is_at(*prep) && is_post(*noun))
            .map(|(_, noun)| noun);
        nouns.find_map(|noun| self.named(&[noun])).filter(|named| {
            matches!(named.by, By::Name | By::Adjective)
                && self.context.lexicon.kind_of(&named.id) == Some(ActorKind::Party)
        })
    }

    /// `armed men`, `soldiers`: people who act with arms, of whom nobody says whose they are.
    pub(super) fn is_armed(&self, chunks: &[usize], named: Option<&Named>) -> bool {
        const ARMED: [&str; 9] =
            ["men", "soldiers", "guards", "gunmen", "fighters", "personnel", "troops", "members", "sentries"];
        let last = chunks.first().and_then(|chunk| self.sentence.of(*chunk).last());
        named.is_none_or(|named| !self.is_known(&named.id))
            && last.is_some_and(|item| ARMED.iter().any(|word| item.lower.ends_with(word)))
    }

    /// `a rebel vehicle was parked behind a barn`: what is kept somewhere is kept by whose it is.
    pub(super) fn keeper(&self, act: &Act, clause: &Clause) -> Option<Named> {
        const KEPT: [&str; 14] = [
            "billeted",
            "quartered",
            "garrisoned",
            "concealed",
            "parked",
            "stationed",
            "deployed",
            "positioned",
            "based",
            "stored",
            "kept",
            "massed",
            "emplaced",
            "sited",
        ];
        let main = self.sentence.verb(clause).and_then(|verb| self.sentence.items.list.get(verb.main))?;
        let named = self.named(clause.subject.get(..1)?)?;
        (act.class == Class::Deploy
            && KEPT.contains(&main.lower.as_str())
            && !matches!(named.by, By::Unnamed)
            && self.context.lexicon.kind_of(&named.id) == Some(ActorKind::Party))
        .then_some(named)
    }

    /// `The mission observed weapons beyond the line`: somebody keeps them there, and the mission only tells it.
    pub(super) fn seen_in_place(&self, draft: &mut Draft, clause: &Clause, subject: Option<&Named>) {
        const ARMS: [&str; 9] =
            ["weapon", "tank", "vehicle", "aircraft", "drone", "rocket", "missile", "post", "shell"];
        let cue = self
            .sentence
            .verb(clause)
            .and_then(|verb| self.sentence.items.list.get(verb.main))
            .map_or("", |item| item.lower.as_str());
        let is_seen = ["observ", "saw", "see", "spot"].iter().any(|stem| cue.starts_with(stem));
        let is_arms = draft.units.iter().any(|unit| ARMS.contains(&unit.as_str()));
        let observer = subject
            .filter(|named| self.context.lexicon.kind_of(&named.id) == Some(ActorKind::Body))
            .filter(|_| draft.action == "detect" && is_seen && is_arms);
        let Some(observer) = observer else { return };
        draft.class = Class::Deploy;
        draft.action = "present".to_owned();
        draft.actor = self.host(clause);
        draft.attribution.retain(|one| one.cue != "issued");
        if !draft.attribution.iter().any(|one| one.source == observer.id) {
            let voice = self.observer(observer, cue.to_owned());
            draft.attribution.push(voice);
        }
        draft.voice = Some(SpeechKind::Say);
        draft.is_about = true;
    }

    /// `The mission was not allowed to visit the site`: somebody kept it out, and nobody says who.
    pub(super) fn held_up(&self, draft: &mut Draft, index: usize) {
        let Some((_, above)) = modality::governor(self.sentence, index) else { return };
        let is_refused = self.sentence.verb(above).is_some_and(|verb| verb.passive && verb.negated)
            && self.sentence.effect(above) == Some(Effect::Caused);
        if !(is_refused && matches!(draft.class, Class::Verify | Class::Movement | Class::Access)) {
            return;
        }
        draft.class = Class::Access;
        draft.action = "deny_access".to_owned();
        draft.object_party = draft.actor.as_ref().map(|named| named.id.clone());
        draft.actor = self.named(&above.agent);
        draft.mode.polarity = Polarity::Positive;
    }

    /// `The truce is holding`: those whom it binds.
    pub(super) fn both_bound(&self, act: &Act, clause: &Clause) -> Option<Named> {
        if act.class != Class::Pact || !matches!(act.action.as_str(), "hold" | "comply") {
            return None;
        }
        let (start, end) = self.sentence.bytes(clause.first, clause.verb)?;
        // `Seoul's suspension of the agreement took effect`
        let own = clause.subject.first().filter(|chunk| {
            slots::act_noun(self.sentence, **chunk)
                .and_then(|(act, _)| self.context.lexicon.act(act))
                .is_some_and(|act| act.action == "suspend")
        });
        if let Some(own) =
            own.and_then(|chunk| self.named(&[*chunk])).filter(|named| self.is_known(&named.id))
        {
            return Some(own);
        }
        Some(Named {
            id: self.context.lexicon.all_parties(),
            start,
            end,
            by: By::Again,
            gender: Gender::Many,
        })
    }

    /// `The rounds fell in the sea`: those of whom it was said before that he fired.
    pub(super) fn doer_before(&self, act: &Act, clause: &Clause) -> Option<Named> {
        if act.class != Class::Force {
            return None;
        }
        let is_known = clause
            .subject
            .first()
            .and_then(|chunk| self.sentence.of(*chunk).first())
            .is_some_and(|item| matches!(item.lower.as_str(), "the" | "these" | "those"));
        self.context.doer.clone().filter(|_| is_known && !clause.subject.is_empty())
    }

    /// `responded with air strikes that killed nine`: who struck, killed.
    pub(super) fn striker(&self, clause: &Clause) -> Option<Named> {
        let is_strike = clause.subject.iter().any(|chunk| slots::act_noun(self.sentence, *chunk).is_some());
        let main = self.sentence.clauses.iter().rev().find(|other| {
            other.verb < clause.verb
                && other.has_own_subject
                && !other.subject.iter().any(|chunk| clause.subject.contains(chunk))
        })?;
        self.named(&main.subject).filter(|named| is_strike && self.is_known(&named.id))
    }
}
