//! The bytes of bodies of every kind, with their media types.

use super::{
    bodies::{JSON_PIECES, body, break_somewhere, hostile},
    media::{NAMED, any_case, with_parameter},
    text::{any_text, few, mostly},
};
use crate::{
    binary, draft,
    media::MediaType,
    multipart::Boundary,
    package::{Command, ManagementData, Notification, Package1, Package2, Package3, Status},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use arbitrary::{Arbitrary, Error, Result, Unstructured};
use memchr::memmem;

/// A media type and a valid body of it, in one of their many spellings: any package in either dialect, with management data
/// behind it or without, management data, a notification.
///
/// # Errors
///
/// That of `arbitrary`, when the data does not suffice.
///
/// # Examples
///
/// ```
/// use arbitrary::Unstructured;
/// use omadm::{Options, body, strategies};
///
/// let bytes: Vec<u8> = (0..=255).cycle().take(1000).collect();
/// let (media_type, body) = strategies::typed_body(&mut Unstructured::new(&bytes))?;
/// assert!(body::decode(&media_type, &body, &Options::default()).is_ok());
/// # Ok::<(), arbitrary::Error>(())
/// ```
pub fn typed_body(u: &mut Unstructured<'_>) -> Result<(MediaType<'static>, Vec<u8>)> {
    let (media_type, body) = match u.int_in_range(0..=9)? {
        0 => (MediaType::INITIATION, body::<Package1>(u)?),
        1 => (MediaType::REQUEST, body::<Package2>(u)?),
        2 => (MediaType::RESPONSE, body::<Package3>(u)?),
        3 => data(u)?,
        4 | 5 => (MediaType::DM20, commands(u)?),
        6 => (MediaType::DM20_STATUS, statuses(u)?),
        7 => {
            let bytes = binary::to_vec(&Notification::arbitrary(u)?).map_err(|_| Error::IncorrectFormat)?;
            (MediaType::NOTIFICATION, bytes)
        }
        _ => return parts(u),
    };
    Ok((respelled(u, &media_type)?, body))
}

/// A media type and a body of it, both of which were valid before they were broken in one place or a few; now and then they
/// still are.
///
/// # Errors
///
/// That of `arbitrary`, when the data does not suffice.
///
/// # Examples
///
/// ```
/// use arbitrary::Unstructured;
/// use omadm::{Options, body, strategies};
///
/// let bytes: Vec<u8> = (0..=255).cycle().take(1000).collect();
/// let (media_type, body) = strategies::nearly_valid_typed_body(&mut Unstructured::new(&bytes))?;
/// let _ = body::decode(&media_type, &body, &Options::default());
/// # Ok::<(), arbitrary::Error>(())
/// ```
pub fn nearly_valid_typed_body(u: &mut Unstructured<'_>) -> Result<(MediaType<'static>, Vec<u8>)> {
    const LINE_PIECES: &[&[u8]] = &[
        b"\r\n",
        b"\n",
        b"\r",
        b"\t",
        b" ",
        b"--",
        b"\r\n--",
        b"--b",
        b"\r\n\r\n",
        b":",
        b"\r\nContent-Type:\r\n application/json",
        b"\r\nContent-Encoding: gzip",
        b"END\r\n",
        b"GET ",
        b"INCLUDE ",
        b"SUB ",
        b"200",
        b"99",
        b"\x7f",
        b"\xc2\x85",
    ];
    let (mut media_type, mut body) = typed_body(u)?;
    for _ in 0..u.int_in_range(1..=3)? {
        match u.int_in_range(0..=7)? {
            0 => media_type = broken(u, media_type)?,
            1..=3 => break_somewhere(u, &mut body, JSON_PIECES)?,
            _ => break_somewhere(u, &mut body, LINE_PIECES)?,
        }
    }
    Ok((media_type, body))
}

/// A media type and what an attacker would send as a body of it: almost-boundaries, floods of parts, headers and lines,
/// multipart in multipart, and what [`hostile`] makes.
///
/// # Errors
///
/// That of `arbitrary`, when the data does not suffice.
///
/// # Examples
///
/// ```
/// use arbitrary::Unstructured;
/// use omadm::{Options, body, strategies};
///
/// let (media_type, body) = strategies::hostile_typed_body(&mut Unstructured::new(&[7; 100]))?;
/// let _ = body::decode(&media_type, &body, &Options::default());
/// # Ok::<(), arbitrary::Error>(())
/// ```
pub fn hostile_typed_body(u: &mut Unstructured<'_>) -> Result<(MediaType<'static>, Vec<u8>)> {
    let many = u.int_in_range(0..=3000)?;
    let multipart = with_parameter(MediaType::MULTIPART_MIXED, "boundary", "b")?;
    let first = "--b\r\nContent-Type: application/dm20status\r\n";
    let (media_type, text) = match u.int_in_range(0..=13)? {
        0 => (MediaType::DM20, "END\r\n".repeat(many)),
        1 => (MediaType::DM20, format!("INCLUDE{}", " *".repeat(many))),
        2 => (MediaType::DM20, format!("{}END", " \t\n".repeat(many))),
        3 => (MediaType::DM20, format!("FROB {}\r\nEND", "x ".repeat(many))),
        4 => (MediaType::DM20_STATUS, format!("200{}", " urn:x//%C3".repeat(many / 4))),
        5 => (multipart, format!("{}--b--", "--b\r\n".repeat(many))),
        6 => (multipart, format!("{first}\r\n{}\r\n--b--", "\r\n--a -b --B\r--b".repeat(many / 4))),
        7 => (multipart, format!("{first}{}\r\n\r\n--b--", "a:\n".repeat(many))),
        8 => (multipart, format!("{first}{}\r\n\r\n--b--", "\t;\r\n".repeat(many))),
        9 => {
            let part = "--b\r\nContent-Type: application/json\r\n\r\n[]\r\n";
            (multipart, format!("{first}\r\n\r\n{}--b--", part.repeat(many / 8)))
        }
        10 => {
            let nested = "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
            (multipart, format!("{}\r\n--b--", nested.repeat(many / 8)))
        }
        11 => {
            let (media_type, body) = typed_body(u)?;
            (media_type, String::from_utf8_lossy(&body).repeat(1 + many / 512))
        }
        _ => {
            let named = u.choose(&NAMED)?.clone();
            let bytes = hostile(u)?;
            return Ok((named, bytes));
        }
    };
    Ok((media_type, text.into_bytes()))
}

/// Management data, which has several media types.
fn data(u: &mut Unstructured<'_>) -> Result<(MediaType<'static>, Vec<u8>)> {
    let media_type = u.choose(&[MediaType::MO, MediaType::DMMO, MediaType::JSON])?.clone();
    Ok((media_type, body::<ManagementData>(u)?))
}

/// The same media type in another case, now and then with the charset that there is, or a parameter that says nothing.
fn respelled(u: &mut Unstructured<'_>, media_type: &MediaType<'static>) -> Result<MediaType<'static>> {
    let media_type = any_case(u, media_type)?;
    match u.int_in_range(0..=5)? {
        0 => with_parameter(media_type, "charset", "utf-8"),
        1 => with_parameter(media_type, "Charset", "UTF-8"),
        2 => with_parameter(media_type, "version", "2.0 \"draft\""),
        _ => Ok(media_type),
    }
}

