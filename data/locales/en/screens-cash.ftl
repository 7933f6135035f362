# The desk's cash: who holds it and where it goes.

screen-cash = cash of this desk
screen-cash-code = Hand-over code
screen-desk-empty = No desk is named: type the one that gets it.
screen-holder-drawer = In the drawer
screen-cash-shares = taken in this shift: own { $own }, agents' { $agents }
screen-cash-limit = Above the limit of { $limit }: the rest should leave the drawer.
screen-holder-paused = Shift { $shift } paused, { $cashier }
screen-holder-paused-seal = Shift { $shift } paused, { $cashier }, seal { $seal }
screen-holder-transit = Handed over to { $to }, code { $code }
screen-holder-received = Handed over to { $to }, code { $code }, received by { $user }
screen-holder-bag = Bag { $seal }, { $account }

screen-cash-in-why = Why does cash come in?
screen-cash-out-why = Why does cash go out?
screen-cash-reason = { $reason }
screen-cash-reason-own = { $reason }, own money { $own }
screen-bag-which = Which account is the bag for?
screen-bag-account = { $account }
screen-bag-account-left = { $account }: { $left } in the drawer

screen-form-in = cash in: { $reason }
screen-form-out = cash out: { $reason }
screen-form-hand-over = hand over
screen-form-accept = accept from { $from }
screen-form-drop = into a bag: { $account }
screen-form-give = give bags
screen-field-to = To desk
screen-field-seal = Seal
screen-field-sum = Sum
screen-field-serials = Serial numbers
screen-field-comment = Comment
screen-field-receiver = Receiver
screen-field-pin = PIN of the receiver
screen-field-collector = Collector and document
screen-form-leave-asked = Nothing is recorded yet. Drop what is typed?
screen-form-go-on = Go on typing
screen-form-leave = Drop it
screen-hint-sum = a sum, or 5000x1 100x4
screen-hint-count = 5000x1 100x4
screen-hint-desk = number of the desk, 3 for example
screen-hint-serials = with commas between them
screen-hint-receiver = if they stand by: name to sign in
screen-no-denomination = There is no note or coin of { $sum }.

screen-hand-over-how = The cash is in transit until the receiver's desk accepts it by its code. A receiver who stands by counts it and types their PIN here.
screen-receiver-self = The receiver is somebody else.
screen-handed = { $sum } is in transit. Tell this code to desk { $to }, which accepts the cash by it.
screen-handed-received = The receiver has counted { $sum } and signed. Desk { $to } accepts it by this code.
screen-accept-given = Desk { $from } gave { $given }. Count it.
screen-accept-short = { $rest } is missing
screen-accept-less-asked = Counted { $counted }, and { $given } was given. The missing { $rest } stays the difference of desk { $from }. Is the count right?
screen-accept-less = It is: accept what is there
screen-drop-left = The drawer has { $left } of this money.
screen-bags-how = Which bags? Pick them by number or Space.
screen-bags-none = Pick at least one bag.
screen-give-bags = { $bags ->
    [one] { $bags } bag
   *[other] { $bags } bags
 } with { $sum }

screen-cash-came = { $sum } came in: { $reason }.
screen-cash-went = { $sum } went out: { $reason }.
screen-cash-accepted = { $sum } accepted from desk { $from }.
screen-cash-accepted-less = { $sum } accepted. Another { $rest } stays the difference of desk { $from }.
screen-cash-dropped = Bag { $seal } holds { $sum } now.
screen-bags-given = { $bags ->
    [one] { $bags } bag given
   *[other] { $bags } bags given
 }: { $collector }.
