//! The grammar of media types and of lists of media ranges (RFC 9110, sections 5.6, 8.3.1 and 12.5.1).
//!
//! The only file of the module that knows nom. An offset is what was there less what is left.

use super::media_type::MediaType;
use crate::{ascii::is_tchar, error::ParseErrorKind};
use alloc::{borrow::Cow, string::String};
use memchr::memchr2;
use nom::{
    Err, IResult, Parser,
    branch::alt,
    bytes::complete::{is_not, take, take_while, take_while1},
    character::complete::{char, satisfy},
    combinator::{map, opt, peek, recognize},
    error::{ErrorKind, ParseError},
    multi::many0_count,
    sequence::{delimited, preceded, separated_pair, terminated},
};

/// Where the grammar stops, as what is left there, and why.
#[derive(Debug)]
pub(super) struct Stop<'a> {
    pub(super) rest: &'a str,
    pub(super) kind: ParseErrorKind,
}

impl<'a> ParseError<&'a str> for Stop<'a> {
    // What a parser says that may fail; `or` gives the real kind to what must not.
    fn from_error_kind(rest: &'a str, _: ErrorKind) -> Self {
        Stop { rest, kind: ParseErrorKind::NoSemicolon }
    }

    fn append(_: &'a str, _: ErrorKind, other: Self) -> Self {
        other
    }
}

type Parsed<'a, T> = IResult<&'a str, T, Stop<'a>>;

/// Makes it an error of this kind, and no other way to be tried, that `parser` does not find what it looks for.
fn or<'a, T>(
    kind: ParseErrorKind,
    mut parser: impl Parser<&'a str, Output = T, Error = Stop<'a>>,
) -> impl FnMut(&'a str) -> Parsed<'a, T> {
    move |input| match parser.parse(input) {
        Err(Err::Error(_)) => Err(Err::Failure(Stop { rest: input, kind })),
        parsed => parsed,
    }
}

/// How the parameters are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    /// Those of a media type.
    MediaType,
    /// Those of a media range, of which `q` is the weight.
    Range,
    /// The same, and `;` with a type and `/` behind it begins the next range, as [CR-CMD] has it.
    RangeOrNext,
}

/// Receives what is read.
pub(super) trait Keep<'a> {
    /// The type, `/` and the subtype, and where the `/` is.
    fn essence(&mut self, essence: &'a str, slash: usize);

    /// A parameter, its value without quotes and escapes.
    ///
    /// # Errors
    ///
    /// What is wrong with it, although it is one by the grammar. The first of these counts when all is read.
    fn parameter(&mut self, name: &'a str, value: Cow<'a, str>) -> Result<(), ParseErrorKind>;
}

/// Reads a media type or a media range, and says what is left: nothing, or with [`Mode::RangeOrNext`] the `;` and all
/// behind it. The fault is what [`Keep::parameter`] said first.
pub(super) fn read<'a>(
    input: &'a str,
    mode: Mode,
    keep: &mut impl Keep<'a>,
) -> Result<(&'a str, Option<Stop<'a>>), Stop<'a>> {
    if let Some(named) = MediaType::named(input.as_bytes()) {
        keep.essence(input, named.type_().len());
        return Ok(("", None));
    }
    whole(input, mode, keep).map_err(|error| match error {
        Err::Error(stop) | Err::Failure(stop) => stop,
        // unreachable: no parser here is a streaming one
        Err::Incomplete(_) => {
            debug_assert!(false, "no parser here is a streaming one"); // unreachable: the same
            Stop { rest: "", kind: ParseErrorKind::NoSemicolon }
        }
    })
}

fn whole<'a>(input: &'a str, mode: Mode, keep: &mut impl Keep<'a>) -> Parsed<'a, Option<Stop<'a>>> {
    let (rest, (main, _)) = separated_pair(
        or(ParseErrorKind::NoType, token),
        or(ParseErrorKind::NoSlash, char('/')),
        or(ParseErrorKind::NoSubtype, token),
    )
    .parse(input)?;
    keep.essence(input.get(..input.len() - rest.len()).unwrap_or_default(), main.len());
    let (rest, fault) = parameters(rest, mode, keep)?;
    if rest.is_empty() || mode == Mode::RangeOrNext && next_range(rest).is_some() {
        Ok((rest, fault))
    } else {
        Err(Err::Failure(Stop { rest, kind: ParseErrorKind::NoSemicolon }))
    }
}

