//! Questions as people type them, and as links carry them.
//!
//! Axes are a list (`country,year,sex`), conditions a name with codes (`sex=F`, `age=Y_LT18,Y_GE18`, `country=NL,BE`,
//! `year=2019..2023`, `member=NL`), several of them separated by `;`. Names and codes may be written as their labels in
//! any language. A link writes `:` instead of `=`, so that nothing in it needs escaping.

use emn_protocol::codelist::{CodeLists, TIME_PERIOD};
use emn_protocol::record::Code;
use emn_protocol::suggest::fold;
use emn_protocol::time::Period;

use super::{By, Filter, Question};
use crate::error::SeriesError;

/// Before the id of a dimension that is called like one of the words below.
const LITERAL: char = '~';

/// Words with a meaning of their own, as axes or conditions.
const WORDS: [&str; 8] = ["country", "geo", "year", "years", "period", TIME_PERIOD, "member", "unit"];

fn unreadable(text: &str, expected: &str) -> SeriesError {
    SeriesError::Unreadable { text: text.chars().take(80).collect(), expected: expected.to_owned() }
}

impl Question {
    /// All numbers of a measure as one; add axes and conditions.
    pub fn about(measure: Code) -> Self {
        Self {
            measure,
            by: Vec::new(),
            filters: Vec::new(),
            members: Vec::new(),
            years: (None, None),
            add_periods: false,
            per: None,
            public_only: false,
        }
    }

