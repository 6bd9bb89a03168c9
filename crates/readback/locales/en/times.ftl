# Moments, events, conditions, deadlines.

moment-signature = the signature
moment-in-force = the entry into force
moment-fulfilment = the fulfilment of { $norm }
moment-violation = the day on which { $norm } was broken
moment-trigger = that event
moment-end-of-period = the end of the { $period } in which that event happens
moment-plus = { $length } after { $start }
moment-known = { $date } ({ $moment })

event-notice = { $to } has been told { $when }
event-notice-through = { $to } has been told { $when } through the { $channel }
event-notice-before = beforehand
event-notice-lead = at least { $length } before
event-consent = { $who } { $count ->
    [one] has
   *[other] have
 } given consent
event-request = { $who } { $count ->
    [one] has
   *[other] has
 } asked for it
event-violation = { $norm } has been broken
event-violation-by-other = the other party has broken { $norm }
event-fulfilment = { $norm } has been fulfilled
event-notice-under = the notice under { $norm } has been given
event-other = this has taken place: { $what }
event-other-by = this has been done by { $who }: { $what }
condition-verified = { $norm } has been verified by its own rule of verification
condition-kept-for = { $norm } has been kept for { $length }

lifecycle-at = { $moment }
lifecycle-upon = as soon as { $event }

first-day = First day: { $moment }, from 00:00, time of { $zone }.
first-instant = From { $moment }, time of { $zone }.
first-unknown = First day: not yet known; it is { $moment }.
first-signature = Binds from the signature: { $moment }, time of { $zone }.
first-in-force = Binds from the entry into force: { $moment }, time of { $zone }.
first-in-force-unknown = Binds from the entry into force, whose day the text does not give.
last-day = Last day: { $moment }, to its end.
last-instant = Ends at { $moment }.
last-unknown = Last day: not yet known; it is { $moment }.
last-of-text = No last day of its own; it ends with the text: { $end }.
last-none = No last day is set.
owed-each-time = It is owed anew each time that { $event }.
binds-each-time = It binds anew each time that { $event }.
binds-for = It then binds for { $length }.
binds-once = It binds only once { $conditions }.
binds-failing = It sleeps until { $norms } has been broken.
replaced = By the decision of { $on }, { $by } takes its place from that day on.
decided-releases = By the decision { $name } of { $on }, taken by { $by }, { $whom } { $count ->
    [one] is
   *[other] are
 } bound by it no more from that day on.
decided-deadline = By the decision { $name } of { $on }, taken by { $by }, the last day for it is { $moment } instead.
decided-end = By the decision { $name } of { $on }, taken by { $by }, its end is { $moment } instead.
decided-text = By the decision { $name } of { $on }, taken by { $by }, the end of the text is { $moment } instead.
decision-releases = On { $on } { $by } decided that { $whom } { $count ->
    [one] is
   *[other] are
 } bound no more by { $norms }. What was due before and is not done is not owed any more; what was broken before stays broken.
decision-moves-end = On { $on } { $by } decided that the end of { $of } moves to { $moment }.
decision-moves-deadline = On { $on } { $by } decided that the last day for { $of } moves to { $moment }.
decision-the-text = the whole text
decided = It stands by the decision of { $on }, taken by { $by }, in place of { $replaces }.

share-due = { $is_whole ->
    [1] In the end { $owed }
   *[0] At least { $owed }
 }: { $due }
due-day = It has to be done by the end of { $moment }.
due-instant = It has to be done by { $moment }.
due-by = It has to be done by { $moment }.
due-within-beginning = It has to be done within { $length }, the first of which is { $moment }.
due-within-after = It has to be done within { $length } of { $moment }; that day itself is not counted.
due-within-clock = It has to be done within { $length } of { $moment }, by the clock.
due-before = It has to be done { $length } or more before { $moment }.
due-before-start = It has to be done { $length } or more before it starts.
due-every-year = It has to be done anew every year, each time by the end of { $date }.
due-every = It has to be done anew in each stretch of { $length }; the first of them begins with { $moment }.
recurs-every = in each stretch of { $length } from { $moment } on
recurs-every-year = every year, by { $date }
due-without-delay = It has to be done without delay; the text gives no day, so the clock alone never makes it overdue.
due-last-day = Last day: { $date }, to its end.
due-last-instant = Last moment: { $date }.
due-at-latest = The last day is not yet known; if what it waits for is done on its own last day, it is { $date }.
due-no-day = The last day is not yet known, because it hangs on that event.
starting-by = It must have begun by { $moment }.
