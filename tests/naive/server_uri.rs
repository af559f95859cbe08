//! The ServerURI (protocol.md, section 5), RFC 3986's appendix A transcribed rule by rule.
//!
//! Written to be compared with the text, not to be fast. Of the RFC's grammar only what an `http` or `https` URI with
//! a host can use is here: `scheme "://" authority path-abempty [ "?" query ]`.

/// Longest ServerURI in bytes (a limit of this project).
const MAX_LENGTH: usize = 65_535;

/// The parts of a ServerURI, each as written (section 5; RFC 3986, section 3).
#[derive(Debug, PartialEq, Eq)]
pub struct ServerUri {
    /// `http` or `https`, in any case.
    pub scheme: String,
    /// The host, an IP literal with its brackets.
    pub host: String,
    /// The port; empty where a `:` has nothing behind it.
    pub port: Option<String>,
    /// The path, empty or beginning with `/`.
    pub path: String,
    /// The query without its `?`.
    pub query: Option<String>,
    /// Whether path or query hold a raw `[` or `]`, which is read with a warning.
    pub bracket: bool,
}

/// What a ServerURI says, as section 5 and RFC 3986 read it; None where the text is malformed.
pub fn parse(text: &str) -> Option<ServerUri> {
    if text.len() > MAX_LENGTH {
        return None;
    }
    // A scheme holds no `:`, so the first one ends it; without `//` there is no authority and thus no host.
    let (scheme_text, after) = text.split_once(':')?;
    let rest = after.strip_prefix("//")?;
    // RFC 3986, section 3.2: the authority ends at the next `/`, `?` or `#`, or with the URI. A `#` then fits neither
    // path nor query, and that is how a fragment is refused.
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority_text, tail) = rest.split_at_checked(end)?;
    let (path, query) = match tail.split_once('?') {
        None => (tail, None),
        Some((path, query)) => (path, Some(query)),
    };
    let (host, port) = authority(authority_text)?;
    let well_formed = scheme(scheme_text) && path_abempty(path) && query.is_none_or(is_query);
    well_formed.then(|| ServerUri {
        scheme: scheme_text.to_owned(),
        host: host.to_owned(),
        port: port.map(str::to_owned),
        path: path.to_owned(),
        query: query.map(str::to_owned),
        bracket: tail.contains(['[', ']']),
    })
}

/// "An absolute `http` or `https` URI (scheme in any case)".
fn scheme(text: &str) -> bool {
    text.eq_ignore_ascii_case("http") || text.eq_ignore_ascii_case("https")
}

/// `authority = [ userinfo "@" ] host [ ":" port ]`, "without userinfo", "with a non-empty host".
///
/// A host holds no `@`, so that a userinfo makes it malformed without further ado.
fn authority(text: &str) -> Option<(&str, Option<&str>)> {
    let host_end =
        if text.starts_with('[') { text.find(']')? + 1 } else { text.find(':').unwrap_or(text.len()) };
    let (host_text, rest) = text.split_at_checked(host_end)?;
    let port_text = match rest {
        "" => None,
        _ => Some(rest.strip_prefix(':')?),
    };
    (host(host_text) && port_text.is_none_or(port)).then_some((host_text, port_text))
}

/// `host = IP-literal / IPv4address / reg-name`, non-empty.
fn host(text: &str) -> bool {
    !text.is_empty() && (ip_literal(text) || ipv4_address(text) || reg_name(text))
}

/// `port = *DIGIT`, at most 65535 in value however many zeros lead.
fn port(text: &str) -> bool {
    let mut value: u32 = 0;
    for c in text.chars() {
        let Some(digit) = c.to_digit(10) else {
            return false;
        };
        // Within u32: the value before this digit is at most 65535.
        value = value * 10 + digit;
        if value > 65_535 {
            return false;
        }
    }
    true
}

/// `IP-literal = "[" ( IPv6address / IPvFuture ) "]"`.
fn ip_literal(text: &str) -> bool {
    text.strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .is_some_and(|inner| ipv6_address(inner) || ipv_future(inner))
}

/// `IPvFuture = "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )`; a quoted string of ABNF has either case.
fn ipv_future(text: &str) -> bool {
    let Some((version, address)) = text.strip_prefix(['v', 'V']).and_then(|t| t.split_once('.')) else {
        return false;
    };
    !version.is_empty()
        && version.chars().all(|c| c.is_ascii_hexdigit())
        && !address.is_empty()
        && address.chars().all(|c| unreserved(c) || sub_delims(c) || c == ':')
}

