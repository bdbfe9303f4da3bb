//! Signing in with the administration's own provider.
//!
//! The browser goes there and comes back; a cookie ties both ways to one browser. Who comes back is whoever the provider
//! has signed for. Whether they get in, and as what, is decided here: see [`admit`].

use std::fs::File;
use std::io::{self, Read as _};
use std::net::SocketAddr;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use emn_accounts::{Access, AccessError, NewSession, Role, Roles, SignInError, Subject};
use emn_oidc::{Begin, Callback, Finished, OidcError, Provider, RANDOM_BYTES, Refusal as Why, Settings};
use emn_pages::sign_in::{Failure, SignInPage};
use emn_protocol::time::Timestamp;
use serde::Deserialize;
use serde_json::json;

use super::page::{back, own_path, set_cookie, with_status};
use super::sign_in::{begin as let_in, blank, log};
use super::visitor::Visitor;
use crate::api::Shared;
use crate::api::auth::{cookie, named};
use crate::api::error::Refusal;
use crate::api::records::blocking;
use crate::config::{Folder, OidcConfig};
use crate::identity::random;
use crate::telemetry::{chain, wall_clock};

const BEGIN: &str = "/sign-in/oidc";
const CALLBACK: &str = "/sign-in/oidc/callback";
/// As long as a sign-in may be under way.
const COOKIE_SECONDS: u64 = 600;
/// Bytes of the file with the secret, and of the one with authorities: those of all of Europe are some hundred.
const FILE_BYTES: u64 = 1024 * 1024;
/// Bits of a file's mode that nobody but its owner may have.
const OTHERS: u32 = 0o077;

pub(super) fn routes() -> Router<Shared> {
    Router::new().route(BEGIN, get(begin)).route(CALLBACK, get(finish))
}

/// Why the provider of the settings cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OidcOpenError {
    /// The settings do not work together.
    #[error(transparent)]
    Settings(#[from] emn_oidc::SettingsError),
    /// Nobody can come back to a port that is drawn at each start.
    #[error(
        "the provider must know where to send people back to: set `web.origin`, or a port other than 0 in `api.listen`"
    )]
    Port,
    /// A file is not there or cannot be read.
    #[error("the file of {key} cannot be read: {}: {error}", path.display())]
    File {
        /// The setting.
        key: &'static str,
        /// The file.
        path: PathBuf,
        /// What happened.
        error: io::Error,
    },
    /// Others may read the secret.
    #[error("{} has mode {mode:04o}, so others can read the secret in it: chmod 600 {}", path.display(), path.display())]
    Mode {
        /// The file.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
}

/// The provider of the settings. Does not ask it anything yet.
///
/// # Errors
/// [`OidcOpenError`].
pub fn open(
    config: &OidcConfig,
    folder: &Folder,
    origin: Option<&str>,
    listen: SocketAddr,
) -> Result<Provider, OidcOpenError> {
    let origin = match origin {
        Some(origin) => origin.to_owned(),
        None if listen.port() == 0 => return Err(OidcOpenError::Port),
        None => format!("http://{listen}"),
    };
    let path = |path: &Path| folder.root().join(path);
    let secret = config.client_secret_file.as_deref().map(|file| read_secret(&path(file))).transpose()?;
    let authorities = config.ca_file.as_deref().map(|file| read("oidc.ca_file", &path(file))).transpose()?;
    let settings = Settings {
        issuer: config.issuer.clone(),
        client_id: config.client_id.clone(),
        client_secret: secret,
        scopes: config.scopes.clone(),
        redirect_uri: format!("{origin}{CALLBACK}"),
        ca_pem: authorities,
        name_claim: config.name_claim.clone(),
        roles_claim: config.roles_claim.clone(),
        role_map: Settings::read_role_map(config.role_map.iter().map(String::as_str))?,
    };
    Ok(Provider::new(settings)?)
}

fn read(key: &'static str, path: &Path) -> Result<Vec<u8>, OidcOpenError> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(FILE_BYTES).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|error| OidcOpenError::File { key, path: path.to_owned(), error })
}

