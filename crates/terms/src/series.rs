//! Series of files, one a day: `front/*.geojson` names `front/2024-05-01.geojson` for the first of May.

use armistice_facts::calendar::Date;

/// Folder, and the name of a file before and after its `*`; `None` if there is not just one `*`, in the name.
#[must_use]
pub fn parts(pattern: &str) -> Option<(&str, &str, &str)> {
    let (folder, name) = pattern.rsplit_once('/').unwrap_or(("", pattern));
    let (before, after) = name.split_once('*')?;
    (!folder.contains('*') && !after.contains('*')).then_some((folder, before, after))
}

/// What stands for the `*` in a path that the pattern names.
#[must_use]
pub fn part<'p>(pattern: &str, path: &'p str) -> Option<&'p str> {
    let (folder, before, after) = parts(pattern)?;
    let (own, name) = path.rsplit_once('/').unwrap_or(("", path));
    let part = name.strip_prefix(before)?.strip_suffix(after)?;
    (own == folder).then_some(part)
}

/// The day of a file of the series, `YYYY-MM-DD` in its name.
#[must_use]
pub fn day(pattern: &str, path: &str) -> Option<Date> {
    part(pattern, path)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_stands_for_the_star() {
        let day = |path: &str| day("geo/front-*.geojson", path).map(|day| day.to_string());
        assert_eq!(day("geo/front-2024-05-01.geojson").as_deref(), Some("2024-05-01"));
        for path in [
            "front-2024-05-01.geojson",
            "geo/front-.geojson",
            "geo/front-2024-02-30.geojson",
            "geo/x.geojson",
        ] {
            assert_eq!(day(path), None, "{path}");
        }
        for pattern in ["geo/front.geojson", "*/front.geojson", "geo/*-*.geojson", "*/a*.geojson"] {
            assert_eq!(parts(pattern), None, "{pattern}");
        }
        assert_eq!(parts("*.json"), Some(("", "", ".json")));
    }
}
