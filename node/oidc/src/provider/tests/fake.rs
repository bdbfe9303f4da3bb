//! A provider in this process, which answers and signs what a test tells it to.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use serde_json::{Value, json};

/// What the provider does.
#[derive(Default)]
pub(super) struct Script {
    /// Answers by path: status, headers and body.
    answers: BTreeMap<String, (u16, String, String)>,
    /// Requests so far: path, headers and body.
    pub(super) seen: Vec<(String, String, String)>,
    closing: bool,
}

pub(super) struct Fake {
    pub(super) address: SocketAddr,
    pub(super) script: Arc<Mutex<Script>>,
    thread: Option<JoinHandle<()>>,
}

/// A key by a number, as PEM as far as the library is concerned.
pub(super) fn key(number: u8) -> CoreEdDsaPrivateSigningKey {
    let mut der = HEXLOWER.decode(b"302e020100300506032b657004220420").expect("the head of such a key");
    der.extend([number; 32]);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", BASE64.encode(&der));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(format!("k{number}")))).expect("a key")
}

/// A token with these claims, signed with a key.
pub(super) fn token(number: u8, claims: &Value) -> String {
    let header = json!({"alg": "EdDSA", "kid": format!("k{number}"), "typ": "JWT"});
    let message = unsigned(&header, claims);
    let signature = key(number).sign(&CoreJwsSigningAlgorithm::EdDsa, message.as_bytes()).expect("a signature");
    format!("{message}.{}", BASE64URL_NOPAD.encode(&signature))
}

/// The part of a token that is signed.
pub(super) fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    format!("{}.{}", part(header), part(claims))
}

impl Fake {
    pub(super) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let script = Arc::new(Mutex::new(Script::default()));
        let shared = Arc::clone(&script);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if shared.lock().expect("whole").closing {
                    return;
                }
                serve(stream, &shared);
            }
        });
        let fake = Self { address, script, thread: Some(thread) };
        fake.describe(&json!({}));
        fake.publish_keys(&[1]);
        fake.answer("/me", &json!({"sub": "person-7", "groups": ["emn-publishers"], "name": "Other Name"}));
        fake
    }

    pub(super) fn issuer(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What the provider says of itself, with changes.
    pub(super) fn describe(&self, changes: &Value) {
        let at = |path: &str| format!("{}{path}", self.issuer());
        let mut all = json!({
            "issuer": self.issuer(),
            "authorization_endpoint": at("/auth"),
            "token_endpoint": at("/token"),
            "userinfo_endpoint": at("/me"),
            "jwks_uri": at("/jwks"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
        });
        for (name, value) in changes.as_object().expect("an object") {
            all[name] = value.clone();
        }
        self.answer("/.well-known/openid-configuration", &all);
    }

    pub(super) fn publish_keys(&self, numbers: &[u8]) {
        let keys: Vec<_> = numbers.iter().map(|number| key(*number).as_verification_key()).collect();
        self.answer("/jwks", &json!({"keys": keys}));
    }

    /// What the provider gives for the next codes.
    pub(super) fn issue(&self, id_token: &str) {
        self.answer("/token", &json!({"access_token": "access", "token_type": "Bearer", "id_token": id_token}));
    }

    pub(super) fn answer(&self, path: &str, body: &Value) {
        self.answer_raw(path, 200, "Content-Type: application/json\r\n", &body.to_string());
    }

    pub(super) fn answer_raw(&self, path: &str, status: u16, headers: &str, body: &str) {
        let answer = (status, headers.to_owned(), body.to_owned());
        self.script.lock().expect("whole").answers.insert(path.to_owned(), answer);
    }

    /// How often a path was asked for.
    pub(super) fn asked(&self, path: &str) -> usize {
        self.script.lock().expect("whole").seen.iter().filter(|(one, ..)| one == path).count()
    }

    /// Headers and body of the last request for a path.
    pub(super) fn last(&self, path: &str) -> (String, String) {
        let script = self.script.lock().expect("whole");
        let (_, headers, body) = script.seen.iter().rfind(|(one, ..)| one == path).expect("a request");
        (headers.clone(), body.clone())
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.script.lock().expect("whole").closing = true;
        // The thread waits for a connection: here is one.
        drop(TcpStream::connect(self.address));
        self.thread.take().map(JoinHandle::join);
    }
}

fn serve(mut stream: TcpStream, script: &Mutex<Script>) {
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a time-out");
    let mut reader = BufReader::new(stream.try_clone().expect("the other half"));
    let mut first = String::new();
    reader.read_line(&mut first).expect("a line");
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let (mut headers, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a line");
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a number");
        }
        headers.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("the body");
    let body = String::from_utf8(body).expect("a form");
    let mut script = script.lock().expect("whole");
    script.seen.push((path.clone(), headers, body));
    let missing = (404, String::new(), String::new());
    let (status, headers, body) = script.answers.get(&path).unwrap_or(&missing);
    let length = body.len();
    let head = format!("HTTP/1.1 {status} x\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n");
    // A client that has had enough closes; that is its right.
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).ok();
}
