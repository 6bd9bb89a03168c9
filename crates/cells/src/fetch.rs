//! Asks the memory ahead of time for what will be needed.
//!
//! # Why what is unsafe here is sound
//! What is fetched ahead is never looked at: such an address may be any.
#![cfg_attr(
    target_arch = "x86_64",
    expect(unsafe_code, reason = "there is no safe word for it; the proof stands above")
)]

/// Asks for what lies at an address, so that it has come when it is soon needed.
#[inline(always)]
pub(crate) fn fetch<T>(at: *const T) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: an address that is only fetched may be any.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(at.cast()) };
    }
}
