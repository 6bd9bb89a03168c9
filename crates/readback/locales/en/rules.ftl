# What somebody is bound to; exceptions; evidence; what follows.

act = { $verb } { $objects }
rule-ban = { $subject } { $number ->
    [one] is
   *[other] are
 } forbidden to { $act }.
rule-permission = { $subject } { $number ->
    [one] is
   *[other] are
 } permitted to { $act }.
rule-power = { $subject } { $number ->
    [one] has
   *[other] have
 } the power to { $act }. Without what it asks for, an exercise changes nothing.
power-over-agreement = the agreement as a whole
power-lead = It takes effect { $length } after notice of it.
power-renews = Each time the end moves by { $length }.
rule-deed = { $subject } { $number ->
    [one] has
   *[other] have
 } a duty to { $act }.
rule-upkeep = { $subject } { $number ->
    [one] has
   *[other] have
 } to see to it that { $things } are always in this state: { $states }.
rule-ceiling = { $subject } { $number ->
    [one] is
   *[other] are
 } allowed no more than { $limits }{ $place }.
rule-floor = { $subject } { $number ->
    [one] has
   *[other] have
 } to keep no fewer than { $limits }{ $place }.
rule-freeze = { $subject } { $number ->
    [one] is
   *[other] are
 } allowed no more { $things }{ $place } than were there on { $date }; what is on record for that day is the limit, and without it nothing can be counted against it.
nothing-else = Nothing of any other class is allowed there.
share-rounds-down = Of a share that is no whole number, the whole number below it is the most; until the whole is on record, it cannot be counted.
share-rounds-up = Of a share that is no whole number, the whole number above it is the least; until the whole is on record, it cannot be counted.
rule-rate = { $window } { $subject } { $number ->
    [one] is
   *[other] are
 } allowed to { $verb } { $count } and no more{ $place }.
rule-rate-floor = { $window } { $subject } { $number ->
    [one] has
   *[other] have
 } to { $verb } { $count } or more{ $place }.
rule-times = { $window } { $subject } { $number ->
    [one] is
   *[other] are
 } allowed to { $verb } { $times ->
    [one] once
   *[other] { $times } times
 } and no more{ $place }.
rule-times-floor = { $window } { $subject } { $number ->
    [one] has
   *[other] have
 } to { $verb } { $times ->
    [one] once
   *[other] { $times } times
 } or more often{ $place }.
rule-notice = { $subject } { $number ->
    [one] has
   *[other] have
 } to tell { $to } of every one of these: { $of }{ $place }{ $through }, { $when }.
notice-before = { $length } or more before it starts
notice-after = without delay after it
stating = The notice has to state: { $fields }.
rule-procedure = { $subject } { $number ->
    [one] has
   *[other] have
 } to keep to this order{ $place }{ $upon }: { $steps }. A step may be left out, but none comes before the one that stands before it.
procedure-upon = { " " }whenever { $event }
then-step = { $before }, then { $step }
in-steps = In this order: { $steps }.
permanently = It stays done: to { $inverse } them again is forbidden.
permanently-undone = It stays done: to undo it is forbidden.
through = { " " }through { $means }
for-purposes = { " " }for { $count ->
    [one] the purpose
   *[other] any of the purposes
 } of { $purposes }
unless-for = , unless it is for { $purposes }
hours-between = from { $from } to { $until }
hours-over-midnight = from { $from } to { $until } of the next day
hours-season = { $hours } (from { $first } to { $last })
hours-in = { " " }each day { $hours }
hours-outside = { " " }each day except { $hours }
hours-when = It holds{ $hours }.

exceptions-none = None.
exceptions-some = It is no breach:
exception = under { $label }, for { $who } to { $act }.
exception-nested = but, under { $label }, that exception does not hold for { $who } to { $act }.
exception-from = { " " }from { $moment } on
exception-for = { " " }for { $length }
exception-until = { " " }until { $moment }
exception-if = , provided that { $conditions }
read-as = Reading: { $reading }

reading = “{ $text }” – { $by }.
held-agreed = all parties hold this reading
held-unilateral = one side, or whoever wrote the terms, holds this reading
held-disputed = another party contradicts this reading

