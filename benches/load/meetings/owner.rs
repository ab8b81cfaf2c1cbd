//! What the owner sets: a business that is open all week.

use std::net::SocketAddr;

use chatimjd::{
    domain::{
        business::{Hours, OpenSpan},
        meeting::limits::InvitationLimits,
        schedule::rules::ScheduleSettings,
        settings::Scheduling,
    },
    rpc::schedule::MeetingSettings,
};
use serde_json::json;

use super::super::{Outcome, dashboard::Owner};

/// The most that one can set.
pub const INVITATIONS: u32 = 10_000;

/// Half an hour after half an hour, day and night, so many days ahead.
pub async fn open(server: SocketAddr, horizon_days: u16) -> Outcome<()> {
    let mut owner = Owner::sign_in(server).await?;
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
    owner.call("/rpc/settings/meetings", &json!({ "meetings": meetings, "version": 0 })).await.map(|_| ())
}
