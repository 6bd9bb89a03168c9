//! `armistice convert`: track files as one sorted Parquet file.

#[cfg(feature = "parquet")]
mod sorted;

use std::io::Write;

#[cfg(feature = "parquet")]
pub(crate) use self::sorted::ConvertError;
use super::{Failure, Outcome};
use crate::arguments::ConvertArguments;

/// Why track files cannot be converted.
#[cfg(not(feature = "parquet"))]
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConvertError {
    /// The program cannot write Parquet.
    #[error(
        "this program was built without the part that writes Parquet; \
         build it with: cargo build --release -p armistice --features parquet"
    )]
    NoParquet,
}

/// Reads all rows, sorts them and writes them; what was counted and set aside to `talk`.
pub(crate) fn run(arguments: &ConvertArguments, talk: &mut dyn Write) -> Result<Outcome, Failure> {
    #[cfg(feature = "parquet")]
    return sorted::run(arguments, talk);
    #[cfg(not(feature = "parquet"))]
    {
        let _ = (arguments, talk);
        Err(ConvertError::NoParquet.into())
    }
}
