//! `emn token`: how programs ask this node.

use clap::{Args, Subcommand};
use emn_accounts::{DEFAULT_TOKEN_DAYS, NewToken, Role, TokenView};
use emn_protocol::time::Timestamp;
use serde_json::json;

use super::Context;
use super::output::{Answer, CliError, Table};
use super::user::{access, log};
use crate::config::Folder;

/// Make, show and revoke tokens: with one, a program asks in the name of an account.
///
/// A program sends it as `Authorization: Bearer TOKEN`. It may do what its scopes say, as long as the account may. It
/// works with and without a running node, at once.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn token create nightly-export --user a.jansen --scope reader
  emn token list
  emn token revoke 3f2a91c04b7d55e0")]
pub(super) struct TokenArgs {
    #[command(subcommand)]
    command: TokenCommand,
}

#[derive(Debug, Subcommand)]
enum TokenCommand {
    /// Make a token, and print it once.
    #[command(after_help = "\
Examples:
  emn token create nightly-export --user a.jansen --scope reader
  emn token create importer --user a.jansen --scope reader --scope publisher --expires 30
  emn token create dashboard --user a.jansen --scope reader --quiet > token.txt")]
    Create {
        /// What it is for.
        name: String,
        /// The account in whose name the program asks.
        #[arg(long, value_name = "NAME")]
        user: String,
        /// What it may do: reader, publisher, approver or administrator. Repeat for several.
        #[arg(long = "scope", value_name = "SCOPE", required = true)]
        scopes: Vec<Role>,
        /// Days for which it works, at most 366.
        #[arg(long, value_name = "DAYS", default_value_t = DEFAULT_TOKEN_DAYS)]
        expires: u32,
    },
    /// Show tokens; never their secrets, which are kept nowhere.
    #[command(after_help = "Examples:\n  emn token list\n  emn token list --user a.jansen --json")]
    List {
        /// Only those of this account.
        #[arg(long, value_name = "NAME")]
        user: Option<String>,
    },
    /// From now on this token does not work.
    #[command(after_help = "Examples:\n  emn token revoke 3f2a91c04b7d55e0")]
    Revoke {
        /// The token's id, as the list shows it.
        id: String,
    },
}

/// Does a `token` command.
pub(super) fn perform(context: &Context, args: &TokenArgs, now: Timestamp) -> Result<Answer, CliError> {
    let folder = Folder::at(&context.dir);
    let access = access(&folder)?;
    match &args.command {
        TokenCommand::Create { name, user, scopes, expires } => {
            let new = NewToken { name: name.clone(), scopes: scopes.iter().copied().collect(), days: *expires };
            let (secret, token) = access.create_token(user, &new, now)?;
            let details = json!({"expires": token.expires, "scopes": token.scopes});
            log(&folder, now, "token-create", about(&token, details))?;
            let answer = Answer::new(&json!({"token": token, "secret": secret.as_str()}), secret.as_str());
            Ok(answer.note(format!(
                "Token `{}` of `{}` ({}), until {}. It is shown only now. `emn token revoke {}` ends it.",
                token.name,
                token.owner,
                token.scopes,
                token.expires.date(),
                token.id
            )))
        }
        TokenCommand::List { user } => {
            let account = user.as_ref().map(|user| access.account(user)).transpose()?;
            Ok(list(&access.tokens(account.as_ref().map(|account| account.id.as_str()), now)?))
        }
        TokenCommand::Revoke { id } => {
            let token = access.revoke_token(id, None, now)?;
            log(&folder, now, "token-revoke", about(&token, json!({})))?;
            let text = format!("Token `{}` of `{}` does not work any more.", token.name, token.owner);
            Ok(Answer::new(&json!({"token": token}), text))
        }
    }
}

/// Which token, and more, for the audit log.
fn about(token: &TokenView, mut more: serde_json::Value) -> serde_json::Value {
    if let Some(more) = more.as_object_mut() {
        more.insert("token".to_owned(), json!(token.id));
        more.insert("name".to_owned(), json!(token.name));
        more.insert("owner".to_owned(), json!(token.owner));
    }
    more
}

