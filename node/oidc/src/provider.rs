//! The provider: what it says of itself, where it signs people in, and what it says of them.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, UNIX_EPOCH};

use data_encoding::BASE64URL_NOPAD;
use emn_protocol::time::Timestamp;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClientAuthMethod, CoreErrorResponseType,
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata,
    CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthType, AuthorizationCode, ClaimsVerificationError, Client, ClientId, ClientSecret,
    CsrfToken, DiscoveryError, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdToken,
    IdTokenClaims, IdTokenFields, IdTokenVerifier, IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError, StandardErrorResponse,
    StandardTokenResponse, TokenResponse as _, UserInfoClaims,
};
use serde_json::{Map, Value};

use crate::claims::{Claims, Further};
use crate::error::{OidcError, printable};
use crate::fetch::{FetchError, Fetcher};
use crate::pending::{Pending, UnderWay};
use crate::settings::{Settings, SettingsError};

/// Random bytes that one sign-in takes: state, nonce, verifier and cookie.
pub const RANDOM_BYTES: usize = 4 * 32;

/// How long what the provider says of itself is believed without asking again.
const BELIEVED_SECONDS: i64 = 3600;
/// Shortest time between two questions for keys: whoever brings made-up key names must not make the node ask each time.
const ASK_SECONDS: i64 = 10;
/// How far the provider's clock and ours may be apart, either way.
const CLOCKS_SECONDS: i64 = 300;
/// Longest code that is passed on; those of real providers have some hundred characters, a few of them thousands.
const CODE_BYTES: usize = 8 * 1024;

/// Signatures that are accepted: only those that need a key which nobody but the provider has. `none` and the HMAC
/// family are not among them.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

type SignedClaims = IdTokenClaims<Further, CoreGenderClaim>;
type SignedToken = IdToken<Further, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
type Tokens = StandardTokenResponse<
    IdTokenFields<
        Further,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;
type ErrorAnswer = StandardErrorResponse<CoreErrorResponseType>;
type OidcClient = Client<
    Further,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    ErrorAnswer,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Where to send the browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begin {
    /// The provider's page.
    pub url: String,
    /// What the browser must have in a cookie when it comes back: HttpOnly, SameSite=Lax, for ten minutes.
    pub cookie: String,
}

/// What the browser brings back, as it stands in the address.
#[derive(Debug, Clone, Copy, Default)]
pub struct Callback<'a> {
    /// `state`.
    pub state: &'a str,
    /// `code`.
    pub code: Option<&'a str>,
    /// `iss`, by which a provider says who answers.
    pub iss: Option<&'a str>,
    /// `error`, if the provider refused.
    pub error: Option<&'a str>,
}

/// A sign-in that came to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// Who signed in.
    pub claims: Claims,
    /// Roles by the map of the settings, each once; empty if the provider gives none.
    pub roles: Vec<String>,
    /// Where the visitor wanted to go: a path here.
    pub back: String,
}

/// What the provider says of itself.
struct Known {
    client: OidcClient,
    metadata: CoreProviderMetadata,
    asked: Timestamp,
}

/// The last question for what the provider says of itself.
#[derive(Default)]
struct Asked {
    known: Option<Arc<Known>>,
    failed: Option<(Timestamp, OidcError)>,
}

/// The provider of an administration.
pub struct Provider {
    settings: Settings,
    issuer: IssuerUrl,
    redirect: RedirectUrl,
    fetcher: Fetcher,
    under_way: UnderWay,
    asked: Mutex<Asked>,
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Provider {
    /// A provider by these settings. Asks it nothing yet: a node starts while its provider is down.
    ///
    /// # Errors
    /// Settings that cannot work.
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        settings.check()?;
        let no_address = |key, value: &str| SettingsError::Address { key, value: value.into(), why: "is no address" };
        let issuer =
            IssuerUrl::new(settings.issuer.clone()).map_err(|_| no_address("oidc.issuer", &settings.issuer))?;
        let redirect = RedirectUrl::new(settings.redirect_uri.clone());
        let redirect = redirect.map_err(|_| no_address("web.origin", &settings.redirect_uri))?;
        let fetcher = Fetcher::new(&settings)?;
        Ok(Self { settings, issuer, redirect, fetcher, under_way: UnderWay::default(), asked: Mutex::default() })
    }

