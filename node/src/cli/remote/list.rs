//! `emn list`, and the filters that it shares with `emn search`.

use clap::Args;
use emn_protocol::record::Lang;

use super::{WIDTH, best, clip};
use crate::api::view::{ListedRecord, RecordPage};
use crate::cli::Context;
use crate::cli::output::{Answer, CliError, Table};

/// List records, newest arrival first.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn list
  emn list --member NL --kind report --year 2022
  emn list --topic trafficking-in-human-beings --country BG --lang nl
  emn list --limit 200 --json | jq -r '.items[].id'")]
pub(in crate::cli) struct ListArgs {
    #[command(flatten)]
    filters: Filters,
    /// The order.
    #[arg(long, value_parser = ["newest", "date"])]
    sort: Option<String>,
}

/// Which records.
#[derive(Debug, Args)]
pub(super) struct Filters {
    /// report, practice, correction or withdrawal.
    #[arg(long)]
    kind: Option<String>,
    /// Records of this member, such as NL.
    #[arg(long, value_name = "CODE")]
    member: Option<String>,
    /// Records that cover this country: its code or its name.
    #[arg(long)]
    country: Option<String>,
    /// Records on this topic or a narrower one: its id, or its name in any language.
    #[arg(long)]
    topic: Option<String>,
    /// Records whose period covers this year.
    #[arg(long)]
    year: Option<u32>,
    /// Records that can be read in this language.
    #[arg(long, value_name = "LANG")]
    language: Option<Lang>,
    /// public or network.
    #[arg(long)]
    audience: Option<String>,
    /// Also records that a later version replaces.
    #[arg(long)]
    superseded: bool,
    /// Also withdrawn records, without their content.
    #[arg(long)]
    withdrawn: bool,
    /// Records with tables of this measure, such as victims-identified.
    #[arg(long)]
    measure: Option<String>,
    /// Your language: titles are shown in it, and records in it come first.
    #[arg(long)]
    pub(super) lang: Option<Lang>,
    /// Records to show, 1 to 200.
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    limit: u32,
    /// Go on where the list before ended.
    #[arg(long)]
    pub(super) cursor: Option<String>,
}

impl Filters {
    pub(super) fn params(&self) -> Vec<(&'static str, String)> {
        let texts = [
            ("kind", self.kind.clone()),
            ("member", self.member.clone()),
            ("country", self.country.clone()),
            ("topic", self.topic.clone()),
            ("year", self.year.map(|year| year.to_string())),
            ("language", self.language.as_ref().map(Lang::to_string)),
            ("audience", self.audience.clone()),
            ("superseded", self.superseded.then(|| "true".to_owned())),
            ("withdrawn", self.withdrawn.then(|| "true".to_owned())),
            ("measure", self.measure.clone()),
            ("lang", self.lang.as_ref().map(Lang::to_string)),
            ("limit", Some(self.limit.to_string())),
            ("cursor", self.cursor.clone()),
        ];
        texts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

pub(super) fn list(context: &Context, args: &ListArgs) -> Result<Answer, CliError> {
    let mut params = args.filters.params();
    params.extend(args.sort.clone().map(|sort| ("sort", sort)));
    let page = super::client(context)?.records(&params)?;
    Ok(answer(&page, render(&page, args.filters.lang.as_ref()), args.filters.cursor.is_some()))
}

/// A page with remarks on what is not on it.
pub(super) fn answer(page: &RecordPage, text: String, later: bool) -> Answer {
    let answer = Answer::new(page, text);
    let shown = page.items.len();
    let answer = match (page.total, shown) {
        (_, 0) => answer.note(if later { "No more records." } else { "No records." }),
        (Some(total), shown) if total > shown as u64 => answer.note(format!("{shown} of {total} records.")),
        _ => answer,
    };
    match &page.next {
        Some(next) => answer.note(format!("The next page: the same command with --cursor {next}")),
        None => answer,
    }
}

pub(super) fn render(page: &RecordPage, lang: Option<&Lang>) -> String {
    if page.items.is_empty() {
        return String::new();
    }
    // What stands before the title, and two blanks between columns.
    let title_width = |table: &Table| {
        let used = table.render().lines().map(|line| line.chars().count()).max().unwrap_or(0);
        WIDTH.saturating_sub(used + 2)
    };
    let heads = ["id", "member", "kind", "signed", "period", "title"];
    let mut narrow = Table::new(&heads[..5]);
    page.items.iter().for_each(|item| narrow.row(columns(item)));
    let width = title_width(&narrow);
    let mut table = Table::new(&heads);
    for item in &page.items {
        table.row(columns(item).into_iter().chain([clip(&title(item, lang), width)]));
    }
    table.render()
}

pub(super) fn columns(item: &ListedRecord) -> Vec<String> {
    let kind = match (item.kind, item.content) {
        // A correction is what it contains; that it is a later version, its links say.
        (_, Some(content)) => content.name(),
        (Some(kind), None) => kind.name(),
        (None, None) => "unknown",
    };
    let period = item.period.map_or_else(String::new, |period| period.to_string());
    vec![item.short.clone(), item.member.to_string(), kind.to_owned(), item.time.date(), period]
}

pub(super) fn title(item: &ListedRecord, lang: Option<&Lang>) -> String {
    if let Some(withdrawn) = &item.withdrawn {
        return format!("[withdrawn] {}", best(&withdrawn.reason, lang));
    }
    if let Some(target) = &item.withdraws {
        return format!("withdraws {}", target.short());
    }
    let title = best(&item.title, lang);
    match item.superseded_by {
        Some(by) => format!("[replaced by {}] {title}", by.short()),
        None => title.to_owned(),
    }
}
