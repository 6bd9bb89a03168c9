//! Agreements as people write them, compiled whole: the good ones give norms, the bad ones say what is wrong.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at what is not there")]

#[path = "resolve/bad.rs"]
mod bad;
#[path = "resolve/good.rs"]
mod good;
#[path = "resolve/pages.rs"]
mod pages;
#[path = "resolve/support.rs"]
mod support;
