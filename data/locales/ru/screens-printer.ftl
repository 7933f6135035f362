# Какой принтер у кассы и бланки смены – на экранах кассы.

screen-printer-title = принтер
screen-printer-kind = Модель
screen-printer-way = Подключение
screen-printer-place = Адрес
screen-printer-columns = Ширина
screen-printer-width = { $n } { $n ->
    [one] знак
    [few] знака
   *[many] знаков
}
screen-printer-way-tcp = сеть
screen-printer-way-device = файл устройства
screen-printer-way-serial = последовательный порт
screen-printer-way-cups = очередь CUPS
screen-printer-way-file = один текстовый файл
screen-printer-way-dir = папка, файл на каждый документ
screen-printer-advice = Сначала печатается пробная страница, потом принтер запоминается. Квитанции из очереди выйдут вместе со следующей.
screen-printer-no-place = Укажите, где принтер.
screen-printer-is-tried = Проверяем принтер…
screen-printer-kept = Принтер запомнен. Печать идёт на него.
screen-printer-fault = Принтер { $path } не печатает: { $error }.
screen-printer-keep-anyway = { $why } Enter ещё раз – запомнить всё равно.
screen-printer-kinds = Не читается список моделей: { $detail }
screen-printer-bad-place = Адрес не подходит: { $way }.
screen-printer-form-tcp = в сети это УЗЕЛ:ПОРТ, например 192.168.0.50:9100
screen-printer-form-serial = порт – это ПУТЬ или ПУТЬ,СКОРОСТЬ, например /dev/ttyUSB0,9600
screen-printer-form-cups = у очереди CUPS имя без пробелов
screen-printer-form-path = нужен путь

screen-forms-title = бланки смены { $shift }
screen-forms-printed = Бланк напечатан.
screen-form-x = X-отчёт
screen-form-z = Z-отчёт с актами
screen-form-statement = Справка-отчёт кассира
screen-form-ko-1 = КО-1, приходные ордера
screen-form-ko-2 = КО-2, расходные ордера на сумки
screen-form-ko-5 = КО-5, книга учёта принятых и выданных денег
screen-form-bag-slip = Накладные и ярлыки сумок (0402300)
screen-form-receipts = Список квитанций
screen-form-overshort-act = Акт о расхождении
screen-form-strip = Полоска домой
