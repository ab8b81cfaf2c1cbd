//! The server: config → telemetry → state → router → serve; or, where the command says so, all figures counted anew, or
//! another password for an account.

use std::{
    io::{IsTerminal, stdin},
    process::ExitCode,
    time::Duration,
};

use chatimjd::server::{
    config::Config,
    router::router,
    serve::{Patience, serve, stop_on_signals},
    state::{AppState, rebuild_figures, reset_password},
    telemetry,
};
use mimalloc::MiMalloc;
use tokio::net::TcpListener;

/// Gives memory back. With the system's allocator the memory of password hashes, 19 MiB each, stayed with the threads that
/// made them: five crowds of 200 log-ins took 856 MB more, and take 35 MB with this one.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// What the program is started for.
enum Command {
    Serve,
    /// Counts all figures anew, and ends.
    Rebuild,
    /// Gives the account of this address the password that is read, and ends.
    ResetPassword(String),
}

const COMMANDS: &str = "Without a command the server starts. Commands:
  rebuild-figures        counts all figures anew
  reset-password EMAIL   reads another password for this account, and ends all its sessions";

impl Command {
    fn of(words: &[String]) -> Option<Self> {
        match words {
            [] => Some(Self::Serve),
            [command] if command == "rebuild-figures" => Some(Self::Rebuild),
            [command, email] if command == "reset-password" => Some(Self::ResetPassword(email.clone())),
            _ => None,
        }
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some(command) = Command::of(&words) else {
        eprintln!("{:?} is no command. {COMMANDS}", words.join(" "));
        return ExitCode::from(2);
    };
    let config = match Config::from_env() {
        Ok(config) => config,
        Err(errors) => {
            eprintln!("{errors}");
            return ExitCode::from(2);
        }
    };
    telemetry::init(&config);
    // The libraries bring two implementations of TLS and none chooses: a `wss://` or `rediss://` would panic. Fails only
    // where one was chosen already.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    // The database's parser and executor need deep stacks, the deeper the less optimised they are.
    let stack = if cfg!(debug_assertions) { 20 } else { 10 } * 1024 * 1024;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(stack).max_blocking_threads(64).build();
    let outcome = match runtime {
        // On a worker: the main thread's stack is not ours to size.
        Ok(runtime) => {
            let work = async move {
                match command {
                    Command::Serve => run(config).await,
                    Command::Rebuild => rebuild(config).await,
                    Command::ResetPassword(email) => reset(config, &email).await,
                }
            };
            let outcome = runtime.block_on(async { tokio::spawn(work).await.unwrap_or_else(|_| Err("the server broke down".to_owned())) });
            // What computes without an end in sight (files that are still being compressed) is not waited for.
            runtime.shutdown_timeout(Duration::from_secs(1));
            outcome
        }
        Err(error) => Err(format!("no threads: {error}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

async fn rebuild(config: Config) -> Result<(), String> {
    let rebuilt = rebuild_figures(&config).await.map_err(|error| error.to_string())?;
    println!("{} facts counted under {} keys; {} keys were wrong.", rebuilt.facts, rebuilt.keys, rebuilt.wrong);
    Ok(())
}

/// The password is read and not an argument: everybody on the machine sees those.
async fn reset(config: Config, email: &str) -> Result<(), String> {
    if stdin().is_terminal() {
        eprintln!("Type the new password for {email} (it is shown) and press Enter.");
    }
    let mut line = String::new();
    stdin().read_line(&mut line).map_err(|error| format!("no password could be read: {error}"))?;
    let password = line.trim_end_matches(['\r', '\n']);
    reset_password(&config, email, password).await?;
    println!("{email} has another password now. All sessions of this account have ended.");
    Ok(())
}

async fn run(config: Config) -> Result<(), String> {
    let bind = config.bind;
    let listener = TcpListener::bind(bind).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => format!("{bind} is taken by another program. Stop it, or choose another address with BIND."),
        _ => format!("cannot listen on {bind}: {error}"),
    })?;
    let state = AppState::build(config).await.map_err(|error| error.to_string())?;
    stop_on_signals(state.stop.clone()).map_err(|error| format!("no signals: {error}"))?;
    state.warm_up();
    println!("CHATIMJD is ready: {}", state.config.url("/"));
    let answers = async {
        state.stop.cancelled().await;
        // Answers end by themselves, or with the text they have while there is still time to store it.
        state.hub.drain(Duration::from_secs(6), Duration::from_secs(3)).await
    };
    let (connections_done, answers_done) =
        tokio::join!(serve(listener, router(state.clone()), Patience::default(), state.stop.clone()), answers);
    // What goes on by itself ends, or is taken up again by the next start.
    let chores_done = state.finish(Duration::from_secs(5)).await;
    if !(connections_done && answers_done && chores_done) {
        tracing::warn!(connections_done, answers_done, chores_done, "stopped at the deadline");
    }
    state.database.close().await.map_err(|error| format!("the database was not closed cleanly: {error}; the next start recovers"))
}
