use semconv::attributes::DbSystemName;
use semconv::vectorstore;

fn main() {
    let _span = vectorstore::Search {
        db_system_name: DbSystemName::Redb,
        db_collection_name: "instances",
    }
    .start();
}
