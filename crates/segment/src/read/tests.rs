use proptest::prelude::*;

use super::*;
use crate::write;

fn fix(object: &str, millis: i64, lat: i32, lon: i32) -> Fix {
    Fix {
        object: object.to_owned(),
        time: Instant::EPOCH.plus_millis(millis),
        position: Position::from_e7(lon, lat).unwrap(),
        error_metres: 0,
        height: None,
        speed_mm_s: None,
        row: 0,
    }
}

fn any_fix() -> impl Strategy<Value = Fix> {
    let height = (any::<i64>(), 0..4_usize).prop_map(|(millimetres, at)| Height {
        millimetres,
        datum: [HeightDatum::Amsl, HeightDatum::Agl, HeightDatum::Barometric, HeightDatum::Ellipsoid][at],
    });
    let place = (-900_000_000..=900_000_000_i32, -1_800_000_000..=1_800_000_000_i32);
    let rest = (0..=i32::MAX.cast_unsigned(), prop::option::of(height), prop::option::of(any::<u32>()));
    ("[ab한]{0,2}", -1_000_000_000_000..1_000_000_000_000_i64, place, rest).prop_map(
        |(object, millis, (lat, lon), (error_metres, height, speed_mm_s))| Fix {
            error_metres,
            height,
            speed_mm_s,
            ..fix(&object, millis, lat, lon)
        },
    )
}

fn all(segment: &Segment<'_>) -> Vec<Fix> {
    (0..segment.groups()).flat_map(|group| segment.fixes(group).unwrap()).collect()
}

fn bare(mut fixes: Vec<Fix>) -> Vec<Fix> {
    fixes.iter_mut().for_each(|fix| fix.row = 0);
    fixes
}

proptest! {
    #[test]
    fn positions_come_back_sorted_whatever_their_order(fixes in prop::collection::vec(any_fix(), 0..300)) {
        let file = write(fixes.clone());
        let read = all(&Segment::open(&file).unwrap());
        prop_assert!(read.iter().enumerate().all(|(at, fix)| fix.row == at as u64));
        prop_assert!(read.is_sorted_by_key(|fix| (fix.object.clone(), fix.time)));
        let mut turned = fixes.clone();
        turned.reverse();
        prop_assert_eq!(write(turned), file);
        let (mut read, mut given) = (bare(read), bare(fixes));
        for both in [&mut read, &mut given] {
            both.sort_by_key(|fix| (fix.object.clone(), fix.time, format!("{fix:?}")));
        }
        prop_assert_eq!(read, given);
    }

    #[test]
    fn a_spoilt_file_is_refused_or_read(
        fixes in prop::collection::vec(any_fix(), 1..40), at in any::<prop::sample::Index>(), bit in 0..8_u8,
    ) {
        let mut file = write(fixes);
        let at = at.index(file.len());
        file[at] ^= 1 << bit;
        if let Ok(segment) = Segment::open(&file) {
            for group in 0..segment.groups() {
                let _ = segment.fixes(group);
            }
        }
        file.truncate(at);
        prop_assert!(Segment::open(&file).is_err());
    }
}

/// The parts are the file, each row group can be read while the others are not there, and a position is in one of them.
#[test]
fn parts_together_are_the_file_and_one_can_be_read_alone() {
    let rows = GROUP_ROWS * 2 + 5;
    let fixes: Vec<Fix> = (0..i32::try_from(rows).unwrap())
        .map(|n| fix(&format!("{}", n % 100), i64::from(n) * 7 % 60_000, n * 3, -n))
        .collect();
    let file = write(fixes);
    let segment = Segment::open(&file).unwrap();
    let parts = segment.parts();
    assert_eq!((segment.rows(), segment.groups(), parts.len()), (rows as u64, 3, 4));
    assert_eq!((parts[0].start, parts[3].end), (0, file.len()));
    assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start));
    let second = segment.fixes(1).unwrap();
    let about = segment.about(1).unwrap();
    assert_eq!(about.rows, GROUP_ROWS as u64);
    assert_eq!(about.objects, (second[0].object.clone(), second[GROUP_ROWS - 1].object.clone()));
    let times = || second.iter().map(|fix| fix.time);
    assert_eq!(about.times, (times().min().unwrap(), times().max().unwrap()));
    assert_eq!(segment.about(3), None);
    assert_eq!(second[0].row, GROUP_ROWS as u64);
    let mut alone = vec![0; file.len()];
    for part in [&parts[1], &parts[3]] {
        alone[part.clone()].copy_from_slice(&file[part.clone()]);
    }
    alone[..4].copy_from_slice(b"PAR1");
    let alone = Segment::open(&alone).unwrap();
    assert_eq!(alone.fixes(1).unwrap(), second);
    assert!(matches!(alone.fixes(0), Err(SegmentError::Column { group: 0, .. })));
    let bytes = file.len() as f64 / rows as f64;
    assert!(bytes < 8.0, "{bytes} bytes a position");
}

#[test]
fn what_is_no_segment_is_refused() {
    for bytes in [&b""[..], b"PAR1", b"PAR1PAR1", b"time,object\n", b"PAR1\0\0\0\0PAR1"] {
        assert_eq!(Segment::open(bytes).err(), Some(SegmentError::Layout));
    }
    let mut longer = write(vec![fix("a", 0, 0, 0)]);
    longer.insert(4, 0);
    assert!(Segment::open(&longer).is_err(), "nothing stands between the parts");
}
