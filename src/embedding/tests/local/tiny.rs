//! A BERT model of a few numbers, saved as sentence-transformers saves models.

use std::collections::BTreeMap;
use std::path::Path;

use safetensors::Dtype;
use safetensors::tensor::TensorView;
use serde_json::{Value, json};
use tempfile::TempDir;

const HIDDEN: usize = 8;
const WIDE: usize = 16;
const WORDS: [&str; 12] = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "data", "##base", "a", "##a", ".", "数", "pod", "##s",
];
const POSITIONS: usize = 16;

/// The folder of a model that works, to be changed.
pub(crate) struct Tiny {
    pub(crate) folder: TempDir,
    pub(crate) config: Value,
    /// Name, shape and values of each tensor.
    pub(crate) tensors: BTreeMap<String, (Vec<usize>, Vec<f32>)>,
}

impl Tiny {
    pub(crate) fn new() -> Self {
        let config = json!({
            "model_type": "bert", "hidden_act": "gelu", "hidden_size": HIDDEN, "intermediate_size": WIDE,
            "num_hidden_layers": 1, "num_attention_heads": 2, "max_position_embeddings": POSITIONS,
            "vocab_size": WORDS.len(), "type_vocab_size": 2, "layer_norm_eps": 1e-12,
        });
        let tiny = Self {
            folder: tempfile::tempdir().unwrap(),
            config,
            tensors: tensors(),
        };
        tiny.write("vocab.txt", &WORDS.join("\n"));
        tiny.save();
        tiny
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, file: &str, content: &str) {
        let path = self.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// Writes configuration and weights, in 32 bits.
    pub(crate) fn save(&self) {
        self.save_as(Dtype::F32, |value| value.to_le_bytes().to_vec());
    }

    pub(crate) fn save_as(&self, dtype: Dtype, bytes: impl Fn(f32) -> Vec<u8>) {
        self.write("config.json", &self.config.to_string());
        let data: BTreeMap<&String, (&Vec<usize>, Vec<u8>)> = (self.tensors.iter())
            .map(|(name, (shape, values))| {
                let bytes = values.iter().flat_map(|value| bytes(*value)).collect();
                (name, (shape, bytes))
            })
            .collect();
        let views = data.iter().map(|(name, (shape, bytes))| {
            let view = TensorView::new(dtype, shape.to_vec(), bytes).unwrap();
            (name.as_str(), view)
        });
        let file = safetensors::serialize(views, None).unwrap();
        std::fs::write(self.path().join("model.safetensors"), file).unwrap();
    }
}

fn tensors() -> BTreeMap<String, (Vec<usize>, Vec<f32>)> {
    let mut tensors = BTreeMap::new();
    let mut seed = 0_u32;
    let mut add = |name: String, shape: &[usize]| {
        let count = shape.iter().product();
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // Eighths: the same in 16 bits as in 32.
            (seed >> 28) as f32 / 8.0 - 1.0
        };
        tensors.insert(name, (shape.to_vec(), (0..count).map(|_| next()).collect()));
    };
    for (table, rows) in [
        ("word", WORDS.len()),
        ("position", POSITIONS),
        ("token_type", 2),
    ] {
        add(
            format!("embeddings.{table}_embeddings.weight"),
            &[rows, HIDDEN],
        );
    }
    let layer = "encoder.layer.0";
    for norm in [
        "embeddings",
        &format!("{layer}.attention.output"),
        &format!("{layer}.output"),
    ] {
        add(format!("{norm}.LayerNorm.weight"), &[HIDDEN]);
        add(format!("{norm}.LayerNorm.bias"), &[HIDDEN]);
    }
    let linears = [
        ("attention.self.query", HIDDEN, HIDDEN),
        ("attention.self.key", HIDDEN, HIDDEN),
        ("attention.self.value", HIDDEN, HIDDEN),
        ("attention.output.dense", HIDDEN, HIDDEN),
        ("intermediate.dense", HIDDEN, WIDE),
        ("output.dense", WIDE, HIDDEN),
    ];
    for (name, inputs, outputs) in linears {
        add(format!("{layer}.{name}.weight"), &[outputs, inputs]);
        add(format!("{layer}.{name}.bias"), &[outputs]);
    }
    tensors
}
