# What goes to suppliers: registers, remittances, letters.

office-deny-layout = There is no layout '{ $layout }' of registers: there are { $known }.
office-deny-no-layout = { $supplier } has no register yet: name its layout, one of { $known }.
office-deny-register-empty = Every line of { $supplier } is in a register already: there is nothing to send.
office-deny-register-file = { $count ->
    [one] The layout { $layout } can't say what the register of { $supplier } has. { $fault }
   *[other] The layout { $layout } can't say what the register of { $supplier } has, in { $count } places. The first: { $fault }
}
office-deny-supplier = The catalogue has no supplier '{ $supplier }': name one that it has.
office-register-changed = The file of register { $supplier }/{ $number } is not what was sent: run 'okno hq verify'.

# Heads of columns.
office-col-file = File
office-col-from = From
office-col-layout = Layout
office-col-made = Made
office-col-number = No.
office-col-to = To

hq-no-register = { $supplier } has no register { $number }: see 'okno hq register list { $supplier }'.
hq-no-registers = No register went out yet: make one with 'okno hq register make'.
hq-register = Register { $number } of { $supplier }, { $layout }: { $lines } { $lines ->
    [one] line
   *[other] lines
}, { $sum }.
hq-register-days = Business days { $from } to { $to }.
hq-register-hash = SHA-256 { $hash }
hq-register-made = Made { $at } by { $user }.
hq-register-unwritten = Register { $number } of { $supplier } is made: write its file with 'okno hq register show { $supplier } { $number } --out FILE'.
hq-refused-not-found = There is no such thing, or this person may not see it or do it: what goes to suppliers and what banks say is for supervisors of all offices.

# Heads of columns of what goes to suppliers.
office-col-letter = Letter
office-col-line = Line
office-col-month = Month
office-col-overdue = Overdue
office-col-owed = Owed
office-col-ownership = Whose
office-col-register = Register
office-col-registers = Registers
office-col-letters = Letters
office-col-remitted = Remitted
office-col-sent = In registers
office-col-to-remit = To remit
office-col-unsent = In no register

office-fact-file = File
office-fact-inn = Taxpayer number
office-fact-layout = Layout
office-fact-lines = Lines
office-fact-made = Made
office-fact-name = Name
office-fact-overdue = Overdue
office-fact-owed = Owed
office-fact-ownership = Whose money
office-fact-registers = Last register
office-fact-terms = To be remitted within days
office-fact-to-remit = To remit
office-fact-unsent = In no register
office-fact-user = By

office-check-registers = Due is in registers
office-money-due = Owed to suppliers
office-ownership-agent = agent's
office-ownership-own = own
office-ownership-unknown = not in the catalogue

office-letter-asked = waits for an answer
office-letter-done = corrected
office-letter-due = to be requested
office-letter-refused = refused

office-story-corrected = the supplier corrected it
office-story-refused = the supplier refused
office-story-register = register made
office-story-remitted = remitted
office-story-requested = correction requested

office-deny-answered = Letter { $letter } to { $supplier } is answered: it was corrected.
office-deny-asked = Letter { $letter } to { $supplier } asks for that already: write down its answer.
office-deny-no-correction = Entry { $seq } of { $desk } takes nothing off that { $supplier } knows from an earlier register: no letter is needed.
office-deny-no-letter = No letter { $letter } went to { $supplier }: see the list of letters.
office-deny-no-register = { $supplier } has no register { $number }: see the list of its registers.
office-deny-over-remitted = { $sum } is more than the { $open } that { $supplier } was sent registers of and has not got: check the sum, or make the next register first.
office-deny-remit-sum = A supplier gets more than nothing: check the sum.
office-deny-remitted = Register { $number } of { $supplier } is remitted whole: name another one.
