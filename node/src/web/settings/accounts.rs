//! All accounts, for administrators.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use emn_accounts::{Access, AccessError, AccountView, Initial, NameError, NewAccount, Role, Roles, Secret};
use emn_pages::parts::Mistakes;
use emn_pages::settings::{Account, AccountPage, AccountsPage, FreshPassword, NewAccount as Filled};
use serde_json::{Value, json};

use super::{chosen_roles, names, role_choices};
use crate::api::Shared;
use crate::api::auth::{Need, named};
use crate::api::error::Refusal;
use crate::api::records::blocking;
use crate::telemetry::{chain, wall_clock};
use crate::web::form::Fields;
use crate::web::page::{page, see_other, with_status};
use crate::web::sign_in::log;
use crate::web::visitor::Visitor;

/// All roles, to choose from.
fn all_roles() -> Roles {
    Role::ALL.into_iter().collect()
}

pub(super) async fn list(State(shared): State<Shared>, visitor: Visitor) -> Result<Response, Refusal> {
    visitor.person(Need::Administer)?;
    let reader = Roles::NONE.with(Role::Reader);
    blocking(move || page(&list_view(&shared, &visitor, ("", "", reader))?)).await
}

/// The list, and the form with what was entered: name to sign in with, name for people, roles.
fn list_view<'a>(
    shared: &Shared,
    visitor: &'a Visitor,
    (login, full_name, roles): (&str, &str, Roles),
) -> Result<AccountsPage<'a>, Refusal> {
    let frame = &visitor.frame;
    let mut accounts: Vec<Account> = shared.api.access.accounts()?.iter().map(shown).collect();
    accounts.sort_by(|a, b| (a.disabled, &a.login).cmp(&(b.disabled, &b.login)));
    Ok(AccountsPage {
        frame,
        fresh: None,
        accounts,
        form: Filled {
            login: login.to_owned(),
            full_name: full_name.to_owned(),
            roles: role_choices(frame, all_roles(), roles),
        },
        mistakes: Mistakes::default(),
        provider: shared.api.doors.provider.is_some(),
    })
}

fn shown(account: &AccountView) -> Account {
    let provider = account.provider.as_ref().map(|provider| {
        let who = provider.login.as_ref().or(provider.subject.as_ref());
        who.map_or_else(|| provider.issuer.clone(), |who| format!("{who}, {}", provider.issuer))
    });
    Account {
        id: account.id.clone(),
        login: account.name.clone(),
        full_name: account.full_name.clone(),
        roles: names(account.roles),
        disabled: account.disabled.is_some(),
        newcomer: account.must_change,
        has_password: account.has_password,
        provider,
        since: account.created,
    }
}

pub(super) async fn make(State(shared): State<Shared>, visitor: Visitor, fields: Fields) -> Result<Response, Refusal> {
    let by = named(visitor.person(Need::Administer)?);
    let (login, full_name) = (fields.get("login").trim().to_owned(), fields.get("full_name").trim().to_owned());
    let roles = chosen_roles(&fields, "role");
    let new = NewAccount { name: login.clone(), full_name: Some(full_name.clone()), roles };
    let access = shared.api.access.clone();
    let added = blocking(move || Ok(access.add(&new, Initial::Generated, wall_clock()))).await?;
    let frame = &visitor.frame;
    let (field, text) = match added {
        Ok(added) => {
            let details = about(&added.account, json!({"roles": added.account.roles}));
            log(&shared, &by, "user-add", details).await?;
            let fresh = fresh(&added.account, added.password);
            let reader = Roles::NONE.with(Role::Reader);
            return page(&AccountsPage { fresh, ..list_view(&shared, &visitor, ("", "", reader))? });
        }
        Err(AccessError::Name(NameError::Full(_))) => ("full_name", "accounts-wrong-full-name"),
        Err(AccessError::Name(_)) => ("login", "accounts-wrong-login"),
        Err(AccessError::Listed(_)) => ("login", "accounts-taken"),
        Err(AccessError::Full { .. }) => ("", "accounts-full"),
        Err(AccessError::Busy) => ("", "accounts-wait"),
        Err(error) => return Err(Refusal::internal(chain(&error))),
    };
    let mut again = list_view(&shared, &visitor, (&login, &full_name, roles))?;
    again.mistakes.add(field, frame.t(text));
    with_status(StatusCode::UNPROCESSABLE_ENTITY, &again)
}

fn fresh(account: &AccountView, password: Option<Secret>) -> Option<FreshPassword> {
    password.map(|password| FreshPassword { login: account.name.clone(), password: password.into_string() })
}

/// What the audit log says of an account, as `emn user` has it.
fn about(account: &AccountView, more: Value) -> Value {
    let mut details = json!({"id": account.id, "name": account.name});
    if let (Some(details), Value::Object(more)) = (details.as_object_mut(), more) {
        details.extend(more);
    }
    details
}

pub(super) async fn show(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    visitor.person(Need::Administer)?;
    blocking(move || {
        let account = find(&shared.api.access, &id)?;
        page(&one_view(&visitor, &account, account.roles))
    })
    .await
}

