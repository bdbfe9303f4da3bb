//! From where a value comes: the layers, read and laid over each other.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::settings::{Form, SETTINGS, Setting, Value, build};
use super::{Config, ConfigError, FILE_NAME, Problem, Source, line_and_column, suggestion};

/// All that says something about settings, unread.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// The file: its name for messages, and its text.
    pub file: Option<(PathBuf, String)>,
    /// Environment variables.
    pub environment: Vec<(String, String)>,
    /// `KEY=VALUE` from the command line.
    pub flags: Vec<String>,
}

/// The settings, and where each comes from.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// The settings.
    pub config: Config,
    /// Every setting with its source, in the order of the file.
    pub shown: Vec<Shown>,
}

/// A setting as it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Section and name.
    pub key: &'static str,
    /// Its value.
    pub value: Value,
    /// Where it comes from.
    pub source: Source,
}

type Found = BTreeMap<&'static str, (Value, Source)>;

impl Config {
    /// The settings of the node in this folder: its file, the environment, and `KEY=VALUE` flags.
    ///
    /// # Errors
    /// [`ConfigError`], with every problem that was found.
    pub fn load(dir: &Path, flags: &[String]) -> Result<Self, ConfigError> {
        Layers::read(dir, flags)?.resolve().map(|resolved| resolved.config)
    }
}

impl Layers {
    /// Reads the file of the node in this folder, and the environment of this process.
    ///
    /// # Errors
    /// [`ConfigError::Read`].
    pub fn read(dir: &Path, flags: &[String]) -> Result<Self, ConfigError> {
        let path = dir.join(FILE_NAME);
        let text = fs::read_to_string(&path).map_err(|source| ConfigError::Read { path: path.clone(), source })?;
        // A variable that is no text cannot be one of ours.
        let environment = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
        let environment = environment.filter(|(name, _)| name.starts_with("EMN_") || name == "RUST_LOG");
        let environment = environment.map(|(name, value)| (name, value.to_string_lossy().into_owned()));
        Ok(Self { file: Some((path, text)), environment: environment.collect(), flags: flags.to_vec() })
    }

    /// Lays the layers over each other.
    ///
    /// # Errors
    /// [`ConfigError::Problems`], with every problem that was found.
    pub fn resolve(&self) -> Result<Resolved, ConfigError> {
        let mut found = Found::new();
        let mut problems = Vec::new();
        for setting in SETTINGS {
            if let Some(value) = setting.default() {
                found.insert(setting.key, (value, Source::Default));
            }
        }
        if let Some((path, text)) = &self.file {
            FileLayer { path, text, found: &mut found, problems: &mut problems, noted: Vec::new() }.read();
        }
        self.read_environment(&mut found, &mut problems);
        self.read_flags(&mut found, &mut problems);
        if problems.is_empty() { self.finish(&found) } else { Err(ConfigError::Problems { problems }) }
    }

    fn finish(&self, found: &Found) -> Result<Resolved, ConfigError> {
        let values = found.iter().map(|(key, (value, _))| (*key, value.clone())).collect();
        let Some(config) = build(&values) else {
            let missing = SETTINGS.iter().find(|setting| !found.contains_key(setting.key));
            let key = missing.map_or("a setting", |setting| setting.key);
            let source = self.file.as_ref().map_or(Source::Flag, |(path, _)| Source::File {
                path: path.clone(),
                line: 1,
                column: 1,
            });
            let what = format!("`{key}` is missing and has no default");
            return Err(ConfigError::Problems { problems: vec![Problem { source, what }] });
        };
        let shown = SETTINGS.iter().filter_map(|setting| {
            let (value, source) = found.get(setting.key)?;
            Some(Shown { key: setting.key, value: value.clone(), source: source.clone() })
        });
        Ok(Resolved { config, shown: shown.collect() })
    }

    fn read_environment(&self, found: &mut Found, problems: &mut Vec<Problem>) {
        for setting in SETTINGS {
            let said = |name: &String| self.environment.iter().find(|(other, _)| other == name);
            let Some((variable, word)) = setting.variables().find_map(|name| said(&name)) else { continue };
            take(setting, word, Source::Environment { variable: variable.clone() }, found, problems);
        }
        let known: Vec<String> = SETTINGS.iter().flat_map(Setting::variables).collect();
        for (variable, _) in self.environment.iter().filter(|(name, _)| !known.contains(name)) {
            // Other programs have EMN_ variables too (Kubernetes makes some); only what looks like a slip is one.
            let near = known.iter().find(|name| strsim::damerau_levenshtein(variable, name) <= 2);
            if let Some(name) = near {
                let source = Source::Environment { variable: variable.clone() };
                problems.push(Problem { source, what: format!("no such setting; did you mean {name}?") });
            }
        }
    }

