//! Who is meant by a noun group: a party, an organ of one, several together, somebody unnamed, or somebody named before.

mod owners;
mod parts;

use std::rc::Rc;

use parts::{Parts, behind_share, parts};

use owners::{beside, in_capital, organ, other_side, owned_by_pronoun, possessed, the_group};

use crate::clauses::Sentence;
use crate::items::{Item, ItemKind};
use crate::lexicon::{ActorKind, Lexicon, Part, Role, Sense};

/// Somebody that a noun group names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// An id of the words files, `A+B`, `unnamed:critics`, `person:John Smith`, or `unknown`.
    pub(crate) id: String,
    /// The bytes of the words.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// How the id was found.
    pub(crate) by: By,
    /// Whether `he`, `it` or `they` may mean it.
    pub(crate) gender: Gender,
}

/// How an id was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// It is named.
    Name,
    /// It is named by an adjective before a noun that is nobody: `an Israeli strike`.
    Adjective,
    /// By a pronoun.
    Pronoun,
    /// By a noun that was said of somebody before: `the military`.
    Again,
    /// Nobody is named.
    Unnamed,
}

/// What a pronoun must be to mean it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    Person,
    Thing,
    Many,
}

/// Who was named before, the last one last.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory {
    before: Vec<Rc<Named>>,
    /// Who speaks by `we`.
    pub(crate) own: Option<String>,
    /// The party whose broadcast it is.
    pub(crate) home: Option<String>,
    /// Who spoke last.
    pub(crate) speaker: Option<Named>,
}

/// So many are remembered: a pronoun reaches no farther back.
const REMEMBERED: usize = 16;

impl Memory {
    /// Nobody was named yet; `we` are these.
    pub(crate) fn of(own: Option<String>) -> Memory {
        Memory { own, ..Memory::default() }
    }

    pub(crate) fn remember(&mut self, named: &Named) {
        if matches!(named.by, By::Unnamed) && named.id == "unknown" {
            return;
        }
        if self.before.len() >= REMEMBERED {
            self.before.remove(0);
        }
        self.before.push(Rc::new(named.clone()));
    }

    /// Remembers who acts in a clause below another, behind whoever acts in that.
    pub(crate) fn remember_below(&mut self, named: &Named) {
        let above = self.before.pop();
        self.remember(named);
        if let Some(above) = above {
            self.remember(&above);
        }
    }

    /// Whoever spoke last.
    pub(crate) fn last_speaker(&self) -> Option<&Named> {
        self.speaker.as_ref()
    }

    /// Whoever was named last.
    pub(crate) fn last_named(&self) -> Option<&Named> {
        self.before.last().map(Rc::as_ref)
    }

    /// Whoever was named, the last one first.
    fn backwards(&self) -> impl Iterator<Item = &Named> {
        self.before.iter().rev().map(Rc::as_ref)
    }

    fn last(&self, gender: Gender) -> Option<&Named> {
        let exact = self.backwards().find(|named| named.gender == gender);
        match gender {
            // `they` also means an organ of many people, `it` an organ named in the plural.
            Gender::Many => exact.or_else(|| self.backwards().find(|named| named.gender == Gender::Thing)),
            Gender::Thing => exact,
            Gender::Person => exact.or_else(|| self.last_named()),
        }
    }

    /// The last who was called so: the same organ of any party.
    fn last_of(&self, lexicon: &Lexicon, role: &Role) -> Option<&Named> {
        if role.organ == "body" {
            return self.backwards().find(|named| lexicon.kind_of(&named.id) == Some(ActorKind::Body));
        }
        self.backwards().find(|named| {
            let Some((_, organ)) = named.id.split_once('.') else { return false };
            let organ = organ.split('.').next().unwrap_or_default();
            let is_force = role.organ == "force" && FORCES.contains(&organ)
                || role.organ == "ministry" && MINISTRIES.contains(&organ);
            organ == role.default || is_force || role.organ == "spokesman" && named.gender != Gender::Person
        })
    }

