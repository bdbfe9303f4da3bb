//! How many passwords are hashed at once: each takes a processor and 19 MiB.

use std::sync::{Condvar, Mutex, PoisonError};

/// Hashed at once: two processors are what a small node has.
const AT_ONCE: usize = 2;
/// Waiting for their turn: half a second for the last one.
const WAITING: usize = 16;

/// Lets a few through and makes a few more wait.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    state: Mutex<Counts>,
    freed: Condvar,
}

#[derive(Debug, Default)]
struct Counts {
    running: usize,
    waiting: usize,
}

/// Permission to hash one password, until it is dropped.
#[derive(Debug)]
pub(crate) struct Turn<'a>(&'a Gate);

impl Gate {
    /// Waits for a turn; none if too many wait already.
    pub(crate) fn turn(&self) -> Option<Turn<'_>> {
        let mut counts = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.running >= AT_ONCE {
            if counts.waiting >= WAITING {
                return None;
            }
            counts.waiting += 1;
            while counts.running >= AT_ONCE {
                counts = self.freed.wait(counts).unwrap_or_else(PoisonError::into_inner);
            }
            counts.waiting -= 1;
        }
        counts.running += 1;
        Some(Turn(self))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner).running -= 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn no_more_than_two_run_and_all_that_waited_get_their_turn() {
        let gate = Gate::default();
        let (running, most, done) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE + WAITING {
                scope.spawn(|| {
                    let turn = gate.turn().expect("as many may wait");
                    most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::yield_now();
                    running.fetch_sub(1, Ordering::SeqCst);
                    done.fetch_add(1, Ordering::SeqCst);
                    drop(turn);
                });
            }
        });
        assert!(most.into_inner() <= AT_ONCE);
        assert_eq!(done.into_inner(), AT_ONCE + WAITING);
    }

    #[test]
    fn too_many_are_turned_away() {
        let gate = Gate::default();
        let turns: Vec<_> = (0..AT_ONCE).map(|_| gate.turn().unwrap()).collect();
        gate.state.lock().unwrap().waiting = WAITING;
        assert!(gate.turn().is_none());
        gate.state.lock().unwrap().waiting = 0;
        drop(turns);
        assert!(gate.turn().is_some());
    }
}
