use emn_protocol::time::Timestamp;

use super::*;
use crate::parts::{Choice, Mistakes, Pager};
use crate::testing::{HOSTILE, frame, frames, rendered};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix(1_700_000_000 + seconds)
}

fn mistakes(fields: &[&str]) -> Mistakes {
    let mut mistakes = Mistakes::default();
    fields.iter().for_each(|field| mistakes.add(*field, HOSTILE));
    mistakes
}

fn all_roles() -> Vec<Choice> {
    ["reader", "publisher", "approver", "administrator"].map(|role| Choice::new(role, role, role == "reader")).to_vec()
}

fn own<'a>(frame: &'a Frame, owner: bool, has_password: bool) -> OwnPage<'a> {
    let session = Session { since: at(0), last: at(60), way: "password".to_owned(), here: true };
    OwnPage {
        frame,
        login: "a.jansen".to_owned(),
        full_name: HOSTILE.to_owned(),
        roles: vec!["reader".to_owned(), "publisher".to_owned(), "approver".to_owned(), "administrator".to_owned()],
        owner,
        has_password,
        sessions: vec![
            session.clone(),
            Session { way: "link".to_owned(), here: false, ..session.clone() },
            Session { way: "provider".to_owned(), here: false, ..session },
        ],
    }
}

#[test]
fn own_account_is_shown_in_every_language() {
    for frame in frames() {
        let html = rendered(&own(&frame, false, true));
        assert!(html.contains("href=\"/sign-in/password?back=/settings\"") && html.contains("/settings/audit"));
        assert!(!rendered(&own(&frame, false, false)).contains("/sign-in/password"));
        assert!(rendered(&own(&frame, true, false)).contains(&frame.t("settings-owner")));
    }
}

#[test]
fn only_administrators_see_the_way_to_accounts() {
    let mut frame = frame("en");
    frame.visitor.as_mut().unwrap().administrator = false;
    let html = rendered(&own(&frame, false, true));
    assert!(!html.contains("/settings/accounts") && !html.contains("/settings/audit"));
}

fn token(revoked: bool, expires: i64) -> Token {
    Token {
        id: "00112233".to_owned(),
        name: HOSTILE.to_owned(),
        scopes: vec!["reader".to_owned()],
        made: at(0),
        expires: at(expires),
        used: Some("2026-05-01".parse().unwrap()),
        revoked,
    }
}

#[test]
fn tokens_are_shown_in_every_language_and_the_secret_once() {
    for frame in frames() {
        let mut page = TokensPage {
            frame: &frame,
            fresh: Some(FreshToken { name: HOSTILE.to_owned(), secret: "emn_abc".to_owned() }),
            tokens: vec![token(false, 100), token(true, 100), Token { used: None, ..token(false, 1) }],
            form: NewToken { name: "R".to_owned(), scopes: all_roles(), days: vec![Choice::new("90", "90", true)] },
            mistakes: mistakes(&["name", "scope", "days"]),
            now: at(50),
            example: "http://127.0.0.1:7451/api/v1/search?q=minors".to_owned(),
        };
        let html = rendered(&page);
        assert_eq!(html.matches("emn_abc").count(), 2, "the secret, and a command with it");
        assert_eq!(html.matches("/settings/tokens/revoke").count(), 1, "only what works is revoked");
        page.fresh = None;
        assert!(!rendered(&page).contains("emn_abc"));
    }
}

#[test]
fn searches_are_shown_in_every_language() {
    for frame in frames() {
        let search = Search {
            id: "s1".to_owned(),
            name: HOSTILE.to_owned(),
            query: "q=minors&kind=report".to_owned(),
            described: HOSTILE.to_owned(),
            feed: "https://emn.example.eu/feeds/searches/secret.atom".to_owned(),
            saved: at(0),
        };
        let page = SearchesPage {
            frame: &frame,
            searches: vec![search.clone(), search],
            name: HOSTILE.to_owned(),
            query: "q=minors".to_owned(),
            described: "minors".to_owned(),
            mistakes: mistakes(&["name"]),
        };
        let html = rendered(&page);
        assert!(html.contains("href=\"/search?q=minors&#38;kind=report\""), "{html}");
        let none = SearchesPage { searches: Vec::new(), query: String::new(), mistakes: Mistakes::default(), ..page };
        assert!(!rendered(&none).contains("action=\"/settings/searches\""));
    }
}

