//! What holds of any tracks, beside plain ways of finding the same.

use super::*;

/// Tracks round the square and the strip: small steps, some repeats, some objects at once.
fn tracks() -> impl Strategy<Value = Vec<Fix>> {
    let step = (0..3_u8, 1..20_u32, -0.03..0.03_f64, -0.03..0.03_f64);
    proptest::collection::vec(step, 1..60).prop_map(|steps| {
        let mut seconds = [0.0; 3];
        let mut places = [(0.05, 0.05), (0.2, 0.05), (0.15, 0.05)];
        steps
            .into_iter()
            .zip(0..)
            .map(|((object, wait, east, north), row)| {
                let object = usize::from(object);
                seconds[object] += f64::from(wait);
                let (lon, lat) = places[object];
                places[object] = ((lon + east).clamp(-0.1, 0.3), (lat + north).clamp(-0.1, 0.2));
                let (lon, lat) = places[object];
                Fix { row, ..fix(["a", "b", "c"][object], seconds[object], lon, lat) }
            })
            .collect()
    })
}

/// The runs of fixes inside, object by object, straight from the region: first, last, how many, deepest.
fn runs(fixes: &[Fix], zone: &Name) -> Vec<(String, Instant, Instant, u64, f64)> {
    let plan = square_and_line();
    let region = &plan.zones[zone];
    let mut runs: Vec<(String, Instant, Instant, u64, f64)> = Vec::new();
    for object in ["a", "b", "c"] {
        let mut own: Vec<_> = fixes.iter().filter(|fix| fix.object == object).collect();
        own.sort_by_key(|fix| fix.time);
        let mut is_open = false;
        for fix in own {
            let margin = region.margin(fix.position, None).metres;
            if margin < 0.0 {
                is_open = false;
                continue;
            }
            match runs.last_mut().filter(|_| is_open) {
                Some(run) => (run.2, run.3, run.4) = (fix.time, run.3 + 1, run.4.max(margin)),
                None => runs.push((object.to_owned(), fix.time, fix.time, 1, margin)),
            }
            is_open = true;
        }
    }
    runs.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
    runs
}

