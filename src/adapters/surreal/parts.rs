//! A transaction put together from parts: statements, each over the rows that it takes. A part without rows is left out.

use surrealdb::types::{SurrealValue, Value};

use super::connection::Query;

/// One statement and its rows.
struct Part {
    sql: &'static str,
    name: &'static str,
    rows: Vec<Value>,
}

/// The parts in the order in which they are executed.
#[derive(Default)]
pub(super) struct Parts(Vec<Part>);

impl Parts {
    /// Declares a statement at its place; `sql` names its rows as `$name`.
    pub(super) fn with(mut self, name: &'static str, sql: &'static str) -> Self {
        self.0.push(Part { sql, name, rows: vec![] });
        self
    }

    /// One more row for a statement that was declared.
    pub(super) fn add(&mut self, name: &'static str, row: impl SurrealValue) {
        if let Some(part) = self.0.iter_mut().find(|part| part.name == name) {
            part.rows.push(row.into_value());
        }
    }

    /// All of it, or none.
    pub(super) fn transaction(self) -> Query {
        let mut sql = String::from("BEGIN;");
        let mut bound = vec![];
        for part in self.0 {
            if !part.rows.is_empty() {
                sql.push_str(part.sql);
                bound.push((part.name, part.rows));
            }
        }
        sql.push_str("COMMIT;");
        bound.into_iter().fold(Query::new(sql), |query, (name, rows)| query.bind(name, rows))
    }
}
