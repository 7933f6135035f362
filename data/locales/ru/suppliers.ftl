# Что уходит поставщикам: реестры, перечисления, письма.

office-deny-layout = Формата реестра «{ $layout }» нет; есть { $known }.
office-deny-no-layout = Реестров для { $supplier } ещё не было: укажите формат, один из { $known }.
office-deny-register-empty = Все строки поставщика { $supplier } уже в реестрах: отправлять нечего.
office-deny-register-file = { $count ->
    [one] Формат { $layout } не может записать реестр для { $supplier }. { $fault }
    [few] Формат { $layout } не может записать реестр для { $supplier } в { $count } местах. Первое: { $fault }
   *[many] Формат { $layout } не может записать реестр для { $supplier } в { $count } местах. Первое: { $fault }
}
office-deny-supplier = В справочнике нет поставщика «{ $supplier }»: укажите того, который есть.
office-register-changed = Файл реестра { $supplier }/{ $number } не тот, что был отправлен: выполните «okno hq verify».

# Заголовки столбцов.
office-col-file = Файл
office-col-from = С
office-col-layout = Формат
office-col-made = Составлен
office-col-number = №
office-col-to = По

hq-no-register = Реестра { $number } для { $supplier } нет: список даёт «okno hq register list { $supplier }».
hq-no-registers = Реестров ещё не было: составьте первый командой «okno hq register make».
hq-register = Реестр № { $number } для { $supplier }, { $layout }: { $lines } { $lines ->
    [one] строка
    [few] строки
   *[many] строк
} на { $sum }.
hq-register-days = Операционные дни с { $from } по { $to }.
hq-register-hash = SHA-256 { $hash }
hq-register-made = Составлен { $at }, { $user }.
hq-register-unwritten = Реестр № { $number } для { $supplier } составлен: файл даст «okno hq register show { $supplier } { $number } --out ФАЙЛ».
