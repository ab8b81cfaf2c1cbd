//! What a test wrote down for the next request of an endpoint.

use super::refusal::Refusal;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Endpoint {
    Authorize,
    Token,
    Revoke,
    FreeBusy,
    Insert,
    Get,
    Patch,
    Delete,
}

#[derive(Clone, Debug)]
pub enum Behaviour {
    /// Nothing is done.
    Refuse(Refusal),
    /// Anything at all; nothing is done.
    Raw { status: u16, content_type: &'static str, body: &'static str },
    /// Nothing is done, and nothing is answered.
    Silence,
    /// It is done, and the answer is lost on the way.
    DoneButLost,
}
