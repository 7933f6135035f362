# Screens of a shift's money: opening, count, pause, close.

custody-keypad = On the numeric keypad: Enter next, - back, + ends the count
custody-sum = Sum
custody-of = of { $pieces }
custody-slips = Terminal slips: how many, their sum
custody-slips-expected = recorded: { $slips }, { $sum }
custody-count-nothing = Nothing is typed. If the drawer is empty, end the count once more.
custody-count-slips = The slips of “{ $tender }” are not counted. Type them, or end the count once more.
custody-count-malformed = “{ $typed }” is not how many: type a whole number.

custody-way-as-left = Counted, all of it is there: open the shift
custody-way-count = Count
custody-way-open = Open the shift
custody-way-resume = Go back to the shift
custody-way-absent = { $cashier } is absent: close shift { $shift }
custody-left = Left by the shift
custody-issued = Of it brought as change money
custody-differs-open = A difference is booked once, as the shift opens. Change money that was brought just now is no difference: type it.
custody-differs-blind = More or less was counted than was left. Count again, or go on.
custody-count-odd = Not all that was typed is part of a number: check what stands there.
custody-hidden = hidden until the count
custody-differs-resume = The difference will be booked as you come back.
custody-open-approve = The clock is odd: this needs a supervisor's PIN.
custody-shared-open = The drawer also holds the office's other money: Okno's part of it is not counted.

custody-resume = back to shift { $shift }
custody-resumed = Shift { $shift } goes on; { $drawer } in the drawer.
custody-sealed = Sealed
custody-paused-since = Shift { $shift } ({ $cashier }) is paused since { $at }; its cash is sealed.
custody-paused-sealed = Shift { $shift } ({ $cashier }) is paused since { $at }; its cash is sealed with { $seal }.
custody-pause = pause
custody-pause-said = Seal the cash of the drawer. It stays yours, and another cashier may open a shift here. Count it when you come back.
custody-pause-sum = To be sealed
custody-pause-seal = Number of the seal, if there is one
custody-paused = Shift { $shift } ({ $cashier }) is paused, and its cash sealed.

custody-doubtful = doubtful notes
custody-doubtful-said = Notes of one denomination leave the drawer with their numbers, and the count goes on without them. A paper is printed.
custody-doubtful-which = Denomination
custody-doubtful-serials = Numbers, commas between them
custody-doubtful-denomination = There is no note of { $sum }: look at it again.
custody-doubtful-done = Doubtful notes of { $sum } are set apart: count on without them.

custody-why = why is it off?
custody-why-looking = Looking for causes…
custody-why-nothing = Nothing recorded would make this difference. Count again, or close the shift with it.
custody-why-advice = A difference never stands in the way: it goes into the Z-report.
custody-mend-then = { $mend } Then close the shift: the count is kept.
custody-mend-nothing = Do nothing
custody-over-why = Over by { $sum }: what is the reason?
custody-short-why = Short by { $sum }: what is the reason?
custody-slips-over = Slips of “{ $tender }” are above what is recorded by
custody-slips-short = Slips of “{ $tender }” are below what is recorded by
custody-reason = Reason:
custody-reason-unknown = not known
custody-reason-change = wrong change was given
custody-reason-rounding = change was rounded for want of coins
custody-reason-written = write another

custody-money = where the money goes
custody-money-where = Where does the money go before the close?
custody-in-drawer = In the drawer
custody-cash-own = Taken in this shift, own
custody-cash-agents = Taken in this shift, agents'
custody-place-here = It stays in the drawer: close the shift
custody-place-desk = To desk { $desk }
custody-place-vault = To the vault
custody-place-bag = Into a bag: { $bankaccount }
custody-receiver = Desk that receives it
custody-seal = Number of the seal
custody-stays = Stays in the drawer
custody-goes = Goes
custody-stays-too-much = Nothing would go, or there are not so many notes: change what stays.
custody-gone-desk = Handed over to desk { $to }
custody-gone-bag = In bag { $to }
custody-code = Code of the hand-over

custody-shared-sum = Okno's money in the shared drawer
custody-shared-close = It goes to the office's cash with a paper of its own, and the shift is closed. Nothing is counted: the drawer also holds other money.

custody-absent-count = The cashier is absent: a second person counts.
custody-second = Who counted
custody-second-said = The shift of { $cashier } is closed by two: a supervisor, and whoever counted the cash, who confirms it with a PIN.
custody-refunds = Refunds: { $count }
custody-next = The next cashier signs in and sees what was left.

custody-limit = { $sum } in the drawer: hand some over.
custody-limit-blind = More than { $limit } in the drawer: hand some over.
custody-shift-ends = Shift { $shift } is nearly { $hours } hours old: close it by { $at }, no payments are taken after that.
custody-too-long = Shift { $shift } is open for more than { $hours } hours: no payments are taken, close it.
custody-too-long-asked = Shift { $shift } is open for more than { $hours } hours: no payments are taken. Close it now?
custody-hold-and-close = Put the basket aside and close the shift
custody-close-later = Later