fn find(access: &Access, id: &str) -> Result<AccountView, Refusal> {
    access.account_with_id(id)?.ok_or_else(|| Refusal::not_found("there is no such account"))
}

fn one_view<'a>(visitor: &'a Visitor, account: &AccountView, chosen: Roles) -> AccountPage<'a> {
    AccountPage {
        frame: &visitor.frame,
        fresh: None,
        account: shown(account),
        roles: role_choices(&visitor.frame, all_roles(), chosen),
        own: is_own(visitor, account),
        mistakes: Mistakes::default(),
    }
}

fn is_own(visitor: &Visitor, account: &AccountView) -> bool {
    visitor.session.as_ref().is_some_and(|session| session.who.account == account.id)
}

/// Why an account's rights to administer must stay as they are.
fn keeps(shared: &Shared, visitor: &Visitor, account: &AccountView) -> Result<Option<&'static str>, Refusal> {
    if is_own(visitor, account) {
        return Ok(Some("accounts-not-own"));
    }
    let administers = |other: &AccountView| other.disabled.is_none() && other.roles.contains(Role::Administrator);
    let others = shared.api.access.accounts()?.iter().any(|other| other.id != account.id && administers(other));
    Ok((administers(account) && !others).then_some("accounts-last-administrator"))
}

pub(super) async fn set_roles(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Refusal> {
    let by = named(visitor.person(Need::Administer)?);
    let roles = chosen_roles(&fields, "role").with(Role::Reader);
    let before = find(&shared.api.access, &id)?;
    if before.roles.contains(Role::Administrator)
        && !roles.contains(Role::Administrator)
        && let Some(why) = keeps(&shared, &visitor, &before)?
    {
        return refused(&visitor, &before, roles, why);
    }
    // Nobody gives themselves what takes two persons.
    let gains = |role| roles.contains(role) && !before.roles.contains(role);
    if is_own(&visitor, &before) && (gains(Role::Publisher) || gains(Role::Approver)) {
        return refused(&visitor, &before, roles, "accounts-not-own");
    }
    let (access, name) = (shared.api.access.clone(), before.name.clone());
    let account = done(blocking(move || Ok(access.set_roles(&name, roles))).await?)?;
    log(&shared, &by, "user-roles", about(&account, json!({"roles": account.roles, "before": before.roles}))).await?;
    Ok(see_other("/settings/accounts"))
}

pub(super) async fn disable(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    _fields: Fields,
) -> Result<Response, Refusal> {
    let by = named(visitor.person(Need::Administer)?);
    let before = find(&shared.api.access, &id)?;
    if let Some(why) = keeps(&shared, &visitor, &before)? {
        return refused(&visitor, &before, before.roles, why);
    }
    switch(&shared, &by, before, "user-disable", |access, name| access.disable(name, wall_clock())).await
}

pub(super) async fn enable(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    _fields: Fields,
) -> Result<Response, Refusal> {
    let by = named(visitor.person(Need::Administer)?);
    let before = find(&shared.api.access, &id)?;
    switch(&shared, &by, before, "user-enable", Access::enable).await
}

/// Lets an account sign in, or no longer.
async fn switch(
    shared: &Shared,
    by: &str,
    before: AccountView,
    action: &'static str,
    change: fn(&Access, &str) -> Result<AccountView, AccessError>,
) -> Result<Response, Refusal> {
    let access = shared.api.access.clone();
    let account = done(blocking(move || Ok(change(&access, &before.name))).await?)?;
    log(shared, by, action, about(&account, json!({}))).await?;
    Ok(see_other(&format!("/settings/accounts/{}", account.id)))
}

/// Draws a password to begin with. For one's own, there is a page that asks for the present one.
pub(super) async fn reset(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    _fields: Fields,
) -> Result<Response, Refusal> {
    let by = named(visitor.person(Need::Administer)?);
    let before = find(&shared.api.access, &id)?;
    if is_own(&visitor, &before) {
        return Ok(see_other("/sign-in/password?back=/settings"));
    }
    if !before.has_password || before.disabled.is_some() {
        return Err(Refusal::new(StatusCode::CONFLICT, "no_password", "this account signs in without a password here"));
    }
    let (access, name) = (shared.api.access.clone(), before.name.clone());
    let added = match blocking(move || Ok(access.reset_password(&name))).await? {
        Err(AccessError::Busy) => return refused(&visitor, &before, before.roles, "accounts-wait"),
        other => done(other)?,
    };
    log(&shared, &by, "user-password", about(&added.account, json!({}))).await?;
    let fresh = fresh(&added.account, added.password);
    page(&AccountPage { fresh, ..one_view(&visitor, &added.account, added.account.roles) })
}

fn refused(visitor: &Visitor, account: &AccountView, chosen: Roles, why: &str) -> Result<Response, Refusal> {
    let mut again = one_view(visitor, account, chosen);
    again.mistakes.add("", visitor.frame.t(why));
    with_status(StatusCode::UNPROCESSABLE_ENTITY, &again)
}

fn done<T>(result: Result<T, AccessError>) -> Result<T, Refusal> {
    result.map_err(|error| match error {
        AccessError::Unknown(_) => Refusal::not_found("there is no such account"),
        error => Refusal::internal(chain(&error)),
    })
}