fn read_secret(path: &Path) -> Result<String, OidcOpenError> {
    const KEY: &str = "oidc.client_secret_file";
    let failed = |error| OidcOpenError::File { key: KEY, path: path.to_owned(), error };
    let mode = path.metadata().map_err(failed)?.mode() & 0o777;
    if mode & OTHERS != 0 {
        return Err(OidcOpenError::Mode { path: path.to_owned(), mode });
    }
    let text = String::from_utf8(read(KEY, path)?).map_err(|_| failed(io::Error::other("it is no text")))?;
    match text.trim() {
        "" => Err(failed(io::Error::other("it is empty"))),
        secret => Ok(secret.to_owned()),
    }
}

fn provider(shared: &Shared) -> Result<Arc<Provider>, Refusal> {
    let door = shared.api.doors.provider.as_ref();
    let missing = || Refusal::not_found("this node has no sign-in but that with name and password");
    door.map(|door| Arc::clone(&door.provider)).ok_or_else(missing)
}

/// The cookie that ties the way back to the browser that left.
fn cookie_name(shared: &Shared) -> String {
    format!("{}-leaving", shared.cookie)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    back: String,
}

/// Sends the browser to the provider. A link and no form: the security policy of our pages lets forms lead nowhere else,
/// and there is nothing here that another site could gain by beginning it.
async fn begin(
    State(shared): State<Shared>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let provider = provider(&shared)?;
    let wanted = own_path(&asked.back).to_owned();
    let home = provider.home();
    if home != visitor.arrival.origin {
        return elsewhere(&format!("{home}{BEGIN}?{}", back(&wanted)));
    }
    let secrets = random::<RANDOM_BYTES>().map_err(|error| Refusal::internal(chain(&error)))?;
    let begun = blocking(move || Ok(provider.begin(&wanted, &secrets, wall_clock()))).await?;
    match begun {
        Ok(Begin { url, cookie }) => {
            let mut response = elsewhere(&url)?;
            set_cookie(&mut response, &visitor.arrival, &cookie_name(&shared), &cookie, Some(COOKIE_SECONDS));
            Ok(response)
        }
        Err(error) => failed(&shared, &visitor, &error).await,
    }
}

