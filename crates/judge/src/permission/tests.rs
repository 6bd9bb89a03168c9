use crate::testing::*;

const TERMS: &str = "patrols: each party may fly uav everywhere upon prior notice to the other party
  from 1 November 2018 until 30 November 2018.
guards: each party may deploy 5 tanks everywhere.";

#[test]
fn a_permission_is_dormant_available_exercised_and_expired_and_never_violated() {
    let agreement = agreement(TERMS);
    let flown = fact("f1", "2018-11-10T10:00", "UNC", act("ROK", "fly", "uav"));
    let told = fact("n1", "2018-11-09", "UNC", notice("ROK", "DPRK", "uav", ""));
    let state = |facts: &[armistice_facts::Fact], day: &str| {
        short(verdict(&on(&agreement, facts, day), "patrols/ROK"))
    };
    assert_eq!(state(&[], "2018-10-20"), "dormant - none");
    assert_eq!(state(&[], "2018-11-05"), "available - none");
    assert_eq!(state(&[flown.clone(), told.clone()], "2018-11-11"), "exercised - none");
    assert_eq!(state(&[flown.clone(), told], "2018-12-01"), "expired - none");
    let bare = on(&agreement, &[flown], "2018-11-11");
    assert_eq!(short(verdict(&bare, "patrols/ROK")), "available - none");
    assert_eq!(brief(finding(&bare, "patrols/ROK/f1")), "ineffective reported (condition-not-met)");
    assert_eq!(
        finding(&bare, "patrols/ROK/f1").because,
        "fly uav on 10 November 2018 10:00, told by UNC (reported); not covered: its conditions are not shown"
    );
}

#[test]
fn more_than_the_text_permits_is_not_covered() {
    let agreement = agreement(TERMS);
    let of = |number: i64| {
        let what = with_act(act("ROK", "deploy", "tank"), |act| {
            act.quantity =
                Some(armistice_facts::Quantity { thousandths: number * 1000, unit: "tanks".to_owned() });
        });
        fact("f1", "2018-11-10", "UNC", what)
    };
    let within = on(&agreement, &[of(5)], "2018-11-11");
    assert_eq!(brief(finding(&within, "guards/ROK/f1")), "exercised reported");
    let over = on(&agreement, &[of(6)], "2018-11-11");
    assert_eq!(brief(finding(&over, "guards/ROK/f1")), "ineffective reported (condition-not-met)");
    assert_eq!(verdict(&over, "guards/ROK").truth, None);
}
