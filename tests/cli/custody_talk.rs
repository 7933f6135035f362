//! Conversations about cash and its custody, and about what mends a payment.

use chrono::{TimeDelta, Utc};
use okno::desk::{Desk, Home};
use okno::domain::{Action, Actor, Command, Counted, EntryId, Role, Timestamp};
use uuid::Uuid;

use crate::scene::Scene;
use crate::transcripts::{long_ago, options};

/// The first part of ids; two digits make one.
const ID: &str = "0199d7a4-8c5e-7b6f-9a3d-2f1e0c9b8a";

/// A till and the office's vault, with a supervisor each; both desks are open, the till with 2,000 roubles.
fn office(locale: &'static str) -> Scene {
    let scene = Scene::with_desk(locale);
    scene.done("okno user add cashier2 --role cashier");
    scene.done("okno --home vault desk init --office 664003 --desk vault --zone Asia/Irkutsk --kind vault");
    scene.done("okno --home vault user add super1 --role supervisor");
    scene.done("okno --home vault shift open --as super1 --float 50000");
    scene.done("okno shift open --as cashier1 --float 2000");
    scene
}

/// Corrections of payments, refused and carried out.
pub fn corrections(locale: &'static str) -> String {
    let scene = office(locale);
    scene.done("okno pay --as cashier1 --line energosbyt:АБ1204417:100 --line mobitel:9025550101:300 --cash 500");
    scene.done("okno pay --as cashier1 --line energosbyt:АБ1204418:200 --card 004512=150 --cash 50");
    scene.done("okno pay --as cashier1 --line energosbyt:АБ1204418:70 --card 004513");
    let by = "--as cashier1 --supervisor super1";
    scene.transcript(&format!(
        "
        okno void 664003/3:1-1-1 {by} --reason x
        okno void 664003:1-1-1 {by} --reason x
        okno move 1-1-1 --line 1 --to energosbyt {by} --reason x
        okno move 1-1-1 --line one --to energosbyt:АБ1204418 {by} --reason x
        okno move 1-1-1 --line 3 --to energosbyt:АБ1204418 {by} --reason x
        okno move 1-1-1 --line 1 --to energosbyt:АБ1204417 {by} --reason x
        okno move 1-1-1 --line 1 --to energosbyt:АБ9999999 {by} --reason x
        okno move 1-1-1 --line 1 --to teploset:12041026 {by} --reason x
        okno move 1-1-1 --line 1 --to energosbyt:АБ1204418 --as cashier1 --reason x
        okno move 1-1-1 --line 1 --to energosbyt:АБ1204418 {by} --reason 'номер соседа' --id {ID}01
        okno move 1-1-1 --line 1 --to energosbyt:АБ1204418 {by} --reason 'номер соседа' --id {ID}01
        okno retender 1-1-1 --to Карта {by} --reason x
        okno retender 1-1-1 --to visa:1 {by} --reason x
        okno retender 1-1-1 --to card {by} --reason x
        okno retender 1-1-1 --to cash {by} --reason x
        okno retender 1-1-2 --to sbp:7 {by} --reason x
        okno retender 1-1-1 --to card:004514 {by} --reason 'платили картой' --id {ID}02
        okno retender 1-1-1 --to card:004514 {by} --reason 'платили картой' --id {ID}02
        okno retender 1-1-2 --from cash --to sbp:7 {by} --reason 'платили по СБП'
        okno retender 1-1-2 --from sbp --to cash {by} --reason 'нет, наличными'
        okno refund 1-1-1 {by} --reason x
        okno shift x
        okno shift close --as cashier1 --counted 2050
        okno shift open --as cashier1 --float 2050
        okno refund 1-1-2 --line 2 {by} --reason x
        okno refund 1-1-2 --line first {by} --reason x
        okno refund 1-1-2 --line 1:x {by} --reason x
        okno refund 1-1-2 --line 1:200.01 {by} --reason x
        okno refund 1-1-2 --line 1:180 {by} --reason 'не тот месяц'
        okno refund 1-1-2 {by} --reason 'не тот месяц' --id {ID}03
        okno refund 1-1-2 {by} --reason 'не тот месяц' --id {ID}03
        okno refund 1-1-2 {by} --reason 'не тот месяц'
        okno refund 1-1-3 {by} --reason 'не тот месяц'
        okno shift x
        "
    ))
}

