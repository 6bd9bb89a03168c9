//! Claims of one sentence: every verb and every noun that stands for an act, with who, whose word, how meant, when and where.

mod absence;
mod actors;
mod acts;
mod conditions;
mod doers;
mod events;
mod follows;
mod fragments;
mod joined;
mod judged;
mod kinds;
mod lists;
mod nominal;
mod orders;
mod quiet;
mod shares;
mod states;
mod supposed;
mod terms;
mod threats;
mod tolls;
mod totals;
mod untrue;
mod voices;

use std::rc::Rc;

use armistice_facts::calendar::Date;

use joined::{drop_frames, extended};
use threats::is_own_threat;
use voices::is_mutual;

use crate::claim::{Attribution, Class, Modality};
use crate::clauses::{Clause, Link, Sentence};
use crate::dates::{self, Clock};
use crate::document::ZoneKind;
use crate::draft::Draft;
use crate::items::Item;
use crate::lexicon::{Act, Lexicon, Sense, SpeechKind};
use crate::modality::{self, Mode};
use crate::names::{By, Memory, Named, named};
use crate::sayings::{Saying, sayings};
use crate::tokens::Token;
use crate::{slots, why};

/// What is known while a document is read.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) text: &'a str,
    pub(crate) zone: ZoneKind,
    pub(crate) clock: Clock<'a>,
    pub(crate) memory: Memory,
    /// Who issued the document, if a party or a body did.
    pub(crate) issuer: Option<Named>,
    /// Whether the sentence before ended within a quotation.
    pub(crate) is_quoted: bool,
    /// The last voice, for a sentence that stands in quotation marks alone.
    pub(crate) voice: Option<(SpeechKind, Attribution)>,
    /// Who fired last, for `the rounds fell`.
    pub(crate) doer: Option<Named>,
    /// What an observer counted last, for `of these, ten were committed by the army`.
    pub(crate) counted: Option<Rc<Draft>>,
    /// What was told last of what is brought or taken away piece by piece, for `a further 300 will follow`.
    pub(crate) told: Option<Rc<Draft>>,
    /// The last accusation, for `denied the charge`.
    pub(crate) accusation: Option<Rc<Draft>>,
    /// What was told last of somebody known, for `denies this`.
    pub(crate) deniable: Option<Rc<Draft>>,
    /// The day of the story, while a paragraph tells of another year.
    pub(crate) put_aside: Option<(Date, Date)>,
    /// Of what the last claim told, for `them`.
    pub(crate) units: Vec<String>,
    /// Lists that were filled for the sentence before, and serve again.
    pub(crate) tokens: Vec<Token>,
    pub(crate) items: Vec<Item<'a>>,
    /// Whether a party, a place or the text of the agreement was named by a name of its own.
    pub(crate) is_named: bool,
}

/// All drafts of a sentence.
pub(crate) fn drafts(context: &mut Context<'_>, sentence: &Sentence<'_>) -> Vec<Draft> {
    let sayings = sayings(context.lexicon, context.text, sentence, &context.memory, context.issuer.as_ref());
    let mut found = Vec::new();
    // `we` in what somebody says is whoever says it.
    let own = context.memory.own.clone();
    if own.is_none() {
        context.memory.own = sayings.last().map(|saying| saying.source.id.clone());
    }
    for index in 0..sentence.clauses.len() {
        let reader = Reader { context, sentence, sayings: &sayings };
        let subject = reader.subject(index);
        let drafts = reader.clause(index, subject.as_ref());
        remember(context, sentence, index, subject);
        for draft in drafts {
            // `an accusation the army denied`: also what one side only said of another.
            let speaker = draft.attribution.last().and_then(|one| one.source.split('.').next());
            let is_of_another = speaker
                .is_some_and(|speaker| draft.actor_id().split('.').next() != Some(speaker))
                && draft.actor.is_some();
            let is_accusation = draft.mode.modality == Modality::Alleged
                || draft.mode.modality == Modality::Done && is_of_another;
            let is_told = follows::may_follow(&draft);
            let is_counted = draft.trail.first() == Some(&"V6") && draft.quantity.is_some();
            let is_deniable = draft.actor.is_some()
                && !matches!(draft.mode.modality, Modality::Denied | Modality::NotReported);
            let kept =
                (is_accusation || is_told || is_counted || is_deniable).then(|| Rc::new(draft.clone()));
            if is_deniable {
                context.deniable.clone_from(&kept);
            }
            if is_accusation {
                context.accusation.clone_from(&kept);
            }
            if is_told {
                context.told.clone_from(&kept);
            }
            if is_counted {
                context.counted = kept;
            }
            if !draft.units.is_empty() {
                context.units.clone_from(&draft.units);
            }
            if draft.class == Class::Force && draft.actor.is_some() {
                context.doer = draft.actor.clone();
            }
            if draft.zone == ZoneKind::Body && draft.days.is_some() {
                context.clock.last = draft.days;
            }
            // `In 2019 it …`: what follows is of that story, and of no day told before.
            if draft.when.as_ref().is_some_and(|when| when.granularity == "year" && when.text.is_some()) {
                context.put_aside = context.clock.last.take().or(context.put_aside);
            }
            if !extended(&mut found, &draft) {
                found.push(draft);
            }
        }
    }
    if context.zone == ZoneKind::Body {
        let reader = Reader { context, sentence, sayings: &sayings };
        found.extend(reader.fragments());
        found.extend(reader.tolls(&found));
    }
    why::of_sentence(context.lexicon, sentence);
    drop_frames(&mut found, &sayings);
    context.memory.own = own;
    for saying in &sayings {
        context.memory.remember(&saying.source);
        if saying.source.by != By::Unnamed && !saying.is_outer {
            context.memory.speaker = Some(saying.source.clone());
        }
    }
    if let Some(last) = sayings.last() {
        let reader = Reader { context, sentence, sayings: &sayings };
        let voice = (last.kind, reader.attribution(last));
        context.voice = Some(voice);
    }
    found
}