    fn read_flags(&self, found: &mut Found, problems: &mut Vec<Problem>) {
        for flag in &self.flags {
            let Some((key, word)) = flag.split_once('=') else {
                let what = format!("`{flag}` is not of the form KEY=VALUE, such as api.listen=127.0.0.1:7451");
                problems.push(Problem { source: Source::Flag, what });
                continue;
            };
            match SETTINGS.iter().find(|setting| setting.key == key.trim()) {
                Some(setting) => take(setting, word, Source::Flag, found, problems),
                None => problems.push(Problem { source: Source::Flag, what: unknown(key.trim()) }),
            }
        }
    }
}

fn take(setting: &'static Setting, word: &str, source: Source, found: &mut Found, problems: &mut Vec<Problem>) {
    match setting.parse(word) {
        Ok(value) => {
            found.insert(setting.key, (value, source));
        }
        Err(why) => problems.push(Problem { source, what: format!("`{}`: {why}", setting.key) }),
    }
}

fn unknown(key: &str) -> String {
    match suggestion(key, SETTINGS.iter().map(|setting| setting.key)) {
        Some(near) => format!("there is no setting `{key}`; did you mean `{near}`?"),
        None => format!("there is no setting `{key}`; `emn config show` lists them all"),
    }
}

struct FileLayer<'a> {
    path: &'a Path,
    text: &'a str,
    found: &'a mut Found,
    problems: &'a mut Vec<Problem>,
    noted: Vec<(usize, String)>,
}

impl FileLayer<'_> {
    fn read(mut self) {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            self.complain(error.span().map_or(0, |span| span.start), format!("not TOML: {}", error.message()));
        }
        if errors.is_empty() {
            self.read_table(&table);
        }
        // The parser sorts by name; people read from the top.
        self.noted.sort_by_key(|(offset, _)| *offset);
        let noted = std::mem::take(&mut self.noted);
        for (offset, what) in noted {
            let source = self.source(offset);
            self.problems.push(Problem { source, what });
        }
    }

    fn read_table(&mut self, table: &Spanned<DeTable<'_>>) {
        for (section, content) in table.get_ref() {
            match content.get_ref().as_table() {
                Some(entries) => self.read_section(section.get_ref(), section.span().start, entries),
                None => self.complain(section.span().start, unknown(section.get_ref())),
            }
        }
    }

    fn read_section(&mut self, section: &str, offset: usize, entries: &DeTable<'_>) {
        let sections = || SETTINGS.iter().map(|setting| setting.parts().0);
        if !sections().any(|known| known == section) {
            let near = suggestion(section, sections());
            let near = near.map_or(String::new(), |near| format!("; did you mean `[{near}]`?"));
            return self.complain(offset, format!("there is no section `[{section}]`{near}"));
        }
        for (name, value) in entries {
            let key = format!("{section}.{}", name.get_ref());
            match SETTINGS.iter().find(|setting| setting.key == key) {
                Some(setting) => self.read_value(setting, value),
                None => self.complain(name.span().start, unknown(&key)),
            }
        }
    }

    fn read_value(&mut self, setting: &'static Setting, value: &Spanned<DeValue<'_>>) {
        let offset = value.span().start;
        let Some(read) = of_form(setting.form, value.get_ref()) else {
            let (wanted, given) = (setting.form.name(), self.text.get(value.span()).unwrap_or_default());
            return self.complain(offset, format!("`{}` takes {wanted}, which `{given}` is not", setting.key));
        };
        match (setting.check)(&read) {
            Ok(()) => {
                let source = self.source(offset);
                self.found.insert(setting.key, (read, source));
            }
            Err(why) => self.complain(offset, format!("`{}`: {why}", setting.key)),
        }
    }

    fn source(&self, offset: usize) -> Source {
        let (line, column) = line_and_column(self.text, offset);
        Source::File { path: self.path.to_owned(), line, column }
    }

    fn complain(&mut self, offset: usize, what: String) {
        self.noted.push((offset, what));
    }
}

fn of_form(form: Form, value: &DeValue<'_>) -> Option<Value> {
    match form {
        Form::Text => value.as_str().map(|text| Value::Text(text.to_owned())),
        Form::Whole => value
            .as_integer()
            .and_then(|number| u64::from_str_radix(number.as_str(), number.radix()).ok())
            .map(Value::Whole),
        Form::Flag => value.as_bool().map(Value::Flag),
        Form::List => {
            let items = value.as_array()?.iter().map(|item| item.get_ref().as_str().map(str::to_owned));
            items.collect::<Option<Vec<_>>>().map(Value::List)
        }
    }
}

#[cfg(test)]
mod tests;
