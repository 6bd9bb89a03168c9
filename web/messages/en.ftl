# The words of the page. Every language has every message; a test holds it.
# Kinds of words that the server names in kebab case: truth-, state-, grade-, flag-, reason-, outcome-, rule-, manner-, answer-, passage-.

name = Armistice
skip = Skip to the content
ways = Screens
way-overview = Overview
way-picture = Picture
way-agreement = Agreement
way-finding = Finding
way-duty = Timeline of the duty
way-claims = Claims
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
case-unreadable = The case was changed and cannot be read as it stands; shown is what was there before.
changed-show = Show it as it is now
live-off = Not live: the line to the server is broken. It will catch up by itself.

clocks = The two clocks
as-of = As of
as-of-means = What had happened by then
known-at = Known at
known-at-means = What the record had learned by then
known-together = at the same time
known-at-entry = up to entry { $number }
known-at-root = up to this root
day-calendar = Choose a day in a calendar
day-form = Write the day as YYYY-MM-DD, for example 2018-12-01
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
in-force = in force
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
as-stated = as the source states it
more = { $count } more
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
versions-passed-over = Moments at which more became known and which were not looked at: { $count }
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
manner-attests = attests it

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

view = Map or list
view-map = Map
view-list = List
map-title = Map of the places and events. The list shows the same.
map-in = Nearer
map-out = Farther
map-grid = MGRS
map-pointer = Position of the pointer
map-middle = Middle of the map
map-note-toggle = Show or hide the note on lines
map-note = Lines and zones are drawn for judging this agreement's own terms and take no position on any border.
map-failed = The map cannot be drawn here. The list shows the same:
places = Places
place = Place
all-places = All places
place-disputed = Its course is disputed.
place-accuracy = drawn to within { $distance }
place-not-bound = nothing binds there now
norm-map = The places on a map
place-editions = Drawn from ({ $count })
height-above-ground = above { $distance } over the ground
height-below-ground = below { $distance } over the ground
height-above-sea = above { $distance } over the sea
height-below-sea = below { $distance } over the sea
place-no-norm = No norm speaks of it.
place-not-told = place not told
not-drawn = not drawn
reading-of-text = One reading of the text
events = Events
events-none = No event is on record in this time.
list-shorter = choose a shorter time on the map to see them
when = When
what = What
where = Where
answer = Answer
bar = Time bar
bar-earlier = Earlier
bar-later = Later
bar-nearer = A shorter time
bar-farther = A longer time
bar-whole = The whole time
bar-every-lane = every norm
lanes = Lanes: one a norm and bearer
lanes-none = Nothing is told of any norm in this time.
facts-told = Facts told
not-observed = not observed
observed-lane = observed

tracks = Tracks
tracks-means = What objects reported of themselves, or others of them. A way is drawn where they reported; dots join two reports between which nobody heard of them for ten minutes.
tracks-crowds = Shaded squares: more ways than can be told apart. Nearer by they are drawn singly.
object = Object
objects-count = { $count ->
    [one] { $count } object
   *[other] { $count } objects
 }
reports = Reports
reports-count = { $count ->
    [one] { $count } report
   *[other] { $count } reports
 }
silences-count = { $count ->
    [one] { $count } silence of ten minutes or longer
   *[other] { $count } silences of ten minutes or longer
 }
heard-last = heard last at
file-refused = A file that cannot be read:
passages = Passages
passages-none = No passage was told in this time.
passage-enter = comes into
passage-leave = leaves
passage-cross = crosses
passage-stay = was in
passage-gap = was not heard of
passage-jump = moved faster than it can
worked-out = worked out between two reports
withdrawn = withdrawn: it was not so

agreement-means = The text on one side, what its terms bind to on the other, and who is bound by it at the chosen instant.
contents = Contents
readback = In plain words
terms = Formal terms
left-out = Left out of the terms ({ $count })
no-terms = No term speaks of this part.

duty-means = Above: the answer as it stood on each day with what was known that day. Below: the answer for the same day with all that is known now.
then-known = As known then
now-known = As known now
duty-picture = The duty through time, as known then and as known now; the tables below hold the same
duty-events-key = when a fact became known
deadline = last day
turned = Where the two answers differ
turned-nothing = They do not differ.

record-means = All that was told stands in one list that only grows. Everybody can hold a copy and check it; each witness signs how far it has seen it.
record-no-log = This case is a table of facts and not a signed record. Its root still tells whether two people look at the same facts.
record-origin = Record
record-size = Size
record-root = Root
entries = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
 }
facts-count = { $count ->
    [one] { $count } fact
   *[other] { $count } facts
 }
rows-count = { $count ->
    [one] { $count } row
   *[other] { $count } rows
 }
set-aside = Set aside as unreadable
cosigned = Who has seen it
cosigned-none = No witness has signed for it.
witness = Witness
behind = ({ $count } behind)
checkpoint = The signed statement
record-facts = Facts and their hashes
fact = Fact
hash = Hash

verify = Check it yourself
verify-means = Your browser computes everything here. The server gives files and no answers. What it cannot show by itself: that you and others are shown the same record. For that, compare the root with them, or give the keys of witnesses whom you trust.
verify-malformed = The signed statement cannot be read:
verify-failed = This could not be checked:
verify-do = Check
verify-entry = One entry
entry-number = Number of the entry
entry-stands = The entry stands in the record that was signed.
entry-does-not-stand = The entry does NOT stand in the record that was signed.
entry-text = The entry
known-here = The case as the record held it at this entry
leaf-hash = Hash of the entry
path-of = { $count ->
    [one] Its path: { $count } hash
   *[other] Its path: { $count } hashes
 }
