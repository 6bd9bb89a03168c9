//! Movement in time, and the places of a text as geometry.
//!
//! - [`plan()`] draws the zones, lines and norm places of an agreement; nothing else knows both text and geometry.
//! - [`place`] says where reported facts lie relative to them: inside, outside, or undetermined, with the margin.
//! - [`Watch`] follows objects from fix to fix: entries, exits, stays, crossings with their direction, gaps and jumps.
//! - [`Live`] follows them as their fixes come, and tells anew what a late fix changes.
//! - [`Listening`] tells where and when receivers were up, by their own reports.
//! - [`Coverage`] tells where and when reports came from: what stands beside every "nothing was seen".
//!
//! Left out on purpose: what a passage means for a norm (crate `armistice-judge`), and file formats
//! (`armistice-feeds`). Files come in through [`armistice_terms::Files`] only.

mod accuracy;
mod apart;
mod ascribe;
mod ball;
mod best;
mod clearing;
mod concern;
mod coverage;
mod crossing;
mod daily;
mod depth;
mod finding;
mod followed;
mod force;
mod gauge;
mod geojson;
mod glide;
mod listening;
mod live;
mod mark;
mod nearby;
mod order;
mod origin;
mod passages;
mod placement;
mod plan;
mod presence;
mod shapes;
mod sides;
mod site;
mod step;
#[cfg(test)]
mod testing;
mod track;
mod unsure;
mod zone;

pub use accuracy::worst_accuracy_metres;
pub use ascribe::Known;
pub use coverage::{Cell, Coverage, Heard, SLOT_SECONDS};
pub use force::Term;
pub use geojson::GeoJsonError;
pub use listening::{Listened, Listening};
pub use live::{Counts, Live, Notice, Patience, Standing, Told};
pub use mark::{Columns, Coming};
pub use order::{MOST_OBJECTS, SetAside, SetAsideReason};
pub use origin::{Origin, origin};
pub use passages::{Screening, Watch, passages};
pub use placement::place;
pub use plan::{Plan, PlanError, plan};
pub use shapes::ShapeError;
pub use sides::{Sides, SidesError};
pub use step::{Limits, Pace};
pub use track::Shared;
