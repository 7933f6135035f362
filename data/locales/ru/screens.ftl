# Экраны кассы.

screen-okno = Окно
screen-shift = смена { $shift }
screen-unsent = ждут { $unsent }
screen-unprinted = не напечатано { $unprinted }
screen-in-doubt = печать? { $doubt }
screen-mirror = нет копии
screen-too-small = Нужно окно не меньше { $columns }×{ $rows }, а здесь { $width }×{ $height }.
screen-day = { $weekday ->
    [mon] понедельник
    [tue] вторник
    [wed] среда
    [thu] четверг
    [fri] пятница
    [sat] суббота
   *[sun] воскресенье
 }, { $day }
screen-more = ещё строк: { $count }
screen-below = ниже ещё строк: { $count }
screen-paper = документ
screen-question = вопрос
screen-sum-empty = Сумма не указана: введите её.
screen-sum-malformed = Это не сумма: пишите, например, 812,40.
screen-done = Готово

till-lookup = счёт, имя, адрес или QR
till-basket = корзина
till-held-count = отложено: { $held }
till-how = Отсканируйте счёт или наберите номер, имя, адрес.
till-nothing-yet = Ничего не найдено: проверьте номер или ищите по имени и адресу.
till-more = есть ещё, уточните
till-as-of = долг на { $at }
till-paid-here = за сутки платили: { $receipts }
till-total = Итого
till-with-fee = С комиссией
till-owed = долг { $sum }
till-paid = оплачено
till-change = Сдача
till-no-change = Без сдачи
till-receipt = Квитанция { $receipt }
till-basket-first = В корзине есть строки: примите оплату или отложите корзину.
till-paid-today-left-out = За сутки уже платили, пропущено: { $accounts }.
till-asking-hq = Спрашиваем Центр…
till-hq-has-none = В Центре такого счёта тоже нет: проверьте номер.
till-nothing-owed = По этому адресу долгов нет.
till-nothing-found = Ничего не найдено.
till-choose = Найдено несколько счетов: выберите стрелками.
till-which-sum = Счёт { $account }: какую сумму принять?
till-sum-of-bill = Как в квитанции: { $sum }
till-sum-owed = Весь долг: { $sum }
till-sum-roubles = В рублях: { $sum }
till-sum-kopecks = В копейках: { $sum }
till-service = { $service }
till-which-service = Счёт { $account }: за что платят?
till-in-basket = Счёт { $account } уже в корзине.
till-paid-today = Счёт { $account } за сутки уже оплачен здесь: { $receipts }.
till-leave-out = Не добавлять
till-take-anyway = Добавить ещё раз
till-held = Корзина отложена.
till-sum-missing = Сначала укажите сумму каждой строки.
till-scan-waits = Отсканированный счёт подождёт: он будет найден после этого платежа.
till-scan-refused = Сначала закончите начатое, потом отсканируйте счёт ещё раз.

tender-title = оплата
tender-due = К оплате
tender-given = Получено
tender-reference = Номер чека
tender-missing = Не хватает { $sum }
tender-too-little-to-fit = { $sum } не хватит на все строки: введите больше или уберите строку.
tender-fee = комиссия
tender-fees = Комиссия
tender-recording = Записываем…
tender-large-change = Сдача { $change } – больше обычного. Сумма введена верно?
tender-change-above-drawer = Сдача { $change }, а в кассе { $drawer }.
tender-mend = Исправить сумму
tender-pay-anyway = Принять оплату

screen-sign-in = вход
screen-name = Имя
screen-pin = ПИН
screen-supervisor = Старший
screen-lock = экран закрыт
screen-lock-said = Работает { $user }. Экран откроет ПИН { $user } или старшего, начатое сохранено.
screen-lock-anothers = Этот экран откроет только { $user } или старший.
screen-shift-of-day = Смена { $shift } открыта { $day }: закройте её и откройте новую.

screen-open = открытие смены
screen-carried = Осталось от прошлой смены
screen-counted = Пересчитано
screen-over = Излишек
screen-short = Недостача
screen-shift-opened = Смена { $shift } открыта, в кассе { $drawer }.
screen-anothers-shift = Смена { $shift } ещё не закрыта. Открыта: { $day }, кассир { $cashier }.
screen-anothers-wait = Новую смену открыть нельзя, пока эту не закроет { $cashier } или старший. Пусть войдёт кто-то из них.
screen-anothers-close = Вы можете закрыть её: пересчитайте кассу вместе с { $cashier }.

screen-close = закрытие смены
screen-payments = Платежи: { $count }
screen-voids = Сторно: { $count }
screen-held-left = Отложенные корзины: { $held }. После закрытия они останутся здесь.
screen-count-again = Пересчитать ещё раз
screen-z = Z-отчёт { $z }
screen-expected = Должно быть в кассе
screen-even = Сходится

screen-tested = Пробная страница напечатана.
screen-saved = Сохранено: { $path }.
screen-printed = Напечатано.
screen-paper-asked = Неизвестно, напечатан ли документ. Посмотрите: что вышло из принтера?
screen-paper-later = Посмотрю позже
screen-paper-whole = Вышел целиком
screen-paper-again = Не вышел или не целиком: напечатать ещё раз

screen-set-up = новая касса
screen-set-advice = Здесь ещё нет кассы. Заполните поля: они попадут на квитанции и в журнал.
screen-set-office = Отделение, обычно индекс
screen-set-desk = Номер кассы
screen-set-zone = Часовой пояс
screen-set-address = Адрес отделения
screen-set-operator = Оператор (юрлицо)
screen-set-inn = ИНН оператора
screen-set-cashier = Кассир, имя для входа
screen-set-cashier-pin = ПИН кассира
screen-set-supervisor = Старший, имя для входа
screen-set-supervisor-pin = ПИН старшего
screen-set-missing = Не заполнено: { $field }.
screen-set-inn-digits = В ИНН 10 или 12 цифр.
screen-set-same-name = У кассира и старшего должны быть разные имена.
screen-set-lawful = Если вы платёжный агент: без фискального устройства квитанция Окна не заменяет кассовый чек.
screen-set-up-done = Касса { $desk } готова. Войдите.
