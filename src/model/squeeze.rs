//! Texts made small for the way, by about a fifth more than Brotli does, and read again in the page.
//!
//! Context mixing (M. Mahoney, "Adaptive Weighing of Context Models for Lossless Data Compression", 2005, and his lpaq1): for
//! each bit, several contexts say how likely a 1 is, a small network weighs them by who was right of late, and the coder
//! of [`crate::geo::coding`] takes the answer. What recurs at length is told by an answer a byte. Both sides learn from a
//! primer first, which the page holds anyway. Whole numbers only, so that the prerenderer and every page agree to the bit.
//! No file format and no browser: bytes in, bytes out; foreign bytes end in `None`.

use super::unpack::Unpacker;
use crate::geo::coding::{Bits, Reader, Writer, CHANCE_BITS};

/// The custom section of the data-only part that holds the squeezed ones.
pub const SQUEEZED: &str = "squeezed";

/// More bytes than these are not believed.
const MOST_BYTES: usize = 1 << 20;

/// Bytes in front that say how many follow.
const HEAD: usize = 4;

/// What is foretold from, see [`Model::contexts`].
const CONTEXTS: usize = 8;

/// What the network weighs: two views of each context, what followed the same bytes before, and a constant.
const INPUTS: usize = 2 * CONTEXTS + 2;

/// Slots for bits in contexts, as a power of two: 8 MB.
const SLOT_BITS: u32 = 21;

/// The context of two bytes and the bits after them is kept in so many bits for the corrections.
const CORRECTION_BITS: u32 = 10;

/// Points on the curve of a correction, 128 of its x apart.
const POINTS: usize = 33;

/// So many bytes must be alike for the next one to be foretold from what followed them.
const LEAST_ALIKE: usize = 5;

/// From so many on, one answer says whether the next byte is alike too.
const LONG_ALIKE: usize = 24;

/// More are not counted.
const MOST_ALIKE: usize = 40;

/// ½ as a chance, in 65536ths.
const EVEN: u16 = 1 << 15;

/// Of a rate: all the way.
const ALL: i32 = 1 << 14;

/// A weight before anything is learnt, in 65536ths.
const FIRST_WEIGHT: i32 = 5000;

/// How slowly the network learns, as a power of two.
const SLOWNESS: u32 = 16;

/// Makes sections small, for who knows the primer; [`Squeezed`] and [`sections`] turn it back. Also tells for each section where
/// it ends in the result, or a few bytes before.
pub fn squeeze(sections: &[(&str, &[u8])], primer: &[u8]) -> (Vec<u8>, Vec<usize>) {
    let mut directory = number(sections.len());
    sections.iter().for_each(|(name, _)| directory.extend([name.as_bytes(), b"\n"].concat()));
    sections.iter().for_each(|(_, bytes)| directory.extend(number(bytes.len())));
    let length = directory.len() + sections.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    let mut model = Model::new(Writer::default(), primer.len() + length);
    primer.iter().for_each(|byte| model.byte(*byte, true));
    directory.iter().for_each(|byte| model.byte(*byte, false));
    let mut ends = Vec::new();
    for (_, bytes) in sections {
        bytes.iter().for_each(|byte| model.byte(*byte, false));
        ends.push(HEAD + model.bits.written());
    }
    let mut squeezed = u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes().to_vec();
    squeezed.extend(model.bits.finish());
    (squeezed, ends)
}

/// A number of a directory, as [`Unpacker::number`] reads it; always three bytes.
fn number(number: usize) -> Vec<u8> {
    vec![number as u8 | 0x80, (number >> 7) as u8 | 0x80, (number >> 14) as u8 & 0x7f]
}

/// The sections of what was squeezed, by name.
pub fn sections(bytes: &[u8]) -> Option<Vec<(&str, &[u8])>> {
    let mut table = Unpacker::new(bytes);
    let count = table.count();
    let names = table.strings(count);
    let lengths = table.numbers(count);
    let mut sections = Vec::new();
    for (name, length) in names.into_iter().zip(lengths) {
        sections.push((name, table.bytes(length as usize)));
    }
    table.checked(sections)
}

/// Squeezed bytes on the way back, in as many steps as the reader's device needs.
pub struct Squeezed<'a> {
    model: Model<Reader<'a>>,
    primer: &'a [u8],
    length: usize,
}

