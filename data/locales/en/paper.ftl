# What is printed besides receipts: acts, slips of cash, reports, statements and official forms.

# What many papers share.
paper-number = No. { $number }
paper-shift = Shift { $shift } of { $day }
paper-to-z = to Z-report No. { $z }
paper-cashier = Cashier: { $what }
paper-opened = Opened
paper-receipts = Receipts
paper-sum = SUM
paper-notes = By denomination:
paper-note = { $denomination } x { $pieces }
paper-comment = Remark: { $what }
paper-reason = Reason: { $reason }
paper-approved = Approved by: { $name }
paper-approved-by-telephone = Approved by telephone: { $name }, { $challenge }
paper-counted = Counted
paper-over = Over
paper-short = Short
paper-even = No difference
paper-account = Account: { $what }
paper-seal = Bag, seal
paper-collector = Collector: { $what }

# Who signs.
paper-sign-cashier = Cashier
paper-sign-payer = Payer
paper-sign-received = Money received
paper-sign-supervisor = Supervisor
paper-sign-senior = Senior cashier
paper-sign-head = Head of the organisation
paper-sign-accountant = Chief accountant
paper-sign-gave = Given by
paper-sign-took = Taken by
paper-sign-paid-out = Paid out by
paper-sign-got = Received by
paper-sign-brought = Brought by
paper-sign-sealed = Sealed by
paper-sign-counted = Counted by
paper-sign-read = Read by the cashier
paper-sign-collector = Collector
paper-sign-bank = Bank's cashier
paper-sign-both = Signatures
paper-sign-order-cashier = Received by the cashier
paper-stamp = Stamp

# Acts of what corrects a payment.
paper-void = ACT No. { $seq } OF A VOID
paper-refund = ACT No. { $seq } OF A REFUND
paper-move = ACT No. { $seq } OF A MOVE
paper-retender = ACT No. { $seq } OF A RE-TENDER
paper-of-receipt = of receipt No. { $number }
paper-taken = taken { $at }
paper-give-back = GIVE BACK
paper-move-from = Line { $n }, taken for the wrong account:
paper-move-to = Put on the right account:
paper-move-total = MOVED
paper-retender-from = Recorded by mistake:
paper-retender-to = Paid in fact:

# Slips of cash.
paper-cash-in = CASH IN
paper-cash-out = CASH OUT
paper-for = What for: { $what }
paper-serials = Serial numbers:
paper-hand-over = HAND-OVER OF CASH
paper-from-desk = From desk
paper-to-desk = To desk
paper-code = The cashier of the other desk accepts the cash by this code:
paper-by-code = Code
paper-accept = ACCEPTANCE OF CASH
paper-given = Given
paper-missing = Missing
paper-accepted = ACCEPTED
paper-givers-difference = The missing sum stays the giver's difference.
paper-drop = CASH DROP
paper-bags-given = BAGS GIVEN TO THE COLLECTOR
paper-bag = Bag { $seal }
paper-bags = Bags: { $n }

