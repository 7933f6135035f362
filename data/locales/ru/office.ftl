# Таблицы бэк-офиса: заголовки, сведения, слова в ячейках и причины отказов.

office-total = Итого
office-seen = сверено
office-announced = по телефону
office-no-shift = смены нет
office-posting = Проводка

office-state-open = открыт
office-state-closed = закрыт
office-state-reopened = открыт снова
office-state-signed = подписан

office-col-about = О чём
office-col-approved = Разрешил
office-col-at = Время
office-col-bags = Сумки
office-col-card = Карты
office-col-cash = Наличные
office-col-cashier = Кассир
office-col-check = Сверка
office-col-count = Кол-во
office-col-counted = Насчитано
office-col-credit = Кредит
office-col-day = День
office-col-debit = Дебет
office-col-desk = Касса
office-col-desks = Касс закрыто
office-col-entries-say = По записям
office-col-exception = Расхождение
office-col-exceptions = Расхожд.
office-col-expected = Должно быть
office-col-field = Поле
office-col-figure = Показатель
office-col-found = Найдено
office-col-holder = У кого
office-col-off = Разница
office-col-office = Отделение
office-col-offices = Отделений
office-col-overshort = Изл./нед.
office-col-paper = Бумага
office-col-payments = Платежей
office-col-place = Где
office-col-reason = Причина
office-col-receipt = Квитанция
office-col-refunds = Возвраты
office-col-reopened = Открыто снова
office-col-said = Слова
office-col-seq = Запись
office-col-shift = Смена
office-col-since = С какого времени
office-col-state = Состояние
office-col-sum = Сумма
office-col-looked-after = Разбирает
office-col-user = Кто
office-col-value = Значение
office-col-voids = Сторно
office-col-what = Что
office-col-which = Какие
office-col-whom = Для кого
office-col-z = Z
office-col-z-says = По Z-отчёту

office-fact-about = О чём
office-fact-at = Время
office-fact-card = Карты
office-fact-cash = Наличные
office-fact-cashier = Кассир
office-fact-day = Операционный день
office-fact-exception = Расхождение
office-fact-hash = Хеш
office-fact-id = Номер записи
office-fact-kind = Вид
office-fact-off = Разница
office-fact-payments = Платежей
office-fact-resolved = Закрыто
office-fact-signed-by = Подписал
office-fact-state = Состояние
office-fact-sum = Сумма
office-fact-taken = Разбирает
office-fact-unsigned = Не подписано дней отделений

office-check-bags = Сумки в банке
office-check-corrections = Исправления и разрешения
office-check-counted = Насчитано столько, сколько должно быть
office-check-doubles = Подозрения на двойной платёж
office-check-journal = Журналы в порядке
office-check-journals = Журналы есть до Z-отчёта
office-check-paper = Бумага сверена
office-check-silent = Кассы на связи
office-check-slips = Слипы карт сходятся
office-check-transit = Передачи приняты
office-check-unknown = Счета и поставщики известны
office-check-z = Z-отчёт равен записям

office-figure-cash = Наличные, насчитано и должно быть
office-figure-gross = Платежи, сумма
office-figure-moves = Переносы
office-figure-payments = Платежи
office-figure-refunded = Возвраты, сумма
office-figure-refunds = Возвраты
office-figure-retenders = Исправления вида оплаты
office-figure-voided = Сторно, сумма
office-figure-voids = Сторно

office-money-bags = В сумках под пломбой
office-money-paused = Под пломбой на перерыве
office-money-tills = В кассах
office-money-transit = В пути
office-money-vaults = В главных кассах

office-odd-accepted-other = принято не столько, сколько передано
office-odd-card-difference = слипы не сходятся
office-odd-clock-back = часы шли назад
office-odd-closed-shift = вне своей смены
office-odd-over-short = излишек или недостача
office-odd-repeated-payment = похоже на двойной платёж
office-odd-totals-differ = Z-отчёт не равен записям
office-odd-unknown-authorisation = разрешения никто не давал
office-odd-unknown-account = неизвестный лицевой счёт
office-odd-unknown-kind = неизвестный вид записи
office-odd-unknown-supplier = неизвестный поставщик
office-odd-unreadable-body = запись не читается