/// A media type that is not the body's, or one of another charset or boundary.
fn broken(u: &mut Unstructured<'_>, media_type: MediaType<'static>) -> Result<MediaType<'static>> {
    match u.int_in_range(0..=4)? {
        0 => MediaType::arbitrary(u),
        1 => with_parameter(media_type, "charset", u.choose(&["us-ascii", "utf8", "", "utf-16"])?),
        2 => {
            with_parameter(media_type, "boundary", &any_text(u)?.replace(|c: char| c.is_ascii_control(), " "))
        }
        3 => with_parameter(media_type, "boundary", Boundary::arbitrary(u)?.as_str()),
        _ => u.choose(&NAMED).cloned(),
    }
}

/// A Package#2 of the draft dialect, with a line now and then that is no command.
fn commands(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let lines = few(u, 8, |u| {
        if u.ratio(1, 8)? {
            let line = mostly(
                u,
                &["GET urn:oma:mo:x:1.0//a", "SUB https://h/ urn:x//", "END now", "DELETE *", "*"],
            )?;
            return Ok(line.replace(char::is_control, ""));
        }
        // What the draft cannot say is left out.
        let line = draft::to_vec(&Package2::new([Command::arbitrary(u)?])).unwrap_or_default();
        String::from_utf8(line).map_err(|_| Error::IncorrectFormat)
    })?;
    lines_respelled(u, &lines)
}

