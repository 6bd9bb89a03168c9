# The document around the norms.

title = Read-back: { $title }
introduction = This page says in plain words what the terms of the agreement bind to. It was made from the terms alone, by fixed sentences, and judges nothing. Whoever signs it confirms that each entry says what the text above it says, that the days are right, and that what stands under “Not covered” may be left out.
origin = It was made from the file with the digest { $digest }. If one letter of the file changes, it has to be read again.

contents = Contents

part-frame = The text and its parties
instrument = **{ $title }**, between { $parties }. Signed on { $signed }. { $binding } Authentic in: { $languages }. { $in-force } { $ends }
binding-politically = It binds politically.
binding-legally = It binds legally.
binding-unsaid = The terms do not say how it binds.
in-force-signature = In force from its signature.
in-force = In force: { $start }.
ends-never = The terms give it no end.
ends = It ends: { $end }.
clock-stops = A deadline moves by the time for which its duty was suspended.
clock-runs = A suspension moves no deadline.
settings = All days are those of the time zone { $zone }. { $months } A finding needs evidence of the grade “{ $grade }” or better; the grades are, from the lowest: claimed (the word of the one bound about itself, or of its adversary), reported (one outside source, one instrument, or both sides alike), corroborated (two sources that do not depend on each other), verified (what the agreement's own rule of verification asks for).
months-clamp = A month after the last day of a longer month ends on the last day of the shorter one.
months-refused = A length of months that would end on a day that does not exist is refused.
how-to-read = A day runs from 00:00 to 24:00. “In” a place means that the place told of the act lies there, whether the act began there or took effect there; a place whose stated error reaches over the edge leaves it open. A duty that names things without a number means all of them. Words marked `so` are names in the file.
column-name = Name
column-is = Is
column-called = Called in the text
is-party = { $name }, a party{ $status }
is-body = { $name }, a body{ $members }
with-status = { " " }(shown as: { $status }; without weight in law)
with-members = { " " }of { $members }

part-norms = What is owed, article by article
quotation = The text: “{ $text }”
quotation-paraphrase = In our own words, because the wording is not at hand: { $text }
superseded = This part is kept for the record and is not monitored.
entry-head = - **{ $head }**
entry-line = - **{ $head }** { $text }
head-what = What.
head-where = Where that is.
head-when = When.
head-exceptions = Exceptions.
head-shown = Shown by.
head-seen = Can be seen by.
head-unknown = “Unknown” means:
head-broken = If broken.
head-reading = Read as.
head-quoting = Words of the text that it stands for.

part-timeline = Timeline
timeline-zone = All days are those of { $zone }; a last day is meant to its end. Norms without a first day of their own begin with the entry into force of their text.
timeline-dated = By the calendar
timeline-waiting = Hanging on an event, or without a day
timeline-recurring = Again and again
column-day = Day
column-hangs-on = Hangs on
column-how-often = How often
column-what = What
column-norm = Norm
column-who = Who
due-signed = signed
due-in-force = entry into force
due-ends = end of the text
due-decision = decided
due-done-moved = due, as moved
due-last-moved = last day, as moved
due-ends-moved = end of the text, as moved
due-begins = begins to bind
due-last-of-norm = last day
due-attestation = attestation due
due-start = must have begun
due-done = due
due-share = share due
due-notice = notice due
due-rate = at most so many
due-rate-floor = at least so many
recurs-notice = { $length } or more before each event
recurs-notice-after = Without delay after each event

part-gaps = Not covered
gaps-how = Sentences of the quotations that no term speaks of. A term speaks of the words that it quotes, else of one sentence at most; so a section with one norm and four sentences leaves three. Places and words declared under a section are not counted as speaking of it. Sentences are counted by their full stops.
column-section = Section
column-sentences = Sentences
column-terms = Norms and exceptions
column-left-out = Left out with a reason
column-unspoken = Not spoken of
gaps-left-out = Left out with a reason
left-out = { $section }: { $reason }
gaps-unspoken = Not spoken of
unspoken = { $section }: { $count ->
    [one] one sentence
   *[other] { $count } sentences
 } without a term, unless one term speaks of several. { $unquoted ->
    [one] This one is quoted by no term:
   *[other] These are quoted by no term:
 }
nothing = None.

part-readings = Readings, and who holds them
column-of = Of
column-reading = Reading
column-held = Held by

part-places = Places
column-where = Where
places-undrawn = Norms whose place is not drawn
rests-on-undrawn = { $norm } rests on { $places }, of which there is no geometry: where an act lies to it stays undetermined.
part-registers = Registers
registers-none = The terms name no register: a notice that is not on record is unknown, not missing.
register-complete = { $register } is complete: what does not stand in it did not happen.
register-partial = { $register } is partial: what does not stand in it is unknown, not missing.
part-inventories = Inventories
inventory-by = { $inventory }: the { $of } that { $holders } held on { $date }, as { $by } recorded them. No other word counts.
inventory-told = { $inventory }: the { $of } that { $holders } held on { $date }, as evidence of the grade that a finding needs shows them.

part-words = Words
column-word = Word
column-meaning = Meaning
word-cell = { $word } ({ $name })
word-is-exactly = exactly: { $is }
word-is-kind = a kind of { $is }

part-sign = Signature
sign = Read by: ………………………… On: …………………………
