//! A position that several regions and lines are asked about: what is measured once for one is not measured again for another.

use std::cell::{OnceCell, RefCell};

use crate::Position;
use crate::edge::{Foot, earth_centred};
use crate::edges::Edges;
use crate::geodesic::degrees;
use crate::located::Between;

/// By the number of the edges.
type Found<T> = RefCell<Vec<(usize, T)>>;

/// A position, with what was found of edges near it.
///
/// Places that are made of one line share its edges, which are told apart by where they lie in memory: what is found does not
/// depend on it.
#[derive(Debug)]
pub struct Sight {
    position: Position,
    eye: OnceCell<[f64; 3]>,
    nearest: Found<Option<(usize, Foot)>>,
    between: Found<Option<Between>>,
}

impl Sight {
    /// Nothing is found yet.
    #[must_use]
    pub fn of(position: Position) -> Sight {
        Sight { position, eye: OnceCell::new(), nearest: RefCell::default(), between: RefCell::default() }
    }

    /// The position.
    pub fn position(&self) -> Position {
        self.position
    }

    /// The position in earth-centred metres.
    pub(crate) fn eye(&self) -> [f64; 3] {
        *self.eye.get_or_init(|| earth_centred(degrees(self.position)))
    }

    /// The nearest of some edges and its foot.
    pub(crate) fn nearest(&self, edges: &Edges) -> Option<(usize, Foot)> {
        once(&self.nearest, edges.number(), || edges.nearest(self.position))
    }

    /// Two bounds of how far the nearest of some edges is; `None` where it is far away.
    pub(crate) fn distance_between(&self, edges: &Edges) -> Option<Between> {
        once(&self.between, edges.number(), || edges.distance_between(self.eye()))
    }
}

fn once<T: Copy>(found: &Found<T>, number: usize, find: impl FnOnce() -> T) -> T {
    let known = found.borrow().iter().find(|(known, _)| *known == number).map(|(_, found)| *found);
    known.unwrap_or_else(|| {
        let new = find();
        found.borrow_mut().push((number, new));
        new
    })
}