    /// The last who was named and may have offices: a party or another state.
    fn last_state(&self, lexicon: &Lexicon) -> Option<&Named> {
        // A movement has no ministers.
        let is_movement = |id: &str| {
            lexicon
                .actors
                .iter()
                .any(|actor| actor.id == party_of(id) && actor.organs.contains_key("movement"))
        };
        let is_state = |named: &&Named| {
            if is_movement(&named.id) {
                return false;
            }
            let kind = lexicon.kind_of(party_of(&named.id));
            matches!(kind, Some(ActorKind::Party | ActorKind::Third)) && !named.id.contains('+')
        };
        self.backwards().find(is_state)
    }

    fn last_party(&self) -> Option<&Named> {
        self.backwards().find(|named| {
            !named.id.starts_with("unnamed") && !named.id.starts_with("person") && !named.id.contains('+')
        })
    }
}

/// Names of organs that fight, whatever a party calls them.
const FORCES: [&str; 9] = ["MIL", "KPA", "IDF", "LAF", "AFU", "ARMY", "QASSAM", "JCS", "MARINES"];

/// Names of ministries.
const MINISTRIES: [&str; 6] = ["MND", "MOD", "MFA", "MOI", "MOH", "MOU"];

/// Who the noun groups name together.
pub(crate) fn named(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    chunks: &[usize],
    memory: &Memory,
) -> Option<Named> {
    if let [chunk] = chunks {
        return of_chunk(lexicon, text, sentence, *chunk, memory);
    }
    let mut found: Vec<Named> = Vec::new();
    for chunk in chunks {
        if let Some(one) = of_chunk(lexicon, text, sentence, *chunk, memory) {
            found.push(one);
        }
    }
    let mut together = found.first()?.clone();
    if found.len() > 1 {
        let ids: Vec<&str> =
            found.iter().filter(|one| !one.id.starts_with("unknown")).map(|one| one.id.as_str()).collect();
        together.id = joined(lexicon, &ids);
        together.end = found.last()?.end;
        together.gender = Gender::Many;
    }
    Some(together)
}

/// Ids in the order of the agreement's list of parties, each once.
pub(crate) fn joined(lexicon: &Lexicon, ids: &[&str]) -> String {
    let mut parts: Vec<&str> = ids.iter().flat_map(|id| id.split('+')).collect();
    let rank = |id: &str| {
        let party = id.split('.').next().unwrap_or_default();
        lexicon.agreement.parties.iter().position(|other| other == party).unwrap_or(usize::MAX)
    };
    parts.sort_by_key(|id| rank(id));
    parts.dedup();
    parts.join("+")
}

fn of_chunk(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    chunk: usize,
    memory: &Memory,
) -> Option<Named> {
    let items = sentence.of(chunk);
    if let Some(behind) = behind_share(items) {
        return of_items(lexicon, text, sentence, (chunk, behind), memory);
    }
    of_items(lexicon, text, sentence, (chunk, items), memory)
}

