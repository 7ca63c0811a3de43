//! The faces that documents are set in, and which of them has a glyph.

use krilla::text::Font;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// In the order in which they are tried for a character that the wanted face lacks. Libertinus has
/// Latin, Greek, Cyrillic and Hebrew; New Computer Modern adds Armenian and Georgian; the last,
/// Arabic. Mathematical faces stand aside: a name in mathematical letters cannot be read aloud.
const NAMES: [&str; 5] = [
    "LibertinusSerif-Regular",
    "LibertinusSerif-Semibold",
    "LibertinusSerif-Italic",
    "NewCM10-Regular",
    "DejaVuSansMono",
];

/// More than any language sets on one letter. A taller pile would run into the line above.
const MARKS_ON_A_LETTER: usize = 3;

/// The wanted face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    Plain,
    Strong,
    Italic,
}

impl Voice {
    fn name(self) -> &'static str {
        match self {
            Voice::Plain => "LibertinusSerif-Regular",
            Voice::Strong => "LibertinusSerif-Semibold",
            Voice::Italic => "LibertinusSerif-Italic",
        }
    }
}

/// A face, parsed once to be measured and once to be embedded.
pub struct Face {
    name: &'static str,
    pub shaper: rustybuzz::Face<'static>,
    pub font: Font,
}

impl Face {
    fn read(bytes: &'static [u8]) -> Option<Face> {
        let shaper = rustybuzz::Face::from_slice(bytes, 0)?;
        let own_name = shaper
            .names()
            .into_iter()
            .filter(|name| name.name_id == rustybuzz::ttf_parser::name_id::POST_SCRIPT_NAME)
            .find_map(|name| name.to_string())?;
        let name = NAMES.into_iter().find(|name| *name == own_name)?;
        Some(Face { name, shaper, font: Font::new(bytes.into(), 0)? })
    }

    fn has(&self, c: char) -> bool {
        // A face may map a character to glyph 0, its box.
        self.shaper.glyph_index(c).is_some_and(|glyph| glyph.0 != 0)
    }

    /// Whether the shaper can set it, whole or taken apart into a letter and its marks.
    fn can_set(&self, cluster: &str) -> bool {
        cluster.chars().all(|c| self.has(c)) || cluster.nfd().all(|c| self.has(c))
    }
}

fn faces() -> &'static [Face] {
    static FACES: OnceLock<Vec<Face>> = OnceLock::new();
    FACES.get_or_init(|| {
        let mut faces: Vec<Face> = typst_assets::fonts().filter_map(Face::read).collect();
        faces.sort_by_key(|face| NAMES.iter().position(|name| *name == face.name));
        faces
    })
}

/// The first face that can set the cluster: the wanted one, else any other.
pub fn face_for(cluster: &str, voice: Voice) -> Option<&'static Face> {
    let wanted = faces().iter().filter(|face| face.name == voice.name());
    wanted.chain(faces()).find(|face| face.can_set(cluster))
}

/// The letters of a text, each with the marks that stand on it.
pub fn clusters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    let mut at = 0;
    std::iter::from_fn(move || {
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| !is_combining_mark(*c))
            .map_or(rest.len(), |(i, _)| i);
        let (cluster, after) = rest.split_at_checked(end).filter(|(head, _)| !head.is_empty())?;
        let start = at;
        rest = after;
        at += end;
        Some((start, cluster))
    })
}

/// The characters of a name that cannot be printed, each once, in the order of the name, which is
/// first composed (NFC). Controls, private and invisible characters are among them: PDF/A refuses
/// the former, and the latter can make one name look like another.
pub fn characters_without_a_glyph(name: &str) -> Vec<char> {
    let composed: String = name.nfc().collect();
    let mut missing = Vec::new();
    for (_, cluster) in clusters(&composed) {
        for c in faults(cluster) {
            if !missing.contains(&c) {
                missing.push(c);
            }
        }
    }
    missing
}

fn faults(cluster: &str) -> Vec<char> {
    if cluster.chars().any(is_unseen) {
        return cluster.chars().filter(|c| is_unseen(*c)).collect();
    }
    let marks = cluster.nfd().filter(|c| is_combining_mark(*c));
    let too_many: Vec<char> = marks.skip(MARKS_ON_A_LETTER).collect();
    if !too_many.is_empty() || face_for(cluster, Voice::Plain).is_some() {
        return too_many;
    }
    let nowhere: Vec<char> =
        cluster.chars().filter(|c| !faces().iter().any(|face| face.has(*c))).collect();
    // Each is somewhere, but no one face has them all.
    if nowhere.is_empty() { cluster.chars().skip(1).collect() } else { nowhere }
}

/// Controls, private use, and the characters that Unicode says are not shown
/// (`Default_Ignorable_Code_Point`, and line and paragraph separators).
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{E000}'..='\u{F8FF}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFD}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
            | '\u{F0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_is_there() {
        let found: Vec<&str> = faces().iter().map(|face| face.name).collect();
        assert_eq!(found, NAMES);
    }

    #[test]
    fn a_name_says_which_of_its_characters_cannot_be_printed() {
        for (name, missing) in [
            ("Siân Ó Súilleabháin", vec![]),
            ("Si\u{61}\u{302}n", vec![]),
            ("Ṣẹ́gun Adébáyọ̀", vec![]),
            ("Gŵen O’Neill-Łuk", vec![]),
            ("Ελένη Жанна דוד محمد Արամ", vec![]),
            ("Sam 😀 Smith 😀", vec!['😀']),
            ("ಕನ್ನಡ", vec!['ಕ', 'ನ', '್', 'ಡ']),
            ("𝓢am", vec!['𝓢']),
            ("Sam\u{202E}htimS", vec!['\u{202E}']),
            ("Sam\u{FFFF}", vec!['\u{FFFF}']),
            ("Sam\tSmith", vec!['\t']),
            ("Sam\u{E000}", vec!['\u{E000}']),
            ("Z\u{316}\u{317}\u{318}o", vec![]),
            ("Z\u{316}\u{317}\u{318}\u{319}o", vec!['\u{319}']),
            ("", vec![]),
        ] {
            assert_eq!(characters_without_a_glyph(name), missing, "{name:?}");
        }
    }

    #[test]
    fn another_face_is_tried_for_a_letter_that_the_wanted_one_lacks() {
        for (letter, name) in
            [("a", "LibertinusSerif-Italic"), ("Ա", "NewCM10-Regular"), ("م", "DejaVuSansMono")]
        {
            assert_eq!(face_for(letter, Voice::Italic).unwrap().name, name);
        }
        assert!(face_for("😀", Voice::Italic).is_none());
    }
}
