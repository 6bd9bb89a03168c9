# The words of the page. Every language has every message; a test holds it.
# Kinds of words that the server names in kebab case: truth-, state-, grade-, flag-, reason-, outcome-, rule-, manner-, answer-.

name = Armistice
skip = Skip to the content
ways = Screens
way-overview = Overview
way-picture = Picture
way-agreement = Agreement
way-finding = Finding
way-duty = Timeline of the duty
way-record = Record
language = Language
theme = Light or dark
theme-auto = As the device
theme-light = Light
theme-dark = Dark
waiting = Asking the server …
again = Ask again
trouble = The server did not answer this.
trouble-unreachable = The server cannot be reached. Is it still running?

changed-verdicts = { $count ->
    [one] The case has changed: { $count } verdict is not what it was.
   *[other] The case has changed: { $count } verdicts are not what they were.
 }
changed-case = The case has changed.
changed-show = Show it as it is now
live-off = Not live: the line to the server is broken. It will catch up by itself.

clocks = The two clocks
as-of = As of
as-of-means = What had happened by then
known-at = Known at
known-at-means = What the record had learned by then
known-together = at the same time
day-before = One day earlier
day-after = One day later
now = Now

show = Show
show-all = every norm
show-told = norms that something is told of
show-violated = violated
show-unknown = unknown
show-pending = pending
show-kept = kept
show-nothing = There is none.

norm = Norm
not-bound = not bound
since = since
due-by = due by
before = before
counts = { $observations ->
    [one] { $observations } observation
   *[other] { $observations } observations
 }, { $episodes ->
    [one] { $episodes } episode
   *[other] { $episodes } episodes
 }
watching-not-on-record = watching not on record
observed = observed { NUMBER($share, style: "percent") } ({ $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
 })
due-next = Due next
due-nothing = Nothing is due.
changed-since = Changed since
changed-nothing = Nothing has changed.

happened = happened
became-known = became known
part-of = Part of
text-says = What the text says
paraphrase = In other words: the wording is not at hand
authentic = The wording
hash-check = Check the hash
hash-equal = The sentence has this hash.
hash-other = The sentence does NOT have this hash.
calculation = The calculation
calculation-means = The place that was told of, at its true distance from the edge, with all stated errors. Where the bar crosses the edge, the answer is “undetermined”.
margin-inside = { $distance } inside the edge
margin-outside = { $distance } outside the edge
margin-error = errors together ± { $distance }
margin-picture = The position and its error beside the edge, to scale
margin-edge = edge
margin-outside-label = outside
margin-inside-label = inside
proof = Why
would-change = What would change it
who-says-what = Who says what
voice-of = Voice of
silent = nothing on record
findings = Findings
versions = Versions, as more became known
version = Version { $number }
known-from = known from
superseded = until
invokes = invokes
read-at = source
on-picture = On the picture

truth-violated = violated
truth-unknown = unknown
truth-pending = pending
truth-kept = kept

state-dormant = not binding yet
state-watching = watched
state-due = due
state-told = told as done
state-overdue = overdue
state-kept = kept
state-defaulted = defaulted
state-discharged = discharged
state-reversed = reversed
state-suspended = suspended
state-closed = closed
state-ended = ended
state-lapsed = lapsed
state-available = available
state-exercised = exercised
state-expired = expired

grade-none = no evidence
grade-claimed = claimed
grade-reported = reported
grade-corroborated = corroborated
grade-verified = verified

flag-contested = contested
flag-denied = denied
flag-late = late
flag-continuing = continuing
flag-cured = cured
flag-excused = excused
flag-so-far = so far
flag-status-disputed = status disputed
flag-impeached = impeached
flag-suspended = later suspended

reason-no-coverage = no coverage
reason-within-measurement-error = within measurement error
reason-claim-only = claim only
reason-exception-not-shown = exception not shown
reason-overdue-unproven = overdue, unproven
reason-class-uncertain = class uncertain
reason-place-not-told = place not told
reason-place-not-fixed = place not fixed by the agreement
reason-time-uncertain = time uncertain
reason-purpose-not-told = purpose not told
reason-unattributed = who acted is not known
reason-evenly-contested = evenly contested
reason-impeached = impeached
reason-private-person = private person
reason-not-in-force = not in force for the bearer at the time
reason-ruled-compliant = a body found no breach
reason-ruling-open = a body could not determine it
reason-notice-not-shown = notice not shown
reason-event-not-told = the event upon which it is owed is not told
reason-step-not-told = the step before it is not told
reason-limit-unknown = the limit is not on record
reason-condition-not-met = its conditions are not shown
reason-floor-not-shown = nobody tells enough, nor that there were no more
reason-part-counted = only a part may have been counted

outcome-breach = breach
outcome-alleged = alleged
outcome-undetermined = undetermined
outcome-cured = cured
outcome-excused = excused
outcome-dismissed = dismissed
outcome-fulfilled = fulfilled
outcome-pending = pending
outcome-exercised = exercised
outcome-ineffective = without effect

answer-inside = inside
answer-outside = outside
answer-undetermined = undetermined

manner-claims = claims it
manner-reports = reports it
manner-observes = observed it
manner-measures = measured it
manner-attests = attests it
manner-denies = denies it
manner-rules = rules on it

rule-article = article
rule-reading = reading
rule-force = in force
rule-deadline = deadline
rule-evidence = evidence
rule-grade = grade
rule-attestation = attestation
rule-checklist = inspection
rule-impeachment = impeachment
rule-denial = denial
rule-place = place
rule-class = class
rule-time = time
rule-attribution = who acted
rule-exception = exception
rule-ruling = ruling
rule-coverage = watching
rule-count = count
rule-verdict = verdict
rule-would-change = would change it
