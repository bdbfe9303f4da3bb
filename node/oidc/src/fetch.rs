//! Questions to the provider over HTTP: bounded in size and time, without following anybody anywhere.

use std::time::Duration;

use openidconnect::url::Url;
use openidconnect::{HttpRequest, HttpResponse, SyncHttpClient};
use ureq::Agent;
use ureq::http::Method;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};

use crate::settings::{self, Settings, SettingsError};

/// Longest wait for one answer. A person is waiting, and a provider answers in less than a second.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Bytes of an answer: key sets and claims of real providers have some ten thousand.
const ANSWER_BYTES: u64 = 512 * 1024;

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    #[error("{0}")]
    Address(&'static str),
    #[error("no answer within 10 seconds")]
    TimedOut,
    #[error("the answer is larger than 512 KiB")]
    TooLarge,
    #[error("{0}")]
    Connection(String),
}

/// Asks the provider.
#[derive(Debug)]
pub(crate) struct Fetcher {
    agent: Agent,
    /// The provider is on this machine and speaks HTTP, so its other addresses may do so too.
    plain: bool,
}

impl Fetcher {
    pub(crate) fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let plain = settings.issuer.starts_with("http://");
        let mut tls = TlsConfig::builder();
        if let Some(pem) = &settings.ca_pem {
            tls = tls.root_certs(authorities(pem)?);
        }
        let agent = Agent::config_builder()
            .tls_config(tls.build())
            .https_only(!plain)
            .http_status_as_error(false)
            // A redirected token request would carry the secret to somebody else.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(TIMEOUT))
            .user_agent("emn")
            .build()
            .new_agent();
        Ok(Self { agent, plain })
    }

    /// Whether an address that the provider names may be used.
    pub(crate) fn check(&self, url: &Url) -> Result<(), &'static str> {
        settings::safe(url)?;
        if !self.plain && url.scheme() != "https" {
            return Err("is not encrypted, though the provider is");
        }
        Ok(())
    }
}

fn authorities(pem: &[u8]) -> Result<RootCerts, SettingsError> {
    let mut found = Vec::new();
    for item in parse_pem(pem) {
        match item {
            Ok(PemItem::Certificate(certificate)) => found.push(certificate),
            // A key in this file is an accident, and no reason to trust less.
            Ok(_) => {}
            Err(_) => return Err(SettingsError::Certificates),
        }
    }
    if found.is_empty() { Err(SettingsError::Certificates) } else { Ok(found.into()) }
}

impl SyncHttpClient for Fetcher {
    type Error = FetchError;

    fn call(&self, request: HttpRequest) -> Result<HttpResponse, FetchError> {
        let url = Url::parse(&request.uri().to_string()).map_err(|_| FetchError::Address("is no address"))?;
        self.check(&url).map_err(FetchError::Address)?;
        let answer = if request.method() == Method::POST {
            self.agent.run(request)
        } else {
            self.agent.run(request.map(|_| ()))
        };
        let (parts, mut body) = answer.map_err(words)?.into_parts();
        let bytes = body.with_config().limit(ANSWER_BYTES).read_to_vec().map_err(words)?;
        Ok(HttpResponse::from_parts(parts, bytes))
    }
}

/// What went wrong, without the address: it may hold a code.
fn words(error: ureq::Error) -> FetchError {
    match error {
        ureq::Error::Timeout(_) => FetchError::TimedOut,
        ureq::Error::BodyExceedsLimit(_) => FetchError::TooLarge,
        ureq::Error::HostNotFound => FetchError::Connection("the provider's name is not known".to_owned()),
        ureq::Error::ConnectionFailed => FetchError::Connection("the provider takes no connection".to_owned()),
        ureq::Error::Io(error) => FetchError::Connection(error.to_string()),
        ureq::Error::Rustls(error) => FetchError::Connection(format!(
            "{error}; if the administration has authorities of its own, name their file in oidc.ca_file"
        )),
        other => FetchError::Connection(other.to_string()),
    }
}
