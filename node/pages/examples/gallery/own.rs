//! Pages of the frame itself: signing in, passwords, refusals.

use emn_pages::error::ErrorPage;
use emn_pages::parts::Mistakes;
use emn_pages::sign_in::{Failure, Occasion, PasswordPage, SignInPage};
use emn_pages::{Frame, Template as _};

pub(crate) const PAGES: &[super::Page] = &[
    ("sign-in", "/sign-in", sign_in),
    ("sign-in-wait", "/sign-in", sign_in_wait),
    ("password", "/settings/password", password),
    ("error-404", "/records/none", not_found),
    ("error-500", "/search", failed),
];

fn page(frame: &Frame, occasion: Occasion, failure: Failure, provider: Option<&str>) -> String {
    let provider = provider.map(str::to_owned);
    let name = "joke".to_owned();
    let page = SignInPage { frame, occasion, failure, name, back: "/".to_owned(), provider, passwords: true };
    page.render().unwrap_or_default()
}

fn sign_in(frame: &Frame) -> String {
    page(frame, Occasion::Expired, Failure::None, None)
}

fn sign_in_wait(frame: &Frame) -> String {
    page(frame, Occasion::Asked, Failure::Wait(300), Some("Rijks-ID"))
}

fn password(frame: &Frame) -> String {
    let mut mistakes = Mistakes::default();
    mistakes.add("current", frame.t("password-wrong"));
    mistakes.add("new", frame.tc("password-short", emn_pages::sign_in::PASSWORD_LEAST));
    let (action, back) = ("/settings/password".to_owned(), "/settings".to_owned());
    PasswordPage { frame, must: true, mistakes, action, back }.render().unwrap_or_default()
}

fn not_found(frame: &Frame) -> String {
    error(frame, 404, "no entry here begins with `qqqq`")
}

fn failed(frame: &Frame) -> String {
    error(frame, 500, "")
}

fn error(frame: &Frame, status: u16, detail: &str) -> String {
    let request_id = "01jd8q4x7r".to_owned();
    let page = ErrorPage { frame, status, title: String::new(), detail: detail.to_owned(), request_id };
    page.render().unwrap_or_default()
}
