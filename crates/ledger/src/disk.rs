//! What the system tells of a disk: whether it stands in another machine, where it may say that a lock is held and a file synced
//! and not mean it, and how much room is left on it.

use std::io;
use std::path::Path;

/// The kind of network disk that a path lies on; nothing for one of this machine, and where the system does not tell.
#[cfg(target_os = "linux")]
pub(crate) fn kind_of(path: &Path) -> io::Result<Option<&'static str>> {
    let magic = rustix::fs::statfs(path)?.f_type;
    // The kernel has it in a signed word, and some of the numbers have their highest bit set.
    Ok(named(u32::try_from(magic & 0xffff_ffff).unwrap_or(0)))
}

/// The same where the system has no word for it.
#[cfg(not(target_os = "linux"))]
pub(crate) fn kind_of(_path: &Path) -> io::Result<Option<&'static str>> {
    Ok(None)
}

/// How many bytes a program without privileges can still write there.
#[cfg(unix)]
pub(crate) fn room_of(path: &Path) -> io::Result<Option<u64>> {
    let about = rustix::fs::statvfs(path)?;
    Ok(Some(about.f_bavail.saturating_mul(about.f_frsize)))
}

/// The same where the system has no word for it.
#[cfg(not(unix))]
pub(crate) fn room_of(_path: &Path) -> io::Result<Option<u64>> {
    Ok(None)
}

/// The network disks among the file systems of Linux (`statfs(2)`). What a program of a user stands behind (FUSE) is not
/// among them: sticks and containers stand on it.
#[cfg(target_os = "linux")]
fn named(magic: u32) -> Option<&'static str> {
    Some(match magic {
        0x0000_6969 => "NFS",
        0x0000_517b | 0xfe53_4d42 | 0xff53_4d42 => "SMB",
        0x0000_564c => "NCP",
        0x5346_414f => "AFS",
        0x7375_7245 => "Coda",
        0x00c3_6400 => "Ceph",
        0x0bd0_0bd0 => "Lustre",
        _ => return None,
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn network_disks_are_told_from_those_of_this_machine() {
        assert_eq!((named(0x6969), named(0xff53_4d42)), (Some("NFS"), Some("SMB")));
        assert_eq!((named(0xef53), named(0x0102_1994), named(0x6573_5546)), (None, None, None));
        assert_eq!(kind_of(Path::new("/proc")).unwrap(), None);
        assert!(kind_of(Path::new("/there/is/no/such/path")).is_err());
    }

    #[test]
    fn room_is_told_in_bytes() {
        let temp = tempfile::tempdir().unwrap();
        let room = room_of(temp.path()).unwrap().unwrap();
        assert!(room > 1 << 16, "{room}");
        assert!(room_of(Path::new("/there/is/no/such/path")).is_err());
    }
}
