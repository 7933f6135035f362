# Что говорит командная строка.

cli-bad-value = { $option }: значение «{ $value }» не подходит: { $reason }.
cli-file = { $path }: { $detail }.
cli-output = Ответ не удаётся записать: { $detail }.
cli-no-home = Папка кассы неизвестна: укажите --home.
cli-no-desk = В папке { $home } нет кассы: настройте её командой «okno desk init» или укажите другую папку: --home.
cli-home-taken = Папка { $home } занята кассой { $desk }: укажите другую: --home.
cli-settings-unreadable = Файл okno.toml не читается: { $detail }.
cli-settings-line = okno.toml, строка { $line }:
cli-settings-changed = Файл okno.toml изменился во время чтения: повторите.
cli-catalogue = Данные поставщиков ошибочны: { $detail }.
cli-moment = { $at }
cli-pin-prompt = ПИН пользователя { $user }: 
cli-pin-needed = Нужен ПИН: задайте { $variable } или работайте в терминале.
cli-new-pin-prompt = Новый ПИН для { $user }: 
cli-new-pin-again = Ещё раз: 
cli-pins-differ = ПИН не совпадают: ничего не изменено.
cli-user-added = { $user } может входить с ролью { $role }.
cli-user-retired = { $user } больше не может входить.
cli-user-retired-mark = не работает
cli-user-unknown = Пользователя «{ $user }» нет.
cli-desk-ready = Касса { $desk } настроена в { $home }. Дальше: «okno user add» – люди, «okno directory import» – лицевые счета.
cli-status = Касса { $desk }: записей { $entries }, не отправлено в Центр { $unsent }.
cli-status-open = Смена { $shift }, { $cashier }, открыта { $at }: { $payments } { $payments ->
    [one] платёж
    [few] платежа
   *[many] платежей
 }, { $gross }; в кассе { $drawer }.
cli-status-closed = Смена не открыта; в кассе { $drawer }.
cli-status-last = Последний записанный платёж: квитанция { $receipt }, { $at }, { $total }.
cli-status-unprinted = Не напечатано: { $unprinted }, из них под вопросом: { $doubt }. Смотрите «okno print list».
cli-shift-opened = Смена { $shift } за { $day } открыта; в кассе { $counted }.
cli-shift-totals = { $payments } { $payments ->
    [one] платёж
    [few] платежа
   *[many] платежей
 }, { $gross }; сторно: { $voids }, { $voided }.
cli-shift-x = X-отчёт, смена { $shift }: в кассе должно быть { $expected }.
cli-shift-closed = Z-отчёт { $z }: ожидалось { $expected }, пересчитано { $counted }.
cli-over = Излишек: { $sum }.
cli-short = Недостача: { $sum }.
cli-paid = Квитанция { $receipt }: принято { $total }.
cli-change = Сдача: { $change }.
cli-suspected-double = По счёту { $account } за сутки уже платили { $sum }, квитанция { $receipts }: этот платёж не лишний?
cli-voided = Квитанция { $receipt } сторнирована; верните наличными { $cash }.
cli-nothing-queued = Печатать нечего.
cli-entry-unknown = Записи { $seq } нет.
cli-journal-sound = Журнал цел: { $entries } { $entries ->
    [one] запись
    [few] записи
   *[many] записей
 }, { $payments } { $payments ->
    [one] платёж
    [few] платежа
   *[many] платежей
 } на { $sum }, голова { $head }.
cli-journal-rebuilt = По записям ({ $entries }) всё выведено заново; последняя смена { $shift }.
cli-one-of = нужно одно из: { $known }
cli-zone = пояс называется, например, Asia/Irkutsk
cli-line-form = строка – это ПОСТАВЩИК:СЧЁТ:СУММА или ПОСТАВЩИК:СЧЁТ:СУММА:МЕСЯЦ
cli-month = месяц пишут так: 2026-10 или 10.2026
cli-doctor-good = хорошо  { $what }
cli-doctor-fault = ПЛОХО   { $what }
cli-doctor-sound = Всё в порядке.
cli-doctor-faults = { $count } { $count ->
    [one] неисправность
    [few] неисправности
   *[many] неисправностей
 }: смотрите выше.
cli-doctor-key = ключ кассы на месте и закрыт для других
cli-doctor-key-open = { $path } могут читать другие: снимите с них права (chmod 600)
cli-doctor-printer = квитанции идут в { $path }
cli-doctor-printer-fault = квитанции не могут идти в { $path } { $detail }
cli-doctor-journal = журнал цел, записей { $entries }
cli-doctor-no-mirror = второй копии журнала нет: другой диск или флешка спасут день, если этот диск откажет
cli-doctor-mirror-missing = второй копии { $path } нет на месте: вставьте диск или флешку
cli-doctor-mirror = вторая копия { $path } отстаёт на записей: { $behind }
cli-doctor-clock = на часах { $now }
cli-doctor-accounts = в справочнике лицевых счетов: { $accounts }
cli-doctor-no-accounts = в справочнике нет счетов: загрузите реестр
cli-doctor-users = людей с правом входа: { $users }
cli-doctor-no-users = войти некому: добавьте кассира командой «okno user add»
cli-doctor-no-supervisor = нет старшего, сторно невозможно: добавьте его командой «okno user add»
cli-demo-intro = Выдуманный город, своя касса в папке, которую потом выбросят, и вся работа целиком. ПИН у всех: 1234.
cli-as-of = день пишут так: 2026-11-01, момент – так: 2026-11-01T18:00:00+08:00
cli-import-reading = чтение
cli-import-writing = запись
cli-imported = Принято { $rows } { $rows ->
    [one] строка
    [few] строки
   *[many] строк
 } на { $sum }. Новых: { $new }, изменено: { $changed }, без изменений: { $unchanged }; в файле нет, оставлены как были: { $absent }.
cli-found-nothing = Ничего не найдено.
cli-found-more = Есть ещё; показаны первые { $shown }.
