//! The whole way of a report.

use armistice_facts::calendar::Date;
use serde::{Deserialize, Serialize};

use crate::chunks::chunks;
use crate::claim::{Attribution, Claim, Class, Modality, Polarity, SourceClass, When};
use crate::clauses::sentence;
use crate::confidence::confidence;
use crate::dates::Clock;
use crate::document::{Document, Zone, ZoneKind};
use crate::draft::Draft;
use crate::extract::{Context, drafts};
use crate::identity::Ids;
use crate::issuer::{issuer, party_in};
use crate::items::{items, items_in};
use crate::korean;
use crate::lexicon::{ActorKind, Lexicon, Sense, SpeechKind};
use crate::links::linked;
use crate::merge::merged;
use crate::names::{Memory, Named};
use crate::positions::Positions;
use crate::published::{self, DocumentFacts, Kind, WEEKDAYS};
use crate::sayings::denies_before;
use crate::sentences::sentences;
use crate::slots;
use crate::sport::is_sport;
use crate::tokens::{cut, tokens};
use crate::why;
use crate::zones::refined;

/// The version of the rules: it changes whenever a report may be read otherwise than before.
pub const VERSION: &str = "rules-7";

/// What was read in a report.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// What holds for the whole report.
    pub facts: DocumentFacts,
    /// Its claims, in the order of the text.
    pub claims: Vec<Claim>,
}

/// Reads a report by the words of an agreement. The same text and words give the same claims, on every machine and day.
#[must_use]
pub fn read(lexicon: &Lexicon, document: &Document) -> Reading {
    let zones = refined(&document.text, &document.zones);
    let day = published::published(document, &zones);
    let kind = kind(lexicon, document, &zones);
    let issuer =
        issuer(lexicon, document, &zones, kind).or_else(|| mouthpiece(lexicon, document, &zones, kind));
    let facts = DocumentFacts {
        published: day.map(|(date, _)| date.to_string()),
        published_by: day.map(|(_, by)| by.to_owned()),
        weekday: day
            .and_then(|(date, _)| WEEKDAYS.get(usize::from(date.weekday()).saturating_sub(1)))
            .map(|day| (*day).to_owned()),
        kind,
        wire: published::wire(document, &zones),
        issuer: issuer.as_ref().map(|issuer| issuer.id.clone()),
    };
    let clock = Clock {
        published: day.map(|(date, _)| date),
        offset: &lexicon.agreement.offset,
        last: None,
        is_fresh: false,
        then: None,
        holds: lexicon.agreement.holds.as_deref().and_then(published::date_in),
        period: crate::period::period(document, &zones, day.map(|(date, _)| date)),
    };
    let mut memory = Memory::of(issuer.as_ref().map(|issuer| issuer.id.clone()));
    memory.home = home(lexicon, document, &zones);
    let mut context = Context {
        lexicon,
        text: &document.text,
        zone: ZoneKind::Body,
        clock,
        memory,
        issuer,
        is_quoted: false,
        voice: None,
        doer: None,
        counted: None,
        told: None,
        deniable: None,
        accusation: None,
        put_aside: None,
        units: Vec::new(),
        tokens: Vec::new(),
        items: Vec::new(),
        is_named: facts.issuer.is_some() || kind == Kind::PatrolReport,
    };
    let mut found = Vec::new();
    let is_head = |zone: &Zone| matches!(zone.kind, ZoneKind::Headline | ZoneKind::Standfirst);
    let told = zones.iter().enumerate().filter(|(_, zone)| zone.kind.yields() && !is_head(zone));
    for (at, _) in told.chain(zones.iter().enumerate().filter(|(_, zone)| is_head(zone))) {
        let speaker = cued(lexicon, document, &zones, at);
        let kept = speaker.as_ref().map(|_| (context.issuer.clone(), context.memory.own.clone()));
        if let Some(speaker) = speaker {
            speaks(&mut context, speaker);
        }
        of_zone(&mut context, document, &zones, at, &mut found);
        if let Some((issuer, own)) = kept {
            (context.issuer, context.memory.own) = (issuer, own);
        }
    }
    // What names nobody of the agreement is of another story, however much it speaks of truces and rebels.
    let claims = if context.is_named && !found.is_empty() && !is_sport(&document.text) {
        claims(lexicon, document, found)
    } else {
        Vec::new()
    };
    Reading { facts, claims }
}

