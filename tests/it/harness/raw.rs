//! A connection without any manners: bytes as the test writes them.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

pub struct Raw(TcpStream);

impl Raw {
    pub async fn to(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.expect("a connection"))
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

    /// What has arrived within the time, at least one byte; empty where nothing did.
    pub async fn read_some(&mut self, within: Duration) -> String {
        let mut buffer = [0; 16 * 1024];
        match timeout(within, self.0.read(&mut buffer)).await {
            Ok(Ok(count)) => String::from_utf8_lossy(&buffer[..count]).into_owned(),
            _ => String::new(),
        }
    }
}
