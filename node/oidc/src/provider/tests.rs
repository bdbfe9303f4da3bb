//! Sign-ins with a provider that does what it should, and with ones that do not.

use std::collections::BTreeMap;

use openidconnect::core::{CoreHmacKey, CoreJwsSigningAlgorithm};
use openidconnect::url::{Url, form_urlencoded};
use openidconnect::{PkceCodeChallenge, PkceCodeVerifier, PrivateSigningKey as _};
use serde_json::json;

use super::*;
use crate::error::Refusal;
use crate::pending::UNDER_WAY;

mod fake;

use fake::{Fake, token, unsigned};

const NOW: i64 = 1_800_000_000;
const SECRET: &str = "client secret with 32 characters";

fn now() -> Timestamp {
    Timestamp::from_unix(NOW)
}

fn later(seconds: i64) -> Timestamp {
    now().plus_seconds(seconds)
}

fn settings(fake: &Fake) -> Settings {
    Settings {
        issuer: fake.issuer(),
        client_id: "emn-node".to_owned(),
        client_secret: Some(SECRET.to_owned()),
        scopes: vec!["openid".to_owned(), "profile".to_owned()],
        redirect_uri: "http://127.0.0.1:7451/sign-in/oidc/callback".to_owned(),
        roles_claim: "groups".to_owned(),
        role_map: Settings::read_role_map(["emn-publishers=publisher", "emn-approvers=approver"]).expect("pairs"),
        ..Settings::default()
    }
}

/// A sign-in under way.
struct Trial {
    fake: Fake,
    provider: Provider,
    begin: Begin,
    query: BTreeMap<String, String>,
}

impl Trial {
    fn begin() -> Self {
        Self::with(Fake::start(), |_| {})
    }

    fn with(fake: Fake, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = settings(&fake);
        change(&mut settings);
        let provider = Provider::new(settings).expect("settings that work");
        let random = std::array::from_fn(|place| u8::try_from(place).expect("fewer than 256"));
        let begin = provider.begin("/publish", &random, now()).expect("where to go");
        let url = Url::parse(&begin.url).expect("an address");
        let query = url.query_pairs().into_owned().collect();
        Self { fake, provider, begin, query }
    }

    fn claims(&self) -> Value {
        json!({
            "iss": self.fake.issuer(), "sub": "person-7", "aud": "emn-node", "exp": NOW + 300, "iat": NOW,
            "nonce": self.query["nonce"], "preferred_username": "p.jansen", "name": "P. Jansen",
        })
    }

    /// The claims with changes; null takes one away.
    fn changed(&self, changes: &Value) -> Value {
        let mut claims = self.claims();
        for (name, value) in changes.as_object().expect("an object") {
            claims[name] = value.clone();
        }
        claims
    }

    fn finish(&self) -> Result<Finished, OidcError> {
        self.finish_at(now())
    }

    fn finish_at(&self, now: Timestamp) -> Result<Finished, OidcError> {
        let callback = Callback { state: &self.query["state"], code: Some("the-code"), ..Callback::default() };
        self.provider.finish(callback, &self.begin.cookie, now)
    }

    /// What becomes of a token with changed claims.
    fn outcome(changes: &Value) -> Result<Finished, OidcError> {
        let trial = Self::begin();
        trial.fake.issue(&token(1, &trial.changed(changes)));
        trial.finish()
    }

    #[track_caller]
    fn refuses(changes: &Value, word: &str) {
        let error = Self::outcome(changes).expect_err("nobody is signed in");
        assert_eq!(error.refusal(), Refusal::Untrusted, "{error}");
        assert!(error.to_string().contains(word), "{error}");
    }
}