/// To another place than a page of this node: the provider, or the node's own address for people.
fn elsewhere(url: &str) -> Result<Response, Refusal> {
    let location = HeaderValue::from_str(url);
    let location = location.map_err(|_| Refusal::internal("the provider's address fits no header".to_owned()))?;
    let headers = [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// What the browser brings back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Answer {
    state: String,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

async fn finish(
    State(shared): State<Shared>,
    visitor: Visitor,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Result<Response, Refusal> {
    let provider = provider(&shared)?;
    let access = shared.api.access.clone();
    let left = cookie(&headers, &cookie_name(&shared)).unwrap_or_default().to_owned();
    let outcome = blocking(move || {
        let callback = Callback {
            state: &answer.state,
            code: answer.code.as_deref(),
            iss: answer.iss.as_deref(),
            error: answer.error.as_deref(),
        };
        let now = wall_clock();
        let finished = provider.finish(callback, &left, now);
        Ok(finished.map(|finished| (admit(&access, &provider, &finished, now), finished)))
    })
    .await?;
    let mut response = match outcome {
        Err(error) => failed(&shared, &visitor, &error).await?,
        Ok((Ok(admitted), finished)) => {
            note(&shared, &admitted).await?;
            let_in(&shared, &visitor.arrival, &admitted.session, &finished.back)?
        }
        Ok((Err(denied), finished)) => turned_away(&shared, &visitor, denied, &finished).await?,
    };
    set_cookie(&mut response, &visitor.arrival, &cookie_name(&shared), "", Some(0));
    Ok(response)
}

/// Somebody who got in.
struct Admitted {
    session: NewSession,
    /// What was done to the account on the way, for the audit log.
    done: Option<&'static str>,
}

/// Why somebody whom the provider knows does not get in.
enum Denied {
    /// There is no account for them, for this reason.
    Stranger(String),
    /// Something failed here.
    Failed(String),
}

/// Lets in whom the provider has signed for. Where it decides on roles, accounts are made and get the roles of the
/// groups, each time; otherwise only those get in whose account the administrator linked, with the roles that they have.
fn admit(access: &Access, provider: &Provider, finished: &Finished, now: Timestamp) -> Result<Admitted, Denied> {
    let claims = &finished.claims;
    let subject = Subject { issuer: claims.issuer.clone(), subject: claims.subject.clone() };
    let login = claims.preferred_username.as_deref();
    let sign_in = || access.sign_in_subject(&subject, login, now);
    if !provider.decides_roles() {
        let session = sign_in().map_err(|error| denied(error, "no account is linked to this person"))?;
        return Ok(Admitted { session, done: None });
    }
    let roles: Roles = finished.roles.iter().filter_map(|role| role.parse::<Role>().ok()).collect();
    if roles.is_empty() {
        // Who lost all groups loses here what they gave: sessions and tokens end with the roles.
        if let Ok(session) = sign_in() {
            let who = &session.visit.who;
            access.set_roles(&who.name, Roles::NONE).map_err(|error| unchanged(&error))?;
            access.end_all(&who.account);
            tracing::warn!(
                account = who.name,
                "a person has no group with a role here any more; the roles are taken away"
            );
        }
        return Err(Denied::Stranger("none of the person's groups gives a role here".to_owned()));
    }
    let done = match sign_in() {
        Ok(session) if session.visit.who.roles == roles.with(Role::Reader) => {
            return Ok(Admitted { session, done: None });
        }
        Ok(session) => {
            // The session of a moment ago ends with it.
            access.set_roles(&session.visit.who.name, roles).map_err(|error| unchanged(&error))?;
            "user-roles"
        }
        Err(SignInError::Wrong) => {
            let name = login
                .ok_or_else(|| Denied::Stranger("the provider gives the person no name to sign in with".into()))?;
            access.provision(name, claims.name.as_deref(), roles, &subject, now).map_err(|error| unchanged(&error))?;
            "user-add"
        }
        Err(error) => return Err(denied(error, "")),
    };
    let session = sign_in().map_err(|error| denied(error, "the account was changed at this moment"))?;
    Ok(Admitted { session, done: Some(done) })
}

fn denied(error: SignInError, stranger: &str) -> Denied {
    match error {
        SignInError::Wrong => Denied::Stranger(stranger.to_owned()),
        error => Denied::Failed(chain(&error)),
    }
}

/// Names that will not do or are taken are for the administrator to sort out; files are not.
fn unchanged(error: &AccessError) -> Denied {
    match error {
        AccessError::File(_) | AccessError::Random(_) => Denied::Failed(chain(error)),
        other => Denied::Stranger(chain(other)),
    }
}

async fn note(shared: &Shared, admitted: &Admitted) -> Result<(), Refusal> {
    let who = &admitted.session.visit.who;
    if let Some(action) = admitted.done {
        let details = json!({"account": who.name, "roles": who.roles, "by": "provider"});
        log(shared, "node", action, details).await?;
    }
    log(shared, &named(who), "sign-in", json!({"by": "provider"})).await
}

/// The page for somebody whose sign-in did not come to its end.
async fn failed(shared: &Shared, visitor: &Visitor, error: &OidcError) -> Result<Response, Refusal> {
    let status = match error.refusal() {
        Why::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Why::Stale | Why::Declined | Why::Untrusted => StatusCode::UNPROCESSABLE_ENTITY,
    };
    match error.refusal() {
        // Anybody can bring a made-up answer, as often as they like: that must not fill the audit log.
        Why::Stale | Why::Unavailable => {
            tracing::info!(why = %error, "a sign-in with the provider did not come to its end");
        }
        Why::Declined | Why::Untrusted => tracing::warn!(why = %error, "a sign-in with the provider was refused"),
    }
    with_status(status, &SignInPage { failure: Failure::Provider, ..blank(shared, visitor) })
}

async fn turned_away(
    shared: &Shared,
    visitor: &Visitor,
    denied: Denied,
    finished: &Finished,
) -> Result<Response, Refusal> {
    match denied {
        Denied::Failed(why) => Err(Refusal::internal(why)),
        Denied::Stranger(why) => {
            let claims = &finished.claims;
            // What the administrator needs to link an account.
            let details =
                json!({"by": "provider", "why": why, "subject": claims.subject, "login": claims.preferred_username});
            log(shared, "somebody", "sign-in-refused", details).await?;
            let page = SignInPage { failure: Failure::Stranger, ..blank(shared, visitor) };
            with_status(StatusCode::FORBIDDEN, &page)
        }
    }
}
