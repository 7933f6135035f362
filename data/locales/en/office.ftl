# The back office's tables: heads of columns, facts, what stands in them, and why a deed is denied.

office-total = Total
office-seen = seen
office-announced = telephoned
office-no-shift = no shift
office-posting = Posting

office-state-open = open
office-state-closed = closed
office-state-reopened = reopened
office-state-signed = signed

office-col-about = About
office-col-approved = Approved by
office-col-at = Time
office-col-bags = Bags
office-col-card = Cards
office-col-cash = Cash
office-col-cashier = Cashier
office-col-check = Check
office-col-count = Number
office-col-counted = Counted
office-col-credit = Credit
office-col-day = Day
office-col-debit = Debit
office-col-desk = Desk
office-col-desks = Desks closed
office-col-entries-say = Entries
office-col-exception = Exception
office-col-exceptions = Exceptions
office-col-expected = Expected
office-col-field = Field
office-col-figure = Figure
office-col-found = Found
office-col-holder = Holder
office-col-off = Difference
office-col-office = Office
office-col-offices = Offices
office-col-overshort = Over/short
office-col-paper = Paper
office-col-payments = Payments
office-col-place = Where
office-col-reason = Reason
office-col-receipt = Receipt
office-col-refunds = Refunds
office-col-reopened = Reopened
office-col-said = Words
office-col-seq = Entry
office-col-shift = Shift
office-col-since = Since
office-col-state = State
office-col-sum = Sum
office-col-looked-after = Looked after by
office-col-user = Who
office-col-value = Value
office-col-voids = Voids
office-col-what = What
office-col-which = Which
office-col-whom = For whom
office-col-z = Z
office-col-z-says = Z-report

office-fact-about = About
office-fact-at = Time
office-fact-card = Cards
office-fact-cash = Cash
office-fact-cashier = Cashier
office-fact-day = Business day
office-fact-exception = Exception
office-fact-hash = Hash
office-fact-id = Id
office-fact-kind = Kind
office-fact-off = Difference
office-fact-payments = Payments
office-fact-resolved = Resolved
office-fact-signed-by = Signed by
office-fact-state = State
office-fact-sum = Sum
office-fact-taken = Looked after by
office-fact-unsigned = Days of offices not signed

office-check-bags = Bags at the bank
office-check-corrections = Corrections and approvals
office-check-counted = Counted is expected
office-check-doubles = Suspected doubles
office-check-journal = Journals are in order
office-check-journals = Journals there up to the Z-report
office-check-paper = Paper seen
office-check-silent = Desks heard of
office-check-slips = Slips of cards agree
office-check-transit = Hand-overs accepted
office-check-unknown = Accounts and suppliers known
office-check-z = Z-report is its entries

office-figure-cash = Cash, counted and expected
office-figure-gross = Payments, sum
office-figure-moves = Moves
office-figure-payments = Payments
office-figure-refunded = Refunds, sum
office-figure-refunds = Refunds
office-figure-retenders = Re-tenders
office-figure-voided = Voids, sum
office-figure-voids = Voids

office-money-bags = Sealed bags
office-money-paused = Under a pause's seal
office-money-tills = Tills
office-money-transit = In transit
office-money-vaults = Vaults

office-odd-accepted-other = accepted otherwise than handed over
office-odd-card-difference = slips differ
office-odd-clock-back = clock ran backwards
office-odd-closed-shift = outside its shift
office-odd-over-short = over or short
office-odd-repeated-payment = suspected double
office-odd-totals-differ = Z-report differs from its entries
office-odd-unknown-authorisation = approval that nobody gave
office-odd-unknown-account = unknown account
office-odd-unknown-kind = unknown kind of entry
office-odd-unknown-supplier = unknown supplier
office-odd-unreadable-body = unreadable entry

office-reason-accepted-loss = written off as a loss
office-reason-bank-act = by the bank's act
office-reason-corrected = corrected by an entry
office-reason-counted-again = counted again
office-reason-duplicate-returned = the double was given back
office-reason-explained = explained
office-reason-other = other

office-story-collected = taken by the collector
office-story-commented = comment
office-story-credited = credited
office-story-found = found
office-story-other = recorded
office-story-reopened = opened again
office-story-reopened-day = a late entry reopened the day
office-story-resolved = resolved
office-story-returned = given back by the bank
office-story-signed = signed
office-story-taken = taken

office-deny-above = { $user } may do more than you: somebody who may as much sets a new PIN for them.
office-deny-challenge = Challenge { $challenge } was not made for this at desk { $desk }: check what is done, its number and its sum.
office-deny-clerk = Say who telephoned.
office-deny-comment = { $count ->
    [one] One line of the match is wrong: say why you sign all the same.
   *[other] { $count } lines of the match are wrong: say why you sign all the same.
}
office-deny-desk-revoked = Desk { $desk } is revoked: nothing is approved there.
office-deny-digits = At least { $count } digits of the chain's head are needed, as the Z-report prints them: 0-9 and a-f.
office-deny-empty = { $office } had no shift on { $day }: there is nothing to sign.
office-deny-here = The journal of { $desk } is here up to the close of shift { $shift }: nothing need be telephoned.
office-deny-id = Another order has this id already: begin anew.
office-deny-no-entry = The desk has no entry { $id }: name the one that corrected it, or leave it out.
office-deny-no-words = Say it in words.
office-deny-nobody = Nobody called '{ $user }' works in { $office }: check the name.
office-deny-not-resolved = It is not resolved: there is nothing to open again.
office-deny-operation = That is not approved by telephone. What is: { $known }.
office-deny-open = Shift { $shift } of { $desk } is not closed, as far as headquarters knows: close it, or write down what its Z-report says.
office-deny-own = It is about your own doing: somebody else resolves it.
office-deny-own-day = You had a shift on that day: somebody else signs it.
office-deny-reason = There is no reason '{ $reason }': choose one of the list.
office-deny-resolved = It is resolved already: open it again first.
office-deny-signed = { $office } is signed for { $day } already.

# The back office.

# Heads of columns, and facts above them.
office-col-account = Account
office-col-cashless = Cashless
office-col-corrected = Corrected
office-col-due = Due
office-col-fees = Fees
office-col-friday = Fri
office-col-gross = Taken
office-col-hour = Hour
office-col-kind = What
office-col-lines = Lines
office-col-moment = Time
office-col-monday = Mon
office-col-name = Name
office-col-net = Kept
office-col-refunded = Refunded
office-col-region = Region
office-col-saturday = Sat
office-col-service = Service
office-col-slips = Slips
office-col-sunday = Sun
office-col-supplier = Supplier
office-col-taken = Taken
office-col-tender = Tender
office-col-thursday = Thu
office-col-tuesday = Tue
office-col-voided = Voided
office-col-wednesday = Wed

# Reports.
office-days-reversed = { $from } is later than { $to }: name the first day first.
office-fact-since = looked for since
office-line-moved = moved
office-line-refunded = refunded
office-line-taken = paid
office-line-voided = voided
office-no-region = no region
office-nothing-taken = Nothing was taken then.
office-search-form = '{ $text }' is no receipt (1-118-3), account, sum (1,234.56 is written 1234.56) or time (23.11 14:05).
office-sheet-signer = Signed off by
office-sheet-title = The day { $day }
office-written = Written to { $path }.
office-deny-used = Challenge { $challenge } was used already: the desk shows a new one each time.
