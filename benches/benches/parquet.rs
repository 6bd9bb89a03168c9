//! From a Parquet file to entries and exits, beside the engine on the same rows in memory: `make bench` writes the shares into
//! BENCHMARKS.md. `--write` writes them; `--small` takes little.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use armistice_benches::Folder;
use armistice_benches::page::{machine, rate, timed, write};
use armistice_benches::traffic::{Table, patrols, strips};
use armistice_cells::{Event, Extent, Index, Manner, Rows, Shape, Sweep};
use armistice_earth::Position;
use armistice_facts::{Fix, Instant};
use armistice_parquet::{Batch, Table as File, Writer};
use armistice_watch::{Columns, Coming, Limits, Plan, Watch};
use bytes::Bytes;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

const ROUNDS: usize = 7;
const WAYS: Manner = Manner::Ways { most_silence_millis: 600_000, most_mm_s: None };
/// 2018-11-01, so that the times of invented traffic are instants.
const START: i64 = 1_541_030_400_000;
/// What other writers make without being told anything: texts with a dictionary, columns that may have holes, degrees as
/// fractions, one codec for all.
const USUAL: &str = "message schema {
    optional binary mmsi (STRING);
    optional int64 timestamp (TIMESTAMP(MICROS, true));
    optional double latitude;
    optional double longitude;
}";

fn main() {
    let has = |flag: &str| std::env::args().any(|argument| argument == flag);
    let objects = if has("--small") { 100 } else { 2_000 };
    let zones = strips(1, &[2.0, 5.0, 10.0, 15.0, 20.0, 25.0, 40.0]);
    let index = Index::of_areas(&zones.areas, &Shape::default()).expect("the zones can be indexed");
    let mut table = patrols(2, objects, 1000);
    table.millis.iter_mut().for_each(|millis| *millis += START);
    let files = [
        ("our own layout", own(&table)),
        ("a usual layout, not packed", usual(&table, Compression::UNCOMPRESSED)),
        ("a usual layout, snappy", usual(&table, Compression::SNAPPY)),
    ];
    let mut text = String::from(
        "| from | B/row | columns alone | to events, fixes | share | to events, ways | share |\n|---|---|---|---|---|---|---|\n",
    );
    let mut times = vec![[(); 3].map(|()| Vec::<Duration>::new()); files.len() + 1];
    let (mut wanted, mut found) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for (at, manner) in [(1, Manner::Fixes), (2, WAYS)] {
            times[0][at].push(timed(|| in_memory(&index, manner, &table, &mut wanted)));
            for ((_, file), times) in files.iter().zip(&mut times[1..]) {
                times[at].push(timed(|| from_file(&index, Some(manner), file, &mut found, false)));
                assert_eq!(found, wanted, "a file tells what the rows in memory tell");
            }
        }
        for ((_, file), times) in files.iter().zip(&mut times[1..]) {
            times[0].push(timed(|| from_file(&index, None, file, &mut found, false)));
        }
    }
    let rows = table.len();
    let engine = [rate(rows, &mut times[0][1]), rate(rows, &mut times[0][2])];
    let _ = writeln!(text, "| memory | 20 | | {:.1} | | {:.1} | |", engine[0], engine[1]);
    for ((name, file), times) in files.iter().zip(&mut times[1..]) {
        let [columns, fixes, ways] = times.each_mut().map(|times| rate(rows, times));
        let _ = writeln!(
            text,
            "| {name} | {:.1} | {columns:.1} | {fixes:.1} | {:.0} % | {ways:.1} | {:.0} % |",
            file.len() as f64 / rows as f64,
            100.0 * fixes / engine[0],
            100.0 * ways / engine[1]
        );
    }
    let _ = write!(text, "{}", left_out(&index, &table));
    let _ = write!(text, "{}", screened(&table));
    let _ = writeln!(
        text,
        "\n{}; M rows/s, medians of {ROUNDS} rounds in turns, one thread, processor time; {rows} rows of W1.",
        machine()
    );
    println!("{text}");
    if has("--write") {
        write("parquet", "make bench", &text);
    }
}

fn in_memory(index: &Index, manner: Manner, table: &Table, events: &mut Vec<Event>) {
    events.clear();
    let mut sweep = Sweep::new(index, manner);
    sweep.push(table.rows(usize::MAX), events).expect("the table is sorted");
    sweep.finish(events);
}

