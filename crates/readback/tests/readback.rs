//! The read-back of agreements, and the door to other languages.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at once")]

#[path = "readback/support.rs"]
mod support;

#[path = "readback/golden.rs"]
mod golden;
#[path = "readback/hostile.rs"]
mod hostile;
#[path = "readback/templates.rs"]
mod templates;