/// The nine alternatives of `IPv6address`.
///
/// ```abnf
/// IPv6address =                            6( h16 ":" ) ls32
///             /                       "::" 5( h16 ":" ) ls32
///             / [               h16 ] "::" 4( h16 ":" ) ls32
///             / [ *1( h16 ":" ) h16 ] "::" 3( h16 ":" ) ls32
///             / [ *2( h16 ":" ) h16 ] "::" 2( h16 ":" ) ls32
///             / [ *3( h16 ":" ) h16 ] "::"    h16 ":"   ls32
///             / [ *4( h16 ":" ) h16 ] "::"              ls32
///             / [ *5( h16 ":" ) h16 ] "::"              h16
///             / [ *6( h16 ":" ) h16 ] "::"
/// ```
fn ipv6_address(text: &str) -> bool {
    if h16s_and_ls32(text, 6) {
        return true;
    }
    // No part on either side of the `::` can hold another one, so the first is the only one worth trying.
    let Some((left, right)) = text.split_once("::") else {
        return false;
    };
    (left.is_empty() && h16s_and_ls32(right, 5))
        || (at_most_h16s(left, 1) && h16s_and_ls32(right, 4))
        || (at_most_h16s(left, 2) && h16s_and_ls32(right, 3))
        || (at_most_h16s(left, 3) && h16s_and_ls32(right, 2))
        || (at_most_h16s(left, 4) && h16s_and_ls32(right, 1))
        || (at_most_h16s(left, 5) && h16s_and_ls32(right, 0))
        || (at_most_h16s(left, 6) && h16(right))
        || (at_most_h16s(left, 7) && right.is_empty())
}

/// `count( h16 ":" ) ls32`.
fn h16s_and_ls32(text: &str, count: usize) -> bool {
    if count == 0 {
        return ls32(text);
    }
    text.split_once(':').is_some_and(|(first, rest)| h16(first) && h16s_and_ls32(rest, count - 1))
}

/// `[ *n( h16 ":" ) h16 ]`, where `most` is n + 1, the number of h16 it may have.
fn at_most_h16s(text: &str, most: usize) -> bool {
    text.is_empty() || (text.split(':').count() <= most && text.split(':').all(h16))
}

/// `ls32 = ( h16 ":" h16 ) / IPv4address`.
fn ls32(text: &str) -> bool {
    let pair = text.split_once(':');
    pair.is_some_and(|(left, right)| h16(left) && h16(right)) || ipv4_address(text)
}

/// `h16 = 1*4HEXDIG`.
fn h16(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.chars().all(|c| c.is_ascii_hexdigit())
}

/// `IPv4address = dec-octet "." dec-octet "." dec-octet "." dec-octet`.
fn ipv4_address(text: &str) -> bool {
    text.split('.').count() == 4 && text.split('.').all(dec_octet)
}

/// `dec-octet`: 0 to 255 without a leading zero.
fn dec_octet(text: &str) -> bool {
    matches!(
        text.as_bytes(),
        [b'0'..=b'9']
            | [b'1'..=b'9', b'0'..=b'9']
            | [b'1', b'0'..=b'9', b'0'..=b'9']
            | [b'2', b'0'..=b'4', b'0'..=b'9']
            | [b'2', b'5', b'0'..=b'5']
    )
}

/// `reg-name = *( unreserved / pct-encoded / sub-delims )`.
fn reg_name(text: &str) -> bool {
    repeated(text, |c| unreserved(c) || sub_delims(c))
}

/// `path-abempty = *( "/" segment )`, `segment = *pchar`, with raw brackets tolerated.
fn path_abempty(text: &str) -> bool {
    match text.strip_prefix('/') {
        None => text.is_empty(),
        Some(segments) => segments.split('/').all(|segment| repeated(segment, |c| pchar(c) || bracket(c))),
    }
}

/// `query = *( pchar / "/" / "?" )`, with raw brackets tolerated.
fn is_query(text: &str) -> bool {
    repeated(text, |c| pchar(c) || c == '/' || c == '?' || bracket(c))
}

/// `*( plain / pct-encoded )` with `pct-encoded = "%" HEXDIG HEXDIG`.
fn repeated(text: &str, plain: impl Fn(char) -> bool) -> bool {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let fits = if c == '%' {
            let mut hex = || chars.next().is_some_and(|digit| digit.is_ascii_hexdigit());
            hex() && hex()
        } else {
            plain(c)
        };
        if !fits {
            return false;
        }
    }
    true
}

/// `pchar = unreserved / pct-encoded / sub-delims / ":" / "@"`, apart from `pct-encoded`.
fn pchar(c: char) -> bool {
    unreserved(c) || sub_delims(c) || c == ':' || c == '@'
}

/// `unreserved = ALPHA / DIGIT / "-" / "." / "_" / "~"`.
fn unreserved(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~".contains(c)
}

/// `sub-delims = "!" / "$" / "&" / "'" / "(" / ")" / "*" / "+" / "," / ";" / "="`.
fn sub_delims(c: char) -> bool {
    "!$&'()*+,;=".contains(c)
}

/// The placeholders' characters that section 5 tolerates in path and query.
fn bracket(c: char) -> bool {
    c == '[' || c == ']'
}
