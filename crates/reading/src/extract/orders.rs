//! Who is told to go: `told residents of the town to leave their homes`, `was ordered by loudspeaker to keep away`.

use super::Reader;
use crate::claim::Class;
use crate::clauses::{Clause, Link};
use crate::draft::Draft;
use crate::items::Item;
use crate::names::Named;

/// Those whom an order to leave is given to.
const PEOPLE: [&str; 20] = [
    "resident",
    "residents",
    "inhabitants",
    "villagers",
    "people",
    "civilians",
    "families",
    "townspeople",
    "locals",
    "population",
    "farmers",
    "shepherds",
    "fishermen",
    "citizens",
    "everyone",
    "returnees",
    "patients",
    "households",
    "workers",
    "neighbourhoods",
];
/// What they are told to do.
const GOES: [&str; 18] = [
    "leave",
    "evacuat",
    "flee",
    "move",
    "go",
    "get out",
    "stay away",
    "keep away",
    "head",
    "stay clear",
    "stay in",
    "stay indoors",
    "clear",
    "make for",
    "withdraw",
    "vacate",
    "quit",
    "stay at",
];

impl Reader<'_, '_, '_> {
    /// The warning of a clause that tells people to leave.
    pub(super) fn orders_away(
        &self,
        index: usize,
        clause: &Clause,
        subject: Option<&Named>,
    ) -> Option<Draft> {
        let below = self.sentence.clauses.get(index + 1)?;
        if !self.is_order(index, clause, below) {
            return None;
        }
        let verb = self.sentence.verb(clause)?;
        let acts = &self.context.lexicon.acts;
        let act = acts.iter().find(|act| act.class == Class::Procedure && act.action == "warn")?;
        let (start, end) = self.sentence.bytes(clause.first, below.after)?;
        let mode = crate::modality::of_clause(self.sentence, index, false);
        let mut draft = self.blank(act, start, end, mode);
        draft.place = self.place(index, clause, draft.class);
        let actor = if verb.passive { self.named(&clause.agent) } else { subject.cloned() };
        let voices = self.voices(clause.verb, index);
        self.fill(&mut draft, index, clause, actor.filter(|named| self.is_known(&named.id)), &voices);
        draft.trail.insert(0, "V18");
        Some(draft)
    }

    /// Whether a clause is what somebody is told to do in such an order.
    pub(super) fn is_ordered_away(&self, index: usize, clause: &Clause) -> bool {
        let above = clause.governor.filter(|above| *above + 1 == index);
        above
            .and_then(|above| Some((above, self.sentence.clauses.get(above)?)))
            .is_some_and(|(at, above)| self.is_order(at, above, clause))
    }

    fn is_order(&self, index: usize, clause: &Clause, below: &Clause) -> bool {
        const TELLS: [&str; 6] = ["tell", "told", "order", "ask", "instruct", "warn"];
        let Some(verb) = self.sentence.verb(clause) else { return false };
        let main = |clause: &Clause| {
            let verb = self.sentence.verb(clause)?;
            self.sentence.items.list.get(verb.main).map(|item| item.lower.as_str())
        };
        let starts = |word: Option<&str>, stems: &[&str]| {
            word.is_some_and(|word| stems.iter().any(|stem| word.starts_with(stem)))
        };
        let told = if verb.passive { &clause.subject } else { &clause.objects };
        let is_people = |chunk: &usize| {
            let head = |item: &&Item<'_>| !item.part(crate::lexicon::Part::Of);
            self.sentence
                .of(*chunk)
                .iter()
                .take_while(head)
                .any(|item| PEOPLE.contains(&item.lower.rsplit(' ').next().unwrap_or_default()))
        };
        below.governor == Some(index)
            && below.link == Link::Controlled
            && verb.modal.is_none()
            && !verb.negated
            && starts(main(clause), &TELLS)
            && starts(main(below), &GOES)
            && told.iter().any(is_people)
    }
}