/// An agency of a party writes `our guns` below a dateline from its capital: its word is that party's.
fn mouthpiece(lexicon: &Lexicon, document: &Document, zones: &[Zone], kind: Kind) -> Option<Named> {
    let dateline = zones.iter().find(|zone| zone.kind == ZoneKind::Dateline)?;
    let id = capital(lexicon, document, zones)
        .filter(|_| kind == Kind::News && speaks_for_itself(document, zones))?;
    Some(Named {
        id,
        start: dateline.start,
        end: dateline.end,
        by: crate::names::By::Again,
        gender: crate::names::Gender::Thing,
    })
}

/// Whether the text says `we` of whoever wrote it, more than once.
fn speaks_for_itself(document: &Document, zones: &[Zone]) -> bool {
    let bodies = zones.iter().filter(|zone| zone.kind == ZoneKind::Body);
    bodies.map(|zone| crate::issuer::speaks_for_itself(document.of(zone))).sum::<usize>() >= 2
}

/// The kind of a document: what its head calls it, else a statement where the text speaks for itself as `we`.
fn kind(lexicon: &Lexicon, document: &Document, zones: &[Zone]) -> Kind {
    let named = published::kind(document, zones);
    let is_korean =
        zones.first().is_some_and(|zone| crate::korean::is_letterhead(lexicon, document.of(zone)));
    if named == Kind::News && is_korean {
        return Kind::PartyStatement;
    }
    let has_dateline = zones.iter().any(|zone| zone.kind == ZoneKind::Dateline);
    if named != Kind::News {
        // An agency that carries a statement whole sets a dateline before words that say `we`.
        let is_told = has_dateline
            && named == Kind::PartyStatement
            && !published::is_handed_out(document, zones)
            && !speaks_for_itself(document, zones);
        return if is_told { Kind::News } else { named };
    }
    let is_statement = !has_dateline
        && (speaks_for_itself(document, zones) || crate::issuer::is_letterhead(lexicon, document, zones));
    if is_statement { Kind::PartyStatement } else { Kind::News }
}

/// The speaker that the cue of a broadcast names right before what he says.
fn cued(lexicon: &Lexicon, document: &Document, zones: &[Zone], at: usize) -> Option<Named> {
    let cue = zones.get(at.checked_sub(1)?).filter(|cue| cue.kind == ZoneKind::Cue)?;
    party_in(lexicon, document, cue)
}

/// The party whose organs speak in a broadcast: `the military` of its anchor is none other.
fn home(lexicon: &Lexicon, document: &Document, zones: &[Zone]) -> Option<String> {
    let mut parties = zones
        .iter()
        .filter(|zone| zone.kind == ZoneKind::Cue)
        .filter_map(|zone| party_in(lexicon, document, zone))
        .filter(|named| lexicon.kind_of(&named.id) == Some(ActorKind::Party))
        .filter_map(|named| named.id.split('.').next().map(str::to_owned));
    let Some(first) = parties.next() else { return capital(lexicon, document, zones) };
    parties.all(|other| other == first).then_some(first)
}

/// The party in whose capital a report was written, by its dateline: `the ministry` there is none other.
fn capital(lexicon: &Lexicon, document: &Document, zones: &[Zone]) -> Option<String> {
    let zone = zones.iter().find(|zone| zone.kind == ZoneKind::Dateline)?;
    let tokens = tokens(document.of(zone), zone.start);
    let items = items(lexicon, &document.text, &tokens);
    let capital = items.list.iter().flat_map(|item| item.senses).find_map(|sense| match sense {
        Sense::Capital(actor) => lexicon.actor(*actor),
        _ => None,
    })?;
    (capital.kind == ActorKind::Party).then(|| capital.id.clone())
}

