//! How long it takes to check, resolve and render a registry, by its size.
//!
//! The registries are made up here. `OTEL_SEMCONV_MODEL` adds one of your own, such as the `model`
//! folder of OpenTelemetry's semantic conventions.

use std::fmt::{self, Write};
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use divan::Bencher;
use tempfile::TempDir;
use weaver_forge::{Build, Checked, Lints, RegistryOptions, ResolvedRegistry, load_and_check};

/// How many spans, and as many attributes, the made-up registries have.
const SIZES: [usize; 2] = [100, 1000];

/// How many attributes a span refers to.
const ATTRIBUTES_PER_SPAN: usize = 8;

/// How many spans or attributes there are to a file.
const GROUPS_PER_FILE: usize = 50;

const WEAVER_YAML: &str = "comment_formats: {doc: {format: markdown, prefix: '/// ', word_wrap: {line_length: 100}}}
default_comment_format: doc
templates:
  - {template: span.rs.j2, application_mode: each, filter: semconv_grouped_spans, file_name: '{{ ctx.root_namespace }}.rs'}
  - {template: attributes.rs.j2, application_mode: single, filter: semconv_attributes}
";

const SPAN: &str = "// @generated
{% for span in ctx.spans %}{{ span.brief | comment }}
pub struct {{ span.id | pascal_case }} {
{% for a in span.attributes %}    {{ a.brief | comment(indent=4) }}
    pub {{ a.name | snake_case }}: {{ a.type }},
{% endfor %}}
{% endfor %}";

const ATTRIBUTES: &str = "// @generated
{% for a in ctx %}{{ [a.brief, a.note or ''] | comment }}
pub const {{ a.name | screaming_snake_case }}: &str = {{ a.name | print_member_value }};
{% endfor %}";

fn main() {
    divan::main();
}

/// A registry with templates for it.
struct Project {
    name: String,
    registry: PathBuf,
    folder: TempDir,
}

impl fmt::Display for Project {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Project {
    fn made_up(spans: usize) -> Self {
        let folder = TempDir::new().expect("temporary folder");
        let registry = folder.path().join("registry");
        fs::create_dir(&registry).expect("writable");
        let write =
            |name: &str, text: &str| fs::write(registry.join(name), text).expect("writable");
        write(
            "manifest.yaml",
            "schema_url: https://bench.example/schemas/1.0.0\n",
        );
        for first in (0..spans).step_by(GROUPS_PER_FILE) {
            let all = first..spans.min(first + GROUPS_PER_FILE);
            let attributes = all.clone().map(attribute).collect::<String>();
            let group = format!(
                "groups:\n  - id: registry.a{first}\n    type: attribute_group\n    brief: Attributes.\n    attributes:\n{attributes}"
            );
            write(&format!("attributes-{first}.yaml"), &group);
            let spans = all.map(|index| span(index, spans)).collect::<String>();
            write(&format!("spans-{first}.yaml"), &format!("groups:\n{spans}"));
        }
        Self::with(format!("{spans} spans"), registry, folder)
    }

    fn with(name: String, registry: PathBuf, folder: TempDir) -> Self {
        let templates = folder.path().join("templates");
        fs::create_dir(&templates).expect("writable");
        for (name, text) in [
            ("weaver.yaml", WEAVER_YAML),
            ("span.rs.j2", SPAN),
            ("attributes.rs.j2", ATTRIBUTES),
        ] {
            fs::write(templates.join(name), text).expect("writable");
        }
        Self {
            name,
            registry,
            folder,
        }
    }

    fn checked(&self) -> ResolvedRegistry {
        let Checked { registry, findings } =
            load_and_check(&RegistryOptions::new(&self.registry), Lints::Off);
        registry.unwrap_or_else(|| panic!("{}", findings.render_ansi(false)))
    }
}

fn attribute(index: usize) -> String {
    format!(
        "      - id: area{}.attribute{index}
        type: string
        brief: The `attribute` with the number {index}, see [the page](https://example.com/{index}).
        note: |
          It says what it says.

          - In one case this.
          - In the other case that.
        stability: stable
        examples: ['{index}', 'other']
",
        index % 10
    )
}

fn span(index: usize, spans: usize) -> String {
    let mut text = format!(
        "  - id: span.area{}.operation{index}
    type: span
    span_kind: client
    brief: The operation with the number {index}.
    stability: stable
    attributes:
",
        index % 10
    );
    for attribute in 0..ATTRIBUTES_PER_SPAN {
        let referred = (index + attribute * 7) % spans;
        let area = referred % 10;
        write!(
            text,
            "      - ref: area{area}.attribute{referred}\n        requirement_level: recommended\n"
        )
        .expect("a string takes everything");
    }
    text
}

/// All registries.
fn projects() -> &'static [Project] {
    static PROJECTS: LazyLock<Vec<Project>> = LazyLock::new(|| {
        let mut projects: Vec<Project> = SIZES.map(Project::made_up).into();
        if let Some(model) = std::env::var_os("OTEL_SEMCONV_MODEL") {
            let folder = TempDir::new().expect("temporary folder");
            let name = "OTEL_SEMCONV_MODEL".to_owned();
            projects.push(Project::with(name, model.into(), folder));
        }
        projects
    });
    &PROJECTS
}

/// Reads, resolves and checks: what `registry check` does.
#[divan::bench(args = projects())]
fn check(bencher: Bencher, project: &Project) {
    bencher.bench_local(|| project.checked());
}

/// Does the same and writes it all as JSON: what `registry resolve -f json` does.
#[divan::bench(args = projects())]
fn resolve(bencher: Bencher, project: &Project) {
    bencher.bench_local(|| project.checked().to_json());
}

/// Reads, resolves, checks and renders: what a build script does when nothing has changed.
#[divan::bench(args = projects())]
fn render(bencher: Bencher, project: &Project) {
    let build = Build::new(&project.registry)
        .lints(Lints::Off)
        .root(project.folder.path())
        .render("templates", "generated");
    bencher.bench_local(|| build.check().unwrap_or_else(|failure| panic!("{failure}")));
}
