fn main() -> std::process::ExitCode {
    foundations::cli::main()
}
