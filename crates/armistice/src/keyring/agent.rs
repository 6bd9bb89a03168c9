//! Keys that an ssh-agent holds: it signs, and the secret never leaves it (draft-ietf-sshm-ssh-agent; RFC 8709 for
//! `ssh-ed25519`, whose signature is the raw one of Ed25519 over the message, so that nobody sees who made it).

use std::io;

use armistice_record::key::Key;
use armistice_record::signer::Signer;

/// The algorithm, as SSH names it.
const ALGORITHM: &[u8] = b"ssh-ed25519";
/// Where an agent is asked.
const SOCKET: &str = "SSH_AUTH_SOCK";
/// A longer answer is none of an agent's.
const LONGEST_ANSWER: usize = 256 << 10;
const SIGN_REQUEST: u8 = 13;
const SIGN_RESPONSE: u8 = 14;

/// A key whose secret an ssh-agent holds.
#[derive(Debug)]
pub(crate) struct Agent {
    key: Key,
}

impl Agent {
    /// The key, if there is an agent to ask.
    pub(crate) fn holding(key: Key) -> Option<Self> {
        std::env::var_os(SOCKET).map(|_| Agent { key })
    }
}

impl Signer for Agent {
    fn key(&self) -> &Key {
        &self.key
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], String> {
        let told = |what: &dyn std::fmt::Display| {
            format!("the ssh-agent does not sign for `{}`: {what}", self.key.name())
        };
        let answer = ask(&request(&self.key.public(), message)).map_err(|error| told(&error))?;
        let signature = signature(&answer).ok_or_else(|| told(&"it does not hold the key, or is locked"))?;
        if self.key.has_signed(message, &signature) {
            Ok(signature)
        } else {
            Err(told(&"its signature is not by that key"))
        }
    }
}

/// The public key in a line as `ssh-keygen` writes it: `ssh-ed25519 AAAA… comment`.
pub(crate) fn ssh_public(line: &str) -> Option<[u8; 32]> {
    let mut words = line.split_whitespace();
    if words.next()?.as_bytes() != ALGORITHM {
        return None;
    }
    let blob = base64(words.next()?)?;
    let (algorithm, rest) = string(&blob)?;
    let (public, rest) = string(rest)?;
    (algorithm == ALGORITHM && rest.is_empty()).then(|| public.try_into().ok())?
}

fn base64(text: &str) -> Option<Vec<u8>> {
    use base64ct::{Base64, Encoding as _};
    Base64::decode_vec(text).ok()
}

fn push_string(bytes: &mut Vec<u8>, string: &[u8]) {
    bytes.extend(u32::try_from(string.len()).unwrap_or(u32::MAX).to_be_bytes());
    bytes.extend(string);
}

/// A string in front of bytes, and what follows it.
fn string(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

fn request(public: &[u8; 32], message: &[u8]) -> Vec<u8> {
    let mut blob = Vec::new();
    push_string(&mut blob, ALGORITHM);
    push_string(&mut blob, public);
    let mut request = vec![SIGN_REQUEST];
    push_string(&mut request, &blob);
    push_string(&mut request, message);
    request.extend(0_u32.to_be_bytes());
    request
}

fn signature(answer: &[u8]) -> Option<[u8; 64]> {
    let (SIGN_RESPONSE, rest) = answer.split_first().map(|(kind, rest)| (*kind, rest))? else { return None };
    let (whole, _) = string(rest)?;
    let (algorithm, rest) = string(whole)?;
    let (signature, _) = string(rest)?;
    (algorithm == ALGORITHM).then(|| signature.try_into().ok())?
}

#[cfg(unix)]
fn ask(request: &[u8]) -> io::Result<Vec<u8>> {
    use std::io::{Read as _, Write as _};
    let path = std::env::var_os(SOCKET).ok_or_else(|| io::Error::other(format!("{SOCKET} is not set")))?;
    let mut agent = std::os::unix::net::UnixStream::connect(path)?;
    let patience = Some(std::time::Duration::from_secs(120));
    agent.set_read_timeout(patience)?;
    let mut framed = Vec::new();
    push_string(&mut framed, request);
    agent.write_all(&framed)?;
    let mut length = [0; 4];
    agent.read_exact(&mut length)?;
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if length > LONGEST_ANSWER {
        return Err(io::Error::other("its answer is too long"));
    }
    let mut answer = vec![0; length];
    agent.read_exact(&mut answer)?;
    Ok(answer)
}

#[cfg(not(unix))]
fn ask(_request: &[u8]) -> io::Result<Vec<u8>> {
    Err(io::Error::other("agents are asked on Unix alone"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_key_of_ssh_is_read() {
        let line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g north";
        let public = ssh_public(line).unwrap();
        assert_eq!(public.to_vec(), (1..=32).collect::<Vec<u8>>());
        for wrong in ["", "ssh-ed25519", "ssh-rsa AAAA", &line[..40], &line.replace("AAAAIA", "AAAAIQ")] {
            assert_eq!(ssh_public(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_no_signature_is_none() {
        let mut answer = vec![SIGN_RESPONSE];
        let mut inner = Vec::new();
        push_string(&mut inner, ALGORITHM);
        push_string(&mut inner, &[7; 64]);
        push_string(&mut answer, &inner);
        assert_eq!(signature(&answer), Some([7; 64]));
        for cut in 0..answer.len() {
            assert_eq!(signature(&answer[..cut]), None, "{cut}");
        }
        answer[0] = 5;
        assert_eq!(signature(&answer), None);
        assert_eq!(string(&[0xff, 0xff, 0xff, 0xff, 1]), None);
    }
}
