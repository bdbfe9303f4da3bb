//! The languages of the interface: texts in Fluent files, numbers and dates in the reader's convention.

use std::sync::LazyLock;

use emn_protocol::time::{Date, Period, Timestamp};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The languages of the interface, as tags, with their own names. What one lacks comes from the first.
pub const LANGUAGES: [(&str, &str); 4] =
    [("en", "English"), ("nl", "Nederlands"), ("fr", "Français"), ("de", "Deutsch")];

/// All texts of a language, in one place for each area.
macro_rules! texts {
    ($lang:literal) => {
        &[
            include_str!(concat!("../locales/", $lang, "/frame.ftl")),
            include_str!(concat!("../locales/", $lang, "/names.ftl")),
            include_str!(concat!("../locales/", $lang, "/home.ftl")),
            include_str!(concat!("../locales/", $lang, "/topics.ftl")),
            include_str!(concat!("../locales/", $lang, "/search.ftl")),
            include_str!(concat!("../locales/", $lang, "/record.ftl")),
            include_str!(concat!("../locales/", $lang, "/compare.ftl")),
            include_str!(concat!("../locales/", $lang, "/publish.ftl")),
            include_str!(concat!("../locales/", $lang, "/approvals.ftl")),
            include_str!(concat!("../locales/", $lang, "/network.ftl")),
            include_str!(concat!("../locales/", $lang, "/settings.ftl")),
            include_str!(concat!("../locales/", $lang, "/sign_in.ftl")),
            include_str!(concat!("../locales/", $lang, "/api.ftl")),
        ]
    };
}

/// In the order of [`LANGUAGES`].
const SOURCES: [&[&str]; LANGUAGES.len()] = [texts!("en"), texts!("nl"), texts!("fr"), texts!("de")];

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<Vec<Bundle>> =
    LazyLock::new(|| LANGUAGES.iter().zip(SOURCES).map(|((tag, _), sources)| bundle(tag, sources)).collect());

