//! Keyset pages: a list is read from a cursor on, never by counting off what came before.

use serde::{Deserialize, Serialize};

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Where the next page begins; opaque. None on the last page.
    pub next_cursor: Option<String>,
}

/// How many items a page holds: 1 to 100, 25 unless said; more only where a whole list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageSize(u32);

impl PageSize {
    /// For reading a whole list. Its pages together hold all of it, also where a list that is shown is bounded.
    pub const WHOLE: Self = Self(500);

    /// None when `size` is outside 1 to 100.
    pub fn new(size: u32) -> Option<Self> {
        (1..=100).contains(&size).then_some(Self(size))
    }

    pub fn get(self) -> u32 {
        self.0
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self(25)
    }
}
