use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use emn_protocol::ids::EntryId;

use super::*;

#[test]
fn draft_goes_from_first_word_to_entry_and_tells_its_way() {
    let (dir, desk) = desk();
    let (anna, bert) = (person("anna"), person("bert"));
    let draft = desk.create(id(1), complete(), &anna, at(0)).unwrap();
    let draft = desk.change(id(1), draft.version, &anna, at(1), entitle("First")).unwrap();
    let draft = desk.change(id(1), draft.version, &anna, at(2), entitle("Second")).unwrap();
    let draft = desk.submit(id(1), draft.version, &anna, at(3)).unwrap();
    let draft = desk.send_back(id(1), draft.version, &bert, "The period\r\nis missing", at(4)).unwrap();
    assert!(matches!(&draft.state, State::SentBack { comment, .. } if comment == "The period\nis missing"));
    let draft = desk.change(id(1), draft.version, &anna, at(5), entitle("Third")).unwrap();
    let draft = desk.submit(id(1), draft.version, &anna, at(6)).unwrap();
    let draft = desk.approve(id(1), draft.version, &bert, Eyes::Two, at(7)).unwrap();
    assert!(matches!(&draft.state, State::Publishing { submitted_by, .. } if *submitted_by == anna));
    let entry = EntryId::of(b"entry");
    let draft = desk.published(id(1), entry, at(8)).unwrap();
    assert_eq!(draft.state, State::Published { entry, by: bert.clone(), at: at(8) });
    let told: Vec<_> = draft.history.iter().map(|event| event.what.clone()).collect();
    let sent_back = Happened::SentBack { comment: "The period\nis missing".to_owned() };
    assert_eq!(
        told,
        [
            Happened::Created,
            Happened::Edited,
            Happened::Submitted,
            sent_back,
            Happened::Edited,
            Happened::Submitted,
            Happened::Approved,
            Happened::Published { entry }
        ]
    );
    assert_eq!(draft.contributors.keys().collect::<Vec<_>>(), ["anna"]);
    // A new start sees the same.
    let again = Desk::open(dir.path().join("drafts")).unwrap();
    assert_eq!(again.get(id(1)).unwrap(), draft);
    assert_eq!(again.versions(id(1)).unwrap(), (1..=draft.version).collect::<Vec<_>>());
    assert_eq!(again.version(id(1), 2).unwrap().title(&["en"]), Some(("en", "First")));
}

#[test]
fn newer_version_is_not_overwritten_but_shown() {
    let (_dir, desk) = desk();
    desk.create(id(1), complete(), &person("anna"), at(0)).unwrap();
    desk.change(id(1), 1, &person("bert"), at(1), entitle("Bert's")).unwrap();
    let conflict = desk.change(id(1), 1, &person("anna"), at(2), entitle("Anna's")).unwrap_err();
    assert!(conflict.to_string().contains("Name of bert made version 2"), "{conflict}");
    let DeskError::Conflict { current } = conflict else { panic!("no conflict") };
    assert_eq!((current.version, current.title(&[])), (2, Some(("en", "Bert's"))));
    assert_eq!(desk.get(id(1)).unwrap(), *current);
    for error in [
        desk.submit(id(1), 1, &person("anna"), at(3)),
        desk.discard(id(1), 1, &person("anna"), at(3)),
        desk.take_back(id(1), 3, &person("anna"), at(3)),
        desk.send_back(id(1), 1, &person("anna"), "no", at(3)),
        desk.approve(id(1), 1, &person("anna"), Eyes::One, at(3)),
    ] {
        assert!(matches!(error, Err(DeskError::Conflict { .. })), "{error:?}");
    }
}

#[test]
fn nobody_approves_what_they_had_a_part_in() {
    let (_dir, desk) = desk();
    let (anna, bert, carl) = (person("anna"), person("bert"), person("carl"));
    desk.create(id(1), complete(), &anna, at(0)).unwrap();
    desk.change(id(1), 1, &bert, at(1), entitle("Bert's")).unwrap();
    let draft = desk.submit(id(1), 2, &carl, at(2)).unwrap();
    for own in [&anna, &bert, &carl] {
        assert!(matches!(desk.approve(id(1), draft.version, own, Eyes::Two, at(3)), Err(DeskError::OwnDraft)));
    }
    // With another name it is still the same account.
    let renamed = Person { name: "Somebody else".to_owned(), ..bert.clone() };
    assert!(matches!(desk.approve(id(1), draft.version, &renamed, Eyes::Two, at(3)), Err(DeskError::OwnDraft)));
    assert!(desk.approve(id(1), draft.version, &person("dora"), Eyes::Two, at(3)).is_ok());
}

#[test]
fn one_person_is_enough_only_where_the_node_says_so_and_nothing_is_overridden() {
    assert_eq!(Eyes::needed(true, 0), Eyes::Two);
    assert_eq!(Eyes::needed(false, 1), Eyes::Two);
    assert_eq!(Eyes::needed(false, 0), Eyes::One);
    let (_dir, desk) = desk();
    let anna = person("anna");
    desk.create(id(1), complete(), &anna, at(0)).unwrap();
    desk.submit(id(1), 1, &anna, at(1)).unwrap();
    assert!(desk.approve(id(1), 2, &anna, Eyes::One, at(2)).is_ok());
}

