use armistice_facts::{CheckResult, HeightDatum, Precision};
use proptest::prelude::*;

use super::*;

const HEAD: &str = "id,from,until,precision,known,speaker,voice,voice_kind,manner,certainty,kind";
const LEAD: &str = "2020-05-03T07:41:00+09:00,,,2020-05-03T23:59:00+09:00,ROK JCS,ROK,party,claims,high";

fn one(columns: &str, cells: &str) -> Result<Fact, String> {
    let table = format!("{HEAD},{columns}\nf-1,{LEAD},{cells}\n");
    let (facts, rejects) = read(table.as_bytes(), "facts.csv");
    match (facts.into_iter().next(), rejects.into_iter().next()) {
        (Some(fact), None) => Ok(fact),
        (None, Some(reject)) => {
            assert_eq!((reject.file.as_str(), reject.row), ("facts.csv", 2));
            Err(reject.reason)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_act_keeps_its_place_its_error_and_its_numbers() {
    let fact = one(
        "who,standing,verb,objects,attributes,quantity,unit,lat,lon,error_m,within,beyond_m,height",
        "act,DPRK,forces,conduct,firing-at;live-fire,calibre=14.5,3.3,km,38.3,-127.25,12000,DMZ,50,120.5 agl",
    )
    .unwrap();
    let What::Act(act) = fact.what else { panic!("no act") };
    let position = act.place.position.unwrap();
    assert_eq!((position.lat_e7(), position.lon_e7()), (383_000_000, -1_272_500_000));
    assert_eq!((act.place.error_metres, act.place.beyond_metres), (12_000, Some(50)));
    assert_eq!(act.quantity.unwrap().thousandths, 3300);
    assert_eq!(act.objects.len(), 2);
    assert_eq!(act.attributes.get("calibre").map(String::as_str), Some("14.5"));
    let height = act.place.height.unwrap();
    assert_eq!((height.millimetres, height.datum), (120_500, HeightDatum::Agl));
    assert_eq!(fact.about.precision, Precision::Exact);
}

#[test]
fn a_checklist_keeps_what_was_not_reached() {
    let fact = one(
        "norm,bearer,inspectors,outcome,items",
        "inspection,posts,DPRK,ROK,fulfilled,post out of use=confirmed*11;ground in minefields=not-accessible",
    )
    .unwrap();
    let What::Inspection(inspection) = fact.what else { panic!("no inspection") };
    let items: Vec<_> = inspection.items.iter().map(|item| (item.result, item.count)).collect();
    assert_eq!(items, [(CheckResult::Confirmed, Some(11)), (CheckResult::NotAccessible, None)]);
}

#[test]
fn every_refusal_names_its_column_its_cause_and_its_mend() {
    let cases = [
        ("who,verb,standing", "act,DPRK,conduct,state"),
        ("who,verb,standing,stage", "act,DPRK,conduct,forces,done"),
        ("who,verb,standing,lat,lon,error_m", "act,DPRK,conduct,forces,95,127,10"),
        ("who,verb,standing,lat,lon,error_m", "act,DPRK,conduct,forces,NaN,127,10"),
        ("who,verb,standing,lat,lon,error_m", "act,DPRK,conduct,forces,38,127,"),
        ("who,verb,standing,lat", "act,DPRK,conduct,forces,38"),
        ("who,verb,standing,quantity,unit", "act,DPRK,conduct,forces,4,"),
        ("who,verb,standing,beyond_m", "act,DPRK,conduct,forces,20"),
        ("who,verb,standing,near_m", "act,DPRK,carry,forces,600"),
        ("who,verb,standing,near,near_lat,near_lon", "act,DPRK,carry,forces,guard-post,38,127"),
        ("who,verb,standing,near,near_error_m", "act,DPRK,carry,forces,guard-post,100"),
        ("who,verb,standing,origin_lat", "act,DPRK,carry,forces,38"),
        ("who,class,at_least,destination_within", "count,DPRK,soldier,40,JSA"),
        ("who,class,state,origin", "state,DPRK,gun,barrel-open,a depot"),
        ("who,verb,standing,attributes", "act,DPRK,conduct,forces,calibre"),
        ("who,class,at_least,at_most", "count,DPRK,soldier,40,35"),
        ("norm,bearer,inspectors,outcome,items", "inspection,posts,DPRK,ROK,open,post=seen"),
        ("norm,hours,percent", "coverage,posts,24,101"),
        ("who,change,scope", "status,DPRK,leaves,cma"),
        ("of,aspect", "denial,f-0,fact"),
        ("of,aspect", "denial,f-1,fact"),
        ("text", "rumour,something"),
        ("text", "statement,"),
        ("text", "statement,one,two"),
        ("text,within", "statement,x,a b"),
    ];
    let told: Vec<String> = cases
        .iter()
        .map(|(columns, cells)| format!("{columns} | {cells}\n    {}", one(columns, cells).unwrap_err()))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn an_act_that_moves_says_where_it_began_and_where_it_ended() {
    let columns = "who,standing,verb,objects,origin_within,destination,destination_lat,destination_lon,destination_error_m";
    let fact = one(columns, "act,DPRK,forces,carry,firearm,DMZ,a depot,38.5,127.25,300").unwrap();
    let What::Act(act) = fact.what else { panic!("no act") };
    let (origin, destination) = (act.place.origin.clone().unwrap(), act.place.destination.clone().unwrap());
    assert_eq!((origin.within.len(), origin.position), (1, None));
    let position = destination.position.unwrap();
    assert_eq!(
        (position.lat_e7(), position.lon_e7(), destination.error_metres),
        (385_000_000, 1_272_500_000, 300)
    );
    assert_eq!(destination.name, "a depot");
    assert!(act.place.is_told() && act.place.position.is_none());
    let counted =
        one("who,verb,class,at_least,destination_within", "count,ROK,transfer,truck,420,JSA").unwrap();
    let What::Count(count) = counted.what else { panic!("no count") };
    assert!(count.place.destination.is_some() && count.place.origin.is_none());
}

#[test]
fn a_source_says_what_it_was_near_and_how_far_away() {
    let told = one(
        "who,class,at_least,near,near_of,near_m,near_error_m",
        "count,ROK,soldier,9,guard-post,DPRK,600,50",
    );
    let What::Count(count) = told.unwrap().what else { panic!("no count") };
    let near = count.place.near.unwrap();
    assert_eq!((near.of.as_str(), near.metres, near.error_metres), ("guard-post", Some(600), 50));
    assert_eq!(near.holder.unwrap(), *"DPRK");
    let seen = one(
        "who,standing,verb,near,near_lat,near_lon,near_error_m",
        "act,DPRK,forces,sail,warship,38,125.5,200",
    );
    let What::Act(act) = seen.unwrap().what else { panic!("no act") };
    let near = act.place.near.unwrap();
    assert_eq!((near.metres, near.position.unwrap().lon_e7(), near.error_metres), (None, 1_255_000_000, 200));
}

#[test]
fn the_header_is_checked_before_any_row() {
    let reason = |table: &str| {
        let (facts, rejects) = read(table.as_bytes(), "facts.csv");
        assert!(facts.is_empty());
        rejects.into_iter().map(|reject| (reject.row, reject.reason)).collect::<Vec<_>>()
    };
    let unknown = reason(&format!("{HEAD},colour\nf-1\n"));
    assert_eq!(unknown.len(), 1);
    assert!(
        unknown[0].1.starts_with("there is no column `colour`: the columns are id, row, from"),
        "{unknown:?}"
    );
    assert_eq!(
        reason("id,id\n"),
        [(1, "column `id` stands twice in the header: keep one of them".to_owned())]
    );
    assert_eq!(
        reason("id,from\n"),
        [(1, "column `known` is missing in the header: no fact can be read without it".to_owned())]
    );
    assert_eq!(reason(""), [(0, "the table is empty: give it a header and one row a fact".to_owned())]);
}

#[test]
fn times_carry_their_zone_and_days_are_written_as_intervals() {
    let table = |from: &str, until: &str, precision: &str| {
        let row = format!(
            "f-1,{from},{until},{precision},2020-05-03T23:59:00+09:00,x,ROK,party,claims,high,statement,y"
        );
        let (facts, rejects) = read(format!("{HEAD},text\n{row}\n").as_bytes(), "f");
        facts.into_iter().next().ok_or_else(|| rejects[0].reason.clone())
    };
    let day = table("2020-05-03T00:00:00+09:00", "2020-05-04T00:00:00+09:00", "within").unwrap();
    assert_eq!(day.about.last().to_string(), "2020-05-03T14:59:59.999Z");
    assert!(table("2020-05-03", "", "").unwrap_err().contains("column `from` is no instant"));
    assert!(table("2020-05-03T00:00:00", "", "").unwrap_err().contains("column `from` is no instant"));
    let backwards = table("2020-05-03T00:00:00+09:00", "2020-05-02T00:00:00+09:00", "span");
    assert!(backwards.unwrap_err().starts_with("column `until` cannot stand"));
    let exact = table("2020-05-03T00:00:00+09:00", "2020-05-04T00:00:00+09:00", "exact");
    assert!(exact.unwrap_err().starts_with("column `precision` says `exact` of an interval"));
}

#[test]
fn a_reference_may_point_forward_and_a_broken_one_takes_along_what_rests_on_it() {
    let row = |id: &str, of: &str| format!("{id},{LEAD},denial,{of},fact,\n");
    let told = format!("f-3,{LEAD},statement,,,seen\n");
    let table = format!(
        "{HEAD},of,aspect,text\n{}{}{}{}",
        row("f-1", "f-2"),
        row("f-2", "f-9"),
        row("f-4", "f-3"),
        told
    );
    let (facts, rejects) = read(table.as_bytes(), "facts.csv");
    let ids: Vec<&str> = facts.iter().map(|fact| fact.id.as_str()).collect();
    assert_eq!(ids, ["f-4", "f-3"]);
    let rows: Vec<u64> = rejects.iter().map(|reject| reject.row).collect();
    assert_eq!(rows, [2, 3]);
    assert!(rejects.iter().all(|reject| reject.reason.contains("which no row of this table gives")));
}

#[test]
fn an_id_is_given_once() {
    let row = format!("f-1,{LEAD},statement,seen\n");
    let (facts, rejects) = read(format!("{HEAD},text\n{row}{row}").as_bytes(), "facts.csv");
    assert_eq!((facts.len(), rejects.len()), (1, 1));
    assert_eq!(rejects[0].reason, "column `id` says `f-1`, which row 2 has already: ids are unique");
}

#[test]
fn long_cells_long_lists_and_bad_bytes_are_refused_and_the_rest_is_read() {
    let mut table = format!("{HEAD},text,invokes\n").into_bytes();
    table.extend(format!("f-1,{LEAD},statement,{},\n", "x".repeat(MOST_CELL + 1)).bytes());
    table.extend(format!("f-2,{LEAD},statement,x,{}\n", "a;".repeat(MOST_ENTRIES) + "a").bytes());
    table.extend(format!("f-3,{LEAD},statement,").bytes());
    table.extend(b"\xff,\n");
    table.extend(format!("f-4,{LEAD},statement,x,\n").bytes());
    let (facts, rejects) = read(table.as_slice(), "facts.csv");
    assert_eq!(facts.len(), 1);
    let reasons: Vec<&str> = rejects.iter().map(|reject| reject.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "column `text` holds 4097 bytes, more than 4096: shorten it",
            "column `invokes` lists more than 256 entries: make several facts of it",
            "column `text` is no UTF-8: save the table as UTF-8",
        ]
    );
}

#[test]
fn decimals_are_exact() {
    for (text, expected) in [("3.3", Some(3300)), ("-0.001", Some(-1)), ("45", Some(45_000)), ("0", Some(0))]
    {
        assert_eq!(cells::decimal("quantity", text, 3).ok(), expected, "{text}");
    }
    for text in ["", ".", "1.", ".5", "1.2345", "1e3", "+1", "--1", "9223372036854775808", "١"] {
        assert!(cells::decimal("quantity", text, 3).is_err(), "{text}");
    }
}

#[test]
fn the_document_describes_every_column_and_every_kind() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/facts-table.md");
    let document = std::fs::read_to_string(path).unwrap();
    for column in COLUMNS {
        assert!(document.contains(&format!("| `{column}` |")), "column {column} is not described");
    }
    for (kind, own, _) in columns::KINDS {
        let line = document.lines().find(|line| line.starts_with(&format!("| `{kind}` | ")));
        let line = line.unwrap_or_else(|| panic!("kind {kind} is not described"));
        for column in *own {
            assert!(line.contains(&format!("`{column}`")), "kind {kind}: column {column} is not named");
        }
    }
}

proptest! {
    #[test]
    fn nothing_panics_on_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let (facts, rejects) = read(bytes.as_slice(), "facts.csv");
        prop_assert!(facts.is_empty());
        prop_assert!(!rejects.is_empty());
    }

    #[test]
    fn every_row_becomes_a_fact_or_a_reject(
        rows in proptest::collection::vec((
            proptest::sample::select(vec![
                "act", "state", "count", "performance", "inspection", "notice", "denial", "impeachment", "ruling",
                "status", "coverage", "statement", "withdrawal", "nonsense",
            ]),
            proptest::collection::vec("[a-z0-9;=*. -]{0,6}|f-1|yes|done|forces|suspends|38[.]1|fact|open", COLUMNS.len()),
        ), 0..12),
    ) {
        let mut table = COLUMNS.join(",") + "\n";
        for (number, (kind, cells)) in rows.iter().enumerate() {
            let fixed = |column: &str| Some(match column {
                "id" => format!("f-{number}"),
                "kind" => (*kind).to_owned(),
                "from" | "known" => "2020-05-03T00:00:00Z".to_owned(),
                "row" | "until" | "precision" | "means" | "incident" | "invokes" => String::new(),
                "speaker" | "voice" => "ROK".to_owned(),
                "voice_kind" => "party".to_owned(),
                "manner" => "claims".to_owned(),
                "certainty" => "high".to_owned(),
                _ => return None,
            });
            let filled: Vec<String> = COLUMNS.iter().zip(cells).map(|(column, cell)| {
                let cell = fixed(column).unwrap_or_else(|| cell.clone());
                match columns::uses(kind, column) { Some(false) => String::new(), _ => cell }
            }).collect();
            table.push_str(&filled.join(","));
            table.push('\n');
        }
        let (facts, rejects) = read(table.as_bytes(), "facts.csv");
        prop_assert_eq!(facts.len() + rejects.len(), rows.len());
    }
}
