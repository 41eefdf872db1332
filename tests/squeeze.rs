//! What is squeezed comes back as it was, in whatever steps; what was damaged on the way ends, and does no harm.

mod random;

use random::Random;
use two_oceans::model::squeeze::{squeeze, Squeezed};
use two_oceans::{FACTS, TEXTS};

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

#[test]
fn the_texts_come_back_in_any_steps_and_are_small() {
    let squeezed = squeeze(TEXTS, FACTS);
    // Brotli 11 leaves three tenths.
    assert!(squeezed.len() * 100 < TEXTS.len() * 26, "{} of {}", squeezed.len(), TEXTS.len());
    assert_eq!(unsqueeze(&squeezed, FACTS, usize::MAX).as_deref(), Some(TEXTS));
    assert_eq!(unsqueeze(&squeezed, FACTS, 997).as_deref(), Some(TEXTS));
    assert_ne!(unsqueeze(&squeezed, &FACTS[1..], 997).as_deref(), Some(TEXTS), "another primer");
}

#[test]
fn any_bytes_come_back() {
    let mut random = Random(1);
    let noise: Vec<u8> = (0..3000).map(|_| random.below(256) as u8).collect();
    let words: Vec<u8> =
        (0..900).flat_map(|_| [&b"treaty "[..], b"of ", b"nations\n"][random.below(3)]).copied().collect();
    let all: Vec<u8> = (0..=255).cycle().take(5000).collect();
    for bytes in [&b""[..], b"a", &noise, &words, &[0; 70_000], &all] {
        for primer in [&b""[..], &words] {
            assert_eq!(unsqueeze(&squeeze(bytes, primer), primer, 500).as_deref(), Some(bytes));
        }
    }
}

#[test]
fn a_part_of_it_gives_nothing() {
    let squeezed = squeeze(&TEXTS[..4000], b"");
    for length in [0, 1, 3, 4, 5, 8, squeezed.len() / 2, squeezed.len() - 1] {
        assert_eq!(unsqueeze(&squeezed[..length], b"", 100), None, "{length} bytes");
    }
    assert_eq!(unsqueeze(&[squeezed.as_slice(), b"more"].concat(), b"", 100), None);
}

#[test]
fn damage_ends() {
    let mut random = Random(2);
    let squeezed = squeeze(&TEXTS[..4000], b"");
    for _ in 0..60 {
        let mut damaged = squeezed.clone();
        let at = random.below(damaged.len());
        damaged[at] ^= 1 << random.below(8);
        assert_ne!(unsqueeze(&damaged, b"", 100).as_deref(), Some(&TEXTS[..4000]), "byte {at}");
    }
    for length in 0..40 {
        let noise: Vec<u8> = (0..length).map(|_| random.below(256) as u8).collect();
        let _ = unsqueeze(&noise, b"", 100);
    }
}

#[test]
fn a_length_that_nobody_writes_is_not_believed() {
    assert!(Squeezed::new(&[0xff; 64], b"").is_none());
    assert!(Squeezed::new(&[0, 0, 0x20, 0, 1, 2, 3, 4], b"").is_none());
}