/// All that a zone says is the word of one speaker, who is its `we`.
fn speaks(context: &mut Context<'_>, speaker: Named) {
    let voice = Attribution {
        source: speaker.id.clone(),
        cue: "speaks".to_owned(),
        text: context.text.get(speaker.start..speaker.end).map(str::to_owned),
        when: context.clock.published.map(|day| day.to_string()),
        kind: "statement".to_owned(),
    };
    context.voice = Some((SpeechKind::Say, voice));
    context.memory.own = Some(speaker.id.clone());
    context.issuer = Some(speaker);
}

fn of_zone(
    context: &mut Context<'_>,
    document: &Document,
    zones: &[Zone],
    at: usize,
    found: &mut Vec<Draft>,
) {
    let Some(zone) = zones.get(at) else { return };
    context.zone = zone.kind;
    if zone.kind != ZoneKind::Body {
        context.clock.last = None;
    }
    let mut paragraph = usize::MAX;
    let mut place = None;
    let mut before = found.len();
    context.clock.is_fresh = false;
    for part in sentences(document.of(zone), zone.start) {
        let Some(piece) = document.text.get(part.start..part.end) else { continue };
        if part.paragraph != paragraph {
            paragraph = part.paragraph;
            context.is_quoted = false;
            place = None;
            context.clock.is_fresh = false;
            // The next paragraph goes on with the story.
            context.clock.last = context.clock.last.or(context.put_aside.take());
            // A report on a stretch counts in each paragraph what lies in the stretch.
            if context.clock.period.is_some() {
                context.clock.last = None;
            }
        }
        let mut drafts = if korean::is_korean(piece) {
            korean::drafts(context, part.start, part.end)
        } else {
            cut(&mut context.tokens, piece, part.start);
            let room = std::mem::take(&mut context.items);
            let items = items_in(room, context.lexicon, &document.text, &context.tokens);
            context.is_named = context.is_named || names_agreement(context.lexicon, &document.text, &items);
            let chunks = chunks(&items);
            let sentence = sentence(items, chunks);
            let drafts = drafts(context, &sentence);
            if denies_before(&sentence) {
                deny(context, found.get_mut(before..).unwrap_or_default());
            }
            context.items = sentence.items.list;
            drafts
        };
        context.is_quoted = ends_quoted(piece, context.is_quoted);
        before = found.len();
        for draft in &mut drafts {
            slots::carry_place(draft, &mut place);
        }
        context.clock.is_fresh |= drafts.iter().any(|draft| draft.days.is_some());
        if zone.kind == ZoneKind::Caption {
            for draft in &mut drafts {
                undated(draft, context.clock.published, credit(document, zones, at));
            }
        }
        found.extend(drafts);
    }
}

/// Whether a sentence ends within a quotation, that was open before or not.
fn ends_quoted(piece: &str, was_open: bool) -> bool {
    if piece.is_ascii() && !piece.contains('"') {
        return was_open;
    }
    piece.chars().fold(was_open, |is_open, letter| match letter {
        '“' | '«' => true,
        '”' | '»' => false,
        '"' => !is_open,
        _ => is_open,
    })
}

/// Whether the words name a party, a place or the text of the agreement by a name of its own, and not only `the rebels`.
fn names_agreement(lexicon: &Lexicon, text: &str, items: &crate::items::Items<'_>) -> bool {
    let is_own = |sense: &Sense| match sense {
        Sense::Actor(actor) | Sense::Own(actor) | Sense::People(actor) | Sense::Capital(actor) => {
            lexicon.actor(*actor).is_some_and(|actor| actor.kind == ActorKind::Party)
        }
        // `North and South Korea`: both by one name.
        Sense::Joint(joint) => lexicon.joints.get(usize::from(*joint)).is_some_and(Option::is_some),
        Sense::Place(_) | Sense::Agreement => true,
        _ => false,
    };
    items.list.iter().enumerate().filter(|(_, item)| item.senses.iter().any(is_own)).any(|(at, item)| {
        let words = text.get(item.start..item.end).unwrap_or_default();
        let mut capitals = words
            .split_whitespace()
            .filter(|word| !word.eq_ignore_ascii_case("the") && word.starts_with(char::is_uppercase));
        let first = capitals.next();
        first.is_some() && (at > 0 || capitals.next().is_some() || item.after - item.first == 1)
    })
}

