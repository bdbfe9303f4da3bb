//! A browser without a window: it keeps cookies, follows nothing by itself, and sends forms as browsers do.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use emn_accounts::{Initial, NewAccount, Roles};
use tower::ServiceExt as _;

use crate::api::tests::harness::Node;
use crate::telemetry::wall_clock;
use crate::web::router;

/// The password of everybody in tests.
pub(in crate::web) const PASSWORD: &str = "correct horse battery staple";
/// Where the node is.
const ORIGIN: &str = "http://127.0.0.1:7451";

/// What came back.
pub(in crate::web) struct Shown {
    pub(in crate::web) status: StatusCode,
    pub(in crate::web) headers: HeaderMap,
    pub(in crate::web) html: String,
}

impl Shown {
    pub(in crate::web) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Where the answer leads.
    pub(in crate::web) fn location(&self) -> &str {
        self.header(header::LOCATION)
    }

    /// The secret of the session, as forms carry it.
    pub(in crate::web) fn csrf(&self) -> String {
        self.hidden("csrf")
    }

    /// The first hidden field of this name.
    pub(in crate::web) fn hidden(&self, name: &str) -> String {
        let begin = format!("name=\"{name}\" value=\"");
        let found = self.html.split_once(&begin).map(|(_, rest)| rest);
        found.and_then(|rest| rest.split_once('"')).map_or_else(String::new, |(csrf, _)| csrf.to_owned())
    }
}

/// Somebody's browser.
pub(in crate::web) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// What the forms of this session carry.
    pub(in crate::web) csrf: String,
}

impl Browser {
    /// A browser of somebody who is not signed in.
    pub(in crate::web) fn of(node: &Node) -> Self {
        Self { router: router(node.state.clone()), cookies: BTreeMap::new(), csrf: String::new() }
    }

    /// A browser of somebody with these roles, signed in.
    pub(in crate::web) async fn signed_in(node: &Node, name: &str, roles: Roles) -> Self {
        let account = NewAccount { name: name.to_owned(), full_name: None, roles };
        node.state.access.add(&account, Initial::Given(PASSWORD), wall_clock()).unwrap();
        let mut browser = Self::of(node);
        let shown = browser.post("/sign-in", &[("name", name), ("password", PASSWORD), ("back", "/")]).await;
        assert_eq!(shown.status, 303, "{}", shown.html);
        browser.csrf = browser.get("/sign-in/password").await.csrf();
        assert!(!browser.csrf.is_empty(), "every page of somebody who is signed in has a form to sign out");
        browser
    }

    pub(in crate::web) async fn send(&mut self, request: Request<Body>) -> Shown {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Shown { status: parts.status, headers: parts.headers, html: String::from_utf8_lossy(&body).into_owned() }
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:7451")
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, cookies.join("; "))
    }

    pub(in crate::web) async fn get(&mut self, path: &str) -> Shown {
        let request = self.request("GET", path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// Sends a form of one of our pages, with the session's secret.
    pub(in crate::web) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Shown {
        let csrf = self.csrf.clone();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.post_from(path, &all, Some(ORIGIN)).await
    }

    /// Sends a form as it is, from a page of this origin.
    pub(in crate::web) async fn post_from(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        origin: Option<&str>,
    ) -> Shown {
        let pair = |(name, value): &(&str, &str)| format!("{}={}", encoded(name), encoded(value));
        let body = fields.iter().map(pair).collect::<Vec<_>>().join("&");
        let request = self.request("POST", path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = origin.iter().fold(request, |request, origin| request.header(header::ORIGIN, *origin));
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends a form with a file.
    pub(in crate::web) async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> Shown {
        const BOUNDARY: &str = "a-line-that-is-in-no-file";
        let csrf = self.csrf.clone();
        let mut body = Vec::new();
        for (name, value) in [("csrf", csrf.as_str())].iter().chain(fields) {
            let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let (name, file_name, bytes) = file;
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let request = self
            .request("POST", path)
            .header(header::ORIGIN, ORIGIN)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// Sets a cookie.
    pub(in crate::web) fn prefer(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Forgets a cookie.
    pub(in crate::web) fn forget(&mut self, beginning: &str) {
        self.cookies.retain(|name, _| !name.contains(beginning));
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
