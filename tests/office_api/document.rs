//! The OpenAPI document: every answer of these tests is one that it describes, and it describes all there is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jsonschema::Validator;
use okno::domain::View;
use okno::hq::server::ROUTES;
use serde_json::{Value, json};

use crate::deeds;
use crate::http::Reply;
use crate::scene::Api;

on_both!(the_document_is_served, desks_are_answered_as_it_says);

/// The document, ready to judge.
pub struct Document {
    json: Value,
    validators: BTreeMap<String, Validator>,
}

/// The one that is served.
pub fn the() -> &'static Document {
    static READ: OnceLock<Document> = OnceLock::new();
    READ.get_or_init(|| Document::read(include_str!("../../data/openapi.json")))
}

impl Document {
    fn read(text: &str) -> Document {
        let json: Value = serde_json::from_str(text).unwrap();
        let schemas = json["components"]["schemas"].as_object().unwrap();
        let compiled = |name: &String| {
            let schema = json!({"$ref": format!("#/components/schemas/{name}"), "components": json["components"]});
            (name.clone(), jsonschema::draft202012::new(&schema).unwrap())
        };
        let validators = schemas.keys().map(compiled).collect();
        Document { json, validators }
    }

    /// Fails where a value is not of a schema.
    pub fn assert_is(&self, schema: &str, value: &Value) {
        let faults: Vec<String> = self.validators[schema].iter_errors(value).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "no {schema}: {faults:?} in {value}");
    }

    /// Fails where an answer is none that the document describes for what was asked.
    pub fn assert_answer(&self, method: &str, path: &str, reply: &Reply) {
        let path = path.split('?').next().unwrap();
        let Some(template) = self.template(path) else {
            assert_eq!(reply.status, 404, "{path} is not in the document");
            return;
        };
        let Some(operation) = self.json["paths"][template].get(method.to_lowercase()) else {
            assert_eq!(reply.status, 404, "{method} {path} is not in the document");
            return;
        };
        let answer = &operation["responses"][reply.status.to_string()];
        assert!(!answer.is_null(), "{method} {template} never answers {}: {reply:?}", reply.status);
        let answer = self.resolved(answer);
        if let Some(tag) = reply.header("etag") {
            assert!(answer["headers"].get("ETag").is_some(), "{method} {template} gives no tag, but {tag}");
        }
        let Some(content) = answer.get("content").and_then(Value::as_object) else {
            assert!(reply.body.is_empty(), "{method} {template} {}: {reply:?}", reply.status);
            return;
        };
        let said = reply.header("content-type").unwrap().split(';').next().unwrap();
        let schema = &content.get(said).unwrap_or_else(|| panic!("{method} {template} is no {said}"))["schema"];
        if said == "application/json"
            && let Some(name) = schema["$ref"].as_str()
        {
            self.assert_is(name.rsplit('/').next().unwrap(), &reply.json());
        }
    }

    fn resolved<'d>(&'d self, value: &'d Value) -> &'d Value {
        match value["$ref"].as_str() {
            Some(pointer) => self.json.pointer(pointer.strip_prefix('#').unwrap()).unwrap(),
            None => value,
        }
    }

    /// The path of the document that a request's is one of.
    fn template(&self, path: &str) -> Option<&str> {
        let paths = self.json["paths"].as_object().unwrap().keys();
        let fits = |template: &&String| {
            if let Some(before) = template.strip_suffix("{view}") {
                return path.strip_prefix(before).is_some_and(|view| !view.is_empty());
            }
            let (parts, names): (Vec<_>, Vec<_>) = (path.split('/').collect(), template.split('/').collect());
            let same = |(part, name): (&&str, &&str)| part == name || name.starts_with('{') && !part.is_empty();
            parts.len() == names.len() && parts.iter().zip(&names).all(same)
        };
        paths.filter(fits).map(String::as_str).next()
    }

    /// The values of `const` or `title` of each kind of a schema.
    fn kinds(&self, schema: &str, of: impl Fn(&Value) -> &Value) -> BTreeSet<String> {
        let kinds = self.json["components"]["schemas"][schema]["oneOf"].as_array().unwrap();
        kinds.iter().map(|kind| of(kind).as_str().unwrap().to_owned()).collect()
    }
}

