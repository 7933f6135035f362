# The receipts, and all that mends a payment.

screen-receipts = receipts
screen-receipts-how = number, account, name, address, sum, time or day: 22.11 or 2026-11-22
screen-no-receipts = There are no such receipts.
screen-voided = void
screen-refunded = refunded
screen-refunded-part = partly refunded
screen-line-moved = moved
screen-tender-mended = tender mended
screen-paper-queued = not printed
screen-paper-unknown = check
screen-taken-by = { $at }, cashier { $cashier }
screen-slip = slip { $reference }
screen-left-of = { $left } of { $of } left
screen-part-of = { $part } of { $of }
screen-was = { $at } { $what }. Reason: { $reason }
screen-was-voided = void: { $back }
screen-was-refunded = refund of { $sum } (lines: { $lines }): { $back }
screen-was-moved = line { $n } moved: { $from } → { $to }
screen-was-retendered = tender mended: { $from } → { $to }

screen-why = { $what } Why?
screen-leave-it = Do nothing
screen-reason = Reason
screen-reason-is = Reason: { $reason }.
screen-approve = This needs a supervisor's PIN.
screen-back-cash = { $sum } in cash
screen-back-other = { $sum } to { $tender }
void-reason-account = wrong account
void-reason-sum = wrong sum
void-reason-twice = taken twice
void-reason-mind = the payer changed their mind
void-reason-wrong-pick = the wrong account was chosen
void-reason-misnamed = the payer named the wrong account
void-reason-bill = the supplier's bill was wrong
void-reason-wrong-key = the wrong key was pressed
void-reason-declined = the card was declined and they paid otherwise
void-reason-other = other: write it

screen-void = void { $receipt }
screen-void-what = Void receipt { $receipt } of { $sum }. Give back: { $back }.
screen-voided-back = Receipt { $receipt } is void. Give back: { $back }.

screen-refund = refund { $receipt }
screen-refund-how = What goes back? Pick lines by number or Space, a part of a sum with F2.
screen-refund-total = To give back
screen-drawer = In the drawer
screen-refund-nothing = Pick at least one line.
screen-refund-too-much = { $sum } is left of this line: no more can go back.
screen-refund-what = Refund { $sum } of receipt { $receipt }. Give back: { $back }.
screen-refunded-back = The refund of receipt { $receipt } is recorded. Give back: { $back }.

screen-move = move { $receipt }
screen-move-which = Which line of receipt { $receipt } is moved?
screen-move-line = { $sum }: { $from }
screen-move-from = From: { $from }
screen-move-to = to which account: number, name or address
screen-move-how = Find the account that should have been paid.
screen-move-what = Move { $sum }. From: { $from }. To: { $to }.
screen-moved = { $sum } of receipt { $receipt } is now here: { $to }.

screen-retender = tender of { $receipt }
screen-retender-asked = How was receipt { $receipt } paid in truth?
screen-retender-what = { $sum }: not “{ $from }” but “{ $to }”.
screen-retendered = Receipt { $receipt }: { $sum } – { $to }.
