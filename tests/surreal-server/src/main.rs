//! The `surreal` command as its makers build it, which ends with whoever started it.

use std::{
    io::{Read, stdin},
    process::ExitCode,
};

fn main() -> ExitCode {
    // The tests hold the other end of the input: it closes when they end, however they end.
    std::thread::spawn(|| {
        let _ = stdin().read_to_end(&mut vec![]);
        std::process::exit(0);
    });
    surrealdb_server::init(surrealdb_server::core::CommunityComposer())
}
