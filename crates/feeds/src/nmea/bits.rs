//! The bits of a message, six to a character (IEC 61162-1, table "6-bit field").

/// The longest payload of one sentence is 62 characters; some receivers send more.
const LONGEST_PAYLOAD: usize = 256;

/// A row of bits.
#[derive(Debug)]
pub(super) struct Bits(Vec<bool>);

impl Bits {
    /// The bits of a payload; so many at its end only fill it up.
    pub(super) fn of(payload: &str, fill: &str) -> Result<Bits, String> {
        if payload.len() > LONGEST_PAYLOAD {
            return Err(format!(
                "the message of {} characters is longer than {LONGEST_PAYLOAD}",
                payload.len()
            ));
        }
        let mut bits = Vec::with_capacity(payload.len() * 6);
        for byte in payload.bytes() {
            let six = match byte {
                b'0'..=b'W' => byte - b'0',
                b'`'..=b'w' => byte - b'`' + 40,
                _ => return Err(format!("`{}` stands for no six bits", char::from(byte).escape_default())),
            };
            bits.extend((0..6).rev().map(|place| six >> place & 1 == 1));
        }
        let fill: usize =
            fill.trim().parse().ok().filter(|fill| *fill < 6).ok_or("the sentence has no fill bits")?;
        bits.truncate(bits.len().saturating_sub(fill));
        Ok(Bits(bits))
    }

    /// A number without a sign of up to 32 bits; none where the message is too short.
    pub(super) fn unsigned(&self, from: usize, count: usize) -> Option<u32> {
        let bits = self.0.get(from..from + count)?;
        Some(bits.iter().fold(0, |number, bit| number << 1 | u32::from(*bit)))
    }

    /// A number in two's complement of up to 31 bits.
    pub(super) fn signed(&self, from: usize, count: usize) -> Option<i32> {
        let number = i64::from(self.unsigned(from, count)?);
        let is_negative = *self.0.get(from)?;
        i32::try_from(if is_negative { number - (1_i64 << count) } else { number }).ok()
    }
}
