//! What was not seen, and who is silent.

use super::Reader;
use crate::claim::{Attribution, Class, Modality, Polarity};
use crate::clauses::Clause;
use crate::draft::Draft;
use crate::lexicon::{Act, Effect, Part, Sense, SpeechKind};
use crate::modality::{self, Mode};
use crate::names::{By, Named};
use crate::slots;

/// Verbs of happening, of what can be seen or heard.
const OCCURS: [&str; 22] = [
    "came to",
    "erupted",
    "followed",
    "was fired",
    "were fired",
    "ensue",
    "occur",
    "occurred",
    "happen",
    "happened",
    "take place",
    "took place",
    "taken place",
    "come",
    "came",
    "rang out",
    "broke out",
    "come to light",
    "came to light",
    "ensued",
    "reached",
    "arose",
];
/// Verbs of answering: with a negation, silence.
const ANSWERS: [&str; 9] =
    ["comment", "respond", "reply", "answer", "react", "responded", "commented", "replied", "answered"];

impl Reader<'_, '_, '_> {
    /// The claim of a clause that says that something was not seen or not said.
    pub(super) fn absence(&self, index: usize, clause: &Clause, subject: Option<&Named>) -> Option<Draft> {
        self.unseen(index, clause, subject)
            .or_else(|| self.quiet(index, clause, subject))
            .or_else(|| self.unaware(index, clause, subject))
            .or_else(|| self.silent(index, clause, subject))
    }

    /// `did not respond to the provocations`, `answered none of the volleys`, `the fire was not returned`: whoever was shot at did not
    /// shoot, which is an act that was not done and no silence.
    pub(super) fn unanswered(&self, index: usize, clause: &Clause, subject: Option<&Named>) -> Option<Draft> {
        const SHOTS: [&str; 12] = [
            "fire",
            "shots",
            "volley",
            "volleys",
            "shelling",
            "provocation",
            "provocations",
            "gunfire",
            "attack",
            "attacks",
            "bombardment",
            "salvo",
        ];
        let verb = self.sentence.verb(clause)?;
        let main = self.sentence.items.list.get(verb.main)?;
        let starts = |stems: &[&str]| stems.iter().any(|stem| main.lower.starts_with(stem));
        let returns = starts(&["return"]);
        if !(returns || starts(&["respond", "answer", "repl", "react", "retaliat"])) {
            return None;
        }
        let is_to = |prep: usize| self.sentence.of(prep).first().is_some_and(|item| item.lower == "to");
        let behind = clause.preps.iter().filter(|(prep, _)| is_to(*prep)).map(|(_, noun)| *noun);
        let patients = if verb.passive { &clause.subject } else { &clause.objects };
        let mut shots = patients.iter().copied().chain(behind);
        let is_shot =
            |chunk: usize| self.sentence.of(chunk).iter().any(|item| SHOTS.contains(&item.lower.as_str()));
        let shot = shots.find(|chunk| is_shot(*chunk))?;
        let is_none = self.sentence.of(shot).first().is_some_and(|item| item.part(Part::No));
        // What was answered is told by what it was answered with.
        if !(verb.negated || is_none) || verb.modal.is_some() {
            return None;
        }
        let acts = &self.context.lexicon.acts;
        let entry = acts.iter().find(|act| act.class == Class::Force && act.action == "fire")?;
        let mut mode = Mode::done();
        mode.negate("M11");
        let (start, end) = self.sentence.bytes(clause.first, clause.after)?;
        let mut draft = self.blank(entry, start, end, mode);
        draft.place = slots::place(self.context.lexicon, self.context.text, self.sentence, clause);
        let actor = if verb.passive { self.named(&clause.agent) } else { subject.cloned() };
        let voices = self.voices(clause.verb, index);
        self.fill(&mut draft, index, clause, actor, &voices);
        draft.trail.insert(0, "V1");
        Some(draft)
    }

    /// `had not observed any unusual activity`, `no violations were recorded`, `saw no shells`.
    fn unseen(&self, index: usize, clause: &Clause, subject: Option<&Named>) -> Option<Draft> {
        let verb = self.sentence.verb(clause)?;
        let senses = self.sentence.senses(clause);
        let detects = senses.iter().any(|sense| matches!(sense, Sense::Act(act, _) if self.context.lexicon.act(*act).is_some_and(|act| act.action == "detect")));
        let records = matches!(self.sentence.speech(clause), Some(SpeechKind::Say))
            && self.sentence.items.list.get(verb.main).is_some_and(|item| {
                ["record", "report", "register", "document", "observe", "note"]
                    .iter()
                    .any(|stem| item.lower.starts_with(stem))
            });
        let main = self.sentence.items.list.get(verb.main)?;
        let is_open = !verb.passive && clause.objects.is_empty();
        let is_light = self.is_light(clause, &main.lower);
        let things = if verb.passive || is_open || is_light { &clause.subject } else { &clause.objects };
        let thing = *things.first()?;
        // `There were no exchanges of fire.`
        let exists = verb.copula
            && clause
                .verb
                .checked_sub(1)
                .and_then(|before| self.sentence.of(before).last())
                .is_some_and(|item| item.lower == "there");
        let is_sign =
            |item: &crate::items::Item<'_>| matches!(item.lower.as_str(), "sign" | "signs" | "evidence");
        let is_act = exists
            && (slots::act_noun(self.sentence, thing).is_some()
                || self.sentence.of(thing).iter().any(is_sign));
        let is_no = self.is_none(thing);
        // `No shots rang out`, `no violation occurred`
        let is_act = is_act
            || is_no
                && !verb.passive
                && OCCURS.contains(&main.lower.as_str())
                && slots::act_noun(self.sentence, thing).is_some();
        let is_any = self
            .sentence
            .of(thing)
            .iter()
            .any(|item| matches!(item.lower.as_str(), "any" | "anything" | "sign" | "signs"));
        let is_shot = self.is_shot(thing);
        let is_act = is_act
            || is_no && !verb.passive && OCCURS.contains(&main.lower.as_str()) && is_shot
            || exists && is_shot;
        let is_observed = is_no && is_observed(&main.lower);
        let detects = detects && !(is_open && is_no) || is_observed;
        let seen = (is_act || detects) && (is_no || verb.negated)
            || records && (is_no || verb.negated && (verb.passive || is_any));
        if !seen {
            return None;
        }
        // `has not reported about the case` is silence.
        let mut mode = modality::of_clause(self.sentence, index, false);
        mode.modality = Modality::NotObserved;
        mode.polarity = Polarity::Negative;
        mode.trail = vec!["M1"];
        let (start, end) = self.sentence.bytes(clause.first, clause.after)?;
        let act = self.act_of_absence("activity");
        let mut draft = self.blank(&act, start, end, mode);
        draft.quantity = slots::quantity(self.context.lexicon, self.context.text, self.sentence, thing);
        draft.place = slots::place(self.context.lexicon, self.context.text, self.sentence, clause);
        let behind = clause.preps.iter().find_map(|(_, noun)| {
            self.named(&[*noun]).filter(|named| named.by == By::Name && self.is_known(&named.id))
        });
        let actor = self.named(&[thing]).filter(|named| self.is_known(&named.id)).or(behind);
        let voices = self.voices(clause.verb, index);
        self.fill(&mut draft, index, clause, actor, &voices);
        let observer = if verb.passive { self.named(&clause.agent) } else { subject.cloned() };
        if let Some(observer) = observer.filter(|_| voices.is_empty()) {
            let cue = self
                .sentence
                .items
                .list
                .get(verb.main)
                .map_or_else(String::new, |item| item.lower.to_string());
            draft.is_about |= self.is_known(&observer.id);
            draft.attribution = vec![self.observer(&observer, cue)];
        }
        Some(draft)
    }

    /// `No shot came from the northern side`: what is fired is as good as the firing.
    fn is_shot(&self, thing: usize) -> bool {
        slots::units(self.sentence, thing).into_iter().any(|unit| {
            matches!(
                self.context.lexicon.unit(unit),
                Some("round" | "shell" | "rocket" | "missile" | "explosion" | "violation" | "strike")
            )
        })
    }

    /// `No other case came to light`
    fn is_light(&self, clause: &Clause, main: &str) -> bool {
        let mut objects = clause.objects.iter().flat_map(|chunk| self.sentence.of(*chunk));
        main == "came to" && objects.any(|item| item.lower == "light")
    }

    /// Whether a noun group is none: `no shots`, `not one shot`, `not a single man`.
    fn is_none(&self, chunk: usize) -> bool {
        let items = self.sentence.of(chunk);
        let before = chunk.checked_sub(1).and_then(|before| self.sentence.of(before).last());
        let is_one = |item: &crate::items::Item<'_>| {
            matches!(item.lower.as_str(), "one" | "a" | "a single" | "single")
        };
        items.first().is_some_and(|item| item.part(Part::No))
            || items.first().is_some_and(|item| item.lower == "not") && items.get(1).is_some_and(is_one)
            || before.is_some_and(|item| item.lower == "not") && items.first().is_some_and(is_one)
    }

    /// `is not aware of any fire`, `has no information about`, `had no proof of`.
    fn unaware(&self, index: usize, clause: &Clause, subject: Option<&Named>) -> Option<Draft> {
        const KNOWN: [&str; 12] = [
            "information",
            "knowledge",
            "evidence",
            "proof",
            "indication",
            "indications",
            "record",
            "reports",
            "sign",
            "signs",
            "confirmation",
            "intelligence",
        ];
        let verb = self.sentence.verb(clause)?;
        let main = self.sentence.items.list.get(verb.main)?;
        let objects = || clause.objects.iter().flat_map(|chunk| self.sentence.of(*chunk));
        let is_aware = verb.copula && verb.negated && objects().any(|item| item.lower == "aware")
            || main.lower.starts_with("not aware")
            || verb.copula && objects().any(|item| item.lower == "unaware");
        let has_none = matches!(main.lower.as_str(), "has" | "have" | "had")
            && clause.objects.first().is_some_and(|chunk| self.is_none(*chunk) || verb.negated)
            && objects()
                .take_while(|item| !item.part(Part::Of))
                .any(|item| KNOWN.contains(&item.lower.as_str()));
        let is_plain = verb.modal.is_none() && subject.is_some_and(|named| self.is_known(&named.id));
        if !(is_aware || has_none) || !is_plain {
            return None;
        }
        let mut mode = Mode::done();
        mode.modality = Modality::NotObserved;
        mode.polarity = Polarity::Negative;
        mode.trail = vec!["M1"];
        let (start, end) = self.sentence.bytes(clause.first, clause.after)?;
        let act = self.act_of_absence("activity");
        let mut draft = self.blank(&act, start, end, mode);
        let voices = self.voices(clause.verb, index);
        self.fill(&mut draft, index, clause, subject.cloned(), &voices);
        Some(draft)
    }

    /// `has not reported`, `did not respond`, `declined to comment`, `kept silent`.
    fn silent(&self, index: usize, clause: &Clause, subject: Option<&Named>) -> Option<Draft> {
        let verb = self.sentence.verb(clause)?;
        let main = self.sentence.items.list.get(verb.main)?;
        // `did not respond with fire` is an act left undone, and no silence.
        let is_with = clause.preps.iter().any(|(prep, noun)| {
            self.sentence.of(*prep).first().is_some_and(|item| item.lower == "with")
                && slots::act_noun(self.sentence, *noun).is_some()
        });
        let answer = main.lower.trim_end_matches(" to").trim_end_matches(" on");
        let is_answer = ANSWERS.contains(&answer);
        let is_say = matches!(self.sentence.speech(clause), Some(SpeechKind::Say));
        let above = modality::governor(self.sentence, index);
        let is_declined =
            above.is_some_and(|(_, above)| matches!(self.sentence.effect(above), Some(Effect::Not)));
        let gave_none = self.gave_none(clause)
            || self.kept_silent(clause)
            || self.unclaimed(clause)
            || self.ignored(clause);
        // `neither side commented`
        let is_nobody = clause.subject.iter().any(|chunk| {
            self.sentence
                .of(*chunk)
                .first()
                .is_some_and(|item| item.part(Part::No) || item.lower.starts_with("neither "))
        });
        let is_silent = !is_with
            && (is_answer && (is_nobody || verb.negated || is_declined)
                || is_say && (verb.negated || is_declined))
            || gave_none;
        let is_hearsay = verb.passive && !is_answer && !gave_none;
        if !is_silent || is_hearsay || verb.modal.is_some_and(|modal| modal != Part::Can) {
            return None;
        }
        let mut mode = Mode::done();
        mode.modality = Modality::NotReported;
        mode.polarity = Polarity::Negative;
        mode.trail = vec!["M2"];
        let first = above.map_or(clause.first, |(_, above)| above.first.min(clause.first));
        let (start, end) = self.sentence.bytes(first, clause.after)?;
        let act = self.act_of_absence(if is_say { "report" } else { "answer" });
        let mut draft = self.blank(&act, start, end, mode);
        draft.object = clause.objects.first().and_then(|chunk| {
            slots::object(self.context.lexicon, self.context.text, self.sentence, *chunk, None)
        });
        let voices = self.voices(clause.verb, index);
        // `received no answer`: the other side is silent, and it is not named here.
        let is_other = ["receiv", "got", "get"].iter().any(|stem| main.lower.starts_with(stem));
        let actor = match () {
            () if verb.passive || self.existing(clause).is_some() => self.silent_behind(clause),
            () if is_other => {
                self.silent_behind(clause).or_else(|| subject.and_then(|named| self.other_side(named)))
            }
            () => subject.cloned(),
        };
        self.fill(&mut draft, index, clause, actor, &voices);
        Some(draft)
    }

    /// `gave no reply`, `had no comment`, `there was no word from`, `no statement was issued`.
    fn gave_none(&self, clause: &Clause) -> bool {
        const GIVES: [&str; 17] = [
            "met", "receiv", "gave", "give", "got", "get", "provid", "offer", "issu", "made", "make", "had",
            "has", "have", "was", "were", "is",
        ];
        const WORDS: [&str; 21] = [
            "mention",
            "hint",
            "answer",
            "response",
            "reply",
            "comment",
            "details",
            "dates",
            "evidence",
            "reason",
            "explanation",
            "word",
            "statement",
            "reaction",
            "confirmation",
            "comments",
            "replies",
            "acknowledgement",
            "clarification",
            "signal",
            "feedback",
        ];
        let Some(verb) = self.sentence.verb(clause) else { return false };
        let Some(main) = self.sentence.items.list.get(verb.main) else { return false };
        let things = if verb.passive { &clause.subject } else { &clause.objects };
        let is_given = GIVES.iter().any(|stem| main.lower.starts_with(stem));
        is_given
            && things.first().is_some_and(|chunk| {
                let items = self.sentence.of(*chunk);
                let is_no = items.first().is_some_and(|item| item.part(Part::No)) || verb.negated;
                let head = items.iter().take_while(|item| !item.part(Part::Of));
                // `not a word of truth`
                let is_truth = items.iter().any(|item| item.lower == "truth");
                is_no && !is_truth && head.into_iter().any(|item| WORDS.contains(&item.lower.as_str()))
            })
    }

    /// `ignored three faxes`: what was sent to somebody is left without an answer.
    fn ignored(&self, clause: &Clause) -> bool {
        const SENT: [&str; 16] = [
            "fax",
            "faxes",
            "letter",
            "letters",
            "call",
            "calls",
            "message",
            "messages",
            "request",
            "requests",
            "appeal",
            "appeals",
            "notice",
            "notices",
            "invitation",
            "offers",
        ];
        let verb = self.sentence.verb(clause).filter(|verb| !verb.negated && !verb.passive);
        let main = verb.and_then(|verb| self.sentence.items.list.get(verb.main));
        let mut objects = clause.objects.iter().flat_map(|chunk| self.sentence.of(*chunk));
        main.is_some_and(|item| item.lower.starts_with("ignor"))
            && objects.any(|item| SENT.contains(&item.lower.as_str()))
    }

    /// `No group claimed responsibility`
    fn unclaimed(&self, clause: &Clause) -> bool {
        let Some(verb) = self.sentence.verb(clause) else { return false };
        let main = self.sentence.items.list.get(verb.main).map_or("", |item| item.lower.as_str());
        let mut objects = clause.objects.iter().flat_map(|chunk| self.sentence.of(*chunk));
        let is_no = verb.negated || clause.subject.first().is_some_and(|chunk| self.is_none(*chunk));
        let claims = main.starts_with("claim") || main.starts_with("accept") || main.starts_with("assum");
        is_no && claims && objects.any(|item| item.lower == "responsibility")
    }

    /// `kept silent`, `remained tight-lipped`, `the letter went unanswered`, `remains without a reply`.
    fn kept_silent(&self, clause: &Clause) -> bool {
        const KEEPS: [&str; 8] = ["keep", "kept", "remain", "stay", "fell", "fall", "go", "went"];
        const SILENT: [&str; 9] = [
            "silent",
            "silence",
            "mum",
            "quiet",
            "tight-lipped",
            "tight",
            "unanswered",
            "unheeded",
            "uncommented",
        ];
        let Some(verb) = self.sentence.verb(clause) else { return false };
        let Some(main) = self.sentence.items.list.get(verb.main) else { return false };
        let keeps =
            verb.copula || KEEPS.iter().any(|stem| main.lower.starts_with(stem)) || main.lower == "gone";
        let about = clause.objects.iter().chain(clause.preps.iter().map(|(_, noun)| noun));
        let is_silent = |chunk: &usize| {
            let mut words = self.sentence.of(*chunk).iter();
            words.any(|item| SILENT.contains(&item.lower.as_str()))
        };
        let is_person = || self.named(&clause.subject).is_some_and(|named| self.is_known(&named.id));
        let is_sent = keeps
            && clause.subject.iter().flat_map(|chunk| self.sentence.of(*chunk)).any(|item| {
                item.senses.iter().any(|sense| matches!(sense, Sense::SpeechNoun(_)))
                    || matches!(
                        item.lower.as_str(),
                        "request" | "call" | "calls" | "letter" | "message" | "messages" | "warnings"
                    )
            });
        // `remains without an answer`
        let is_without = clause.preps.iter().any(|(prep, noun)| {
            let is_answer = |item: &crate::items::Item<'_>| {
                matches!(item.lower.as_str(), "answer" | "reply" | "response" | "reaction" | "replies")
            };
            self.sentence.of(*prep).first().is_some_and(|item| item.lower == "without")
                && self.sentence.of(*noun).iter().any(is_answer)
        });
        let mut said = self.sentence.of(clause.verb).iter();
        keeps
            && !verb.negated
            && (is_without
                || about.clone().any(is_silent)
                || said.any(|item| SILENT.contains(&item.lower.as_str())))
            && (is_sent || is_person())
    }

    /// `no word from the army`, `no reply by the North`: whoever is silent stands behind the noun.
    fn silent_behind(&self, clause: &Clause) -> Option<Named> {
        let is_from = |prep: usize| {
            self.sentence
                .of(prep)
                .first()
                .is_some_and(|item| matches!(item.lower.as_str(), "from" | "by" | "of"))
        };
        let mut behind = clause.preps.iter().filter(|(prep, _)| is_from(*prep)).map(|(_, noun)| *noun);
        behind.find_map(|noun| self.named(&[noun])).or_else(|| self.named(&clause.agent))
    }

    pub(super) fn act_of_absence(&self, action: &str) -> Act {
        Act {
            class: Class::Absence,
            action: action.to_owned(),
            needs: Vec::new(),
            needs_actor: false,
            needs_object: false,
            undergone: false,
            korean_needs: Vec::new(),
            rank: 0,
        }
    }

    /// Who saw or counted, as the voice of what was seen.
    pub(super) fn observer(&self, observer: &Named, cue: String) -> Attribution {
        Attribution {
            source: observer.id.clone(),
            cue,
            text: self.context.text.get(observer.start..observer.end).map(str::to_owned),
            when: self.context.clock.published.map(|day| day.to_string()),
            kind: "statement".to_owned(),
        }
    }
}

/// `No exchange of fire was observed`: the verb is one that pacts have, too.
fn is_observed(main: &str) -> bool {
    ["observed", "noticed", "noted", "recorded", "seen", "heard"]
        .iter()
        .any(|ending| main.strip_suffix(ending).is_some_and(|start| start.ends_with(' ')))
}
