//! Settings that are one of a few words.

/// An enum whose members are written as these words.
macro_rules! choice {
    ($(#[$about:meta])* $name:ident { $($(#[$of:meta])* $member:ident = $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name {
            $($(#[$of])* $member,)*
        }

        impl $name {
            /// The words, in the order of the members.
            pub(crate) const WORDS: &'static [&'static str] = &[$($word),*];

            /// The member that is written so.
            pub(crate) fn of(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$member),)*
                    _ => None,
                }
            }

            /// How it is written.
            #[allow(dead_code, reason = "not every choice is written again")]
            pub(crate) const fn word(self) -> &'static str {
                match self {
                    $(Self::$member => $word,)*
                }
            }
        }
    };
}

choice! {
    /// Where documents and vectors are kept.
    VectorBackend {
        /// In one file of the data folder.
        Embedded = "embedded",
        /// In a Chroma server.
        Chroma = "chroma",
        /// In a Qdrant server.
        Qdrant = "qdrant",
    }
}

choice! {
    /// The header that Chroma looks for its token in.
    ChromaTokenHeader {
        /// `x-chroma-token: TOKEN`.
        Chroma = "x-chroma-token",
        /// `authorization: Bearer TOKEN`.
        Authorization = "authorization",
    }
}

choice! {
    /// Who turns texts into vectors.
    EmbeddingProvider {
        /// This program, by the words of a text.
        BuiltIn = "built-in",
        /// Voyage AI.
        Voyage = "voyage",
        /// An endpoint that speaks as OpenAI's does.
        OpenAi = "openai",
        /// This program, with a model from a folder.
        Local = "local",
    }
}

choice! {
    /// Who says what a resource kind can do.
    InferenceProvider {
        /// Rules of this program.
        Rules = "rules",
        /// A model of Anthropic.
        Anthropic = "anthropic",
    }
}

choice! {
    /// How log records look on standard error.
    LogFormat {
        /// One line for people.
        Text = "text",
        /// One JSON object on one line.
        Json = "json",
    }
}
