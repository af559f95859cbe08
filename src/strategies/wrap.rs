//! The same as proptest strategies: what is generated and shrunk are the bytes.

use super::{bodies as made, typed};
use crate::{json::Document, media::MediaType};
use alloc::vec::Vec;
use arbitrary::{Arbitrary, Result, Unstructured};
use proptest::{collection::vec, num::u8::ANY, strategy::Strategy};

/// How many bytes a value is made from, at most.
const MOST: usize = 2048;

fn made_by<T: core::fmt::Debug>(
    make: impl Fn(&mut Unstructured<'_>) -> Result<T>,
) -> impl Strategy<Value = T> {
    // `arbitrary` goes on with zeros where the bytes end, so that a refusal is rare.
    vec(ANY, 0..MOST)
        .prop_filter_map("not enough data", move |bytes| make(&mut Unstructured::new(&bytes)).ok())
}

/// Any value of a type of the model.
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, strategies};
/// use proptest::prelude::*;
///
/// proptest!(|(uri in strategies::any::<ClientUri<'static>>())| {
///     prop_assert_eq!(ClientUri::parse(uri.as_str()).unwrap(), uri.clone());
/// });
/// ```
pub fn any<T: for<'u> Arbitrary<'u> + core::fmt::Debug>() -> impl Strategy<Value = T> {
    made_by(|u| T::arbitrary(u))
}

/// Valid bodies of this kind, as [`body`](super::body) makes them.
///
/// # Examples
///
/// ```
/// use omadm::{Options, Package3, json, strategies};
/// use proptest::prelude::*;
///
/// proptest!(|(body in strategies::bodies::<Package3>())| {
///     prop_assert!(json::decode::<Package3>(&body, &Options::default()).is_ok());
/// });
/// ```
pub fn bodies<T: for<'u> Arbitrary<'u> + Document<'static>>() -> impl Strategy<Value = Vec<u8>> {
    made_by(|u| made::body::<T>(u))
}

/// Bodies that were valid before they were broken, as [`nearly_valid`](super::nearly_valid) makes them.
///
/// # Examples
///
/// ```
/// use omadm::{Options, Package1, json, strategies};
/// use proptest::prelude::*;
///
/// proptest!(|(body in strategies::nearly_valid_bodies::<Package1>())| {
///     if let Err(error) = json::decode::<Package1>(&body, &Options::default()) {
///         prop_assert!(error.offset() <= body.len());
///     }
/// });
/// ```
pub fn nearly_valid_bodies<T: for<'u> Arbitrary<'u> + Document<'static>>() -> impl Strategy<Value = Vec<u8>> {
    made_by(|u| made::nearly_valid::<T>(u))
}

/// What an attacker would send, as [`hostile`](super::hostile) makes it.
///
/// # Examples
///
/// ```
/// use omadm::{Options, Package2, json, strategies};
/// use proptest::prelude::*;
///
/// proptest!(|(body in strategies::hostile_bodies())| {
///     let _ = json::decode::<Package2>(&body, &Options::default());
/// });
/// ```
pub fn hostile_bodies() -> impl Strategy<Value = Vec<u8>> {
    made_by(made::hostile)
}

/// Valid bodies of every kind with their media types, as [`typed_body`](super::typed_body) makes them.
///
/// # Examples
///
/// ```
/// use omadm::{Options, body, strategies};
/// use proptest::prelude::*;
///
/// proptest!(|((media_type, body) in strategies::typed_bodies())| {
///     prop_assert!(body::decode(&media_type, &body, &Options::default()).is_ok());
/// });
/// ```
pub fn typed_bodies() -> impl Strategy<Value = (MediaType<'static>, Vec<u8>)> {
    made_by(typed::typed_body)
}

/// Bodies of every kind that were valid before they, or their media types, were broken, as
/// [`nearly_valid_typed_body`](super::nearly_valid_typed_body) makes them.
///
/// # Examples
///
/// ```
/// use omadm::{Options, body, strategies};
/// use proptest::prelude::*;
///
/// proptest!(|((media_type, body) in strategies::nearly_valid_typed_bodies())| {
///     if let Err(error) = body::decode(&media_type, &body, &Options::default()) {
///         prop_assert!(error.offset() <= body.len());
///     }
/// });
/// ```
pub fn nearly_valid_typed_bodies() -> impl Strategy<Value = (MediaType<'static>, Vec<u8>)> {
    made_by(typed::nearly_valid_typed_body)
}

/// What an attacker would send, with a media type, as [`hostile_typed_body`](super::hostile_typed_body) makes it.
///
/// # Examples
///
/// ```
/// use omadm::{Options, body, strategies};
/// use proptest::prelude::*;
///
/// proptest!(|((media_type, body) in strategies::hostile_typed_bodies())| {
///     let _ = body::decode(&media_type, &body, &Options::default());
/// });
/// ```
pub fn hostile_typed_bodies() -> impl Strategy<Value = (MediaType<'static>, Vec<u8>)> {
    made_by(typed::hostile_typed_body)
}
