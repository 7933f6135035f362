# Approval by telephone: what is approved, what is read out, and what is wrong with what came back.

telephone-cash-in = Cash in
telephone-cash-out = Cash out
telephone-payment-moved = Move
telephone-payment-refunded = Refund
telephone-payment-retendered = Re-tender
telephone-payment-taken = Payment
telephone-payment-voided = Void
telephone-shift-closed = Close of a shift
telephone-shift-opened = Opening of a shift
telephone-shift-paused = Pause of a shift
telephone-shift-resumed = Return to a shift
telephone-user-pin-set = New PIN

telephone-desk = Desk
telephone-operation = What
telephone-subject = Number
telephone-person = Person
telephone-sum = Sum
telephone-challenge = Challenge

telephone-challenge-character = a challenge has digits and letters, not '{ $odd }'
telephone-challenge-length = a challenge has 10 digits and letters, and here are { $found }
telephone-challenge-typo = there is a typo in the challenge: let it be read out once more
telephone-code-digits = The code has 9 digits: type all of them.
telephone-code-typo = There is a typo in the code: let it be read out once more.

telephone-read-out = Call headquarters, read this out and type what is answered.
telephone-ask-anew = No challenge is shown: ask for one.
telephone-who = Who answers
telephone-code = Code
telephone-new-pin = New PIN
telephone-new-pin-again = Once more
telephone-forgotten = Forgotten PIN
telephone-pins-differ = The two PINs differ: type both again.
telephone-pin-is-set = { $user } has the new PIN: sign in with it.

telephone-cli-read-out = Call headquarters and read out:
telephone-cli-code = The code from { $user }:
telephone-cli-no-code = No code came: give it at the prompt, or as a line of the standard input.
telephone-cli-not-here = This is not approved by telephone: name a supervisor of the desk with --supervisor.
telephone-cli-code-for = The code for { $operation } at desk { $desk }:
telephone-cli-pin-set = { $user } has the new PIN at this desk; headquarters gets it with the next entries.
