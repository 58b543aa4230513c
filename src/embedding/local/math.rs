//! The functions of a BERT model that are no products of matrices. Plain arithmetic without branches: the compiler turns
//! the loops into vector instructions.

/// 1.5 * 2^23: a float to which this is added has the nearest whole number in its lowest bits.
const ROUND: f32 = 12_582_912.0;
/// Below, `e^x` is as good as nothing; above, it is beyond a float.
const EXPONENT_MIN: f32 = -87.0;
const EXPONENT_MAX: f32 = 88.0;
/// ln 2 in two parts, the first of few bits, so that its multiples are exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;
/// `(e^r - 1 - r) / r^2` for small `r`, highest power first: the Taylor series, fitted to 32 bits.
const EXP: [f32; 6] = [
    1.987_569_2e-4,
    1.398_2e-3,
    8.333_452e-3,
    4.166_579_6e-2,
    0.166_666_65,
    0.5,
];

/// `e^x`, to about one unit in the last place.
pub(super) fn exp(x: f32) -> f32 {
    let x = x.clamp(EXPONENT_MIN, EXPONENT_MAX);
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let n = rounded - ROUND;
    let r = x - n * LN_2_HIGH - n * LN_2_LOW;
    let tail = EXP
        .iter()
        .fold(0.0, |sum, coefficient| sum * r + coefficient);
    let fraction = tail * r * r + r + 1.0;
    let power = rounded
        .to_bits()
        .wrapping_sub(ROUND.to_bits())
        .wrapping_add(127)
        << 23;
    fraction * f32::from_bits(power)
}

/// Beyond, the error function of 32 bits is one.
const ERF_END: f32 = 4.0;
/// The error function as `x * P(x^2) / Q(x^2)`, highest power first: a minimax fit for 32 bits.
const ERF_P: [f32; 7] = [
    -2.726_142_3e-10,
    2.770_681_5e-8,
    -2.101_024e-6,
    -5.692_506_5e-5,
    -7.349_906e-4,
    -2.954_6e-3,
    -1.609_603_3e-2,
];
const ERF_Q: [f32; 5] = [
    -1.456_607_2e-5,
    -2.133_740_6e-4,
    -1.682_827e-3,
    -7.373_329e-3,
    -1.426_473_9e-2,
];

/// The error function.
fn erf(x: f32) -> f32 {
    let x = x.clamp(-ERF_END, ERF_END);
    let square = x * x;
    let fold = |coefficients: &[f32]| coefficients.iter().fold(0.0, |sum, it| sum * square + it);
    x * fold(&ERF_P) / fold(&ERF_Q)
}

/// The exact GELU, in place: each value times the share of a normal distribution that is below it.
pub(super) fn gelu(values: &mut [f32]) {
    for value in values {
        *value *= 0.5 * (1.0 + erf(*value * std::f32::consts::FRAC_1_SQRT_2));
    }
}

/// The softmax of a row, in place.
pub(super) fn softmax(row: &mut [f32]) {
    let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for value in row.iter_mut() {
        *value = exp(*value - most);
    }
    let sum: f32 = sum(row);
    for value in row {
        *value /= sum;
    }
}

/// The row with mean 0 and variance 1, then scaled and moved, in place.
pub(super) fn normalise(row: &mut [f32], scale: &[f32], offset: &[f32], epsilon: f32) {
    let count = row.len() as f32;
    let mean = sum(row) / count;
    for value in row.iter_mut() {
        *value -= mean;
    }
    let variance = energy(row) / count;
    let factor = (variance + epsilon).sqrt().recip();
    for ((value, scale), offset) in row.iter_mut().zip(scale).zip(offset) {
        *value = *value * factor * scale + offset;
    }
}

/// The row at length one; a zero row stays as it is.
pub(super) fn unit(row: &mut [f32]) {
    let length = energy(row).sqrt();
    if length > 0.0 {
        for value in row {
            *value /= length;
        }
    }
}

/// How many sums are kept side by side.
const LANES: usize = 8;

fn sum(row: &[f32]) -> f32 {
    fold(row, |value| value)
}

fn energy(row: &[f32]) -> f32 {
    fold(row, |value| value * value)
}

fn fold(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = row.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for chunk in chunks {
        for lane in 0..LANES {
            sums[lane] += of(chunk[lane]);
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|value| of(*value)).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f32, expect: f64, tolerance: f64, what: &str) {
        let error = (f64::from(found) - expect).abs();
        assert!(error <= tolerance, "{what}: {found}, expected {expect}");
    }

    #[test]
    fn the_exponential_is_right_to_the_last_places() {
        for step in -870..=880 {
            let x = step as f32 / 10.0;
            let expect = f64::from(x).exp();
            close(exp(x), expect, expect * 3e-7, &format!("e^{x}"));
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(f32::NEG_INFINITY) < 1e-37);
    }

    #[test]
    fn the_error_function_is_right_where_tables_give_it() {
        let check = |x, expect| {
            close(erf(x), expect, 3e-7, &format!("erf {x}"));
            close(erf(-x), -expect, 3e-7, &format!("erf -{x}"));
        };
        check(0.0, 0.0);
        check(0.1, 0.112_462_916);
        check(0.5, 0.520_499_878);
        check(1.0, 0.842_700_793);
        check(1.5, 0.966_105_146);
        check(2.0, 0.995_322_265);
        check(3.0, 0.999_977_910);
        check(10.0, 1.0);
    }

    #[test]
    fn gelu_is_exact_and_not_the_approximation_by_tanh() {
        let mut values = [-3.0, -1.0, 0.0, 0.5, 1.0, 3.0];
        gelu(&mut values);
        let expect = [
            -0.004_049_694,
            -0.158_655_254,
            0.0,
            0.345_731_231,
            0.841_344_746,
            2.995_950_306,
        ];
        for (found, expect) in values.into_iter().zip(expect) {
            close(found, expect, 4e-7, "gelu");
        }
    }

    #[test]
    fn a_softmax_sums_to_one_however_large_its_values() {
        let mut row = [1000.0, 1001.0, -1000.0];
        softmax(&mut row);
        close(row[0], 0.268_941_421, 1e-6, "softmax");
        close(row[1], 0.731_058_579, 1e-6, "softmax");
        assert!(row[2] < 1e-30);
    }

    #[test]
    fn a_normalised_row_has_the_mean_and_variance_that_it_should() {
        let mut row: Vec<f32> = (0_u8..20).map(f32::from).collect();
        normalise(&mut row, &[2.0; 20], &[1.0; 20], 1e-12);
        close(row[0], 1.0 - 2.0 * 1.647_508_942, 1e-5, "first");
        close(row[19], 1.0 + 2.0 * 1.647_508_942, 1e-5, "last");
        let mut row = [3.0, 4.0];
        unit(&mut row);
        assert_eq!(row, [0.6, 0.8]);
        let mut zero = [0.0; 3];
        unit(&mut zero);
        assert_eq!(zero, [0.0; 3]);
    }
}
