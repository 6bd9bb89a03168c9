//! Large tables in large pages.
//!
//! Where a table of hundreds of megabytes is asked at places all over it, the processor spends longer on finding out where a
//! page of four kilobytes lies than on fetching from it. Linux gives pages of two megabytes to who asks before the memory is first
//! touched; elsewhere, and where it has none to give, nothing changes but the time.
//!
//! # Why what is unsafe here is sound
//! The advice changes no contents, and it is given for memory that has just been reserved and is held.
#![cfg_attr(
    target_os = "linux",
    expect(unsafe_code, reason = "there is no safe word for it; the proof stands above")
)]

/// Less than two large pages are not worth a word.
const LEAST_BYTES: usize = 4 << 20;
/// What the system wants addresses to be multiples of.
#[cfg(target_os = "linux")]
const PAGE: usize = 4096;

/// Room for so many elements, not yet touched.
pub(crate) fn room<T>(count: usize) -> Vec<T> {
    let room = Vec::with_capacity(count);
    advise(&room);
    room
}

/// Puts a table that grows no more where large pages are.
pub(crate) fn settle<T: Copy>(table: &mut Vec<T>) {
    if size_of_val(table.as_slice()) >= LEAST_BYTES {
        let mut settled = room(table.len());
        settled.extend_from_slice(table);
        *table = settled;
    }
}

#[cfg(target_os = "linux")]
fn advise<T>(room: &Vec<T>) {
    let bytes = room.capacity().saturating_mul(size_of::<T>());
    let start = room.as_ptr().addr().next_multiple_of(PAGE);
    let within = bytes.saturating_sub(PAGE) / PAGE * PAGE;
    if bytes < LEAST_BYTES {
        return;
    }
    let at = room.as_ptr().with_addr(start).cast_mut().cast();
    // SAFETY: the whole pages from there on lie within what the table holds. If it is refused, so be it.
    let _ = unsafe { rustix::mm::madvise(at, within, rustix::mm::Advice::LinuxHugepage) };
}

#[cfg(not(target_os = "linux"))]
fn advise<T>(_: &Vec<T>) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_settled_table_holds_what_it_held() {
        let mut table: Vec<u64> = (0..1 << 20).collect();
        settle(&mut table);
        assert!(table.iter().copied().eq(0..1 << 20));
        let mut none: Vec<u64> = Vec::new();
        settle(&mut none);
        assert!(none.is_empty() && room::<u32>(3 << 20).capacity() >= 3 << 20);
    }
}
