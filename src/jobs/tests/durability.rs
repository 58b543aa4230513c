//! What a job file keeps.

use jobs::{
    Ending, FINISHED_JOBS_MAX, JobCounts, JobState, Jobs, JobsError, PROBLEMS_KEPT_MAX, Scan,
};

fn scan(name: &str) -> Scan {
    Scan {
        upserts: vec![name.to_owned()],
        deletes: vec![],
    }
}

fn ending(error: Option<&str>) -> Ending {
    Ending {
        error: error.map(str::to_owned),
        counts: JobCounts {
            stored: 1,
            ..JobCounts::default()
        },
        problems: vec![],
    }
}

#[test]
fn what_was_accepted_is_there_after_a_restart_with_all_that_is_to_be_done() {
    let folder = tempfile::tempdir().unwrap();
    let jobs = Jobs::open(folder.path()).unwrap();
    let first = jobs.accept(&scan("pods")).unwrap();
    let second = jobs.accept(&scan("nodes")).unwrap();
    jobs.begin(&first.id).unwrap();
    drop(jobs);
    let jobs = Jobs::open(folder.path()).unwrap();
    let unfinished = jobs.unfinished().unwrap();
    let ids: Vec<_> = unfinished.iter().map(|it| it.job.id.clone()).collect();
    assert_eq!(ids, [first.id.clone(), second.id]);
    assert_eq!(unfinished[0].scan, scan("pods"));
    assert_eq!(unfinished[0].job.state, JobState::Running);
    assert_eq!(unfinished[0].job.attempts, 1);
    assert_eq!(jobs.get(&first.id).unwrap().unwrap(), unfinished[0].job);
}

#[test]
fn a_job_that_has_ended_is_not_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    let jobs = Jobs::open(folder.path()).unwrap();
    let good = jobs.accept(&scan("pods")).unwrap();
    let bad = jobs.accept(&scan("nodes")).unwrap();
    jobs.begin(&good.id).unwrap();
    let good = jobs.end(&good.id, ending(None)).unwrap();
    let bad = jobs.end(&bad.id, ending(Some("no"))).unwrap();
    assert_eq!((good.state, good.counts.stored), (JobState::Succeeded, 1));
    assert_eq!(
        (bad.state, bad.error.as_deref()),
        (JobState::Failed, Some("no"))
    );
    assert!(good.finished_at >= good.started_at && good.started_at.unwrap() >= good.accepted_at);
    assert_eq!(jobs.unfinished().unwrap(), []);
}

#[test]
fn a_scan_of_nothing_has_ended_when_it_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let jobs = Jobs::open(folder.path()).unwrap();
    let job = jobs.accept(&Scan::default()).unwrap();
    assert_eq!(job.state, JobState::Succeeded);
    assert_eq!(jobs.get(&job.id).unwrap(), Some(job));
    assert_eq!(jobs.unfinished().unwrap(), []);
}

#[test]
fn jobs_are_listed_latest_first_with_their_total() {
    let folder = tempfile::tempdir().unwrap();
    let jobs = Jobs::open(folder.path()).unwrap();
    let ids: Vec<_> = (0..5)
        .map(|_| jobs.accept(&scan("pods")).unwrap().id)
        .collect();
    let page = jobs.page(1, 2).unwrap();
    let listed: Vec<_> = page.jobs.iter().map(|job| job.id.clone()).collect();
    assert_eq!(
        (page.total, listed),
        (5, vec![ids[3].clone(), ids[2].clone()])
    );
    assert_eq!(jobs.page(5, 2).unwrap().jobs, []);
}

#[test]
fn of_the_jobs_that_have_ended_only_the_latest_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let jobs = Jobs::open(folder.path()).unwrap();
    let waiting = jobs.accept(&scan("pods")).unwrap();
    let oldest = jobs.accept(&Scan::default()).unwrap();
    for _ in 0..FINISHED_JOBS_MAX {
        jobs.accept(&Scan::default()).unwrap();
    }
    assert_eq!(jobs.page(0, 1).unwrap().total, FINISHED_JOBS_MAX + 1);
    assert_eq!(jobs.get(&oldest.id).unwrap(), None);
    assert_eq!(jobs.get(&waiting.id).unwrap(), Some(waiting));
}

#[test]
fn of_many_problems_the_first_are_kept_and_all_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let jobs = Jobs::open(folder.path()).unwrap();
    let id = jobs.accept(&scan("pods")).unwrap().id;
    let problems = (0..PROBLEMS_KEPT_MAX + 7)
        .map(|number| format!("{number}"))
        .collect();
    let job = jobs
        .end(
            &id,
            Ending {
                problems,
                ..ending(None)
            },
        )
        .unwrap();
    assert_eq!(job.problems.len(), PROBLEMS_KEPT_MAX);
    assert_eq!(job.problems_total, PROBLEMS_KEPT_MAX + 7);
}

#[test]
fn what_cannot_be_used_is_refused_with_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let jobs = Jobs::open(folder.path()).unwrap();
    assert!(matches!(jobs.begin("nobody"), Err(JobsError::Unknown)));
    let locked = Jobs::open(folder.path()).unwrap_err();
    assert!(matches!(locked, JobsError::Locked { .. }), "{locked}");
    let damaged = tempfile::tempdir().unwrap();
    std::fs::write(damaged.path().join("jobs.redb"), "not a database").unwrap();
    let damaged = Jobs::open(damaged.path()).unwrap_err();
    assert!(matches!(damaged, JobsError::Damaged { .. }), "{damaged}");
}
