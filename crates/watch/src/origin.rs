//! What a GeoJSON file says of itself: where its shapes come from, which edition they are, and what is to be known.

use armistice_terms::Files;
use armistice_terms::model::FileRef;
use serde_json::Value;

/// The most characters of one statement that are kept.
const LONGEST: usize = 1_000;

/// What a file says of a shape, as far as it does: in the feature, or else in the collection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// What the shape is called there.
    pub name: Option<String>,
    /// Where it was taken from.
    pub origin: Option<String>,
    /// Which edition it is.
    pub edition: Option<String>,
    /// Under which terms it may be used.
    pub licence: Option<String>,
    /// How true it is, in words.
    pub accuracy: Option<String>,
    /// What is weak about it.
    pub caveat: Option<String>,
    /// What else is to be known.
    pub note: Option<String>,
    /// Whether the file calls it disputed.
    pub is_disputed: bool,
}

/// What a file says of a shape; nothing where it cannot be read.
#[must_use]
pub fn origin(files: &dyn Files, file: &FileRef) -> Origin {
    let bytes = files.read(&file.path).unwrap_or_default();
    let collection: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let none = Vec::new();
    let features = collection.get("features").and_then(Value::as_array).unwrap_or(&none);
    let of_that_id = |feature: &&Value| {
        let id = feature.get("id").or_else(|| feature.pointer("/properties/id"));
        let id = id.and_then(|id| {
            id.as_str().map(ToOwned::to_owned).or_else(|| id.as_u64().map(|id| id.to_string()))
        });
        file.feature.is_some() && id == file.feature
    };
    let feature = features.iter().find(of_that_id).and_then(|feature| feature.get("properties"));
    let say = |key: &str| {
        let said = feature.and_then(|own| own.get(key)).or_else(|| collection.get(key));
        said.and_then(Value::as_str).map(|text| text.chars().take(LONGEST).collect::<String>())
    };
    Origin {
        name: say("name"),
        origin: say("origin"),
        edition: say("edition"),
        licence: say("licence"),
        accuracy: say("accuracy"),
        caveat: say("caveat"),
        note: say("note"),
        is_disputed: say("status").as_deref() == Some("disputed"),
    }
}

#[cfg(test)]
mod tests {
    use armistice_terms::MemoryFiles;

    use super::*;

    #[test]
    fn the_feature_speaks_before_the_collection() {
        let text = r#"{"type": "FeatureCollection", "origin": "survey", "edition": "2", "note": "of all", "features": [
            {"type": "Feature", "id": "a", "properties": {"note": "of a", "status": "disputed"}, "geometry": null},
            {"type": "Feature", "id": 7, "properties": {"name": "seven"}, "geometry": null}]}"#;
        let mut files = MemoryFiles::default();
        files.files.insert("l.geojson".to_owned(), text.as_bytes().to_vec());
        let of = |feature: &str| {
            let file =
                FileRef { path: "l.geojson".to_owned(), feature: Some(feature.to_owned()), sha256: None };
            origin(&files, &file)
        };
        let a = of("a");
        assert_eq!(
            (a.note.as_deref(), a.origin.as_deref(), a.is_disputed),
            (Some("of a"), Some("survey"), true)
        );
        let seven = of("7");
        assert_eq!((seven.name.as_deref(), seven.note.as_deref()), (Some("seven"), Some("of all")));
        assert_eq!(
            origin(&files, &FileRef { path: "x".to_owned(), feature: None, sha256: None }),
            Origin::default()
        );
    }
}
