//! One layer of BERT.

use std::ops::Range;

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, Axis, concatenate};

use super::attention::attend;
use crate::local::error::ModelError;
use crate::local::math;
use crate::local::settings::Shape;
use crate::local::weights::Weights;

/// A matrix and an offset.
struct Linear {
    /// A row per input, so that the product reads memory in order.
    weight: Array2<f32>,
    offset: Array1<f32>,
}

impl Linear {
    fn read(
        weights: &Weights<'_>,
        name: &str,
        inputs: usize,
        outputs: usize,
    ) -> Result<Self, ModelError> {
        let weight = weights.matrix(&format!("{name}.weight"), outputs, inputs)?;
        Ok(Self {
            weight: weight.t().as_standard_layout().into_owned(),
            offset: weights.vector(&format!("{name}.bias"), outputs)?,
        })
    }

    /// Several in one: the outputs side by side.
    fn beside(parts: &[Self; 3]) -> Self {
        let [first, second, third] = parts;
        let weights = [
            first.weight.view(),
            second.weight.view(),
            third.weight.view(),
        ];
        let offsets = [
            first.offset.view(),
            second.offset.view(),
            third.offset.view(),
        ];
        Self {
            // Never fails: all three have the same inputs.
            weight: concatenate(Axis(1), &weights).unwrap_or_default(),
            offset: concatenate(Axis(0), &offsets).unwrap_or_default(),
        }
    }

    fn apply(&self, input: &Array2<f32>) -> Array2<f32> {
        let mut output = Array2::zeros((input.nrows(), self.offset.len()));
        output += &self.offset;
        general_mat_mul(1.0, input, &self.weight, 1.0, &mut output);
        output
    }

    /// `target` plus the result.
    fn add(&self, input: &Array2<f32>, target: &mut Array2<f32>) {
        *target += &self.offset;
        general_mat_mul(1.0, input, &self.weight, 1.0, target);
    }
}

/// The normalisation of each row.
pub(super) struct Norm {
    scale: Array1<f32>,
    offset: Array1<f32>,
    epsilon: f32,
}

impl Norm {
    pub(super) fn read(
        weights: &Weights<'_>,
        name: &str,
        shape: &Shape,
    ) -> Result<Self, ModelError> {
        Ok(Self {
            scale: weights.vector(&format!("{name}.weight"), shape.hidden)?,
            offset: weights.vector(&format!("{name}.bias"), shape.hidden)?,
            epsilon: shape.epsilon,
        })
    }

    pub(super) fn apply(&self, rows: &mut Array2<f32>) {
        let (Some(scale), Some(offset)) = (self.scale.as_slice(), self.offset.as_slice()) else {
            return;
        };
        let width = rows.ncols().max(1);
        for row in rows
            .as_slice_mut()
            .into_iter()
            .flat_map(|rows| rows.chunks_exact_mut(width))
        {
            math::normalise(row, scale, offset, self.epsilon);
        }
    }
}

/// One layer of BERT.
pub(super) struct Layer {
    /// What a token asks for, what it offers, and what it is worth, in one product.
    asked_offered_worth: Linear,
    attended: Linear,
    attended_norm: Norm,
    wide: Linear,
    narrow: Linear,
    norm: Norm,
}

impl Layer {
    pub(super) fn read(
        weights: &Weights<'_>,
        shape: &Shape,
        name: &str,
    ) -> Result<Self, ModelError> {
        let Shape {
            hidden,
            intermediate,
            ..
        } = *shape;
        let linear = |part: &str, inputs, outputs| {
            Linear::read(weights, &format!("{name}.{part}"), inputs, outputs)
        };
        let norm = |part: &str| Norm::read(weights, &format!("{name}.{part}.LayerNorm"), shape);
        Ok(Self {
            asked_offered_worth: Linear::beside(&[
                linear("attention.self.query", hidden, hidden)?,
                linear("attention.self.key", hidden, hidden)?,
                linear("attention.self.value", hidden, hidden)?,
            ]),
            attended: linear("attention.output.dense", hidden, hidden)?,
            attended_norm: norm("attention.output")?,
            wide: linear("intermediate.dense", hidden, intermediate)?,
            narrow: linear("output.dense", intermediate, hidden)?,
            norm: norm("output")?,
        })
    }

    /// Changes the tokens of several texts; `rows` are those of each text.
    pub(super) fn apply(&self, tokens: &mut Array2<f32>, rows: &[Range<usize>], heads: usize) {
        let attended = attend(&self.asked_offered_worth.apply(tokens), rows, heads);
        self.attended.add(&attended, tokens);
        self.attended_norm.apply(tokens);
        let mut wide = self.wide.apply(tokens);
        if let Some(values) = wide.as_slice_mut() {
            math::gelu(values);
        }
        self.narrow.add(&wide, tokens);
        self.norm.apply(tokens);
    }
}
