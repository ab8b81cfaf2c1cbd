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

/// One statement of a transaction: of `$conversations` (records) no message and no question stays, and the searches do not know them any more.
pub(super) const FORGET_TALKS: &str = "\
    FOR $conversation IN $conversations { \
        LET $key = record::id($conversation); \
        DELETE message:[$key, NONE]..[$key, []] RETURN NONE; \
        DELETE (SELECT VALUE id FROM unanswered WHERE conversation = $conversation) RETURN NONE; \
        DELETE type::record('conversation_search', $key) RETURN NONE; \
        LET $log = type::record('conversation_log', $key); \
        LET $turned = $log.turned; \
        LET $entries = ($log.words ?? []).map(|$word| type::record('log_word', [$word, $turned])); \
        DELETE $entries RETURN NONE; \
        DELETE $log RETURN NONE \
    }; ";

/// One statement of a transaction: from now on, `$conversations` (records) have to leave the archives that hold them, and do not
/// come back out of one. Whoever brings them back meanwhile writes the same records.
pub(super) const OWE_ARCHIVES: &str = "\
    FOR $conversation IN $conversations { \
        LET $key = record::id($conversation); \
        UPDATE (SELECT VALUE id FROM archive_hold WHERE conversation = $key) SET owed = true RETURN NONE \
    }; ";

/// One statement of a transaction: `$meetings` (records), which are those of erased people, are theirs no more, and their time is
/// free. One that may be in the owner's calendar stays as a cancelled meeting with nobody, until its event is deleted there: that
/// is due at once. No mail of it goes out any more.
pub(super) const FORGET_MEETINGS: &str = "\
    FOR $meeting IN $meetings { \
        LET $key = record::id($meeting); \
        LET $met = (SELECT status, home, entered, removed, claims, by_start FROM ONLY $meeting); \
        DELETE $met.claims RETURN NONE; \
        DELETE (SELECT VALUE id FROM outbox WHERE meeting = $meeting) RETURN NONE; \
        DELETE type::record('meeting_time', $met.by_start) RETURN NONE; \
        IF ($met.home != 'local' OR $met.entered != NONE) AND !$met.removed AND $met.status IN ['pending', 'confirmed', 'cancelled'] { \
            UPDATE $meeting SET status = 'cancelled', attendee = NONE, lead = NONE, conversation = NONE, html_link = NONE, \
                meet_link = NONE, claims = [], version += 1 RETURN NONE; \
            UPSERT type::record('meeting_task', $key) CONTENT { \
                next_at: d'1970-01-01T00:00:00Z', failures: 0, by_next: string::concat('377800000000000000000~', $key) \
            } RETURN NONE \
        } ELSE { \
            DELETE type::record('meeting_task', $key) RETURN NONE; \
            DELETE $meeting RETURN NONE \
        } \
    }; ";

#[cfg(test)]
mod tests {
    use super::{super::rows::instant, FORGET_MEETINGS};
    use crate::domain::time::Timestamp;

    #[test]
    fn what_is_due_at_once_has_a_place_among_tasks() {
        assert!(FORGET_MEETINGS.contains(&format!("'{}~'", instant(Timestamp::UNIX_EPOCH))));
    }
}
