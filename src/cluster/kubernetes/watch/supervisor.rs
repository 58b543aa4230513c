//! One watch for each kind that the cluster serves, as kinds come and go.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, Semaphore, mpsc};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::sleep;

use super::change::Change;
use super::events::Events;
use super::kind::{KindWatch, Shared, watched};
use crate::kubernetes::api::Api;
use crate::kubernetes::discovery::{Discovered, Resource, discover};
use crate::kubernetes::instances::is_listed;
use crate::kubernetes::list::{Consistency, Listing, Step};
use crate::limits::{DISCOVERY_SECONDS, DISCOVERY_SETTLE_SECONDS, REQUESTS_AT_ONCE_MAX};
use crate::{Missed, Problem};

/// Starts and ends the watches over single kinds.
pub(super) struct Supervisor {
    shared: Shared,
    watches: JoinSet<()>,
    watched: BTreeMap<String, (Resource, AbortHandle)>,
    complaints: Vec<Problem>,
}

impl Supervisor {
    pub(super) fn new(api: Api, page_objects: usize, sender: mpsc::Sender<Vec<Change>>) -> Self {
        Self {
            shared: Shared {
                api,
                page_objects,
                sender,
                lists: Arc::new(Semaphore::new(REQUESTS_AT_ONCE_MAX)),
                kinds_changed: Arc::new(Notify::new()),
                unsettled: Arc::default(),
            },
            watches: JoinSet::new(),
            watched: BTreeMap::new(),
            complaints: Vec::new(),
        }
    }

    /// Runs until nobody wants to know any more. Its watches end with it.
    pub(super) async fn run(mut self, served: Discovered) {
        let sender = self.shared.sender.clone();
        tokio::select! {
            () = sender.closed() => {}
            () = self.supervise(served) => {}
        }
        self.watches.shutdown().await;
    }

    async fn supervise(&mut self, served: Discovered) {
        self.watches.spawn(definitions(self.shared.clone()));
        let listed = served.resources.iter().filter(|it| is_listed(it)).count();
        let is_whole = served.problems.is_empty();
        self.shared.unsettled.expect(listed, is_whole);
        let mut is_first = true;
        let mut served = Some(served);
        loop {
            if let Some(served) = served
                && self.adopt(served, is_first).await.is_none()
            {
                return;
            }
            is_first = false;
            served = self.changed_kinds().await;
            while self.watches.try_join_next().is_some() {}
        }
    }

    /// What is served, when that may be something else. `None` if the cluster does not say.
    async fn changed_kinds(&mut self) -> Option<Discovered> {
        let changed = self.shared.kinds_changed.clone();
        tokio::select! {
            () = sleep(Duration::from_secs(DISCOVERY_SECONDS)) => discover(&self.shared.api).await.ok(),
            () = changed.notified() => {
                for seconds in DISCOVERY_SETTLE_SECONDS {
                    sleep(Duration::from_secs(seconds)).await;
                    if let Ok(served) = discover(&self.shared.api).await
                        && self.differs(&served)
                    {
                        return Some(served);
                    }
                }
                None
            }
        }
    }

    fn differs(&self, served: &Discovered) -> bool {
        let listed = served
            .resources
            .iter()
            .filter(|resource| is_listed(resource));
        let mut count = 0;
        let known = listed.inspect(|_| count += 1).all(|resource| {
            let known = self.watched.get(&resource.name());
            known.is_some_and(|(known, _)| known == resource)
        });
        !known || count != self.watched.len()
    }

    /// Watches what is served and nothing else. `None` if nobody wants to know any more.
    async fn adopt(&mut self, served: Discovered, is_first: bool) -> Option<()> {
        self.complain(&served.problems).await?;
        let mut listed: BTreeMap<String, Resource> = served
            .resources
            .into_iter()
            .filter(is_listed)
            .map(|resource| (resource.name(), resource))
            .collect();
        let unknown = |resource: &Resource| {
            served.problems.iter().any(
                |problem| matches!(&problem.missed, Missed::Group { api_group } if *api_group == resource.group),
            )
        };
        let ended: Vec<String> = self
            .watched
            .iter()
            .filter(|(name, (resource, _))| listed.get(*name) != Some(resource))
            // Nobody knows whether it is still there.
            .filter(|(name, (resource, _))| listed.contains_key(*name) || !unknown(resource))
            .map(|(name, _)| name.clone())
            .collect();
        for name in ended {
            if let Some((resource, handle)) = self.watched.remove(&name) {
                handle.abort();
                while !handle.is_finished() {
                    tokio::task::yield_now().await;
                }
                if !listed.contains_key(&name) {
                    let kind = watched(&resource);
                    self.tell(vec![Change::Gone { kind }]).await?;
                }
            }
        }
        listed.retain(|name, _| !self.watched.contains_key(name));
        for (name, resource) in listed {
            let watch = KindWatch::new(self.shared.clone(), resource.clone(), is_first);
            let handle = self.watches.spawn(watch.run());
            self.watched.insert(name, (resource, handle));
        }
        Some(())
    }

    /// Says of each group that does not answer so, once.
    async fn complain(&mut self, problems: &[Problem]) -> Option<()> {
        let new = problems.iter().filter(|it| !self.complaints.contains(it));
        let new: Vec<Change> = new.cloned().map(Change::Problem).collect();
        self.complaints = problems.to_vec();
        self.tell(new).await
    }

    async fn tell(&self, changes: Vec<Change>) -> Option<()> {
        if changes.is_empty() {
            return Some(());
        }
        self.shared.sender.send(changes).await.ok()
    }
}

/// Watches definitions, only to know that one has changed. Where they may not be watched, new kinds are found a little
/// later.
async fn definitions(shared: Shared) {
    let resource = Resource {
        group: "apiextensions.k8s.io".to_owned(),
        version: "v1".to_owned(),
        kind: "CustomResourceDefinition".to_owned(),
        plural: "customresourcedefinitions".to_owned(),
        namespaced: false,
        verbs: Vec::new(),
        short_names: Vec::new(),
        categories: Vec::new(),
    };
    loop {
        if let Some(version) = state(&shared, &resource).await
            && let Ok(mut events) = Events::from(&shared.api, &resource, &version).await
        {
            while let Ok(Some(_)) = events.next().await {
                shared.kinds_changed.notify_one();
            }
        }
        // What happened in between may have been missed.
        sleep(Duration::from_secs(DISCOVERY_SETTLE_SECONDS[0])).await;
        shared.kinds_changed.notify_one();
    }
}

/// The state of the definitions now.
async fn state(shared: &Shared, resource: &Resource) -> Option<String> {
    let mut listing = Listing::new(&shared.api, resource, shared.page_objects, Consistency::One);
    loop {
        match listing.step().await {
            Ok(Step::Complete { resource_version }) => return Some(resource_version),
            Ok(Step::Page(_) | Step::Restarted) => {}
            Err(_) => {
                sleep(Duration::from_secs(DISCOVERY_SECONDS)).await;
                return None;
            }
        }
    }
}
