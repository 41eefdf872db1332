//! How hard a text is to read: the grade of Flesch and Kincaid (Kincaid et al., "Derivation of new readability formulas",
//! Naval Technical Training Command, 1975), for English.

/// The grade, in tenths of a school year: 0.39 × words a sentence + 11.8 × syllables a word − 15.59.
pub fn grade(sentences: &[&str]) -> i32 {
    let words: Vec<&str> = sentences.iter().flat_map(|sentence| sentence.split_whitespace()).collect();
    if words.is_empty() {
        return 0;
    }
    let count = words.len() as f64;
    let syllables: usize = words.iter().map(|word| word.split('-').map(syllables).sum::<usize>()).sum();
    let grade = 0.39 * count / sentences.len() as f64 + 11.8 * syllables as f64 / count - 15.59;
    (grade * 10.0).round() as i32
}

/// "8.1".
pub fn shown(tenths: i32) -> String {
    format!("{}.{}", tenths / 10, (tenths % 10).abs())
}

/// By the groups of vowels, without a mute e at the end. Of a number, each digit is one.
fn syllables(word: &str) -> usize {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    if digits > 0 {
        return digits;
    }
    let letters: String = word.to_lowercase().chars().filter(|letter| letter.is_alphabetic()).collect();
    if letters.is_empty() {
        return 0;
    }
    let is_vowel = |letter: char| "aeiouyáéíóúäöüèêëï".contains(letter);
    let mut groups = 0;
    let mut was_vowel = false;
    for letter in letters.chars() {
        groups += usize::from(is_vowel(letter) && !was_vowel);
        was_vowel = is_vowel(letter);
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| letters.ends_with(ending));
    let is_mute = (ends(&["e"]) && !ends(&["le"]))
        || (ends(&["ed"]) && !ends(&["ted", "ded"]))
        || (ends(&["es"]) && !ends(&["ses", "zes", "ches", "shes", "xes", "ges", "ces"]));
    if is_mute && groups > 1 {
        groups -= 1;
    }
    groups.max(1)
}
