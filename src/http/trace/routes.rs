//! Which route a path belongs to.

/// The templates of all routes: `/jobs` is met by itself, `/jobs/{id}` by any one segment in place of the braces,
/// `/documents/{*id}` by all that follow. A slash at the end of a path makes no difference.
///
/// The router finds the route again by itself. It could say which it was only to layers between it and its handlers, and
/// each of those costs a request more than this does.
#[derive(Debug)]
pub(super) struct Routes {
    /// Templates without braces.
    fixed: Vec<&'static str>,
    /// The others, most specific first: a router decides by the first segment that differs.
    patterns: Vec<&'static str>,
}

impl Routes {
    pub(super) fn new(templates: impl IntoIterator<Item = &'static str>) -> Self {
        let is_fixed = |template: &&str| !template.contains('{');
        let (fixed, mut patterns): (Vec<_>, Vec<_>) = templates.into_iter().partition(is_fixed);
        patterns.sort_by_key(|template| specificity(template));
        Self { fixed, patterns }
    }

    /// The template that a path meets.
    pub(super) fn find(&self, path: &str) -> Option<&'static str> {
        let path = match path.strip_suffix('/') {
            Some(shorter) if !shorter.is_empty() => shorter,
            _ => path,
        };
        let fixed = self.fixed.iter().find(|template| **template == path);
        let found = fixed.or_else(|| self.patterns.iter().find(|template| meets(template, path)));
        found.copied()
    }
}

/// For each segment, how much it lets through.
fn specificity(template: &str) -> Vec<u8> {
    let looseness = |segment: &str| match segment {
        rest if rest.starts_with("{*") => 2,
        one if one.starts_with('{') => 1,
        _ => 0,
    };
    template.split('/').map(looseness).collect()
}

fn meets(template: &str, path: &str) -> bool {
    let mut given = path.split('/');
    for segment in template.split('/') {
        let Some(found) = given.next() else {
            return false;
        };
        if segment.starts_with("{*") {
            return !found.is_empty() || given.next().is_some();
        }
        let fits = if segment.starts_with('{') {
            !found.is_empty()
        } else {
            segment == found
        };
        if !fits {
            return false;
        }
    }
    given.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATES: [&str; 7] = [
        "/",
        "/documents/{*id}",
        "/jobs",
        "/jobs/{id}",
        "/jobs/latest",
        "/jobs/{id}/log",
        "/{any}/all",
    ];

    #[test]
    fn a_path_belongs_to_the_route_that_the_router_takes() {
        let routes = Routes::new(TEMPLATES);
        for (path, template) in [
            ("/", Some("/")),
            ("/jobs", Some("/jobs")),
            ("/jobs/", Some("/jobs")),
            ("/jobs/7", Some("/jobs/{id}")),
            ("/jobs/7/", Some("/jobs/{id}")),
            ("/jobs/latest", Some("/jobs/latest")),
            ("/jobs/latest/log", Some("/jobs/{id}/log")),
            ("/jobs/all", Some("/jobs/{id}")),
            ("/x/all", Some("/{any}/all")),
            (
                "/documents/web/apps/v1/Deployment/shop",
                Some("/documents/{*id}"),
            ),
            ("/documents", None),
            ("/jobs/7/log/1", None),
            ("/nothing", None),
            ("", None),
        ] {
            assert_eq!(routes.find(path), template, "{path:?}");
        }
    }
}