#[test]
fn submitted_draft_changes_only_once_it_is_taken_or_sent_back() {
    let (_dir, desk) = desk();
    let (anna, bert) = (person("anna"), person("bert"));
    desk.create(id(1), complete(), &anna, at(0)).unwrap();
    desk.submit(id(1), 1, &anna, at(1)).unwrap();
    let refused = desk.change(id(1), 2, &anna, at(2), entitle("Other"));
    assert!(matches!(refused, Err(DeskError::State { state: "submitted", .. })), "{refused:?}");
    assert!(matches!(desk.discard(id(1), 2, &anna, at(2)), Err(DeskError::State { .. })));
    assert!(matches!(desk.take_back(id(1), 2, &bert, at(2)), Err(DeskError::NotSubmitter { .. })));
    let draft = desk.take_back(id(1), 2, &anna, at(2)).unwrap();
    let draft = desk.change(id(1), draft.version, &bert, at(3), entitle("Other")).unwrap();
    desk.discard(id(1), draft.version, &anna, at(4)).unwrap();
    assert!(desk.change(id(1), 5, &anna, at(5), entitle("Late")).is_err());
}

#[test]
fn incomplete_draft_is_kept_but_not_submitted() {
    let (_dir, desk) = desk();
    let mut begun = complete();
    begun.content.audience = None;
    begun.content.period = "last year".to_owned();
    let draft = desk.create(id(1), begun, &person("anna"), at(0)).unwrap();
    assert_eq!(draft.content.period, "last year");
    let Err(DeskError::Incomplete(problems)) = desk.submit(id(1), 1, &person("anna"), at(1)) else {
        panic!("was submitted")
    };
    assert_eq!(problems.iter().map(|p| p.field.as_str()).collect::<Vec<_>>(), ["period", "audience"]);
}

#[test]
fn change_without_difference_makes_no_version_and_no_contributor() {
    let (_dir, desk) = desk();
    desk.create(id(1), complete(), &person("anna"), at(0)).unwrap();
    let same = desk.change(id(1), 1, &person("bert"), at(1), |_| {}).unwrap();
    assert_eq!((same.version, same.contributed("bert")), (1, false));
}

#[test]
fn comments_and_drafts_are_bounded() {
    let (_dir, desk) = desk();
    desk.create(id(1), complete(), &person("anna"), at(0)).unwrap();
    desk.submit(id(1), 1, &person("anna"), at(1)).unwrap();
    for comment in ["", " \n", &"x".repeat(COMMENT_CHARS + 1)] {
        assert!(matches!(desk.send_back(id(1), 2, &person("bert"), comment, at(2)), Err(DeskError::Comment)));
    }
    let mut large = complete();
    large.content.body.insert("en".to_owned(), "x".repeat(DRAFT_BYTES));
    assert!(matches!(desk.create(id(2), large.clone(), &person("anna"), at(0)), Err(DeskError::TooLarge(_))));
    desk.take_back(id(1), 2, &person("anna"), at(3)).unwrap();
    let refused = desk.change(id(1), 3, &person("anna"), at(4), move |draft| *draft = large);
    assert!(matches!(refused, Err(DeskError::TooLarge(_))));
    assert_eq!(desk.get(id(1)).unwrap().version, 3);
    let odd = |draft: &mut Editable| draft.tables[0].table.values.truncate(1);
    assert!(matches!(desk.change(id(1), 3, &person("anna"), at(4), odd), Err(DeskError::Table(_))));
    assert!(matches!(desk.create(id(1), complete(), &person("anna"), at(0)), Err(DeskError::Exists(_))));
}

#[test]
fn oldest_versions_are_forgotten_beyond_the_bound() {
    let (_dir, desk) = desk();
    desk.create(id(1), complete(), &person("anna"), at(0)).unwrap();
    let last = VERSIONS as u64 + 6;
    for version in 1..last {
        desk.change(id(1), version, &person("anna"), at(1), entitle(&version.to_string())).unwrap();
    }
    assert_eq!(desk.versions(id(1)).unwrap(), (last - VERSIONS as u64..=last).collect::<Vec<_>>());
    assert!(matches!(desk.version(id(1), 1), Err(DeskError::Missing(_))));
    assert!(matches!(desk.version(id(1), last + 1), Err(DeskError::Missing(_))));
}

#[test]
fn finished_drafts_make_room_and_can_be_forgotten() {
    let (_dir, desk) = desk();
    let begun = || Editable { content: Content::default(), tables: Vec::new(), mapping: String::new() };
    let number = |n: u64| DraftId::from_bytes(n.to_be_bytes());
    for n in 0..3 {
        desk.create(number(n), begun(), &person("anna"), at(i64::try_from(n).unwrap())).unwrap();
    }
    desk.discard(number(1), 1, &person("anna"), at(10)).unwrap();
    assert_eq!(desk.forget(at(10)).unwrap(), 0);
    assert_eq!(desk.forget(at(11)).unwrap(), 1);
    assert!(matches!(desk.get(number(1)), Err(DeskError::Missing(_))));
    assert_eq!(fs::read_dir(desk.folder()).unwrap().count(), 4);
    // The list is filled by hand: two thousand files take their time.
    let one = desk.list(|_| true)[0].clone();
    let fill = |state: State| {
        let mut inner = desk.inner();
        for n in 100..100 + DRAFTS as u64 {
            inner.drafts.insert(number(n), Summary { id: number(n), state: state.clone(), ..one.clone() });
        }
    };
    fill(State::Editing);
    assert!(matches!(desk.create(number(7), begun(), &person("anna"), at(20)), Err(DeskError::Full)));
}

#[test]
fn files_are_for_their_owner_only() {
    let (_dir, desk) = desk();
    desk.create(id(1), complete(), &person("anna"), at(0)).unwrap();
    desk.change(id(1), 1, &person("anna"), at(1), entitle("Other")).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(desk.folder()), 0o700);
    assert_eq!(mode(&desk.files.path(id(1))), 0o600);
    let versions = desk.folder().join(format!("{}.versions", id(1)));
    assert_eq!((mode(&versions), mode(&versions.join("1.json"))), (0o700, 0o600));
}
