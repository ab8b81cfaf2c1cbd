//! The accept loop: connections with time-outs and a cap, and a stop that has a deadline.
//! (The framework's own loop has neither a header time-out nor a cap nor a deadline.)

mod stall;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use stall::StallGuard;

/// How patient the loop is.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For a request's head, also the first one of a new connection and the next one of an idle connection.
    pub head: Duration,
    /// For a client that does not read what we send.
    pub stalled_write: Duration,
    /// Connections at a time; further ones wait in the operating system's queue.
    pub connections: usize,
    /// From the signal to stop until open connections are dropped.
    pub drain: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { head: Duration::from_secs(15), stalled_write: Duration::from_secs(30), connections: 4_096, drain: Duration::from_secs(10) }
    }
}

/// The longest that a stop takes in who is queued.
const QUEUE: Duration = Duration::from_millis(100);

/// Serves until `stop` is cancelled, then lets open requests finish, at most for `patience.drain`.
/// Returns whether all of them did.
pub async fn serve(listener: TcpListener, app: Router, patience: Patience, stop: CancellationToken) -> bool {
    let seats = Arc::new(Semaphore::new(patience.connections));
    let connections = Connections { app, patience, open: GracefulShutdown::new() };
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            accepted = accept(&listener, &seats) => accepted,
        };
        let (stream, peer, seat) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                recover(&error).await;
                continue;
            }
        };
        connections.serve(stream, peer, seat);
    }
    take_waiting(&listener, &seats, |stream, peer, seat| connections.serve(stream, peer, seat)).await;
    drop(listener);
    tokio::time::timeout(patience.drain, connections.open.shutdown()).await.is_ok()
}

/// Those that are being served.
struct Connections {
    app: Router,
    patience: Patience,
    open: GracefulShutdown,
}

impl Connections {
    fn serve(&self, stream: TcpStream, peer: SocketAddr, seat: OwnedSemaphorePermit) {
        // Small answers and token deltas must not wait for more bytes.
        let _ = stream.set_nodelay(true);
        let app = self.app.clone();
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            app.clone().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.patience.head)
            .max_buf_size(64 * 1024)
            .serve_connection(TokioIo::new(StallGuard::new(stream, self.patience.stalled_write)), service);
        let connection = self.open.watch(connection);
        tokio::spawn(async move {
            // Broken connections are the client's affair; there is nobody to tell.
            let _ = connection.await;
            drop(seat);
        });
    }
}

/// Whoever stands in the operating system's queue when the stop comes has connected already: closing the listener would
/// reset them. Ends when nobody has come for a moment, or after [`QUEUE`].
async fn take_waiting(listener: &TcpListener, seats: &Arc<Semaphore>, serve: impl Fn(TcpStream, SocketAddr, OwnedSemaphorePermit)) {
    let ends = tokio::time::Instant::now() + QUEUE;
    while tokio::time::Instant::now() < ends {
        match tokio::time::timeout(QUEUE / 10, accept(listener, seats)).await {
            Ok(Ok((stream, peer, seat))) => serve(stream, peer, seat),
            Ok(Err(error)) => recover(&error).await,
            Err(_) => return,
        }
    }
}

/// A seat first, then a connection: beyond the cap, the operating system's queue holds the rest.
async fn accept(listener: &TcpListener, seats: &Arc<Semaphore>) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let seat = Arc::clone(seats).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, seat))
}

/// A connection that broke while it was accepted is nothing; anything else (no file handles left) needs a pause.
async fn recover(error: &io::Error) {
    let client_gone = matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionRefused | io::ErrorKind::Interrupted
    );
    if !client_gone {
        tracing::error!(%error, "cannot accept connections");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Cancels `stop` at SIGTERM or SIGINT; a second signal ends the process at once.
pub fn stop_on_signals(stop: CancellationToken) -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        let mut first = true;
        loop {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if !first {
                tracing::warn!("second signal: leaving at once");
                leave();
            }
            first = false;
            tracing::info!("stopping: open requests may finish");
            stop.cancel();
        }
    });
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "who asks twice does not want to wait for destructors; the database recovers at the next start"
)]
fn leave() -> ! {
    std::process::exit(130)
}
