//! What is remembered of requests and of invitations for a day: under hashes, so that it names nobody, and counted exactly.

use std::ops::Bound;

use sha2::{Digest, Sha256};
use surrealdb::types::{Datetime, RecordId, SurrealValue};

use super::super::{
    connection::{Connection, Query, one, rows},
    parts::Parts,
    rows::{between, datetime, instant, timestamp},
};
use crate::{
    domain::{
        meeting::{
            Meeting,
            limits::{InvitationCounts, InvitationScope, Recent},
        },
        schedule::interval::shifted,
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{Invitation, ONCE_S},
    },
};

const WHAT: &str = "invitation";
/// How many records of one kind are swept at a time.
const SWEPT: usize = 1_000;

// Each address and each client has one record: two invitations at a time collide in it.
const SCOPES: &str = "\
    FOR $row IN $invitation_scopes { \
        LET $recent = ($row.id.at ?? []).filter(|$at| $at > $row.since); \
        IF array::len($recent) >= $row.most { THROW 'too many' }; \
        UPSERT $row.id CONTENT { at: array::append($recent, $row.at), until: $row.until } RETURN NONE \
    };";
// That of the installation is no such record: everyone would wait for everyone.
const ALL: &str = "\
    FOR $row IN $invitations { \
        LET $sent = $row.sent; \
        LET $count = (SELECT count() AS n FROM $sent GROUP ALL); \
        IF ($count[0].n ?? 0) >= $row.most { THROW 'too many' }; \
        CREATE $row.id CONTENT { at: $row.at } RETURN NONE \
    };";

#[derive(SurrealValue)]
struct ScopeStep {
    id: RecordId,
    since: Datetime,
    at: Datetime,
    until: Datetime,
    most: i64,
}

#[derive(SurrealValue)]
struct InvitationStep {
    id: RecordId,
    sent: RecordId,
    at: Datetime,
    most: i64,
}

/// Declares the statements of invitations.
pub(super) fn declare(parts: Parts) -> Parts {
    parts.with("invitation_scopes", SCOPES).with("invitations", ALL)
}

/// An invitation that goes out because of this state of the meeting.
pub(super) fn add(parts: &mut Parts, invitation: &Invitation, meeting: &Meeting) {
    let Invitation { address, client, limits, at } = invitation;
    let scopes = [
        (InvitationScope::Address, address.as_deref(), limits.per_address),
        (InvitationScope::Client, client.as_deref(), limits.per_client),
    ];
    for (scope, whose, most) in scopes {
        let Some(whose) = whose else { continue };
        parts.add(
            "invitation_scopes",
            ScopeStep {
                id: scope_record(scope, whose),
                since: datetime(since(scope, *at)),
                at: datetime(*at),
                until: datetime(shifted(*at, scope.window_s())),
                most: least_one(most),
            },
        );
    }
    let id = format!("{}~{}~{}", instant(*at), meeting.id, meeting.version);
    let most = least_one(limits.per_installation);
    parts.add("invitations", InvitationStep { id: RecordId::new("invitation", id), sent: sent_since(*at), at: datetime(*at), most });
}

/// A limit of none still lets the first one through, as [`admit`](crate::domain::meeting::limits::admit) does.
fn least_one(most: u32) -> i64 {
    i64::from(most.max(1))
}

/// What is later than this counts at `now`.
fn since(scope: InvitationScope, now: Timestamp) -> Timestamp {
    shifted(now, -scope.window_s())
}

/// All invitations of the installation that count at `now`.
fn sent_since(now: Timestamp) -> RecordId {
    // Behind every invitation of that very instant.
    let start = format!("{}~~", instant(since(InvitationScope::Installation, now)));
    between("invitation", Bound::Excluded(start), Bound::Unbounded)
}

fn scope_record(scope: InvitationScope, whose: &str) -> RecordId {
    let kind = match scope {
        InvitationScope::Address => "address",
        InvitationScope::Client => "client",
        InvitationScope::Installation => "installation",
    };
    RecordId::new("invited", hashed(kind, whose))
}

/// Where a request with this key is remembered.
pub(super) fn once_record(key: &str) -> RecordId {
    RecordId::new("meeting_once", hashed("once", key))
}

fn hashed(kind: &str, text: &str) -> String {
    hex::encode(Sha256::digest(format!("{kind}\n{text}")))
}

/// Whether a request of then is still remembered.
pub(super) fn is_remembered(at: Timestamp, now: Timestamp) -> bool {
    at > shifted(now, -ONCE_S)
}

/// Invitations that count at `now`.
pub(super) async fn counts(
    connection: &Connection,
    address: Option<&str>,
    client: Option<&str>,
    now: Timestamp,
) -> Result<InvitationCounts, StorageError> {
    let record = |scope, whose: Option<&str>| whose.map(|whose| scope_record(scope, whose));
    let query = Query::new(COUNTS)
        .bind("address", record(InvitationScope::Address, address))
        .bind("client", record(InvitationScope::Client, client))
        .bind("sent", sent_since(now));
    let mut results = connection.read(query).await?;
    let mut recent = |index: usize, scope: InvitationScope| {
        let times = rows::<Datetime>(&mut results, index, WHAT)?.into_iter().map(|at| timestamp(at, WHAT));
        let times = times.collect::<Result<Vec<Timestamp>, StorageError>>()?;
        Ok::<_, StorageError>(counted(times.into_iter().filter(|at| *at > since(scope, now))))
    };
    let of_address = recent(0, InvitationScope::Address)?;
    let of_client = recent(1, InvitationScope::Client)?;
    Ok(InvitationCounts {
        address: of_address,
        client: client.map(|_| of_client),
        installation: Recent {
            count: one::<Count>(&mut results, 2, WHAT)?.map_or(0, |count| u32::try_from(count.n).unwrap_or(u32::MAX)),
            oldest: rows::<Datetime>(&mut results, 3, WHAT)?.into_iter().next().map(|at| timestamp(at, WHAT)).transpose()?,
        },
    })
}

// The first of them in the order of their times is the oldest.
const COUNTS: &str = "\
    RETURN $address.at ?? []; \
    RETURN $client.at ?? []; \
    SELECT count() AS n FROM $sent GROUP ALL; \
    SELECT VALUE at FROM array::first([$sent]) ORDER BY id ASC LIMIT 1;";

#[derive(SurrealValue)]
struct Count {
    n: i64,
}

fn counted(times: impl Iterator<Item = Timestamp>) -> Recent {
    times.fold(Recent::default(), |recent, at| Recent {
        count: recent.count.saturating_add(1),
        oldest: Some(recent.oldest.map_or(at, |oldest| oldest.min(at))),
    })
}

/// Deletes what counts no longer at `now`.
pub(super) fn sweep(now: Timestamp) -> Query {
    let sql = format!(
        "DELETE (SELECT VALUE id FROM meeting_once WHERE at <= $forgotten LIMIT {SWEPT}) RETURN NONE; \
         DELETE (SELECT VALUE id FROM invited WHERE until <= $now LIMIT {SWEPT}) RETURN NONE; \
         DELETE (SELECT VALUE id FROM array::first([$over]) LIMIT {SWEPT}) RETURN NONE;"
    );
    let over = instant(since(InvitationScope::Installation, now));
    Query::new(sql)
        .bind("forgotten", datetime(shifted(now, -ONCE_S)))
        .bind("now", datetime(now))
        .bind("over", between("invitation", Bound::Unbounded, Bound::Excluded(over)))
}
