//! The grammar of RFC 3986 as far as section 5 allows it, read in one pass.

use crate::{
    ascii::{HOST_END, NAME_END, PATH_END, STOP, Survey, class, is_pchar, run, survey},
    error::{ParseError, ParseErrorKind},
    limits::MAX_URI_BYTES,
    uri::{check_complete, parts::Packed},
};
use core::net::Ipv6Addr;

/// Where the parts of a ServerURI end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Parts(Packed);

impl Parts {
    /// `ends`: those of the host, the port, and the path.
    fn new(ends: [usize; 3], https: bool, brackets: bool) -> Self {
        Parts(Packed::new(ends, [https, brackets]))
    }

    /// Where the host begins.
    pub(super) const fn host_start(self) -> usize {
        if self.is_https() { "https://".len() } else { "http://".len() }
    }

    pub(super) const fn host_end(self) -> usize {
        self.0.end::<0>()
    }

    pub(super) const fn authority_end(self) -> usize {
        self.0.end::<1>()
    }

    pub(super) const fn path_end(self) -> usize {
        self.0.end::<2>()
    }

    pub(super) const fn is_https(self) -> bool {
        self.0.flag::<0>()
    }

    pub(crate) const fn has_brackets(self) -> bool {
        self.0.flag::<1>()
    }
}