fn stays(screening: &Screening, zone: &Name) -> Vec<(String, Instant, Instant, u64, f64)> {
    let mut stays: Vec<_> = screening
        .passages
        .iter()
        .filter(|passage| passage.kind == PassageKind::Stay && passage.zone.as_ref() == Some(zone))
        .filter(|passage| passage.fixes != Some(0))
        .map(|passage| {
            let (from, to) = (passage.from.unwrap(), passage.to.unwrap());
            (passage.object.clone(), from, to, passage.fixes.unwrap(), passage.margin_m)
        })
        .collect();
    stays.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
    stays
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn stays_are_the_runs_of_fixes_inside(fixes in tracks()) {
        let screening = screen(&lenient(), fixes.clone());
        for zone in ["square", "strip"].map(name) {
            prop_assert_eq!(stays(&screening, &zone), runs(&fixes, &zone));
        }
    }

    #[test]
    fn the_depth_is_the_greatest_of_very_many_points_of_the_way(fixes in tracks()) {
        let plan = square_and_line();
        let screening = screen(&lenient(), fixes.clone());
        for stay in screening.passages.iter().filter(|passage| passage.kind == PassageKind::Stay) {
            let region = &plan.zones[stay.zone.as_ref().unwrap()];
            let own: Vec<_> = fixes.iter().filter(|fix| fix.object == stay.object).collect();
            let (from, to) = (stay.from.unwrap(), stay.to.unwrap());
            // The way within the presence, and what of the steps before it and after it lies inside.
            let mut greatest = 0.0_f64;
            for pair in own.windows(2).filter(|pair| pair[1].time >= from && pair[0].time <= to) {
                let margins: Vec<f64> = (0..=200)
                    .map(|step| armistice_earth::geodesic::along(pair[0].position, pair[1].position, f64::from(step) / 200.0))
                    .map(|position| region.margin(position, None).metres)
                    .collect();
                let is_before = pair[0].time < from && pair[1].time == from;
                let is_after = pair[0].time == to && pair[1].time > to;
                let inside: Vec<f64> = if stay.fixes == Some(0) || is_before && is_after {
                    margins
                } else if is_before {
                    margins.into_iter().rev().take_while(|margin| *margin >= 0.0).collect()
                } else if is_after {
                    margins.into_iter().take_while(|margin| *margin >= 0.0).collect()
                } else {
                    margins
                };
                greatest = inside.into_iter().fold(greatest, f64::max);
            }
            if own.len() == 1 || from == to && greatest == 0.0 {
                greatest = stay.margin_m;
            }
            let found = stay.deepest.unwrap();
            prop_assert!(found.depth_m >= stay.margin_m);
            // What is inside twice on one step is told of once: its other part counts as outside.
            prop_assert!(found.depth_m >= greatest - 0.1, "{} {greatest}", found.depth_m);
            let there = region.margin(found.position, None).metres;
            prop_assert!((there - found.depth_m).abs() < 0.05, "{there} {}", found.depth_m);
        }
    }

    #[test]
    fn any_order_within_the_lateness_gives_the_same(fixes in tracks(), keys in proptest::collection::vec(any::<u32>(), 60)) {
        let mut shuffled: Vec<_> = fixes.iter().cloned().zip(keys).collect();
        shuffled.sort_by_key(|(_, key)| *key);
        let limits = Limits { late_seconds: 1200, ..lenient() };
        let other = screen(&limits, shuffled.into_iter().map(|(fix, _)| fix));
        prop_assert_eq!(screen(&limits, fixes).passages, other.passages);
    }

    #[test]
    fn with_an_index_of_the_zones_and_without_is_the_same(fixes in tracks(), errors in proptest::collection::vec(0..3000_u32, 60)) {
        let plan = square_and_line();
        let screened = |before_clearing: u64| {
            let mut watch = Watch::new(&plan, lenient());
            watch.watched.before_clearing = before_clearing;
            for (fix, error_metres) in fixes.iter().zip(&errors) {
                watch.push(Fix { error_metres: *error_metres, ..fix.clone() }, "t.csv");
            }
            format!("{:#?}", watch.finish())
        };
        let plainly = screened(0);
        prop_assert_eq!(screened(1), plainly.as_str());
        prop_assert_eq!(screened(7), plainly.as_str());
    }

    #[test]
    fn near_a_pole_with_an_index_of_the_zones_and_without_is_the_same(
        start in (-180.0..180.0_f64, 85.0..90.0_f64), steps in proptest::collection::vec((-180.0..180.0_f64, 10.0..30_000.0_f64), 1..40),
    ) {
        let plan = polar();
        let mut places = vec![at(start.0, start.1)];
        for (azimuth, metres) in steps {
            places.push(armistice_earth::geodesic::destination(places[places.len() - 1], azimuth, metres));
        }
        let fixes: Vec<Fix> = places.into_iter().zip(0_i32..).map(|(position, step)| Fix { position, ..fix("a", f64::from(step) * 600.0, 0.0, 0.0) }).collect();
        let screened = |before_clearing: u64| {
            let mut watch = Watch::new(&plan, lenient());
            watch.watched.before_clearing = before_clearing;
            fixes.iter().for_each(|fix| watch.push(fix.clone(), "t.csv"));
            format!("{:#?}", watch.finish())
        };
        prop_assert_eq!(screened(0), screened(1_000_000));
        // Each stay is a run of fixes inside, by the plain geometry.
        let screening = passages(&plan, &lenient(), fixes.clone(), "t.csv");
        for (label, region) in &plan.zones {
            let inside = fixes.iter().filter(|fix| region.margin(fix.position, None).metres >= 0.0).count() as u64;
            let told: u64 = screening.passages.iter().filter(|passage| passage.zone.as_ref() == Some(label)).filter_map(|passage| passage.fixes).sum();
            prop_assert_eq!(told, inside);
        }
    }

    #[test]
    fn in_how_many_parts_objects_are_followed_does_not_matter(fixes in tracks(), lost in proptest::collection::vec(0..60_usize, 0..4), classes: bool) {
        let plan = square_and_line();
        let limits = Limits { late_seconds: 100, ..lenient() };
        let known: BTreeMap<String, Name> = if classes { BTreeMap::from([("a".to_owned(), name("ship"))]) } else { BTreeMap::new() };
        // Some fixes come too late, some twice, and sight is lost of some objects.
        let feed = |push: &mut dyn FnMut(Option<Fix>, &str, &str)| {
            for (number, fix) in fixes.iter().enumerate() {
                let source = ["one.csv", "two.csv"][number / 30];
                push(Some(Fix { row: number as u64, ..fix.clone() }), source, &fix.object);
                if number % 7 == 0 {
                    push(Some(Fix { row: 1000 + number as u64, time: fix.time.plus_millis(-200_000), ..fix.clone() }), source, &fix.object);
                }
                if lost.contains(&number) {
                    push(None, source, &fix.object);
                }
            }
        };
        let mut alone = Watch::new(&plan, limits.clone());
        alone.know_classes(known.clone());
        feed(&mut |fix, source, object| match fix {
            Some(fix) => alone.push(fix, source),
            None => alone.lose_sight(object),
        });
        let alone = format!("{:#?}", alone.finish());
        for many in [1, 2, 3] {
            let shared = Shared::default();
            let mut parts: Vec<Watch<'_>> = (0..many).map(|_| Watch::sharing(&plan, limits.clone(), shared.clone())).collect();
            parts.iter_mut().for_each(|part| part.know_classes(known.clone()));
            feed(&mut |fix, source, object| {
                let part = &mut parts[usize::from(object.as_bytes()[0]) % many];
                match fix {
                    Some(fix) => part.push(fix, source),
                    None => part.lose_sight(object),
                }
            });
            let merged = Screening::merged(parts.into_iter().map(Watch::finish).collect());
            prop_assert_eq!(format!("{:#?}", merged), alone.as_str(), "{} parts", many);
        }
    }

    #[test]
    fn objects_apart_and_merged_are_the_objects_together(fixes in tracks()) {
        let together = screen(&lenient(), fixes.clone());
        let mut apart = Vec::new();
        for object in ["a", "b", "c"] {
            apart.extend(screen(&lenient(), fixes.iter().filter(|fix| fix.object == object).cloned()).passages);
        }
        apart.sort_by(|one, other| in_order(one).cmp(&in_order(other)));
        prop_assert_eq!(together.passages, apart);
    }

    #[test]
    fn entries_and_exits_take_turns(fixes in tracks()) {
        let screening = screen(&lenient(), fixes.clone());
        for zone in ["square", "strip"].map(name) {
            for object in ["a", "b", "c"] {
                let kinds: Vec<_> = screening.passages.iter()
                    .filter(|passage| passage.object == object && passage.zone.as_ref() == Some(&zone))
                    .map(|passage| passage.kind)
                    .filter(|kind| *kind != PassageKind::Stay)
                    .collect();
                prop_assert!(kinds.windows(2).all(|pair| pair[0] != pair[1]), "{kinds:?}");
            }
        }
    }

    #[test]
    fn crossings_are_those_of_every_step(fixes in tracks()) {
        // The same tracks round the line; most of each lies too far from it to be measured.
        let fixes: Vec<_> = fixes
            .into_iter()
            .map(|fix| Fix { position: at(fix.position.lon(), fix.position.lat() + 0.45), ..fix })
            .collect();
        let plan = square_and_line();
        let mut expected = 0;
        for object in ["a", "b", "c"] {
            let own: Vec<_> = fixes.iter().filter(|fix| fix.object == object).collect();
            let steps = own.windows(2).map(|pair| (pair[0].position, pair[1].position));
            expected += steps.map(|(from, to)| plan.lines[&name("line")].crossings(from, to).len()).sum::<usize>();
        }
        let screening = screen(&lenient(), fixes);
        let crossings = screening.passages.iter().filter(|passage| passage.kind == PassageKind::Cross);
        prop_assert_eq!(crossings.count(), expected);
    }
}
