//! Any steps, in any order, by anybody, with stops in between: beside a plain model.

use std::collections::BTreeSet;

use emn_protocol::ids::EntryId;
use proptest::prelude::*;

use super::*;

#[derive(Debug, Clone)]
enum Step {
    Change { age: u64, title: u8 },
    Submit { age: u64 },
    TakeBack { age: u64 },
    SendBack { age: u64 },
    Approve { age: u64, eyes: Eyes },
    Published,
    Failed,
    Discard { age: u64 },
    Restart,
}

fn step() -> impl Strategy<Value = (u8, Step)> {
    // Most people have seen the newest version.
    let age = || prop_oneof![4 => Just(0u64), 1 => 1u64..4];
    let step = prop_oneof![
        4 => (age(), 0u8..5).prop_map(|(age, title)| Step::Change { age, title }),
        4 => age().prop_map(|age| Step::Submit { age }),
        1 => age().prop_map(|age| Step::TakeBack { age }),
        2 => age().prop_map(|age| Step::SendBack { age }),
        4 => (age(), prop_oneof![3 => Just(Eyes::Two), 1 => Just(Eyes::One)])
            .prop_map(|(age, eyes)| Step::Approve { age, eyes }),
        2 => Just(Step::Published),
        2 => Just(Step::Failed),
        1 => age().prop_map(|age| Step::Discard { age }),
        1 => Just(Step::Restart),
    ];
    (0u8..4, step)
}

/// What must be true of a draft, known without looking at it.
struct Model {
    /// Every version that there ever was.
    versions: Vec<Draft>,
    wrote: BTreeSet<String>,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_way_leads_around_the_second_person(steps in proptest::collection::vec(step(), 1..30)) {
        let (dir, mut desk) = desk();
        let first = desk.create(id(1), complete(), &person("0"), at(0)).unwrap();
        let mut model = Model { versions: vec![first], wrote: ["0".to_owned()].into() };
        for (seconds, (who, step)) in (1..).zip(steps) {
            let (who, now) = (person(&who.to_string()), at(seconds));
            let newest = model.versions.last().unwrap().clone();
            let seen = |age: u64| newest.version.saturating_sub(age);
            let (base, result) = match step.clone() {
                Step::Restart => {
                    desk = Desk::open(dir.path().join("drafts")).unwrap();
                    (None, desk.get(id(1)))
                }
                Step::Change { age, title } => {
                    let base = seen(age);
                    (Some(base), desk.change(id(1), base, &who, now, entitle(&format!("Title {title}"))))
                }
                Step::Submit { age } => (Some(seen(age)), desk.submit(id(1), seen(age), &who, now)),
                Step::TakeBack { age } => (Some(seen(age)), desk.take_back(id(1), seen(age), &who, now)),
                Step::SendBack { age } => (Some(seen(age)), desk.send_back(id(1), seen(age), &who, "No", now)),
                Step::Approve { age, eyes } => (Some(seen(age)), desk.approve(id(1), seen(age), &who, eyes, now)),
                Step::Published => (None, desk.published(id(1), EntryId::of(b"entry"), now)),
                Step::Failed => (None, desk.failed(id(1), "why", now)),
                Step::Discard { age } => (Some(seen(age)), desk.discard(id(1), seen(age), &who, now)),
            };
            // Whoever has not seen the newest version is told, and changes nothing.
            let stale = base.is_some_and(|base| base != newest.version);
            prop_assert_eq!(stale, matches!(result, Err(DeskError::Conflict { .. })));
            match result {
                Ok(draft) if draft == newest => {}
                Ok(draft) => {
                    prop_assert_eq!(draft.version, newest.version + 1);
                    if matches!(step, Step::Change { .. } | Step::Submit { .. }) {
                        model.wrote.insert(who.account.clone());
                    }
                    if let Step::Approve { eyes: Eyes::Two, .. } = step {
                        prop_assert!(!model.wrote.contains(&who.account), "{} approved what they wrote", who.account);
                    }
                    if matches!(draft.state, State::Published { .. }) {
                        let signing = matches!(newest.state, State::Publishing { .. });
                        prop_assert!(signing, "published without approval");
                    }
                    if draft.content != newest.content {
                        prop_assert!(newest.state.editable(), "changed in the state {}", newest.state.name());
                    }
                    model.versions.push(draft);
                }
                Err(_) => prop_assert_eq!(&desk.get(id(1)).unwrap(), &newest),
            }
            let newest = model.versions.last().unwrap();
            let contributors: BTreeSet<String> = newest.contributors.keys().cloned().collect();
            prop_assert_eq!(&contributors, &model.wrote);
        }
        for draft in &model.versions {
            prop_assert_eq!(&desk.version(id(1), draft.version).unwrap(), draft);
        }
    }
}