impl<'a> Squeezed<'a> {
    /// Begins with what [`squeeze`] has made with the same primer; `None` if it is not that.
    pub fn new(bytes: &'a [u8], primer: &'a [u8]) -> Option<Squeezed<'a>> {
        let (head, rest) = bytes.split_first_chunk::<HEAD>()?;
        let length = usize::try_from(u32::from_le_bytes(*head)).ok().filter(|length| *length <= MOST_BYTES)?;
        let length = primer.len() + length;
        Some(Squeezed { model: Model::new(Reader::new(rest), length), primer, length })
    }

    /// Goes on by so many bytes at most; whether it has come to the end.
    pub fn advance(&mut self, bytes: usize) -> bool {
        for _ in 0..bytes {
            let at = self.model.past.len();
            if at >= self.length || self.model.bits.is_past_end() {
                return true;
            }
            let known = self.primer.get(at);
            self.model.byte(known.copied().unwrap_or(0), known.is_some());
        }
        false
    }

    /// The bytes, once it has come to the end; `None` if they are not what was squeezed.
    pub fn finish(mut self) -> Option<Vec<u8>> {
        let is_whole = self.model.past.len() == self.length && self.model.bits.is_at_end();
        is_whole.then(|| self.model.past.split_off(self.primer.len()))
    }
}

/// What is known of a bit in a context.
#[derive(Clone, Copy)]
struct Slot {
    /// Of a 1, in 65536ths.
    chance: u16,
    /// The last answers, seven at most, behind a 1.
    answers: u8,
    /// Part of the context's hash, so that few contexts are taken for each other.
    check: u8,
}

/// No answer yet.
const NEW: Slot = Slot { chance: EVEN, answers: 1, check: 0 };

/// A chance, and how many answers it was learnt from.
#[derive(Clone, Copy)]
struct Learnt {
    chance: u16,
    seen: u8,
}

/// What the network says of a bit, and what it said it from.
struct Guess {
    /// The rows of weights that were used, and what each says on the curve.
    rows: [(usize, i32); 2],
    /// Where the corrections stand, and how far the guess is from them to the next ones, in 128ths.
    corrections: [usize; 2],
    part: i32,
    /// Of a 1, in 65536ths.
    chance: i32,
}

/// All that has been learnt so far, and the coder that it drives.
struct Model<B> {
    bits: B,
    curve: Curve,
    /// The primer, and the bytes so far.
    past: Vec<u8>,
    /// The last four bytes, and the four before.
    last: u32,
    before: u32,
    /// Hashes of the word so far, and of the one before it.
    word: u32,
    previous: u32,
    slots: Vec<Slot>,
    /// The slots of the bit, by context.
    found: [usize; CONTEXTS],
    /// What the same last answers were followed by, by context and answers.
    after: Vec<Learnt>,
    inputs: [i32; INPUTS],
    /// The network: a row by the bits of the byte so far and how much was alike, and one by the last byte.
    weights: Vec<[i32; INPUTS]>,
    /// Chances by what the network says, by the bits of the byte so far alone and after the last two bytes.
    corrections: Vec<u16>,
    /// Where the same last bytes were, by their hash.
    places: Vec<u32>,
    /// Where the byte stands that is expected now, and after how many alike; none are followed at 0.
    place: usize,
    alike: usize,
    /// Chances that the expected bit comes, by how many are alike.
    meets: [u16; MOST_ALIKE + 1],
    /// Chances that the expected byte comes after [`LONG_ALIKE`], by that byte and whether [`MOST_ALIKE`] are.
    goes_on: [u16; 512],
}

impl<B: Bits> Model<B> {
    fn new(bits: B, length: usize) -> Model<B> {
        let curve = Curve::new();
        let correction = |at: usize| curve.chance((at % POINTS) as i32 * 128 - 2048) as u16;
        Model {
            bits,
            past: Vec::with_capacity(length),
            last: 0,
            before: 0,
            word: 0,
            previous: 0,
            slots: vec![NEW; 1 << SLOT_BITS],
            found: [0; CONTEXTS],
            after: vec![Learnt { chance: EVEN, seen: 0 }; CONTEXTS << 8],
            inputs: [0; INPUTS],
            weights: vec![[FIRST_WEIGHT; INPUTS]; 1024],
            corrections: (0..POINTS * (512 + (1 << CORRECTION_BITS))).map(correction).collect(),
            places: vec![0; 1 << 16],
            place: 0,
            alike: 0,
            meets: [EVEN; MOST_ALIKE + 1],
            goes_on: [60_000; 512],
            curve,
        }
    }

    /// Goes on by a byte: the given one if it is known or written, else the one that the bits say.
    fn byte(&mut self, byte: u8, is_known: bool) {
        self.look_back();
        let expected = self.past.get(self.place).copied().unwrap_or_default();
        let mut goes_on = false;
        if self.alike >= LONG_ALIKE {
            let context = usize::from(expected) | usize::from(self.alike == MOST_ALIKE) << 8;
            goes_on = self.answer(i32::from(self.goes_on[context]), byte == expected, is_known);
            approach(&mut self.goes_on[context], goes_on, ALL / 32);
            if !goes_on {
                self.alike = 0;
            }
        }
        let byte = if goes_on { expected } else { self.bit_by_bit(expected, byte, is_known) };
        self.take(byte);
    }

