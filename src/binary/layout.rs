//! Which bits mean what.

use core::mem::size_of;

/// How many bits wide the two fields are that stand before the value of an option, high bits first: how far its
/// number is above that of the option before it, and how many bytes its value has.
///
/// *Decision* D30, since **this layout is inferred**. The figure in the published protocol that shows it could not be consulted. Stated is
/// that the first field has four bits. That a second one of twelve follows it is taken from the notification of the
/// preceding protocol version, whose options have numbers of four bits and values of up to 4095 bytes, which are
/// these two bytes.
///
/// It is the one layout of this crate that is inferred, and this function is the only place that knows it: reading,
/// writing, and what is too large to be written all follow from it.
pub(super) const fn option_widths() -> [u32; 2] {
    [4, 12]
}

/// How many bytes the header takes, and the fields in front of a value.
pub(super) const BYTES: usize = size_of::<u16>();

/// How many bits wide the fields of the header are, high bits first: version, number of options, reserved.
pub(super) const fn header_widths() -> [u32; 3] {
    [4, 5, 7]
}

/// The largest number that fits in so many bits.
pub(super) const fn largest(width: u32) -> u16 {
    match u16::MAX.checked_shr(u16::BITS - width) {
        Some(largest) => largest,
        None => 0,
    }
}

/// Puts the fields of these widths side by side, or says `None` if one does not fit.
pub(super) fn join<const N: usize>(widths: [u32; N], fields: [u16; N]) -> Option<u16> {
    widths.into_iter().zip(fields).try_fold(0, |joined: u16, (width, field)| {
        (field <= largest(width)).then_some(joined << width | field)
    })
}

/// Takes fields of these widths apart.
pub(super) fn split<const N: usize>(widths: [u32; N], joined: u16) -> [u16; N] {
    let mut left = u16::BITS;
    widths.map(|width| {
        left = left.saturating_sub(width);
        joined >> left & largest(width)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_layouts_fill_two_bytes() {
        assert_eq!(option_widths().iter().sum::<u32>(), u16::BITS);
        assert_eq!(header_widths().iter().sum::<u32>(), u16::BITS);
    }

    #[test]
    fn every_pair_of_bytes_is_taken_apart_and_put_together() {
        for joined in 0..=u16::MAX {
            assert_eq!(join(option_widths(), split(option_widths(), joined)), Some(joined));
            assert_eq!(join(header_widths(), split(header_widths(), joined)), Some(joined));
        }
        assert_eq!(split(option_widths(), 0x1002), [1, 2]);
        assert_eq!(split(header_widths(), 0x1f83), [1, 0b11111, 3]);
    }

    #[test]
    fn what_does_not_fit_is_not_put_together() {
        assert_eq!(join(option_widths(), [15, 4095]), Some(0xffff));
        assert_eq!(join(option_widths(), [16, 0]), None);
        assert_eq!(join(option_widths(), [0, 4096]), None);
        assert_eq!((largest(0), largest(4), largest(12), largest(16)), (0, 15, 4095, 65535));
    }
}
