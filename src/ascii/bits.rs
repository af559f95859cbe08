//! Sixteen bytes looked at together, one bit for each. The vectors are those of `wide`.

use wide::u8x16;

/// Which of the bytes are such; the bit of the first one is the lowest.
#[inline(always)]
pub(crate) fn bits(bytes: &[u8; 16], is_such: impl Fn(u8) -> bool) -> u16 {
    let mut looks = *bytes;
    // A plain loop that does the same to each byte becomes a handful of vector instructions.
    for byte in &mut looks {
        *byte = if is_such(*byte) { 0xff } else { 0 };
    }
    let [low, high, ..] = u8x16::new(looks).move_mask().to_le_bytes();
    u16::from_le_bytes([low, high])
}

/// Where the first byte is that is such, or the end.
#[inline(always)]
pub(crate) fn first(bytes: &[u8], is_such: impl Fn(u8) -> bool) -> usize {
    let mut rest = bytes;
    while let Some((chunk, tail)) = rest.split_first_chunk() {
        let found = bits(chunk, &is_such);
        if found != 0 {
            return bytes.len() - rest.len() + found.trailing_zeros() as usize;
        }
        rest = tail;
    }
    let found = match bytes.last_chunk() {
        // Bytes that were looked at already are looked at again, rather than copied.
        Some(last) => u32::from(bits(last, is_such)) >> (16 - rest.len()),
        None => u32::from(bits(&padded(rest), is_such)),
    };
    bytes.len() - rest.len() + (found | 1 << rest.len()).trailing_zeros() as usize
}

/// The first bytes of a text; zeros where it is shorter.
#[inline(always)]
pub(crate) fn padded<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut padded = [0; N];
    let len = bytes.len().min(N);
    if let (Some(to), Some(from)) = (padded.get_mut(..len), bytes.get(..len)) {
        to.copy_from_slice(from);
    }
    padded
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    /// Every byte in every place of texts of every length around 16 and 32.
    #[test]
    fn the_first_is_found_wherever_it_is() {
        let is_such = |byte: u8| byte == 0 || byte == b'/' || byte > 0xf0;
        for len in 0..35 {
            assert_eq!(first(&vec![b'a'; len], is_such), len);
            for at in 0..len {
                for byte in 0..=255 {
                    let mut bytes = vec![b'a'; len];
                    bytes[at] = byte;
                    let expected = if matches!(byte, 0 | b'/' | 0xf1..) { at } else { len };
                    assert_eq!(first(&bytes, is_such), expected, "{bytes:?}");
                    // What is behind it changes nothing.
                    bytes[len - 1] = b'/';
                    assert_eq!(first(&bytes, is_such), expected.min(len - 1), "{bytes:?}");
                }
            }
        }
    }

    #[test]
    fn each_byte_has_its_bit() {
        for at in 0..16 {
            let mut bytes = [b'a'; 16];
            bytes[at] = b'/';
            assert_eq!(bits(&bytes, |byte| byte == b'/'), 1 << at);
            assert_eq!(bits(&bytes, |byte| byte != b'/'), !(1 << at));
        }
    }
}
