//! What the demonstration looks like: sections, aligned lines, times, and colours where they help.
//!
//! Finished lines go to one writer (stdout); what is under way shows as a spinner on stderr, on a terminal only.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::Context;
use crate::cli::output::plain;

/// Columns of a line; terminals have 80 to 120.
pub(super) const WIDTH: usize = 100;
/// How often the spinner turns.
const TURN: Duration = Duration::from_millis(80);

/// A look of text, as its number in the terminal's language (ECMA-48 SGR).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Bold = 1,
    Dim = 2,
    Red = 31,
    Green = 32,
    Cyan = 36,
}

/// Puts looks on text, or leaves it as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paint(pub(super) bool);

impl Paint {
    /// The text with this look.
    pub(super) fn on(self, look: Look, text: &str) -> String {
        if self.0 && !text.is_empty() { format!("\x1b[{}m{text}\x1b[0m", look as u8) } else { text.to_owned() }
    }
}

/// Where the demonstration appears.
pub(super) struct Screen {
    out: Box<dyn Write + Send>,
    /// How text is painted.
    pub(super) paint: Paint,
    bar: ProgressBar,
    /// The reader is gone; the rest of the run needs no audience.
    closed: bool,
}

impl Screen {
    /// The terminal. With `--json` and `--quiet` nothing is shown but the spinner, and that not with `--quiet`.
    pub(super) fn of(context: &Context) -> Self {
        let silent = context.json || context.quiet;
        let out: Box<dyn Write + Send> = if silent { Box::new(io::sink()) } else { Box::new(io::stdout()) };
        let colour = !silent && io::stdout().is_terminal() && wants_colour();
        let screen = Self::new(out, colour);
        if !context.quiet && io::stderr().is_terminal() {
            screen.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        screen
    }

    /// A screen that writes to `out` and shows no spinner.
    pub(super) fn new(out: Box<dyn Write + Send>, colour: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        // The default style serves if the template is ever wrong.
        bar.set_style(ProgressStyle::with_template("  {spinner} {msg}").unwrap_or(ProgressStyle::default_spinner()));
        Self { out, paint: Paint(colour), bar, closed: false }
    }

    /// Writes a line.
    pub(super) fn line(&mut self, text: &str) {
        let Self { out, bar, closed, .. } = self;
        if !*closed {
            *closed = bar.suspend(|| writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush())).is_err();
        }
    }

    /// Whether the reader has gone away.
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Begins a section: what is shown, and why it matters.
    pub(super) fn section(&mut self, number: usize, title: &str, why: &[&str]) {
        let head = format!("{} {}", self.paint.on(Look::Cyan, &number.to_string()), self.paint.on(Look::Bold, title));
        self.line("");
        self.line(&head);
        for line in why {
            let line = format!("  {}", self.paint.on(Look::Dim, line));
            self.line(&line);
        }
    }

    /// Something that went as it should.
    pub(super) fn good(&mut self, text: &str) {
        let line = format!("  {} {text}", self.paint.on(Look::Green, "✓"));
        self.line(&line);
    }

    /// Something that stops.
    pub(super) fn stopped(&mut self, text: &str) {
        let line = format!("  {} {text}", self.paint.on(Look::Red, "■"));
        self.line(&line);
    }

    /// A line of a member: code, text on the left, times on the right.
    pub(super) fn item(&mut self, code: &str, text: &str, times: &str) {
        self.member(code, text, times, Look::Green);
    }

    /// A line of a member: code, text on the left, and something with a look on the right.
    pub(super) fn member(&mut self, code: &str, text: &str, right: &str, look: Look) {
        // Code and margins take six columns; one blank stands between left and right, at least.
        let room = WIDTH.saturating_sub(6 + 1 + right.chars().count());
        let left = pad(&fit(text, room), room);
        let line = format!("  {}  {left} {}", self.paint.on(Look::Bold, code), self.paint.on(look, right));
        self.line(&line);
    }

    /// Something that is offered and, below it, why it was refused; who said so on the right.
    pub(super) fn refused(&mut self, offered: &str, why: &str, right: &str) {
        self.line(&format!("  {}", fit(offered, WIDTH - 2)));
        let room = WIDTH.saturating_sub(4 + 1 + right.chars().count());
        let left = self.paint.on(Look::Red, &pad(&fit(&format!("✗ {why}"), room), room));
        let line = format!("    {left} {}", self.paint.on(Look::Green, right));
        self.line(&line);
    }

    /// A second, less important line below an item.
    pub(super) fn below(&mut self, text: &str) {
        let line = format!("      {}", self.paint.on(Look::Dim, &fit(text, WIDTH - 6)));
        self.line(&line);
    }

    /// Says what is under way, until the next line of this kind.
    pub(super) fn busy(&self, what: &str) {
        self.bar.set_message(what.to_owned());
        self.bar.enable_steady_tick(TURN);
    }

