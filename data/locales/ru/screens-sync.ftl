# Центр на экранах кассы.

sync-bar = Центр { $acked }
sync-bar-all-there = Центр ✓ { $acked }
sync-bar-trouble = Центр: { $trouble }
sync-bar-trouble-since = Центр { $acked }: { $trouble }
sync-bar-no-answer = нет связи
sync-bar-refused = не принимает
sync-bar-fork = два журнала
sync-bar-here = сбой здесь

sync-screen = связь с Центром
sync-screen-all = Всё в Центре.
sync-screen-all-known = Ничего не ждёт отправки.
sync-screen-waiting = { $n ->
    [one] Ждёт
    [few] Ждут
   *[many] Ждут
} отправки { $n } { $n ->
    [one] запись
    [few] записи
   *[many] записей
}. Платежи принимаются.
sync-screen-has = Уже там
sync-screen-has-all = всё по запись { $through }: { $payments } { $payments ->
    [one] платёж
    [few] платежа
   *[many] платежей
}, { $sum }
sync-screen-head = Хеш
sync-screen-acked = Подтверждено
sync-screen-heard = Ответ
sync-screen-pulled = Счета и люди
sync-screen-exceptions = Открытые вопросы
sync-screen-never = ещё нет
sync-screen-unknown = пока неизвестно
sync-screen-minutes-ago = { $at }, { $n } мин назад
sync-screen-hours-ago = { $at }, { $n } ч назад
sync-screen-days-ago = { $at }, { $n } дн. назад
sync-screen-nothing-sent = С запуска программы ничего не отправлялось.
sync-screen-sending = Центр спрошен: его ответ будет виден здесь.
sync-screen-printed = Полоска напечатана.
sync-head-at = отправлено
sync-head-through = по запись
sync-head-entries = записей
sync-head-payments = платежей
sync-head-sum = сумма