#[test]
fn person_signs_in_with_signed_claims_and_groups_from_user_info() {
    let trial = Trial::begin();
    trial.fake.issue(&token(1, &trial.claims()));
    let finished = trial.finish().expect("signed in");
    assert_eq!(finished.back, "/publish");
    assert_eq!(finished.roles, ["publisher"]);
    assert_eq!(
        finished.claims,
        Claims {
            issuer: trial.fake.issuer(),
            subject: "person-7".to_owned(),
            preferred_username: Some("p.jansen".to_owned()),
            name: Some("P. Jansen".to_owned()),
            email: None,
            groups: vec!["emn-publishers".to_owned()],
        }
    );
}

#[test]
fn browser_is_sent_with_challenge_and_the_code_goes_with_its_verifier() {
    let trial = Trial::begin();
    let query = &trial.query;
    assert!(trial.begin.url.starts_with(&format!("{}/auth?", trial.fake.issuer())));
    assert_eq!(query["response_type"], "code");
    assert_eq!(query["client_id"], "emn-node");
    assert_eq!(query["scope"], "openid profile");
    assert_eq!(query["redirect_uri"], "http://127.0.0.1:7451/sign-in/oidc/callback");
    assert_eq!(query["code_challenge_method"], "S256");
    assert!(!trial.begin.url.contains(&trial.begin.cookie));

    trial.fake.issue(&token(1, &trial.claims()));
    trial.finish().expect("signed in");
    let (headers, body) = trial.fake.last("/token");
    let form: BTreeMap<String, String> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(form["code_verifier"].clone()));
    assert_eq!(challenge.as_str(), query["code_challenge"]);
    assert_eq!(form["code"], "the-code");
    assert!(headers.to_ascii_lowercase().contains("authorization: basic "));
    assert!(!body.contains("client_secret"));
}

#[test]
fn secret_stands_in_the_form_where_the_provider_wants_it_there() {
    let fake = Fake::start();
    fake.describe(&json!({"token_endpoint_auth_methods_supported": ["client_secret_post"]}));
    let trial = Trial::with(fake, |_| {});
    trial.fake.issue(&token(1, &trial.claims()));
    trial.finish().expect("signed in");
    assert!(trial.fake.last("/token").1.contains("client_secret=client+secret"));
}

#[test]
fn state_that_was_used_is_refused() {
    let trial = Trial::begin();
    trial.fake.issue(&token(1, &trial.claims()));
    trial.finish().expect("signed in");
    assert_eq!(trial.finish(), Err(OidcError::Stale));
    assert_eq!(trial.fake.asked("/token"), 1);
}

#[test]
fn state_that_was_made_up_or_is_too_old_is_refused() {
    let trial = Trial::begin();
    trial.fake.issue(&token(1, &trial.claims()));
    let made_up = Callback { state: "made-up", code: Some("the-code"), ..Callback::default() };
    assert_eq!(trial.provider.finish(made_up, &trial.begin.cookie, now()), Err(OidcError::Stale));
    assert_eq!(trial.finish_at(later(600)), Err(OidcError::Stale));
}

#[test]
fn other_browser_is_refused_and_the_first_goes_on() {
    let trial = Trial::begin();
    trial.fake.issue(&token(1, &trial.claims()));
    let callback = Callback { state: &trial.query["state"], code: Some("the-code"), ..Callback::default() };
    for cookie in ["", "x", &"x".repeat(trial.begin.cookie.len())] {
        assert_eq!(trial.provider.finish(callback, cookie, now()), Err(OidcError::OtherBrowser));
    }
    assert_eq!(trial.fake.asked("/token"), 0);
    trial.finish().expect("signed in");
}

#[test]
fn every_sign_in_has_secrets_of_its_own() {
    let Trial { query, begin, .. } = Trial::begin();
    let secrets = [&query["state"], &query["nonce"], &query["code_challenge"], &begin.cookie];
    for (place, secret) in secrets.iter().enumerate() {
        assert_eq!(secret.len(), 43);
        assert!(!secrets[..place].contains(secret));
    }
}

#[test]
fn wrong_nonce_is_refused() {
    Trial::refuses(&json!({"nonce": "another"}), "nonce mismatch");
    Trial::refuses(&json!({"nonce": null}), "missing nonce");
}

