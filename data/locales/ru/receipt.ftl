# Что печатается: квитанция о платеже.

receipt-title = КВИТАНЦИЯ № { $number }
receipt-copy = КОПИЯ { $copy }
receipt-voided = СТОРНО { $at }
receipt-refunded = ВОЗВРАТ { $at }: { $sum }
receipt-moved = СТРОКА { $n } ПЕРЕНЕСЕНА { $at } на счёт { $account }
receipt-retendered = ВИД ОПЛАТЫ ИСПРАВЛЕН { $at }: { $tender }

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
