//! Any bytes are opened as a segment of positions without panic; its parts are the whole of it, and what was read of it is written
//! as a segment that is read the same.
#![no_main]

use armistice_facts::Fix;
use armistice_segment::{Segment, write};

fn all(segment: &Segment<'_>) -> Option<Vec<Fix>> {
    (0..segment.groups()).map(|group| segment.fixes(group).ok()).collect::<Option<Vec<_>>>().map(|fixes| fixes.concat())
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(segment) = Segment::open(bytes) else { return };
    let parts = segment.parts();
    assert_eq!(parts.iter().map(|part| part.len()).sum::<usize>(), bytes.len());
    for group in 0..segment.groups() {
        segment.about(group);
    }
    if let Some(fixes) = all(&segment) {
        assert_eq!(fixes.len() as u64, segment.rows());
        let again = write(fixes);
        let read = all(&Segment::open(&again).expect("it was just written")).expect("it was just written");
        assert_eq!(write(read), again);
    }
});