grade-none = none
grade-claimed = claimed
grade-reported = reported
grade-corroborated = corroborated
grade-verified = verified

shown-without-rule = The terms name nobody who has to verify it. A finding needs evidence of the grade “{ $grade }” or better.
shown-by-all = It is verified when all of these have attested it: { $who }{ $through }.
shown-by-some = It is verified when at least { $number } of these have attested it: { $who }{ $through }.
shown-by-one = { $who } has to attest it{ $through }.
shown-within = The attestation has a day of its own. { $deadline }
shown-coverage = It can be found kept only if { $percent } per cent of the time was watched.
shown-coverage-deed = The terms ask that { $percent } per cent of the time be watched; that has a bearing on what must be kept up, not on what is done once.
shown-otherwise = Short of that, a finding needs evidence of the grade “{ $grade }” or better.

unknown-deed = Once its last day has passed and nothing of that grade shows that it was done, it is overdue and unknown. That is no breach.
unknown-deed-violated = Up to its last day it is open. Once that day has passed, what is not shown to be done counts as broken.
unknown-deed-without-day = Nothing of that grade shows that it was done. That is no breach.
unknown-silence = No breach of that grade is shown. The terms ask for no share of watching, so silence never shows that it was kept.
unknown-watched = No breach of that grade is shown, and less than { $percent } per cent of the time was watched.
unknown-purpose = An act whose purpose nobody told stays open.
unknown-notice-complete = The register of notices is complete: a notice that is not in it was not given.
unknown-notice-partial = No complete register of notices exists: a notice that is not on record may still have been given, and the act stays open.
unknown-unplaced = Where it lies is not drawn ({ $places }), so only what a source says of the place can show whether an act fell there.

unknown-use = Whether use was made of it, and whether that was covered, is told by the record.
broken-never = It cannot be broken.
broken-deed = A finding against whoever owes it. The duty does not end with its day; if done later it is shown as late.
broken-act = Each incident is a finding of its own against whoever did it. The norm goes on to bind.
broken-state = Each incident is a finding of its own against the holder. The norm goes on to bind.
broken-rate = Each period, or act, beyond the number is a finding of its own. The norm goes on to bind.
broken-notice = Each event without its notice is a finding of its own. The norm goes on to bind.
broken-cure = What is told as made good within { $length } of its beginning counts as cured, and is no breach that stands.
broken-cure-deed = What is done within { $length } after its last day counts as cured; what is done later, or not at all, stays broken.
broken-wakes = Then { $norms } { $count ->
    [one] begins
   *[other] begin
 } to bind.
broken-opens = Then { $norms } { $count ->
    [one] opens
   *[other] open
 }.
broken-nothing-else = The terms name no other consequence.
together-with = It runs beside { $norms }: if { $count ->
    [one] that one
   *[other] one of them
 } is overdue, this is shown beside the finding and excuses nothing.

# What could ever show it.
seen-breach = A breach by { $by }.
seen-besides = { $what } has to be shown as well, by { $by }.
seen-word = All of that is the word of a party, so a breach can be claimed and never be found.
seen-never = Nothing could ever show a breach: { $why }.
seen-kept = That it is kept, by { $by }.
seen-kept-never = Nothing could ever show that it is kept.
seen-kept-condition = Nothing could ever show that it binds.
seen-by-attestation = those who verify it
seen-by-word = the word of { $who }
seen-by-register = the register { $register }
seen-by-late-notice = the late notice itself
seen-by-lapse = the last day being over
seen-by-watching = watching of { $percent } per cent or more
besides-attribute = The { $attribute }
besides-purpose = The purpose
besides-refusal = That it is refused, or impossible,
besides-absence = That no notice was given in time
besides-condition = What it waits for
besides-matter = The matter itself
missing-attribute = nothing is said to show the { $attribute }
missing-purpose = nothing is said to show the purpose
missing-place = where { $zone } is, is not decided
missing-absence = no register tells that a notice is missing
missing-condition = nothing is said to show what it waits for
missing-matter = nothing is said to show what it speaks of