fn bundle(tag: &str, sources: &[&str]) -> Bundle {
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Placeables stand in elements that isolate their direction.
    bundle.set_use_isolating(false);
    for source in sources {
        // A file with a mistake still has its other messages; a test finds the mistake.
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new((*source).to_owned());
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Locale(usize);

impl Locale {
    /// The language with this tag, or with its first part.
    pub fn of(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        LANGUAGES.iter().position(|(known, _)| known.eq_ignore_ascii_case(first)).map(Self)
    }

    /// The best of the languages that a browser asks for (`Accept-Language`, RFC 9110 § 12.5.4).
    pub fn accepted(header: &str) -> Self {
        let mut best = (0u16, Self::default());
        for wish in header.split(',').take(20) {
            let mut parts = wish.split(';');
            let Some(locale) = parts.next().and_then(|tag| Self::of(tag.trim())) else { continue };
            let quality = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            // Quality values have three decimals.
            let weight = (quality.clamp(0.0, 1.0) * 1000.0).round() as u16;
            if weight > best.0 {
                best = (weight, locale);
            }
        }
        best.1
    }

    /// Its tag.
    pub fn tag(self) -> &'static str {
        LANGUAGES[self.0].0
    }

    /// A text. One that is missing is taken from English; one that is nowhere shows its id, so that a test finds it.
    pub fn text(self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let found = [self.0, 0].into_iter().find_map(|index| message(&BUNDLES[index], id, args));
        found.unwrap_or_else(|| format!("⟨{id}⟩"))
    }

    /// A text that may be missing.
    pub fn known(self, id: &str) -> Option<String> {
        [self.0, 0].into_iter().find_map(|index| message(&BUNDLES[index], id, None))
    }

    /// A text that counts: `$count` chooses the plural, `$n` is the number in the reader's convention.
    pub fn counted(self, id: &str, count: u64) -> String {
        let mut args = FluentArgs::with_capacity(2);
        args.set("count", FluentValue::from(count));
        args.set("n", i64::try_from(count).map_or_else(|_| count.to_string(), |count| self.number(count)));
        self.text(id, Some(&args))
    }

    /// A whole number with its thousands apart.
    pub fn number(self, value: i64) -> String {
        self.decimal(value, 0)
    }

    /// `value / 10^decimals`, with the reader's signs.
    pub fn decimal(self, value: i64, decimals: u8) -> String {
        let (group, point) = match self.tag() {
            "en" => (',', '.'),
            // Narrow no-break space, as the French authorities write it.
            "fr" => ('\u{202f}', ','),
            _ => ('.', ','),
        };
        let digits = value.unsigned_abs().to_string();
        let decimals = usize::from(decimals);
        let digits = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let mut text = String::from(if value < 0 { "−" } else { "" });
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                text.push(group);
            }
            text.push(digit);
        }
        if decimals > 0 {
            text.push(point);
            text.push_str(fraction);
        }
        text
    }

    /// A day, such as `5 March 2026`.
    pub fn date(self, date: Date) -> String {
        self.iso_date(&date.to_string())
    }

    /// A moment, to the minute, such as `5 March 2026, 14:05 UTC`.
    pub fn time(self, time: Timestamp) -> String {
        let iso = time.to_string();
        let (day, clock) = iso.split_once('T').unwrap_or((&iso, ""));
        format!("{}, {} UTC", self.iso_date(day), clock.get(..5).unwrap_or_default())
    }

    /// The day of a moment.
    pub fn day(self, time: Timestamp) -> String {
        self.iso_date(&time.date())
    }

    /// A year, quarter or month, or a range of them.
    pub fn period(self, period: Period) -> String {
        let text = period.to_string();
        match text.split_once('/') {
            Some((first, last)) => format!("{}–{}", self.unit(first), self.unit(last)),
            None => self.unit(&text),
        }
    }

    fn unit(self, iso: &str) -> String {
        let Some((year, rest)) = iso.split_once('-') else { return iso.to_owned() };
        let mut args = FluentArgs::with_capacity(2);
        args.set("year", FluentValue::from(year));
        match rest.strip_prefix('Q') {
            Some(quarter) => {
                args.set("quarter", FluentValue::from(quarter));
                self.text("quarter", Some(&args))
            }
            None => {
                args.set("month", self.text(&format!("month-{rest}"), None));
                self.text("month", Some(&args))
            }
        }
    }

    /// So many bytes, rounded to what a person wants to know.
    pub fn bytes(self, count: i64) -> String {
        let (id, n) = match count.max(0) {
            count @ 0..1000 => ("size-bytes", self.number(count)),
            count @ 1000..1_000_000 => ("size-kilobytes", self.number((count + 500) / 1000)),
            count => ("size-megabytes", self.decimal((count / 50_000 + 1) / 2, 1)),
        };
        let mut args = FluentArgs::with_capacity(1);
        args.set("n", n);
        self.text(id, Some(&args))
    }

    fn iso_date(self, iso: &str) -> String {
        let mut parts = iso.splitn(3, '-');
        let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
            return iso.to_owned();
        };
        let day = day.trim_start_matches('0');
        let mut args = FluentArgs::with_capacity(3);
        args.set("day", FluentValue::from(day));
        args.set("month", self.text(&format!("month-{month}"), None));
        args.set("year", FluentValue::from(year));
        self.text("date", Some(&args))
    }
}

fn message(bundle: &Bundle, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, args, &mut errors).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_reader() {
        let of = |tag| Locale::of(tag).unwrap();
        assert_eq!(of("en").decimal(1_234_567, 1), "123,456.7");
        assert_eq!(of("nl").number(-1234), "−1.234");
        assert_eq!(of("fr").number(12345), "12\u{202f}345");
        assert_eq!(of("de").decimal(5, 2), "0,05");
    }

    #[test]
    fn browser_wishes_are_weighed() {
        assert_eq!(Locale::accepted("sv, de-AT;q=0.4, fr;q=0.8").tag(), "fr");
        assert_eq!(Locale::accepted("pt, *;q=0.1").tag(), "en");
        assert_eq!(Locale::accepted("nl;q=0").tag(), "en");
    }
}
