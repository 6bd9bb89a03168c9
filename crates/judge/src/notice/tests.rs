use armistice_facts::Fact;

use crate::testing::*;

const TERMS: &str =
    "told: each party must give notice to the other party of flight at least 24 hours before it starts.";

fn flown(id: &str, day: &str, incident: &str) -> Fact {
    fact(id, day, "UNC", act("ROK", "conduct", "flight")).incident(incident)
}

fn noticed(id: &str, day: &str, incident: &str) -> Fact {
    fact(id, day, "UNC", notice("ROK", "DPRK", "flight", "training")).incident(incident)
}

#[test]
fn a_notice_that_the_record_lays_to_one_event_is_none_of_another() {
    let agreement = agreement(TERMS);
    let facts = [
        noticed("f1", "2018-11-08T10:00", "one"),
        flown("f2", "2018-11-10T10:00", "one"),
        flown("f3", "2018-11-14T10:00", "two"),
        noticed("f4", "2018-11-15T10:00", "two"),
    ];
    let judged = on(&agreement, &facts, "2018-12-01");
    assert_eq!(brief(finding(&judged, "told/ROK/one")), "fulfilled reported");
    assert_eq!(brief(finding(&judged, "told/ROK/two")), "breach reported late");
}