#[test]
fn token_for_another_client_is_refused() {
    Trial::refuses(&json!({"aud": "another"}), "audience");
    Trial::refuses(&json!({"aud": ["emn-node", "another"]}), "audience");
    Trial::refuses(&json!({"azp": "another"}), "azp");
    Trial::outcome(&json!({"azp": "emn-node", "aud": ["emn-node"]})).expect("signed in");
}

#[test]
fn token_of_another_provider_is_refused() {
    Trial::refuses(&json!({"iss": "https://evil.example"}), "issuer");
}

#[test]
fn token_that_expired_or_comes_from_another_time_is_refused() {
    Trial::refuses(&json!({"exp": NOW}), "Expired");
    Trial::refuses(&json!({"iat": NOW + 301, "exp": NOW + 900}), "clocks");
    Trial::refuses(&json!({"iat": NOW - 301}), "clocks");
    Trial::outcome(&json!({"iat": NOW + 299})).expect("clocks may differ a little");
}

#[test]
fn subject_that_names_nobody_is_refused() {
    // User info must not repeat a name that the check of its subject would stop at.
    for subject in [String::new(), "x".repeat(256)] {
        let trial = Trial::begin();
        trial.fake.answer("/me", &json!({"sub": subject}));
        trial.fake.issue(&token(1, &trial.changed(&json!({"sub": subject}))));
        let error = trial.finish().expect_err("nobody is signed in");
        assert!(error.to_string().contains("subject"), "{error}");
    }
}

#[test]
fn access_token_of_another_sign_in_is_refused() {
    Trial::refuses(&json!({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}), "at_hash");
}

#[test]
fn user_info_about_somebody_else_is_refused() {
    let trial = Trial::begin();
    trial.fake.answer("/me", &json!({"sub": "somebody-else", "groups": ["emn-approvers"]}));
    trial.fake.issue(&token(1, &trial.claims()));
    assert_eq!(trial.finish().expect_err("nobody is signed in").refusal(), Refusal::Untrusted);
}

#[test]
fn unsigned_token_is_refused() {
    let trial = Trial::begin();
    trial.fake.issue(&format!("{}.", unsigned(&json!({"alg": "none"}), &trial.claims())));
    let error = trial.finish().expect_err("nobody is signed in");
    assert_eq!(error.refusal(), Refusal::Untrusted);
}

#[test]
fn token_signed_with_the_shared_secret_is_refused() {
    let trial = Trial::begin();
    let message = unsigned(&json!({"alg": "HS256"}), &trial.claims());
    let signature = CoreHmacKey::new(SECRET).sign(&CoreJwsSigningAlgorithm::HmacSha256, message.as_bytes());
    let signature = BASE64URL_NOPAD.encode(&signature.expect("a signature"));
    trial.fake.issue(&format!("{message}.{signature}"));
    let error = trial.finish().expect_err("nobody is signed in");
    assert!(error.to_string().contains("algorithm"), "{error}");
}

#[test]
fn token_signed_with_an_unknown_key_is_refused() {
    let trial = Trial::begin();
    trial.fake.issue(&token(2, &trial.claims()));
    let error = trial.finish().expect_err("nobody is signed in");
    assert_eq!(error.refusal(), Refusal::Untrusted, "{error}");
}

#[test]
fn altered_token_is_refused() {
    let trial = Trial::begin();
    let good = token(1, &trial.claims());
    let forged = unsigned(&json!({"alg": "EdDSA", "kid": "k1"}), &trial.changed(&json!({"sub": "person-8"})));
    let (_, signature) = good.rsplit_once('.').expect("three parts");
    trial.fake.issue(&format!("{forged}.{signature}"));
    assert_eq!(trial.finish().expect_err("nobody is signed in").refusal(), Refusal::Untrusted);
}

