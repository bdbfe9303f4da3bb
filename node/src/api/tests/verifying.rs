use emn_protocol::testing::{practice, report, victims, withdrawal};

use super::harness::Node;
use crate::store::{Batch, Kv as _};

/// The key of an entry in the store.
fn place(node: &Node, member: usize, seq: u64) -> Vec<u8> {
    [b"e".as_slice(), node.log(member).as_bytes(), &seq.to_be_bytes()].concat()
}

fn put(node: &Node, key: Vec<u8>, value: Vec<u8>) {
    let mut batch = Batch::new();
    batch.put(key, value);
    node.kv.apply(batch).unwrap();
}

async fn verify(node: &Node) -> serde_json::Value {
    let answer = node.post("/api/v1/verify", "application/json", "").await;
    assert_eq!(answer.status, 200);
    answer.json()
}

fn filled() -> Node {
    let mut node = Node::new();
    for seq in 0..5 {
        node.add(0, &practice(&format!("P{seq}")));
    }
    node.add(1, &report("Victims", vec![victims(&["2022"], &[Some(40), Some(25), Some(15)])]));
    node
}

#[tokio::test]
async fn sound_store_verifies_with_everything_counted() {
    let mut node = filled();
    let secret = node.add(2, &practice("Secret")).into_entry();
    let gone = node.add(2, &withdrawal(secret.id())).into_entry();
    node.erase(&secret.id(), &gone);
    let found = verify(&node).await;
    assert_eq!(found["ok"], true, "{found}");
    let counts = ["rosters", "logs", "entries", "erased", "unknown", "damaged_count"].map(|name| found[name].as_u64());
    assert_eq!(counts, [1, 3, 8, 1, 0, 0].map(Some));
}

#[tokio::test]
async fn every_kind_of_damage_is_found_once_with_its_place() {
    type Damage = fn(&Node);
    let cases: [(&str, Damage); 4] = [
        ("bad_signature", |node| {
            let mut frame = node.kv.get(&place(node, 0, 2)).unwrap().unwrap().to_vec();
            // The record comes last, and what is signed is in the first hundred bytes: the signature ends before it.
            let record = practice("P2").to_bytes().len();
            let signature_end = frame.len() - record - 4;
            frame[signature_end] ^= 1;
            put(node, place(node, 0, 2), frame);
        }),
        ("record_mismatch", |node| {
            let mut frame = node.kv.get(&place(node, 0, 2)).unwrap().unwrap().to_vec();
            let text = frame.windows(2).rposition(|pair| pair == b"P2").unwrap();
            frame[text] = b'Q';
            put(node, place(node, 0, 2), frame);
        }),
        ("place", |node| {
            let other = node.kv.get(&place(node, 0, 1)).unwrap().unwrap();
            put(node, place(node, 0, 2), other.to_vec());
        }),
        ("malformed", |node| put(node, place(node, 0, 2), vec![0x80, 1, 2])),
    ];
    for (code, damage) in cases {
        let node = filled();
        damage(&node);
        let found = verify(&node).await;
        assert_eq!(found["ok"], false);
        let damaged = &found["damaged"][0];
        assert_eq!((&damaged["code"], &damaged["seq"]), (&code.into(), &2.into()), "{found}");
        assert_eq!(damaged["log"], node.log(0).to_string());
        assert_eq!(found["entries"], 6, "the rest is checked too");
        if code == "malformed" || code == "record_mismatch" {
            assert_eq!(found["damaged_count"], 1, "one damaged entry is one finding: {found}");
        }
    }
}

#[tokio::test]
async fn missing_entry_is_found() {
    let node = filled();
    let mut batch = Batch::new();
    batch.delete(place(&node, 0, 3));
    node.kv.apply(batch).unwrap();
    let found = verify(&node).await;
    assert_eq!((&found["damaged"][0]["code"], &found["damaged"][0]["seq"]), (&"missing".into(), &3.into()));
}

#[tokio::test]
async fn damaged_entry_is_not_shown_and_the_caller_learns_no_more_than_that() {
    let node = filled();
    let id = node.state.store.ids_at(&node.log(0), &[2]).unwrap()[0].unwrap();
    put(&node, place(&node, 0, 2), vec![0x82, 1, 2]);
    let answer = node.get(&format!("/api/v1/records/{id}")).await;
    assert_eq!(answer.code(), (500, "damaged".to_owned()));
}
