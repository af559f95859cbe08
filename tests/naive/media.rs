//! Media types and Accept lists, RFC 9110 transcribed rule by rule (sections 5.6.1 to 5.6.6, 8.3.1, 12.4.2, 12.5.1).
//!
//! Written to be compared with the text, not to be fast.

/// What a media type says: type, subtype, parameters with their values unquoted; names in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    pub main: String,
    pub subtype: String,
    pub parameters: Vec<(String, String)>,
}

/// `tchar = "!" / "#" / "$" / "%" / "&" / "'" / "*" / "+" / "-" / "." / "^" / "_" / "`" / "|" / "~" / DIGIT / ALPHA`
fn tchar(c: char) -> bool {
    c.is_ascii_digit() || c.is_ascii_alphabetic() || "!#$%&'*+-.^_`|~".contains(c)
}

/// `token = 1*tchar`
fn token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(tchar)
}

/// `OWS = *( SP / HTAB )`, taken off the front.
fn skip_ows(text: &str) -> &str {
    text.trim_start_matches([' ', '\t'])
}

/// `obs-text = %x80-FF`: in UTF-8 every byte of a character outside ASCII.
fn obs_text(c: char) -> bool {
    !c.is_ascii()
}

/// `qdtext = HTAB / SP / %x21 / %x23-5B / %x5D-7E / obs-text`
fn qdtext(c: char) -> bool {
    matches!(c, '\t' | ' ' | '\x21' | '\x23'..='\x5b' | '\x5d'..='\x7e') || obs_text(c)
}

/// `quoted-pair = "\" ( HTAB / SP / VCHAR / obs-text )`
fn may_follow_backslash(c: char) -> bool {
    matches!(c, '\t' | ' ' | '\x21'..='\x7e') || obs_text(c)
}

/// `quoted-string = DQUOTE *( qdtext / quoted-pair ) DQUOTE` at the front: what it means, and what is behind it.
fn quoted_string(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text.strip_prefix('"')?;
    loop {
        let c = rest.chars().next()?;
        rest = &rest[c.len_utf8()..];
        match c {
            '"' => return Some((value, rest)),
            '\\' => {
                let next = rest.chars().next().filter(|next| may_follow_backslash(*next))?;
                rest = &rest[next.len_utf8()..];
                value.push(next);
            }
            _ if qdtext(c) => value.push(c),
            _ => return None,
        }
    }
}

/// `parameters = *( OWS ";" OWS [ parameter ] )`, and nothing behind it.
fn parameters(mut text: &str) -> Option<Vec<(String, String)>> {
    let mut found = Vec::new();
    while !text.is_empty() {
        text = skip_ows(skip_ows(text).strip_prefix(';')?);
        if text.is_empty() || text.starts_with(';') {
            continue;
        }
        // A name holds neither `=` nor `;`, so that the first `=` is the parameter's.
        let (name, rest) = text.split_once('=')?;
        if !token(name) {
            return None;
        }
        let (value, rest) = match quoted_string(rest) {
            Some(parsed) => parsed,
            None => {
                let end = rest.find(|c| !tchar(c)).unwrap_or(rest.len());
                (rest[..end].to_owned(), &rest[end..])
            }
        };
        if value.is_empty() && !text[name.len() + 1..].starts_with("\"\"") {
            return None;
        }
        found.push((name.to_ascii_lowercase(), value));
        text = rest;
    }
    Some(found)
}

/// `media-type = type "/" subtype parameters`, without the rules about how many parameters there may be.
pub fn any_media_type(text: &str) -> Option<Media> {
    let end = text.find([';', ' ', '\t']).unwrap_or(text.len());
    let (main, subtype) = text[..end].split_once('/')?;
    let parameters = parameters(&text[end..])?;
    (token(main) && token(subtype)).then(|| Media {
        main: main.to_ascii_lowercase(),
        subtype: subtype.to_ascii_lowercase(),
        parameters,
    })
}

/// Each name once (RFC 6838, section 4.3), and at most 32 of them (a limit of this project).
fn counted(media: Media) -> Option<Media> {
    let names: std::collections::BTreeSet<&String> = media.parameters.iter().map(|(name, _)| name).collect();
    let (once, few) = (names.len() == media.parameters.len(), names.len() <= 32);
    (once && few).then_some(media)
}

/// What a media type says; None where it is malformed.
pub fn media_type(text: &str) -> Option<Media> {
    counted(any_media_type(text)?)
}

/// `qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )`, in thousandths.
pub fn qvalue(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let fits = decimals.len() <= 3
        && match whole {
            "0" => decimals.chars().all(|c| c.is_ascii_digit()),
            "1" => decimals.chars().all(|c| c == '0'),
            _ => false,
        };
    fits.then(|| format!("{whole}{decimals:0<3}").parse().unwrap())
}

