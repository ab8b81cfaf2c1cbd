//! A wire to a server that a test can cut, or let fall silent.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

/// Connections have numbers, in the order in which they came.
#[derive(Clone, Copy)]
struct State {
    /// Those below this one are over.
    cut: usize,
    /// Those below this one stand, and nothing comes through.
    silent: usize,
    next: usize,
}

pub struct Wire {
    /// Where to connect instead of to the server.
    pub address: SocketAddr,
    state: watch::Sender<State>,
    task: JoinHandle<()>,
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Wire {
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let state = watch::Sender::new(State { cut: 0, silent: 0, next: 0 });
        let all = state.clone();
        let task = tokio::spawn(async move {
            loop {
                let (near, _) = listener.accept().await.expect("a connection");
                let number = all.borrow().next;
                all.send_modify(|state| state.next += 1);
                tokio::spawn(connection(number, near, server, all.subscribe()));
            }
        });
        Self { address, state, task }
    }

    /// Ends all connections; new ones are welcome at once.
    pub fn cut(&self) {
        self.state.send_modify(|state| state.cut = state.next);
    }

    /// Nothing comes through any more; new connections are taken and come through.
    pub fn strand(&self) {
        self.state.send_modify(|state| state.silent = state.next);
    }

    /// Nothing comes through any more, whatever is tried.
    pub fn fall_silent(&self) {
        self.state.send_modify(|state| state.silent = usize::MAX);
    }

    /// Lets through again what was held back and what comes.
    pub fn speak(&self) {
        self.state.send_modify(|state| state.silent = 0);
    }
}

async fn connection(number: usize, near: TcpStream, server: SocketAddr, mut states: watch::Receiver<State>) {
    let Ok(far) = TcpStream::connect(server).await else { return };
    let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
    let (there, back) = (states.clone(), states.clone());
    tokio::select! {
        () = carry(number, near_in, far_out, there) => {}
        () = carry(number, far_in, near_out, back) => {}
        _ = states.wait_for(|state| number < state.cut) => {}
    }
}

async fn carry(number: usize, mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, mut states: watch::Receiver<State>) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        let may_pass = states.wait_for(|state| number >= state.silent).await.is_ok();
        if !may_pass || to.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
}
