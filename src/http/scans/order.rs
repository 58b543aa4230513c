//! Which scans wait for which.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use jobs::Scan;
use tokio::sync::watch;

/// The last scan that names a capability, for each one that is named by a scan that has not ended.
#[derive(Debug, Default)]
pub(super) struct Order(Mutex<BTreeMap<String, watch::Receiver<bool>>>);

/// The turn of one scan among those that share a name with it.
#[derive(Debug)]
pub(super) struct Turn {
    earlier: Vec<watch::Receiver<bool>>,
    ended: watch::Sender<bool>,
}

impl Order {
    /// Puts a scan behind all that came before.
    pub(super) fn turn(&self, scan: &Scan) -> Turn {
        let names: BTreeSet<&String> = scan.upserts.iter().chain(&scan.deletes).collect();
        let ended = watch::Sender::new(false);
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.retain(|_, ended| !*ended.borrow());
        let earlier = names
            .into_iter()
            .filter_map(|name| last.insert(name.clone(), ended.subscribe()))
            .collect();
        Turn { earlier, ended }
    }
}

impl Turn {
    /// Waits until all earlier ones have ended or were let go. Returns whether all have ended.
    pub(super) async fn comes(&mut self) -> bool {
        let mut have_ended = true;
        for mut earlier in std::mem::take(&mut self.earlier) {
            have_ended &= earlier.wait_for(|ended| *ended).await.is_ok();
        }
        have_ended
    }

    /// Lets the next ones begin.
    pub(super) fn end(self) {
        self.ended.send_replace(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(upserts: &[&str], deletes: &[&str]) -> Scan {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Scan {
            upserts: owned(upserts),
            deletes: owned(deletes),
        }
    }

    #[tokio::test]
    async fn a_scan_waits_for_the_last_earlier_one_of_each_name_and_for_no_other() {
        let order = Order::default();
        let mut first = order.turn(&scan(&["pods"], &["pods", "nodes"]));
        let mut other = order.turn(&scan(&["services"], &[]));
        let mut second = order.turn(&scan(&["nodes"], &[]));
        assert!(first.comes().await && other.comes().await);
        let mut coming = Box::pin(second.comes());
        let waits = still_waits(&mut coming).await;
        assert!(waits, "the first one has not ended");
        first.end();
        assert!(coming.await);
    }

    #[tokio::test]
    async fn a_scan_is_told_of_an_earlier_one_that_was_let_go() {
        let order = Order::default();
        drop(order.turn(&scan(&["pods"], &[])));
        assert!(!order.turn(&scan(&[], &["pods"])).comes().await);
    }

    /// Whether a future is not done yet.
    async fn still_waits(future: &mut (impl Future<Output = bool> + Unpin)) -> bool {
        std::future::poll_fn(|context| {
            std::task::Poll::Ready(std::pin::Pin::new(&mut *future).poll(context).is_pending())
        })
        .await
    }
}
