//! Any text as a note of a registry, which templates make comments of, and as a page with snippets.

#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use weaver_forge::fuzzing::Templates;

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    Templates::open(&folder).expect("sound templates")
});

fuzz_target!(|text: &str| {
    TEMPLATES.render(text);
    TEMPLATES.update(text);
});
