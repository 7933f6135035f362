# Экраны денег смены: открытие, пересчёт, перерыв, закрытие.

custody-keypad = На цифровой клавиатуре: Enter дальше, - назад, + конец пересчёта
custody-sum = Сумма
custody-of = из { $pieces }
custody-slips = Чеки терминала: штук и на сумму
custody-slips-expected = по записям { $slips } на { $sum }
custody-count-nothing = Ничего не введено. Если в кассе пусто, закончите пересчёт ещё раз.
custody-count-slips = Чеки «{ $tender }» не посчитаны. Введите их или закончите пересчёт ещё раз.
custody-count-malformed = «{ $typed }» – не количество: введите целое число.

custody-way-as-left = Пересчитано, всё на месте: открыть смену
custody-way-count = Пересчитать
custody-way-open = Открыть смену
custody-way-resume = Вернуться в смену
custody-way-absent = Кассира { $cashier } нет: закрыть смену { $shift }
custody-left = Осталось от смены
custody-issued = Из них выдано на размен
custody-differs-open = Разница записывается один раз, при открытии. Деньги, которые сейчас принесли на размен, разницей не считаются: введите их.
custody-differs-blind = Пересчитано не столько, сколько осталось. Пересчитайте ещё раз или продолжайте.
custody-count-odd = Не всё, что набрано, – часть числа: проверьте, что получилось.
custody-hidden = скрыто до пересчёта
custody-differs-resume = Разница будет записана при возвращении.
custody-open-approve = Время на часах необычное: нужен ПИН старшего.
custody-shared-open = В ящике есть и другие деньги отделения: часть Окна не пересчитывают.

custody-resume = возвращение в смену { $shift }
custody-resumed = Смена { $shift } продолжается, в кассе { $drawer }.
custody-sealed = Опечатано
custody-paused-since = Смена { $shift } ({ $cashier }) на перерыве с { $at }, её деньги опечатаны.
custody-paused-sealed = Смена { $shift } ({ $cashier }) на перерыве с { $at }, её деньги опечатаны, пломба { $seal }.
custody-pause = перерыв
custody-pause-said = Опечатайте деньги кассы. Они остаются за вами, а здесь может открыть свою смену другой кассир. Когда вернётесь, пересчитайте их.
custody-pause-sum = Опечатывается
custody-pause-seal = Номер пломбы, если она есть
custody-paused = Смена { $shift } ({ $cashier }) на перерыве, деньги опечатаны.

custody-doubtful = сомнительные купюры
custody-doubtful-said = Купюры одного номинала уйдут из кассы с их номерами, и в пересчёте их не будет. Документ напечатается.
custody-doubtful-which = Номинал
custody-doubtful-serials = Номера через запятую
custody-doubtful-denomination = Номинала { $sum } нет: посмотрите на купюру.
custody-doubtful-done = Сомнительных купюр отложено на { $sum }: считайте дальше без них.

custody-why = почему не сходится
custody-why-looking = Ищем причины…
custody-why-nothing = В записях нет ничего, что дало бы такую разницу. Пересчитайте ещё раз или закройте смену с ней.
custody-why-advice = Разница не мешает закрыть смену: она войдёт в Z-отчёт.
custody-mend-then = { $mend } Потом закройте смену: пересчёт сохранён.
custody-mend-nothing = Ничего не делать
custody-over-why = Излишек { $sum }: какая причина?
custody-short-why = Недостача { $sum }: какая причина?
custody-slips-over = Чеков «{ $tender }» больше, чем записано, на
custody-slips-short = Чеков «{ $tender }» меньше, чем записано, на
custody-reason = Причина:
custody-reason-unknown = причина не установлена
custody-reason-change = ошибка в сдаче
custody-reason-rounding = сдачу округлили: не было мелочи
custody-reason-written = написать другую

custody-money = куда деньги
custody-money-where = Куда деньги до закрытия смены?
custody-in-drawer = В кассе
custody-cash-own = Принято за смену, свои
custody-cash-agents = Принято за смену, агентские
custody-place-here = Остаются в кассе: закрыть смену
custody-place-desk = В кассу { $desk }
custody-place-vault = В главную кассу
custody-place-bag = В сумку: { $bankaccount }
custody-receiver = Касса, которая получит
custody-seal = Номер пломбы
custody-stays = Остаётся в кассе
custody-goes = Уходит
custody-stays-too-much = Отправить нечего, или в кассе нет стольких купюр: исправьте, сколько остаётся.
custody-gone-desk = Передано в кассу { $to }
custody-gone-bag = В сумке { $to }
custody-code = Код передачи

custody-shared-sum = Деньги Окна в общем ящике
custody-shared-close = Они уйдут в кассу отделения со своим документом, и смена закроется. Пересчёта нет: в ящике есть и другие деньги.

custody-absent-count = Кассира нет: деньги считает второй человек.
custody-second = Кто считал
custody-second-said = Смену кассира { $cashier } закрывают двое: старший и тот, кто пересчитал деньги. Он подтверждает пересчёт своим ПИН.
custody-refunds = Возвраты: { $count }
custody-next = Следующий кассир войдёт и увидит, сколько осталось.

custody-limit = В кассе { $sum }: сдайте лишнее.
custody-limit-blind = В кассе больше { $limit }: сдайте лишнее.
custody-shift-ends = Смене { $shift } скоро { $hours } ч: закройте её до { $at }, потом платежи не принимаются.
custody-too-long = Смена { $shift } открыта больше { $hours } ч: платежи не принимаются, закройте её.
custody-too-long-asked = Смена { $shift } открыта больше { $hours } ч: платежи не принимаются. Закрыть её сейчас?
custody-hold-and-close = Отложить корзину и закрыть смену
custody-close-later = Позже