#[test]
fn new_key_of_the_provider_is_fetched_when_it_is_used() {
    let trial = Trial::begin();
    trial.fake.publish_keys(&[1, 2]);
    trial.fake.issue(&token(2, &trial.changed(&json!({"iat": NOW + 20}))));
    trial.finish_at(later(20)).expect("signed in");
    assert_eq!(trial.fake.asked("/jwks"), 2);
}

#[test]
fn unknown_keys_do_not_make_the_node_ask_each_time() {
    let trial = Trial::begin();
    for _ in 0..5 {
        let begin = trial.provider.begin("/", &[9; RANDOM_BYTES], now()).expect("where to go");
        trial.fake.issue(&token(2, &trial.claims()));
        let url = Url::parse(&begin.url).expect("an address");
        let query: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
        let callback = Callback { state: &query["state"], code: Some("c"), ..Callback::default() };
        trial.provider.finish(callback, &begin.cookie, now()).expect_err("nobody is signed in");
    }
    assert_eq!(trial.fake.asked("/jwks"), 1);
}

#[test]
fn provider_that_refuses_ends_the_sign_in() {
    let trial = Trial::begin();
    let state = trial.query["state"].as_str();
    let callback = Callback { state, error: Some("access_denied\n<b>"), ..Callback::default() };
    let error = trial.provider.finish(callback, &trial.begin.cookie, now()).expect_err("nobody is signed in");
    assert_eq!(error, OidcError::Declined { what: "access_denied <b>".to_owned() });
    assert_eq!(trial.finish(), Err(OidcError::Stale));
}

#[test]
fn answer_of_another_provider_is_refused() {
    let trial = Trial::begin();
    let state = trial.query["state"].as_str();
    let callback = Callback { state, code: Some("c"), iss: Some("https://evil.example"), ..Callback::default() };
    let error = trial.provider.finish(callback, &trial.begin.cookie, now()).expect_err("nobody is signed in");
    assert_eq!(error.refusal(), Refusal::Untrusted);
    assert_eq!(trial.fake.asked("/token"), 0);
}

#[test]
fn code_that_is_missing_or_huge_is_not_passed_on() {
    for code in [None, Some(String::new()), Some("x".repeat(CODE_BYTES + 1))] {
        let trial = Trial::begin();
        let callback = Callback { state: &trial.query["state"], code: code.as_deref(), ..Callback::default() };
        let error = trial.provider.finish(callback, &trial.begin.cookie, now()).expect_err("nobody is signed in");
        assert_eq!(error.refusal(), Refusal::Untrusted);
        assert_eq!(trial.fake.asked("/token"), 0);
    }
}

#[test]
fn provider_that_is_away_is_not_asked_again_at_once() {
    let fake = Fake::start();
    fake.answer_raw("/.well-known/openid-configuration", 503, "", "");
    let provider = Provider::new(settings(&fake)).expect("settings that work");
    for _ in 0..3 {
        let error = provider.begin("/", &[7; RANDOM_BYTES], now()).expect_err("nowhere to go");
        assert_eq!(error.refusal(), Refusal::Unavailable);
    }
    assert_eq!(fake.asked("/.well-known/openid-configuration"), 1);
    fake.describe(&json!({}));
    provider.begin("/", &[7; RANDOM_BYTES], later(ASK_SECONDS)).expect("where to go");
}

#[test]
fn redirects_and_huge_answers_are_not_taken() {
    let fake = Fake::start();
    let well_known = "/.well-known/openid-configuration";
    let elsewhere = format!("Location: {}/jwks\r\n", fake.issuer());
    fake.answer_raw(well_known, 302, &elsewhere, "");
    let provider = Provider::new(settings(&fake)).expect("settings that work");
    let error = provider.begin("/", &[7; RANDOM_BYTES], now()).expect_err("nowhere to go");
    assert!(error.to_string().contains("302"), "{error}");
    assert_eq!(fake.asked("/jwks"), 0);

    fake.answer_raw(well_known, 200, "Content-Type: application/json\r\n", &" ".repeat(600 * 1024));
    let error = provider.begin("/", &[7; RANDOM_BYTES], later(60)).expect_err("nowhere to go");
    assert!(error.to_string().contains("larger"), "{error}");
}

