# Что делают клавиши: коротко, ведь подсказки занимают одну строку.

action-take = в корзину
action-amount = сумма
action-whole-address = весь адрес
action-pay-cash = наличные
action-pay-card = карта
action-hold = отложить, вернуть
action-remove-line = убрать строку
action-choose = выбор
action-clear = очистить
action-receipts = квитанции
action-close-shift = закрыть смену
action-pay = принять оплату
action-fit = без сдачи
action-switch-card = карта, потом СБП
action-switch-cash = наличные
action-back = назад
action-read = посмотреть
action-copy = печать копии
action-print-queued = допечатать
action-void = сторно
action-sign-in = войти
action-other-field = другое поле
action-open-shift = открыть смену
action-end = закрыть смену
action-set-up = настроить
action-answer = ответить
action-scroll = листать
action-page = по странице
action-close = закрыть
action-next = дальше
action-set-amount = принять сумму
action-put-aside = отложить
action-recall = вернуть корзину
action-pay-sbp = СБП
action-unlock = открыть экран
action-help = помощь
action-lock = заблокировать
action-language = язык
action-sign-out = выйти
action-quit = завершить

# Где они действуют.
layer-everywhere = везде
layer-set-up = настройка
layer-sign-in = вход и блокировка
layer-open-shift = открытие смены
layer-till = касса
layer-tender = оплата
layer-receipts = квитанции
layer-close-shift = закрытие смены
layer-question = вопрос
layer-reader = чтение

help-title = Клавиши
help-keypad = +, * и / работают, пока вводится сумма или ничего не введено
