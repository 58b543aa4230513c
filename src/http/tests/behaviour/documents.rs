//! `GET /api/v1/documents/{id}`, and what answers say about the whole index.

use knowledge::{Collection, Document};
use serde_json::json;
use vectorstore::IndexState;

use crate::support::{SEARCH, Server};

async fn store(server: &Server, collection: Collection, ids: &[&str]) {
    let document = |id: &&str| Document {
        id: (*id).to_owned(),
        text: format!("{collection} {id}"),
        metadata: [("kind".to_owned(), "Pod".into())].into(),
    };
    let documents: Vec<_> = ids.iter().map(document).collect();
    server.store.store(collection, &documents).await.unwrap();
}

#[tokio::test]
async fn a_document_is_read_by_its_id_with_slashes_encoded_or_not() {
    let server = Server::start().await;
    let id = "default/apps/v1/Deployment/nginx";
    store(&server, Collection::Instances, &[id, "a b/ü?#", "ends/"]).await;
    let expected = json!({
        "status": "ok", "collection": "instances", "id": id, "text": format!("instances {id}"), "metadata": { "kind": "Pod" },
    });
    for path in [id, "default%2Fapps%2fv1%2FDeployment%2Fnginx"] {
        let answer = server
            .request("GET", &format!("/api/v1/documents/{path}"))
            .await;
        answer.is(200, expected.clone());
    }
    for (path, id) in [("a%20b/%C3%BC%3F%23", "a b/ü?#"), ("ends/", "ends/")] {
        let answer = server
            .request("GET", &format!("/api/v1/documents/{path}"))
            .await;
        assert_eq!(answer.json()["id"], id);
    }
    let head = server
        .request("HEAD", &format!("/api/v1/documents/{id}"))
        .await;
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[tokio::test]
async fn a_document_is_looked_for_where_the_query_says_or_everywhere() {
    let server = Server::start().await;
    store(&server, Collection::Instances, &["both", "instance"]).await;
    store(&server, Collection::Capabilities, &["both"]).await;
    let get = async |rest: &str| {
        server
            .request("GET", &format!("/api/v1/documents/{rest}"))
            .await
    };
    assert_eq!(get("both").await.json()["collection"], "capabilities");
    let asked = get("both?collection=instances").await;
    assert_eq!(asked.json()["collection"], "instances");
    assert_eq!(get("instance").await.json()["collection"], "instances");
    let missing = json!({ "error": "No such document" });
    get("instance?collection=capabilities")
        .await
        .is(404, missing.clone());
    get("nobody").await.is(404, missing);
    let wrong = get("both?collection=pods").await;
    assert_eq!(
        (wrong.status, &wrong.json()["details"][0]["path"]),
        (400, &json!(["collection"]))
    );
}

#[tokio::test]
async fn a_search_says_how_much_there_is_and_goes_on_where_a_page_ended() {
    let server = Server::start().await;
    store(&server, Collection::Instances, &["a", "b", "c"]).await;
    let page = async |offset: usize| {
        let body = json!({ "keyword": "instances", "collection": "instances", "limit": 2, "offset": offset });
        let answer = server.post(SEARCH, body.to_string()).await.json();
        let ids = answer["results"].as_array().unwrap().iter();
        let ids: Vec<_> = ids
            .map(|hit| hit["id"].as_str().unwrap().to_owned())
            .collect();
        let counts = ["count", "total", "offset"].map(|key| answer[key].as_u64().unwrap());
        (ids.join(""), counts, answer["cut"].as_bool().unwrap())
    };
    assert_eq!(page(0).await, ("ab".to_owned(), [2, 3, 0], true));
    assert_eq!(page(2).await, ("c".to_owned(), [1, 3, 2], false));
    assert_eq!(page(9).await, (String::new(), [0, 3, 9], false));
}

#[tokio::test]
async fn an_index_that_is_empty_or_half_filled_is_not_said_to_be_ready() {
    let server = Server::start().await;
    let states = async || {
        let ready = server.request("GET", "/readyz?verbose").await;
        assert_eq!(ready.status, 200);
        let health = server.request("GET", "/health").await.json();
        assert_eq!(ready.json()["index"], health["index"]);
        let body = r#"{"keyword":"x","collection":"instances"}"#;
        let search = server.post(SEARCH, body).await.json();
        assert_eq!(search["index"], health["index"]["instances"]);
        health["index"].clone()
    };
    assert_eq!(
        states().await,
        json!({ "capabilities": "empty", "instances": "empty" })
    );
    store(&server, Collection::Instances, &["a"]).await;
    assert_eq!(states().await["instances"], "filling");
    let marked = server
        .store
        .mark(Collection::Instances, IndexState::Ready)
        .await;
    marked.unwrap();
    assert_eq!(
        states().await,
        json!({ "capabilities": "empty", "instances": "ready" })
    );
    server
        .broken
        .store(true, std::sync::atomic::Ordering::Relaxed);
    let health = server.request("GET", "/health").await;
    assert_eq!(
        (health.status, &health.json()["index"]["instances"]),
        (200, &json!("unknown"))
    );
}