/// `parameters = *( OWS ";" OWS [ parameter ] )`
fn parameters<'a>(mut input: &'a str, mode: Mode, keep: &mut impl Keep<'a>) -> Parsed<'a, Option<Stop<'a>>> {
    let mut fault = None;
    while let (rest, Some(_)) = opt(semicolon).parse(input)? {
        if mode == Mode::RangeOrNext && begins_range(rest) {
            break;
        }
        input = match opt(parameter).parse(rest)? {
            (behind, Some((name, value))) => {
                if let Err(kind) = keep.parameter(name, value) {
                    fault = fault.or(Some(Stop { rest, kind }));
                }
                behind
            }
            (behind, None) if behind.is_empty() || behind.starts_with(';') => behind,
            (behind, None) => {
                return Err(Err::Failure(Stop { rest: behind, kind: ParseErrorKind::NoParameterName }));
            }
        };
    }
    Ok((input, fault))
}

/// Where the next range begins, if what follows is a `;` that [CR-CMD] has for a `,`.
pub(super) fn next_range(input: &str) -> Option<&str> {
    semicolon(input).ok().map(|(rest, _)| rest).filter(|rest| begins_range(rest))
}

/// A parameter has `=` behind its name, so that `/` can only mean a media range.
fn begins_range(input: &str) -> bool {
    peek(terminated(token, char('/'))).parse(input).is_ok()
}

/// `parameter = parameter-name "=" parameter-value`, without blanks; an error only where there is no name.
fn parameter(input: &str) -> Parsed<'_, (&str, Cow<'_, str>)> {
    separated_pair(
        token,
        or(ParseErrorKind::NoEquals, char('=')),
        or(ParseErrorKind::NoParameterValue, alt((quoted, map(token, Cow::Borrowed)))),
    )
    .parse(input)
}

/// `quoted-string = DQUOTE *( qdtext / quoted-pair ) DQUOTE`, without its quotes and escapes; an error only where there is
/// no quote.
fn quoted(input: &str) -> Parsed<'_, Cow<'_, str>> {
    let (behind, _) = char('"').parse(input)?;
    let text = take_while1(|c| is_quotable(c) && c != '"' && c != '\\');
    let pair = recognize(preceded(char('\\'), satisfy(is_quotable)));
    let (rest, inside) = recognize(many0_count(alt((text, pair)))).parse(behind)?;
    match char::<_, Stop<'_>>('"').parse(rest) {
        Ok((rest, _)) => Ok((rest, unescape(inside))),
        Err(_) => {
            let bad = rest.strip_prefix('\\').unwrap_or(rest);
            Err(Err::Failure(match bad.is_empty() {
                true => Stop { rest: input, kind: ParseErrorKind::QuoteUnclosed },
                false => Stop { rest: bad, kind: ParseErrorKind::QuotedControl },
            }))
        }
    }
}

/// Whether a quoted string can hold `c`, escaped if need be: HTAB, SP, VCHAR and `obs-text`, which is what any character
/// outside ASCII is in UTF-8.
pub(super) const fn is_quotable(c: char) -> bool {
    !c.is_ascii_control() || c == '\t'
}

fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    Cow::Owned(out)
}

/// `token = 1*tchar`
fn token(input: &str) -> Parsed<'_, &str> {
    // All of it is ASCII: to look at bytes is enough, and quicker.
    let len = input.bytes().position(|byte| !is_tchar(byte)).unwrap_or(input.len());
    match input.split_at_checked(len) {
        Some((token, rest)) if len > 0 => Ok((rest, token)),
        _ => Err(Err::Error(Stop::from_error_kind(input, ErrorKind::TakeWhile1))),
    }
}

pub(super) fn is_token_char(c: char) -> bool {
    u8::try_from(c).is_ok_and(is_tchar)
}

/// `OWS ";" OWS`
fn semicolon(input: &str) -> Parsed<'_, char> {
    let blank = || take_while(|c| c == ' ' || c == '\t');
    delimited(blank(), char(';'), blank()).parse(input)
}

/// The element that a list begins with, and all that is behind its comma, if it has one. A comma in quotes ends nothing.
///
/// What stands between is looked at no further: an element that is no media range costs itself alone.
pub(super) fn element(list: &[u8]) -> (&[u8], Option<&[u8]>) {
    type Bytes<'a> = IResult<&'a [u8], &'a [u8], nom::error::Error<&'a [u8]>>;
    fn escape(input: &[u8]) -> Bytes<'_> {
        recognize(preceded(char('\\'), opt(take(1_usize)))).parse(input)
    }
    fn string(input: &[u8]) -> Bytes<'_> {
        let inside = many0_count(alt((is_not(&b"\"\\"[..]), escape)));
        recognize(delimited(char('"'), inside, opt(char('"')))).parse(input)
    }
    // Without strings a list is taken apart at its commas.
    match memchr2(b',', b'"', list).map(|at| list.split_at(at)) {
        None => return (list, None),
        Some((element, [b',', behind @ ..])) => return (element, Some(behind)),
        Some(_) => {}
    }
    match recognize(many0_count(alt((is_not(&b",\""[..]), string)))).parse(list) {
        Ok((rest, element)) => (element, rest.get(1..)),
        Err(_) => (list, None), // unreachable: nothing at all is an element too
    }
}
