//! What `mime` and `mediatype` make of the same texts. Where they and RFC 9110 differ is written down here, each difference
//! with its name, and nothing else may differ.

use super::{generated::texts, naive, vectors::VECTORS};
use omadm::MediaType;
use proptest::prelude::*;

/// What a media type says: essence in lower case, names in lower case, values; the charset's in lower case.
type Said = (String, Vec<(String, String)>);

fn said<'a>(essence: String, parameters: impl Iterator<Item = (&'a str, String)>) -> Said {
    let lower = |(name, value): (&str, String)| {
        let name = name.to_ascii_lowercase();
        let value = if name == "charset" { value.to_ascii_lowercase() } else { value };
        (name, value)
    };
    (essence.to_ascii_lowercase(), parameters.map(lower).collect())
}

fn ours(text: &str) -> Option<Said> {
    let read = MediaType::parse(text).ok()?;
    Some(said(read.essence().to_owned(), read.parameters().map(|(name, value)| (name, value.to_owned()))))
}

fn by_mime(text: &str) -> Option<Said> {
    let read: mime::Mime = text.parse().ok()?;
    let parameters = read.params().map(|(name, value)| (name.as_str(), value.as_str().to_owned()));
    Some(said(read.essence_str().to_owned(), parameters))
}

fn by_mediatype(text: &str) -> Option<Said> {
    use mediatype::ReadParams;
    let read = mediatype::MediaType::parse(text).ok()?;
    let suffix = read.suffix.map(|suffix| format!("+{suffix}")).unwrap_or_default();
    let parameters = read.params().map(|(name, value)| (name.as_str(), value.unquoted_str().into_owned()));
    Some(said(format!("{}/{}{suffix}", read.ty, read.subty), parameters))
}

/// One thing that RFC 9110 and a library see differently.
struct Difference {
    name: &'static str,
    /// A media type that shows it.
    example: &'static str,
    /// What RFC 9110 says: how the crate writes it, or that it is none.
    rfc: Option<&'static str>,
    /// What the library says: essence and parameters, or that it is none.
    theirs: Option<&'static str>,
    /// Whether a text may differ for this reason.
    covers: fn(&str) -> bool,
}

/// What stands in quotes in a text that RFC 9110 reads, and what stands outside.
fn parted(text: &str) -> (String, String) {
    let (mut inside, mut outside, mut quoted, mut escaped) = (String::new(), String::new(), false, false);
    for c in text.chars() {
        let into = if quoted { &mut inside } else { &mut outside };
        into.push(c);
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = quoted,
            '"' => quoted = !quoted,
            _ => {}
        }
    }
    (inside, outside)
}

fn blank_before_semicolon(text: &str) -> bool {
    let outside = parted(text).1;
    outside.contains(" ;") || outside.contains("\t;")
}

fn empty_parameter(text: &str) -> bool {
    let bare: String = parted(text).1.chars().filter(|c| *c != ' ' && *c != '\t').collect();
    bare.contains(";;")
}

fn name_twice(text: &str) -> bool {
    let Some(media) = naive::any_media_type(text.trim_end_matches([' ', '\t'])) else { return false };
    let names: Vec<&String> = media.parameters.iter().map(|(name, _)| name).collect();
    names.iter().enumerate().any(|(at, name)| names[..at].contains(name))
}

fn empty_value(text: &str) -> bool {
    let bare: String = parted(text).1.chars().filter(|c| *c != ' ' && *c != '\t').collect();
    bare.contains("=;") || bare.ends_with('=')
}

fn odd_name(name: &str) -> bool {
    let odd = |c: char| c == '`' || c == '|' || c == '~';
    !name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '*') || name.contains(odd)
}

/// Whether a type, a subtype, its suffix or the name of a parameter is one that RFC 6838, section 4.2, would not register.
fn name_of_rfc_6838(text: &str) -> bool {
    naive::media_type(text).is_some_and(|media| {
        let (subtype, suffix) = media.subtype.rsplit_once('+').unwrap_or((&media.subtype, "x"));
        let names = [media.main.as_str(), subtype, suffix];
        names.into_iter().chain(media.parameters.iter().map(|(name, _)| name.as_str())).any(odd_name)
    })
}

fn odd_value(text: &str) -> bool {
    parted(text).1.split('=').skip(1).any(|value| value.contains(['`', '|', '~']))
}

