//! The `emn` program.

fn main() -> std::process::ExitCode {
    emn_node::cli::main()
}
