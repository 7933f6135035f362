# The till's screens.

screen-okno = Okno
screen-shift = shift { $shift }
screen-unsent = { $unsent } waiting
screen-unprinted = { $unprinted } not printed
screen-in-doubt = { $doubt } in doubt
screen-mirror = no copy
screen-too-small = This needs a window of { $columns }×{ $rows } or more, and this one is { $width }×{ $height }.
screen-day = { $weekday ->
    [mon] Monday
    [tue] Tuesday
    [wed] Wednesday
    [thu] Thursday
    [fri] Friday
    [sat] Saturday
   *[sun] Sunday
 }, { $day }
screen-more = more rows: { $count }
screen-below = more rows below: { $count }
screen-paper = document
screen-question = question
screen-sum-empty = No sum is given: type it.
screen-sum-malformed = This is not a sum: write, for example, 812.40.
screen-done = Done

till-lookup = account, name, address or QR
till-basket = basket
till-held-count = held: { $held }
till-how = Scan a bill, or type a number, a name, an address.
till-nothing-yet = Nothing is found: check the number, or look by name and address.
till-more = more: type further
till-as-of = owed as of { $at }
till-paid-here = paid within a day: { $receipts }
till-total = Total
till-with-fee = With fee
till-owed = owed { $sum }
till-paid = paid
till-change = Change
till-no-change = No change
till-receipt = Receipt { $receipt }
till-basket-first = There are lines in the basket: take the payment or hold the basket.
till-paid-today-left-out = Paid within a day and left out: { $accounts }.
till-asking-hq = Headquarters is being asked…
till-hq-has-none = Headquarters does not have this account either: check the number.
till-nothing-owed = Nothing is owed at this address.
till-nothing-found = Nothing is found.
till-choose = Several accounts are found: choose one with the arrows.
till-which-sum = Account { $account }: which sum is paid?
till-sum-of-bill = As on the bill: { $sum }
till-sum-owed = All that is owed: { $sum }
till-sum-roubles = In roubles: { $sum }
till-sum-kopecks = In kopecks: { $sum }
till-service = { $service }
till-which-service = Account { $account }: what is paid for?
till-in-basket = Account { $account } is in the basket already.
till-paid-today = Account { $account } was paid here within a day: { $receipts }.
till-leave-out = Leave it out
till-take-anyway = Take it once more
till-held = The basket is held.
till-sum-missing = First give every line its sum.
till-scan-waits = The scanned bill waits: it is looked up after this payment.
till-scan-refused = First end what you have begun, then scan the bill again.

tender-title = payment
tender-due = Due
tender-given = Given
tender-reference = Slip number
tender-missing = { $sum } is missing
tender-too-little-to-fit = { $sum } is too little for all lines: type more, or remove a line.
tender-fee = fee
tender-fees = Fee
tender-recording = Recording…
tender-large-change = { $change } of change is more than usual. Is the sum right?
tender-change-above-drawer = The change is { $change }, and the drawer has { $drawer }.
tender-mend = Correct the sum
tender-pay-anyway = Take the payment

screen-sign-in = sign in
screen-name = Name
screen-pin = PIN
screen-supervisor = Supervisor
screen-lock = locked
screen-lock-said = { $user } works here. The PIN of { $user } or of a supervisor unlocks it; what was begun is kept.
screen-lock-anothers = Only { $user } or a supervisor can unlock this.
screen-shift-of-day = Shift { $shift } was opened on { $day }: close it and open a new one.

screen-open = open a shift
screen-carried = Left by the last shift
screen-counted = Counted
screen-over = Over
screen-short = Short
screen-shift-opened = Shift { $shift } is open; { $drawer } in the drawer.
screen-anothers-shift = Shift { $shift } is still open. Opened: { $day }, cashier { $cashier }.
screen-anothers-wait = No new shift can be opened until { $cashier } or a supervisor closes this one. One of them must sign in.
screen-anothers-close = You may close it: count the drawer together with { $cashier }.

screen-close = close the shift
screen-payments = Payments: { $count }
screen-voids = Voids: { $count }
screen-held-left = Baskets held: { $held }. They stay here after the close.
screen-count-again = Count again
screen-z = Z-report { $z }
screen-expected = Should be in the drawer
screen-even = It is right

screen-tested = The test page is printed.
screen-saved = Saved: { $path }.
screen-printed = Printed.
screen-paper-asked = It is not known whether the document was printed. Look: what came out?
screen-paper-later = I will look later
screen-paper-whole = All of it
screen-paper-again = None or a part: print it again

screen-set-up = new desk
screen-set-advice = There is no desk here yet. Fill the fields in: they go onto receipts and into the journal.
screen-set-office = Office, often its postcode
screen-set-desk = Number of the desk
screen-set-zone = Time zone
screen-set-address = Address of the office
screen-set-operator = Operator (legal entity)
screen-set-inn = INN of the operator
screen-set-cashier = Cashier, name to sign in
screen-set-cashier-pin = PIN of the cashier
screen-set-supervisor = Supervisor, name to sign in
screen-set-supervisor-pin = PIN of the supervisor
screen-set-missing = Not filled in: { $field }.
screen-set-inn-digits = An INN has 10 or 12 digits.
screen-set-same-name = The cashier and the supervisor need different names.
screen-set-lawful = For a payment agent: without a fiscal device Okno's receipt does not stand in for a fiscal one.
screen-set-up-done = Desk { $desk } is ready. Sign in.