/// Cash that comes and goes, from its refusals to the holders of all of it.
pub fn cash(locale: &'static str) -> String {
    let scene = office(locale);
    let given = scene.json("okno --home vault cash hand-over --to 2 --sum 1000 --as super1 --json");
    let code = given["code"].as_str().unwrap().strip_prefix("664003/").unwrap().to_owned();
    let mistyped = code.replace("1000", "1001");
    let by = "--as cashier1";
    scene.transcript(&format!(
        "
        okno cash reasons
        okno cash in --reason bank-change {by}
        okno cash in --reason bank-change --sum 5 --count 5x1 {by}
        okno cash in --reason bank-change --count 5000 {by}
        okno cash in --reason bank-change --count 100x1,100x2 {by}
        okno cash in --reason bank-change --sum 5,005 {by}
        okno cash in --reason bank-change --sum 0 {by}
        okno cash in --reason expense --sum 5 {by}
        okno cash in --reason Размен --sum 5 {by}
        okno cash in --reason bank-change --count 100x5,50x10 --comment 'на ярмарку' {by} --id {ID}01
        okno cash in --reason bank-change --count 100x5,50x10 --comment 'на ярмарку' {by} --id {ID}01
        okno cash out --reason expense --sum 100 {by}
        okno cash out --reason expense --sum 100 {by} --supervisor super1
        okno cash out --reason counterfeit --count 1000x1 {by}
        okno cash out --reason bank-change --sum 3000.01 {by}
        okno cash out --reason counterfeit --count 1000x1 --serial 'ва 1234567' {by} --id {ID}02
        okno cash out --reason counterfeit --count 1000x1 --serial 'ва 1234567' {by} --id {ID}02
        okno cash hand-over --to va_ult --sum 100 {by}
        okno cash hand-over --to 2 --sum 100 {by}
        okno cash hand-over --to vault --sum 500 {by} --id {ID}03
        okno cash hand-over --to vault --sum 500 {by} --id {ID}03
        okno cash hand-over --to vault --sum 500 {by} --id {ID}02
        okno cash hand-over --to vault --sum 100 --receiver super2 {by}
        okno cash hand-over --to 664003/vault --sum 100 --receiver super1 {by}
        okno cash accept 5000 --sum 1000 {by}
        okno cash accept {mistyped} --sum 1000 {by}
        okno cash accept {code} --sum 1100 {by}
        okno cash accept {code} --sum 990 {by} --id {ID}04
        okno cash accept {code} --sum 990 {by} --id {ID}04
        okno cash accept {code} --sum 10 {by}
        okno cash drop --seal 'пломба 7' --account own --sum 100 {by}
        okno cash drop --seal 77001 --account mine --sum 100 {by}
        okno cash drop --seal 77001 --account agents --count 100x3 {by} --id {ID}05
        okno cash drop --seal 77001 --account agents --count 100x3 {by} --id {ID}05
        okno cash drop --seal 77001 --account agents --count 100x3 {by}
        okno cash holders
        okno desk status
        okno cash give --seal 77002 --collector 'Зверев, 25 01 123456' {by}
        okno cash give --seal 77001 --collector ' ' {by}
        okno cash give --seal 77001 --collector 'Зверев, 25 01 123456' {by} --id {ID}06
        okno cash give --seal 77001 --collector 'Зверев, 25 01 123456' {by} --id {ID}06
        sed -i 's/^limit = .*/limit = \"2000\"/' home/okno.toml
        okno pay --as cashier1 --line energosbyt:АБ1204417:100 --cash 100
        okno doctor
        okno shift x
        "
    ))
}

