//! A language of the read-back: a folder of Fluent templates.

use std::borrow::Cow;

use fluent_bundle::{FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

/// The templates of English, file by file.
const ENGLISH: [&str; 6] = [
    include_str!("../locales/en/basics.ftl"),
    include_str!("../locales/en/places.ftl"),
    include_str!("../locales/en/times.ftl"),
    include_str!("../locales/en/rules.ftl"),
    include_str!("../locales/en/document.ftl"),
    include_str!("../locales/en/words.ftl"),
];

/// The languages that are built in.
pub const LANGUAGES: [&str; 1] = ["en"];

/// A language with its templates.
#[derive(Debug, Clone)]
pub struct Locale {
    name: LanguageIdentifier,
    templates: Vec<Cow<'static, str>>,
}

/// Why a language cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LocaleError {
    /// It is not built in.
    #[error("there are no templates for the language `{0}`; there are those for: en")]
    Unknown(String),
    /// A template cannot be read.
    #[error("a template of the language `{language}` cannot be read: {cause}")]
    Template {
        /// The language.
        language: String,
        /// What is wrong.
        cause: String,
    },
}

impl Locale {
    /// English.
    #[must_use]
    pub fn english() -> Self {
        let templates = ENGLISH.iter().map(|text| Cow::Borrowed(*text)).collect();
        Locale { name: unic_langid::LanguageIdentifier::default(), templates }.in_language("en")
    }

    /// The built-in language of that name.
    ///
    /// # Errors
    /// [`LocaleError::Unknown`] if it is not built in.
    pub fn named(name: &str) -> Result<Self, LocaleError> {
        if name == "en" { Ok(Locale::english()) } else { Err(LocaleError::Unknown(shortened(name))) }
    }

    /// A language of one's own: a name such as `fr`, and the texts of its template files.
    ///
    /// # Errors
    /// [`LocaleError`] if the name is no language tag, or a template cannot be read.
    pub fn of(name: &str, templates: Vec<String>) -> Result<Self, LocaleError> {
        let language: LanguageIdentifier = name.parse().map_err(|_| LocaleError::Unknown(shortened(name)))?;
        let locale = Locale { name: language, templates: templates.into_iter().map(Cow::Owned).collect() };
        locale.bundle().1.into_iter().next().map_or(Ok(locale), Err)
    }

    /// The templates, file by file.
    pub fn templates(&self) -> impl Iterator<Item = &str> {
        self.templates.iter().map(AsRef::as_ref)
    }

    /// The language tag.
    #[must_use]
    pub fn name(&self) -> String {
        self.name.to_string()
    }

    fn in_language(mut self, name: &str) -> Self {
        if let Ok(language) = name.parse() {
            self.name = language;
        }
        self
    }

    /// The templates ready to be filled, and what is wrong with them. Marks that isolate the direction of writing are
    /// left out: they are invisible, and what is signed must hold nothing that cannot be seen.
    pub(crate) fn bundle(&self) -> (FluentBundle<FluentResource>, Vec<LocaleError>) {
        let mut bundle = FluentBundle::new(vec![self.name.clone()]);
        bundle.set_use_isolating(false);
        let wrong = |cause: String| LocaleError::Template { language: self.name.to_string(), cause };
        let mut errors = Vec::new();
        for template in &self.templates {
            let resource = match FluentResource::try_new(template.clone().into_owned()) {
                Ok(resource) => resource,
                Err((resource, found)) => {
                    errors.extend(found.iter().map(|error| wrong(error.to_string())));
                    resource
                }
            };
            if let Err(found) = bundle.add_resource(resource) {
                errors.extend(found.iter().map(|error| wrong(error.to_string())));
            }
        }
        (bundle, errors)
    }
}

/// What a person typed, as far as a message repeats it.
fn shortened(text: &str) -> String {
    text.chars().take(32).collect()
}