    /// The origin that the browser comes back to, and so must begin at: cookies do not go to another.
    pub fn home(&self) -> String {
        self.redirect.url().origin().ascii_serialization()
    }

    /// Whether the provider says at each sign-in which roles a person has.
    pub fn decides_roles(&self) -> bool {
        !self.settings.role_map.is_empty()
    }

    /// Begins a sign-in. `back` is where the visitor wants to go afterwards; anything but a path here becomes `/`.
    ///
    /// # Errors
    /// [`OidcError::Unavailable`] if the provider does not say where to go.
    pub fn begin(&self, back: &str, random: &[u8; RANDOM_BYTES], now: Timestamp) -> Result<Begin, OidcError> {
        let known = self.known(now, now.plus_seconds(-BELIEVED_SECONDS))?;
        let mut secrets = random.chunks_exact(32).map(|bytes| BASE64URL_NOPAD.encode(bytes));
        let mut secret = || secrets.next().unwrap_or_default();
        let (state, nonce, verifier, cookie) = (secret(), secret(), secret(), secret());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier.clone()));
        let (for_url, nonce_for_url) = (state.clone(), nonce.clone());
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let request = known.client.authorize_url(flow, || CsrfToken::new(for_url), || Nonce::new(nonce_for_url));
        let scopes = self.settings.scopes.iter().filter(|scope| *scope != "openid");
        let request = request.add_scopes(scopes.cloned().map(Scope::new)).set_pkce_challenge(challenge);
        let (url, _, _) = request.url();
        let pending =
            Pending { cookie: cookie.clone(), nonce, verifier, back: local(back), expires: UnderWay::expiry(now) };
        self.under_way.keep(state, pending, now);
        Ok(Begin { url: url.into(), cookie })
    }

    /// Ends a sign-in: exchanges the code, checks what the provider signed, and says who it is.
    ///
    /// # Errors
    /// Every reason why somebody is not signed in.
    pub fn finish(&self, callback: Callback<'_>, cookie: &str, now: Timestamp) -> Result<Finished, OidcError> {
        let pending = self.under_way.take(callback.state, cookie, now)?;
        if callback.iss.is_some_and(|iss| iss != self.issuer.as_str()) {
            return Err(OidcError::untrusted("another provider than the one that was asked sent the browser back"));
        }
        if let Some(error) = callback.error {
            return Err(OidcError::Declined { what: printable(error) });
        }
        let code = callback.code.filter(|code| !code.is_empty() && code.len() <= CODE_BYTES);
        let code = code.ok_or_else(|| OidcError::untrusted("the browser brought no code"))?;
        let known = self.known(now, now.plus_seconds(-BELIEVED_SECONDS))?;
        let tokens = self.exchange(&known, code, pending.verifier)?;
        let token = tokens.id_token().ok_or_else(|| OidcError::untrusted("it holds no ID token"))?;
        let nonce = Nonce::new(pending.nonce);
        let (known, signed) = match self.verify(&known, token, &nonce, now) {
            // Providers change their keys; what it says of itself may be older than that.
            Err(error) if may_be_a_new_key(&error) => {
                let known = self.known(now, now.plus_seconds(-ASK_SECONDS))?;
                let signed = self.verify(&known, token, &nonce, now).map_err(refused)?;
                (known, signed)
            }
            other => (known, other.map_err(refused)?),
        };
        self.check_party(signed)?;
        self.check_access_token(&known, token, signed, tokens.access_token(), now)?;
        let mut all = object(signed)?;
        self.add_user_info(&known, signed, tokens.access_token(), &mut all)?;
        let subject = signed.subject().as_str().to_owned();
        if subject.is_empty() || subject.len() > 255 {
            return Err(OidcError::untrusted("the subject is empty or longer than 255 characters"));
        }
        let claims = Claims::read(self.issuer.as_str().to_owned(), subject, &all, &self.settings);
        let roles = claims.roles(&self.settings.role_map);
        Ok(Finished { claims, roles, back: pending.back })
    }

    /// What the provider says of itself, asked for after `since` or now. One question at a time: the others wait for
    /// its answer, and after one in vain nobody asks for some seconds.
    fn known(&self, now: Timestamp, since: Timestamp) -> Result<Arc<Known>, OidcError> {
        // Nothing is half done when a question panics: the answer is put in as a whole.
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = asked.known.as_ref().filter(|known| known.asked > since) {
            return Ok(Arc::clone(known));
        }
        if let Some((_, error)) = asked.failed.as_ref().filter(|(at, _)| now < at.plus_seconds(ASK_SECONDS)) {
            return Err(error.clone());
        }
        match self.ask(now) {
            Ok(known) => {
                let known = Arc::new(known);
                *asked = Asked { known: Some(Arc::clone(&known)), failed: None };
                Ok(known)
            }
            Err(error) => {
                asked.failed = Some((now, error.clone()));
                Err(error)
            }
        }
    }

    fn ask(&self, now: Timestamp) -> Result<Known, OidcError> {
        let unavailable =
            |reason| OidcError::Unavailable { step: "the provider does not say where to sign in", reason };
        let metadata = CoreProviderMetadata::discover(&self.issuer, &self.fetcher)
            .map_err(|error| unavailable(discovery_words(&error)))?;
        let address = |what: &str, url| match self.fetcher.check(url) {
            Ok(()) => Ok(()),
            Err(why) => Err(unavailable(format!("its {what} {why}"))),
        };
        address("authorization_endpoint", metadata.authorization_endpoint().url())?;
        let token_endpoint = metadata.token_endpoint();
        address(
            "token_endpoint",
            token_endpoint.ok_or_else(|| unavailable("it names no token_endpoint".to_owned()))?.url(),
        )?;
        let secret = self.settings.client_secret.clone().map(ClientSecret::new);
        let id = ClientId::new(self.settings.client_id.clone());
        let mut client =
            OidcClient::from_provider_metadata(metadata.clone(), id, secret).set_redirect_uri(self.redirect.clone());
        if metadata.token_endpoint_auth_methods_supported().is_some_and(|methods| wants_secret_in_form(methods)) {
            client = client.set_auth_type(AuthType::RequestBody);
        }
        Ok(Known { client, metadata, asked: now })
    }

    fn exchange(&self, known: &Known, code: &str, verifier: String) -> Result<Tokens, OidcError> {
        let request = known.client.exchange_code(AuthorizationCode::new(code.to_owned()));
        let request = request.map_err(|_| OidcError::untrusted("the provider names no token_endpoint"))?;
        let answer = request.set_pkce_verifier(PkceCodeVerifier::new(verifier)).request(&self.fetcher);
        answer.map_err(|error| {
            let unavailable =
                |reason| OidcError::Unavailable { step: "the provider does not exchange the code", reason };
            match error {
                RequestTokenError::ServerResponse(error) => {
                    OidcError::Declined { what: printable(error.error().as_ref()) }
                }
                RequestTokenError::Request(error) => unavailable(error.to_string()),
                // The body may hold tokens, so it is not quoted.
                RequestTokenError::Parse(..) => unavailable("its answer cannot be read".to_owned()),
                RequestTokenError::Other(what) => unavailable(printable(&what)),
            }
        })
    }

    fn verifier(&self, known: &Known, now: Timestamp) -> IdTokenVerifier<'static, CoreJsonWebKey> {
        let id = ClientId::new(self.settings.client_id.clone());
        // A public client's verifier has no secret, so that nothing signed with it can pass.
        IdTokenVerifier::new_public_client(id, self.issuer.clone(), known.metadata.jwks().clone())
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || (UNIX_EPOCH + Duration::from_secs(now.unix().unsigned_abs())).into())
            .set_issue_time_verifier_fn(move |issued| {
                if issued.timestamp().abs_diff(now.unix()) <= CLOCKS_SECONDS.unsigned_abs() {
                    Ok(())
                } else {
                    Err("issued more than five minutes from now: are both clocks right?".to_owned())
                }
            })
    }

    fn verify<'t>(
        &self,
        known: &Known,
        token: &'t SignedToken,
        nonce: &Nonce,
        now: Timestamp,
    ) -> Result<&'t SignedClaims, ClaimsVerificationError> {
        token.claims(&self.verifier(known, now), nonce)
    }

    /// Whom the token was issued to. The library leaves this to us.
    fn check_party(&self, signed: &SignedClaims) -> Result<(), OidcError> {
        match signed.authorized_party() {
            Some(party) if party.as_str() != self.settings.client_id => {
                Err(OidcError::untrusted("it was issued to another client (azp)"))
            }
            _ => Ok(()),
        }
    }

    /// That the access token, which user info is asked with, belongs to the ID token.
    fn check_access_token(
        &self,
        known: &Known,
        token: &SignedToken,
        signed: &SignedClaims,
        access: &AccessToken,
        now: Timestamp,
    ) -> Result<(), OidcError> {
        let Some(expected) = signed.access_token_hash() else { return Ok(()) };
        let verifier = self.verifier(known, now);
        let unclear = || OidcError::untrusted("its access token cannot be checked (at_hash)");
        let algorithm = token.signing_alg().map_err(|_| unclear())?;
        let key = token.signing_key(&verifier).map_err(|_| unclear())?;
        let actual = AccessTokenHash::from_token(access, algorithm, key).map_err(|_| unclear())?;
        if actual == *expected {
            Ok(())
        } else {
            Err(OidcError::untrusted("its access token belongs to another sign-in (at_hash)"))
        }
    }

    /// Adds what only the user info endpoint says; what is signed wins.
    fn add_user_info(
        &self,
        known: &Known,
        signed: &SignedClaims,
        access: &AccessToken,
        all: &mut Map<String, Value>,
    ) -> Result<(), OidcError> {
        // The library would panic at a token that fits no header.
        if known.metadata.userinfo_endpoint().is_none() || !access.secret().bytes().all(|byte| byte.is_ascii_graphic())
        {
            return Ok(());
        }
        let failed = |reason| OidcError::Unavailable { step: "the provider does not say who signed in", reason };
        let request = known.client.user_info(access.clone(), Some(signed.subject().clone()));
        let request = request.map_err(|_| failed("it names no userinfo_endpoint".to_owned()))?;
        let answer: Result<UserInfoClaims<Further, CoreGenderClaim>, _> = request.request(&self.fetcher);
        // Words of our own: the library's may quote the answer.
        let answer = answer.map_err(|error| match error {
            openidconnect::UserInfoError::Request(error) => failed(error.to_string()),
            openidconnect::UserInfoError::ClaimsVerification(error) => refused(error),
            openidconnect::UserInfoError::Response(status, ..) => failed(format!("it answers with status {status}")),
            _ => failed("its answer cannot be read".to_owned()),
        })?;
        for (name, value) in object(&answer)? {
            all.entry(name).or_insert(value);
        }
        Ok(())
    }
}

