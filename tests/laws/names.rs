//! Names in Rust code: where a path leads, and what is only for tests.

use std::collections::BTreeMap;
use syn::punctuated::Punctuated;
use syn::{Attribute, Item, Meta, Token};

/// A path, from `crate` or from the name of an outside crate: `["crate", "db", "schema"]`.
pub type Names = Vec<String>;

/// Whether a path begins with `prefix`, written `std::fs`.
pub fn is_under(path: &[String], prefix: &str) -> bool {
    prefix.split("::").enumerate().all(|(at, name)| path.get(at).is_some_and(|n| n == name))
}

/// The name without `r#`.
pub fn plain(name: &syn::Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}

/// `src/quizzes/marking.rs` is the module `quizzes::marking`.
pub fn module_of(path: &str) -> Names {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
    let inside = inside.trim_end_matches("/mod");
    inside.split('/').filter(|n| !["lib", "main"].contains(n)).map(str::to_owned).collect()
}

/// The path in full, as seen from `module` with its `imports`.
pub fn resolve(names: &[String], module: &[String], imports: &BTreeMap<String, Names>) -> Names {
    let own = || [vec!["crate".to_owned()], module.to_vec()].concat();
    let Some((first, rest)) = names.split_first() else { return Names::new() };
    let mut full = match first.as_str() {
        "crate" | "foundations" => vec!["crate".to_owned()],
        "self" => own(),
        "super" => own()[..module.len().max(1)].to_vec(),
        name => imports.get(name).cloned().unwrap_or_else(|| vec![first.clone()]),
    };
    for name in rest {
        match name.as_str() {
            "self" => {}
            "super" => drop(full.pop()),
            _ => full.push(name.clone()),
        }
    }
    full
}

pub fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(i) => &i.attrs,
        Item::Enum(i) => &i.attrs,
        Item::Fn(i) => &i.attrs,
        Item::Impl(i) => &i.attrs,
        Item::Macro(i) => &i.attrs,
        Item::Mod(i) => &i.attrs,
        Item::Static(i) => &i.attrs,
        Item::Struct(i) => &i.attrs,
        Item::Trait(i) => &i.attrs,
        Item::Type(i) => &i.attrs,
        Item::Use(i) => &i.attrs,
        _ => &[],
    }
}

/// `#[test]`, `#[cfg(test)]` or `#[cfg(all(test, …))]`; not `#[cfg(not(test))]`.
pub fn is_for_tests(attributes: &[Attribute]) -> bool {
    fn means_test(meta: &Meta) -> bool {
        let parts = Punctuated::<Meta, Token![,]>::parse_terminated;
        match meta {
            Meta::Path(path) => path.is_ident("test"),
            Meta::List(list) if list.path.is_ident("all") => {
                list.parse_args_with(parts).is_ok_and(|parts| parts.iter().any(means_test))
            }
            _ => false,
        }
    }
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute.parse_args().is_ok_and(|meta| means_test(&meta))
    })
}
