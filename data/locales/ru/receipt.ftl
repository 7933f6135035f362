# Что печатается: квитанция о платеже и слип сторно.

receipt-title = КВИТАНЦИЯ № { $number }
receipt-copy = КОПИЯ { $copy }
receipt-voided = СТОРНО { $at }

receipt-inn = ИНН { $inn }
receipt-place = Отделение { $office }, касса { $desk }
receipt-cashier = Кассир { $name }

receipt-service = { $supplier }, { $service }
receipt-account = Лицевой счёт { $account }
receipt-period = Период: { $period }
receipt-fee = Комиссия
receipt-payments = Платежи
receipt-total = ИТОГО
receipt-given = { $tender }, получено
receipt-change = Сдача
receipt-reference = Операция { $reference }

receipt-agent = Принято по поручению: { $suppliers }
receipt-phones = { $supplier }: { $phones }
receipt-entry = Запись { $hash }

receipt-void-title = СТОРНО
receipt-void-of = квитанции № { $number }
receipt-void-taken = от { $at }
receipt-void-total = ВЕРНУТЬ
receipt-void-reason = Причина: { $reason }
receipt-void-approved = Разрешение дано: { $name }
receipt-sign-cashier = Кассир
receipt-sign-payer = Деньги получены