fn list(tokens: &[TokenView]) -> Answer {
    let mut table = Table::new(&["id", "name", "of", "scopes", "until", "last used", ""]);
    for token in tokens {
        let state = match (token.revoked, token.works) {
            (Some(_), _) => "revoked",
            (None, false) => "expired",
            (None, true) => "",
        };
        table.row([
            token.id.clone(),
            token.name.clone(),
            token.owner.clone(),
            token.scopes.to_string(),
            token.expires.date(),
            token.last_used.clone().unwrap_or_default(),
            state.to_owned(),
        ]);
    }
    let text = if table.is_empty() { String::new() } else { table.render() };
    let answer = Answer::new(&json!({"tokens": tokens}), text);
    if tokens.is_empty() {
        answer.note("There is no token. `emn token create NAME --user NAME --scope reader`")
    } else {
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::super::output::Exit;
    use super::super::tests::Desk;
    use crate::audit_log::AuditLog;
    use crate::config::Folder;

    fn desk() -> Desk {
        let desk = Desk::new();
        desk.emn("init --member NL").unwrap();
        desk.emn("user add jansen --role publisher").unwrap();
        desk
    }

    #[test]
    fn created_token_works_until_it_is_revoked() {
        let desk = desk();
        let answer = desk.emn("token create nightly --user jansen --scope reader").unwrap();
        let secret = answer.text.trim().to_owned();
        assert!(secret.starts_with("emn_") && answer.json["secret"] == secret.as_str());
        let access = super::access(&Folder::at(desk.path("emn"))).unwrap();
        let who = access.token(&secret, desk.now).unwrap().unwrap();
        assert_eq!((who.name.as_str(), who.roles.to_string().as_str()), ("jansen", "reader"));
        let list = desk.emn("token list --user jansen").unwrap();
        assert!(!list.text.contains(&secret) && list.text.contains("nightly"), "{}", list.text);
        let id = answer.json["token"]["id"].as_str().unwrap();
        desk.emn(&format!("token revoke {id}")).unwrap();
        assert_eq!(access.token(&secret, desk.now).unwrap(), None);
        assert!(desk.emn("token list").unwrap().text.contains("revoked"));
        let lines = AuditLog::at(desk.path("emn/audit.jsonl")).load().unwrap();
        let actions: Vec<&str> = lines.iter().map(|line| line.action.as_str()).collect();
        assert_eq!(actions, ["user-add", "token-create", "token-revoke"]);
        assert_eq!((lines[1].who.as_str(), lines[1].details["owner"].as_str()), ("administrator", Some("jansen")));
        assert!(!std::fs::read_to_string(desk.path("emn/audit.jsonl")).unwrap().contains(&secret));
    }

    #[test]
    fn wrong_lines_make_no_token() {
        let desk = desk();
        for (line, exit, code) in [
            ("token create x --user jansen", Exit::Usage, "usage"),
            ("token create x --user jansen --scope root", Exit::Usage, "usage"),
            ("token create x --user jansen --scope approver", Exit::Refused, "token_scopes"),
            ("token create x --user jansen --scope reader --expires 367", Exit::Refused, "token_days"),
            ("token create x --user jansen --scope reader --expires 0", Exit::Refused, "token_days"),
            ("token create x --user nobody --scope reader", Exit::Failed, "unknown_account"),
            ("token list --user nobody", Exit::Failed, "unknown_account"),
            ("token revoke 0000", Exit::Failed, "unknown_token"),
        ] {
            assert_eq!(desk.refused(line), (exit, code.to_owned()), "{line}");
        }
        assert!(!desk.path("emn/tokens.toml").exists());
        assert_eq!(desk.emn("token list").unwrap().json["tokens"].as_array().unwrap().len(), 0);
    }
}
