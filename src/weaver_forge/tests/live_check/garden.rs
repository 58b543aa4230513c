//! A small project with samples of telemetry.

use std::fs;
use std::process::{Command, Output};

use serde_json::Value as Json;

/// The registry of a garden.
const GARDEN: &str = "groups:
  - id: registry.garden
    type: attribute_group
    brief: Garden.
    attributes:
      - {id: garden.bed, type: string, brief: b, stability: stable, examples: [south]}
      - {id: garden.depth, type: double, brief: b, stability: stable}
      - {id: garden.tools, type: 'string[]', brief: b, stability: stable, examples: [[rake]]}
      - {id: garden.age, type: int, brief: b, stability: development}
      - {id: garden.sign, type: 'template[string]', brief: b, stability: stable, examples: [x]}
      - {id: garden.spot, type: string, brief: b, stability: stable, examples: [p], deprecated: {reason: renamed, renamed_to: garden.bed}}
      - {id: garden.plant, brief: b, stability: stable, type: {members: [{id: leek, value: leek, stability: stable}, {id: kale, value: kale, stability: stable}]}}
  - {id: metric.garden.yield, type: metric, metric_name: garden.yield, instrument: counter, unit: kg, brief: b, stability: stable, attributes: [{ref: garden.plant, requirement_level: required}, {ref: garden.depth, requirement_level: opt_in}, {ref: garden.sign}]}
  - {id: event.garden.frost, type: event, name: garden.frost, brief: b, stability: alpha, attributes: [{ref: garden.bed, requirement_level: {conditionally_required: If known.}}]}
";

/// A project with the registry of a garden, and samples.
pub(crate) struct Project {
    pub(crate) folder: tempfile::TempDir,
}

impl Project {
    pub(crate) fn of(samples: &Json) -> Self {
        let folder = tempfile::tempdir().expect("temporary folder");
        let project = Self { folder };
        let manifest = "schema_url: https://garden.example/schemas/1.0.0\n";
        project.write("registry/manifest.yaml", manifest);
        project.write("registry/garden.yaml", GARDEN);
        project.write("samples.json", &samples.to_string());
        project
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("has a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_weaver-forge"));
        command
            .args(["--quiet", "registry", "live-check", "-r", "registry"])
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path());
        command
    }

    /// The output for the samples of this project, with `more` arguments.
    pub(crate) fn run(&self, more: &[&str]) -> Output {
        let samples = ["--input-source", "samples.json", "--no-stream"];
        self.command()
            .args(samples)
            .args(more)
            .output()
            .expect("runs")
    }

    /// The report about the samples of this project, and the exit code.
    pub(crate) fn report(&self, more: &[&str]) -> (Json, Option<i32>) {
        let output = self.run(&[&["--format", "json"], more].concat());
        let errors = String::from_utf8_lossy(&output.stderr);
        let report = serde_json::from_slice(&output.stdout);
        let report = report.unwrap_or_else(|error| panic!("{error}: {errors}"));
        (report, output.status.code())
    }
}

/// `level id` of every finding in `value`, in the order in which they are printed.
pub(crate) fn findings(value: &Json) -> Vec<String> {
    let mut found = Vec::new();
    match value {
        Json::Object(fields) => {
            if let (Some(level), Some(id)) = (fields.get("level"), fields.get("id")) {
                let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
                found.push(format!("{} {}", text(level), text(id)));
            }
            found.extend(fields.values().flat_map(findings));
        }
        Json::Array(items) => found.extend(items.iter().flat_map(findings)),
        _ => {}
    }
    found
}
