//! The order of Kubernetes versions.

/// A key that orders versions as Kubernetes does: `v2` above `v1` above `v1beta2` above `v1alpha1` above anything else.
pub(super) fn maturity(version: &str) -> (u8, u32, u32, &str) {
    parts(version).map_or((0, 0, 0, version), |(level, major, minor)| {
        (level, major, minor, version)
    })
}

fn parts(version: &str) -> Option<(u8, u32, u32)> {
    let rest = version.strip_prefix('v')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let major = rest[..digits].parse().ok()?;
    match &rest[digits..] {
        "" => Some((3, major, 0)),
        suffix => {
            let (level, minor) = match suffix.strip_prefix("beta") {
                Some(minor) => (2, minor),
                None => (1, suffix.strip_prefix("alpha")?),
            };
            Some((level, major, minor.parse().ok()?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_by_maturity_then_number() {
        let mut versions = [
            "v1alpha1", "v1", "v10", "foo", "v2beta1", "v2", "v1beta2", "v1beta10",
        ];
        versions.sort_by_key(|version| maturity(version));
        assert_eq!(
            versions,
            [
                "foo", "v1alpha1", "v1beta2", "v1beta10", "v2beta1", "v1", "v2", "v10"
            ]
        );
    }
}
