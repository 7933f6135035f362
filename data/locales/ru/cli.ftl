# Что говорит командная строка.

cli-bad-value = { $option }: значение «{ $value }» не подходит: { $reason }.
cli-file = { $path }: не получается, { $reason }. Проверьте путь и повторите.
cli-output = Ответ не удаётся вывести: { $reason }. Что записано в журнал, то записано.
cli-no-home = Папка кассы неизвестна: укажите --home или OKNO_HOME.
cli-journal-lost = Журнал { $path } пропал, а новый дал бы те же номера квитанций ещё раз: верните его со второй копии или из резервной, либо настройте кассу в другой папке.
cli-other-desk = Журнал – кассы { $found }, а в okno.toml записана { $expected }: исправьте office и desk в okno.toml.
cli-other-mirror = Вторая копия – кассы { $found }: дайте этой кассе в okno.toml свою папку.
cli-foreign = { $path } – не файл Okno: та ли это папка?
cli-directory-missing = Справочник { $path } пропал: верните его из резервной копии или создайте пустой командой «okno desk init» и снова загрузите реестры и людей.
cli-directory-empty = В справочнике нет поставщиков: выполните «okno desk init» ещё раз.
cli-directory-newer = Справочник записан более новой программой: используйте её.
cli-key-missing = Ключ кассы { $path } пропал: создайте новый командой «okno desk init», затем задайте всем новые ПИН: «okno user add».
cli-key-malformed = { $path } – не ключ Okno: уберите его, создайте новый командой «okno desk init», затем задайте всем новые ПИН: «okno user add».
cli-no-desk = В папке { $home } нет кассы: настройте её командой «okno desk init» или укажите другую папку: --home.
cli-home-taken = Папка { $home } занята кассой { $desk }: укажите другую: --home.
cli-settings-line = okno.toml, строка { $line }: { $fault }
cli-settings-changed = Файл okno.toml изменился во время чтения: повторите.
cli-catalogue = Встроенные данные о поставщиках или штрихкодах ошибочны: { $detail }.
cli-moment = { $at }
cli-sign-in = { $user } не вошёл: имя или ПИН неверны. Пять неверных ПИН подряд закрывают вход на время.
cli-pin-prompt = ПИН пользователя { $user }:
cli-pin-needed = Нужен ПИН: задайте { $variable } или введите его в терминале.
cli-new-pin-prompt = Новый ПИН для { $user }:
cli-new-pin-again = Ещё раз:
cli-pins-differ = ПИН не совпали, ничего не изменено: повторите.
cli-user-added = { $user } может входить, роль: { $role }.
cli-user-changed = { $user } уже был; теперь у него эта роль ({ $role }), это имя и этот ПИН.
cli-user-retired = { $user } больше не может входить.
cli-user-retired-mark = не работает
cli-user-unknown = Пользователя «{ $user }» нет: смотрите «okno user list».
cli-no-users = Войти пока некому: добавьте людей командой «okno user add».
cli-role-cashier = кассир
cli-role-supervisor = старший
cli-role-admin = администратор
cli-desk-ready = Касса { $desk } настроена в { $home }.
cli-desk-next = Дальше: люди – «okno user add», лицевые счета – «okno directory import».
cli-desk-fiscal = Квитанция Okno не заменяет кассовый чек, который обязан дать платёжный агент.
cli-desk-mended = Чего не хватало в { $home }, создано заново. Проверьте людей и счета командой «okno doctor»; если никто не может войти, задайте новые ПИН: «okno user add».
cli-status = Касса { $desk } ({ $kind }): в журнале { $entries } { $entries ->
    [one] запись
    [few] записи
   *[many] записей
 }.
cli-status-unsent = Ещё не в Центре: { $unsent }.
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
 }, { $gross }.
