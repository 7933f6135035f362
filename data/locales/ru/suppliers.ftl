# Что уходит поставщикам: реестры, перечисления, письма.

office-deny-layout = Формата реестра «{ $layout }» нет; есть { $known }.
office-deny-no-layout = Реестров для { $supplier } ещё не было: укажите формат, один из { $known }.
office-deny-register-empty = Все строки поставщика { $supplier } уже в реестрах: отправлять нечего.
office-deny-register-file = { $count ->
    [one] Формат { $layout } не может записать реестр для { $supplier }. { $fault }
   *[other] Формат { $layout } не может записать реестр для { $supplier }, мест: { $count }. Первое: { $fault }
}
office-deny-supplier = В справочнике нет поставщика «{ $supplier }»: укажите того, который есть.
office-register-changed = Файл реестра { $supplier }/{ $number } не тот, что был отправлен: выполните «okno hq verify».
