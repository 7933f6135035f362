# Что печатается, кроме квитанций: акты, ордера на наличные, отчёты, справки и официальные формы.

# Общее для многих документов.
paper-number = № { $number }
paper-shift = Смена { $shift } за { $day }
paper-to-z = к Z-отчёту № { $z }
paper-cashier = Кассир: { $what }
paper-opened = Открыта
paper-receipts = Квитанции
paper-sum = СУММА
paper-notes = По номиналам:
paper-note = { $denomination } x { $pieces }
paper-comment = Примечание: { $what }
paper-reason = Причина: { $reason }
paper-approved = Разрешение дано: { $name }
paper-approved-by-telephone = Разрешение по телефону: { $name }, { $challenge }
paper-counted = Пересчитано
paper-over = Излишек
paper-short = Недостача
paper-even = Расхождений нет
paper-account = Счёт: { $what }
paper-seal = Сумка, пломба
paper-collector = Инкассатор: { $what }

# Кто подписывает.
paper-sign-cashier = Кассир
paper-sign-payer = Плательщик
paper-sign-received = Деньги получены
paper-sign-supervisor = Старший
paper-sign-senior = Старший кассир
paper-sign-head = Руководитель
paper-sign-accountant = Главный бухгалтер
paper-sign-gave = Сдал
paper-sign-took = Принял
paper-sign-paid-out = Выдал кассир
paper-sign-got = Получил
paper-sign-brought = Внёс
paper-sign-sealed = Опломбировал
paper-sign-counted = Пересчитал
paper-sign-read = Кассир с актом ознакомлен
paper-sign-collector = Инкассаторский работник
paper-sign-bank = Кассовый работник банка
paper-sign-both = Подписи
paper-sign-order-cashier = Получил кассир
paper-stamp = М. П.

# Акты об исправлении платежей.
paper-void = АКТ № { $seq } О СТОРНО
paper-refund = АКТ № { $seq } О ВОЗВРАТЕ
paper-move = АКТ № { $seq } О ПЕРЕНОСЕ
paper-retender = АКТ № { $seq } ОБ ИСПРАВЛЕНИИ ВИДА ОПЛАТЫ
paper-of-receipt = по квитанции № { $number }
paper-taken = от { $at }
paper-give-back = ВЕРНУТЬ
paper-move-from = Строка { $n }, принято на неверный счёт:
paper-move-to = Перенесено на верный счёт:
paper-move-total = ПЕРЕНЕСЕНО
paper-retender-from = Записано ошибочно:
paper-retender-to = Оплачено в действительности:

# Наличные, кроме платежей.
paper-cash-in = ПРИХОД НАЛИЧНЫХ
paper-cash-out = ВЫДАЧА НАЛИЧНЫХ
paper-for = Назначение: { $what }
paper-serials = Серии и номера купюр:
paper-hand-over = ПЕРЕДАЧА НАЛИЧНЫХ
paper-from-desk = Из кассы
paper-to-desk = В кассу
paper-code = По этому коду деньги примет кассир другой кассы:
paper-by-code = Код
paper-accept = ПРИЁМ НАЛИЧНЫХ
paper-given = Передано
paper-missing = Недостаёт
paper-accepted = ПРИНЯТО
paper-givers-difference = Недостающая сумма остаётся за сдавшим.
paper-drop = ИНКАССАЦИЯ: НАЛИЧНЫЕ В СУМКУ
paper-bags-given = СУМКИ ПЕРЕДАНЫ ИНКАССАТОРУ
paper-bag = Сумка { $seal }
paper-bags = Сумок: { $n }