cli-shift-voids = Из них сторно: { $voids }, { $voided }.
cli-shift-x = X-отчёт, смена { $shift }: в кассе должно быть { $expected }.
cli-shift-closed = Z-отчёт { $z }: ожидалось { $expected }, пересчитано { $counted }.
cli-over = Излишек: { $sum }.
cli-short = Недостача: { $sum }.
cli-paid-already = Квитанция { $receipt } уже была записана: { $total }. Второй раз ничего не принято.
cli-paid = Квитанция { $receipt }: принято { $total }.
cli-change = Сдача: { $change }.
cli-suspected-double = По счёту { $account } за последние сутки уже платили { $sum } ({ $receipts }). Если этот платёж лишний, сторнируйте его.
cli-voided = Квитанция { $receipt } сторнирована: верните наличными { $cash }.
cli-voided-no-cash = Квитанция { $receipt } сторнирована: деньги вернутся тем же путём, каким пришли.
cli-voided-already = Квитанция { $receipt } уже была сторнирована. Второй раз ничего не возвращается.
cli-nothing-queued = Печатать нечего.
cli-print-waits = Печатаем всё, что приходит. Ctrl+C – конец.
cli-printed = Напечатано: { $documents }.
cli-printer-set = Принтер: { $profile }, { $to }, { $columns } знаков в строке. Проверьте его: «okno print test».
cli-printer-to = нужно tcp:АДРЕС:ПОРТ, device:ПУТЬ, serial:ПУТЬ,БОД, cups:ОЧЕРЕДЬ, file:ПУТЬ или dir:ПУТЬ
cli-test-printed = Пробная страница напечатана: { $to }. Сравните буквы, ширину строк и коды.
cli-out-needed = назовите файл: --out ФАЙЛ
cli-written = { $document } – в файле { $path }.
cli-pdf = PDF не получился: { $detail }
cli-print-queued = ждёт печати
cli-print-unknown = под вопросом: посмотрите на бумагу, затем «okno print resolve»
cli-print-in-doubt = Неизвестно, напечатан ли документ { $document }: посмотрите на бумагу и сообщите командой «okno print resolve».
cli-print-not-in-doubt = Печать документа { $document } не под вопросом; копия – «okno print copy».
cli-print-resolved = Записано, что на бумаге. Документ { $document } больше не под вопросом.
cli-not-void = Квитанция { $receipt } не сторнирована, акта о сторно у неё нет.
cli-document-form = документ – это ЭПОХА-СМЕНА-N, ЭПОХА-СМЕНА-cN, z-N или «entry НОМЕР»
cli-document-unknown = Документа { $document } на этой кассе нет: смотрите «okno journal list».
cli-form-still-open = Смена { $shift } ещё открыта: эту форму составляют после закрытия.
cli-form-closed = Смена { $shift } закрыта: её итоги в Z-отчёте.
cli-form-nothing = В смене { $shift } не было того, для чего эта форма.
cli-shift-unknown = Смены { $shift } на этой кассе нет: смотрите «okno journal list».
cli-seal-unknown = Сумки с пломбой { $seal } здесь не было: прочтите номер ещё раз.
cli-seal-form = об одной сумке только ko-2 и bag-slip
cli-entry-unknown = Записи { $seq } нет: смотрите «okno journal list».
cli-journal-sound = Журнал цел: { $entries } { $entries ->
    [one] запись
    [few] записи
   *[many] записей
 }, { $payments } { $payments ->
    [one] платёж
    [few] платежа
   *[many] платежей
 } на { $sum }.
cli-journal-head = Голова { $head }
cli-journal-rebuilt = Всё, что следует из записей ({ $entries }), выведено заново; последняя смена – { $shift }.
cli-one-of = нужно одно из: { $known }
cli-number = нужно целое число
cli-blank = здесь пусто
cli-inn = в ИНН 10 или 12 цифр
cli-zone = пояс называется, например, Asia/Irkutsk
cli-line-form = строка – это ПОСТАВЩИК:СЧЁТ:СУММА или ПОСТАВЩИК:СЧЁТ:СУММА:МЕСЯЦ
cli-month = месяц пишут так: 2026-10 или 10.2026
cli-doctor-good = хорошо { $what }
cli-doctor-advice = совет  { $what }
cli-doctor-fault = ПЛОХО  { $what }
cli-doctor-sound = Всё в порядке.
cli-doctor-faults = { $count } { $count ->
    [one] неисправность
    [few] неисправности
   *[many] неисправностей
 }: смотрите выше.
