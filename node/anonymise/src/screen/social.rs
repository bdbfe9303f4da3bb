//! Profiles in social networks and messengers: links with a user part, handles, and user names beside a platform.

use std::ops::Range;

use super::allow::link_end;
use super::institution;
use super::keywords::{self, Anchor, Hits, Topic};
use super::page::Page;
use super::{Detector, Finding, Level};

/// The host of a network, as it begins a link.
#[derive(Debug)]
pub(super) struct Host {
    pub(super) name: &'static str,
    user: User,
}

/// Where the user part of a link is.
#[derive(Debug, Clone, Copy)]
enum User {
    /// The first piece of the path, unless it is one of the network's own pages.
    First,
    /// What follows this piece of the path.
    Behind(&'static [&'static str]),
    /// The first piece, which begins with @.
    Handle,
}

const fn host(name: &'static str, user: User) -> Host {
    Host { name, user }
}

/// The networks.
pub(super) const HOSTS: &[Host] = &[
    host("facebook.com/", User::First),
    host("fb.com/", User::First),
    host("fb.me/", User::First),
    host("m.me/", User::First),
    host("instagram.com/", User::First),
    host("instagr.am/", User::First),
    host("tiktok.com/", User::Handle),
    host("vk.com/", User::First),
    host("vk.ru/", User::First),
    host("vkontakte.ru/", User::First),
    host("ok.ru/", User::First),
    host("odnoklassniki.ru/", User::First),
    host("twitter.com/", User::First),
    host("x.com/", User::First),
    host("t.me/", User::First),
    host("telegram.me/", User::First),
    host("tg://resolve?domain=", User::First),
    host("wa.me/", User::First),
    host("whatsapp.com/send", User::First),
    host("chat.whatsapp.com/", User::First),
    host("linkedin.com/", User::Behind(&["in", "pub"])),
    host("onlyfans.com/", User::First),
    host("fansly.com/", User::First),
    host("snapchat.com/", User::Behind(&["add", "u"])),
    host("discord.gg/", User::First),
    host("discord.com/", User::Behind(&["users", "invite"])),
    host("discordapp.com/", User::Behind(&["users", "invite"])),
    host("youtube.com/", User::Behind(&["user", "c", "channel"])),
    host("twitch.tv/", User::First),
    host("threads.net/", User::Handle),
    host("threads.com/", User::Handle),
    host("bsky.app/", User::Behind(&["profile"])),
    host("reddit.com/", User::Behind(&["user", "u"])),
    host("pinterest.com/", User::First),
    host("xing.com/", User::Behind(&["profile"])),
    host("ask.fm/", User::First),
    host("steamcommunity.com/", User::Behind(&["id", "profiles"])),
    host("tinder.com/", User::Handle),
    host("badoo.com/", User::Behind(&["profile"])),
    host("linktr.ee/", User::First),
    host("signal.me/", User::First),
    host("line.me/", User::Behind(&["p"])),
    host("weibo.com/", User::Behind(&["u", "n"])),
    host("viber://", User::Behind(&["chat?number", "add?number"])),
    host("skype:", User::First),
    host("medium.com/", User::Handle),
    host("mastodon.social/", User::Handle),
    host("patreon.com/", User::First),
    host("soundcloud.com/", User::First),
    host("mym.fans/", User::First),
    host("chaturbate.com/", User::First),
    host("imo.im/", User::Behind(&["profile"])),
    host("zalo.me/", User::First),
];

/// First pieces of a path that are the network's own.
const OWN_PAGES: &[&str] = &[
    "share",
    "sharer",
    "sharer.php",
    "watch",
    "hashtag",
    "hashtags",
    "explore",
    "p",
    "reel",
    "reels",
    "tv",
    "events",
    "policies",
    "policy",
    "help",
    "legal",
    "privacy",
    "home",
    "login",
    "intent",
    "search",
    "about",
    "terms",
    "settings",
    "business",
    "ads",
    "careers",
    "dialog",
    "plugins",
    "groups",
    "marketplace",
    "i",
    "tos",
    "stories",
    "company",
    "discover",
    "topics",
    "iv",
    "s",
    "feed",
    "video",
    "videos",
    "pages",
    "download",
    "directory",
    "games",
    "photo",
    "photo.php",
    "story.php",
    "permalink.php",
    "wall",
    "faq",
    "support",
    "blog",
    "safety",
    "community",
];

