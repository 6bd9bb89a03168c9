//! Fixes in, passages out: what each object did at the zones and lines of a [`Plan`].
//!
//! - `enter`, `leave`: where the way between two fixes meets the zone's boundary, interpolated along the geodesic.
//!   An object that is first seen inside has not entered, and one that is last seen inside has not left.
//! - `stay`: closes a presence; from the first fix inside to the last one, with the deepest margin. A zone that was
//!   passed through between two fixes has a stay of no fixes, from its entry to its exit.
//! - `cross`: with the side of the line that the object came from.
//! - `gap`: two fixes farther apart in time than the limit; `jump`: two fixes between which no such object moves so
//!   fast. Nothing is interpolated across either: an entry or exit there has the two fixes as `from` and `to`, and
//!   across a jump it is undetermined.
//!
//! Left out: that an object leaves a zone and comes back between two fixes inside.

use std::collections::BTreeMap;

use armistice_facts::{Fix, Instant, Name, Passage, PassageKind};

use crate::Plan;
use crate::coverage::Coverage;
use crate::followed::{Desk, Followed};
use crate::mark::{Columns, Coming, Mark};
use crate::order::{MOST_OBJECTS, SetAside, SetAsideReason};
use crate::step::Limits;
use crate::track::{Shared, Watched};

/// What came of the fixes.
#[derive(Debug, Clone, Default)]
pub struct Screening {
    /// The passages, by time; at one instant exits before entries, then by object and zone.
    pub passages: Vec<Passage>,
    /// Fixes that were not followed, each with its reason.
    pub set_aside: Vec<SetAside>,
    /// Fixes handed in.
    pub fixes: u64,
    /// Fixes dropped because they said exactly what an earlier one said.
    pub repeats: u64,
    /// Objects followed.
    pub objects: u64,
    /// Where and when reports came from.
    pub coverage: Coverage,
}

/// Follows objects past the zones and lines of a plan.
#[derive(Debug)]
pub struct Watch<'p> {
    watched: Watched<'p>,
    sources: Vec<String>,
    numbers: BTreeMap<String, u32>,
    /// By the number of the object.
    objects: Vec<Followed>,
    /// The object of the last fix: the likeliest one of the next.
    latest: Option<u32>,
    /// The class of each object of which it is known.
    classes: BTreeMap<String, Name>,
    screening: Screening,
}

/// The passages of a list of fixes from one source.
#[must_use]
pub fn passages(
    plan: &Plan,
    limits: &Limits,
    fixes: impl IntoIterator<Item = Fix>,
    source: &str,
) -> Screening {
    let mut watch = Watch::new(plan, limits.clone());
    for fix in fixes {
        watch.push(fix, source);
    }
    watch.finish()
}

impl Screening {
    /// What came of different objects that were followed apart, as if they had been followed together.
    #[must_use]
    pub fn merged(parts: Vec<Screening>) -> Screening {
        let mut whole = Screening::default();
        parts.into_iter().for_each(|part| whole.add(part));
        whole.put_in_order();
        whole
    }

    fn add(&mut self, mut more: Screening) {
        self.passages.append(&mut more.passages);
        self.set_aside.append(&mut more.set_aside);
        self.fixes += more.fixes;
        self.repeats += more.repeats;
        self.objects += more.objects;
        self.coverage.add(more.coverage);
    }

    fn put_in_order(&mut self) {
        self.coverage.settle();
        self.passages.sort_by(|one, other| in_order(one).cmp(&in_order(other)));
        self.set_aside.sort_by(|one, other| at_rows(one).cmp(&at_rows(other)));
    }
}

/// The order of what was set aside: as it was read.
fn at_rows(aside: &SetAside) -> (&str, u64, Instant, &str) {
    (&aside.source, aside.fix.row, aside.fix.time, &aside.fix.object)
}

impl<'p> Watch<'p> {
    /// Ready to follow objects past all zones and lines of the plan.
    #[must_use]
    pub fn new(plan: &'p Plan, limits: Limits) -> Self {
        Watch::sharing(plan, limits, Shared::default())
    }

    /// The same with what others who follow past the same plan have worked out.
    #[must_use]
    pub fn sharing(plan: &'p Plan, limits: Limits, shared: Shared) -> Self {
        Watch {
            watched: Watched::new(plan, limits, shared),
            sources: Vec::new(),
            numbers: BTreeMap::new(),
            objects: Vec::new(),
            latest: None,
            classes: BTreeMap::new(),
            screening: Screening::default(),
        }
    }