/// Three in four rows far from every zone, read all the same and left out.
fn left_out(index: &Index, table: &Table) -> String {
    let mut wide = Table::default();
    for copy in 0..4 {
        let last = table.objects.last().map_or(0, |last| last + 1);
        wide.objects.extend(table.objects.iter().map(|object| object + copy * last));
        wide.millis.extend(&table.millis);
        let east = if copy == 0 { 0 } else { 200_000_000 };
        wide.lon_e7.extend(table.lon_e7.iter().map(|lon| lon + east));
        wide.lat_e7.extend(&table.lat_e7);
    }
    let file = own(&wide);
    let (mut wanted, mut found, mut times) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new()]);
    in_memory(index, WAYS, &wide, &mut wanted);
    for _ in 0..ROUNDS {
        for (leaves_out, times) in [false, true].into_iter().zip(&mut times) {
            times.push(timed(|| from_file(index, Some(WAYS), &file, &mut found, leaves_out)));
            assert_eq!(found, wanted, "what is left out changes nothing");
        }
    }
    let [all, without] = times.each_mut().map(|times| rate(wide.len(), times));
    format!(
        "\nOur own layout with three in four rows far from every zone, to events by ways: {all:.1} with all groups read, \
         {without:.1} with idle ones left out.\n"
    )
}

/// To events, or no farther than to columns; with idle groups left out, if that is asked for.
fn from_file(index: &Index, manner: Option<Manner>, file: &Bytes, events: &mut Vec<Event>, leaves_out: bool) {
    events.clear();
    let table = File::open(file.clone(), "bench.parquet", &[], None).expect("the file has positions");
    let extent = |group: usize| {
        let told = table.extent(group).filter(|_| leaves_out && table.says_sorted())?;
        Extent::of_degrees(told.west, told.south, told.east, told.north)
    };
    let idle = index.idle(&(0..table.group_count()).map(extent).collect::<Vec<_>>());
    let mut batches = table.batches(|group| !idle[*group]);
    let (mut batch, mut rejects) = (Batch::default(), Vec::new());
    let mut sweep = manner.map(|manner| Sweep::new(index, manner));
    while batches.next_into(&mut batch, &mut rejects) {
        let Batch { objects, millis, lon_e7, lat_e7, .. } = &batch;
        if let Some(sweep) = &mut sweep {
            let before = batch.row(0).saturating_sub(1);
            if before > sweep.work().rows {
                sweep.pass_over(before - sweep.work().rows, events);
            }
            sweep.push(Rows { objects, millis, lon_e7, lat_e7 }, events).expect("the file is sorted");
        }
    }
    assert!(rejects.is_empty(), "every row can be read");
    if let Some(sweep) = sweep {
        sweep.finish(events);
    }
}

/// What `armistice screen` does with a file, without the threads it does it on: columns to [`Watch`], and row by row before that.
/// Once with the patrols far from every zone of Korea 2018, and once with a few of them where they are.
fn screened(table: &Table) -> String {
    let folder = Folder::of("korea-2018");
    let agreement = folder.agreement("korea-2018.agreement.md");
    let plan = armistice_watch::plan(&agreement, &folder).expect("every place can be drawn");
    let mut far = table.clone();
    far.lon_e7.iter_mut().for_each(|lon| *lon += 200_000_000);
    let mut near = patrols(21, 10, 100);
    near.millis.iter_mut().for_each(|millis| *millis += START);
    let mut text = String::from(
        "\n| screened, Korea 2018, one thread | rows | as columns | row by row |\n|---|---|---|---|\n",
    );
    for (name, table, rounds) in [("20 degrees east of it", &far, 3), ("about the line", &near, 1)] {
        let file = own(table);
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..rounds {
            let mut told = [String::new(), String::new()];
            for (at, by_columns) in [(0, true), (1, false)] {
                times[at].push(timed(|| told[at] = passages_of(&plan, &file, by_columns)));
            }
            assert_eq!(told[0], told[1], "columns tell what rows tell");
        }
        let [columns, rows] = times.each_mut().map(|times| rate(table.len(), times));
        let _ = writeln!(text, "| {name} | {} | {columns:.4} | {rows:.4} |", table.len());
    }
    text
}

