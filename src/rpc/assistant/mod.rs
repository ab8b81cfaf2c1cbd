//! The assistant's studio as the dashboard works with it: the instruction's draft, its versions, the playground, the tests.

pub mod cases;
pub mod draft;
pub mod playground;
pub mod runs;
pub mod versions;
