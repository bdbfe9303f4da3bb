//! What is around a page.

use emn_pages::error::ErrorPage;
use emn_pages::sign_in::{Failure, Occasion, SignInPage};
use emn_pages::{Frame, Locale, Look, Site, Template as _, Visitor, assets};

fn frame(here: &str) -> Frame {
    let site =
        Site { network: "EMN".to_owned(), member: "NL".to_owned(), version: "0.1.0".to_owned(), four_eyes: true };
    Frame { site, here: here.to_owned(), csrf: "t0ken".to_owned(), ..Frame::default() }
}

fn everybody() -> Visitor {
    Visitor { name: "Joke".to_owned(), publisher: true, approver: true, administrator: true, waiting: 2 }
}

fn not_found(frame: &Frame) -> String {
    let page =
        ErrorPage { frame, status: 404, title: String::new(), detail: String::new(), request_id: "r1".to_owned() };
    page.render().unwrap()
}

/// The page with names of files that do not change with their content.
fn steady(mut page: String) -> String {
    for stem in ["style", "script", "icon"] {
        page = page.replace(&assets::path(stem), &format!("/assets/{stem}"));
    }
    page
}

#[test]
fn layout_around_a_page_is_complete() {
    let frame = Frame { visitor: Some(everybody()), notice: Some("saved".to_owned()), ..frame("/topics/x?a=<b>") };
    insta::assert_snapshot!(steady(not_found(&frame)));
}

#[test]
fn navigation_shows_what_a_person_may_do() {
    let hrefs = |frame: &Frame| frame.navigation().iter().map(|place| place.href).collect::<Vec<_>>().join(" ");
    assert_eq!(hrefs(&frame("/")), "/ /topics /search /compare /network");
    let reader = Frame { visitor: Some(Visitor { waiting: 3, ..Visitor::default() }), ..frame("/") };
    assert_eq!(hrefs(&reader), "/ /topics /search /compare /network /settings");
    assert!(reader.navigation().iter().all(|place| place.waiting == 0));
    let all = Frame { visitor: Some(everybody()), ..frame("/approvals") };
    assert_eq!(hrefs(&all), "/ /topics /search /compare /publish /approvals /network /settings");
}

#[test]
fn navigation_marks_the_page_and_what_it_is_within() {
    let current = |here: &str, path: &str| frame(here).current(path);
    assert_eq!(current("/topics?x=/", "/topics"), "page");
    assert_eq!(current("/topics/a", "/topics"), "true");
    assert_eq!(current("/topicsabc", "/topics"), "");
    assert_eq!((current("/", "/"), current("/topics", "/")), ("page", ""));
}

#[test]
fn page_is_in_the_language_and_look_of_the_reader() {
    let frame = Frame { locale: Locale::of("de").unwrap(), look: Look::Dark, ..frame("/") };
    let page = not_found(&frame);
    assert!(page.contains("<html lang=\"de\" data-theme=\"dark\">") && page.contains("content=\"dark\""));
    assert!(page.contains("<h1>Diese Seite gibt es nicht</h1>") && !page.contains('⟨'));
}

#[test]
fn hostile_words_in_a_page_are_text() {
    let bad = "\"><script>alert(1)</script>";
    let visitor = Visitor { name: bad.to_owned(), ..everybody() };
    let site = Site { network: bad.to_owned(), member: bad.to_owned(), ..Site::default() };
    let frame = Frame { visitor: Some(visitor), site, csrf: bad.to_owned(), here: bad.to_owned(), ..Frame::default() };
    let page = ErrorPage { frame: &frame, status: 400, title: bad.into(), detail: bad.into(), request_id: bad.into() };
    assert!(!page.render().unwrap().contains("<script>"));
}

#[test]
fn sign_in_says_how_long_to_wait_and_keeps_the_name_only() {
    let frame = frame("/sign-in");
    let page = |failure, provider: Option<&str>| {
        let provider = provider.map(str::to_owned);
        let (name, back) = ("joke".to_owned(), "/compare?a=1".to_owned());
        let page =
            SignInPage { frame: &frame, occasion: Occasion::Expired, failure, name, back, provider, passwords: true };
        page.render().unwrap()
    };
    let waiting = page(Failure::Wait(300), None);
    assert!(waiting.contains("Please wait 5 minutes") && waiting.contains("value=\"joke\""), "{waiting}");
    assert!(page(Failure::Wait(1), None).contains("Please wait 1 second "));
    assert!(waiting.contains("name=\"back\" value=\"/compare?a=1\"") && !waiting.contains("/sign-in/oidc"));
    assert!(waiting.contains("type=\"password\" value=\"\""));
    let with = page(Failure::Wrong, Some("Rijks-ID"));
    assert!(with.contains("href=\"/sign-in/oidc?back=/compare%3Fa%3D1\"") && with.contains("Sign in with Rijks-ID"));
}

#[test]
fn refusal_of_every_status_says_what_to_do() {
    let frame = frame("/");
    for status in [400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 418, 422, 429, 500, 502, 503] {
        let empty = String::new;
        let page = ErrorPage { frame: &frame, status, title: empty(), detail: empty(), request_id: empty() };
        let html = page.render().unwrap();
        assert!(!html.contains('⟨') && html.contains("class=\"lead\""), "{status}");
    }
}