cli-doctor-key = ключ кассы на месте и закрыт для других
cli-doctor-key-open = { $path } могут читать другие: снимите с них права (chmod 600)
cli-doctor-printer = квитанции идут в { $path }
cli-doctor-printer-fault = квитанции не могут идти в { $path }: { $reason }; исправьте это или укажите в okno.toml другое место
cli-doctor-journal = журнал цел, записей: { $entries }
cli-doctor-no-mirror = второй копии журнала нет: другой диск или флешка спасут день, если этот диск откажет
cli-doctor-mirror-missing = второй копии { $path } нет на месте: вставьте диск или флешку
cli-doctor-mirror = вторая копия { $path } отстаёт, записей: { $behind }
cli-doctor-clock = на часах { $now }
cli-doctor-accounts = в справочнике лицевых счетов: { $accounts }
cli-doctor-no-accounts = в справочнике нет лицевых счетов: загрузите реестр командой «okno directory import»
cli-doctor-users = людей с правом входа: { $users }
cli-doctor-no-users = войти некому: добавьте кассира командой «okno user add»
cli-doctor-no-supervisor = нет старшего, сторно невозможно: добавьте его командой «okno user add»
cli-demo-intro = Выдуманный город: Центр, касса и главная касса в папках, которые потом исчезнут. ПИН у всех: 1234.
cli-demo-layout = «распутин лен 7», набрано в латинской раскладке:
cli-day = день пишут так: 2026-11-01
cli-as-of = день пишут так: 2026-11-01, момент – так: 2026-11-01T18:00:00+08:00
cli-import-reading = чтение
cli-import-writing = запись
cli-imported = Принято { $rows } { $rows ->
    [one] строка
    [few] строки
   *[many] строк
 } на { $sum }.
cli-imported-parts = Новых { $new }, изменено { $changed }, без изменений { $unchanged }; нет в файле, оставлено { $absent }.
cli-found-nothing = Ничего не найдено.
cli-found-more = Найдено больше этих { $shown }: добавьте слово или номер.
cli-head-supplier = поставщик
cli-head-account = счёт
cli-head-accounts = счетов
cli-head-owed = долг
cli-head-age = на
cli-head-address = адрес
cli-head-name = плательщик
cli-no-accounts = В справочнике нет лицевых счетов: загрузите реестр командой «okno directory import».

# Командная строка не читается.
cli-usage = Так: { $usage }
cli-usage-help = Подробнее – та же команда с --help.
cli-usage-missing = Не хватает: { $what }.
cli-usage-unknown = Параметра «{ $what }» здесь нет.
cli-usage-command = Команды «{ $what }» здесь нет.
cli-usage-twice = { $what } указывают один раз и не вместе с другими.
cli-usage-empty = Для { $what } нужно значение.

# Почему файл не годится.
cli-io-missing = нет такого файла или папки
cli-io-denied = нет прав доступа
cli-io-folder = это папка
cli-io-not-folder = часть пути – не папка
cli-io-exists = под этим именем уже есть другое
cli-io-not-text = это не текст в UTF-8
cli-io-full = диск заполнен
cli-io-read-only = диск только для чтения
cli-io-other = { $detail }

# Что не так с записью журнала.
cli-damage-gap = нет записи { $seq }
cli-damage-chain = она не продолжает предыдущую запись
cli-damage-content = её содержание не сходится с её хешем
cli-damage-misfit = она противоречит предыдущим записям
cli-damage-not-enrolled = она не открывает журнал кассы, как должна первая
cli-damage-imbalance = её проводки не сходятся на { $kopecks } коп.
cli-damage-mirror = во второй копии на её месте другая запись или записей больше, чем в журнале
cli-damage-ack = в Центре на её месте другая запись или записей больше, чем в журнале
cli-damage-projection = таблица «{ $table }» не сходится с записями; её выведет заново «okno journal rebuild»
cli-damage-schema = таблица или триггер «{ $name }» не такие, какими их создал Okno
cli-damage-file = повреждён сам файл
cli-damage-other = { $detail }

