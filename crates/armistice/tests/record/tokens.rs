//! Tokens of time (RFC 3161): made by an authority that openssl plays, put into the record, and verified out of it again.

use std::fs;
use std::process::Command;

use base64ct::{Base64, Encoding as _};

use crate::korea_case::{Korea, root, told};

fn openssl(arguments: &[&str]) -> bool {
    Command::new("openssl").args(arguments).output().is_ok_and(|output| output.status.success())
}

#[test]
fn a_token_of_time_goes_into_the_record_and_comes_out_for_openssl() {
    if !openssl(&["version"]) {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "openssl is not here");
        eprintln!("SKIPPED: openssl is not here");
        return;
    }
    let korea = Korea::new();
    // In the past: the token is of today.
    assert_eq!(korea.cosign("ROK", "1790000000").1, 0);
    assert_eq!(korea.cosign("DPRK", "1790000060").1, 0);
    let at = |name: &str| korea.folder.path().join(name).to_string_lossy().into_owned();
    fs::copy(korea.file("checkpoint"), at("stamped")).unwrap();
    let made = Command::new("bash")
        .arg(root().join(".ci/verifiers/token.sh"))
        .args([at("stamped"), at("authority")])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stdout));
    let stamp = |checkpoint: &str| {
        let (case, token) = (korea.case(), at("authority/token"));
        told(&[
            "record",
            "stamp",
            &case,
            "--checkpoint",
            &at(checkpoint),
            "--token",
            &token,
            "--by",
            "collector",
            "--test-keys",
        ])
    };
    fs::write(at("other"), fs::read_to_string(at("stamped")).unwrap() + "x").unwrap();
    let (text, code) = stamp("other");
    assert!(code == 2, "{text}");
    let (text, code) = stamp("stamped");
    assert!(code == 0 && text.starts_with("entry 240: a token of 20"), "{text}");
    let (text, code) = told(&["record", "verify", &korea.case()]);
    assert!(text.contains("token    entry 240: the tree of size 240 was there by 20") && code == 0, "{text}");
    assert!(text.contains("whoever had seen it wrote after 2026-09-21T14:13:20Z"), "{text}");
    // What is in the record is enough for others: the note line by line, and the token as it came.
    let entry = told(&["record", "prove", &korea.case(), "240"]).0;
    let extra = entry.lines().find_map(|line| line.strip_prefix("extra ")).unwrap().to_owned();
    let entry = Base64::decode_vec(&extra).unwrap();
    let entry: serde_json::Value = serde_json::from_slice(&entry).unwrap();
    let payload = &entry["body"]["e"];
    let lines: Vec<&str> =
        payload["checkpoint"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    fs::write(at("note"), format!("{}\n\n{}\n", lines[..3].join("\n"), lines[3..].join("\n"))).unwrap();
    let digest = payload["token"]["sha256"].as_str().unwrap();
    let token = korea.file(&format!("blob/sha256/{}/{digest}", &digest[..2]));
    let verified = |data: &str| {
        openssl(&[
            "ts",
            "-verify",
            "-data",
            data,
            "-in",
            &token.to_string_lossy(),
            "-CAfile",
            &at("authority/ca.pem"),
        ])
    };
    assert!(verified(&at("note")) && !verified(&at("other")));
}
