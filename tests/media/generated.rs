//! Generated media types, against the naive grammar.

use super::{agrees_with_the_naive_grammar, bytes_agree_with_the_naive_grammar, naive};
use omadm::MediaType;
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};

/// Media types, about a third of them with something inserted, removed or changed that may make them none.
pub fn texts() -> impl Strategy<Value = String> {
    let token = || "[a-zA-Z0-9!#$%&'*+.^_`|~-]{1,5}";
    let quoted = prop::collection::vec(
        prop_oneof![
            6 => "[ !#-\\[\\]-~\t\u{e9}]".boxed(),
            1 => "\\\\[ -~\t\u{e9}]".boxed(),
            1 => "[,;=/]".boxed()
        ],
        0..6,
    );
    let value =
        prop_oneof![token().boxed(), quoted.prop_map(|parts| format!("\"{}\"", parts.concat())).boxed()];
    let name = prop_oneof![4 => token().boxed(), 1 => "[cC]harset|[abqQ]".boxed()];
    let parameter = (name, value).prop_map(|(name, value)| format!("{name}={value}"));
    let parameter = prop_oneof![5 => parameter.boxed(), 1 => Just(String::new()).boxed()];
    let blank = || prop_oneof![3 => Just(""), 2 => Just(" "), 1 => Just("\t"), 1 => Just(" \t ")];
    let parameters = prop::collection::vec((blank(), blank(), parameter), 0..4);
    let whole = (token(), token(), parameters).prop_map(|(main, subtype, parameters)| {
        let parameters = parameters.into_iter().map(|(before, behind, it)| format!("{before};{behind}{it}"));
        format!("{main}/{subtype}{}", parameters.collect::<String>())
    });
    let broken = (whole.clone(), any::<prop::sample::Index>(), 0..3_u8, "[ \t;=/\"\\\\,a\r\n\0\x7f\u{e9}]");
    let broken = broken.prop_map(|(text, index, how, with)| {
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let at = starts[index.index(starts.len())];
        let behind = at + text[at..].chars().next().unwrap().len_utf8();
        match how {
            0 => format!("{}{with}{}", &text[..at], &text[at..]),
            1 => format!("{}{with}{}", &text[..at], &text[behind..]),
            _ => format!("{}{}", &text[..at], &text[behind..]),
        }
    });
    prop_oneof![1 => whole.boxed(), 2 => broken.boxed()]
}

fn sampled(count: usize) -> Vec<String> {
    let mut runner =
        TestRunner::new_with_rng(ProptestConfig::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    (0..count).map(|_| texts().new_tree(&mut runner).unwrap().current()).collect()
}

#[test]
fn a_third_of_what_is_generated_is_invalid_and_a_third_is_not() {
    let invalid = sampled(900).iter().filter(|text| naive::media_type(text).is_none()).count();
    assert!((300..600).contains(&invalid), "{invalid} of 900");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn generated_texts_agree_with_the_naive_grammar(text in texts()) {
        agrees_with_the_naive_grammar(&text);
        bytes_agree_with_the_naive_grammar(format!(" {text}\t").as_bytes());
    }

    #[test]
    fn any_bytes_agree_with_the_naive_grammar(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        bytes_agree_with_the_naive_grammar(&bytes);
    }

    #[test]
    fn made_media_types_are_read_as_they_were_made(
        main in "[a-zA-Z!*]{1,4}", subtype in "[a-z0-9+.|]{1,4}",
        parameters in prop::collection::vec(("[a-zA-Z]{1,3}", "[ -~\t\u{80}-\u{ff}]{0,6}"), 0..4),
    ) {
        let mut made = MediaType::new(&main, &subtype).unwrap();
        for (name, value) in &parameters {
            made = made.with_parameter(name.as_str(), value.as_str()).unwrap();
        }
        let written = made.to_string();
        prop_assert!(!written.contains(|c: char| c.is_ascii_control() && c != '\t'), "{written:?}");
        prop_assert_eq!(MediaType::parse(&written), Ok(made.clone()), "{}", written);
        prop_assert_eq!(made.clone().into_owned(), made);
    }
}
