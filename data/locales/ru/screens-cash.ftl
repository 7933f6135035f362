# Деньги кассы: у кого они и куда идут.

screen-cash = деньги кассы
screen-cash-code = Код передачи
screen-desk-empty = Касса не указана: введите ту, которая получит.
screen-holder-drawer = В кассе
screen-cash-shares = принято за смену: своих { $own }, агентских { $agents }
screen-cash-limit = Больше лимита { $limit }: сдайте лишнее.
screen-holder-paused = Смена { $shift } на перерыве, { $cashier }
screen-holder-paused-seal = Смена { $shift } на перерыве, { $cashier }, пломба { $seal }
screen-holder-transit = Передано в { $to }, код { $code }
screen-holder-received = Передано в { $to }, код { $code }, получатель { $user }
screen-holder-bag = Сумка { $seal }, { $account }

screen-cash-in-why = За что вносят деньги?
screen-cash-out-why = На что выдают деньги?
screen-cash-reason = { $reason }
screen-cash-reason-own = { $reason }, своих денег { $own }
screen-bag-which = Для какого счёта сумка?
screen-bag-account = { $account }
screen-bag-account-left = { $account }: в кассе { $left }

screen-form-in = внести: { $reason }
screen-form-out = выдать: { $reason }
screen-form-hand-over = передать деньги
screen-form-accept = принять от { $from }
screen-form-drop = в сумку: { $account }
screen-form-give = сдать сумки
screen-field-to = Кому, касса
screen-field-seal = Пломба
screen-field-sum = Сумма
screen-field-serials = Номера купюр
screen-field-comment = Примечание
screen-field-receiver = Получатель
screen-field-pin = ПИН получателя
screen-field-collector = Инкассатор и документ
screen-form-leave-asked = Ещё ничего не записано. Бросить введённое?
screen-form-go-on = Вернуться к вводу
screen-form-leave = Бросить
screen-hint-sum = сумма или 5000x1 100x4
screen-hint-count = 5000x1 100x4
screen-hint-desk = номер кассы, например 3
screen-hint-serials = через запятую
screen-hint-receiver = если рядом: имя для входа
screen-no-denomination = Купюры или монеты { $sum } не бывает.

screen-hand-over-how = Деньги будут в пути, пока получатель не примет их у себя по коду. Если он рядом, пусть пересчитает и введёт здесь свой ПИН.
screen-receiver-self = Получатель – другой человек.
screen-handed = В пути { $sum }. Назовите этот код кассе { $to }: по нему она примет деньги.
screen-handed-received = Получатель пересчитал { $sum } и подписал. По этому коду их примет касса { $to }.
screen-accept-given = Касса { $from } передала { $given }. Пересчитайте.
screen-accept-short = Не хватает { $rest }
screen-accept-less-asked = Пересчитано { $counted }, а передано { $given }. Недостающие { $rest } останутся разницей кассы { $from }. Пересчёт верен?
screen-accept-less = Верен: принять, сколько есть
screen-drop-left = В кассе таких денег { $left }.
screen-bags-how = Какие сумки сдать? Отмечайте номером или пробелом.
screen-bags-none = Отметьте хотя бы одну сумку.
screen-give-bags = { $bags ->
    [one] { $bags } сумка
    [few] { $bags } сумки
   *[many] { $bags } сумок
 }, в них { $sum }

screen-cash-came = Внесено { $sum }: { $reason }.
screen-cash-went = Выдано { $sum }: { $reason }.
screen-cash-accepted = Принято { $sum } от кассы { $from }.
screen-cash-accepted-less = Принято { $sum }. Ещё { $rest } остаётся разницей кассы { $from }.
screen-cash-dropped = В сумке { $seal } теперь { $sum }.
screen-bags-given = { $bags ->
    [one] Сдана { $bags } сумка
    [few] Сданы { $bags } сумки
   *[many] Сдано { $bags } сумок
 }: { $collector }.
