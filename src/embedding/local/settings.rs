//! What the small files of a model folder say.

use serde::Deserialize;

use super::error::ModelError;
use super::folder::Folder;
use crate::prefixes::Prefixes;

const CONFIG: &str = "config.json";
const POOLING: &str = "1_Pooling/config.json";
const MODULES: &str = "modules.json";

/// The shape of a BERT model, as config.json says it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Shape {
    model_type: String,
    hidden_act: String,
    #[serde(default = "absolute")]
    position_embedding_type: String,
    #[serde(rename = "hidden_size")]
    pub(super) hidden: usize,
    #[serde(rename = "intermediate_size")]
    pub(super) intermediate: usize,
    #[serde(rename = "num_hidden_layers")]
    pub(super) layers: usize,
    #[serde(rename = "num_attention_heads")]
    pub(super) heads: usize,
    #[serde(rename = "max_position_embeddings")]
    pub(super) positions: usize,
    #[serde(rename = "vocab_size")]
    pub(super) words: usize,
    #[serde(rename = "type_vocab_size")]
    pub(super) types: usize,
    #[serde(rename = "layer_norm_eps", default = "epsilon")]
    pub(super) epsilon: f32,
}

fn absolute() -> String {
    "absolute".to_owned()
}

fn epsilon() -> f32 {
    1e-12
}

/// How the vectors of the tokens become the vector of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pooling {
    /// Their mean.
    Mean,
    /// The first.
    First,
}

#[derive(Deserialize)]
#[serde(default)]
struct PoolingFile {
    pooling_mode_cls_token: bool,
    pooling_mode_mean_tokens: bool,
    pooling_mode_max_tokens: bool,
    pooling_mode_mean_sqrt_len_tokens: bool,
    pooling_mode_weightedmean_tokens: bool,
    pooling_mode_lasttoken: bool,
}

/// What a folder without the file means.
impl Default for PoolingFile {
    fn default() -> Self {
        Self {
            pooling_mode_cls_token: false,
            pooling_mode_mean_tokens: true,
            pooling_mode_max_tokens: false,
            pooling_mode_mean_sqrt_len_tokens: false,
            pooling_mode_weightedmean_tokens: false,
            pooling_mode_lasttoken: false,
        }
    }
}

#[derive(Deserialize)]
struct Module {
    #[serde(rename = "type")]
    class: String,
}

/// What sentence-transformers says about the texts.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct SentenceFile {
    max_seq_length: Option<usize>,
    pub(super) do_lower_case: bool,
}

/// What the tokenizer says outside its own file.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct TokenizerConfig {
    pub(super) do_lower_case: Option<bool>,
    pub(super) strip_accents: Option<bool>,
    pub(super) tokenize_chinese_chars: Option<bool>,
    /// Some models write 1e30 for none.
    model_max_length: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Prompts {
    prompts: PromptTexts,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PromptTexts {
    query: String,
    document: String,
    passage: String,
}

/// What the small files say together.
pub(super) struct Settings {
    pub(super) shape: Shape,
    pub(super) pooling: Pooling,
    pub(super) sentence: SentenceFile,
    pub(super) tokenizer: TokenizerConfig,
    pub(super) prefixes: Prefixes,
    /// Tokens of a text that are read, the two around it included.
    pub(super) tokens_max: usize,
}

impl Settings {
    pub(super) fn read(folder: &Folder) -> Result<Self, ModelError> {
        let shape: Shape = folder.json(CONFIG)?;
        check_shape(folder, &shape)?;
        check_modules(folder)?;
        let sentence: SentenceFile = folder
            .json_if_there("sentence_bert_config.json")?
            .unwrap_or_default();
        let tokenizer: TokenizerConfig = folder
            .json_if_there("tokenizer_config.json")?
            .unwrap_or_default();
        let prompts: Prompts = folder
            .json_if_there("config_sentence_transformers.json")?
            .unwrap_or_default();
        let said = tokenizer
            .model_max_length
            .filter(|length| *length < shape.positions as f64);
        let said = sentence
            .max_seq_length
            .or(said.map(|length| length as usize));
        let tokens_max = said
            .unwrap_or(shape.positions)
            .clamp(2, shape.positions.max(2));
        let PromptTexts {
            query,
            document,
            passage,
        } = prompts.prompts;
        Ok(Self {
            pooling: pooling(folder)?,
            tokens_max,
            shape,
            sentence,
            tokenizer,
            prefixes: Prefixes {
                document: if document.is_empty() {
                    passage
                } else {
                    document
                },
                query,
            },
        })
    }
}

fn check_shape(folder: &Folder, shape: &Shape) -> Result<(), ModelError> {
    folder.expect(CONFIG, "model_type", &["bert"], &shape.model_type)?;
    folder.expect(CONFIG, "hidden_act", &["gelu"], &shape.hidden_act)?;
    folder.expect(
        CONFIG,
        "position_embedding_type",
        &["absolute"],
        &shape.position_embedding_type,
    )?;
    if shape.heads == 0 || !shape.hidden.is_multiple_of(shape.heads) || shape.hidden == 0 {
        return Err(ModelError::Unsupported {
            path: folder.path(CONFIG),
            what: "hidden_size",
            expected: format!("a multiple of num_attention_heads ({})", shape.heads),
            found: shape.hidden.to_string(),
        });
    }
    Ok(())
}

/// Layers behind the model that are not computed here would be missed without a word.
fn check_modules(folder: &Folder) -> Result<(), ModelError> {
    let modules: Vec<Module> = folder.json_if_there(MODULES)?.unwrap_or_default();
    for module in modules {
        let name = module.class.rsplit('.').next().unwrap_or_default();
        folder.expect(
            MODULES,
            "each type",
            &["Transformer", "Pooling", "Normalize"],
            name,
        )?;
    }
    Ok(())
}

fn pooling(folder: &Folder) -> Result<Pooling, ModelError> {
    let file: PoolingFile = folder.json_if_there(POOLING)?.unwrap_or_default();
    let modes = [
        (file.pooling_mode_mean_tokens, "mean"),
        (file.pooling_mode_cls_token, "cls"),
        (file.pooling_mode_max_tokens, "max"),
        (file.pooling_mode_mean_sqrt_len_tokens, "mean_sqrt_len"),
        (file.pooling_mode_weightedmean_tokens, "weightedmean"),
        (file.pooling_mode_lasttoken, "lasttoken"),
    ];
    let modes: Vec<&str> = modes
        .iter()
        .filter(|(is_on, _)| *is_on)
        .map(|(_, mode)| *mode)
        .collect();
    match modes.as_slice() {
        ["mean"] => Ok(Pooling::Mean),
        ["cls"] => Ok(Pooling::First),
        other => folder
            .expect(
                POOLING,
                "pooling_mode",
                &["mean", "cls"],
                &other.join(" and "),
            )
            .map(|()| Pooling::Mean),
    }
}
