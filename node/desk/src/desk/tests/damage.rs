use std::fs;

use emn_protocol::ids::EntryId;

use super::*;

#[test]
fn damaged_draft_is_named_and_others_are_served() {
    let (dir, desk) = desk();
    for number in 1..=4 {
        desk.create(id(number), complete(), &person("anna"), at(0)).unwrap();
    }
    let path = |number| desk.files.path(id(number));
    let whole = fs::read_to_string(path(2)).unwrap();
    fs::write(path(1), &whole[..whole.len() / 2]).unwrap();
    fs::write(path(2), whole.replace("\"format\":1", "\"format\":2")).unwrap();
    fs::copy(path(4), path(3)).unwrap();
    let again = Desk::open(dir.path().join("drafts")).unwrap();
    let damaged = again.damaged();
    assert_eq!(damaged.iter().map(|lost| lost.file.clone()).collect::<Vec<_>>(), [path(1), path(2), path(3)]);
    for (lost, why) in damaged.iter().zip(["no draft", "format 2", "holds the draft 04"]) {
        assert!(lost.why.contains(why), "{}", lost.why);
    }
    assert_eq!(again.list(|_| true).len(), 1);
    assert!(again.get(id(4)).is_ok() && matches!(again.get(id(1)), Err(DeskError::Missing(_))));
    // A damaged draft is not overwritten by a new one of the same name, and its versions stay.
    assert!(matches!(again.create(id(1), complete(), &person("anna"), at(1)), Err(DeskError::Exists(_))));
    assert!(again.folder().join(format!("{}.versions", id(1))).exists());
}

#[test]
fn table_that_does_not_span_what_it_says_is_damage() {
    let (dir, desk) = desk();
    desk.create(id(1), complete(), &person("anna"), at(0)).unwrap();
    let text = fs::read_to_string(desk.files.path(id(1))).unwrap();
    let bad = text.replace("\"values\":[30,null,null]", "\"values\":[30,null]");
    assert_ne!(bad, text);
    fs::write(desk.files.path(id(1)), bad).unwrap();
    assert!(Desk::open(dir.path().join("drafts")).unwrap().damaged()[0].why.contains("not well formed"));
}

#[test]
fn damage_after_the_start_is_told_and_the_versions_before_stay_readable() {
    let (_dir, desk) = desk();
    desk.create(id(1), complete(), &person("anna"), at(0)).unwrap();
    desk.change(id(1), 1, &person("anna"), at(1), entitle("Second")).unwrap();
    fs::write(desk.files.path(id(1)), "{}").unwrap();
    assert!(matches!(desk.get(id(1)), Err(DeskError::Damaged { .. })));
    assert!(matches!(desk.change(id(1), 2, &person("anna"), at(2), entitle("x")), Err(DeskError::Damaged { .. })));
    assert_eq!(desk.version(id(1), 1).unwrap().version, 1);
}

/// Every state that a stop in the middle of a step can leave on the disk.
#[test]
fn stop_between_the_parts_of_a_step_loses_nothing() {
    let (dir, desk) = desk();
    let folder = dir.path().join("drafts");
    desk.create(id(1), complete(), &person("anna"), at(0)).unwrap();
    let before = desk.get(id(1)).unwrap();
    let kept = folder.join(format!("{}.versions", id(1))).join("1.json");
    // After the newest got its second name.
    fs::hard_link(desk.files.path(id(1)), &kept).unwrap();
    // While the next version was being written.
    fs::write(folder.join(format!("{}.new", id(1))), "{\"form").unwrap();
    // A draft of which only the folder of versions was made.
    fs::create_dir(folder.join(format!("{}.versions", id(9)))).unwrap();
    let again = Desk::open(&folder).unwrap();
    assert_eq!((again.get(id(1)).unwrap(), again.versions(id(1)).unwrap()), (before, vec![1]));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
    again.change(id(1), 1, &person("anna"), at(1), entitle("Second")).unwrap();
    assert_eq!(again.versions(id(1)).unwrap(), [1, 2]);
    assert_eq!(again.version(id(1), 1).unwrap().title(&[]), Some(("en", "Report")));
}

#[test]
fn stop_while_signing_is_found_at_the_next_start_and_ends_either_way() {
    let (dir, desk) = desk();
    for number in 1..=2 {
        desk.create(id(number), complete(), &person("anna"), at(0)).unwrap();
        desk.submit(id(number), 1, &person("anna"), at(1)).unwrap();
        desk.approve(id(number), 2, &person("bert"), Eyes::Two, at(2)).unwrap();
    }
    drop(desk);
    let again = Desk::open(dir.path().join("drafts")).unwrap();
    assert_eq!(again.publishing().iter().map(|found| found.id).collect::<Vec<_>>(), [id(1), id(2)]);
    let entry = EntryId::of(b"entry");
    assert!(matches!(again.published(id(1), entry, at(5)).unwrap().state, State::Published { .. }));
    let back = again.failed(id(2), "the node stopped", at(5)).unwrap();
    assert_eq!(back.state, State::Submitted { by: person("anna"), at: at(1) });
    assert!(again.publishing().is_empty());
    assert!(matches!(again.published(id(2), entry, at(6)), Err(DeskError::State { .. })));
    assert!(matches!(again.failed(id(1), "x", at(6)), Err(DeskError::State { .. })));
    assert!(matches!(again.failed(id(7), "x", at(6)), Err(DeskError::Missing(_))));
}

#[test]
fn step_that_cannot_be_written_leaves_the_draft_as_it_was() {
    let (_dir, desk) = desk();
    desk.create(id(1), complete(), &person("anna"), at(0)).unwrap();
    // A folder stands where the next version would be written.
    fs::create_dir_all(desk.folder().join(format!("{}.new", id(1))).join("x")).unwrap();
    let refused = desk.change(id(1), 1, &person("anna"), at(1), entitle("Second"));
    assert!(matches!(refused, Err(DeskError::Io { .. })), "{refused:?}");
    let draft = desk.get(id(1)).unwrap();
    assert_eq!((draft.version, draft.title(&[])), (1, Some(("en", "Report"))));
    assert_eq!(desk.list(|_| true)[0].version, 1);
    assert_eq!(desk.versions(id(1)).unwrap(), [1]);
}
