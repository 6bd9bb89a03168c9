//! Pages as they come, and as nobody should make them.

use proptest::prelude::*;

use super::*;
use crate::document::ZoneKind;

fn taken(page: &str) -> Taken {
    read(page.as_bytes(), &Hint::default()).unwrap()
}

fn shown(taken: &Taken) -> String {
    let document = &taken.document;
    let line = |zone: &crate::document::Zone| format!("{:?}: {}", zone.kind, document.of(zone));
    document.zones.iter().map(line).collect::<Vec<_>>().join("\n")
}

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Posts removed along the line | The Harbour Post</title>
<meta property="article:published_time" content="2018-12-01T09:30:00+09:00"><meta property="og:site_name" content="The Harbour Post">
<link rel="canonical" href="https://harbour.example/2018/12/01/posts">
<script>var x = "<p>The army fired</p>";</script><style>p { color: red }</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World: rebels fire on convoy</a></li></ul></nav>
<div id="__next"><article><header><h1>Posts removed along the line</h1>
<p class="article__standfirst">Both sides finish a day early</p><div class="byline">By Our Reporter, <time>1 December 2018</time></div></header>
<figure><img src="a.jpg"><figcaption>Soldiers shake hands at the line. <span class="credit">Photograph: Handout</span></figcaption></figure>
<div class="article-body"><p>The two sides removed <b>20</b> guard posts&nbsp;from the zone on Friday, the ministry said.</p>
<p>It will verify the removal in December,<br>an official said, adding that the North had agreed to it.</p>
<aside><h3>Related</h3><a href="/x">Israel fires at Lebanon</a></aside>
<p>No shots were heard along the line in the past week, according to the command.</p>
<h2>Related stories</h2><ul><li><a href="/y">Three killed in Yemen</a></li></ul></div></article></div>
<div class="newsletter">Sign up for the newsletter</div><footer>© 2018 The Harbour Post</footer></body></html>"#;

#[test]
fn a_page_of_news_in_its_zones() {
    let taken = taken(PAGE);
    insta::assert_snapshot!(shown(&taken));
    let declared = &taken.document.declared;
    assert_eq!(declared.published.as_deref(), Some("2018-12-01T09:30:00+09:00"));
    assert_eq!(declared.outlet.as_deref(), Some("The Harbour Post"));
    assert_eq!(declared.language.as_deref(), Some("en"));
    assert_eq!(declared.url.as_deref(), Some("https://harbour.example/2018/12/01/posts"));
    assert!(taken.html);
}

#[test]
fn a_page_without_any_order() {
    let page = "<html><body><table><tr><td><a href=1>Home</a> <a href=2>World</a></td></tr><tr><td>\
        <font size=5>Convoy stopped</font><br><br>A convoy of the mission was stopped at a checkpoint on Monday, it said.<br><br>\
        It went on after forty minutes, when an officer of the army had stepped in.</td></tr></table>";
    insta::assert_snapshot!(shown(&taken(page)));
}

#[test]
fn a_class_that_covers_everything_is_not_believed() {
    let body =
        "<p>The army said that its troops had left the town by noon and that no shot was fired there.</p>"
            .repeat(4);
    let taken =
        taken(&format!("<html><body><div class='sidebar promo'><div>{body}</div></div></body></html>"));
    assert!(taken.document.zones.iter().any(|zone| zone.kind == ZoneKind::Body), "{}", shown(&taken));
}

#[test]
fn hidden_words_are_not_read() {
    let taken = taken(
        "<p>Seen by all who look at the page.</p><p hidden>The army fired.</p><p style='display: none'>It fired.</p>",
    );
    assert_eq!(taken.document.text, "Seen by all who look at the page.");
}

#[test]
fn encodings_are_found() {
    let korean =
        "<html><head><meta charset=euc-kr></head><body><p>북한군이 군사분계선을 넘었다고 합참이 밝혔다.</p>";
    let (bytes, _, _) = encoding_rs::EUC_KR.encode(korean);
    let read_as = |bytes: &[u8], hint: &Hint| {
        read(bytes, hint).map(|taken| (taken.encoding, taken.document.text)).unwrap()
    };
    let words = "북한군이 군사분계선을 넘었다고 합참이 밝혔다.";
    assert_eq!(read_as(&bytes, &Hint::default()), ("EUC-KR", words.to_owned()));
    let bare = korean.replace("<meta charset=euc-kr>", "");
    let (bytes, _, _) = encoding_rs::EUC_KR.encode(&bare);
    assert_eq!(read_as(&bytes, &Hint::default()), ("EUC-KR", words.to_owned()));
    let served = Hint { content_type: Some("text/html; charset=EUC-KR".to_owned()), ..Hint::default() };
    assert_eq!(read_as(&bytes, &served).1, words);
    let wide: Vec<u8> = "The army said so.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_as(&wide, &Hint::default()), ("UTF-16LE", "The army said so.".to_owned()));
    assert_eq!(read_as("\u{feff}The army".as_bytes(), &Hint::default()), ("UTF-8", "The army".to_owned()));
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode("The “army” said – so – that it had left the café.");
    assert_eq!(read_as(&latin, &Hint::default()).1, "The “army” said – so – that it had left the café.");
}

