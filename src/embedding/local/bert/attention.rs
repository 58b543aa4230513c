//! Each token looks at all tokens of its text.

use std::ops::Range;

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, Axis};

use crate::local::math;

/// What each token takes from the others of its text, head by head.
///
/// A row of `all` has what the token asks for, what it offers and what it is worth, one behind the other, each with one
/// piece per head.
pub(super) fn attend(all: &Array2<f32>, texts: &[Range<usize>], heads: usize) -> Array2<f32> {
    let hidden = all.ncols() / 3;
    let width = hidden / heads;
    let scale = (width as f32).sqrt().recip();
    let mut taken = Array2::zeros((all.nrows(), hidden));
    for rows in texts {
        let count = rows.len();
        let mut shares = Array2::zeros((count, count));
        for head in 0..heads {
            let columns = head * width..(head + 1) * width;
            let piece = |part: usize| {
                let start = part * hidden + columns.start;
                let mut piece = all.view();
                piece.slice_axis_inplace(Axis(0), rows.clone().into());
                piece.slice_axis_inplace(Axis(1), (start..start + width).into());
                piece
            };
            general_mat_mul(scale, &piece(0), &piece(1).t(), 0.0, &mut shares);
            for row in shares
                .as_slice_mut()
                .into_iter()
                .flat_map(|all| all.chunks_exact_mut(count))
            {
                math::softmax(row);
            }
            let mut target = taken.view_mut();
            target.slice_axis_inplace(Axis(0), rows.clone().into());
            target.slice_axis_inplace(Axis(1), columns.clone().into());
            general_mat_mul(1.0, &shares, &piece(2), 0.0, &mut target);
        }
    }
    taken
}
