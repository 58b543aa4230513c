use semconv::attributes::DbSystemName;
use semconv::vectorstore;

fn main() {
    let span = vectorstore::Search {
        db_system_name: DbSystemName::Redb,
        db_collection_name: "instances",
    }
    .start();
    let _typed = &span;
}
