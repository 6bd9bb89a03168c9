//! Verdicts as the page shows them: what `status` says of each, with its words and its mark.

use armistice_judge::Verdict;
use armistice_terms::model::Agreement;
use serde::Serialize;

use crate::show::verdict::{NormView, norm_view, symbol, words};

/// One verdict.
#[derive(Debug, Serialize)]
pub(super) struct VerdictView {
    #[serde(flatten)]
    norm: NormView,
    bearers: Vec<String>,
    #[serde(flatten)]
    pub(super) told: Told,
}

/// A verdict in its words and its mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Told {
    pub(super) symbol: &'static str,
    pub(super) words: String,
}

pub(super) fn told(agreement: &Agreement, verdict: &Verdict) -> Told {
    Told { symbol: symbol(verdict), words: words(verdict, &agreement.settings.time_zone) }
}

pub(super) fn view(agreement: &Agreement, verdict: &Verdict) -> VerdictView {
    VerdictView {
        norm: norm_view(agreement, verdict),
        bearers: verdict.bearers.iter().map(ToString::to_string).collect(),
        told: told(agreement, verdict),
    }
}

impl VerdictView {
    pub(super) fn id(&self) -> &str {
        self.norm.id()
    }

    pub(super) fn bearer(&self) -> &str {
        self.norm.bearer()
    }

    pub(super) fn because(&self) -> &str {
        self.norm.because()
    }
}
