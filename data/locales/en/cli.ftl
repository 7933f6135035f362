# What the command line says.

cli-bad-value = { $option }: '{ $value }' can't be used: { $reason }.
cli-file = { $path } can't be used: { $reason }. Check the path and try again.
cli-output = The answer can't be written: { $reason }. What was recorded stays recorded.
cli-no-home = No home is known: name one with --home or OKNO_HOME.
cli-journal-lost = The journal { $path } is gone, and a new one would give the same receipt numbers again: put it back from the mirror or a backup, or set up another home.
cli-other-desk = The journal is that of desk { $found }, okno.toml says { $expected }: mend office and desk in okno.toml.
cli-other-mirror = The mirror is that of desk { $found }: give this desk a folder of its own in okno.toml.
cli-foreign = { $path } is not a file of Okno's: is this the right home?
cli-directory-missing = The directory { $path } is gone: put it back from a backup, or make an empty one with 'okno desk init' and take registers and people in again.
cli-directory-empty = The directory knows no suppliers: run 'okno desk init' once more.
cli-directory-newer = A newer program wrote the directory: use that one.
cli-key-missing = The desk's key { $path } is gone: make a new one with 'okno desk init', then give everyone a new PIN with 'okno user add'.
cli-key-malformed = { $path } is not a key of Okno's: move it away, make a new one with 'okno desk init', then give everyone a new PIN with 'okno user add'.
cli-no-desk = There is no desk at { $home }: set one up with 'okno desk init', or name another home with --home.
cli-home-taken = { $home } is the home of desk { $desk }: choose another with --home.
cli-settings-line = okno.toml, line { $line }: { $fault }
cli-settings-changed = okno.toml was changed while it was read: try again.
cli-catalogue = The built-in data of suppliers or bar codes is faulty: { $detail }.
cli-moment = { $at }
cli-sign-in = { $user } is not signed in: the name or the PIN is wrong. Five wrong PINs lock a name for a while.
cli-pin-prompt = PIN of { $user }:
cli-pin-needed = A PIN is needed: put it into { $variable }, or type it at a terminal.
cli-new-pin-prompt = New PIN for { $user }:
cli-new-pin-again = Once more:
cli-pins-differ = The two PINs differ, so nothing is changed: try again.
cli-user-added = { $user } can sign in as { $role }.
cli-user-changed = { $user } was there already and now has this role, name and PIN: { $role }.
cli-user-retired = { $user } can no longer sign in.
cli-user-retired-mark = retired
cli-user-unknown = There is no user '{ $user }': see 'okno user list'.
cli-no-users = Nobody can sign in yet: add people with 'okno user add'.
cli-role-cashier = cashier
cli-role-supervisor = supervisor
cli-role-admin = admin
cli-desk-ready = Desk { $desk } is set up in { $home }.
cli-desk-next = Next: people with 'okno user add', accounts with 'okno directory import'.
cli-desk-fiscal = Okno's receipt does not stand in for a fiscal one, which an agent must give.
cli-desk-mended = What was missing in { $home } is made anew. Check people and accounts with 'okno doctor'; if nobody can sign in, give new PINs with 'okno user add'.
cli-status = Desk { $desk } ({ $kind }): { $entries } { $entries ->
    [one] entry
   *[other] entries
 } in the journal.
cli-status-unsent = Not at headquarters yet: { $unsent }.
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
 }, { $gross }.