office-reason-accepted-loss = списано в убыток
office-reason-bank-act = по акту банка
office-reason-corrected = исправлено записью
office-reason-counted-again = пересчитано
office-reason-duplicate-returned = двойной платёж возвращён
office-reason-explained = объяснено
office-reason-other = другое

office-story-collected = принято инкассатором
office-story-commented = замечание
office-story-credited = зачислено
office-story-found = найдено
office-story-other = записано
office-story-reopened = открыто снова
office-story-reopened-day = день открыт снова: пришла поздняя запись
office-story-resolved = закрыто
office-story-returned = возвращено банком
office-story-signed = подписано
office-story-taken = взято в работу

office-deny-above = Прав у { $user } больше, чем у вас: новый ПИН даёт тот, у кого их не меньше.
office-deny-challenge = Запрос { $challenge } сделан на кассе { $desk } не для этого: проверьте действие, номер и сумму.
office-deny-clerk = Напишите, кто звонил.
office-deny-comment = { $count ->
    [one] Не сходится { $count } строка сверки: напишите, почему всё же подписываете.
    [few] Не сходятся { $count } строки сверки: напишите, почему всё же подписываете.
   *[many] Не сходятся { $count } строк сверки: напишите, почему всё же подписываете.
}
office-deny-desk-revoked = Касса { $desk } отозвана: там ничего не разрешают.
office-deny-digits = Нужно не меньше { $count } знаков хеша, как в Z-отчёте: цифры 0–9 и буквы a–f.
office-deny-empty = В отделении { $office } за { $day } смен не было: подписывать нечего.
office-deny-here = Журнал кассы { $desk } уже здесь до закрытия смены { $shift }: звонить не нужно.
office-deny-id = Под этим номером уже отдано другое распоряжение: начните заново.
office-deny-no-entry = У кассы нет записи { $id }: назовите ту, что исправила, или не называйте никакой.
office-deny-no-words = Напишите словами.
office-deny-nobody = В отделении { $office } нет никого по имени «{ $user }»: проверьте имя.
office-deny-not-resolved = Оно и не закрыто: открывать снова нечего.
office-deny-operation = По телефону этого не разрешают. Разрешают: { $known }.
office-deny-open = Смена { $shift } кассы { $desk } не закрыта, насколько знает Центр: закройте её или запишите по телефону, что в её Z-отчёте.
office-deny-own = Это о вашем собственном действии: закрыть должен кто-то другой.
office-deny-own-day = В этот день вы работали на смене: подписать должен кто-то другой.
office-deny-reason = Причины «{ $reason }» нет: выберите из списка.
office-deny-resolved = Оно уже закрыто: сначала откройте снова.
office-deny-signed = Отделение { $office } за { $day } уже подписано.

# Бэк-офис.

# Заголовки столбцов и сведения над ними.
office-col-account = Лицевой счёт
office-col-cashless = Безналично
office-col-corrected = Исправлено
office-col-due = К перечислению
office-col-fees = Комиссия
office-col-friday = Пт
office-col-gross = Принято
office-col-hour = Час
office-col-kind = Что
office-col-lines = Строк
office-col-moment = Время
office-col-monday = Пн
office-col-name = Название
office-col-net = Итог
office-col-refunded = Возвращено
office-col-region = Регион
office-col-saturday = Сб
office-col-service = Услуга
office-col-slips = Слипов
office-col-sunday = Вс
office-col-supplier = Поставщик
office-col-taken = Принято
office-col-tender = Вид оплаты
office-col-thursday = Чт
office-col-tuesday = Вт
office-col-voided = Сторнировано
office-col-wednesday = Ср

# Отчёты.
office-days-reversed = { $from } позже, чем { $to }: сначала укажите первый день.
office-fact-since = искали с
office-line-moved = перенос
office-line-refunded = возврат
office-line-taken = платёж
office-line-voided = сторно
office-no-region = без региона
office-nothing-taken = За это время ничего не принято.
office-search-form = «{ $text }» – не чек (1-118-3), не лицевой счёт, не сумма (1 234,56) и не время (23.11 14:05).
office-sheet-signer = День подписал
office-sheet-title = Операционный день { $day }
office-written = Записано в { $path }.
office-deny-used = Запрос { $challenge } уже использован: касса каждый раз показывает новый.