pub(super) fn find(page: &Page<'_>, hits: &Hits, found: &mut Vec<Finding>) {
    let mut next = 0;
    for (hit, anchor) in hits.anchors() {
        if let Anchor::Host(index) = anchor
            && let Some(host) = HOSTS.get(usize::from(index))
            && hit.range().start >= next
        {
            next = link_end(page.text(), hit.range().end);
            found.extend(link(page.text(), &hit.range(), next, host));
        }
    }
    for (at, _) in page.text().match_indices('@') {
        found.extend(handle(page, hits, at));
    }
    user_names(page, hits, found);
}

fn finding(level: Level, span: Range<usize>, confidence: u8, scheme: &'static str) -> Finding {
    Finding { detector: Detector::Social, level, confidence, span, scheme }
}

/// The profile that a link leads to.
fn link(text: &str, name: &Range<usize>, end: usize, host: &Host) -> Option<Finding> {
    let before = &text[..name.start];
    if before.ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_') {
        return None;
    }
    let path = &text[name.end..end];
    let mut pieces = path.split(['/', '?', '&', '#', '=']);
    let user = match host.user {
        User::First => {
            let first = pieces.find(|piece| !piece.is_empty())?;
            let small = first.to_ascii_lowercase();
            match small.as_str() {
                "profile.php" | "people" | "phone" | "profile" | "send" => pieces.rfind(|piece| piece.len() > 1)?,
                own if OWN_PAGES.contains(&own) => return None,
                _ => first,
            }
        }
        User::Handle => pieces.next()?.strip_prefix('@')?,
        User::Behind(marks) => match path.strip_prefix('@') {
            Some(_) => pieces.next()?,
            None => {
                pieces.find(|piece| marks.iter().any(|mark| piece.eq_ignore_ascii_case(mark)))?;
                pieces.next()?
            }
        },
    };
    let user = user.trim_start_matches(['@', '+']);
    if user.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        return None;
    }
    let level = if institution::is_institutional_handle(user) { Level::Info } else { Level::Block };
    let start = link_start(text, name.start);
    Some(finding(level, start..end, 99, "profile"))
}

/// Where the link begins that contains this host: at its scheme, or first label.
fn link_start(text: &str, host: usize) -> usize {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '/');
    let before = &text[super::page::boundary(text, host.saturating_sub(24))..host];
    let labels = before.len() - before.rfind(|c| !part(c)).map_or(0, |at| at + 1);
    let labels = labels.min(before.len());
    let start = host - labels;
    let start = if text.is_char_boundary(start) { start } else { host };
    match text[start..host].rfind("http") {
        Some(scheme) => start + scheme,
        None if text[start..host].starts_with(|c: char| c.is_ascii_alphanumeric()) => start,
        None => host,
    }
}

/// A user name behind an @ that is no e-mail address.
fn handle(page: &Page<'_>, hits: &Hits, at: usize) -> Option<Finding> {
    const LONGEST: usize = 32;
    let text = page.text();
    if text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '@' | '+')) {
        return None;
    }
    let rest = &text[at + 1..];
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    let name = rest[..rest.find(|c| !part(c)).unwrap_or(rest.len())].trim_end_matches(['.', '-']);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let hexadecimal = name.bytes().all(|b| b.is_ascii_hexdigit()) && name.bytes().any(|b| b.is_ascii_digit());
    // Packages are `@scope/name`, versions in repositories `@cdff264`.
    if letters < 2 || name.len() > LONGEST || hexadecimal || rest[name.len()..].starts_with('/') {
        return None;
    }
    let mut span = at..at + 1 + name.len();
    if let Some(server) = text[span.end..].strip_prefix('@') {
        span.end += 1 + server.find(|c| !part(c)).unwrap_or(server.len());
    }
    let named = hits.near(page, &span, (8, 5), Topic::PLATFORM) || hits.near(page, &span, (4, 3), Topic::USERNAME);
    let level = match named {
        _ if institution::is_institutional_handle(name) => Level::Info,
        true => Level::Block,
        false => Level::Warn,
    };
    Some(finding(level, span, if named { 97 } else { 60 }, "handle"))
}