root-computed = Root computed here
root-signed = Root in the signed statement
verify-whole = The whole record
verify-whole-means = Reads every entry, and compares with what this browser saw last time.
entries-done = { $done } of { $size }
whole-stands = { $size ->
    [one] The { $size } entry gives the root that was signed.
   *[other] All { $size } entries give the root that was signed.
 }
whole-does-not-stand = The entries do NOT give the root that was signed.
before-first = This browser had not seen the record before; it now remembers this state.
before-grew = It continues the record that this browser saw last time.
before-other = It does NOT continue the record that this browser saw last time. Keep both signed statements.
verify-signatures = The signatures
keys-trusted = Keys that you trust, one a line. Get them from somebody you trust, not from here.
signature-good = the signature is good
signature-bad = the signature is NOT good
signature-no-key = no key given

claims-means = What reports say waits here for a person. Nothing of it counts before somebody has decided on it.
claims-which = Which claims
claims-waiting = Waiting
claims-decided = Decided
claims-reports = Reports
claims-counts = Waiting: { $number } · decided: { $done } · reports: { $size }
claims-many = Too many wait to weigh them all at once: those that speak of a breach stand first. Open a claim to see what it would change.
claims-none = No claim waits.
claims-none-decided = Nothing is decided yet.
claims-no-reports = The case has no reports. They lie in its folder “reports”.
claims-otherwise = Read otherwise today; the decisions stand
claims-set-aside = Cannot be read
claim-not-so = not so
claim-nobody = nobody is named
claim-carries = One more carrier of a word that is on record already; it counts once:
claim-then = then
claim-observations = Observations: { $number }, then { $count }
claim-changes = What it would change
claim-changes-nothing = No verdict would change.
claim-put-changes = What it would change as put right
claim-open = Left open
claim-tellings = told as well: { $count }
claim-contraries = the contrary is told: { $count }
claim-told-as-well = Told as well
claim-contrary = The contrary is told
claim-same-voice = the word of the same voice
claim-words = The words
claim-read = What was read in them
claim-voice = Whose word it is
claim-own-voice = the report's own
claim-who = Who
claim-meant = How it is meant
claim-how-many = How many
claim-no-day = no day is told
claim-provision = Provision
claim-no-provision = speaks to no provision
claim-source = Source held, A to F
claim-credibility = Credibility by origins, 1 to 6
claim-sureness = Sureness of the reading, of 100
claim-becomes = What it would become
claim-became = What it became
claim-facts = Facts
claim-rules = The rules that read it
claim-reader = read by
claim-ways = Ways through the claims
claim-back = All claims
claim-previous = Previous
claim-next = Next
claim-number-of = { $number } of { $size }
claim-decided-by-other = Somebody has decided on a claim of the same kind on most of the same words:
claim-superseded = The outlet has published a later version of this report, which stands in its place.
report-no-day = day not known
report-copy = It has the words of
report-nothing = Nothing about the agreement was read in it.
list-next = Next part
list-first = From the beginning
decided-by = by
decided-accepted = accepted
decided-corrected = put right and accepted
decided-rejected = rejected
modality-done = done
modality-ongoing = going on
modality-planned = planned
modality-promised = promised
modality-wanted = wanted
modality-threatened = threatened
modality-alleged = alleged
modality-denied = denied
modality-not-observed = not observed
modality-not-reported = silence on it
modality-assessed = held likely
zone-headline = headline
zone-standfirst = standfirst
zone-byline = byline
zone-dateline = dateline
zone-body = text
zone-caption = caption
zone-credit = credit
zone-cue = announcement
zone-nav = links
zone-footer = footer

claim-decide = Decide
claim-read-only = This page only shows. To decide here, start the server with --review and --by; in the terminal, “armistice claims CASE --review”.
claim-no-token = To decide here, open the address that the server printed when it started.
claim-deciding-as = You decide as
claim-put-right = Put a field right
claim-field = Field
claim-value = What it is
claim-add = Add
claim-drop = Leave it out again
claim-reason = Why
claim-accept = Accept as it stands
claim-accept-corrected = Accept as put right
claim-reject = Reject
claim-reject-needs = A rejection needs a reason.
claim-take-back = Take the decision back
claim-take-back-needs = To take it back needs a reason. What came of it does not count from then on, and stays on record.
claim-done = It is decided and on record.
claim-failed = This could not be decided:
claim-history = All that was decided on it
decided-taken-back = taken back
field-actor = Who
field-action = What
field-class = Class of act
field-modality = How it is meant
field-polarity = So (+) or not so (-)
field-from = First day
field-to = Last day
field-place = Where
field-quantity = How many
field-unit = Of what
field-source = Whose word
field-norm = Norm
field-object = What was used
field-of = The fact denied
field-means = How it was observed
field-manner = Manner of saying
claim-proposed-by = Proposed by a language model:
claim-proposed-means = The rules have not read it. Every word of it stands in the report; whether it means that, a person decides.
claim-same-words = What the rules read of the same words