fn account(disabled: bool) -> Account {
    Account {
        id: "0123456789abcdef".to_owned(),
        login: "b.devries".to_owned(),
        full_name: HOSTILE.to_owned(),
        roles: vec!["reader".to_owned(), "approver".to_owned()],
        disabled,
        newcomer: true,
        has_password: true,
        provider: Some(HOSTILE.to_owned()),
        since: at(0),
    }
}

#[test]
fn accounts_are_shown_in_every_language() {
    for frame in frames() {
        let page = AccountsPage {
            frame: &frame,
            fresh: Some(FreshPassword { login: HOSTILE.to_owned(), password: "correct-horse".to_owned() }),
            accounts: vec![account(false), account(true), Account { newcomer: false, ..account(false) }],
            form: NewAccount { login: "x".to_owned(), full_name: "X".to_owned(), roles: all_roles() },
            mistakes: mistakes(&["login", "full_name", "role"]),
            provider: true,
        };
        let html = rendered(&page);
        assert_eq!(html.matches("correct-horse").count(), 1);
        assert!(html.contains("/settings/accounts/0123456789abcdef"));
    }
}

#[test]
fn account_offers_what_fits_its_state() {
    for frame in frames() {
        let page = |disabled, own| {
            let (account, roles) = (account(disabled), all_roles());
            rendered(&AccountPage { frame: &frame, fresh: None, account, roles, own, mistakes: mistakes(&["role"]) })
        };
        let (active, disabled, own) = (page(false, false), page(true, false), page(false, true));
        let offers =
            |html: &str, action: &str| html.contains(&format!("/settings/accounts/0123456789abcdef/{action}\""));
        assert!(offers(&active, "disable") && offers(&active, "reset") && !offers(&active, "enable"));
        assert!(offers(&disabled, "enable") && !offers(&disabled, "disable") && !offers(&disabled, "reset"));
        assert!(!offers(&own, "disable") && offers(&own, "roles"));
    }
}

#[test]
fn audit_log_is_shown_in_every_language_whole_or_broken() {
    for frame in frames() {
        let line = |action: &str| Line {
            number: 4,
            time: at(0),
            who: HOSTILE.to_owned(),
            action: action.to_owned(),
            details: vec![("entry".to_owned(), HOSTILE.to_owned())],
            hash: "0011223344".to_owned(),
        };
        let page = |broken| AuditPage {
            frame: &frame,
            broken,
            total: 5,
            found: 5,
            head: "00".repeat(32),
            lines: vec![line("publish"), line(HOSTILE)],
            actions: vec![Choice::new("publish", "publish", true)],
            who: HOSTILE.to_owned(),
            pager: Pager { older: Some("/settings/audit?before=3".to_owned()), ..Pager::default() },
        };
        let (whole, broken) = (rendered(&page(None)), rendered(&page(Some(3))));
        assert!(
            whole.contains(&frame.tc("audit-verified", 5u64)) && !broken.contains(&frame.tc("audit-verified", 5u64))
        );
        assert!(broken.contains(&frame.tx("audit-broken", &[("line", "3")])));
    }
}

#[test]
fn every_known_action_has_a_name_in_every_language() {
    for frame in frames() {
        for action in audit::ACTIONS {
            assert!(!audit::action_name(&frame, action).contains('⟨'), "{action} in {}", frame.lang());
        }
        assert_eq!(audit::action_name(&frame, "of-a-later-version"), "of-a-later-version");
    }
}
