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
