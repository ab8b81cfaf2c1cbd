//! When a meeting can be: the owner's rules, the time that is taken, the times that are left, and the keys that keep
//! two meetings apart. Pure: the present comes in as a value.

pub mod availability;
pub mod cells;
pub mod days;
pub mod interval;
pub mod month;
pub mod rules;
pub mod slot_id;
mod wall;
pub mod week;

#[cfg(test)]
mod slots_tests;
#[cfg(test)]
mod zone_tests;
