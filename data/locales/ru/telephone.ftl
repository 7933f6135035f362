# Разрешение по телефону: что разрешают, что диктуют и что не так с ответом.

telephone-cash-in = Внесение
telephone-cash-out = Выдача
telephone-payment-moved = Перенос
telephone-payment-refunded = Возврат
telephone-payment-retendered = Исправление вида оплаты
telephone-payment-taken = Платёж
telephone-payment-voided = Сторно
telephone-shift-closed = Закрытие смены
telephone-shift-opened = Открытие смены
telephone-shift-paused = Пауза смены
telephone-shift-resumed = Возвращение к смене
telephone-user-pin-set = Новый ПИН

telephone-desk = Касса
telephone-operation = Что
telephone-subject = Номер
telephone-person = Кто
telephone-sum = Сумма
telephone-challenge = Запрос

telephone-challenge-character = в запросе бывают цифры и буквы, а не «{ $odd }»
telephone-challenge-length = в запросе 10 цифр и букв, а здесь { $found }
telephone-challenge-typo = в запросе опечатка: пусть его продиктуют ещё раз
telephone-code-digits = В коде 9 цифр: введите все.
telephone-code-typo = В коде опечатка: попросите продиктовать его ещё раз.

telephone-read-out = Позвоните в Центр, продиктуйте это и введите ответ.
telephone-ask-anew = Запроса на экране нет: возьмите новый.
telephone-who = Кто ответил
telephone-code = Код
telephone-new-pin = Новый ПИН
telephone-new-pin-again = Ещё раз
telephone-forgotten = Забытый ПИН
telephone-pins-differ = ПИН не совпадают: введите оба заново.
telephone-pin-is-set = У { $user } новый ПИН: войдите с ним.

telephone-cli-read-out = Позвоните в Центр и продиктуйте:
telephone-cli-code = Код от { $user }:
telephone-cli-no-code = Кода нет: введите его по приглашению или дайте строкой стандартного ввода.
telephone-cli-not-here = По телефону этого не разрешают: укажите старшего кассы в --supervisor.
telephone-cli-code-for = Код на «{ $operation }» для кассы { $desk }:
telephone-cli-pin-set = У { $user } на этой кассе новый ПИН; Центр узнает о нём из следующих записей.
