//! Positions to bytes.

use armistice_facts::{Fix, HeightDatum};

use crate::delta::{pack, varint};
use crate::footer::{self, Group, MAGIC};
use crate::schema::{COLUMNS, Column, Kind};
use crate::text::pack_texts;
use crate::thrift::Value;

/// Rows of a row group: less than a megabyte, which is what has to be handed over to show one position.
pub const GROUP_ROWS: usize = 1 << 16;

/// The file of these positions. They are sorted by object and time, and what is left by the rest, so that the same positions
/// make the same file in whatever order they came. What a feed gives twice stays there twice.
#[must_use]
pub fn write(mut fixes: Vec<Fix>) -> Vec<u8> {
    let rest = |fix: &Fix| {
        (fix.position.lat_e7(), fix.position.lon_e7(), fix.error_metres, fix.height, fix.speed_mm_s)
    };
    fixes.sort_by(|one, other| {
        (&one.object, one.time, rest(one)).cmp(&(&other.object, other.time, rest(other)))
    });
    let mut file = MAGIC.to_vec();
    let groups: Vec<Group> = fixes.chunks(GROUP_ROWS).map(|rows| group(rows, &mut file)).collect();
    footer::write(&groups, &mut file);
    file
}

/// The values of a column in a row group.
enum Values<'f> {
    Numbers(Vec<i64>),
    Texts(Vec<&'f str>),
}

fn group(rows: &[Fix], file: &mut Vec<u8>) -> Group {
    let mut group = Group { rows: rows.len(), columns: Vec::new(), extremes: Vec::new() };
    for column in &COLUMNS {
        let start = file.len();
        let (values, is_there) = values(column, rows);
        page(column, &values, &is_there, file);
        group.columns.push(start..file.len());
        group.extremes.push(if column.optional { None } else { extremes(column, &values) });
    }
    group
}

/// The values of a column that are there, and which rows have one.
fn values<'f>(column: &Column, rows: &'f [Fix]) -> (Values<'f>, Vec<bool>) {
    let of_fix = |fix: &Fix| match column.name {
        "time" => Some(fix.time.millis()),
        "lat_e7" => Some(i64::from(fix.position.lat_e7())),
        "lon_e7" => Some(i64::from(fix.position.lon_e7())),
        "error_m" => Some(i64::from(i32::try_from(fix.error_metres).unwrap_or(i32::MAX))),
        "height_mm" => fix.height.map(|height| height.millimetres),
        _ => fix.speed_mm_s.map(i64::from),
    };
    match (column.kind, column.optional) {
        (Kind::Text, false) => {
            (Values::Texts(rows.iter().map(|fix| fix.object.as_str()).collect()), vec![true; rows.len()])
        }
        (Kind::Text, true) => {
            let names = rows.iter().filter_map(|fix| Some(datum_name(fix.height?.datum)));
            (Values::Texts(names.collect()), rows.iter().map(|fix| fix.height.is_some()).collect())
        }
        (Kind::Number(_) | Kind::Instant, _) => {
            let numbers: Vec<Option<i64>> = rows.iter().map(of_fix).collect();
            let is_there = numbers.iter().map(Option::is_some).collect();
            (Values::Numbers(numbers.into_iter().flatten().collect()), is_there)
        }
    }
}

/// The names of datums in a file.
pub(crate) fn datum_name(datum: HeightDatum) -> &'static str {
    match datum {
        HeightDatum::Amsl => "amsl",
        HeightDatum::Agl => "agl",
        HeightDatum::Barometric => "barometric",
        HeightDatum::Ellipsoid => "ellipsoid",
    }
}

/// One page a column: its header, which rows have a value, and the values.
fn page(column: &Column, values: &Values<'_>, is_there: &[bool], file: &mut Vec<u8>) {
    let mut data = Vec::new();
    if column.optional {
        let mut levels = Vec::new();
        for run in is_there.chunk_by(|one, next| one == next) {
            varint((run.len() as u64) << 1, &mut levels);
            levels.push(u8::from(run.first() == Some(&true)));
        }
        data.extend(u32::try_from(levels.len()).unwrap_or(u32::MAX).to_le_bytes());
        data.extend(levels);
    }
    match values {
        Values::Numbers(numbers) => pack(numbers, column.width(), &mut data),
        Values::Texts(texts) => pack_texts(texts, &mut data),
    }
    let length = Value::Int(i32::try_from(data.len()).unwrap_or(i32::MAX));
    let rows = Value::Int(i32::try_from(is_there.len()).unwrap_or(i32::MAX));
    let about = Value::fields([
        (1, rows),
        (2, Value::Int(column.encoding())),
        (3, Value::Int(3)),
        (4, Value::Int(3)),
    ]);
    Value::fields([(1, Value::Int(0)), (2, length.clone()), (3, length), (5, about)]).write(file);
    file.extend(data);
}

/// The least and the greatest value, as Parquet writes one value.
fn extremes(column: &Column, values: &Values<'_>) -> Option<(Vec<u8>, Vec<u8>)> {
    match values {
        Values::Texts(texts) => {
            let bytes = |text: &&str| text.as_bytes().to_vec();
            Some((bytes(texts.iter().min()?), bytes(texts.iter().max()?)))
        }
        Values::Numbers(numbers) => {
            let length = if matches!(column.width(), crate::delta::Width::Wide) { 8 } else { 4 };
            let bytes = |number: i64| number.to_le_bytes().get(..length).map(<[u8]>::to_vec);
            Some((bytes(*numbers.iter().min()?)?, bytes(*numbers.iter().max()?)?))
        }
    }
}
