office-col-language = Язык
office-col-signed-in = Последний вход

office-person-both = Назовите отделение или регион, а не то и другое.
office-person-elsewhere = { $user } работает и в отделениях, которых вы не видите: решает тот, кто видит их все.
office-person-everywhere = Вы видите не все отделения: назовите то, где человек работает.
office-person-full-name = ФИО — не длиннее { $count } знаков, одной строкой.
office-person-language = Языка «{ $language }» нет: en или ru.
office-person-office = Отделения { $office } нет: проверьте код или подключите его первую кассу.
office-person-pin = В ПИН-коде от { $least } до { $most } цифр.
office-person-retired = { $user } здесь больше не работает: добавьте заново, с новым ПИН-кодом.
office-person-role = Роль «{ $role }» выше вашей: решает тот, у кого она есть.
office-person-taken = Имя { $user } занято: выберите другое.
office-person-yourself = Что вам можно и где, решает кто-то другой.
