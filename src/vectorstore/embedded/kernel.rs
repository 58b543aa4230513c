//! The arithmetic of a scan. Plain loops over fixed-size pieces: the compiler turns them into vector instructions, and
//! the order of the additions, and with it every bit of the result, is the same on every machine.

/// How many sums are kept side by side.
const LANES: usize = 16;

/// The scalar product.
pub(super) fn dot(left: &[f32], right: &[f32]) -> f32 {
    let (left, left_rest) = left.as_chunks::<LANES>();
    let (right, right_rest) = right.as_chunks::<LANES>();
    let mut sums = [0.0_f32; LANES];
    for (left, right) in left.iter().zip(right) {
        for lane in 0..LANES {
            sums[lane] += left[lane] * right[lane];
        }
    }
    let rest: f32 = left_rest
        .iter()
        .zip(right_rest)
        .map(|(left, right)| left * right)
        .sum();
    sums.iter().sum::<f32>() + rest
}

/// The scalar product of codes. A product of two codes fits into 16 bits, where more of them are multiplied at once.
pub(super) fn dot_codes(left: &[i8], right: &[i8]) -> i32 {
    let (left, left_rest) = left.as_chunks::<LANES>();
    let (right, right_rest) = right.as_chunks::<LANES>();
    let product = |left: i8, right: i8| i32::from(i16::from(left) * i16::from(right));
    let mut sums = [0_i32; LANES];
    for (left, right) in left.iter().zip(right) {
        for lane in 0..LANES {
            sums[lane] += product(left[lane], right[lane]);
        }
    }
    let rest = left_rest
        .iter()
        .zip(right_rest)
        .map(|(left, right)| product(*left, *right));
    sums.iter().sum::<i32>() + rest.sum::<i32>()
}

/// The vector at length one; a zero vector stays as it is.
pub(super) fn normalise(vector: &mut [f32]) {
    let energy: f64 = vector
        .iter()
        .map(|component| f64::from(*component).powi(2))
        .sum();
    if energy > 0.0 {
        let length = energy.sqrt();
        for component in vector {
            *component = (f64::from(*component) / length) as f32;
        }
    }
}

/// Whether the vector has no direction, so that nothing is close to it.
pub(super) fn is_zero(vector: &[f32]) -> bool {
    vector.iter().all(|component| *component == 0.0)
}

/// Rounds a vector to codes from -127 to 127 and calls `push` with each; returns what one step of a code is worth.
pub(super) fn quantise(vector: &[f32], push: impl FnMut(i8)) -> f32 {
    let largest = vector
        .iter()
        .fold(0.0_f32, |largest, component| largest.max(component.abs()));
    let step = largest / f32::from(i8::MAX);
    let code = |component: &f32| {
        if step > 0.0 {
            (component / step).round() as i8
        } else {
            0
        }
    };
    vector.iter().map(code).for_each(push);
    step
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn products_are_what_arithmetic_says(pairs in prop::collection::vec((-1.0f32..1.0, -1.0f32..1.0), 0..70)) {
            let (left, right): (Vec<f32>, Vec<f32>) = pairs.iter().copied().unzip();
            let expect: f64 = pairs.iter().map(|(left, right)| f64::from(*left) * f64::from(*right)).sum();
            prop_assert!((f64::from(dot(&left, &right)) - expect).abs() < 1e-4);
        }

        #[test]
        fn codes_are_close_to_what_they_stand_for(vector in prop::collection::vec(-1.0f32..1.0, 1..70)) {
            let mut codes = Vec::new();
            let step = quantise(&vector, |code| codes.push(code));
            for (component, code) in vector.iter().zip(&codes) {
                prop_assert!((component - f32::from(*code) * step).abs() <= step * 0.51);
            }
            let square = dot_codes(&codes, &codes);
            prop_assert_eq!(square, codes.iter().map(|code| i32::from(*code).pow(2)).sum::<i32>());
        }

        #[test]
        fn a_normalised_vector_has_length_one(mut vector in prop::collection::vec(-1e30f32..1e30, 1..70)) {
            prop_assume!(!is_zero(&vector));
            normalise(&mut vector);
            prop_assert!((dot(&vector, &vector) - 1.0).abs() < 1e-4);
        }
    }

    #[test]
    fn a_zero_vector_stays_zero() {
        let mut zero = [0.0; 3];
        normalise(&mut zero);
        assert!(is_zero(&zero));
        assert_eq!(quantise(&zero, |code| assert_eq!(code, 0)), 0.0);
    }
}
