# How the till begins: the set-up of a desk, and what an earlier end left open.

setup-first = Set the desk up first.
setup-home-unwritable = { $path } can't be written: { $detail }. Choose another folder with --home.
setup-home-taken = { $path } is the home of another desk: choose another with --home.
setup-zone-unknown = There is no time zone '{ $zone }'; one is written like Asia/Irkutsk.
setup-no-terminal = The till needs a terminal. 'okno --help' lists the commands that need none.
setup-till-ended = The till had to end: { $detail }. What was recorded is safe; start it again.
setup-demo-people = Made-up people: { $cashier }, PIN { $cashierpin }; supervisor { $supervisor }, PIN { $supervisorpin }.
setup-mirror = The mirror stands still: { $detail }.

recover-tender-cut = A tender was cut off. The last payment recorded: receipt { $receipt }, { $total }, { $at }. What of its paper?
recover-paper-unsure = The last payment recorded: receipt { $receipt }, { $total }, { $at }. It is not certain that its paper came out. What is there?
recover-paper-whole = It is whole
recover-paper-print = Print it again
recover-paper-later = Decide later
recover-card = A card payment of { $sum } was begun and not recorded. What does the terminal's slip say?
recover-card-good = Approved: record the payment
recover-card-bad = Declined, or there is no slip: back to the basket

# A scanned bill that can't be paid as it is.

bill-unreadable = The code can't be read: scan it again, or find the payer by account or name.
bill-check-digit = The code was misread: scan it again.
bill-ambiguous = The bar code may be of several kinds: find the payer by account or name.
bill-unknown-inn = No supplier here has the INN { $inn }: this office takes no payments for it.
bill-requisites = The bill's bank details differ from those known for INN { $inn } ({ $suppliers }): check the bill with the supplier.
bill-several = Several suppliers have the bill's bank details ({ $suppliers }): find the payer by account.
bill-unknown-supplier = The bill is for '{ $supplier }', which this office does not know: find the payer by account or name.
bill-no-supplier = The bill does not say for certain whom it is for: find the payer by account or name.
bill-no-account = The bill is for { $supplier } and names no account: find the payer by name or address.
bill-unknown-account = { $supplier } has no account { $account } here: check the number, or find the payer by name or address.
