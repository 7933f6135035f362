# Центр в командной строке.

hq-ready = Центр настроен в папке { $home }. Его ключ: { $fingerprint }.
hq-key-safe = Храните копию файла { $path } в сейфе, отдельно от базы: у кого этот файл, тот и Центр, а без него все кассы придётся подключать заново.
hq-next = Дальше: «okno hq user add», «okno hq directory import», «okno hq enrol» и «okno hq serve».
hq-rekey-asks = Центр получит новый ключ вместо { $before }. Сервер каждого узла надо будет запустить с ним заново. Чтобы продолжить, введите { $word }:
hq-rekey-unsaid = Ничего не изменено: смену ключа надо подтвердить. Укажите --yes или введите { $word } в ответ на вопрос.
hq-rekeyed = Теперь ключ Центра – { $after }, его подписал { $before }.
hq-rekeyed-nodes = Скопируйте { $path } на все остальные узлы и запустите каждый «okno hq serve» заново: узел со старым ключом просит кассы зайти позже и ничего не подписывает.
hq-rekeyed-desks = Кассы перейдут на новый ключ сами, кассы на флешках – со следующим файлом для них. Выданные коды и файлы, которые уже в пути, остаются в силе. ПИН-коды людей не меняются.
hq-rekeyed-safe = Положите копию { $path } в сейф вместо прежней.
hq-none = В папке { $home } нет Центра: настройте его командой «okno hq init» или укажите другую папку: --home.
hq-settings-line = hq.toml, строка { $line }: { $fault }
hq-calendar = { $path }: { $fault }
hq-other-store = Папка { $home } настроена на другую базу: смотрите «store» в её hq.toml или укажите другую папку: --home.
hq-key-missing = Ключ Центра { $path } пропал: верните копию из сейфа или с другого узла.
hq-key-malformed = { $path } – не ключ Центра: верните копию из сейфа или с другого узла.

hq-store-form = база – это sqlite:ФАЙЛ или postgres://имя:пароль@узел/база
hq-store-missing = Там, где указано в hq.toml, базы нет: верните её из копии или создайте командой «okno hq init».
hq-store-foreign = База, указанная в hq.toml, принадлежит другой программе: укажите другую.
hq-store-newer = База создана более новой версией Okno: установите её здесь.
hq-store-other-key = База принадлежит ключу { $store }, а здесь hq.key – это { $ours }: скопируйте сюда hq.key того узла.
hq-store-url = Адрес базы в hq.toml не читается: { $detail }
hq-store-busy = Базу слишком долго держала другая программа: попробуйте ещё раз.
hq-store-full = На диске базы нет места: освободите его и повторите. Наполовину ничего не сделано.
hq-store-unreachable = База недоступна: { $detail }. Проверьте, что она работает, и «store» в hq.toml.
hq-store-damaged = База повреждена: { $detail }. Проверьте её командой «okno hq verify» и верните из копии.
hq-store-failed = Ошибка базы: { $detail }

hq-code-for = Этот код подключает кассу { $desk }, один раз. Он действует до { $at }.
hq-no-desk = Центр не знает кассу { $desk }: смотрите «okno hq desk list».
hq-no-desks = Пока не подключена ни одна касса: выдайте код командой «okno hq enrol».
hq-date-form = день пишется ГГГГ-ММ-ДД
hq-day-signed = Отделение { $office } за { $day } подписано: запись { $seq } журнала Центра.
hq-own-name = { $desk } — имя журнала самого Центра: назовите кассу иначе.
hq-no-office = «{ $office }» — не код отделения: от 1 до 16 латинских букв, цифр и «-».
hq-desk-revoked = Касса { $desk } отключена: от неё больше ничего не принимается. Продолжить она может только как восстановленная, с новым кодом.
hq-desk-was-revoked = Касса { $desk } уже была отключена.
hq-revoked-mark = отключена
hq-silent-mark = молчит
hq-head-desk = Касса
hq-head-epoch = Эпоха
hq-head-entries = Записей
hq-head-exceptions = Расхождений
hq-head-received = Получено
hq-head-shift = Открытая смена
hq-head-state = Состояние
hq-head-user = Имя
hq-head-full-name = ФИО
hq-head-role = Роль
hq-head-office = Отделение

hq-no-person = Пользователя «{ $user }» нет: смотрите «okno hq user list».
hq-no-people = Пока никого нет: добавьте людей командой «okno hq user add».
hq-every-office = все отделения

hq-bundle-taken = В Центре { $entries } { $entries ->
    [one] запись
    [few] записи
   *[many] записей
} кассы { $desk }: { $payments } { $payments ->
    [one] платёж
    [few] платежа
   *[many] платежей
}, { $sum }.
hq-bundle-exceptions = Старший должен разобрать { $exceptions } { $exceptions ->
    [one] расхождение
    [few] расхождения
   *[many] расхождений
} этой кассы.

hq-refused-fork = В Центре под номером { $seq } другая запись этой кассы: у одной кассы два журнала. Ничего не принято; решает старший.
hq-refused-hole = Не хватает более ранних записей, начиная с { $wanted }: выгрузите файл на кассе заново.
hq-refused-unknown-desk = Центр не знает такой кассы: сначала подключите её.
hq-refused-revoked = Ключ кассы больше не действует: восстановите кассу с новым кодом.
hq-refused-bad-signature = Подпись кассы не сходится: файл изменён или пришёл от кого-то другого.
hq-refused-wrong-desk = В файле записи кассы { $found }, а пришёл он от другой.
hq-refused-too-old = Файл от другой версии Okno: обновите кассу или Центр.
hq-refused-malformed = Записи в файле повреждены: выгрузите его на кассе заново.
hq-refused-other = Центр не принял файл ({ $code }).
hq-file-foreign = Это не файл кассы для Центра.
hq-file-other-reader = Этот файл для другого Центра или из Центра для кассы.
hq-file-damaged = Файл повреждён или обрезан: выгрузите его на кассе заново.
hq-file-kind = В этом файле то, чего кассы в Центр не отправляют.
hq-file-other = Файл не принят: { $detail }

hq-sound = Всё сходится: { $desks } { $desks ->
    [one] касса
    [few] кассы
   *[many] касс
}, { $entries } { $entries ->
    [one] запись
    [few] записи
   *[many] записей
}, { $payments } { $payments ->
    [one] платёж
    [few] платежа
   *[many] платежей
} на { $sum }.
hq-damaged = Касса { $desk }, запись { $seq }: { $what }. Верните базу из копии; чего не хватает, кассы пришлют снова.
hq-damage-entry = это не то, что записала касса ({ $detail })
hq-damage-cut = дальше записей нет, хотя Центр подтвердил всё до записи { $through }
hq-damage-table = таблица «{ $table }» не следует из записей до этого места

hq-no-offices = Отделений пока нет: назовите их командой «okno hq office set».
hq-office-added = Отделение { $office } теперь называется «{ $name }».
hq-office-changed = Отделение { $office } изменено, оно называется «{ $name }».
hq-office-words = название не может быть пустым, а регион – одним дефисом
hq-no-region = В регионе «{ $region }» нет ни одного отделения: сначала укажите его командой «okno hq office set».
hq-report-day-alone = «day» – отчёт за один день: укажите его (--date), а за несколько возьмите «days»
hq-report-pdf-day = лист для печати есть только у «day»: для остальных возьмите --xlsx
hq-report-day-form = день пишется так: 2026-11-23
hq-report-failed = Файл не получился: { $detail }
