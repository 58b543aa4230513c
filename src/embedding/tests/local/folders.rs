//! What is read from a folder, and what is said about one that cannot be read.

use embedding::{Embedder, LocalConfig, LocalEmbedder, Prefixes, Purpose, embed};
use proptest::prelude::*;
use safetensors::Dtype;
use semconv::Failure;
use semconv::attributes::ErrorType;
use serde_json::json;

use crate::tiny::Tiny;

fn open(tiny: &Tiny) -> LocalEmbedder {
    LocalEmbedder::open(LocalConfig::new(tiny.path().to_owned())).unwrap()
}

/// The complaint about a folder, with `DIR` for the folder.
fn complaint(tiny: &Tiny) -> (String, ErrorType) {
    let error = LocalEmbedder::open(LocalConfig::new(tiny.path().to_owned())).unwrap_err();
    let text = error.to_string();
    (
        text.replace(&tiny.path().display().to_string(), "DIR"),
        error.error_type(),
    )
}

async fn vector(tiny: &Tiny, text: &str) -> Vec<f32> {
    embed(&open(tiny), &[text], Purpose::Document)
        .await
        .unwrap()
        .remove(0)
}

#[tokio::test]
async fn texts_are_embedded_alone_as_together() {
    let tiny = Tiny::new();
    let embedder = open(&tiny);
    let texts = [
        "database",
        "a a a a",
        "",
        "pods.",
        "a",
        "数数",
        "unknown words only",
    ];
    let together = embedder.embed(&texts, Purpose::Document).await.unwrap();
    for (text, expect) in texts.iter().zip(&together.vectors) {
        let alone = vector(&tiny, text).await;
        let close = alone
            .iter()
            .zip(expect)
            .all(|(left, right)| (left - right).abs() < 1e-5);
        assert!(close, "{text}: {alone:?}, {expect:?}");
        let length: f32 = alone.iter().map(|it| it * it).sum();
        assert!((length - 1.0).abs() < 1e-5, "{text}: {length}");
    }
    assert_eq!(together.input_tokens, Some(4 + 6 + 2 + 5 + 3 + 4 + 5));
}