#[test]
fn broken_utf_8_is_counted() {
    let taken =
        read(b"<meta charset=utf-8><p>The army\xff\xfe said \xe2\x82 so</p>", &Hint::default()).unwrap();
    assert_eq!((taken.encoding, taken.replaced), ("UTF-8", 3));
    assert!(taken.document.text.contains("The army\u{fffd}\u{fffd} said \u{fffd} so"));
}

#[test]
fn marks_without_a_shape_are_taken_out() {
    let taken = taken(
        "The \u{202e}Nor\u{200b}th\u{202c} fired\u{200f} ten sh\u{ad}ells.\r\nIt denied it.\u{2028}So.",
    );
    assert_eq!(taken.document.text, "The North fired ten shells.\nIt denied it.\nSo.");
    assert_eq!(taken.removed, 5);
}

#[test]
fn what_is_no_text_is_told() {
    for (bytes, message) in [
        (&b"%PDF-1.7 ..."[..], "this is a PDF, not text: save the words of the report as text or HTML"),
        (
            b"\x00\x01\x02\x03\x00\x00",
            "this is binary data, not text: save the words of the report as text or HTML",
        ),
        (b" \n ", "the page has no words"),
        (b"", "the page has no words"),
        (b"<html><head><title></title></head><script>x</script>", "the page has no words"),
    ] {
        assert_eq!(read(bytes, &Hint::default()).unwrap_err().to_string(), message);
    }
    let long = "a".repeat(PAGE_LIMIT + 1);
    assert_eq!(
        read(long.as_bytes(), &Hint::default()).unwrap_err().to_string(),
        "the page has 33554433 bytes and at most 33554432 are read: save the report alone"
    );
}

#[test]
fn a_page_of_twenty_megabytes_is_read_or_refused() {
    let report =
        "<p>The army said that its troops had left the town by noon, and that no shot was fired there.</p>";
    let scripts = format!("<html><script>{}</script>{report}", "var a = '<p>x</p>';".repeat(1 << 20));
    assert!(scripts.len() > 19 << 20);
    assert_eq!(taken(&scripts).document.zones.len(), 1);
    let words = "The army fired. ".repeat(5 << 18);
    assert_eq!(read(format!("<p>{words}").as_bytes(), &Hint::default()), Err(IntakeError::TextTooLong));
    assert_eq!(read(words.as_bytes(), &Hint::default()), Err(IntakeError::TextTooLong));
}

#[test]
fn depth_costs_no_more_than_length() {
    let report = "The army said that its troops had left the town by noon.";
    for tag in ["div", "b", "p", "li", "table", "blockquote"] {
        let deep = format!(
            "<html>{}{report}{}",
            format!("<{tag}>").repeat(40_000),
            format!("</{tag}>").repeat(40_000)
        );
        assert!(taken(&deep).document.text.contains(report), "{tag}");
    }
    let crossed = format!("<html>{}{report}", "<a><b></a></b>".repeat(40_000));
    assert!(taken(&crossed).document.text.contains(report));
    let attributes = format!("<p {}>{report}</p>", "a=1 b=2 ".repeat(40_000));
    assert!(taken(&attributes).document.text.contains(report));
}

proptest! {
    /// Any bytes: no panic, zones in order, on the borders of letters, inside the text, without overlap.
    #[test]
    fn any_bytes_come_out_in_order(bytes in proptest::collection::vec(any::<u8>(), 0..400), html: bool) {
        let kind = if html { "text/html" } else { "text/plain" };
        let hint = Hint { content_type: Some(kind.to_owned()), ..Hint::default() };
        if let Ok(taken) = read(&bytes, &hint) {
            let mut last = 0;
            for zone in &taken.document.zones {
                prop_assert!(zone.start >= last && zone.end >= zone.start);
                prop_assert!(taken.document.text.get(zone.start..zone.end).is_some());
                last = zone.end;
            }
        }
    }

    /// Any pile of tags.
    #[test]
    fn any_tags_come_out_in_order(tags in proptest::collection::vec("(</?(p|div|li|a|nav|h1|figure|figcaption|script|td|br|title|article)( class=(nav|caption|byline|x))?>)|[a-z .]{1,60}", 0..60)) {
        let hint = Hint { content_type: Some("text/html".to_owned()), ..Hint::default() };
        if let Ok(taken) = read(tags.concat().as_bytes(), &hint) {
            let mut last = 0;
            for zone in &taken.document.zones {
                prop_assert!(zone.start >= last && !taken.document.of(zone).is_empty());
                last = zone.end;
            }
        }
    }
}