/// Whoever a clause names is who a later `they` may mean: its subject, and behind `is` who it is.
fn remember(context: &mut Context<'_>, sentence: &Sentence<'_>, index: usize, subject: Option<Named>) {
    let Some(clause) = sentence.clauses.get(index) else { return };
    let is_below = matches!(clause.link, Link::Relative | Link::Reduced);
    match subject.filter(|subject| subject.by != By::Pronoun) {
        Some(subject) if is_below => context.memory.remember_below(&subject),
        Some(subject) => context.memory.remember(&subject),
        None => {}
    }
    // `It is none other than the army.`
    let is_copula = sentence.verb(clause).is_some_and(|verb| verb.copula);
    let complement = clause
        .objects
        .last()
        .filter(|_| is_copula)
        .and_then(|chunk| named(context.lexicon, context.text, sentence, &[*chunk], &context.memory))
        .filter(|named| named.by == By::Name);
    if let Some(complement) = complement {
        context.memory.remember(&complement);
    }
}

/// One sentence in its context.
struct Reader<'r, 'a, 'l> {
    context: &'r Context<'a>,
    sentence: &'r Sentence<'l>,
    sayings: &'r [Saying],
}

impl Reader<'_, '_, '_> {
    fn named(&self, chunks: &[usize]) -> Option<Named> {
        named(self.context.lexicon, self.context.text, self.sentence, chunks, &self.context.memory)
    }

    fn clause(&self, index: usize, subject: Option<&Named>) -> Vec<Draft> {
        let Some(clause) = self.sentence.clauses.get(index) else { return Vec::new() };
        let lost = |step: &'static str| {
            let byte = self.sentence.bytes(clause.verb, clause.verb + 1).unwrap_or_default();
            why::lost(step, byte, None);
            Vec::new()
        };
        if let Some(draft) = self.unanswered(index, clause, subject) {
            return vec![draft];
        }
        let opinion = self.undetermined(index, clause, subject);
        let threat = || {
            self.retaliates(index, clause, subject).or_else(|| self.hints_at_steps(index, clause, subject))
        };
        if let Some(draft) = opinion.or_else(threat) {
            return vec![draft];
        }
        if let Some(draft) = self.absence(index, clause, subject) {
            return vec![draft];
        }
        if let Some(draft) = self.orders_away(index, clause, subject) {
            return vec![draft];
        }
        if let Some(shares) = self.shares(index, clause) {
            return shares;
        }
        if let Some(total) = self.counted_total(index, clause, subject) {
            return vec![total];
        }
        if self.is_running_total(clause) {
            return lost("running total");
        }
        if let Some(nominal) = self.nominal(index, clause, subject) {
            return nominal;
        }
        if let Some(draft) = self.follows(index, clause) {
            return vec![draft];
        }
        if !self.may_claim(index, clause) {
            return lost("a clause that claims nothing");
        }
        if self.only_speaks(index) || self.is_ordered_away(index, clause) {
            return lost("only speaks");
        }
        if self.is_half_asked(index, clause) {
            return lost("half asked");
        }
        let Some((act, rule)) = self.act(index, clause) else { return lost("no act for the verb") };
        let Some(entry) = self.context.lexicon.act(act) else { return Vec::new() };
        if self.is_observation(index, clause, entry) {
            return lost("observation");
        }
        if self.is_term(clause, entry) {
            return lost("term of the agreement");
        }
        let mut found: Vec<Draft> = self.draft(index, clause, entry, subject, rule).into_iter().collect();
        if found.is_empty() {
            lost("no actor, or no report");
        }
        self.split(&mut found, clause, entry);
        let listed =
            found.first().filter(|first| first.action == "violate").map(|first| self.listed(clause, first));
        found.extend(listed.into_iter().flatten());
        found
    }

    /// `…, Israel charges.`: behind its words, a verb that accuses does nothing else.
    fn only_speaks(&self, index: usize) -> bool {
        self.sayings.iter().any(|saying| {
            saying.clause == Some(index) && saying.rule == "A1" && saying.kind != SpeechKind::Say
        })
    }

    /// The claim of a clause.
    fn draft(
        &self,
        index: usize,
        clause: &Clause,
        act: &Act,
        subject: Option<&Named>,
        rule: &'static str,
    ) -> Option<Draft> {
        let verb = self.sentence.verb(clause)?;
        let lexicon = self.context.lexicon;
        if self.is_forbidden(clause) {
            return None;
        }
        let actor = self.actor(clause, act, subject, rule);
        if act.needs_actor && actor.is_none() && !self.is_concerned(clause) && !self.is_placed(clause, act) {
            return None;
        }
        let mut voices = self.voices(clause.verb, index);
        let mut mode = self.mode(index, clause, act, rule);
        let mut actor = actor;
        if self.is_included(clause) {
            // What an agreement contains is told by the outlet and binds its parties.
            mode.modality = Modality::Promised;
            voices.clear();
            let id = lexicon.all_parties();
            actor = subject.cloned().filter(|named| self.is_known(&named.id)).or_else(|| {
                let (start, end) = self.sentence.bytes(clause.verb, clause.verb + 1)?;
                Some(Named { id, start, end, by: By::Again, gender: crate::names::Gender::Many })
            });
        }
        let bound = |saying: &Saying| self.is_bound(index, clause, saying);
        modality::spoken(&mut mode, &voices, bound);
        if mode.modality == Modality::Planned && is_own_threat(&voices, actor.as_ref()) {
            mode.modality = Modality::Threatened;
            mode.trail.push("M5");
        }
        let is_charge =
            self.is_claimed_of_issuer(&voices, actor.as_ref()) || is_mutual(&voices, actor.as_ref());
        if mode.modality == Modality::Done && is_charge {
            mode.modality = Modality::Alleged;
            mode.trail.push("M4");
        }
        if self.is_no_report(index, clause, act, (actor.as_ref(), &voices), &mode) {
            return None;
        }
        self.unproven(clause, &mut mode);
        self.was_compelled(clause, &voices, &mut mode);
        self.only_told(clause, &voices, &mut mode);
        if self.is_guess(&voices, &mode) {
            return None;
        }
        if act.class == Class::Pressure && self.threatens(clause) && mode.modality == Modality::Done {
            mode.modality = Modality::Threatened;
            mode.trail.push("M5");
        }
        let patient = if verb.passive { clause.subject.first() } else { clause.objects.first() };
        let patient = if self.suffers(act, clause) { clause.subject.first() } else { patient };
        let object_id = patient.and_then(|chunk| self.named(&[*chunk])).filter(|named| named.by == By::Name);
        let (start, end) = self.quote(index, clause)?;
        let mut draft = self.blank(act, start, end, mode);
        draft.object = patient.and_then(|chunk| {
            slots::object(
                lexicon,
                self.context.text,
                self.sentence,
                *chunk,
                object_id.as_ref().map(|named| named.id.clone()),
            )
        });
        draft.object_party = object_id.map(|named| named.id);
        draft.quantity = self.how_many(act, clause, patient.copied());
        draft.place = self.place(index, clause, draft.class);
        self.fill(&mut draft, index, clause, actor, &voices);
        self.is_to_be(&mut draft, clause);
        self.charged(&mut draft);
        draft.trail.insert(0, rule);
        self.held_up(&mut draft, index);
        self.seen_in_place(&mut draft, clause, subject);
        Some(draft)
    }

    /// How the act of a clause is meant, before any voice.
    fn mode(&self, index: usize, clause: &Clause, act: &Act, rule: &str) -> Mode {
        let mut mode = modality::of_clause(self.sentence, index, rule == "V2");
        if rule == "V3" {
            modality::ended(self.sentence, clause, &mut mode);
        }
        modality::disbelieved(self.sentence, index, &mut mode);
        if act.action == "hold_fire" {
            mode.negate("M11");
        }
        mode
    }

    /// Where: in the clause, else of an event in the nearest one.
    fn place(&self, index: usize, clause: &Clause, class: Class) -> Option<crate::claim::Mention> {
        let (lexicon, text) = (self.context.lexicon, self.context.text);
        slots::place(lexicon, text, self.sentence, clause).or_else(|| {
            slots::is_event(class).then(|| slots::place_near(lexicon, text, self.sentence, index)).flatten()
        })
    }

    /// Voice, time, units, places: what every draft has.
    fn fill(
        &self,
        draft: &mut Draft,
        index: usize,
        clause: &Clause,
        actor: Option<Named>,
        voices: &[&Saying],
    ) {
        // Whoever watches and tells of a shot did not fire it.
        let is_watcher = |named: &Named| {
            self.context.lexicon.kind_of(&named.id) == Some(crate::lexicon::ActorKind::Body)
                && (voices.iter().any(|saying| saying.source.id == named.id)
                    || self.context.issuer.as_ref().is_some_and(|issuer| issuer.id == named.id))
        };
        draft.actor = actor.filter(|named| draft.class != Class::Force || !is_watcher(named));
        draft.clause = index;
        // Who binds himself is no voice about himself.
        let actor_id = draft.actor_id().to_owned();
        let speaks = |saying: &&&Saying| saying.kind != SpeechKind::Promise || saying.source.id != actor_id;
        draft.attribution = voices.iter().filter(speaks).map(|saying| self.attribution(saying)).collect();
        draft.attribution.dedup_by(|next, before| next.source == before.source && next.kind == before.kind);
        draft.voice = voices.last().map(|saying| saying.kind);
        if draft.attribution.is_empty() {
            self.carry_voice(draft);
        }
        let said = voices.last().and_then(|saying| saying.when);
        let (when, days, rule) = dates::of_clause(
            self.context.clock,
            self.context.text,
            self.sentence,
            index,
            draft.mode.modality,
            (said, !voices.is_empty()),
        );
        draft.when = when;
        draft.days = days;
        draft.units = slots::units_of(self.context.lexicon, self.sentence, clause)
            .into_iter()
            .map(str::to_owned)
            .collect();
        draft.places = self.places(clause);
        draft.trail.extend(voices.iter().map(|saying| saying.rule));
        draft.trail.extend(draft.mode.trail.iter());
        draft.trail.push(rule);
        let names_party = |named: &Named| self.is_known(&named.id);
        draft.is_about = draft.actor.as_ref().is_some_and(names_party)
            || draft.object_party.as_deref().is_some_and(|id| self.is_known(id))
            || !draft.places.is_empty()
            || draft.attribution.iter().any(|one| self.is_known(&one.source))
            || draft
                .object
                .as_ref()
                .is_some_and(|object| object.id.as_deref() == Some(&self.context.lexicon.agreement.id));
    }

    fn is_known(&self, id: &str) -> bool {
        !id.starts_with("unnamed") && !id.starts_with("person") && id != "unknown" && !id.is_empty()
    }

    fn places(&self, clause: &Clause) -> Vec<String> {
        let chunks = clause.preps.iter().map(|(_, noun)| *noun).chain(clause.objects.iter().copied());
        let mut ids = Vec::new();
        for sense in chunks.flat_map(|chunk| self.sentence.of(chunk)).flat_map(|item| item.senses) {
            if let Sense::Place(place) = sense {
                ids.extend(self.context.lexicon.place(*place).map(|place| place.id.clone()));
            }
        }
        ids
    }

    fn blank(&self, act: &Act, start: usize, end: usize, mode: Mode) -> Draft {
        Draft {
            zone: self.context.zone,
            clause: 0,
            class: act.class,
            // Fire that was held is fire, which was not opened.
            action: if act.action == "hold_fire" { "fire".to_owned() } else { act.action.clone() },
            start,
            end,
            actor: None,
            object: None,
            object_party: None,
            quantity: None,
            place: None,
            when: None,
            days: None,
            attribution: Vec::new(),
            voice: None,
            mode,
            units: Vec::new(),
            places: Vec::new(),
            trail: Vec::new(),
            is_about: false,
        }
    }

    /// The bytes of the quote: from the subject, or from the first verb of the chain, to the end of the clause.
    fn quote(&self, index: usize, clause: &Clause) -> Option<(usize, usize)> {
        let mut first = clause.first;
        let mut at = index;
        while let Some((above, governing)) = modality::governor(self.sentence, at) {
            if clause.link == Link::And {
                break;
            }
            first = governing.first;
            at = above;
        }
        self.sentence.bytes(first, clause.after)
    }
}
