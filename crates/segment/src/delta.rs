//! Whole numbers as differences (`DELTA_BINARY_PACKED` of Apache Parquet): blocks of 128 differences in four parts of 32,
//! each part as narrow as its largest allows.

/// Differences in a block.
const BLOCK: usize = 128;
/// Parts of a block.
const PARTS: usize = 4;
/// Differences in a part.
const PART: usize = BLOCK / PARTS;

/// How wide the numbers of a column are. Differences wrap round at that width, as readers of Parquet count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    /// 32 bits.
    Narrow,
    /// 64 bits.
    Wide,
}

impl Width {
    /// Cuts a number to the width, with its sign.
    fn wrapped(self, number: i64) -> i64 {
        match self {
            Width::Wide => number,
            Width::Narrow => (number << 32) >> 32,
        }
    }

    /// The same without a sign.
    fn unsigned(self, number: i64) -> u64 {
        match self {
            Width::Wide => number.cast_unsigned(),
            Width::Narrow => number.cast_unsigned() & 0xffff_ffff,
        }
    }

    fn bits(self) -> u32 {
        if self == Width::Wide { 64 } else { 32 }
    }
}

/// Appends the packed numbers.
pub(crate) fn pack(numbers: &[i64], width: Width, out: &mut Vec<u8>) {
    for header in [BLOCK, PARTS, numbers.len()] {
        varint(header as u64, out);
    }
    let Some((first, rest)) = numbers.split_first() else { return varint(0, out) };
    varint(zigzag(*first), out);
    let mut last = *first;
    for block in rest.chunks(BLOCK) {
        let differences: Vec<i64> = block
            .iter()
            .map(|number| width.wrapped(number.wrapping_sub(std::mem::replace(&mut last, *number))))
            .collect();
        let least = differences.iter().copied().min().unwrap_or(0);
        varint(zigzag(least), out);
        let above: Vec<u64> = differences.iter().map(|one| width.unsigned(one.wrapping_sub(least))).collect();
        let widths: Vec<u32> = above.chunks(PART).map(widest).collect();
        out.extend((0..PARTS).map(|part| widths.get(part).map_or(0, |bits| bits.to_le_bytes()[0])));
        for (part, bits) in above.chunks(PART).zip(widths) {
            pack_part(part, bits, out);
        }
    }
}

fn widest(part: &[u64]) -> u32 {
    part.iter().map(|number| u64::BITS - number.leading_zeros()).max().unwrap_or(0)
}

/// A part is always whole: what is not there is nought.
fn pack_part(part: &[u64], bits: u32, out: &mut Vec<u8>) {
    let (mut held, mut holds) = (0_u128, 0);
    for at in 0..PART {
        held |= u128::from(part.get(at).copied().unwrap_or(0)) << holds;
        holds += bits;
        while holds >= 8 {
            out.push(held.to_le_bytes()[0]);
            held >>= 8;
            holds -= 8;
        }
    }
}

/// Takes packed numbers from the front of the bytes; nothing if there are others than so many.
pub(crate) fn unpack(bytes: &mut &[u8], count: usize, width: Width) -> Option<Vec<i64>> {
    let (block, parts, total) = (take_varint(bytes)?, take_varint(bytes)?, take_varint(bytes)?);
    if (block, parts, total) != (BLOCK as u64, PARTS as u64, count as u64) {
        return None;
    }
    let mut last = unzigzag(take_varint(bytes)?);
    let mut numbers = Vec::with_capacity(count);
    if count > 0 {
        numbers.push(last);
    }
    while numbers.len() < count {
        let least = unzigzag(take_varint(bytes)?);
        let (widths, rest) = bytes.split_at_checked(PARTS)?;
        *bytes = rest;
        for bits in widths {
            if numbers.len() == count {
                break;
            }
            let bits = u32::from(*bits);
            if bits > width.bits() {
                return None;
            }
            let (part, rest) = bytes.split_at_checked(PART * bits as usize / 8)?;
            *bytes = rest;
            for number in unpack_part(part, bits).into_iter().take(count - numbers.len()) {
                let difference = least.wrapping_add(number.cast_signed());
                last = width.wrapped(last.wrapping_add(difference));
                numbers.push(last);
            }
        }
    }
    Some(numbers)
}

fn unpack_part(part: &[u8], bits: u32) -> [u64; PART] {
    let (mut held, mut holds, mut bytes) = (0_u128, 0, part.iter());
    let mask = (1_u128 << bits) - 1;
    let mut numbers = [0; PART];
    for number in &mut numbers {
        while holds < bits {
            held |= u128::from(bytes.next().copied().unwrap_or(0)) << holds;
            holds += 8;
        }
        *number = u64::try_from(held & mask).unwrap_or(0);
        held >>= bits;
        holds -= bits;
    }
    numbers
}

/// A number in sevens of bits, the lowest first.
pub(crate) fn varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// Takes such a number from the front of the bytes.
pub(crate) fn take_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let seven = u64::from(byte & 0x7f);
        if seven.leading_zeros() < shift {
            return None;
        }
        number |= seven << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// A number with its sign in the lowest bit.
pub(crate) fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

/// The number again.
pub(crate) fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_cut_off_or_has_another_count_is_nothing() {
        let numbers: Vec<i64> = (0..300).map(|n| n * n * 31).collect();
        let mut packed = Vec::new();
        pack(&numbers, Width::Wide, &mut packed);
        assert_eq!(unpack(&mut packed.as_slice(), 300, Width::Wide), Some(numbers));
        assert_eq!(unpack(&mut packed.as_slice(), 299, Width::Wide), None);
        assert!((0..packed.len()).all(|end| unpack(&mut &packed[..end], 300, Width::Wide).is_none()));
        assert_eq!(take_varint(&mut [0xff_u8; 11].as_slice()), None);
    }

    proptest! {
        #[test]
        fn numbers_come_back(numbers in prop::collection::vec(any::<i64>(), 0..400), small in any::<bool>()) {
            let numbers: Vec<i64> = numbers.into_iter().map(|n| if small { n % 1000 } else { n }).collect();
            let mut packed = Vec::new();
            pack(&numbers, Width::Wide, &mut packed);
            packed.push(7);
            let mut rest = packed.as_slice();
            prop_assert_eq!(unpack(&mut rest, numbers.len(), Width::Wide), Some(numbers.clone()));
            prop_assert_eq!(rest, &[7]);
            let narrow: Vec<i64> = numbers.iter().map(|n| Width::Narrow.wrapped(*n)).collect();
            let mut packed = Vec::new();
            pack(&narrow, Width::Narrow, &mut packed);
            prop_assert_eq!(unpack(&mut packed.as_slice(), narrow.len(), Width::Narrow), Some(narrow));
        }
    }
}
