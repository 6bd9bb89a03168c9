//! Agreements as people write them, compiled whole: the good ones give norms, the bad ones say what is wrong.

#[path = "resolve/bad.rs"]
mod bad;
#[path = "resolve/good.rs"]
mod good;
#[path = "resolve/support.rs"]
mod support;
