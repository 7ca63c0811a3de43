//! What a Rust file names: paths, calls, macros and derives, read with syn. Grouped imports,
//! aliases, `super::` and the tokens inside macros are followed; code for tests is left out.

use super::names::{Names, attributes, is_for_tests, is_under, module_of, plain, resolve};
use super::source::Source;
use std::collections::BTreeMap;
use syn::buffer::{Cursor, TokenBuffer};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, Meta, UseTree};

/// What one file names outside its tests.
#[derive(Debug, Default)]
pub struct Code {
    /// Every path of two names or more, resolved, and the names of attributes.
    pub paths: Vec<Names>,
    /// The names of methods called: `.unwrap()` is `unwrap`.
    pub calls: Vec<String>,
    /// The names of macros called: `dbg!` is `dbg`.
    pub macros: Vec<String>,
    /// The last names of traits derived or implemented by hand.
    pub derives: Vec<String>,
    /// The first literal of each call or macro, and of each field: `("text", "a-key")`.
    pub spoken: Vec<(String, String)>,
    module: Names,
    raw: Vec<(Names, Names)>,
    raw_derives: Vec<String>,
    uses: Vec<(Names, String, Names)>,
}

impl Code {
    pub fn of(source: &Source) -> Code {
        let mut code = Code { module: module_of(&source.path), ..Code::default() };
        let file = source.parse();
        if !is_for_tests(&file.attrs) {
            code.visit_file(&file);
        }
        code.resolve_all();
        code
    }

    /// The first path that begins with `prefix`, written `std::fs`.
    pub fn first_under(&self, prefix: &str) -> Option<&Names> {
        self.paths.iter().find(|path| is_under(path, prefix))
    }

    fn resolve_all(&mut self) {
        let mut imports = BTreeMap::new();
        // Twice, because an import may lean on one below it.
        for _ in 0..2 {
            for (module, alias, names) in &self.uses {
                imports.insert(alias.clone(), resolve(names, module, &imports));
            }
        }
        let raw = self.raw.iter().map(|(module, names)| resolve(names, module, &imports));
        let used = self.uses.iter().map(|(module, _, names)| resolve(names, module, &imports));
        self.paths = used.chain(raw).collect();
        self.derives = self
            .raw_derives
            .iter()
            .map(|name| imports.get(name).and_then(|full| full.last()).unwrap_or(name).clone())
            .collect();
    }

    fn keep(&mut self, names: Names) {
        if names.len() >= 2 {
            self.raw.push((self.module.clone(), names));
        }
    }

    fn flatten(&mut self, tree: &UseTree, so_far: &Names) {
        let with = |name: &syn::Ident| [so_far.clone(), vec![plain(name)]].concat();
        let (alias, names) = match tree {
            UseTree::Path(path) => return self.flatten(&path.tree, &with(&path.ident)),
            UseTree::Group(group) => {
                return group.items.iter().for_each(|item| self.flatten(item, so_far));
            }
            UseTree::Glob(_) => ("*".to_owned(), [so_far.clone(), vec!["*".to_owned()]].concat()),
            UseTree::Rename(rename) => (plain(&rename.rename), with(&rename.ident)),
            UseTree::Name(name) if name.ident == "self" => {
                (so_far.last().cloned().unwrap_or_default(), so_far.clone())
            }
            UseTree::Name(name) => (plain(&name.ident), with(&name.ident)),
        };
        self.uses.push((self.module.clone(), alias, names));
    }

    /// Reads tokens that syn leaves alone: those of macros and attributes.
    fn tokens(&mut self, mut at: Cursor, base: &Names) {
        let (mut path, mut joined) = (Names::new(), false);
        let mut before = [String::new(), String::new()];
        while let Some((token, next)) = at.token_tree() {
            let mut after = next;
            if let Some((name, _)) = at.ident() {
                if !joined {
                    self.keep(std::mem::replace(&mut path, base.clone()));
                }
                path.push(plain(&name));
                joined = false;
            } else if let Some(rest) = double_colon(at) {
                joined = true;
                after = rest;
            } else if let Some((inside, ..)) = at.any_group() {
                self.notice(&before, inside);
                self.tokens(inside, if joined { &path } else { const { &Vec::new() } });
                self.keep(std::mem::take(&mut path));
                joined = false;
            } else {
                self.keep(std::mem::take(&mut path));
                if let Some(named) = token.to_string().strip_prefix("\"crate::") {
                    let names = format!("crate::{}", named.trim_end_matches('"'));
                    self.keep(names.split("::").map(str::to_owned).collect());
                }
            }
            before = [std::mem::take(&mut before[1]), token.to_string()];
            at = after;
        }
        self.keep(path);
    }