/// The passages of a file.
fn passages_of(plan: &Plan, file: &Bytes, by_columns: bool) -> String {
    let table = File::open(file.clone(), "bench.parquet", &[], None).expect("the file has positions");
    let mut watch = Watch::new(plan, Limits::default());
    if !by_columns {
        table.fixes(|_| true).flatten().for_each(|fix| watch.push(fix, "bench.parquet"));
        return format!("{:?}", watch.finish().passages);
    }
    let (mut batch, mut rejects, mut batches) = (Batch::default(), Vec::new(), table.fix_batches(|_| true));
    while batches.next_into(&mut batch, &mut rejects) {
        let mut from = 0;
        for run in batch.objects.chunk_by(|one, next| one == next) {
            let rows = from..from + run.len();
            from = rows.end;
            let columns = Columns {
                millis: &batch.millis[rows.clone()],
                lon_e7: &batch.lon_e7[rows.clone()],
                lat_e7: &batch.lat_e7[rows.clone()],
                error_metres: batch.error_metres.get(rows.clone()).unwrap_or_default(),
                heights: batch.heights.get(rows.clone()).unwrap_or_default(),
                speeds_mm_s: batch.speeds_mm_s.get(rows.clone()).unwrap_or_default(),
                first_row: batch.row(rows.start),
                rows: &[],
            };
            let object = batches.names().of(run[0]).expect("every object has a name");
            let object = watch.number_of_object(object).expect("there are not too many objects");
            watch.push_columns(object, &columns, "bench.parquet", Coming::InOrder);
        }
    }
    assert!(rejects.is_empty(), "every row can be read");
    format!("{:?}", watch.finish().passages)
}

/// Identifiers in the order of the numbers.
fn name(object: u32) -> String {
    (440_000_000 + object).to_string()
}

fn own(table: &Table) -> Bytes {
    let mut writer = Writer::new(Vec::new()).expect("bytes are taken");
    for row in 0..table.len() {
        let position = Position::from_e7(table.lon_e7[row], table.lat_e7[row]).expect("on earth");
        let fix = Fix {
            object: name(table.objects[row]),
            time: Instant::from_millis(table.millis[row]).expect("an instant"),
            position,
            error_metres: 10,
            height: None,
            speed_mm_s: None,
            row: row as u64 + 1,
        };
        writer.push(&fix).expect("the rows are sorted");
    }
    Bytes::from(writer.finish().expect("bytes are taken"))
}

fn usual(table: &Table, codec: Compression) -> Bytes {
    let schema = Arc::new(parse_message_type(USUAL).expect("a schema"));
    let properties = Arc::new(WriterProperties::builder().set_compression(codec).build());
    let mut file = SerializedFileWriter::new(Vec::new(), schema, properties).expect("bytes are taken");
    let start_of = |group: usize| group << 20;
    for group in 0..table.len().div_ceil(1 << 20) {
        let rows = start_of(group)..start_of(group + 1).min(table.len());
        let degrees = |e7: &[i32]| -> Vec<f64> { e7.iter().map(|e7| f64::from(*e7) / 1e7).collect() };
        let objects: Vec<ByteArray> =
            table.objects[rows.clone()].iter().map(|object| name(*object).into_bytes().into()).collect();
        let times: Vec<i64> = table.millis[rows.clone()].iter().map(|millis| millis * 1000).collect();
        let mut group = file.next_row_group().expect("a group");
        column::<ByteArrayType>(&mut group, &objects);
        column::<Int64Type>(&mut group, &times);
        column::<DoubleType>(&mut group, &degrees(&table.lat_e7[rows.clone()]));
        column::<DoubleType>(&mut group, &degrees(&table.lon_e7[rows]));
        group.close().expect("bytes are taken");
    }
    Bytes::from(file.into_inner().expect("bytes are taken"))
}

fn column<T: DataType>(group: &mut SerializedRowGroupWriter<'_, Vec<u8>>, values: &[T::T]) {
    let mut column = group.next_column().expect("a column").expect("as many as the schema has");
    let levels = vec![1_i16; values.len()];
    column.typed::<T>().write_batch(values, Some(&levels), None).expect("bytes are taken");
    column.close().expect("bytes are taken");
}
