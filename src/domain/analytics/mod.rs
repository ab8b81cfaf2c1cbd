//! What is counted, when and under what, and what the counts tell. Counts are kept beside the facts, in the same
//! transaction: nothing here reads a list of facts to answer a page. Pure.

pub mod block;
pub mod calendar;
pub mod cohort;
pub mod count;
pub mod figures;
pub mod funnel;
pub mod heat;
pub mod insight;
pub mod measure;
pub mod overview;
pub mod person;
pub mod range;
pub mod reply_time;
pub mod tally;

#[cfg(test)]
mod count_tests;
