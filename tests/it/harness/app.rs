//! One application, served until the test lets go of it.

use std::{collections::HashMap, net::SocketAddr, sync::Arc, time::Duration};

use chatimjd::{
    domain::{account::Role, ids::AdminId},
    server::{
        config::Config,
        router::router,
        serve::{Patience, serve},
        state::AppState,
    },
    service::{
        permission::{Admin, Owner},
        ports::Conversations,
    },
};
use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};

use super::{Answer, VisitorClient, ask};

/// `ADMIN_API_KEY` of every test application.
pub const KEY: &str = "test-key-0123456789-0123456789-0123456789";

pub struct TestApp {
    pub address: SocketAddr,
    pub state: AppState,
    pub http: reqwest::Client,
    /// Resolves to whether all connections ended in time.
    serving: Option<JoinHandle<bool>>,
}

impl TestApp {
    /// With the offline assistant and the limits of the product.
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// With further settings, by the names of the environment.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        let state = AppState::build(config(settings)).await.expect("a start");
        Self::serve(state, Patience::default()).await
    }

    /// A second application over the same database.
    pub async fn beside(&self, settings: &[(&str, &str)]) -> Self {
        let state = AppState::on(config(settings), self.state.database.clone()).await.expect("a start");
        Self::serve(state, Patience::default()).await
    }

    /// Serves a state with the patience that a test has.
    pub async fn serve(state: AppState, patience: Patience) -> Self {
        let routes = router(state.clone());
        Self::serve_routes(state, routes, patience).await
    }

    pub async fn serve_routes(state: AppState, routes: axum::Router, patience: Patience) -> Self {
        Self::serve_on(TcpListener::bind("127.0.0.1:0").await.expect("a port"), state, routes, patience)
    }

    pub fn serve_on(listener: TcpListener, state: AppState, routes: axum::Router, patience: Patience) -> Self {
        let address = listener.local_addr().expect("an address");
        let serving = tokio::spawn(serve(listener, routes, patience, state.stop.clone()));
        Self { address, state, http: client(None), serving: Some(serving) }
    }

    /// Asks the application to stop and waits for it. Returns whether all connections ended in time.
    pub async fn stop(mut self) -> bool {
        self.state.stop.cancel();
        self.serving.take().expect("it serves").await.expect("it ends")
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, self.url(path))
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    /// A call of an integrator with every right.
    pub async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let request = self.request(method, path).bearer_auth(KEY);
        self.send(match body {
            Some(body) => request.json(body),
            None => request,
        })
        .await
    }

    /// The answer is held to the description of the API.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        ask(request).await
    }

    /// The owner, as a request from this machine would have her.
    pub fn owner() -> Owner {
        let admin = Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [127, 0, 0, 1].into());
        admin.owner().expect("an owner")
    }

    /// What is stored, past all use cases.
    pub fn conversations(&self) -> Arc<dyn Conversations> {
        self.state.database.conversations()
    }

    /// Someone new on this machine.
    pub fn visitor(&self) -> VisitorClient {
        VisitorClient::new(self.address, self.http.clone())
    }

    /// Someone new, who calls from this address of the loopback network.
    pub fn visitor_from(&self, address: &str) -> VisitorClient {
        VisitorClient::new(self.address, client(Some(address)))
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.state.stop.cancel();
    }
}

/// A client that trusts no proxy and waits no longer than a test may.
pub fn client(local: Option<&str>) -> reqwest::Client {
    let local = local.map(|address| address.parse::<std::net::IpAddr>().expect("an address"));
    reqwest::Client::builder()
        .no_proxy()
        .timeout(Duration::from_secs(30))
        .redirect(reqwest::redirect::Policy::none())
        .local_address(local)
        .build()
        .expect("a client")
}

/// The settings of a test: in memory, with a key, and what the test adds.
pub fn config(settings: &[(&str, &str)]) -> Config {
    let standard = [
        ("DATABASE_URL", "mem://"),
        ("PUBLIC_URL", "http://desk.test"),
        ("SECRET_KEY", "a-secret-of-tests-0123456789-0123456789"),
        ("ADMIN_API_KEY", KEY),
        ("SITE_ROOT", "tests/it/site"),
    ];
    let values: HashMap<String, String> =
        standard.iter().chain(settings).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Config::from_map(&values).expect("a good configuration")
}