    /// Counts what is heard by the classes of objects: of those that come from here on.
    pub fn know_classes(&mut self, classes: BTreeMap<String, Name>) {
        self.classes = classes;
    }

    /// Takes one fix from a source, such as a file.
    pub fn push(&mut self, mut fix: Fix, source: &str) {
        if fix.error_metres == 0 {
            fix.error_metres = self.watched.limits.error_metres;
        }
        let Some(object) = self.number_of_object(&fix.object) else {
            self.screening.fixes += 1;
            let (source, reason) = (source.to_owned(), SetAsideReason::TooManyObjects);
            self.screening.set_aside.push(SetAside { fix, source, reason });
            return;
        };
        self.screening.fixes += 1;
        let mark = Mark::of(&fix, self.number_of(source));
        self.with(object, |followed, desk| followed.take(mark, Coming::Anything, desk));
    }

    /// The number by which an object is handed in with [`Watch::push_columns`]; `None` if there are too many objects.
    pub fn number_of_object(&mut self, object: &str) -> Option<u32> {
        let latest = self.latest.and_then(|number| Some((number, self.objects.get(number as usize)?)));
        if let Some((number, _)) = latest.filter(|(_, followed)| followed.name() == object) {
            return Some(number);
        }
        let number = match self.numbers.get(object) {
            Some(number) => *number,
            None if self.objects.len() >= MOST_OBJECTS => return None,
            None => {
                let number = u32::try_from(self.objects.len()).ok()?;
                self.numbers.insert(object.to_owned(), number);
                let pace = self.watched.limits.pace(object);
                self.objects.push(Followed::new(object, self.classes.get(object).cloned(), pace));
                number
            }
        };
        self.latest = Some(number);
        Some(number)
    }

    /// Takes rows of one object from a source, as [`Watch::push`] takes them one by one. What may still come of the object behind
    /// them, from any source, is said by who knows; a row that comes earlier none the less is set aside as too late.
    pub fn push_columns(&mut self, object: u32, columns: &Columns<'_>, source: &str, coming: Coming) {
        self.screening.fixes += columns.len() as u64;
        let source = self.number_of(source);
        self.with(object, |followed, desk| followed.take_columns(columns, source, coming, desk));
    }

    /// Fixes of an object are left out from here on: the next one that comes stands apart from those before, and nothing
    /// is told of the way between.
    pub fn lose_sight(&mut self, object: &str) {
        if let Some(number) = self.numbers.get(object).copied() {
            self.with(number, Followed::lose);
        }
    }

    /// Closes every presence; the passages in order.
    #[must_use]
    pub fn finish(mut self) -> Screening {
        for number in 0..u32::try_from(self.objects.len()).unwrap_or(u32::MAX) {
            self.with(number, Followed::lose);
        }
        self.screening.objects = self.objects.iter().filter(|followed| followed.was_seen()).count() as u64;
        self.screening.put_in_order();
        self.screening
    }

    /// Does something with an object that is followed.
    fn with(&mut self, object: u32, act: impl FnOnce(&mut Followed, &mut Desk<'_, 'p>)) {
        let Watch { watched, sources, objects, screening, .. } = self;
        if let Some(followed) = objects.get_mut(object as usize) {
            let Screening { passages, set_aside, repeats, coverage, .. } = screening;
            act(followed, &mut Desk { watched, sources, passages, set_aside, repeats, coverage });
        }
    }

    fn number_of(&mut self, source: &str) -> u32 {
        // The newest file is the likeliest one.
        let known = self.sources.iter().rposition(|known| known == source).unwrap_or_else(|| {
            self.sources.push(source.to_owned());
            self.sources.len() - 1
        });
        u32::try_from(known).unwrap_or(u32::MAX)
    }
}

/// The order of passages: by time; at one instant exits before entries, and what closes a presence last.
fn in_order(passage: &Passage) -> (Instant, &str, u8, Option<&Name>, Option<&Name>, Option<Instant>) {
    let rank = match passage.kind {
        PassageKind::Gap => 0,
        PassageKind::Jump => 1,
        PassageKind::Leave => 2,
        PassageKind::Enter => 3,
        PassageKind::Cross => 4,
        PassageKind::Stay => 5,
    };
    (passage.time, &passage.object, rank, passage.zone.as_ref(), passage.line.as_ref(), passage.from)
}

#[cfg(test)]
mod tests;