# X- и Z-отчёт.
paper-x = X-ОТЧЁТ
paper-z = Z-ОТЧЁТ № { $z }
paper-payments = Платежи: { $n }
paper-voids = Сторно: { $n }
paper-refunds = Возвраты: { $n }
paper-net = ПРИНЯТО
paper-moves = Переносы на другой счёт:{ "\u00A0" }{ $n }
paper-retenders = Исправления вида оплаты:{ "\u00A0" }{ $n }
paper-tenders = ПО СРЕДСТВАМ ПЛАТЕЖА
paper-slips = { $tender }, чеков:{ "\u00A0" }{ $n }
paper-own = СОБСТВЕННЫЕ ДЕНЬГИ
paper-agents = ДЕНЬГИ ПО АГЕНТСКИМ ДОГОВОРАМ
paper-fees = Комиссия
paper-subtotal = Итого
paper-in-cash = в том числе наличными
paper-cash = НАЛИЧНЫЕ
paper-flow-carried = Остаток прошлой смены
paper-flow-issued = Разменный фонд
paper-flow-found-at-opening = Расхождение при открытии
paper-flow-payments = Платежи
paper-flow-voids = Сторно
paper-flow-refunds = Возвраты
paper-flow-retenders = Исправления вида оплаты
paper-flow-in = Внесено: { $reason }
paper-flow-out = Выдано: { $reason }
paper-flow-accepted = Принято из других касс
paper-flow-handed-over = Передано в другие кассы
paper-flow-dropped = Сдано в сумки
paper-flow-paused = Опечатано на перерыв
paper-flow-resumed = Возвращено после перерыва
paper-flow-left-in-between = Оставлено сменой коллеги в перерыв
paper-flow-found-at-resuming = Расхождение после перерыва
paper-flow-found-at-close = Расхождение при закрытии
paper-bags-for = { $account }, сумок:{ "\u00A0" }{ $n }
paper-expected = ДОЛЖНО БЫТЬ
paper-cards = ПЕРЕСЧЁТ ПО БЕЗНАЛИЧНЫМ
paper-recorded = По записям
paper-slips-differ = Расхождение
paper-closed-by = Смену закрыл: { $what }
paper-counted-by = Деньги пересчитал: { $what }
paper-head = Запись { $seq }, хеш { $hash }
paper-unsent = Записей, ещё не переданных в Центр: { $n }

# Акты при закрытии смены.
paper-absent-act = АКТ О ЗАКРЫТИИ СМЕНЫ ОТСУТСТВУЮЩЕГО КАССИРА
paper-absent = Смена закрыта в отсутствие кассира ({ $cashier }), деньги пересчитаны вторым лицом.
paper-by-record = По записям
paper-overshort-act = АКТ О РАСХОЖДЕНИИ НАЛИЧНЫХ
paper-over-words = Излишек: { $what }
paper-short-words = Недостача: { $what }
paper-explanation = Объяснение кассира
paper-decision = Решение руководителя

# Справка-отчёт кассира.
paper-statement = СПРАВКА-ОТЧЁТ КАССИРА
paper-at-opening = В кассе на начало смены
paper-takings = ВЫРУЧКА НАЛИЧНЫМИ
paper-takings-own = собственные деньги
paper-takings-agents = по агентским договорам
paper-given-away = СДАНО
paper-given-to-desk = В кассу { $desk }, № { $number }
paper-given-in-bag = Сумка { $seal }, { $account }, № { $number }
paper-cashless = БЕЗНАЛИЧНЫМИ
paper-left = ОСТАТОК В КАССЕ
paper-taken-by-order = Выручка оприходована по приходному кассовому ордеру №

# Реестр квитанций.
paper-receipts-list = РЕЕСТР КВИТАНЦИЙ
paper-receipt-at = { $number } в { $at }
paper-for-account = { $supplier }, счёт { $account }
paper-paid-by = Оплата: { $tenders }
paper-was-voided = СТОРНО в { $at }
paper-was-moved = Перенос в { $at }: с { $from } на { $to }
paper-was-retendered = Вид оплаты исправлен в { $at }, верно: { $tender }
paper-earlier = КВИТАНЦИИ ПРОШЛЫХ СМЕН

# Кассовые ордера, КО-1 и КО-2.
paper-decree = Утверждена постановлением Госкомстата России от 18.08.1998 № 88
paper-ko-1 = Унифицированная форма № КО-1
paper-ko-2 = Унифицированная форма № КО-2
paper-ko-5 = Унифицированная форма № КО-5
paper-okud = Форма по ОКУД
paper-okpo = по ОКПО
paper-organisation = Организация: { $what }
paper-unit = Структурное подразделение: { $what }
paper-receipt-order = ПРИХОДНЫЙ КАССОВЫЙ ОРДЕР
paper-expense-order = РАСХОДНЫЙ КАССОВЫЙ ОРДЕР
paper-order-number = Номер документа
paper-order-date = Дата составления
paper-number-agents = { $number }-А
paper-debit = Дебет
paper-debit-account = Дебет: корр. счёт, субсчёт
paper-credit = Кредит
paper-credit-account = Кредит: корр. счёт, субсчёт
paper-analytic-code = Код аналитического учёта
paper-purpose-code = Код целевого назначения
paper-order-sum = СУММА, руб. коп.
paper-received-from = Принято от: { $what }
paper-basis = Основание: { $what }
paper-basis-own = выручка по Z-отчёту № { $z } за { $day }, собственные деньги
paper-basis-agents = выручка по Z-отчёту № { $z } за { $day }, платежи, принятые платёжным агентом
paper-basis-bank = сдача наличных в банк: { $account }
paper-in-words = Сумма прописью: { $what }
paper-vat = В том числе
paper-attached = Приложение: { $what }
paper-attached-z = Z-отчёт № { $z }
paper-attached-bag = препроводительная ведомость к сумке № { $seal }
paper-stub = КВИТАНЦИЯ
paper-stub-number = к приходному кассовому ордеру №
paper-stub-date = от
paper-pay-to = Выдать: { $what }
paper-pay-to-whom = Выдать
paper-got-sum = Получил, сумма прописью
paper-got-date = Дата
paper-got-document = По документу: наименование, номер, дата и место выдачи

