//! The wire format of protobuf: as much as OTLP needs to be written, and read from answers.

/// Wire types of the format.
const VARINT: u32 = 0;
const FIXED64: u32 = 1;
const LENGTH: u32 = 2;
const FIXED32: u32 = 5;

/// Seven bits of a varint's byte are its own.
const VARINT_BITS: u32 = 7;
const VARINT_MORE: u8 = 0x80;

/// How long a message is thought to be, in bytes of its length. A wrong guess costs one move of the
/// message, no more.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Expected {
    /// Below 128 bytes.
    Tiny = 1,
    /// Below 16 KiB.
    Small = 2,
    /// Below 2 MiB.
    Large = 3,
}

/// Writes fields of one message at the end of a buffer. Fields with the value that a reader assumes
/// anyway are left out, as the format has it; `put_…` writes them all the same.
#[derive(Debug)]
pub(crate) struct Writer<'a>(&'a mut Vec<u8>);

impl<'a> Writer<'a> {
    pub(crate) const fn new(buffer: &'a mut Vec<u8>) -> Self {
        Self(buffer)
    }

    pub(crate) fn text(&mut self, field: u32, text: &str) {
        self.bytes(field, text.as_bytes());
    }

    pub(crate) fn bytes(&mut self, field: u32, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.put_bytes(field, bytes);
        }
    }

    pub(crate) fn put_bytes(&mut self, field: u32, bytes: &[u8]) {
        self.tag(field, LENGTH);
        self.varint(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn uint(&mut self, field: u32, number: u64) {
        if number != 0 {
            self.put_uint(field, number);
        }
    }

    pub(crate) fn put_uint(&mut self, field: u32, number: u64) {
        self.tag(field, VARINT);
        self.varint(number);
    }

    /// A number of 64 bits with a sign, as the format's `int64`: its two's complement.
    pub(crate) fn put_int(&mut self, field: u32, number: i64) {
        self.put_uint(field, u64::from_ne_bytes(number.to_ne_bytes()));
    }

    pub(crate) fn put_double(&mut self, field: u32, number: f64) {
        self.tag(field, FIXED64);
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(crate) fn fixed64(&mut self, field: u32, number: u64) {
        if number != 0 {
            self.tag(field, FIXED64);
            self.0.extend_from_slice(&number.to_le_bytes());
        }
    }

    pub(crate) fn fixed32(&mut self, field: u32, number: u32) {
        if number != 0 {
            self.tag(field, FIXED32);
            self.0.extend_from_slice(&number.to_le_bytes());
        }
    }

    /// A message within this one, even if nothing is in it.
    pub(crate) fn message(
        &mut self,
        field: u32,
        expected: Expected,
        write: impl FnOnce(&mut Writer<'_>),
    ) {
        self.tag(field, LENGTH);
        let start = self.0.len();
        let reserved = expected as usize;
        self.0.resize(start + reserved, 0);
        write(&mut Writer(self.0));
        self.set_length(start, reserved);
    }

    /// Puts the length of what follows the reserved bytes into them, with as many as it needs.
    fn set_length(&mut self, start: usize, reserved: usize) {
        let body = start + reserved;
        let end = self.0.len();
        let length = (end - body) as u64;
        let needed = varint_length(length);
        if needed > reserved {
            self.0.resize(end + needed - reserved, 0);
        }
        if needed != reserved {
            self.0.copy_within(body..end, start + needed);
            self.0.truncate(end + needed - reserved);
        }
        let mut rest = length;
        for (position, byte) in self.0[start..start + needed].iter_mut().enumerate() {
            let more = if position + 1 < needed {
                VARINT_MORE
            } else {
                0
            };
            *byte = (rest & 0x7f) as u8 | more;
            rest >>= VARINT_BITS;
        }
    }

    fn tag(&mut self, field: u32, wire: u32) {
        self.varint(u64::from(field << 3 | wire));
    }

    fn varint(&mut self, mut number: u64) {
        while number >= u64::from(VARINT_MORE) {
            self.0.push((number & 0x7f) as u8 | VARINT_MORE);
            number >>= VARINT_BITS;
        }
        self.0.push(number as u8);
    }
}

const fn varint_length(number: u64) -> usize {
    let bits = u64::BITS - (number | 1).leading_zeros();
    bits.div_ceil(VARINT_BITS) as usize
}

/// The value of a field that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field<'a> {
    Varint(u64),
    Bytes(&'a [u8]),
    /// Of a type that no answer has where it matters.
    Other,
}

/// Bytes that are no protobuf message.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is no protobuf message")]
pub(crate) struct Malformed;

/// Calls `each` with the number and the value of every field of a message.
pub(crate) fn read<'a>(
    mut message: &'a [u8],
    mut each: impl FnMut(u64, Field<'a>) -> Result<(), Malformed>,
) -> Result<(), Malformed> {
    while !message.is_empty() {
        let tag = take_varint(&mut message)?;
        let wire = (tag & 7) as u32;
        let value = match wire {
            VARINT => Field::Varint(take_varint(&mut message)?),
            LENGTH => {
                let length = take_varint(&mut message)?;
                let length = usize::try_from(length).map_err(|_| Malformed)?;
                Field::Bytes(take(&mut message, length)?)
            }
            FIXED64 => take(&mut message, 8).map(|_| Field::Other)?,
            FIXED32 => take(&mut message, 4).map(|_| Field::Other)?,
            _ => return Err(Malformed),
        };
        each(tag >> 3, value)?;
    }
    Ok(())
}

fn take<'a>(message: &mut &'a [u8], length: usize) -> Result<&'a [u8], Malformed> {
    let (taken, rest) = message.split_at_checked(length).ok_or(Malformed)?;
    *message = rest;
    Ok(taken)
}

fn take_varint(message: &mut &[u8]) -> Result<u64, Malformed> {
    let mut number = 0_u64;
    for shift in (0..u64::BITS).step_by(VARINT_BITS as usize) {
        let byte = take(message, 1)?[0];
        number |= u64::from(byte & 0x7f) << shift;
        if byte & VARINT_MORE == 0 {
            return Ok(number);
        }
    }
    Err(Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message_of(length: usize, expected: Expected) -> Vec<u8> {
        let mut buffer = vec![0xff];
        let body = vec![7; length];
        Writer::new(&mut buffer).message(1, expected, |inner| inner.0.extend_from_slice(&body));
        buffer
    }

    #[test]
    fn a_message_is_written_the_same_whatever_length_was_expected() {
        for length in [0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152] {
            let written = message_of(length, Expected::Tiny);
            assert_eq!(written, message_of(length, Expected::Small), "{length}");
            assert_eq!(written, message_of(length, Expected::Large), "{length}");
            let mut fields = Vec::new();
            let keep = |number, field| {
                fields.push((number, field));
                Ok(())
            };
            read(&written[1..], keep).expect("a message");
            assert_eq!(fields, [(1, Field::Bytes(&vec![7; length][..]))]);
        }
    }

    #[test]
    fn numbers_come_back_as_they_were_written() {
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            let mut buffer = Vec::new();
            Writer::new(&mut buffer).put_uint(99, number);
            let mut found = None;
            read(&buffer, |field, value| {
                found = Some((field, value));
                Ok(())
            })
            .expect("a message");
            assert_eq!(found, Some((99, Field::Varint(number))));
        }
    }

    #[test]
    fn what_is_no_message_is_refused_and_never_read_past_its_end() {
        let broken: [&[u8]; 6] = [
            b"<html>",
            &[0x0a],
            &[0x0a, 0x05, 1],
            &[0x08, 0xff],
            &[
                0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1,
            ],
            &[0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
        ];
        for bytes in broken {
            assert_eq!(read(bytes, |_, _| Ok(())), Err(Malformed), "{bytes:?}");
        }
    }
}
