//! Compiles `refused/` and `accepted/`.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;

#[test]
fn every_misuse_is_refused_and_its_twin_accepted() {
    let cases = trybuild::TestCases::new();
    cases.pass("accepted/*.rs");
    cases.compile_fail("refused/*.rs");
}

#[test]
fn every_refusal_has_a_twin_and_an_expected_message() {
    let names = |folder: &str, extension: &str| -> BTreeSet<OsString> {
        let entries = fs::read_dir(folder).expect("the folder is beside this file");
        let paths = entries.map(|entry| entry.expect("readable entry").path());
        let matching = paths.filter(|path| path.extension().is_some_and(|it| it == extension));
        matching
            .filter_map(|path| path.file_stem().map(OsString::from))
            .collect()
    };
    let refused = names("refused", "rs");
    assert!(refused.len() >= 12, "cases went missing: {refused:?}");
    assert_eq!(refused, names("accepted", "rs"));
    assert_eq!(refused, names("refused", "stderr"));
}
