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
hq-refused-not-found = Такого нет, или этому человеку не дано это видеть и делать: поставщиками и банком занимаются руководители, которые видят все отделения.

# Заголовки столбцов о том, что уходит поставщикам.
office-col-letter = Письмо
office-col-line = Строка
office-col-month = Месяц
office-col-overdue = Просрочено
office-col-owed = Долг
office-col-ownership = Чьи деньги
office-col-register = Реестр
office-col-registers = Реестров
office-col-letters = Писем
office-col-remitted = Перечислено
office-col-sent = В реестрах
office-col-to-remit = К перечислению
office-col-unsent = Не в реестрах

office-fact-file = Файл
office-fact-inn = ИНН
office-fact-layout = Формат
office-fact-lines = Строк
office-fact-made = Составлен
office-fact-name = Название
office-fact-overdue = Просрочено
office-fact-owed = Долг
office-fact-ownership = Чьи деньги
office-fact-registers = Последний реестр
office-fact-terms = Срок перечисления, дней
office-fact-to-remit = К перечислению
office-fact-unsent = Не в реестрах
office-fact-user = Кто

office-check-registers = Долг поставщикам в реестрах
office-money-due = Долг поставщикам
office-ownership-agent = агентские
office-ownership-own = свои
office-ownership-unknown = нет в справочнике

office-letter-asked = ждёт ответа
office-letter-done = исправлено
office-letter-due = запросить
office-letter-refused = отказано

office-story-corrected = поставщик исправил
office-story-refused = поставщик отказал
office-story-register = составлен реестр
office-story-remitted = перечислено
office-story-requested = запрошено исправление

office-deny-answered = На письмо № { $letter } для { $supplier } ответ есть: исправлено.
office-deny-asked = Об этом уже просит письмо № { $letter } для { $supplier }: запишите ответ на него.
office-deny-no-correction = Запись { $seq } кассы { $desk } не отменяет ничего, что { $supplier } знает из прежнего реестра: письмо не нужно.
office-deny-no-letter = Письма № { $letter } для { $supplier } не было: смотрите список писем.
office-deny-no-register = Реестра № { $number } для { $supplier } нет: смотрите список его реестров.
office-deny-over-remitted = { $sum } больше, чем { $open } по отправленным и не перечисленным реестрам для { $supplier }: проверьте сумму или сначала составьте следующий реестр.
office-deny-remit-sum = Сумма перечисления должна быть больше нуля: проверьте её.
office-deny-remitted = Реестр № { $number } для { $supplier } перечислен полностью: укажите другой.
