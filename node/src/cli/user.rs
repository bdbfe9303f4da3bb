//! `emn user`: who signs in at this node.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use emn_accounts::{
    Access, AccessError, AccountView, Added, FileError, Initial, NewAccount, Provider, Role, Roles, Settings,
};
use emn_protocol::time::Timestamp;
use serde_json::{Value, json};

use super::output::{Answer, CliError, Table, chain};
use super::{Context, files};
use crate::audit_log::AuditLog;
use crate::config::Folder;
use crate::daemon::open_access;

/// Bytes of a file with a password.
const PASSWORD_FILE_BYTES: usize = 4096;

/// Decide who signs in at this node, and who may do what.
///
/// Whoever has an account reads. A publisher writes drafts and submits them, an approver approves those of others, an
/// administrator decides who signs in. No role includes another. It works with and without a running node, at once.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn user add a.jansen --full-name \"A. Jansen\" --role publisher
  emn user roles a.jansen --role publisher --role approver
  emn user disable a.jansen")]
pub(super) struct UserArgs {
    #[command(subcommand)]
    command: UserCommand,
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Make an account.
    ///
    /// Without a file, prints a password that is made for the first sign-in. Somebody who signs in at the
    /// administration's own provider needs none.
    #[command(after_help = "\
Examples:
  emn user add a.jansen --full-name \"A. Jansen\" --role publisher
  emn user add p.smit --role approver --password-file smit.txt
  emn user add m.visser --issuer https://login.example.eu --login m.visser@example.eu")]
    Add {
        /// The name to sign in with: letters, digits and . _ - @
        name: String,
        /// The name that colleagues see.
        #[arg(long, value_name = "NAME")]
        full_name: Option<String>,
        /// reader, publisher, approver or administrator. Repeat for several.
        #[arg(long = "role", value_name = "ROLE")]
        roles: Vec<Role>,
        /// A file with the password, on its first line; at least 12 characters.
        #[arg(long, value_name = "FILE", conflicts_with = "issuer")]
        password_file: Option<PathBuf>,
        #[command(flatten)]
        provider: ProviderFlags,
    },
    /// Show all accounts.
    #[command(after_help = "Examples:\n  emn user list\n  emn user list --json")]
    List,
    /// Give an account these roles, and no others; ends its sessions.
    #[command(after_help = "\
Examples:
  emn user roles a.jansen --role publisher --role approver
  emn user roles a.jansen --role reader")]
    Roles {
        /// The name to sign in with.
        name: String,
        /// reader, publisher, approver or administrator. Repeat for several.
        #[arg(long = "role", value_name = "ROLE", required = true)]
        roles: Vec<Role>,
    },
    /// From now on the account does not sign in; ends its sessions, and its tokens do not work.
    #[command(after_help = "Examples:\n  emn user disable a.jansen")]
    Disable {
        /// The name to sign in with.
        name: String,
    },
    /// The account signs in again.
    #[command(after_help = "Examples:\n  emn user enable a.jansen")]
    Enable {
        /// The name to sign in with.
        name: String,
    },
    /// Give an account another password; ends its sessions.
    ///
    /// Without a file, prints a password that is made for the next sign-in, when it must be changed.
    #[command(after_help = "\
Examples:
  emn user reset-password a.jansen
  emn user reset-password a.jansen --password-file jansen.txt")]
    ResetPassword {
        /// The name to sign in with.
        name: String,
        /// A file with the password, on its first line; at least 12 characters.
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
    /// Link an account to a person of the administration's own provider; ends its sessions.
    #[command(after_help = "\
Examples:
  emn user link a.jansen --issuer https://login.example.eu --login a.jansen@example.eu
  emn user link a.jansen --issuer https://login.example.eu --subject 248289761001
  emn user link a.jansen --none")]
    Link {
        /// The name to sign in with.
        name: String,
        #[command(flatten)]
        provider: ProviderFlags,
        /// Link it to nobody: from now on only a password signs in.
        #[arg(long, conflicts_with = "issuer", required_unless_present = "issuer")]
        none: bool,
    },
}

/// Whom the provider knows.
#[derive(Debug, Args)]
struct ProviderFlags {
    /// The address of the provider, as `oidc.issuer` has it.
    #[arg(long, value_name = "URL", requires = "person")]
    issuer: Option<String>,
    /// The provider's own name for the person (the claim `sub`).
    #[arg(long, value_name = "SUBJECT", requires = "issuer", group = "person")]
    subject: Option<String>,
    /// The person's login; counts until somebody with it has signed in.
    #[arg(long, value_name = "LOGIN", requires = "issuer", group = "person")]
    login: Option<String>,
}

impl ProviderFlags {
    fn provider(&self) -> Option<Provider> {
        let issuer = self.issuer.clone()?;
        Some(Provider { issuer, subject: self.subject.clone(), login: self.login.clone() })
    }
}

impl From<AccessError> for CliError {
    fn from(error: AccessError) -> Self {
        let code = error.code();
        let hint = match &error {
            AccessError::Unknown(_) => Some("`emn user list` shows all accounts"),
            AccessError::UnknownToken(_) => Some("`emn token list` shows all tokens, with their ids"),
            AccessError::Disabled(_) => Some("`emn user enable NAME` lets it sign in again"),
            AccessError::TokenScopes(_) => Some("`emn user roles NAME --role ROLE` gives the account a role"),
            _ => None,
        };
        let wrong = matches!(
            error,
            AccessError::Name(_)
                | AccessError::Password(_)
                | AccessError::Link
                | AccessError::TokenName
                | AccessError::TokenScopes(_)
                | AccessError::TokenDays
        );
        let error = if wrong { Self::refused(code, chain(&error)) } else { Self::failed(code, chain(&error)) };
        Self { hint: hint.map(str::to_owned), ..error }
    }
}

impl From<FileError> for CliError {
    fn from(error: FileError) -> Self {
        AccessError::from(error).into()
    }
}

/// The accounts and tokens of a node's folder.
pub(super) fn access(folder: &Folder) -> Result<Access, CliError> {
    files::check_node(folder)?;
    Ok(open_access(folder, Settings::default())?)
}

/// Writes into the audit log what the administrator did.
pub(super) fn log(folder: &Folder, now: Timestamp, action: &str, details: Value) -> Result<(), CliError> {
    AuditLog::at(folder.audit_log()).append(now, "administrator", action, details)?;
    Ok(())
}

/// Does a `user` command.
pub(super) fn perform(context: &Context, args: &UserArgs, now: Timestamp) -> Result<Answer, CliError> {
    let folder = Folder::at(&context.dir);
    let access = access(&folder)?;
    match &args.command {
        UserCommand::Add { name, full_name, roles, password_file, provider } => {
            let roles = roles.iter().copied().collect();
            let new = NewAccount { name: name.clone(), full_name: full_name.clone(), roles };
            let password = password_file.as_deref().map(read_password).transpose()?;
            let initial = match (&password, provider.provider()) {
                (Some(password), _) => Initial::Given(password),
                (None, Some(provider)) => Initial::Provider(provider),
                (None, None) => Initial::Generated,
            };
            let added = access.add(&new, initial, now)?;
            let account = &added.account;
            log(
                &folder,
                now,
                "user-add",
                about(account, json!({"roles": account.roles, "provider": account.provider})),
            )?;
            Ok(with_password(&added, format!("Account `{}`: {}.", account.name, account.roles)))
        }
        UserCommand::List => Ok(list(&access.accounts()?)),
        UserCommand::Roles { name, roles } => {
            let before = access.account(name)?.roles;
            let account = access.set_roles(name, roles.iter().copied().collect::<Roles>())?;
            log(&folder, now, "user-roles", about(&account, json!({"roles": account.roles, "before": before})))?;
            Ok(answer(&account, format!("`{}` is {} from now on.", account.name, account.roles)))
        }
        UserCommand::Disable { name } => {
            let account = access.disable(name, now)?;
            log(&folder, now, "user-disable", about(&account, json!({})))?;
            Ok(answer(&account, format!("`{}` does not sign in any more.", account.name)))
        }
        UserCommand::Enable { name } => {
            let account = access.enable(name)?;
            log(&folder, now, "user-enable", about(&account, json!({})))?;
            Ok(answer(&account, format!("`{}` signs in again: {}.", account.name, account.roles)))
        }
        UserCommand::ResetPassword { name, password_file } => {
            let added = match password_file.as_deref().map(read_password).transpose()? {
                Some(password) => Added { account: access.set_password(name, &password)?, password: None },
                None => access.reset_password(name)?,
            };
            log(&folder, now, "user-password", about(&added.account, json!({})))?;
            Ok(with_password(&added, format!("`{}` has another password.", added.account.name)))
        }
        UserCommand::Link { name, provider, none: _ } => {
            let account = access.link(name, provider.provider())?;
            log(&folder, now, "user-link", about(&account, json!({"provider": account.provider})))?;
            let text = match &account.provider {
                Some(provider) => format!("`{}` signs in at {}.", account.name, provider.issuer),
                None => format!("`{}` is linked to no provider.", account.name),
            };
            Ok(answer(&account, text))
        }
    }
}

/// Which account, and more, for the audit log.
fn about(account: &AccountView, more: Value) -> Value {
    let mut details = json!({"account": account.id, "name": account.name});
    if let (Some(details), Some(more)) = (details.as_object_mut(), more.as_object()) {
        details
            .extend(more.iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.clone(), value.clone())));
    }
    details
}

