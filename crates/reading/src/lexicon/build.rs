//! Words files into one lexicon.

use std::collections::BTreeMap;

use super::file::{self, File};
use super::forms::{of_noun, of_verb};
use super::pattern::Runs;
use super::{Act, Actor, Agreement, Lexicon, Link, Place, Role, Sense, WordsError};

/// A lexicon while its files are read.
#[derive(Debug, Clone, Default)]
pub(super) struct Building {
    lexicon: Lexicon,
    runs: Runs,
    irregular: BTreeMap<String, [String; 3]>,
    /// By which act and file each verb or noun is taken.
    taken: BTreeMap<String, (usize, u16)>,
}

impl Building {
    /// Reads one more file.
    pub(super) fn add(&mut self, rank: usize, text: &str) -> Result<(), WordsError> {
        let file: File = toml::from_str(text).map_err(|error| form_error(rank, text, &error))?;
        self.lexicon.register.add(&file);
        for verb in &file.irregular {
            let [base, ..] = verb;
            self.irregular.insert(base.clone(), verb.clone());
        }
        for actor in &file.actor {
            self.actor(actor);
        }
        for role in &file.role {
            self.role(role);
        }
        for joint in &file.joint {
            self.joint(joint);
        }
        if let Some(agreement) = &file.agreement {
            self.agreement(agreement);
        }
        for place in &file.place {
            self.place(place);
        }
        for unit in &file.unit {
            self.unit(unit);
        }
        for act in &file.act {
            self.act(rank, act)?;
        }
        self.grammar(&file);
        for link in &file.link {
            self.link(rank, link)?;
        }
        Ok(())
    }

    /// The lexicon.
    pub(super) fn finish(mut self) -> Result<Lexicon, WordsError> {
        self.lexicon.patterns = self.runs.laid_out();
        for word in super::stems::OWN {
            self.lexicon.korean.add(word, None);
        }
        self.lexicon.korean.shrink();
        if self.lexicon.agreement.offset.is_empty() {
            self.lexicon.agreement.offset = "+00:00".to_owned();
        }
        Ok(self.lexicon)
    }

    fn actor(&mut self, actor: &file::Actor) {
        let known = self.lexicon.actors.iter().position(|other| other.id == actor.id);
        let index = known.unwrap_or_else(|| {
            self.lexicon.actors.push(Actor {
                id: actor.id.clone(),
                is: None,
                kind: actor.kind,
                organs: BTreeMap::new(),
            });
            self.lexicon.actors.len() - 1
        });
        if let Some(entry) = self.lexicon.actors.get_mut(index) {
            entry.kind = actor.kind;
            entry.is = actor.is.clone().or_else(|| entry.is.take());
            entry.organs.extend(actor.organs.clone());
        }
        let index = short(index);
        self.all(&actor.names, Sense::Actor(index));
        self.all(&actor.adjectives, Sense::Own(index));
        self.all(&actor.people, Sense::People(index));
        self.all(&actor.capitals, Sense::Capital(index));
        self.korean(&actor.korean, Sense::Actor(index));
    }

    fn role(&mut self, role: &file::Role) {
        self.lexicon.roles.push(Role {
            organ: role.organ.clone(),
            default: role.default.clone(),
            person: role.person.clone(),
        });
        let sense = Sense::Role(short(self.lexicon.roles.len() - 1));
        self.nouns(&role.nouns, sense);
        self.all(&role.fixed, sense);
        self.korean(&role.korean, sense);
    }

    fn joint(&mut self, joint: &file::Joint) {
        self.lexicon.joints.push(joint.id.clone());
        let sense = Sense::Joint(short(self.lexicon.joints.len() - 1));
        self.all(&joint.names, sense);
        self.korean(&joint.korean, sense);
    }

    fn agreement(&mut self, named: &file::Named) {
        self.lexicon.agreement = Agreement {
            id: named.id.clone(),
            parties: named.parties.clone(),
            offset: named.offset.clone().unwrap_or_default(),
            holds: named.holds.clone(),
        };
        self.all(&named.names, Sense::Agreement);
        self.korean(&named.korean, Sense::Agreement);
    }

    fn place(&mut self, place: &file::PlaceEntry) {
        self.lexicon.places.push(Place { id: place.id.clone() });
        let sense = Sense::Place(short(self.lexicon.places.len() - 1));
        self.all(&place.names, sense);
        self.korean(&place.korean, sense);
    }

    fn unit(&mut self, unit: &file::Unit) {
        let known = self.lexicon.units.iter().position(|id| *id == unit.id);
        let index = known.unwrap_or_else(|| {
            self.lexicon.units.push(unit.id.clone());
            self.lexicon.units.len() - 1
        });
        let sense = Sense::Unit(short(index));
        self.nouns(&unit.nouns, sense);
        self.all(&unit.fixed, sense);
        self.korean(&unit.korean, sense);
    }

