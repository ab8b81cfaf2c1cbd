//! The parts that pages are made of. They know no page and call no server.

pub mod avatar;
pub mod bar;
pub mod button;
pub mod chart;
pub mod copy;
pub mod dialog;
pub mod drop;
pub mod field;
pub mod icon;
pub mod notice;
pub mod score;
pub mod status;
pub mod tabs;
pub mod theme;
pub mod time;
pub mod toast;
pub mod trap;
