//! Samplers, and what is kept all the same.

use super::*;
use crate::sampling::{Keep, Root, Rule, Sampler, SlowThresholds};

#[track_caller]
fn sampler(variables: &[(&str, &str)]) -> (Root, bool) {
    let Sampler {
        root,
        follows_parent,
    } = valid(variables).config.sampling.sampler;
    (root, follows_parent)
}

#[test]
fn every_sampler_of_the_specification_is_known_in_any_case() {
    let name = |name| [("OTEL_TRACES_SAMPLER", name)];
    assert_eq!(sampler(&name("always_on")), (Root::AlwaysOn, false));
    assert_eq!(sampler(&name("ALWAYS_OFF")), (Root::AlwaysOff, false));
    assert_eq!(sampler(&name("traceidratio")), (Root::AlwaysOn, false));
    assert_eq!(
        sampler(&name("parentbased_always_on")),
        (Root::AlwaysOn, true)
    );
    assert_eq!(
        sampler(&name("parentbased_always_off")),
        (Root::AlwaysOff, true)
    );
    let share = [
        ("OTEL_TRACES_SAMPLER", "ParentBased_TraceIdRatio"),
        ("OTEL_TRACES_SAMPLER_ARG", "0.25"),
    ];
    assert_eq!(sampler(&share), (Root::Ratio(0.25), true));
    for (argument, root) in [
        ("0", Root::Ratio(0.0)),
        ("1", Root::AlwaysOn),
        ("1e-3", Root::Ratio(0.001)),
    ] {
        let share = [
            ("OTEL_TRACES_SAMPLER", "traceidratio"),
            ("OTEL_TRACES_SAMPLER_ARG", argument),
        ];
        assert_eq!(sampler(&share), (root, false), "{argument}");
    }
}

#[test]
fn an_argument_that_the_sampler_does_not_take_is_remarked_on() {
    let configured = read(&[
        ("OTEL_TRACES_SAMPLER", "always_on"),
        ("OTEL_TRACES_SAMPLER_ARG", "0.5"),
    ]);
    assert_eq!(
        said(&configured),
        [
            "warning: OTEL_TRACES_SAMPLER_ARG is `0.5`, expected nothing: the sampler takes no argument; it is not used"
        ]
    );
    assert_eq!(configured.config.sampling.sampler.root, Root::AlwaysOn);
}

#[test]
fn without_a_sampler_the_environment_decides_on_the_share() {
    assert_eq!(sampler(&[]), (Root::AlwaysOn, true));
    for name in ["development", "staging", "somewhere"] {
        assert_eq!(
            sampler(&[("OTEL_DEPLOYMENT_ENVIRONMENT", name)]).0,
            Root::AlwaysOn,
            "{name}"
        );
    }
    for name in ["production", "Production", "prod"] {
        assert_eq!(
            sampler(&[("OTEL_DEPLOYMENT_ENVIRONMENT", name)]).0,
            Root::Ratio(0.1),
            "{name}"
        );
    }
    for key in ["deployment.environment.name", "deployment.environment"] {
        let attributes = format!("{key}=production");
        assert_eq!(
            sampler(&[("OTEL_RESOURCE_ATTRIBUTES", &attributes)]).0,
            Root::Ratio(0.1),
            "{key}"
        );
    }
    let production = ("OTEL_DEPLOYMENT_ENVIRONMENT", "production");
    let staging = (
        "OTEL_RESOURCE_ATTRIBUTES",
        "deployment.environment.name=staging",
    );
    assert_eq!(
        sampler(&[production, staging]).0,
        Root::Ratio(0.1),
        "its own variable wins"
    );
    let configured = valid(&[production]);
    assert_eq!(
        setting(&configured, "OTEL_TRACES_SAMPLER_ARG"),
        "0.1 (default for the environment `production`)"
    );
    let share = [production, ("OTEL_TRACES_SAMPLER_ARG", "0.5")];
    assert_eq!(
        sampler(&share),
        (Root::Ratio(0.5), true),
        "the operator's share wins"
    );
    let all = [production, ("OTEL_TRACES_SAMPLER", "parentbased_always_on")];
    assert_eq!(sampler(&all), (Root::AlwaysOn, true));
    let unknown = read(&[production, ("OTEL_TRACES_SAMPLER", "xray")]);
    assert_eq!(unknown.config.sampling.sampler.root, Root::Ratio(0.1));
}

#[test]
fn errors_and_slow_spans_are_kept_unless_said_otherwise() {
    let keep = |variables: &[(&str, &str)]| valid(variables).config.sampling.keep;
    assert_eq!(keep(&[]), Keep::default());
    assert_eq!(keep(&[]).slow.server, Some(Duration::from_secs(2)));
    assert!(!keep(&[("OTEL_TRACING_KEEP_ERRORS", "false")]).errors);
    let slow = |text| keep(&[("OTEL_TRACING_KEEP_SLOW", text)]).slow;
    assert_eq!(slow("none"), SlowThresholds::NONE);
    let expected = SlowThresholds {
        server: Some(Duration::from_millis(1500)),
        internal: Some(Duration::from_secs(60)),
        ..SlowThresholds::NONE
    };
    assert_eq!(slow(" Server = 1500ms, internal=1m "), expected);
    let configured = valid(&[]);
    assert_eq!(
        setting(&configured, "OTEL_TRACING_KEEP_SLOW"),
        "server=2s,client=1s (default)"
    );
}

#[test]
fn rules_are_about_attributes_that_exist() {
    let rules = |text| {
        valid(&[("OTEL_TRACING_ALWAYS_SAMPLE", text)])
            .config
            .sampling
            .rules
    };
    let rule = |key: &str, value: &str| Rule {
        key: key.to_owned(),
        value: value.to_owned(),
    };
    assert_eq!(
        rules("shop.customer=ada, shop.items=3,shop.payment=cash,shop.tag.vip=true"),
        [
            rule("shop.customer", "ada"),
            rule("shop.items", "3"),
            rule("shop.payment", "cash"),
            rule("shop.tag.vip", "true"),
        ]
    );
}

#[test]
fn a_rule_about_the_resource_is_about_the_whole_process() {
    let rule = ("OTEL_TRACING_ALWAYS_SAMPLE", "k8s.namespace.name=payments");
    let production = ("OTEL_DEPLOYMENT_ENVIRONMENT", "production");
    let here = ("OTEL_RESOURCE_ATTRIBUTES", "k8s.namespace.name=payments");
    let elsewhere = ("OTEL_RESOURCE_ATTRIBUTES", "k8s.namespace.name=shop");
    assert_eq!(sampler(&[rule, production, here]), (Root::AlwaysOn, false));
    assert_eq!(
        sampler(&[rule, production, elsewhere]),
        (Root::Ratio(0.1), true)
    );
    assert_eq!(sampler(&[rule, production]), (Root::Ratio(0.1), true));
}

#[test]
fn the_header_is_followed_only_where_it_is_allowed() {
    let forced =
        |variables: &[(&str, &str)]| valid(variables).config.sampling.forced_per_second_max;
    assert_eq!(forced(&[]), None);
    assert_eq!(forced(&[("OTEL_TRACING_FORCE_SAMPLE", "true")]), Some(10));
    let more = [
        ("OTEL_TRACING_FORCE_SAMPLE", "true"),
        ("OTEL_TRACING_FORCE_SAMPLES_PER_SECOND", "3"),
    ];
    assert_eq!(forced(&more), Some(3));
}
