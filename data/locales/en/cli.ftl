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
cli-status = Desk { $desk }: { $entries } { $entries ->
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
cli-printed = Printed: { $documents }.
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
cli-demo-intro = A made-up town, and a desk in a folder that is thrown away. Every PIN is 1234.
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
