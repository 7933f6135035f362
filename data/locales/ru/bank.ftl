# Сумки, банк и эквайрер в бэк-офисе.

hq-bank-explained = Все документы выписок объяснены.
hq-bank-odd = { $warning }
hq-bank-odd-line = строка { $line }: { $warning }
hq-bank-other-purpose = Документ { $document } уже известен с другим назначением: из файла ничего не взято. Уточните в банке, что верно.
hq-bank-other-sum = Документ { $document } известен на { $known }, а в файле { $found }: из файла ничего не взято. Уточните в банке, что верно.
hq-cards-agree = Слипы за эти дни сходятся с эквайрером.
hq-cards-other-sum = строка { $line }: операция { $reference } уже известна на { $known }, а в файле { $found }: из файла ничего не взято. Уточните у эквайрера, что верно.
office-bag-collected = у инкассатора
office-bag-credited = зачислена
office-bag-given = отдана инкассатору
office-bag-opened = вскрыта кассой
office-bag-returned = вернулась
office-bag-sealed = опломбирована
office-bank-acquirer = платёж эквайрера
office-bank-bags = зачисление сумок
office-bank-explained = пояснено
office-bank-nothing = не объяснено
office-bank-remitted = перечисление поставщику
office-cards-awaited = эквайрер ещё не сообщил
office-cards-nobodys = ничьи
office-check-cards = Карты сходятся с эквайрером
office-col-acquired = У эквайрера
office-col-age = Банк. дней
office-col-bank-account = Счёт в банке
office-col-came = Поступило
office-col-card-number = Карта
office-col-cards = Эквайрер
office-col-document = Документ
office-col-fee = Комиссия
office-col-operations = Операций
office-col-other = Контрагент
office-col-other-account = Его счёт
office-col-our-account = Наш счёт
office-col-purpose = Назначение
office-col-reference = Слип или RRN
office-col-seal = Пломба
office-col-sealed = Опломбирована
office-col-terminal = Терминал
office-col-went = Списано
office-deny-bag-accounts = Сумка { $one } — на счёт { $account }, а сумка { $other } — на { $second }: в одном зачислении сумки одного счёта.
office-deny-bag-act = За сумку { $seal } банк зачислил { $credited }, а опломбировано { $sealed }: укажите номер акта банка.
office-deny-bag-cash = Запись { $seq } кассы { $desk } не вносит деньги вскрытой сумки: сначала касса вносит их по причине returned-bag.
office-deny-bag-cash-used = Запись { $seq } кассы { $desk } уже относится к другой сумке.
office-deny-bag-collected = Сумка { $seal } уже у инкассатора с { $at }.
office-deny-bag-credited = Сумка { $seal } уже зачислена.
office-deny-bag-day = Сумка опломбирована { $sealed }: { $day } её забрать не могли.
office-deny-bag-here = Сумка { $seal }, по данным центра, у своей кассы: сначала отметьте, что её забрали, или укажите запись, которой касса её вскрыла.
office-deny-bag-opened = Сумку { $seal } вскрыла касса: зачислять или забирать нечего.
office-deny-bag-over = В сумке { $seal } опломбировано { $sealed }, и { $credited } не больше: исправьте сумму или то, что нашёл банк.
office-deny-bag-own = Сумку { $seal } опломбировали вы: разницу записывает кто-то другой.
office-deny-bag-short = В сумке { $seal } опломбировано { $sealed }, и { $credited } не меньше: исправьте сумму или то, что нашёл банк.
office-deny-bag-twice = Сумка { $seal } названа дважды.
office-deny-bag-whole = В сумке { $seal } опломбировано { $sealed }, а не { $credited }: укажите, что нашёл банк — недостачу, излишек или фальшивые купюры.
office-deny-document-sum = Документ { $document } в выписке на { $stated }, а не на { $sum }: выберите другой или исправьте сумму.
office-deny-no-bag = Назовите сумки, которые зачислил банк.
office-deny-no-document = В выписках нет документа { $document }: сначала загрузите выписку или не указывайте документ.
office-deny-settle-cash = За { $tender } никто потом не платит: назовите вид оплаты, за который платит эквайрер.
office-deny-settle-nothing = За вычетом комиссии не остаётся ничего, поэтому документа быть не может: не указывайте его.
office-deny-settle-sum = { $gross } с комиссией { $fee } — не платёж: по картам принято не ноль, и комиссия не больше этого.
office-deny-sum-large = Суммы складываются в большее, чем можно записать.
office-deny-used-document = Документ { $document } уже использован записью { $seq } журнала центра: выберите другой.
office-deny-which-document = { $document } — это два документа: со счёта { $one } и со счёта { $other }. Укажите, чей счёт.
office-fact-age = Банковских дней прошло
office-fact-bank-account = Счёт в банке
office-fact-closing = Остаток на конец
office-fact-fee = Комиссия эквайрера
office-fact-gap = Выписки не стыкуются после
office-fact-gap-off = Разница остатков
office-fact-our-account = Наш счёт
office-fact-refunded = Возвращено
office-fact-seal = Пломба
office-fact-sealed = Опломбирована
office-fact-sold = Продано
office-fact-statement-through = Выписка по
office-fact-tender = Средство платежа
office-fact-to-pay = К перечислению
office-fact-unexplained = Необъяснённых документов
office-money-acquirer = Должны эквайреры
office-money-bank = В банке
office-odd-bag-difference = в сумке другая сумма
hq-bank-taken = { $account }, с { $from } по { $to }: { $new ->
    [one] { $new } новый документ
    [few] { $new } новых документа
   *[many] { $new } новых документов
}, уже известных — { $known }; поступило { $in }, списано { $out }.
office-odd-card-missing = слипа нет у эквайрера
office-odd-card-sum = у эквайрера другая сумма
office-odd-card-unknown = операции нет в журналах
hq-cards-taken = { $from } – { $to }: { $new ->
    [one] { $new } новая операция
    [few] { $new } новые операции
   *[many] { $new } новых операций
}, известных { $known }; оплачено { $gross }, комиссия { $fee }.