    fn answer(&mut self, chance: i32, bit: bool, is_known: bool) -> bool {
        let chance = (chance >> (16 - CHANCE_BITS)).clamp(1, (1 << CHANCE_BITS) - 1);
        if is_known {
            bit
        } else {
            self.bits.bit(chance as u32, bit)
        }
    }

    /// Finds where the same last bytes were, unless some are followed already, and notes where they are now.
    fn look_back(&mut self) {
        let place = &mut self.places[(mix(self.last, self.before & 0xff) >> 16) as usize];
        let found = std::mem::replace(place, self.past.len() as u32) as usize;
        if self.alike == 0 {
            let pairs = self.past.iter().rev().zip(self.past[..found].iter().rev());
            let alike = pairs.take(MOST_ALIKE).take_while(|(now, then)| now == then).count();
            if alike >= LEAST_ALIKE {
                (self.place, self.alike) = (found, alike);
            }
        }
    }

    fn take(&mut self, byte: u8) {
        self.past.push(byte);
        self.before = self.before << 8 | self.last >> 24;
        self.last = self.last << 8 | u32::from(byte);
        if self.alike > 0 {
            self.alike = (self.alike + 1).min(MOST_ALIKE);
            self.place += 1;
        }
        // A word of a title is the same in an address.
        let letter = byte.to_ascii_lowercase();
        if letter.is_ascii_alphanumeric() || letter >= 0x80 {
            self.word = mix(self.word, u32::from(letter) + 1);
        } else if self.word != 0 {
            (self.word, self.previous) = (0, self.word);
        }
    }

    /// Hashes of what the next byte is foretold from: nothing, the last bytes, one to four and six, and words.
    fn contexts(&self) -> [u32; CONTEXTS] {
        let last = self.last;
        let mut contexts = [
            0,
            last & 0xff,
            last & 0xffff,
            last & 0xff_ffff,
            mix(last, 4),
            mix(mix(last, 4), self.before & 0xffff),
            mix(self.word, last & 0xff),
            mix(self.word, self.previous),
        ];
        for (at, context) in contexts.iter_mut().enumerate() {
            *context = mix(*context, at as u32 + 1);
        }
        contexts
    }

    fn bit_by_bit(&mut self, expected: u8, byte: u8, is_known: bool) -> u8 {
        let mut contexts = self.contexts();
        let expected = u32::from(expected) | 0x100;
        // The bits so far, behind a 1.
        let mut read = 1;
        for left in (0..8).rev() {
            if left == 3 {
                for context in &mut contexts {
                    *context = mix(*context, read);
                }
            }
            // The same for this half of the byte, whose slots lie side by side.
            let half = if left > 3 { read } else { read & ((1 << (3 - left)) - 1) | 1 << (3 - left) };
            let is_alike = self.alike > 0 && expected >> (left + 1) == read;
            let hope = is_alike.then_some(expected >> left & 1 == 1);
            self.gather(&contexts, half, hope);
            let guess = self.guess(read as usize, hope.is_some());
            let bit = self.answer(guess.chance, byte >> left & 1 == 1, is_known);
            self.learn(&guess, bit);
            if let Some(hope) = hope {
                approach(&mut self.meets[self.alike], hope == bit, ALL / 64);
                if hope != bit {
                    self.alike = 0;
                }
            }
            read = read << 1 | u32::from(bit);
        }
        read as u8
    }

    /// Finds the slots of the bit, and what they and the expected byte have to say.
    fn gather(&mut self, contexts: &[u32; CONTEXTS], half: u32, hope: Option<bool>) {
        for (at, (context, found)) in contexts.iter().zip(&mut self.found).enumerate() {
            let check = *context as u8;
            let mut place = (context >> (32 - SLOT_BITS) ^ half) as usize;
            let mut slot = self.slots[place];
            if slot.check != check {
                // Its other place, or the one of both that less is known of.
                let other = self.slots[place ^ 16];
                if other.check == check || other.answers < slot.answers {
                    (place, slot) = (place ^ 16, other);
                }
                if slot.check != check {
                    slot = Slot { check, ..NEW };
                    self.slots[place] = slot;
                }
            }
            *found = place;
            let after = self.after[at << 8 | usize::from(slot.answers)];
            let is_new = slot.answers == NEW.answers;
            self.inputs[2 * at] = if is_new { 0 } else { self.curve.x(slot.chance) };
            self.inputs[2 * at + 1] = if is_new { 0 } else { self.curve.x(after.chance) };
        }
        let sure = self.curve.x(self.meets[self.alike]);
        self.inputs[INPUTS - 2] = hope.map_or(0, |hope| if hope { sure } else { -sure });
        self.inputs[INPUTS - 1] = 256;
    }

