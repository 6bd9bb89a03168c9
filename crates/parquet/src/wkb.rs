//! Points in well-known binary (OGC 06-103r4, section 8), with the flags that PostGIS adds (EWKB).

/// The longitude and latitude of a point, or why there is none.
pub(crate) fn point(bytes: &[u8]) -> Result<(f64, f64), &'static str> {
    const CUT: &str = "the geometry is cut off";
    let (order, rest) = bytes.split_first().ok_or("the geometry is empty")?;
    let is_little = match order {
        0 => false,
        1 => true,
        _ => return Err("the geometry is no well-known binary"),
    };
    let (kind, rest) = rest.split_first_chunk::<4>().ok_or(CUT)?;
    let kind = if is_little { u32::from_le_bytes(*kind) } else { u32::from_be_bytes(*kind) };
    // EWKB: a flag for the number of a reference system, four bytes, that stands before the coordinates.
    let rest = if kind & 0x2000_0000 == 0 { rest } else { rest.get(4..).ok_or(CUT)? };
    // ISO adds 1000 for heights, 2000 for measures, 3000 for both; EWKB sets bits.
    if kind & 0x0fff_ffff != 1 && !matches!(kind, 1001 | 2001 | 3001) {
        return Err("the geometry is no point");
    }
    let number =
        |bytes: &[u8; 8]| if is_little { f64::from_le_bytes(*bytes) } else { f64::from_be_bytes(*bytes) };
    let (x, rest) = rest.split_first_chunk::<8>().ok_or(CUT)?;
    let (y, _) = rest.split_first_chunk::<8>().ok_or(CUT)?;
    let (x, y) = (number(x), number(y));
    if x.is_nan() && y.is_nan() {
        return Err("the point is empty");
    }
    Ok((x, y))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn little(kind: u32, more: &[u8], x: f64, y: f64) -> Vec<u8> {
        let mut bytes = vec![1];
        bytes.extend(kind.to_le_bytes());
        bytes.extend(more);
        bytes.extend(x.to_le_bytes());
        bytes.extend(y.to_le_bytes());
        bytes
    }

    #[test]
    fn points_are_read_in_both_orders_and_with_what_others_add() {
        assert_eq!(point(&little(1, &[], 126.5, 37.5)), Ok((126.5, 37.5)));
        assert_eq!(point(&little(1001, &[], 126.5, 37.5)), Ok((126.5, 37.5)));
        assert_eq!(point(&little(0x8000_0001, &[], 126.5, 37.5)), Ok((126.5, 37.5)));
        assert_eq!(point(&little(0x2000_0001, &4326_u32.to_le_bytes(), 126.5, 37.5)), Ok((126.5, 37.5)));
        let mut big = vec![0];
        big.extend(1_u32.to_be_bytes());
        big.extend(126.5_f64.to_be_bytes());
        big.extend(37.5_f64.to_be_bytes());
        assert_eq!(point(&big), Ok((126.5, 37.5)));
    }

    #[test]
    fn what_is_no_point_is_refused_with_its_reason() {
        assert_eq!(point(&[]), Err("the geometry is empty"));
        assert_eq!(point(b"POINT (1 2)"), Err("the geometry is no well-known binary"));
        assert_eq!(point(&little(2, &[], 1.0, 2.0)), Err("the geometry is no point"));
        assert_eq!(point(&little(1, &[], f64::NAN, f64::NAN)), Err("the point is empty"));
        let whole = little(1, &[], 1.0, 2.0);
        for length in 1..whole.len() {
            assert_eq!(point(&whole[..length]), Err("the geometry is cut off"));
        }
    }
}