    /// Adds axes, such as `country,year,sex`.
    ///
    /// # Errors
    /// A name that cannot be one, or an axis that is there already.
    pub fn group_by(&mut self, text: &str) -> Result<(), SeriesError> {
        for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let by = match name.to_ascii_lowercase().as_str() {
                "country" | "geo" => By::Country,
                "year" => By::Year,
                "period" | "time_period" => By::Period,
                "member" => By::Member,
                _ => By::Dimension(dimension(name)?),
            };
            if self.by.iter().any(|other| other.axis() == by.axis()) {
                return Err(SeriesError::AxisTwice(by.axis()));
            }
            self.by.push(by);
        }
        Ok(())
    }

    /// Adds conditions, such as `sex=F` or `age:Y_LT18,Y_GE18;year:2019..2023`.
    ///
    /// # Errors
    /// A condition that cannot be read, a label or country that nobody knows, or a dimension that is filtered already.
    pub fn restrict(&mut self, text: &str) -> Result<(), SeriesError> {
        for condition in text.split(';').map(str::trim).filter(|condition| !condition.is_empty()) {
            let at = condition.find(['=', ':']);
            let (name, codes) = at
                .map(|at| (condition[..at].trim(), condition[at + 1..].trim()))
                .ok_or_else(|| unreadable(condition, "a condition such as sex=F, country=NL,BE or year=2019..2023"))?;
            let codes: Vec<&str> = codes.split(',').map(str::trim).filter(|code| !code.is_empty()).collect();
            if codes.is_empty() {
                return Err(unreadable(condition, "a condition with a code, such as sex=F"));
            }
            match name.to_ascii_lowercase().as_str() {
                "country" | "geo" => self.filter("geo", &codes)?,
                "year" | "years" => self.restrict_years(&codes)?,
                "period" | "time_period" => self.filter(TIME_PERIOD, &codes)?,
                "member" => self.restrict_members(&codes)?,
                _ => self.filter(dimension(name)?.as_str(), &codes)?,
            }
        }
        Ok(())
    }

    fn restrict_years(&mut self, codes: &[&str]) -> Result<(), SeriesError> {
        let [one] = codes else { return self.filter(TIME_PERIOD, codes) };
        if self.years != (None, None) {
            return Err(SeriesError::FilterTwice("year".parse().expect("year is a code")));
        }
        let error = || unreadable(one, "a year such as 2022 or years such as 2019..2023");
        let year = |text: &str| {
            let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<i64>().ok().filter(|_| digits).ok_or_else(error)
        };
        let end = |text: &str| if text.is_empty() { Ok(None) } else { year(text).map(Some) };
        let range = one.split_once("..").or_else(|| one.split_once('-')).map(|(a, b)| (a.trim(), b.trim()));
        self.years = match range {
            Some(("", "")) => return Err(error()),
            Some((first, last)) => (end(first)?, end(last)?),
            None => (Some(year(one)?), Some(year(one)?)),
        };
        match self.years {
            (Some(first), Some(last)) if first > last => Err(SeriesError::YearsReversed { first, last }),
            _ => Ok(()),
        }
    }

    fn restrict_members(&mut self, codes: &[&str]) -> Result<(), SeriesError> {
        for code in codes {
            let member = code.to_ascii_uppercase().parse();
            let member = member.map_err(|_| unreadable(code, "the code of a member, such as NL"))?;
            if !self.members.contains(&member) {
                self.members.push(member);
            }
        }
        Ok(())
    }

    fn filter(&mut self, dimension: &str, codes: &[&str]) -> Result<(), SeriesError> {
        let dimension: Code = dimension.parse().map_err(|_| unreadable(dimension, "the id of a dimension"))?;
        if self.filters.iter().any(|filter| filter.dimension == dimension) {
            return Err(SeriesError::FilterTwice(dimension));
        }
        let mut found: Vec<Code> = Vec::new();
        for text in codes {
            let code = code(dimension.as_str(), text)?;
            if !found.contains(&code) {
                found.push(code);
            }
        }
        self.filters.push(Filter { dimension, codes: found });
        Ok(())
    }

    /// The query string that asks this question again, such as
    /// `measure=victims-identified&by=country,year&where=sex:F;year:2019..2023`. No character in it needs escaping.
    pub fn canonical(&self) -> String {
        let mut parts = vec![format!("measure={}", self.measure)];
        if !self.by.is_empty() {
            parts.push(format!("by={}", self.by.iter().map(axis_name).collect::<Vec<_>>().join(",")));
        }
        let conditions = self.conditions();
        if !conditions.is_empty() {
            parts.push(format!("where={}", conditions.join(";")));
        }
        if self.add_periods {
            parts.push("add_periods=true".to_owned());
        }
        parts.extend(self.per.map(|per| format!("per={per}")));
        if self.public_only {
            parts.push("public_only=true".to_owned());
        }
        parts.join("&")
    }

    fn conditions(&self) -> Vec<String> {
        let list = |codes: Vec<&str>| codes.join(",");
        let name = |filter: &Filter| match filter.dimension.as_str() {
            "geo" => "country".to_owned(),
            TIME_PERIOD => "period".to_owned(),
            "unit" => "unit".to_owned(),
            id => literal(id),
        };
        let filter =
            |filter: &Filter| format!("{}:{}", name(filter), list(filter.codes.iter().map(Code::as_str).collect()));
        let mut conditions: Vec<String> = self.filters.iter().map(filter).collect();
        if !self.members.is_empty() {
            conditions.push(format!("member:{}", list(self.members.iter().map(|member| member.as_str()).collect())));
        }
        let year = |year: Option<i64>| year.map_or(String::new(), |year| format!("{year:04}"));
        match self.years {
            (None, None) => {}
            (first, last) if first == last => conditions.push(format!("year:{}", year(first))),
            (first, last) => conditions.push(format!("year:{}..{}", year(first), year(last))),
        }
        conditions
    }

    /// Reads the pairs of a query string, unescaped: `measure`, `by`, `where` (both also several times),
    /// `add_periods`, `per`, `public_only`. Other names are passed over.
    ///
    /// # Errors
    /// What [`Self::group_by`] and [`Self::restrict`] refuse; a missing measure; a number or switch that is none.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, SeriesError> {
        let pairs: Vec<(&str, &str)> = pairs.into_iter().collect();
        let measure = pairs.iter().find(|(name, _)| *name == "measure").map_or("", |(_, value)| value.trim());
        let expected = "the id of a measure, such as victims-identified";
        let mut question = Self::about(measure.parse().map_err(|_| unreadable(measure, expected))?);
        for (name, value) in pairs {
            match name {
                "by" => question.group_by(value)?,
                "where" => question.restrict(value)?,
                "add_periods" => question.add_periods = switch(value)?,
                "public_only" => question.public_only = switch(value)?,
                "per" if value.is_empty() => {}
                "per" => question.per = Some(value.parse().map_err(|_| unreadable(value, "a number such as 100000"))?),
                _ => {}
            }
        }
        Ok(question)
    }
}

