//! Where a device keeps a key: a URI of PKCS#11 (RFC 7512) in one line of `NAME.pkcs11`, as in
//! `pkcs11:token=armistice;object=log?module-path=/usr/lib/softhsm/libsofthsm2.so`.

use std::path::PathBuf;

/// The most bytes that such a line has.
const LONGEST: usize = 4096;

/// Where a device keeps a key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The library that speaks to the device.
    pub(crate) module: PathBuf,
    /// The label of the token; the only one there, if none is named.
    pub(crate) token: Option<String>,
    /// The serial number of the token.
    pub(crate) serial: Option<String>,
    /// The label of the key.
    pub(crate) object: String,
    /// A file that holds the PIN.
    pub(crate) pin_file: Option<PathBuf>,
}

/// Why a line is no such place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum PlaceError {
    /// Not a URI of PKCS#11.
    #[error("it is no line pkcs11:token=…;object=…?module-path=…")]
    Form,
    /// Something that it says and that is not understood. What it means must not be passed over.
    #[error("`{0}` is not understood; token, serial, object, type, module-path and pin-source are")]
    Strange(String),
    /// Something that it has to say.
    #[error("it does not say `{0}`")]
    Missing(&'static str),
}

impl Place {
    /// Reads the URI. A PIN does not belong into it, for the file is no secret.
    ///
    /// # Errors
    /// [`PlaceError`] naming what is wrong.
    pub(crate) fn parse(text: &str) -> Result<Self, PlaceError> {
        let rest = text.trim().strip_prefix("pkcs11:").filter(|rest| rest.len() <= LONGEST);
        let (path, query) =
            rest.map(|rest| rest.split_once('?').unwrap_or((rest, ""))).ok_or(PlaceError::Form)?;
        let mut place = Place::default();
        let parts = path.split(';').chain(query.split('&')).filter(|part| !part.is_empty());
        for part in parts {
            let (name, value) = part.split_once('=').ok_or(PlaceError::Form)?;
            let value = decoded(value).ok_or(PlaceError::Form)?;
            match name {
                "token" => place.token = Some(value),
                "serial" => place.serial = Some(value),
                "object" => place.object = value,
                "module-path" => place.module = PathBuf::from(value),
                "pin-source" => {
                    let file = value.strip_prefix("file:").unwrap_or(&value);
                    place.pin_file = Some(PathBuf::from(file.strip_prefix("//").unwrap_or(file)));
                }
                "type" if value == "private" => {}
                _ => return Err(PlaceError::Strange(name.chars().take(64).collect())),
            }
        }
        match () {
            () if place.module.as_os_str().is_empty() => Err(PlaceError::Missing("module-path")),
            () if place.object.is_empty() => Err(PlaceError::Missing("object")),
            () => Ok(place),
        }
    }
}

/// A part of a URI, with its percent signs taken out (RFC 3986, section 2.1).
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        match byte {
            b'%' => bytes.push(digit(rest.next()?)? << 4 | digit(rest.next()?)?),
            byte => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read() {
        let text = "pkcs11:token=the%20case;object=log;type=private?module-path=/usr/lib/x.so&pin-source=file:/etc/pin\n";
        let place = Place {
            module: PathBuf::from("/usr/lib/x.so"),
            token: Some("the case".to_owned()),
            serial: None,
            object: "log".to_owned(),
            pin_file: Some(PathBuf::from("/etc/pin")),
        };
        assert_eq!(Place::parse(text), Ok(place));
    }

    #[test]
    fn what_is_no_place_is_refused_with_its_reason() {
        let why = |text: &str| Place::parse(text).unwrap_err();
        assert_eq!(why(""), PlaceError::Form);
        assert_eq!(why("pkcs11:object"), PlaceError::Form);
        assert_eq!(why("pkcs11:object=%zz?module-path=x"), PlaceError::Form);
        assert_eq!(why("pkcs11:object=a"), PlaceError::Missing("module-path"));
        assert_eq!(why("pkcs11:token=a?module-path=x"), PlaceError::Missing("object"));
        assert_eq!(
            why("pkcs11:object=a?module-path=x&pin-value=1234"),
            PlaceError::Strange("pin-value".to_owned())
        );
        assert_eq!(why("pkcs11:object=a;type=public?module-path=x"), PlaceError::Strange("type".to_owned()));
        assert_eq!(why(&format!("pkcs11:object={}?module-path=x", "a".repeat(5000))), PlaceError::Form);
    }
}
