# Words of the vocabulary whose name does not read as plain English with its hyphens opened. `number` is 1 or 2.

word-act = { $number ->
    [one] act
   *[other] acts
 }
word-thing = { $number ->
    [one] thing
   *[other] things
 }
# What a verb does with its objects, where “verb objects” does not read as English.
act-enter = enter with { $objects }
act-rotate = relieve { $objects } by others
act-admit = let in { $objects }

word-mlrs = { $number ->
    [one] multiple rocket launcher
   *[other] multiple rocket launchers
 }
word-uav = { $number ->
    [one] unmanned aircraft
   *[other] unmanned aircraft
 }
word-medevac = medical evacuation
word-personnel = { $number ->
    [one] person in service
   *[other] persons in service
 }
word-artillery = { $number ->
    [one] piece of artillery
   *[other] pieces of artillery
 }
