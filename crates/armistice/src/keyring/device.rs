//! Keys that a device keeps (PKCS#11): it signs, and the secret never leaves it. Tried with SoftHSM; what devices differ in
//! (how they write a point of the curve, whether a library was begun already) is allowed for.

use std::sync::Mutex;

use age::secrecy::{ExposeSecret as _, SecretString};
use armistice_record::key::Key;
use armistice_record::signer::Signer;
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::mechanism::eddsa::{EddsaParams, EddsaSignatureScheme};
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::types::AuthPin;

use super::place::Place;

/// Ed25519, as devices name the curve: the printable text `edwards25519` (PKCS#11 3.0, section 6.3.5).
const CURVE: &[u8] = b"\x13\x0cedwards25519";

/// A key that a device keeps.
#[derive(Debug)]
pub(super) struct Device {
    key: Key,
    session: Mutex<Session>,
    secret: ObjectHandle,
}

impl Device {
    /// The key at that place, if it is this one.
    ///
    /// # Errors
    /// Why the device does not open, in words for a person.
    pub(super) fn holding(key: Key, place: &Place, pin: &SecretString) -> Result<Self, String> {
        let session = open(place, pin)?;
        let secret = one(&session, place, ObjectClass::PRIVATE_KEY)?;
        let secret = secret.ok_or_else(|| format!("the device has no private key `{}`", place.object))?;
        let device = Device { key, session: Mutex::new(session), secret };
        // A first signature shows that it is the key that the public one beside it says.
        device.sign(b"armistice").map(|_| device)
    }

    /// The public key at that place; it is made there if there is none.
    ///
    /// # Errors
    /// Why the device does not give it, in words for a person.
    pub(super) fn public(place: &Place, pin: &SecretString) -> Result<[u8; 32], String> {
        let session = open(place, pin)?;
        let public = match one(&session, place, ObjectClass::PUBLIC_KEY)? {
            Some(public) => public,
            None if one(&session, place, ObjectClass::PRIVATE_KEY)?.is_some() => {
                return Err(format!("the device has a private key `{}` and no public one", place.object));
            }
            None => make(&session, place)?,
        };
        let told = session.get_attributes(public, &[AttributeType::EcPoint]).map_err(told)?;
        let point = told.into_iter().find_map(|one| match one {
            Attribute::EcPoint(point) => Some(point),
            _ => None,
        });
        point.as_deref().and_then(raw).ok_or_else(|| format!("`{}` is no key of Ed25519", place.object))
    }
}

impl Signer for Device {
    fn key(&self) -> &Key {
        &self.key
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], String> {
        let failed = |what: String| format!("the device does not sign for `{}`: {what}", self.key.name());
        let session = self.session.lock().map_err(|error| failed(error.to_string()))?;
        let mechanism = Mechanism::Eddsa(EddsaParams::new(EddsaSignatureScheme::Pure));
        let made = session.sign(&mechanism, self.secret, message).map_err(|error| failed(told(error)))?;
        let signature = made.try_into().map_err(|_| failed("it gives no 64 bytes".to_owned()))?;
        if self.key.has_signed(message, &signature) {
            Ok(signature)
        } else {
            Err(failed("its signature is not by that key".to_owned()))
        }
    }
}

/// A session in which the key can be used.
fn open(place: &Place, pin: &SecretString) -> Result<Session, String> {
    let library =
        Pkcs11::new(&place.module).map_err(|error| format!("`{}`: {error}", place.module.display()))?;
    match library.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
        Err(error) => return Err(told(error)),
    }
    let mut fitting = Vec::new();
    for slot in library.get_slots_with_initialized_token().map_err(told)? {
        let token = library.get_token_info(slot).map_err(told)?;
        let is_named = place.token.as_deref().is_none_or(|label| label == token.label());
        if is_named && place.serial.as_deref().is_none_or(|serial| serial == token.serial_number()) {
            fitting.push(slot);
        }
    }
    let [slot] = fitting.as_slice() else {
        return Err(format!("{} tokens are of that name; one is needed", fitting.len()));
    };
    let session = library.open_rw_session(*slot).map_err(told)?;
    match session.login(UserType::User, Some(&AuthPin::new(pin.expose_secret().into()))) {
        Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(session),
        Err(error) => Err(told(error)),
    }
}

/// The key of that class at that place, if there is one.
fn one(session: &Session, place: &Place, class: ObjectClass) -> Result<Option<ObjectHandle>, String> {
    let wanted = [
        Attribute::Class(class),
        Attribute::KeyType(KeyType::EC_EDWARDS),
        Attribute::Label(place.object.as_bytes().to_vec()),
    ];
    let found = session.find_objects(&wanted).map_err(told)?;
    match found.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        more => Err(format!("the device has {} keys `{}`; one is needed", more.len(), place.object)),
    }
}

/// Makes a key whose secret the device does not give away.
fn make(session: &Session, place: &Place) -> Result<ObjectHandle, String> {
    let label = || Attribute::Label(place.object.as_bytes().to_vec());
    let public = [
        Attribute::Token(true),
        Attribute::Private(false),
        Attribute::Verify(true),
        Attribute::EcParams(CURVE.to_vec()),
        label(),
    ];
    let secret = [
        Attribute::Token(true),
        Attribute::Private(true),
        Attribute::Sensitive(true),
        Attribute::Extractable(false),
        Attribute::Sign(true),
        label(),
    ];
    let made = session.generate_key_pair(&Mechanism::EccEdwardsKeyPairGen, &public, &secret);
    made.map(|(public, _)| public).map_err(told)
}

/// A point as devices write it: as it is, or in an octet string of DER.
fn raw(point: &[u8]) -> Option<[u8; 32]> {
    let bytes = point.strip_prefix(b"\x04\x20").filter(|rest| rest.len() == 32).unwrap_or(point);
    bytes.try_into().ok()
}

fn told(error: Error) -> String {
    // The library explains each code in a paragraph; its name is what one looks up.
    match error {
        Error::Pkcs11(code, function) => format!("{function:?} fails: {code:?}"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_read_in_both_forms() {
        let point = [7; 32];
        assert_eq!(raw(&point), Some(point));
        assert_eq!(raw(&[b"\x04\x20".as_slice(), &point].concat()), Some(point));
        assert_eq!((raw(&point[1..]), raw(&[b"\x04\x21".as_slice(), &point].concat())), (None, None));
    }
}
