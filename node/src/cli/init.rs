//! `emn init`: keys, folder, settings, and the request to join.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use emn_protocol::ids::MemberId;
use emn_protocol::record::{Lang, MultiText};
use emn_protocol::roster::Status;
use serde_json::json;

use super::join::{JoinRequest, Node, Signing};
use super::output::{Answer, CliError, chain};
use super::{Context, files};
use crate::config::{Folder, Value, check_announced, check_listening, commented_file};
use crate::identity::{Identity, IdentityError, create_private_folder};
use crate::store::Journal;

/// Make keys, a folder with settings, and the request to join a network.
///
/// Nothing that exists is overwritten. The keys are the files keys/signing.pem and keys/transport.pem: keep a copy of
/// the first one in a safe place, and of neither on another machine that runs.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn init --member NL --name nl='EMN Nederland' --name en='EMN Netherlands' --announce /dns/emn.example.nl/udp/7450/quic-v1
  emn init --member NL --port 7460 --dir /var/lib/emn
  emn init --member NL --no-signing-key        a node that reads and does not publish")]
pub(super) struct InitArgs {
    /// The member's code in the network, such as NL or EU-COM.
    #[arg(long, value_name = "CODE")]
    member: MemberId,
    /// Its name: LANG=TEXT, or a text in English. Repeat for more languages.
    #[arg(long = "name", value_name = "LANG=TEXT")]
    names: Vec<String>,
    /// What it is to the network.
    #[arg(long, value_enum, default_value_t = StatusArg::Member)]
    status: StatusArg,
    /// UDP and TCP port for other nodes.
    #[arg(long, default_value_t = 7450, conflicts_with = "listen")]
    port: u16,
    /// Listen on this address instead. Repeat for more.
    #[arg(long, value_name = "ADDRESS")]
    listen: Vec<String>,
    /// An address that other nodes reach this one at. Repeat for more; none for a node that only dials out.
    #[arg(long, value_name = "ADDRESS")]
    announce: Vec<String>,
    /// Make a node that only reads.
    #[arg(long)]
    no_signing_key: bool,
}

/// What a member may ask to be.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum StatusArg {
    /// A member state's contact point.
    Member,
    /// An observer state's contact point.
    Observer,
    /// An institution, such as the Commission.
    Institution,
}

impl From<StatusArg> for Status {
    fn from(status: StatusArg) -> Self {
        match status {
            StatusArg::Member => Self::Member,
            StatusArg::Observer => Self::Observer,
            StatusArg::Institution => Self::Institution,
        }
    }
}

/// `nl=EMN Nederland`, or an English text without a language.
fn parse_name(text: &str) -> Result<(Lang, String), CliError> {
    let (lang, name) = match text.split_once('=') {
        Some((lang, name)) => (lang.trim(), name.trim()),
        None => ("en", text.trim()),
    };
    let lang = lang.parse().map_err(|error| CliError::usage(format!("--name {text}: {error}")))?;
    if name.is_empty() {
        return Err(CliError::usage(format!("--name {text}: the name is empty")));
    }
    Ok((lang, name.to_owned()))
}

/// Makes a node.
pub(super) fn init(context: &Context, args: &InitArgs) -> Result<Answer, CliError> {
    let name = names(args)?;
    let listen = if args.listen.is_empty() { on_port(args.port) } else { args.listen.clone() };
    let usage = |error: crate::config::AddressError| CliError::usage(error.to_string());
    listen.iter().try_for_each(|address| check_listening(address)).map_err(usage)?;
    args.announce.iter().try_for_each(|address| check_announced(address)).map_err(usage)?;

    let folder = Folder::at(&context.dir);
    refuse_twice(&folder)?;
    create_private_folder(folder.root())?;
    let (identity, kept) = keys(&folder, args)?;
    // Only for keys that were made just now: an entry may have been signed with others, and then this node must ask its
    // peers before it signs again.
    if let Some(log) = identity.log().filter(|_| !kept) {
        Journal::open(&folder.journal(), log).map_err(|error| CliError::failed("journal", chain(&error)))?;
    }
    let request = JoinRequest {
        member: args.member.clone(),
        status: args.status.into(),
        name,
        signing: identity.log().map(|key| Signing { key }),
        node: Node { key: identity.node(), addresses: args.announce.clone() },
    };
    files::replace(&folder.join_request(), request.to_text().as_bytes())?;
    // The settings last: a folder that has them is complete, and a second `init` refuses it.
    files::write_new(&folder.config(), settings(args, listen).as_bytes())?;
    let answer = report(&folder, &request);
    Ok(if kept { answer.note("The keys that were in the folder were kept.") } else { answer })
}

