//! What is squeezed comes back as it was, in whatever steps; what was damaged on the way ends, and does no harm.

use two_oceans::model::squeeze::{sections, squeeze, Squeezed};
use two_oceans::{FACTS, TEXTS};

/// Small, seeded, reproducible (xorshift64*, Vigna 2016).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33).unwrap() % limit
    }

    fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.below(256) as u8).collect()
    }
}

/// All of it, in steps of so many bytes; `None` if it is not what was squeezed.
fn unsqueeze(bytes: &[u8], primer: &[u8], step: usize) -> Option<Vec<u8>> {
    let mut squeezed = Squeezed::new(bytes, primer)?;
    let mut steps = 0;
    while !squeezed.advance(step) {
        steps += 1;
        assert!(steps * step < 2 << 20, "it does not end");
    }
    squeezed.finish()
}

fn assert_comes_back(given: &[(&str, &[u8])], primer: &[u8]) -> Vec<u8> {
    let (squeezed, ends) = squeeze(given, primer);
    assert_eq!(ends.len(), given.len());
    assert!(ends.is_sorted() && ends.iter().all(|end| *end <= squeezed.len()));
    let bytes = unsqueeze(&squeezed, primer, usize::MAX).expect("what was squeezed");
    assert_eq!(sections(&bytes).as_deref(), Some(given));
    squeezed
}

#[test]
fn the_texts_come_back_in_any_steps_and_are_small() {
    let given = [("texts", TEXTS), ("facts", FACTS), ("about", b"<h2>About</h2>".as_slice())];
    let squeezed = assert_comes_back(&given, FACTS);
    // Brotli 11 leaves three tenths.
    assert!(squeezed.len() * 100 < TEXTS.len() * 27, "{} of {}", squeezed.len(), TEXTS.len());
    assert_eq!(unsqueeze(&squeezed, FACTS, 997), unsqueeze(&squeezed, FACTS, usize::MAX));
}

#[test]
fn any_bytes_come_back() {
    let mut random = Random(1);
    let noise = random.bytes(3000);
    let words: Vec<u8> =
        (0..900).flat_map(|_| [&b"treaty "[..], b"of ", b"nations\n"][random.below(3)]).copied().collect();
    let same = vec![0; 70_000];
    let all: Vec<u8> = (0..=255).cycle().take(5000).collect();
    let cases: [&[u8]; 6] = [b"", b"a", &noise, &words, &same, &all];
    for bytes in cases {
        for primer in [b"".as_slice(), &words] {
            assert_comes_back(&[("one", bytes)], primer);
            assert_comes_back(&[("one", bytes), ("none", b""), ("two", bytes)], primer);
        }
    }
    assert_comes_back(&[], b"");
}

#[test]
fn another_primer_gives_nothing() {
    let (squeezed, _) = squeeze(&[("texts", &TEXTS[..20_000])], FACTS);
    let wrong = unsqueeze(&squeezed, &FACTS[..FACTS.len() - 1], 1000);
    assert_ne!(wrong, unsqueeze(&squeezed, FACTS, 1000));
}

#[test]
fn a_part_of_it_gives_nothing() {
    let (squeezed, _) = squeeze(&[("texts", &TEXTS[..4000])], b"");
    for length in [0, 1, 3, 4, 5, 8, squeezed.len() / 2, squeezed.len() - 1] {
        assert_eq!(unsqueeze(&squeezed[..length], b"", 100), None, "{length} bytes");
    }
    let longer = [squeezed.as_slice(), b"more"].concat();
    assert_eq!(unsqueeze(&longer, b"", 100), None);
}

#[test]
fn damage_ends() {
    let mut random = Random(2);
    let (squeezed, _) = squeeze(&[("texts", &TEXTS[..4000]), ("more", b"more")], b"");
    for _ in 0..60 {
        let mut damaged = squeezed.clone();
        let at = random.below(damaged.len());
        damaged[at] ^= 1 << random.below(8);
        if let Some(bytes) = unsqueeze(&damaged, b"", 100) {
            let _ = sections(&bytes);
        }
    }
    for length in 0..40 {
        let noise = random.bytes(length);
        if let Some(bytes) = unsqueeze(&noise, b"", 100) {
            let _ = sections(&bytes);
        }
        let _ = sections(&noise);
    }
}

#[test]
fn a_length_that_nobody_writes_is_not_believed() {
    assert!(Squeezed::new(&[0xff; 64], b"").is_none());
    assert!(Squeezed::new(&[0, 0, 0x20, 0, 1, 2, 3, 4], b"").is_none());
}