const OF_MIME: &[Difference] = &[
    Difference {
        name: "a blank may stand before `;`",
        example: "a/b ;c=d",
        rfc: Some("a/b;c=d"),
        theirs: None,
        covers: blank_before_semicolon,
    },
    Difference {
        name: "HTAB is a blank too",
        example: "a/b;\tc=d",
        rfc: Some("a/b;c=d"),
        theirs: None,
        covers: |text| parted(text).1.contains('\t'),
    },
    Difference {
        name: "HTAB may be quoted",
        example: "a/b;c=\"\t\"",
        rfc: Some("a/b;c=\"\t\""),
        theirs: None,
        covers: |text| parted(text).0.contains('\t'),
    },
    Difference {
        name: "a parameter may be left out",
        example: "a/b;;c=d",
        rfc: Some("a/b;c=d"),
        theirs: None,
        covers: empty_parameter,
    },
    Difference {
        name: "a subtype may not be left out",
        example: "text/",
        rfc: None,
        theirs: Some("text/"),
        covers: |text| text.ends_with('/'),
    },
    Difference {
        name: "a value may not be left out",
        example: "a/b;c=",
        rfc: None,
        theirs: Some("a/b;c="),
        covers: |text| text.ends_with('='),
    },
    Difference {
        name: "a quoted value may be empty",
        example: "a/b;c=\"\"",
        rfc: Some("a/b;c=\"\""),
        theirs: None,
        covers: |text| text.contains("=\"\""),
    },
    Difference {
        name: "a quote ends an empty value",
        example: "a/b;c=\"\"d\"",
        rfc: None,
        theirs: Some("a/b;c=\"d"),
        covers: |text| text.contains("=\"\""),
    },
    Difference {
        name: "`\\\"` does not end a quoted value",
        example: "a/b;c=\"d\\\"e\"",
        rfc: Some("a/b;c=\"d\\\"e\""),
        theirs: None,
        covers: |text| text.contains("\\\""),
    },
    Difference {
        name: "a quoted value that ends in an escape has no end",
        example: "a/b;c=\"d\\\"",
        rfc: None,
        theirs: Some("a/b;c=d\\"),
        covers: |text| text.contains("\\\""),
    },
    Difference {
        name: "an escape is the character behind it",
        example: "a/b;c=\"d\\e\"",
        rfc: Some("a/b;c=de"),
        theirs: Some("a/b;c=d\\e"),
        covers: |text| text.contains('\\'),
    },
    Difference {
        name: "nothing but a parameter stands behind a value",
        example: "a/b;c=\"d\" ",
        rfc: None,
        theirs: Some("a/b;c=d"),
        covers: |text| text.ends_with("\" ") || text.ends_with("\"  "),
    },
    Difference {
        name: "a parameter stands once (RFC 6838, section 4.3)",
        example: "a/b;c=d;c=e",
        rfc: None,
        theirs: Some("a/b;c=d;c=e"),
        covers: name_twice,
    },
];

const OF_MEDIATYPE: &[Difference] = &[
    Difference {
        name: "a parameter may be left out",
        example: "a/b;;c=d",
        rfc: Some("a/b;c=d"),
        theirs: None,
        covers: empty_parameter,
    },
    Difference {
        name: "a name is any token (RFC 6838, section 4.2, is about registering)",
        example: "a/.b",
        rfc: Some("a/.b"),
        theirs: None,
        covers: name_of_rfc_6838,
    },
    Difference {
        name: "a value is any token",
        example: "a/b;c=d|e",
        rfc: Some("a/b;c=d|e"),
        theirs: None,
        covers: odd_value,
    },
    Difference {
        name: "a value may not be left out",
        example: "a/b;c=;d=e",
        rfc: None,
        theirs: Some("a/b;c=;d=e"),
        covers: empty_value,
    },
    Difference {
        name: "no blank at the end",
        example: "a/b;c=d ",
        rfc: None,
        theirs: Some("a/b;c=d"),
        covers: |text| text.ends_with([' ', '\t']),
    },
    Difference {
        name: "a control character is not quoted",
        example: "a/b;c=\"\0\"",
        rfc: None,
        theirs: Some("a/b;c=\0"),
        covers: |text| text.contains(|c: char| c.is_ascii_control() && c != '\t'),
    },
    Difference {
        name: "a parameter stands once (RFC 6838, section 4.3)",
        example: "a/b;c=d;c=e",
        rfc: None,
        theirs: Some("a/b;c=d;c=e"),
        covers: name_twice,
    },
];

fn shown(said: &Said) -> String {
    let parameters: String = said.1.iter().map(|(name, value)| format!(";{name}={value}")).collect();
    format!("{}{parameters}", said.0)
}

fn every_example_differs_as_it_says(differences: &[Difference], theirs: fn(&str) -> Option<Said>) {
    for difference in differences {
        let Difference { name, example, rfc, .. } = difference;
        let read = MediaType::parse(example).ok().map(|read| read.to_string());
        assert_eq!(read.as_deref(), *rfc, "{name}");
        assert_eq!(theirs(example).as_ref().map(shown).as_deref(), difference.theirs, "{name}");
        assert_ne!(ours(example), theirs(example), "{name}");
        assert!((difference.covers)(example), "{name}");
    }
}