# Книга учёта принятых и выданных кассиром денежных средств, КО-5.
paper-book = КНИГА УЧЁТА
paper-book-of = принятых и выданных кассиром денежных средств
paper-book-issued = { $at } принят разменный фонд
paper-book-from = { $at } принято из кассы { $desk }
paper-book-to = { $at } выдано в кассу { $desk }
paper-book-taken = ПРИНЯТО
paper-book-given = ВЫДАНО

# Препроводительная ведомость, накладная и квитанция к сумке, 0402300.
paper-bag-list = ПРЕПРОВОДИТЕЛЬНАЯ ВЕДОМОСТЬ К СУМКЕ № { $seal }
paper-bag-invoice = НАКЛАДНАЯ К СУМКЕ № { $seal }
paper-bag-receipt = КВИТАНЦИЯ К СУМКЕ № { $seal }
paper-bag-from = От кого: { $what }
paper-bag-debit = Дебет, счёт №
paper-bag-payee = Получатель: { $what }
paper-bag-credit = Кредит, счёт №
paper-bag-bank = Банк получателя
paper-bag-bic = БИК
paper-bag-symbol = Символ отчётности
paper-bag-source = Источник поступления: { $what }
paper-bag-takings = принятые платежи

# Пробная страница.
paper-test = ПРОБНАЯ ПЕЧАТЬ
paper-test-letters = Все буквы должны читаться:
paper-test-width = Строка из { $n } знаков должна уместиться от края до края:
paper-test-codes = Сканер должен прочитать оба кода:

# Слова бланков на листе А4.
paper-form-code = Код
paper-caption-organisation = организация
paper-caption-unit = структурное подразделение
paper-caption-signature = подпись
paper-caption-name = расшифровка подписи
paper-caption-leaf = лист книги
paper-of-shift = Смена { $shift } за { $day }
paper-credit-unit = Кредит: код структурного подразделения
paper-debit-unit = Дебет: код структурного подразделения
paper-book-what = Время, от кого принято или кому выдано
paper-book-document = Документ
paper-book-taken-sum = Принято, руб. коп.
paper-book-given-sum = Выдано, руб. коп.
paper-book-total = Итого
paper-bag-okud = Форма по ОКУД 0402300
paper-note-denomination = Номинал, руб.
paper-note-pieces = Количество
paper-note-sum = Сумма, руб. коп.
# Полоска домой.
paper-strip = СВЕРКА С ЦЕНТРОМ
paper-strip-all = ВСЁ В ЦЕНТРЕ
paper-strip-waits = НЕ ВСЁ В ЦЕНТРЕ
paper-strip-never = В ЦЕНТРЕ НИЧЕГО НЕТ
paper-strip-payments = Платежей ждёт отправки: { $n }
paper-strip-later = Они уйдут сами, пока программа работает и есть связь.

# Письмо поставщику об исправлении.
paper-letter-number = Исх. № { $number }
paper-letter-to = Кому: { $name }, ИНН { $inn }
paper-letter-to-unknown = Кому: { $name }
paper-letter-about = Об исправлении в реестре № { $number } от { $day }
paper-letter-line = В реестре принятых платежей № { $number } от { $day }, файл { $file }, Вам передана строка:
paper-letter-receipt = Квитанция
paper-letter-day = Дата платежа
paper-letter-desk = Касса
paper-letter-service = Услуга
paper-letter-account = Лицевой счёт
paper-letter-address = Адрес
paper-letter-sum = Сумма
paper-letter-void = { $day } этот платёж отменён, деньги возвращены плательщику. Просим снять его с лицевого счёта { $account }.
paper-letter-refund = { $day } плательщику возвращены деньги по этому платежу. Просим снять с лицевого счёта { $account } сумму, указанную ниже.
paper-letter-move = Платёж ошибочно принят на лицевой счёт { $account }, исправлено { $day }. Просим перенести его на лицевой счёт { $to } ({ $service }).
paper-letter-elsewhere = Платёж предназначался другому поставщику, исправлено { $day }. Просим снять его с лицевого счёта { $account }.
paper-letter-total = К ИСПРАВЛЕНИЮ
paper-letter-once = Это исправление стоит и строкой одного из следующих реестров: просим учесть его один раз.
paper-letter-by = Исполнитель: { $what }
