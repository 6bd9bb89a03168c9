//! The form of a words file: TOML, the same for the base that ships and for the words of an agreement.

use serde::Deserialize;

use crate::claim::{Bearing, Class};

/// A words file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct File {
    /// Whom the reports name.
    pub(super) actor: Vec<Actor>,
    /// Nouns that name an organ beside the name of an actor: `soldier`, `defence ministry`.
    pub(super) role: Vec<Role>,
    /// Names of all parties together: `both sides`.
    pub(super) joint: Vec<Joint>,
    /// Names of the agreement.
    pub(super) agreement: Option<Named>,
    /// Places.
    pub(super) place: Vec<PlaceEntry>,
    /// Things that are counted, moved, destroyed.
    pub(super) unit: Vec<Unit>,
    /// What can be claimed.
    pub(super) act: Vec<Act>,
    /// Which provision a claim speaks to.
    pub(super) link: Vec<Link>,
    /// What is known of sources beside their names.
    pub(super) source: Vec<super::source::Source>,
    /// Verbs of saying.
    pub(super) speech: Vec<Speech>,
    /// Verbs that tell how far another verb has come.
    pub(super) control: Vec<Control>,
    /// Words of the grammar.
    pub(super) grammar: Vec<Grammar>,
    /// Phrases that never mean what their words would mean alone.
    pub(super) stop: Vec<String>,
    /// Verbs that mean nothing here, and whose place must be known all the same.
    pub(super) inert: Vec<String>,
    /// Verbs whose forms do not follow the rule: base, past, participle.
    pub(super) irregular: Vec<[String; 3]>,
}

/// Whom the reports name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Actor {
    /// Its id: `KP`, `KR.JCS`.
    pub(super) id: String,
    /// The name that the agreement gives it.
    pub(super) is: Option<String>,
    /// What it is.
    pub(super) kind: ActorKind,
    /// Its names.
    pub(super) names: Vec<String>,
    /// Words that say that something is its own.
    pub(super) adjectives: Vec<String>,
    /// Its people.
    pub(super) people: Vec<String>,
    /// Seats of its government: an actor with a verb, a place behind `in`.
    pub(super) capitals: Vec<String>,
    /// What its organs are called, where not as usual: `force = "KPA"`.
    pub(super) organs: std::collections::BTreeMap<String, String>,
    /// Its names in Korean, without particles.
    pub(super) korean: Vec<String>,
}

/// What an actor is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ActorKind {
    /// A party to the agreement, or an organ of one.
    Party,
    /// A state or group that is none.
    #[default]
    Third,
    /// A mission or commission.
    Body,
    /// A person in an office.
    Person,
    /// An outlet.
    Media,
}

/// A noun that names an organ.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Role {
    /// Which organ: `force`, `government`; the key of an actor's `organs`.
    pub(super) organ: String,
    /// What stands for it where an actor does not say.
    pub(super) default: String,
    /// A second part, for persons: `soldier`.
    pub(super) person: Option<String>,
    /// The nouns, singular.
    pub(super) nouns: Vec<String>,
    /// Nouns that have no plural, or are one.
    pub(super) fixed: Vec<String>,
    /// Nouns in Korean.
    pub(super) korean: Vec<String>,
}

/// Names of several actors together.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Joint {
    /// The id; all parties of the agreement if absent.
    pub(super) id: Option<String>,
    /// The names.
    pub(super) names: Vec<String>,
    /// In Korean.
    pub(super) korean: Vec<String>,
}

/// The agreement.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Named {
    /// The head of its topics: `cma2018`.
    pub(super) id: String,
    /// Its parties, in the order in which joint ids name them.
    pub(super) parties: Vec<String>,
    /// The offset of the zone of its events from UTC: `+09:00`.
    pub(super) offset: Option<String>,
    /// The day from which it holds: what was done since it came into effect.
    pub(super) holds: Option<String>,
    /// Its names.
    pub(super) names: Vec<String>,
    /// Its names in Korean.
    pub(super) korean: Vec<String>,
}

/// A place.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct PlaceEntry {
    /// Its id: `line:mdl`.
    pub(super) id: String,
    /// The name of the zone or line in the agreement.
    pub(super) zone: Option<String>,
    /// Its names.
    pub(super) names: Vec<String>,
    /// In Korean.
    pub(super) korean: Vec<String>,
}

/// Things that are counted, moved, destroyed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Unit {
    /// Its id: `guard_post`.
    pub(super) id: String,
    /// The nouns, singular.
    pub(super) nouns: Vec<String>,
    /// Nouns that have no plural, or are one.
    pub(super) fixed: Vec<String>,
    /// In Korean, counters included.
    pub(super) korean: Vec<String>,
}

