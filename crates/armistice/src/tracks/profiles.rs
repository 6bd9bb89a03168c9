//! The mapping profiles that a table may have.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use armistice_feeds::tracks::Profile;

use super::TrackFileError;

/// The most bytes of a profile.
const LARGEST_PROFILE: u64 = 1 << 20;

/// All shipped profiles, or the one that was named.
pub(crate) fn profiles(named: Option<&str>) -> Result<Vec<Profile>, TrackFileError> {
    let shipped = Profile::shipped();
    let Some(named) = named else { return Ok(shipped) };
    if Path::new(named).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        return Ok(vec![own_profile(named)?]);
    }
    let known = shipped.iter().map(|profile| profile.name.clone()).collect::<Vec<_>>().join(", ");
    let chosen: Vec<_> = shipped.into_iter().filter(|profile| profile.name == named).collect();
    if chosen.is_empty() {
        return Err(TrackFileError::UnknownProfile { name: named.to_owned(), known });
    }
    Ok(chosen)
}

fn own_profile(path: &str) -> Result<Profile, TrackFileError> {
    let cannot = |cause: String| TrackFileError::Profile { path: path.to_owned(), cause };
    let file = File::open(path).map_err(|error| cannot(error.to_string()))?;
    let mut text = String::new();
    file.take(LARGEST_PROFILE).read_to_string(&mut text).map_err(|error| cannot(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| cannot(error.to_string()))
}
