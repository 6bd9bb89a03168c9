//! Whose organ is meant, where a noun group names an organ and no owner: `its troops`, `the ministry`, `the other side`.

use super::parts::parts;
use super::{Gender, Memory, Named};
use crate::clauses::Sentence;
use crate::items::Item;
use crate::lexicon::{ActorKind, Lexicon, Role, Sense};

/// The organ of a party: by the name that the party gives it, else by the usual one.
pub(super) fn organ(lexicon: &Lexicon, id: &str, role: &Role) -> String {
    let actor = lexicon.actors.iter().find(|actor| actor.id == id);
    let organ =
        actor.and_then(|actor| actor.organs.get(&role.organ)).map_or(role.default.as_str(), String::as_str);
    let person = role.person.as_ref().map(|person| format!(".{person}")).unwrap_or_default();
    // An organ that is named itself (`the KPA soldier`) has no other below it.
    if id.contains('.') || organ.is_empty() {
        return format!("{id}{person}");
    }
    format!("{id}.{organ}{person}")
}

/// `the group`: the last one named that is none of a state.
pub(super) fn the_group(
    lexicon: &Lexicon,
    items: &[Item<'_>],
    role: &Role,
    memory: &Memory,
) -> Option<String> {
    if role.organ != "movement" || !items.iter().any(|item| item.lower == "the") {
        return None;
    }
    let groups = || lexicon.actors.iter().filter(|actor| actor.organs.contains_key("movement"));
    let is_group = |named: &&Named| groups().any(|actor| named.id.split('.').next() == Some(&actor.id));
    let last = memory
        .backwards()
        .find(is_group)
        .map(|named| named.id.split('.').next().unwrap_or_default().to_owned());
    last.or_else(|| groups().find(|actor| actor.kind == ActorKind::Party).map(|actor| actor.id.clone()))
}

/// `its troops`, `their drones`, `his men`: the id of whoever was named last and may be meant.
pub(super) fn owned_by_pronoun((items, at): (&[Item<'_>], usize), memory: &Memory) -> Option<String> {
    let owner = items.iter().take(at).find_map(|item| match item.lower.as_str() {
        "their" => memory.last(Gender::Many),
        "its" => memory.last(Gender::Thing),
        "his" | "her" => memory.last(Gender::Person),
        _ => None,
    })?;
    let is_somebody = !owner.id.starts_with("unnamed") && !owner.id.starts_with("person");
    is_somebody.then(|| owner.id.clone())
}

/// `its troops`, `the ministry`, and in a statement of forces `the troops`: the organ of whoever was named last, or speaks.
pub(super) fn possessed(
    lexicon: &Lexicon,
    (items, at): (&[Item<'_>], usize),
    role: &Role,
    memory: &Memory,
) -> Option<String> {
    let of = |id: &str| organ(lexicon, id.split('.').next().unwrap_or_default(), role);
    let is_possessed =
        items.iter().take(at).any(|item| matches!(item.lower.as_str(), "its" | "their" | "his" | "her"));
    let is_the = items.iter().any(|item| item.lower == "the" || item.lower.starts_with("the "));
    const OF_HOME: [&str; 8] =
        ["government", "defence", "staff", "ministry", "interior", "health", "premier", "presidency"];
    // A report that is written in a capital calls its offices by no other name than `the ministry`.
    if let Some(home) = memory
        .home
        .as_ref()
        .filter(|_| is_the && !is_possessed && memory.own.is_none() && OF_HOME.contains(&role.organ.as_str()))
    {
        return Some(of(home));
    }
    if is_local(items.get(at)) && !is_possessed {
        return None;
    }
    let is_office =
        matches!(role.organ.as_str(), "spokesman" | "government" | "defence" | "staff" | "foreign") && is_the;
    // A mission has a spokesman and no ministry.
    let is_any = is_possessed || role.organ == "spokesman";
    let last = if is_any { memory.last_party() } else { memory.last_state(lexicon) };
    if let Some(last) = last.filter(|_| is_possessed || is_office) {
        return Some(of(&last.id));
    }
    let is_party = |own: &&String| lexicon.kind_of(own) == Some(ActorKind::Party);
    const OFFICES: [&str; 9] = [
        "ministry",
        "defence",
        "foreign",
        "interior",
        "health",
        "premier",
        "presidency",
        "staff",
        "government",
    ];
    // In a statement of a party, forces and offices of nobody else are its own; who only fights may be anybody's.
    let is_anybody = is_anybodys(items, at);
    let own =
        memory.own.as_ref().filter(is_party).filter(|_| {
            role.organ == "force" && !is_anybody || is_the && OFFICES.contains(&role.organ.as_str())
        });
    let is_bodys = is_of_body(items.get(at));
    if let Some(body) =
        memory.own.as_ref().filter(|own| is_bodys && lexicon.kind_of(own) == Some(ActorKind::Body))
    {
        return Some(body.clone());
    }
    let is_home = matches!(role.organ.as_str(), "force" | "ministry" | "defence")
        && role.person.is_none()
        && items.iter().any(|item| item.lower == "the" || item.lower.starts_with("the "));
    own.or_else(|| memory.home.as_ref().filter(|_| is_home)).map(|own| of(own))
}

/// Who only fights may be anybody's, and so may arms that nobody is said to have: `naval guns shelled the beach`.
fn is_anybodys(items: &[Item<'_>], at: usize) -> bool {
    const ARMS: [&str; 10] = [
        "warplane",
        "fighter jet",
        "jet",
        "tank",
        "helicopter",
        "gunboat",
        "bulldozer",
        "quadcopter",
        "gun",
        "warship",
    ];
    let is_anybody = items.get(at).is_some_and(|item| {
        [
            "fighter",
            "militant",
            "gunm",
            "guerrilla",
            "insurgent",
            "combatant",
            "drone",
            "aircraft",
            "position",
            "rebel",
        ]
        .iter()
        .any(|noun| item.lower.starts_with(noun))
    });
    let is_bare =
        at == 0 && items.get(at).is_some_and(|item| ARMS.iter().any(|noun| item.lower.starts_with(noun)));
    is_anybody || is_bare
}

/// A mayor is of a town.
fn is_local(item: Option<&Item<'_>>) -> bool {
    const LOCAL: [&str; 4] = ["mayor", "governor", "municipality", "council"];
    item.is_some_and(|item| LOCAL.iter().any(|noun| item.lower.ends_with(noun)))
}

/// Men and teams of a mission.
fn is_of_body(item: Option<&Item<'_>>) -> bool {
    const MEN: [&str; 8] =
        ["personnel", "peacekeepers", "observers", "monitors", "inspectors", "patrols", "team", "teams"];
    item.is_some_and(|item| MEN.contains(&item.lower.as_str()))
}

/// The party that is not the speaker's, where there are two.
pub(super) fn other_side(lexicon: &Lexicon, memory: &Memory) -> Option<String> {
    let own = memory.own.as_deref().or_else(|| memory.last_party().map(|named| named.id.as_str()))?;
    let own = own.split('.').next().unwrap_or_default();
    let mut others = lexicon
        .agreement
        .parties
        .iter()
        .filter(|id| id.as_str() != own && lexicon.kind_of(id) == Some(ActorKind::Party));
    let other = others.next()?;
    others.next().is_none().then(|| other.clone())
}

/// `a source in the operational command`, `a spokeswoman for the envoy of Ukraine`: whoever is named behind the noun.
pub(super) fn beside(lexicon: &Lexicon, sentence: &Sentence<'_>, chunk: usize) -> Option<String> {
    let is_link = sentence
        .of(chunk + 1)
        .first()
        .is_some_and(|item| matches!(item.lower.as_str(), "in" | "at" | "for" | "with" | "from" | "of"));
    // `forces loyal to the government`
    let is_loyal =
        sentence.of(chunk + 1).first().is_some_and(|item| matches!(item.lower.as_str(), "to" | "with"))
            && sentence.of(chunk).last().is_some_and(|item| {
                matches!(
                    item.lower.as_str(),
                    "loyal" | "allied" | "aligned" | "affiliated" | "linked" | "belonging" | "answering"
                )
            });
    let items = sentence.of(chunk + 2);
    (is_link || is_loyal).then_some(())?;
    parts(lexicon, items).actors.first().map(|(id, ..)| id.clone())
}

/// `the military in Seoul`
pub(super) fn in_capital(lexicon: &Lexicon, sentence: &Sentence<'_>, chunk: usize) -> Option<String> {
    let is_in = sentence.of(chunk + 1).first().is_some_and(|item| item.lower == "in");
    if !is_in {
        return None;
    }
    sentence.of(chunk + 2).iter().flat_map(|item| item.senses).find_map(|sense| match sense {
        Sense::Capital(index) | Sense::Actor(index) => lexicon.actor(*index).map(|actor| actor.id.clone()),
        _ => None,
    })
}
