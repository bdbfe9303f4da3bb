//! The program `emn` once more: cargo builds it afresh for the tests of this package, and for this package only.

fn main() -> std::process::ExitCode {
    emn_node::cli::main()
}
