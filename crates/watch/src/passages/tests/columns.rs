//! What is handed in as columns is told as what is handed in row by row.

use super::heights::low_square;
use super::*;

/// One row as it is drawn: object, seconds since its last, steps east and north, error, height in metres and its datum.
type Drawn = (usize, i32, f64, f64, u32, Option<(i64, HeightDatum)>);

const OBJECTS: [&str; 4] = ["a", "b", "c", "d"];
const SOURCES: [&str; 2] = ["one.parquet", "two.parquet"];

fn drawn() -> impl Strategy<Value = Drawn> {
    let datum = prop_oneof![
        Just(HeightDatum::Amsl),
        Just(HeightDatum::Agl),
        Just(HeightDatum::Ellipsoid),
        Just(HeightDatum::Barometric)
    ];
    // Most waits are short, some a silence, some none at all or a step back.
    let wait = prop_oneof![8 => 1..60_i32, 1 => 500..900_i32, 1 => -400..1_i32];
    let error = prop_oneof![4 => Just(0_u32), 1 => 1..40_u32, 1 => 500..6000_u32];
    (0..OBJECTS.len(), wait, -1.0..1.0_f64, -1.0..1.0_f64, error, proptest::option::of((0..2_000_i64, datum)))
}

/// The fixes of two files: one object near the square, one that comes and goes, one that jumps, one far from everything.
fn files_of(rows: &[Drawn], has_heights: bool) -> [Vec<Fix>; 2] {
    let scales = [0.002, 0.02, 0.2, 0.01];
    let mut places = [(0.09, 0.05), (0.25, 0.05), (0.5, 0.45), (3.0, 2.0)];
    let mut seconds = [0_i32; 4];
    let mut files = [Vec::new(), Vec::new()];
    for (number, (object, wait, east, north, error_metres, height)) in rows.iter().enumerate() {
        seconds[*object] += wait;
        let (lon, lat) = &mut places[*object];
        (*lon, *lat) = (*lon + east * scales[*object], *lat + north * scales[*object]);
        let height = height.filter(|_| has_heights);
        let file = number * 2 / rows.len();
        let row = files[file].len() as u64 + 1;
        files[file].push(Fix {
            row,
            error_metres: *error_metres,
            height: height.map(|(metres, datum)| Height { millimetres: metres * 1000, datum }),
            speed_mm_s: row.is_multiple_of(3).then_some(7),
            ..fix(OBJECTS[*object], f64::from(seconds[*object]), *lon, *lat)
        });
    }
    files
}

/// Hands rows in: a fix with its source, or that sight of an object was lost.
enum Handed<'h> {
    Batch(&'h [Fix], usize, Coming),
    Lost(&'h str),
}

fn handed<'h>(files: &'h [Vec<Fix>; 2], cuts: &[usize], lost: bool, last: Coming) -> Vec<Handed<'h>> {
    let mut all = Vec::new();
    for (source, file) in files.iter().enumerate() {
        let mut rest = file.as_slice();
        for cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (batch, more) = rest.split_at((*cut).min(rest.len()));
            all.push(Handed::Batch(batch, source, if source == 1 { last } else { Coming::Anything }));
            if lost && cut.is_multiple_of(5) {
                all.push(Handed::Lost(&batch[batch.len() - 1].object));
            }
            rest = more;
        }
    }
    all
}

