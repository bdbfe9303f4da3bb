use std::collections::BTreeMap;

use super::*;
use crate::config::{LogFormat, commented_file};

fn layers(text: &str) -> Layers {
    Layers { file: Some((PathBuf::from("config.toml"), text.to_owned())), ..Layers::default() }
}

fn problems(layers: &Layers) -> Vec<String> {
    match layers.resolve() {
        Err(ConfigError::Problems { problems }) => problems.iter().map(Problem::to_string).collect(),
        other => panic!("no problems: {other:?}"),
    }
}

#[test]
fn defaults_hold_where_nothing_is_said() {
    let config = layers("[node]\nmember = \"NL\"\n").resolve().unwrap().config;
    assert_eq!(config.node.member.as_str(), "NL");
    assert_eq!(config.node.listen, ["/ip4/0.0.0.0/udp/7450/quic-v1", "/ip4/0.0.0.0/tcp/7450"]);
    assert_eq!(config.api.listen.to_string(), "127.0.0.1:7451");
    assert_eq!((config.sync.compare_every_seconds, config.limits.connections), (30, 128));
    assert_eq!((config.log.format, config.log.filter.as_str()), (LogFormat::Text, "info"));
}

#[test]
fn later_layers_hold_over_earlier_ones() {
    let mut layers = layers("[node]\nmember = \"NL\"\n[log]\nformat = \"json\"\nfilter = \"warn\"\n");
    layers.environment = vec![("EMN_LOG_FORMAT".into(), "text".into()), ("RUST_LOG".into(), "debug".into())];
    layers.flags = vec!["log.format=json".into(), "node.listen=".into()];
    let resolved = layers.resolve().unwrap();
    assert_eq!(resolved.config.log.format, LogFormat::Json);
    assert_eq!(resolved.config.log.filter, "debug");
    assert!(resolved.config.node.listen.is_empty());
    let source = |key| resolved.shown.iter().find(|shown| shown.key == key).map(|shown| shown.source.to_string());
    assert_eq!(source("log.format").unwrap(), "--set");
    assert_eq!(source("log.filter").unwrap(), "environment variable RUST_LOG");
    assert_eq!(source("node.member").unwrap(), "config.toml:2:10");
    assert_eq!(source("api.listen").unwrap(), "default");
}

#[test]
fn own_variable_holds_over_the_general_one() {
    let mut layers = layers("[node]\nmember = \"NL\"\n");
    layers.environment = vec![("RUST_LOG".into(), "debug".into()), ("EMN_LOG".into(), "trace".into())];
    assert_eq!(layers.resolve().unwrap().config.log.filter, "trace");
}

#[test]
fn unknown_key_is_named_with_line_column_and_suggestion() {
    let found = problems(&layers("[node]\nmember = \"NL\"\n\n[api]\n  lisen = \"127.0.0.1:1\"\n[nod]\nx = 1\n"));
    assert_eq!(
        found,
        [
            "config.toml:5:3: there is no setting `api.lisen`; did you mean `api.listen`?",
            "config.toml:6:2: there is no section `[nod]`; did you mean `[node]`?",
        ]
    );
}

#[test]
fn wrong_values_are_all_named_at_once() {
    let text = "[node]\nmember = \"nl\"\nlisten = \"/ip4/0.0.0.0/tcp/1\"\nannounce = [\"/ip4/0.0.0.0/tcp/1\"]\n\
                [sync]\ncompare_every_seconds = 1\n[limits]\nconnections = -8\n[log]\nformat = \"xml\"\nfilter = \"a=b=c\"\n";
    let found = problems(&layers(text));
    let places: Vec<&str> = found.iter().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(
        places,
        [
            "config.toml:2:10",
            "config.toml:3:10",
            "config.toml:4:12",
            "config.toml:6:25",
            "config.toml:8:15",
            "config.toml:10:10",
            "config.toml:11:10"
        ],
        "{found:#?}"
    );
}

#[test]
fn api_that_others_could_reach_is_refused_with_the_reason() {
    for address in ["0.0.0.0:7451", "192.0.2.1:80", "[::]:7451"] {
        let found = problems(&layers(&format!("[node]\nmember = \"NL\"\n[api]\nlisten = \"{address}\"\n")));
        assert!(found[0].starts_with("config.toml:4:10: `api.listen`"), "{found:?}");
        assert!(found[0].contains("other machines"), "{found:?}");
    }
    let fine = "[node]\nmember = \"NL\"\n[api]\nlisten = \"[::1]:0\"\n";
    assert!(layers(fine).resolve().is_ok());
}

#[test]
fn broken_file_is_named_with_its_line() {
    let found = problems(&layers("[node]\nmember = \"NL\nx"));
    assert!(found[0].starts_with("config.toml:2:"), "{found:?}");
    assert!(
        problems(&layers("[node]\nmember = \"NL\"\nmember = \"BE\"\n"))[0].starts_with("config.toml:3:1: not TOML")
    );
}

#[test]
fn missing_member_is_named() {
    assert_eq!(problems(&layers("")), ["config.toml:1:1: `node.member` is missing and has no default"]);
}

#[test]
fn slip_in_a_variable_or_flag_is_named_and_foreign_ones_are_left_alone() {
    let mut layers = layers("[node]\nmember = \"NL\"\n");
    layers.environment = vec![("EMN_API_PORT_7451_TCP".into(), "x".into()), ("EMN_DIR".into(), "/srv".into())];
    assert!(layers.resolve().is_ok());
    layers.environment.push(("EMN_API_LISTNE".into(), "127.0.0.1:1".into()));
    layers.flags = vec!["api.lisen=1".into(), "nonsense".into()];
    let found = problems(&layers);
    assert!(found[0].ends_with("did you mean EMN_API_LISTEN?"), "{found:?}");
    assert!(found[1].starts_with("--set: there is no setting `api.lisen`; did you mean `api.listen`"), "{found:?}");
    assert!(found[2].contains("KEY=VALUE"), "{found:?}");
}

#[test]
fn commented_file_resolves_to_the_defaults() {
    let member = BTreeMap::from([("node.member", Value::Text("NL".into()))]);
    let text = commented_file(&member);
    let uncommented: String = text.lines().map(|line| format!("{}\n", strip(line))).collect();
    for text in [&text, &uncommented] {
        let resolved = layers(text).resolve().unwrap();
        assert_eq!(resolved.config, layers("[node]\nmember = \"NL\"\n").resolve().unwrap().config);
    }
}

/// `#key = value` without its mark; comments for people have a blank after it.
fn strip(line: &str) -> &str {
    line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line)
}

#[test]
fn example_in_docs_is_the_generated_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/config.example.toml");
    let wanted = commented_file(&BTreeMap::from([("node.member", Value::Text("NL".into()))]));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == wanted, "docs/config.example.toml is not up to date: run this test with UPDATE=1");
}