fn differs_only_as_listed(text: &str, differences: &[Difference], theirs: fn(&str) -> Option<Said>) {
    let (ours, theirs) = (ours(text), theirs(text));
    if ours == theirs {
        return;
    }
    let reads = |difference: &Difference| {
        (difference.rfc.is_some(), difference.theirs.is_some()) == (ours.is_some(), theirs.is_some())
    };
    let listed = differences.iter().any(|difference| reads(difference) && (difference.covers)(text));
    assert!(listed, "{text:?}: {ours:?}, but {theirs:?}");
}

#[test]
fn every_difference_from_mime_is_one() {
    every_example_differs_as_it_says(OF_MIME, by_mime);
}

#[test]
fn every_difference_from_mediatype_is_one() {
    every_example_differs_as_it_says(OF_MEDIATYPE, by_mediatype);
}

#[test]
fn the_vectors_differ_only_as_listed() {
    for (text, _) in VECTORS {
        differs_only_as_listed(text, OF_MIME, by_mime);
        differs_only_as_listed(text, OF_MEDIATYPE, by_mediatype);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn generated_texts_differ_only_as_listed(text in texts()) {
        differs_only_as_listed(&text, OF_MIME, by_mime);
        differs_only_as_listed(&text, OF_MEDIATYPE, by_mediatype);
    }
}

#[cfg(feature = "mime")]
mod conversions {
    use super::*;
    use mime::Mime;

    #[test]
    fn what_both_can_hold_goes_there_and_back() {
        for (text, _) in VECTORS {
            let Ok(media_type) = MediaType::parse(text) else { continue };
            let bad = media_type
                .parameters()
                .any(|(_, value)| value.is_empty() || value.contains(['"', '\\', '\t']));
            let converted = Mime::try_from(&media_type);
            assert_eq!(converted.is_err(), bad, "{text:?}: {converted:?}");
            if let Ok(converted) = converted {
                assert_eq!(by_mime(converted.as_ref()), ours(text), "{text:?}");
                assert_eq!(MediaType::try_from(&converted).as_ref(), Ok(&media_type), "{text:?}");
                assert_eq!(MediaType::try_from(converted), Ok(media_type), "{text:?}");
            }
        }
    }

    #[test]
    fn what_mime_cannot_hold_is_an_error_at_its_place() {
        let error = |text| Mime::try_from(MediaType::parse(text).unwrap()).unwrap_err().to_string();
        let cannot = "`mime::Mime` cannot hold the value of a parameter at byte";
        assert_eq!(error("a/b; c=d; e=\"\""), format!("{cannot} 10"));
        assert_eq!(error("a/b; c=\"d\te\""), format!("{cannot} 8"));
        assert_eq!(error("a/b; c=\"d\\\"e\""), format!("{cannot} 8"));
        assert_eq!(error("a/b; c=\"d\\\\e\""), format!("{cannot} 8"));
    }

    #[test]
    fn what_only_mime_reads_is_an_error() {
        let back = |text: &str| MediaType::try_from(text.parse::<Mime>().unwrap());
        let error = |text: &str| back(text).unwrap_err().to_string();
        assert_eq!(error("TEXT/"), "expected a subtype behind `/` at byte 5");
        assert_eq!(error("a/b; c="), "expected the value of a parameter at byte 7");
        assert_eq!(error("a/b; c=\"d\\\""), "a quoted string has no end at byte 7");
        assert_eq!(error("a/b; c=\"\"d\""), "expected `;` or the end at byte 9");
        assert_eq!(error("a/b; c=d; c=d"), "a parameter stands twice at byte 10");
        assert_eq!(back("a/b; c=\"d\\e\" ").unwrap().parameter("c"), Some("de"));
        assert_eq!(MediaType::try_from(&mime::APPLICATION_JSON), Ok(MediaType::JSON));
        assert_eq!(
            MediaType::try_from(mime::TEXT_PLAIN_UTF_8).unwrap().to_string(),
            "text/plain;charset=utf-8"
        );
        assert_eq!(MediaType::try_from(&mime::STAR_STAR).unwrap().essence(), "*/*");
    }

    proptest! {
        #[test]
        fn a_mime_is_converted_by_the_rules_of_rfc_9110(text in texts()) {
            if let Ok(read) = text.parse::<Mime>() {
                let back = MediaType::try_from(&read).ok();
                let source = read.as_ref().trim_end_matches(' ').to_owned();
                prop_assert_eq!(back.is_some(), naive::media_type(&source).is_some(), "{:?}", source);
            }
            if let Ok(media_type) = MediaType::parse(&text) {
                if let Ok(converted) = Mime::try_from(&media_type) {
                    prop_assert_eq!(MediaType::try_from(converted), Ok(media_type));
                }
            }
        }
    }
}
