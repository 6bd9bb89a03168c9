//! Names that Natural Earth does not have: those of `names.tsv`, which says where each comes from (`names.md`).

use std::collections::BTreeMap;

use crate::sheet::{Attributes, Layer, Said};
use crate::source::Feature;
use crate::world::{Geometry, Point};

/// The table: a head, then a row for a place of a country, or for a sea.
pub const TABLE: &str = include_str!("../names.tsv");
/// What stands before the names of a row in each language, and what they are called in the tiles.
const FORMS: [&str; 5] = ["name", "name_fr", "name_ko", "name_ar", "name_uk"];
/// What stands in place of a country for a sea.
const SEA: &str = "sea";
/// What stands where there is nothing.
const NOTHING: &str = "-";
/// A harbour has the name of the town that is called the same where it is nearer than this, east to west and north to
/// south, in units of the world: about 80 km at the equator, 60 km at Seoul.
const NEAR: i64 = 1 << 19;

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// What Natural Earth calls it (`NAME` of a place, `name` of a sea).
    pub name: &'a str,
    /// Natural Earth's code of the country that it lists the place under, with the province (`ADM1NAME`) behind a
    /// stroke where the country has two of that name; `sea` for a sea.
    pub country: &'a str,
    /// Its forms under the names that they have in the tiles; `name` is there only where it replaces the source's.
    pub forms: Vec<(&'static str, &'a str)>,
    /// The languages whose form is that of Unicode CLDR; those of the others are this project's.
    pub cldr: Vec<&'a str>,
}

/// The rows of a table; one that has not eight cells is left out, which a test forbids.
pub fn rows(table: &str) -> impl Iterator<Item = Row<'_>> {
    table.lines().skip(1).filter_map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, country, en, fr, ko, ar, uk, cldr] = *cells else { return None };
        let forms =
            FORMS.into_iter().zip([en, fr, ko, ar, uk]).filter(|(_, form)| *form != NOTHING).collect();
        Some(Row { name, country, forms, cldr: cldr.split(' ').filter(|tag| *tag != NOTHING).collect() })
    })
}

/// The names of a table, with the towns that harbours may be called after.
#[derive(Debug)]
pub struct Names<'a> {
    /// By country and name.
    rows: BTreeMap<String, Row<'a>>,
    towns: Vec<Town<'a>>,
}

#[derive(Debug)]
struct Town<'a> {
    names: [String; 2],
    at: Point,
    row: Row<'a>,
}

impl<'a> Names<'a> {
    /// The names of a table for some places.
    #[must_use]
    pub fn new(table: &'a str, places: &[Feature]) -> Self {
        let rows: BTreeMap<_, _> = rows(table).map(|row| (key(row.country, row.name), row)).collect();
        let mut names = Self { rows, towns: Vec::new() };
        names.towns = places.iter().filter_map(|place| names.town(place)).collect();
        names
    }

    fn town(&self, place: &Feature) -> Option<Town<'a>> {
        let row = self.of_place(place)?.clone();
        let name = |key| place.text(key).unwrap_or_default().to_owned();
        Some(Town { names: [name("NAME"), name("NAME_EN")], at: spot(place)?, row })
    }

    /// The row of a place: that of its country, else that of its province.
    #[must_use]
    pub fn of_place(&self, place: &Feature) -> Option<&Row<'a>> {
        let (name, country) = (place.text("NAME")?, place.text("ADM0_A3")?);
        let province = format!("{country}/{}", place.text("ADM1NAME").unwrap_or_default());
        self.rows.get(&key(country, name)).or_else(|| self.rows.get(&key(&province, name)))
    }

    fn of_sea(&self, sea: &Feature) -> Option<&Row<'a>> {
        self.rows.get(&key(SEA, sea.text("name")?))
    }

    fn of_harbour(&self, harbour: &Feature) -> Option<&Row<'a>> {
        let (name, at) = (harbour.text("name")?, spot(harbour)?);
        let is_near = |town: &&Town| (town.at.x - at.x).abs() <= NEAR && (town.at.y - at.y).abs() <= NEAR;
        self.towns
            .iter()
            .filter(is_near)
            .find(|town| town.names.iter().any(|one| one == name))
            .map(|town| &town.row)
    }

    /// Adds the names of a feature to what is said of it. One that is the same as the English is left out.
    pub fn add(&self, layer: Layer, feature: &Feature, attributes: &mut Attributes) {
        let row = match layer {
            Layer::Place => self.of_place(feature),
            Layer::Marine => self.of_sea(feature),
            Layer::Port | Layer::Airport => self.of_harbour(feature),
            Layer::Land | Layer::Urban | Layer::Lake | Layer::River | Layer::Boundary => None,
        };
        let forms = row.iter().flat_map(|row| &row.forms);
        attributes.extend(forms.map(|(key, form)| (*key, Said::Text((*form).to_owned()))));
        let name = attributes.get("name").cloned();
        attributes.retain(|key, said| *key == "name" || Some(&*said) != name.as_ref());
    }
}

