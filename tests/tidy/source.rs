//! A Rust file as a list of what the rules look for, read from its tokens: comments and strings can't mislead the
//! rules, and the bodies of macros are read like all other code.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A Rust file of the tree.
pub struct Source {
    /// From the root of the tree, with `/` on every system.
    pub path: String,
    /// The modules from the crate's root to the file; none for the roots and for files outside `src/`.
    pub module: Vec<String>,
    pub text: String,
    pub sightings: Vec<Sighting>,
}

/// One thing in a file that some rule may care about.
pub struct Sighting {
    /// Counted from 1.
    pub line: usize,
    /// The modules from the crate's root to the place, inline ones too.
    pub module: Vec<String>,
    /// True where the code is built for tests or benches only.
    pub test: bool,
    pub kind: Kind,
}

pub enum Kind {
    /// `a::b::c`; also one identifier alone. Of a `use` with braces, one path for each name.
    Path(Vec<String>),
    /// `.name(…)`
    Call(String),
    /// `name!(…)`
    Macro(String),
    /// What stands between the quotes of a string literal, escapes unread.
    Text(String),
    /// `#[name…]`; `rest` is what follows the name, `after` the source after the `]` on its line.
    Attribute { name: String, rest: String, after: String },
    /// A function with a body, `lines` from `fn` to the closing brace; `proves` where it bears `#[test]`
    /// or is listed under `on_both!`.
    Function { name: String, lines: usize, proves: bool },
    /// `mod name;`
    Module(String),
}

impl Source {
    /// Reads a file's text; the error says where it stops being Rust.
    pub fn read(path: &str, text: &str) -> Result<Source, String> {
        let stream: TokenStream = text.parse().map_err(|error| format!("{path}:1: not Rust: {error}"))?;
        let module = module_of(path);
        let scope = Scope { module: module.clone(), test: !path.starts_with("src/") };
        let mut reader = Reader { lines: text.lines().collect(), sightings: Vec::new() };
        reader.walk(stream, scope);
        let listed = listed_tests(text);
        for sighting in &mut reader.sightings {
            if let Kind::Function { name, proves, .. } = &mut sighting.kind {
                *proves |= listed.contains(&name.as_str());
            }
        }
        Ok(Source { path: path.to_owned(), module, text: text.to_owned(), sightings: reader.sightings })
    }

    /// True for the files of the program itself.
    pub fn is_program(&self) -> bool {
        self.path.starts_with("src/")
    }

    /// The files, without `.rs`, whose declaration (`#[cfg(test)] mod name;`) stands here and is for tests only.
    pub fn test_files(&self) -> impl Iterator<Item = String> {
        let is_root = self.path == "src/lib.rs" || self.path == "src/main.rs" || self.path.ends_with("/mod.rs");
        let own = self.path.trim_end_matches(".rs");
        let folder = if is_root { own.rsplit_once('/').map_or("", |(folder, _)| folder) } else { own };
        self.sightings.iter().filter(|sighting| sighting.test).filter_map(move |sighting| match &sighting.kind {
            Kind::Module(name) => Some(format!("{folder}/{name}")),
            _ => None,
        })
    }

    /// Notes that the whole file is built for tests only.
    pub fn mark_as_test(&mut self) {
        self.sightings.iter_mut().for_each(|sighting| sighting.test = true);
    }
}

fn module_of(path: &str) -> Vec<String> {
    let Some(inner) = path.strip_prefix("src/") else { return Vec::new() };
    let mut module: Vec<String> = inner.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if inner.ends_with("/mod.rs") || inner == "lib.rs" || inner == "main.rs" {
        module.pop();
    }
    module
}

#[derive(Clone)]
struct Scope {
    module: Vec<String>,
    test: bool,
}

struct Reader<'a> {
    lines: Vec<&'a str>,
    sightings: Vec<Sighting>,
}

/// The functions that `on_both!` makes tests of, on either store.
fn listed_tests(text: &str) -> Vec<&str> {
    let listed = text.split("\non_both!(").skip(1).filter_map(|rest| rest.split_once(')'));
    listed.flat_map(|(names, _)| names.split(',').map(str::trim)).filter(|name| !name.is_empty()).collect()
}

