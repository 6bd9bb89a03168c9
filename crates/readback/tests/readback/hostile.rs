//! Text of an agreement that tries to be markup.

use armistice_readback::{Locale, html, markdown};

use crate::support::agreement;

const HOSTILE: &str = r##"# <script>alert(1)</script> {#head}

```terms
agreement "A <b onclick='x'>title</b> & [a](javascript:alert(1))"
  between One, Two signed 1 January 2020 binding politically authentic in en
  time zone "UTC" vocabulary "military-1" month ends refused.
party One is "<img src=x onerror=alert(1)> | *one*" called "`the</code> # One`".
party Two is "![picture](http://example.org/x.png)".
```

## Article <iframe src=x> {#art_1}

> </blockquote><script>alert(2)</script> Nobody &lt;fires&gt; `here` <!-- or there.

```terms
no-fire: no party may conduct firing everywhere reading "</p><style>body{display:none}</style> **bold** ~~x~~" unilateral.
no terms because "<svg/onload=alert(3)> # no heading".
```
"##;

#[test]
fn nothing_of_the_agreement_becomes_markup() {
    let agreement = agreement(HOSTILE);
    let page = html(&agreement, "sha256:00", &Locale::english());
    let body = page.split_once("</style>").unwrap().1;
    for tag in
        ["<script", "<img", "<iframe", "<svg", "<style", "<b ", "<!--", "<strong>bold", "<em>", "<del>"]
    {
        assert!(!body.contains(tag), "{tag} in\n{body}");
    }
    assert_eq!(body.matches("<a ").count(), body.matches("<a href=\"#s").count(), "only the contents link");
    assert!(body.contains("&lt;script&gt;alert(2)&lt;/script&gt;"), "{body}");
    // What the source escapes stays escaped: the officer sees what stands there.
    assert!(body.contains("&amp;lt;fires&amp;gt;"), "{body}");
    assert!(page.starts_with("<!DOCTYPE html>"));
    assert!(!page.contains("http-equiv=\"refresh\""));
}

#[test]
fn every_element_that_is_opened_is_closed() {
    let agreement = crate::support::from_file("agreements/korea-2018/korea-2018.agreement.md");
    let page = html(&agreement, "", &Locale::english());
    for tag in
        ["ul", "li", "table", "tr", "td", "th", "nav", "main", "blockquote", "h2", "h3", "h4", "h5", "code"]
    {
        let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
    }
    for link in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(page.contains(&format!("id=\"{link}\"")), "{link}");
    }
}

#[test]
fn no_invisible_mark_is_added() {
    let agreement = crate::support::from_file("crates/terms/tests/agreements/good/panmunjom.agreement.md");
    let text = markdown(&agreement, "", &Locale::english());
    let invisible = |letter: char| matches!(letter, '\u{2066}'..='\u{2069}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}');
    assert!(!text.contains(invisible));
}