fn by_rows(plan: &Plan, limits: &Limits, handed: &[Handed<'_>]) -> Screening {
    let mut watch = Watch::new(plan, limits.clone());
    watch.know_classes(BTreeMap::from([("a".to_owned(), name("ship"))]));
    for one in handed {
        match one {
            Handed::Lost(object) => watch.lose_sight(object),
            Handed::Batch(fixes, source, _) => {
                fixes.iter().for_each(|fix| watch.push(fix.clone(), SOURCES[*source]));
            }
        }
    }
    watch.finish()
}

fn by_columns(plan: &Plan, limits: &Limits, handed: &[Handed<'_>], parts: usize) -> Screening {
    let shared = Shared::default();
    let mut watches: Vec<Watch<'_>> =
        (0..parts).map(|_| Watch::sharing(plan, limits.clone(), shared.clone())).collect();
    for watch in &mut watches {
        watch.know_classes(BTreeMap::from([("a".to_owned(), name("ship"))]));
    }
    let part = |object: &str| usize::from(object.as_bytes()[0]) % parts;
    for one in handed {
        match one {
            Handed::Lost(object) => watches[part(object)].lose_sight(object),
            Handed::Batch(fixes, source, coming) => {
                for run in fixes.chunk_by(|one, next| one.object == next.object) {
                    push(&mut watches[part(&run[0].object)], run, SOURCES[*source], *coming);
                }
            }
        }
    }
    Screening::merged(watches.into_iter().map(Watch::finish).collect())
}

fn push(watch: &mut Watch<'_>, run: &[Fix], source: &str, coming: Coming) {
    let column = |of: fn(&Fix) -> i32| run.iter().map(of).collect::<Vec<i32>>();
    let millis: Vec<i64> = run.iter().map(|fix| fix.time.millis()).collect();
    let (lons, lats) = (column(|fix| fix.position.lon_e7()), column(|fix| fix.position.lat_e7()));
    let mut errors: Vec<u32> = run.iter().map(|fix| fix.error_metres).collect();
    let mut heights: Vec<_> = run.iter().map(|fix| fix.height).collect();
    let mut speeds: Vec<_> = run.iter().map(|fix| fix.speed_mm_s).collect();
    let mut rows: Vec<u64> = run.iter().map(|fix| fix.row).collect();
    let first_row = rows[0];
    // What tells nothing is left out.
    errors.retain(|_| run.iter().any(|fix| fix.error_metres > 0));
    heights.retain(|_| run.iter().any(|fix| fix.height.is_some()));
    speeds.retain(|_| run.iter().any(|fix| fix.speed_mm_s.is_some()));
    let follow = |rows: &[u64]| rows.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    if follow(&rows) {
        rows.clear();
    }
    let columns = Columns {
        millis: &millis,
        lon_e7: &lons,
        lat_e7: &lats,
        error_metres: &errors,
        heights: &heights,
        speeds_mm_s: &speeds,
        first_row,
        rows: &rows,
    };
    let object = watch.number_of_object(&run[0].object).unwrap();
    watch.push_columns(object, &columns, source, coming);
}

fn limits(late_seconds: u32) -> Limits {
    let paces = BTreeMap::from([("b".to_owned(), crate::Pace { gap_seconds: 550.0, jump_knots: 300.0 })]);
    Limits { late_seconds, error_metres: 15, paces: std::sync::Arc::new(paces), ..Limits::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn columns_tell_what_rows_tell(
        rows in proptest::collection::vec(drawn(), 2..120), cuts in proptest::collection::vec(1..40_usize, 1..4),
        late_seconds in prop_oneof![Just(0_u32), Just(100), Just(1000)], has_heights: bool, is_sorted: bool, lost: bool,
    ) {
        let plan = if has_heights { low_square() } else { square_and_line() };
        let mut files = files_of(&rows, has_heights);
        let key = |fix: &Fix| (fix.object.clone(), fix.time);
        if is_sorted {
            files.iter_mut().for_each(|file| file.sort_by_key(key));
        }
        let limits = limits(late_seconds);
        let told = |screening: Screening| format!("{screening:#?}");
        let anyhow = handed(&files, &cuts, lost, Coming::Anything);
        let wanted = told(by_rows(&plan, &limits, &anyhow));
        for parts in [1, 3] {
            prop_assert_eq!(told(by_columns(&plan, &limits, &anyhow, parts)), wanted.as_str());
        }
        // In order, nothing has to be held back.
        if is_sorted {
            let in_order = handed(&files, &cuts, lost, Coming::InOrder);
            prop_assert_eq!(told(by_columns(&plan, &limits, &in_order, 2)), wanted.as_str());
        }
    }
}

#[test]
fn far_from_everything_a_track_is_followed_without_a_look() {
    let plan = square_and_line();
    let fixes: Vec<Fix> = (0..1000_i32)
        .map(|step| Fix { row: 1, ..fix("a", f64::from(step) * 10.0, 30.0 + f64::from(step) / 1e4, 10.0) })
        .collect();
    let mut watch = Watch::new(&plan, Limits::default());
    push(&mut watch, &fixes, "t.parquet", Coming::InOrder);
    // The first begins the track, the second is looked at to tell how far away everything is.
    assert_eq!(watch.watched.before_clearing, 9_998);
    let screening = watch.finish();
    assert_eq!((screening.fixes, screening.objects, screening.passages.len()), (1000, 1, 0));
}

#[test]
fn what_is_no_position_and_no_instant_is_passed_over() {
    let plan = square_and_line();
    let mut watch = Watch::new(&plan, Limits::default());
    let object = watch.number_of_object("a").unwrap();
    for (millis, lon_e7) in [([0, 1000, 2000], [0, i32::MIN, 0]), ([3000, 4000, i64::MAX], [0, 0, 0])] {
        let columns = Columns { millis: &millis, lon_e7: &lon_e7, lat_e7: &[0; 3], ..Columns::default() };
        watch.push_columns(object, &columns, "t.parquet", Coming::InOrder);
    }
    let screening = watch.finish();
    assert_eq!((screening.fixes, screening.objects), (6, 1));
    assert_eq!(screening.passages.len(), 1);
    assert_eq!(screening.passages[0].fixes, Some(4));
}

#[test]
fn a_row_that_comes_too_early_for_what_was_said_is_set_aside() {
    let plan = square_and_line();
    let mut watch = Watch::new(&plan, Limits::default());
    push(&mut watch, &[fix("a", 100.0, 1.0, 1.0)], "t.parquet", Coming::InOrder);
    push(&mut watch, &[fix("a", 50.0, 1.0, 1.0)], "t.parquet", Coming::InOrder);
    let screening = watch.finish();
    assert_eq!(screening.set_aside.len(), 1);
    assert_eq!(screening.set_aside[0].reason, SetAsideReason::TooLate);
}