impl Reader<'_> {
    fn walk(&mut self, stream: TokenStream, mut outer: Scope) {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let mut scope = outer.clone();
        let mut proves = false;
        let mut at = 0;
        while let Some(tree) = trees.get(at) {
            let rest = &trees[at..];
            let mut taken = 1;
            match tree {
                TokenTree::Punct(mark) if mark.as_char() == '#' => {
                    if let Some((inner, group)) = attribute(rest) {
                        taken = if inner { 3 } else { 2 };
                        let (name, for_tests) = self.attribute(group, &scope);
                        proves |= name == "test";
                        scope.test |= for_tests;
                        outer.test |= for_tests && inner;
                    }
                }
                TokenTree::Punct(mark) if mark.as_char() == ';' => (scope, proves) = (outer.clone(), false),
                TokenTree::Punct(_) => {}
                TokenTree::Ident(_) => {
                    let after_dot = at.checked_sub(1).is_some_and(|before| is_punct(&trees[before], '.'));
                    taken = self.ident(rest, after_dot, proves, &mut scope);
                }
                TokenTree::Literal(literal) => {
                    let repr = literal.to_string();
                    if let Some(text) = repr.trim_start_matches(['b', 'c', 'r', '#']).strip_prefix('"') {
                        self.note(tree, &scope, Kind::Text(text.trim_end_matches(['#', '"']).to_owned()));
                    }
                }
                TokenTree::Group(group) => {
                    self.walk(group.stream(), scope.clone());
                    if group.delimiter() == Delimiter::Brace {
                        (scope, proves) = (outer.clone(), false);
                    }
                }
            }
            at += taken;
        }
    }

    fn note(&mut self, place: &TokenTree, scope: &Scope, kind: Kind) {
        let line = place.span().start().line;
        self.sightings.push(Sighting { line, module: scope.module.clone(), test: scope.test, kind });
    }

    /// Notes an attribute; gives its name, and whether what it stands on is for tests only.
    fn attribute(&mut self, group: &Group, scope: &Scope) -> (String, bool) {
        let mut trees = group.stream().into_iter();
        let name = trees.next().map_or_else(String::new, |tree| tree.to_string());
        let rest: TokenStream = trees.collect();
        let end = group.span_close().end();
        let line = self.lines.get(end.line - 1).copied().unwrap_or_default();
        let after = line.chars().skip(end.column).collect();
        // A doc comment is an attribute with a string, which is prose and not code.
        if name != "doc" {
            self.walk(rest.clone(), scope.clone());
        }
        let rest = rest.to_string();
        let words: Vec<&str> = rest.split(|c: char| !c.is_alphanumeric()).collect();
        let only_tests = words.contains(&"test") && !words.contains(&"not") && !words.contains(&"any");
        let for_tests = name == "test" || (name == "cfg" && only_tests);
        self.note(&TokenTree::Group(group.clone()), scope, Kind::Attribute { name: name.clone(), rest, after });
        (name, for_tests)
    }

    /// Notes what an identifier begins; gives how many trees that takes. An inline module is entered in `scope`,
    /// which its braces then leave.
    fn ident(&mut self, trees: &[TokenTree], after_dot: bool, proves: bool, scope: &mut Scope) -> usize {
        let word = trees[0].to_string();
        let next = trees.get(1);
        match (word.as_str(), next, trees.get(2)) {
            ("use", ..) => return 1,
            ("mod", Some(TokenTree::Ident(name)), Some(TokenTree::Group(_))) => {
                scope.module.push(name.to_string());
                return 2;
            }
            ("mod", Some(TokenTree::Ident(name)), _) => {
                self.note(&trees[0], scope, Kind::Module(name.to_string()));
                return 2;
            }
            ("fn", Some(TokenTree::Ident(name)), _) => {
                if let Some(body) = trees.iter().take_while(|tree| !is_punct(tree, ';')).find_map(braces) {
                    let lines = body.span_close().end().line - trees[0].span().start().line + 1;
                    self.note(&trees[0], scope, Kind::Function { name: name.to_string(), lines, proves });
                }
                return 2;
            }
            _ => {}
        }
        let parentheses =
            |tree: &TokenTree| matches!(tree, TokenTree::Group(g) if g.delimiter() == Delimiter::Parenthesis);
        if after_dot && next.is_some_and(parentheses) {
            self.note(&trees[0], scope, Kind::Call(word));
            return 1;
        }
        self.path(trees, &[], scope)
    }

    /// Notes the path that begins at the first tree, and the macro that it calls; gives how many trees it takes.
    fn path(&mut self, trees: &[TokenTree], prefix: &[String], scope: &Scope) -> usize {
        let mut path = prefix.to_vec();
        path.push(trees[0].to_string());
        let mut taken = 1;
        while let [colon, second, next, ..] = &trees[taken..]
            && is_punct(colon, ':')
            && is_punct(second, ':')
        {
            match next {
                TokenTree::Ident(name) => path.push(name.to_string()),
                TokenTree::Punct(mark) if mark.as_char() == '*' => path.push("*".to_owned()),
                TokenTree::Group(group) => {
                    self.names(group.stream(), &path, scope);
                    return taken + 3;
                }
                _ => break,
            }
            taken += 3;
        }
        if let [bang, TokenTree::Group(_), ..] = &trees[taken..]
            && is_punct(bang, '!')
        {
            let name = path[path.len() - 1].clone();
            self.note(&trees[0], scope, Kind::Macro(name));
        }
        self.note(&trees[0], scope, Kind::Path(path));
        taken
    }

    /// Notes the names in the braces of a `use`.
    fn names(&mut self, stream: TokenStream, prefix: &[String], scope: &Scope) {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while let Some(tree) = trees.get(at) {
            at += match tree {
                TokenTree::Ident(word) if word == "as" => 2,
                TokenTree::Punct(mark) if mark.as_char() != '*' => 1,
                _ => self.path(&trees[at..], prefix, scope),
            };
        }
    }
}

fn is_punct(tree: &TokenTree, mark: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == mark)
}

fn braces(tree: &TokenTree) -> Option<&Group> {
    match tree {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group),
        _ => None,
    }
}

/// The brackets of the attribute that begins here, and whether it is an inner one (`#!`).
fn attribute(trees: &[TokenTree]) -> Option<(bool, &Group)> {
    match trees {
        [_, TokenTree::Group(group), ..] => Some((false, group)),
        [_, bang, TokenTree::Group(group), ..] if is_punct(bang, '!') => Some((true, group)),
        _ => None,
    }
    .filter(|(_, group)| group.delimiter() == Delimiter::Bracket)
}
