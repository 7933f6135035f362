//! What is committed works on every machine, so it names no folder of one.

/// First folders that exist on somebody's machine only; spelled without their slash, so that this file is clean.
const FOLDERS: [&str; 4] = ["work/", "root/", "home/", "tmp/bash"];

/// Every line of a text file that names a path of one machine.
pub fn faults(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for folder in FOLDERS.iter().filter(|folder| names(line, folder)) {
            faults.push(format!("{path}:{}: names /{folder} of one machine, write a relative path", at + 1));
        }
    }
    faults
}

/// True where a path in the line begins with the folder: `/folder/`, not `other/folder/`.
fn names(line: &str, folder: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | ')' | '>' | '*');
    line.match_indices(&format!("/{folder}")).any(|(at, _)| !line[..at].ends_with(inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_one_machine_is_found_and_a_relative_one_is_not() {
        for folder in FOLDERS {
            for line in ["cd X", "--home=X", "\"X\"", "file://X"] {
                let text = format!("\n{}", line.replace('X', &format!("/{folder}okno")));
                let fault = format!("README.md:2: names /{folder} of one machine, write a relative path");
                assert_eq!(faults("README.md", &text), [fault], "{text}");
            }
            for line in ["a/X", "../X", "https://example.org/X", "$DIR/X", "/srv/X"] {
                let text = line.replace('X', &format!("{folder}okno"));
                assert_eq!(faults("README.md", &text), [""; 0], "{text}");
            }
        }
    }
}
