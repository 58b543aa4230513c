//! A hash that is the same on every machine and in every release: stored vectors depend on it.

/// What is hashed: the word `tls` and the n-gram `tls` are different features.
#[derive(Debug, Clone, Copy)]
#[repr(u8)]
pub(super) enum Feature {
    /// A whole word.
    Word = 1,
    /// A part of a word.
    Ngram = 2,
    /// A group of words.
    Concept = 3,
}

/// 64 well-mixed bits: FNV-1a, then the finaliser of `SplitMix64`, so that every bit can be used on its own.
pub(super) fn hash(feature: Feature, bytes: &[u8]) -> u64 {
    let mut bits = mixed(0xcbf2_9ce4_8422_2325, feature as u8);
    for byte in bytes {
        bits = mixed(bits, *byte);
    }
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

const fn mixed(bits: u64, byte: u8) -> u64 {
    (bits ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_never_change() {
        let check = |feature, text: &str, expect: u64| {
            assert_eq!(
                hash(feature, text.as_bytes()),
                expect,
                "{feature:?} {text:?}"
            );
        };
        check(Feature::Word, "", 12_254_457_192_590_784_505);
        check(Feature::Word, "tls", 12_156_674_090_260_570_155);
        check(Feature::Ngram, "tls", 17_138_447_898_093_380_205);
        check(Feature::Concept, "tls", 1_941_764_839_831_148_398);
    }
}
