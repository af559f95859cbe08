//! Random JSON texts, in every spelling the grammar has, and texts that are nearly JSON.

use super::rng::Rng;

const BLANKS: &[&str] = &["", "", "", "", " ", "\t", "\n", "\r", "  ", "\r\n\t "];
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "-1",
    "10",
    "1.0",
    "-1.50",
    "0.0",
    "1e5",
    "1E5",
    "1e+5",
    "1E-5",
    "0e0",
    "-0.0e-0",
    "1e308",
    "1e400",
    "-1e-400",
    "9007199254740993",
    "18446744073709551616",
    "0.1e1",
    "100000000000000000000000000000000",
];
const NAMES: &[&str] = &[
    "\"\"",
    "\"a\"",
    "\"b\"",
    "\"\\u0061\"",
    "\"ab\"",
    "\"\u{e4}\"",
    "\"\\u00e4\"",
    "\"a\\/\"",
    "\"sensorname\"",
];
const ESCAPES: &[&str] = &[
    "\\\"",
    "\\\\",
    "\\/",
    "\\b",
    "\\f",
    "\\n",
    "\\r",
    "\\t",
    "\\u0041",
    "\\u00e4",
    "\\u20AC",
    "\\u0000",
    "\\uFFFF",
    "\\ud834\\udd1e",
    "\\uDBFF\\uDFFF",
    "\\uD800\\uDC00",
    "\\uFdD0",
];
const CHARACTERS: &[&str] = &["\u{e4}", "\u{20ac}", "\u{1d11e}", "\u{7f}", "\u{feff}", "\u{2028}", "/", "'"];

fn blank(rng: &mut Rng, out: &mut String) {
    out.push_str(rng.pick(BLANKS));
}

/// A string, quotes included.
pub(crate) fn string(rng: &mut Rng, out: &mut String) {
    out.push('"');
    for _ in 0..rng.below(5) {
        match rng.below(4) {
            0 => out.push_str(rng.pick(ESCAPES)),
            1 => out.push_str(rng.pick(CHARACTERS)),
            _ => out.extend((0..rng.below(20)).map(|at| char::from(b'a' + (at % 26) as u8))),
        }
    }
    out.push('"');
}

/// A value of at most so many levels.
pub(crate) fn value(rng: &mut Rng, out: &mut String, levels: usize) {
    match rng.below(if levels == 0 { 6 } else { 10 }) {
        0 => out.push_str("null"),
        1 => out.push_str(rng.pick(&["true", "false"])),
        2 | 3 => out.push_str(rng.pick(NUMBERS)),
        4 | 5 => string(rng, out),
        6 | 7 => {
            out.push('[');
            for index in 0..rng.below(4) {
                if index > 0 {
                    out.push(',');
                }
                blank(rng, out);
                value(rng, out, levels - 1);
                blank(rng, out);
            }
            blank(rng, out);
            out.push(']');
        }
        _ => object(rng, out, levels - 1),
    }
}

/// An object whose values have at most so many levels.
pub(crate) fn object(rng: &mut Rng, out: &mut String, levels: usize) {
    out.push('{');
    for index in 0..rng.below(4) {
        if index > 0 {
            out.push(',');
        }
        blank(rng, out);
        if rng.once_in(3) {
            string(rng, out);
        } else {
            out.push_str(rng.pick(NAMES));
        }
        blank(rng, out);
        out.push(':');
        blank(rng, out);
        value(rng, out, levels);
        blank(rng, out);
    }
    blank(rng, out);
    out.push('}');
}

/// Bytes that mean something in JSON or in UTF-8, or nearly do.
const BYTES: &[u8] =
    b"[]{},:\"\\ \t\n\r\x0b-+.eE0123456789tfnulrasdDcC/bx\0\x1f\x7f\x80\xbf\xc3\xe2\xed\xef\xf0\xff";

/// Changes the text in a small way or a few: often it is no JSON any more.
pub(crate) fn mutate(rng: &mut Rng, text: &mut Vec<u8>) {
    for _ in 0..1 + rng.below(3) / 2 {
        let at = rng.below(text.len() + 1);
        let byte = BYTES[rng.below(BYTES.len())];
        match rng.below(8) {
            0 | 1 => text.insert(at, byte),
            2 | 3 if at < text.len() => text[at] = byte,
            4 if at < text.len() => {
                text.remove(at);
            }
            5 if at < text.len() => text[at] ^= 1 << rng.below(8),
            6 => text.truncate(at),
            _ => {
                // Some of it once more, somewhere else.
                let from = rng.below(text.len() + 1);
                let to = (from + rng.below(12)).min(text.len());
                let piece = text[from..to].to_vec();
                text.splice(at..at, piece);
            }
        }
    }
}
