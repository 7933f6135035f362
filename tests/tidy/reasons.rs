//! An exception from a rule stands beside its reason.

use crate::source::{Kind, Sighting, Source};

/// Every lint that is switched off and every test that is ignored without saying why.
pub fn faults(source: &Source) -> Vec<String> {
    let lines: Vec<&str> = source.text.lines().collect();
    let fault = |sighting: &Sighting| {
        let Kind::Attribute { name, rest, after } = &sighting.kind else { return None };
        let line_above = sighting.line.checked_sub(2).map_or("", |above| lines[above].trim_start());
        let has_reason = match name.as_str() {
            "allow" | "expect" => rest.contains("reason =") || after.contains("//") || is_comment(line_above),
            "ignore" => rest.contains(char::is_alphabetic),
            _ => true,
        };
        let (path, line) = (&source.path, sighting.line);
        (!has_reason).then(|| format!("{path}:{line}: #[{name}] gives no reason, write it there or remove it"))
    };
    source.sightings.iter().filter_map(fault).collect()
}

/// True for a comment to the reader of the code, which a doc comment is not.
fn is_comment(line: &str) -> bool {
    line.strip_prefix("//").is_some_and(|text| !text.starts_with(['/', '!']) && !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> usize {
        faults(&Source::read("src/domain/x.rs", text).unwrap()).len()
    }

    #[test]
    fn an_exception_without_a_reason_is_found() {
        for text in [
            "#[allow(dead_code)]\nfn f() {}",
            "#![allow(dead_code)]",
            "//! X.\n#![allow(dead_code)]",
            "/// Does it.\n#[expect(dead_code)]\nfn f() {}",
            "//\n#[allow(dead_code)]\nfn f() {}",
            "m! { #[allow(dead_code)] fn f() {} }",
            "#[test]\n#[ignore]\nfn f() {}",
            "#[test]\n#[ignore = \"\"]\nfn f() {}",
        ] {
            assert_eq!(found(text), 1, "{text}");
        }
    }

    #[test]
    fn an_exception_with_a_reason_is_not_a_fault() {
        for text in [
            "// The table is clearer in one piece.\n#[allow(dead_code)]\nfn f() {}",
            "#[allow(dead_code)] // Read by the bench.\nfn f() {}",
            "#[expect(dead_code, reason = \"read by the bench\")]\nfn f() {}",
            "#[test]\n#[ignore = \"long: 200 kills\"]\nfn f() {}",
            "// #[ignore]\nconst S: &str = \"#[allow(dead_code)]\";",
        ] {
            assert_eq!(found(text), 0, "{text}");
        }
    }
}
