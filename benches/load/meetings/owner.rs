//! The owner, who signs in and opens the business all week, as the dashboard does it.

use std::net::SocketAddr;

use bytes::Bytes;
use chatimjd::{
    domain::{
        business::{Hours, OpenSpan},
        meeting::limits::InvitationLimits,
        schedule::rules::ScheduleSettings,
        settings::Scheduling,
    },
    rpc::schedule::MeetingSettings,
};
use http_body_util::{BodyExt, Full};
use hyper::{Request, header};
use serde_json::json;

use super::super::{
    Outcome,
    connection::{Sender, connect},
};

/// What makes the owner's account.
pub const ACCOUNT: [(&str, &str); 2] = [("ADMIN_EMAIL", "owner@example.com"), ("ADMIN_PASSWORD", "correct horse battery")];
const LOG_IN: &str = "email=owner%40example.com&password=correct+horse+battery";
/// The most that one can set.
pub const INVITATIONS: u32 = 10_000;

/// Half an hour after half an hour, day and night, so many days ahead.
pub async fn open(server: SocketAddr, horizon_days: u16) -> Outcome<()> {
    let mut sender = connect(server).await?;
    let host = server.to_string();
    let form = Call { path: "/rpc/session/log-in", kind: "application/x-www-form-urlencoded", cookie: None, body: LOG_IN.to_owned() };
    let cookie = form.send(&mut sender, &host).await?.ok_or("logged in without a cookie")?;
    let day = vec![OpenSpan { from: 0, until: 1_440 }];
    let meetings = MeetingSettings {
        hours: Hours(std::array::from_fn(|_| day.clone())),
        meeting_minutes: 30,
        scheduling: Scheduling {
            rules: ScheduleSettings { horizon_days, ..ScheduleSettings::default() },
            limits: InvitationLimits { per_installation: INVITATIONS, ..InvitationLimits::default() },
            ..Scheduling::default()
        },
    };
    let body = json!({ "meetings": meetings, "version": 0 }).to_string();
    let save = Call { path: "/rpc/settings/meetings", kind: "application/json", cookie: Some(&cookie), body };
    save.send(&mut sender, &host).await.map(|_| ())
}

/// A call of a server function.
struct Call<'a> {
    path: &'a str,
    kind: &'a str,
    cookie: Option<&'a str>,
    body: String,
}

impl Call<'_> {
    /// The session's cookie, where the answer sets one. The answer must be a good one.
    async fn send(self, sender: &mut Sender, host: &str) -> Outcome<Option<String>> {
        let mut request = Request::post(self.path)
            .header(header::HOST, host)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, self.kind)
            .header("sec-fetch-site", "same-origin");
        if let Some(cookie) = self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        sender.ready().await?;
        let response = sender.send_request(request.body(Full::new(Bytes::from(self.body)))?).await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.into_body().collect().await?.to_bytes();
        if !status.is_success() {
            return Err(format!("{} answered {status}: {}", self.path, String::from_utf8_lossy(&text)).into());
        }
        let mut set = headers.get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
        Ok(set.find(|pair| pair.starts_with("sid=")).map(str::to_owned))
    }
}
