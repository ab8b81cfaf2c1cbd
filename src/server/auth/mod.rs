//! Who is calling: the only place that may vouch for an admin, an integrator or a visitor.

pub mod admin;
pub mod clerk;
pub mod editor;
pub mod host;
pub mod integrator;
pub mod keeper;
pub mod operator;
pub mod visitor;