    fn act(&mut self, rank: usize, act: &file::Act) -> Result<(), WordsError> {
        let index = short(self.lexicon.acts.len());
        self.lexicon.acts.push(Act {
            class: act.class,
            action: act.action.clone(),
            needs: act.needs.clone(),
            needs_actor: act.needs_actor,
            needs_object: act.needs_object,
            undergone: act.undergone,
            korean_needs: act.korean_needs.clone(),
            rank,
        });
        for verb in &act.verbs {
            // A verb that needs an object may stand for several acts: the object tells them apart.
            self.take(rank, index, verb, act.needs.is_empty())?;
            let (head, _) = verb.split_once(' ').unwrap_or((verb, ""));
            for (form, kind) in of_verb(verb, self.irregular.get(head)) {
                if rank > 0 && act.needs.is_empty() {
                    self.runs
                        .drop_senses(&form, |sense| matches!(sense, Sense::Act(other, _) if *other != index));
                }
                self.runs.add(&form, Sense::Act(index, kind));
            }
        }
        for noun in &act.nouns {
            for form in of_noun(noun) {
                if rank > 0 {
                    self.runs.drop_senses(
                        &form,
                        |sense| matches!(sense, Sense::ActNoun(other) if *other != index),
                    );
                }
                self.runs.add(&form, Sense::ActNoun(index));
            }
        }
        self.korean(&act.korean, Sense::ActNoun(index));
        for stem in &act.korean_verbs {
            self.korean(&super::hangul::forms(stem), Sense::Act(index, super::Form::Base));
        }
        Ok(())
    }

    fn take(&mut self, rank: usize, index: u16, verb: &str, alone: bool) -> Result<(), WordsError> {
        if !alone {
            return Ok(());
        }
        if let Some((_, other)) =
            self.taken.get(verb).filter(|(taken, other)| *taken == rank && *other != index)
        {
            let name = |index: u16| {
                self.lexicon
                    .act(index)
                    .map_or_else(String::new, |act| format!("`{}` ({:?})", act.action, act.class))
            };
            return Err(WordsError::Twice {
                file: rank,
                verb: verb.to_owned(),
                one: name(*other),
                other: name(index),
            });
        }
        self.taken.insert(verb.to_owned(), (rank, index));
        Ok(())
    }

    fn link(&mut self, rank: usize, link: &file::Link) -> Result<(), WordsError> {
        let unknown = |name: &String, kind| WordsError::Unknown {
            file: rank,
            topic: link.topic.clone(),
            name: name.clone(),
            kind,
        };
        if let Some(unit) = link.units.iter().find(|unit| !self.lexicon.units.contains(unit)) {
            return Err(unknown(unit, "unit"));
        }
        let places = &self.lexicon.places;
        if let Some(place) = link.places.iter().find(|place| !places.iter().any(|other| other.id == **place))
        {
            return Err(unknown(place, "place"));
        }
        self.lexicon.links.push(Link {
            topic: link.topic.clone(),
            norms: link.norms.clone(),
            class: link.class.clone(),
            action: link.action.clone(),
            units: link.units.clone(),
            places: link.places.clone(),
            words: link.words.iter().map(|word| crate::tokens::lowered(word)).collect(),
            actors: link.actors.clone(),
            bearing: link.bearing,
            from: link.from.clone(),
        });
        Ok(())
    }

    fn grammar(&mut self, file: &File) {
        for entry in &file.grammar {
            if entry.part == file::Part::Support {
                for verb in &entry.words {
                    self.verb(verb, Sense::Support);
                }
            } else {
                self.all(&entry.words, Sense::Part(entry.part));
            }
        }
        for speech in &file.speech {
            for verb in &speech.verbs {
                self.verb(verb, |form| Sense::Speech(speech.kind, form));
            }
            self.nouns(&speech.nouns, Sense::SpeechNoun(speech.kind));
        }
        for control in &file.control {
            for verb in &control.verbs {
                self.verb(verb, |form| Sense::Control(control.effect, form));
            }
        }
        for verb in &file.inert {
            self.verb(verb, Sense::Verb);
        }
        self.all(&file.stop, Sense::Stop);
    }

    fn verb(&mut self, verb: &str, sense: impl Fn(super::Form) -> Sense) {
        let (head, _) = verb.split_once(' ').unwrap_or((verb, ""));
        for (form, kind) in of_verb(verb, self.irregular.get(head)) {
            self.runs.add(&form, sense(kind));
        }
    }

    fn nouns(&mut self, nouns: &[String], sense: Sense) {
        for noun in nouns {
            for form in of_noun(noun) {
                self.runs.add(&form, sense);
            }
        }
    }

    fn all(&mut self, runs: &[String], sense: Sense) {
        for run in runs {
            self.runs.add(run, sense);
        }
    }

    fn korean(&mut self, stems: &[String], sense: Sense) {
        for stem in stems {
            self.lexicon.korean.add(stem, Some(sense));
        }
    }
}

/// A list has at most so many entries as a `u16` counts; what goes beyond falls together at the end and is never read.
fn short(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

fn form_error(file: usize, text: &str, error: &toml::de::Error) -> WordsError {
    let at = error.span().map_or(0, |span| span.start);
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let cause = error.message().lines().collect::<Vec<_>>().join(" ");
    WordsError::Form { file, place: format!("line {line}, column {column}"), cause }
}
