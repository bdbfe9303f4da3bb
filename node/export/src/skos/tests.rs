use serde_json::Value;

use super::*;

const SMALL: &str = "id,broader,eurovoc,lang,kind,label,source\n\
    a,,1234,en,pref,\"alpha \"\"<&>\"\"\",eurovoc\na,,1234,nl,alt,alfa,own\n\
    b,a,c_12ab,en,pref,beta,own\n";

fn text(form: Form, base: &Base) -> String {
    String::from_utf8(write(&Vocabulary::parse(SMALL).unwrap(), base, form)).unwrap()
}

#[test]
fn turtle_has_labels_links_and_version() {
    let turtle = text(Form::Turtle, &Base::default());
    assert!(turtle.contains("<urn:emn:topic:a> a skos:Concept"), "{turtle}");
    assert!(turtle.contains(r#"skos:prefLabel "alpha \"<&>\""@en"#), "{turtle}");
    assert!(turtle.contains("skos:exactMatch <http://eurovoc.europa.eu/1234>"), "{turtle}");
    assert!(turtle.contains("skos:exactMatch <http://eurovoc.europa.eu/c_12ab>"), "{turtle}");
    assert!(turtle.contains("skos:broader <urn:emn:topic:a>"), "{turtle}");
    let version = Vocabulary::parse(SMALL).unwrap().version().to_string();
    assert!(turtle.contains(&format!("owl:versionInfo \"{version}\"")), "{turtle}");
}

#[test]
fn json_ld_and_xml_say_the_same() {
    let base: Base = "https://emn.example/topics/".parse().unwrap();
    let json: Value = serde_json::from_str(&text(Form::JsonLd, &base)).unwrap();
    assert_eq!(json["@graph"][0]["@id"], "https://emn.example/topics");
    assert_eq!(json["@graph"][1]["skos:prefLabel"][0]["@value"], "alpha \"<&>\"");
    let xml = text(Form::RdfXml, &base);
    assert!(xml.contains("rdf:about=\"https://emn.example/topics/b\""), "{xml}");
    assert!(xml.contains("alpha &quot;&lt;&amp;&gt;&quot;"), "{xml}");
}

#[test]
fn shipped_vocabulary_is_written_whole_and_always_the_same() {
    let vocabulary = Vocabulary::shipped();
    for form in Form::ALL {
        let text = String::from_utf8(write(vocabulary, &Base::default(), form)).unwrap();
        assert!(text.matches("skos:notation").count() >= vocabulary.concepts().count(), "{form}");
        assert_eq!(text.into_bytes(), write(vocabulary, &Base::default(), form));
    }
}

#[test]
fn base_must_be_absolute_and_harmless() {
    for bad in ["", "topics/", "https://x/ ", "https://x/><", "1:x", "https://x/\u{0}"] {
        assert!(bad.parse::<Base>().is_err(), "{bad}");
    }
}

#[test]
fn form_is_read_by_name_with_a_suggestion() {
    assert_eq!("TTL".parse(), Ok(Form::Turtle));
    assert_eq!("turtel".parse::<Form>().unwrap_err().meant, Some(Form::Turtle));
}