# The X- and the Z-report.
paper-x = X-REPORT
paper-z = Z-REPORT No. { $z }
paper-payments = Payments: { $n }
paper-voids = Voids: { $n }
paper-refunds = Refunds: { $n }
paper-net = TAKEN
paper-moves = Moved to another account:{ "\u00A0" }{ $n }
paper-retenders = Re-tendered:{ "\u00A0" }{ $n }
paper-tenders = BY TENDER
paper-slips = { $tender }, slips:{ "\u00A0" }{ $n }
paper-own = OWN MONEY
paper-agents = AGENTS' MONEY
paper-fees = Fees
paper-subtotal = Total
paper-in-cash = of it in cash
paper-cash = CASH
paper-flow-carried = Left by the last close
paper-flow-issued = Change money brought
paper-flow-found-at-opening = Over or short at the opening
paper-flow-payments = Payments
paper-flow-voids = Voids
paper-flow-refunds = Refunds
paper-flow-retenders = Re-tendered
paper-flow-in = In: { $reason }
paper-flow-out = Out: { $reason }
paper-flow-accepted = Accepted from other desks
paper-flow-handed-over = Handed over to other desks
paper-flow-dropped = Dropped into bags
paper-flow-paused = Sealed for a pause
paper-flow-resumed = Taken back after a pause
paper-flow-left-in-between = Left by another's shift in the pause
paper-flow-found-at-resuming = Over or short after a pause
paper-flow-found-at-close = Over or short at the close
paper-bags-for = { $account }, bags:{ "\u00A0" }{ $n }
paper-expected = SHOULD BE THERE
paper-cards = CARD SLIPS AND OTHER TENDERS COUNTED
paper-recorded = Recorded
paper-slips-differ = Difference
paper-closed-by = Closed by: { $what }
paper-counted-by = Counted by: { $what }
paper-head = Entry { $seq }, hash { $hash }
paper-unsent = Entries not at headquarters yet: { $n }

# Acts of a close.
paper-absent-act = ACT OF THE CLOSE OF AN ABSENT CASHIER'S SHIFT
paper-absent = The shift was closed in the absence of its cashier ({ $cashier }). A second person counted the cash.
paper-by-record = By the record
paper-overshort-act = ACT OF A DIFFERENCE IN CASH
paper-over-words = Over: { $what }
paper-short-words = Short: { $what }
paper-explanation = The cashier's explanation
paper-decision = Decision of the head

# The cashier's statement.
paper-statement = CASHIER'S STATEMENT
paper-at-opening = In the drawer at the opening
paper-takings = TAKINGS IN CASH
paper-takings-own = own money
paper-takings-agents = agents' money
paper-given-away = GIVEN AWAY
paper-given-to-desk = To desk { $desk }, No. { $number }
paper-given-in-bag = Bag { $seal }, { $account }, No. { $number }
paper-cashless = OTHER TENDERS
paper-left = LEFT IN THE DRAWER
paper-taken-by-order = Takings entered by cash receipt order No.

# The list of a shift's receipts.
paper-receipts-list = LIST OF RECEIPTS
paper-receipt-at = { $number } at { $at }
paper-for-account = { $supplier }, account { $account }
paper-paid-by = Paid by: { $tenders }
paper-was-voided = VOIDED at { $at }
paper-was-moved = Moved at { $at }: { $from } to { $to }
paper-was-retendered = Re-tendered at { $at }, in fact: { $tender }
paper-earlier = RECEIPTS OF EARLIER SHIFTS

# Cash orders, КО-1 and КО-2.
paper-decree = Approved by Goskomstat of Russia, decree No. 88 of 1998-08-18
paper-ko-1 = Unified form No. KO-1
paper-ko-2 = Unified form No. KO-2
paper-ko-5 = Unified form No. KO-5
paper-okud = OKUD form
paper-okpo = OKPO
paper-organisation = Organisation: { $what }
paper-unit = Structural unit: { $what }
paper-receipt-order = CASH RECEIPT ORDER
paper-expense-order = CASH EXPENSE ORDER
paper-order-number = Document No.
paper-order-date = Date
paper-number-agents = { $number }-A
paper-debit = Debit
paper-debit-account = Debit: correspondent account, subaccount
paper-credit = Credit
paper-credit-account = Credit: correspondent account, subaccount
paper-analytic-code = Code of analytic records
paper-purpose-code = Code of purpose
paper-order-sum = SUM, roubles
paper-received-from = Received from: { $what }
paper-basis = Basis: { $what }
paper-basis-own = takings by Z-report No. { $z } of { $day }, own money
paper-basis-agents = takings by Z-report No. { $z } of { $day }, payments taken as a payment agent
paper-basis-bank = cash to be put on the bank account "{ $account }"
paper-in-words = Sum: { $what }
paper-vat = Including VAT
paper-attached = Attached: { $what }
paper-attached-z = Z-report No. { $z }
paper-attached-bag = slip of bag No. { $seal }
paper-stub = RECEIPT
paper-stub-number = to cash receipt order No.
paper-stub-date = of
paper-pay-to = Pay to: { $what }
paper-pay-to-whom = Pay to
paper-got-sum = Received, sum in words
paper-got-date = Date
paper-got-document = Recipient's document: kind, number, date, issued by