fn switch(value: &str) -> Result<bool, SeriesError> {
    match value {
        "true" | "1" | "on" | "yes" => Ok(true),
        "false" | "0" | "off" | "no" | "" => Ok(false),
        _ => Err(unreadable(value, "true or false")),
    }
}

fn axis_name(by: &By) -> String {
    match by {
        By::Country => "country".to_owned(),
        By::Year => "year".to_owned(),
        By::Period => "period".to_owned(),
        By::Member => "member".to_owned(),
        By::Dimension(id) => literal(id.as_str()),
    }
}

fn literal(id: &str) -> String {
    let word = WORDS.iter().any(|word| word.eq_ignore_ascii_case(id));
    if word { format!("{LITERAL}{id}") } else { id.to_owned() }
}

/// The dimension that is called so, by its id or its label.
fn dimension(name: &str) -> Result<Code, SeriesError> {
    let lists = CodeLists::shipped();
    let id = name.strip_prefix(LITERAL).unwrap_or(name);
    let called = |list: &&emn_protocol::codelist::CodeList| {
        fold(&list.id) == fold(name) || list.label.iter().any(|(_, label)| fold(label) == fold(name))
    };
    let listed = if lists.dimension(id).is_some() { None } else { lists.dimensions().find(called) };
    let id = listed.map_or(id, |list| list.id.as_str());
    id.parse().map_err(|_| unreadable(name, "the id or name of a dimension, such as sex or age"))
}

