use semconv::attributes::{DbSystemName, ErrorType};
use semconv::vectorstore;

#[derive(Debug)]
struct Broken;

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("broken")
    }
}

impl std::error::Error for Broken {}

impl semconv::Failure for Broken {
    fn error_type(&self) -> ErrorType {
        ErrorType::Internal
    }
}

fn main() {
    let span = vectorstore::Search {
        db_system_name: DbSystemName::Redb,
        db_collection_name: "instances",
    }
    .start();
    let _outcome = span.scope_blocking(|| Err::<(), _>(Broken));
}