#[test]
fn description_that_leads_astray_is_refused() {
    for (changes, word) in [
        (json!({"issuer": "https://evil.example"}), "issuer"),
        (json!({"authorization_endpoint": "http://evil.example/auth"}), "authorization_endpoint"),
        (json!({"token_endpoint": "http://evil.example/token"}), "token_endpoint"),
        (json!({"token_endpoint": null}), "token_endpoint"),
        (json!({"jwks_uri": "http://evil.example/jwks"}), "not encrypted"),
    ] {
        let fake = Fake::start();
        fake.describe(&changes);
        let provider = Provider::new(settings(&fake)).expect("settings that work");
        let error = provider.begin("/", &[7; RANDOM_BYTES], now()).expect_err("nowhere to go");
        assert!(error.to_string().contains(word), "{changes}: {error}");
    }
}

#[test]
fn answers_hold_no_secret() {
    let trial = Trial::begin();
    let body = json!({"access_token": "at-secret", "id_token": "it-secret"}).to_string();
    trial.fake.answer_raw("/token", 200, "Content-Type: application/json\r\n", &body);
    let error = trial.finish().expect_err("nobody is signed in");
    for secret in ["at-secret", "it-secret", "the-code", SECRET] {
        assert!(!format!("{error} {error:?} {:?}", trial.provider).contains(secret), "{error:?}");
    }
}

#[test]
fn sign_ins_under_way_are_bounded() {
    let trial = Trial::begin();
    for number in 0..UNDER_WAY + 10 {
        let mut random = [0; RANDOM_BYTES];
        random[..8].copy_from_slice(&number.to_be_bytes());
        trial.provider.begin("/", &random, later(1)).expect("where to go");
    }
    assert_eq!(trial.provider.under_way.count(), UNDER_WAY);
    // The oldest gave way.
    assert_eq!(trial.finish_at(later(1)), Err(OidcError::Stale));
    trial.provider.begin("/", &[1; RANDOM_BYTES], later(700)).expect("where to go");
    assert_eq!(trial.provider.under_way.count(), 1);
}

#[test]
fn nobody_is_sent_elsewhere() {
    for back in
        ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb", "", &format!("/{}", "a".repeat(3000))]
    {
        assert_eq!(local(back), "/", "{back:?}");
    }
    assert_eq!(local("/search?q=a%20b"), "/search?q=a%20b");
}

#[test]
fn settings_that_cannot_work_are_named() {
    let fake = Fake::start();
    let refused = |change: fn(&mut Settings)| {
        let mut settings = settings(&fake);
        change(&mut settings);
        Provider::new(settings).expect_err("settings that cannot work").to_string()
    };
    assert!(refused(|all| all.issuer = "http://login.example.eu".into()).contains("https://"));
    assert!(refused(|all| all.issuer = "ftp://login.example.eu".into()).contains("oidc.issuer"));
    assert!(refused(|all| all.issuer = "https://a@login.example.eu".into()).contains("has a name"));
    assert!(refused(|all| all.issuer = "https://login.example.eu/?a".into()).contains("query"));
    assert!(refused(|all| all.client_id = " ".into()).contains("oidc.client_id"));
    assert!(refused(|all| all.redirect_uri = "http://emn.example.eu/x".into()).contains("web.origin"));
    assert!(refused(|all| all.roles_claim = String::new()).contains("oidc.roles_claim"));
    assert!(refused(|all| all.role_map[0].1 = "king".into()).contains("king"));
    assert!(refused(|all| all.ca_pem = Some(b"nothing".to_vec())).contains("oidc.ca_file"));
    assert!(Settings::read_role_map(["publisher"]).is_err());
    assert!(Settings::read_role_map(["=publisher"]).is_err());
    assert!(Settings::read_role_map(["a=king"]).is_err());
}