fn names(args: &InitArgs) -> Result<MultiText, CliError> {
    let mut name = MultiText::new();
    for text in &args.names {
        let (lang, text) = parse_name(text)?;
        name.set(lang, text);
    }
    if name.is_empty() {
        let lang = "en".parse().expect("`en` is a language");
        name.set(lang, format!("EMN {}", args.member));
    }
    Ok(name)
}

fn on_port(port: u16) -> Vec<String> {
    vec![format!("/ip4/0.0.0.0/udp/{port}/quic-v1"), format!("/ip4/0.0.0.0/tcp/{port}")]
}

fn refuse_twice(folder: &Folder) -> Result<(), CliError> {
    if !folder.config().exists() {
        return Ok(());
    }
    let message = format!("{} is a node already; nothing was changed", folder.root().display());
    let hint = format!("send {} to the keyholders, or name another folder with --dir", folder.join_request().display());
    Err(CliError::failed("already_initialised", message).hint(hint))
}

/// New keys, or those that an `init` left that did not come to its end.
fn keys(folder: &Folder, args: &InitArgs) -> Result<(Identity, bool), CliError> {
    match Identity::create(&folder.keys(), !args.no_signing_key) {
        Ok(identity) => Ok((identity, false)),
        Err(IdentityError::Exists { path }) => {
            let identity = Identity::load(&folder.keys())?;
            if identity.log().is_some() == args.no_signing_key {
                let wanted = if args.no_signing_key { "a node without a signing key" } else { "a signing key" };
                let message = format!("{} exists already, but you asked for {wanted}", path.display());
                return Err(CliError::failed("key_exists", message).hint("name another folder with --dir"));
            }
            Ok((identity, true))
        }
        Err(error) => Err(error.into()),
    }
}

fn settings(args: &InitArgs, listen: Vec<String>) -> String {
    let mut given = BTreeMap::from([("node.member", Value::Text(args.member.to_string()))]);
    if listen != on_port(7450) {
        given.insert("node.listen", Value::List(listen));
    }
    if !args.announce.is_empty() {
        given.insert("node.announce", Value::List(args.announce.clone()));
    }
    commented_file(&given)
}

fn report(folder: &Folder, request: &JoinRequest) -> Answer {
    let join: PathBuf = folder.join_request();
    let node = files::fingerprint(request.node.key.as_bytes());
    let signing = request.signing.as_ref().map(|signing| signing.key.fingerprint());
    let data = json!({
        "folder": folder.root(), "config": folder.config(), "join_request": join, "member": request.member,
        "signing_key": request.signing.as_ref().map(|signing| signing.key), "signing_fingerprint": signing,
        "transport_key": request.node.key, "transport_fingerprint": node,
    });
    let publishes = match &signing {
        Some(fingerprint) => format!("signing key    {fingerprint}"),
        None => "signing key    none: this node reads and does not publish".to_owned(),
    };
    let mut text = format!(
        "Made a node of {} in {}\n\n  {publishes}\n  transport key  {node}\n\n\
         What to do next:\n\
         \x20 1. Send {} to the keyholders of the network. It holds no secret.\n\
         \x20 2. Let them read the fingerprints above back to you over the telephone.\n\
         \x20 3. Install the rosters that they send: emn --dir {} roster install roster*.cbor\n\
         \x20 4. Start the node: emn --dir {} run\n",
        request.member,
        folder.root().display(),
        join.display(),
        folder.root().display(),
        folder.root().display(),
    );
    if request.node.addresses.is_empty() {
        text.push_str(
            "\nNo address is announced: this node dials out, and at least one other node must be reachable.\n",
        );
    }
    let answer = Answer::new(&data, text);
    if signing.is_none() {
        return answer;
    }
    answer.note(format!(
        "Keep a copy of {} in a safe place: it cannot be made again.",
        folder.keys().join("signing.pem").display()
    ))
}