/// What can be claimed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Act {
    /// What kind of thing.
    pub(super) class: Class,
    /// What exactly.
    pub(super) action: String,
    /// Verbs, base form, a particle behind them where they need one.
    #[serde(default)]
    pub(super) verbs: Vec<String>,
    /// Nouns, singular.
    #[serde(default)]
    pub(super) nouns: Vec<String>,
    /// Units of which one must be what it is done to: the verb is too common without.
    #[serde(default)]
    pub(super) needs: Vec<String>,
    /// Whether an actor must be known: the verb is too common without.
    #[serde(default)]
    pub(super) needs_actor: bool,
    /// Whether something must be there that it is done to, whoever does it: `keep`, `leave`.
    #[serde(default)]
    pub(super) needs_object: bool,
    /// The subject undergoes the act: `die`.
    #[serde(default)]
    pub(super) undergone: bool,
    /// Stems in Korean.
    #[serde(default)]
    pub(super) korean: Vec<String>,
    /// Stems of verbs in Korean that need no `하다`: `쏘`, `보내`.
    #[serde(default)]
    pub(super) korean_verbs: Vec<String>,
    /// The stems in Korean are too common without one of these things before them.
    #[serde(default)]
    pub(super) korean_needs: Vec<String>,
}

/// Which provision a claim speaks to. The link with most conditions that all hold is taken.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Link {
    /// The topic: the provision behind the colon.
    pub(super) topic: String,
    /// Norms of the agreement that it may speak to.
    pub(super) norms: Vec<String>,
    /// Classes of which the claim's must be one.
    pub(super) class: Vec<Class>,
    /// Actions of which the claim's must be one.
    pub(super) action: Vec<String>,
    /// Units of which one must stand in the clause.
    pub(super) units: Vec<String>,
    /// Places of which one must stand in the clause or be the claim's.
    pub(super) places: Vec<String>,
    /// Words of which one must stand in the clause.
    pub(super) words: Vec<String>,
    /// Parties of which one must act.
    pub(super) actors: Vec<String>,
    /// What it means if it is done.
    pub(super) bearing: Bearing,
    /// From that day on only.
    pub(super) from: Option<String>,
}

/// Verbs of saying.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Speech {
    /// What they do to what is said.
    pub(super) kind: SpeechKind,
    /// The verbs.
    pub(super) verbs: Vec<String>,
    /// Nouns: `statement`, `accusation`.
    pub(super) nouns: Vec<String>,
}

/// What a verb of saying does to what is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SpeechKind {
    /// Says it.
    #[default]
    Say,
    /// Says it of somebody: `accuse A of`.
    Accuse,
    /// Says it, and by the verb that it is not proven: `allege`.
    Allege,
    /// Denies it.
    Deny,
    /// Binds the speaker: `pledge`, `agree`.
    Promise,
    /// Asks somebody for it: `urge A to`.
    Urge,
    /// Holds it likely: `believe`.
    Assess,
    /// Threatens.
    Threaten,
}

/// Verbs that tell how far another verb has come.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Control {
    /// What they do to it.
    pub(super) effect: Effect,
    /// The verbs.
    pub(super) verbs: Vec<String>,
}

/// What such a verb does to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Effect {
    /// It goes on.
    Ongoing,
    /// It is done.
    Done,
    /// It is to come.
    Planned,
    /// Somebody has bound himself.
    Promised,
    /// Somebody wants it.
    Wanted,
    /// It is not done.
    Not,
    /// It was done and is done no more.
    Stopped,
    /// Whether it is done is open: `try`.
    Tried,
    /// Somebody lets or makes others do it: `allow A to`.
    Caused,
    /// It seems so.
    Assessed,
    /// Somebody threatens it.
    Threatened,
}

/// Words of the grammar.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Grammar {
    /// Their part of speech.
    pub(super) part: Part,
    /// The words.
    pub(super) words: Vec<String>,
}

/// Parts of speech that are closed lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Part {
    /// `the`, `a`, `his`
    Determiner,
    /// `in`, `of`
    Preposition,
    /// `and`, `or`
    And,
    /// `but`, `while`: a new clause that stands beside
    But,
    /// `after`, `because`: a clause that stands below
    Subordinator,
    /// `that`
    That,
    /// `if`
    If,
    /// `who`, `which`
    Relative,
    /// `not`, `never`
    Not,
    /// `no`, `any`, `none`
    No,
    /// `will`
    Future,
    /// `would`
    Would,
    /// `may`
    May,
    /// `should`
    Should,
    /// `can`
    Can,
    /// `be`
    Be,
    /// `been`, `being`
    Been,
    /// `have`
    Have,
    /// `do`
    Do,
    /// `to`
    To,
    /// `he`, `she`
    PersonPronoun,
    /// `it`
    ThingPronoun,
    /// `they`
    PluralPronoun,
    /// `we`
    OwnPronoun,
    /// `him`, `them`
    ObjectPronoun,
    /// `reportedly`
    Hedge,
    /// `again`, `also`: adverbs
    Adverb,
    /// `carry out`, `conduct`: verbs that only carry a noun
    Support,
    /// `by`
    By,
    /// `according to`
    According,
    /// `of`
    Of,
    /// Openings behind which the speaker of the sentence before is silent: `the incident came as`
    Aside,
    /// Adjectives that no verb reading is to be taken for
    Adjective,
    /// Words that name nobody: `critics`
    Unnamed,
    /// `neither`, `nor`
    Nor,
}
