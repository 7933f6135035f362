# What keys do, as the hint bar, help and `okno keys` say it: short, since the hint bar is one line.

action-take = to basket
action-amount = sum
action-whole-address = whole address
action-pay-cash = cash
action-pay-card = card
action-hold = hold, recall
action-remove-line = remove line
action-choose = choose
action-clear = clear
action-receipts = receipts
action-close-shift = close shift
action-pay = take payment
action-fit = no change due
action-switch-card = card, then SBP
action-switch-cash = cash
action-back = back
action-read = read
action-copy = print copy
action-print-queued = print waiting
action-void = void
action-sign-in = sign in
action-other-field = other field
action-open-shift = open shift
action-end = close shift
action-set-up = set up
action-answer = answer
action-scroll = scroll
action-page = by the page
action-close = close
action-next = next
action-set-amount = take the sum
action-put-aside = hold
action-recall = recall basket
action-pay-sbp = SBP
action-unlock = unlock
action-help = help
action-lock = lock
action-language = language
action-sign-out = sign out
action-quit = quit

# Where keys work.
layer-everywhere = everywhere
layer-set-up = set-up
layer-sign-in = sign-in and lock
layer-open-shift = opening a shift
layer-till = till
layer-tender = tender
layer-receipts = receipts
layer-close-shift = closing the shift
layer-question = question
layer-reader = reading

help-title = Keys
help-keypad = +, * and / work where a sum or nothing is typed
