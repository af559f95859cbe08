//! The grammar of RFC 3986 as far as section 5 allows it, read in one pass.

use crate::{
    ascii::{AT, COLON, PERCENT, QUESTION, SLASH, STOP, Survey, class, find, is_pchar, run, survey},
    error::{ParseError, ParseErrorKind},
    limits::MAX_URI_BYTES,
    uri::check_complete,
};
use core::net::Ipv6Addr;

/// Where the parts of a ServerURI end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Parts {
    /// Where the host ends.
    host: u16,
    /// Where the port ends.
    authority: u16,
    /// Where the path ends.
    path: u16,
    https: bool,
    brackets: bool,
}

impl Parts {
    /// Where the host begins.
    pub(super) const fn host(self) -> usize {
        if self.https { "https://".len() } else { "http://".len() }
    }

    pub(super) const fn host_end(self) -> usize {
        self.host as usize
    }

    pub(super) const fn authority(self) -> usize {
        self.authority as usize
    }

    pub(super) const fn path(self) -> usize {
        self.path as usize
    }

    pub(super) const fn is_https(self) -> bool {
        self.https
    }

    pub(crate) const fn has_brackets(self) -> bool {
        self.brackets
    }
}

/// Reads a text that is a ServerURI; `None` if it is none. What it returns fits into a register.
#[inline(never)]
pub(super) fn accept(text: &str) -> Option<Parts> {
    parse(text).ok()
}

/// Reads a text that is a ServerURI.
#[inline(always)]
pub(super) fn parse(text: &str) -> Result<Parts, ParseError> {
    if text.len() > MAX_URI_BYTES {
        return Err(ParseError::new(ParseErrorKind::TooLong, MAX_URI_BYTES));
    }
    match parse_plain(text) {
        Some(parts) => Ok(parts),
        None => parse_any(text),
    }
}

/// Reads a ServerURI as nearly all are: a host that is a name, no brackets, and where there are many bytes before the path
/// not too many. `None` if it is none of these, or none at all.
#[inline(always)]
fn parse_plain(text: &str) -> Option<Parts> {
    let bytes = text.as_bytes();
    let (https, start) = match bytes {
        [b'h', b't', b't', b'p', b's', b':', b'/', b'/', ..] => (true, 8),
        [b'h', b't', b't', b'p', b':', b'/', b'/', ..] => (false, 7),
        _ => return None,
    };
    let Survey { seen, slashes } = survey::<{ STOP | QUESTION | PERCENT | AT }>(bytes);
    if seen & (STOP | AT) != 0 {
        return None;
    }
    let path = if seen & QUESTION != 0 { find(bytes, b'?')? } else { bytes.len() };
    let behind = slashes >> start;
    let authority = match path {
        path if behind != 0 => path.min(start + behind.trailing_zeros() as usize),
        // The slash may be one that has no bit.
        ..64 => path,
        _ => return None,
    };
    let name = bytes.get(start..authority)?;
    let host = find(name, b':').map_or(authority, |colon| start + colon);
    if host == start || host < authority && port(bytes, host) != Some(authority) {
        return None;
    }
    if seen & PERCENT != 0 {
        check_complete(text).ok()?;
    }
    Some(Parts {
        host: narrow(host),
        authority: narrow(authority),
        path: narrow(path),
        https,
        brackets: false,
    })
}

/// Reads any ServerURI, or says what is wrong with it.
#[cold]
fn parse_any(text: &str) -> Result<Parts, ParseError> {
    let (end, parts) = scan(text)?;
    match text.get(end..).and_then(|rest| rest.chars().next()) {
        None => Ok(parts),
        Some('#') => Err(ParseError::new(ParseErrorKind::Fragment, end)),
        Some(c) => Err(ParseError::new(ParseErrorKind::Character(c), end)),
    }
}

