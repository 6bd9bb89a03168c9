//! How far a region reaches, and what it covers on the ground.

use super::{Near, NearTo, Region};
use crate::seam::kept;
use crate::{Frame, Line, Position};

/// How far a region reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// There is nothing of it.
    Nothing,
    /// It lies within a window.
    Within(Frame),
    /// Nothing bounds it.
    Unbounded,
}

impl Region {
    /// A window that holds the region, heights left aside.
    pub fn extent(&self) -> Extent {
        match self {
            Region::Nowhere => Extent::Nothing,
            Region::Everywhere | Region::Beside(_) | Region::Height(_) => Extent::Unbounded,
            Region::Polygon(polygon) => polygon.frame().map_or(Extent::Nothing, Extent::Within),
            Region::Near(near) => near.extent(),
            // What lies in all of them lies in each; the narrowest is taken.
            Region::And(regions) => {
                regions.iter().map(Region::extent).reduce(Extent::narrower).unwrap_or(Extent::Unbounded)
            }
            Region::Or(regions) => {
                regions.iter().map(Region::extent).reduce(Extent::with).unwrap_or(Extent::Nothing)
            }
            Region::Minus(whole, _) => whole.extent(),
        }
    }

    /// What the region covers on the ground: every position that belongs to it at some height.
    #[must_use]
    pub fn footprint(&self) -> Region {
        self.flat(true)
    }

    /// How wide the narrowest shape of the region is, in ten-millionths of a degree; nothing if none has an end.
    pub(crate) fn narrowest(&self) -> Option<i64> {
        let narrowest = |regions: &[Region]| regions.iter().filter_map(Region::narrowest).min();
        match self {
            Region::And(regions) | Region::Or(regions) => narrowest(regions),
            Region::Minus(whole, hole) => [whole, hole].into_iter().filter_map(|one| one.narrowest()).min(),
            Region::Near(near) => match &near.of {
                NearTo::Region(region) => region.narrowest(),
                NearTo::Line(_) | NearTo::Point { .. } => {
                    // A strip is as wide as its circle at one of its corners.
                    let (wide, tall) = Frame::of(Position::ORIGIN).wider(near.metres).sides();
                    Some(wide.min(tall)).filter(|width| *width > 0)
                }
            },
            Region::Polygon(polygon) => polygon.frame().map(|frame| {
                let (wide, tall) = frame.sides();
                wide.min(tall)
            }),
            Region::Everywhere | Region::Nowhere | Region::Beside(_) | Region::Height(_) => None,
        }
    }

    /// Without heights: those of what belongs are thought to hold, those of what is taken out are thought not to.
    fn flat(&self, belongs: bool) -> Region {
        let flat = |regions: &[Region]| regions.iter().map(|region| region.flat(belongs)).collect();
        match self {
            Region::Height(_) if belongs => Region::Everywhere,
            Region::Height(_) => Region::Nowhere,
            Region::And(regions) => Region::And(flat(regions)),
            Region::Or(regions) => Region::Or(flat(regions)),
            Region::Minus(whole, hole) => {
                Region::Minus(Box::new(whole.flat(belongs)), Box::new(hole.flat(!belongs)))
            }
            Region::Near(near) => match &near.of {
                NearTo::Region(region) => {
                    let of = NearTo::Region(Box::new(region.flat(belongs != near.is_beyond)));
                    Region::Near(Near { of, ..near.clone() })
                }
                NearTo::Line(_) | NearTo::Point { .. } => self.clone(),
            },
            Region::Everywhere | Region::Nowhere | Region::Polygon(_) | Region::Beside(_) => self.clone(),
        }
    }
}

impl Extent {
    /// The window that holds both.
    #[must_use]
    pub fn with(self, other: Extent) -> Extent {
        match (self, other) {
            (Extent::Nothing, other) => other,
            (own, Extent::Nothing) => own,
            (Extent::Within(one), Extent::Within(two)) => Extent::Within(one.with(two)),
            _ => Extent::Unbounded,
        }
    }

    fn narrower(self, other: Extent) -> Extent {
        let size = |extent: Extent| match extent {
            Extent::Nothing => 0,
            Extent::Within(frame) => {
                1 + i128::from(frame.east - frame.west) * i128::from(frame.north - frame.south)
            }
            Extent::Unbounded => i128::MAX,
        };
        if size(other) < size(self) { other } else { self }
    }
}

impl Near {
    fn extent(&self) -> Extent {
        if self.is_beyond {
            return Extent::Unbounded;
        }
        let around = match &self.of {
            NearTo::Line(line) => Extent::Within(frame_of_part(line)),
            NearTo::Point { position, .. } => Extent::Within(Frame::of(*position)),
            NearTo::Region(region) => region.extent(),
        };
        match around {
            Extent::Within(frame) => Extent::Within(frame.wider(self.metres)),
            other => other,
        }
    }
}

/// A window that holds the part of a line between its cuts: the edges that begin or end there.
fn frame_of_part(line: &Line) -> Frame {
    let cuts = line.cuts();
    let is_part = |index: usize| {
        let (start, end) = (line.start_of(index), line.start_of(index + 1));
        let before_end = cuts.to.is_none_or(|cut| start <= cut.along_metres);
        let after_start = cuts.from.is_none_or(|cut| end >= cut.along_metres);
        before_end && after_start || kept(cuts, start) >= 0.0
    };
    let edges = line.edges.iter().enumerate().filter(|(index, _)| is_part(*index));
    Frame::round(edges.flat_map(|(_, edge)| [edge.from, edge.to])).unwrap_or_else(|| line.frame())
}
