//! The head of an agreement.

use super::{Parser, Read};
use crate::Spanned;
use crate::ast::{Binding, Grade, Header, MonthEnds, Text};
use crate::syntax_kind::SyntaxKind;

const ITEMS: &str = "`signed`, `binding`, `authentic in`, `time zone`, `vocabulary`, `month ends`, `findings need`, \
                     `language`";

impl Parser<'_> {
    pub(super) fn header(&mut self) -> Read<Header> {
        self.expect(&["agreement"])?;
        let mut header = Header { title: Some(self.title()?), ..Header::default() };
        if self.eat(&["between"]) {
            header.between = self.names("a party")?;
        }
        self.in_sentence = true;
        while self.header_item(&mut header)? {}
        self.full_stop(ITEMS)?;
        Ok(header)
    }

    fn title(&mut self) -> Read<Text> {
        if !self.is_kind(SyntaxKind::Text) {
            let help =
                "write `agreement \"Ceasefire of the ridge\" between A, B signed 3 March 2024 …`".to_owned();
            return Err(self.expected_with("the title, between quotation marks", Some(help)));
        }
        self.text("the title, between quotation marks")
    }

    fn header_item(&mut self, header: &mut Header) -> Read<bool> {
        match self.word(0) {
            "signed" => {
                self.expect(&["signed"])?;
                header.signed = Some(self.date("the day of signature")?);
            }
            "binding" => {
                self.expect(&["binding"])?;
                header.binding = Some(self.binding()?);
            }
            "authentic" => {
                self.expect(&["authentic", "in"])?;
                header.authentic = self.names("a language")?;
            }
            "time" => {
                self.expect(&["time", "zone"])?;
                header.time_zone =
                    Some(self.text("a time zone between quotation marks, such as \"Asia/Seoul\"")?);
            }
            "vocabulary" => {
                self.expect(&["vocabulary"])?;
                header.vocabulary = Some(self.text("the name of a vocabulary, between quotation marks")?);
            }
            "month" => {
                self.expect(&["month", "ends"])?;
                header.month_ends = Some(self.month_ends()?);
            }
            "findings" => {
                self.expect(&["findings", "need"])?;
                header.findings_need = Some(self.grade()?);
            }
            "language" => {
                self.expect(&["language"])?;
                header.language = Some(self.quantity("the version of the language, a number")?);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn binding(&mut self) -> Read<Spanned<Binding>> {
        self.choice(&[("politically", Binding::Politically), ("legally", Binding::Legally)])
    }

    fn month_ends(&mut self) -> Read<Spanned<MonthEnds>> {
        self.choice(&[("clamp", MonthEnds::Clamp), ("refused", MonthEnds::Refused)])
    }

    fn grade(&mut self) -> Read<Spanned<Grade>> {
        self.choice(super::value::GRADES)
    }
}
