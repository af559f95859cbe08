//! Attempts to smuggle a header into another.

use super::{ACCEPT, DEVICE, INITIATION, package1, refused};
use omadm::{Accept, DeviceId, MediaType, Options, RequestHeaders};
use proptest::prelude::*;

/// What tries to end a header's value and begin another, or another message.
const INJECTIONS: &[&str] =
    &["\r\n", "\n", "\r", "\0", "\r\n\r\n", "\u{b}", "\u{c}", "\u{1b}", "\u{7f}", "\r\n "];

#[test]
fn nothing_that_splits_a_header_gets_into_one() {
    for injection in INJECTIONS {
        for evil in
            [format!("a{injection}X-Evil: 1"), format!("{injection}X-Evil: 1"), format!("a{injection}")]
        {
            assert!(DeviceId::parse(&evil).is_err(), "{evil:?}");
            assert!(MediaType::new(&evil, "b").is_err(), "{evil:?}");
            assert!(MediaType::new("a", &evil).is_err(), "{evil:?}");
            assert!(MediaType::JSON.with_parameter(evil.as_str(), "b").is_err(), "{evil:?}");
            assert!(MediaType::JSON.with_parameter("a", evil.as_str()).is_err(), "{evil:?}");
            for text in [
                format!("a/{evil}"),
                format!("a/b;c={evil}"),
                format!("a/b;c=\"{evil}\""),
                format!("a/b{evil}"),
            ] {
                assert!(MediaType::parse(&text).is_err(), "{text:?}");
                assert!(Accept::parse(&text).is_err(), "{text:?}");
                let decoded = Accept::decode([&text], &Options::default()).unwrap();
                assert!(!decoded.value.to_string().contains(char::is_control), "{text:?}");
            }
            let device = [INITIATION, ACCEPT, ("OMADM-DevID", evil.as_str())];
            assert_eq!(refused(package1(&device)).1, 400, "{evil:?}");
            let content_type = format!("multipart/mixed;boundary=\"{evil}\"");
            assert_eq!(
                refused(package1(&[("Content-Type", &content_type), ACCEPT, DEVICE])).1,
                415,
                "{evil:?}"
            );
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_received_is_understood_or_refused_and_sent_on_as_headers(
        content_type in prop_oneof!["application/vnd.oma.dm.initiation\\+json", "multipart/mixed(; ?[a-c]=(\"[^\"]{0,4}\"|[a-z]{1,3})){0,2}", ".{0,10}"],
        accept in prop_oneof!["(\\*/\\*)(;a=\"[^\"]{0,4}\")?", "application/dm20[,;] ?application/[a-z]{0,4}", ".{0,10}"],
        device in prop_oneof!["[!-~]{1,6}", ".{0,6}"],
        old in any::<bool>(),
    ) {
        let name = if old { "X-OMADMDevID" } else { "OMADM-DevID" };
        let pairs = [("Content-Type", content_type.as_str()), ("Accept", &accept), (name, &device)];
        match package1(&pairs) {
            Ok(decoded) => {
                let again: Vec<_> = decoded.value.pairs().collect();
                prop_assert_eq!(again.len(), 3);
                for (name, value) in &again {
                    prop_assert!(!value.contains(|c: char| c.is_ascii_control() && c != '\t'), "{}: {:?}", name, value);
                }
                let again: Vec<_> = again.iter().map(|(name, value)| (*name, value.as_ref())).collect();
                let again = RequestHeaders::decode_package1(again, &Options::default()).unwrap().value;
                prop_assert_eq!(&again.content_type, &decoded.value.content_type);
                prop_assert_eq!(&again.accept, &decoded.value.accept);
                prop_assert_eq!(&again.device_id, &decoded.value.device_id);
            }
            Err(error) => {
                prop_assert!([400, 406, 415].contains(&error.http_status().as_u16()), "{}", error);
                let value = pairs.iter().find(|(name, _)| error.path().as_str().starts_with(name));
                prop_assert!(error.offset() <= value.map_or(0, |(_, value)| value.len()), "{}", error);
            }
        }
    }
}
