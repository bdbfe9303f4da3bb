//! What is done at the desk without being asked: files that nobody counted are let go in time, and interrupted approvals
//! are settled.

use std::time::Duration;

use super::records::blocking;
use super::{ApiState, approving};
use crate::telemetry::wall_clock;

/// How often. A file that names persons stays no more than this longer than it may.
const EVERY: Duration = Duration::from_secs(60);

/// Does it, until the task is ended.
pub(crate) async fn tend(api: ApiState) {
    let mut tick = tokio::time::interval(EVERY);
    loop {
        tick.tick().await;
        let api = api.clone();
        let done = blocking(move || {
            api.uploads.sweep(wall_clock());
            approving::settle(&api, false)
        });
        if let Err(refusal) = done.await {
            tracing::error!("it is not known what became of an interrupted approval: {}", refusal.detail());
        }
    }
}

#[cfg(test)]
mod tests {
    use emn_desk::DraftId;

    use super::*;
    use crate::api::tests::harness::Node;

    #[tokio::test]
    async fn files_that_nobody_counted_are_let_go() {
        let node = Node::new();
        let uploads = &node.state.uploads;
        let long_ago = emn_protocol::time::Timestamp::from_unix(wall_clock().unix() - emn_desk::IDLE_SECONDS);
        for (number, since) in [(1, long_ago), (2, wall_clock())] {
            let mut file = uploads.receive();
            file.push(b"cases").unwrap();
            uploads.keep(DraftId::from_bytes([number; 8]), "cases.csv", file, since).unwrap();
        }
        let before = uploads.taken();
        let tending = tokio::spawn(tend(node.state.clone()));
        while uploads.taken() == before {
            tokio::task::yield_now().await;
        }
        tending.abort();
        assert_eq!(uploads.taken(), before / 2);
    }
}