    /// Weighs the inputs, and corrects the outcome by what came of such ones.
    fn guess(&self, read: usize, has_hope: bool) -> Guess {
        let trust = usize::from(has_hope) * (1 + usize::from(self.alike >= 16));
        let rows = [trust << 8 | read, 768 + (self.last & 0xff) as usize];
        let rows = rows.map(|row| {
            let mut sum = 0;
            for (input, weight) in self.inputs.iter().zip(&self.weights[row]) {
                sum += input.wrapping_mul(*weight) >> 8;
            }
            (row, (sum >> 8).clamp(-2047, 2047))
        });
        let x = (rows[0].1 + rows[1].1) >> 1;
        let (point, part) = ((x + 2048) as usize >> 7, (x + 2048) & 127);
        let by_two = (mix(self.last & 0xffff, read as u32) >> (32 - CORRECTION_BITS)) as usize;
        let corrections = [usize::from(has_hope) << 8 | read, 512 + by_two].map(|context| context * POINTS + point);
        let mut chance = 2 * self.curve.chance(x);
        for at in corrections {
            let (low, high) = (i32::from(self.corrections[at]), i32::from(self.corrections[at + 1]));
            chance += low + (((high - low) * part) >> 7);
        }
        Guess { rows, corrections, part, chance: chance >> 2 }
    }

    /// Makes the network, the corrections and the slots a little wiser.
    fn learn(&mut self, guess: &Guess, bit: bool) {
        for (row, x) in guess.rows {
            let error = if bit { 0xffff } else { 0 } - self.curve.chance(x);
            for (input, weight) in self.inputs.iter().zip(&mut self.weights[row]) {
                *weight = weight.wrapping_add((input * error + (1 << (SLOWNESS - 1))) >> SLOWNESS);
            }
        }
        for at in guess.corrections {
            approach(&mut self.corrections[at + usize::from(guess.part >= 64)], bit, ALL / 40);
        }
        for (at, found) in self.found.iter().enumerate() {
            let slot = &mut self.slots[*found];
            let after = &mut self.after[at << 8 | usize::from(slot.answers)];
            approach(&mut after.chance, bit, self.curve.rates[usize::from(after.seen)]);
            after.seen = after.seen.saturating_add(1);
            let is_full = slot.answers >= 0x80;
            let seen = if is_full { 14 } else { 7 - slot.answers.leading_zeros() as usize };
            approach(&mut slot.chance, bit, self.curve.rates[seen]);
            let kept = if is_full { slot.answers & 0x3f | 0x40 } else { slot.answers };
            slot.answers = kept << 1 | u8::from(bit);
        }
    }
}

/// Moves the chance towards what has come, by a part of the way in as many 16384ths.
#[inline]
fn approach(chance: &mut u16, bit: bool, rate: i32) {
    let way = if bit { 0xffff } else { 0 } - i32::from(*chance);
    *chance = (i32::from(*chance) + ((way * rate) >> 14)) as u16;
}

/// Makes one number of two that looks random.
#[inline]
fn mix(a: u32, b: u32) -> u32 {
    let hash = a.wrapping_mul(0x2f0b_4c47).wrapping_add(b).wrapping_mul(0x9e37_79b1);
    hash ^ hash >> 15
}

/// The logistic curve 1 ∕ (1 + e⁻ˣ) both ways, x in 256ths from −8 to 8.
struct Curve {
    chances: Vec<u16>,
    xs: Vec<i16>,
    /// By how much the n-th answer moves a chance.
    rates: Vec<i32>,
}

impl Curve {
    fn new() -> Curve {
        const ONE: u64 = 1 << 32;
        let mut chances = vec![0; 4096];
        // The slope of the curve is y (1 − y), here by the slope half a step on.
        let mut y = ONE / 2;
        for x in 0..2048 {
            chances[2048 + x] = (y >> 16) as u16;
            chances[2048 - x] = ((ONE - y) >> 16) as u16;
            let middle = y + ((y * (ONE - y)) >> 41);
            y += (middle * (ONE - middle)) >> 40;
        }
        let mut x = -2047;
        let mut xs = Vec::new();
        for chance in 0..4096 {
            while x < 2047 && i32::from(chances[(x + 2048) as usize]) < chance * 16 + 8 {
                x += 1;
            }
            xs.push(x as i16);
        }
        Curve { chances, xs, rates: (0..256).map(|n| 2 * ALL / (2 * n + 3)).collect() }
    }

    #[inline]
    fn chance(&self, x: i32) -> i32 {
        i32::from(self.chances[(x + 2048).clamp(1, 4095) as usize])
    }

    #[inline]
    fn x(&self, chance: u16) -> i32 {
        i32::from(self.xs[usize::from(chance >> 4)])
    }
}
