//! The laws over generated values and bodies, and over the shapes that an attacker sends.

mod laws;

use laws::{Family, Law, Native, Said, SerdeSubject, Subject};
use omadm::{
    Command, Json, ManagementData, Options, Package1, Package2, Package3, Slot,
    json::{self, Document},
    strategies,
};
use proptest::{prelude::*, test_runner::TestCaseError};

fn config(cases: u32) -> ProptestConfig {
    // What fails becomes a named test, not a seed in a file.
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn check(law: Law) -> Result<(), TestCaseError> {
    law.map_err(TestCaseError::fail)
}

macro_rules! laws_of {
    ($($name:ident $type:ident;)*) => {
        $(
            mod $name {
                use super::*;

                proptest! {
                    #![proptest_config(config(1000))]

                    #[test]
                    fn values_round_trip(value in strategies::any::<$type<'static>>()) {
                        check(laws::round_trip(&Native::new(), &value))?;
                        check(laws::serde_writes(&Native::new(), &value))?;
                    }

                    #[test]
                    fn valid_bodies_keep_the_laws(body in strategies::bodies::<$type>()) {
                        prop_assert!(json::decode::<$type>(&body, &Options::default()).is_ok());
                        check(laws::serde_body(&Native::<$type<'static>>::new(), &body))?;
                    }

                    #[test]
                    fn nearly_valid_bodies_keep_the_laws(body in strategies::nearly_valid_bodies::<$type>()) {
                        check(laws::serde_body(&Native::<$type<'static>>::new(), &body))?;
                    }

                    #[test]
                    fn hostile_bodies_keep_the_laws(body in strategies::hostile_bodies()) {
                        check(laws::serde_body(&Native::<$type<'static>>::new(), &body))?;
                    }
                }
            }
        )*
    };
}

laws_of! {
    package1 Package1;
    package2 Package2;
    package3 Package3;
    management_data ManagementData;
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn a_slot_does_not_cost_its_neighbours(
        commands in prop::collection::vec(strategies::any::<Command<'static>>(), 1..6),
        place in 0_usize..6,
        replacement in strategies::any::<Json<'static>>(),
    ) {
        // What is raw in a value may have a member twice; in a slot it may not.
        let Ok(distinct) = serde_json::from_str::<serde_json::Value>(replacement.as_str()) else {
            // 1e400 is a number of JSON and none of serde_json's.
            return Ok(());
        };
        check(laws::neighbours(laws::native_slots, &commands, place, &distinct.to_string()))?;
    }
}

/// Bodies on which the self-tests of the laws are tried: something of everything.
fn corpus() -> Vec<Vec<u8>> {
    let mut bodies: Vec<Vec<u8>> = [
        r#"{"CMD":[["GET","urn:x//a"],["END"]],"x":1}"#,
        r#" {"CMD" : [["GET","urn:x/a"],["FROB"]]} "#,
        r#"{"CMD":[["END"]],"CMD":[]}"#,
        r#"{"CMD":[["END"]] "#,
        r#"{"CMD":[["END"],]}"#,
        r#"{"CMD":[]}"#,
        "[]",
        "",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec();
    bodies.push(b"{\"CMD\":[[\"\xff\"]]}".to_vec());
    bodies
}

/// A subject with one fault.
struct Wrong(&'static str);

type Value = Package2<'static>;

impl Wrong {
    fn is(&self, fault: &str) -> bool {
        self.0 == fault
    }
}

impl Subject for Wrong {
    type Value = Value;

    fn decode(&self, body: &[u8], strict: bool) -> Said<Value> {
        let mut said = Native::<Value>::new().decode(body, strict);
        match &mut said {
            Ok((value, warnings)) => {
                if self.is("strict changes the value") && strict {
                    value.commands.clear();
                }
                if self.is("reading loses the last command") && value.commands.len() > 1 {
                    value.commands.pop();
                }
                if self.is("a warning lies outside") {
                    warnings.iter_mut().for_each(|offset| *offset += body.len() + 1);
                }
                if self.is("a warning is not given") {
                    warnings.clear();
                }
            }
            Err((offset, _)) => {
                if self.is("an error lies outside") {
                    *offset = body.len() + 1;
                }
                if self.is("an error is always at the end") && *offset < body.len() {
                    *offset = body.len() - 1;
                }
                if self.is("strict is more tolerant") && strict {
                    return Ok((Package2::default(), Vec::new()));
                }
            }
        }
        said
    }

    fn decode_owned(&self, body: &[u8]) -> Option<Value> {
        let mut value = Native::<Value>::new().decode_owned(body)?;
        if self.is("owning loses an extension") {
            value.extensions.remove("x");
        }
        Some(value)
    }

    fn encode(&self, value: &Value) -> Result<Vec<u8>, String> {
        let mut body = Native::<Value>::new().encode(value)?;
        if self.is("writing is refused") {
            return Err(String::from("no"));
        }
        if self.is("writing loses what is unreadable") {
            let readable = value.commands.iter().filter_map(Slot::command).cloned();
            body = json::to_vec(&Package2::new(readable)).unwrap();
        }
        if self.is("writing grows") {
            body.splice(
                1..1,
                std::iter::repeat_n(b' ', value.extensions.len() + 1 + usize::from(body[1] == b' ')),
            );
        }
        Ok(body)
    }
}

impl SerdeSubject for Wrong {
    fn decode_by_serde(&self, body: &[u8]) -> Option<Value> {
        if self.is("serde accepts anything") {
            return Some(Package2::default());
        }
        Native::<Value>::new().decode_by_serde(body)
    }

    fn encode_by_serde(&self, value: &Value) -> Result<Vec<u8>, String> {
        let mut body = Native::<Value>::new().encode_by_serde(value)?;
        if self.is("serde writes otherwise") {
            body.push(b'\n');
        }
        Ok(body)
    }
}

#[test]
fn every_law_catches_a_subject_that_breaks_it() {
    let any_body =
        |law: fn(&Wrong, &[u8]) -> Law, wrong: &Wrong| corpus().iter().any(|body| law(wrong, body).is_err());
    let any_value = |law: fn(&Wrong, &Value) -> Law, wrong: &Wrong| {
        corpus().iter().any(|body| {
            let value = Native::<Value>::new().decode(body, false).map(|(value, _)| value);
            value.is_ok_and(|value| law(wrong, &value).is_err())
        })
    };
    for fault in ["reading loses the last command", "writing loses what is unreadable"] {
        assert!(any_value(laws::round_trip, &Wrong(fault)), "round_trip does not catch: {fault}");
        let across: fn(&Wrong, &Value) -> Law = |wrong, value| laws::across(&Native::new(), wrong, value);
        assert!(any_value(across, &Wrong(fault)), "across does not catch: {fault}");
    }
    assert!(any_value(laws::serde_writes, &Wrong("serde writes otherwise")));
    for law in [laws::round_trip, laws::serde_writes] {
        assert!(!any_value(law, &Wrong("none")));
    }
    type OfBody = fn(&Wrong, &[u8]) -> Law;
    let caught: &[(&str, OfBody, &[&str])] = &[
        ("canonical", laws::canonical, &["writing is refused", "writing loses what is unreadable"]),
        (
            "strictness",
            laws::strictness,
            &["strict changes the value", "strict is more tolerant", "a warning is not given"],
        ),
        ("places", laws::places, &["a warning lies outside", "an error lies outside"]),
        ("owned", laws::owned, &["owning loses an extension"]),
        ("serde_is_native", laws::serde_is_native, &["serde accepts anything"]),
        ("errors_stay", laws::errors_stay, &["an error is always at the end"]),
    ];
    for (name, law, faults) in caught {
        assert!(!any_body(*law, &Wrong("none")), "{name} fails without a fault");
        for fault in *faults {
            assert!(any_body(*law, &Wrong(fault)), "{name} does not catch: {fault}");
        }
    }
    let costs_the_body: laws::Slots = |body| {
        let slots = laws::native_slots(body)?;
        slots.iter().all(|slot| slot.command().is_some()).then_some(slots)
    };
    let costs_the_next: laws::Slots = |body| {
        let mut slots = laws::native_slots(body)?;
        let bad = slots.iter().position(|slot| slot.command().is_none())?;
        slots.remove(bad);
        slots.push(Slot::Command(Command::End));
        Some(slots)
    };
    let commands = [Command::End, Command::get([omadm::ClientUri::all_mos()]).unwrap()];
    assert!(laws::neighbours(laws::native_slots, &commands, 0, "[7]").is_ok());
    assert!(laws::neighbours(costs_the_body, &commands, 0, "[7]").is_err());
    assert!(laws::neighbours(costs_the_next, &commands, 0, "[7]").is_err());
}

/// The strategies are worth something only if they reach both sides of every decision.
#[test]
fn the_strategies_make_valid_and_invalid_bodies() {
    fn share<T: Family + Document<'static>>(bodies: impl Strategy<Value = Vec<u8>>) -> f64 {
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let accepted = (0..400).filter(|_| {
            let body = proptest::strategy::ValueTree::current(&bodies.new_tree(&mut runner).unwrap());
            T::decode(&body, &Options::default()).is_ok()
        });
        accepted.count() as f64 / 400.0
    }
    assert_eq!(share::<Package2<'static>>(strategies::bodies::<Package2>()), 1.0);
    let nearly = share::<Package2<'static>>(strategies::nearly_valid_bodies::<Package2>());
    assert!((0.1..0.67).contains(&nearly), "{nearly}");
    let hostile = share::<Package2<'static>>(strategies::hostile_bodies());
    assert!(hostile < 0.67, "{hostile}");
}

/// Found by fuzzing: the law took it for a second place.
#[test]
fn a_name_that_reads_like_a_place_is_only_a_name() {
    let body = br#"{"x at byte 7 (y)":01}"#;
    let Err((offset, text)) = Native::<Package1>::new().decode(body, false) else { panic!("it was read") };
    assert_eq!(text, r#"a number has a leading zero at byte 19 (["x at byte 7 (y)"])"#);
    assert_eq!(offset, 19);
}
