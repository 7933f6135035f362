# What the command line says.

cli-bad-value = { $option }: '{ $value }' can't be used: { $reason }.
cli-file = { $path }: { $detail }.
cli-output = The answer can't be written: { $detail }.
cli-no-home = No home is known: name one with --home.
cli-no-desk = There is no desk at { $home }: set one up with 'okno desk init', or name another home with --home.
cli-home-taken = { $home } is the home of desk { $desk }: choose another with --home.
cli-settings-unreadable = okno.toml can't be read: { $detail }.
cli-settings-line = okno.toml, line { $line }:
cli-settings-changed = okno.toml was changed while it was read: try again.
cli-catalogue = The suppliers' data is faulty: { $detail }.
cli-moment = { $at }
cli-pin-prompt = PIN of { $user }: 
cli-pin-needed = A PIN is needed: put it into { $variable } or use a terminal.
cli-new-pin-prompt = New PIN for { $user }: 
cli-new-pin-again = Once more: 
cli-pins-differ = The two PINs differ: nothing was changed.
cli-user-added = { $user } can sign in as { $role }.
cli-user-retired = { $user } can no longer sign in.
cli-user-retired-mark = retired
cli-user-unknown = There is no user '{ $user }'.
cli-desk-ready = Desk { $desk } is set up in { $home }. Next: add people with 'okno user add', accounts with 'okno directory import'.
cli-status = Desk { $desk }: { $entries } entries, { $unsent } not at headquarters.
cli-status-open = Shift { $shift } of { $cashier }, open since { $at }: { $payments } { $payments ->
    [one] payment
   *[other] payments
 }, { $gross }; { $drawer } in the drawer.
cli-status-closed = No shift is open; { $drawer } in the drawer.
cli-status-last = The last payment recorded: receipt { $receipt }, { $at }, { $total }.
cli-status-unprinted = Not printed: { $unprinted }, of these in doubt: { $doubt }. See 'okno print list'.
cli-shift-opened = Shift { $shift } of { $day } is open; { $counted } in the drawer.
cli-shift-totals = { $payments } { $payments ->
    [one] payment
   *[other] payments
 }, { $gross }; void: { $voids }, { $voided }.
cli-shift-x = X-report of shift { $shift }: { $expected } should be in the drawer.
cli-shift-closed = Z-report { $z }: { $expected } expected, { $counted } counted.
cli-over = Over: { $sum }.
cli-short = Short: { $sum }.
cli-paid = Receipt { $receipt }: { $total } taken.
cli-change = Change: { $change }.
cli-suspected-double = Account { $account } was paid { $sum } within a day already, receipt { $receipts }: is this payment meant?
cli-voided = Receipt { $receipt } is void; give back { $cash } in cash.
cli-nothing-queued = Nothing is to be printed.
cli-entry-unknown = There is no entry { $seq }.
cli-journal-sound = The journal is sound: { $entries } { $entries ->
    [one] entry
   *[other] entries
 }, { $payments } { $payments ->
    [one] payment
   *[other] payments
 } of { $sum }, head { $head }.
cli-journal-rebuilt = Everything that follows from { $entries } entries was made anew; the last shift is { $shift }.
cli-one-of = it is one of { $known }
cli-zone = a zone is named like Asia/Irkutsk
cli-line-form = a line is SUPPLIER:ACCOUNT:SUM, or SUPPLIER:ACCOUNT:SUM:MONTH
cli-month = a month is written 2026-10 or 10.2026
cli-doctor-good = ok     { $what }
cli-doctor-fault = FAULT  { $what }
cli-doctor-sound = Nothing is wrong.
cli-doctor-faults = { $count } { $count ->
    [one] thing is
   *[other] things are
 } wrong: see above.
cli-doctor-key = the desk's key is there and closed to others
cli-doctor-key-open = others can read { $path }: take their rights away (chmod 600)
cli-doctor-printer = receipts go to { $path }
cli-doctor-printer-fault = receipts can't go to { $path } { $detail }
cli-doctor-journal = the journal is sound, { $entries } entries
cli-doctor-no-mirror = no mirror is kept: a second disk or a stick would save a day if this disk fails
cli-doctor-mirror-missing = the mirror { $path } is not there: put the disk or stick in
cli-doctor-mirror = the mirror { $path } is { $behind } entries behind
cli-doctor-clock = the clock says { $now }
cli-doctor-accounts = the directory has { $accounts } accounts
cli-doctor-no-accounts = the directory has no accounts: import a register
cli-doctor-users = { $users } people can sign in
cli-doctor-no-users = nobody can sign in: add a cashier with 'okno user add'
cli-doctor-no-supervisor = there is no supervisor, so nothing can be voided: add one with 'okno user add'
cli-demo-intro = A made-up town, a desk of its own in a folder that is thrown away, and the whole job. PIN of everyone: 1234.
cli-as-of = a day is written 2026-11-01, a moment 2026-11-01T18:00:00+08:00
cli-import-reading = reading
cli-import-writing = writing
cli-imported = { $rows } { $rows ->
    [one] row
   *[other] rows
 } of { $sum } taken in. New: { $new }, changed: { $changed }, as before: { $unchanged }; not in this file and left as they were: { $absent }.
cli-found-nothing = Nothing is found.
cli-found-more = There are more; the first { $shown } are shown.