# The book of what a cashier took and gave, КО-5.
paper-book = BOOK
paper-book-of = of cash taken and given by the cashier
paper-book-issued = { $at } change money taken
paper-book-from = { $at } taken from desk { $desk }
paper-book-to = { $at } given to desk { $desk }
paper-book-taken = TAKEN
paper-book-given = GIVEN

# The slip of a bag, 0402300.
paper-bag-list = ACCOMPANYING LIST OF BAG No. { $seal }
paper-bag-invoice = INVOICE OF BAG No. { $seal }
paper-bag-receipt = RECEIPT OF BAG No. { $seal }
paper-bag-from = From: { $what }
paper-bag-debit = Debit, account No.
paper-bag-payee = Payee: { $what }
paper-bag-credit = Credit, account No.
paper-bag-bank = Payee's bank
paper-bag-bic = BIC
paper-bag-symbol = Cash symbol
paper-bag-source = Source of the cash: { $what }
paper-bag-takings = payments taken

# The test page.
paper-test = TEST PAGE
paper-test-letters = Every letter must be readable:
paper-test-width = A line of { $n } characters must fit from edge to edge:
paper-test-codes = A scanner must read both codes:

# The words of forms on A4.
paper-form-code = Code
paper-caption-organisation = organisation
paper-caption-unit = structural unit
paper-caption-signature = signature
paper-caption-name = name in full
paper-caption-leaf = leaf of the book
paper-of-shift = Shift { $shift } of { $day }
paper-credit-unit = Credit: code of the structural unit
paper-debit-unit = Debit: code of the structural unit
paper-book-what = When, from or to whom
paper-book-document = Document
paper-book-taken-sum = Taken, roubles
paper-book-given-sum = Given, roubles
paper-book-total = Total
paper-bag-okud = OKUD form 0402300
paper-note-denomination = Denomination, roubles
paper-note-pieces = Pieces
paper-note-sum = Sum, roubles
# The strip for going home.
paper-strip = STRIP FOR GOING HOME
paper-strip-all = ALL AT HEADQUARTERS
paper-strip-waits = NOT ALL AT HEADQUARTERS
paper-strip-never = NOTHING AT HEADQUARTERS
paper-strip-payments = Payments waiting: { $n }
paper-strip-later = They go by themselves while Okno runs and the network is there.

# The letter to a supplier about a correction.
paper-letter-number = Letter No. { $number }
paper-letter-to = To: { $name }, INN { $inn }
paper-letter-to-unknown = To: { $name }
paper-letter-about = Correction of register No. { $number } of { $day }
paper-letter-line = Register No. { $number } of { $day }, file { $file }, brought you this line:
paper-letter-receipt = Receipt
paper-letter-day = Day of payment
paper-letter-desk = Desk
paper-letter-service = Service
paper-letter-account = Account
paper-letter-address = Address
paper-letter-sum = Sum
paper-letter-void = On { $day } this payment was voided and the payer got the money back. Please take it off account { $account }.
paper-letter-refund = On { $day } the payer got money of this payment back. Please take the sum below off account { $account }.
paper-letter-move = The payment was put on account { $account } by mistake, which was mended on { $day }. Please move it to account { $to } ({ $service }).
paper-letter-elsewhere = The payment was meant for another supplier, which was mended on { $day }. Please take it off account { $account }.
paper-letter-total = TO BE CORRECTED
paper-letter-once = One of the next registers has this correction too, as a line: please count it once.
paper-letter-by = Written by: { $what }
