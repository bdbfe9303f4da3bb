//! `emn open`: the pages of the node, signed in, in the browser.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use clap::Args;
use serde_json::json;

use super::client;
use crate::api::view::SignInLink;
use crate::cli::Context;
use crate::cli::output::{Answer, CliError};
use crate::config::{Folder, replace_private_file};

/// The program that opens what people click on.
#[cfg(target_os = "macos")]
const OPENER: &[&str] = &["open"];
#[cfg(windows)]
const OPENER: &[&str] = &["rundll32", "url.dll,FileProtocolHandler"];
#[cfg(not(any(target_os = "macos", windows)))]
const OPENER: &[&str] = &["xdg-open"];

/// How often, and how long, it is looked whether that program gave up.
const LOOKS: u32 = 20;
const LOOK: Duration = Duration::from_millis(100);

/// Open the pages of the running node in the browser, signed in.
///
/// Whoever can read the node's folder needs no password: the browser is sent to a link that works once, within ten
/// minutes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn open
  emn open --as a.jansen
  emn open --print")]
pub(in crate::cli) struct OpenArgs {
    /// Sign in to this account. Without it, as the owner of the folder, who reads and administers.
    #[arg(long = "as", value_name = "NAME")]
    account: Option<String>,
    /// Print the link and open nothing, such as for a browser that reaches this machine through a tunnel.
    #[arg(long)]
    print: bool,
}

/// Opens the pages.
pub(super) fn open(context: &Context, args: &OpenArgs) -> Result<Answer, CliError> {
    let link = client(context)?.sign_in_link(args.account.as_deref())?;
    let show = !args.print && has_screen(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    let opened = show && open_through_file(&Folder::at(&context.dir).sign_in_page(), &link.url, OPENER);
    Ok(answer(args, &link, opened))
}

fn answer(args: &OpenArgs, link: &SignInLink, opened: bool) -> Answer {
    let data = json!({"url": link.url, "expires_in_seconds": link.expires_in_seconds, "opened": opened});
    if opened {
        let who = args.account.as_deref().unwrap_or("the owner");
        return Answer::new(&data, format!("The browser opens the pages, signed in as {who}."))
            .note("If nothing comes: `emn open --print` prints the link.");
    }
    let minutes = link.expires_in_seconds / 60;
    let answer = Answer::new(&data, link.url.clone());
    let answer = answer.note(format!("Whoever opens this link is signed in. It works once, within {minutes} minutes."));
    if args.print { answer } else { answer.note("No browser was found here: open the link in one yourself.") }
}

/// Whether somebody could see a browser. Without a screen the opener might start one in the terminal.
fn has_screen(is_set: impl Fn(&str) -> bool) -> bool {
    cfg!(any(target_os = "macos", windows)) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Has the browser opened on a page that leads to the link. The link itself would stand in the list of processes, where
/// every user of this machine could take it.
fn open_through_file(page: &Path, url: &str, opener: &[&str]) -> bool {
    write_page(page, url).is_ok() && page.canonicalize().is_ok_and(|page| start(opener, page.as_os_str()))
}

fn write_page(path: &Path, url: &str) -> io::Result<()> {
    let url = url.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>EMN node</title>\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta http-equiv=\"refresh\" content=\"0; url={url}\">\n\
         <p><a href=\"{url}\">Sign in</a></p>\n</html>\n"
    );
    replace_private_file(path, page.as_bytes())
}

/// Starts the opener; false if there is none, or it gives up within two seconds. Some run as long as the browser does.
fn start(opener: &[&str], what: &OsStr) -> bool {
    let Some((program, arguments)) = opener.split_first() else { return false };
    let mut command = Command::new(program);
    command.args(arguments).arg(what).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else { return false };
    for _ in 0..LOOKS {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(LOOK),
            Err(_) => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::MetadataExt as _;

    use super::*;

    const URL: &str = "http://127.0.0.1:1/sign-in/link?secret=00&x=\"<";

    #[test]
    fn browser_gets_a_private_page_that_leads_to_the_link() {
        let dir = tempfile::tempdir().unwrap();
        let page = dir.path().join("sign-in.html");
        fs::write(&page, "an older one, for everybody").unwrap();
        assert!(open_through_file(
            &page,
            URL,
            &["grep", "-q", "url=http://127.0.0.1:1/sign-in/link?secret=00&amp;x=&quot;&lt;\""]
        ));
        assert_eq!(fs::metadata(&page).unwrap().mode() & 0o777, 0o600);
    }

    #[test]
    fn opener_that_is_missing_or_gives_up_has_opened_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let page = dir.path().join("sign-in.html");
        assert!(!open_through_file(&page, URL, &["no-such-program-7451"]));
        assert!(!open_through_file(&page, URL, &["false"]));
        assert!(!open_through_file(&page, URL, &[]));
        assert!(!open_through_file(&dir.path().join("none/sign-in.html"), URL, &["true"]));
    }

    #[test]
    fn link_is_printed_where_no_browser_was_opened() {
        let link = SignInLink { url: URL.to_owned(), expires_in_seconds: 600 };
        let args = OpenArgs { account: Some("a.jansen".to_owned()), print: false };
        let opened = answer(&args, &link, true);
        assert!(!opened.text.contains(URL) && opened.text.contains("a.jansen"));
        let printed = answer(&args, &link, false);
        assert_eq!(printed.text.trim_end(), URL);
        assert!(printed.notes.iter().any(|note| note.contains("within 10 minutes")), "{:?}", printed.notes);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn screen_is_one_of_two_kinds() {
        assert!(has_screen(|name| name == "DISPLAY") && has_screen(|name| name == "WAYLAND_DISPLAY"));
        assert!(!has_screen(|_| false));
    }
}
