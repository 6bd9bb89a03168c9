//! Margins that are measured only where two bounds of them do not tell enough.

use armistice_earth::Between;

use crate::step::Moment;

/// How far inside a zone a moment lies: measured, or between two bounds until it has to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gauge {
    pub(crate) at: Moment,
    error_metres: f64,
    between: Between,
}

/// A number that is no less than a margin: another margin, and how far the object may have moved since.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Most {
    pub(crate) gauge: Gauge,
    pub(crate) moved: f64,
}

impl Gauge {
    /// A margin that is known.
    pub(crate) fn exactly(at: Moment, metres: f64) -> Self {
        Gauge { at, error_metres: 0.0, between: Between::exactly(metres) }
    }

    /// A margin between two bounds, of a position with an error.
    pub(crate) fn between(at: Moment, error_metres: f64, between: Between) -> Self {
        Gauge { at, error_metres, between }
    }

    pub(crate) fn bounds(&self) -> Between {
        self.between
    }

    pub(crate) fn is_inside(&self) -> bool {
        self.between.least >= 0.0
    }

    /// Whether it is that of the same place, asked alike.
    pub(crate) fn is_at_the_place_of(&self, other: &Gauge) -> bool {
        let place = |gauge: &Gauge| {
            let Gauge { at, error_metres, .. } = gauge;
            (at.position, at.height_metres, at.ground_metres, *error_metres)
        };
        place(self) == place(other)
    }

    /// Two bounds of its size.
    pub(crate) fn size(&self) -> Between {
        let Between { least, most } = self.between;
        if least >= 0.0 { self.between } else { Between { least: -most, most: -least } }
    }

    /// The margin, measured now if it was not.
    pub(crate) fn metres(&mut self, measure: impl FnOnce(&Moment) -> f64) -> f64 {
        if self.between.least < self.between.most {
            self.between = Between::exactly(measure(&self.at));
        }
        self.between.least
    }

    /// Adds to it.
    pub(crate) fn add(&mut self, metres: f64) {
        self.between = self.between.more(metres);
    }
}

impl Most {
    /// A number that is known.
    pub(crate) fn exactly(at: Moment, metres: f64) -> Self {
        Most { gauge: Gauge::exactly(at, metres), moved: 0.0 }
    }

    pub(crate) fn bounds(&self) -> Between {
        self.gauge.bounds().more(self.moved)
    }
}