cli-shift-voids = Of these void: { $voids }, { $voided }.
cli-shift-x = X-report of shift { $shift }: { $expected } should be in the drawer.
cli-shift-closed = Z-report { $z }: { $expected } expected, { $counted } counted.
cli-over = Over: { $sum }.
cli-short = Short: { $sum }.
cli-paid-already = Receipt { $receipt } was recorded before: { $total }. Nothing is taken again.
cli-paid = Receipt { $receipt }: { $total } taken.
cli-change = Change: { $change }.
cli-suspected-double = Account { $account } was paid { $sum } within the last day already ({ $receipts }). If this payment is not meant, void it.
cli-voided = Receipt { $receipt } is void: give back { $cash } in cash.
cli-voided-no-cash = Receipt { $receipt } is void: its money goes back the way it came.
cli-voided-already = Receipt { $receipt } was voided before. Nothing is given back again.
cli-nothing-queued = Nothing is to be printed.
cli-print-waits = Printing what comes. Ctrl+C ends it.
cli-printed = Printed: { $documents }.
cli-printer-set = Printer: { $profile }, { $to }, { $columns } characters a line. Try it with 'okno print test'.
cli-printer-to = it must be tcp:HOST:PORT, device:PATH, serial:PATH,BAUD, cups:QUEUE, file:PATH or dir:PATH
cli-test-printed = The test page is printed: { $to }. Compare its letters, the width of its lines and its codes.
cli-out-needed = name a file with --out FILE
cli-written = { $document } is in { $path }.
cli-pdf = The PDF failed: { $detail }
cli-print-queued = to be printed
cli-print-unknown = in doubt: look at the paper, then 'okno print resolve'
cli-print-in-doubt = It is not certain that { $document } was printed: look at the paper and say so with 'okno print resolve'.
cli-print-not-in-doubt = The paper of { $document } is not in doubt; for a copy use 'okno print copy'.
cli-print-resolved = Recorded what is on the paper: { $document } is no longer in doubt.
cli-not-void = Receipt { $receipt } is not void, so it has no act of a void.
cli-document-form = a document is EPOCH-SHIFT-N, EPOCH-SHIFT-cN, z-N or 'entry SEQ'
cli-document-unknown = There is no document { $document } at this desk: see 'okno journal list'.
cli-form-still-open = Shift { $shift } is still open: this form is made after its close.
cli-form-closed = Shift { $shift } is closed: its totals are in the Z-report.
cli-form-nothing = Nothing happened in shift { $shift } that this form is about.
cli-shift-unknown = There is no shift { $shift } at this desk: see 'okno journal list'.
cli-seal-unknown = No bag with the seal { $seal } was sealed here: read the seal again.
cli-seal-form = only ko-2 and bag-slip are about one bag
cli-entry-unknown = There is no entry { $seq }: see 'okno journal list'.
cli-journal-sound = The journal is sound: { $entries } { $entries ->
    [one] entry
   *[other] entries
 }, { $payments } { $payments ->
    [one] payment
   *[other] payments
 } of { $sum }.
cli-journal-head = Head { $head }
cli-journal-rebuilt = What follows from the entries ({ $entries }) is made anew; the last shift is { $shift }.
cli-one-of = it is one of: { $known }
cli-number = a whole number is meant
cli-blank = it is blank
cli-inn = an INN has 10 or 12 digits
cli-zone = a zone is named like Asia/Irkutsk
cli-line-form = a line is SUPPLIER:ACCOUNT:SUM, or SUPPLIER:ACCOUNT:SUM:MONTH
cli-month = a month is written 2026-10 or 10.2026
cli-doctor-good = ok     { $what }
cli-doctor-advice = note   { $what }
cli-doctor-fault = FAULT  { $what }
cli-doctor-sound = Nothing is wrong.
cli-doctor-faults = { $count } { $count ->
    [one] thing is
   *[other] things are
 } wrong: see above.
cli-doctor-key = the desk's key is there and closed to others
cli-doctor-key-open = others can read { $path }: take their rights away (chmod 600)
cli-doctor-printer = receipts go to { $path }
cli-doctor-printer-fault = receipts can't go to { $path }: { $reason }; mend that, or set another place in okno.toml
cli-doctor-journal = the journal is sound, { $entries } { $entries ->
    [one] entry
   *[other] entries
 }
cli-doctor-no-mirror = no mirror is kept: a second disk or a stick would save a day if this disk fails
cli-doctor-mirror-missing = the mirror { $path } is not there: put the disk or stick in
cli-doctor-mirror = the mirror { $path } is { $behind } { $behind ->
    [one] entry
   *[other] entries
 } behind
cli-doctor-clock = the clock says { $now }
cli-doctor-accounts = the directory has { $accounts } { $accounts ->
    [one] account
   *[other] accounts
 }
cli-doctor-no-accounts = the directory has no accounts: import a register with 'okno directory import'
cli-doctor-users = { $users } { $users ->
    [one] person
   *[other] people
 } can sign in
