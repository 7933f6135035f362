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
