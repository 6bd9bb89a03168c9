//! Bad agreements.