    /// `before` is what stands before a group in a macro: `.unwrap` or `dbg!`, perhaps.
    fn notice(&mut self, before: &[String; 2], inside: Cursor) {
        let [first, last] = before;
        let name = if last == "!" { first } else { last };
        if last == "!" {
            self.macros.push(name.clone());
        } else if first == "." {
            self.calls.push(name.clone());
        }
        self.speak(name, inside);
    }

    fn speak(&mut self, name: &str, inside: Cursor) {
        if let Some((literal, _)) = inside.literal() {
            self.spoken.push((name.to_owned(), literal.to_string().trim_matches('"').to_owned()));
        }
    }

    fn speak_of(&mut self, name: &str, argument: Option<&syn::Expr>) {
        if let Some(syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. })) = argument {
            self.spoken.push((name.to_owned(), text.value()));
        }
    }
}

impl<'ast> Visit<'ast> for Code {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.module.push(plain(&item.ident));
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.flatten(&item.tree, &Names::new());
    }

    fn visit_item_extern_crate(&mut self, item: &'ast syn::ItemExternCrate) {
        let alias = item.rename.as_ref().map_or(&item.ident, |(_, alias)| alias);
        self.uses.push((self.module.clone(), plain(alias), vec![plain(&item.ident)]));
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if let Some(name) = item.trait_.as_ref().and_then(|(_, path, _)| path.segments.last()) {
            self.raw_derives.push(plain(&name.ident));
        }
        visit::visit_item_impl(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.keep(path.segments.iter().map(|segment| plain(&segment.ident)).collect());
        visit::visit_path(self, path);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        // One name is enough here: `#[diesel(…)]` names the crate.
        let path = attribute.path().segments.iter().map(|s| plain(&s.ident)).collect();
        self.raw.push((self.module.clone(), path));
        let Meta::List(list) = &attribute.meta else { return };
        let buffer = TokenBuffer::new2(list.tokens.clone());
        self.tokens(buffer.begin(), &Names::new());
        if list.path.is_ident("derive") || list.path.is_ident("cfg_attr") {
            names_in(buffer.begin(), &mut self.raw_derives);
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        visit::visit_macro(self, call);
        let name = call.path.segments.last().map(|s| plain(&s.ident)).unwrap_or_default();
        let buffer = TokenBuffer::new2(call.tokens.clone());
        self.speak(&name, buffer.begin());
        self.macros.push(name);
        self.tokens(buffer.begin(), &Names::new());
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.calls.push(plain(&call.method));
        self.speak_of(&plain(&call.method), call.args.first());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let syn::Expr::Path(path) = &*call.func
            && let Some(name) = path.path.segments.last()
        {
            self.speak_of(&plain(&name.ident), call.args.first());
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_field_value(&mut self, field: &'ast syn::FieldValue) {
        if let syn::Member::Named(name) = &field.member {
            self.speak_of(&plain(name), Some(&field.expr));
        }
        visit::visit_field_value(self, field);
    }
}

fn names_in(mut at: Cursor, found: &mut Vec<String>) {
    while let Some((_, next)) = at.token_tree() {
        if let Some((name, _)) = at.ident() {
            found.push(plain(&name));
        } else if let Some((inside, ..)) = at.any_group() {
            names_in(inside, found);
        }
        at = next;
    }
}

fn double_colon(at: Cursor) -> Option<Cursor> {
    let (first, next) = at.punct()?;
    let (second, rest) = next.punct()?;
    (first.as_char() == ':' && second.as_char() == ':').then_some(rest)
}

#[test]
fn every_way_to_name_a_path_is_read() {
    let source = Source::new(
        "src/quizzes/marking.rs",
        r#"use crate::{db::{self, schema as s}, kernel::Clock};
           use super::super::mail as post;
           #[serde(with = "crate::audit::facts")]
           struct A { b: std::fs::File }
           fn f() -> db::Conn { s::people::id; post::send(); vec![self::g(crate::web::x(1)?)] }
           macro_rules! m { () => { use $crate::{pages::Y, cli}; } }
           #[cfg(test)] mod tests { use crate::jobs::Z; }"#,
    );
    let paths: Vec<String> = Code::of(&source).paths.iter().map(|path| path.join("::")).collect();
    for path in [
        "crate::db",
        "crate::db::schema",
        "crate::kernel::Clock",
        "crate::mail",
        "crate::audit::facts",
        "std::fs::File",
        "crate::db::Conn",
        "crate::db::schema::people::id",
        "crate::mail::send",
        "crate::quizzes::marking::g",
        "crate::web::x",
        "crate::pages::Y",
        "crate::cli",
    ] {
        assert!(paths.contains(&path.to_owned()), "{path} is not in {paths:#?}");
    }
    assert!(!paths.iter().any(|path| path.contains("jobs")), "tests count");
    let only_for_tests = Source::new("src/a/samples.rs", "#![cfg(test)] use crate::jobs::Z;");
    assert_eq!(Code::of(&only_for_tests).paths, Vec::<Names>::new());
}
