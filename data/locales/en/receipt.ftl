# What is printed: the receipt of a payment and the slip of a void.

receipt-title = RECEIPT No. { $number }
receipt-copy = COPY { $copy }
receipt-voided = VOIDED { $at }

receipt-inn = INN { $inn }
receipt-place = Office { $office }, desk { $desk }
receipt-cashier = Cashier { $name }

receipt-service = { $supplier }, { $service }
receipt-account = Account { $account }
receipt-period = Period: { $period }
receipt-fee = Fee
receipt-payments = Payments
receipt-total = TOTAL
receipt-given = { $tender }, received
receipt-change = Change
receipt-reference = Reference { $reference }

receipt-agent = Collected as an agent for: { $suppliers }
receipt-phones = { $supplier }: { $phones }
receipt-entry = Entry { $hash }

receipt-void-title = VOID
receipt-void-of = of receipt No. { $number }
receipt-void-taken = taken { $at }
receipt-void-total = GIVE BACK
receipt-void-reason = Reason: { $reason }
receipt-void-approved = Approved by: { $name }
receipt-sign-cashier = Cashier
receipt-sign-payer = Money received
