//! The way between a desk and headquarters: TLS, clocks that are apart, an address that is not headquarters'.

use std::io::{Read, Write};
use std::net::TcpListener;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

use crate::common::{Till, finish, has};
use crate::scene::*;

/// A certificate of an own authority for `localhost`, in headquarters' settings; the authority's file.
fn certify(hq: &Headquarters) -> String {
    let mut params = CertificateParams::new([]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(["localhost".to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    std::fs::write(hq.home().join("hq.pem"), certificate.pem()).unwrap();
    std::fs::write(hq.home().join("hq-tls.key"), key.serialize_pem()).unwrap();
    let settings = std::fs::read_to_string(hq.home().join("hq.toml")).unwrap();
    let tls = "\n[tls]\ncertificate = \"hq.pem\"\nkey = \"hq-tls.key\"\n";
    std::fs::write(hq.home().join("hq.toml"), format!("{settings}{tls}")).unwrap();
    let path = hq.path("ca.pem");
    std::fs::write(&path, authority.pem()).unwrap();
    path
}

#[test]
fn a_desk_reaches_a_headquarters_with_a_certificate_of_its_own_authority() {
    let mut hq = Headquarters::new(Engine::Sqlite).unwrap();
    hq.kill();
    let ca = certify(&hq);
    hq.serve();
    let port = hq.url().rsplit_once(':').unwrap().1.to_owned();
    let till = Till::bare();
    let code = hq.code(DESK);
    let init = |url: &str, more: &[&str]| {
        let init = ["desk", "init", "--office", "664003", "--desk", "2", "--zone", "Asia/Irkutsk"];
        till.run(&[&init[..], &["--hq", url, "--code", &code], more].concat())
    };
    let url = format!("https://localhost:{port}");
    assert_eq!(init(&url, &[]).status, 1, "the public authorities don't know it");
    assert_eq!(init(&format!("https://127.0.0.1:{port}"), &["--ca", &ca]).status, 1, "it is for another name");
    assert_eq!(init(&format!("http://127.0.0.1:{port}"), &[]).status, 1, "it speaks TLS");
    assert_eq!(init(&url, &["--ca", &hq.path("none.pem")]).status, 2);
    let ran = init(&url, &["--ca", &ca]);
    assert_eq!(ran.status, 0, "{ran:?}");
    till.open_shift();
    let paid = pay(&till, 1_000);
    sync(&till);
    assert_all_there(&hq.payments(DESK), &[paid]);
    assert_eq!(till.json(&["doctor"])["faults"], 0);
}

#[test]
fn a_wrong_clock_at_the_desk_keeps_nothing_back() {
    if !has("faketime", "a desk whose clock is wrong syncs") {
        return;
    }
    let hq = Headquarters::new(Engine::Sqlite).unwrap();
    let till = hq.open_desk(DESK);
    let mut paid = vec![pay(&till, 1_000)];
    for (apart, kopecks) in [("+7h", 2_000), ("-7h", 3_000)] {
        paid.push(pay(&till, kopecks));
        let behind = |args: &[&str]| finish(till.command_behind(&["faketime", "-f", apart], args));
        let ran = behind(&["sync", "now", "--json"]);
        assert!(ran.status == 0 && ran.stdout.contains("\"unsent\":0"), "{apart}: {ran:?}");
        assert_eq!(behind(&["directory", "pull"]).status, 0, "{apart}");
        let ran = behind(&["doctor"]);
        assert!(ran.stdout.contains("seconds from this machine's"), "{apart}: {ran:?}");
    }
    assert_all_there(&hq.payments(DESK), &paid);
}

/// Something answers that is not headquarters, or another one: nothing that it says is believed, and nothing is lost.
#[test]
fn only_its_own_headquarters_is_believed() {
    let (hq, other) = (Headquarters::new(Engine::Sqlite).unwrap(), Headquarters::new(Engine::Sqlite).unwrap());
    let till = hq.open_desk(DESK);
    let paid = [pay(&till, 1_000), pay(&till, 2_000)];
    other.desk(DESK);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let anything = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 65_536]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}");
        }
    });
    let mut known = hq.url();
    for url in [other.url(), anything] {
        point_to(&till, &known, &url);
        known = url;
        for args in [["sync", "now"].as_slice(), &["directory", "pull"], &["doctor"]] {
            assert_eq!(till.run(args).status, 1, "{args:?} at {known}");
        }
        assert_eq!(till.json(&["sync", "status"])["through"], 0);
        assert_eq!(till.json(&["directory", "find", "АБ1000000"])[0]["account"], "АБ1000000");
    }
    point_to(&till, &known, &hq.url());
    sync(&till);
    assert_all_there(&hq.payments(DESK), &paid);
    // A code of one headquarters is none of another's.
    let foreign = hq.code("664003/3");
    let init = ["desk", "init", "--office", "664003", "--desk", "3", "--zone", "Asia/Irkutsk"];
    let bare = Till::bare();
    assert_eq!(bare.run(&[&init[..], &["--hq", &other.url(), "--code", &foreign]].concat()).status, 1);
}
