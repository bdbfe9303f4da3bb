//! Places for work that holds much memory: figures, pictures and files.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::error::Refusal;
use super::records::blocking;

/// Places. One piece of work holds at most the 100,000 rows of an answer and the file or picture that is made of them:
/// some hundred MiB all together.
const PLACES: usize = 4;

/// Longest wait for a place. Most work takes less than a second.
const WAIT: Duration = Duration::from_secs(3);

/// A number of places, and the longest wait for one.
#[derive(Clone)]
pub(crate) struct Places {
    free: Arc<Semaphore>,
    wait: Duration,
}

impl Default for Places {
    fn default() -> Self {
        Self { free: Arc::new(Semaphore::new(PLACES)), wait: WAIT }
    }
}

impl Places {
    /// Does work away from the threads that answer. The place is free again when the work ends, not when its request is
    /// given up: what is given up goes on, and would pile up.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let place = tokio::time::timeout(self.wait, Arc::clone(&self.free).acquire_owned()).await;
        let Ok(Ok(place)) = place else {
            return Err(Refusal::busy("too many figures, pictures and files are being made; try again"));
        };
        blocking(move || {
            let _place = place;
            work()
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use axum::http::StatusCode;
    use axum::response::IntoResponse as _;

    use super::*;

    fn one_place() -> Places {
        Places { free: Arc::new(Semaphore::new(1)), wait: Duration::ZERO }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn work_without_a_place_is_refused_until_the_work_before_ends() {
        let places = one_place();
        let (end, ended) = mpsc::channel::<()>();
        let (begin, mut begun) = tokio::sync::mpsc::channel::<()>(1);
        let working = places.clone();
        let request = tokio::spawn(async move {
            working
                .work(move || {
                    begin.blocking_send(()).unwrap();
                    ended.recv().unwrap();
                    Ok(())
                })
                .await
        });
        begun.recv().await.unwrap();
        // The request is given up; its work is not.
        request.abort();
        assert!(request.await.unwrap_err().is_cancelled());
        let refused = places.work(|| Ok(())).await.unwrap_err().into_response();
        assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
        end.send(()).unwrap();
        let free = Arc::clone(&places.free).acquire_owned().await.unwrap();
        drop(free);
        assert!(places.work(|| Ok(())).await.is_ok());
    }
}
