use std::path::Path;

use super::Error;

impl Error {
    /// The name of this kind of error in Weaver's JSON diagnostics, where it has one.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::UnknownTarget { .. } => "TargetNotSupported",
            Self::UnknownFormat { .. } => "InvalidTemplateDir",
            Self::Read { .. } => "FileLoaderError",
            Self::Write { .. } => "WriteGeneratedCodeFailed",
            Self::InvalidConfig { .. } => "InvalidConfigFile",
            Self::InvalidParameter { .. } => "ParameterError",
            Self::InvalidTemplate { .. } => "InvalidTemplateFile",
            Self::Filter { .. } => "FilterError",
            Self::WhenNotBoolean { .. } => "WhenClauseNotBoolean",
            Self::Template { .. } => "TemplateEvaluationFailed",
            Self::InvalidOutputPath { .. } => "InvalidOutputPath",
            Self::Collision { .. } => "OutputCollision",
            Self::Unmarked { .. } => "UnmarkedOutput",
            Self::Foreign { .. } => "ForeignFile",
            Self::OutOfDate { .. } => "OutputOutOfDate",
            #[cfg(feature = "cli")]
            Self::Snippet { .. } => "MarkdownUpdateFailed",
            #[cfg(feature = "cli")]
            Self::MarkdownOutOfDate { .. } => "MarkdownNotUpToDate",
            Self::InvalidPolicy { .. } => "InvalidPolicyFile",
            Self::PolicyEvaluation { .. } => "ViolationEvaluationError",
            Self::InvalidPreprocessor { .. } => "AdviceError",
            Self::InvalidSamples { .. } => "IngestError",
            Self::OtlpInput | Self::Unsupported(_) => "Unsupported",
            Self::EngineFeatures => "EngineFeatures",
        }
    }

    /// The file that has to be looked at, with the line where it is known.
    pub fn place(&self) -> Option<(&Path, Option<usize>)> {
        match self {
            Self::Read { path, .. }
            | Self::Write { path, .. }
            | Self::Collision { path, .. }
            | Self::Unmarked { path, .. }
            | Self::Foreign { path, .. }
            | Self::OutOfDate { path, .. } => Some((path, None)),
            Self::InvalidConfig { path, line, .. }
            | Self::Template { path, line, .. }
            | Self::InvalidPolicy { path, line, .. } => Some((path, *line)),
            #[cfg(feature = "cli")]
            Self::Snippet { path, line, .. } | Self::MarkdownOutOfDate { path, line } => {
                Some((path, Some(*line)))
            }
            Self::PolicyEvaluation { path, line, .. } => Some((path.as_deref()?, *line)),
            Self::InvalidTemplate { config, line, .. }
            | Self::Filter { config, line, .. }
            | Self::WhenNotBoolean { config, line, .. } => Some((config, *line)),
            Self::InvalidOutputPath { template, .. } => Some((template, None)),
            Self::UnknownTarget { root, .. } => Some((root, None)),
            Self::InvalidPreprocessor { path, .. } => Some((path, None)),
            Self::InvalidSamples { origin, line, .. } => Some((Path::new(origin), *line)),
            Self::UnknownFormat { .. }
            | Self::InvalidParameter { .. }
            | Self::OtlpInput
            | Self::Unsupported(_)
            | Self::EngineFeatures => None,
        }
    }

    /// The message followed by those of its sources, each after a colon.
    pub fn chain(&self) -> String {
        let mut text = self.to_string();
        let mut source = std::error::Error::source(self);
        while let Some(error) = source {
            text.push_str(": ");
            text.push_str(&error.to_string());
            source = error.source();
        }
        text
    }
}
