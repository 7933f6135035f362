//! Characters that a printer's code page lacks, by others that it has: nothing is dropped.

use encoding_rs::Encoding;

/// The text in characters that `encoding` has. It may be longer than before, so it comes before any layout.
pub fn fit(text: &str, encoding: &'static Encoding) -> String {
    fit_by(text, |c| has(encoding, c))
}

/// The text in characters of which `has` says that they are there; what stands for others is taken to be.
pub fn fit_by(text: &str, has: impl Fn(char) -> bool) -> String {
    let mut fitted = String::with_capacity(text.len());
    for c in text.chars() {
        if has(c) {
            fitted.push(c);
        } else {
            fitted.push_str(twin(c));
        }
    }
    fitted
}

fn has(encoding: &'static Encoding, c: char) -> bool {
    let mut buffer = [0; 4];
    !encoding.encode(c.encode_utf8(&mut buffer)).2
}

fn twin(c: char) -> &'static str {
    match c {
        '₽' => "р.",
        '«' | '»' | '“' | '”' | '„' | '‟' => "\"",
        '‘' | '’' | '‚' | '`' => "'",
        '—' | '–' | '‒' | '−' | '‑' | '─' | '━' | '═' => "-",
        '│' | '┃' | '║' => "|",
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' => "+",
        '…' => "...",
        '№' => "N",
        '×' | '✕' => "x",
        '÷' => ":",
        '±' => "+-",
        '°' => "гр.",
        '·' | '•' => "*",
        '√' | '✓' | '✔' => "v",
        '→' => "->",
        '←' => "<-",
        '½' => "1/2",
        '²' => "2",
        '³' => "3",
        '€' => "EUR",
        // Letters of the Buryats' and other neighbours' names.
        'ү' | 'Ү' | 'ө' | 'Ө' | 'һ' | 'Һ' => neighbour(c),
        '\u{a0}' | '\u{2009}' | '\u{202f}' => " ",
        _ => "?",
    }
}

fn neighbour(c: char) -> &'static str {
    match c {
        'ү' => "у",
        'Ү' => "У",
        'ө' => "о",
        'Ө' => "О",
        'һ' => "х",
        _ => "Х",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{IBM866, WINDOWS_1251};

    #[test]
    fn what_a_code_page_lacks_is_written_otherwise() {
        let text = "Касса №1 «Окно» — 812,40 ₽…";
        assert_eq!(fit(text, IBM866), "Касса №1 \"Окно\" - 812,40 р....");
        assert_eq!(fit(text, WINDOWS_1251), "Касса №1 «Окно» — 812,40 р.…");
        assert_eq!(fit("Сэсэг Дүгарова, Һөлэ", IBM866), "Сэсэг Дугарова, Холэ");
        assert_eq!(fit("12\u{202f}345,60 漢", IBM866), "12 345,60 ?");
    }

    #[test]
    fn every_fitted_text_can_be_encoded() {
        for code in 0x20..=0x2fffu32 {
            let Some(c) = char::from_u32(code) else { continue };
            for encoding in [IBM866, WINDOWS_1251] {
                let fitted = fit(&c.to_string(), encoding);
                assert!(!fitted.is_empty() && !encoding.encode(&fitted).2, "{c:?} became {fitted:?}");
            }
        }
    }
}