#[tokio::test]
async fn a_text_counts_up_to_what_the_model_reads() {
    let mut tiny = Tiny::new();
    tiny.write(
        "sentence_bert_config.json",
        r#"{"max_seq_length": 5, "do_lower_case": false}"#,
    );
    assert_eq!(
        vector(&tiny, "a a a").await,
        vector(&tiny, "a a a data pods").await
    );
    assert_ne!(vector(&tiny, "a a").await, vector(&tiny, "a a a").await);
    // The limit is part of what a vector depends on.
    let before = open(&tiny).id();
    tiny.write("sentence_bert_config.json", r#"{"max_seq_length": 6}"#);
    assert_ne!(open(&tiny).id(), before);
    tiny.config["max_position_embeddings"] = json!(16);
    tiny.write("sentence_bert_config.json", r#"{"max_seq_length": 9000}"#);
    let long = "a ".repeat(500);
    assert_eq!(
        vector(&tiny, &long).await,
        vector(&tiny, &"a ".repeat(14)).await
    );
}

#[tokio::test]
async fn weights_of_16_bits_and_of_models_with_a_head_are_read() {
    let mut tiny = Tiny::new();
    let expect = vector(&tiny, "database").await;
    tiny.save_as(Dtype::BF16, |value| value.to_le_bytes()[2..].to_vec());
    assert_eq!(vector(&tiny, "database").await, expect);
    tiny.save_as(Dtype::F16, |value| {
        let bits = value.to_bits();
        let exponent = (bits >> 23 & 0xff) as u16;
        let exponent = if value == 0.0 { 0 } else { exponent + 15 - 127 };
        let sign = (bits >> 31) as u16 * 0x8000;
        let half = sign | (exponent * 0x400) | (bits >> 13 & 0x3ff) as u16;
        half.to_le_bytes().to_vec()
    });
    assert_eq!(vector(&tiny, "database").await, expect);
    let tensors = std::mem::take(&mut tiny.tensors);
    tiny.tensors = tensors
        .into_iter()
        .map(|(name, it)| (format!("bert.{name}"), it))
        .collect();
    tiny.save();
    assert_eq!(vector(&tiny, "database").await, expect);
}

#[tokio::test]
async fn the_pooling_of_the_folder_is_used() {
    let tiny = Tiny::new();
    let mean = vector(&tiny, "database").await;
    tiny.write(
        "1_Pooling/config.json",
        r#"{"pooling_mode_mean_tokens": true, "pooling_mode_cls_token": false}"#,
    );
    assert_eq!(vector(&tiny, "database").await, mean);
    tiny.write(
        "1_Pooling/config.json",
        r#"{"pooling_mode_mean_tokens": false, "pooling_mode_cls_token": true}"#,
    );
    assert_ne!(vector(&tiny, "database").await, mean);
    tiny.write(
        "1_Pooling/config.json",
        r#"{"pooling_mode_mean_tokens": false, "pooling_mode_max_tokens": true}"#,
    );
    let expect = "the model in `DIR/1_Pooling/config.json` is not supported: expected pooling_mode to be mean or cls, found `max`";
    assert_eq!(
        complaint(&tiny),
        (expect.to_owned(), ErrorType::InvalidInput)
    );
}

#[tokio::test]
async fn prefixes_come_from_the_configuration_or_the_folder() {
    let tiny = Tiny::new();
    let plain = vector(&tiny, "a database").await;
    let config = LocalConfig {
        prefixes: Some(Prefixes {
            document: "a ".to_owned(),
            query: "pods ".to_owned(),
        }),
        name: Some("tiny".to_owned()),
        threads: Some(1),
        ..LocalConfig::new(tiny.path().to_owned())
    };
    let embedder = LocalEmbedder::open(config).unwrap();
    assert!(
        embedder.id().starts_with("cluster-whisperer/tiny@"),
        "{}",
        embedder.id()
    );
    let document = embed(&embedder, &["database"], Purpose::Document)
        .await
        .unwrap();
    assert_eq!(document[0], plain);
    let query = embed(&embedder, &["database"], Purpose::Query)
        .await
        .unwrap();
    assert_eq!(query[0], vector(&tiny, "pods database").await);
    tiny.write(
        "config_sentence_transformers.json",
        r#"{"prompts": {"query": "data ", "passage": "a "}}"#,
    );
    assert_eq!(vector(&tiny, "database").await, plain);
}

#[tokio::test]
async fn tokenizer_json_says_the_same_as_vocab_txt() {
    let tiny = Tiny::new();
    let expect = vector(&tiny, "Databases, pods").await;
    let words = std::fs::read_to_string(tiny.path().join("vocab.txt")).unwrap();
    let vocabulary: std::collections::BTreeMap<&str, usize> = words.lines().zip(0..).collect();
    let mut file = json!({
        "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "vocab": vocabulary},
    });
    std::fs::remove_file(tiny.path().join("vocab.txt")).unwrap();
    tiny.write("tokenizer.json", &file.to_string());
    assert_eq!(vector(&tiny, "Databases, pods").await, expect);
    file["normalizer"]["lowercase"] = json!(false);
    tiny.write("tokenizer.json", &file.to_string());
    assert_ne!(vector(&tiny, "Databases, pods").await, expect);
    file["model"] = json!({"type": "Unigram", "vocab": [["a", -1.0]]});
    tiny.write("tokenizer.json", &file.to_string());
    assert_eq!(
        complaint(&tiny).0,
        "the model in `DIR/tokenizer.json` is not supported: expected the type of model to be WordPiece, found `Unigram`"
    );
}

#[test]
fn a_missing_file_is_named() {
    let check = |file: &str, expect: &str| {
        let tiny = Tiny::new();
        std::fs::remove_file(tiny.path().join(file)).unwrap();
        let expect = format!(
            "the model folder `DIR` has no {expect}: expected the files of a BERT model as sentence-transformers saves them"
        );
        assert_eq!(complaint(&tiny), (expect, ErrorType::NotFound));
    };
    check("config.json", "config.json");
    check("model.safetensors", "model.safetensors");
    check("vocab.txt", "tokenizer.json or vocab.txt");
}

#[test]
fn a_model_of_another_family_is_refused() {
    let check = |key: &str, value: serde_json::Value, expect: &str| {
        let mut tiny = Tiny::new();
        tiny.config[key] = value;
        tiny.save();
        let expect = format!("the model in `DIR/config.json` is not supported: expected {expect}");
        assert_eq!(complaint(&tiny), (expect, ErrorType::InvalidInput));
    };
    check(
        "model_type",
        json!("xlm-roberta"),
        "model_type to be bert, found `xlm-roberta`",
    );
    check(
        "hidden_act",
        json!("relu"),
        "hidden_act to be gelu, found `relu`",
    );
    check(
        "position_embedding_type",
        json!("relative_key"),
        "position_embedding_type to be absolute, found `relative_key`",
    );
    check(
        "num_attention_heads",
        json!(3),
        "hidden_size to be a multiple of num_attention_heads (3), found 8",
    );
    check(
        "num_attention_heads",
        json!(0),
        "hidden_size to be a multiple of num_attention_heads (0), found 8",
    );
    let tiny = Tiny::new();
    tiny.write("modules.json", r#"[{"type": "sentence_transformers.models.Transformer"}, {"type": "sentence_transformers.models.Dense"}]"#);
    assert_eq!(
        complaint(&tiny).0,
        "the model in `DIR/modules.json` is not supported: expected each type to be Transformer or Pooling or Normalize, found `Dense`"
    );
}

#[test]
fn a_tensor_that_is_missing_or_has_another_shape_is_named() {
    let mut tiny = Tiny::new();
    tiny.config["intermediate_size"] = json!(32);
    tiny.save();
    assert_eq!(
        complaint(&tiny).0,
        "tensor `encoder.layer.0.intermediate.dense.weight` in `DIR/model.safetensors` has shape [16, 8], expected [32, 8] as config.json says"
    );
    let mut tiny = Tiny::new();
    tiny.config["num_hidden_layers"] = json!(2);
    tiny.save();
    assert_eq!(
        complaint(&tiny),
        ("the model file `DIR/model.safetensors` has no tensor `encoder.layer.1.attention.self.query.weight`".to_owned(), ErrorType::Corrupt)
    );
    let mut tiny = Tiny::new();
    tiny.config["vocab_size"] = json!(4);
    tiny.tensors
        .get_mut("embeddings.word_embeddings.weight")
        .unwrap()
        .0[0] = 4;
    tiny.tensors
        .get_mut("embeddings.word_embeddings.weight")
        .unwrap()
        .1
        .truncate(4 * 8);
    tiny.save();
    assert_eq!(
        complaint(&tiny).0,
        "the vocabulary in `DIR/vocab.txt` has token number 11, but config.json says that there are 4"
    );
}

#[test]
fn a_damaged_file_is_named() {
    let check = |file: &str, expect: &str| {
        let tiny = Tiny::new();
        tiny.write(file, "{");
        assert_eq!(complaint(&tiny).0, expect);
    };
    check(
        "config.json",
        "the model file `DIR/config.json` is not the JSON that was expected",
    );
    check(
        "tokenizer.json",
        "the model file `DIR/tokenizer.json` is not the JSON that was expected",
    );
    check(
        "model.safetensors",
        "the model file `DIR/model.safetensors` is damaged or no safetensors file",
    );
    check(
        "vocab.txt",
        "the vocabulary in `DIR/vocab.txt` has no token `[UNK]`",
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_text_has_a_vector(texts in prop::collection::vec(any::<String>(), 0..8)) {
        let tiny = Tiny::new();
        let embedder = open(&tiny);
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let vectors = runtime.block_on(embed(&embedder, &texts, Purpose::Document)).unwrap();
        prop_assert_eq!(vectors.len(), texts.len());
    }
}
