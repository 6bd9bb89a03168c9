//! A checked agreement: names resolved, dates counted, places known by name. What the judge and the watch read.
//!
//! Everything is in the order of the file or in the order of names; nothing here depends on a clock or a locale.

mod agreement;
mod decision;
mod moment;
mod norm;
mod place;
mod relations;
mod rule;

pub use crate::ast::{
    Achieved, Agreement as SharedBy, Binding, Cardinal, Comparison, Counting, Grade, Hours, MonthEnds,
    Movable, Period, Season, Value, Window,
};
pub use crate::class_set::{AttributeTest, ClassSet, ClassTest};
pub use agreement::*;
pub use decision::*;
pub use moment::*;
pub use norm::*;
pub use place::*;
pub use relations::Relations;
pub use rule::*;
