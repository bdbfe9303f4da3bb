//! Waiting for conditions.

use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use emn_protocol::ids::Digest;

use crate::Api;

/// For anything that should happen soon, on a machine that has other things to do.
pub const LIMIT: Duration = Duration::from_secs(60);

/// Between two looks at a condition.
const POLL: Duration = Duration::from_millis(20);

/// Waits until `probe` succeeds, at most [`LIMIT`]. Its errors say how things stand.
///
/// # Errors
/// The last error of `probe`, when the limit has passed.
pub fn eventually<T>(what: &str, probe: impl FnMut() -> anyhow::Result<T>) -> anyhow::Result<T> {
    eventually_within(LIMIT, what, probe)
}

/// As [`eventually`], with another limit.
///
/// # Errors
/// The last error of `probe`, when the limit has passed.
pub fn eventually_within<T>(
    limit: Duration,
    what: &str,
    mut probe: impl FnMut() -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let start = Instant::now();
    loop {
        match probe() {
            Ok(found) => return Ok(found),
            Err(error) if start.elapsed() >= limit => {
                return Err(error).with_context(|| format!("not within {} s: {what}; the last state", limit.as_secs()));
            }
            // How long it is decides nothing.
            Err(_) => std::thread::sleep(POLL),
        }
    }
}

/// Waits until all these nodes have the same `entries` entries, in store and catalogue; returns their frontier's hash.
///
/// # Errors
/// When they are not equal within [`LIMIT`]: how far each is.
pub fn equal_sets<'a>(nodes: impl IntoIterator<Item = &'a Api>, entries: u64) -> anyhow::Result<Digest> {
    let nodes: Vec<&Api> = nodes.into_iter().collect();
    eventually(&format!("{} nodes have the same {entries} entries", nodes.len()), || {
        let states: Vec<_> = nodes.iter().map(|api| api.status()).collect::<Result<_, _>>()?;
        let first = states.first().context("no nodes to compare")?.frontier;
        let equal =
            states.iter().all(|state| state.entries == entries && state.frontier == first && state.catalogue.complete);
        let shown: Vec<_> = states
            .iter()
            .map(|state| (state.entries, state.frontier.to_hex()[..8].to_owned(), &state.catalogue))
            .collect();
        ensure!(equal, "entries, frontier and catalogue of each: {shown:?}");
        Ok(first)
    })
}

/// Waits until all these nodes are connected to each other, and each may publish.
///
/// # Errors
/// When they are not within [`LIMIT`].
pub fn all_connected<'a>(nodes: impl IntoIterator<Item = &'a Api>) -> anyhow::Result<()> {
    let nodes: Vec<&Api> = nodes.into_iter().collect();
    let others = nodes.len().saturating_sub(1) as u64;
    eventually(&format!("{} nodes are connected to each other", nodes.len()), || {
        for api in &nodes {
            let status = api.status()?;
            ensure!(status.peers.connected >= others, "{:?} has {:?}", status.member, status.peers);
            ensure!(status.hold.is_none(), "{:?} may not publish: {:?}", status.member, status.hold);
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eventually_returns_what_was_found_and_says_what_it_saw_last() {
        let mut looks = 0;
        let found = eventually("three looks", || {
            looks += 1;
            ensure!(looks >= 3, "{looks}");
            Ok(looks)
        });
        assert_eq!(found.unwrap(), 3);
        let late =
            eventually_within(Duration::from_millis(50), "rain", || anyhow::bail!("sunshine") as anyhow::Result<()>);
        let said = format!("{:#}", late.unwrap_err());
        assert!(said.contains("rain") && said.contains("sunshine"), "{said}");
    }
}
