//! Notes, keys and checkpoints beside `signed_note` and `tlog_tiles`.

use armistice_record::checkpoint::{Checkpoint, SignedCheckpoint};
use armistice_record::key::{Key, Purpose, Secret};
use armistice_record::note::Note;
use armistice_record::{Hash, Head};
use proptest::prelude::*;
use signed_note::{StandardVerifier, VerifierList};

fn log() -> Secret {
    Secret::from_seed("log.example/case7", Purpose::Signing, &[7; 32]).unwrap()
}

fn checkpoint(size: u64) -> Vec<u8> {
    let head = Head { size, root: Hash::of(&size.to_be_bytes()) };
    let checkpoint = Checkpoint { origin: log().key().name().to_owned(), head, extensions: Vec::new() };
    checkpoint.sign(&log()).unwrap().note().to_string().into_bytes()
}

/// Whether their reader takes the note as signed by that key, and the checkpoint in it.
fn is_taken_by_theirs(bytes: &[u8], key: &Key) -> bool {
    let Ok(note) = signed_note::Note::from_bytes(bytes) else { return false };
    let verifier = StandardVerifier::new(&key.to_string()).unwrap();
    note.verify(&VerifierList::new(vec![Box::new(verifier)])).is_ok()
        && tlog_tiles::Checkpoint::from_bytes(note.text()).is_ok_and(|read| read.origin() == key.name())
}

fn is_taken_by_ours(bytes: &[u8], key: &Key) -> bool {
    SignedCheckpoint::open(bytes, std::slice::from_ref(key)).is_ok()
}

#[test]
fn our_checkpoints_are_theirs() {
    let key = log().key().clone();
    for size in [0, 1, 20_852_163, u64::from(u32::MAX), i64::MAX as u64] {
        let bytes = checkpoint(size);
        assert!(is_taken_by_theirs(&bytes, &key) && is_taken_by_ours(&bytes, &key), "{size}");
        let read = signed_note::Note::from_bytes(&bytes).unwrap();
        assert_eq!(read.to_bytes(), bytes);
        assert_eq!(tlog_tiles::Checkpoint::from_bytes(read.text()).unwrap().size(), size);
    }
}

#[test]
fn their_notes_are_ours() {
    let secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    let public = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    let mut note = signed_note::Note::new(text.as_bytes(), &[]).unwrap();
    note.add_sigs(&[&signed_note::StandardSigner::new(secret).unwrap()]).unwrap();
    let key = Key::parse(public).unwrap();
    assert_eq!(Note::parse(&note.to_bytes()).unwrap().signed_by(std::slice::from_ref(&key)), Ok(vec![&key]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Any one byte changed to any other: refused by both, or taken by neither alone.
    #[test]
    fn a_changed_byte_is_refused_by_both(size in any::<u32>(), at: prop::sample::Index, flip in 1u8..) {
        let key = log().key().clone();
        let mut bytes = checkpoint(u64::from(size));
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        prop_assert!(!is_taken_by_ours(&bytes, &key));
        prop_assert!(!is_taken_by_theirs(&bytes, &key));
    }
}
