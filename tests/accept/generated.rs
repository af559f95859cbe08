//! Generated lists, against the naive grammar and the naive precedence.

use super::{agrees_with_the_naive_grammar, decode, media, naive};
use omadm::{Accept, MediaType, Options, error::DecodeErrorKind};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};

/// Lists, of which about half have something in them that may make an element wrong.
fn lists() -> impl Strategy<Value = String> {
    let name = || prop_oneof![Just("a"), Just("B"), Just("*"), Just("text"), Just("q+x")];
    let weight = prop_oneof![Just("0"), Just("0.5"), Just("1.0"), Just("0.25"), Just("\"0.75\""), Just("1")];
    let value = prop_oneof![Just("x"), Just("X"), Just("\"y, z; a/b\""), Just("\"\\\"\""), Just("\"\"")];
    let value = value.prop_map(str::to_owned);
    let parameter = prop_oneof![
        2 => (prop_oneof![Just("c"), Just("D"), Just("charset")], value).prop_map(|(name, value)| format!("{name}={value}")).boxed(),
        2 => (prop_oneof![Just("q"), Just("Q")], weight).prop_map(|(name, value)| format!("{name}={value}")).boxed(),
        1 => Just(String::new()).boxed(),
    ];
    let blank = || prop_oneof![3 => Just(""), 2 => Just(" "), 1 => Just("\t ")];
    let parameters = prop::collection::vec((blank(), blank(), parameter), 0..3);
    let range = (name(), name(), parameters).prop_map(|(main, subtype, parameters)| {
        let parameters = parameters.into_iter().map(|(before, behind, it)| format!("{before};{behind}{it}"));
        format!("{main}/{subtype}{}", parameters.collect::<String>())
    });
    let element = prop_oneof![8 => range.boxed(), 1 => Just(String::new()).boxed()];
    let comma = prop_oneof![8 => Just(","), 1 => Just(";")];
    let element = (blank(), element, blank(), comma)
        .prop_map(|(a, element, b, comma)| format!("{a}{element}{b}{comma}"));
    let whole = prop::collection::vec(element, 0..5).prop_map(|elements| elements.concat());
    let broken = (whole.clone(), any::<prop::sample::Index>(), "[ \t;=/\"\\\\,a\r2.\u{e9}]").prop_map(
        |(text, at, with)| {
            let at = at.index(text.len() + 1);
            let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            format!("{}{with}{}", &text[..at], &text[at..])
        },
    );
    prop_oneof![2 => whole.boxed(), 1 => broken.boxed()]
}

#[test]
fn a_third_of_what_is_generated_is_invalid_and_a_third_is_not() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), rng);
    let mut sample = || lists().new_tree(&mut runner).unwrap().current();
    let invalid = (0..900).filter(|_| naive::list(&sample()).contains(&None)).count();
    assert!((300..600).contains(&invalid), "{invalid} of 900");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn generated_lists_agree_with_the_naive_grammar(text in lists()) {
        agrees_with_the_naive_grammar(&text);
    }

    #[test]
    fn any_text_agrees_with_the_naive_grammar(text in "[a/*;,=\"\\\\ q01.\t\u{e9}]{0,24}") {
        agrees_with_the_naive_grammar(&text);
    }

    #[test]
    fn negotiation_agrees_with_the_naive_one(text in lists(), offers in prop::collection::vec(
        "(a|b|text)/(a|b|text|q\\+x)(;c=(x|X))?(;charset=(x|X))?", 0..4,
    )) {
        let found = decode(&[text.as_bytes()]).value;
        let ranges: Vec<naive::Range> = naive::tolerant_list(&text).into_iter().flatten().collect();
        let named: Vec<naive::Media> = offers.iter().map(|offer| naive::media_type(offer).unwrap()).collect();
        let offers: Vec<MediaType> = offers.iter().map(|offer| media(offer)).collect();
        for (offer, named) in offers.iter().zip(&named) {
            prop_assert_eq!(found.quality(offer), naive::quality(&ranges, named), "{:?} {}", text, offer);
        }
        let chosen = naive::negotiate(&ranges, &named).map(|at| &offers[at] as *const MediaType);
        prop_assert_eq!(found.negotiate(&offers).map(|offer| offer as *const MediaType), chosen, "{:?}", text);
    }

    #[test]
    fn a_strict_decoder_refuses_just_what_a_tolerant_one_warns_of(text in lists()) {
        let tolerant = decode(&[text.as_bytes()]);
        match Accept::decode([&text], &Options::strict()) {
            Ok(strict) => {
                prop_assert!(tolerant.warnings.is_empty(), "{:?}", text);
                prop_assert_eq!(strict.value, tolerant.value);
            }
            Err(error) => {
                let warning = tolerant.warnings.iter().next().unwrap();
                prop_assert_eq!(error.kind(), DecodeErrorKind::Strict(warning.kind()));
                prop_assert_eq!(error.offset(), warning.offset());
            }
        }
    }
}
