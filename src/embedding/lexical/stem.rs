//! Word endings that do not change what a word is about.

/// A stem keeps at least this many characters, or different short words would fall together.
const STEM_CHARS_MIN: usize = 4;

/// The word without its ending: `certificates`, `certificate` -> `certificat`; `issuing`, `issuer`, `issue` -> `issu`.
///
/// Expects lower case. Both sides of a search go through here, so a stem need not be a word, only the same for all forms.
pub(super) fn stem(word: &str) -> &str {
    // Endings of other languages would need other rules.
    if !word.is_ascii() {
        return word;
    }
    let word = without_plural(word);
    let word = ["ion", "ing", "ment", "ed", "er"]
        .into_iter()
        .find_map(|ending| without(word, ending))
        .unwrap_or(word);
    let word = without(word, "at")
        .or_else(|| without(word, "ate"))
        .unwrap_or(word);
    let word = without(word, "e").unwrap_or(word);
    without_doubled_end(word)
}

fn without<'w>(word: &'w str, ending: &str) -> Option<&'w str> {
    word.strip_suffix(ending)
        .filter(|stem| stem.len() >= STEM_CHARS_MIN)
}

fn without_plural(word: &str) -> &str {
    if word.len() < STEM_CHARS_MIN
        || word.ends_with("ss")
        || word.ends_with("us")
        || word.ends_with("is")
    {
        return word;
    }
    if let Some(stem) = word.strip_suffix("ies")
        && stem.len() >= 3
    {
        // `policies` and `policy` meet at `polic`: see the last step for `y`.
        return stem;
    }
    let sibilant = ["sses", "shes", "ches", "xes", "zes"]
        .into_iter()
        .any(|ending| word.ends_with(ending));
    word.strip_suffix(if sibilant { "es" } else { "s" })
        .unwrap_or(word)
}

fn without_doubled_end(word: &str) -> &str {
    let word = word
        .strip_suffix('y')
        .filter(|stem| stem.len() >= 3)
        .unwrap_or(word);
    match word.as_bytes() {
        // `scheduler` never doubles, `logging` does.
        [.., a, b] if a == b && !b"aeiousl".contains(b) && word.len() > STEM_CHARS_MIN => {
            &word[..word.len() - 1]
        }
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        let check = |forms: &[&str]| {
            let stems: Vec<&str> = forms.iter().map(|form| stem(form)).collect();
            assert!(
                stems.windows(2).all(|pair| pair[0] == pair[1]),
                "{forms:?} -> {stems:?}"
            );
        };
        check(&["certificate", "certificates"]);
        check(&["issue", "issues", "issuer", "issuers", "issuing", "issued"]);
        check(&["manage", "managed", "manager", "managing", "manages"]);
        check(&[
            "deploy",
            "deployment",
            "deployments",
            "deployed",
            "deploying",
        ]);
        check(&["monitor", "monitors", "monitoring"]);
        check(&["alert", "alerts", "alerting"]);
        check(&["policy", "policies"]);
        check(&["configure", "configuration", "configured"]);
        check(&["rotate", "rotation", "rotated"]);
        check(&["backup", "backups"]);
        check(&["proxy", "proxies"]);
        check(&["class", "classes"]);
        check(&["address", "addresses"]);
        check(&["replicate", "replication"]);
    }

    #[test]
    fn words_that_only_look_alike_keep_apart() {
        let check = |left: &str, right: &str| assert_ne!(stem(left), stem(right));
        check("pod", "pods3");
        check("status", "state");
        check("order", "ordinal");
        check("node", "nodding");
        check("user", "using");
    }

    #[test]
    fn short_and_foreign_words_stay_as_they_are() {
        for word in ["dns", "tls", "aws", "redis", "kubernetes", "größe"] {
            assert!(
                stem(word).len() + 2 >= word.len(),
                "{word} -> {}",
                stem(word)
            );
        }
        assert_eq!(stem("redis"), "redis");
        assert_eq!(stem("größen"), "größen");
    }

    proptest::proptest! {
        #[test]
        fn a_stem_is_the_beginning_of_its_word(word in "[a-z0-9]{1,20}|\\PC{0,20}") {
            let stem = stem(&word);
            proptest::prop_assert!(word.starts_with(stem));
            proptest::prop_assert!(stem.len() + 1 >= word.len().min(STEM_CHARS_MIN));
        }
    }
}
