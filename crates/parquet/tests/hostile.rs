//! Damaged and hostile files: refused with a reason, never a panic, never memory without bound.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::path::Path;

use armistice_feeds::tracks::Profile;
use armistice_parquet::{Batch, Table};
use bytes::Bytes;
use proptest::prelude::*;

const FILES: [&str; 11] = [
    "codec-lz4",
    "by-duckdb",
    "codec-none",
    "codec-snappy",
    "codec-zstd",
    "codec-brotli",
    "codec-gzip",
    "page-v2",
    "delta",
    "split",
    "stamp-int96",
];

fn bytes(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(format!("{name}.parquet"));
    std::fs::read(path).unwrap()
}

/// Reads all that can be read, twice over; how many rows and refusals there were.
fn read(bytes: Vec<u8>) -> usize {
    let Ok(table) = Table::open(Bytes::from(bytes), "t", &Profile::shipped(), Some("UTC")) else { return 0 };
    let _ = table.order(|_| true);
    for group in 0..table.group_count().min(100) {
        let _ = table.extent(group);
    }
    let mut batches = table.batches(|_| true);
    let (mut batch, mut rejects) = (Batch::default(), Vec::new());
    for _ in 0..50 {
        if !batches.next_into(&mut batch, &mut rejects) {
            break;
        }
        assert!(batch.objects.iter().all(|object| batches.names().of(*object).is_some()));
        assert_eq!([batch.millis.len(), batch.lon_e7.len(), batch.lat_e7.len()], [batch.len(); 3]);
    }
    // A damaged file may claim any number of rows; each refusal stands for all rows that are lost with it.
    table.fixes(|_| true).take(100_000).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_damage_makes_it_panic(
        file in 0..FILES.len(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in proptest::option::weighted(0.05, any::<prop::sample::Index>()),
    ) {
        let mut bytes = bytes(FILES[file]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            let cut = cut.index(bytes.len());
            bytes.drain(cut / 2..cut);
        }
        read(bytes);
    }

    #[test]
    fn no_bytes_make_it_panic(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        read(body.clone());
        let mut framed = b"PAR1".to_vec();
        framed.extend(&body);
        framed.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
        framed.extend(b"PAR1");
        read(framed);
    }
}