/// A day of a desk and its vault: counts, a pause with a colleague's shift, a close that sends the money away.
pub fn custody(locale: &'static str) -> String {
    let scene = Scene::with_desk(locale);
    scene.done("okno user add cashier2 --role cashier");
    scene.transcript(&format!(
        "
        okno --home vault desk init --office 664003 --desk vault --zone Asia/Irkutsk --kind safe
        okno --home vault desk init --office 664003 --desk vault --zone Asia/Irkutsk --kind vault
        okno --home vault user add super1 --role supervisor
        okno --home vault desk status
        okno --home vault shift open --as super1 --count 5000x20
        okno --home vault pay --as super1 --line mobitel:9025550101:300 --cash 400
        okno --home vault doctor
        okno shift z
        okno shift open --as cashier1
        okno shift open --as cashier1 --float 1 --count 1x1
        okno shift open --as cashier1 --count 500x1,100x1O
        okno shift open --as cashier1 --count 500x2,100х10 --id {ID}01
        okno pay --as cashier1 --line energosbyt:АБ1204417:5000 --cash 5000
        okno pay --as cashier1 --line mobitel:9025550101:300 --card 004512
        okno shift why
        okno shift count --as cashier1 --counted 6900 --card card:2
        okno shift count --as cashier1 --counted 6900 --card cash:2:100
        okno shift count --as cashier1 --counted 6900 --card card:2:310.00
        okno shift why
        okno shift count --as cashier1 --counted 7000
        okno shift why
        okno shift count --as cashier1 --counted 6900 --blind
        okno shift pause --as cashier2
        okno shift resume --as cashier2 --counted 7000
        okno shift pause --as cashier1 --seal 5
        okno shift pause --as cashier1
        okno shift open --as cashier1 --float 0
        okno desk status
        okno cash holders
        okno shift open --as cashier2 --float 100
        okno shift pause --as cashier2
        okno shift resume --as cashier2 --counted 100
        okno shift close --as cashier2 --counted 90
        okno shift close --as cashier2 --counted 100
        okno shift resume --as cashier2 --shift 1 --counted 7090
        okno shift resume --as cashier1 --counted 7085
        okno cash holders
        okno shift close --as cashier1 --counted 7000 --to-vault vault:5000
        okno shift close --as cashier1 --counted 7000 --to-vault vault:7000.01 --reason x
        okno shift close --as cashier1 --counted 7000 --bag 77001:agents --reason x
        okno shift close --as cashier1 --count 5000x1,500x2,100x10 --bag 77001:agents:5000x2 --reason x
        okno shift close --as cashier1 --count 5000x1,500x2,100x10 --bag 77001:agents:5000x1 --to-vault vault:500x1 \
            --card card:2:310 --reason 'нет купюры' --id {ID}02
        okno shift close --as cashier1 --count 5000x1,500x2,100x10 --bag 77001:agents:5000x1 --to-vault vault:500x1 \
            --card card:2:310 --reason 'нет купюры' --id {ID}02
        okno shift z 1
        okno shift z 3
        okno shift why --z 2
        okno shift why --z 7
        okno shift open --as cashier1 --float 1490
        okno shift x
        okno cash holders
        sed -i 's/^blind = .*/blind = true/' home/okno.toml && okno desk status
        okno shift x
        "
    ))
}

/// A drawer that also holds other money, shifts that last too long, and a vault whose settings call it a till.
pub fn long_shifts(locale: &'static str) -> String {
    let scene = Scene::with_desk(locale);
    for (name, hours) in [("late", 23), ("over", 25)] {
        let away = -TimeDelta::hours(hours);
        long_ago(&scene, name, away);
        let mut desk = Desk::open(&Home::new(scene.path(name)), options(away.abs())).unwrap();
        let action = Action::OpenShift { counted: Counted::default(), issued: None };
        let (id, at) = (EntryId::from_uuid(Uuid::now_v7()), Timestamp::new(Utc::now() + away));
        let by = Some(Actor { user: "cashier1".parse().unwrap(), role: Role::Cashier });
        desk.execute(&Command { id, at, by, approved_by: None, witness: None, action }).unwrap();
    }
    scene.transcript(
        "
        okno --home late desk status
        okno --home late doctor
        okno --home over desk status
        okno --home over pay --as cashier1 --line mobitel:9025550101:300 --cash 400
        sed -i 's/^kind = .*/kind = \"vault\"/' home/okno.toml && okno doctor
        okno --home shared desk init --office 1 --desk 1 --zone UTC --drawer shared
        okno --home shared user add cashier1 --role cashier
        okno --home shared shift open --as cashier1 --float 100
        okno --home shared shift open --as cashier1
        okno --home shared pay --as cashier1 --line mobitel:9025550101:300 --cash 400
        okno --home shared shift count --as cashier1 --counted 300
        okno --home shared shift close --as cashier1 --counted 300
        okno --home shared shift close --as cashier1
        ",
    )
}
