//! Somebody's record on the wire, as a folder to read. Whoever answers there may be hostile: answers are bounded in size
//! and time, and nobody is followed elsewhere.

use std::io::Read as _;
use std::time::Duration;

use armistice_record::files::{CHECKPOINT, Files, POLICY, WITNESSES};
use armistice_record::note::LARGEST_NOTE;
use armistice_record::tile::{LONGEST_ENTRY, Row, Tile, WIDTH};
use ureq::Agent;
use ureq::http::{Response, StatusCode};

/// How an address begins.
const SCHEME: &str = "http://";
/// The largest blob that is fetched, in bytes. Larger ones travel on a stick.
const LARGEST_BLOB: u64 = 256 << 20;
/// A connection has to come about within this time.
const CONNECT: Duration = Duration::from_secs(10);
/// An answer has to begin within this time.
const ANSWER: Duration = Duration::from_secs(30);
/// It has to be whole within this time.
const WHOLE: Duration = Duration::from_secs(300);

/// Why nothing came back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum RemoteError {
    /// Not an address.
    #[error("`{0}` is no address such as http://keeper.example:8787")]
    Address(String),
    /// Encryption.
    #[error(
        "`{0}` asks for encryption, which this program leaves to others: name the http:// end of a tunnel. \
         Whatever is fetched is checked by its signatures, but not hidden"
    )]
    Encrypted(String),
    /// The wire.
    #[error("`{url}`: {cause}")]
    Wire {
        /// What was asked for.
        url: String,
        /// What went wrong.
        cause: Box<ureq::Error>,
    },
    /// An answer that is none.
    #[error("`{url}` answers {status}{}{said}", if said.is_empty() { "" } else { ": " })]
    Status {
        /// What was asked for.
        url: String,
        /// The status code.
        status: StatusCode,
        /// The first line of what was said.
        said: String,
    },
}

/// Somebody's record on the wire.
#[derive(Debug)]
pub(crate) struct Remote {
    /// The address, without a slash at its end.
    base: String,
    agent: Agent,
    /// Where checkpoints of witnesses may stand: a server does not list its folders.
    witnesses: Vec<String>,
}

impl Remote {
    /// Whether it is meant for an address and not for a folder.
    pub(crate) fn is_address(text: &str) -> bool {
        text.contains("://")
    }

    /// The record at an address; `witnesses` tells where checkpoints of witnesses may stand.
    pub(crate) fn new(address: &str, witnesses: Vec<String>) -> Result<Self, RemoteError> {
        if address.starts_with("https://") {
            return Err(RemoteError::Encrypted(address.to_owned()));
        }
        let host = address.strip_prefix(SCHEME).unwrap_or_default().trim_end_matches('/');
        if host.is_empty()
            || host.contains(|letter: char| letter.is_whitespace() || matches!(letter, '?' | '#' | '@'))
        {
            return Err(RemoteError::Address(address.to_owned()));
        }
        let agent = Agent::config_builder()
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(ANSWER))
            .timeout_global(Some(WHOLE))
            .proxy(None)
            .build()
            .new_agent();
        Ok(Remote { base: format!("{SCHEME}{host}"), agent, witnesses })
    }

    fn url(&self, path: &str) -> String {
        let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~+@:/".contains(byte);
        let letter =
            |byte: u8| if is_plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
        format!("{}/{}", self.base, path.bytes().map(letter).collect::<String>())
    }

    /// Asks a witness (`c2sp.org/tlog-witness`): its status and its words.
    pub(crate) fn ask(&self, request: String) -> Result<(u16, String), RemoteError> {
        let url = self.url("add-checkpoint");
        let answer = self.agent.post(&url).send(request).map_err(|cause| wire(&url, cause))?;
        let status = answer.status().as_u16();
        Ok((status, words(&url, answer)?))
    }

    /// Hands an entry in: its place in the record, or why it is refused.
    pub(crate) fn hand_in(&self, leaf: Vec<u8>) -> Result<Result<u64, String>, RemoteError> {
        let url = self.url("add");
        let answer = self.agent.post(&url).send(leaf).map_err(|cause| wire(&url, cause))?;
        let status = answer.status();
        let words = words(&url, answer)?;
        let place = words.trim().parse().ok().filter(|_| status == StatusCode::OK);
        match place {
            Some(place) => Ok(Ok(place)),
            None if status == StatusCode::UNPROCESSABLE_ENTITY => {
                Ok(Err(words.lines().take(8).collect::<Vec<_>>().join("; ").chars().take(1000).collect()))
            }
            None => {
                let said = words.lines().next().unwrap_or_default().chars().take(200).collect();
                Err(RemoteError::Status { url, status, said })
            }
        }
    }

    /// Brings what a witness signed. Tells whether it was news there.
    pub(crate) fn bring(&self, path: &str, note: Vec<u8>) -> Result<bool, RemoteError> {
        let url = self.url(path);
        let answer = self.agent.put(&url).send(note).map_err(|cause| wire(&url, cause))?;
        match answer.status() {
            StatusCode::CREATED => Ok(true),
            StatusCode::NO_CONTENT => Ok(false),
            status => {
                let said =
                    words(&url, answer)?.lines().next().unwrap_or_default().chars().take(200).collect();
                Err(RemoteError::Status { url, status, said })
            }
        }
    }

    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, RemoteError> {
        let url = self.url(path);
        let answer = self.agent.get(&url).call().map_err(|cause| wire(&url, cause))?;
        match answer.status() {
            StatusCode::OK => bytes(&url, answer, largest(path)).map(Some),
            StatusCode::NOT_FOUND => Ok(None),
            status => Err(RemoteError::Status { url, status, said: String::new() }),
        }
    }
}

impl Files for Remote {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        self.get(path).map_err(|error| error.to_string())
    }

    fn below(&self, folder: &str) -> Vec<String> {
        if folder == WITNESSES { self.witnesses.clone() } else { Vec::new() }
    }
}

/// The largest that a file of a record can be.
fn largest(path: &str) -> u64 {
    match Tile::from_path(path).map(|tile| tile.row) {
        Some(Row::Hashes(_)) => u64::from(WIDTH) * 32,
        Some(Row::Entries) => u64::from(WIDTH) * (LONGEST_ENTRY as u64 + 2),
        None if path == CHECKPOINT || path == POLICY || path.starts_with(WITNESSES) => LARGEST_NOTE as u64,
        None => LARGEST_BLOB,
    }
}

fn bytes(url: &str, answer: Response<ureq::Body>, most: u64) -> Result<Vec<u8>, RemoteError> {
    let mut bytes = Vec::new();
    let read = answer.into_body().into_with_config().limit(most).reader().read_to_end(&mut bytes);
    read.map_err(|cause| wire(url, ureq::Error::Io(cause)))?;
    Ok(bytes)
}

fn words(url: &str, answer: Response<ureq::Body>) -> Result<String, RemoteError> {
    Ok(String::from_utf8_lossy(&bytes(url, answer, LARGEST_NOTE as u64)?).into_owned())
}

fn wire(url: &str, cause: ureq::Error) -> RemoteError {
    RemoteError::Wire { url: url.to_owned(), cause: Box::new(cause) }
}