/// `This is false.`: what the sentence before told in somebody else's words is denied by whoever says so.
fn deny(context: &Context<'_>, drafts: &mut [Draft]) {
    let denier = context.issuer.as_ref().or_else(|| context.memory.last_speaker());
    let Some(denier) = denier else { return };
    let party = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
    for draft in drafts {
        let told_by_other =
            draft.attribution.last().is_some_and(|voice| party(&voice.source) != party(&denier.id));
        if !told_by_other {
            continue;
        }
        draft.mode.modality = Modality::Denied;
        draft.mode.polarity = Polarity::Positive;
        draft.voice = Some(SpeechKind::Deny);
        draft.trail.push("A8");
        draft.attribution.push(Attribution {
            source: denier.id.clone(),
            cue: "false".to_owned(),
            text: context.text.get(denier.start..denier.end).map(str::to_owned),
            when: context.clock.published.map(|day| day.to_string()),
            kind: "denial".to_owned(),
        });
    }
}

/// A picture is of another day than the story: its caption says no date, whatever its tense.
fn undated(draft: &mut Draft, published: Option<Date>, credit: Option<String>) {
    draft.when = Some(When {
        text: None,
        from: "..".to_owned(),
        to: published.map_or_else(|| "..".to_owned(), |day| day.to_string()),
        granularity: "unknown".to_owned(),
        anchor: "dateline".to_owned(),
        certainty: "open".to_owned(),
    });
    draft.days = None;
    if let Some(credit) = credit.filter(|_| draft.attribution.is_empty()) {
        draft.attribution = vec![Attribution {
            source: format!(
                "photo:{}",
                credit.split(['/', ' ', ',']).next().unwrap_or_default().to_lowercase()
            ),
            cue: "photograph".to_owned(),
            text: Some(credit),
            when: None,
            kind: "photo".to_owned(),
        }];
    }
}

/// The credit that stands right behind a caption.
fn credit(document: &Document, zones: &[Zone], caption: usize) -> Option<String> {
    let end = zones.get(caption)?.end;
    let mut behind = zones.get(caption + 1..)?.iter().take_while(|zone| zone.start < end + 4);
    crate::work::steps(1);
    let credit = behind.find(|zone| zone.kind == ZoneKind::Credit && zone.start >= end)?;
    let words = document.of(credit);
    let (_, owner) = words.split_once(':')?;
    Some(owner.trim().to_owned()).filter(|owner| !owner.is_empty())
}

/// Drafts into claims: linked, with their offsets, joined where they say the same.
fn claims(lexicon: &Lexicon, document: &Document, drafts: Vec<Draft>) -> Vec<Claim> {
    let (positions, ids) = (Positions::of(&document.text), Ids::of(&document.text));
    let all: Vec<(bool, Claim)> = drafts
        .into_iter()
        .filter_map(|draft| Some((draft.is_about, claim(lexicon, document, (&positions, &ids), draft)?)))
        .collect();
    // A report that says nothing about the agreement yields nothing.
    let linked =
        all.iter().filter(|(is_about, claim)| *is_about && !claim.topic.starts_with("topic:")).count();
    if linked == 0 {
        return Vec::new();
    }
    // In a report that plainly speaks of it, an act counts even where nobody is named.
    let found = all
        .into_iter()
        .filter(|(is_about, claim)| {
            let is_told = *is_about || linked > 1 && claim.is_act() && claim.zone != ZoneKind::Caption;
            let is_kept = is_told && !is_nobodys(lexicon, claim);
            if !is_kept {
                let step = if is_told { "of nobody concerned" } else { "names nobody" };
                why::lost(step, claim.byte.into(), Some(claim.class));
            }
            is_kept
        })
        .map(|(_, claim)| claim)
        .collect();
    merged(found)
}

