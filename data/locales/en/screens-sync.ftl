# Headquarters on the till's screens.

sync-bar = HQ { $acked }
sync-bar-all-there = HQ ✓ { $acked }
sync-bar-trouble = HQ: { $trouble }
sync-bar-trouble-since = HQ { $acked }: { $trouble }
sync-bar-no-answer = no answer
sync-bar-refused = refuses
sync-bar-fork = two journals
sync-bar-here = fault here

sync-screen = headquarters
sync-screen-all = All of it is at headquarters.
sync-screen-all-known = Nothing waits to be sent.
sync-screen-waiting = Waiting to be sent: { $n } { $n ->
    [one] entry
   *[other] entries
}. Payments go on.
sync-screen-has = There
sync-screen-has-all = through entry { $through }: { $payments } { $payments ->
    [one] payment
   *[other] payments
}, { $sum }
sync-screen-head = Hash
sync-screen-acked = Acknowledged
sync-screen-heard = Answered
sync-screen-pulled = Accounts and people
sync-screen-exceptions = Open exceptions
sync-screen-never = not yet
sync-screen-unknown = not known yet
sync-screen-minutes-ago = { $at }, { $n } min ago
sync-screen-hours-ago = { $at }, { $n } h ago
sync-screen-days-ago = { $at }, { $n } days ago
sync-screen-nothing-sent = Nothing was sent since the program started.
sync-screen-sending = Asking headquarters: what it answers is seen here.
sync-screen-printed = The strip is printed.
sync-head-at = sent
sync-head-through = through entry
sync-head-entries = entries
sync-head-payments = payments
sync-head-sum = sum
