//! Numbering plans as data.

use std::collections::HashMap;
use std::sync::LazyLock;

struct Plan {
    code: &'static str,
    digits: std::ops::RangeInclusive<usize>,
    trunks: Vec<&'static str>,
    mobile: Vec<&'static str>,
    languages: Vec<&'static str>,
}

static PLANS: LazyLock<Vec<Plan>> = LazyLock::new(|| {
    let list = |text: &'static str| text.split(',').filter(|item| *item != "-").collect::<Vec<_>>();
    rows(include_str!("../data/phone_plans.tsv"))
        .filter_map(|row| {
            let [code, least, most, trunks, mobile, languages] = row.split('\t').collect::<Vec<_>>().try_into().ok()?;
            Some(Plan {
                code,
                digits: least.parse().ok()?..=most.parse().ok()?,
                trunks: list(trunks),
                mobile: list(mobile),
                languages: list(languages),
            })
        })
        .collect()
});

/// Places in [`PLANS`] by calling code.
static CODES: LazyLock<HashMap<&'static str, usize>> =
    LazyLock::new(|| PLANS.iter().enumerate().map(|(index, plan)| (plan.code, index)).collect());

static HELPLINES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| rows(include_str!("../data/helplines.tsv")).filter_map(|row| row.split('\t').next()).collect());

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// What is known of an international number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Its country and length fit.
    Valid,
    /// Free for the caller: an organisation's.
    FreePhone,
}

/// The country, or service, of an international number.
#[derive(Clone, Copy)]
pub(super) enum Country {
    /// Universal international freephone numbers, ITU-T E.169.1.
    FreePhone,
    /// Index in the plans.
    Plan(usize),
}

/// The country of an international number without + or 00.
pub(super) fn country(digits: &str) -> Option<Country> {
    if digits.starts_with("800") {
        return Some(Country::FreePhone);
    }
    (1..=3).find_map(|length| CODES.get(digits.get(..length)?)).map(|plan| Country::Plan(*plan))
}

impl Country {
    /// What a number of this country is. `None` when it has no length of its country's.
    pub(super) fn known(self, digits: &str) -> Option<Known> {
        let Self::Plan(index) = self else { return (digits.len() == 11).then_some(Known::FreePhone) };
        let plan = PLANS.get(index)?;
        let national = digits.strip_prefix(plan.code)?;
        let fits = |number: &str| plan.digits.contains(&number.len());
        // Some write the trunk prefix behind the country's code all the same.
        if !fits(national) && !plan.trunks.iter().any(|trunk| national.strip_prefix(trunk).is_some_and(fits)) {
            return None;
        }
        let free = national.starts_with("800")
            || national.starts_with("116")
            || (plan.code == "1" && national.starts_with('8') && national[1..].starts_with(['0', '8', '7', '6']));
        Some(if free { Known::FreePhone } else { Known::Valid })
    }
}

/// A number as dialled inside a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct National {
    /// It begins as mobile numbers do, and is as long.
    pub(super) mobile: bool,
    /// It has a trunk prefix: no other kind of figure begins with a zero.
    pub(super) trunk: bool,
    /// The country's language is that of the text.
    pub(super) local: bool,
}

/// The plan that fits a national number best: one of the language of the text, then one with a mobile number.
pub(super) fn of_national(digits: &str, lang: Option<&str>) -> Option<National> {
    let mut best: Option<National> = None;
    for plan in PLANS.iter() {
        let with_trunk = plan.trunks.iter().find_map(|trunk| digits.strip_prefix(trunk));
        let number = with_trunk.unwrap_or(digits);
        let open = plan.trunks.is_empty() || with_trunk.is_some();
        if !open || !plan.digits.contains(&number.len()) {
            continue;
        }
        let found = National {
            mobile: plan.mobile.iter().any(|start| number.starts_with(start)) && number.len() >= 8,
            trunk: with_trunk.is_some_and(|_| digits.starts_with('0')),
            local: lang.is_some_and(|lang| plan.languages.contains(&lang)),
        };
        let rank = |national: &National| (national.local, national.mobile, national.trunk);
        if best.as_ref().is_none_or(|best| rank(best) < rank(&found)) {
            best = Some(found);
        }
    }
    best
}

/// Whether an international number without + or 00 is on the list of helplines.
pub(super) fn is_helpline(digits: &str) -> bool {
    HELPLINES.iter().any(|helpline| helpline.strip_prefix('+') == Some(digits))
}

/// Whether these digits are a harmonised or listed short code.
pub(super) fn is_short_code(digits: &str) -> bool {
    digits.len() == 6 && digits.starts_with("116")
}

/// Whether a national number is free for the caller, or a listed helpline written as in its own country.
pub(super) fn is_free_phone(digits: &str) -> bool {
    let free = ["0800", "00800", "08000", "0680", "1800", "080", "8002"];
    // 800 and 900 without a trunk prefix: Italy, Poland, Portugal, Spain, Czechia. 0295: the authorities of Finland.
    let bare = (digits.len() == 9 && ["800", "900"].iter().any(|start| digits.starts_with(start)))
        || (digits.len() == 10 && digits.starts_with("0295"));
    let listed = |helpline: &&str| {
        let national = digits.strip_prefix(['0', '8']).unwrap_or(digits);
        helpline.starts_with('+')
            && digits.len() >= 7
            && (helpline.ends_with(digits) || national.len() >= 7 && helpline.ends_with(national))
    };
    bare || free.iter().any(|start| digits.starts_with(start) && digits.len() <= start.len() + 8)
        && !(digits.starts_with("080") && digits.len() > 11)
        || HELPLINES.iter().any(listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_all_read() {
        let lines = rows(include_str!("../data/phone_plans.tsv")).count();
        assert_eq!(PLANS.len(), lines);
        assert!(PLANS.iter().all(|plan| plan.digits.start() <= plan.digits.end()));
    }

    #[test]
    fn codes_are_free_of_prefixes() {
        for plan in PLANS.iter() {
            let longer = PLANS.iter().filter(|other| other.code != plan.code && other.code.starts_with(plan.code));
            assert_eq!(longer.count(), 0, "{}", plan.code);
        }
    }

    #[test]
    fn lengths_decide_international_numbers() {
        let of = |digits: &str| country(digits)?.known(digits);
        assert_eq!(of("31612345678"), Some(Known::Valid));
        assert_eq!(of("3161234567"), None);
        assert_eq!(of("310612345678"), Some(Known::Valid));
        assert_eq!(of("80012345678"), Some(Known::FreePhone));
        assert_eq!(of("999123"), None);
    }

    #[test]
    fn national_numbers_of_the_language_come_first() {
        let dutch = of_national("0612345678", Some("nl"));
        assert_eq!(dutch, Some(National { mobile: true, trunk: true, local: true }));
        assert_eq!(of_national("612345678", Some("es")).map(|national| national.trunk), Some(false));
        assert_eq!(of_national("1", None), None);
    }
}