    /// Nothing is under way any more.
    pub(super) fn rest(&self) {
        self.bar.disable_steady_tick();
        self.bar.finish_and_clear();
    }
}

/// Whether the environment has nothing against colours (no-color.org).
fn wants_colour() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb")
}

/// Text for one line: what others wrote must not steer the terminal, and what is too long ends in «…».
pub(super) fn fit(text: &str, columns: usize) -> String {
    let text = plain(text).replace('\n', " ");
    if text.chars().count() <= columns {
        return text;
    }
    let mut short: String = text.chars().take(columns.saturating_sub(1)).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// Text filled with blanks to so many columns.
pub(super) fn pad(text: &str, columns: usize) -> String {
    format!("{text:<columns$}")
}

/// A length of time for people, such as `4 ms`.
pub(super) fn time(time: Duration) -> String {
    match time.as_micros() {
        0..1_000 => "<1 ms".to_owned(),
        1_000..10_000_000 => format!("{} ms", time.as_millis()),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

/// Times of several nodes, such as `NO 4 ms · DE 5 ms`.
pub(super) fn times<'a>(times: impl IntoIterator<Item = (&'a str, Duration)>) -> String {
    let mut text = String::new();
    for (code, taken) in times {
        let between = if text.is_empty() { "" } else { " · " };
        // Writing to a string does not fail.
        let _ = write!(text, "{between}{code} {}", time(taken));
    }
    text
}

/// Several words as one list, such as `NL, NO and DE`.
pub(super) fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Kept;
    use super::*;

    fn shown(colour: bool, show: impl FnOnce(&mut Screen)) -> String {
        let kept = Kept::default();
        show(&mut Screen::new(Box::new(kept.clone()), colour));
        kept.text()
    }

    #[test]
    fn item_fills_the_width_with_times_on_the_right() {
        let text = shown(false, |screen| screen.item("NL", "Slachtoffers", "NO 4 ms · DE 5 ms"));
        let line = text.trim_end_matches('\n');
        assert_eq!(line.chars().count(), WIDTH);
        assert!(line.starts_with("  NL  Slachtoffers  ") && line.ends_with("   NO 4 ms · DE 5 ms"), "{line}");
    }

    #[test]
    fn long_item_is_cut_and_keeps_its_times() {
        let text = shown(false, |screen| screen.item("NL", &"ą".repeat(200), "NO 4 ms"));
        let line = text.trim_end_matches('\n');
        assert_eq!(line.chars().count(), WIDTH);
        assert!(line.ends_with("ą… NO 4 ms"), "{line}");
    }

    #[test]
    fn colour_changes_nothing_but_the_looks() {
        let show = |screen: &mut Screen| {
            screen.section(1, "Title", &["Why."]);
            screen.item("NL", "left", "right");
            screen.good("fine");
            screen.stopped("away");
            screen.refused("forged", "refused: why", "all");
            screen.below("small");
        };
        let (without, with) = (shown(false, show), shown(true, show));
        assert!(!without.contains('\x1b'));
        let mut stripped = String::new();
        let mut rest = with.as_str();
        while let Some(at) = rest.find('\x1b') {
            stripped.push_str(&rest[..at]);
            rest = &rest[at + rest[at..].find('m').unwrap() + 1..];
        }
        stripped.push_str(rest);
        assert_eq!(stripped, without);
        assert!(with.contains("\x1b[1mNL\x1b[0m"));
    }

    #[test]
    fn what_others_wrote_does_not_steer_the_terminal() {
        assert_eq!(fit("a\nb\x1b[2J", 20), "a b\u{fffd}[2J");
        assert_eq!(fit("ab cd", 4), "ab…");
    }

    #[test]
    fn times_are_told_in_a_fitting_unit() {
        let texts = [300, 4_900, 999_999, 9_999_999, 12_340_000].map(|micros| time(Duration::from_micros(micros)));
        assert_eq!(texts, ["<1 ms", "4 ms", "999 ms", "9999 ms", "12.3 s"]);
        let both = [("NO", Duration::from_millis(4)), ("DE", Duration::ZERO)];
        assert_eq!(times(both), "NO 4 ms · DE <1 ms");
        assert_eq!(times([]), "");
    }

    #[test]
    fn words_are_listed_as_people_do() {
        assert_eq!(listed(["NL"]), "NL");
        assert_eq!(listed(["NL", "NO", "DE"]), "NL, NO and DE");
    }

    #[test]
    fn closed_screen_writes_no_more_and_says_so() {
        struct Gone;
        impl Write for Gone {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut screen = Screen::new(Box::new(Gone), false);
        assert!(!screen.is_closed());
        screen.line("x");
        assert!(screen.is_closed());
    }
}