/// Whether a claim is of nobody whom the agreement concerns: talk by nobody, or what a state that is no party does somewhere else.
fn is_nobodys(lexicon: &Lexicon, claim: &Claim) -> bool {
    let is_talk = matches!(claim.class, Class::Talk | Class::Pressure | Class::Judgement);
    if is_talk && claim.actor == "unknown" && claim.attribution.is_empty() {
        return true;
    }
    let is_third = lexicon.kind_of(&claim.actor) == Some(ActorKind::Third) && claim.parties.is_empty();
    let is_known = |id: &str| lexicon.places.iter().any(|place| place.id == id);
    let is_here = claim.place.as_ref().and_then(|place| place.id.as_deref()).is_some_and(is_known);
    let object = claim.object.as_ref().and_then(|object| object.id.as_deref()).unwrap_or_default();
    is_third
        && !is_here
        && lexicon.party_named(object.split('.').next().unwrap_or_default()).is_none()
        && matches!(claim.class, Class::Force | Class::Harm | Class::Custody | Class::Movement | Class::Drill)
}

fn claim(
    lexicon: &Lexicon,
    document: &Document,
    (positions, ids): (&Positions<'_>, &Ids),
    draft: Draft,
) -> Option<Claim> {
    let quote = document.text.get(draft.start..draft.end)?;
    let linked = linked(lexicon, &document.text, &draft);
    let id = ids.id(&draft);
    let (confidence, points) = confidence(&draft, quote, !linked.topic.starts_with("topic:"));
    let source_class = source_class(lexicon, &draft);
    // Somebody who is not named acts: nobody of whom the agreement speaks.
    let is_nobody = draft.actor_id().starts_with("unnamed:") || draft.actor_id().starts_with("person:");
    let actor = if is_nobody { "unknown".to_owned() } else { draft.actor_id().to_owned() };
    let mut parties: Vec<String> = Vec::new();
    for part in actor.split('+') {
        let party = part.split('.').next().unwrap_or_default();
        parties.extend(lexicon.party_named(party).map(str::to_owned));
    }
    parties.dedup();
    let (prefix, suffix) = positions.around(draft.start, draft.end);
    let mut trail: Vec<_> = draft.trail.iter().chain(&points).map(ToString::to_string).collect();
    trail.dedup();
    Some(Claim {
        id,
        zone: draft.zone,
        quote: quote.to_owned(),
        char: [positions.chars_before(draft.start), positions.chars_before(draft.end)],
        byte: [draft.start, draft.end],
        prefix,
        suffix,
        actor_text: draft
            .actor
            .as_ref()
            .and_then(|actor| document.text.get(actor.start..actor.end))
            .map(str::to_owned),
        actor,
        parties,
        class: draft.class,
        action: draft.action,
        object: draft.object,
        quantity: draft.quantity,
        place: draft.place,
        date: draft.when,
        source_class,
        attribution: draft.attribution,
        modality: draft.mode.modality,
        polarity: draft.mode.polarity,
        hedge: draft.mode.hedge,
        topic: linked.topic,
        norms: linked.norms,
        bearing: linked.bearing,
        also_at: Vec::new(),
        contradicts: Vec::new(),
        confidence,
        trail,
    })
}

fn source_class(lexicon: &Lexicon, draft: &Draft) -> SourceClass {
    let Some(inner) = draft.attribution.last() else {
        return if draft.zone == ZoneKind::Caption {
            SourceClass::PhotoCaption
        } else {
            SourceClass::OutletVoice
        };
    };
    if inner.kind == "photo" {
        return SourceClass::PhotoCaption;
    }
    if inner.source.starts_with("unnamed") || inner.source.starts_with("person") || inner.source == "unknown"
    {
        return SourceClass::Unnamed;
    }
    if inner.source.ends_with(".MEDIA") {
        return SourceClass::PartyMedia;
    }
    match lexicon.kind_of(&inner.source) {
        Some(ActorKind::Party) => SourceClass::PartyOfficial,
        Some(ActorKind::Body) => SourceClass::BodyOfficial,
        Some(ActorKind::Media) => SourceClass::OutletVoice,
        _ => SourceClass::ThirdPartyOfficial,
    }
}