/// The code that is meant, by itself in any case or by its label. What no shared list knows is a table's own code.
fn code(dimension: &str, text: &str) -> Result<Code, SeriesError> {
    let lists = CodeLists::shipped();
    let folded = fold(text);
    let list = lists.list(dimension);
    let own = |code: &&emn_protocol::codelist::ListedCode| {
        fold(&code.code) == folded || code.label.iter().any(|(_, label)| fold(label) == folded)
    };
    if list.is_some_and(|list| list.get(text).is_some()) {
        return text.parse().map_err(|_| unreadable(text, "a code"));
    }
    if let Some(listed) = list.and_then(|list| list.codes.iter().find(own)) {
        return listed.code.parse().map_err(|_| unreadable(text, "a code"));
    }
    let countries = ["geo", "citizen"].contains(&dimension);
    if let Some(country) = lists.find_country(text).filter(|_| countries) {
        return country.eurostat.parse().map_err(|_| unreadable(text, "a code"));
    }
    if dimension == TIME_PERIOD && text.parse::<Period>().is_err() {
        return Err(unreadable(text, "a period such as 2022, 2022-Q3 or 2022-07"));
    }
    text.parse().map_err(|_| {
        let (suggestion, known) = (lists.suggest_code(dimension, text).map(str::to_owned), Vec::new());
        match dimension {
            "geo" => SeriesError::UnknownCountry { name: text.to_owned(), suggestion, known },
            _ => SeriesError::UnknownCode { dimension: dimension.to_owned(), code: text.to_owned(), suggestion, known },
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure() -> Code {
        "victims-identified".parse().unwrap()
    }

    fn asked(by: &str, conditions: &[&str]) -> Result<Question, SeriesError> {
        let mut question = Question::about(measure());
        question.group_by(by)?;
        conditions.iter().try_for_each(|condition| question.restrict(condition))?;
        Ok(question)
    }

    fn filters(question: &Question) -> Vec<String> {
        let codes = |filter: &Filter| filter.codes.iter().map(Code::as_str).collect::<Vec<_>>().join(",");
        question.filters.iter().map(|filter| format!("{}={}", filter.dimension, codes(filter))).collect()
    }

    #[test]
    fn axes_are_words_ids_or_labels() {
        let question = asked("country, year,geslacht,Age,~year,my-own", &[]);
        let dimension = |id: &str| By::Dimension(id.parse().unwrap());
        let expected =
            [By::Country, By::Year, dimension("sex"), dimension("age"), dimension("year"), dimension("my-own")];
        assert_eq!(question.map(|question| question.by), Ok(expected.to_vec()));
        assert!(matches!(asked("country,geo", &[]), Err(SeriesError::AxisTwice(_))));
        assert!(matches!(asked("year,period", &[]), Err(SeriesError::AxisTwice(_))));
        assert!(matches!(asked("no such thing", &[]), Err(SeriesError::Unreadable { .. })));
    }

    #[test]
    fn conditions_take_codes_and_labels_in_any_language() {
        for (condition, expected) in [
            ("sex=F", "sex=F"),
            ("sex=female", "sex=F"),
            ("geslacht=vrouw,man", "sex=F,M"),
            ("sex=f,F", "sex=F"),
            ("age=Y_LT18,Y_GE18", "age=Y_LT18,Y_GE18"),
            ("age=under 18 years", "age=Y_LT18"),
            ("geo=NL,GR,UK", "geo=NL,EL,UK"),
            ("country=Greece,Nederland", "geo=EL,NL"),
            ("geo=EU27_2020", "geo=EU27_2020"),
            ("citizen=Nigeria,NAT", "citizen=NG,NAT"),
            ("year=2019,2021", "TIME_PERIOD=2019,2021"),
            ("period=2022-Q3", "TIME_PERIOD=2022-Q3"),
            ("form=begging", "form=begging"),
            ("unit=person", "unit=PER"),
        ] {
            assert_eq!(asked("", &[condition]).map(|question| filters(&question)), Ok(vec![expected.to_owned()]));
        }
    }

    #[test]
    fn years_are_one_or_a_range() {
        for (condition, expected) in [
            ("year=2022", (Some(2022), Some(2022))),
            ("year=2019-2023", (Some(2019), Some(2023))),
            ("year:2019..2023", (Some(2019), Some(2023))),
            ("years=2019..", (Some(2019), None)),
            ("year=..2023", (None, Some(2023))),
        ] {
            assert_eq!(asked("", &[condition]).map(|question| question.years), Ok(expected), "{condition}");
        }
        assert!(matches!(asked("", &["year=2023..2019"]), Err(SeriesError::YearsReversed { .. })));
        for bad in
            ["year=", "year=..", "year=19", "year=2019..x", "year=2019..2020..2021", "period=Q3 2022", "sex", "=F"]
        {
            assert!(asked("", &[bad]).is_err(), "{bad}");
        }
        assert!(matches!(asked("", &["sex=F", "sex=M"]), Err(SeriesError::FilterTwice(_))));
    }

    #[test]
    fn unknown_names_come_with_a_suggestion() {
        let error = asked("", &["country=Netherland s"]).unwrap_err();
        assert!(error.to_string().starts_with("there is no country `Netherland s`"), "{error}");
        let error = asked("", &["age=Y LT8"]).unwrap_err();
        assert_eq!(error.to_string(), "`age` has no code `Y LT8`; did you mean `Y_LT18`?");
    }

    #[test]
    fn canonical_form_asks_the_same_question() {
        let mut question = asked(
            "country,year,~country",
            &["sex=F;age=Y_LT18,Y_GE18", "geo=NL,EL", "member=NL,EU-COM", "year=2019.."],
        )
        .unwrap();
        (question.add_periods, question.per, question.public_only) = (true, Some(100_000), true);
        let text = question.canonical();
        assert_eq!(
            text,
            "measure=victims-identified&by=country,year,~country&where=sex:F;age:Y_LT18,Y_GE18;country:NL,EL;\
             member:NL,EU-COM;year:2019..&add_periods=true&per=100000&public_only=true"
        );
        assert_eq!(Question::from_pairs(text.split('&').filter_map(|pair| pair.split_once('='))), Ok(question));
        let plain = Question::about(measure());
        assert_eq!(plain.canonical(), "measure=victims-identified");
    }

    #[test]
    fn pairs_that_are_no_question_are_refused() {
        assert!(Question::from_pairs([("by", "country")]).is_err());
        assert!(Question::from_pairs([("measure", "m"), ("per", "many")]).is_err());
        assert!(Question::from_pairs([("measure", "m"), ("public_only", "perhaps")]).is_err());
        let question = Question::from_pairs([("measure", "m"), ("lang", "nl"), ("where", ""), ("per", "")]);
        assert_eq!(question, Ok(Question::about("m".parse().unwrap())));
    }
}
