//! From words to a vector: hashed features, weighted and normalised.

use std::ops::RangeInclusive;

use super::DIMENSIONS;
use super::concepts::{self, CONCEPTS};
use super::hash::{Feature, hash};
use super::vocabulary::{MARK_BYTES, Vocabulary};
use super::words::WORD_CHARS_MAX;
use crate::embedder::Purpose;

/// Each word goes to this many components, so that one collision of hashes spoils only a part of it.
const WORD_COMPONENTS: u32 = 4;

/// The shortest and the longest n-gram, in characters.
const NGRAM_CHARS: RangeInclusive<usize> = 3..=5;

/// Weight of all n-grams of a word together, as a share of the weight of the word.
const NGRAM_SHARE: f32 = 0.5;

/// Weight of a concept, as a share of the weight of its words.
const CONCEPT_SHARE: f32 = 0.8;

/// The unit vector of `text`, or the zero vector if there is no word in it.
///
/// Only the four operations and square roots are used: unlike logarithms, they give the same bits on every machine.
pub(super) fn vector(text: &str, purpose: Purpose) -> Vec<f32> {
    let mut vector = vec![0.0; DIMENSIONS];
    let mut concept_energies = [0.0; CONCEPTS.len()];
    for entry in Vocabulary::of(text, purpose).entries() {
        add_word(
            &mut vector,
            hash(Feature::Word, entry.stem.as_bytes()),
            entry.weight,
        );
        add_ngrams(&mut vector, entry.marked, entry.weight * NGRAM_SHARE);
        for concept in concepts::of_stem(entry.stem) {
            concept_energies[*concept] += entry.weight * entry.weight;
        }
    }
    for (row, energy) in CONCEPTS.into_iter().zip(concept_energies) {
        if energy > 0.0 {
            let name = row.split(' ').next().unwrap_or(row);
            let concept = hash(Feature::Concept, name.as_bytes());
            add_word(&mut vector, concept, energy.sqrt() * CONCEPT_SHARE);
        }
    }
    normalise(&mut vector);
    vector
}

fn add_word(vector: &mut [f32], bits: u64, weight: f32) {
    let share = weight / (WORD_COMPONENTS as f32).sqrt();
    for component in 0..WORD_COMPONENTS {
        add(vector, bits >> (component * 16), share);
    }
}

/// Adds the n-grams of a word that stands between its marks, so that its beginning and end are parts of their own.
fn add_ngrams(vector: &mut [f32], marked: &str, weight: f32) {
    // Where each character begins, and where the last one ends.
    let mut starts = [0; WORD_CHARS_MAX + 2 * MARK_BYTES + 1];
    let mut chars = 0;
    for (start, _) in marked.char_indices() {
        starts[chars] = start;
        chars += 1;
    }
    starts[chars] = marked.len();
    let count: usize = NGRAM_CHARS
        .map(|length| (chars + 1).saturating_sub(length))
        .sum();
    if count == 0 {
        return;
    }
    let share = weight / (count as f32).sqrt();
    for length in NGRAM_CHARS {
        for first in 0..(chars + 1).saturating_sub(length) {
            let ngram = &marked.as_bytes()[starts[first]..starts[first + length]];
            add(vector, hash(Feature::Ngram, ngram), share);
        }
    }
}

/// The lowest bits of a hash choose the component, the next one the sign, so that collisions cancel out on average.
fn add(vector: &mut [f32], bits: u64, weight: f32) {
    const { assert!(DIMENSIONS.is_power_of_two()) };
    let component = bits as usize % DIMENSIONS;
    let negative = bits & DIMENSIONS as u64 != 0;
    vector[component] += if negative { -weight } else { weight };
}

fn normalise(vector: &mut [f32]) {
    let energy: f64 = vector
        .iter()
        .map(|component| f64::from(*component) * f64::from(*component))
        .sum();
    if energy > 0.0 {
        let scale = (1.0 / energy.sqrt()) as f32;
        vector.iter_mut().for_each(|component| *component *= scale);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn dot(left: &[f32], right: &[f32]) -> f32 {
        left.iter()
            .zip(right)
            .map(|(left, right)| left * right)
            .sum()
    }

    fn closeness(query: &str, document: &str) -> f32 {
        dot(
            &vector(query, Purpose::Query),
            &vector(document, Purpose::Document),
        )
    }

    #[test]
    fn a_text_without_words_has_the_zero_vector() {
        for text in ["", " \n\t", "--- ...", "a 1 of the", "\u{0}"] {
            assert!(
                vector(text, Purpose::Query)
                    .iter()
                    .all(|component| *component == 0.0),
                "{text:?}"
            );
        }
    }

    #[test]
    fn vectors_never_change() {
        // Stores keep vectors for years: whoever changes these numbers must change the name of the model as well.
        let strongest = |text: &str| {
            let vector = vector(text, Purpose::Document);
            let components = vector.iter().enumerate();
            let (component, value) = components
                .max_by(|(_, a), (_, b)| a.abs().total_cmp(&b.abs()))
                .unwrap();
            (component, value.to_bits())
        };
        assert_eq!(
            strongest("Certificate (cert-manager.io)"),
            (849, 1_050_870_602)
        );
        assert_eq!(strongest("Größe"), (949, 1_055_193_390));
    }

    #[test]
    fn a_part_of_a_word_is_closer_than_a_stranger() {
        assert!(closeness("postgre", "postgresql") > closeness("postgre", "certificate") + 0.05);
        assert!(closeness("servicemonitor", "ServiceMonitor") > 0.4);
        assert!(
            closeness("certifcate", "Certificate") > 0.1,
            "a slip of the pen"
        );
    }

    #[test]
    fn words_for_the_same_thing_are_close_without_a_common_letter() {
        assert!(closeness("ssl", "certificate") > 0.2);
        assert!(closeness("database", "mysql") > 0.2);
    }

    proptest! {
        #[test]
        fn every_vector_has_length_one_or_zero(text in any::<String>()) {
            for purpose in [Purpose::Document, Purpose::Query] {
                let vector = vector(&text, purpose);
                let length = dot(&vector, &vector);
                prop_assert_eq!(vector.len(), DIMENSIONS);
                prop_assert!(length == 0.0 || (length - 1.0).abs() < 1e-4, "{}", length);
            }
        }

        #[test]
        fn the_same_text_has_the_same_vector(text in "\\PC{0,200}") {
            prop_assert_eq!(vector(&text, Purpose::Document), vector(&text, Purpose::Document));
        }

        #[test]
        fn the_order_of_the_words_of_a_query_does_not_matter(words in prop::collection::vec("[a-z]{2,9}", 1..9)) {
            let there = words.join(" ");
            let back = words.iter().rev().map(String::as_str).collect::<Vec<_>>().join(" ");
            let (there, back) = (vector(&there, Purpose::Query), vector(&back, Purpose::Query));
            prop_assert!(there == back || dot(&there, &back) > 0.999);
        }

        #[test]
        fn a_document_is_closest_to_itself(texts in prop::collection::btree_set("[a-z]{4,9}( [a-z]{4,9}){2,6}", 2..6)) {
            let texts: Vec<String> = texts.into_iter().collect();
            let vectors: Vec<_> = texts.iter().map(|text| vector(text, Purpose::Document)).collect();
            for one in &vectors {
                prop_assert!(vectors.iter().all(|other| dot(one, other) <= dot(one, one) + 1e-4));
            }
        }
    }
}
