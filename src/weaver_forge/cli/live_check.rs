//! `registry live-check`

mod arguments;
mod output;

pub(super) use arguments::{LiveCheckArguments, LiveCheckSection};

use super::report::Report;
use super::{Session, policies};
use crate::live_check::{
    Definitions, LiveChecker, Modifier, Report as LiveCheckReport, Samples, Statistics,
    advice_policies,
};
use crate::{Error, ResolvedRegistry};

use arguments::Settings;
use output::Stream;

pub(super) fn run(
    session: &Session,
    arguments: &LiveCheckArguments,
    report: &mut Report,
) -> Result<(), Error> {
    let settings = Settings::of(session, arguments)?;
    let samples = Samples::open(&settings.source, settings.format)?;
    let (checked, _) = policies::checked_registry(session, &arguments.registry)?;
    report.findings = checked.findings;
    let has_errors = report.findings.has_errors(session.future);
    let Some(registry) = checked.registry.filter(|_| !has_errors) else {
        return Ok(());
    };
    let checker = checker(&registry, &settings)?;
    if let Err(errors) = check(session, &settings, samples, checker, report) {
        report.errors.extend(errors);
    }
    Ok(())
}

fn checker(registry: &ResolvedRegistry, settings: &Settings) -> Result<LiveChecker, Error> {
    let definitions = Definitions::of(registry.context());
    let policies = advice_policies(&settings.advice, &definitions)?;
    let modifier = Modifier::new(&settings.filters, &settings.overrides).map_err(|error| {
        Error::InvalidParameter {
            origin: "[live-check] in .weaver.toml".to_owned(),
            message: error.to_string(),
        }
    })?;
    let statistics = settings.statistics.then(|| Statistics::new(&definitions));
    Ok(LiveChecker::new(
        definitions,
        policies,
        modifier,
        statistics,
    ))
}

fn check(
    session: &Session,
    settings: &Settings,
    samples: Samples,
    mut checker: LiveChecker,
    report: &mut Report,
) -> Result<(), Vec<Error>> {
    let stream = match settings.is_streamed {
        true => Some(Stream::open(session, &settings.destination)?),
        false => None,
    };
    let mut kept = Vec::new();
    for sample in samples {
        let mut sample = sample.map_err(|error| vec![error])?;
        checker.check(&mut sample).map_err(|error| vec![error])?;
        match &stream {
            Some(stream) => stream.sample(&sample)?,
            None => kept.push(sample),
        }
    }
    report.failed = settings.fails(checker.worst());
    let statistics = checker.into_statistics();
    match (stream, statistics) {
        (Some(stream), Some(statistics)) => stream.statistics(&statistics),
        (Some(_), None) => Ok(()),
        (None, statistics) => {
            let whole = LiveCheckReport {
                samples: kept,
                statistics,
            };
            output::write(session, &whole, &settings.destination)
        }
    }
}
