//! What the system tells of this process; nothing where there is no `/proc`.

/// Bytes of memory that are in use.
pub fn resident() -> Option<i64> {
    in_status(&std::fs::read_to_string("/proc/self/status").ok()?)
}

fn in_status(status: &str) -> Option<i64> {
    let rest = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: i64 = rest.split_whitespace().next()?.parse().ok()?;
    kib.checked_mul(1_024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_in_bytes() {
        assert_eq!(in_status("Name:\tchatimjd\nVmHWM:\t   99 kB\nVmRSS:\t   12 kB\n"), Some(12_288));
        assert_eq!(in_status("Name:\tchatimjd\n"), None);
        assert_eq!(in_status("VmRSS:\tmany kB\n"), None);
    }
}
