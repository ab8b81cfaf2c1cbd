//! What the database keeps of a person beside the lead itself.

/// One statement of a transaction: `$people` (records of leads) leave no line, no key and no mark behind.
pub(super) const FORGET_PEOPLE: &str = "\
    FOR $lead IN $people { \
        LET $key = record::id($lead); \
        DELETE lead_event:[$key, NONE]..[$key, []] RETURN NONE; \
        DELETE type::record('merged_lead', $key) RETURN NONE; \
        DELETE type::record('lead_search', $key) RETURN NONE; \
        DELETE (SELECT VALUE id FROM lead_import_mark WHERE lead = $lead) RETURN NONE; \
        DELETE (SELECT VALUE id FROM lead_key WHERE lead = $lead) RETURN NONE \
    }; ";
