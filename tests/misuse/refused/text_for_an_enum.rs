use semconv::vectorstore;

fn main() {
    let _span = vectorstore::Search {
        db_system_name: "redb",
        db_collection_name: "instances",
    }
    .start();
}