/// Every `$ref` of a value.
fn references<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Object(object) => {
            found.extend(object.get("$ref").and_then(Value::as_str));
            object.values().for_each(|value| references(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

fn set<'n>(names: impl IntoIterator<Item = &'n str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

#[test]
fn every_route_is_in_the_document_and_no_other() {
    let paths = the().json["paths"].as_object().unwrap();
    let described: BTreeSet<(String, String)> = paths
        .iter()
        .flat_map(|(path, operations)| {
            operations.as_object().unwrap().keys().map(|method| (method.clone(), path.clone()))
        })
        .collect();
    let served = ROUTES.iter().map(|(method, path)| ((*method).to_owned(), path.replace("{*view}", "{view}")));
    assert_eq!(described, served.collect());
}

#[test]
fn every_view_and_every_deed_is_in_the_document_and_no_other() {
    assert_eq!(the().kinds("View", |kind| &kind["title"]), set(View::NAMES.iter().copied()));
    assert_eq!(the().kinds("Deed", |kind| &kind["properties"]["do"]["const"]), deeds::names());
}

#[test]
fn the_document_hangs_together() {
    let json = &the().json;
    let mut found = Vec::new();
    references(json, &mut found);
    assert!(found.len() > 100, "{}", found.len());
    for pointer in &found {
        assert!(json.pointer(pointer.strip_prefix('#').unwrap()).is_some(), "{pointer} leads nowhere");
    }
    for name in json["components"]["schemas"].as_object().unwrap().keys() {
        let pointer = format!("#/components/schemas/{name}");
        assert!(found.contains(&pointer.as_str()), "nothing is a {name}");
    }
    let mut ids = BTreeSet::new();
    for (path, operations) in json["paths"].as_object().unwrap() {
        for operation in operations.as_object().unwrap().values() {
            assert!(ids.insert(operation["operationId"].as_str().unwrap()), "{operation}");
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let named: BTreeSet<String> = parameters
                .filter(|parameter| parameter["in"] == "path")
                .map(|parameter| parameter["name"].as_str().unwrap().to_owned())
                .collect();
            let names = path.split(['{', '}']).skip(1).step_by(2);
            assert_eq!(named, set(names), "{path}");
        }
    }
}

/// A path of a view is of one kind alone, also where the schema has patterns.
#[test]
fn a_view_that_is_none_is_none_to_the_document() {
    let judge = &the().validators["View"];
    for path in
        ["", "nothing", "days/1", "office", "office/664003", "shift/664003/2/x", "takings/mood/2026-11-01/2026-11-23"]
    {
        assert!(path.parse::<View>().is_err() && !judge.is_valid(&json!(path)), "{path}");
    }
}

fn the_document_is_served(api: &Api) {
    let reply = api.ask("GET", "/v1/openapi.json", None, &[], None);
    assert_eq!((reply.status, reply.json()), (200, the().json.clone()));
    for path in ["/v1/hello", "/healthz", "/readyz", "/metrics"] {
        assert_eq!(api.ask("GET", path, None, &[], None).status, 200, "{path}");
    }
    assert_eq!(api.ask("GET", "/v1/nothing", None, &[], None).status, 404);
}

fn desks_are_answered_as_it_says(api: &Api) {
    use okno::protocol::{Request, RequestSignature};

    let mut desk = crate::hq::Desk::new("664003/2", 9);
    let code = api.site.hq.issue_code(&desk.id, crate::scene::now()).unwrap().code;
    let request = desk.request(&code, false);
    let enrol = |request: &okno::protocol::EnrolRequest| {
        let body = serde_json::to_value(request).unwrap();
        the().assert_is("Enrolment", &body);
        api.ask("POST", "/v1/enrol", None, &[], Some(&body)).status
    };
    assert_eq!(enrol(&request), 200);
    assert_eq!(enrol(&crate::hq::Desk::new("664003/2", 10).request(&code, false)), 401, "the code was used");
    desk.write("desk.enrolled", "{}".into());
    let ask = |method: &str, path: &str, body: &[u8]| {
        let signed = Request { method, path, body };
        let headers = RequestSignature::sign(&signed, &desk.id, crate::scene::now(), &desk.keys.sign).headers();
        let reply = crate::http::Http::to(api.address).ask(method, path, &headers, body);
        the().assert_answer(method, path, &reply);
        reply.status
    };
    let batches = "/v1/desks/664003/2/batches";
    assert_eq!(ask("POST", batches, &desk.batch(1, 1)), 200);
    assert_eq!(ask("POST", batches, b"no batch"), 400);
    assert_eq!(ask("POST", "/v1/desks/664003/3/batches", &desk.batch(1, 1)), 401);
    assert_eq!(ask("GET", "/v1/desks/664003/2/entries?after=0", b""), 200);
    assert_eq!(ask("GET", "/v1/desks/664003/2/entries?after=1", b""), 204);
    assert_eq!(ask("GET", "/v1/directory?since=0&limit=10", b""), 200);
    assert_eq!(ask("GET", "/v1/users", b""), 200);
    assert_eq!(ask("GET", "/v1/accounts/energosbyt/%D0%90%D0%911", b""), 200);
    assert_eq!(ask("GET", "/v1/accounts/energosbyt/%D0%90%D0%919", b""), 200);
    assert_eq!(api.ask("GET", "/v1/users", None, &[], None).status, 401);
}