/// A media range with its weight in thousandths.
pub type Range = (Media, u16);

/// `media-range [ weight ]`. "Recipients SHOULD process any parameter named "q" as weight, regardless of parameter ordering."
pub fn range(text: &str) -> Option<Range> {
    let mut media = any_media_type(text)?;
    let (weights, others) = media.parameters.into_iter().partition::<Vec<_>, _>(|(name, _)| name == "q");
    media.parameters = others;
    let quality = match weights.as_slice() {
        [] => 1000,
        [(_, value)] => qvalue(value)?,
        _ => return None,
    };
    Some((counted(media)?, quality))
}

/// The places of a byte outside quoted strings. A quote in the wrong place opens one all the same.
fn outside_quotes(text: &str, wanted: char) -> Vec<usize> {
    let (mut found, mut quoted, mut escaped) = (Vec::new(), false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if c == wanted && !quoted => found.push(at),
            _ => {}
        }
    }
    found
}

fn cut(text: &str, at: &[usize]) -> Vec<String> {
    let starts = std::iter::once(0).chain(at.iter().map(|at| at + 1));
    let ends = at.iter().copied().chain([text.len()]);
    starts.zip(ends).map(|(start, end)| text[start..end].to_owned()).collect()
}

/// `#element => [ element ] *( OWS "," OWS [ element ] )`: the elements that are not empty, each a range or not.
pub fn list(text: &str) -> Vec<Option<Range>> {
    let elements = cut(text, &outside_quotes(text, ','));
    let elements = elements.iter().map(|element| element.trim_matches([' ', '\t']));
    elements.filter(|element| !element.is_empty()).map(range).collect()
}

/// The same, where a range may also follow a `;` as [CR-CMD] prints it: behind `;` a token with `/` behind it is no parameter
/// but a range. An element that is wrong otherwise is not looked into.
pub fn tolerant_list(text: &str) -> Vec<Option<Range>> {
    let elements = cut(text, &outside_quotes(text, ','));
    let elements = elements.iter().map(|element| element.trim_matches([' ', '\t']));
    let mut found = Vec::new();
    for mut element in elements.filter(|element| !element.is_empty()) {
        loop {
            let begins_range = |at: &usize| {
                let behind = skip_ows(&element[at + 1..]);
                let end = behind.find(|c| !tchar(c)).unwrap_or(behind.len());
                end > 0 && behind[end..].starts_with('/')
            };
            let parts = outside_quotes(element, ';').into_iter().find(begins_range);
            let Some(at) = parts else {
                found.push(range(element));
                break;
            };
            let first = element[..at].trim_end_matches([' ', '\t']);
            // What is malformed before the `;` makes all of the element malformed, except what is only wrong with a value.
            if any_media_type(first).is_none() {
                found.push(None);
                break;
            }
            found.push(range(first));
            element = skip_ows(&element[at + 1..]);
        }
    }
    found
}

/// The precedence of section 12.5.1: the narrowest range that matches says how much a media type is liked. Of two that are
/// equally narrow the greater weight (a decision of this project).
pub fn quality(ranges: &[Range], media: &Media) -> u16 {
    best(ranges, media).1
}

/// How narrow the range is that counts, and its weight.
fn best(ranges: &[Range], media: &Media) -> ((u8, usize), u16) {
    let mut found = ((0, 0), 0);
    for (range, weight) in ranges {
        let level = match (range.main.as_str(), range.subtype.as_str()) {
            ("*", "*") => 0,
            (main, "*") if main == media.main => 1,
            (main, subtype) if main == media.main && subtype == media.subtype => 2,
            _ => continue,
        };
        let in_media = |wanted: &(String, String)| {
            media.parameters.iter().any(|(name, value)| {
                *name == wanted.0
                    && (*value == wanted.1 || name == "charset" && value.eq_ignore_ascii_case(&wanted.1))
            })
        };
        if range.parameters.iter().all(in_media) {
            found = found.max(((level, range.parameters.len()), *weight));
        }
    }
    found
}

/// Which of the offers is taken: liked most, then narrowest, then first.
pub fn negotiate(ranges: &[Range], offers: &[Media]) -> Option<usize> {
    let scored = offers.iter().map(|offer| best(ranges, offer)).enumerate();
    let liked = scored.filter(|(_, (_, quality))| *quality > 0);
    liked.max_by_key(|(at, (narrow, quality))| (*quality, *narrow, std::cmp::Reverse(*at))).map(|(at, _)| at)
}