# Считанный счёт на оплату.
cli-scan-sum = К оплате по счёту { $sum }.
cli-scan-penalty = Кроме того, пени { $sum }.
cli-scan-which-sum = В коде сумма «{ $text }»: это { $roubles } или { $kopecks } руб.? Посмотрите на бумагу.
cli-scan-is-sum = В коде сумма «{ $text }» вместо целых копеек: это { $roubles } руб.? Посмотрите на бумагу.
cli-scan-no-account = Получатель – { $supplier }, но лицевой счёт в коде не читается: найдите по номеру или фамилии.
cli-scan-check-digit = В штрихкоде неверна контрольная цифра ({ $layouts }): считайте ещё раз. Поиск идёт как по номеру.
cli-scan-ambiguous = Штрихкод можно понять по-разному ({ $layouts }): найдите плательщика по счёту или фамилии.
cli-scan-encoding = В QR-коде не указана кодировка: найдите плательщика по счёту или фамилии.
cli-scan-cut = QR-код считан не весь: считайте ещё раз.
cli-scan-layout = Сканер печатает в русской раскладке: переключите клавиатуру на латинскую и считайте ещё раз, тогда прочтётся всё.
cli-scan-lost = Поле «{ $key }» потеряно из-за русской раскладки.
cli-scan-conflict = У поля «{ $key }» разные значения: { $values }; не взято ни одно.
cli-scan-unreadable = Поле «{ $key }» не читается: «{ $text }».
cli-scan-undecodable = Код не в той кодировке, которую называет ({ $encoding }): сверьте имена и адреса.
cli-scan-missing = В коде нет поля «{ $key }».
cli-scan-unpaired = Счётчики и показания в коде не сходятся: показания не взяты.
cli-scan-key = «{ $found }» в коде прочитано как «{ $key }».
cli-scan-long = Поле «{ $key }» длиннее, чем разрешает стандарт.
cli-scan-long-code = Код длиннее, чем разрешает стандарт: { $bytes } байт.
cli-scan-not-a-field = «{ $text }» в коде – не поле и пропущено.
cli-scan-empty-field = В коде есть пустое поле.
cli-payee-inn = Получатель с ИНН { $inn } не из поставщиков этого отделения: оплатить здесь нельзя.
cli-payee-requisites = У получателя с ИНН { $inn } ({ $suppliers }) в коде другие реквизиты: до оплаты уточните у поставщика.
cli-payee-incomplete = В коде получатель указан не полностью (ИНН, счёт, БИК): найдите плательщика по счёту или фамилии.
cli-payee-several = Код подходит нескольким поставщикам ({ $suppliers }): найдите плательщика по счёту или фамилии.
cli-payee-code = Штрихкод поставщика «{ $supplier }», которого в этом отделении нет.
cli-payee-unlisted = Штрихкод ({ $layout }) организации { $organisation }, которой нет среди поставщиков этого отделения.
cli-import-doubt = Тот ли это файл? Он всё же прочитан: { $doubt }.

