//! The cryptography behind https, installed when it is first needed.

use anyhow::{Context, bail};
use rustls::crypto::CryptoProvider;

/// Makes TLS available to every client of the process.
///
/// # Errors
///
/// If this CPU lacks instructions that the cryptography is written in; it would panic at first use.
pub(crate) fn provide() -> anyhow::Result<()> {
    if CryptoProvider::get_default().is_some() {
        return Ok(());
    }
    let missing = missing_cpu_features();
    if !missing.is_empty() {
        bail!(
            "https is not available on this CPU, which lacks {}",
            missing.join(", ")
        );
    }
    // Another thread may have been faster, with the same provider.
    rustls_graviola::default_provider()
        .install_default()
        .or_else(|_| {
            CryptoProvider::get_default()
                .map(|_| ())
                .context("https could not be made available")
        })
}

#[cfg(target_arch = "x86_64")]
fn missing_cpu_features() -> Vec<&'static str> {
    use std::arch::is_x86_feature_detected;

    let needed = [
        ("aes", is_x86_feature_detected!("aes")),
        ("pclmulqdq", is_x86_feature_detected!("pclmulqdq")),
        ("ssse3", is_x86_feature_detected!("ssse3")),
        ("bmi1", is_x86_feature_detected!("bmi1")),
        ("bmi2", is_x86_feature_detected!("bmi2")),
        ("adx", is_x86_feature_detected!("adx")),
        ("avx", is_x86_feature_detected!("avx")),
        ("avx2", is_x86_feature_detected!("avx2")),
    ];
    missing(&needed)
}

#[cfg(target_arch = "aarch64")]
fn missing_cpu_features() -> Vec<&'static str> {
    use std::arch::is_aarch64_feature_detected;

    let needed = [
        ("neon", is_aarch64_feature_detected!("neon")),
        ("aes", is_aarch64_feature_detected!("aes")),
        ("pmull", is_aarch64_feature_detected!("pmull")),
        ("sha2", is_aarch64_feature_detected!("sha2")),
    ];
    missing(&needed)
}

fn missing(needed: &[(&'static str, bool)]) -> Vec<&'static str> {
    needed
        .iter()
        .filter(|(_, there)| !there)
        .map(|(name, _)| *name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_there_is_missing() {
        assert_eq!(missing(&[("aes", true), ("avx2", false)]), ["avx2"]);
    }
}
