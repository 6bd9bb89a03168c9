//! placeholder
mod position;
pub use position::{Position, PositionError};
