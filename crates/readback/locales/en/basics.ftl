# Lists, numbers, dates, lengths: the one place of the language for them.

list-and-two = { $one } and { $other }
list-and-last = { $before } and { $last }
list-or-two = { $one } or { $other }
list-or-last = { $before } or { $last }
list-next = { $before }, { $next }

thousands-mark = ,
decimal-mark = .
quoted = “{ $text }”

day-of-year = { $day } { $month }
date = { $weekday } { $day } { $month } { $year }
instant = { $date }, { $time }
clock = { $hour }:{ $minute }
weekday = { $number ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
 }
month = { $number ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 }

length-minutes = { $amount ->
    [one] { $shown } minute
   *[other] { $shown } minutes
 }
length-hours = { $amount ->
    [one] { $shown } hour
   *[other] { $shown } hours
 }
length-days = { $amount ->
    [one] { $shown } day
   *[other] { $shown } days
 }
length-weeks = { $amount ->
    [one] { $shown } week
   *[other] { $shown } weeks
 }
length-months = { $amount ->
    [one] { $shown } month
   *[other] { $shown } months
 }
length-years = { $amount ->
    [one] { $shown } year
   *[other] { $shown } years
 }
period-day = day
period-week = week
period-month = month
period-quarter = quarter
period-year = year
window-period = In each calendar { $period }
window-rolling = In any { $length }, wherever the time begins,
window-at-once = At any one time

distance-km = { $number } km
distance-m = { $number } m
distance-mm = { $number } mm
distance-nmi = { $number } nautical miles
distance-ft = { $number } feet
distance-both = { $metric } ({ $other })

# Who is bound.
subject-one = { $who }
subject-each = { $who }, each for itself,
subject-jointly = { $who }, acting together,
subject-anyone = everybody on the side of { $who }, private persons included,
other-party = the other side

# Classes and their tests.
anything = anything
set-excluding = { $set }, but not { $excluding }
class-with = { $class } with { $tests }
test-at-least = { $attribute } { $value } or more
test-at-most = { $attribute } { $value } or less
test-above = { $attribute } more than { $value }
test-below = { $attribute } less than { $value }
test-is = { $attribute } “{ $value }”
count-of = { $number } { $of }
percent-of = { $number } per cent of the { $of } recorded in { $inventory }
share-of = { $parts ->
    [1] all
    [2] { $number ->
        [one] half
       *[other] all
    }
    [3] { $number ->
        [one] one third
       *[other] { $number } thirds
    }
   *[other] { $number ->
        [one] one quarter
       *[other] { $number } quarters
    }
 } of the { $of } recorded in { $inventory }
