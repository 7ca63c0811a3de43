//! What clippy is told stays told, and nothing in `src` gives up in the middle.

use super::code::Code;
use super::names::is_for_tests;
use super::source::{Source, all, assert_caught, assert_kept, read};
use std::collections::BTreeSet;
use syn::visit::Visit;
use syn::{Attribute, Meta};

/// Attributes that hide something: `allow`, and modules in odd places.
#[derive(Default)]
struct Attributes {
    found: BTreeSet<&'static str>,
}

impl<'ast> Visit<'ast> for Attributes {
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        let inner = match &attribute.meta {
            Meta::List(list) if list.path.is_ident("cfg_attr") => list.tokens.to_string(),
            _ => String::new(),
        };
        if attribute.path().is_ident("allow")
            || inner.contains("allow (")
            || inner.contains("allow(")
        {
            self.found.insert("allow");
        }
        if attribute.path().is_ident("path") && !is_rig(attribute) {
            self.found.insert("path");
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let tokens: String = call.tokens.to_string().split_whitespace().collect();
        if tokens.contains("#[allow(") || tokens.contains("#![allow(") {
            self.found.insert("allow");
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.ident == "tests" && !is_for_tests(&item.attrs) {
            self.found.insert("tests");
        }
        syn::visit::visit_item_mod(self, item);
    }
}

/// Whether this names `tests/rig`, which the proofs and the benchmark share: a folder beside both.
fn is_rig(attribute: &Attribute) -> bool {
    use syn::{Expr, Lit, MetaNameValue};
    let Meta::NameValue(MetaNameValue { value: Expr::Lit(value), .. }) = &attribute.meta else {
        return false;
    };
    matches!(&value.lit, Lit::Str(path) if path.value().ends_with("../rig/mod.rs")
        || path.value().ends_with("../tests/rig/mod.rs"))
}

fn hidden(source: &Source) -> Vec<String> {
    let mut attributes = Attributes::default();
    attributes.visit_file(&source.parse());
    let breach = |name: &&str| {
        let what = match *name {
            "allow" => {
                "write `#[expect(lint, reason = \"…\")]`, which says why and ends with its cause"
            }
            "path" => "a module stands in the file of its name: take `#[path]` out",
            _ => "put `#[cfg(test)]` on the module `tests`",
        };
        source.breach(&[name], what)
    };
    attributes.found.iter().map(breach).collect()
}

/// Ways to stop in the middle, in code that serves people.
fn giving_up(source: &Source) -> Vec<String> {
    let code = Code::of(source);
    let named = |name: &&str, among: &[String]| among.iter().any(|other| other == name);
    // `Option::unwrap`, but not the attribute `expect`.
    let long = code.paths.iter().filter(|path| path.len() > 1);
    let by_path: Vec<String> = long.filter_map(|path| path.last().cloned()).collect();
    let macros = ["todo", "unimplemented", "dbg"].into_iter().filter(|n| named(n, &code.macros));
    let calls = ["unwrap", "expect", "unwrap_err", "expect_err", "unwrap_unchecked"]
        .into_iter()
        .filter(|name| named(name, &code.calls) || named(name, &by_path));
    let breach = |name: &str| {
        let what = format!("{name} stops in the middle: return an error, or a value that is right");
        source.breach(&[name], &what)
    };
    macros.chain(calls).map(breach).collect()
}

fn unsafe_is_allowed(manifest: &Source) -> Vec<String> {
    let table: toml::Table = manifest.text.parse().unwrap();
    let said = table.get("lints").and_then(|l| l.get("rust")?.get("unsafe_code")?.as_str());
    if said == Some("forbid") {
        return Vec::new();
    }
    vec![manifest.breach(&["unsafe_code"], "`[lints.rust]` must say `unsafe_code = \"forbid\"`")]
}

#[test]
fn nothing_is_hidden_from_the_linter() {
    let files = [all("src", ".rs"), all("tests", ".rs"), all("benches", ".rs")].concat();
    assert!(files.len() > 10, "the source was not found");
    let manifest = unsafe_is_allowed(&read("Cargo.toml"));
    assert_kept(&files.iter().flat_map(hidden).chain(manifest).collect::<Vec<_>>());
}

#[test]
fn nothing_gives_up_in_the_middle() {
    assert_kept(&all("src", ".rs").iter().flat_map(giving_up).collect::<Vec<_>>());
}

#[test]
fn what_hides_is_caught() {
    for text in [
        "\n#[allow(dead_code)] fn f() {}",
        "#![expect(a)]\n#![allow(b)]",
        "\n#[cfg_attr(test, allow(dead_code))] struct A;",
        "\nmacro_rules! m { () => { #[allow(dead_code)] fn f() {} } }",
        "\nfn f() { #[allow(unused)] let a = 1; }",
    ] {
        assert_caught(
            &hidden(&Source::new("tests/a.rs", text)),
            &["tests/a.rs:2: write `#[expect("],
        );
    }
    let shared = Source::new("tests/faults/main.rs", "#[path = \"../rig/mod.rs\"] mod rig;");
    assert_caught(&hidden(&shared), &[]);
    let odd = Source::new("src/a.rs", "\n#[path = \"b.rs\"] mod c;");
    assert_caught(&hidden(&odd), &["src/a.rs:2: a module stands in the file of its name"]);
    assert_caught(
        &hidden(&Source::new("src/a.rs", "mod tests;")),
        &["src/a.rs:1: put `#[cfg(test)]`"],
    );
    let text = "[lints.rust]\nunsafe_code = \"warn\"";
    assert_caught(
        &unsafe_is_allowed(&Source::new("Cargo.toml", text)),
        &["Cargo.toml:2: `[lints.rust]` must"],
    );
    assert_caught(&unsafe_is_allowed(&Source::new("Cargo.toml", "")), &["Cargo.toml:1: "]);
}

#[test]
fn giving_up_is_caught() {
    for (text, name) in [
        ("\nfn f() { todo!() }", "todo"),
        ("\nfn f() { g(unimplemented!(\"x\")) }", "unimplemented"),
        ("\nfn f() { std::dbg!(1); }", "dbg"),
        ("\nfn f() { a().unwrap(); }", "unwrap"),
        ("\nfn f() { format!(\"{}\", a.expect(\"x\")); }", "expect"),
        ("\nfn f() { a.map(Result::unwrap); }", "unwrap"),
        ("\n#[cfg(not(test))] mod a { fn f() { b.unwrap() } }", "unwrap"),
    ] {
        let part = format!("src/a.rs:2: {name} stops in the middle");
        assert_caught(&giving_up(&Source::new("src/a.rs", text)), &[&part]);
    }
    let fine =
        "#[expect(a)] fn f() { a.unwrap_or(1); } #[cfg(test)] mod tests { fn f() { a.unwrap() } }";
    assert_caught(&giving_up(&Source::new("src/a.rs", fine)), &[]);
}