/// No name has a tab in it: the table is cut at tabs.
fn key(country: &str, name: &str) -> String {
    format!("{country}\t{name}")
}

fn spot(feature: &Feature) -> Option<Point> {
    match &feature.geometry {
        Geometry::Points(points) => points.first().copied(),
        Geometry::Lines(_) | Geometry::Polygons(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::world::point;

    const SOME: &str = "name\tcountry\ten\tfr\tko\tar\tuk\tcldr
Busan\tKOR\t-\t-\t부산\tبوسان\tПусан\t-
Kiev\tUKR\tKyiv\t-\t키이우\t-\tКиїв\tuk
Rostov\tRUS/Rostov\t-\t-\t-\t-\tРостов-на-Дону\t-
Yellow Sea\tsea\t-\t-\t황해 / 서해\t-\t-\t-";

    fn feature(properties: &Value, longitude: f64, latitude: f64) -> Feature {
        let properties = properties.as_object().unwrap().clone();
        Feature { properties, geometry: Geometry::Points(vec![point(longitude, latitude)]) }
    }

    fn added(layer: Layer, feature: &Feature, names: &Names) -> Vec<String> {
        let mut said = Attributes::from([("name", Said::Text("Busan".into()))]);
        names.add(layer, feature, &mut said);
        said.iter().map(|(key, said)| format!("{key} {said:?}")).collect()
    }

    #[test]
    fn a_row_says_its_forms_and_which_are_of_unicode() {
        let rows: Vec<Row> = rows(SOME).collect();
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[1].forms, [("name", "Kyiv"), ("name_ko", "키이우"), ("name_uk", "Київ")]);
        assert_eq!(rows[1].cldr, ["uk"]);
    }

    #[test]
    fn a_place_is_found_by_its_country_or_its_province() {
        let names = Names::new(SOME, &[]);
        let uk = |said: &Value| {
            let row = names.of_place(&feature(said, 0.0, 0.0))?.clone();
            row.forms.iter().find(|(key, _)| *key == "name_uk").map(|(_, form)| (*form).to_owned())
        };
        assert_eq!(uk(&json!({"NAME": "Kiev", "ADM0_A3": "UKR"})), Some("Київ".into()));
        assert_eq!(uk(&json!({"NAME": "Kiev", "ADM0_A3": "RUS"})), None);
        let rostov = |province| uk(&json!({"NAME": "Rostov", "ADM0_A3": "RUS", "ADM1NAME": province}));
        assert_eq!((rostov("Rostov"), rostov("Yaroslavl'")), (Some("Ростов-на-Дону".into()), None));
    }

    #[test]
    fn a_harbour_is_called_after_a_town_of_its_name_that_is_near() {
        let town = feature(&json!({"NAME": "Busan", "ADM0_A3": "KOR"}), 129.01, 35.1);
        let names = Names::new(SOME, &[town]);
        let harbour = |name: &str, longitude| feature(&json!({"name": name}), longitude, 35.09);
        let forms = |harbour| added(Layer::Port, &harbour, &names).len();
        assert_eq!(forms(harbour("Busan", 129.05)), 4);
        assert_eq!(forms(harbour("Busan", 131.0)), 1);
        assert_eq!(forms(harbour("Gamcheon", 129.05)), 1);
    }

    #[test]
    fn seas_have_all_their_names_and_nothing_is_said_twice() {
        let names = Names::new(SOME, &[]);
        let sea = feature(&json!({"name": "Yellow Sea"}), 0.0, 0.0);
        let said = added(Layer::Marine, &sea, &names);
        assert_eq!(said, [r#"name Text("Busan")"#, r#"name_ko Text("황해 / 서해")"#]);
        let same = Names::new("\nYellow Sea\tsea\t-\tBusan\t-\t-\t-\t-", &[]);
        assert_eq!(added(Layer::Marine, &sea, &same).len(), 1);
        assert_eq!(added(Layer::River, &sea, &names).len(), 1);
    }
}