cli-doctor-no-users = nobody can sign in: add a cashier with 'okno user add'
cli-doctor-no-supervisor = there is no supervisor, so nothing can be voided: add one with 'okno user add'
cli-demo-intro = A made-up town: headquarters, a till and a vault, in folders that are thrown away. Every PIN is 1234.
cli-demo-layout = "распутин лен 7", typed while the keyboard was on Latin letters:
cli-day = a day is written 2026-11-01
cli-as-of = a day is written 2026-11-01, a moment 2026-11-01T18:00:00+08:00
cli-import-reading = reading
cli-import-writing = writing
cli-imported = { $rows } { $rows ->
    [one] row
   *[other] rows
 } of { $sum } taken in.
cli-imported-parts = New { $new }, changed { $changed }, as before { $unchanged }; not in the file and kept { $absent }.
cli-found-nothing = Nothing is found.
cli-found-more = There are more than these { $shown }: add a word or a number.
cli-head-supplier = supplier
cli-head-account = account
cli-head-accounts = accounts
cli-head-owed = owed
cli-head-age = as of
cli-head-address = address
cli-head-name = name
cli-no-accounts = The directory has no accounts: import a register with 'okno directory import'.

# The command line can't be read.
cli-usage = Usage: { $usage }
cli-usage-help = For more: the same command with --help.
cli-usage-missing = This is missing: { $what }.
cli-usage-unknown = There is no option or argument '{ $what }' here.
cli-usage-command = There is no command '{ $what }' here.
cli-usage-twice = { $what } can be given only once, or not with the others.
cli-usage-empty = { $what } needs a value.

# Why a file can't be used.
cli-io-missing = there is no such file or folder
cli-io-denied = access is denied
cli-io-folder = it is a folder
cli-io-not-folder = a part of the path is not a folder
cli-io-exists = another thing of that name is there
cli-io-not-text = it is not text in UTF-8
cli-io-full = the disk is full
cli-io-read-only = the disk can only be read
cli-io-other = { $detail }

# What is wrong with an entry of the journal.
cli-damage-gap = entry { $seq } is missing
cli-damage-chain = it does not follow the entry before it
cli-damage-content = its content is not what its hash was made of
cli-damage-misfit = it contradicts the entries before it
cli-damage-not-enrolled = it does not enrol a desk, as the first entry must
cli-damage-imbalance = its postings are { $kopecks } kopecks from zero
cli-damage-mirror = the mirror has another entry in its place, or more entries than the journal
cli-damage-ack = headquarters has another entry in its place, or more entries than the journal
cli-damage-projection = the table '{ $table }' is not what the entries say; 'okno journal rebuild' makes it anew
cli-damage-schema = the table or trigger '{ $name }' is not as Okno made it
cli-damage-file = the file itself is damaged
cli-damage-other = { $detail }

# A scanned bill.
cli-scan-sum = The bill asks for { $sum }.
cli-scan-penalty = Besides, it asks for { $sum } as a penalty.
cli-scan-which-sum = The bill says '{ $text }': is that { $roubles } or { $kopecks } roubles? Look at the bill.
cli-scan-is-sum = The bill says '{ $text }' where whole kopecks belong: is that { $roubles } roubles? Look at the bill.
cli-scan-no-account = The bill is for { $supplier }, but its account can't be read: look it up by number or name.
cli-scan-check-digit = The bar code has a wrong check digit ({ $layouts }): scan it again. It is looked up as a number.
cli-scan-ambiguous = The bar code may be one of several ({ $layouts }): look the payer up by account or name.
cli-scan-encoding = The payment QR does not say which encoding it is in: look the payer up by account or name.
cli-scan-cut = The payment QR is cut off: scan it again.
cli-scan-layout = The scanner types under the Russian layout: switch the keyboard to Latin and scan again to get all of it.
cli-scan-lost = '{ $key }' was lost to the Russian layout.
cli-scan-conflict = '{ $key }' has several values: { $values }; none is taken.
cli-scan-unreadable = '{ $key }' can't be read: '{ $text }'.
cli-scan-undecodable = The code is not in { $encoding }, the encoding that it names: check names and addresses.
cli-scan-missing = The code lacks '{ $key }'.
cli-scan-unpaired = Meters and readings of the code don't match: no reading is taken.
cli-scan-key = '{ $found }' in the code was read as '{ $key }'.
cli-scan-long = '{ $key }' is longer than the standard allows.
cli-scan-long-code = The code is longer than the standard allows: { $bytes } bytes.
cli-scan-not-a-field = '{ $text }' in the code is not a field and is left out.
cli-scan-empty-field = The code has an empty field.
cli-payee-inn = The bill is for INN { $inn }, which is none of this office's suppliers: it can't be paid here.
cli-payee-requisites = The bill has INN { $inn } ({ $suppliers }) with other bank details: check it with the supplier before it is paid.
cli-payee-incomplete = The bill does not say whom it is for in full (INN, account, BIC): look the payer up by account or name.
cli-payee-several = The bill fits several suppliers ({ $suppliers }): look the payer up by account or name.
cli-payee-code = The bar code is for the supplier '{ $supplier }', which is none of this office's.
cli-payee-unlisted = The bar code ({ $layout }) is for organisation { $organisation }, which is none of this office's suppliers.
cli-import-doubt = Is this the right file? It was read all the same: { $doubt }.

