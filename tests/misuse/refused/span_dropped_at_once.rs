#![deny(unused_must_use)]

use semconv::attributes::DbSystemName;
use semconv::vectorstore;

fn main() {
    vectorstore::Search {
        db_system_name: DbSystemName::Redb,
        db_collection_name: "instances",
    }
    .start();
}
