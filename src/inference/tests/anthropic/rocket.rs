//! A kind to ask about, and what a model finds out about it.

use std::sync::Arc;

use inference::{CapabilityInference, InferenceError};
use knowledge::{Field, ResourceKind};
use serde_json::{Value, json};

use crate::api::{Api, KEY, Said};

pub(crate) fn rocket() -> ResourceKind {
    let schema = json!({
        "type": "object",
        "properties": {
            "spec": {
                "type": "object",
                "required": ["fuel"],
                "properties": {"fuel": {"type": "string", "enum": ["liquid", "solid"]}, "stages": {"type": "integer"}},
            },
        },
    });
    let fuel = Field {
        name: "fuel".into(),
        type_name: "string".into(),
        required: true,
        description: "What it burns.".into(),
        values: vec!["liquid".into(), "solid".into()],
        ..Field::default()
    };
    let spec = Field {
        name: "spec".into(),
        type_name: "object".into(),
        fields: vec![fuel],
        ..Field::default()
    };
    ResourceKind {
        name: "rockets.acme.example".into(),
        kind: "Rocket".into(),
        api_group: "acme.example".into(),
        api_version: "acme.example/v1".into(),
        namespaced: true,
        description: Some("Flies to the moon.".into()),
        spec_description: Some("How it flies.".into()),
        fields: vec![spec],
        schema: Some(Arc::new(schema)),
        ..ResourceKind::default()
    }
}

pub(crate) fn example(spec: &str) -> String {
    format!("apiVersion: acme.example/v1\nkind: Rocket\nmetadata:\n  name: apollo\nspec:\n  {spec}")
}

pub(crate) fn findings() -> Value {
    json!({
        "capabilities": ["space travel", "transport"],
        "providers": [],
        "complexity": "high",
        "description": "Flies people to the moon.",
        "useCase": "Bring people to the moon",
        "exampleYaml": example("fuel: liquid"),
        "confidence": 0.85,
    })
}

pub(crate) fn with(key: &str, value: Value) -> Value {
    let mut findings = findings();
    findings[key] = value;
    findings
}

pub(crate) async fn fails(script: &[Said]) -> (InferenceError, usize) {
    let api = Api::says(script).await;
    let error = api.inference().infer(&rocket()).await.unwrap_err();
    assert!(!error.to_string().contains(KEY), "{error}");
    assert!(!format!("{error:?}").contains(KEY), "{error:?}");
    (error, api.requests().len())
}
