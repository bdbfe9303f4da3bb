//! What `emn series` and `emn compare` ask alike.

use clap::Args;
use emn_protocol::record::Lang;

/// Which figures.
#[derive(Debug, Args)]
pub(super) struct Figures {
    /// The measure, such as victims-identified.
    #[arg(long, short, value_name = "ID", required_unless_present = "measures")]
    pub(super) measure: Option<String>,
    /// What to group by: country, year, period, member, or dimensions such as sex, age, citizen.
    #[arg(long, value_name = "AXES", default_value = "country,year")]
    pub(super) by: String,
    /// Only these codes of a dimension, such as sex=F, geo=NL,BE or age=Y_LT18; can be given several times.
    #[arg(long = "where", value_name = "DIMENSION=CODES")]
    filters: Vec<String>,
    /// Only these years, such as 2022 or 2019-2023.
    #[arg(long, value_name = "YEARS")]
    years: Option<String>,
    /// Only figures of these members, such as NL,BE.
    #[arg(long, value_name = "CODES")]
    member: Option<String>,
    /// Per so many inhabitants, such as 100000.
    #[arg(long, value_name = "NUMBER")]
    per: Option<u32>,
    /// Add up quarters or months where no year is published: right for events, wrong for stocks.
    #[arg(long)]
    add_periods: bool,
    /// Only what is marked public.
    #[arg(long)]
    public: bool,
    /// Language of labels.
    #[arg(long)]
    lang: Option<Lang>,
    /// List the measures that there are.
    #[arg(long)]
    pub(super) measures: bool,
}

impl Figures {
    /// The language of labels.
    pub(super) fn lang_tag(&self) -> &str {
        self.lang.as_ref().map_or("en", Lang::as_str)
    }

    /// As the API takes it.
    pub(super) fn params(&self) -> Vec<(&'static str, String)> {
        let mut params = vec![("by", self.by.clone())];
        params.extend(self.filters.iter().map(|filter| ("where", filter.clone())));
        let texts = [
            ("measure", self.measure.clone()),
            ("years", self.years.clone()),
            ("member", self.member.clone()),
            ("per", self.per.map(|per| per.to_string())),
            ("add_periods", self.add_periods.then(|| "true".to_owned())),
            ("public_only", self.public.then(|| "true".to_owned())),
            ("lang", self.lang.as_ref().map(Lang::to_string)),
        ];
        params.extend(texts.into_iter().filter_map(|(name, value)| Some((name, value?))));
        params
    }
}
