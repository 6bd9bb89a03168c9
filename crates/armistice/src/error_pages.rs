//! The pages of the error catalogue (`docs/errors`), carried inside the program.

/// Code and page, in the order of the codes; `build.rs` lists the folder.
static PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/error_pages.rs"));

/// The page of a code, however it is written (`a405`, `A 405`).
pub(crate) fn page(code: &str) -> Option<&'static str> {
    let code = plain(code);
    PAGES.iter().find(|(known, _)| *known == code).map(|(_, page)| *page)
}

/// Codes that could have been meant: those that differ in one place, else the first of the same group.
pub(crate) fn near(code: &str) -> Vec<&'static str> {
    let code = plain(code);
    let differ = |known: &str| known.chars().zip(code.chars()).filter(|(one, other)| one != other).count();
    let known = || PAGES.iter().map(|(known, _)| *known);
    let swapped = |known: &str| {
        let (mut one, mut other): (Vec<char>, Vec<char>) = (known.chars().collect(), code.chars().collect());
        one.sort_unstable();
        other.sort_unstable();
        one == other
    };
    let mut near: Vec<_> =
        known().filter(|known| known.len() == code.len() && (differ(known) == 1 || swapped(known))).collect();
    near.sort_by_key(|known| !swapped(known));
    if near.is_empty() {
        near = known()
            .filter(|known| code.len() >= 2 && known.starts_with(code.get(..2).unwrap_or("?")))
            .collect();
    }
    near.truncate(NEAR);
    near
}

/// So many codes are suggested.
const NEAR: usize = 3;

fn plain(code: &str) -> String {
    let mut plain: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    plain.make_ascii_uppercase();
    if plain.starts_with(|first: char| first.is_ascii_digit()) {
        plain.insert(0, 'A');
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_folder_is_carried() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/errors");
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            if name != "README" {
                assert_eq!(page(&name), Some(std::fs::read_to_string(&path).unwrap().as_str()), "{name}");
            }
        }
    }

    #[test]
    fn a_code_is_found_however_it_is_written() {
        assert!(page("a405").unwrap().starts_with("# A405"));
        assert_eq!(page(" A 405"), page("A405"));
        assert_eq!(page("405"), page("A405"));
        assert_eq!(page("A999"), None);
        assert_eq!(page(""), None);
    }

    #[test]
    fn a_code_that_is_nearly_right_is_suggested() {
        assert!(near("A450").contains(&"A405"));
        assert!(near("A7").iter().all(|code| code.starts_with("A7")));
        assert!(near("Ü").is_empty());
        assert!(near("").is_empty());
    }
}
