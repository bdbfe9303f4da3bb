//! `emn run`: the node itself, in the foreground.

use std::io::IsTerminal as _;

use anyhow::Context as _;
use clap::Args;

use super::Context;
use super::output::{Answer, CliError, say};
use super::settings::SetFlags;
use crate::config::{Config, Folder, LogFormat};
use crate::daemon::{self, Daemon, Options};
use crate::identity::IdentityError;
use crate::telemetry;

/// Start the node. It runs until it gets Ctrl-C or SIGTERM; logs go to stderr.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn run                                  start the node in ./emn
  emn --dir /var/lib/emn run               start the node in another folder
  emn run --set log.filter=debug           with another setting than the file's, this time")]
pub(crate) struct RunArgs {
    #[command(flatten)]
    settings: SetFlags,
    /// Publish although this folder may be an old copy. Only if you know that no entry of this node was lost: to sign a
    /// number twice freezes the log for good.
    #[arg(long)]
    trust_own_log: bool,
}

pub(crate) fn run(context: &Context, args: &RunArgs) -> Result<Answer, CliError> {
    let config = Config::load(&context.dir, &args.settings.set)?;
    set_up_logs(&config).map_err(failed)?;
    let options = Options { trust_own_log: args.trust_own_log };
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| failed(error.into()))?;
    runtime.block_on(serve(context, &config, options)).map_err(failed)?;
    Ok(Answer::silent())
}

/// Why the node did not run. What is wrong with a key comes with its remedy.
fn failed(error: anyhow::Error) -> CliError {
    match error.downcast::<IdentityError>() {
        Ok(error) => error.into(),
        Err(error) => CliError::failed("run", format!("{error:#}")),
    }
}

fn set_up_logs(config: &Config) -> anyhow::Result<()> {
    let form = match config.log.format {
        LogFormat::Json => telemetry::Form::Json,
        LogFormat::Text => telemetry::Form::Text { colour: std::io::stderr().is_terminal() },
    };
    telemetry::init(form, &config.log.filter).context("the logs could not be set up")
}

async fn serve(context: &Context, config: &Config, options: Options) -> anyhow::Result<()> {
    let daemon = daemon::start(&Folder::at(&context.dir), config, options).await?;
    greet(context, &daemon)?;
    let ended_by_itself = tokio::select! {
        () = stop_wanted() => false,
        () = engine_failed(&daemon) => true,
    };
    tracing::info!("stopping");
    if daemon.stop().await && !ended_by_itself {
        return Ok(());
    }
    anyhow::bail!(
        "the engine ended unexpectedly; the log before this line says why. Start the node again: it goes on from what is stored"
    )
}

fn greet(context: &Context, daemon: &Daemon) -> anyhow::Result<()> {
    let snapshot = daemon.engine().snapshot();
    let member = snapshot.member.as_ref().map_or_else(|| "?".to_owned(), ToString::to_string);
    say(
        context,
        &format!(
            "Node of {member} in network «{}», roster version {}.",
            snapshot.network_name, snapshot.roster_version
        ),
    )?;
    for address in daemon.net().listening() {
        say(context, &format!("  nodes   {address}"))?;
    }
    say(context, &format!("  API     http://{}", daemon.api_address()))?;
    say(context, &format!("  folder  {}", context.dir.display()))?;
    Ok(())
}

async fn engine_failed(daemon: &Daemon) {
    let mut every = tokio::time::interval(std::time::Duration::from_millis(500));
    while !daemon.has_failed() {
        every.tick().await;
    }
}

/// Ends when the operator presses Ctrl-C, or the system asks the program to end.
#[cfg(unix)]
pub(super) async fn stop_wanted() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return interrupted().await;
    };
    tokio::select! {
        () = interrupted() => {}
        _ = terminate.recv() => {}
    }
}

/// Ends when the operator presses Ctrl-C.
#[cfg(not(unix))]
pub(super) async fn stop_wanted() {
    interrupted().await;
}

async fn interrupted() {
    // Without a handler there is nothing to wait for but the end of the process.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