/// A Package#3 of the draft dialect.
fn statuses(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let lines = few(u, 8, |u| {
        let mut status = Status::new(u.arbitrary()?);
        status.locations = Status::arbitrary(u)?.locations;
        status.locations.retain(|text| !text.is_empty() && !text.contains([' ', '\t']));
        status.locations.retain(|text| !text.contains(char::is_control));
        let line = draft::to_vec(&Package3::new([status])).map_err(|_| Error::IncorrectFormat)?;
        String::from_utf8(line).map_err(|_| Error::IncorrectFormat)
    })?;
    lines_respelled(u, &lines)
}

/// Spells lines with other blanks and ends.
fn lines_respelled(u: &mut Unstructured<'_>, lines: &[String]) -> Result<Vec<u8>> {
    let mut out = String::new();
    let as_written = u.arbitrary()?;
    for line in lines {
        let line = line.trim_end_matches(['\r', '\n']);
        if as_written {
            out.push_str(line);
            out.push_str("\r\n");
            continue;
        }
        out.push_str(u.choose(&["", "", "", " ", "\t", "\r\n", "\n \t\n"])?);
        for (index, field) in line.split(' ').enumerate() {
            if index > 0 {
                out.push_str(u.choose(&[" ", " ", "\t", "  ", " \t "])?);
            }
            out.push_str(field);
        }
        out.push_str(u.choose(&["\r\n", "\r\n", "\n", " \r\n", "\t\n"])?);
    }
    if !as_written && u.ratio(1, 4)? {
        out.truncate(out.trim_end().len());
    }
    Ok(out.into_bytes())
}

/// A Package#1 or Package#3 with management data behind it.
fn parts(u: &mut Unstructured<'_>) -> Result<(MediaType<'static>, Vec<u8>)> {
    let mut parts = Vec::new();
    parts.push(match u.int_in_range(0..=2)? {
        0 => (MediaType::INITIATION, body::<Package1>(u)?),
        1 => (MediaType::RESPONSE, body::<Package3>(u)?),
        _ => (MediaType::DM20_STATUS, statuses(u)?),
    });
    parts.extend(few(u, 3, data)?);
    let boundary = boundary(u, &parts)?;
    let crlf = u.arbitrary()?;
    let mut out = Vec::new();
    if u.ratio(1, 3)? {
        push(&mut out, &["This is the preamble."]);
        end(u, &mut out, crlf)?;
    }
    for (media_type, content) in &parts {
        push(&mut out, &["--", &boundary, u.choose(&["", "", "", " ", "\t "])?]);
        end(u, &mut out, crlf)?;
        let name = u.choose(&["Content-Type", "Content-Type", "content-type", "CONTENT-TYPE"])?;
        let media_type = respelled(u, media_type)?.to_string();
        push(&mut out, &[name, u.choose(&[": ", ": ", ":", ":\t", ":\r\n "])?, &media_type]);
        end(u, &mut out, crlf)?;
        if u.ratio(1, 4)? {
            push(&mut out, &[u.choose(&["Content-ID: <1>", "content-transfer-encoding: Binary", "X:"])?]);
            end(u, &mut out, crlf)?;
        }
        end(u, &mut out, crlf)?;
        out.extend_from_slice(content);
        end(u, &mut out, crlf)?;
    }
    push(&mut out, &["--", &boundary, "--", u.choose(&["", "\r\n", "\r\n", " \r\nepilogue\n--"])?]);
    let media_type = any_case(u, &MediaType::MULTIPART_MIXED)?;
    Ok((with_parameter(media_type, "boundary", &boundary)?, out))
}

/// A boundary that is in no part.
fn boundary(u: &mut Unstructured<'_>, parts: &[(MediaType<'static>, Vec<u8>)]) -> Result<String> {
    let free = |text: &str| parts.iter().all(|(_, content)| memmem::find(content, text.as_bytes()).is_none());
    let boundary = Boundary::arbitrary(u)?;
    if free(boundary.as_str()) {
        return Ok(boundary.to_string());
    }
    // There are more numbers than the parts can hold.
    (0_u32..).map(|number| format!("b{number}")).find(|text| free(text)).ok_or(Error::IncorrectFormat)
}

/// Ends a line.
fn end(u: &mut Unstructured<'_>, out: &mut Vec<u8>, crlf: bool) -> Result<()> {
    let end = if crlf || u.ratio(3, 4)? { "\r\n" } else { "\n" };
    push(out, &[end]);
    Ok(())
}

fn push(out: &mut Vec<u8>, pieces: &[&str]) {
    pieces.iter().for_each(|piece| out.extend_from_slice(piece.as_bytes()));
}
