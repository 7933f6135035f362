# Квитанции и всё, что исправляет платёж.

screen-receipts = квитанции
screen-receipts-how = номер, счёт, имя, адрес, сумма, время или день: 22.11
screen-no-receipts = Таких квитанций нет.
screen-voided = сторно
screen-refunded = возвращено
screen-refunded-part = часть возвращена
screen-line-moved = перенос
screen-tender-mended = вид оплаты
screen-paper-queued = не напечатана
screen-paper-unknown = проверить
screen-taken-by = { $at }, кассир { $cashier }
screen-slip = чек { $reference }
screen-left-of = осталось { $left } из { $of }
screen-part-of = { $part } из { $of }
screen-was = { $at } { $what }. Причина: { $reason }
screen-was-voided = сторно: { $back }
screen-was-refunded = возврат { $sum } (строки: { $lines }): { $back }
screen-was-moved = перенос строки { $n }: { $from } → { $to }
screen-was-retendered = вид оплаты: { $from } → { $to }

screen-why = { $what } Почему?
screen-leave-it = Ничего не делать
screen-reason = Причина
screen-reason-is = Причина: { $reason }.
screen-approve = Нужен ПИН старшего.
screen-back-cash = { $sum } наличными
screen-back-other = { $sum } – { $tender }
void-reason-account = не тот счёт
void-reason-sum = не та сумма
void-reason-twice = принято дважды
void-reason-mind = плательщик передумал
void-reason-wrong-pick = выбран не тот счёт
void-reason-misnamed = плательщик назвал не тот счёт
void-reason-bill = ошибка в счёте поставщика
void-reason-wrong-key = нажата не та клавиша
void-reason-declined = карта не прошла, заплатили иначе
void-reason-other = другое: написать

screen-void = сторно { $receipt }
screen-void-what = Сторно квитанции { $receipt } на { $sum }. Вернуть: { $back }.
screen-voided-back = Квитанция { $receipt } отменена. Верните: { $back }.

screen-refund = возврат { $receipt }
screen-refund-how = Что вернуть? Строки отмечают номером или пробелом, часть суммы – F2.
screen-refund-total = Вернуть
screen-drawer = В кассе
screen-refund-nothing = Отметьте хотя бы одну строку.
screen-refund-too-much = По этой строке осталось { $sum }: больше вернуть нельзя.
screen-refund-what = Возврат { $sum } по квитанции { $receipt }. Вернуть: { $back }.
screen-refunded-back = Возврат по квитанции { $receipt } записан. Верните: { $back }.

screen-move = перенос { $receipt }
screen-move-which = Какую строку квитанции { $receipt } перенести?
screen-move-line = { $sum }: { $from }
screen-move-from = Со счёта: { $from }
screen-move-to = на какой счёт: номер, имя или адрес
screen-move-how = Найдите счёт, на который нужно было заплатить.
screen-move-what = Перенести { $sum }. Со счёта: { $from }. На счёт: { $to }.
screen-moved = { $sum } из квитанции { $receipt } теперь здесь: { $to }.

screen-retender = вид оплаты { $receipt }
screen-retender-asked = Как на самом деле заплатили по квитанции { $receipt }?
screen-retender-what = { $sum }: не «{ $from }», а «{ $to }».
screen-retendered = Квитанция { $receipt }: { $sum } – { $to }.
