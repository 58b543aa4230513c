//! Whatever stands in a file, reading it ends, and what is whole in it is found.
#![expect(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

use std::fs;

use cluster::{Cluster, Manifests, Source};
use proptest::prelude::*;

fn read(text: &str) -> (Vec<String>, usize) {
    let file = tempfile::Builder::new().suffix(".yaml").tempfile().unwrap();
    fs::write(file.path(), text).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let reading = runtime
        .block_on(Manifests::from(vec![Source::Path(file.path().to_owned())]).instances())
        .unwrap();
    (
        reading
            .items
            .into_iter()
            .map(|instance| instance.name)
            .collect(),
        reading.problems.len(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_stands_between_two_documents_hides_neither(rubbish in "(?s)[ -~\n\t]{0,200}") {
        prop_assume!(!rubbish.lines().any(|line| line.starts_with("---") || line.starts_with("...")));
        let text = format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: first}}\n---\n{rubbish}\n---\napiVersion: v1\nkind: Pod\nmetadata: {{name: last}}\n");
        let (names, _) = read(&text);
        prop_assert!(names.contains(&"first".to_owned()) && names.contains(&"last".to_owned()), "{names:?}");
    }

    #[test]
    fn any_text_is_read_to_its_end(text in "(?s)([a-z]+: |- |\\{|\\}|\\[|\\]|\\||>|&a |\\*a|<<: |\n|  |---\n|\"|'|[^a]){0,60}") {
        read(&text);
    }
}
