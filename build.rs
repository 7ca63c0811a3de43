fn main() {
    // What is embedded changes when a file comes or goes, not only when one is edited.
    for folder in ["courses", "templates", "static", "locales", "migrations"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
