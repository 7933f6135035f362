# What is printed: the receipt of a payment.

receipt-title = RECEIPT No. { $number }
receipt-copy = COPY { $copy }
receipt-voided = VOIDED { $at }
receipt-refunded = REFUNDED { $at }: { $sum }
receipt-moved = LINE { $n } MOVED { $at } to account { $account }
receipt-retendered = RE-TENDERED { $at }: { $tender }

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