# Наличные, их хранение и исправление платежей.
cli-count-missing = Укажите, сколько пересчитано: { $option } СУММА или --count 5000x1,100x4.
cli-card-form = чеки терминала пишут так: ВИД:ЧИСЛО:СУММА, например card:3:2140.00
cli-bag-form = сумку пишут так: ПЛОМБА:СЧЁТ:СУММА, например 77001:agents:5000x2
cli-account-form = счёт пишут так: ПОСТАВЩИК:СЧЁТ или ПОСТАВЩИК:УСЛУГА@СЧЁТ
cli-refund-line-form = строку пишут номером из квитанции: 2, а её часть так: 2:СУММА
cli-not-in-count = Купюр { $part } нет в остатке пересчёта { $rest }: пересчитайте или укажите другие.
cli-above-limit = В кассе { $drawer }, это больше лимита { $limit }: сдайте деньги в сумку («okno cash drop») или передайте в главную кассу.
cli-refunded = Возврат по квитанции { $receipt }: верните наличными { $cash }.
cli-refunded-no-cash = Возврат по квитанции { $receipt }: { $total } – деньги вернутся тем же путём, каким пришли.
cli-refunded-partly-cash = Возврат по квитанции { $receipt }, { $total }: верните наличными { $cash }, остальное вернётся тем же путём, каким пришло.
cli-refunded-already = По квитанции { $receipt } уже возвращено { $total }. Второй раз ничего не возвращается.
cli-moved = Квитанция { $receipt }, строка { $n }: { $sum } перенесено с { $from } на { $to }.
cli-moved-already = Квитанция { $receipt }, строка { $n }: { $sum } уже перенесено с { $from } на { $to }. Второй раз ничего не переносится.
cli-retendered = Квитанция { $receipt }: вид оплаты исправлен, { $sum }, { $from } → { $to }.
cli-retendered-already = Квитанция { $receipt }: вид оплаты уже исправлен, { $sum }, { $from } → { $to }. Второй раз ничего не меняется.
cli-cash-in = Ордер { $number }: внесено { $sum } ({ $reason }). В кассе { $drawer }.
cli-cash-in-already = Ордер { $number } уже был записан: внесено { $sum } ({ $reason }). Второй раз ничего не внесено.
cli-cash-out = Ордер { $number }: выдано { $sum } ({ $reason }). В кассе { $drawer }.
cli-cash-out-already = Ордер { $number } уже был записан: выдано { $sum } ({ $reason }). Второй раз ничего не выдано.
cli-handed-over = Передано { $sum } в кассу { $to }.
cli-transit-code = Там их принимают по коду { $code }
cli-handed-over-already = { $sum } уже передано в кассу { $to }, код { $code }. Второй раз ничего не передано.
cli-received-by = Деньги здесь же пересчитаны и получены, получатель { $user }.
cli-accepted = Ордер { $number }: принято { $sum } из кассы { $from }.
cli-accepted-less = Передано { $given }; недостающие { $missing } остаются недостачей кассы { $from }. Ордер подписывают оба.
cli-accepted-already = Ордер { $number } уже был записан: принято { $sum } из кассы { $from }. Второй раз ничего не принято.
cli-dropped = Сумка { $seal }: { $sum }, { $account }.
cli-dropped-already = Сумка { $seal } уже была опломбирована: { $sum }, { $account }. Второй раз ничего не сдано.
cli-given = Отдано инкассатору: { $sum }, пломбы { $seals }.
cli-given-already = Инкассатору уже отдано: { $sum }, пломбы { $seals }. Второй раз ничего не отдано.
cli-office-cash = В кассу отделения уходит { $sum }.
cli-head-code = код
cli-head-direction = куда
cli-head-title = название
cli-head-takes = что нужно
cli-head-money = чьи деньги
cli-head-place = где
cli-head-holder = у кого
cli-head-since = когда
cli-head-sum = сумма
cli-direction-in = в кассу
cli-direction-out = из кассы
cli-direction-both = в кассу и из кассы
cli-takes-supervisor = старший
cli-takes-own-money = только свои деньги
cli-takes-serials = номера купюр
cli-money-own = свои
cli-money-agents = агентские
cli-holder-nobody = ни у кого
cli-holder-drawer = в кассе
cli-holder-shift = в кассе, смена { $shift }
cli-holder-paused = опломбировано на перерыв, смена { $shift }
cli-holder-sealed = опломбировано на перерыв, смена { $shift }, пломба { $seal }
cli-holder-transit = на пути в { $to }, { $code }
cli-holder-received = получено для { $to }, { $code }
cli-holder-bag = сумка { $seal }, { $account }
cli-holders-total = всего
cli-holders-earlier = Передачи прошлых смен: { $number }, { $sum }. Приняты ли они, знают кассы-получатели; их список даёт --all.
cli-shift-paused = Смена { $shift } приостановлена: { $sealed } опломбировано на имя кассира.
cli-shift-paused-sealed = Смена { $shift } приостановлена: { $sealed } под пломбой { $seal } на имя кассира.
cli-shift-resumed = Смена { $shift } продолжается; в кассе { $counted }.
cli-counted = Пересчитано { $counted }, ожидалось { $expected }.
cli-counted-blind = Пересчитано { $counted }.
cli-cards-differ = { $tender }: чеков { $slips }, на { $counted }, ожидалось { $expected }.
cli-shift-refunds = Возвраты за прошлые смены: { $number }, { $sum }.
cli-shift-moves = Переносы строк: { $number }, { $sum }.
cli-shift-retenders = Исправления вида оплаты: { $number }, { $sum }.
cli-slips = { $tender }, чеков: { $slips }
cli-shift-z = Смена { $shift } закрыта { $at }, закрытие: { $user }.
cli-no-z = Ни одна смена ещё не закрыта: Z-отчётов нет.
cli-z-unknown = Z-отчёта { $z } нет; последний – { $last }.
cli-difference-reason = Причина: { $reason }.
cli-shift-left = В кассе остаётся { $left }.
cli-shift-closed-already = Z-отчёт { $z } уже был записан. Второй раз ничего не закрыто.
cli-shift-ends-soon = Смена { $shift } принимает платежи до { $until }: закройте её к этому времени.
cli-flow = Движение наличных:
cli-flow-whose = Из наличных по платежам свои { $own }, агентские { $agents }.
cli-flow-carried = Остаток прошлой смены
cli-flow-issued = Выдан разменный фонд
cli-flow-found-at-opening = Излишек или недостача при открытии
cli-flow-payments = Платежи
cli-flow-voids = Сторно
cli-flow-refunds = Возвраты
cli-flow-retenders = Исправления вида оплаты
cli-flow-in = Внесено: { $reason }
cli-flow-accepted = Принято из других касс
cli-flow-out = Выдано: { $reason }
cli-flow-handed-over = Передано в другие кассы
cli-flow-dropped = Сдано в сумки
cli-flow-paused = Опломбировано на перерыв
cli-flow-resumed = Возвращено после перерыва
cli-flow-left-in-between = Остаток смены, шедшей в перерыве
cli-flow-found-at-resuming = Излишек или недостача после перерыва
cli-flow-found-at-close = Излишек или недостача при закрытии
cli-kind-till = приём платежей
cli-kind-vault = главная касса
cli-desk-next-vault = Дальше: люди – «okno user add». Главная касса платежей не принимает, лицевые счета ей не нужны.
cli-status-paused = Смена { $shift }, { $cashier }, приостановлена { $at }: опломбировано { $sealed }.
cli-status-bags = Ждут инкассатора сумки { $seals }, { $sum }.
cli-doctor-kind = назначение этой кассы: { $kind }
cli-doctor-kind-differs = назначение в okno.toml – { $said }, а в журнале – { $found }: исправьте kind в okno.toml
cli-hidden = *** (скрыто до пересчёта)
cli-blind = В этом отделении пересчитывают вслепую: сначала «okno shift count». Старший читает X-отчёт на экране кассы.
cli-not-counted = Деньги этой смены ещё не пересчитаны: сначала «okno shift count».
cli-why-agrees = Пересчитанное и записанное сходятся.
cli-why-cause = { $n }. { $cause }
cli-why-detail = { "   " }{ $detail }
cli-why-mend = { "   " }Как исправить: { $mend }

cli-office-views = первым идёт одно из: { $known }
cli-office-more = Это не всё, дальше: --after { $after }
cli-office-json = это не распоряжение: { $detail }
cli-office-done = Выполнено: запись { $seq } журнала Центра.
cli-office-unsure = { $reason } Выполнено ли распоряжение, неизвестно: повторите его с --id { $id }
