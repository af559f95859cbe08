//! Byte classes of RFC 3986, as one table: a byte is looked up once and answers every question asked of it.

/// `unreserved / sub-delims / ":" / "@"`: what may stand unescaped in a name.
pub(crate) const PCHAR: u8 = 1;
/// `:`, which an nv-name and a host may not hold unescaped.
pub(crate) const COLON: u8 = 1 << 1;
/// `&`, which ends a field.
pub(crate) const AMPERSAND: u8 = 1 << 2;
/// `/`.
pub(crate) const SLASH: u8 = 1 << 3;
/// `?`.
pub(crate) const QUESTION: u8 = 1 << 4;
/// `%`, which begins an escape.
pub(crate) const PERCENT: u8 = 1 << 5;
/// `*` and `(`, which may make a name something other than a name.
pub(crate) const MARK: u8 = 1 << 6;
/// `@`, which ends a userinfo.
pub(crate) const AT: u8 = 1 << 7;

/// What may stand in a value: `<pchar but "&"> / "/" / "?"` and escapes.
pub(crate) const fn is_qchar(byte: u8) -> bool {
    class(byte) & (PCHAR | SLASH | QUESTION | PERCENT) != 0 && byte != b'&'
}

/// Whether `byte` is a `pchar` that needs no escape.
pub(crate) const fn is_pchar(byte: u8) -> bool {
    class(byte) & PCHAR != 0
}

/// The classes `byte` belongs to; no class at all means it cannot stand in a URI's path or query.
#[inline(always)]
pub(crate) const fn class(byte: u8) -> u8 {
    // A u8 is always inside the table, and the compiler sees it: no check is left.
    #[allow(clippy::indexing_slicing)]
    CLASSES[byte as usize]
}

static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::cast_possible_truncation, clippy::indexing_slicing)]
        {
            classes[byte] = classify(byte as u8);
        }
        byte += 1;
    }
    classes
};

const fn classify(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => PCHAR,
        b'!' | b'$' | b'\'' | b')' | b'+' | b',' | b';' | b'=' => PCHAR,
        b':' => PCHAR | COLON,
        b'@' => PCHAR | AT,
        b'&' => PCHAR | AMPERSAND,
        b'*' | b'(' => PCHAR | MARK,
        b'/' => SLASH,
        b'?' => QUESTION,
        b'%' => PERCENT,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_classes_are_those_of_rfc_3986() {
        let pchar = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@";
        for byte in 0..=255 {
            assert_eq!(is_pchar(byte), pchar.bytes().any(|c| c == byte), "{byte:#x}");
            let value = is_pchar(byte) && byte != b'&' || matches!(byte, b'/' | b'?' | b'%');
            assert_eq!(is_qchar(byte), value, "{byte:#x}");
        }
    }
}
