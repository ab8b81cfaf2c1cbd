//! A connection without any manners: bytes as the test writes them.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

pub struct Raw(TcpStream);

impl Raw {
    pub async fn to(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.expect("a connection"))
    }

    /// A connection that takes as little ahead as the system allows: what is not read soon is not sent.
    pub async fn narrow(address: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(1).expect("a small buffer");
        Self(socket.connect(address).await.expect("a connection"))
    }

    /// A visitor's message, to be answered as a stream.
    pub async fn say(&mut self, message: &str) {
        let body = serde_json::json!({ "message": message }).to_string();
        self.post("/gemini/train", &format!("accept: text/event-stream\r\ncontent-length: {}\r\n", body.len()), &body).await;
    }

    /// A request with a JSON body. `headers`: lines with their ends.
    pub async fn post(&mut self, path: &str, headers: &str, body: &str) {
        self.write(&format!("POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n{headers}\r\n{body}")).await;
    }

    pub async fn write(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.expect("written");
    }

    /// Writes what may meet a closed door.
    pub async fn try_write(&mut self, bytes: &[u8]) -> bool {
        self.0.write_all(bytes).await.is_ok()
    }

    /// All until the other side closes; None where it did not within the time.
    pub async fn read_to_end(&mut self, within: Duration) -> Option<String> {
        let mut all = vec![];
        // A reset after our last bytes is a close too.
        timeout(within, self.0.read_to_end(&mut all)).await.ok().map(|_| String::from_utf8_lossy(&all).into_owned())
    }

    /// Takes this many bytes after each pause, until the other side closes. Returns all of them.
    pub async fn sip(&mut self, size: usize, pause: Duration) -> String {
        let (mut all, mut sip) = (vec![], vec![0; size]);
        while let Ok(count @ 1..) = self.0.read(&mut sip).await {
            all.extend_from_slice(&sip[..count]);
            tokio::time::sleep(pause).await;
        }
        String::from_utf8_lossy(&all).into_owned()
    }

    /// What has arrived within the time, at least one byte; empty where nothing did.
    pub async fn read_some(&mut self, within: Duration) -> String {
        let mut buffer = [0; 16 * 1024];
        match timeout(within, self.0.read(&mut buffer)).await {
            Ok(Ok(count)) => String::from_utf8_lossy(&buffer[..count]).into_owned(),
            _ => String::new(),
        }
    }
}
