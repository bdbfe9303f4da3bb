//! The replica in the seeded simulator. `EMN_SIM_SEEDS=1000..3000` runs other seeds than the 200 of every run.

use std::ops::Range;

use emn_protocol::sim::{Scenario, Summary, run};

fn check(scenario: Scenario) -> Summary {
    let result = run(scenario);
    let failure = result.as_ref().err().map(ToString::to_string).unwrap_or_default();
    assert!(result.is_ok(), "{failure}");
    result.unwrap_or_default()
}

fn check_all(seeds: Range<u64>) -> Summary {
    let mut all = Summary::default();
    for seed in seeds {
        let summary = check(Scenario::from_seed(seed));
        all.events += summary.events;
        all.published += summary.published;
        all.frozen += summary.frozen;
        all.refused += summary.refused;
        all.crashes += summary.crashes;
        all.roster += summary.roster;
    }
    all
}

/// The schedules really do what they are there for.
fn assert_eventful(all: &Summary) {
    assert!(all.published > 5_000, "{all:?}");
    assert!(all.frozen > 5 && all.refused > 100 && all.crashes > 100 && all.roster > 100, "{all:?}");
}

// Four tests, so that the processors share the work.
#[test]
fn random_schedules_0_to_49_converge() {
    assert_eventful(&check_all(0..50));
}

#[test]
fn random_schedules_50_to_99_converge() {
    assert_eventful(&check_all(50..100));
}

#[test]
fn random_schedules_100_to_149_converge() {
    assert_eventful(&check_all(100..150));
}

#[test]
fn random_schedules_150_to_199_converge() {
    assert_eventful(&check_all(150..200));
}

#[test]
fn random_schedules_from_the_environment_converge() {
    let Ok(range) = std::env::var("EMN_SIM_SEEDS") else { return };
    let (from, to) = range.split_once("..").expect("EMN_SIM_SEEDS is a range such as 1000..3000");
    check_all(from.parse().expect("a number")..to.parse().expect("a number"));
}

#[test]
fn same_seed_gives_the_same_run() {
    let scenario = Scenario::from_seed(4711);
    assert_eq!(check(scenario), check(scenario));
}

#[test]
fn thirty_replicas_with_liars_converge() {
    let scenario = Scenario { seed: 30, replicas: 30, liars: 4, actions: 40, loss_percent: 15 };
    assert!(check(scenario).entries > 20);
}

#[test]
fn seed_362_entry_held_for_a_roster_that_the_next_one_revokes_is_not_accepted() {
    check(Scenario::from_seed(362));
}