/// Reads the ServerURI that `text` begins with, up to the first byte that none has, and says how long it is. It knows those
/// that nearly all are: no brackets, no character that is rare, fewer than 64 bytes behind the `//`. `None` for any other.
#[inline(never)]
pub(super) fn accept_usual(text: &str) -> Option<(usize, Parts)> {
    let (https, start) = match text.as_bytes() {
        [b'h', b't', b't', b'p', b's', b':', b'/', b'/', ..] => (true, 8),
        [b'h', b't', b't', b'p', b':', b'/', b'/', ..] => (false, 7),
        _ => return None,
    };
    let behind = text.as_bytes().get(start..)?;
    let Survey { mut others, slashes } = survey(behind, is_usual_in_server_uri);
    let authority_end = slashes.trailing_zeros() as usize;
    let (mut host, mut authority, mut path) = (None, None, None);
    let len = loop {
        if others == 0 {
            return None;
        }
        let at = others.trailing_zeros() as usize;
        match behind.get(at..) {
            None | Some([]) => break at,
            Some([byte, ..]) if class(*byte) & STOP != 0 => break at,
            Some([b':', ..]) if at < authority_end && host.is_none() => {
                (host, authority) = (Some(at), Some(port(behind, at)?));
            }
            // Behind the first `?` it means nothing.
            Some([b'?', ..]) if at > authority_end => path = path.or(Some(at)),
            Some([b'%', high, low, ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {}
            Some([b'!' | b'$' | b':' | b';' | b'@' | b'~', ..]) if at > authority_end => {}
            _ => return None,
        }
        others &= others - 1;
    };
    let end = len.min(authority_end);
    let (host, authority) = (host.unwrap_or(end), authority.unwrap_or(end));
    if host == 0 || authority != end {
        return None;
    }
    let ends = [start + host, start + authority, start + path.unwrap_or(len)];
    Some((start + len, Parts::new(ends, https, false)))
}

/// Whether a byte is one of those of a path or query that are quickly told and mean nothing but themselves. Other ones than those of
/// a ClientURI: `&`, `=` and what is between `&` and `*` are common in queries, and `:` and `;` have to be looked at.
#[inline(always)]
const fn is_usual_in_server_uri(byte: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') <= b'z' - b'a')
        | (byte.wrapping_sub(b'&') <= b'9' - b'&')
        | (byte == b'=')
        | (byte == b'_')
}

/// Reads a text that is a ServerURI, or says what is wrong with it.
#[inline]
pub(super) fn parse(text: &str) -> Result<Parts, ParseError> {
    match accept_usual(text) {
        Some((len, parts)) if len == text.len() => Ok(parts),
        _ => parse_any(text),
    }
}

/// Reads any ServerURI, or says what is wrong with it.
#[cold]
fn parse_any(text: &str) -> Result<Parts, ParseError> {
    if text.len() > MAX_URI_BYTES {
        return Err(ParseError::new(ParseErrorKind::TooLong, MAX_URI_BYTES));
    }
    let bytes = text.as_bytes();
    let begins =
        |scheme: &[u8]| bytes.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    let https = begins(b"https://");
    let start = match https {
        true => "https://".len(),
        false if begins(b"http://") => "http://".len(),
        false => return Err(ParseError::new(ParseErrorKind::NotHttp, 0)),
    };
    let host =
        if bytes.get(start) == Some(&b'[') { ip_literal(text, start)? } else { run(bytes, start, HOST_END) };
    let authority = if bytes.get(host) == Some(&b':') { port(bytes, host) } else { Some(host) };
    let Some(authority) = authority.filter(|end| host > start && !ends_early(bytes.get(*end))) else {
        return Err(explain(text, start, host, authority));
    };
    let mut brackets = false;
    let path = run_with_brackets(bytes, authority, PATH_END, &mut brackets);
    let end = run_with_brackets(bytes, path, STOP, &mut brackets);
    check_complete(text.get(..end).unwrap_or_default())?;
    match text.get(end..).and_then(|rest| rest.chars().next()) {
        None => Ok(Parts::new([host, authority, path], https, brackets)),
        Some('#') => Err(ParseError::new(ParseErrorKind::Fragment, end)),
        Some(c) => Err(ParseError::new(ParseErrorKind::Character(c), end)),
    }
}

/// Whether a byte, behind the authority, is one that should have been part of it. What no URI has is told later.
fn ends_early(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| class(*byte) & NAME_END == 0 || matches!(byte, b'[' | b']'))
}

/// Where an address in brackets ends that begins at `from`.
fn ip_literal(text: &str, from: usize) -> Result<usize, ParseError> {
    let error = ParseError::new(ParseErrorKind::IpLiteral, from);
    let rest = text.get(from + 1..).unwrap_or_default();
    let (inside, _) = rest.split_once(']').ok_or(error)?;
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
fn run_with_brackets(bytes: &[u8], from: usize, stop: u8, brackets: &mut bool) -> usize {
    let mut at = run(bytes, from, stop);
    while let Some(b'[' | b']') = bytes.get(at) {
        *brackets = true;
        at = run(bytes, at + 1, stop);
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

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String};

    #[test]
    fn what_is_usual_is_read_at_once_up_to_what_no_uri_has() {
        let longest = format!("https://h/{}", "a".repeat(61));
        for text in [
            "http://h",
            "https://h",
            "http://h/",
            "https://h.example:8443",
            "https://h.example:8443/",
            "http://h:/a",
            "http://127.0.0.1:0/a/b/c",
            "https://h/a?b",
            "https://h/?a=b&c=d/e?f",
            "https://h/a:b@c;d!e$f~g?h:i@j;k!l$m~n",
            "https://h_1.x-y/%20%7E?%C3%A9=%00",
            "https://h/a'(b)*+,-._c",
            &longest,
        ] {
            // Read by the way that knows every ServerURI.
            let parts = parse_any(text).unwrap();
            for end in ["", "\"", "\",\"https://h\"]", " urn:x//", "\r\n", "#", "[", "\u{e9}"] {
                assert_eq!(accept_usual(&format!("{text}{end}")), Some((text.len(), parts)), "{text}{end}");
            }
        }
    }

    #[test]
    fn what_is_not_usual_is_left_to_be_read_with_care() {
        for text in [
            "",
            "http",
            "http:/",
            "http://",
            "https://",
            "http:///a",
            "http://:80/",
            "https://?a",
            "HTTP://h/",
            "Https://h/",
            "ftp://h/",
            "http://h?a",
            "http://h!/a",
            "http://u@h/",
            "http://u:p@h/",
            "http://[::1]/",
            "http://h:80:81/",
            "http://h:a/",
            "http://h:80a/",
            "http://h:65536/",
            "http://h/%",
            "http://h/%4",
            "http://h/%4g",
            "http://h/%g4",
        ] {
            assert_eq!(accept_usual(text), None, "{text}");
        }
        for text in ["https://", "http://", "http://h/?", "http://h:80/a:"].map(String::from) {
            assert_eq!(accept_usual(&(text + &"a".repeat(64))), None);
        }
    }
}