/// Who is meant by the words of a noun group.
fn of_items(
    lexicon: &Lexicon,
    text: &str,
    sentence: &Sentence<'_>,
    (chunk, items): (usize, &[Item<'_>]),
    memory: &Memory,
) -> Option<Named> {
    let (start, end) = (items.first()?.start, items.last()?.end);
    let of = items.iter().position(|item| item.part(Part::Of)).unwrap_or(items.len());
    let head = parts(lexicon, items.get(..of)?);
    let behind = parts(lexicon, items.get(of..)?);
    let make = |id: String, by: By, gender: Gender| Some(Named { id, start, end, by, gender });
    if let Some(pronoun) = head.pronoun {
        let is_many = items.iter().any(|item| matches!(item.lower.as_str(), "them" | "themselves"));
        let is_us = items.iter().any(|item| item.lower == "us");
        return of_pronoun((pronoun, is_many, is_us), memory, start, end);
    }
    if let Some((role, at)) = head.role {
        return of_role(lexicon, (items, chunk, sentence), (role, at), (&head, &behind), memory);
    }
    if let Some(id) = head.people.clone() {
        return make(id + ".citizens", By::Name, Gender::Many);
    }
    if let Some(id) = head.joint.clone() {
        return make(id, By::Name, Gender::Many);
    }
    if let Some((id, at, is_adjective)) = head.actors.last().cloned() {
        let is_head = at == head.last_word
            || !is_adjective
                && items.get(at + 1).is_none_or(|next| !matches!(next.kind, ItemKind::Possessive));
        let by = if is_head && !is_adjective { By::Name } else { By::Adjective };
        let gender = match lexicon.actors.iter().find(|actor| actor.id == id).map(|actor| actor.kind) {
            Some(ActorKind::Person) => Gender::Person,
            _ => Gender::Thing,
        };
        return make(id, by, gender);
    }
    if let Some(owner) = head.owner {
        let owned = items.get(..=owner.1).unwrap_or(items);
        let found = of_role(lexicon, (owned, chunk, sentence), owner, (&head, &Parts::default()), memory);
        if let Some(found) = found.filter(|found| found.by != By::Unnamed) {
            return make(found.id, By::Again, Gender::Person);
        }
    }
    if let Some(noun) = head.unnamed.clone() {
        if let Some(id) = beside(lexicon, sentence, chunk)
            .filter(|_| !noun.contains("resident") && !noun.contains("witness"))
        {
            return make(id, By::Name, Gender::Person);
        }
        // `the source`: the one who spoke before.
        if let Some(last) = memory.last_named().filter(|last| {
            items.first().is_some_and(|item| item.lower == "the")
                && items.len() == 2
                && last.gender != Gender::Many
        }) {
            return make(last.id.clone(), By::Again, Gender::Person);
        }
        // `residents of Seoul` are nobody's organ.
        let gender = if noun.ends_with('s') { Gender::Many } else { Gender::Person };
        return make(format!("unnamed:{noun}"), By::Unnamed, gender);
    }
    if let Some((id, ..)) = behind.actors.last().cloned() {
        return make(id, By::Adjective, Gender::Thing);
    }
    if let Some(id) = behind.joint.clone() {
        return make(id, By::Adjective, Gender::Many);
    }
    // `groups of them`
    if let Some(pronoun) = behind.pronoun.filter(|_| items.last().is_some_and(|item| item.lower == "them")) {
        return of_pronoun((pronoun, true, false), memory, start, end);
    }
    person(text, items).and_then(|name| make(format!("person:{name}"), By::Unnamed, Gender::Person))
}

fn of_pronoun(
    (pronoun, is_many, is_us): (Part, bool, bool),
    memory: &Memory,
    start: usize,
    end: usize,
) -> Option<Named> {
    let gender = match pronoun {
        Part::ObjectPronoun if is_many => Gender::Many,
        Part::PersonPronoun | Part::ObjectPronoun => Gender::Person,
        Part::ThingPronoun => Gender::Thing,
        _ => Gender::Many,
    };
    if pronoun == Part::OwnPronoun || is_us {
        let id = memory.own.clone()?;
        return Some(Named { id, start, end, by: By::Pronoun, gender });
    }
    let last = memory.last(gender)?;
    Some(Named { id: last.id.clone(), start, end, by: By::Pronoun, gender: last.gender })
}

/// `army guns`, `government artillery`: of whoever is called so.
fn of_first_role(
    lexicon: &Lexicon,
    items: &[Item<'_>],
    (first, at): (u16, usize),
    role: &Role,
    memory: &Memory,
) -> Option<(String, By)> {
    if let Some(id) = army(lexicon, items.get(at)) {
        return Some((organ(lexicon, &id, role), By::Adjective));
    }
    let owner = lexicon.roles.get(usize::from(first)).filter(|owner| owner.organ != "people")?;
    memory.last_of(lexicon, owner).map(|last| (last.id.clone(), By::Again))
}

/// Who is called `the army`, by the words of the agreement.
fn army(lexicon: &Lexicon, item: Option<&Item<'_>>) -> Option<String> {
    let noun = item?.lower.as_str();
    let found = lexicon.longest(&[lexicon.word("the", "the"), lexicon.word(noun, noun)])?;
    found.senses.iter().filter(|_| found.words == 2).find_map(|sense| match sense {
        Sense::Actor(actor) => lexicon.actor(*actor).map(|actor| actor.id.clone()),
        _ => None,
    })
}

type Place<'s, 'l> = (&'s [Item<'l>], usize, &'s Sentence<'l>);

/// A noun that names an organ: of the party named before it, behind `of` or behind `in` its capital; else of whoever was
/// called so before.
fn of_role(
    lexicon: &Lexicon,
    place: Place<'_, '_>,
    (role, at): (u16, usize),
    (head, behind): (&Parts, &Parts),
    memory: &Memory,
) -> Option<Named> {
    let (items, chunk, sentence) = place;
    let entry = lexicon.roles.get(usize::from(role))?;
    let (start, end) = (items.first()?.start, items.last()?.end);
    let gender = gender_of(entry, items.get(at));
    let make = |id: String, by: By| Some(Named { id, start, end, by, gender });
    let is_ours = items
        .iter()
        .any(|item| matches!(item.lower.as_str(), "our" | "ours") || item.lower.starts_with("our "));
    if let Some(own) = memory.own.as_ref().filter(|_| is_ours) {
        return make(organ(lexicon, own.split('.').next().unwrap_or_default(), entry), By::Name);
    }
    let own = head.actors.iter().rev().find(|(_, index, _)| *index <= at).map(|(id, ..)| id.clone());
    // `its men`, `their drones`: whoever owns them, and no others that were called so before.
    let has_owner = own.is_some() || head.joint.is_some();
    if let Some(id) = owned_by_pronoun((items, at), memory).filter(|_| !has_owner && entry.organ != "enemy") {
        let ids: Vec<String> = id.split('+').map(|id| organ(lexicon, party_of(id), entry)).collect();
        return make(ids.join("+"), By::Again);
    }
    let first = head.first_role.filter(|(_, before)| *before < at && !has_owner && entry.organ == "force");
    if let Some(named) = first.and_then(|first| of_first_role(lexicon, items, first, entry, memory)) {
        return make(named.0, named.1);
    }
    // `residents of Khartoum` speak for nobody.
    if entry.organ == "people" && !has_owner {
        let noun = items.get(at).map_or("people", |item| item.lower.as_str()).replace(' ', "-");
        return make(format!("unnamed:{noun}"), By::Unnamed);
    }
    let joint = head.joint.clone().or_else(|| behind.joint.clone());
    let owner = own
        .or(joint)
        .or_else(|| behind.actors.first().map(|(id, ..)| id.clone()))
        .or_else(|| in_capital(lexicon, sentence, chunk));
    if let Some(owner) = owner {
        let ids: Vec<String> = owner.split('+').map(|id| organ(lexicon, id, entry)).collect();
        return make(ids.join("+"), By::Name);
    }
    // `teams of the Mission`, `members of the movement`
    let of = items.iter().position(|item| item.part(Part::Of)).unwrap_or(items.len());
    if let (Some(inner), Some(rest)) = (behind.role, items.get(of..)) {
        let found = of_role(lexicon, (rest, chunk, sentence), inner, (behind, &Parts::default()), memory);
        if let Some(found) = found.filter(|found| found.by != By::Unnamed) {
            return make(found.id, found.by);
        }
    }
    if let Some(id) = behind_of(lexicon, sentence, chunk, memory) {
        return make(id, By::Name);
    }
    if entry.organ == "enemy" {
        return make(other_side(lexicon, memory)?, By::Again);
    }
    if let Some(id) = beside(lexicon, sentence, chunk) {
        return make(id, By::Name);
    }
    let noun = items.get(at).map_or("", |item| item.lower.as_str());
    // `a sniper`, `an aircraft`: what is told of for the first time is nobody's who was named before.
    if entry.organ == "force" && is_indefinite(items) && !is_officer(noun) {
        return make(format!("unnamed:{}", noun.replace(' ', "-")), By::Unnamed);
    }
    if let Some(last) = memory.last_of(lexicon, entry) {
        return make(last.id.clone(), By::Again);
    }
    if let Some(id) = the_group(lexicon, items, entry, memory) {
        return make(id, By::Again);
    }
    if let Some(id) = possessed(lexicon, (items, at), entry, memory) {
        return make(id, By::Again);
    }
    make(
        if noun.is_empty() { "unknown".to_owned() } else { format!("unnamed:{}", noun.replace(' ', "-")) },
        By::Unnamed,
    )
}

/// `a soldier of our army`: whoever is named behind an `of` that stands apart.
fn behind_of(lexicon: &Lexicon, sentence: &Sentence<'_>, chunk: usize, memory: &Memory) -> Option<String> {
    let is_of = sentence.of(chunk + 1).first().is_some_and(|item| item.lower == "of");
    let items = sentence.of(chunk + 2);
    let found = parts(lexicon, items);
    let is_ours = items.iter().any(|item| item.lower == "our" || item.lower.starts_with("our "));
    let own = || memory.own.as_deref().filter(|_| is_ours).map(|own| party_of(own).to_owned());
    is_of.then(|| found.actors.first().map(|(id, ..)| id.clone()).or(found.joint).or_else(own)).flatten()
}

/// The party of an id, without its organ.
fn party_of(id: &str) -> &str {
    id.split('.').next().unwrap_or_default()
}

/// Who speaks for a force.
fn is_officer(noun: &str) -> bool {
    ["officer", "official", "commander"].iter().any(|word| noun.ends_with(word))
}

/// `a sniper`: nobody who was spoken of before.
fn is_indefinite(items: &[Item<'_>]) -> bool {
    items.first().is_some_and(|item| matches!(item.lower.as_str(), "a" | "an" | "another"))
}

fn gender_of(role: &Role, item: Option<&Item<'_>>) -> Gender {
    let is_plural = item.is_some_and(|item| {
        item.lower.ends_with('s') && !item.lower.ends_with("ss")
            || matches!(item.lower.as_str(), "troops" | "people" | "personnel" | "police" | "media")
    });
    let is_person = role.person.as_deref() == Some("soldier")
        || matches!(
            role.organ.as_str(),
            "spokesman" | "presidency" | "premier" | "leader" | "people" | "parliament"
        )
        || item.is_some_and(|item| {
            ["official", "minister", "envoy", "officer", "chief", "negotiator", "ambassador", "delegate"]
                .iter()
                .any(|noun| item.lower.ends_with(noun))
        });
    match (is_plural, is_person) {
        (true, _) => Gender::Many,
        (_, true) => Gender::Person,
        _ => Gender::Thing,
    }
}

/// Two or more words with capitals that nothing is known of: a person's name.
fn person(text: &str, items: &[Item<'_>]) -> Option<String> {
    let run: Vec<&Item<'_>> = items
        .iter()
        .filter(|item| item.capital && item.senses.is_empty() && matches!(item.kind, ItemKind::Word))
        .collect();
    if run.len() < 2 {
        return None;
    }
    Some(text.get(run.first()?.start..run.last()?.end)?.split_whitespace().collect::<Vec<_>>().join(" "))
}