# Cash, its custody, and what mends a payment.
cli-count-missing = Say what was counted: { $option } SUM, or --count 5000x1,100x4.
cli-card-form = slips are KIND:SLIPS:SUM, for example card:3:2140.00
cli-bag-form = a bag is SEAL:ACCOUNT:SUM, for example 77001:agents:5000x2
cli-account-form = an account is SUPPLIER:ACCOUNT, or SUPPLIER:SERVICE@ACCOUNT
cli-refund-line-form = a line is its number on the receipt, 2, or 2:SUM for a part of it
cli-not-in-count = There is no { $part } in what remains of the count, { $rest }: count again, or name other notes.
cli-above-limit = The drawer has { $drawer }, more than the { $limit } that may be there: drop cash ('okno cash drop') or hand it over to the vault.
cli-refunded = Refund of receipt { $receipt }: give back { $cash } in cash.
cli-refunded-no-cash = Refund of receipt { $receipt }: { $total } goes back the way it came.
cli-refunded-partly-cash = Refund of receipt { $receipt }, { $total }: give back { $cash } in cash, the rest goes back the way it came.
cli-refunded-already = Of receipt { $receipt } { $total } was refunded before. Nothing is given back again.
cli-moved = Receipt { $receipt }, line { $n }: { $sum } is moved from { $from } to { $to }.
cli-moved-already = Receipt { $receipt }, line { $n }: { $sum } was moved from { $from } to { $to } before. Nothing is moved again.
cli-retendered = Receipt { $receipt }: { $sum } is put right, { $from } → { $to }.
cli-retendered-already = Receipt { $receipt }: { $sum } was put right before, { $from } → { $to }. Nothing is changed again.
cli-cash-in = Slip { $number }: { $sum } in ({ $reason }). The drawer has { $drawer }.
cli-cash-in-already = Slip { $number } was recorded before: { $sum } in ({ $reason }). Nothing is brought in again.
cli-cash-out = Slip { $number }: { $sum } out ({ $reason }). The drawer has { $drawer }.
cli-cash-out-already = Slip { $number } was recorded before: { $sum } out ({ $reason }). Nothing is taken out again.
cli-handed-over = { $sum } is handed over to { $to }.
cli-transit-code = It is accepted there by the code { $code }
cli-handed-over-already = { $sum } was handed over to { $to } before, by the code { $code }. Nothing is given again.
cli-received-by = { $user } has counted it here and signed for it.
cli-accepted = Slip { $number }: { $sum } accepted from { $from }.
cli-accepted-less = { $given } was given; the { $missing } that is missing stays the difference of { $from }. Both sign the slip.
cli-accepted-already = Slip { $number } was recorded before: { $sum } accepted from { $from }. Nothing is taken again.
cli-dropped = Bag { $seal }: { $sum }, { $account }.
cli-dropped-already = Bag { $seal } was sealed before: { $sum }, { $account }. Nothing is dropped again.
cli-given = Given to the collector: { $sum }, seals { $seals }.
cli-given-already = Given to the collector before: { $sum }, seals { $seals }. Nothing is given again.
cli-office-cash = { $sum } goes to the office's cash.
cli-head-code = code
cli-head-direction = way
cli-head-title = name
cli-head-takes = takes
cli-head-money = whose money
cli-head-place = where
cli-head-holder = who
cli-head-since = since
cli-head-sum = sum
cli-direction-in = in
cli-direction-out = out
cli-direction-both = in and out
cli-takes-supervisor = a supervisor
cli-takes-own-money = own money alone
cli-takes-serials = serial numbers
cli-money-own = own
cli-money-agents = agents'
cli-holder-nobody = nobody
cli-holder-drawer = drawer
cli-holder-shift = drawer, shift { $shift }
cli-holder-paused = sealed for a pause, shift { $shift }
cli-holder-sealed = sealed for a pause, shift { $shift }, seal { $seal }
cli-holder-transit = on its way to { $to }, { $code }
cli-holder-received = received for { $to }, { $code }
cli-holder-bag = bag { $seal }, { $account }
cli-holders-total = together
cli-holders-earlier = Hand-overs of earlier shifts: { $number }, { $sum }. Whether they arrived the receivers' desks know; --all lists them.
cli-shift-paused = Shift { $shift } is paused: { $sealed } is sealed under the cashier's name.
cli-shift-paused-sealed = Shift { $shift } is paused: { $sealed } is under the seal { $seal } and the cashier's name.
cli-shift-resumed = Shift { $shift } goes on; { $counted } in the drawer.
cli-counted = Counted { $counted }, expected { $expected }.
cli-counted-blind = Counted { $counted }.
cli-cards-differ = { $tender }: slips { $slips }, { $counted } counted, { $expected } expected.
cli-shift-refunds = Refunds of earlier shifts' payments: { $number }, { $sum }.
cli-shift-moves = Lines moved: { $number }, { $sum }.
cli-shift-retenders = Tenders put right: { $number }, { $sum }.
cli-slips = { $tender }, slips: { $slips }
cli-shift-z = Shift { $shift } was closed by { $user }, { $at }.
cli-no-z = No shift was closed yet: there is no Z-report.
cli-z-unknown = There is no Z-report { $z }; the last one is { $last }.
cli-difference-reason = The reason: { $reason }.
cli-shift-left = { $left } stays in the drawer.
cli-shift-closed-already = Z-report { $z } was recorded before. Nothing is closed again.
cli-shift-ends-soon = Shift { $shift } takes payments until { $until }: close it by then.
cli-flow = Cash flow:
cli-flow-whose = Of the payments' cash { $own } is own money, { $agents } agents'.
cli-flow-carried = Left by the last close
cli-flow-issued = Change money issued
cli-flow-found-at-opening = Over or short at the opening
cli-flow-payments = Payments
cli-flow-voids = Voids
cli-flow-refunds = Refunds
cli-flow-retenders = Tenders put right
cli-flow-in = In: { $reason }
cli-flow-accepted = Accepted from other desks
cli-flow-out = Out: { $reason }
cli-flow-handed-over = Handed over to other desks
cli-flow-dropped = Dropped into bags
cli-flow-paused = Sealed for a pause
cli-flow-resumed = Taken back after a pause
cli-flow-left-in-between = Left by a shift in between
cli-flow-found-at-resuming = Over or short after a pause
cli-flow-found-at-close = Over or short at the close
cli-kind-till = till
cli-kind-vault = vault
cli-desk-next-vault = Next: people with 'okno user add'. A vault takes no payments and needs no accounts.
cli-status-paused = Shift { $shift } of { $cashier } is paused since { $at }: { $sealed } is sealed.
cli-status-bags = Bags that wait for the collector: { $seals }, { $sum }.
cli-doctor-kind = this desk is a { $kind }
cli-doctor-kind-differs = okno.toml says { $said }, but the journal is that of a { $found }: mend kind in okno.toml
cli-hidden = *** (hidden until the count)
cli-blind = The drawer is counted blind in this office: 'okno shift count' first. A supervisor reads the X-report at the till.
cli-not-counted = The drawer of this shift was not counted yet: 'okno shift count' first.
cli-why-agrees = Counted and recorded agree.
cli-why-cause = { $n }. { $cause }
cli-why-detail = { "   " }{ $detail }
cli-why-mend = { "   " }To mend it: { $mend }

cli-office-views = a view begins with one of: { $known }
cli-office-more = There is more: --after { $after }
cli-office-json = it is no order: { $detail }
cli-office-done = Done: entry { $seq } of headquarters' journal.
cli-office-unsure = { $reason } Nobody can say whether the order was carried out: give it again with --id { $id }
