//! Parse, dispatch, exit code.

fn main() -> std::process::ExitCode {
    okno::cli::run()
}
