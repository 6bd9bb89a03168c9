# Places, as they stand after “in”.

place-zone = the zone { $zone }
place-and = the ground that { $places } have in common
place-minus = { $whole } without { $hole }
place-north = the area north of { $point }
place-south = the area south of { $point }
place-east = the area east of { $point }
place-west = the area west of { $point }
place-file = the area drawn in the file { $path }
place-feature = the area “{ $feature }” drawn in the file { $path }
place-across = the line { $line }
place-own-side = its own side of the line { $line }
place-other-side = the other side of the line { $line }
place-side-of = the side of { $side } of the line { $line }
place-land = land
place-sea = sea
place-air = air
place-everywhere = every place
place-too-deep = a place of too many parts to say

near-within = the area up to { $distance } from { $of }
near-beyond = the area more than { $distance } from { $of }
near-line = the line { $line }
near-point = the point { $point }
near-of-other-party = the { $of } of the other side, wherever they are
near-between = { " " }on its part between the markers { $first } and { $last }
near-both-sides = { " " }(on both sides)
near-own-side = { " " }(only on its own side)
near-other-side = { " " }(only on the other side)
near-side = { " " }(only on the side of { $side })

height-above-ground = , higher than { $height } above ground
height-below-ground = , lower than { $height } above ground
height-above-sea = , higher than { $height } above mean sea level
height-below-sea = , lower than { $height } above mean sea level
place-height = anywhere{ $height }
height-any = , at any height
zone-described = known in words only, without a map: { $words }
zone-within = ; it lies in { $zones }
zone-apart = ; it shares nothing with { $zones }
zone-decided-by = not yet drawn: its limits are left to { $body }
zone-nowhere = not yet drawn
zone-is = { $zone } is { $is }.
zone-accuracy = ; drawn to within { $accuracy }

# In a sentence; each begins with its space.
in-place = { " " }in { $place }
on-domain = { " " }on or in the { $place }
on-side = { " " }on { $place }
across = { " " }over { $place }, from its own side to the other
out-of = { " " }out of { $place }
to-place = { " " }to { $place }
line-file = a line drawn in the file { $file }
line-series = a line drawn anew each day, in the files { $file }; without the file of a day nothing can be placed by it
line-with-north = ; with { $names } on the north
line-with-south = ; with { $names } on the south
line-with-east = ; with { $names } on the east
line-with-west = ; with { $names } on the west
