//! The weights of a model, by name.

use std::path::PathBuf;

use ndarray::{Array1, Array2};
use safetensors::{Dtype, SafeTensors};

use super::error::ModelError;
use super::folder::Folder;

pub(super) const FILE: &str = "model.safetensors";

/// Models that were saved with a head call their tensors so.
const PREFIXES: [&str; 2] = ["", "bert."];

/// The tensor that every BERT model has.
const WORDS: &str = "embeddings.word_embeddings.weight";

/// The weights of a model, by name.
pub(super) struct Weights<'b> {
    tensors: SafeTensors<'b>,
    prefix: &'static str,
    path: PathBuf,
}

impl<'b> Weights<'b> {
    pub(super) fn new(folder: &Folder, bytes: &'b [u8]) -> Result<Self, ModelError> {
        let path = folder.path(FILE);
        let tensors = SafeTensors::deserialize(bytes).map_err(|source| ModelError::Weights {
            path: path.clone(),
            source,
        })?;
        let is_there = |prefix: &&str| tensors.tensor(&format!("{prefix}{WORDS}")).is_ok();
        let prefix = PREFIXES.into_iter().find(is_there).unwrap_or("");
        Ok(Self {
            tensors,
            prefix,
            path,
        })
    }

    /// A vector of `length` components.
    pub(super) fn vector(&self, name: &str, length: usize) -> Result<Array1<f32>, ModelError> {
        Ok(Array1::from_vec(self.floats(name, &[length])?))
    }

    /// A matrix of `rows` by `columns`.
    pub(super) fn matrix(
        &self,
        name: &str,
        rows: usize,
        columns: usize,
    ) -> Result<Array2<f32>, ModelError> {
        let floats = self.floats(name, &[rows, columns])?;
        let unfit = |_| self.shape(name, &[rows, columns], &[rows * columns]);
        Array2::from_shape_vec((rows, columns), floats).map_err(unfit)
    }

    fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let name = format!("{}{name}", self.prefix);
        let tensor = self.tensors.tensor(&name).map_err(|_| ModelError::Tensor {
            path: self.path.clone(),
            name: name.clone(),
        })?;
        if tensor.shape() != shape {
            return Err(self.shape(&name, shape, tensor.shape()));
        }
        let data = tensor.data();
        match tensor.dtype() {
            Dtype::F32 => Ok(data
                .as_chunks()
                .0
                .iter()
                .map(|it| f32::from_le_bytes(*it))
                .collect()),
            Dtype::F16 => Ok(halves(data).map(from_f16).collect()),
            Dtype::BF16 => Ok(halves(data)
                .map(|it| f32::from_bits(u32::from(it) << 16))
                .collect()),
            other => Err(ModelError::Unsupported {
                path: self.path.clone(),
                what: "each tensor",
                expected: "of F32, F16 or BF16".to_owned(),
                found: format!("`{name}` of {other}"),
            }),
        }
    }

    fn shape(&self, name: &str, expected: &[usize], found: &[usize]) -> ModelError {
        ModelError::Shape {
            path: self.path.clone(),
            name: name.to_owned(),
            expected: shown(expected),
            found: shown(found),
        }
    }
}

fn shown(shape: &[usize]) -> String {
    let sizes: Vec<String> = shape.iter().map(usize::to_string).collect();
    format!("[{}]", sizes.join(", "))
}

fn halves(data: &[u8]) -> impl Iterator<Item = u16> {
    data.as_chunks().0.iter().map(|it| u16::from_le_bytes(*it))
}

/// A float of 16 bits: 1 of sign, 5 of exponent, 10 of fraction.
fn from_f16(bits: u16) -> f32 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let fraction = f32::from(bits & 0x3ff) / 1024.0;
    match (bits >> 10) & 0x1f {
        0 => sign * fraction * (-14_f32).exp2(),
        0x1f if fraction == 0.0 => sign * f32::INFINITY,
        0x1f => f32::NAN,
        exponent => sign * (1.0 + fraction) * (f32::from(exponent) - 15.0).exp2(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_of_16_bits_are_read_exactly() {
        let check = |bits, expect: f32| assert_eq!(from_f16(bits), expect, "{bits:#x}");
        check(0x0000, 0.0);
        check(0x3c00, 1.0);
        check(0xc000, -2.0);
        check(0x3555, 0.333_251_95);
        check(0x7bff, 65504.0);
        check(0x0001, 5.960_464_5e-8);
        check(0x0400, 6.103_515_6e-5);
        check(0x7c00, f32::INFINITY);
        assert!(from_f16(0x7e00).is_nan());
    }
}
