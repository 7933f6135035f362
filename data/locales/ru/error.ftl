# Что мешает кассе работать.

error-journal-missing = По пути { $path } нет журнала: та ли это папка? Прерванную настройку продолжит «okno desk init».
error-journal-locked = За этой кассой уже работает другая программа: { $holder }. Подождите, пока она закончит, или завершите её.
error-journal-damaged = Журнал повреждён, запись { $seq }: { $detail }. Принимать платежи нельзя: позовите администратора.
error-journal-newer = Журнал записан более новой программой: используйте её.
error-journal-other = Журнал недоступен: { $detail }.
error-disk-full = Диск заполнен: ничего не записано. Освободите место и повторите.
error-disk-fault = Диск не принимает запись: { $detail }. Ничего не записано.
error-id-taken = Идентификатор { $id } занят записью { $seq } ({ $kind }) с другим содержанием: ничего не записано. Возьмите новый идентификатор.
error-directory = Справочник недоступен: { $detail }.
error-key = Ключ кассы недоступен: { $detail }.
error-pin = ПИН состоит из 4–12 цифр.
error-money-empty = сумма не указана
error-money-malformed = это не сумма денег
error-money-too-fine = в сумме не больше двух цифр после запятой
error-money-too-large = сумма слишком велика
error-account-empty = счёт не указан
error-account-too-long = в счёте не больше { $most } знаков
error-account-character = в счёте бывают буквы, цифры, «-», «/» и «.», но не «{ $odd }»
error-code = код состоит из 1–{ $most } знаков: a-z, 0-9, «.» и «-»
error-id-desk = код отделения – от 1 до 16, кассы – от 1 до 8 латинских букв, цифр и «-»
error-id-entry = идентификатор – это UUID строчными буквами
error-id-receipt = номер квитанции пишут как напечатано: ЭПОХА-СМЕНА-НОМЕР
error-register-refused = { $path } не принят, из него ничего не взято:
error-register-line = строка { $line }: { $fault }
error-register-file = файл: { $fault }
error-register-more = и ещё { $more } { $more ->
    [one] ошибка
    [few] ошибки
   *[many] ошибок
 }
error-register-fields = полей { $found }, а должно быть: { $expected }
error-register-account = «{ $text }» – не лицевой счёт: { $error }
error-register-amount = «{ $text }» – не сумма: { $error }
error-register-mark = в «{ $text }» десятичный знак, которого в этом формате нет
error-register-undecodable = строка не читается как { $encoding }; может быть, кодировка другая?
error-register-repeated = счёт { $account } повторяется; впервые в строке { $first }
error-register-control = в файле указано { $stated }, а сумма строк { $found }
error-register-too-large = сумма строк слишком велика
error-register-no-column = в заголовке нет колонки «{ $column }»
error-register-column-twice = колонка «{ $column }» повторяется
error-register-empty = нет ни одной строки
error-register-other-inn = в имени файла ИНН { $found }, а у поставщика { $expected }
error-register-other-account = в имени файла расчётный счёт { $found }, а у поставщика { $expected }
error-register-encoding = в этом формате нет файлов в кодировке { $encoding }
error-write-row = строка { $row }, квитанция { $receipt }: { $fault }
error-write-whole = реестр: { $fault }
error-write-character = { $field }: знака «{ $odd }» нет в кодировке { $encoding }, а он есть в «{ $text }»
error-write-too-wide = { $field }: «{ $text }» длиннее { $most } знаков
error-write-repeated = идентификатор { $id } повторяется; впервые в строке { $first }
error-write-too-many = столько строк формат не вмещает
error-register-date = «{ $text }» – не дата
error-register-missing = не указано: { $what }
error-register-layout = формат не читается: { $error }
error-bank-first-line = первая строка – не «{ $text }»
error-bank-malformed = «{ $text }» – не строка этого формата
error-bank-unclosed = «{ $text }» ничем не закрыта
error-bank-stray = «{ $text }» закрывает то, что не начиналось
error-bank-twice = «{ $tag }» повторяется; впервые в строке { $first }
error-bank-behind-the-end = «{ $text }» стоит после конца: не два ли файла в одном?
error-bank-breaks-off = обрывается: последней строки нет, а по остаткам не видно, что все документы на месте; запросите файл в банке ещё раз
error-bank-no-account = не сказано, чей это счёт
error-bank-no-period = не сказано, за какие дни выписка
error-bank-no-direction = непонятно, пришли деньги или ушли: с «{ $payer }» на «{ $payee }», и счёт выписки – ни тот ни другой или оба сразу
error-bank-no-side = непонятно, пришли деньги или ушли: «{ $text }»
error-bank-not-positive = сумма { $sum } не больше нуля
error-bank-closing = счёт { $account }: исходящий остаток { $stated }, а по входящему остатку и документам выходит { $found }
error-bank-turnover = счёт { $account }: оборот { $stated }, а документов на { $found }
error-bank-gap = счёт { $account }: до этого остаток был { $before }, а здесь начинается с { $opening }
error-bank-odd-end = последней строки нет; по остаткам видно, что больше ничего не пропало
error-bank-odd-version = версия формата { $text } неизвестна
error-bank-odd-encoding = сказано, что кодировка «{ $text }», а на деле другая
error-bank-odd-tag = реквизит «{ $text }» неизвестен и пропущен
error-bank-odd-section = секция «{ $text }» неизвестна и пропущена
error-bank-odd-mark = в «{ $text }» запятая, а в этом формате – точка
error-bank-odd-line = «{ $text }» принято за продолжение назначения платежа
error-bank-odd-accounts = в файле несколько счетов: { $text }
error-bank-odd-direction = счёта выписки нет ни у плательщика, ни у получателя; приход или расход определён по дате проводки
error-bank-odd-day = { $text } – день не из этой выписки
error-acquirer-card = здесь полный номер карты: такой файл хранить нельзя; запросите у банка файл с маскированными номерами
error-acquirer-operation = «{ $text }» – не оплата и не возврат
error-acquirer-sign = у { $operation ->
    [refund] возврата
   *[sale] оплаты
 } на { $sum } неверный знак
error-acquirer-twice = операция { $reference } повторяется; впервые в строке { $first }
error-count-malformed = «{ $part }» – не часть пересчёта: пишите НОМИНАЛxЧИСЛО, например 5000x1,100x4
error-count-twice = номинал { $denomination } указан дважды
error-seal = «{ $seal }» – не номер пломбы: в нём от 1 до 20 букв, цифр и «-»
error-id-cash = номер кассовой бумаги пишут как ЭПОХА-СМЕНА-сN, например 1-118-с3
error-transit-malformed = «{ $code }» – не код передачи: он выглядит как 2-118.3-5000-42
error-transit-check = Код «{ $code }» введён с ошибкой или выдан не для кассы { $to }.
error-journal-older = Журнал вела более старая версия Окна: откройте кассу один раз или выполните «okno journal rebuild».