/// Reads the ServerURI that `text` begins with, and says how long it is: up to the first byte that no path or query has.
fn scan(text: &str) -> Result<(usize, Parts), ParseError> {
    let bytes = text.as_bytes();
    let begins =
        |scheme: &[u8]| bytes.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    let https = begins(b"https://");
    let start = match https {
        true => "https://".len(),
        false if begins(b"http://") => "http://".len(),
        false => return Err(ParseError::new(ParseErrorKind::NotHttp, 0)),
    };
    let mut seen = 0;
    let host = if bytes.get(start) == Some(&b'[') {
        ip_literal(text, start)?
    } else {
        run(bytes, start, STOP | SLASH | QUESTION | COLON | AT, &mut seen)
    };
    let authority = if bytes.get(host) == Some(&b':') { port(bytes, host) } else { Some(host) };
    let Some(authority) = authority.filter(|end| host > start && !ends_early(bytes.get(*end))) else {
        return Err(explain(text, start, host, authority));
    };
    let mut brackets = false;
    let path = run_with_brackets(bytes, authority, STOP | QUESTION, &mut seen, &mut brackets);
    let end = run_with_brackets(bytes, path, STOP, &mut seen, &mut brackets);
    if seen & PERCENT != 0 {
        check_complete(text.get(..end).unwrap_or_default())?;
    }
    let parts =
        Parts { host: narrow(host), authority: narrow(authority), path: narrow(path), https, brackets };
    Ok((end, parts))
}

/// Whether a byte, behind the authority, is one that should have been part of it.
///
/// What is neither this nor the beginning of path or query is left to the caller, who knows where the text has to end.
fn ends_early(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| class(*byte) & (STOP | SLASH | QUESTION) == 0 || matches!(byte, b'[' | b']'))
}

/// Where an address in brackets ends that begins at `from`.
fn ip_literal(text: &str, from: usize) -> Result<usize, ParseError> {
    let error = ParseError::new(ParseErrorKind::IpLiteral, from);
    let rest = text.get(from + 1..).unwrap_or_default();
    // A quote ends the URI: what is behind it in the input is not looked at.
    let inside = rest.find([']', '"']).and_then(|end| rest.get(..end)).ok_or(error)?;
    if !rest.get(inside.len()..).is_some_and(|rest| rest.starts_with(']')) {
        return Err(error);
    }
    if inside.parse::<Ipv6Addr>().is_ok() || is_future(inside) {
        Ok(from + inside.len() + 2)
    } else {
        Err(error)
    }
}

/// `IPvFuture = "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )`
fn is_future(text: &str) -> bool {
    let Some((version, address)) = text.strip_prefix(['v', 'V']).and_then(|rest| rest.split_once('.')) else {
        return false;
    };
    let in_address = |byte: u8| is_pchar(byte) && byte != b'@';
    !version.is_empty()
        && version.bytes().all(|byte| byte.is_ascii_hexdigit())
        && !address.is_empty()
        && address.bytes().all(in_address)
}

/// Where the port ends whose `:` is at `colon`; `None` if it is above 65,535.
fn port(bytes: &[u8], colon: usize) -> Option<usize> {
    let digits = bytes.get(colon + 1..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit());
    let mut end = colon + 1;
    let mut port = 0_u16;
    for digit in digits {
        port = port.checked_mul(10)?.checked_add(u16::from(digit - b'0'))?;
        end += 1;
    }
    Some(end)
}

/// As [`run`], but brackets stop nothing.
fn run_with_brackets(bytes: &[u8], from: usize, stop: u8, seen: &mut u8, brackets: &mut bool) -> usize {
    let mut at = run(bytes, from, stop, seen);
    while let Some(b'[' | b']') = bytes.get(at) {
        *brackets = true;
        at = run(bytes, at + 1, stop, seen);
    }
    at
}

/// What is wrong with an authority.
#[cold]
fn explain(text: &str, start: usize, host: usize, authority: Option<usize>) -> ParseError {
    let rest = text.get(start..).unwrap_or_default();
    let whole = rest.find(['/', '?', '#', '"', '\\']).and_then(|end| rest.get(..end)).unwrap_or(rest);
    if let Some(at) = whole.find('@') {
        return ParseError::new(ParseErrorKind::UserInfo, start + at);
    }
    let behind = authority.and_then(|at| text.get(at..)).and_then(|rest| rest.chars().next());
    match (behind, authority) {
        (Some('/' | '?' | '#' | ':') | None, _) if host == start => {
            ParseError::new(ParseErrorKind::NoHost, start)
        }
        (Some(c), Some(at)) if at == host => ParseError::new(ParseErrorKind::Character(c), at),
        _ => ParseError::new(ParseErrorKind::Port, host + 1),
    }
}

/// An offset into a text of at most [`MAX_URI_BYTES`].
#[inline(always)]
fn narrow(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
