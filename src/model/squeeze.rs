//! The texts made small for the way: a fifth less than Brotli makes of them, and read again in the page.
//!
//! Context mixing (M. Mahoney, "Adaptive Weighing of Context Models for Lossless Data Compression", 2005): for each bit,
//! some contexts say how likely a 1 is, a small network weighs them by who was right of late, and the coder of
//! [`crate::geo::coding`] takes the answer. Both sides learn from a primer first, which the page holds anyway. Whole
//! numbers only, so that the prerenderer and every page agree to the bit. No file format and no browser: bytes in, bytes out;
//! foreign bytes end in `None`, or in other bytes.

use crate::geo::coding::{Bits, Reader, Writer, CHANCE_BITS};

/// More bytes than these are not believed.
const MOST_BYTES: usize = 1 << 20;

/// Bytes in front that say how many follow.
const HEAD: usize = 4;

/// What is foretold from, see [`Model::contexts`].
const CONTEXTS: usize = 8;

/// What the network weighs: the contexts, what followed the same bytes before, and a constant.
const INPUTS: usize = CONTEXTS + 2;

/// Lines of slots, as a power of two: 8 MB while the texts are read. A line has a check, and a slot for each bit of half a
/// byte by the bits before it.
const LINES: u32 = 18;

/// A slot holds a chance in 4096ths, and in its lowest bits how many answers it was learnt from.
const COUNT: u16 = 15;
const MOST_SEEN: u16 = 14;
const NEW: u16 = 1 << 15;

/// So many bytes must be alike for the next one to be foretold from what followed them; more than the others are not counted.
const LEAST_ALIKE: usize = 5;
const LONG_ALIKE: usize = 12;
const MOST_ALIKE: usize = 40;

/// A weight before anything is learnt, in 65536ths.
const FIRST_WEIGHT: i32 = 4000;

/// Of a byte: what kind of sign it is, a small letter, a capital, a digit or mark, and little more.
const KIND: u32 = 0xe0;

/// The kinds of the last four bytes.
const KINDS: u32 = KIND << 24 | KIND << 16 | KIND << 8 | KIND;

/// Rows of the network by how much was alike, nothing, some or much, and the bits of a byte so far.
const ALIKE_ROWS: usize = 3 << 8;

/// Rows of the network that are found by a hash, as a power of two.
const HASHED_ROWS: u32 = 14;

/// How slowly the network learns, as a power of two.
const SLOWNESS: u32 = 16;

/// Writes something out for each of some numbers. A bundle that is made as small as it can be counts through its loops, which
/// takes twice as long here, where nearly all the time is spent; written out it is hardly larger on the way.
macro_rules! each {
    ($i:ident of $($n:literal)* $body:block) => { $( { const $i: usize = $n; $body } )* };
}

