//! Diagnostics as data: code, message, labelled spans, help. Whoever shows them draws them.

use crate::Span;

/// Whether a diagnostic stops the use of the agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The agreement cannot be used.
    Error,
    /// It can be used; somebody should look.
    Warning,
}

/// A span with what there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What, as a lower-case fragment; empty if the message says it all.
    pub text: String,
}

/// One thing that is wrong, or doubtful, in an agreement.
///
/// The message is a lower-case fragment without a final stop, in the words of the field; a second thought goes to
/// the help. The codes are those of the error catalogue in `docs/errors/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The code, such as `A405`.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Where: the first label is the place, further ones are places that belong to it.
    pub labels: Vec<Label>,
    /// How to mend it.
    pub help: Option<String>,
    /// The path of headings it stands under, joined by ` › `; empty at the head of the file.
    pub article: String,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message.into())
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message.into())
    }

    /// The same with a text on its first label.
    #[must_use]
    pub fn marked(mut self, text: impl Into<String>) -> Self {
        if let Some(label) = self.labels.first_mut() {
            label.text = text.into();
        }
        self
    }

    /// The same with a further place.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// The same with a way to mend it.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// The same under a path of headings.
    #[must_use]
    pub fn under(mut self, article: impl Into<String>) -> Self {
        self.article = article.into();
        self
    }

    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        self.labels.first().map(|label| label.span).unwrap_or_default()
    }

    fn new(severity: Severity, code: &'static str, span: Span, message: String) -> Self {
        let labels = vec![Label { span, text: String::new() }];
        Diagnostic { code, severity, message, labels, help: None, article: String::new() }
    }
}