/// The first line of a file. What surrounds a password on that line belongs to it.
fn read_password(path: &Path) -> Result<String, CliError> {
    let text = files::read_text(path, PASSWORD_FILE_BYTES)?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

fn answer(account: &AccountView, text: String) -> Answer {
    Answer::new(&json!({"account": account}), text)
}

fn with_password(added: &Added, text: String) -> Answer {
    let Some(password) = &added.password else { return answer(&added.account, text) };
    let json = json!({"account": added.account, "password": password.as_str()});
    Answer::new(&json, format!("{text}\nInitial password: {}\n", password.as_str()))
        .note("Hand the password over yourself: it is shown only now, and must be changed at the next sign-in.")
}

fn list(accounts: &[AccountView]) -> Answer {
    let mut table = Table::new(&["name", "full name", "roles", "since", "disabled", "signs in with"]);
    for account in accounts {
        let disabled = account.disabled.map_or_else(String::new, Timestamp::date);
        table.row([
            account.name.clone(),
            account.full_name.clone(),
            account.roles.to_string(),
            account.created.date(),
            disabled,
            ways(account),
        ]);
    }
    let text = if table.is_empty() { String::new() } else { table.render() };
    let answer = Answer::new(&json!({"accounts": accounts}), text);
    if accounts.is_empty() { answer.note("There is no account. `emn user add NAME --role ROLE`") } else { answer }
}

fn ways(account: &AccountView) -> String {
    let password = match (account.has_password, account.must_change) {
        (true, true) => Some("initial password".to_owned()),
        (true, false) => Some("password".to_owned()),
        (false, _) => None,
    };
    let provider = account.provider.as_ref().map(|provider| provider.issuer.clone());
    password.into_iter().chain(provider).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::output::Exit;
    use super::super::tests::Desk;
    use crate::audit_log::AuditLog;

    fn desk() -> Desk {
        let desk = Desk::new();
        desk.emn("init --member NL").unwrap();
        desk
    }

    fn logged(desk: &Desk) -> Vec<(String, String, String)> {
        let lines = AuditLog::at(desk.path("emn/audit.jsonl")).load().unwrap();
        let name = |details: &serde_json::Value| details["name"].as_str().unwrap_or_default().to_owned();
        lines.iter().map(|line| (line.who.clone(), line.action.clone(), name(&line.details))).collect()
    }

    #[test]
    fn added_account_signs_in_with_the_password_that_is_shown_once() {
        let desk = desk();
        let answer = desk.emn("user add A.Jansen --full-name A._Jansen --role publisher").unwrap();
        let password = answer.json["password"].as_str().unwrap().to_owned();
        assert!(answer.text.contains(&password), "{}", answer.text);
        let access = super::access(&super::Folder::at(desk.path("emn"))).unwrap();
        let new = access.sign_in("a.jansen", &password, "here", desk.now).unwrap();
        assert!(new.visit.must_change);
        assert_eq!(
            (new.visit.who.full_name.as_str(), new.visit.who.roles.to_string()),
            ("A. Jansen", "reader, publisher".into())
        );
        for file in std::fs::read_dir(desk.path("emn")).unwrap() {
            let path = file.unwrap().path();
            assert!(path.is_dir() || !String::from_utf8_lossy(&std::fs::read(&path).unwrap()).contains(&password));
        }
        let list = desk.emn("user list").unwrap();
        assert!(list.text.contains("initial password") && !list.text.contains(&password), "{}", list.text);
        assert_eq!(logged(&desk), [("administrator".into(), "user-add".into(), "a.jansen".into())]);
    }

    #[test]
    fn password_comes_from_the_first_line_of_a_file() {
        let desk = desk();
        std::fs::write(desk.path("p.txt"), "soep met ballen\nand more\n").unwrap();
        let answer = desk.emn("user add smit --password-file @p.txt").unwrap();
        assert!(answer.json["password"].is_null() && answer.notes.is_empty());
        let access = super::access(&super::Folder::at(desk.path("emn"))).unwrap();
        assert!(!access.sign_in("smit", "soep met ballen", "here", desk.now).unwrap().visit.must_change);
        std::fs::write(desk.path("p.txt"), "kort\n").unwrap();
        assert_eq!(desk.refused("user add visser --password-file @p.txt"), (Exit::Refused, "password".to_owned()));
        assert_eq!(
            desk.refused("user add visser --password-file @none.txt"),
            (Exit::Failed, "file_missing".to_owned())
        );
        std::fs::write(desk.path("p.txt"), "een heel ander woord").unwrap();
        desk.emn("user reset-password smit --password-file @p.txt").unwrap();
        assert!(access.sign_in("smit", "een heel ander woord", "here", desk.now).is_ok());
    }

    #[test]
    fn every_change_is_done_at_once_and_logged() {
        let desk = desk();
        desk.emn("user add smit --issuer https://i --login smit@i").unwrap();
        assert_eq!(desk.emn("user roles smit --role approver").unwrap().json["account"]["roles"][1], "approver");
        assert!(desk.emn("user disable smit").unwrap().json["account"]["disabled"].is_string());
        assert!(desk.emn("user enable smit").unwrap().json["account"]["disabled"].is_null());
        assert_eq!(
            desk.emn("user link smit --issuer https://i --subject 1").unwrap().json["account"]["provider"]["subject"],
            "1"
        );
        assert!(desk.emn("user link smit --none").unwrap().json["account"]["provider"].is_null());
        assert!(desk.emn("user reset-password smit").unwrap().json["password"].is_string());
        let actions: Vec<String> = logged(&desk).into_iter().map(|(_, action, _)| action).collect();
        let all = ["user-add", "user-roles", "user-disable", "user-enable", "user-link", "user-link", "user-password"];
        assert_eq!(actions, all);
    }

    #[test]
    fn wrong_lines_change_nothing() {
        let desk = desk();
        desk.emn("user add smit --role approver").unwrap();
        let before = std::fs::read(desk.path("emn/accounts.toml")).unwrap();
        for (line, exit, code) in [
            ("user add smit", Exit::Failed, "listed"),
            ("user add owner", Exit::Refused, "name"),
            ("user add a/b", Exit::Refused, "name"),
            ("user add visser --role root", Exit::Usage, "usage"),
            ("user add visser --issuer https://i", Exit::Usage, "usage"),
            ("user add visser --login v@i", Exit::Usage, "usage"),
            ("user add visser --issuer https://i --login v --password-file @p.txt", Exit::Usage, "usage"),
            ("user roles smit", Exit::Usage, "usage"),
            ("user roles nobody --role reader", Exit::Failed, "unknown_account"),
            ("user disable nobody", Exit::Failed, "unknown_account"),
            ("user link smit", Exit::Usage, "usage"),
            ("user link smit --none --issuer https://i --login s", Exit::Usage, "usage"),
        ] {
            assert_eq!(desk.refused(line), (exit, code.to_owned()), "{line}");
        }
        assert_eq!(std::fs::read(desk.path("emn/accounts.toml")).unwrap(), before);
        assert_eq!(logged(&desk).len(), 1);
    }

    #[test]
    fn folder_without_a_node_gets_no_accounts() {
        let desk = Desk::new();
        assert_eq!(desk.refused("user add smit"), (Exit::Failed, "no_node".to_owned()));
        assert!(!desk.path("emn").exists());
    }
}
