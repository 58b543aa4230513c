//! The forward pass of BERT.
//!
//! Texts of any length are computed together without padding: their tokens are the rows of one matrix, and only the
//! attention looks at each text alone.

mod attention;
mod layer;

use std::ops::Range;

use ndarray::{Array1, Array2, Axis};

use super::error::ModelError;
use super::math;
use super::settings::{Pooling, Shape};
use super::weights::Weights;
use layer::{Layer, Norm};

/// A BERT model.
pub(super) struct Bert {
    words: Array2<f32>,
    /// The vector of each position, with that of the first type of token added to it.
    positions: Array2<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    heads: usize,
    pooling: Pooling,
}

impl Bert {
    pub(super) fn read(
        weights: &Weights<'_>,
        shape: &Shape,
        pooling: Pooling,
    ) -> Result<Self, ModelError> {
        let Shape {
            hidden,
            words,
            types,
            ..
        } = *shape;
        let table = |name: &str, rows| {
            weights.matrix(
                &format!("embeddings.{name}_embeddings.weight"),
                rows,
                hidden,
            )
        };
        let types = table("token_type", types)?;
        let mut positions = table("position", shape.positions)?;
        if let Some(first) = types.rows().into_iter().next() {
            positions += &first;
        }
        let layer = |number| Layer::read(weights, shape, &format!("encoder.layer.{number}"));
        Ok(Self {
            words: table("word", words)?,
            positions,
            norm: Norm::read(weights, "embeddings.LayerNorm", shape)?,
            layers: (0..shape.layers).map(layer).collect::<Result<_, _>>()?,
            heads: shape.heads,
            pooling,
        })
    }

    /// The vector of each text, at length one. No text has more tokens than the model has positions.
    pub(super) fn embed(&self, texts: &[&[u32]]) -> Vec<Vec<f32>> {
        let mut rows = Vec::with_capacity(texts.len());
        let mut end = 0;
        for text in texts {
            rows.push(end..end + text.len());
            end += text.len();
        }
        let mut tokens = self.tokens(texts, end);
        for layer in &self.layers {
            layer.apply(&mut tokens, &rows, self.heads);
        }
        rows.into_iter()
            .map(|rows| self.pool(&tokens, rows))
            .collect()
    }

    fn tokens(&self, texts: &[&[u32]], count: usize) -> Array2<f32> {
        let mut tokens = Array2::zeros((count, self.words.ncols()));
        let ids = texts
            .iter()
            .flat_map(|text| text.iter().zip(self.positions.rows()));
        for (mut token, (id, position)) in tokens.rows_mut().into_iter().zip(ids) {
            token.assign(&position);
            token += &self.words.row(*id as usize);
        }
        self.norm.apply(&mut tokens);
        tokens
    }

    fn pool(&self, tokens: &Array2<f32>, rows: Range<usize>) -> Vec<f32> {
        let tokens = tokens.slice_axis(Axis(0), rows.into());
        let pooled: Array1<f32> = match self.pooling {
            Pooling::Mean => tokens
                .mean_axis(Axis(0))
                .unwrap_or_else(|| Array1::zeros(tokens.ncols())),
            Pooling::First => tokens.row(0).to_owned(),
        };
        let mut vector = pooled.to_vec();
        math::unit(&mut vector);
        vector
    }
}
