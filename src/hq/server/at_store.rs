//! The store's threads: whatever asks the store runs on one of a few threads of its own, never on those that carry the
//! connections. Where too many wait already, the next one is told to come later instead of standing in line until its
//! time is up.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::limits::ServerLimits;
use super::metrics::{Counted, Metrics};
use crate::protocol::Refusal;

/// When one who found the line full should come again.
const LATER: Refusal = Refusal::RetryLater { seconds: Some(2) };

/// The way to the store.
pub(super) struct AtStore {
    metrics: Arc<Metrics>,
    /// A place in the line or at a thread.
    places: Arc<Semaphore>,
    threads: Arc<Semaphore>,
    all_threads: u32,
}

impl AtStore {
    /// With nobody at it.
    pub fn new(limits: &ServerLimits, metrics: Arc<Metrics>) -> AtStore {
        let threads = u32::try_from(limits.threads.max(1)).unwrap_or(u32::MAX);
        AtStore {
            metrics,
            places: Arc::new(Semaphore::new(limits.threads.max(1) + limits.waiting)),
            threads: Arc::new(Semaphore::new(threads as usize)),
            all_threads: threads,
        }
    }

    /// Does `work` on a thread of the store's. What has begun there is finished, also where nobody waits for it any
    /// more: a client that went away leaves nothing half done.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| LATER)?;
        let counted = Counted::one(&self.metrics.at_store);
        let thread = self.threads.clone().acquire_owned().await.map_err(|_| LATER)?;
        let done = tokio::task::spawn_blocking(move || {
            let _held = (place, counted, thread);
            work()
        });
        done.await.map_err(|error| {
            tracing::error!(%error, "work at the store broke off");
            Refusal::RetryLater { seconds: None }
        })
    }

    /// Waits until all threads are idle.
    pub async fn idle(&self) {
        // Fails only for a closed one, which this never is.
        let _ = self.threads.acquire_many(self.all_threads).await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    fn at_store(threads: usize, waiting: usize) -> Arc<AtStore> {
        let limits = ServerLimits { threads, waiting, ..ServerLimits::default() };
        Arc::new(AtStore::new(&limits, Arc::new(Metrics::new())))
    }

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
    }

    #[test]
    fn a_full_line_sends_the_next_one_away_and_goes_on_afterwards() {
        runtime().block_on(async {
            let (store, (go, held)) = (at_store(1, 1), mpsc::channel::<()>());
            let of_first = store.clone();
            let first = tokio::spawn(async move { of_first.run(move || held.recv().is_ok()).await });
            while store.metrics.at_store.get() < 1 {
                tokio::task::yield_now().await;
            }
            let of_second = store.clone();
            let second = tokio::spawn(async move { of_second.run(|| 2).await });
            while store.metrics.at_store.get() < 2 {
                tokio::task::yield_now().await;
            }
            assert_eq!(store.run(|| 3).await, Err(LATER));
            go.send(()).unwrap();
            assert_eq!((first.await.unwrap(), second.await.unwrap()), (Ok(true), Ok(2)));
            assert_eq!(store.run(|| 3).await, Ok(3));
            assert_eq!(store.metrics.at_store.get(), 0);
        });
    }

    #[test]
    fn what_has_begun_is_finished_though_nobody_waits() {
        runtime().block_on(async {
            let (store, (done, seen)) = (at_store(1, 0), mpsc::channel());
            let work = store.run(move || {
                std::thread::sleep(Duration::from_millis(50));
                done.send(()).unwrap();
            });
            assert!(tokio::time::timeout(Duration::from_millis(5), work).await.is_err());
            store.idle().await;
            assert!(seen.try_recv().is_ok());
        });
    }

    #[test]
    fn work_that_breaks_off_is_no_end_of_the_store() {
        runtime().block_on(async {
            let store = at_store(1, 0);
            let broken = store.run(|| panic!("on purpose")).await;
            assert_eq!(broken, Err::<(), _>(Refusal::RetryLater { seconds: None }));
            assert_eq!(store.run(|| 1).await, Ok(1));
        });
    }
}
