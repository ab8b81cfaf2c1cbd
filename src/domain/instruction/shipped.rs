//! The test conversations that come with the product: what every owner's assistant should pass.

use super::case::CaseBody;

/// Each is a file of its own.
const FILES: [&str; 10] = [
    include_str!("cases/greeting.json"),
    include_str!("cases/price_unknown.json"),
    include_str!("cases/booking.json"),
    include_str!("cases/booking_pressed.json"),
    include_str!("cases/contact.json"),
    include_str!("cases/correction.json"),
    include_str!("cases/spanish.json"),
    include_str!("cases/urdu.json"),
    include_str!("cases/tricked.json"),
    include_str!("cases/upset.json"),
];

/// All of them.
pub fn cases() -> Vec<CaseBody> {
    FILES.iter().filter_map(|text| serde_json::from_str(text).ok()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_file_is_a_good_case_of_its_own() {
        for text in FILES {
            let case: CaseBody = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
            assert_eq!(case.clone().checked(), Ok(case));
        }
        let names: BTreeSet<String> = cases().into_iter().map(|case| case.name).collect();
        assert_eq!(names.len(), FILES.len());
    }
}