/// User names without an @ beside a platform: `Snapchat: maria_99`, `Instagram-Konto maria.k`.
fn user_names(page: &Page<'_>, hits: &Hits, found: &mut Vec<Finding>) {
    let text = page.text();
    for hit in hits.within(&(0..text.len())).iter().filter(|hit| hit.is(Topic::PLATFORM)) {
        let platform = whole_word(page, hit.range());
        let window = keywords::after(page, &platform, 6);
        let lead_in = keywords::before(page, &platform, 3).start;
        let mut at = window.start;
        for piece in text[window.clone()].split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')')) {
            let start = at;
            at = (at + piece.len() + 1).min(window.end);
            let lead = text[platform.end..start].trim_end();
            let named = hits.any(&(lead_in..start), Topic::USERNAME);
            let colon = lead.ends_with(':') || lead.ends_with('=');
            let quoted = piece.starts_with(['"', '\'', '«', '„', '“']);
            let name = piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
            if !(named || colon || quoted) || name.starts_with('@') || name.contains('@') {
                continue;
            }
            let spread = name.contains('_') || (name.contains('.') && !name.contains("..") && !name.contains('/'));
            let mixed = name.bytes().any(|b| b.is_ascii_digit()) && name.chars().any(char::is_alphabetic);
            let plain = (colon && lead.len() <= 2 || quoted && named)
                && name.chars().all(|c| c.is_lowercase())
                && (quoted || at >= window.end || text[start + piece.len()..].starts_with([',', ';', '\n', ')']));
            let length = name.chars().count();
            if !(3..=32).contains(&length)
                || !(spread || mixed || plain)
                || !name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            {
                continue;
            }
            let offset = piece.find(name).unwrap_or(0);
            let level = if institution::is_institutional_handle(name) { Level::Info } else { Level::Block };
            found.push(finding(level, start + offset..start + offset + name.len(), 90, "user name"));
            break;
        }
    }
}

/// A range made longer to the end of its word.
fn whole_word(page: &Page<'_>, range: Range<usize>) -> Range<usize> {
    let last = page.word_at(range.end.saturating_sub(1)).map(|word| page.words()[word].end());
    range.start..last.unwrap_or(range.end).max(range.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::testing::findings;

    fn social(text: &str) -> Vec<(String, Level)> {
        findings(text, Detector::Social)
    }

    #[test]
    fn profile_links_are_blocked() {
        for link in [
            "https://www.facebook.com/maria.kovacs.93",
            "facebook.com/profile.php?id=100012345678901",
            "https://m.facebook.com/people/Maria-K/100012345",
            "instagram.com/maria_k",
            "https://www.tiktok.com/@maria_k?lang=en",
            "vk.com/id12345678",
            "https://ok.ru/profile/512345678",
            "https://x.com/maria_k/status/12345",
            "t.me/maria_k",
            "https://wa.me/31612345678",
            "https://nl.linkedin.com/in/maria-k-12345",
            "onlyfans.com/mariak",
            "https://www.snapchat.com/add/maria_k",
            "https://discord.gg/abc123",
            "https://www.youtube.com/@mariak99",
            "ＦＡＣＥＢＯＯＫ.com/maria.k",
        ] {
            let text = format!("Advertised on {link}, she said.");
            assert_eq!(social(&text), [(link.to_owned(), Level::Block)], "{link}");
        }
    }

    #[test]
    fn handles_beside_a_platform_are_blocked() {
        for (text, handle) in [
            ("Her Instagram is @maria.k_93.", "@maria.k_93"),
            ("ihr Snapchat-Konto (@mariak)", "@mariak"),
            ("Snapchat: maria_99", "maria_99"),
            ("Telegram-Benutzername maria99", "maria99"),
            ("compte Instagram « maria.k »", "maria.k"),
            ("профил в Телеграм: maria_k", "maria_k"),
        ] {
            assert_eq!(social(text), [(handle.to_owned(), Level::Block)], "{text}");
        }
        assert_eq!(social("as @maria_k wrote"), [("@maria_k".to_owned(), Level::Warn)]);
    }

    #[test]
    fn institutions_and_own_pages_are_not() {
        assert!(
            social("https://www.facebook.com/EuropeanCommission and @EU_Commission on Twitter")
                .iter()
                .all(|(_, level)| *level == Level::Info)
        );
        for text in [
            "facebook.com",
            "https://www.linkedin.com/company/eurostat",
            "https://www.facebook.com/policies/ads",
            "xerox.com/maria",
            "Instagram and Facebook were used in 45% of cases",
            "Facebook: 12, Instagram: 30",
            "maria@gmail.com on Facebook",
            "Telegram was used by traffickers in 2023",
        ] {
            assert_eq!(social(text), [], "{text}");
        }
    }
}