/// Whether the secret must stand in the form: the header is the way that every provider has to know, so it is taken
/// unless the provider leaves it out.
fn wants_secret_in_form(methods: &[CoreClientAuthMethod]) -> bool {
    !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
        && methods.contains(&CoreClientAuthMethod::ClientSecretPost)
}

/// All claims by name.
fn object(claims: &impl serde::Serialize) -> Result<Map<String, Value>, OidcError> {
    match serde_json::to_value(claims) {
        Ok(Value::Object(all)) => Ok(all.into_iter().filter(|(_, value)| !value.is_null()).collect()),
        _ => Err(OidcError::untrusted("its claims cannot be read")),
    }
}

fn may_be_a_new_key(error: &ClaimsVerificationError) -> bool {
    matches!(
        error,
        ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey | SignatureVerificationError::CryptoError(_)
        )
    )
}

fn refused(error: ClaimsVerificationError) -> OidcError {
    let mut reason = error.to_string();
    if let ClaimsVerificationError::SignatureVerification(why) = &error {
        reason = format!("{reason}: {why}");
    }
    OidcError::untrusted(reason)
}

fn discovery_words(error: &DiscoveryError<FetchError>) -> String {
    match error {
        DiscoveryError::Parse(error) => printable(&format!("its description cannot be read: {error}")),
        DiscoveryError::Request(error) => error.to_string(),
        DiscoveryError::Response(status, _, what) => printable(&format!("status {status}: {what}")),
        DiscoveryError::Validation(what) => printable(what),
        other => printable(&other.to_string()),
    }
}

/// A path on this node, or `/`: nobody is sent elsewhere after a sign-in.
fn local(back: &str) -> String {
    let path = back.starts_with('/') && !back.starts_with("//") && back.len() <= 2048;
    let plain = back.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if path && plain { back.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests;