/// Makes bytes small, for who knows the primer; [`Squeezed`] turns them back.
pub fn squeeze(bytes: &[u8], primer: &[u8]) -> Vec<u8> {
    let mut model = Model::new(Writer::default());
    primer.iter().for_each(|byte| model.byte(*byte, true));
    bytes.iter().for_each(|byte| model.byte(*byte, false));
    let mut squeezed = u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
    squeezed.extend(model.bits.finish());
    squeezed
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
        Some(Squeezed { model: Model::new(Reader::new(rest)), primer, length: primer.len() + length })
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

/// All that has been learnt so far, and the coder that it drives.
struct Model<B> {
    bits: B,
    curve: Curve,
    /// The primer, and the bytes so far.
    past: Vec<u8>,
    /// The last four bytes.
    last: u32,
    /// Hashes of the word so far, and of the one before it.
    word: u32,
    previous: u32,
    lines: Vec<[u16; 16]>,
    /// The line of each context.
    found: [usize; CONTEXTS],
    inputs: [i32; INPUTS],
    /// The network: a row by the bits of the byte so far and how much was alike, one by these and the word so far, and one by
    /// these and the kinds of the last bytes. All three are asked.
    weights: Vec<[i32; INPUTS]>,
    /// Where the same last bytes were, by their hash.
    places: Vec<u32>,
    /// Where the byte stands that is expected now, and after how many alike; none are followed at 0.
    place: usize,
    alike: usize,
    /// Chances that the expected bit comes, by how many are alike, in 4096ths.
    meets: [i32; MOST_ALIKE + 1],
}

impl<B: Bits> Model<B> {
    fn new(bits: B) -> Model<B> {
        Model {
            bits,
            curve: Curve::new(),
            past: Vec::new(),
            last: 0,
            word: 0,
            previous: 0,
            lines: vec![[0; 16]; 1 << LINES],
            found: [0; CONTEXTS],
            inputs: [256; INPUTS],
            weights: vec![[FIRST_WEIGHT; INPUTS]; ALIKE_ROWS + (1 << HASHED_ROWS)],
            places: vec![0; 1 << 16],
            place: 0,
            alike: 0,
            meets: [1 << (CHANCE_BITS - 1); MOST_ALIKE + 1],
        }
    }

    /// Goes on by a byte: the given one if it is known or written, else the one that the bits say.
    fn byte(&mut self, byte: u8, is_known: bool) {
        self.look_back();
        let expected = u32::from(self.past.get(self.place).copied().unwrap_or_default()) | 0x100;
        let contexts = self.contexts();
        // The bits so far, behind a 1.
        let mut read = 1;
        for left in (0..8).rev() {
            if left % 4 == 3 {
                self.find(&contexts, read);
            }
            // The same for this half of the byte.
            let half = if left > 3 { read } else { read & ((1 << (3 - left)) - 1) | 1 << (3 - left) };
            let is_alike = self.alike > 0 && expected >> (left + 1) == read;
            let hope = is_alike.then_some(expected >> left & 1 == 1);
            let bit = self.bit(read, half as usize, hope, (byte >> left & 1 == 1, is_known));
            read = read << 1 | u32::from(bit);
        }
        self.take(read as u8);
    }

    /// Finds where the same last bytes were, unless some are followed already, and notes where they are now.
    fn look_back(&mut self) {
        let place = &mut self.places[(mix(self.last, 0) >> 16) as usize];
        let found = std::mem::replace(place, self.past.len() as u32) as usize;
        if self.alike == 0 {
            let pairs = self.past.iter().rev().zip(self.past[..found].iter().rev());
            let alike = pairs.take(MOST_ALIKE).take_while(|(now, then)| now == then).count();
            if alike >= LEAST_ALIKE {
                (self.place, self.alike) = (found, alike);
            }
        }
    }

    /// Hashes of what the next byte is foretold from: nothing, the last bytes, one to four, their kinds, the word so far and
    /// two words.
    fn contexts(&self) -> [u32; CONTEXTS] {
        let last = self.last;
        let words = mix(self.word, self.previous);
        [0, last & 0xff, last & 0xffff, last & 0xff_ffff, last, last & KINDS, mix(self.word, last & 0xff), words]
    }

    /// Finds the lines for the next half of a byte, of which the bits before it are told.
    fn find(&mut self, contexts: &[u32; CONTEXTS], read: u32) {
        for (at, found) in self.found.iter_mut().enumerate() {
            let hash = mix(mix(contexts[at], at as u32 + 1), read);
            let check = hash as u16 | 1;
            let place = (hash >> (32 - LINES)) as usize;
            *found = match [place, place ^ 1].into_iter().find(|&place| self.lines[place][0] == check) {
                Some(place) => place,
                None => {
                    // Of its two places the one of which less is known.
                    let seen = |place: usize| self.lines[place][1] & COUNT;
                    let place = if seen(place) > seen(place ^ 1) { place ^ 1 } else { place };
                    self.lines[place] = [NEW; 16];
                    self.lines[place][0] = check;
                    place
                }
            };
        }
    }

    /// Goes on by a bit, which is expected to be as hoped; it is given, and either known to both sides or coded.
    fn bit(&mut self, read: u32, half: usize, hope: Option<bool>, (bit, is_known): (bool, bool)) -> bool {
        each!(CONTEXT of 0 1 2 3 4 5 6 7 {
            let slot = self.lines[self.found[CONTEXT]][half];
            self.inputs[CONTEXT] =
                (self.curve.xs[usize::from(slot >> 4)] * self.curve.trusts[usize::from(slot & COUNT)]) >> 8;
        });
        let sure = self.curve.xs[self.meets[self.alike] as usize];
        self.inputs[CONTEXTS] = hope.map_or(0, |hope| if hope { sure } else { -sure });
        let trust = if hope.is_none() { 0 } else { 1 + u32::from(self.alike >= LONG_ALIKE) };
        let hashed = |about: u32| ALIKE_ROWS + (mix(about, read) >> (32 - HASHED_ROWS)) as usize;
        let rows = [(trust << 8 | read) as usize, hashed(self.word), hashed(self.last & KINDS)];
        let mut sum = 0;
        for row in rows {
            let weights = &self.weights[row];
            each!(INPUT of 0 1 2 3 4 5 6 7 8 9 {
                sum += self.inputs[INPUT].wrapping_mul(weights[INPUT]) >> 8;
            });
        }
        let guess = self.curve.chances[((sum >> 8) + 2048).clamp(1, 4095) as usize];
        let chance = (guess >> (16 - CHANCE_BITS)).clamp(1, (1 << CHANCE_BITS) - 1);
        let bit = if is_known { bit } else { self.bits.bit(chance as u32, bit) };

        // All that was asked becomes a little wiser.
        let error = if bit { 0xffff } else { 0 } - guess;
        for row in rows {
            let weights = &mut self.weights[row];
            each!(INPUT of 0 1 2 3 4 5 6 7 8 9 {
                let step = (self.inputs[INPUT] * error + (1 << (SLOWNESS - 1))) >> SLOWNESS;
                weights[INPUT] = weights[INPUT].wrapping_add(step);
            });
        }
        let target = target(bit);
        each!(CONTEXT of 0 1 2 3 4 5 6 7 {
            let slot = &mut self.lines[self.found[CONTEXT]][half];
            let seen = *slot & COUNT;
            let chance = approach(i32::from(*slot >> 4), target, self.curve.rates[usize::from(seen)]);
            *slot = (chance as u16) << 4 | (seen + 1).min(MOST_SEEN);
        });
        if let Some(hope) = hope {
            self.meets[self.alike] = approach(self.meets[self.alike], self::target(hope == bit), ALL / 32);
            if hope != bit {
                self.alike = 0;
            }
        }
        bit
    }

    fn take(&mut self, byte: u8) {
        self.past.push(byte);
        self.last = self.last << 8 | u32::from(byte);
        if self.alike > 0 {
            self.alike = (self.alike + 1).min(MOST_ALIKE);
            self.place += 1;
        }
        // A word of a title is the same in an address.
        let letter = byte.to_ascii_lowercase();
        let is_of_word = letter.is_ascii_alphanumeric() || letter >= 0x80;
        if is_of_word {
            self.word = mix(self.word, u32::from(letter) + 1);
        } else if self.word != 0 {
            (self.word, self.previous) = (0, self.word);
        }
    }
}

/// Of a rate: all the way.
const ALL: i32 = 1 << 14;

/// What has come, as a chance in 4096ths.
fn target(bit: bool) -> i32 {
    if bit {
        (1 << CHANCE_BITS) - 1
    } else {
        0
    }
}

/// Moves a chance, in 4096ths, towards what has come, by a part of the way.
#[inline(always)]
fn approach(chance: i32, target: i32, rate: i32) -> i32 {
    chance + (((target - chance) * rate) >> 14)
}

/// Makes one number of two that looks random.
fn mix(a: u32, b: u32) -> u32 {
    let hash = a.wrapping_mul(0x2f0b_4c47).wrapping_add(b).wrapping_mul(0x9e37_79b1);
    hash ^ hash >> 15
}

/// The logistic curve 1 ∕ (1 + e⁻ˣ) both ways, x in 256ths from −8 to 8.
struct Curve {
    /// By x + 2048, in 65536ths.
    chances: Vec<i32>,
    /// By chance, in 4096ths.
    xs: Vec<i32>,
    /// By how much the n-th answer moves a chance.
    rates: [i32; 16],
    /// What a chance learnt from n answers counts for, in 256ths: none at first, then the fewer the more.
    trusts: [i32; 16],
}

impl Curve {
    fn new() -> Curve {
        const ONE: u64 = 1 << 32;
        let mut chances = vec![0; 4096];
        // The slope of the curve is y (1 − y), here by the slope half a step on.
        let mut y = ONE / 2;
        for x in 0..2048 {
            chances[2048 + x] = (y >> 16) as i32;
            chances[2048 - x] = ((ONE - y) >> 16) as i32;
            let middle = y + ((y * (ONE - y)) >> 41);
            y += (middle * (ONE - middle)) >> 40;
        }
        let mut x = 1;
        let mut xs = Vec::new();
        for chance in 0..4096 {
            while x < 4095 && chances[x] < chance * 16 + 8 {
                x += 1;
            }
            xs.push(x as i32 - 2048);
        }
        let by_count = |share: fn(i32) -> i32| std::array::from_fn(|n| share(n as i32));
        let trusts = by_count(|n| if n == 0 { 0 } else { 256 * (n + 2) / (n + 1) });
        Curve { chances, xs, rates: by_count(|n| 4 * ALL / (4 * n + 5)), trusts }
    }
}
